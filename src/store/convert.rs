//! From the model's types to the file's records and back, one pair of functions a type. Offsets are not converted
//! here but where articles are read and written, in one sweep.

use std::collections::BTreeMap;

use super::{
    errors::RecordError,
    in_text::OrNone,
    record::{
        ArticleRecord, CoderRecord, ColourRecord, EndRecord, EntityRecord, ExamplesRecord, FactsRecord,
        FieldKindRecord, FieldRecord, LinkKindRecord, LinkRecord, MentionRecord, OriginRecord, RuleRecord,
        SourceRecord, SpanRecord, StatusRecord, TagRecord, ValueRecord,
    },
};
use crate::{
    model::{
        Article, ArticleId, Coder, CoderId, Colour, Entity, EntityKind, Examples, Facts, FieldDef, FieldId, FieldKind,
        FieldValue, Fields, Id, Link, LinkEnd, LinkKind, Mention, Origin, Rule, Source, Span, Status, Tag, Time,
    },
    text::FrozenText,
};

/// The id of the coder of marks for which the file names none.
pub fn unknown_coder() -> CoderId {
    CoderId(Id::from_bits([0; 10]))
}

fn coder_or_none(coder: CoderId) -> OrNone<CoderId> {
    OrNone((coder != unknown_coder()).then_some(coder))
}

fn time_or_none(time: Time) -> OrNone<Time> {
    OrNone((time != Time(0)).then_some(time))
}

fn stated_coder(coder: OrNone<CoderId>) -> CoderId {
    coder.0.unwrap_or_else(unknown_coder)
}

pub fn tag_record(tag: &Tag) -> TagRecord {
    TagRecord {
        id: tag.id.clone(),
        name: tag.name.clone(),
        parent: OrNone(tag.parent.clone()),
        badge: tag.badge.clone(),
        colour: match tag.colour {
            Colour::Slot(slot) => ColourRecord::Slot(slot),
            Colour::Rgb(r, g, b) => ColourRecord::Rgb(format!("#{r:02X}{g:02X}{b:02X}")),
        },
        key: tag.key.clone(),
        definition: tag.definition.clone(),
        examples: ExamplesRecord { yes: tag.examples.yes.clone(), no: tag.examples.no.clone() },
        fields: tag.fields.iter().map(field_record).collect(),
        extra: tag.extra.clone().into(),
    }
}

pub fn tag(record: TagRecord) -> Result<Tag, RecordError> {
    Ok(Tag {
        id: record.id,
        parent: record.parent.0,
        name: record.name,
        badge: record.badge,
        colour: match record.colour {
            ColourRecord::Slot(slot) => Colour::Slot(slot),
            ColourRecord::Rgb(hex) => rgb(&hex)?,
        },
        key: record.key,
        definition: record.definition,
        examples: Examples { yes: record.examples.yes, no: record.examples.no },
        fields: record.fields.into_iter().map(field).collect(),
        extra: record.extra.0,
    })
}

fn rgb(hex: &str) -> Result<Colour, RecordError> {
    let wrong = || RecordError::Colour(hex.to_owned());
    let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or_else(wrong)?;
    let number = u32::from_str_radix(digits, 16).map_err(|_no_number| wrong())?;
    let [_, r, g, b] = number.to_be_bytes();
    Ok(Colour::Rgb(r, g, b))
}

fn field_record(field: &FieldDef) -> FieldRecord {
    FieldRecord {
        id: field.id.clone(),
        name: field.name.clone(),
        kind: match &field.kind {
            FieldKind::Choice(choices) => FieldKindRecord::Choice(choices.clone()),
            FieldKind::Text => FieldKindRecord::Text,
            FieldKind::Number => FieldKindRecord::Number,
            FieldKind::YesNo => FieldKindRecord::YesNo,
            FieldKind::Date => FieldKindRecord::Date,
            FieldKind::Entity => FieldKindRecord::Entity,
        },
        definition: field.definition.clone(),
    }
}

fn field(record: FieldRecord) -> FieldDef {
    FieldDef {
        id: record.id,
        name: record.name,
        kind: match record.kind {
            FieldKindRecord::Choice(choices) => FieldKind::Choice(choices),
            FieldKindRecord::Text => FieldKind::Text,
            FieldKindRecord::Number => FieldKind::Number,
            FieldKindRecord::YesNo => FieldKind::YesNo,
            FieldKindRecord::Date => FieldKind::Date,
            FieldKindRecord::Entity => FieldKind::Entity,
        },
        definition: record.definition,
    }
}

pub fn link_kind_record(kind: &LinkKind) -> LinkKindRecord {
    LinkKindRecord {
        id: kind.id.clone(),
        name: kind.name.clone(),
        definition: kind.definition.clone(),
        from: kind.from.clone(),
        to: kind.to.clone(),
        fields: kind.fields.iter().map(field_record).collect(),
        extra: kind.extra.clone().into(),
    }
}

