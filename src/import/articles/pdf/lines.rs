//! Signs on a page become stretches of lines: what stands on one height, from left to right, with blanks between words.

use std::collections::BTreeMap;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{
    direction::strong,
    letters::{accent, is_hangul, is_wide},
};

/// A sign, or a few, as the page places them, in points; y grows downwards.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) size: f64,
    pub(super) text: String,
}

/// A sign of a line with what stands above and below it, or a blank.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) text: String,
}

impl Cell {
    /// Whether it is a blank, and not a sign that stands for nothing by itself.
    pub(super) fn is_blank(&self) -> bool {
        !self.text.is_empty() && self.text.trim().is_empty()
    }
}

/// A part of a line, in points; y grows downwards.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stretch {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    /// From left to right.
    pub(super) cells: Vec<Cell>,
}

/// A gap wider than this many times the size of the signs parts words, where the page has no blanks of its own …
const WORD_GAP: f64 = 0.15;
/// … and where it has, but some are gaps …
const CLEAR_WORD_GAP: f64 = 0.2;
/// … and where it has, and the widths of its signs are wrong, so that there are gaps within words too …
const SURE_WORD_GAP: f64 = 0.4;
/// … and beside Chinese and Japanese, whose signs stand apart without being words.
const WIDE_WORD_GAP: f64 = 0.6;
/// A page has blanks of its own when one of so many signs is one.
const SIGNS_A_BLANK: usize = 20;
/// A gap wider than this parts stretches, which may lie in different columns.
const STRETCH_GAP: f64 = 1.2;
/// Signs nearer to each other than this, and alike, are one, printed twice to look bold.
const TWICE: f64 = 0.1;
/// Letters that all stand this far apart are spaced out …
const SPACED_OUT: f64 = 0.08;
/// … if they are so many at least, or if their gaps are all alike.
const MANY_LETTERS: usize = 8;

/// How many rows are looked at to find the one that a sign stands in.
const MOST_NEAR: usize = 200;

/// The stretches of a page, from its signs in the order of the file.
pub(super) fn stretches(glyphs: &[Glyph]) -> Vec<Stretch> {
    let mut parts: Vec<Stretch> = rows(glyphs).into_iter().flat_map(Row::stretches).collect();
    let least = word_gap(&parts);
    let mut usual = 0.0;
    for part in &mut parts {
        usual = letter_gap(&part.cells, part.size, usual);
        part.cells = spaced(std::mem::take(&mut part.cells), part.size, least, usual);
    }
    parts
}

/// How wide a gap between words is at least on a page.
fn word_gap(parts: &[Stretch]) -> f64 {
    let (mut all, mut blanks, mut wide) = (0, 0, 0);
    for part in parts {
        blanks += part.cells.iter().filter(|cell| cell.is_blank()).count();
        all += part.cells.len();
        wide += gaps(&part.cells).filter(|gap| *gap > part.size * CLEAR_WORD_GAP).count();
    }
    if blanks * SIGNS_A_BLANK <= all {
        WORD_GAP
    } else if wide * SIGNS_A_BLANK <= all {
        CLEAR_WORD_GAP
    } else {
        SURE_WORD_GAP
    }
}

/// The gaps between letters that follow one another.
fn gaps(cells: &[Cell]) -> impl Iterator<Item = f64> {
    let is_letter = |cell: &Cell| cell.text.chars().all(char::is_alphabetic);
    cells.windows(2).filter_map(move |pair| match pair {
        [one, next] if is_letter(one) && is_letter(next) => Some(next.left - one.right),
        _other => None,
    })
}

/// Signs on one height, in the order of the file.
struct Row<'g> {
    y: f64,
    size: f64,
    glyphs: Vec<&'g Glyph>,
}

/// The rows of a page. A sign stands in the row of the one before it, if it follows that closely (raised numbers), or else
/// in the nearest one.
fn rows(glyphs: &[Glyph]) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut by_height: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    let mut last: Option<(usize, &Glyph)> = None;
    for glyph in glyphs.iter().filter(|glyph| glyph.size > 0.0) {
        let follows = last.filter(|(at, before)| {
            let size = before.size.max(glyph.size);
            let gap = glyph.x - (before.x + before.width);
            let row = rows.get(*at);
            let is_level = row.is_some_and(|row| {
                (glyph.y - row.y).abs() < size * 0.5 && (row.glyphs.len() > 1 || row.size == glyph.size)
            });
            is_level && gap.abs() < size * STRETCH_GAP
        });
        let at = follows.map(|(at, _)| at).or_else(|| nearest(&rows, &by_height, glyph));
        let at = at.unwrap_or_else(|| {
            rows.push(Row { y: glyph.y, size: glyph.size, glyphs: Vec::new() });
            by_height.entry(glyph.y.floor() as i64).or_default().push(rows.len() - 1);
            rows.len() - 1
        });
        if let Some(row) = rows.get_mut(at) {
            row.size = row.size.max(glyph.size);
            row.glyphs.push(glyph);
        }
        last = Some((at, glyph));
    }
    rows
}

