//! Records as the values of their fields, each as the file writes it: how copies of a project are merged field by field, and
//! how what they could not agree on is kept.
//!
//! A map (`fields`, `extra`, `settings`) is one value a key, named `fields.stance`; so are the questions of a tag. Lists of
//! words that grow and shrink by themselves are sets.

use std::collections::BTreeMap;

use ron::value::RawValue;

use super::{
    convert,
    errors::RecordError,
    read::placed,
    record::{FieldRecord, Fielded, SpanRecord},
    ron_line,
};
use crate::{
    model::{
        Absence, ArticleId, Coder, CueClass, Decision, Entity, Facts, FieldDef, Figure, Link, LinkKind, Misfit,
        NotMentioned, Quarantined, Span, Tag,
    },
    text::{ByteRange, CharCursor, CharOffset, CharRange, FrozenText},
};

/// What a field of a record holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldText {
    /// One thing.
    One(String),
    /// Several that grow and shrink by themselves, in their order.
    Set(Vec<String>),
}

/// The fields of a record that hold anything, by their names.
pub type Values = BTreeMap<String, FieldText>;

/// Lists that are sets.
const SETS: [&str; 6] = ["aliases", "from", "to", "cues", "made_from", "by_rule"];
/// Between the name of a map and a key.
const WITHIN: char = '.';

/// A record that can be taken apart into values and put together again.
pub trait Recorded: Sized {
    /// Its values.
    fn values(&self) -> Values;

    /// The record of these values.
    ///
    /// # Errors
    /// When a value is missing, or not of its field.
    fn of_values(values: &Values) -> Result<Self, RecordError> {
        Self::of_line(&line(values))
    }

    /// The record that stands on a line, as the file writes it.
    ///
    /// # Errors
    /// When it cannot be read.
    fn of_line(line: &str) -> Result<Self, RecordError>;
}

macro_rules! recorded {
    ($($kind:ty: $record:ty, $to:expr, $from:expr;)*) => {$(
        impl Recorded for $kind {
            fn values(&self) -> Values {
                let record: $record = $to(self);
                taken_apart(&record)
            }

            fn of_line(line: &str) -> Result<Self, RecordError> {
                let record: $record = parsed_line(line)?;
                $from(record)
            }
        }
    )*};
}

recorded! {
    Tag: super::record::TagRecord, convert::tag_record, convert::tag;
    LinkKind: super::record::LinkKindRecord, convert::link_kind_record, |record| Ok(convert::link_kind(record));
    FieldDef: FieldRecord, convert::field_record, |record| Ok(convert::field(record));
    CueClass: super::record::CueClassRecord, convert::cue_class_record, |record| Ok(convert::cue_class(record));
    Coder: super::record::CoderRecord, convert::coder_record, |record| Ok(convert::coder(record));
    Entity: super::record::EntityRecord, convert::entity_record, |record| Ok(convert::entity(record));
    Facts: super::record::FactsRecord, |facts: &Facts| convert::facts_record(facts.clone()), |record| Ok(convert::facts(record));
    Link: super::record::LinkRecord, convert::link_record, |record| Ok(convert::link(record));
    Decision: super::record::DecisionRecord, convert::decision_record, |record| Ok(convert::decision(record));
    Figure: super::record::FigureRecord, convert::figure_record, |record| Ok(convert::figure(record));
    (Absence, NotMentioned): super::record::NotMentionedRecord,
        |(about, found): &(Absence, NotMentioned)| convert::not_mentioned_record(*about, found),
        |record| Ok(convert::not_mentioned(record));
}

/// The values of a mark: its place in code points of the article's text, as the file has it.
pub fn span_values(article: ArticleId, text: &FrozenText, span: &Span) -> Values {
    let place = |piece: &ByteRange| {
        let at = CharCursor::new(text.as_str()).char_range(*piece).unwrap_or_default();
        (at.start.0, at.end.0)
    };
    let mut record = convert::span_record(article, span);
    record.at = span.pieces.iter().map(place).collect();
    record.words = span.pieces.iter().map(|piece| text.get(*piece).unwrap_or_default().to_owned()).collect();
    taken_apart(&record)
}

/// The mark of these values.
///
/// # Errors
/// When a value is missing or not of its field, or the words do not stand there in the text.
pub fn span_of_values(text: &FrozenText, values: &Values) -> Result<Span, RecordError> {
    span_of_line(text, &line(values))
}

/// The mark that stands on a line, as the file writes it.
///
/// # Errors
/// When it cannot be read, or the words do not stand there in the text.
pub fn span_of_line(text: &FrozenText, line: &str) -> Result<Span, RecordError> {
    placed(text, parsed_line(line)?).map_err(|_aside| RecordError::OutsideText)
}

/// The values of a mark that was set aside: the place and the words that its file states.
pub fn quarantined_values(article: ArticleId, aside: &Quarantined) -> Values {
    let mut record = convert::span_record(article, &aside.span);
    record.at = aside.at.iter().map(|at| (at.start.0, at.end.0)).collect();
    record.words.clone_from(&aside.words);
    taken_apart(&record)
}

