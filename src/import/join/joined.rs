//! What is decided before annotations are joined with a project, and what came of it.

use crate::{
    model::{ArticleId, Coder, Time},
    text::Counting,
};

/// What the person who imports decides.
#[derive(Clone, Debug)]
pub struct Choices {
    /// Who made the marks whose file does not say.
    pub coder: Coder,
    /// When they were made, where the file does not say; also when the articles join.
    pub now: Time,
    /// How offsets are counted; detected when `None`.
    pub counting: Option<Counting>,
}

/// What came of joining a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// Articles that the project did not have.
    pub articles: usize,
    /// Articles of the project that got marks.
    pub known_articles: usize,
    /// Marks added.
    pub spans: usize,
    /// Links added.
    pub links: usize,
    /// Marks that the project already had, from an earlier import of the file.
    pub present: usize,
    /// Marks set aside, because their text does not match.
    pub aside: usize,
    /// Names of tags that the codebook did not have.
    pub new_tags: Vec<String>,
    /// What people should know: how offsets were counted, what was skipped and why.
    pub notes: Vec<String>,
    /// The first article that got something.
    pub first: Option<ArticleId>,
}

impl Joined {
    /// Together with what came of another file.
    pub fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.known_articles += other.known_articles;
        self.spans += other.spans;
        self.links += other.links;
        self.present += other.present;
        self.aside += other.aside;
        self.new_tags.extend(other.new_tags);
        self.notes.extend(other.notes);
        self.first = self.first.or(other.first);
    }
}