/// The row on whose height a sign stands, if there is one.
fn nearest(rows: &[Row<'_>], by_height: &BTreeMap<i64, Vec<usize>>, glyph: &Glyph) -> Option<usize> {
    let reach = (glyph.size * 0.5).min(1e6);
    let heights = by_height.range((glyph.y - reach).floor() as i64..=(glyph.y + reach).floor() as i64);
    let away = |at: usize| rows.get(at).map_or(f64::MAX, |row| (row.y - glyph.y).abs());
    let near = heights.flat_map(|(_, rows)| rows.iter().rev().copied()).take(MOST_NEAR);
    let near = near.filter(|at| away(*at) < rows.get(*at).map_or(0.0, |row| row.size.min(glyph.size) * 0.5));
    near.min_by(|one, next| away(*one).total_cmp(&away(*next)))
}

impl Row<'_> {
    fn stretches(self) -> Vec<Stretch> {
        let (y, size) = (self.y, self.size);
        let mut parts: Vec<Vec<Cell>> = Vec::new();
        let mut right = f64::MIN;
        for cell in self.cells() {
            let is_far = cell.left - right > size * STRETCH_GAP;
            right = right.max(cell.right);
            match parts.last_mut() {
                Some(part) if !is_far => part.push(cell),
                _none => parts.push(vec![cell]),
            }
        }
        parts.retain(|cells| cells.iter().any(|cell| !cell.text.trim().is_empty()));
        let stretch = |cells: Vec<Cell>| {
            let left = cells.iter().map(|cell| cell.left).fold(f64::MAX, f64::min);
            let right = cells.iter().map(|cell| cell.right).fold(f64::MIN, f64::max);
            Stretch { left, right, y, size, cells }
        };
        parts.into_iter().map(stretch).collect()
    }

    /// The signs from left to right, each with the marks that belong to it, and none twice.
    fn cells(&self) -> Vec<Cell> {
        let mut cells: Vec<(usize, Cell)> = Vec::new();
        let mut marks = Vec::new();
        for (at, glyph) in self.glyphs.iter().enumerate() {
            let cell = Cell { left: glyph.x, right: glyph.x + glyph.width, text: glyph.text.clone() };
            if is_mark(glyph) { marks.push((at, *glyph)) } else { cells.push((at, cell)) }
        }
        let mut alone = Vec::new();
        for (at, glyph) in marks {
            let after = cells.partition_point(|(place, _)| *place < at);
            let target = bearer(&cells, after, glyph);
            match target.and_then(|target| cells.get_mut(target)) {
                Some((_, cell)) => cell.text = bearing(&cell.text, &glyph.text),
                None => {
                    let (left, right, text) = (glyph.x, glyph.x + glyph.width, glyph.text.clone());
                    alone.push((at, Cell { left, right, text }));
                }
            }
        }
        cells.extend(alone);
        cells.sort_by(|(at, one), (place, next)| one.left.total_cmp(&next.left).then(at.cmp(place)));
        let mut cells: Vec<Cell> = cells.into_iter().map(|(_, cell)| cell).collect();
        cells.dedup_by(|next, one| {
            let near = (self.size * TWICE).min((one.right - one.left) * 0.5);
            next.text == one.text && next.left - one.left < near
        });
        cells
    }
}

/// Whether a sign is a mark that stands above or below others, or may be one.
fn is_mark(glyph: &Glyph) -> bool {
    let mut signs = glyph.text.chars();
    let (first, second) = (signs.next(), signs.next());
    let is_thin = glyph.width < glyph.size * 0.1;
    glyph.text.chars().all(is_combining_mark) && is_thin || second.is_none() && first.and_then(accent).is_some()
}

