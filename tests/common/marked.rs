//! Marked text: texts with their spans in one readable string, both ways.
//!
//! `[Alice]{speaker} said [it rained]{claim}` is the text `Alice said it rained` with two spans. Spans may nest.
//! A key after the tag names a span; pieces with the same tag and key are one span: `[“A,”]{claim#1} he said,
//! [“B.”]{claim#1}`. Pieces that touch are joined, so that overlaps which do not nest can be written as well:
//! `[a[b]{cue#1}]{claim}[c]{cue#1}`. After tag and key may follow attributes for whoever reads them:
//! `{claim#1 said-by=2}`. A backslash takes the meaning from `[`, `]` and `\`.

use std::{collections::BTreeSet, fmt, ops::Range};

use sayso::{
    model::{Article, ArticleId, CoderId, Facts, Id, Source, Span, SpanId, TagId, Time},
    text::{ByteRange, FrozenText},
};
use sha2::{Digest, Sha256};

/// A text with its spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marked {
    /// The text without marks.
    pub text: String,
    /// The spans, by start, the longer first.
    pub spans: Vec<MarkedSpan>,
}

/// A span as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MarkedSpan {
    /// The id of its tag.
    pub tag: String,
    /// What names it; empty for none.
    pub key: String,
    /// What else its label says, as (name, value).
    pub attributes: Vec<(String, String)>,
    /// Its pieces in bytes of the text: sorted, apart from each other, none empty.
    pub pieces: Vec<Range<usize>>,
}

impl MarkedSpan {
    /// The words of the pieces.
    pub(crate) fn words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.pieces.iter().map(|piece| &text[piece.clone()]).collect()
    }

    fn hull(&self) -> Range<usize> {
        self.pieces[0].start..self.pieces[self.pieces.len() - 1].end
    }
}

/// What is wrong with a marked text, with its line and column, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MarkedError {
    line: usize,
    column: usize,
    what: &'static str,
}

impl fmt::Display for MarkedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.what)
    }
}

const UNCLOSED: &str = "this [ is never closed";
const UNOPENED: &str = "this ] closes nothing";
const NO_LABEL: &str = "a {tag} is expected after this ]";
const BAD_LABEL: &str = "a label is tag or tag#key, of letters, digits, - and _, then name=value …";
const EMPTY: &str = "nothing is marked here";
const OVERLAPPING: &str = "this piece lies over another piece of its span";
const BAD_ESCAPE: &str = "a backslash stands before [, ] or another backslash only";

/// Reads a marked text.
pub(crate) fn parse(marked: &str) -> Result<Marked, MarkedError> {
    let error = |at: usize, what| {
        let before = &marked[..at];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before[line_start..].chars().count() + 1;
        MarkedError { line: before.matches('\n').count() + 1, column, what }
    };
    let mut text = String::with_capacity(marked.len());
    let mut spans: Vec<MarkedSpan> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(character) = marked[at..].chars().next() {
        let here = at;
        at += character.len_utf8();
        match character {
            '\\' => {
                let escaped = marked[at..].chars().next().filter(|next| matches!(next, '[' | ']' | '\\'));
                text.push(escaped.ok_or_else(|| error(here, BAD_ESCAPE))?);
                at += 1;
            }
            '[' => open.push((here, text.len())),
            ']' => {
                let (opened_at, start) = open.pop().ok_or_else(|| error(here, UNOPENED))?;
                let label = marked[at..].strip_prefix('{').and_then(|rest| rest.split_once('}'));
                let (label, _) = label.ok_or_else(|| error(here, NO_LABEL))?;
                let named = read_label(label).ok_or_else(|| error(at, BAD_LABEL))?;
                at += label.len() + 2;
                if start == text.len() {
                    return Err(error(opened_at, EMPTY));
                }
                add_piece(&mut spans, named, start..text.len()).map_err(|what| error(opened_at, what))?;
            }
            other => text.push(other),
        }
    }
    if let Some((opened_at, _)) = open.pop() {
        return Err(error(opened_at, UNCLOSED));
    }
    for span in &mut spans {
        join_touching(&mut span.pieces);
    }
    sort(&mut spans);
    Ok(Marked { text, spans })
}

