//! What is said of exports of press databases: names of fields and databases, and what people should know.

use std::fmt;

use super::found::Known;
use crate::text::{day_in_words, grouped, listed, plural};

/// What should be known of the export of a press database.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Doubt {
    /// The article of this number in the file, which begins at this line, has no text.
    Empty { article: usize, line: usize },
    /// An article was published after it was added to the database.
    Later { published: String, loaded: String },
    /// The file states another number of articles than it has.
    Count { stated: usize, found: usize },
    /// Articles of these numbers are missing.
    Missing(Vec<usize>),
    /// The articles come from several databases.
    Several(Vec<&'static str>),
    /// Lines that belong to no article were made one of their own.
    Outside { first: usize, last: usize },
    /// A header of a page stood in the middle of a paragraph, at this line.
    PageBreak { article: usize, line: usize },
    /// The lines before the first line that fits the pattern were made an article.
    BeforeFirst { last: usize },
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { article, line } => {
                write!(f, "Article {} (line {}) has no text.", grouped(*article), grouped(*line))
            }
            Self::Later { published, loaded } => write!(
                f,
                "Its date, {}, is later than the day on which it was added to the database ({loaded}).",
                day_in_words(published)
            ),
            Self::Count { stated, found } => write!(
                f,
                "The file says that it has {}, but {} found.",
                plural(*stated, "article"),
                if *found == 1 { "1 was".to_owned() } else { format!("{} were", grouped(*found)) }
            ),
            Self::Missing(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(|number| grouped(*number)).collect();
                let (noun, verb) = if numbers.len() == 1 { ("Article", "is") } else { ("Articles", "are") };
                write!(f, "{noun} {} of the export {verb} missing.", listed(&numbers))
            }
            Self::Several(names) => {
                write!(f, "The file holds articles of several databases: {}.", names.join(", "))
            }
            Self::Outside { first, last } if first == last => {
                write!(f, "Line {} belongs to no article of the export; it was kept as an article.", grouped(*first))
            }
            Self::Outside { first, last } => write!(
                f,
                "Lines {} to {} belong to no article of the export; they were kept as an article.",
                grouped(*first),
                grouped(*last)
            ),
            Self::PageBreak { article, line } => write!(
                f,
                "Article {} is cut by a page break at line {}; check the paragraphs there.",
                grouped(*article),
                grouped(*line)
            ),
            Self::BeforeFirst { last } => write!(
                f,
                "The text before the first match of the pattern (lines 1 to {}) was kept as an article.",
                grouped(*last)
            ),
        }
    }
}

/// The name of the field that a value becomes; `None` for what becomes none.
pub(super) fn field(key: Known) -> Option<&'static str> {
    match key {
        Known::Section => Some("section"),
        Known::Page => Some("page"),
        Known::Words => Some("words"),
        Known::Edition => Some("edition"),
        Known::Id => Some("document id"),
        Known::Kind => Some("type"),
        Known::Subject => Some("subject"),
        Known::Company => Some("company"),
        Known::Person => Some("person"),
        Known::Place => Some("place"),
        Known::Industry => Some("industry"),
        Known::Dateline => Some("dateline"),
        Known::Graphic => Some("graphic"),
        Known::Summary => Some("abstract"),
        Known::Title
        | Known::Outlet
        | Known::Author
        | Known::Date
        | Known::Loaded
        | Known::Language
        | Known::Address
        | Known::SectionAndPage
        | Known::Copyright
        | Known::Other => None,
    }
}
