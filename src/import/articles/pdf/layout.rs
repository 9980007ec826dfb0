//! Signs on a page become lines, lines columns and paragraphs: pure geometry.
//!
//! A block is cut where a strip without signs runs through it, upright first (columns), then lying (a title over columns),
//! until nothing can be cut: a recursive XY cut (Nagy and Seth 1984). What is left are lines, read from top to bottom.

/// A sign, or a few, as the page places them, in points; y grows downwards.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) size: f64,
    pub(super) text: String,
}

/// A stretch of a line.
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

/// A gap wider than this many times the size of the signs parts words, where the page has no blanks of its own …
const WORD_GAP: f64 = 0.15;
/// … and where it has: then such gaps are mostly wrong widths of signs.
const SURE_WORD_GAP: f64 = 0.4;
/// A page has blanks of its own when one of so many signs is one.
const SIGNS_A_BLANK: usize = 20;
/// A gap wider than this parts stretches, which may lie in different columns.
const STRETCH_GAP: f64 = 1.2;
/// Columns have at least this many lines; fewer are a table or a signature.
const COLUMN_LINES: usize = 4;
/// Blocks are cut this deep at most.
const DEPTH: usize = 40;

/// The paragraphs of a page in reading order, from its signs in the order of the file.
pub(super) fn paragraphs(glyphs: &[Glyph]) -> Vec<Paragraph> {
    let mut blocks = Vec::new();
    cut(stretches(glyphs), DEPTH, &mut blocks);
    blocks.into_iter().flat_map(parted).collect()
}

/// Signs that follow one another on one height, made one stretch.
fn stretches(glyphs: &[Glyph]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let blanks = glyphs.iter().filter(|glyph| glyph.text.trim().is_empty()).count();
    let word_gap = if blanks * SIGNS_A_BLANK > glyphs.len() { SURE_WORD_GAP } else { WORD_GAP };
    for glyph in glyphs.iter().filter(|glyph| !glyph.text.is_empty() && glyph.size > 0.0) {
        if let Some(line) = lines.last_mut() {
            let size = line.size.max(glyph.size);
            let is_level = (glyph.y - line.y).abs() < size * 0.5;
            let gap = glyph.x - line.right;
            if is_level && gap > -size && gap < size * STRETCH_GAP {
                if gap > size * word_gap && !line.text.ends_with(' ') && !glyph.text.starts_with(' ') {
                    line.text.push(' ');
                }
                line.text.push_str(&glyph.text);
                line.right = line.right.max(glyph.x + glyph.width);
                line.size = size;
                continue;
            }
        }
        let Glyph { x, y, width, size, text } = glyph.clone();
        lines.push(Line { left: x, right: x + width, y, size, text });
    }
    lines.retain(|line| !line.text.trim().is_empty());
    lines
}

/// Cuts a block until nothing can be cut; the parts come in reading order.
fn cut(lines: Vec<Line>, depth: usize, blocks: &mut Vec<Vec<Line>>) {
    let cut_at = if depth == 0 { None } else { gutter(&lines).or_else(|| strip(&lines)) };
    match cut_at {
        Some(is_first) => {
            let (first, second): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| is_first.before(line));
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
    fn before(self, line: &Line) -> bool {
        match self {
            Self::Upright(x) => (line.left + line.right) / 2.0 < x,
            Self::Lying(y) => line.y < y,
        }
    }
}

/// The widest upright strip that no line crosses, with columns on both sides.
fn gutter(lines: &[Line]) -> Option<Cut> {
    let size = typical(lines.iter().map(|line| line.size))?;
    let mut sides: Vec<(f64, f64)> = lines.iter().map(|line| (line.left, line.right)).collect();
    let (gap, x) = widest_gap(&mut sides)?;
    let (left, right): (Vec<&Line>, Vec<&Line>) = lines.iter().partition(|line| Cut::Upright(x).before(line));
    let is_column = |side: &[&Line]| heights(side) >= COLUMN_LINES;
    (gap > size * 0.8 && is_column(&left) && is_column(&right)).then_some(Cut::Upright(x))
}

/// How many different heights the lines have.
fn heights(lines: &[&Line]) -> usize {
    let mut heights: Vec<f64> = lines.iter().map(|line| line.y).collect();
    heights.sort_by(f64::total_cmp);
    heights.dedup_by(|next, one| (*next - *one).abs() < 2.0);
    heights.len()
}

/// The widest lying strip between lines that is wider than the usual one, if columns lie on one side of it.
fn strip(lines: &[Line]) -> Option<Cut> {
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
        let (first, second): (Vec<Line>, Vec<Line>) = lines.iter().cloned().partition(|line| cut.before(line));
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
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}

/// The lines of a block from top to bottom; stretches of one height become one line.
fn level(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|one, next| one.y.total_cmp(&next.y));
    let mut rows: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first| (line.y - first.y).abs() < first.size * 0.5) => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    let joined = |mut row: Vec<Line>| {
        row.sort_by(|one, next| one.left.total_cmp(&next.left));
        row.into_iter().reduce(|mut one, next| {
            one.text = format!("{} {}", one.text.trim_end(), next.text.trim_start());
            one.right = one.right.max(next.right);
            one.size = one.size.max(next.size);
            one
        })
    };
    rows.into_iter().filter_map(joined).collect()
}

/// The paragraphs of a block: a new one begins after a gap, at an indent, at signs of another size, and after a line that
/// ends well before the others.
fn parted(lines: Vec<Line>) -> Vec<Paragraph> {
    let (Some(size), Some(left)) = (typical(lines.iter().map(|l| l.size)), typical(lines.iter().map(|l| l.left)))
    else {
        return Vec::new();
    };
    let right = lines.iter().map(|line| line.right).fold(f64::MIN, f64::max);
    let leading = typical(lines.windows(2).filter_map(|pair| match pair {
        [one, next] => Some(next.y - one.y),
        _ => None,
    }));
    let leading = leading.unwrap_or(size * 1.2).max(size);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for line in lines {
        let goes_on = paragraphs.last().and_then(|paragraph| paragraph.last()).is_some_and(|before| {
            let is_near = line.y - before.y < leading * 1.35;
            let is_alike = (line.size - before.size).abs() < size * 0.12;
            let is_indented = line.left > left + size * 0.8 && before.left < left + size * 0.8;
            let is_short = before.right < right - (right - left) * 0.25;
            is_near && is_alike && !is_indented && !is_short
        });
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => paragraph.push(line),
            _ => paragraphs.push(vec![line]),
        }
    }
    paragraphs
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
