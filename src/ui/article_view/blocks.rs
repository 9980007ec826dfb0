//! An article as a column of blocks, of which only the visible ones are ever laid out.
//!
//! A block is a paragraph, or a part of a very long one. Heights are estimated from the number of bytes and corrected
//! once a block is laid out; sums of heights are kept in a Fenwick tree, so that nothing costs the whole article.

use icu_segmenter::{SentenceSegmenter, options::SentenceBreakInvariantOptions};
use unicode_bidi::Level;

use super::shapes::{Look, Shapes};
use crate::model::Flow;
use crate::text::{ByteOffset, ByteRange, FrozenText};

/// A paragraph longer than this, in bytes, is cut into several blocks.
const LONG_PARAGRAPH: usize = 16 * 1024;
/// Height of an empty line, in points: small, but enough that a window never holds very many.
const EMPTY_LINE: f64 = 0.5;
/// Space after a paragraph, as a fraction of the line height.
const GAP: f64 = 0.45;
/// Space before a heading.
const HEADING_GAP: f64 = 0.9;
/// Space between items of a list, and rows of a table.
const LIST_GAP: f64 = 0.2;

/// One block before it is laid out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Block {
    /// Its text, without line feed.
    pub range: ByteRange,
    /// Whether a paragraph ends with it.
    pub ends_paragraph: bool,
    /// How it is drawn.
    pub look: Look,
    /// Space after it, as a fraction of the line height.
    pub gap: f64,
    /// The number of its paragraph.
    pub paragraph: usize,
}

/// The blocks of one article with their heights.
#[derive(Debug)]
pub(super) struct Blocks {
    blocks: Vec<Block>,
    heights: Fenwick,
    flow: Flow,
    levels: std::cell::RefCell<std::collections::BTreeMap<usize, Level>>,
    line_height: f64,
}

/// What heights are estimated from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Estimate {
    /// Height of a line, in points.
    pub line_height: f32,
    /// Roughly how many bytes fill a line.
    pub bytes_per_line: f32,
}

impl Blocks {
    /// Cuts an article into blocks and estimates their heights.
    pub(super) fn new(text: &FrozenText, shapes: &Shapes, estimate: Estimate) -> Self {
        let mut blocks = Vec::with_capacity(text.paragraph_count());
        for number in 0..text.paragraph_count() {
            let paragraph = text.paragraph(number);
            let whole = Block {
                range: paragraph,
                ends_paragraph: true,
                look: shapes.look(number),
                gap: if paragraph.is_empty() { 0.0 } else { GAP },
                paragraph: number,
            };
            if paragraph.len() as usize <= LONG_PARAGRAPH {
                blocks.push(whole);
            } else {
                cut_long(text, whole, &mut blocks);
            }
        }
        set_gaps(&mut blocks);
        let mut all = Self {
            heights: Fenwick::new(blocks.len()),
            blocks,
            flow: Flow::default(),
            levels: std::cell::RefCell::default(),
            line_height: f64::from(estimate.line_height),
        };
        for place in 0..all.blocks.len() {
            let bytes = all.blocks.get(place).map_or(0, |block| block.range.len());
            let lines = (bytes as f32 / estimate.bytes_per_line.max(1.0)).ceil();
            all.set_height(place, lines * estimate.line_height);
        }
        all
    }

    /// With the direction of its paragraphs decided so.
    pub(super) fn with_flow(self, flow: Flow) -> Self {
        Self { flow, ..self }
    }

    /// Number of blocks.
    pub(super) fn len(&self) -> usize {
        self.blocks.len()
    }

    /// The block at a place.
    pub(super) fn get(&self, place: usize) -> Option<Block> {
        self.blocks.get(place).copied()
    }

    /// The place of the block that holds `offset`; a line feed belongs to the block before it.
    pub(super) fn place_of(&self, offset: ByteOffset) -> usize {
        self.blocks.partition_point(|block| block.range.start <= offset).saturating_sub(1)
    }

    /// The direction of the paragraph that a block belongs to.
    pub(super) fn level(&self, text: &FrozenText, place: usize) -> Level {
        if let Some(level) = self.levels.borrow().get(&place) {
            return *level;
        }
        let paragraph = self.get(place).map(|block| crate::text::paragraph_at(text, block.range.start));
        let level = self.flow.level(paragraph.and_then(|range| text.get(range)).unwrap_or_default());
        self.levels.borrow_mut().insert(place, level);
        level
    }

