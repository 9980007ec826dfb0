//! Facts of articles from the names of their files: patterns such as `{date} – {title} – {outlet}`, what a name says by one,
//! which pattern fits a set of names, and the facts put where they belong.

mod apply;
mod form;
mod guess;
mod pattern;
mod shapes;
mod slots;

pub use self::{
    apply::{Applied, Kept, Replaces, apply},
    pattern::{Found, Pattern, stem_of},
    slots::PatternError,
};
