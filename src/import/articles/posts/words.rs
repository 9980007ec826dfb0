//! What is said of posts that were read.

use std::fmt;

use super::super::counted::Counted;
use crate::text::plural;

/// What people should know of the posts of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PostsDoubt {
    /// So many posts have no words: pictures, mostly.
    WithoutText(usize),
    /// So many posts only pass on one of somebody else, whose words the file does not hold.
    Reposts(usize),
    /// So many posts repeat one of somebody else in full or in part.
    RepostsCut(usize),
    /// So many records tell what happened in a chat: that somebody joined, or pinned a message.
    Events(usize),
    /// Records that are no posts.
    NotPosts(Counted),
    /// The file ends too early, or is damaged from somewhere on.
    Damaged(String),
}

impl fmt::Display for PostsDoubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WithoutText(count) => write!(f, "{} without text skipped.", plural(*count, "post")),
            Self::Reposts(count) => {
                write!(f, "{} skipped: the file doesn't contain the text.", plural(*count, "repost"))
            }
            Self::RepostsCut(count) => write!(
                f,
                "{} (RT): the author is the account that was reposted; such text is often cut off.",
                plural(*count, "repost")
            ),
            Self::Events(count) => {
                write!(f, "{} skipped, such as who joined or what was pinned.", plural(*count, "service message"))
            }
            Self::NotPosts(records) => write!(f, "Not a post, or damaged, and skipped: {}.", records.told("record")),
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
