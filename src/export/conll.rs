//! CoNLL columns: a token and its IOB2 tag a line, an empty line after each sentence (CoNLL 2002), beside each file the
//! text that its tokens come from.
//!
//! A token carries one tag at most. Where marks share words the longest is written; a tag that lost marks so gets a file
//! of its own (`name.Tag.conll`), and those that have no place there more of them (`name.Tag.2.conll`). Tokens are cut where
//! marks begin and end.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    at_once,
    file_names::{Namer, file_names},
    format::{Format, Written},
    limit::Limit,
    losses::Losses,
    part::Part,
    subject::Subject,
};
use crate::{
    model::{Article, Project, Span, SpanId, Tag, TagId},
    text::{ByteOffset, ByteRange, sentences_in, tokens_in},
};

/// CoNLL columns.
pub(super) const FORMAT: Format = Format {
    name: "conll",
    title: "CoNLL (IOB)",
    purpose: "tagged tokens in columns, for training taggers",
    extensions: &["zip"],
    holds: &[Part::Texts, Part::Overlaps],
    limits: &[Limit::BlanksInTagNames, Limit::MarksAcrossSentences, Limit::BlankMarks, Limit::DeeplyNestedMarks],
    note: "",
    subject: Subject::Marks,
    write,
};

/// How many files one tag has at most; each holds all words again.
const MOST_LAYERS: usize = 9;

fn write(project: &Project) -> Written {
    let labels = Labels::of(project);
    let of_articles = at_once::each(&file_names(project), |(article, name)| columns_of(&labels, article, name));
    let (mut files, mut losses) = (Vec::new(), Losses::default());
    for of_article in of_articles {
        files.extend(of_article.files);
        of_article.left_out.into_iter().for_each(|(limit, count)| losses.add(limit, count));
    }
    let with_blanks = |tag: &&Tag| tag.name.contains(char::is_whitespace);
    losses.add(Limit::BlanksInTagNames, project.codebook.tags.iter().filter(with_blanks).count());
    Written { losses: losses.counted(), ..Written::several(files) }
}

/// The files of an article.
struct Columns {
    files: Vec<(String, Vec<u8>)>,
    /// How much of what they leave out.
    left_out: [(Limit, usize); 3],
}

fn columns_of(labels: &Labels, article: &Article, name: &str) -> Columns {
    let words = Words::of(article);
    let mut files = vec![(format!("{name}.txt"), article.text.as_str().as_bytes().to_vec())];
    let (columns, left) = layer(labels, article, &words, article.spans.iter().collect());
    files.push((format!("{name}.conll"), columns.into_bytes()));
    let left = article.spans.iter().filter(|span| left.contains(&span.id));
    let lacking: BTreeSet<Cow<'_, str>> = left.map(|span| labels.of_span(span)).collect();
    let (mut namer, mut too_deep) = (Namer::default(), 0);
    for tag in lacking {
        let mut spans: Vec<&Span> = article.spans.iter().filter(|span| labels.of_span(span) == tag).collect();
        let safe = namer.name(&tag);
        for number in 1..=MOST_LAYERS {
            let (columns, left) = layer(labels, article, &words, spans.clone());
            let number = if number == 1 { String::new() } else { format!(".{number}") };
            files.push((format!("{name}.{safe}{number}.conll"), columns.into_bytes()));
            spans.retain(|span| left.contains(&span.id));
            if spans.is_empty() {
                break;
            }
        }
        too_deep += spans.len();
    }
    let blank = article.spans.iter().filter(|span| article.words_of(span).trim().is_empty()).count();
    let left_out = [
        (Limit::DeeplyNestedMarks, too_deep),
        (Limit::BlankMarks, blank),
        (Limit::MarksAcrossSentences, over_sentences(article, &words.sentence_ends)),
    ];
    Columns { files, left_out }
}

/// The words and signs of an article, found once for all its files, and where its sentences end.
struct Words {
    words: Vec<ByteRange>,
    sentence_ends: Vec<ByteOffset>,
}

impl Words {
    fn of(article: &Article) -> Self {
        let sentences = sentences_in(&article.text, article.text.range(), &article.facts.language);
        Self {
            words: sentences
                .iter()
                .flat_map(|sentence| tokens_in(&article.text, *sentence, &article.facts.language))
                .collect(),
            sentence_ends: sentences.iter().map(|sentence| sentence.end).collect(),
        }
    }
}

