//! What is said of transcripts that were read.

use std::fmt;

use super::super::counted::Counted;

/// What is wrong with cues, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CueDoubt {
    pub(super) fault: Fault,
    pub(super) lines: Counted,
}

/// What is wrong with a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    /// It states no time that can be read.
    NoTime,
    /// No arrow stands between its times.
    NoArrow,
    /// It ends before it begins.
    Backwards,
    /// It begins before the one before it ends.
    Overlap,
}

impl fmt::Display for CueDoubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (fault, lines) = (self.fault, self.lines.told("line"));
        match fault {
            Fault::NoTime => write!(f, "Some captions have no readable time; their text was kept: {lines}."),
            Fault::NoArrow => write!(f, "Some captions have no arrow (-->) between their times: {lines}."),
            Fault::Backwards => write!(f, "Some captions end before they start: {lines}."),
            Fault::Overlap => write!(f, "Some captions overlap in time: {lines}."),
        }
    }
}
