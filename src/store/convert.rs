//! From the model's types to the file's records and back, one pair of functions a type. Offsets are not converted
//! here but where articles are read and written, in one sweep.

use super::record::{
    ArticleRecord, CoderRecord, ColourRecord, EndRecord, EntityRecord, ExamplesRecord, FieldKindRecord, FieldRecord,
    LinkKindRecord, LinkRecord, MentionRecord, OriginRecord, RuleRecord, SourceRecord, SpanRecord, StatusRecord,
    TagRecord, ValueRecord,
};
use crate::model::{
    Article, Coder, CoderId, Colour, Entity, EntityKind, Examples, Facts, FieldDef, FieldId, FieldKind, FieldValue,
    Fields, Id, Link, LinkEnd, LinkKind, LinkKindId, Mention, Origin, Rule, Source, Span, Status, Tag, TagId, Time,
};

/// An id that stands for a missing one: no coder, no time was stated.
pub fn id_or_none<T>(text: &str, make: fn(Id) -> T) -> Result<Option<T>, String> {
    if text.is_empty() { Ok(None) } else { parse_id(text, make).map(Some) }
}

/// An id of sixteen characters.
pub fn parse_id<T>(text: &str, make: fn(Id) -> T) -> Result<T, String> {
    text.parse().map(make).map_err(|error: crate::model::InvalidId| error.to_string())
}

fn parse_time(text: &str) -> Result<Time, String> {
    if text.is_empty() {
        Ok(Time(0))
    } else {
        text.parse().map_err(|error: crate::model::InvalidTime| error.to_string())
    }
}

fn time_text(time: Time) -> String {
    if time == Time(0) { String::new() } else { time.to_string() }
}

/// The id of the coder of marks for which the file states none.
pub fn unknown_coder() -> CoderId {
    CoderId(Id::from_bits([0; 10]))
}

fn coder_text(coder: CoderId) -> String {
    if coder == unknown_coder() { String::new() } else { coder.to_string() }
}

pub fn tag_record(tag: &Tag) -> TagRecord {
    TagRecord {
        id: tag.id.to_string(),
        name: tag.name.clone(),
        parent: tag.parent.as_ref().map(ToString::to_string).unwrap_or_default(),
        badge: tag.badge.clone(),
        colour: match tag.colour {
            Colour::Slot(slot) => ColourRecord::Slot(slot),
            Colour::Rgb(r, g, b) => ColourRecord::Rgb(format!("#{r:02X}{g:02X}{b:02X}")),
        },
        key: tag.key.clone(),
        definition: tag.definition.clone(),
        examples: ExamplesRecord { yes: tag.examples.yes.clone(), no: tag.examples.no.clone() },
        fields: tag.fields.iter().map(field_record).collect(),
        extra: tag.extra.clone(),
    }
}

pub fn tag(record: TagRecord) -> Result<Tag, String> {
    Ok(Tag {
        id: TagId::new(&record.id),
        parent: (!record.parent.is_empty()).then(|| TagId::new(&record.parent)),
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
        extra: record.extra,
    })
}

fn rgb(hex: &str) -> Result<Colour, String> {
    let wrong = || format!("{hex:?} is not a colour: #RRGGBB is expected");
    let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6).ok_or_else(wrong)?;
    let number = u32::from_str_radix(digits, 16).map_err(|_no_number| wrong())?;
    let [_, r, g, b] = number.to_be_bytes();
    Ok(Colour::Rgb(r, g, b))
}

fn field_record(field: &FieldDef) -> FieldRecord {
    FieldRecord {
        id: field.id.to_string(),
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
        id: FieldId::new(&record.id),
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
        id: kind.id.to_string(),
        name: kind.name.clone(),
        definition: kind.definition.clone(),
        from: kind.from.iter().map(ToString::to_string).collect(),
        to: kind.to.iter().map(ToString::to_string).collect(),
        fields: kind.fields.iter().map(field_record).collect(),
        extra: kind.extra.clone(),
    }
}

pub fn link_kind(record: LinkKindRecord) -> LinkKind {
    let tags = |ids: Vec<String>| ids.iter().map(|id| TagId::new(id)).collect();
    LinkKind {
        id: LinkKindId::new(&record.id),
        name: record.name,
        definition: record.definition,
        from: tags(record.from),
        to: tags(record.to),
        fields: record.fields.into_iter().map(field).collect(),
        extra: record.extra,
    }
}

