//! The records of people and of names.

use super::shared::{changed, changed_at, changed_by};
use crate::{
    model::{Coder, Coordinates, Entity, EntityKind},
    store::record::{CoderRecord, EntityRecord},
};

pub(in crate::store) fn coder_record(coder: &Coder) -> CoderRecord {
    CoderRecord {
        id: coder.id,
        name: coder.name.clone(),
        changed: changed_at(coder.changed),
        changed_by: changed_by(coder.changed),
        extra: coder.extra.clone().into(),
    }
}

pub(in crate::store) fn coder(record: CoderRecord) -> Coder {
    Coder {
        id: record.id,
        name: record.name,
        changed: changed(record.changed, record.changed_by),
        extra: record.extra.0,
    }
}

pub(in crate::store) fn entity_record(entity: &Entity) -> EntityRecord {
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
        coordinates: entity.coordinates.map(|at| (at.latitude, at.longitude)),
        changed: changed_at(entity.changed),
        changed_by: changed_by(entity.changed),
        extra: entity.extra.into(),
    }
}

pub(in crate::store) fn entity(record: EntityRecord) -> Entity {
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
        coordinates: record.coordinates.map(|(latitude, longitude)| Coordinates { latitude, longitude }),
        changed: changed(record.changed, record.changed_by),
        extra: record.extra.0,
    }
}
