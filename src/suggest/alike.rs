//! Other occurrences: every place where the same words could be marked alike.

use crate::{
    model::{Article, ArticleId, SpanId, TagId},
    text::{ByteRange, FrozenText, Pattern},
};

/// An occurrence of the words that has no such mark yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The article.
    pub article: ArticleId,
    /// The words there; of a mark in pieces, from its beginning to its end.
    pub range: ByteRange,
    /// The mark that the words are, where they were found as one.
    pub span: Option<SpanId>,
}

/// Where any of the `names` occurs as whole words in an article, longer names first, except where a mark of the tag
/// covers it already. With `fold`, case and accents do not matter.
pub fn alike(article: &Article, names: &[String], tag: &TagId, fold: bool) -> Vec<Hit> {
    let mut names: Vec<&String> = names.iter().filter(|name| !name.trim().is_empty()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    let text = &article.text;
    let mut found: Vec<ByteRange> = Vec::new();
    for name in names {
        let pattern = if fold { Pattern::folded(name) } else { Pattern::exact(name) };
        let taken = found.len();
        for range in pattern.find_in(text).filter(|range| is_whole(text, *range)) {
            let is_marked =
                article.spans.pieces_in(range).any(|(piece, span)| span.tag == *tag && piece.overlaps(range));
            let is_longer_there = found.iter().take(taken).any(|longer| longer.overlaps(range));
            if !is_marked && !is_longer_there {
                found.push(range);
            }
        }
    }
    found.sort_unstable();
    found.into_iter().map(|range| Hit { article: article.id, range, span: None }).collect()
}

/// Whether no letter or digit goes on at either end.
fn is_whole(text: &FrozenText, range: ByteRange) -> bool {
    let all = text.as_str();
    let before = all.get(..range.start.index()).and_then(|before| before.chars().next_back());
    let after = all.get(range.end.index()..).and_then(|after| after.chars().next());
    ![before, after].into_iter().flatten().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CoderId, Facts, Id, Source, Span, Time};

    fn id(number: u8) -> Id {
        Id::from_bits([number; 10])
    }

    #[test]
    fn whole_words_are_found_longest_first_without_those_marked_already() {
        let text = FrozenText::verbatim("Putin, Vladimir Putin, PUTIN and Putins; Putin’s men. Putin");
        let mut article = Article::new(ArticleId(id(1)), text, Facts::default(), Source::default(), Time(0));
        let tag = TagId::new("speaker");
        let last = ByteRange::new(article.text.len() - 5, article.text.len());
        article.spans.insert(Span::new(SpanId(id(2)), tag.clone(), vec![last], CoderId(id(3)), Time(0)));
        let words = |names: &[&str], fold| -> Vec<String> {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            let hits = alike(&article, &names, &tag, fold);
            hits.iter().map(|hit| article.words(hit.range).to_owned()).collect()
        };
        assert_eq!(words(&["Putin"], false), ["Putin", "Putin", "Putin"]);
        assert_eq!(words(&["Putin"], true), ["Putin", "Putin", "PUTIN", "Putin"]);
        assert_eq!(words(&["Putin", "Vladimir Putin"], false), ["Putin", "Vladimir Putin", "Putin"]);
        assert_eq!(words(&[" ", ""], true), [""; 0]);
    }
}
