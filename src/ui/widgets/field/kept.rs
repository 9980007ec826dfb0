//! What is known of a field from one frame to the next.

use std::{collections::HashMap, sync::Arc};

use egui::{Context, Id, text::CCursorRange};

use super::typed::{Caret, Typed};

/// What is known of a field.
#[derive(Clone, Default)]
pub(super) struct Kept {
    /// Its text in lines.
    pub typed: Option<Arc<Typed>>,
    /// Where the caret was drawn last.
    pub caret: Option<Caret>,
    /// What was selected last, and since when, in seconds.
    pub moved: Option<(CCursorRange, f64)>,
    /// Whether the beginning of a text that is too long for it was shown, because nobody typed into it.
    pub shows_beginning: bool,
    pass: u64,
}

/// The fields by their ids.
#[derive(Clone, Default)]
struct Fields(HashMap<Id, Kept>);

/// Reads or changes what is known of a field that is shown. What was not shown in the last pass is forgotten.
pub(super) fn kept<T>(ctx: &Context, id: Id, with: impl FnOnce(&mut Kept) -> T) -> T {
    let pass = ctx.cumulative_pass_nr();
    ctx.data_mut(|data| {
        let fields: &mut Fields = data.get_temp_mut_or_default(Id::unique("fields"));
        fields.0.retain(|_, kept| kept.pass + 1 >= pass);
        let kept = fields.0.entry(id).or_default();
        kept.pass = pass;
        with(kept)
    })
}

/// How many fields are known.
#[cfg(test)]
pub(super) fn count(ctx: &Context) -> usize {
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Fields>(Id::unique("fields")).0.len())
}