/// The mark of these values, set aside.
///
/// # Errors
/// When a value is missing or not of its field.
pub fn quarantined_of_values(text: &FrozenText, values: &Values) -> Result<Quarantined, RecordError> {
    let record: SpanRecord = parsed_line(&line(values))?;
    let (span, at, words) = convert::span(record.clone());
    let at = at.iter().map(|at| CharRange { start: CharOffset(at.0), end: CharOffset(at.1) }).collect();
    Ok(placed(text, record).map_or_else(|aside| *aside, |_| Quarantined { span, at, words, misfit: Misfit::BadPlace }))
}

/// Values on one line, as the file writes their record.
pub fn line(values: &Values) -> String {
    let mut named: BTreeMap<&str, Vec<Part<'_>>> = BTreeMap::new();
    for (name, value) in values {
        let (name, key) = name.split_once(WITHIN).map_or((name.as_str(), None), |(name, key)| (name, Some(key)));
        named.entry(name).or_default().push((key, value));
    }
    let field = |(name, parts): (&str, Vec<Part<'_>>)| format!("{name}: {}", joined(&parts));
    format!("({})", named.into_iter().map(field).collect::<Vec<_>>().join(", "))
}

/// Values on one line, where fields that belong together are as a conflict keeps them: `words` is the value of `field`, or
/// several fields, each with its name.
pub fn with_field(values: &Values, together: &[&str], field: &str, words: &str) -> String {
    let mut others = values.clone();
    others.retain(|name, _| !together.contains(&name.as_str()));
    let is_named = together.iter().any(|name| words.starts_with(&format!("{name}: ")));
    if !words.is_empty() && !is_named {
        others.insert(field.to_owned(), FieldText::One(words.to_owned()));
    }
    let line = line(&others);
    match line.strip_suffix(')') {
        Some(open) if is_named => format!("{open}, {words})"),
        Some(_) | None => line,
    }
}

/// A value of a field, and its key where that is a map.
type Part<'v> = (Option<&'v str>, &'v FieldText);

/// A field as the file writes it.
fn joined(parts: &[Part<'_>]) -> String {
    let words = |value: &FieldText| match value {
        FieldText::One(words) => words.clone(),
        FieldText::Set(all) => format!("[{}]", all.join(", ")),
    };
    let keyed = || parts.iter().filter_map(|(key, value)| Some(((*key)?, *value)));
    match parts.iter().find(|(key, _)| key.is_none()) {
        Some((_, whole)) if parts.len() == 1 => words(whole),
        // Questions stand in an order of their own.
        Some((_, FieldText::Set(order))) => {
            let of = |id: &String| keyed().find(|(key, _)| key == id).map(|(_, value)| words(value));
            format!("[{}]", order.iter().filter_map(of).collect::<Vec<_>>().join(", "))
        }
        Some((_, FieldText::One(_))) | None => {
            let entries = keyed().map(|(key, value)| format!("{}: {}", quoted(key), words(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Words as the file writes them; nothing where there are none, as the file leaves such out.
pub fn words(text: &str) -> String {
    if text.is_empty() { String::new() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    ron_line::write_str(&mut quoted, text);
    quoted
}

fn taken_apart(record: &impl Fielded) -> Values {
    let mut values = Values::new();
    for (name, text) in record.fields() {
        if text.starts_with('{') {
            for (key, value) in parsed::<BTreeMap<String, Box<RawValue>>>(&text) {
                values.insert(format!("{name}{WITHIN}{key}"), FieldText::One(value.trim().get_ron().to_owned()));
            }
        } else if name == "fields" && text.starts_with('[') {
            let questions: Vec<FieldRecord> = parsed(&text);
            let ids = questions.iter().map(|question| question.id.to_string()).collect();
            values.insert(name.to_owned(), FieldText::Set(ids));
            for question in questions {
                values.insert(
                    format!("{name}{WITHIN}{}", question.id),
                    FieldText::One(super::record::written(&question)),
                );
            }
        } else if SETS.contains(&name) && text.starts_with('[') {
            let all: Vec<Box<RawValue>> = parsed(&text);
            let all = all.iter().map(|one| one.trim().get_ron().to_owned()).collect();
            values.insert(name.to_owned(), FieldText::Set(all));
        } else if !text.is_empty() {
            values.insert(name.to_owned(), FieldText::One(text));
        }
    }
    values
}

/// What was just written; it can be read, or there is a defect.
fn parsed<T: Default + serde::de::DeserializeOwned>(text: &str) -> T {
    ron::from_str(text).unwrap_or_else(|error| {
        log::error!("BUG: what was written cannot be read: {error}");
        T::default()
    })
}

fn parsed_line<R: serde::de::DeserializeOwned>(line: &str) -> Result<R, RecordError> {
    ron::from_str(line).map_err(|error| RecordError::Unreadable(error.to_string()))
}
