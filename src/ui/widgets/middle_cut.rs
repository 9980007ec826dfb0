//! One line of text whose beginning and end both say what it is: cut in the middle if there is no room for it.

use egui::{Color32, FontId, Response, Ui};

use super::Hint;
use crate::{text::shortened_in_middle, ui::theme::TEXT_SIZE};

/// How many characters are laid out at most.
const MOST: usize = 1_000;

/// A line that is no wider than what is left of `ui`: where it is longer, without its middle, which shows on hover.
pub(crate) fn middle_cut_ui(ui: &mut Ui, text: &str) -> Response {
    // Of a very long line no more is laid out than a screen is wide.
    let whole_text = text;
    let text = &*shortened_in_middle(text, MOST);
    let font = FontId::proportional(TEXT_SIZE);
    let width = |ui: &Ui, text: &str| {
        ui.fonts_mut(|fonts| fonts.layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x)
    };
    let (room, whole) = (ui.available_width(), width(ui, text));
    let count = text.chars().count();
    let mut shown = text.to_owned();
    // What fits is found from the average width, then step by step.
    let mut most = if whole > room { (count as f32 * room / whole.max(1.0)) as usize } else { count };
    while most < count && most > 0 {
        shown = shortened_in_middle(text, most);
        if width(ui, &shown) <= room {
            break;
        }
        most -= 1;
    }
    let label = ui.label(&shown);
    if shown == whole_text { label } else { label.hint(whole_text) }
}
