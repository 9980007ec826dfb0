//! Search over all articles: words, any of several, a regular expression, inside marks of a kind.
//!
//! A query is one line. `field:value` restricts where to search (a value with blanks is in quotation marks, and may
//! stand after a blank); the rest is what to find:
//!
//! | written | finds |
//! |---|---|
//! | `press service` | the phrase, ignoring case and accents |
//! | `"Kiev"` | the phrase exactly as written |
//! | `Kiev \| Kyiv` | any of several |
//! | `/\d+ (km\|miles)/` | what a regular expression describes |
//! | `tag:claim` | marks of the tag; with words: the words in them |
//! | `speaker:"Vladimir Putin"` | claims that this speaker made, by any of the speaker's names |
//! | `name:Putin` | marks that mention this entity |
//! | `stance:against`, `"kind of claim":fact` | marks with this answer in the field of this name |
//! | `coder:Ada`, `note:check`, `flag:yes` | marks by a coder, with a note, flagged “look again” |
//! | `outlet:TASS`, `title:call`, `author:`, `language:`, `address:` | only articles with this, or with any |
//! | `region:north` | only articles with this in the field of this name |
//! | `published:2022-03` | only articles of this day, month or year |
//!
//! Case and accents never matter in names and values. A field that does not exist is an error, so that a slip is not
//! taken for words that occur nowhere; what looks like one and is none (`https://…`, `16:30`) is words.

use super::{
    names::{NO_SOURCE, UNNAMED},
    query::{QueryError, Wanted, nearest, yes_or_no},
};
use crate::{
    model::{
        Article, ArticleId, Codebook, Facts, FieldDef, FieldId, Fields, LinkEnd, LinkKindId, Project, Span, SpanId,
        TagId,
    },
    text::{ByteRange, Pattern, PatternError, folded},
};

/// A place that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The article.
    pub article: ArticleId,
    /// The words; of a mark in pieces, from its beginning to its end.
    pub range: ByteRange,
    /// The mark that the words are in, where the query is about marks.
    pub span: Option<SpanId>,
}

/// What is looked for, and where.
#[derive(Clone, Debug)]
pub struct Query {
    pattern: Option<Pattern>,
    /// The words as written, without filters.
    pub(super) words: String,
    pub(super) articles: Vec<Filter<InArticle>>,
    pub(super) spans: Vec<Filter<OfSpan>>,
}

/// A filter as it was written.
#[derive(Clone, Debug)]
pub(super) struct Filter<T> {
    /// The name of its field.
    pub(super) field: String,
    /// Its value, without quotation marks.
    pub(super) value: String,
    /// Whether the value was in quotation marks.
    pub(super) is_quoted: bool,
    /// What it asks for.
    pub(super) asks: T,
}

/// What an article must be like.
#[derive(Clone, Debug)]
pub(super) enum InArticle {
    Fact(Fact, Wanted),
    /// A field that the codebook defines for articles.
    Field(Vec<(FieldId, Wanted)>),
}

/// A fact of an article.
pub(super) type Fact = fn(&Facts) -> &str;

/// The facts that can be searched, by their names.
const FACTS: [(&str, Fact); 6] = [
    ("outlet", |facts| &facts.outlet),
    ("title", |facts| &facts.title),
    ("author", |facts| &facts.author),
    (PUBLISHED, |facts| &facts.published),
    ("language", |facts| &facts.language),
    ("address", |facts| &facts.address),
];
const PUBLISHED: &str = "published";

/// What of marks can be searched, besides their own fields.
const OF_MARKS: [&str; 6] = ["tag", "speaker", "name", "coder", "note", "flag"];

/// What a mark must be like.
#[derive(Clone, Debug)]
pub(super) enum OfSpan {
    Tag(TagId),
    Speaker(Wanted),
    Name(Wanted),
    /// A field that several tags may have, each with an id of its own.
    Field(Vec<(FieldId, Wanted)>),
    Coder(Wanted),
    Note(Wanted),
    Flag(bool),
}