/// Which sign bears a mark: the one before it in the file, or the one after it where words run from right to left and
/// where accents are printed first.
fn bearer(cells: &[(usize, Cell)], after: usize, mark: &Glyph) -> Option<usize> {
    let before = after.checked_sub(1);
    let centre = mark.x + mark.width / 2.0;
    let is_within = |at: &usize| {
        cells.get(*at).is_some_and(|(_, cell)| {
            cell.left < centre && centre < cell.right && cell.text.chars().any(char::is_alphabetic)
        })
    };
    if mark.text.chars().any(is_combining_mark) {
        // Words from right to left are drawn from left to right, and so their marks before them.
        let place = |at: usize| cells.get(at).map(|(_, cell)| cell);
        let (left, right) = (before.and_then(place), place(after));
        let is_rtl = left.or(right).is_some_and(|cell| strong(&cell.text).1 > 0);
        let comes_first = is_rtl && left.zip(right).is_none_or(|(left, right)| left.left < right.left);
        let after = Some(after)
            .filter(|at| comes_first && place(*at).is_some_and(|cell| (cell.left - mark.x).abs() < mark.size));
        return after.or(before);
    }
    Some(after).filter(is_within).or(before.filter(is_within))
}

/// A sign with a mark. No script has more than a few on one; of a file that has thousands the others are left out.
fn bearing(sign: &str, mark: &str) -> String {
    /// How many characters a sign has with its marks (Unicode's Stream-Safe Text Format, UAX 15).
    const MOST: usize = 32;
    if sign.len() > MOST && sign.chars().count() >= MOST {
        return sign.to_owned();
    }
    let mark: String = mark.chars().map(|c| accent(c).unwrap_or(c)).collect();
    // TeX prints accents over letters without a dot.
    let sign = match sign {
        "ı" => "i",
        "ȷ" => "j",
        sign => sign,
    };
    sign.chars().chain(mark.chars()).nfc().collect()
}

/// The signs with a blank wherever one word ends and the next begins: where a gap is wider than the `usual` one, in points,
/// by more than the `least` one between words, in sizes.
fn spaced(cells: Vec<Cell>, size: f64, least: f64, usual: f64) -> Vec<Cell> {
    let mut spaced: Vec<Cell> = Vec::with_capacity(cells.len());
    for cell in unspaced(cells) {
        if let Some(before) = spaced.last() {
            let is_beside = |is: fn(char) -> bool| before.text.ends_with(is) || cell.text.starts_with(is);
            // Korean has blanks, but some printers set numbers apart from it.
            let is_apart = is_beside(is_wide) || least > WORD_GAP && is_beside(is_hangul);
            let least = if is_apart { WIDE_WORD_GAP } else { least };
            let gap = cell.left - before.right;
            if gap > usual + size * least && !before.text.ends_with(' ') && !cell.text.starts_with(' ') {
                let (left, right) = (before.right, cell.left);
                spaced.push(Cell { left, right, text: ' '.to_string() });
            }
        }
        spaced.push(cell);
    }
    spaced
}

/// The signs without the blanks that part most ideographs of a stretch from one another: they only fill the line.
fn unspaced(cells: Vec<Cell>) -> Vec<Cell> {
    let is_ideograph = |cell: Option<&Cell>| cell.is_some_and(|cell| cell.text.starts_with(is_wide));
    let parts = |at: usize| {
        let is_blank = cells.get(at).is_some_and(Cell::is_blank);
        is_blank
            && at.checked_sub(1).is_some_and(|before| is_ideograph(cells.get(before)))
            && is_ideograph(cells.get(at + 1))
    };
    let blanks: Vec<bool> = (0..cells.len()).map(parts).collect();
    let count = blanks.iter().filter(|is_blank| **is_blank).count();
    if count < MANY_LETTERS / 2 || count * 3 < cells.iter().filter(|cell| is_ideograph(Some(cell))).count() {
        return cells;
    }
    cells.into_iter().zip(blanks).filter(|(_, is_blank)| !is_blank).map(|(cell, _)| cell).collect()
}

/// The gap that all letters of a stretch have between them, 0 when they are not spaced out. Where they are few, the gap in
/// the stretch before may tell.
fn letter_gap(cells: &[Cell], size: f64, former: f64) -> f64 {
    let mut gaps: Vec<f64> = gaps(cells).collect();
    gaps.sort_unstable_by(f64::total_cmp);
    let (Some(least), Some(most), Some(usual)) = (gaps.first(), gaps.last(), gaps.get(gaps.len() / 2)) else {
        return 0.0;
    };
    let is_even = gaps.len() > 1 && most - least < size * SPACED_OUT && *least > size * WORD_GAP;
    if gaps.len() < MANY_LETTERS && former > 0.0 && *least > former - size * SPACED_OUT {
        former
    } else if *usual > size * SPACED_OUT && (gaps.len() >= MANY_LETTERS || is_even) {
        *usual
    } else {
        0.0
    }
}