/// A span as its label names it, without pieces.
fn read_label(label: &str) -> Option<MarkedSpan> {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let mut parts = label.split(' ');
    let name = parts.next()?;
    let (tag, key) = name.split_once('#').unwrap_or((name, ""));
    let attributes = parts.filter(|part| !part.is_empty()).map(|part| part.split_once('=').unwrap_or((part, "")));
    let attributes = attributes.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let named = is_word(tag) && (is_word(key) || !name.contains('#'));
    named.then(|| MarkedSpan { tag: tag.to_owned(), key: key.to_owned(), attributes, pieces: Vec::new() })
}

/// Adds a piece to the span of the same tag and key, or as a new one.
fn add_piece(spans: &mut Vec<MarkedSpan>, named: MarkedSpan, piece: Range<usize>) -> Result<(), &'static str> {
    let same = |span: &&mut MarkedSpan| !named.key.is_empty() && span.tag == named.tag && span.key == named.key;
    match spans.iter_mut().find(same) {
        Some(span) if span.pieces.iter().any(|other| other.start < piece.end && piece.start < other.end) => {
            return Err(OVERLAPPING);
        }
        Some(span) => {
            span.pieces.push(piece);
            span.attributes.extend(named.attributes);
        }
        None => spans.push(MarkedSpan { pieces: vec![piece], ..named }),
    }
    Ok(())
}

fn join_touching(pieces: &mut Vec<Range<usize>>) {
    pieces.sort_by_key(|piece| piece.start);
    pieces.dedup_by(|later, earlier| {
        let touch = earlier.end == later.start;
        if touch {
            earlier.end = later.end;
        }
        touch
    });
}

fn sort(spans: &mut [MarkedSpan]) {
    spans.sort_by_cached_key(|span| {
        let ends: Vec<_> = span.pieces.iter().map(|piece| (piece.start, piece.end)).collect();
        (span.hull().start, std::cmp::Reverse(span.hull().end), span.tag.clone(), span.key.clone(), ends)
    });
}

/// Writes a marked text. A span that has pieces, or that has to be cut because it overlaps another without nesting,
/// gets a number as its key when it has none.
pub(crate) fn render(marked: &Marked) -> String {
    let mut spans = marked.spans.clone();
    sort(&mut spans);
    let mut cut: BTreeSet<usize> = (0..spans.len()).filter(|i| spans[*i].pieces.len() > 1).collect();
    write_out(&marked.text, &spans, &mut cut);
    let mut number = 0;
    for i in cut.iter().copied().filter(|i| spans[*i].key.is_empty()).collect::<Vec<_>>() {
        while spans[i].key.is_empty() || spans.iter().filter(|s| s.key == spans[i].key).count() > 1 {
            number += 1;
            spans[i].key = number.to_string();
        }
    }
    write_out(&marked.text, &spans, &mut cut)
}

/// Writes the spans as they are and notes which ones had to be cut.
fn write_out(text: &str, spans: &[MarkedSpan], cut: &mut BTreeSet<usize>) -> String {
    let pieces: Vec<(usize, &Range<usize>)> =
        spans.iter().enumerate().flat_map(|(i, span)| span.pieces.iter().map(move |piece| (i, piece))).collect();
    let mut bounds: BTreeSet<usize> = pieces.iter().flat_map(|(_, piece)| [piece.start, piece.end]).collect();
    bounds.extend([0, text.len()]);
    let mut out = String::with_capacity(text.len() * 2);
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut from = 0;
    let mut labelled = BTreeSet::new();
    for bound in bounds {
        for character in text[from..bound].chars() {
            if matches!(character, '[' | ']' | '\\') {
                out.push('\\');
            }
            out.push(character);
        }
        from = bound;
        let mut opening: Vec<(usize, usize)> = Vec::new();
        while open.iter().any(|(_, end)| *end == bound) {
            let Some((i, end)) = open.pop() else { break };
            let MarkedSpan { tag, key, attributes, .. } = &spans[i];
            let hash = if key.is_empty() { "" } else { "#" };
            out.push_str(&format!("]{{{tag}{hash}{key}"));
            // The first piece to close speaks for all.
            let said_here = if labelled.insert(i) { attributes.as_slice() } else { &[] };
            for (name, value) in said_here {
                let equals = if value.is_empty() { "" } else { "=" };
                out.push_str(&format!(" {name}{equals}{value}"));
            }
            out.push('}');
            if end > bound {
                cut.insert(i);
                opening.push((i, end));
            }
        }
        opening.extend(pieces.iter().filter(|(_, piece)| piece.start == bound).map(|(i, piece)| (*i, piece.end)));
        opening.sort_by_key(|(i, end)| (std::cmp::Reverse(*end), *i));
        out.push_str(&"[".repeat(opening.len()));
        open.extend(opening);
    }
    out
}

