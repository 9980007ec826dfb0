//! From the model's types to the file's records and back, one pair of functions a type. Offsets are not converted
//! here but where articles are read and written, in one sweep.

mod article;
mod codebook;
mod marks;
mod people;
mod shared;
mod team;

pub(super) use self::{
    article::{article, article_record, facts, facts_record, run_kind, run_kind_record},
    codebook::{
        cue_class, cue_class_record, field, field_record, link_kind, link_kind_record, rule, rule_record, rules, tag,
        tag_record,
    },
    marks::{link, link_record, span, span_record, status, status_record},
    people::{coder, coder_record, entity, entity_record},
    shared::hex,
    team::{
        conflict, conflict_record, decision, decision_record, figure, figure_record, not_mentioned,
        not_mentioned_record, reviewed, reviewed_record,
    },
};
