//! Text in the order in which it is read, for labels: egui shapes words, and does not order those that run to the left.

use std::ops::Range;

use egui::{
    Context, TextFormat,
    text::{LayoutJob, LayoutSection, TextWrapping},
};
use unicode_bidi::Level;

use crate::{
    text::runs_left,
    ui::units::{UnitKind, UnitText, paragraph_level, units_of, visual_order},
};

const ELLIPSIS: &str = "…";

/// Whether a text runs to the left as a whole.
pub(in crate::ui) fn is_rtl(text: &str) -> bool {
    text.chars().any(runs_left) && paragraph_level(text).is_rtl()
}

/// What is to be laid out with its words from left to right, in as many rows of `width` points as it asks for, and whether its end was
/// cut off; line feeds count as blanks. `None` where no word runs to the left, so that egui lays it out as it stands.
pub(in crate::ui) fn ordered(ctx: &Context, job: &LayoutJob, width: f32) -> Option<(LayoutJob, bool)> {
    if !job.text.chars().any(runs_left) {
        return None;
    }
    let text = job.text.replace('\n', " ");
    let base = paragraph_level(&text);
    let parts = parts(ctx, job, &text, base);
    let most = job.wrap.max_rows.max(1);
    let rows = if most == 1 { std::iter::once(0..parts.len()).collect() } else { rows(&parts, width) };
    let mut ordered = LayoutJob { text: String::new(), sections: Vec::new(), break_on_newline: true, ..job.clone() };
    ordered.wrap = TextWrapping::no_max_width();
    let mut is_cut = false;
    for (number, row) in rows.iter().take(most).enumerate() {
        let format = row.clone().next().and_then(|first| parts.get(first)).map(|part| part.format.clone());
        let format = format.unwrap_or_default();
        if number > 0 {
            push(&mut ordered, "\n", &format, 0.0);
        }
        let ends_here = number + 1 == most && rows.len() > most;
        let rest = if ends_here { row.start..parts.len() } else { row.clone() };
        // A single row is filled to its end; of several each fits, but for a word that is too long for any.
        let whole: f32 = parts.get(rest.clone()).unwrap_or_default().iter().map(|part| part.width).sum();
        let is_short = if most == 1 { whole <= width } else { !ends_here };
        let ellipsis = if is_short { 0.0 } else { measure(ctx, ELLIPSIS, &format) };
        let mut used = 0.0;
        let fits = |part: &&Part| {
            used += part.width;
            is_short || used <= width - ellipsis
        };
        let count = parts.get(rest.clone()).unwrap_or_default().iter().take_while(fits).count().max(1);
        let loses = count < rest.len();
        let shown = parts.get(rest.start..rest.start + count).unwrap_or_default();
        // The blanks that a row ends with would make it too wide.
        let blanks = shown.iter().rev().take_while(|part| part.words.trim().is_empty()).count();
        let shown = shown.get(..shown.len() - blanks).unwrap_or_default();
        is_cut |= loses;
        let mut levels: Vec<Level> = shown.iter().map(|part| part.level).collect();
        levels.extend(loses.then_some(base));
        for place in visual_order(&levels, base, 0) {
            match shown.get(place) {
                Some(part) => push(&mut ordered, &part.words, &part.format, part.space),
                None => push(&mut ordered, ELLIPSIS, &format, 0.0),
            }
        }
    }
    Some((ordered, is_cut))
}

/// A unit in one format.
struct Part {
    words: String,
    level: Level,
    format: TextFormat,
    /// The gap before it, where its format begins.
    space: f32,
    width: f32,
    may_break_after: bool,
}

