//! A new version of an article, before it replaces the old: what becomes of each mark, and what was changed.

use std::collections::BTreeSet;

use egui::{RichText, Stroke, TextFormat, Ui, WidgetInfo, accesskit::Role, text::LayoutJob};

use super::{
    form::{Form, WIDE, list_area, rows_ui},
    words,
};
use crate::{
    app::{Action, ExchangeAction, NewVersionAction, NewVersionPlan, View},
    edit::{Change, Refound},
    model::{Article, SpanId},
    text::{FrozenText, in_context, shortened, visible},
    ui::{
        theme::{SMALL_SIZE, TEXT_SIZE, UiTokens, bold},
        widgets::{Hint, buttons_ui, elided},
    },
};

/// The height of a row, in points.
const HEIGHT: f32 = 24.0;
/// How much of the text is shown before and after a change, in bytes.
const AROUND: usize = 24;
/// How much of what was changed is shown, in characters.
const MOST: usize = 60;

/// A row of the list.
enum Row<'p> {
    Heading(String),
    Altered(&'p Refound),
    Moved(&'p Refound),
    Lost(&'p Refound),
    Change(&'p Change),
}

/// A new version beside its article, and which moved and altered marks are carried over.
pub(super) struct NewVersion {
    plan: NewVersionPlan,
    carried: BTreeSet<SpanId>,
}

impl NewVersion {
    /// The list, with the marks ticked that are carried over unless somebody says otherwise.
    pub(super) fn new(plan: NewVersionPlan) -> Self {
        Self { carried: plan.taken(), plan }
    }

    fn title_of(old: &Article) -> String {
        words::new_version_of(&shortened(&old.facts.title, 60))
    }

    fn altered_ui(&mut self, ui: &mut Ui) {
        let all: BTreeSet<SpanId> = self.plan.replacement().altered.iter().map(|found| found.span_id).collect();
        if all.is_empty() {
            return;
        }
        let has_all = all.is_subset(&self.carried);
        if ui.button(if has_all { words::DESELECT_ALTERED } else { words::SELECT_ALTERED }).clicked() {
            self.carried.retain(|id| !all.contains(id));
            self.carried.extend(all.iter().filter(|_| !has_all));
        }
    }
}

impl Form for NewVersion {
    fn title(&self, view: &View<'_>) -> String {
        view.project().article(self.plan.old()).map_or_else(String::new, Self::title_of)
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        let Some(old) = view.project().article(self.plan.old()) else { return };
        let plan = self.plan.clone();
        let found = plan.replacement();
        let counts = [&found.kept, &found.moved, &found.altered, &found.lost].map(Vec::len);
        ui.label(words::marks_refound(old.spans.len(), counts));
        ui.weak(words::EARLIER_STAYS);
        let rows = rows(&plan, old);
        let area = list_area(ui, 320.0, 120.0..=420.0);
        rows_ui(ui, area, HEIGHT, &rows, |ui, _, row| row_ui(ui, row, &mut self.carried, &plan, old, view));
        self.altered_ui(ui);
        if buttons_ui(ui, words::REPLACE, actions) {
            let accept = NewVersionAction::Accept(self.carried.clone());
            actions.push(Action::Exchange(ExchangeAction::NewVersion(accept)));
        }
    }
}

fn row_ui(
    ui: &mut Ui,
    row: &Row<'_>,
    carried: &mut BTreeSet<SpanId>,
    plan: &NewVersionPlan,
    old: &Article,
    view: &View<'_>,
) {
    match row {
        Row::Heading(heading) => {
            ui.label(RichText::new(heading).font(bold(SMALL_SIZE + 1.0)));
        }
        Row::Altered(found) => {
            let tag = tag_of(found, old, view);
            let [was, is] = from_difference(&found.old_words, &found.new_words).map(cut);
            let whole = words::mark_altered(tag, &visible(&found.old_words), &visible(&found.new_words));
            choice_ui(ui, found, carried, &words::mark_altered(tag, &was, &is), whole);
        }
        Row::Moved(found) => {
            let line = words::mark(tag_of(found, old, view), &cut(&found.old_words));
            let text = plan.text();
            let here = found.pieces.first().map(|piece| {
                let around = in_context(text, *piece, AROUND);
                let [before, moved, after] = around.map(|part| text.get(part).map(visible).unwrap_or_default());
                words::now_at([&before, &moved, &after])
            });
            choice_ui(ui, found, carried, &line, here.unwrap_or_default());
        }
        Row::Lost(found) => {
            let line = words::mark(tag_of(found, old, view), &cut(&found.old_words));
            elided(ui, line);
        }
        Row::Change(change) => change_ui(ui, change, plan, old),
    }
}

/// A mark that is carried over or left behind.
fn choice_ui(ui: &mut Ui, found: &Refound, carried: &mut BTreeSet<SpanId>, line: &str, whole: String) {
    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
    let mut is_carried = carried.contains(&found.span_id);
    if ui.checkbox(&mut is_carried, line).hint(whole).changed() {
        if is_carried {
            carried.insert(found.span_id);
        } else {
            carried.remove(&found.span_id);
        }
    }
}

/// What is listed: what needs a decision first.
fn rows<'p>(plan: &'p NewVersionPlan, old: &Article) -> Vec<Row<'p>> {
    let found = plan.replacement();
    let is_blank = |text: &FrozenText, range| text.get(range).is_none_or(|words| words.trim().is_empty());
    let is_seen = |change: &&Change| !is_blank(&old.text, change.old) || !is_blank(plan.text(), change.new);
    let sections: [(words::Counted, Vec<Row<'_>>); 4] = [
        (words::altered, found.altered.iter().map(Row::Altered).collect()),
        (words::moved, found.moved.iter().map(Row::Moved).collect()),
        (words::lost, found.lost.iter().map(Row::Lost).collect()),
        (words::text_changes, found.changes.iter().filter(is_seen).map(Row::Change).collect()),
    ];
    let filled = sections.into_iter().filter(|(_, rows)| !rows.is_empty());
    filled.flat_map(|(heading, rows)| [Row::Heading(heading(rows.len()))].into_iter().chain(rows)).collect()
}

fn tag_of<'v>(found: &Refound, old: &Article, view: &View<'v>) -> &'v str {
    let tag = old.span(found.span_id).and_then(|span| view.project().codebook.tag(&span.tag));
    tag.map_or(words::UNKNOWN_TAG, |tag| tag.name.as_str())
}

