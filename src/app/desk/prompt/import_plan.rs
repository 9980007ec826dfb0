//! What an import would add to the project: shown before anything changes.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use crate::{
    app::desk::{
        mappings::Mappings,
        session::{SessionId, StateMark},
    },
    import::{
        Charset, Imported, Reader,
        annotations::{self, Choices, Decision, Duplicates, Found, Joined},
        ending,
    },
    model::{ArticleId, Coder, CoderId, Project},
    text::Counting,
};

/// What was read of files.
#[derive(Debug, Default)]
pub struct FilesRead {
    /// Articles.
    pub articles: Vec<Imported>,
    /// Annotations of other programs, with the articles that they mark, and the folder or archive that each lay within.
    pub found: Vec<(String, Found)>,
    /// What could not be read, and why, in sentences.
    pub problems: Vec<String>,
    /// What folders and archives hold besides, by kind, in sentences.
    pub skipped: Vec<String>,
}

/// How the person who imports wants files to be read.
#[derive(Clone, Debug, Default)]
pub struct ReadAs {
    /// The encoding of texts; detected when `None`.
    pub encoding: Option<Charset>,
    /// What they are read as; detected when `None`.
    pub format: Option<Reader>,
    /// The pattern by which files that hold several articles are split; empty for none.
    pub split: String,
    /// What was chosen for the columns of tables before.
    pub mappings: Mappings,
}

/// An article that may be one that the project has, or that comes with it: a row of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookalike {
    /// Which.
    pub of: RowOf,
    /// What it is called.
    pub called: String,
    /// Why it may be another.
    pub why: Alike,
    /// Which it may be, with their names; the likeliest first.
    pub others: Vec<(ArticleId, String)>,
    /// What becomes of it.
    pub done: Decision,
}

/// Which article of the files a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowOf {
    /// One without marks, by its place.
    Plain(usize),
    /// One with marks: the place of its file, and its own in that.
    Found(usize, usize),
}

/// Why an article may be another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alike {
    /// Their texts are the same.
    EqualText,
    /// So many percent of their texts are the same.
    Nearly(u8),
    /// Their addresses are the same.
    SameAddress,
    /// Several go by the name that the file gives it.
    SeveralSuch,
}

/// What somebody decided about rows.
pub type Decisions = BTreeMap<RowOf, Decision>;

/// What an import would do to the project; shown, then carried out or dropped. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    made: Arc<Made>,
}

/// An import, made on a copy of the project.
#[derive(Debug)]
pub(in crate::app) struct Made {
    pub(in crate::app) read: Read,
    pub(in crate::app) choices: Choices,
    pub(in crate::app) joined: Joined,
    /// The project with everything in it.
    pub(in crate::app) result: Project,
    /// The articles without marks that it adds.
    pub(in crate::app) plain: Vec<ArticleId>,
    /// What should be known of these, in sentences: which are here already, or doubtful.
    pub(in crate::app) told: Vec<String>,
    /// The articles that may be others.
    pub(in crate::app) rows: Vec<Lookalike>,
    /// What somebody decided about them.
    pub(in crate::app) decisions: Decisions,
    /// The pattern by which names of files say facts of their articles; empty where they say none.
    pub(in crate::app) names: String,
    /// Of which state of which opening it was made.
    pub(in crate::app) of: (SessionId, StateMark),
}

/// Files as they were read.
#[derive(Clone, Debug)]
pub(in crate::app) struct Read {
    pub(in crate::app) paths: Vec<PathBuf>,
    pub(in crate::app) read_as: ReadAs,
    pub(in crate::app) files: Arc<FilesRead>,
}

/// Plans are compared many times a second, and never change once made.
impl PartialEq for ImportPlan {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.made, &other.made)
    }
}

/// What is done with a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportAction {
    /// Reads the files as this; detects it when `None`.
    ReadAs(Option<Reader>),
    /// Counts offsets this way; detects it when `None`.
    Count(Option<Counting>),
    /// Credits marks whose file does not say to the coder of this name.
    By(String),
    /// Decides what becomes of an article that may be another.
    Decide(RowOf, Decision),
    /// Decides what becomes of all of them.
    DecideAll(Duplicates),
    /// Reads facts of articles from the names of their files, by this pattern.
    FileNames(String),
    /// Credits the marks of a coder of the files to the coder of this name.
    Credit(CoderId, String),
    /// Adds everything.
    Accept,
}

