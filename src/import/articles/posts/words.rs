//! What is said of posts that were read.

use std::fmt;

use crate::text::{grouped, plural};

/// What people should know of the posts of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PostsDoubt {
    /// So many posts have no words: pictures, mostly.
    WithoutText(usize),
    /// So many posts only pass on one of somebody else, whose words the file does not hold.
    Reposts(usize),
    /// So many records tell what happened in a chat: that somebody joined, or pinned a message.
    Events(usize),
    /// Records that are no posts.
    NotPosts(Records),
    /// The file ends too early, or is damaged from somewhere on.
    Damaged(String),
}

/// Records of a file, counted from 1: the first few, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Records {
    first: Vec<usize>,
    pub(super) count: usize,
}

/// How many records are told one by one.
const TOLD: usize = 5;

impl Records {
    pub(super) fn add(&mut self, record: usize) {
        self.count += 1;
        if self.first.len() < TOLD {
            self.first.push(record);
        }
    }
}

impl fmt::Display for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<String> = self.first.iter().map(|record| grouped(*record)).collect();
        write!(f, "{}{}", if self.count == 1 { "record " } else { "records " }, numbers.join(", "))?;
        match self.count.saturating_sub(self.first.len()) {
            0 => Ok(()),
            more => write!(f, " and {} more", grouped(more)),
        }
    }
}

impl fmt::Display for PostsDoubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WithoutText(count) => write!(f, "{} without text skipped.", plural(*count, "post")),
            Self::Reposts(count) => {
                write!(f, "{} skipped: the file doesn't contain the text.", plural(*count, "repost"))
            }
            Self::Events(count) => {
                write!(f, "{} skipped, such as who joined or what was pinned.", plural(*count, "service message"))
            }
            Self::NotPosts(records) => write!(f, "Not a post, or damaged, and skipped: {records}."),
            Self::Damaged(why) => {
                write!(f, "The file is damaged or incomplete ({why}); only the posts before the damage were read.")
            }
        }
    }
}

/// The title of what was posted on one day in a channel.
pub(super) fn title_of_day(outlet: &str, day: &str) -> String {
    format!("{outlet}, {day}")
}
