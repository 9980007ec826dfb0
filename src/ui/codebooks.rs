//! Whole codebooks over the window: what marks of the project should have, and codebooks to add or to use instead.

use egui::{Align, ComboBox, Layout, RichText, ScrollArea, Ui, WidgetInfo, accesskit::Role};

use super::{
    theme::{SMALL_SIZE, STEP, UiTokens, bold},
    widgets::{link_button, over_dialog, title},
};
use crate::{
    app::{Action, CodebookAction, Command, DeskAction, View},
    model::{LinkKindId, Rule},
    store::Template,
    text::plural,
};

/// The rules of the project's codebook, and the codebooks offered.
pub fn codebooks_ui(ui: &mut Ui, templates: &[Template], view: &View<'_>, actions: &mut Vec<Action>) {
    title(ui, "Codebooks and rules");
    let height = (ui.ctx().content_rect().height() - 200.0).clamp(160.0, 620.0);
    ScrollArea::vertical().min_scrolled_height(height).max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        // Room for the scroll bar beside the buttons.
        ui.set_max_width(ui.available_width() - STEP * 2.0);
        rules_ui(ui, view, actions);
        ui.add_space(STEP);
        ui.label(RichText::new("Ready-made codebooks").font(bold(13.0)));
        for template in templates {
            ui.separator();
            template_ui(ui, template, view, actions);
        }
    });
    ui.separator();
    ui.horizontal(|ui| {
        for command in [Command::ImportCodebook, Command::ExportCodebook] {
            if link_button(ui, command.label()).on_hover_text(command.help()).clicked() {
                actions.push(Action::Command(command));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if ui.button("Done").clicked() {
                actions.push(Action::Desk(DeskAction::ClosePrompt));
            }
        });
    });
}

/// What claims should have; what lacks it is on the checklist.
fn rules_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let codebook = &view.project().codebook;
    let claims = codebook.claim_tags();
    if claims.is_empty() {
        return;
    }
    ui.label(RichText::new("Rules").font(bold(13.0)));
    let soft = "What breaks a rule is on the checklist; nothing is forbidden.";
    ui.label(RichText::new(soft).size(SMALL_SIZE + 0.5).color(ui.tokens().soft_ink));
    for tag in claims.iter().filter_map(|id| codebook.tag(id)) {
        ui.horizontal_wrapped(|ui| {
            ui.label(format!("Each “{}” needs", tag.name));
            let kinds = codebook.link_kinds.iter().filter(|kind| kind.from.contains(&tag.id));
            for kind in kinds.filter(|kind| kind.id.as_str() != LinkKindId::WITHIN) {
                let rule = Rule::Needs { tag: tag.id.clone(), link: kind.id.clone() };
                let mut on = codebook.rules.contains(&rule);
                let tick = ui.checkbox(&mut on, kind.name.to_lowercase());
                tick.widget_info(|| {
                    let name = format!("Each {} needs {}", tag.name, kind.name.to_lowercase());
                    WidgetInfo::selected(Role::CheckBox, true, on, name)
                });
                if tick.changed() {
                    let action = CodebookAction::SetNeeds(tag.id.clone(), kind.id.clone(), on);
                    actions.push(Action::Codebook(action));
                }
            }
        });
    }
    ui.horizontal(|ui| {
        ui.label("Claims within claims");
        let name = |depth: Option<u32>| match depth {
            None => "as deep as they come".to_owned(),
            Some(0 | 1) => "not at all".to_owned(),
            Some(depth) => format!("{depth} deep at most"),
        };
        let own = codebook.nesting_depth();
        let choice = ComboBox::from_id_salt("nesting").selected_text(name(own)).width(180.0);
        let shown = choice.show_ui(ui, |ui| {
            over_dialog(ui, |ui| {
                for depth in [Some(1), Some(2), Some(3), Some(4), None] {
                    if ui.selectable_label(own == depth, name(depth)).clicked() {
                        actions.push(Action::Codebook(CodebookAction::SetNesting(depth)));
                    }
                }
            });
        });
        shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, "Claims within claims"));
    });
}

fn template_ui(ui: &mut Ui, template: &Template, view: &View<'_>, actions: &mut Vec<Action>) {
    let codebook = &template.codebook;
    let own = &view.project().codebook;
    let joined = own.joined(codebook);
    let new = joined.tags.len() - own.tags.len();
    let is_more = new > 0 || joined.link_kinds != own.link_kinds || joined.rules != own.rules;
    ui.horizontal(|ui| {
        ui.label(RichText::new(&template.title).font(bold(13.0)));
        let counts = match new {
            0 => format!("{}, all here", plural(codebook.tags.len(), "tag")),
            new if new == codebook.tags.len() => plural(new, "tag"),
            new => format!("{}, {new} of them new", plural(codebook.tags.len(), "tag")),
        };
        ui.label(RichText::new(counts).size(SMALL_SIZE + 0.5).color(ui.tokens().soft_ink));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let mut offer = |ui: &mut Ui, name: &str, help: &str, action: fn(Box<Template>) -> CodebookAction| {
                let is_useful = name != "Add" || is_more;
                let button = ui.add_enabled(is_useful, egui::Button::new(name)).on_hover_text(help);
                button.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{name}: {}", template.title)));
                if button.clicked() {
                    actions.push(Action::Codebook(action(Box::new(template.clone()))));
                }
            };
            let stay =
                own.tags.iter().filter(|tag| codebook.tag(&tag.id).is_none() && view.session.tag_count(&tag.id) > 0);
            let help = match stay.count() {
                0 => "In place of the project’s tags".to_owned(),
                count => format!(
                    "In place of the project’s tags; {} with marks stay, after the others",
                    plural(count, "tag")
                ),
            };
            offer(ui, "Use instead", &help, CodebookAction::Replace);
            offer(ui, "Add", "Beside the project’s own tags", CodebookAction::Join);
        });
    });
    if !template.note.is_empty() {
        ui.label(RichText::new(&template.note).size(SMALL_SIZE + 0.5).color(ui.tokens().soft_ink));
    }
    let names: Vec<&str> = codebook.tree().into_iter().map(|(_, tag)| tag.name.as_str()).collect();
    ui.label(RichText::new(names.join(" · ")).size(SMALL_SIZE + 0.5));
}
