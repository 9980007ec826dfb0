//! What is known about the chosen span: words, tag, pieces, note, coder, times; and the stack it lies in.

use egui::{Frame, Margin, RichText, ScrollArea, Stroke, TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::{fields::FieldDrafts, links::links_ui};
use crate::{
    app::{Action, ArticleAction, Command, MarkAction, View},
    model::{Article, Span, SpanId, Tag, Time},
    text::{plural, visible},
    ui::{
        theme::{STEP, TEXT_SIZE, UiTokens, bold, reading},
        widgets::{Draft, link_button, section_title},
    },
};

/// More words than this are not shown whole.
const MOST_CHARACTERS: usize = 600;

/// The note being typed.
#[derive(Debug, Default)]
pub struct Inspector {
    note: Draft<SpanId>,
    fields: FieldDrafts,
}

impl Inspector {
    /// Shows the chosen span; `take_focus` puts the keyboard into the note.
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
            if ui.checkbox(&mut flag, "Look again").changed() {
                actions.push(Action::Mark(MarkAction::SetFlag(span.id, flag)));
            }
            ui.add_space(STEP / 2.0);
            made_ui(ui, span, view);
            ui.add_space(STEP / 2.0);
            let keys = view.settings.shortcut_label(Command::DeleteSpan);
            if link_button(ui, "Delete this mark").on_hover_text(keys).clicked() {
                actions.push(Action::Mark(MarkAction::Delete(span.id)));
            }
        });
    }

    fn note_ui(&mut self, ui: &mut Ui, span: &Span, take_focus: bool, actions: &mut Vec<Action>) {
        label(ui, "Note");
        let note = self.note.edit(&span.id, &span.note, |text| {
            let field =
                ui.add(TextEdit::multiline(text).hint_text("Add a note…").desired_rows(2).desired_width(f32::INFINITY));
            field.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, "Note"));
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
    section_title(ui, "Inspector");
    let text = match view.article() {
        None => "Add an article to begin.",
        Some(article) if article.spans.is_empty() => "Drag over words in the article, then choose a tag.",
        Some(_) => "Click a mark to see what is known about it.",
    };
    ui.label(RichText::new(text).color(tokens.soft_ink));
}

fn head_ui(ui: &mut Ui, span: &Span, tag: Option<&Tag>, view: &View<'_>) {
    let tokens = ui.tokens();
    ui.horizontal(|ui| {
        let name = tag.map_or_else(|| span.tag.to_string(), |tag| tag.name.clone());
        ui.label(RichText::new(name).font(bold(TEXT_SIZE)));
        let mut about = Vec::new();
        if span.pieces.len() > 1 {
            about.push(plural(span.pieces.len(), "piece"));
        }
        if let Some(entity) = span.entity.and_then(|id| view.project().entities.get(&id)) {
            about.push(entity.name.clone());
        }
        if !about.is_empty() {
            ui.label(RichText::new(format!("· {}", about.join(" · "))).color(tokens.soft_ink));
        }
    });
}

fn words_ui(ui: &mut Ui, article: &Article, span: &Span, tag: Option<&Tag>) {
    let tokens = ui.tokens();
    let colour = tag.map_or(tokens.line, |tag| tokens.tag(tag.colour));
    let words = visible(&article.words_of(span)).into_owned();
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
    label(ui, "Pieces");
    for (place, piece) in span.pieces.iter().enumerate() {
        ui.horizontal(|ui| {
            ui.label(short(article.words(*piece), 28));
            if link_button(ui, "remove").clicked() {
                let pieces = span.pieces.iter().enumerate().filter(|(p, _)| *p != place).map(|(_, piece)| *piece);
                actions.push(Action::Mark(MarkAction::Reshape(span.id, pieces.collect())));
            }
        });
    }
}

/// The spans over the same place: clicks go through them in this order.
fn stack_ui(ui: &mut Ui, article: &Article, span: &Span, view: &View<'_>, actions: &mut Vec<Action>) {
    let mut stack: Vec<&Span> =
        span.pieces.iter().flat_map(|piece| article.spans.pieces_in(*piece)).map(|(_, other)| other).collect();
    stack.sort_by_key(|other| (other.len(), other.start(), other.id));
    stack.dedup_by_key(|other| other.id);
    if stack.len() < 2 {
        return;
    }
    label(ui, "Marks here");
    for other in stack.into_iter().take(12) {
        let tag = view.project().codebook.tag(&other.tag);
        let words = short(&article.words_of(other), 30);
        let name = format!("{}: {words}", tag.map_or("?", |tag| tag.name.as_str()));
        if ui.selectable_label(other.id == span.id, name).clicked() {
            actions.push(Action::Article(ArticleAction::JumpTo(article.id, other.id)));
        }
    }
}

fn made_ui(ui: &mut Ui, span: &Span, view: &View<'_>) {
    let tokens = ui.tokens();
    let mut text = format!("Made by {} on {}", view.project().coder_name(span.by), day(span.made));
    if let Some((when, by)) = span.changed {
        text.push_str(&format!("; changed by {} on {}", view.project().coder_name(by), day(when)));
    }
    ui.label(RichText::new(text).size(11.5).color(tokens.soft_ink));
}

/// The beginning of some words, with a sign where more follow.
pub(crate) fn short(words: &str, most: usize) -> String {
    let cut: String = words.chars().take(most).collect();
    if cut.len() < words.len() { format!("{}…", cut.trim_end()) } else { cut }
}

/// A time as people read it, in UTC to the minute.
fn day(time: Time) -> String {
    let text = time.to_string();
    text.get(..16).map_or(text.clone(), |minutes| format!("{} UTC", minutes.replace('T', " ")))
}

pub(super) fn label(ui: &mut Ui, text: &str) {
    let tokens = ui.tokens();
    ui.add_space(4.0);
    ui.label(RichText::new(text).size(11.5).color(tokens.soft_ink));
}
