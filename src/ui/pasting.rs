//! Forms that text is pasted or typed into: a new article, the new version of one, a correction.

use egui::{ScrollArea, TextEdit, Ui, WidgetInfo, accesskit::Role};

use super::{
    panels::inspector::short,
    widgets::{buttons_ui, title},
};
use crate::{
    app::{Action, ExchangeAction, PathPurpose, ProjectAction, ReplaceAction, View, address},
    model::ArticleId,
    text::ByteRange,
};

/// The height of a line, in points.
const LINE: f32 = 26.0;

/// The form for a new article, or for the new version of `old`.
pub(super) fn paste_ui(
    ui: &mut Ui,
    text: &mut String,
    old: Option<ArticleId>,
    view: &View<'_>,
    is_new: bool,
    actions: &mut Vec<Action>,
) {
    let old = old.and_then(|id| view.project().article(id));
    let is_address = address(text).is_some();
    match old {
        None => title(ui, "Paste as new article"),
        Some(old) => title(ui, &format!("New version of “{}”", short(&old.facts.title, 60))),
    }
    ui.weak(match (is_address, old) {
        (true, _) => "An address: the page is fetched from the network when you say so, and not before.",
        (false, None) => "The first line becomes the title. An address (https://…) alone can be fetched.",
        (false, Some(_)) => "Paste the changed text, or its address; or choose a file. What changes is shown first.",
    });
    text_ui(ui, text, "Text of the article", 14.0, is_new);
    if let Some(old) = old {
        ui.horizontal(|ui| {
            if ui.button("From a file…").clicked() {
                actions.push(Action::Project(ProjectAction::AskPath(PathPurpose::NewVersion(old.id))));
            }
            if !old.facts.address.is_empty() && ui.button("Fetch it again from its address").clicked() {
                actions.push(Action::Exchange(ExchangeAction::Fetch(old.facts.address.clone())));
            }
        });
    }
    let name = match (is_address, old) {
        (true, _) => "Fetch the page",
        (false, None) => "Add the article",
        (false, Some(_)) => "Compare",
    };
    if buttons_ui(ui, name, actions) {
        let text = text.clone();
        actions.push(if is_address {
            Action::Exchange(ExchangeAction::Fetch(text))
        } else {
            Action::Exchange(ExchangeAction::AddPasted(text))
        });
    }
}

/// The form for other words in the place of a range.
pub(super) fn correct_ui(
    ui: &mut Ui,
    text: &mut String,
    article: ArticleId,
    range: ByteRange,
    is_new: bool,
    actions: &mut Vec<Action>,
) {
    title(ui, "Correct the text");
    ui.weak("Marks go along. The article as it was stays in the project, out of the lists.");
    text_ui(ui, text, "Corrected words", 6.0, is_new);
    if buttons_ui(ui, "Correct", actions) {
        actions.push(Action::Exchange(ExchangeAction::NewVersion(ReplaceAction::Correct(
            article,
            range,
            text.clone(),
        ))));
    }
}

fn text_ui(ui: &mut Ui, text: &mut String, name: &str, lines: f32, is_new: bool) {
    let height = lines * LINE;
    ScrollArea::vertical().min_scrolled_height(height).max_height(height).show(ui, |ui| {
        let field = ui.add(TextEdit::multiline(text).desired_rows(lines as usize).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::MultilineTextInput, true, name));
        if is_new || ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
    });
}
