//! A text in the order in which it is read, for egui to lay out.

use std::ops::Range;

use egui::{
    Align, Context, TextFormat,
    text::{LayoutJob, LayoutSection, TextWrapping},
};
use unicode_bidi::Level;

use crate::{
    text::runs_left,
    ui::units::{UnitKind, UnitText, paragraph_level, units_of, visual_order},
};

const ELLIPSIS: &str = "…";
/// Stands for the ellipsis of what is in order, which never needs one: so that it is known.
const IN_ORDER: char = '\u{200F}';

/// What is to be laid out with its words from left to right, in as many rows as it has room for. `None` where no word runs to the
/// left, or all is in order, so that it stays as it is. Rows that run to the left end together, `least` points from the left or
/// where the longest ends.
pub(super) fn in_order(ctx: &Context, job: &LayoutJob, least: f32) -> Option<LayoutJob> {
    if job.wrap.overflow_character == Some(IN_ORDER) || !job.text.chars().any(runs_left) {
        return None;
    }
    let most = job.wrap.max_rows.max(1);
    let breaks = job.break_on_newline && most > 1;
    let text = if breaks { job.text.clone() } else { job.text.replace('\n', " ") };
    let paragraphs = paragraphs(ctx, job, &text, breaks);
    let rows: Vec<Row<'_>> = paragraphs.iter().flat_map(|paragraph| paragraph.rows(job, most)).collect();
    let format = job.sections.first().map(|section| section.format.clone()).unwrap_or_default();
    let shown: Vec<Shown<'_>> = rows
        .iter()
        .take(most)
        .enumerate()
        .map(|(number, row)| {
            let is_cut = number + 1 == most && rows.len() > most;
            row.shown(job.wrap.max_width, most == 1, is_cut, || measure(ctx, ELLIPSIS, row.format().unwrap_or(&format)))
        })
        .collect();
    let widest = shown.iter().map(|row| row.width).fold(least, f32::max);
    let mut ordered = LayoutJob { text: String::new(), sections: Vec::new(), break_on_newline: true, ..job.clone() };
    ordered.wrap = TextWrapping { overflow_character: Some(IN_ORDER), ..TextWrapping::no_max_width() };
    for (number, row) in shown.iter().enumerate() {
        let format = row.parts.first().map_or(&format, |part| &part.format);
        if number > 0 {
            push(&mut ordered, "\n", format, 0.0);
        }
        let is_aligned = row.base.is_rtl() && job.halign == Align::LEFT && (shown.len() > 1 || least > 0.0);
        let mut gap = if is_aligned { widest - row.width } else { 0.0 };
        let mut levels: Vec<Level> = row.parts.iter().map(|part| part.level).collect();
        levels.extend(row.is_cut.then_some(row.base));
        for place in visual_order(&levels, row.base, 0) {
            match row.parts.get(place) {
                Some(part) => push(&mut ordered, &part.words, &part.format, part.space + gap),
                None => push(&mut ordered, ELLIPSIS, format, gap),
            }
            gap = 0.0;
        }
    }
    Some(ordered)
}

/// What stands between two line feeds.
struct Paragraph {
    base: Level,
    parts: Vec<Part>,
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

/// Parts that stand in one row if there is room for them.
struct Row<'p> {
    paragraph: &'p Paragraph,
    range: Range<usize>,
}

/// What is shown of a row.
struct Shown<'p> {
    base: Level,
    parts: &'p [Part],
    width: f32,
    /// Whether its end is cut off.
    is_cut: bool,
}

fn paragraphs(ctx: &Context, job: &LayoutJob, text: &str, breaks: bool) -> Vec<Paragraph> {
    let mut start = 0;
    let lines: Vec<&str> = if breaks { text.split('\n').collect() } else { vec![text] };
    let mut paragraphs = Vec::with_capacity(lines.len());
    for line in lines {
        let base = paragraph_level(line);
        paragraphs.push(Paragraph { base, parts: parts(ctx, job, line, start, base) });
        start += line.len() + 1;
    }
    paragraphs
}

