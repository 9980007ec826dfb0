//! The blocks of running text in a page, and which of them the article is: the reader of pages may have taken a form, a list
//! of names or another story.

use std::collections::BTreeSet;

use dom_query::{NodeId, NodeRef};

use super::parts::Parts;

/// Paragraphs that stand together in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// The paragraphs, in order.
    pub paragraphs: Vec<String>,
    /// Whether they stand beside the article by what the page says of them.
    is_aside: bool,
}

/// A paragraph of running text has at least so many characters; Chinese says as much with a third.
const PARAGRAPH: usize = 60;
/// A block with fewer characters of running text is none that an article could be.
const SMALLEST: usize = 240;
/// A block that was left out is taken instead if it is so much longer.
const LONGER: usize = 2;
/// A text is the stated one if it has so many of its words.
const COVERED: f64 = 0.6;
/// The most blocks that are looked at.
const MOST: usize = 200;

/// All blocks of a page that an article could be, the longest first.
pub(crate) fn blocks(parts: &Parts<'_>) -> Vec<Block> {
    let found = parts.document.select("p, blockquote, li, h2, h3, h4, pre, div, td, section, article, main");
    let mut homes: Vec<(NodeId, NodeRef<'_>)> = Vec::new();
    let mut seen = BTreeSet::new();
    for node in found.nodes().iter().filter(|node| is_paragraph(node)) {
        let Some(parent) = node.parent() else { continue };
        if seen.insert(parent.id) && homes.len() < MOST {
            homes.push((parent.id, parent));
        }
    }
    let mut all: Vec<Block> = homes.into_iter().filter_map(|(_, home)| block(parts, &home)).collect();
    all.sort_by_key(|block| std::cmp::Reverse(block.weight()));
    all
}

/// Whether an element holds running text of its own and no further blocks.
fn is_paragraph(node: &NodeRef<'_>) -> bool {
    const BLOCKS: [&str; 12] =
        ["p", "div", "section", "article", "ul", "ol", "table", "form", "li", "td", "main", "blockquote"];
    let is_block = |inner: NodeRef<'_>| inner.node_name().is_some_and(|name| BLOCKS.contains(&&*name));
    let name = node.node_name().unwrap_or_default();
    let may_be = match &*name {
        "p" | "pre" => true,
        "blockquote" | "div" | "td" | "section" | "article" | "main" => !node.descendants_it().any(is_block),
        _ => false,
    };
    if !may_be {
        return false;
    }
    let text = node.text();
    let is_link = |inner: &NodeRef<'_>| inner.node_name().is_some_and(|name| &*name == "a");
    let linked: usize = node.descendants_it().filter(is_link).map(|link| link.text().len()).sum();
    weight(&text) > 0 && linked * 2 < text.len()
}

/// The block of the paragraphs in an element.
fn block(parts: &Parts<'_>, home: &NodeRef<'_>) -> Option<Block> {
    let mut paragraphs = Vec::new();
    for child in home.children_it(false) {
        let name = child.node_name().unwrap_or_default();
        let is_part = is_paragraph(&child) || matches!(&*name, "h2" | "h3" | "h4" | "p" | "blockquote" | "ul" | "ol");
        if !is_part || parts.says_aside(&child) {
            continue;
        }
        let text = child.formatted_text();
        paragraphs.extend(
            text.lines()
                .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
                .filter(|line| !line.is_empty()),
        );
    }
    let block = Block { paragraphs, is_aside: parts.is_aside(home) };
    (block.weight() >= SMALLEST).then_some(block)
}

impl Block {
    /// How much running text there is, in characters.
    fn weight(&self) -> usize {
        self.paragraphs.iter().map(|paragraph| weight(paragraph)).sum()
    }

    /// Its text.
    pub(crate) fn text(&self) -> String {
        self.paragraphs.join("\n\n")
    }

    /// How much of it is among the lines of another text, from 0 to 1.
    fn share_in(&self, lines: &BTreeSet<&str>) -> f64 {
        let inside: usize =
            self.paragraphs.iter().filter(|paragraph| lines.contains(paragraph.as_str())).map(|p| weight(p)).sum();
        inside as f64 / self.weight().max(1) as f64
    }
}

/// The characters of a paragraph if it is one of running text, else none; Chinese ones count three times.
fn weight(text: &str) -> usize {
    let count: usize = text.trim().chars().map(|c| if matches!(c, '\u{3040}'..='\u{9FFF}') { 3 } else { 1 }).sum();
    let is_sentence = text.contains(['.', '!', '?', '。', '！', '？', '।', '؟', '…', ':', '»', '”', '։', '፡', '။'])
        || count >= 3 * PARAGRAPH;
    if count >= PARAGRAPH && is_sentence { count } else { 0 }
}

/// Which block is taken instead of what the reader of pages found, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Choice {
    /// What was found is the article.
    Found,
    /// What was found may not be the article, and there is nothing better.
    Doubtful,
    /// This block is the article.
    Block(usize),
    /// The text that linked data states is the article.
    Stated,
}

