//! The selected mark: its words, tag, pieces, links, fields, note, coder and times; and the marks that overlap it.

use egui::{Frame, Margin, RichText, ScrollArea, Stroke, TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::{fields::FieldDrafts, links::links_ui, words};
use crate::{
    app::{Action, ArticleAction, Command, MarkAction, View},
    model::{Article, Span, SpanId, Tag},
    text::{shortened, visible},
    ui::{
        theme::{STEP, TEXT_SIZE, UiTokens, bold, reading},
        widgets::{Draft, LocalTimes, label, link_button, section_title, weak},
    },
};

/// At most this many characters of the mark's words are shown.
const MOST_CHARACTERS: usize = 600;

/// The note being typed.
#[derive(Debug, Default)]
pub struct InspectorPanel {
    note: Draft<SpanId>,
    fields: FieldDrafts,
}

impl InspectorPanel {
    /// Shows the selected mark; `take_focus` gives the note the keyboard.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, take_focus: bool, actions: &mut Vec<Action>) {
        let (Some(article), Some(span)) = (view.article(), view.span()) else {
            nothing_chosen_ui(ui, view);
            return;
        };
        ScrollArea::vertical().id_salt("inspector").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let tag = view.project().codebook.tag(&span.tag);
            head_ui(ui, span, tag, view);
            words_ui(ui, article, span, tag);
            pieces_ui(ui, article, span, actions);
            stack_ui(ui, article, span, view, actions);
            links_ui(ui, article, span, view, actions);
            self.fields.show(ui, span, view, actions);
            self.note_ui(ui, span, take_focus, actions);
            let mut flag = span.flag;
            if ui.checkbox(&mut flag, words::LOOK_AGAIN).changed() {
                actions.push(Action::Mark(MarkAction::SetFlag(span.id, flag)));
            }
            ui.add_space(STEP / 2.0);
            made_ui(ui, span, view);
            ui.add_space(STEP / 2.0);
            let keys = view.settings.shortcut_label(Command::DeleteSpan);
            if link_button(ui, words::DELETE_MARK).on_hover_text(keys).clicked() {
                actions.push(Action::Mark(MarkAction::Delete(span.id)));
            }
        });
    }

    fn note_ui(&mut self, ui: &mut Ui, span: &Span, take_focus: bool, actions: &mut Vec<Action>) {
        label(ui, words::NOTE);
        let note = self.note.edit(&span.id, &span.note, |text| {
            let field = TextEdit::multiline(text).hint_text(words::ADD_A_NOTE).desired_rows(2);
            let field = ui.add(field.desired_width(f32::INFINITY));
            field.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, words::NOTE));
            if take_focus {
                field.request_focus();
            }
            field
        });
        if let Some((span_id, note)) = note {
            actions.push(Action::Mark(MarkAction::SetNote(span_id, note)));
        }
    }
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

fn head_ui(ui: &mut Ui, span: &Span, tag: Option<&Tag>, view: &View<'_>) {
    let tokens = ui.tokens();
    ui.horizontal(|ui| {
        let name = tag.map_or_else(|| span.tag.to_string(), |tag| tag.name.clone());
        ui.label(RichText::new(name).font(bold(TEXT_SIZE)));
        let entity = span.entity.and_then(|id| view.project().entities.get(&id));
        let about = words::mark_head(span.pieces.len(), entity.map(|entity| entity.name.as_str()));
        if !about.is_empty() {
            ui.label(RichText::new(about).color(tokens.soft_ink));
        }
    });
}

fn words_ui(ui: &mut Ui, article: &Article, span: &Span, tag: Option<&Tag>) {
    let tokens = ui.tokens();
    let colour = tag.map_or(tokens.line, |tag| tokens.tag(tag.colour));
    let words = visible(&article.words_of(span)).into_owned();
    // Its lines stay apart, unlike those of shortened words.
    let shown: String = words.chars().take(MOST_CHARACTERS).collect();
    let shown = if shown.len() < words.len() { format!("{shown}…") } else { shown };
    let inside = Frame::new().inner_margin(Margin { left: 10, right: 0, top: 2, bottom: 2 }).show(ui, |ui| {
        ui.add(egui::Label::new(RichText::new(shown).font(reading(15.0)).line_height(Some(22.0))).wrap());
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
            ui.label(shortened(article.words(*piece), 28));
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
        let name = words::about(tag, &shortened(&article.words_of(other), 30));
        if ui.selectable_label(other.id == span.id, name).clicked() {
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
