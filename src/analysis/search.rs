//! Search over all articles: words, any of several, a regular expression, inside marks of a kind.
//!
//! A query is one line. `filter:value` restricts where to search (a value with blanks is in quotation
//! marks); the rest is what to find:
//!
//! | written | finds |
//! |---|---|
//! | `press service` | the phrase, ignoring case and accents |
//! | `"Kiev"` | the phrase exactly as written |
//! | `Kiev \| Kyiv` | any of several |
//! | `/\d+ (km\|miles)/` | what a regular expression describes |
//! | `tag:claim` | marks of the tag; with words: the words in them |
//! | `speaker:Putin` | claims that this speaker made, by any of the speaker's names |
//! | `name:Putin` | marks that mention this entity |
//! | `stance:against`, `"kind of claim":fact` | marks with this answer in the field of this name |
//! | `coder:Ada`, `note:check`, `flag:yes` | marks by a coder, with a note, flagged “look again” |
//! | `outlet:TASS`, `title:call` | only these articles |

use super::names::{NO_SOURCE, UNNAMED, value_words};
use crate::{
    model::{Article, ArticleId, Codebook, FieldId, LinkEnd, LinkKindId, Project, Span, SpanId, TagId},
    text::{ByteRange, Pattern, PatternError, folded},
};

/// A place that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The article.
    pub article: ArticleId,
    /// The words.
    pub range: ByteRange,
    /// The mark that the words are in, where the query is about marks.
    pub span: Option<SpanId>,
}

/// Why a query cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// The words, or the expression, cannot be searched for.
    #[error(transparent)]
    Pattern(#[from] PatternError),
    /// The codebook has no tag of this name.
    #[error("there is no tag “{name}”. The tags are {}.", known.join(", "))]
    UnknownTag {
        /// The name that was written.
        name: String,
        /// The names of all tags.
        known: Vec<String>,
    },
}

/// What is looked for, and where.
#[derive(Clone, Debug)]
pub struct Query {
    words: Option<Pattern>,
    articles: Vec<InArticle>,
    spans: Vec<OfSpan>,
}

/// What an article must be like; the texts are folded.
#[derive(Clone, Debug)]
enum InArticle {
    Outlet(String),
    Title(String),
}

/// What a mark must be like; the texts are folded.
#[derive(Clone, Debug)]
enum OfSpan {
    Tag(TagId),
    Speaker(String),
    Name(String),
    Field(Vec<FieldId>, String),
    Coder(String),
    Note(String),
    Flag(bool),
}

impl Query {
    /// Reads a query; the codebook knows the tags and fields that it may name.
    ///
    /// # Errors
    /// What in it cannot be understood.
    pub fn parse(line: &str, codebook: &Codebook) -> Result<Self, QueryError> {
        let mut query = Self { words: None, articles: Vec::new(), spans: Vec::new() };
        let mut rest = line.trim();
        let mut words = Vec::new();
        while !rest.is_empty() {
            let (token, after) = rule(rest).filter(|_| words.is_empty()).unwrap_or_else(|| token(rest));
            if !query.filter(token, codebook)? {
                words.push(token);
            }
            rest = after.trim_start();
        }
        let words = words.join(" ");
        query.words = (!words.is_empty()).then(|| pattern(&words)).transpose()?;
        Ok(query)
    }

    /// Whether it looks for nothing at all.
    pub fn is_empty(&self) -> bool {
        self.words.is_none() && self.spans.is_empty()
    }

    /// Takes a token as a filter, if it is one.
    fn filter(&mut self, token: &str, codebook: &Codebook) -> Result<bool, QueryError> {
        let Some((key, value)) = token.split_once(':') else { return Ok(false) };
        let value = value.trim_matches('"');
        let plain = folded(value);
        match key.to_lowercase().as_str() {
            "tag" => self.spans.push(OfSpan::Tag(tag_of(value, codebook)?)),
            "speaker" => self.spans.push(OfSpan::Speaker(plain)),
            "name" => self.spans.push(OfSpan::Name(plain)),
            "coder" => self.spans.push(OfSpan::Coder(plain)),
            "note" => self.spans.push(OfSpan::Note(plain)),
            "flag" => self.spans.push(OfSpan::Flag(!matches!(plain.as_str(), "no" | "false" | "0"))),
            "outlet" => self.articles.push(InArticle::Outlet(plain)),
            "title" => self.articles.push(InArticle::Title(plain)),
            key => {
                let bare = key.trim_matches('"');
                // A quoted phrase with a colon in it is a phrase.
                if bare.len() != key.len() && format!("\"{bare}\"") != key {
                    return Ok(false);
                }
                let key = folded(bare);
                // Two tags may ask the same question, each with an id of its own.
                let fields = codebook.tags.iter().flat_map(|tag| &tag.fields);
                let named = fields.filter(|field| field.id.as_str() == key || folded(&field.name) == key);
                let ids: Vec<FieldId> = named.map(|field| field.id.clone()).collect();
                if ids.is_empty() {
                    return Ok(false);
                }
                self.spans.push(OfSpan::Field(ids, plain));
            }
        }
        Ok(true)
    }