/// How many marks go on in another sentence than they begin in.
fn over_sentences(article: &Article, ends: &[ByteOffset]) -> usize {
    let is_over = |piece: &ByteRange| {
        let end = ends.get(ends.partition_point(|end| *end <= piece.start)).copied().unwrap_or(piece.end);
        end < piece.end && !article.words(ByteRange { start: end, ..*piece }).trim().is_empty()
    };
    article.spans.iter().filter(|span| span.pieces.iter().any(is_over)).count()
}

/// Tags as a column holds them: without blanks, and no two the same.
struct Labels(BTreeMap<TagId, String>);

impl Labels {
    fn of(project: &Project) -> Self {
        let (mut labels, mut taken) = (BTreeMap::new(), BTreeSet::new());
        let has_blanks = |tag: &Tag| tag.name.contains(char::is_whitespace);
        // Names that a column holds as they are come first.
        let (changed, same): (Vec<&Tag>, Vec<&Tag>) = project.codebook.tags.iter().partition(|tag| has_blanks(tag));
        for tag in same.into_iter().chain(changed) {
            let bare = bare(&tag.name);
            let numbered = (2_u64..).map(|number| format!("{bare}_{number}"));
            let label = std::iter::once(bare.clone()).chain(numbered).find(|label| taken.insert(label.clone()));
            labels.insert(tag.id.clone(), label.unwrap_or(bare));
        }
        Self(labels)
    }

    fn of_span(&self, span: &Span) -> Cow<'_, str> {
        self.0.get(&span.tag).map_or_else(|| bare(span.tag.as_str()).into(), Cow::from)
    }
}

fn bare(name: &str) -> String {
    let bare = name.split_whitespace().collect::<Vec<_>>().join("_");
    if bare.is_empty() { "Tag".to_owned() } else { bare }
}

/// The columns of these marks, the longer before the shorter, and which of them had no place.
fn layer(labels: &Labels, article: &Article, words: &Words, mut spans: Vec<&Span>) -> (String, BTreeSet<SpanId>) {
    spans.sort_unstable_by_key(|span| (std::cmp::Reverse(span.len()), span.start(), span.id));
    let mut left = BTreeSet::new();
    let mut taken: BTreeMap<u32, (u32, Cow<'_, str>)> = BTreeMap::new();
    for span in spans {
        let is_free = |piece: &ByteRange| {
            taken.range(..piece.end.0).next_back().is_none_or(|(_, (end, _))| *end <= piece.start.0)
        };
        if span.pieces.iter().all(is_free) {
            let tag = labels.of_span(span);
            taken.extend(span.pieces.iter().map(|piece| (piece.start.0, (piece.end.0, tag.clone()))));
        } else {
            left.insert(span.id);
        }
    }
    let edges: BTreeSet<u32> = taken.iter().flat_map(|(start, (end, _))| [*start, *end]).collect();
    // Words, sentences and marks are walked through together.
    let (mut marks, mut ends) = (taken.iter().peekable(), words.sentence_ends.iter().peekable());
    let mut out = String::with_capacity(article.text.len() * 2);
    for token in cut_at(&words.words, &edges) {
        let is_first = out.is_empty() || ends.next_if(|end| **end <= token.start).is_some();
        while ends.next_if(|end| **end <= token.start).is_some() {}
        if is_first && !out.is_empty() {
            out.push('\n');
        }
        while marks.next_if(|(_, (end, _))| *end <= token.start.0).is_some() {}
        out.push_str(article.words(token));
        match marks.peek().filter(|(start, _)| **start <= token.start.0) {
            None => out.push_str(" O\n"),
            // A mark goes on in the next sentence as a new one: tags never cross an empty line.
            Some((start, (_, tag))) => {
                let begins = is_first || first_word(article, **start) == token.start.0;
                out.extend([if begins { " B-" } else { " I-" }, &**tag, "\n"]);
            }
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
    (out, left)
}

/// Where the first character that is no blank stands, from a place on.
fn first_word(article: &Article, start: u32) -> u32 {
    let rest = article.text.as_str().get(start as usize..).unwrap_or_default();
    start + u32::try_from(rest.len() - rest.trim_start().len()).unwrap_or_default()
}

/// Words and signs, cut at these places too; both in the order of the text.
pub(super) fn cut_at(words: &[ByteRange], edges: &BTreeSet<u32>) -> Vec<ByteRange> {
    let mut edges = edges.iter().map(|edge| ByteOffset(*edge)).peekable();
    let mut tokens = Vec::with_capacity(words.len() + edges.len());
    for word in words {
        let mut start = word.start;
        while edges.next_if(|edge| *edge <= start).is_some() {}
        while let Some(end) = edges.next_if(|edge| *edge < word.end) {
            tokens.push(ByteRange { start, end });
            start = end;
        }
        tokens.push(ByteRange { start, end: word.end });
    }
    tokens
}