impl Query {
    /// Reads a query; the codebook knows the tags and fields that it may name.
    ///
    /// # Errors
    /// What in it cannot be followed.
    pub fn parse(line: &str, codebook: &Codebook) -> Result<Self, QueryError> {
        let mut query = Self { pattern: None, words: String::new(), articles: Vec::new(), spans: Vec::new() };
        let mut rest = line.trim();
        let mut words = Vec::new();
        while !rest.is_empty() {
            let (token, after) = rule(rest).filter(|_| words.is_empty()).unwrap_or_else(|| token(rest));
            rest = match query.filter(token, after.trim_start(), codebook)? {
                Some(after) => after,
                None => {
                    words.push(token);
                    after.trim_start()
                }
            };
        }
        query.words = words.join(" ");
        query.pattern = (!words.is_empty()).then(|| pattern(&query.words)).transpose()?;
        if query.is_empty() && !query.articles.is_empty() {
            return Err(QueryError::ArticlesOnly);
        }
        Ok(query)
    }

    /// The query that finds these words and nothing else, whatever signs are among them.
    pub fn for_words(words: &str) -> String {
        let is_special = words.contains([':', '|']) || words.starts_with(['/', '"']);
        if is_special && !words.contains('"') { format!("\"{words}\"") } else { words.to_owned() }
    }

    /// Whether it looks for nothing at all.
    pub fn is_empty(&self) -> bool {
        self.pattern.is_none() && self.spans.is_empty()
    }

    /// Takes a token as a filter, with its value from what comes after it if need be, and returns the rest; `None` if it
    /// is no filter.
    fn filter<'l>(
        &mut self,
        token: &'l str,
        after: &'l str,
        codebook: &Codebook,
    ) -> Result<Option<&'l str>, QueryError> {
        let Some((key, value)) = key_and_value(token) else { return Ok(None) };
        let name = folded(bare(key));
        let is_named = |field: &&FieldDef| field.id.as_str() == name || folded(&field.name) == name;
        let of_marks: Vec<&FieldDef> =
            codebook.tags.iter().flat_map(|tag| &tag.fields).filter(|field| is_named(field)).collect();
        let of_articles: Vec<&FieldDef> = codebook.article_fields.iter().filter(is_named).collect();
        let has_own = !of_marks.is_empty() || !of_articles.is_empty();
        let is_own = OF_MARKS.contains(&name.as_str());
        let fact = FACTS.iter().find(|(fact, _)| *fact == name || *fact == PUBLISHED && name == "date" && !has_own);
        if !has_own && fact.is_none() && !is_own {
            return if is_filter(key, value) { Err(unknown_field(key, token, codebook)) } else { Ok(None) };
        }
        let (value, rest) = if value.is_empty() && !after.is_empty() { self::token(after) } else { (value, after) };
        let is_quoted = bare(value).len() < value.len();
        let value = bare(value);
        let asked = Filter { field: name.clone(), value: value.to_owned(), is_quoted, asks: () };
        match fact {
            Some((PUBLISHED, fact)) => self.articles.push(asked.that(InArticle::Fact(*fact, Wanted::of_date(value)))),
            Some((_, fact)) => self.articles.push(asked.that(InArticle::Fact(*fact, Wanted::of_text(value)))),
            None if is_own || !of_marks.is_empty() => {
                self.spans.push(asked.that(OfSpan::read(&name, value, &of_marks, codebook)?));
            }
            None => self.articles.push(asked.that(InArticle::Field(of_fields(value, &of_articles)?))),
        }
        Ok(Some(rest.trim_start()))
    }

    /// The matches in an article of the project, in the order of the text.
    pub fn find_in(&self, project: &Project, article: &Article) -> Vec<Found> {
        let found = |range, span| Found { article: article.id, range, span };
        if self.is_empty() || !self.articles.iter().all(|filter| filter.asks.fits(project, article)) {
            return Vec::new();
        }
        if self.spans.is_empty() {
            let words = self.pattern.iter().flat_map(|pattern| pattern.find_in(&article.text));
            return words.map(|range| found(range, None)).collect();
        }
        let fitting: Vec<&Span> = article
            .spans
            .in_text_order()
            .filter(|span| self.spans.iter().all(|filter| filter.asks.fits(project, article, span)))
            .collect();
        let Some(pattern) = &self.pattern else {
            return fitting.into_iter().map(|span| found(span.hull(), Some(span.id))).collect();
        };
        if fitting.is_empty() {
            return Vec::new();
        }
        let places: Vec<ByteRange> = pattern.find_in(&article.text).collect();
        let mut all = Vec::new();
        for span in fitting {
            for piece in &span.pieces {
                let from = places.partition_point(|place| place.start < piece.start);
                let inside = places.iter().skip(from).take_while(|place| place.end <= piece.end);
                all.extend(inside.map(|place| found(*place, Some(span.id))));
            }
        }
        all.sort_unstable_by_key(|found| (found.range, found.span));
        all
    }
}

