//! What a web page says about the article in it: linked data, fact checks, properties of its elements, its head, its lines of date and
//! author; and which of its blocks of text the article may be.

mod authors;
mod blocks;
mod claim_review;
mod dates;
mod linked_data;
mod parts;
mod structure;

pub(super) use self::{
    authors::authors,
    blocks::{Block, Choice, blocks, choose},
    claim_review::{CLAIM_REVIEWED, claim_reviews},
    dates::dates,
    linked_data::{Described, described, of_page},
    parts::Parts,
    structure::structure,
};