pub fn rule_record(rule: &Rule) -> RuleRecord {
    match rule {
        Rule::Needs { tag, link } => RuleRecord::Needs { tag: tag.to_string(), link: link.to_string() },
        Rule::NestingDepth(depth) => RuleRecord::NestingDepth(*depth),
    }
}

pub fn rule(record: RuleRecord) -> Rule {
    match record {
        RuleRecord::Needs { tag, link } => Rule::Needs { tag: TagId::new(&tag), link: LinkKindId::new(&link) },
        RuleRecord::NestingDepth(depth) => Rule::NestingDepth(depth),
    }
}

pub fn coder_record(coder: &Coder) -> CoderRecord {
    CoderRecord { id: coder.id.to_string(), name: coder.name.clone(), extra: coder.extra.clone() }
}

pub fn coder(record: CoderRecord) -> Result<Coder, String> {
    Ok(Coder { id: parse_id(&record.id, CoderId)?, name: record.name, extra: record.extra })
}

pub fn entity_record(entity: &Entity) -> EntityRecord {
    let entity = entity.clone();
    EntityRecord {
        id: entity.id.to_string(),
        kind: entity.kind.as_str().to_owned(),
        name: entity.name,
        aliases: entity.aliases,
        role: entity.role,
        side: entity.side,
        country: entity.country,
        wikidata: entity.wikidata,
        note: entity.note,
        extra: entity.extra,
    }
}

pub fn entity(record: EntityRecord) -> Result<Entity, String> {
    Ok(Entity {
        id: parse_id(&record.id, crate::model::EntityId)?,
        kind: EntityKind::from_word(&record.kind),
        name: record.name,
        aliases: record.aliases,
        role: record.role,
        side: record.side,
        country: record.country,
        wikidata: record.wikidata,
        note: record.note,
        extra: record.extra,
    })
}

pub fn article_record(article: &Article) -> ArticleRecord {
    let (facts, source) = (article.facts.clone(), article.source.clone());
    ArticleRecord {
        id: article.id.to_string(),
        sha256: article.stated_sha256.clone().unwrap_or_else(|| hex(&article.text.sha256())),
        text: article.text.as_str().to_owned(),
        title: facts.title,
        outlet: facts.outlet,
        author: facts.author,
        published: facts.published,
        address: facts.address,
        language: facts.language,
        note: facts.note,
        replaces: article.replaces.map(|id| id.to_string()).unwrap_or_default(),
        source: SourceRecord {
            name: source.name,
            format: source.format,
            encoding: source.encoding,
            steps: source.steps,
            sha256: source.sha256,
        },
        added: time_text(article.added),
        extra: article.extra.clone(),
    }
}

