//! What the records of several lists have in common.

use std::collections::BTreeMap;

use crate::{
    model::{CoderId, FieldId, FieldValue, Fields, Id, Time},
    store::{in_text::OrNone, record::ValueRecord},
};

/// The id of the coder of marks for which the file names none.
fn unknown_coder() -> CoderId {
    CoderId(Id::from_bits([0; 10]))
}

pub(in crate::store) fn coder_or_none(coder: CoderId) -> OrNone<CoderId> {
    OrNone((coder != unknown_coder()).then_some(coder))
}

pub(in crate::store) fn time_or_none(time: Time) -> OrNone<Time> {
    OrNone((time != Time(0)).then_some(time))
}

pub(in crate::store) fn stated_coder(coder: OrNone<CoderId>) -> CoderId {
    coder.0.unwrap_or_else(unknown_coder)
}

/// When a record was last changed.
pub(in crate::store) fn changed_at(changed: Option<(Time, CoderId)>) -> OrNone<Time> {
    changed.map(|(when, _)| time_or_none(when)).unwrap_or_default()
}

/// Who last changed a record.
pub(in crate::store) fn changed_by(changed: Option<(Time, CoderId)>) -> OrNone<CoderId> {
    changed.map(|(_, by)| coder_or_none(by)).unwrap_or_default()
}

/// When, and by whom, a record was last changed.
pub(in crate::store) fn changed(when: OrNone<Time>, by: OrNone<CoderId>) -> Option<(Time, CoderId)> {
    let is_stated = when.0.is_some() || by.0.is_some();
    is_stated.then(|| (when.0.unwrap_or_default(), stated_coder(by)))
}

/// Bytes in hexadecimal.
pub(in crate::store) fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

pub(in crate::store) fn value_records(fields: &Fields) -> BTreeMap<FieldId, ValueRecord> {
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

pub(in crate::store) fn fields(records: BTreeMap<FieldId, ValueRecord>) -> Fields {
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
