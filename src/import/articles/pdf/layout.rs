//! Lines of a page become columns and paragraphs: pure geometry.
//!
//! A page that is read from right to left is laid out as its mirror image, so that its right column comes first.
//! A block is cut where a strip without signs runs through it, upright first (columns), then lying (a title over columns),
//! until nothing can be cut: a recursive XY cut (Nagy and Seth 1984). What is left are lines, read from top to bottom.

use super::{
    direction::{Reading, bracket_pairs, is_unturned, read, strong},
    letters::{composed, is_hangul, is_unspaced, is_wide},
    lines::{Cell, Glyph, Stretch, stretches},
};

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) text: String,
}

/// Paragraphs: the lines of each in order.
pub(super) type Paragraph = Vec<Line>;

/// Columns have at least this many lines; fewer are a table or a signature.
const COLUMN_LINES: usize = 4;
/// Blocks are cut this deep at most.
const DEPTH: usize = 40;

/// The paragraphs of a page in reading order, from its signs in the order of the file.
pub(super) fn paragraphs(glyphs: &[Glyph]) -> Vec<Paragraph> {
    let mut lines = stretches(glyphs);
    let texts: Vec<String> = lines.iter().map(shown).collect();
    let (left, right) = texts.iter().map(|text| strong(text)).fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
    let is_unturned = is_unturned(texts.iter().flat_map(|text| text.split(' ')));
    let is_rtl = right > left && !is_unturned;
    if is_rtl {
        lines.iter_mut().for_each(mirror);
    }
    let mut blocks = Vec::new();
    cut(lines, DEPTH, &mut blocks);
    let mut paragraphs: Vec<Vec<Stretch>> = blocks.into_iter().flat_map(|lines| parted(lines, is_rtl)).collect();
    if is_rtl {
        paragraphs.iter_mut().flatten().for_each(mirror);
    }
    let mut page = Reading { is_rtl, has_mirrored: false, is_unturned };
    let pairs = |page: Reading| {
        paragraphs
            .iter()
            .flat_map(|lines| read_paragraph(lines, page))
            .map(|line| bracket_pairs(&line.text))
            .sum::<i64>()
    };
    page.has_mirrored = right > 0 && pairs(Reading { has_mirrored: true, ..page }) > pairs(page);
    paragraphs.iter().map(|lines| read_paragraph(lines, page)).collect()
}

/// The text that a stretch shows, from left to right.
fn shown(line: &Stretch) -> String {
    line.cells.iter().map(|cell| cell.text.as_str()).collect()
}

/// Turns a stretch to its place in the mirror image of the page; its signs stay.
fn mirror(line: &mut Stretch) {
    (line.left, line.right) = (-line.right, -line.left);
}

/// The lines of a paragraph in reading order.
fn read_paragraph(lines: &[Stretch], page: Reading) -> Paragraph {
    let (left, right) = lines.iter().map(|line| strong(&shown(line))).fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
    // On a page that is read from right to left, names in Latin letters may well fill most of a line.
    let is_rtl = if page.is_rtl { right * 4 >= left } else { right > left } && !page.is_unturned;
    let reading = Reading { is_rtl, ..page };
    let line = |line: &Stretch| {
        let signs: Vec<&str> = line.cells.iter().map(|cell| cell.text.as_str()).collect();
        Line { left: line.left, right: line.right, y: line.y, size: line.size, text: composed(read(&signs, reading)) }
    };
    lines.iter().map(line).collect()
}

/// Cuts a block until nothing can be cut; the parts come in reading order.
fn cut(lines: Vec<Stretch>, depth: usize, blocks: &mut Vec<Vec<Stretch>>) {
    let cut_at = if depth == 0 { None } else { gutter(&lines).or_else(|| strip(&lines)) };
    match cut_at {
        Some(is_first) => {
            let (first, second): (Vec<Stretch>, Vec<Stretch>) =
                lines.into_iter().partition(|line| is_first.before(line));
            cut(first, depth - 1, blocks);
            cut(second, depth - 1, blocks);
        }
        None => blocks.push(level(lines)),
    }
}