pub fn link_kind(record: LinkKindRecord) -> LinkKind {
    LinkKind {
        id: record.id,
        name: record.name,
        definition: record.definition,
        from: record.from,
        to: record.to,
        fields: record.fields.into_iter().map(field).collect(),
        extra: record.extra.0,
    }
}

pub fn rule_record(rule: &Rule) -> RuleRecord {
    match rule {
        Rule::Needs { tag, link } => RuleRecord::Needs { tag: tag.clone(), link: link.clone() },
        Rule::NestingDepth(depth) => RuleRecord::NestingDepth(*depth),
    }
}

pub fn rule(record: RuleRecord) -> Rule {
    match record {
        RuleRecord::Needs { tag, link } => Rule::Needs { tag, link },
        RuleRecord::NestingDepth(depth) => Rule::NestingDepth(depth),
    }
}

/// The rules without duplicates.
pub fn rules(records: Vec<RuleRecord>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::with_capacity(records.len());
    for rule in records.into_iter().map(rule) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules
}

pub fn coder_record(coder: &Coder) -> CoderRecord {
    CoderRecord { id: coder.id, name: coder.name.clone(), extra: coder.extra.clone().into() }
}

pub fn coder(record: CoderRecord) -> Coder {
    Coder { id: record.id, name: record.name, extra: record.extra.0 }
}

pub fn entity_record(entity: &Entity) -> EntityRecord {
    let entity = entity.clone();
    EntityRecord {
        id: entity.id,
        kind: entity.kind.as_str().to_owned(),
        name: entity.name,
        aliases: entity.aliases,
        key: entity.key,
        role: entity.role,
        side: entity.side,
        country: entity.country,
        wikidata: entity.wikidata,
        note: entity.note,
        extra: entity.extra.into(),
    }
}

pub fn entity(record: EntityRecord) -> Entity {
    Entity {
        id: record.id,
        kind: EntityKind::from_word(&record.kind),
        name: record.name,
        aliases: record.aliases,
        key: record.key,
        role: record.role,
        side: record.side,
        country: record.country,
        wikidata: record.wikidata,
        note: record.note,
        extra: record.extra.0,
    }
}

pub fn facts_record(facts: Facts) -> FactsRecord {
    FactsRecord {
        title: facts.title,
        outlet: facts.outlet,
        author: facts.author,
        published: facts.published,
        address: facts.address,
        language: facts.language,
        note: facts.note,
    }
}

pub fn facts(record: FactsRecord) -> Facts {
    Facts {
        title: record.title,
        outlet: record.outlet,
        author: record.author,
        published: record.published,
        address: record.address,
        language: record.language,
        note: record.note,
    }
}

pub fn article_record(article: &Article) -> ArticleRecord {
    let (facts, source) = (article.facts.clone(), article.source.clone());
    ArticleRecord {
        id: article.id,
        sha256: article.stated_sha256.clone().unwrap_or_else(|| hex(&article.text.sha256())),
        text: article.text.as_str().to_owned(),
        title: facts.title,
        outlet: facts.outlet,
        author: facts.author,
        published: facts.published,
        address: facts.address,
        language: facts.language,
        note: facts.note,
        replaces: OrNone(article.replaces),
        source: SourceRecord {
            name: source.name,
            format: source.format,
            encoding: source.encoding,
            steps: source.steps,
            sha256: source.sha256,
        },
        added: time_or_none(article.added),
        extra: article.extra.clone().into(),
    }
}