/// A moment that never changes, for records of tests.
pub(crate) const NOON: Time = Time(1_646_568_000);

/// An id that is the same in every run: the hash of some words.
pub(crate) fn id_of(words: &[&str]) -> Id {
    let hash = Sha256::digest(words.join("\u{1F}").as_bytes());
    let mut bits = [0; 10];
    bits.copy_from_slice(&hash[..10]);
    Id::from_bits(bits)
}

/// An article with the marks of a marked text. Ids depend on the marked text alone; a span's key plays no part.
pub(crate) fn article(marked: &str) -> Article {
    let Marked { text, spans } = parse(marked).unwrap_or_else(|error| panic!("{error}\n{marked}"));
    let article_id = ArticleId(id_of(&["article", &text]));
    let coder = CoderId(id_of(&["coder"]));
    let mut article = Article::new(article_id, FrozenText::verbatim(text), Facts::default(), Source::default(), NOON);
    for (i, span) in spans.iter().enumerate() {
        let span_id = SpanId(id_of(&["span", &i.to_string(), marked]));
        let pieces = span.pieces.iter().map(|piece| ByteRange::new(piece.start, piece.end)).collect();
        article.spans.insert(Span::new(span_id, TagId::new(&span.tag), pieces, coder, NOON));
    }
    article
}

