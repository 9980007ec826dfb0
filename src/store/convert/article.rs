//! The records of articles, their facts and their structure.

use super::shared::{changed, changed_at, changed_by, fields, hex, time_or_none, value_records};
use crate::{
    model::{Article, Dating, Direction, Facts, LanguageOrigin, RunKind, Source},
    store::{
        in_text::OrNone,
        record::{
            ArticleRecord, DatingRecord, DirectionRecord, FactsRecord, LanguageOriginRecord, RunKindRecord,
            SourceRecord,
        },
    },
    text::FrozenText,
};

pub(in crate::store) fn facts_record(facts: Facts) -> FactsRecord {
    FactsRecord {
        title: facts.title,
        outlet: facts.outlet,
        author: facts.author,
        published: facts.published,
        dating: dating_record(facts.dating),
        address: facts.address,
        language: facts.language,
        language_by: language_origin_record(facts.language_by),
        direction: direction_record(facts.direction),
        note: facts.note,
        fields: value_records(&facts.fields).into(),
        changed: changed_at(facts.changed),
        changed_by: changed_by(facts.changed),
    }
}

pub(in crate::store) fn facts(record: FactsRecord) -> Facts {
    Facts {
        title: record.title,
        outlet: record.outlet,
        author: record.author,
        published: record.published,
        dating: dating(record.dating),
        address: record.address,
        language: record.language,
        language_by: language_origin(&record.language_by),
        direction: direction(&record.direction),
        note: record.note,
        fields: fields(record.fields.0),
        changed: changed(record.changed, record.changed_by),
    }
}

fn dating_record(dating: Dating) -> DatingRecord {
    DatingRecord { stated: dating.stated, source: dating.source, doubtful: dating.is_doubtful }
}

fn dating(record: DatingRecord) -> Dating {
    Dating { stated: record.stated, source: record.source, is_doubtful: record.doubtful }
}

fn language_origin_record(origin: LanguageOrigin) -> LanguageOriginRecord {
    match origin {
        LanguageOrigin::Unknown => LanguageOriginRecord::Unknown,
        LanguageOrigin::Detected => LanguageOriginRecord::Detected,
        LanguageOrigin::Stated => LanguageOriginRecord::Stated,
        LanguageOrigin::Set => LanguageOriginRecord::Set,
    }
}

fn language_origin(record: &LanguageOriginRecord) -> LanguageOrigin {
    match record {
        LanguageOriginRecord::Unknown => LanguageOrigin::Unknown,
        LanguageOriginRecord::Detected => LanguageOrigin::Detected,
        LanguageOriginRecord::Stated => LanguageOrigin::Stated,
        LanguageOriginRecord::Set => LanguageOrigin::Set,
    }
}

fn direction_record(direction: Direction) -> DirectionRecord {
    match direction {
        Direction::Auto => DirectionRecord::Auto,
        Direction::LeftToRight => DirectionRecord::LeftToRight,
        Direction::RightToLeft => DirectionRecord::RightToLeft,
    }
}

fn direction(record: &DirectionRecord) -> Direction {
    match record {
        DirectionRecord::Auto => Direction::Auto,
        DirectionRecord::LeftToRight => Direction::LeftToRight,
        DirectionRecord::RightToLeft => Direction::RightToLeft,
    }
}

pub(in crate::store) fn article_record(article: &Article) -> ArticleRecord {
    let source = article.source.clone();
    let facts = facts_record(article.facts.clone());
    ArticleRecord {
        id: article.id,
        sha256: article.stated_sha256.clone().unwrap_or_else(|| hex(&article.text.sha256())),
        text: article.text.as_str().to_owned(),
        title: facts.title,
        outlet: facts.outlet,
        author: facts.author,
        published: facts.published,
        dating: facts.dating,
        address: facts.address,
        language: facts.language,
        language_by: facts.language_by,
        direction: facts.direction,
        note: facts.note,
        fields: facts.fields,
        replaces: OrNone(article.replaces),
        source: SourceRecord {
            name: source.name,
            format: source.format,
            encoding: source.encoding,
            steps: source.steps,
            sha256: source.sha256,
            split: source.split,
        },
        added: time_or_none(article.added),
        changed: facts.changed,
        changed_by: facts.changed_by,
        extra: article.extra.clone().into(),
    }
}

/// An article with its text, which was taken from the record, and the hash that the record states, right or wrong. Its
/// structure stands in a list of its own.
pub(in crate::store) fn article(record: ArticleRecord, text: FrozenText) -> Article {
    let facts = facts(FactsRecord {
        title: record.title,
        outlet: record.outlet,
        author: record.author,
        published: record.published,
        dating: record.dating,
        address: record.address,
        language: record.language,
        language_by: record.language_by,
        direction: record.direction,
        note: record.note,
        fields: record.fields,
        changed: record.changed,
        changed_by: record.changed_by,
    });
    let source = Source {
        name: record.source.name,
        format: record.source.format,
        encoding: record.source.encoding,
        steps: record.source.steps,
        sha256: record.source.sha256,
        split: record.source.split,
    };
    let mut article = Article::new(record.id, text, facts, source, record.added.0.unwrap_or_default());
    article.replaces = record.replaces.0;
    article.stated_sha256 = Some(record.sha256);
    article.extra = record.extra.0;
    article
}

pub(in crate::store) fn run_kind_record(kind: &RunKind) -> RunKindRecord {
    match kind.clone() {
        RunKind::Heading(level) => RunKindRecord::Heading(level),
        RunKind::Item => RunKindRecord::Item,
        RunKind::Quote => RunKindRecord::Quote,
        RunKind::Strong => RunKindRecord::Strong,
        RunKind::Emphasis => RunKindRecord::Emphasis,
        RunKind::Link(address) => RunKindRecord::Link(address),
        RunKind::Row => RunKindRecord::Row,
        RunKind::Cell => RunKindRecord::Cell,
        RunKind::Page(number) => RunKindRecord::Page(number),
        RunKind::Time(begin, end) => RunKindRecord::Time(begin, end),
        RunKind::Turn(name) => RunKindRecord::Turn(name),
        RunKind::Other(name, value) => RunKindRecord::Other(name, value),
    }
}

pub(in crate::store) fn run_kind(record: RunKindRecord) -> RunKind {
    match record {
        RunKindRecord::Heading(level) => RunKind::Heading(level),
        RunKindRecord::Item => RunKind::Item,
        RunKindRecord::Quote => RunKind::Quote,
        RunKindRecord::Strong => RunKind::Strong,
        RunKindRecord::Emphasis => RunKind::Emphasis,
        RunKindRecord::Link(address) => RunKind::Link(address),
        RunKindRecord::Row => RunKind::Row,
        RunKindRecord::Cell => RunKind::Cell,
        RunKindRecord::Page(number) => RunKind::Page(number),
        RunKindRecord::Time(begin, end) => RunKind::Time(begin, end),
        RunKindRecord::Turn(name) => RunKind::Turn(name),
        RunKindRecord::Other(name, value) => RunKind::Other(name, value),
    }
}