/// Where a block is cut.
#[derive(Clone, Copy, Debug)]
enum Cut {
    /// Left and right of this place.
    Upright(f64),
    /// Above and below this place.
    Lying(f64),
}

impl Cut {
    fn before(self, line: &Stretch) -> bool {
        match self {
            Self::Upright(x) => f64::midpoint(line.left, line.right) < x,
            Self::Lying(y) => line.y < y,
        }
    }
}

/// The widest upright strip that no line crosses, with columns on both sides.
fn gutter(lines: &[Stretch]) -> Option<Cut> {
    let size = typical(lines.iter().map(|line| line.size))?;
    let mut sides: Vec<(f64, f64)> = lines.iter().map(|line| (line.left, line.right)).collect();
    let (gap, x) = widest_gap(&mut sides)?;
    let (left, right): (Vec<&Stretch>, Vec<&Stretch>) = lines.iter().partition(|line| Cut::Upright(x).before(line));
    let is_column = |side: &[&Stretch]| heights(side) >= COLUMN_LINES;
    (gap > size * 0.8 && is_column(&left) && is_column(&right)).then_some(Cut::Upright(x))
}

/// How many different heights the lines have.
fn heights(lines: &[&Stretch]) -> usize {
    let mut heights: Vec<f64> = lines.iter().map(|line| line.y).collect();
    heights.sort_unstable_by(f64::total_cmp);
    heights.dedup_by(|next, one| (*next - *one).abs() < 2.0);
    heights.len()
}

/// The widest lying strip between lines that is wider than the usual one, if columns lie on one side of it.
fn strip(lines: &[Stretch]) -> Option<Cut> {
    let mut rows: Vec<(f64, f64)> = lines.iter().map(|line| (line.y - line.size, line.y)).collect();
    rows.sort_by(|one, next| one.0.total_cmp(&next.0));
    let mut places = Vec::new();
    let mut bottom = rows.first()?.1;
    for (above, below) in rows {
        if above > bottom {
            places.push((above - bottom, f64::midpoint(above, bottom)));
        }
        bottom = bottom.max(below);
    }
    places.sort_by(|one, next| next.0.total_cmp(&one.0));
    // A strip is worth cutting at where it frees columns.
    places.into_iter().map(|(_, y)| Cut::Lying(y)).take(12).find(|cut| {
        let (first, second): (Vec<Stretch>, Vec<Stretch>) = lines.iter().cloned().partition(|line| cut.before(line));
        gutter(&first).is_some() || gutter(&second).is_some()
    })
}

/// The widest gap between intervals, as its width and middle.
fn widest_gap(intervals: &mut [(f64, f64)]) -> Option<(f64, f64)> {
    intervals.sort_by(|one, next| one.0.total_cmp(&next.0));
    let mut end = intervals.first()?.1;
    let mut widest: Option<(f64, f64)> = None;
    for (from, to) in intervals.iter() {
        let gap = *from - end;
        if gap > 0.0 && widest.is_none_or(|(width, _)| gap > width) {
            widest = Some((gap, f64::midpoint(end, *from)));
        }
        end = end.max(*to);
    }
    widest
}

