//! One frozen text with its facts, spans and links.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ArticleId, CoderId, Extra, Fields, Link, LinkEnd, LinkKindId, Links, Quarantined, Run, RunKind, Span, SpanId,
    Spans, Time,
};
use crate::text::{ByteOffset, ByteRange, FrozenText, has_english_words, is_language, main_language};

/// What is known about an article besides its text. Everything but the title may be empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The headline.
    pub title: String,
    /// Who published it.
    pub outlet: String,
    /// Who wrote it.
    pub author: String,
    /// When it was published, as a date (`2022-03-06`), or as much of one as is known.
    pub published: String,
    /// How that date is known.
    pub dating: Dating,
    /// Its web address.
    pub address: String,
    /// Its language, as a BCP 47 code (`en`, `tr`).
    pub language: String,
    /// How the language is known.
    pub language_by: LanguageOrigin,
    /// The direction in which its paragraphs run.
    pub direction: Direction,
    /// A remark of the analyst.
    pub note: String,
    /// The filled-in fields that the codebook defines for articles.
    pub fields: Fields,
    /// When, and by whom, all this was last changed; `None` since the article was added.
    pub changed: Option<(Time, CoderId)>,
}

/// How the date of an article is known. All of it is empty where a person typed the date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dating {
    /// The date in the words of what stated it ("Friday, August 21, 2015").
    pub stated: String,
    /// Which part of the file stated it, in one word (`json-ld`, `meta`, `address`, `dateline`, `mail`).
    pub source: String,
    /// Whether it may mean another day, as 03.04.2023 may.
    pub is_doubtful: bool,
}

/// How the language of an article is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LanguageOrigin {
    /// It is not known how.
    #[default]
    Unknown,
    /// From the words of the text.
    Detected,
    /// The file says so.
    Stated,
    /// A person says so.
    Set,
}

/// The direction in which the paragraphs of an article run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// Each as most of its letters do.
    #[default]
    Auto,
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

/// The file that an article was imported from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The file's name, with its folders below the folder or archive that was imported (`letters/1.txt`), or "pasted".
    pub name: String,
    /// The format it was read as (`text`, `markdown`).
    pub format: String,
    /// The encoding it was read in.
    pub encoding: String,
    /// What was done to its text before it was frozen.
    pub steps: Vec<String>,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// The pattern by which the file was split into articles; empty where its format says where they begin.
    pub split: String,
}

/// One frozen text with its facts, its spans and their links.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Identity.
    pub id: ArticleId,
    /// What is known about it.
    pub facts: Facts,
    /// The article whose corrected version this is; that one is hidden from lists.
    pub replaces: Option<ArticleId>,
    /// Where it was imported from.
    pub source: Source,
    /// When it joined the project.
    pub added: Time,
    /// The text; never changes.
    pub text: FrozenText,
    /// The shape that the text had in its file, in text order.
    pub structure: Vec<Run>,
    /// The marks.
    pub spans: Spans,
    /// The links that start from its spans.
    pub links: Links,
    /// Marks that were set aside because they don't match the text; kept as they are until somebody decides.
    pub quarantined: BTreeMap<SpanId, Quarantined>,
    /// Why the text itself is in doubt: the hash that the file states, when it is not that of the text.
    pub stated_sha256: Option<String>,
    /// What other programs' formats hold about this article, kept verbatim.
    pub extra: Extra,
}

impl Facts {
    /// Where nothing states the language of a text: sets it if the words tell it.
    pub fn detect_language(&mut self, text: &FrozenText) {
        if self.language.is_empty()
            && let Some(found) = text.language()
        {
            found.language.clone_into(&mut self.language);
            self.language_by = LanguageOrigin::Detected;
        }
    }

    /// Fills in what is not known and others state, but for title and note: with a date goes how it is known, with a language
    /// the same.
    pub fn fill_from(&mut self, more: &Self) {
        if self.published.is_empty() {
            self.published.clone_from(&more.published);
            self.dating.clone_from(&more.dating);
        }
        if self.language.is_empty() {
            self.language.clone_from(&more.language);
            self.language_by = more.language_by;
        }
        for (own, more) in
            [(&mut self.outlet, &more.outlet), (&mut self.author, &more.author), (&mut self.address, &more.address)]
        {
            if own.is_empty() {
                own.clone_from(more);
            }
        }
        for (field, value) in &more.fields {
            self.fields.entry(field.clone()).or_insert_with(|| value.clone());
        }
    }
}

