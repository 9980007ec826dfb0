//! A tag to be split: which of its marks go to a new one.

use egui::Ui;

use super::{
    form::{Form, first_line_ui, tag_name},
    words,
};
use crate::{
    app::{Action, CodebookAction, DraftPlace, StateMark, View},
    edit::tagged_spans,
    model::TagId,
    ui::widgets::{FormText, buttons_ui, typed_before_ui},
};

/// The name of the new tag, and what words its marks contain.
pub(super) struct SplitTag {
    tag: TagId,
    name: FormText,
    contained: FormText,
    /// How many marks would go to the new tag, and for which state and words.
    moved: Option<(usize, (StateMark, String))>,
}

impl SplitTag {
    /// The form for this tag.
    pub(super) fn new(tag: TagId, view: &View<'_>) -> Self {
        let typed = |field| FormText::new(view, DraftPlace::in_prompt("split", &tag, field), "");
        Self { name: typed("name"), contained: typed("words"), moved: None, tag }
    }

    /// How many marks would go to the new tag.
    fn moved(&mut self, view: &View<'_>) -> usize {
        let wanted = self.contained.text.trim().to_lowercase();
        let counted_for = (view.session.state(), wanted.clone());
        if let Some((moved, _)) = self.moved.as_ref().filter(|(_, of)| *of == counted_for) {
            return *moved;
        }
        let is_wanted = |words: String| !wanted.is_empty() && words.to_lowercase().contains(&wanted);
        let tagged = tagged_spans(view.project(), &self.tag);
        let moved = tagged.filter(|(article, span)| is_wanted(article.words_of(span))).count();
        self.moved = Some((moved, counted_for));
        moved
    }
}

impl Form for SplitTag {
    fn title(&self, view: &View<'_>) -> String {
        words::split_tag(&tag_name(view, &self.tag))
    }

    fn show(&mut self, ui: &mut Ui, view: &View<'_>, is_new: bool, actions: &mut Vec<Action>) {
        ui.label(words::SPLIT_EXPLAINED);
        typed_before_ui(ui, &mut [&mut self.name, &mut self.contained]);
        ui.weak(words::NEW_TAG_NAME);
        let is_named = first_line_ui(ui, &mut self.name.text, words::NEW_TAG_NAME, is_new);
        ui.weak(words::WORDS_CONTAINED);
        let is_entered = first_line_ui(ui, &mut self.contained.text, words::WORDS_CONTAINED, false);
        let moved = self.moved(view);
        ui.label(words::marks_moved(moved, view.session.tag_count(&self.tag)));
        let texts = [&self.name, &self.contained];
        texts.iter().for_each(|text| text.keep(view, actions));
        if buttons_ui(ui, words::SPLIT, actions) || is_named || is_entered {
            let (name, holding) = (self.name.text.clone(), self.contained.text.clone());
            actions.push(Action::Codebook(CodebookAction::Split { from: self.tag.clone(), name, holding }));
            texts.iter().for_each(|text| text.used(actions));
        }
    }
}
