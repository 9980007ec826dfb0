//! CoNLL columns: a token and its IOB2 tag a line, an empty line after each sentence (CoNLL 2002), beside each file the
//! text that its tokens come from.
//!
//! A token carries one tag at most. Where marks share words the longest is written; a tag that lost marks so gets a file
//! of its own (`name.Tag.conll`), and those that have no place there more of them (`name.Tag.2.conll`). Tokens are cut where
//! marks begin and end.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use super::{
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
    let (mut files, mut losses) = (Vec::new(), Losses::default());
    let labels = Labels::of(project);
    for (article, name) in file_names(project) {
        files.push((format!("{name}.txt"), article.text.as_str().as_bytes().to_vec()));
        let (columns, left) = layer(&labels, article, article.spans.iter().collect());
        files.push((format!("{name}.conll"), columns.into_bytes()));
        let mut layers: BTreeMap<String, Vec<&Span>> = BTreeMap::new();
        for span in article.spans.iter().filter(|span| left.contains(&span.id)) {
            layers.entry(labels.of_span(span)).or_default();
        }
        let mut namer = Namer::default();
        for (tag, mut spans) in layers {
            spans.extend(article.spans.iter().filter(|span| labels.of_span(span) == tag));
            let safe = namer.name(&tag);
            for number in 1..=MOST_LAYERS {
                let (columns, left) = layer(&labels, article, spans.clone());
                let number = if number == 1 { String::new() } else { format!(".{number}") };
                files.push((format!("{name}.{safe}{number}.conll"), columns.into_bytes()));
                spans.retain(|span| left.contains(&span.id));
                if spans.is_empty() {
                    break;
                }
            }
            losses.add(Limit::DeeplyNestedMarks, spans.len());
        }
        let is_blank = |span: &&Span| article.words_of(span).trim().is_empty();
        losses.add(Limit::BlankMarks, article.spans.iter().filter(is_blank).count());
        losses.add(Limit::MarksAcrossSentences, over_sentences(article));
    }
    let with_blanks = |tag: &&Tag| tag.name.contains(char::is_whitespace);
    losses.add(Limit::BlanksInTagNames, project.codebook.tags.iter().filter(with_blanks).count());
    Written { losses: losses.counted(), ..Written::several(files) }
}

/// How many marks go on in another sentence than they begin in.
fn over_sentences(article: &Article) -> usize {
    let ends: Vec<ByteOffset> =
        sentences_in(&article.text, article.text.range()).into_iter().map(|sentence| sentence.end).collect();
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

    fn of_span(&self, span: &Span) -> String {
        self.0.get(&span.tag).cloned().unwrap_or_else(|| bare(span.tag.as_str()))
    }
}

fn bare(name: &str) -> String {
    let bare = name.split_whitespace().collect::<Vec<_>>().join("_");
    if bare.is_empty() { "Tag".to_owned() } else { bare }
}

/// The columns of these marks, the longer before the shorter, and which of them had no place.
fn layer(labels: &Labels, article: &Article, mut spans: Vec<&Span>) -> (String, BTreeSet<SpanId>) {
    spans.sort_by_key(|span| (std::cmp::Reverse(span.len()), span.start(), span.id));
    let mut left = BTreeSet::new();
    let mut taken: BTreeMap<u32, (u32, String)> = BTreeMap::new();
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
    let mut out = String::new();
    for sentence in sentences_in(&article.text, article.text.range()) {
        let before = out.len();
        for token in tokens(article, sentence, &edges) {
            let tag = taken.range(..=token.start.0).next_back().filter(|(_, (end, _))| token.start.0 < *end);
            // A mark goes on in the next sentence as a new one: tags never cross an empty line.
            let column = match tag {
                None => "O".to_owned(),
                Some((start, (_, tag))) => {
                    let begins = out.len() == before || first_word(article, *start) == token.start.0;
                    format!("{}-{tag}", if begins { "B" } else { "I" })
                }
            };
            let _in_memory = writeln!(out, "{} {column}", article.words(token));
        }
        if out.len() > before {
            out.push('\n');
        }
    }
    (out, left)
}

/// Where the first character that is no blank stands, from a place on.
fn first_word(article: &Article, start: u32) -> u32 {
    let rest = article.text.as_str().get(start as usize..).unwrap_or_default();
    start + u32::try_from(rest.len() - rest.trim_start().len()).unwrap_or_default()
}

/// The words and signs of a stretch, cut at these places too.
pub(super) fn tokens(article: &Article, sentence: ByteRange, edges: &BTreeSet<u32>) -> Vec<ByteRange> {
    let mut tokens = Vec::new();
    for token in tokens_in(&article.text, sentence) {
        let mut start = token.start;
        let inside = edges.range(token.start.0 + 1..token.end.0).map(|edge| ByteOffset(*edge));
        for end in inside.chain([token.end]) {
            tokens.push(ByteRange { start, end });
            start = end;
        }
    }
    tokens
}