/// The units of a line that begins at `start` of the text, cut where its format changes.
fn parts(ctx: &Context, job: &LayoutJob, line: &str, start: usize, base: Level) -> Vec<Part> {
    let mut parts = Vec::new();
    for unit in units_of(line, base) {
        for section in &job.sections {
            let section_start = section.byte_range.start.0;
            let from = section_start.max(start + unit.start);
            let to = section.byte_range.end.0.min(start + unit.end);
            if from >= to {
                continue;
            }
            let words = shown(line, &unit, from - start..to - start);
            let space = if from == section_start { section.leading_space } else { 0.0 };
            parts.push(Part {
                width: space + measure(ctx, &words, &section.format),
                words,
                level: unit.level,
                format: section.format.clone(),
                space,
                may_break_after: unit.may_break_after && to == start + unit.end,
            });
        }
    }
    parts
}

impl Paragraph {
    /// Its rows, each as long as there is room; a single one, if there may be no more.
    fn rows(&self, job: &LayoutJob, most: usize) -> Vec<Row<'_>> {
        let width = if most == 1 { f32::INFINITY } else { job.wrap.max_width };
        let mut rows = Vec::new();
        let mut add = |range| rows.push(Row { paragraph: self, range });
        let (mut start, mut used, mut chunk, mut chunk_width) = (0, 0.0, 0, 0.0);
        for (number, part) in self.parts.iter().enumerate() {
            chunk_width += part.width;
            if !part.may_break_after && number + 1 < self.parts.len() {
                continue;
            }
            // Blanks hang over the end of a row.
            let solid = if part.is_blank() { chunk_width - part.width } else { chunk_width };
            if used + solid > width && chunk > start {
                add(start..chunk);
                (start, used) = (chunk, 0.0);
            }
            used += chunk_width;
            (chunk, chunk_width) = (number + 1, 0.0);
        }
        add(start..self.parts.len());
        rows
    }
}

impl Part {
    fn is_blank(&self) -> bool {
        self.words.trim().is_empty()
    }
}

impl<'p> Row<'p> {
    fn format(&self) -> Option<&'p TextFormat> {
        self.paragraph.parts.get(self.range.start).map(|part| &part.format)
    }

    /// What of it is shown. A single row is filled to its end; of several each fits, but for a word that is too long for any; the
    /// last is filled with what has no row (`is_cut`).
    fn shown(&self, width: f32, is_single: bool, is_cut: bool, ellipsis: impl Fn() -> f32) -> Shown<'p> {
        let all = &self.paragraph.parts;
        let end = if is_cut { all.len() } else { self.range.end };
        let rest = all.get(self.range.start..end).unwrap_or_default();
        let whole: f32 = rest.iter().map(|part| part.width).sum();
        let is_short = if is_single { whole <= width } else { !is_cut };
        let room = if is_short { f32::INFINITY } else { width - ellipsis() };
        let mut used = 0.0;
        let fits = |part: &&Part| {
            used += part.width;
            used <= room
        };
        let count = rest.iter().take_while(fits).count().max(1);
        let is_cut = is_cut || count < rest.len();
        let parts = rest.get(..count).unwrap_or_default();
        // The blanks that a row ends with would make it too wide.
        let blanks = parts.iter().rev().take_while(|part| part.is_blank()).count();
        let parts = parts.get(..parts.len() - blanks).unwrap_or_default();
        let own: f32 = parts.iter().map(|part| part.width).sum();
        Shown { base: self.paragraph.base, parts, width: own + if is_cut { ellipsis() } else { 0.0 }, is_cut }
    }
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
                job.wrap.max_width = width;
                let Some(job) = in_order(ui.ctx(), &job, 0.0) else { return };
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
        assert_eq!(drawn("שרה (16) CNN", f32::INFINITY, 1), ["CNN (16) הרש"]);
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