    /// Sets the height of a block's lines, in points; the gap after a paragraph is added.
    pub(super) fn set_height(&mut self, place: usize, lines_height: f32) {
        let Some(block) = self.get(place) else { return };
        let gap = block.gap * self.line_height;
        // Empty lines between paragraphs add next to nothing: there is a gap already.
        let lines = if block.range.is_empty() { EMPTY_LINE } else { f64::from(lines_height) };
        self.heights.set(place, lines + gap);
    }

    /// Height of a block with the gap after it, in points.
    pub(super) fn height(&self, place: usize) -> f64 {
        self.heights.get(place)
    }

    /// Where a block begins, in points from the top of the article.
    pub(super) fn top(&self, place: usize) -> f64 {
        self.heights.sum(place)
    }

    /// Height of all blocks, in points.
    pub(super) fn total(&self) -> f64 {
        self.heights.sum(self.blocks.len())
    }

    /// The block at a height, and how far below its top that is.
    pub(super) fn at_height(&self, y: f64) -> (usize, f64) {
        let place = self.heights.find(y.max(0.0)).min(self.blocks.len().saturating_sub(1));
        (place, y.max(0.0) - self.top(place))
    }
}

/// Headings stand off from what is before them, items of a list together.
fn set_gaps(blocks: &mut [Block]) {
    let mut next: Option<Look> = None;
    for block in blocks.iter_mut().rev().filter(|block| !block.range.is_empty()) {
        let is_listed = |look: Look| look.steps > 0 && !look.is_quote || look.is_row;
        if block.ends_paragraph {
            match next {
                Some(next) if next.heading.is_some() && block.look.heading.is_none() => block.gap = HEADING_GAP,
                Some(next) if is_listed(next) && is_listed(block.look) => block.gap = LIST_GAP,
                Some(_) | None => {}
            }
        }
        next = Some(block.look);
    }
}

/// Cuts a long paragraph at sentence ends if there are any, otherwise at whitespace, otherwise anywhere.
fn cut_long(text: &FrozenText, whole: Block, blocks: &mut Vec<Block>) {
    let all = text.as_str();
    let mut start = whole.range.start.index();
    let end = whole.range.end.index();
    while start < end {
        let mut to = end;
        if end - start > LONG_PARAGRAPH {
            let limit = all.floor_char_boundary(start + LONG_PARAGRAPH);
            let window_start = all.floor_char_boundary(start + LONG_PARAGRAPH / 2);
            let window = all.get(window_start..limit).unwrap_or_default();
            let sentence_end = SentenceSegmenter::new(SentenceBreakInvariantOptions::default())
                .segment_str(window)
                .filter(|place| *place > 0 && *place < window.len())
                .last();
            let space = || {
                window
                    .rfind(char::is_whitespace)
                    .map(|at| at + window.get(at..).and_then(|w| w.chars().next()).map_or(1, char::len_utf8))
            };
            to = sentence_end.or_else(space).map_or(limit, |place| window_start + place);
        }
        let ends_paragraph = to == end;
        let gap = if ends_paragraph { whole.gap } else { 0.0 };
        blocks.push(Block { range: ByteRange::new(start, to), ends_paragraph, gap, ..whole });
        start = to;
    }
}

/// Prefix sums of a list of numbers, any of which can change (Fenwick, Software: Practice and Experience 24, 1994).
#[derive(Debug)]
struct Fenwick {
    values: Vec<f64>,
    tree: Vec<f64>,
}

impl Fenwick {
    fn new(len: usize) -> Self {
        Self { values: vec![0.0; len], tree: vec![0.0; len + 1] }
    }

    fn get(&self, place: usize) -> f64 {
        self.values.get(place).copied().unwrap_or(0.0)
    }

    fn set(&mut self, place: usize, value: f64) {
        let Some(old) = self.values.get_mut(place) else { return };
        let change = value - std::mem::replace(old, value);
        let mut node = place + 1;
        while let Some(sum) = self.tree.get_mut(node) {
            *sum += change;
            node += node & node.wrapping_neg();
        }
    }