/// The marked text of an article.
pub(crate) fn of_article(article: &Article) -> String {
    let spans = article.spans.iter().map(|span| MarkedSpan {
        tag: span.tag.to_string(),
        key: String::new(),
        attributes: Vec::new(),
        pieces: span.pieces.iter().map(|piece| piece.indices()).collect(),
    });
    render(&Marked { text: article.text.as_str().to_owned(), spans: spans.collect() })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn spans(marked: &str) -> Vec<(String, Vec<String>)> {
        let Marked { text, spans } = parse(marked).unwrap();
        let words = |span: &MarkedSpan| span.words(&text).into_iter().map(str::to_owned).collect();
        spans.iter().map(|span| (span.tag.clone(), words(span))).collect()
    }

    fn error(marked: &str) -> String {
        parse(marked).unwrap_err().to_string()
    }

    #[test]
    fn spans_nest() {
        let marked = "[He said [it [rained]{cue}]{claim}]{claim}.";
        assert_eq!(parse(marked).unwrap().text, "He said it rained.");
        let expected = [("claim", "He said it rained"), ("claim", "it rained"), ("cue", "rained")];
        assert_eq!(spans(marked), expected.map(|(tag, words)| (tag.to_owned(), vec![words.to_owned()])));
        assert_eq!(render(&parse(marked).unwrap()), marked);
    }

    #[test]
    fn a_shared_key_makes_pieces_of_one_span() {
        let marked = "[“A,”]{claim#1} [he]{speaker} [said]{cue}, [“B.”]{claim#1}";
        assert_eq!(spans(marked)[0], ("claim".to_owned(), vec!["“A,”".to_owned(), "“B.”".to_owned()]));
        assert_eq!(spans(marked).len(), 3);
        assert_eq!(render(&parse(marked).unwrap()), marked);
        assert_eq!(spans("[a]{x#1} [b]{y#1}").len(), 2, "another tag, another span");
        assert_eq!(spans("[a]{x} [b]{x}").len(), 2, "no key, no pieces");
    }

    #[test]
    fn attributes_follow_the_name() {
        let marked = "[a]{claim#1 said-by=2 certain} and [b]{claim#1}";
        let expected = [("said-by", "2"), ("certain", "")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(parse(marked).unwrap().spans[0].attributes, expected);
        assert_eq!(render(&parse(marked).unwrap()), marked);
    }

    #[test]
    fn overlaps_that_do_not_nest_are_cut_and_joined() {
        let marked = "[a[b]{cue#1}]{claim}[c]{cue#1}";
        assert_eq!(
            spans(marked),
            [("claim".to_owned(), vec!["ab".to_owned()]), ("cue".to_owned(), vec!["bc".to_owned()])]
        );
        assert_eq!(render(&parse(marked).unwrap()), marked);
    }

    #[test]
    fn a_backslash_makes_brackets_plain() {
        let marked = r"\[sic\] \\ {x} [\[a\]]{claim}{y}";
        assert_eq!(parse(marked).unwrap().text, r"[sic] \ {x} [a]{y}");
        assert_eq!(render(&parse(marked).unwrap()), marked);
    }

    #[test]
    fn mistakes_are_located() {
        assert_eq!(error("one\n“two” [three"), format!("line 2, column 7: {UNCLOSED}"));
        assert_eq!(error("a] b"), format!("line 1, column 2: {UNOPENED}"));
        assert_eq!(error("[a] b"), format!("line 1, column 3: {NO_LABEL}"));
        assert_eq!(error("[a]{claim"), format!("line 1, column 3: {NO_LABEL}"));
        for label in ["", "#1", "claim#", " claim", "a#b#c", "a/b"] {
            assert_eq!(error(&format!("[a]{{{label}}}")), format!("line 1, column 4: {BAD_LABEL}"));
        }
        assert_eq!(error("a []{claim}"), format!("line 1, column 3: {EMPTY}"));
        assert_eq!(error("[a [b]{claim#1}]{claim#1}"), format!("line 1, column 1: {OVERLAPPING}"));
        assert_eq!(error(r"a \n"), format!("line 1, column 3: {BAD_ESCAPE}"));
        assert_eq!(error("a \\"), format!("line 1, column 3: {BAD_ESCAPE}"));
    }

    #[test]
    fn articles_become_marked_text_and_back() {
        let marked = "[“Ja,”]{claim#1} [قال]{cue} [Ü]{speaker}, [“🙂.”]{claim#1}";
        assert_eq!(of_article(&article(marked)), marked);
    }

    proptest! {
        #[test]
        fn any_spans_survive(
            text in "[ab\\[\\]\\\\{}#é🙂\n]{1,12}",
            ranges in prop::collection::vec((0usize..12, 1usize..12, prop::option::of(0usize..3)), 0..6),
        ) {
            let bounds: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let mut spans: Vec<MarkedSpan> = Vec::new();
            for (start, len, key) in ranges {
                let start = start % (bounds.len() - 1);
                let piece = bounds[start]..bounds[(start + len).min(bounds.len() - 1)];
                let key = key.map(|key| key.to_string()).unwrap_or_default();
                let named = MarkedSpan { tag: "claim".to_owned(), key, attributes: Vec::new(), pieces: Vec::new() };
                let _overlapping_pieces_are_left_out = add_piece(&mut spans, named, piece);
            }
            for span in &mut spans {
                join_touching(&mut span.pieces);
            }
            let marked = Marked { text, spans };
            let back = parse(&render(&marked)).unwrap();
            prop_assert_eq!(&back.text, &marked.text);
            let pieces = |marked: &Marked| {
                let mut all: Vec<_> = marked.spans.iter().map(|span| format!("{:?}", span.pieces)).collect();
                all.sort();
                all
            };
            prop_assert_eq!(pieces(&back), pieces(&marked));
        }

        #[test]
        fn junk_never_panics(junk in "[\\[\\]{}#\\\\aé\n]{0,20}") {
            if let Ok(marked) = parse(&junk) {
                prop_assert!(marked.spans.iter().all(|span| !span.pieces.is_empty()));
            }
        }
    }
}
