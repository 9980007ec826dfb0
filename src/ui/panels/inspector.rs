//! The selected mark: its words, tag, pieces, links, fields, note, coder and times; and the marks that overlap it.

use egui::{
    Button, FontId, Frame, Margin, RichText, ScrollArea, Stroke, TextEdit, Ui, WidgetInfo,
    accesskit::Role,
    text::{LayoutJob, TextFormat},
};

use super::{
    fields::{fields_ui, mention_ui, same_claim_ui},
    links::{links_ui, voices_ui},
    words,
};
use crate::{
    analysis::quoted,
    app::{Action, ArticleAction, Command, DraftPlace, LocalTimes, MarkAction, View},
    model::{Article, Span, Tag},
    text::{shortened, visible},
    ui::{
        theme::{STEP, TEXT_SIZE, UiTokens, bold, reading},
        widgets::{DraftField, Hint, elided, label, link_button, on_one_line, section_title, weak},
    },
};

/// At most this many characters and lines of the mark's words are shown; the rest shows on hover.
const MOST_CHARACTERS: usize = 600;
const MOST_LINES: usize = 5;
/// Room for the button that removes a piece, in points.
const REMOVE: f32 = 64.0;

/// Shows the selected mark; `take_focus` gives the note the keyboard.
pub fn inspector_ui(ui: &mut Ui, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>) {
    let (Some(article), Some(span)) = (view.article(), view.span()) else {
        area().show(ui, |ui| nothing_chosen_ui(ui, view));
        return;
    };
    area().show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        let tag = view.project().codebook.tag(&span.tag);
        // Who, what, the answers; then the rest.
        head_ui(ui, article, span, tag, view);
        voices_ui(ui, article, span, view, actions);
        let is_claim = view.project().codebook.claim_tags().contains(&&span.tag);
        if !is_claim {
            mention_ui(ui, span, view, actions);
        }
        words_ui(ui, article, span, tag);
        pieces_ui(ui, article, span, actions);
        fields_ui(ui, span, view, actions);
        links_ui(ui, article, span, view, actions);
        if is_claim {
            same_claim_ui(ui, span, view, actions);
        }
        note_ui(ui, span, view, take_focus, actions);
        stack_ui(ui, article, span, view, actions);
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

fn note_ui(ui: &mut Ui, span: &Span, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>) {
    label(ui, words::NOTE);
    let place = DraftPlace::new(DraftPlace::MARK, span.id, "note");
    let becomes = |note| Action::Mark(MarkAction::SetNote(span.id, note));
    let show = |ui: &mut Ui, text: &mut String| {
        let field = TextEdit::multiline(text).hint_text(words::ADD_A_NOTE).desired_rows(2);
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

fn head_ui(ui: &mut Ui, article: &Article, span: &Span, tag: Option<&Tag>, view: &View<'_>) {
    let tokens = ui.tokens();
    let project = view.project();
    let name = tag.map_or_else(|| span.tag.to_string(), |tag| tag.name.clone());
    let quote = if project.codebook.claim_tags().contains(&&span.tag) { quoted(article, span) } else { String::new() };
    let by = (project.coders.len() > 1).then(|| project.coder_name(span.by));
    let about = words::mark_head(&quote, span.pieces.len(), by.as_deref());
    let mut head = LayoutJob::simple(name, bold(TEXT_SIZE), tokens.ink, f32::INFINITY);
    head.append(&about, 5.0, TextFormat::simple(FontId::proportional(TEXT_SIZE), tokens.soft_ink));
    elided(ui, head);
}

fn words_ui(ui: &mut Ui, article: &Article, span: &Span, tag: Option<&Tag>) {
    let tokens = ui.tokens();
    let colour = tag.map_or(tokens.line, |tag| tokens.tag(tag.colour));
    let words = visible(&article.words_of(span)).into_owned();
    ui.add_space(STEP / 2.0);
    let inside = Frame::new().inner_margin(Margin { left: 10, right: 0, top: 2, bottom: 2 }).show(ui, |ui| {
        let format = TextFormat { line_height: Some(22.0), ..TextFormat::simple(reading(15.0), tokens.ink) };
        // Only what is shown is laid out: a mark may be a whole article.
        let shown: String = words.chars().take(MOST_CHARACTERS).collect();
        let mut job = LayoutJob::single_section(shown, format);
        job.wrap.max_width = ui.available_width();
        job.wrap.max_rows = MOST_LINES;
        let label = ui.add(egui::Label::new(job));
        if words.chars().nth(MOST_CHARACTERS).is_some() {
            label.hint(shortened(&words, 3 * MOST_CHARACTERS));
        }
    });
    let rect = inside.response.rect;
    ui.painter().vline(rect.min.x + 1.5, rect.y_range(), Stroke::new(3.0, colour));
}

fn pieces_ui(ui: &mut Ui, article: &Article, span: &Span, actions: &mut Vec<Action>) {
    if span.pieces.len() < 2 {
        return;
    }
    label(ui, words::PIECES);
    for (place, piece) in span.pieces.iter().enumerate() {
        ui.horizontal(|ui| {
            let room = (ui.available_width() - REMOVE).max(40.0);
            ui.scope(|ui| {
                ui.set_max_width(room);
                elided(ui, on_one_line(article.words(*piece)));
            });
            if link_button(ui, words::REMOVE).clicked() {
                let pieces = span.pieces.iter().enumerate().filter(|(p, _)| *p != place).map(|(_, piece)| *piece);
                actions.push(Action::Mark(MarkAction::Reshape(span.id, pieces.collect())));
            }
        });
    }
}

/// The marks that overlap this one, in the order in which clicks choose them.
fn stack_ui(ui: &mut Ui, article: &Article, span: &Span, view: &View<'_>, actions: &mut Vec<Action>) {
    let mut stack: Vec<&Span> =
        span.pieces.iter().flat_map(|piece| article.spans.pieces_in(*piece)).map(|(_, other)| other).collect();
    stack.sort_by_key(|other| (other.len(), other.start(), other.id));
    stack.dedup_by_key(|other| other.id);
    if stack.len() < 2 {
        return;
    }
    label(ui, words::OVERLAPPING_MARKS);
    for other in stack.into_iter().take(12) {
        let tag = view.project().codebook.tag(&other.tag);
        let tag = words::or_unknown(tag.map(|tag| tag.name.as_str()));
        let name = words::about(tag, &on_one_line(&article.words_of(other)));
        let entry = Button::selectable(other.id == span.id, name).truncate();
        if ui.add(entry).clicked() {
            actions.push(Action::Article(ArticleAction::JumpTo(article.id, other.id)));
        }
    }
}

fn made_ui(ui: &mut Ui, span: &Span, view: &View<'_>) {
    let by = view.project().coder_name(span.by);
    let times = LocalTimes::of_system();
    let changed = span.changed.map(|(at, by)| (view.project().coder_name(by), times.text(at)));
    let changed = changed.as_ref().map(|(by, at)| (by.as_str(), at.as_str()));
    weak(ui, &words::made(&by, &times.text(span.made), changed));
}
