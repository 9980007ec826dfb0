//! What is said of transcripts that were read.

use std::fmt;

use crate::text::grouped;

/// What is wrong with cues, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CueDoubt {
    pub(super) fault: Fault,
    pub(super) lines: Lines,
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

/// Lines of a file, counted from 1: the first few, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Lines {
    first: Vec<usize>,
    count: usize,
}

/// How many lines are told one by one.
const TOLD: usize = 5;

impl Lines {
    pub(super) fn add(&mut self, line: usize) {
        self.count += 1;
        if self.first.len() < TOLD {
            self.first.push(line);
        }
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<String> = self.first.iter().map(|line| grouped(*line)).collect();
        write!(f, "{}{}", if self.count == 1 { "line " } else { "lines " }, numbers.join(", "))?;
        match self.count.saturating_sub(self.first.len()) {
            0 => Ok(()),
            more => write!(f, " and {} more", grouped(more)),
        }
    }
}

impl fmt::Display for CueDoubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { fault, lines } = self;
        match fault {
            Fault::NoTime => write!(f, "Some captions have no readable time; their text was kept: {lines}."),
            Fault::NoArrow => write!(f, "Some captions have no arrow (-->) between their times: {lines}."),
            Fault::Backwards => write!(f, "Some captions end before they start: {lines}."),
            Fault::Overlap => write!(f, "Some captions overlap in time: {lines}."),
        }
    }
}
