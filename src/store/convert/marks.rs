//! The records of marks, of links, and of how far people are.

use super::shared::{
    changed, changed_at, changed_by, coder_or_none, fields, stated_coder, time_or_none, value_records,
};
use crate::{
    model::{ArticleId, Link, LinkEnd, Mention, Origin, Span, Status},
    store::{
        in_text::OrNone,
        record::{EndRecord, LinkRecord, MentionRecord, OriginRecord, SpanRecord, StatusRecord},
    },
};

/// The record of a span, with its place and words left empty.
pub(in crate::store) fn span_record(article_id: ArticleId, span: &Span) -> SpanRecord {
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
        changed: changed_at(span.changed),
        changed_by: changed_by(span.changed),
        codebook: span.codebook,
        origin: match span.origin {
            Origin::Hand => OriginRecord::Hand,
            Origin::Rule => OriginRecord::Rule,
            Origin::Import => OriginRecord::Import,
            Origin::Consensus => OriginRecord::Consensus,
            Origin::Suggestion => OriginRecord::Suggestion,
        },
        made_from: span.made_from.clone(),
        by_rule: span.by_rule.clone(),
        extra: span.extra.clone().into(),
    }
}

/// A span without its pieces, its place in code points, and its words.
pub(in crate::store) fn span(record: SpanRecord) -> (Span, Vec<(u32, u32)>, Vec<String>) {
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
    span.changed = changed(record.changed, record.changed_by);
    span.codebook = record.codebook;
    span.origin = match record.origin {
        OriginRecord::Hand => Origin::Hand,
        OriginRecord::Rule => Origin::Rule,
        OriginRecord::Import => Origin::Import,
        OriginRecord::Consensus => Origin::Consensus,
        OriginRecord::Suggestion => Origin::Suggestion,
    };
    span.made_from = record.made_from;
    span.by_rule = record.by_rule;
    span.extra = record.extra.0;
    (span, record.at, record.words)
}

pub(in crate::store) fn link_record(link: &Link) -> LinkRecord {
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
        changed: changed_at(link.changed),
        changed_by: changed_by(link.changed),
        extra: link.extra.clone().into(),
    }
}

pub(in crate::store) fn link(record: LinkRecord) -> Link {
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
        changed: changed(record.changed, record.changed_by),
        extra: record.extra.0,
    }
}

pub(in crate::store) fn status_record(status: Status) -> StatusRecord {
    match status {
        Status::New => StatusRecord::New,
        Status::InWork => StatusRecord::InWork,
        Status::Done => StatusRecord::Done,
    }
}

pub(in crate::store) fn status(record: &StatusRecord) -> Status {
    match record {
        StatusRecord::New => Status::New,
        StatusRecord::InWork => Status::InWork,
        StatusRecord::Done => Status::Done,
    }
}
