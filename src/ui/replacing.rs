//! A new version of an article, before it takes the place of the old: what becomes of each mark, and what was changed.

use std::collections::BTreeSet;

use egui::{RichText, ScrollArea, Stroke, TextFormat, Ui, WidgetInfo, accesskit::Role, text::LayoutJob};

use super::{
    panels::inspector::short,
    theme::{SMALL_SIZE, TEXT_SIZE, UiTokens, bold},
    widgets::{buttons_ui, title},
};
use crate::{
    app::{Action, ExchangeAction, ReplaceAction, ReplacePlan, View},
    edit::{Change, Refound},
    model::{Article, SpanId},
    text::{FrozenText, in_context, plural, visible},
};

/// The height of a row, in points.
const HEIGHT: f32 = 24.0;
/// How much of the text is shown before and after a change, in bytes.
const AROUND: usize = 24;
/// How much of what was changed is shown, in characters.
const MOST: usize = 60;

/// Which moved and altered marks go along.
#[derive(Debug, Default)]
pub struct TakenList {
    taken: BTreeSet<SpanId>,
}

/// A row of the list.
enum Row<'p> {
    Heading(String),
    Altered(&'p Refound),
    Moved(&'p Refound),
    Lost(&'p Refound),
    Change(&'p Change),
}

impl TakenList {
    /// Shows the list.
    pub fn show(&mut self, ui: &mut Ui, plan: &ReplacePlan, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        let Some(old) = view.project().article(plan.old()) else { return };
        if is_new {
            self.taken = plan.taken();
        }
        let found = plan.replacement();
        title(ui, &format!("New version of “{}”", short(&old.facts.title, 60)));
        let counts = [
            (&found.kept, "keep their words"),
            (&found.moved, "moved"),
            (&found.altered, "altered"),
            (&found.lost, "lost"),
        ];
        let counts: Vec<String> = counts.iter().map(|(marks, what)| format!("{} {what}", marks.len())).collect();
        ui.label(format!("{}: {}.", plural(old.spans.len(), "mark"), counts.join(", ")));
        ui.weak("The earlier version stays in the project, out of the lists, with the marks that do not go along.");
        let rows = rows(plan, old);
        let height = (ui.ctx().content_rect().height() - 320.0).clamp(120.0, 420.0);
        let scroll = ScrollArea::vertical().min_scrolled_height(height).max_height(height).auto_shrink([false, true]);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            scroll.show_rows(ui, HEIGHT, rows.len(), |ui, places| {
                for row in rows.get(places).unwrap_or_default() {
                    ui.horizontal(|ui| {
                        ui.set_min_height(HEIGHT);
                        self.row_ui(ui, row, plan, old, view);
                    });
                }
            });
        });
        if !found.altered.is_empty() {
            let all: BTreeSet<SpanId> = found.altered.iter().map(|found| found.span_id).collect();
            let has_all = all.is_subset(&self.taken);
            if ui.button(if has_all { "Leave all altered marks" } else { "Take all altered marks" }).clicked() {
                self.taken.retain(|id| !all.contains(id));
                self.taken.extend(all.iter().filter(|_| !has_all));
            }
        }
        if buttons_ui(ui, "Put in its place", actions) {
            actions.push(Action::Exchange(ExchangeAction::NewVersion(ReplaceAction::Accept(self.taken.clone()))));
        }
    }

    fn row_ui(&mut self, ui: &mut Ui, row: &Row<'_>, plan: &ReplacePlan, old: &Article, view: &View<'_>) {
        match row {
            Row::Heading(words) => {
                ui.label(RichText::new(words).font(bold(SMALL_SIZE + 1.0)));
            }
            Row::Altered(found) => {
                let [was, is] = from_difference(&found.old_words, &found.new_words).map(cut);
                let tag = tag_of(found, old, view);
                let line = format!("{tag}: “{was}” is now “{is}”");
                let whole = format!("{tag}: “{}” is now “{}”", visible(&found.old_words), visible(&found.new_words));
                self.choice_ui(ui, found, &line, whole);
            }
            Row::Moved(found) => {
                let tag = tag_of(found, old, view);
                let line = format!("{tag}: “{}”", cut(&found.old_words));
                let here = found.pieces.first().map(|piece| {
                    in_context(plan.text(), *piece, AROUND)
                        .map(|part| plan.text().get(part).map(visible).unwrap_or_default())
                });
                let whole =
                    here.map_or_else(String::new, |[before, words, after]| format!("now: …{before}{words}{after}…"));
                self.choice_ui(ui, found, &line, whole);
            }
            Row::Lost(found) => {
                let line = format!("{}: “{}”", tag_of(found, old, view), cut(&found.old_words));
                ui.add(egui::Label::new(line).truncate());
            }
            Row::Change(change) => change_ui(ui, change, plan, old),
        }
    }

    /// A mark that goes along or stays behind.
    fn choice_ui(&mut self, ui: &mut Ui, found: &Refound, line: &str, whole: String) {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
        let mut is_in = self.taken.contains(&found.span_id);
        if ui.checkbox(&mut is_in, line).on_hover_text(whole).changed() {
            if is_in {
                self.taken.insert(found.span_id);
            } else {
                self.taken.remove(&found.span_id);
            }
        }
    }
}

/// What is listed: what needs a decision first.
fn rows<'p>(plan: &'p ReplacePlan, old: &Article) -> Vec<Row<'p>> {
    let found = plan.replacement();
    let is_blank = |text: &FrozenText, range| text.get(range).is_none_or(|words| words.trim().is_empty());
    let is_seen = |change: &&Change| !is_blank(&old.text, change.old) || !is_blank(plan.text(), change.new);
    let sections: [(&str, Vec<Row<'_>>); 4] = [
        ("Altered: ticked marks go along with their new words", found.altered.iter().map(Row::Altered).collect()),
        ("Moved: ticked marks go along to where their words stand now", found.moved.iter().map(Row::Moved).collect()),
        ("Lost: their words are gone", found.lost.iter().map(Row::Lost).collect()),
        ("What was changed in the text", found.changes.iter().filter(is_seen).map(Row::Change).collect()),
    ];
    let filled = sections.into_iter().filter(|(_, rows)| !rows.is_empty());
    filled.flat_map(|(name, rows)| [Row::Heading(format!("{name} ({})", rows.len()))].into_iter().chain(rows)).collect()
}

fn tag_of(found: &Refound, old: &Article, view: &View<'_>) -> String {
    let tag = old.span(found.span_id).and_then(|span| view.project().codebook.tag(&span.tag));
    tag.map_or_else(|| "mark".to_owned(), |tag| tag.name.clone())
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
    short(&visible(words).replace('\n', " ¶ "), MOST)
}

/// What went struck out, what came underlined, between the words around.
fn change_ui(ui: &mut Ui, change: &Change, plan: &ReplacePlan, old: &Article) {
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
    label.widget_info(|| {
        let said = match (gone.is_empty(), come.is_empty()) {
            (true, _) => format!("“{come}” was added"),
            (false, true) => format!("“{gone}” was taken out"),
            (false, false) => format!("“{gone}” became “{come}”"),
        };
        WidgetInfo::labeled(Role::Label, true, said)
    });
}
