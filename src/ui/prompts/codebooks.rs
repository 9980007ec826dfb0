//! Whole codebooks: what marks of the project should have, and codebooks to add or to use instead.

use std::sync::Arc;

use egui::{Align, ComboBox, Layout, RichText, Ui, WidgetInfo, accesskit::Role};

use super::{
    form::{Form, WIDE, done_button, list_area, soft},
    words,
};
use crate::{
    app::{Action, CodebookAction, Command, StateMark, View},
    model::{LinkKindId, Rule, Tag},
    store::Template,
    ui::{
        theme::{SMALL_SIZE, STEP, bold},
        widgets::{Hint, as_name, in_sight, link_button, over_dialog},
    },
};

/// About how high a rule is, in points.
const RULE: f32 = 22.0;

/// The rules of the project's codebook, and the codebooks offered.
pub(super) struct Codebooks {
    /// The codebooks offered.
    templates: Arc<[Template]>,
    /// What each would bring, and to which state of the project.
    gains: Vec<Gain>,
    state: Option<StateMark>,
}

/// What a codebook would bring to the project's.
struct Gain {
    /// How many tags.
    new: usize,
    /// Whether it would bring anything.
    is_more: bool,
    /// How many tags of the project would stay if it were used instead, since they are in use.
    kept: usize,
}

impl Codebooks {
    /// These codebooks.
    pub(super) fn new(templates: Arc<[Template]>) -> Self {
        Self { templates, gains: Vec::new(), state: None }
    }
}

impl Form for Codebooks {
    fn title(&self, _view: &View<'_>) -> String {
        words::CODEBOOKS.to_owned()
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        if self.state != Some(view.session.state()) {
            self.gains = self.templates.iter().map(|template| gain(template, view)).collect();
            self.state = Some(view.session.state());
        }
        list_area(ui, 200.0, 160.0..=620.0).show(ui, |ui| {
            // Room for the scroll bar beside the buttons.
            ui.set_max_width(ui.available_width() - STEP * 2.0);
            rules_ui(ui, view, actions);
            ui.add_space(STEP);
            ui.label(RichText::new(words::READY_MADE).font(bold(13.0)));
            for (template, gain) in self.templates.iter().zip(&self.gains) {
                ui.separator();
                template_ui(ui, template, gain, actions);
            }
        });
        ui.separator();
        ui.horizontal(|ui| {
            for command in [Command::ImportCodebook, Command::ExportCodebook] {
                if link_button(ui, command.label()).hint(command.help()).clicked() {
                    actions.push(Action::Command(command));
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| done_button(ui, words::DONE, actions));
        });
    }
}

/// What claims should have; what lacks it is on the checklist.
fn rules_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let codebook = &view.project().codebook;
    let claims = codebook.claim_tags();
    if claims.is_empty() {
        return;
    }
    ui.label(RichText::new(words::RULES).font(bold(13.0)));
    ui.label(soft(ui, words::RULES_EXPLAINED));
    in_sight(ui, "rules", claims.len(), RULE, |ui, place| {
        if let Some(tag) = claims.get(place).and_then(|id| codebook.tag(id)) {
            ui.horizontal_wrapped(|ui| needs_ui(ui, tag, view, actions));
        }
    });
    ui.horizontal(|ui| nesting_ui(ui, view, actions));
}

/// The links that marks of a tag should have.
fn needs_ui(ui: &mut Ui, tag: &Tag, view: &View<'_>, actions: &mut Vec<Action>) {
    let codebook = &view.project().codebook;
    ui.label(words::each_needs(&as_name(&tag.name)));
    let kinds = codebook.link_kinds.iter().filter(|kind| kind.from.contains(&tag.id));
    for kind in kinds.filter(|kind| kind.id.as_str() != LinkKindId::WITHIN) {
        let name = kind.name.to_lowercase();
        let mut on = codebook.rules.contains(&Rule::Needs { tag: tag.id.clone(), link: kind.id.clone() });
        let tick = ui.checkbox(&mut on, &name);
        tick.widget_info(|| {
            WidgetInfo::selected(Role::CheckBox, true, on, words::each_needs_link(&as_name(&tag.name), &name))
        });
        if tick.changed() {
            actions.push(Action::Codebook(CodebookAction::SetNeeds(tag.id.clone(), kind.id.clone(), on)));
        }
    }
}

/// How deep claims may lie in claims.
fn nesting_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    ui.label(words::NESTING);
    let own = view.project().codebook.nesting_depth();
    let choice = ComboBox::from_id_salt("nesting").selected_text(words::nesting(own)).width(180.0);
    let shown = choice.show_ui(ui, |ui| {
        over_dialog(ui, |ui| {
            for depth in [Some(1), Some(2), Some(3), Some(4), None] {
                if ui.selectable_label(own == depth, words::nesting(depth)).clicked() {
                    actions.push(Action::Codebook(CodebookAction::SetNesting(depth)));
                }
            }
        });
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, words::NESTING));
}

fn gain(template: &Template, view: &View<'_>) -> Gain {
    let codebook = &template.codebook;
    let own = &view.project().codebook;
    let joined = own.joined(codebook);
    let new = joined.tags.len() - own.tags.len();
    let is_more = new > 0 || joined.link_kinds != own.link_kinds || joined.rules != own.rules;
    let is_kept = |tag: &&Tag| codebook.tag(&tag.id).is_none() && view.session.tag_count(&tag.id) > 0;
    Gain { new, is_more, kept: own.tags.iter().filter(is_kept).count() }
}

fn template_ui(ui: &mut Ui, template: &Template, gain: &Gain, actions: &mut Vec<Action>) {
    let codebook = &template.codebook;
    let Gain { new, is_more, kept } = *gain;
    ui.horizontal(|ui| {
        ui.label(RichText::new(&template.title).font(bold(13.0)));
        ui.label(soft(ui, words::codebook_tags(codebook.tags.len(), new)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if offer_ui(ui, words::USE_INSTEAD, template, true, &words::replaces_tags(kept)) {
                actions.push(Action::Codebook(CodebookAction::Replace(Box::new(template.clone()))));
            }
            if offer_ui(ui, words::ADD, template, is_more, words::ADD_EXPLAINED) {
                actions.push(Action::Codebook(CodebookAction::Join(Box::new(template.clone()))));
            }
        });
    });
    if !template.note.is_empty() {
        ui.label(soft(ui, &template.note));
    }
    let names: Vec<&str> = codebook.tree().into_iter().map(|(_, tag)| tag.name.as_str()).collect();
    ui.label(RichText::new(names.join(" · ")).size(SMALL_SIZE + 0.5));
}

/// Something to do with a codebook; returns whether it is to be done.
fn offer_ui(ui: &mut Ui, name: &str, template: &Template, is_useful: bool, help: &str) -> bool {
    let button = ui.add_enabled(is_useful, egui::Button::new(name)).hint(help);
    button.widget_info(|| WidgetInfo::labeled(Role::Button, is_useful, words::with_codebook(name, &template.title)));
    button.clicked()
}