/// Two texts from a little before the first place where they differ, so that the difference is seen.
fn from_difference<'t>(one: &'t str, other: &'t str) -> [&'t str; 2] {
    const BEFORE: usize = 12;
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let start = if same <= 2 * BEFORE { 0 } else { one.floor_char_boundary(same - BEFORE) };
    [one, other].map(|text| text.get(start..).unwrap_or(text))
}

/// Words on one line, cut where they are long.
fn cut(words: &str) -> String {
    shortened(&visible(words).replace('\n', " ¶ "), MOST)
}

/// What went struck out, what came underlined, between the words around.
fn change_ui(ui: &mut Ui, change: &Change, plan: &NewVersionPlan, old: &Article) {
    let tokens = ui.tokens();
    let [before, _, after] = in_context(plan.text(), change.new, AROUND);
    let shown = |range| cut(plan.text().get(range).unwrap_or_default());
    let (gone, come) = (cut(old.words(change.old)), shown(change.new));
    let font = egui::FontId::proportional(TEXT_SIZE);
    let around = TextFormat { font_id: font.clone(), color: tokens.soft_ink, ..TextFormat::default() };
    let went = TextFormat {
        font_id: font.clone(),
        color: tokens.problem,
        strikethrough: Stroke::new(1.0, tokens.problem),
        ..TextFormat::default()
    };
    let came = TextFormat {
        font_id: font,
        color: tokens.ink,
        underline: Stroke::new(1.5, tokens.accent),
        ..TextFormat::default()
    };
    let mut line = LayoutJob::default();
    line.append(&format!("…{}", shown(before)), 0.0, around.clone());
    line.append(&gone, 0.0, went);
    line.append(&come, if gone.is_empty() { 0.0 } else { 3.0 }, came);
    line.append(&format!("{}…", shown(after)), 0.0, around);
    let label = ui.add(egui::Label::new(line).truncate());
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, words::text_changed(&gone, &come)));
}