/// A regular expression at the beginning of a line, and what follows it: up to the last slash before a blank or the end.
fn rule(line: &str) -> Option<(&str, &str)> {
    let inside = line.strip_prefix('/')?;
    let ends =
        |(at, _): &(usize, &str)| inside.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(' '));
    // What looks like the end of the rule may stand inside it, so the first end after which only filters follow counts.
    let is_filter = |token: &str| key_and_value(token).is_some();
    let only_filters =
        |(at, _): &(usize, &str)| inside.get(at + 1..).is_some_and(|rest| rest.split_whitespace().all(is_filter));
    let (end, _) = inside.match_indices('/').filter(ends).find(only_filters)?;
    Some(line.split_at(end + 2))
}

/// The first token of a line, with quotation marks that belong to it, and what follows. A value may be in the curved
/// quotation marks that some keyboards type.
fn token(line: &str) -> (&str, &str) {
    let (mut quoted, mut before) = (None, ' ');
    let end = line.char_indices().find(|(_, character)| {
        match quoted {
            Some(end) if *character == end => quoted = None,
            None if *character == '"' => quoted = Some('"'),
            None if before == ':' => quoted = CURVED.iter().find(|(start, _)| start == character).map(|(_, end)| *end),
            Some(_) | None => {}
        }
        before = *character;
        quoted.is_none() && character.is_whitespace()
    });
    line.split_at(end.map_or(line.len(), |(at, _)| at))
}

/// Curved quotation marks, opening and closing.
const CURVED: [(char, char); 3] = [('“', '”'), ('„', '“'), ('«', '»')];

/// The name of a field and the value in a token; `None` where the colon is a part of a quoted phrase, or there is none.
fn key_and_value(token: &str) -> Option<(&str, &str)> {
    let colon = match token.strip_prefix('"') {
        Some(rest) => {
            rest.find('"').map(|end| end + 2).filter(|at| token.get(*at..).is_some_and(|rest| rest.starts_with(':')))
        }
        None => token.find(':'),
    };
    let (key, value) = token.split_at_checked(colon?)?;
    Some((key, value.strip_prefix(':')?)).filter(|(key, _)| !bare(key).trim().is_empty())
}

/// A value without its quotation marks.
fn bare(value: &str) -> &str {
    let enclosed = |(start, end): &(char, char)| value.strip_prefix(*start)?.strip_suffix(*end);
    CURVED.iter().chain([&('"', '"')]).find_map(enclosed).unwrap_or_else(|| value.trim_matches('"'))
}

/// Whether what no field is called is a filter all the same, and no address, time or path.
fn is_filter(key: &str, value: &str) -> bool {
    let key = bare(key);
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.');
    key.chars().all(is_name)
        && key.contains(char::is_alphabetic)
        && !value.is_empty()
        && !value.starts_with(['/', '\\'])
}

/// Says that there is no such field, and what may be meant.
fn unknown_field(key: &str, written: &str, codebook: &Codebook) -> QueryError {
    let key = bare(key);
    let fields = codebook.tags.iter().flat_map(|tag| &tag.fields).chain(&codebook.article_fields);
    let own = fields.map(|field| field.name.to_lowercase());
    let mut known: Vec<String> = OF_MARKS.iter().map(|name| (*name).to_owned()).collect();
    known.extend(FACTS.iter().map(|(name, _)| (*name).to_owned()));
    own.for_each(|name| {
        if !known.contains(&name) {
            known.push(name);
        }
    });
    let quoted = |name: &str| if name.contains(' ') { format!("\"{name}\":") } else { format!("{name}:") };
    let wanted = folded(key);
    let tag = codebook.tags.iter().find(|tag| folded(&tag.name) == wanted).map(|tag| format!("tag:{}", tag.name));
    let part = || known.iter().find(|name| name.split_whitespace().count() > 1 && folded(name).contains(&wanted));
    let near = || nearest(key, known.iter().map(String::as_str)).or_else(|| part().map(String::as_str)).map(quoted);
    QueryError::UnknownField {
        name: key.to_owned(),
        written: written.replace('"', ""),
        nearest: tag.or_else(near),
        known,
    }
}

