//! Fields whose text becomes a change when they are left, whichever way; and the texts of forms that can be cancelled.

use egui::{Context, Id, Response, Ui, UiBuilder};

use super::{link_button, weak, words};
use crate::app::{Action, DraftAction, DraftPlace, View};

/// A field over what the project holds. While it is typed into, the desk has its text as a draft; when it is left, the
/// draft becomes a change.
pub(crate) struct DraftField<'f> {
    place: DraftPlace,
    held: &'f str,
    id: Id,
}

impl<'f> DraftField<'f> {
    /// A field for what is `held` at a place.
    pub(crate) fn new(place: DraftPlace, held: &'f str) -> Self {
        let id = Id::unique(("draft", &place));
        Self { place, held, id }
    }

    /// Told apart from another field for the same place, which is shown at the same time.
    pub(crate) fn apart(self, by: &str) -> Self {
        Self { id: self.id.with(by), ..self }
    }

    /// Shows the field. `show` lays it out; `becomes` says what its text becomes.
    pub(crate) fn show(
        self,
        ui: &mut Ui,
        view: &View<'_>,
        actions: &mut Vec<Action>,
        show: impl FnOnce(&mut Ui, &mut String) -> Response,
        becomes: impl FnOnce(String) -> Action,
    ) -> Response {
        self.lay_out(ui, view, actions, show, |text| Some(Box::new(becomes(text)))).0
    }

    /// Shows a field whose text becomes nothing by itself, and is offered again until it is dropped; returns the text too.
    pub(crate) fn show_kept(
        self,
        ui: &mut Ui,
        view: &View<'_>,
        actions: &mut Vec<Action>,
        show: impl FnOnce(&mut Ui, &mut String) -> Response,
    ) -> (Response, String) {
        self.lay_out(ui, view, actions, show, |_text| None)
    }

    fn lay_out(
        self,
        ui: &mut Ui,
        view: &View<'_>,
        actions: &mut Vec<Action>,
        show: impl FnOnce(&mut Ui, &mut String) -> Response,
        becomes: impl FnOnce(String) -> Option<Box<Action>>,
    ) -> (Response, String) {
        let Self { place, held, id } = self;
        let drafts = view.session.drafts();
        let known = drafts.text(&place).unwrap_or(held);
        let mut text = known.to_owned();
        // Cursor and undo of the field belong to the place: they stay when what is around it changes, and go to no other.
        let builder = UiBuilder::new().scope_id(id);
        let response = ui.scope_builder(builder, |ui| show(ui, &mut text)).inner;
        let is_recovered = drafts.is_recovered(&place);
        if is_recovered && text != held {
            response.request_focus();
        }
        if response.gained_focus() || is_recovered {
            response.scroll_to_me(None);
        }
        // Not `has_focus`: the field keeps its draft while another window is in front.
        if ui.memory(|memory| memory.has_focus(response.id)) {
            type_into(ui.ctx(), place.clone());
        }
        if text == held && drafts.text(&place).is_some() {
            actions.push(Action::Draft(DraftAction::Drop(place)));
        } else if text != known || is_recovered {
            let becomes = becomes(text.clone());
            actions.push(Action::Draft(DraftAction::Type { place, text: text.clone(), becomes }));
        }
        (response, text)
    }
}

fn typed_into_id() -> Id {
    Id::unique("places that are typed into")
}

fn type_into(ctx: &Context, place: DraftPlace) {
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Vec<DraftPlace>>(typed_into_id()).push(place));
}

/// The places of the fields that had the keyboard when they were drawn, since the last time.
pub(crate) fn typed_into(ctx: &Context) -> Vec<DraftPlace> {
    ctx.data_mut(|data| data.remove_temp(typed_into_id())).unwrap_or_default()
}

/// The text of a field in a form that can be cancelled: what was typed before is offered again.
#[derive(Clone, Debug)]
pub(crate) struct FormText {
    place: DraftPlace,
    /// What the field begins with where nothing was typed.
    held: String,
    /// What stands in the field.
    pub text: String,
    /// Whether the field began with what was typed before.
    is_offered: bool,
}

impl FormText {
    /// A field that begins with what was typed into it before, or with what is held.
    pub(crate) fn new(view: &View<'_>, place: DraftPlace, held: &str) -> Self {
        let text = view.session.drafts().text(&place).unwrap_or(held).to_owned();
        let is_offered = text != held;
        Self { place, held: held.to_owned(), text, is_offered }
    }

    /// A field that begins with a text of today, whatever was typed before.
    pub(crate) fn with(self, text: String) -> Self {
        Self { text, is_offered: false, ..self }
    }

    /// Tells the desk what stands in the field, after it was shown.
    pub(crate) fn keep(&self, view: &View<'_>, actions: &mut Vec<Action>) {
        keep_typed(view, self.place.clone(), &self.text, &self.held, actions);
    }

    /// The text became something else: it is offered no more.
    pub(crate) fn used(&self, actions: &mut Vec<Action>) {
        actions.push(Action::Draft(DraftAction::Drop(self.place.clone())));
    }
}

/// Tells the desk what stands in a field of a form that can be cancelled, so that it is offered again.
pub(crate) fn keep_typed(view: &View<'_>, place: DraftPlace, text: &str, held: &str, actions: &mut Vec<Action>) {
    let known = view.session.drafts().text(&place);
    if text == held && known.is_some() {
        actions.push(Action::Draft(DraftAction::Drop(place)));
    } else if known.unwrap_or(held) != text {
        actions.push(Action::Draft(DraftAction::Type { place, text: text.to_owned(), becomes: None }));
    }
}

/// Says so where a form begins with what was typed before it was cancelled, and takes that back where it is not wanted.
pub(crate) fn typed_before_ui(ui: &mut Ui, texts: &mut [&mut FormText]) {
    if texts.iter().any(|text| text.is_offered) && starts_over_ui(ui) {
        for text in texts {
            text.text.clone_from(&text.held);
            text.is_offered = false;
        }
    }
}

/// Says that a form begins with what was typed before it was cancelled; returns whether that is not wanted.
pub(crate) fn starts_over_ui(ui: &mut Ui) -> bool {
    ui.horizontal(|ui| {
        weak(ui, words::TYPED_BEFORE);
        link_button(ui, words::START_OVER).clicked()
    })
    .inner
}