    /// The matches in an article of the project, in the order of the text.
    pub fn find_in(&self, project: &Project, article: &Article) -> Vec<Found> {
        let found = |range, span| Found { article: article.id, range, span };
        if self.is_empty() || !self.articles.iter().all(|filter| filter.fits(article)) {
            return Vec::new();
        }
        if self.spans.is_empty() {
            let words = self.words.iter().flat_map(|pattern| pattern.find_in(&article.text));
            return words.map(|range| found(range, None)).collect();
        }
        let fitting: Vec<&Span> = article
            .spans
            .in_text_order()
            .filter(|span| self.spans.iter().all(|filter| filter.fits(project, article, span)))
            .collect();
        let Some(pattern) = &self.words else {
            return fitting.into_iter().map(|span| found(span.hull(), Some(span.id))).collect();
        };
        if fitting.is_empty() {
            return Vec::new();
        }
        let places: Vec<ByteRange> = pattern.find_in(&article.text).collect();
        let mut all = Vec::new();
        for span in fitting {
            for piece in span.pieces.iter() {
                let from = places.partition_point(|place| place.start < piece.start);
                let inside = places.iter().skip(from).take_while(|place| place.end <= piece.end);
                all.extend(inside.map(|place| found(*place, Some(span.id))));
            }
        }
        all.sort_by_key(|found| (found.range, found.span));
        all
    }
}

/// A regular expression at the beginning of a line, and what follows it: up to the last slash before a blank or the end.
fn rule(line: &str) -> Option<(&str, &str)> {
    let inside = line.strip_prefix('/')?;
    let ends =
        |(at, _): &(usize, &str)| inside.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(' '));
    // What looks like the end of the rule may stand inside it, so the first end after which only filters follow counts.
    let is_filter = |token: &str| token.split_once(':').is_some_and(|(key, _)| !key.is_empty());
    let only_filters =
        |(at, _): &(usize, &str)| inside.get(at + 1..).is_some_and(|rest| rest.split_whitespace().all(is_filter));
    let (end, _) = inside.match_indices('/').filter(ends).find(only_filters)?;
    Some(line.split_at(end + 2))
}

/// The first token of a line, with quotation marks that belong to it, and what follows.
fn token(line: &str) -> (&str, &str) {
    let mut quoted = false;
    let end = line.char_indices().find(|(_, character)| {
        quoted ^= *character == '"';
        !quoted && character.is_whitespace()
    });
    line.split_at(end.map_or(line.len(), |(at, _)| at))
}

fn pattern(words: &str) -> Result<Pattern, PatternError> {
    let enclosed = |sign: char| words.strip_prefix(sign).and_then(|rest| rest.strip_suffix(sign));
    if let Some(expression) = enclosed('/').filter(|inside| !inside.is_empty()) {
        return Pattern::regex(expression);
    }
    if let Some(exact) = enclosed('"').filter(|inside| !inside.is_empty() && !inside.contains('"')) {
        return Ok(Pattern::exact(exact));
    }
    let phrases: Vec<&str> = words.split('|').map(|phrase| phrase.trim().trim_matches('"')).collect();
    Pattern::any_of(&phrases)
}

fn tag_of(value: &str, codebook: &Codebook) -> Result<TagId, QueryError> {
    let wanted = folded(value);
    let found = codebook.tags.iter().find(|tag| folded(&tag.name) == wanted || folded(tag.id.as_str()) == wanted);
    let known = || codebook.tags.iter().map(|tag| tag.name.clone()).collect();
    let unknown = || QueryError::UnknownTag { name: value.to_owned(), known: known() };
    found.map(|tag| tag.id.clone()).ok_or_else(unknown)
}

impl InArticle {
    fn fits(&self, article: &Article) -> bool {
        match self {
            Self::Outlet(outlet) => folded(&article.facts.outlet).contains(outlet),
            Self::Title(title) => folded(&article.facts.title).contains(title),
        }
    }
}

impl OfSpan {
    fn fits(&self, project: &Project, article: &Article, span: &Span) -> bool {
        match self {
            Self::Tag(tag) => span.tag == *tag || project.codebook.is_under(&span.tag, tag),
            Self::Speaker(name) => {
                let mut voices = article.links.of_kind(span.id, LinkKindId::SAID_BY);
                voices.any(|link| end_is(project, article, link.to, name))
            }
            // A claim may hold a name without being a mention of it.
            Self::Name(name) => {
                let is_claim = project.codebook.claim_tags().contains(&&span.tag);
                !is_claim && end_is(project, article, LinkEnd::Span(span.id), name)
            }
            Self::Field(fields, value) => {
                let mut held = fields.iter().filter_map(|field| span.fields.get(field));
                held.any(|held| folded(&value_words(project, held)).contains(value))
            }
            Self::Coder(name) => folded(&project.coder_name(span.by)).contains(name),
            Self::Note(words) => folded(&span.note).contains(words) && !span.note.is_empty(),
            Self::Flag(wanted) => span.flag == *wanted,
        }
    }
}

/// Whether a name matches the end of a link: the marked words, or any name of its entity.
fn end_is(project: &Project, article: &Article, end: LinkEnd, name: &str) -> bool {
    let (entity, words) = match end {
        LinkEnd::Span(id) => {
            let span = article.span(id);
            (span.and_then(|span| span.entity), span.map(|span| article.words_of(span)))
        }
        LinkEnd::Entity(id) => (Some(id), None),
        LinkEnd::Unnamed => (None, Some(UNNAMED.to_owned())),
        LinkEnd::Nobody => (None, Some(NO_SOURCE.to_owned())),
    };
    let names = entity.and_then(|id| project.entities.get(&id));
    let mut names = names.into_iter().flat_map(|entity| std::iter::once(&entity.name).chain(&entity.aliases));
    words.is_some_and(|words| folded(&words).contains(name)) || names.any(|known| folded(known).contains(name))
}
