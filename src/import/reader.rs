//! What a file may be read as, by somebody's choice.

use super::{
    annotations,
    articles::{self, format::Format},
};

/// A format of articles or of annotations.
#[derive(Clone, Copy, Debug)]
pub enum Reader {
    /// Articles.
    Articles(&'static Format),
    /// Annotations.
    Annotations(&'static annotations::Format),
}

/// Formats are known by their names, of which no two are the same.
impl PartialEq for Reader {
    fn eq(&self, other: &Self) -> bool {
        self.name() == other.name()
    }
}

impl Reader {
    /// All of them: those of annotations, then those of articles.
    pub fn all() -> impl Iterator<Item = Self> {
        annotations::ALL.iter().map(Self::Annotations).chain(articles::ALL.iter().map(Self::Articles))
    }

    /// Its name, on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Articles(format) => format.name,
            Self::Annotations(format) => format.name,
        }
    }

    /// Endings of its files, without the dot, in lower case.
    pub fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Articles(format) => format.extensions,
            Self::Annotations(format) => format.extensions,
        }
    }

    /// Whether it reads articles from files that may hold annotations too, so that people have to choose.
    pub fn is_doubtful(self) -> bool {
        let is_shared = |ending: &&str| annotations::ALL.iter().any(|format| format.extensions.contains(ending));
        matches!(self, Self::Articles(format) if format.extensions.iter().any(is_shared))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_name_of_its_own() {
        let mut names: Vec<&str> = Reader::all().map(Reader::name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }

    #[test]
    fn tables_may_be_of_articles_or_of_marks() {
        let doubtful: Vec<&str> = Reader::all().filter(|reader| reader.is_doubtful()).map(Reader::name).collect();
        assert!(
            doubtful.contains(&"table") && !doubtful.contains(&"pdf") && !doubtful.contains(&"csv"),
            "{doubtful:?}"
        );
    }
}