/// An article with the hash that its record states, right or wrong.
pub fn article(record: ArticleRecord) -> Result<Article, String> {
    let id = parse_id(&record.id, crate::model::ArticleId)?;
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
    let text = crate::text::FrozenText::verbatim(record.text);
    let mut article = Article::new(id, text, facts, source, parse_time(&record.added)?);
    article.replaces = id_or_none(&record.replaces, crate::model::ArticleId)?;
    article.stated_sha256 = Some(record.sha256);
    article.extra = record.extra;
    Ok(article)
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The record of a span, with its place and words left empty.
pub fn span_record(article: &Article, span: &Span) -> SpanRecord {
    SpanRecord {
        id: span.id.to_string(),
        article: article.id.to_string(),
        tag: span.tag.to_string(),
        at: Vec::new(),
        words: Vec::new(),
        entity: span.entity.map(|id| id.to_string()).unwrap_or_default(),
        mention: match span.mention {
            Mention::Name => MentionRecord::Name,
            Mention::Pronoun => MentionRecord::Pronoun,
            Mention::Description => MentionRecord::Description,
        },
        fields: value_records(&span.fields),
        note: span.note.clone(),
        flag: span.flag,
        by: coder_text(span.by),
        made: time_text(span.made),
        changed: span.changed.map(|(when, _)| time_text(when)).unwrap_or_default(),
        changed_by: span.changed.map(|(_, by)| coder_text(by)).unwrap_or_default(),
        codebook: span.codebook,
        origin: match span.origin {
            Origin::Hand => OriginRecord::Hand,
            Origin::Rule => OriginRecord::Rule,
            Origin::Import => OriginRecord::Import,
        },
        extra: span.extra.clone(),
    }
}

/// A span without its pieces.
pub fn span(record: &SpanRecord) -> Result<Span, String> {
    let by = id_or_none(&record.by, CoderId)?.unwrap_or_else(unknown_coder);
    let mut span = Span::new(
        parse_id(&record.id, crate::model::SpanId)?,
        TagId::new(&record.tag),
        Vec::new(),
        by,
        parse_time(&record.made)?,
    );
    span.entity = id_or_none(&record.entity, crate::model::EntityId)?;
    span.mention = match record.mention {
        MentionRecord::Name => Mention::Name,
        MentionRecord::Pronoun => Mention::Pronoun,
        MentionRecord::Description => Mention::Description,
    };
    span.fields = fields(&record.fields)?;
    span.note.clone_from(&record.note);
    span.flag = record.flag;
    if !record.changed.is_empty() || !record.changed_by.is_empty() {
        let by = id_or_none(&record.changed_by, CoderId)?.unwrap_or_else(unknown_coder);
        span.changed = Some((parse_time(&record.changed)?, by));
    }
    span.codebook = record.codebook;
    span.origin = match record.origin {
        OriginRecord::Hand => Origin::Hand,
        OriginRecord::Rule => Origin::Rule,
        OriginRecord::Import => Origin::Import,
    };
    span.extra.clone_from(&record.extra);
    Ok(span)
}

pub fn link_record(link: &Link) -> LinkRecord {
    LinkRecord {
        id: link.id.to_string(),
        kind: link.kind.to_string(),
        from: link.from.to_string(),
        to: match link.to {
            LinkEnd::Span(id) => EndRecord::Span(id.to_string()),
            LinkEnd::Entity(id) => EndRecord::Entity(id.to_string()),
            LinkEnd::Unnamed => EndRecord::Unnamed,
            LinkEnd::Nobody => EndRecord::Nobody,
        },
        order: link.order,
        fields: value_records(&link.fields),
        note: link.note.clone(),
        by: coder_text(link.by),
        made: time_text(link.made),
        extra: link.extra.clone(),
    }
}

pub fn link(record: &LinkRecord) -> Result<Link, String> {
    Ok(Link {
        id: parse_id(&record.id, crate::model::LinkId)?,
        kind: LinkKindId::new(&record.kind),
        from: parse_id(&record.from, crate::model::SpanId)?,
        to: match &record.to {
            EndRecord::Span(id) => LinkEnd::Span(parse_id(id, crate::model::SpanId)?),
            EndRecord::Entity(id) => LinkEnd::Entity(parse_id(id, crate::model::EntityId)?),
            EndRecord::Unnamed => LinkEnd::Unnamed,
            EndRecord::Nobody => LinkEnd::Nobody,
        },
        order: record.order,
        fields: fields(&record.fields)?,
        note: record.note.clone(),
        by: id_or_none(&record.by, CoderId)?.unwrap_or_else(unknown_coder),
        made: parse_time(&record.made)?,
        extra: record.extra.clone(),
    })
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

fn value_records(fields: &Fields) -> std::collections::BTreeMap<String, ValueRecord> {
    let record = |value: &FieldValue| match value.clone() {
        FieldValue::Choice(choice) => ValueRecord::Choice(choice),
        FieldValue::Text(text) => ValueRecord::Text(text),
        FieldValue::Number(number) => ValueRecord::Number(number),
        FieldValue::YesNo(yes) => ValueRecord::YesNo(yes),
        FieldValue::Date(date) => ValueRecord::Date(date),
        FieldValue::Entity(id) => ValueRecord::Entity(id.to_string()),
    };
    fields.iter().map(|(id, value)| (id.to_string(), record(value))).collect()
}

fn fields(records: &std::collections::BTreeMap<String, ValueRecord>) -> Result<Fields, String> {
    let value = |record: &ValueRecord| -> Result<FieldValue, String> {
        Ok(match record.clone() {
            ValueRecord::Choice(choice) => FieldValue::Choice(choice),
            ValueRecord::Text(text) => FieldValue::Text(text),
            ValueRecord::Number(number) => FieldValue::Number(number),
            ValueRecord::YesNo(yes) => FieldValue::YesNo(yes),
            ValueRecord::Date(date) => FieldValue::Date(date),
            ValueRecord::Entity(id) => FieldValue::Entity(parse_id(&id, crate::model::EntityId)?),
        })
    };
    records.iter().map(|(id, record)| Ok((FieldId::new(id), value(record)?))).collect()
}
