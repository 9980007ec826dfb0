//! A line of text in the order in which it is read, for labels: egui shapes words, and does not order those that run to the left.

use egui::{Context, TextFormat, text::LayoutJob, text::LayoutSection};
use unicode_bidi::Level;

use crate::ui::units::{UnitKind, UnitText, paragraph_level, runs_left, units_of, visual_order};

const ELLIPSIS: &str = "…";

/// The line with its words from left to right, and whether its end was cut off to fit into `width` points. `None` where no word runs to the
/// left, so that egui lays it out as it stands.
pub(super) fn ordered(ctx: &Context, text: &str, format: &TextFormat, width: f32) -> Option<(LayoutJob, bool)> {
    if !text.chars().any(runs_left) {
        return None;
    }
    let text = text.replace('\n', " ");
    let base = paragraph_level(&text);
    let units = units_of(&text, base);
    let shown: Vec<String> = units.iter().map(|unit| shown(&text, unit)).collect();
    let measure = |words: &str| {
        ctx.fonts_mut(|fonts| fonts.layout_no_wrap(words.to_owned(), format.font_id.clone(), format.color).size().x)
    };
    let widths: Vec<f32> = shown.iter().map(|words| measure(words)).collect();
    let is_cut = widths.iter().sum::<f32>() > width;
    let room = if is_cut { width - measure(ELLIPSIS) } else { f32::INFINITY };
    let mut used = 0.0;
    let fits = |width: &&f32| {
        used += **width;
        used <= room
    };
    let count = widths.iter().take_while(fits).count().max(1);
    let mut levels: Vec<Level> = units.iter().take(count).map(|unit| unit.level).collect();
    levels.extend(is_cut.then_some(base));
    let mut job = LayoutJob { break_on_newline: false, ..LayoutJob::default() };
    for place in visual_order(&levels, base, 0) {
        let words = if place == count { ELLIPSIS } else { shown.get(place).map_or("", String::as_str) };
        let from = job.text.len();
        job.text.push_str(words);
        let byte_range = from.into()..job.text.len().into();
        job.sections.push(LayoutSection { leading_space: 0.0, byte_range, format: format.clone() });
    }
    Some((job, is_cut))
}

fn shown(text: &str, unit: &UnitText) -> String {
    match &unit.kind {
        UnitKind::Shown(other) | UnitKind::Marker(other) => other.to_string(),
        UnitKind::Word | UnitKind::Whitespace => text.get(unit.start..unit.end).unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The glyphs of a line from left to right.
    fn drawn(text: &str, width: f32) -> String {
        let ctx = Context::default();
        crate::ui::fonts::install(&ctx);
        let mut drawn = String::new();
        for _ in 0..2 {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                let format = TextFormat::default();
                let Some((job, _)) = ordered(ui.ctx(), text, &format, width) else { return };
                let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
                let glyphs = galley.rows.iter().flat_map(|row| row.glyphs.iter());
                drawn = glyphs.filter(|glyph| glyph.advance_width > 0.0).map(|glyph| glyph.chr).collect();
            });
            output.textures_delta.clear();
        }
        drawn
    }

    #[test]
    fn words_stand_in_the_order_in_which_they_are_read() {
        assert_eq!(drawn("שר (16) CNN", f32::INFINITY), "CNN (16) רש");
        assert_eq!(drawn("لا ١٦", f32::INFINITY).chars().take(2).collect::<String>(), "١٦");
        assert_eq!(drawn("Plain words", f32::INFINITY), "");
    }

    #[test]
    fn a_line_without_room_loses_its_end() {
        let cut = drawn("שלום עולם שלום עולם שלום", 60.0);
        assert!(cut.starts_with('…') && cut.ends_with("םולש"), "{cut}");
    }
}