/// A coder of the files that are imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCoder {
    /// The coder, as the files know them.
    pub id: CoderId,
    /// The name that the files give.
    pub name: String,
    /// The name that the marks are credited to.
    pub credited: String,
    /// How many marks they made.
    pub marks: usize,
}

impl ImportPlan {
    /// An import that was made on a copy of the project.
    pub(in crate::app) fn new(made: Made) -> Self {
        Self { made: Arc::new(made) }
    }

    /// What was made.
    pub(in crate::app) fn made(&self) -> &Made {
        &self.made
    }

    /// What would be added and what should be known.
    pub fn joined(&self) -> &Joined {
        &self.made.joined
    }

    /// What was chosen.
    pub fn choices(&self) -> &Choices {
        &self.made.choices
    }

    /// Who made the marks of the files, by what the files say.
    pub fn coders(&self) -> Vec<FoundCoder> {
        let mut coders: BTreeMap<CoderId, FoundCoder> = BTreeMap::new();
        for found in self.made.read.files.found.iter().map(|(_, found)| found) {
            for Coder { id, name, .. } in found.coders.values() {
                let credited = self.made.choices.credited.get(id).map_or(name, |coder| &coder.name).clone();
                let coder = FoundCoder { id: *id, name: name.clone(), credited, marks: 0 };
                let marks = found.articles.iter().flat_map(|article| &article.spans);
                coders.entry(*id).or_insert(coder).marks += marks.filter(|mark| mark.span.by == *id).count();
            }
        }
        coders.into_values().collect()
    }

    /// The formats of the files by the names that people know, each once.
    pub fn formats(&self) -> Vec<&'static str> {
        let title = |name: &'static str| annotations::format(name).map_or(name, |format| format.title);
        let mut formats: Vec<&str> = self.made.read.files.found.iter().map(|(_, found)| title(found.format)).collect();
        formats.dedup();
        formats
    }

    /// The format that was chosen; `None` when it is detected.
    pub fn chosen_format(&self) -> Option<Reader> {
        self.made.read.read_as.format
    }

    /// The formats that files may be of, by their endings; all where folders or archives are among them.
    pub fn possible_formats(&self) -> Vec<Reader> {
        let ending = |path: &PathBuf| ending(&path.to_string_lossy());
        let endings: Vec<String> = self.made.read.paths.iter().map(ending).collect();
        let has_any = endings.iter().any(|ending| matches!(ending.as_str(), "" | "zip"));
        let may_be =
            |format: &Reader| has_any || endings.iter().any(|ending| format.extensions().contains(&ending.as_str()));
        let is_choice = |format: &Reader| matches!(format, Reader::Annotations(_)) || format.is_doubtful();
        Reader::all().filter(is_choice).filter(may_be).collect()
    }

    /// Files that could not be read, and why.
    pub fn problems(&self) -> &[String] {
        &self.made.read.files.problems
    }

    /// What should be known of articles without marks, and of files that were skipped.
    pub fn told(&self) -> impl Iterator<Item = &String> {
        self.made.told.iter().chain(&self.made.read.files.skipped)
    }

    /// How many articles without marks would be added besides.
    pub fn plain_articles(&self) -> usize {
        self.made.plain.len()
    }

    /// Articles that may be some that the project has.
    pub fn rows(&self) -> &[Lookalike] {
        &self.made.rows
    }

    /// The pattern by which names of files say facts of their articles; empty where they say none.
    pub fn names(&self) -> &str {
        &self.made.names
    }

    /// The names of the files that articles without marks are from, each once.
    pub fn file_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> =
            self.made.read.files.articles.iter().map(|article| article.source.name.as_str()).collect();
        names.dedup();
        names
    }

    /// Whether it brings articles alone, and nothing with marks.
    pub fn is_plain(&self) -> bool {
        self.made.read.files.found.is_empty() && !matches!(self.chosen_format(), Some(Reader::Annotations(_)))
    }

    /// Whether somebody has chosen what the files are read as, or should: tables of articles may be of marks.
    pub fn is_choice(&self) -> bool {
        self.chosen_format().is_some() || self.made.read.files.articles.iter().any(|article| article.may_be_marks)
    }
}
