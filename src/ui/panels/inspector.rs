//! The selected mark: its words, tag, pieces, links, fields, note, coder and times; and the marks that overlap it.

use std::collections::HashSet;

use egui::{
    Align, Button, FontId, Frame, Layout, Margin, RichText, ScrollArea, Stroke, Ui, WidgetInfo,
    accesskit::Role,
    text::{LayoutJob, TextFormat},
};

use super::{
    fields::{fields_ui, mention_ui, same_claim_ui},
    links::MarkLinks,
    words,
};
use crate::{
    analysis::quoted,
    app::{Action, ArticleAction, Command, DraftPlace, LocalTimes, MarkAction, SessionId, StateMark, View},
    model::{Article, ArticleId, Span, SpanId, Tag},
    text::{ByteOffset, shortened, visible},
    ui::{
        theme::{STEP, TEXT_SIZE, UiTokens, bold, reading},
        units::is_rtl,
        widgets::{
            DraftField, Hint, Narrowed, TextField, as_name, elided, label, link_button, on_one_line, section_title,
            weak,
        },
    },
};

/// At most this many characters and lines of the mark's words are shown; the rest shows on hover.
const MOST_CHARACTERS: usize = 600;
const MOST_LINES: usize = 5;
/// Room for the button that removes a piece, in points.
const REMOVE: f32 = 64.0;
/// Of a longer note, in bytes, the beginning is shown until somebody wants to change it.
const LONG_NOTE: usize = 20_000;
/// About how high a row of a list is, in points.
const ROW: f32 = 22.0;

/// What is shown of the selected mark besides itself, found once for a state of the project.
#[derive(Debug, Default)]
pub struct Inspector {
    found_for: Option<(SessionId, StateMark, ArticleId, SpanId)>,
    links: MarkLinks,
    /// The marks that overlap it, in the order in which clicks choose them.
    stack: Vec<SpanId>,
    marks: Narrowed,
    pieces: Narrowed,
    /// Of a claim, whether its words are quoted.
    quote: String,
    /// Whether a note that is too long to be shown whole is being changed.
    edits_note: bool,
}

impl Inspector {
    /// Shows the selected mark; `take_focus` gives the note the keyboard.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>) {
        let (Some(article), Some(span)) = (view.article(), view.span()) else {
            area().show(ui, |ui| nothing_chosen_ui(ui, view));
            return;
        };
        self.follow(article, span, view);
        area().show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let tag = view.project().codebook.tag(&span.tag);
            // Who, what, the answers; then the rest.
            head_ui(ui, span, tag, &self.quote, view);
            self.links.voices_ui(ui, article, span, view, actions);
            let is_claim = view.project().codebook.claim_tags().contains(&&span.tag);
            if !is_claim {
                mention_ui(ui, span, view, actions);
            }
            words_ui(ui, article, span, tag);
            self.pieces_ui(ui, article, span, actions);
            fields_ui(ui, span, view, actions);
            self.links.links_ui(ui, article, span, view, actions);
            if is_claim {
                same_claim_ui(ui, span, view, actions);
            }
            self.edits_note |= take_focus;
            note_ui(ui, span, &mut self.edits_note, view, take_focus, actions);
            self.stack_ui(ui, article, span, view, actions);
            let mut flag = span.flag;
            if ui.checkbox(&mut flag, words::LOOK_AGAIN).changed() {
                actions.push(Action::Mark(MarkAction::SetFlag(span.id, flag)));
            }
            ui.add_space(STEP / 2.0);
            made_ui(ui, span, view);
            ui.add_space(STEP / 2.0);
            let keys = view.settings.shortcut_label(Command::DeleteSpan);
            if link_button(ui, words::DELETE_MARK).hint(keys).clicked() {
                actions.push(Action::Mark(MarkAction::Delete(span.id)));
            }
        });
    }

    /// Finds what is shown again for another mark, or another state of the project.
    fn follow(&mut self, article: &Article, span: &Span, view: &View<'_>) {
        let found_for = Some((view.session.id(), view.session.state(), article.id, span.id));
        if self.found_for == found_for {
            return;
        }
        let mut seen = HashSet::new();
        let over = span.pieces.iter().flat_map(|piece| article.spans.pieces_in(*piece)).map(|(_, other)| other);
        let over = over.filter(|other| seen.insert(other.id));
        let mut stack: Vec<(u32, ByteOffset, SpanId)> =
            over.map(|other| (other.len(), other.start(), other.id)).collect();
        stack.sort_unstable();
        let stack = stack.into_iter().map(|(.., span_id)| span_id).collect();
        let is_claim = view.project().codebook.claim_tags().contains(&&span.tag);
        let quote = if is_claim { quoted(article, span) } else { String::new() };
        *self = Self { found_for, quote, links: MarkLinks::of(article, span, view), stack, ..Self::default() };
    }

    fn pieces_ui(&mut self, ui: &mut Ui, article: &Article, span: &Span, actions: &mut Vec<Action>) {
        if span.pieces.len() < 2 {
            return;
        }
        label(ui, words::PIECES);
        let said =
            |place: usize| on_one_line(&as_name(span.pieces.get(place).map_or("", |piece| article.words(*piece))));
        let names = ("pieces", words::FILTER_PIECES);
        self.pieces.show(ui, names, (span.pieces.len(), ROW), said, |ui, place| {
            ui.horizontal(|ui| {
                let room = (ui.available_width() - REMOVE).max(40.0);
                ui.scope(|ui| {
                    ui.set_max_width(room);
                    elided(ui, said(place));
                });
                if link_button(ui, words::REMOVE).clicked() {
                    let pieces = span.pieces.iter().enumerate().filter(|(p, _)| *p != place).map(|(_, piece)| *piece);
                    actions.push(Action::Mark(MarkAction::Reshape(span.id, pieces.collect())));
                }
            });
        });
    }

    /// The marks that overlap this one, in the order in which clicks choose them.
    fn stack_ui(&mut self, ui: &mut Ui, article: &Article, span: &Span, view: &View<'_>, actions: &mut Vec<Action>) {
        if self.stack.len() < 2 {
            return;
        }
        label(ui, words::OVERLAPPING_MARKS);
        let other = |place: usize| article.span(*self.stack.get(place)?);
        let name = |place: usize| {
            let tag = other(place).and_then(|other| view.project().codebook.tag(&other.tag));
            let said = other(place).map(|other| on_one_line(&article.brief(other))).unwrap_or_default();
            words::about(words::or_unknown(tag.map(|tag| tag.name.as_str())), &as_name(&said))
        };
        let names = ("overlapping", words::FILTER_MARKS);
        self.marks.show(ui, names, (self.stack.len(), ROW), name, |ui, place| {
            let Some(other) = other(place) else { return };
            if ui.add(Button::selectable(other.id == span.id, name(place)).truncate()).clicked() {
                actions.push(Action::Article(ArticleAction::JumpTo(article.id, other.id)));
            }
        });
    }
}

