//! When an article was published: every place that states it, in the order in which they are trusted, and what follows.
//!
//! The day is the outlet's own, in the zone that the file states. When something was changed, archived or saved never
//! stands for the day on which it was published.

mod address;
mod dateline;
mod find;
mod labels;
mod moment;
mod months;
mod place;
mod reader;
mod settle;
mod text;
mod tokens;

pub(super) use self::{
    address::date_in,
    dateline::datelines,
    find::{dates, read},
    labels::{Label, label},
    moment::Part,
    place::Place,
    settle::{Clues, Stated, month_first, settle},
    text::{settle_by_text, settle_by_value},
};