/// The units of a text, cut where its format changes.
fn parts(ctx: &Context, job: &LayoutJob, text: &str, base: Level) -> Vec<Part> {
    let mut parts = Vec::new();
    for unit in units_of(text, base) {
        for section in &job.sections {
            let (from, to) = (section.byte_range.start.0.max(unit.start), section.byte_range.end.0.min(unit.end));
            if from >= to {
                continue;
            }
            let words = shown(text, &unit, from..to);
            let space = if from == section.byte_range.start.0 { section.leading_space } else { 0.0 };
            let width = space + measure(ctx, &words, &section.format);
            let may_break_after = unit.may_break_after && to == unit.end;
            parts.push(Part {
                words,
                level: unit.level,
                format: section.format.clone(),
                space,
                width,
                may_break_after,
            });
        }
    }
    parts
}

/// The parts of each row.
fn rows(parts: &[Part], width: f32) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let (mut start, mut used, mut chunk, mut chunk_width) = (0, 0.0, 0, 0.0);
    for (number, part) in parts.iter().enumerate() {
        chunk_width += part.width;
        if !part.may_break_after && number + 1 < parts.len() {
            continue;
        }
        // Blanks hang over the end of a row.
        let solid = if part.words.trim().is_empty() { chunk_width - part.width } else { chunk_width };
        if used + solid > width && chunk > start {
            rows.push(start..chunk);
            (start, used) = (chunk, 0.0);
        }
        used += chunk_width;
        (chunk, chunk_width) = (number + 1, 0.0);
    }
    rows.push(start..parts.len());
    rows
}

fn measure(ctx: &Context, words: &str, format: &TextFormat) -> f32 {
    ctx.fonts_mut(|fonts| fonts.layout_no_wrap(words.to_owned(), format.font_id.clone(), format.color).size().x)
}

fn push(job: &mut LayoutJob, words: &str, format: &TextFormat, leading_space: f32) {
    let from = job.text.len();
    job.text.push_str(words);
    let byte_range = from.into()..job.text.len().into();
    job.sections.push(LayoutSection { leading_space, byte_range, format: format.clone() });
}

fn shown(text: &str, unit: &UnitText, part: Range<usize>) -> String {
    match &unit.kind {
        UnitKind::Shown(other) | UnitKind::Marker(other) => other.to_string(),
        UnitKind::Word | UnitKind::Whitespace => text.get(part).unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The glyphs of a line from left to right.
    fn drawn(text: &str, width: f32, rows: usize) -> Vec<String> {
        let ctx = Context::default();
        crate::ui::fonts::install(&ctx);
        let mut drawn = Vec::new();
        for _ in 0..2 {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::default());
                job.wrap.max_rows = rows;
                let Some((job, _)) = ordered(ui.ctx(), &job, width) else { return };
                let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
                let of_row = |row: &egui::epaint::text::PlacedRow| {
                    let glyphs = row.glyphs.iter().filter(|glyph| glyph.advance_width > 0.0);
                    glyphs.map(|glyph| glyph.chr).collect::<String>().trim().to_owned()
                };
                drawn = galley.rows.iter().map(of_row).collect();
            });
            output.textures_delta.clear();
        }
        drawn
    }

    #[test]
    fn words_stand_in_the_order_in_which_they_are_read() {
        assert_eq!(drawn("שר (16) CNN", f32::INFINITY, 1), ["CNN (16) רש"]);
        assert!(drawn("لا ١٦", f32::INFINITY, 1)[0].starts_with("١٦"));
        assert!(drawn("Plain words", f32::INFINITY, 1).is_empty());
    }

    #[test]
    fn a_line_without_room_loses_its_end() {
        let cut = &drawn("שלום עולם שלום עולם שלום", 60.0, 1)[0];
        assert!(cut.starts_with('…') && cut.ends_with("םולש"), "{cut}");
    }

    #[test]
    fn rows_are_filled_in_the_order_of_the_text() {
        let rows = drawn("שלום עולם טוב", 45.0, 9);
        assert_eq!(rows.len(), 3);
        assert_eq!(rows.concat(), "םולשםלועבוט");
        let cut = drawn("שלום עולם טוב", 45.0, 2);
        assert!(cut.len() == 2 && cut[1].contains('…'), "{cut:?}");
    }
}
