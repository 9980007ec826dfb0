//! Questions and small forms over the window, one file each. Everything that guards data is asked here, for native
//! message boxes can be missing.

mod about;
mod article_fields;
mod assign;
mod by_others;
mod codebooks;
mod coder_name;
mod coders;
mod correct_text;
mod delete_tag;
mod duplicates;
mod export;
mod fetch;
mod file_names;
mod form;
mod history;
mod import;
mod mark_all;
mod merge;
mod merge_tag;
mod new_version;
mod overwrite;
mod paste;
mod pick_tag;
mod preview;
mod problems;
mod project_facts;
mod reading;
mod recent;
mod remove_article;
mod shared_folder;
mod shortcuts;
mod split_tag;
mod type_path;
mod unite;
mod unmerged;
mod unsaved;
mod versions;
mod words;

use egui::{Frame, Id, Margin, Modal, ScrollArea, Ui};

use super::{
    theme::STEP,
    widgets::{title, with_default},
};
pub(super) use paste::Pasted;

use crate::app::{Action, Prompt, View};
use form::Form;

/// The form of a prompt; none for the palette, which stands by itself. `pasted` is what a form for text begins with.
fn form(prompt: Prompt, pasted: Pasted, view: &View<'_>) -> Option<Box<dyn Form>> {
    Some(match prompt {
        Prompt::Unsaved(_) => Box::new(unsaved::Unsaved),
        Prompt::TypePath { purpose, proposal, reason } => Box::new(type_path::TypePath::new(purpose, proposal, reason)),
        Prompt::PasteArticle(replaced) => Box::new(paste::Paste::new(replaced, pasted, view)),
        Prompt::CorrectText { article, range } => Box::new(correct_text::CorrectText::new(article, range, view)),
        Prompt::NewVersion(plan) => Box::new(new_version::NewVersion::new(plan)),
        Prompt::Overwrite { path, .. } => Box::new(overwrite::Overwrite { path }),
        Prompt::PickTag(purpose) => Box::new(pick_tag::PickTag::new(purpose)),
        Prompt::DeleteTag { tag, spans } => Box::new(delete_tag::DeleteTag { tag, marks: spans }),
        Prompt::MergeTag { from, into, spans, coinciding } => {
            Box::new(merge_tag::MergeTag { from, into, marks: spans, coinciding })
        }
        Prompt::Unite { article, stays, tag, .. } => Box::new(unite::Unite { article, stays, tag }),
        Prompt::SplitTag(tag) => Box::new(split_tag::SplitTag::new(tag, view)),
        Prompt::RemoveArticle { article, spans } => Box::new(remove_article::RemoveArticle { article, marks: spans }),
        Prompt::ArticleFields => Box::new(article_fields::ArticleFields),
        Prompt::Codebooks(templates) => Box::new(codebooks::Codebooks::new(templates)),
        Prompt::Versions(rows) => Box::new(versions::Versions::new(rows)),
        Prompt::History(changes) => Box::new(history::History::new(changes)),
        Prompt::Problems => Box::new(problems::Problems::default()),
        Prompt::Merge(plan) => Box::new(merge::Merge::new(plan)),
        Prompt::Unmerged(file) => Box::new(unmerged::Unmerged { file }),
        Prompt::Duplicates(offers) => Box::new(duplicates::Duplicates::new(offers)),
        Prompt::SharedFolder(sharing) => Box::new(shared_folder::SharedFolder::new(sharing, view)),
        Prompt::ByOthers(found) => Box::new(by_others::Changes::new(found)),
        Prompt::Assign => Box::new(assign::Assign::new(view)),
        Prompt::MarkAll(found) => Box::new(mark_all::MarkAll::new(found)),
        Prompt::Preview(plan) => Box::new(preview::Preview::new(plan)),
        Prompt::Fetch(addresses) => Box::new(fetch::Fetch { addresses }),
        Prompt::Import(plan) => Box::new(import::Import::new(plan)),
        Prompt::Export { counts, coders } => Box::new(export::Export { counts, coders, filter: String::new() }),
        Prompt::Shortcuts => Box::new(shortcuts::Shortcuts::default()),
        Prompt::Palette => return None,
        Prompt::ProjectFacts => Box::new(project_facts::ProjectFacts::new(view)),
        Prompt::Coders(marks) => Box::new(coders::Coders::new(marks)),
        Prompt::MergeCoder { from, into, spans, coincide } => {
            Box::new(coders::MergeCoder { from, into, marks: spans, coincide })
        }
        Prompt::CoderName => Box::new(coder_name::CoderName::new(view)),
        Prompt::Reading => Box::new(reading::ReadingSettings),
        Prompt::Recent(projects) => Box::new(recent::Recent::new(projects)),
        Prompt::About => Box::new(about::About::default()),
    })
}

/// The prompt that is shown, with its form.
struct Shown {
    prompt: Prompt,
    form: Box<dyn Form>,
}

/// What is asked, and what is typed into it.
#[derive(Default)]
pub(super) struct Prompts {
    shown: Option<Shown>,
    /// What was pasted for the form that is about to open.
    pasted: Pasted,
}

impl Prompts {
    /// Puts what was pasted into the form that is about to open.
    pub(super) fn prefill(&mut self, pasted: Pasted) {
        self.pasted = pasted;
    }

    /// Shows what is asked.
    pub(super) fn show(&mut self, ui: &Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let Some(prompt) = view.prompt else {
            self.shown = None;
            return;
        };
        let is_new = self.shown.as_ref().is_none_or(|shown| shown.prompt != *prompt);
        if is_new {
            let form = form(prompt.clone(), std::mem::take(&mut self.pasted), view);
            self.shown = form.map(|form| Shown { prompt: prompt.clone(), form });
        }
        if let Some(shown) = &mut self.shown {
            form_ui(ui, shown.form.as_mut(), view, is_new, actions);
        }
    }
}

/// What a form leaves of the height of the window for its title and edges and around them, in points.
const AROUND: f32 = 112.0;

/// Shows a form over the window, under its title.
fn form_ui(ui: &Ui, form: &mut dyn Form, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
    let name = form.title(view);
    let id = Id::unique("question");
    let area = Modal::default_area(id).accessible_name(&name);
    let frame = Frame::popup(ui.style()).inner_margin(Margin::same(20));
    let modal = Modal::new(id).area(area).frame(frame).show(ui.ctx(), |ui| {
        ui.set_width(f32::min(form.width(), ui.ctx().content_rect().width() - 80.0));
        ui.spacing_mut().item_spacing.y = STEP;
        title(ui, &name);
        // What is higher than the window scrolls.
        let room = (ui.ctx().content_rect().height() - AROUND).max(0.0);
        let area = ScrollArea::vertical().auto_shrink([false, true]).min_scrolled_height(room).max_height(room);
        area.show(ui, |ui| with_default(ui, is_new, |ui| form.show(ui, view, is_new, actions)));
    });
    if modal.should_close() && !form.has_keys() {
        actions.push(form.dismissed());
    }
}
