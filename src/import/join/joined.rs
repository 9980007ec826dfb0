//! What is decided before annotations are joined with a project, and what came of it.

use std::collections::BTreeMap;

use crate::{
    model::{ArticleId, Coder, CoderId, Time},
    text::Counting,
};

/// What the person who imports decides.
#[derive(Clone, Debug)]
pub struct Choices {
    /// Who made the marks whose file does not say.
    pub coder: Coder,
    /// Whether somebody chose that coder, so that such marks are the coder's own even where somebody else has the same.
    pub is_coder_chosen: bool,
    /// When they were made, where the file does not say; also when the articles join.
    pub now: Time,
    /// How offsets are counted; detected when `None`.
    pub counting: Option<Counting>,
    /// What becomes of articles whose text the project has, where nothing else says whether they are the same.
    pub duplicates: Option<Duplicates>,
    /// The article that marks without a text belong to, where their file does not name exactly one.
    pub article: Option<ArticleId>,
    /// Coders of the project by those of files whose marks they are credited with.
    pub credited: BTreeMap<CoderId, Coder>,
}

impl Choices {
    /// Everything is detected, and marks whose file does not say are by this coder.
    pub fn new(coder: Coder, now: Time) -> Self {
        let (counting, duplicates, article, credited) = (None, None, None, BTreeMap::new());
        Self { coder, is_coder_chosen: false, now, counting, duplicates, article, credited }
    }
}

/// What becomes of articles whose text the project has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplicates {
    /// They are added.
    Add,
    /// They are skipped.
    Skip,
    /// They are the articles that the project has.
    Same,
}

/// What becomes of an article of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is added.
    Add,
    /// It is skipped with its marks.
    Skip,
    /// It is this article of the project.
    Same(ArticleId),
}

/// An article of a file that may be one that the project has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InDoubt {
    /// Its place among the articles of the file.
    pub at: usize,
    /// What the file calls it.
    pub called: String,
    /// Why it is in doubt.
    pub why: Unsure,
    /// Which articles of the project it may be; there is at least one.
    pub others: Vec<ArticleId>,
    /// What was done.
    pub done: Decision,
}

/// Why it is in doubt whether an article of a file is one that the project has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsure {
    /// The project has the text.
    EqualText,
    /// Several articles of the project go by what the file calls it.
    SeveralSuch,
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
    /// Of these, marks that got a note, a name or fields which they lacked.
    pub filled: usize,
    /// Marks that coincide with another of the file, and became one with it.
    pub coinciding: usize,
    /// Marks set aside, because their text does not match.
    pub aside: usize,
    /// Names of tags that the codebook did not have.
    pub new_tags: Vec<String>,
    /// What people should know: how offsets were counted, what was skipped and why.
    pub notes: Vec<String>,
    /// The first article that got something.
    pub first: Option<ArticleId>,
    /// The articles that the project did not have, each with its place among those of the file.
    pub new: Vec<(usize, ArticleId)>,
    /// Articles that may be some that the project has.
    pub doubts: Vec<InDoubt>,
}

impl Joined {
    /// Together with what came of another file. The places of articles are those in their own file.
    pub fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.known_articles += other.known_articles;
        self.spans += other.spans;
        self.links += other.links;
        self.present += other.present;
        self.filled += other.filled;
        self.coinciding += other.coinciding;
        self.aside += other.aside;
        self.new_tags.extend(other.new_tags);
        self.notes.extend(other.notes);
        self.first = self.first.or(other.first);
        self.new.extend(other.new);
        self.doubts.extend(other.doubts);
    }
}