    /// The sum of the first `count` values.
    fn sum(&self, count: usize) -> f64 {
        let mut node = count.min(self.values.len());
        let mut total = 0.0;
        while node > 0 {
            total += self.tree.get(node).copied().unwrap_or(0.0);
            node &= node - 1;
        }
        total
    }

    /// The place whose value spans `target`: the largest one with `sum(place) <= target` that is not empty.
    fn find(&self, target: f64) -> usize {
        let mut place = 0;
        let mut left = target;
        let mut step = self.values.len().next_power_of_two();
        while step > 0 {
            if let Some(sum) = self.tree.get(place + step)
                && *sum <= left
            {
                place += step;
                left -= sum;
            }
            step /= 2;
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Direction, Facts};

    const ESTIMATE: Estimate = Estimate { line_height: 27.0, bytes_per_line: 70.0 };

    #[test]
    fn sums_follow_every_change() {
        let mut tree = Fenwick::new(100);
        let mut plain = vec![0.0; 100];
        for n in 0..500usize {
            let place = (n * 37) % 100;
            let value = (n % 13) as f64;
            tree.set(place, value);
            plain[place] = value;
            let up_to = (n * 11) % 101;
            assert_eq!(tree.sum(up_to), plain[..up_to].iter().sum::<f64>());
            let target = tree.sum(100) * 0.37;
            let found = tree.find(target);
            assert!(tree.sum(found) <= target && (target == 0.0 || tree.sum(found + 1) > target));
        }
    }

    #[test]
    fn blocks_cover_paragraphs_in_order() {
        let text = FrozenText::verbatim("Title\n\nOne.\nTwo.\n");
        let blocks = Blocks::new(&text, &Shapes::default(), ESTIMATE);
        assert_eq!(blocks.len(), 5);
        assert_eq!(blocks.place_of(ByteOffset(7)), 2);
        assert_eq!(blocks.height(1), EMPTY_LINE);
        assert!(blocks.top(3) > blocks.top(2));
        assert_eq!(blocks.at_height(blocks.top(3) + 5.0), (3, 5.0));
    }

    #[test]
    fn a_line_of_a_megabyte_is_cut_at_sentence_ends() {
        let text = FrozenText::verbatim("This is a sentence of some length, he said. ".repeat(25_000));
        let blocks = Blocks::new(&text, &Shapes::default(), ESTIMATE);
        assert!(blocks.len() > 60);
        let mut at = 0;
        for place in 0..blocks.len() {
            let block = blocks.get(place).unwrap();
            assert_eq!(block.range.start.index(), at);
            at = block.range.end.index();
            assert!(block.range.len() as usize <= LONG_PARAGRAPH);
            assert!(text.get(block.range).unwrap().ends_with(". "));
            assert_eq!(block.ends_paragraph, place + 1 == blocks.len());
        }
        assert_eq!(at, text.len());
    }

    #[test]
    fn even_an_unbroken_line_is_cut() {
        let text = FrozenText::verbatim("é".repeat(60_000));
        let blocks = Blocks::new(&text, &Shapes::default(), ESTIMATE);
        assert!((0..blocks.len()).all(|place| text.get(blocks.get(place).unwrap().range).is_some()));
    }

    #[test]
    fn every_part_of_a_long_paragraph_runs_as_the_whole() {
        let hebrew = "אמר הנשיא. ".repeat(4_000);
        let text = FrozenText::verbatim(format!("{}\n{}{hebrew}", "ab אב", "He said so. ".repeat(1_500)));
        let rtl = |facts: &Facts| {
            let blocks = Blocks::new(&text, &Shapes::default(), ESTIMATE).with_flow(Flow::new(facts));
            (0..blocks.len()).map(|place| blocks.level(&text, place).is_rtl()).collect::<Vec<_>>()
        };
        let levels = rtl(&Facts::default());
        assert!(levels.len() > 3 && !levels[0] && levels[1..].iter().all(|is_rtl| *is_rtl), "{levels:?}");
        let said = Facts { direction: Direction::LeftToRight, ..Facts::default() };
        assert!(rtl(&said).iter().all(|is_rtl| !is_rtl));
    }

    #[test]
    fn an_empty_article_has_one_block() {
        let blocks = Blocks::new(&FrozenText::verbatim(""), &Shapes::default(), ESTIMATE);
        assert_eq!((blocks.len(), blocks.at_height(10.0).0), (1, 0));
    }
}
