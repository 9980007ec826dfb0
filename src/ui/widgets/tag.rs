//! A tag in lists: its row, and the card that explains it.

use egui::{Align2, FontId, Rect, RichText, Ui, pos2};

use super::{badge_size, hint::shortened_if_long, paint_badge, paint_cut, paint_key_cap, words};
use crate::{
    model::Tag,
    text::grouped,
    ui::theme::{SMALL_SIZE, TEXT_SIZE, Tokens, UiTokens, bold},
};

/// No more examples of a tag than this are told beside it.
const MOST_EXAMPLES: usize = 12;

/// Paints what stands in a tag's row: letter, name, key, count.
pub(crate) fn tag_face(ui: &Ui, rect: Rect, tag: &Tag, count: Option<usize>, tokens: &Tokens) {
    let painter = ui.painter();
    let badge = Rect::from_min_size(pos2(rect.min.x, rect.center().y - 10.0), badge_size());
    paint_badge(painter, badge, &tag.badge, tokens.tag(tag.colour), tokens);
    let mut right = rect.right_center();
    if let Some(count) = count {
        let font = FontId::proportional(TEXT_SIZE);
        let shown = painter.text(right, Align2::RIGHT_CENTER, grouped(count), font, tokens.soft_ink);
        right.x -= (shown.width() + 10.0).max(36.0);
    }
    if !tag.key.is_empty() {
        right.x = paint_key_cap(painter, right, &tag.key.to_uppercase(), tokens).min.x - 6.0;
    }
    let left = badge.max.x + 8.0;
    let at = pos2(left, rect.center().y);
    paint_cut(painter, at, &tag.name, TEXT_SIZE, tokens.ink, (right.x - left).max(10.0));
}

/// What a tag means and how many marks it has, in this article and in all; shown on hover.
pub(crate) fn tag_card(ui: &mut Ui, tag: &Tag, (here, everywhere): (usize, usize)) {
    let tokens = ui.tokens();
    ui.set_max_width(320.0);
    let short = |text: &str| shortened_if_long(text).unwrap_or_else(|| text.to_owned());
    ui.label(RichText::new(short(&tag.name)).font(bold(TEXT_SIZE)));
    if !tag.definition.is_empty() {
        ui.label(short(&tag.definition));
    }
    let yes = tag.examples.yes.iter().map(|example| words::example(&short(example)));
    let no = tag.examples.no.iter().map(|example| words::counterexample(&short(example)));
    for example in yes.chain(no).take(MOST_EXAMPLES) {
        ui.label(RichText::new(example).size(SMALL_SIZE + 0.5).color(tokens.soft_ink));
    }
    ui.label(RichText::new(words::tag_counts(here, everywhere)).size(SMALL_SIZE).color(tokens.soft_ink));
}