/// An article with its text, which was taken from the record, and the hash that the record states, right or wrong.
pub fn article(record: ArticleRecord, text: FrozenText) -> Article {
    let facts = Facts {
        title: record.title,
        outlet: record.outlet,
        author: record.author,
        published: record.published,
        address: record.address,
        language: record.language,
        note: record.note,
    };
    let source = Source {
        name: record.source.name,
        format: record.source.format,
        encoding: record.source.encoding,
        steps: record.source.steps,
        sha256: record.source.sha256,
    };
    let mut article = Article::new(record.id, text, facts, source, record.added.0.unwrap_or_default());
    article.replaces = record.replaces.0;
    article.stated_sha256 = Some(record.sha256);
    article.extra = record.extra.0;
    article
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The record of a span, with its place and words left empty.
pub fn span_record(article_id: ArticleId, span: &Span) -> SpanRecord {
    SpanRecord {
        id: span.id,
        article: article_id,
        tag: span.tag.clone(),
        at: Vec::new(),
        words: Vec::new(),
        entity: OrNone(span.entity),
        mention: match span.mention {
            Mention::Name => MentionRecord::Name,
            Mention::Pronoun => MentionRecord::Pronoun,
            Mention::Description => MentionRecord::Description,
        },
        fields: value_records(&span.fields).into(),
        note: span.note.clone(),
        flag: span.flag,
        by: coder_or_none(span.by),
        made: time_or_none(span.made),
        changed: span.changed.map(|(when, _)| time_or_none(when)).unwrap_or_default(),
        changed_by: span.changed.map(|(_, by)| coder_or_none(by)).unwrap_or_default(),
        codebook: span.codebook,
        origin: match span.origin {
            Origin::Hand => OriginRecord::Hand,
            Origin::Rule => OriginRecord::Rule,
            Origin::Import => OriginRecord::Import,
        },
        extra: span.extra.clone().into(),
    }
}

/// A span without its pieces, its place in code points, and its words.
pub fn span(record: SpanRecord) -> (Span, Vec<(u32, u32)>, Vec<String>) {
    let made = record.made.0.unwrap_or_default();
    let mut span = Span::new(record.id, record.tag, Vec::new(), stated_coder(record.by), made);
    span.entity = record.entity.0;
    span.mention = match record.mention {
        MentionRecord::Name => Mention::Name,
        MentionRecord::Pronoun => Mention::Pronoun,
        MentionRecord::Description => Mention::Description,
    };
    span.fields = fields(record.fields.0);
    span.note = record.note;
    span.flag = record.flag;
    if record.changed.0.is_some() || record.changed_by.0.is_some() {
        span.changed = Some((record.changed.0.unwrap_or_default(), stated_coder(record.changed_by)));
    }
    span.codebook = record.codebook;
    span.origin = match record.origin {
        OriginRecord::Hand => Origin::Hand,
        OriginRecord::Rule => Origin::Rule,
        OriginRecord::Import => Origin::Import,
    };
    span.extra = record.extra.0;
    (span, record.at, record.words)
}

pub fn link_record(link: &Link) -> LinkRecord {
    LinkRecord {
        id: link.id,
        kind: link.kind.clone(),
        from: link.from,
        to: match link.to {
            LinkEnd::Span(id) => EndRecord::Span(id),
            LinkEnd::Entity(id) => EndRecord::Entity(id),
            LinkEnd::Unnamed => EndRecord::Unnamed,
            LinkEnd::Nobody => EndRecord::Nobody,
        },
        order: link.order,
        fields: value_records(&link.fields).into(),
        note: link.note.clone(),
        by: coder_or_none(link.by),
        made: time_or_none(link.made),
        extra: link.extra.clone().into(),
    }
}

pub fn link(record: LinkRecord) -> Link {
    Link {
        id: record.id,
        kind: record.kind,
        from: record.from,
        to: match record.to {
            EndRecord::Span(id) => LinkEnd::Span(id),
            EndRecord::Entity(id) => LinkEnd::Entity(id),
            EndRecord::Unnamed => LinkEnd::Unnamed,
            EndRecord::Nobody => LinkEnd::Nobody,
        },
        order: record.order,
        fields: fields(record.fields.0),
        note: record.note,
        by: stated_coder(record.by),
        made: record.made.0.unwrap_or_default(),
        extra: record.extra.0,
    }
}

pub fn status_record(status: Status) -> StatusRecord {
    match status {
        Status::New => StatusRecord::New,
        Status::InWork => StatusRecord::InWork,
        Status::Done => StatusRecord::Done,
    }
}

pub fn status(record: &StatusRecord) -> Status {
    match record {
        StatusRecord::New => Status::New,
        StatusRecord::InWork => Status::InWork,
        StatusRecord::Done => Status::Done,
    }
}

fn value_records(fields: &Fields) -> BTreeMap<FieldId, ValueRecord> {
    let record = |value: &FieldValue| match value.clone() {
        FieldValue::Choice(choice) => ValueRecord::Choice(choice),
        FieldValue::Text(text) => ValueRecord::Text(text),
        FieldValue::Number(number) => ValueRecord::Number(number),
        FieldValue::YesNo(yes) => ValueRecord::YesNo(yes),
        FieldValue::Date(date) => ValueRecord::Date(date),
        FieldValue::Entity(id) => ValueRecord::Entity(id),
    };
    fields.iter().map(|(id, value)| (id.clone(), record(value))).collect()
}

fn fields(records: BTreeMap<FieldId, ValueRecord>) -> Fields {
    let value = |record: ValueRecord| match record {
        ValueRecord::Choice(choice) => FieldValue::Choice(choice),
        ValueRecord::Text(text) => FieldValue::Text(text),
        ValueRecord::Number(number) => FieldValue::Number(number),
        ValueRecord::YesNo(yes) => FieldValue::YesNo(yes),
        ValueRecord::Date(date) => FieldValue::Date(date),
        ValueRecord::Entity(id) => FieldValue::Entity(id),
    };
    records.into_iter().map(|(id, record)| (id, value(record))).collect()
}