/// The middle one of some numbers.
fn typical(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_unstable_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

/// The lines of a block from top to bottom; stretches of one height become one line.
fn level(mut lines: Vec<Stretch>) -> Vec<Stretch> {
    lines.sort_by(|one, next| one.y.total_cmp(&next.y));
    let mut rows: Vec<Vec<Stretch>> = Vec::new();
    for line in lines {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first| (line.y - first.y).abs() < first.size * 0.5) => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    rows.into_iter().filter_map(joined).collect()
}

/// Stretches of one height as one, with a blank between each two.
fn joined(mut row: Vec<Stretch>) -> Option<Stretch> {
    let is_blank = |cell: Option<&Cell>| cell.is_some_and(|cell| cell.text.trim().is_empty());
    let first = |part: &Stretch| part.cells.first().map_or(part.left, |cell| cell.left);
    // A title of Chinese, Japanese or Korean that is spaced out far.
    let is_sign = |part: &Stretch| matches!(part.cells.as_slice(), [cell] if cell.text.starts_with(|c| is_wide(c) || is_hangul(c)));
    let blank = if row.iter().all(is_sign) { "" } else { " " };
    row.sort_by(|one, next| first(one).total_cmp(&first(next)));
    row.into_iter().reduce(|mut one, next| {
        while is_blank(one.cells.last()) {
            one.cells.pop();
        }
        one.cells.push(Cell { left: first(&next), right: first(&next), text: blank.to_owned() });
        one.cells.extend(next.cells.into_iter().skip_while(|cell| is_blank(Some(cell))));
        one.left = one.left.min(next.left);
        one.right = one.right.max(next.right);
        one.size = one.size.max(next.size);
        one
    })
}

/// The paragraphs of a block: a new one begins after a gap, at an indent, at signs of another size, and after a line that
/// ends before it must.
fn parted(lines: Vec<Stretch>, is_rtl: bool) -> Vec<Vec<Stretch>> {
    let (Some(size), Some(left)) = (typical(lines.iter().map(|l| l.size)), typical(lines.iter().map(|l| l.left)))
    else {
        return Vec::new();
    };
    let right = margin(&lines, size).unwrap_or(left);
    let leading = leading(&lines).unwrap_or(size * 1.2).max(size);
    let mut paragraphs: Vec<Vec<Stretch>> = Vec::new();
    for line in lines {
        let goes_on = paragraphs.last().and_then(|paragraph| paragraph.last()).is_some_and(|before| {
            let is_near = line.y - before.y < leading * (line.size / size).max(1.0) * 1.35;
            let is_alike = (line.size - before.size).abs() < size * 0.12;
            let is_indented = line.left > left + size * 0.8 && before.left < left + size * 0.8;
            let has_room = before.right + size * 0.5 + first_word(&line, is_rtl) < right;
            let is_short = has_room && (before.right < right - (right - left) * 0.25 || ends_sentence(before, is_rtl));
            is_near && is_alike && !is_indented && !is_short
        });
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => paragraph.push(line),
            _ => paragraphs.push(vec![line]),
        }
    }
    paragraphs
}

/// Where the lines of a block end; titles and single lines may run beyond it.
fn margin(lines: &[Stretch], size: f64) -> Option<f64> {
    let mut rights: Vec<f64> = lines.iter().filter(|line| line.size < size * 1.12).map(|line| line.right).collect();
    rights.sort_unstable_by(f64::total_cmp);
    rights.get(rights.len() * 3 / 4).copied()
}

/// The way from one line to the next within paragraphs: the lower one of what there is, for paragraphs may be short.
fn leading(lines: &[Stretch]) -> Option<f64> {
    let pairs = lines.windows(2).filter_map(|pair| match pair {
        [one, next] => Some(next.y - one.y),
        _other => None,
    });
    let mut ways: Vec<f64> = pairs.collect();
    ways.sort_unstable_by(f64::total_cmp);
    ways.get(ways.len().saturating_sub(1) / 4).copied()
}

/// How wide the first word of a line is, or of what a line can be broken before where there are no blanks.
fn first_word(line: &Stretch, is_rtl: bool) -> f64 {
    let cells: Vec<&Cell> = if is_rtl { line.cells.iter().rev().collect() } else { line.cells.iter().collect() };
    let mut cells = cells.into_iter().skip_while(|cell| cell.text.trim().is_empty()).peekable();
    let most = match cells.peek().and_then(|cell| cell.text.chars().next()) {
        Some(c) if is_wide(c) => line.size,
        Some(c) if is_unspaced(c) => line.size * 5.0,
        _other => f64::MAX,
    };
    let widths = cells.take_while(|cell| !cell.is_blank()).map(|cell| cell.right - cell.left);
    widths.sum::<f64>().min(most)
}

