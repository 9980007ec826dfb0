//! The records of the codebook.

use super::shared::{changed, changed_at, changed_by};
use crate::{
    model::{Colour, CueClass, Examples, FieldDef, FieldKind, LinkKind, Rule, Tag},
    store::{
        errors::RecordError,
        in_text::OrNone,
        record::{
            ColourRecord, CueClassRecord, ExamplesRecord, FieldKindRecord, FieldRecord, LinkKindRecord, RuleRecord,
            TagRecord,
        },
    },
};

pub(in crate::store) fn tag_record(tag: &Tag) -> TagRecord {
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
        changed: changed_at(tag.changed),
        changed_by: changed_by(tag.changed),
        extra: tag.extra.clone().into(),
    }
}

pub(in crate::store) fn tag(record: TagRecord) -> Result<Tag, RecordError> {
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
        changed: changed(record.changed, record.changed_by),
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

pub(in crate::store) fn field_record(field: &FieldDef) -> FieldRecord {
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

pub(in crate::store) fn field(record: FieldRecord) -> FieldDef {
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

pub(in crate::store) fn link_kind_record(kind: &LinkKind) -> LinkKindRecord {
    LinkKindRecord {
        id: kind.id.clone(),
        name: kind.name.clone(),
        definition: kind.definition.clone(),
        from: kind.from.clone(),
        to: kind.to.clone(),
        fields: kind.fields.iter().map(field_record).collect(),
        changed: changed_at(kind.changed),
        changed_by: changed_by(kind.changed),
        extra: kind.extra.clone().into(),
    }
}

pub(in crate::store) fn link_kind(record: LinkKindRecord) -> LinkKind {
    LinkKind {
        id: record.id,
        name: record.name,
        definition: record.definition,
        from: record.from,
        to: record.to,
        fields: record.fields.into_iter().map(field).collect(),
        changed: changed(record.changed, record.changed_by),
        extra: record.extra.0,
    }
}

pub(in crate::store) fn rule_record(rule: &Rule) -> RuleRecord {
    match rule {
        Rule::Needs { tag, link } => RuleRecord::Needs { tag: tag.clone(), link: link.clone() },
        Rule::NestingDepth(depth) => RuleRecord::NestingDepth(*depth),
    }
}

pub(in crate::store) fn rule(record: RuleRecord) -> Rule {
    match record {
        RuleRecord::Needs { tag, link } => Rule::Needs { tag, link },
        RuleRecord::NestingDepth(depth) => Rule::NestingDepth(depth),
    }
}

/// The rules without duplicates.
pub(in crate::store) fn rules(records: Vec<RuleRecord>) -> Vec<Rule> {
    let mut rules: Vec<Rule> = Vec::with_capacity(records.len());
    for rule in records.into_iter().map(rule) {
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    rules
}

pub(in crate::store) fn cue_class_record(class: &CueClass) -> CueClassRecord {
    CueClassRecord {
        id: class.id.clone(),
        name: class.name.clone(),
        definition: class.definition.clone(),
        cues: class.cues.clone(),
        extra: class.extra.clone().into(),
    }
}

pub(in crate::store) fn cue_class(record: CueClassRecord) -> CueClass {
    CueClass {
        id: record.id,
        name: record.name,
        definition: record.definition,
        cues: record.cues,
        extra: record.extra.0,
    }
}