impl<T> Filter<T> {
    /// The same, asking for something else.
    fn that<U>(self, asks: U) -> Filter<U> {
        let Self { field, value, is_quoted, asks: _ } = self;
        Filter { field, value, is_quoted, asks }
    }
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
    let unknown = || {
        let known: Vec<String> = codebook.tags.iter().map(|tag| tag.name.clone()).collect();
        let nearest = nearest(value, known.iter().map(String::as_str)).map(str::to_owned);
        QueryError::UnknownTag { name: value.to_owned(), nearest, known }
    };
    found.map(|tag| tag.id.clone()).ok_or_else(unknown)
}

impl InArticle {
    /// Whether an article is like this.
    pub(super) fn fits(&self, project: &Project, article: &Article) -> bool {
        match self {
            Self::Fact(fact, wanted) => wanted.fits_text(fact(&article.facts)),
            Self::Field(fields) => any_fits(project, fields, &article.facts.fields),
        }
    }
}

impl OfSpan {
    /// What a field of marks asks for; `fields` are those of the codebook that have its name.
    fn read(name: &str, value: &str, fields: &[&FieldDef], codebook: &Codebook) -> Result<Self, QueryError> {
        let flag = || {
            let (field, value, takes) = (name.to_owned(), value.to_owned(), "takes yes or no".to_owned());
            QueryError::UnknownValue { field, value, takes, nearest: None }
        };
        let wanted = Wanted::of_text(value);
        Ok(match name {
            "tag" => Self::Tag(tag_of(value, codebook)?),
            "speaker" => Self::Speaker(wanted),
            "name" => Self::Name(wanted),
            "coder" => Self::Coder(wanted),
            "note" => Self::Note(wanted),
            "flag" if value.is_empty() => Self::Flag(true),
            "flag" => Self::Flag(yes_or_no(value).ok_or_else(flag)?),
            _ => Self::Field(of_fields(value, fields)?),
        })
    }

    /// Whether a mark is like this.
    pub(super) fn fits(&self, project: &Project, article: &Article, span: &Span) -> bool {
        match self {
            Self::Tag(tag) => span.tag == *tag || project.codebook.is_under(&span.tag, tag),
            Self::Speaker(name) => {
                let mut voices = article.links.of_kind(span.id, LinkKindId::SAID_BY);
                voices.any(|link| names_of(project, article, link.to).iter().any(|known| name.fits_text(known)))
            }
            Self::Name(name) => {
                is_mention(project, span) && {
                    let names = names_of(project, article, LinkEnd::Span(span.id));
                    names.iter().any(|known| name.fits_text(known))
                }
            }
            Self::Field(fields) => any_fits(project, fields, &span.fields),
            Self::Coder(name) => name.fits_text(&project.coder_name(span.by)),
            Self::Note(words) => words.fits_text(&span.note),
            Self::Flag(wanted) => span.flag == *wanted,
        }
    }
}

/// What a value asks of fields of one name; of these count those that the value can be one of.
fn of_fields(value: &str, fields: &[&FieldDef]) -> Result<Vec<(FieldId, Wanted)>, QueryError> {
    let (mut wanted, mut refused) = (Vec::new(), None);
    for field in fields {
        match Wanted::of_field(&field.name.to_lowercase(), &field.kind, value) {
            Ok(asked) => wanted.push((field.id.clone(), asked)),
            Err(error) => refused = Some(error),
        }
    }
    refused.filter(|_| wanted.is_empty()).map_or(Ok(wanted), Err)
}

fn any_fits(project: &Project, wanted: &[(FieldId, Wanted)], held: &Fields) -> bool {
    wanted.iter().any(|(field, wanted)| held.get(field).is_some_and(|value| wanted.fits(project, value)))
}

/// Whether a mark can mention somebody: a claim may hold a name without being a mention of it.
pub(super) fn is_mention(project: &Project, span: &Span) -> bool {
    !project.codebook.claim_tags().contains(&&span.tag)
}

/// What the end of a link goes by: the marked words, and all names of its entity.
pub(super) fn names_of(project: &Project, article: &Article, end: LinkEnd) -> Vec<String> {
    let (entity, words) = match end {
        LinkEnd::Span(id) => {
            let span = article.span(id);
            (span.and_then(|span| span.entity), span.map(|span| article.words_of(span)))
        }
        LinkEnd::Entity(id) => (Some(id), None),
        LinkEnd::Unnamed => (None, Some(UNNAMED.to_owned())),
        LinkEnd::Nobody => (None, Some(NO_SOURCE.to_owned())),
    };
    let entity = entity.and_then(|id| project.entities.get(&id));
    let names = entity.into_iter().flat_map(|entity| std::iter::once(&entity.name).chain(&entity.aliases));
    names.cloned().chain(words).collect()
}
