//! What a project is: plain types, one per file, without input, output or serialisation.
//!
//! The truth lives here once: in memory marks are byte ranges of frozen text; what can be derived (indices, counts)
//! is kept beside the records by the type that owns them. Only [`crate::edit`] changes a project.

mod article;
mod blind;
mod check;
mod codebook;
mod coder;
mod conflict;
mod decision;
mod double;
mod entity;
mod extra;
mod field;
mod figure;
mod flow;
mod guid;
mod id;
mod layer;
mod link;
mod links;
mod listing;
mod loops;
mod progress;
mod project;
mod quarantine;
mod sampling;
mod span;
mod spans;
mod structure;
mod tag;
mod tags;
mod team;
mod time;
mod typed;

pub use article::{Article, BETWEEN_PIECES, Dating, Direction, Facts, LanguageOrigin, Source};
pub use blind::LastSeen;
pub use check::{Problem, Subject, check};
pub use codebook::{Codebook, CueClass, LinkKind, Rule, SameName, TagIndex};
pub use coder::Coder;
pub use conflict::Conflict;
pub use decision::{Absence, Decision, NotMentioned, Reviewed, Verdict};
pub use double::Filled;
pub use entity::{Coordinates, Entity, EntityKind};
pub use extra::Extra;
pub use field::{
    AnswerError, FieldDef, FieldKind, FieldValue, Fields, is_date, kind_of_words, read_answer, value_of_words,
};
pub use figure::Figure;
pub use flow::Flow;
pub use guid::guid;
pub use id::{
    ArticleId, CoderId, CueClassId, DecisionId, EntityId, FieldId, FigureId, Id, InvalidId, LinkId, LinkKindId,
    ProjectId, SpanId, TagId,
};
pub use layer::Layer;
pub use link::{Link, LinkEnd};
pub use links::Links;
pub use progress::{Dismissed, Status};
pub use project::{Project, UNTITLED, Unplaced};
pub use quarantine::{Misfit, Quarantined};
pub use sampling::{Assigning, loads};
pub use span::{Mention, Origin, Span};
pub use spans::Spans;
pub use structure::{COLUMN, Run, RunKind};
pub use tag::{Colour, Examples, Tag};
pub use tags::Tags;
pub use team::Team;
pub use time::{InvalidTime, Time};
pub use typed::{EntityPart, InvalidWikidataId, choices_of, letter_of, lines_of, wikidata_id};