/// Whether a line ends with the end of a sentence, quotation marks and brackets aside.
fn ends_sentence(line: &Stretch, is_rtl: bool) -> bool {
    let last = |cells: &mut dyn Iterator<Item = &Cell>| {
        let is_aside = |c: char| c.is_whitespace() || "\"'”’“»«)]」』）".contains(c);
        cells.map(|cell| cell.text.trim_end_matches(is_aside)).find(|text| !text.is_empty()).map(str::to_owned)
    };
    let last = if is_rtl { last(&mut line.cells.iter()) } else { last(&mut line.cells.iter().rev()) };
    last.is_some_and(|text| text.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔', ':', '：']))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of a line at a place, one sign for each character, half as wide as high.
    fn line(x: f64, y: f64, text: &str) -> Vec<Glyph> {
        let sign = |(at, c): (usize, char)| {
            let (x, text) = (x + at as f64 * 5.0, c.to_string());
            Glyph { x, y, width: 5.0, size: 10.0, text }
        };
        text.chars().enumerate().filter(|(_, c)| *c != ' ').map(sign).collect()
    }

    fn texts(glyphs: &[Glyph]) -> Vec<String> {
        let words = |paragraph: Paragraph| paragraph.into_iter().map(|line| line.text).collect::<Vec<_>>().join("/");
        paragraphs(glyphs).into_iter().map(words).collect()
    }

    #[test]
    fn columns_under_a_title_are_read_one_after_the_other() {
        let mut glyphs = line(100.0, 50.0, "A title over both columns of it");
        for row in 0..6 {
            let y = 100.0 + f64::from(row) * 12.0;
            glyphs.extend(line(50.0, y, &format!("left column {row} is long")));
            glyphs.extend(line(220.0, y, &format!("right column {row} is long")));
        }
        let read = texts(&glyphs);
        assert_eq!(read.len(), 3, "{read:?}");
        assert_eq!(read[0], "A title over both columns of it");
        assert!(read[1].starts_with("left column 0 is long/left column 1"), "{read:?}");
        assert!(read[2].ends_with("right column 5 is long"), "{read:?}");
    }

    #[test]
    fn gaps_indents_and_short_lines_part_paragraphs() {
        let mut glyphs = Vec::new();
        for (x, y, text) in [
            (50.0, 100.0, "The first line is quite long here"),
            (50.0, 112.0, "and it ends."),
            (50.0, 124.0, "Another one begins at the margin."),
            (62.0, 136.0, "An indented one, long as others"),
            (50.0, 148.0, "goes on to the very end of it now"),
            (50.0, 180.0, "After a gap there is a last one."),
        ] {
            glyphs.extend(line(x, y, text));
        }
        let read = texts(&glyphs);
        assert_eq!(read.len(), 4, "{read:?}");
        assert_eq!(read[2], "An indented one, long as others/goes on to the very end of it now");
    }

    #[test]
    fn a_table_of_a_few_rows_is_read_row_by_row() {
        let mut glyphs = Vec::new();
        for (row, (name, number)) in [("Anna", "12"), ("Ben", "7")].into_iter().enumerate() {
            let y = 100.0 + row as f64 * 12.0;
            glyphs.extend(line(50.0, y, name));
            glyphs.extend(line(200.0, y, number));
        }
        assert_eq!(texts(&glyphs).join("|").replace('/', "|"), "Anna 12|Ben 7");
    }

    #[test]
    fn nothing_is_no_paragraph() {
        assert_eq!(texts(&[]), [""; 0]);
        assert_eq!(texts(&line(0.0, 0.0, " ")), [""; 0]);
    }
}
