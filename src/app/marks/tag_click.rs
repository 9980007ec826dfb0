//! What a click on a tag of the codebook means.

use crate::{
    app::{MarkAction, View},
    model::TagId,
};

impl View<'_> {
    /// A click on a tag marks the selected words. Without any, it gives the selected mark the tag; with no mark of
    /// another tag selected it marks every selection from now on, or stops that.
    pub fn tag_clicked(&self, tag: &TagId) -> MarkAction {
        if self.selection.paint.as_ref() == Some(tag) {
            MarkAction::Paint(None)
        } else if !self.selection.text().is_empty() || self.span().is_some_and(|span| span.tag != *tag) {
            MarkAction::Tag(tag.clone())
        } else {
            MarkAction::Paint(Some(tag.clone()))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        app::{App, Folders, Jobs, Selection, SystemDialogs},
        text::ByteOffset,
    };

    fn clicked(selection: &Selection, tag: &str) -> MarkAction {
        let app = App::new(Folders::default(), Jobs::inline(), Arc::new(SystemDialogs));
        View { selection, ..app.view() }.tag_clicked(&TagId::new(tag))
    }

    #[test]
    fn words_are_marked_and_without_words_every_selection_from_now_on() {
        let tag = TagId::new("claim");
        let caret = Selection::default();
        assert!(matches!(clicked(&caret, "claim"), MarkAction::Paint(Some(on)) if on == tag));
        let words = Selection { head: ByteOffset(4), ..Selection::default() };
        assert!(matches!(clicked(&words, "claim"), MarkAction::Tag(with) if with == tag));
    }

    #[test]
    fn a_second_click_stops_and_another_tag_takes_over() {
        let painting = Selection { paint: Some(TagId::new("claim")), ..Selection::default() };
        assert!(matches!(clicked(&painting, "claim"), MarkAction::Paint(None)));
        assert!(matches!(clicked(&painting, "cue"), MarkAction::Paint(Some(on)) if on == TagId::new("cue")));
    }
}
