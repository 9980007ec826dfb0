//! A text in the order in which it is read, for egui to lay out.

use egui::{
    Align, Context, Galley, TextFormat,
    text::{LayoutJob, LayoutSection, TextWrapping},
};
use icu_segmenter::GraphemeClusterSegmenter;
use unicode_bidi::Level;

use crate::{
    text::runs_left,
    ui::units::{UnitKind, UnitText, paragraph_level, units_of, visual_order},
};

const ELLIPSIS: &str = "…";
/// Stands for the ellipsis of what is in order, which never needs one: so that it is known.
const IN_ORDER: char = '\u{200F}';
/// How much smaller letters become at each step, and how many steps there are, where words in their order would need more rows than
/// the text was given.
const SMALLER: (f32, i32) = (0.97, 8);

/// What is to be laid out with its words from left to right, for a text that egui has laid out: in no more rows than it was given,
/// none of them wider than it was given. `None` where no word runs to the left, or where all of it is a single word, which
/// is in order. Rows that run to the left end together.
pub(super) fn in_order(ctx: &Context, galley: &Galley) -> Option<LayoutJob> {
    let job = &*galley.job;
    if job.wrap.overflow_character == Some(IN_ORDER) || !job.text.chars().any(runs_left) {
        return None;
    }
    let breaks = job.break_on_newline && job.wrap.max_rows > 1;
    let text = if breaks { job.text.clone() } else { job.text.replace('\n', " ") };
    let is_whole = galley.rows.len() == 1 && !galley.elided;
    let (smaller, steps) = SMALLER;
    let mut step = 0;
    let shown = loop {
        let mut paragraphs = paragraphs(ctx, job, &text, breaks, smaller.powi(step));
        if is_whole && is_one_word(&paragraphs, &text) {
            return None;
        }
        let (rows, is_cut) = rows(ctx, galley, &mut paragraphs);
        let shown: Vec<Shown> =
            rows.iter().filter_map(|row| Some(row.shown(ctx, paragraphs.get(row.paragraph)?))).collect();
        // Letters stand on whole pixels.
        let fits = is_whole || shown.iter().all(|row| row.width <= job.wrap.max_width + 1.0);
        if step == steps || fits && shown.len() <= galley.rows.len() && is_cut == galley.elided {
            break shown;
        }
        step += 1;
    };
    let format = job.sections.first().map(|section| section.format.clone()).unwrap_or_default();
    let least = if galley.rows.len() > 1 { galley.size().x } else { 0.0 };
    let widest = shown.iter().map(|row| row.width).fold(least, f32::max);
    let mut ordered = LayoutJob { text: String::new(), sections: Vec::new(), break_on_newline: true, ..job.clone() };
    ordered.wrap = TextWrapping { overflow_character: Some(IN_ORDER), ..TextWrapping::no_max_width() };
    for (number, row) in shown.iter().enumerate() {
        if number > 0 {
            push(&mut ordered, "\n", row.parts.first().map_or(&format, |part| &part.format), 0.0);
        }
        let is_aligned = row.base.is_rtl() && job.halign == Align::LEFT && (shown.len() > 1 || least > 0.0);
        let mut gap = if is_aligned { widest - row.width } else { 0.0 };
        for part in &row.parts {
            push(&mut ordered, &part.words, &part.format, part.space + gap);
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

/// A unit in one format, or a letter of one.
#[derive(Clone)]
struct Part {
    words: String,
    level: Level,
    format: TextFormat,
    /// The gap before it, where its format begins.
    space: f32,
    /// How many glyphs it is drawn with.
    glyphs: usize,
    /// Whether it goes on with what the part before it began.
    goes_on: bool,
}

/// The parts of a paragraph that stand in one row.
struct Row {
    paragraph: usize,
    parts: std::ops::Range<usize>,
    /// Whether its end is cut off.
    is_cut: bool,
}

/// What is shown of a row, from left to right.
struct Shown {
    base: Level,
    parts: Vec<Part>,
    width: f32,
}

fn is_one_word(paragraphs: &[Paragraph], text: &str) -> bool {
    let [paragraph] = paragraphs else { return false };
    let [part] = paragraph.parts.as_slice() else { return false };
    part.words == text
}

fn paragraphs(ctx: &Context, job: &LayoutJob, text: &str, breaks: bool, scale: f32) -> Vec<Paragraph> {
    let mut start = 0;
    let lines: Vec<&str> = if breaks { text.split('\n').collect() } else { vec![text] };
    let mut paragraphs = Vec::with_capacity(lines.len());
    for line in lines {
        let base = paragraph_level(line);
        paragraphs.push(Paragraph { base, parts: parts(ctx, job, line, start, base, scale) });
        start += line.len() + 1;
    }
    paragraphs
}

/// The units of a line that begins at `start` of the text, cut where its format changes.
fn parts(ctx: &Context, job: &LayoutJob, line: &str, start: usize, base: Level, scale: f32) -> Vec<Part> {
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
            let mut format = section.format.clone();
            format.font_id.size *= scale;
            parts.push(Part {
                glyphs: glyphs(ctx, &words, &format),
                words,
                level: unit.level,
                format,
                space: if from == section_start { section.leading_space } else { 0.0 },
                goes_on: false,
            });
        }
    }
    parts
}

/// The rows in which egui lays out the parts, one after the other, and whether their end is cut off. What a row ends within is cut
/// there; where it runs to the left, into its letters, because egui would keep the left ones.
fn rows(ctx: &Context, galley: &Galley, paragraphs: &mut [Paragraph]) -> (Vec<Row>, bool) {
    let job = &*galley.job;
    let wrap = if galley.elided {
        job.wrap.clone()
    } else if galley.rows.len() == 1 {
        TextWrapping { max_rows: job.wrap.max_rows, ..TextWrapping::no_max_width() }
    } else {
        // A row has room for the blank that it ends with, but for the last; which that is depends on the order.
        let blank = job.sections.first().map_or(0.0, |section| width(ctx, " ", &section.format)).ceil();
        TextWrapping { max_width: job.wrap.max_width.min(galley.size().x + blank), ..job.wrap.clone() }
    };
    loop {
        let mut read = LayoutJob { text: String::new(), sections: Vec::new(), break_on_newline: true, ..job.clone() };
        read.wrap = wrap.clone();
        for (number, paragraph) in paragraphs.iter().enumerate() {
            if number > 0 {
                push(&mut read, "\n", &job.sections.first().map(|it| it.format.clone()).unwrap_or_default(), 0.0);
            }
            paragraph.parts.iter().for_each(|part| push(&mut read, &part.words, &part.format, part.space));
        }
        let laid = ctx.fonts_mut(|fonts| fonts.layout_job(read));
        match divided(&laid, paragraphs) {
            Ok(rows) => return (rows, laid.elided),
            Err(within) => {
                if let Some(paragraph) = paragraphs.get_mut(within.paragraph) {
                    paragraph.cut(ctx, &within);
                }
            }
        }
    }
}

/// Where a row ends within a part.
struct Within {
    paragraph: usize,
    part: usize,
    glyphs: usize,
}

/// The rows by their parts, if none ends within one.
fn divided(laid: &Galley, paragraphs: &[Paragraph]) -> Result<Vec<Row>, Within> {
    let mut rows = Vec::with_capacity(laid.rows.len());
    let (mut paragraph, mut part) = (0, 0);
    for (number, row) in laid.rows.iter().enumerate() {
        // egui leaves such a row before a word that is too long for any.
        if number > 0 && row.glyphs.is_empty() && row.height() == 0.0 {
            continue;
        }
        let is_cut = laid.elided && number + 1 == laid.rows.len() && laid.job.wrap.overflow_character.is_some();
        let mut left = row.glyphs.len() - usize::from(is_cut && !row.glyphs.is_empty());
        let start = part;
        let parts = paragraphs.get(paragraph).map(|paragraph| paragraph.parts.as_slice()).unwrap_or_default();
        while left > 0
            && let Some(next) = parts.get(part)
        {
            if next.glyphs > left && letters(&next.words).count() > 1 {
                return Err(Within { paragraph, part, glyphs: left });
            }
            left = left.saturating_sub(next.glyphs);
            part += 1;
        }
        rows.push(Row { paragraph, parts: start..part, is_cut });
        if row.ends_with_newline {
            (paragraph, part) = (paragraph + 1, 0);
        }
    }
    Ok(rows)
}

impl Paragraph {
    /// Cuts a part where a row ends.
    fn cut(&mut self, ctx: &Context, within: &Within) {
        let Some(part) = self.parts.get(within.part).cloned() else { return };
        let mut pieces: Vec<String> = letters(&part.words).map(str::to_owned).collect();
        if part.level.is_ltr() {
            // A glyph for each character.
            let mut count = 0;
            let fits = |letter: &&String| {
                count += letter.chars().count();
                count <= within.glyphs
            };
            let kept = pieces.iter().take_while(fits).count().max(1);
            let rest = pieces.split_off(kept);
            pieces = vec![pieces.concat(), rest.concat()];
        }
        let cut = |(number, words): (usize, String)| Part {
            glyphs: glyphs(ctx, &words, &part.format),
            words,
            space: if number == 0 { part.space } else { 0.0 },
            goes_on: number > 0 || part.goes_on,
            ..part.clone()
        };
        self.parts.splice(within.part..=within.part, pieces.into_iter().enumerate().map(cut));
    }
}

impl Part {
    fn is_blank(&self) -> bool {
        self.words.trim().is_empty()
    }

    /// Whether it can be set as one with the part before it, which it is kerned with.
    fn follows(&self, before: &Self) -> bool {
        let is_plain = |part: &Self| part.level.is_ltr() && part.words.chars().all(|character| character < '\u{590}');
        is_plain(self)
            && is_plain(before)
            && self.level == before.level
            && self.format == before.format
            && self.space == 0.0
    }
}

impl Row {
    /// What is shown of it.
    fn shown(&self, ctx: &Context, paragraph: &Paragraph) -> Shown {
        let base = paragraph.base;
        let all = paragraph.parts.get(self.parts.clone()).unwrap_or_default();
        // The blanks that a row ends with would make it too wide.
        let blanks = all.iter().rev().take_while(|part| part.is_blank()).count();
        let mut parts: Vec<Part> = Vec::new();
        for part in all.iter().take(all.len() - blanks) {
            match parts.last_mut() {
                Some(last) if part.goes_on || part.follows(last) => last.words.push_str(&part.words),
                _first => parts.push(part.clone()),
            }
        }
        if self.is_cut {
            let format = parts.last().or(paragraph.parts.first()).map(|part| part.format.clone()).unwrap_or_default();
            let words = ELLIPSIS.to_owned();
            parts.push(Part { words, level: base, format, space: 0.0, glyphs: 1, goes_on: false });
        }
        let levels: Vec<Level> = parts.iter().map(|part| part.level).collect();
        let order = visual_order(&levels, base, 0);
        // The gap before a part lies between it and the one that is read before it; that of a row, at its left.
        let mut gaps = vec![0.0; parts.len() + 1];
        for (at, place) in order.iter().enumerate() {
            let side = if *place == 0 { 0 } else { at + usize::from(base.is_rtl()) };
            let gap = parts.get(*place).map_or(0.0, |part| part.space);
            if let Some(sum) = gaps.get_mut(side) {
                *sum += gap;
            }
        }
        let in_order =
            order.iter().zip(gaps).filter_map(|(place, space)| Some(Part { space, ..parts.get(*place)?.clone() }));
        let parts: Vec<Part> = in_order.collect();
        let width = parts.iter().map(|part| part.space + width(ctx, &part.words, &part.format)).sum();
        Shown { base, parts, width }
    }
}

/// The letters of a word, each with its marks.
fn letters(words: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    GraphemeClusterSegmenter::new().segment_str(words).filter_map(move |end| {
        let letter = words.get(start..end).filter(|letter| !letter.is_empty());
        start = end;
        letter
    })
}

fn width(ctx: &Context, words: &str, format: &TextFormat) -> f32 {
    laid(ctx, words, format).size().x
}

fn glyphs(ctx: &Context, words: &str, format: &TextFormat) -> usize {
    laid(ctx, words, format).rows.iter().map(|row| row.glyphs.len()).sum()
}

fn laid(ctx: &Context, words: &str, format: &TextFormat) -> std::sync::Arc<Galley> {
    let job = LayoutJob::single_section(words.to_owned(), format.clone());
    // The widths of words add up.
    ctx.fonts_mut(|fonts| fonts.layout_job(LayoutJob { round_output_to_gui: false, ..job }))
}

fn push(job: &mut LayoutJob, words: &str, format: &TextFormat, leading_space: f32) {
    let from = job.text.len();
    job.text.push_str(words);
    let byte_range = from.into()..job.text.len().into();
    job.sections.push(LayoutSection { leading_space, byte_range, format: format.clone() });
}

fn shown(text: &str, unit: &UnitText, part: std::ops::Range<usize>) -> String {
    match &unit.kind {
        UnitKind::Shown(other) | UnitKind::Marker(other) => other.to_string(),
        UnitKind::Word | UnitKind::Whitespace => text.get(part).unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text as egui lays it out, and in order.
    fn laid_out(job: &LayoutJob) -> (std::sync::Arc<Galley>, Option<std::sync::Arc<Galley>>) {
        let ctx = Context::default();
        crate::ui::fonts::install(&ctx);
        let mut galleys = None;
        for _ in 0..2 {
            let mut output = ctx.run_ui(egui::RawInput::default(), |ui| {
                let galley = ui.fonts_mut(|fonts| fonts.layout_job(job.clone()));
                let ordered = in_order(ui.ctx(), &galley);
                let ordered = ordered.map(|ordered| ui.fonts_mut(|fonts| fonts.layout_job(ordered)));
                galleys = Some((galley, ordered));
            });
            output.textures_delta.clear();
        }
        galleys.unwrap()
    }

    fn job(text: &str, width: f32, rows: usize) -> LayoutJob {
        let mut job = LayoutJob::single_section(text.to_owned(), TextFormat::default());
        job.wrap.max_rows = rows;
        job.wrap.max_width = width;
        job
    }

    /// The glyphs of each row from left to right.
    fn glyphs_of(galley: &Galley) -> Vec<String> {
        let of_row = |row: &egui::epaint::text::PlacedRow| {
            let glyphs = row.glyphs.iter().filter(|glyph| glyph.advance_width > 0.0);
            glyphs.map(|glyph| glyph.chr).collect::<String>().trim().to_owned()
        };
        galley.rows.iter().map(of_row).collect()
    }

    fn drawn(text: &str, width: f32, rows: usize) -> Vec<String> {
        laid_out(&job(text, width, rows)).1.map(|galley| glyphs_of(&galley)).unwrap_or_default()
    }

    #[test]
    fn words_stand_in_the_order_in_which_they_are_read() {
        assert_eq!(drawn("שרה (16) CNN", f32::INFINITY, 1), ["CNN (16) הרש"]);
        assert!(drawn("لا ١٦", f32::INFINITY, 1)[0].starts_with("١٦"));
        assert!(drawn("Plain words", f32::INFINITY, 1).is_empty());
        assert!(drawn("שלום", f32::INFINITY, 1).is_empty(), "egui draws a single word as it is read");
        assert_eq!(drawn("(", f32::INFINITY, 1), [""; 0]);
    }

    #[test]
    fn a_line_without_room_loses_its_end() {
        let cut = &drawn("שלום עולם שלום עולם שלום", 60.0, 1)[0];
        assert!(cut.starts_with('…') && cut.ends_with("םולש"), "{cut}");
        let within = &drawn("הממשלההחליטהאתמול בערב", 60.0, 1)[0];
        assert!(within.starts_with('…') && within.ends_with("לשממה"), "{within}");
    }

    #[test]
    fn rows_are_filled_in_the_order_of_the_text() {
        let rows = drawn("שלום עולם טוב", 45.0, 9);
        assert_eq!(rows.len(), 3);
        assert_eq!(rows.concat(), "םולשםלועבוט");
        let cut = drawn("שלום עולם טוב", 45.0, 2);
        assert!(cut.len() == 2 && cut[1].contains('…'), "{cut:?}");
    }

    /// Whatever stands in a text, it keeps to the room that it was given, and nothing of it is lost.
    #[test]
    fn no_row_is_wider_or_lower_than_the_room_that_egui_gave() {
        let texts = [
            "כתובת: https://example.com/2024/05/17/politics/a-very-long-path-that-no-row-has-room-for/index.html נשמרה",
            "הממשלההחליטהאתמולבערבלדחותאתההצבעהעלהתקציבלשבועהבא ועוד",
            "أعلن المتحدث باسم الوزارة (CNN) أن 1,250 شخصا وصلوا إلى example.org/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p أمس",
            "שר (16) CNN said that the minister of finance אמר אתמול בבוקר כי New York Times דיווח על כך",
            "שורה ראשונה\n\nשורה שנייה שארוכה יותר מן הראשונה\nThird line",
            "Plain words, then שלום עולם טוב and so on until the row has ended long ago, עד סוף השורה",
        ];
        for text in texts {
            for width in (60_u16..300).step_by(17) {
                let (given, ordered) = laid_out(&job(text, f32::from(width), usize::MAX));
                let ordered = ordered.unwrap();
                let [rows, had] = [&ordered, &given].map(|galley| galley.rows.len());
                assert!(rows <= had, "{text} at {width}: {rows} rows for {had}: {:?}", glyphs_of(&ordered));
                // Letters stand on whole pixels.
                let most = given.size().x.max(f32::from(width) + 1.0);
                assert!(ordered.size().x <= most, "{text} at {width}: {:?}", ordered.size());
                assert!(ordered.size().y <= given.size().y + 0.5, "{text} at {width}");
                let letters = |galley: &Galley| {
                    let mut all: Vec<char> = galley.text().chars().filter(|c| !c.is_whitespace()).collect();
                    all.sort_unstable();
                    all
                };
                let brackets = |c: &char| !"()".contains(*c);
                let [kept, all] = [&ordered, &given].map(|galley| letters(galley).into_iter().filter(brackets));
                assert!(kept.eq(all), "{text} at {width}: {:?}", ordered.text());
            }
        }
    }

    #[test]
    fn a_gap_lies_where_the_words_that_it_parts_meet() {
        let mut job = job("", f32::INFINITY, 1);
        job.append("שלום", 20.0, TextFormat::default());
        job.append("עולם", 30.0, TextFormat::default());
        let (_, ordered) = laid_out(&job);
        let ordered = ordered.unwrap();
        let spaces: Vec<(&str, f32)> = ordered
            .job
            .sections
            .iter()
            .map(|it| (ordered.job.text.get(it.byte_range.start.0..it.byte_range.end.0).unwrap(), it.leading_space))
            .collect();
        assert_eq!(
            spaces,
            [("עולם", 20.0), ("שלום", 30.0)],
            "the row begins at its left, and the gap lies between the words"
        );
    }
}
