//! A list that may be very long: its first rows are shown, and a line to type into narrows it.

use egui::{RichText, Ui};

use super::{TextField, in_sight::in_sight, named_field, words};
use crate::{
    text::folded,
    ui::theme::{SMALL_SIZE, UiTokens},
};

/// So many rows of a list are shown; the others are found by typing.
pub(crate) const MOST_LISTED: usize = 50;

/// What was typed to narrow a list, and what is shown of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Narrowed {
    filter: String,
    /// The places of the rows that are shown, how many more fit, and of how many rows and for which filter that is.
    found: Option<(Vec<usize>, usize, (usize, String))>,
}

impl Narrowed {
    /// Shows the rows of a list in an area that scrolls, each by `row` and, until it is seen, `guess` points high. `salt` tells
    /// the list from others, `name` is what screen readers call the line that narrows it; `words` are those that a row is
    /// found by. The rows must stay the same until this is dropped.
    pub(crate) fn show(
        &mut self,
        ui: &mut Ui,
        (salt, name): (&str, &str),
        (count, guess): (usize, f32),
        words: impl Fn(usize) -> String,
        mut row: impl FnMut(&mut Ui, usize),
    ) {
        if count > MOST_LISTED {
            let field = TextField::singleline(&mut self.filter).hint_text(words::TYPE_TO_FILTER);
            named_field(ui, name, field.desired_width(f32::INFINITY));
        }
        let key = (count, self.filter.trim().to_owned());
        if self.found.as_ref().is_none_or(|(.., of)| *of != key) {
            let wanted = folded(&key.1);
            let fits = |place: &usize| wanted.is_empty() || folded(&words(*place)).contains(&wanted);
            let mut fitting = (0..count).filter(fits);
            let shown = fitting.by_ref().take(MOST_LISTED).collect();
            self.found = Some((shown, fitting.count(), key));
        }
        let Some((shown, more, _)) = &self.found else { return };
        in_sight(ui, salt, shown.len(), guess, |ui, at| shown.get(at).into_iter().for_each(|place| row(ui, *place)));
        more_ui(ui, *more);
    }
}

/// Says how many rows of a list are not shown.
pub(crate) fn more_ui(ui: &mut Ui, more: usize) {
    if more > 0 {
        ui.label(RichText::new(words::more(more)).size(SMALL_SIZE).color(ui.tokens().soft_ink));
    }
}