/// Chooses between what the reader of pages `found`, the blocks of the page, and the text that its linked data states.
pub(crate) fn choose(found: &str, titles: &[&str], stated: &str, blocks: &[Block]) -> Choice {
    let own = paragraphs(found, titles);
    let own_weight: usize = own.iter().map(|line| weight(line)).sum();
    if weight(stated) >= SMALLEST {
        let said = words(stated);
        let covered = |text: &str| share(&said, &words(text));
        let best = blocks.iter().enumerate().map(|(at, block)| (at, covered(&block.text())));
        let best = best.max_by(|(_, one), (_, other)| one.total_cmp(other));
        if covered(found) >= COVERED {
            // What was found may be the article with something else beside it.
            let is_more = own_weight * 2 > weight(stated) * 3;
            let is_whole = |(at, share): &(usize, f64)| {
                let is_less = blocks.get(*at).is_some_and(|block| block.weight() * 4 < own_weight * 3);
                is_less && *share >= 0.95 * covered(found)
            };
            return best.filter(|best| is_more && is_whole(best)).map_or(Choice::Found, |(at, _)| Choice::Block(at));
        }
        return match best.filter(|(_, share)| *share >= COVERED) {
            Some((at, _)) => Choice::Block(at),
            // What is stated may be a summary of what was found.
            None if own_weight > weight(stated) && is_about(titles, &own.join("\n")) => Choice::Found,
            None => Choice::Stated,
        };
    }
    let is_own = is_about(titles, &own.join("\n"));
    let lines: BTreeSet<&str> = own.iter().copied().collect();
    let left_out = blocks.iter().enumerate().filter(|(_, block)| !block.is_aside && block.share_in(&lines) < 0.5);
    let better = left_out.filter(|(_, block)| {
        let is_about = is_about(titles, &block.text());
        let is_longer = block.weight() >= own_weight.saturating_mul(LONGER) && block.weight() >= 2 * SMALLEST;
        match (is_own, is_about) {
            (false, true) => block.weight() * 2 >= own_weight,
            // Lists and forms have hardly any sentences.
            (true, true) | (false, false) => is_longer,
            (true, false) => is_longer && own_weight < SMALLEST,
        }
    });
    match better.max_by_key(|(_, block)| (is_about(titles, &block.text()), block.weight())) {
        Some((at, _)) => Choice::Block(at),
        // A single word says too little.
        None if !is_own && titles.iter().any(|title| words(title).len() > 1) => Choice::Doubtful,
        None => Choice::Found,
    }
}

/// The lines of a text without those that are its title.
fn paragraphs<'t>(text: &'t str, titles: &[&str]) -> Vec<&'t str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !titles.contains(line)).collect()
}

/// Whether a text shares words with one of the titles; titles without telling words fit every text.
fn is_about(titles: &[&str], text: &str) -> bool {
    let own = words(text);
    titles.iter().any(|title| words(title).iter().any(|word| own.contains(word)))
        || titles.iter().all(|title| words(title).is_empty())
}

/// How many of some words are among others, from 0 to 1.
fn share(words: &BTreeSet<String>, others: &BTreeSet<String>) -> f64 {
    words.intersection(others).count() as f64 / words.len().max(1) as f64
}

/// The telling words of a text, shortened to their stem as far as can be done in all languages; pairs of characters where
/// words have no blanks between them.
fn words(text: &str) -> BTreeSet<String> {
    const STEM: usize = 5;
    const TELLING: usize = 4;
    let is_run_on = |c: char| matches!(c, '\u{3040}'..='\u{9FFF}' | '\u{E00}'..='\u{E7F}');
    let lower = text.to_lowercase();
    let mut found = BTreeSet::new();
    for word in lower.split(|c: char| !c.is_alphanumeric()) {
        let characters: Vec<char> = word.chars().collect();
        if characters.iter().copied().any(is_run_on) {
            found.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if characters.len() >= TELLING {
            found.insert(characters.into_iter().take(STEM).collect());
        }
    }
    found
}