/// What stands between the pieces of a span where its words are shown.
pub const BETWEEN_PIECES: &str = " … ";

/// Of more words than this, in bytes, lists show the beginning.
const BRIEF: usize = 2_000;

impl Article {
    /// Its language, by its code: as it is stated, else as its words tell; empty where they do not.
    pub fn language(&self) -> String {
        let stated = main_language(&self.facts.language);
        if is_language(&stated) {
            return stated;
        }
        let told = self.text.language().map(|found| found.language);
        let told = told.or_else(|| has_english_words(self.text.as_str()).then_some("en"));
        told.map_or(stated, str::to_owned)
    }

    /// An article without marks.
    pub fn new(id: ArticleId, text: FrozenText, facts: Facts, source: Source, added: Time) -> Self {
        Self {
            id,
            facts,
            replaces: None,
            source,
            added,
            text,
            structure: Vec::new(),
            spans: Spans::default(),
            links: Links::default(),
            quarantined: BTreeMap::new(),
            stated_sha256: None,
            extra: Extra::new(),
        }
    }

    /// The span with this id.
    pub fn span(&self, span_id: SpanId) -> Option<&Span> {
        self.spans.get(span_id)
    }

    /// The words of a range; empty when it does not lie in the text.
    pub fn words(&self, range: ByteRange) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The words of a span, pieces joined with [`BETWEEN_PIECES`].
    pub fn words_of(&self, span: &Span) -> String {
        span.pieces.iter().map(|piece| self.words(*piece)).collect::<Vec<_>>().join(BETWEEN_PIECES)
    }

    /// The words of a span as lists show them: of very many the beginning.
    pub fn brief(&self, span: &Span) -> String {
        let mut words = String::new();
        for (number, piece) in span.pieces.iter().enumerate() {
            words += if number > 0 { BETWEEN_PIECES } else { "" };
            words += self.words(*piece).get(..self.words(*piece).floor_char_boundary(BRIEF)).unwrap_or_default();
            if words.len() >= BRIEF {
                words.truncate(words.floor_char_boundary(BRIEF));
                return words + "…";
            }
        }
        words
    }

    /// What a passage consists of: where it is a whole span, the pieces of that, without the words between them.
    pub fn pieces_at(&self, passage: ByteRange, span_id: Option<SpanId>) -> Vec<ByteRange> {
        let span = span_id.and_then(|id| self.span(id)).filter(|span| span.hull() == passage);
        span.map_or_else(|| vec![passage], |span| span.pieces.clone())
    }

    /// Whether a link would lead from a span to itself, or, where it says which claim reports which, close a loop.
    pub fn is_circle(&self, link: &Link) -> bool {
        let LinkEnd::Span(to) = link.to else { return false };
        if link.kind.as_str() != LinkKindId::WITHIN {
            return to == link.from;
        }
        let (mut reached, mut seen) = (vec![to], BTreeSet::new());
        while let Some(at) = reached.pop() {
            if at == link.from {
                return true;
            }
            if seen.insert(at) {
                let further = self.links.of_kind(at, LinkKindId::WITHIN).filter(|other| other.id != link.id);
                reached.extend(further.filter_map(|other| other.to.span()));
            }
        }
        false
    }

    /// The headings in the text, in order, with their levels; 1 is the highest.
    pub fn headings(&self) -> impl Iterator<Item = (u8, ByteRange)> + '_ {
        self.structure
            .iter()
            .filter_map(|run| if let RunKind::Heading(level) = run.kind { Some((level, run.at)) } else { None })
    }

    /// The link at a place of the text, by the address that it leads to.
    pub fn link_at(&self, at: ByteOffset) -> Option<&str> {
        let before = self.structure.partition_point(|run| run.at.start <= at);
        let mut links = self.structure.iter().take(before).rev().filter(|run| run.at.contains(at));
        links.find_map(|run| if let RunKind::Link(address) = &run.kind { Some(address.as_str()) } else { None })
    }

    /// The first line of the text when it repeats the title: it is drawn as the heading.
    pub fn heading(&self) -> Option<ByteRange> {
        let first = self.text.paragraph(0);
        let line = self.words(first).trim();
        (!line.is_empty() && line == self.facts.title.trim()).then_some(first)
    }
}
