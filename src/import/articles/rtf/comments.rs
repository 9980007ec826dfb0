//! Comments in RTF: what is known of each stands in pieces before it and in it.

use std::collections::BTreeMap;

use super::group::Part;
use crate::{
    import::{articles::format::Comment, package::place_of},
    model::Time,
    text::{ByteRange, FrozenText},
};

/// The comments of a document as they are read.
#[derive(Default)]
pub(super) struct Comments {
    /// Where the words of each begin and end, by its name.
    ranges: BTreeMap<String, (usize, usize)>,
    next: Known,
    all: Vec<(Known, usize, String)>,
}

/// What is known of a comment.
#[derive(Default)]
struct Known {
    initials: String,
    author: String,
    time: String,
    name: String,
}

/// A longer name or time is none.
const LONGEST: usize = 1_000;

impl Comments {
    /// A piece of what is known of the next comment.
    pub(super) fn push(&mut self, part: Part, words: &str) {
        let piece = match part {
            Part::Initials => &mut self.next.initials,
            Part::Author => &mut self.next.author,
            Part::Time => &mut self.next.time,
            Part::Start | Part::End | Part::Name => &mut self.next.name,
        };
        if piece.len() < LONGEST {
            piece.push_str(words);
        }
    }

    /// Such a piece ends, at this byte of the article.
    pub(super) fn end_part(&mut self, part: Part, at: usize) {
        match part {
            Part::Start => {
                let name = self.take_name();
                self.ranges.insert(name, (at, at));
            }
            Part::End => {
                let name = self.take_name();
                self.ranges.entry(name).or_insert((at, at)).1 = at;
            }
            Part::Initials | Part::Author | Part::Time | Part::Name => {}
        }
    }

    fn take_name(&mut self) -> String {
        std::mem::take(&mut self.next.name).trim().to_owned()
    }

    /// The comment itself, which stands at this byte of the article.
    pub(super) fn add(&mut self, at: usize, words: String) {
        let known = std::mem::take(&mut self.next);
        self.all.push((known, at, words));
    }

    /// The next comment is left out.
    pub(super) fn drop_next(&mut self) {
        self.next = Known::default();
    }

    /// The comments on their words.
    pub(super) fn on(self, text: &FrozenText) -> Vec<Comment> {
        let ranges = self.ranges;
        let comment = |(known, at, words): (Known, usize, String)| {
            let (start, end) = ranges.get(known.name.trim()).copied().unwrap_or((at, at));
            let author = if known.author.trim().is_empty() { known.initials } else { known.author };
            let (author, made) = (author.trim().to_owned(), time(&known.time));
            Comment { at: place_of(text, start, end), words: words.trim().to_owned(), author, made }
        };
        let comments = self.all.into_iter().map(comment);
        comments.filter(|comment| comment.at != ByteRange::default() && !comment.at.is_empty()).collect()
    }
}

/// A time as Word packs it into a number, from the minute in its lowest bits up; it has no zone, and is taken as UTC.
fn time(packed: &str) -> Option<Time> {
    let packed: i64 = packed.trim().parse().ok()?;
    let bits = |from: u32, count: u32| (packed >> from) & ((1 << count) - 1);
    let (minute, hour, day, month, year) = (bits(0, 6), bits(6, 5), bits(11, 5), bits(16, 4), 1900 + bits(20, 9));
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_time_is_a_time() {
        let packed = 30 + (14 << 6) + (6 << 11) + (3 << 16) + (122 << 20);
        assert_eq!(time(&packed.to_string()), "2022-03-06T14:30:00Z".parse().ok());
        assert!(time(&packed.to_string()).is_some());
        assert_eq!([time("0"), time(""), time("-")], [None; 3]);
        // The day of the week in the highest bits makes the number a negative one.
        assert_eq!(time(&(packed - (1_i64 << 31)).to_string()), time(&packed.to_string()));
    }
}
