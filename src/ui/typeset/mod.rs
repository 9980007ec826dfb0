//! Sets text in lines, for the article and for fields: each unit of it is shaped alone and stands where the order of the
//! text puts it, so that points, ranges and the caret are found in either direction.

mod layout;
mod places;

pub(super) use layout::{BlockLayout, BlockStyle, Face, Inks, Line};
