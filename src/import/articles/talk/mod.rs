//! Transcripts: captions of films and meetings, talk copied with its times, interviews. The words run on as paragraphs; when
//! they were said, and by whom, stands beside them.
//!
//! A name stands in the text once, before what its bearer says, for marks are made on words.

mod captions;
mod cues;
mod flow;
mod label;
mod line;
mod rolling;
mod timed;
mod times;
mod turns;
pub(super) mod words;

pub(super) use self::{
    captions::{CAPTIONS, is_captions},
    line::decoded,
    timed::{TRANSCRIPT, is_transcript},
    turns::turns,
};
