//! Text being typed, before it becomes a change.

use egui::{Key, Response};

/// The text of a field while it is being edited, with the record it belongs to. It becomes an action when the field loses
/// focus or Enter is pressed; Escape drops it.
#[derive(Debug, Clone)]
pub(crate) struct Draft<K> {
    key: Option<K>,
    /// The text in the field.
    pub text: String,
}

impl<K> Default for Draft<K> {
    fn default() -> Self {
        Self { key: None, text: String::new() }
    }
}

impl<K: PartialEq + Clone> Draft<K> {
    /// Shows a field over this draft and returns the text when it should be applied. `show` lays out the field.
    /// While nobody types, the field follows `truth`. A draft for another record is returned first, with its key.
    pub(crate) fn edit(
        &mut self,
        key: &K,
        truth: &str,
        show: impl FnOnce(&mut String) -> Response,
    ) -> Option<(K, String)> {
        let left_behind = match &self.key {
            Some(former) if former != key => Some((former.clone(), std::mem::take(&mut self.text))),
            _ => None,
        };
        if left_behind.is_some() || self.key.is_none() {
            self.key = None;
            truth.clone_into(&mut self.text);
        }
        let was_typing = self.key.is_some();
        let response = show(&mut self.text);
        let escaped = response.ctx.input(|input| input.key_pressed(Key::Escape));
        let mut done = None;
        // Focus can be taken away between two frames; egui does not report that as lost focus.
        if response.lost_focus() || was_typing && !response.has_focus() {
            if !escaped && self.text != truth {
                done = Some((key.clone(), self.text.clone()));
            }
            self.key = None;
        } else if response.has_focus() {
            self.key = Some(key.clone());
        } else {
            self.key = None;
        }
        left_behind.or(done)
    }

    /// What was being typed, when the field is no longer shown.
    pub(crate) fn leave(&mut self) -> Option<(K, String)> {
        let key = self.key.take()?;
        Some((key, std::mem::take(&mut self.text)))
    }
}