fn note_ui(
    ui: &mut Ui,
    span: &Span,
    is_edited: &mut bool,
    view: &View<'_>,
    take_focus: bool,
    actions: &mut Vec<Action>,
) {
    label(ui, words::NOTE);
    let place = DraftPlace::new(DraftPlace::MARK, span.id, "note");
    *is_edited |= span.note.len() <= LONG_NOTE || view.session.drafts().text(&place).is_some();
    if !*is_edited {
        ui.label(as_name(&span.note));
        *is_edited = link_button(ui, words::EDIT_WHOLE_NOTE).clicked();
        return;
    }
    let becomes = |note| Action::Mark(MarkAction::SetNote(span.id, note));
    let show = |ui: &mut Ui, text: &mut String| {
        let field = TextField::multiline(text).hint_text(words::ADD_A_NOTE).desired_rows(2);
        let field = ui.add(field.desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, words::NOTE));
        field
    };
    let field = DraftField::new(place, &span.note).show(ui, view, actions, show, becomes);
    if take_focus {
        field.request_focus();
        field.scroll_to_me(None);
    }
}

/// What scrolls the inspector, however little room there is.
fn area() -> ScrollArea {
    ScrollArea::vertical().id_salt("inspector").auto_shrink([false, false]).min_scrolled_height(0.0)
}

fn nothing_chosen_ui(ui: &mut Ui, view: &View<'_>) {
    let tokens = ui.tokens();
    section_title(ui, words::INSPECTOR);
    let text = match view.article() {
        None => words::ADD_AN_ARTICLE,
        Some(article) if article.spans.is_empty() => words::MARK_SOMETHING,
        Some(_) => words::SELECT_A_MARK,
    };
    ui.label(RichText::new(text).color(tokens.soft_ink));
}

fn head_ui(ui: &mut Ui, span: &Span, tag: Option<&Tag>, quote: &str, view: &View<'_>) {
    let tokens = ui.tokens();
    let project = view.project();
    let name = as_name(tag.map_or(span.tag.as_str(), |tag| &tag.name)).into_owned();
    let by = (project.coders.len() > 1).then(|| project.coder_name(span.by));
    let about = words::mark_head(quote, span.pieces.len(), by.as_deref());
    let mut head = LayoutJob::simple(name, bold(TEXT_SIZE), tokens.ink, f32::INFINITY);
    head.append(&about, 5.0, TextFormat::simple(FontId::proportional(TEXT_SIZE), tokens.soft_ink));
    elided(ui, head);
}

fn words_ui(ui: &mut Ui, article: &Article, span: &Span, tag: Option<&Tag>) {
    let tokens = ui.tokens();
    let colour = tag.map_or(tokens.line, |tag| tokens.tag(tag.colour));
    let words = visible(&article.brief(span)).into_owned();
    ui.add_space(STEP / 2.0);
    let inside = Frame::new().inner_margin(Margin { left: 10, right: 0, top: 2, bottom: 2 }).show(ui, |ui| {
        let format = TextFormat {
            line_height: Some(22.0),
            ..TextFormat::simple(reading(15.0, &article.facts.language), tokens.ink)
        };
        // Only what is shown is laid out: a mark may be a whole article.
        let shown: String = words.chars().take(MOST_CHARACTERS).collect();
        let mut job = LayoutJob::single_section(shown, format);
        job.wrap.max_width = ui.available_width();
        job.wrap.max_rows = MOST_LINES;
        let side = if is_rtl(&words) { Align::Max } else { Align::Min };
        let label = ui.with_layout(Layout::top_down(side), |ui| ui.add(egui::Label::new(job))).inner;
        if words.chars().nth(MOST_CHARACTERS).is_some() {
            label.hint(shortened(&words, 3 * MOST_CHARACTERS));
        }
    });
    let rect = inside.response.rect;
    ui.painter().vline(rect.min.x + 1.5, rect.y_range(), Stroke::new(3.0, colour));
}

fn made_ui(ui: &mut Ui, span: &Span, view: &View<'_>) {
    let by = view.project().coder_name(span.by);
    let times = LocalTimes::of_system();
    let changed = span.changed.map(|(at, by)| (view.project().coder_name(by), times.text(at)));
    let changed = changed.as_ref().map(|(by, at)| (by.as_str(), at.as_str()));
    weak(ui, &words::made(&by, &times.text(span.made), changed));
}
