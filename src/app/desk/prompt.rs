//! Questions that the application asks in its own window.

use std::{path::PathBuf, sync::Arc};

use crate::app::{Alike, Change, ChangeFilter, ImportPlan, LookPlan, Repair, ReplacePlan, VersionRow};
use crate::{
    export::Part,
    model::{ArticleId, TagId},
    store::Template,
    text::ByteRange,
};

/// What a path is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum PathPurpose {
    /// Open a project.
    OpenProject,
    /// Add articles.
    AddArticles,
    /// Add all articles of a folder.
    AddFolder,
    /// Look at an article before it is added.
    LookAt,
    /// Read the new version of an article.
    NewVersion(ArticleId),
    /// Save the project; then go on with what was under way.
    SaveAs(Option<AfterSaving>),
    /// Write the annotations in the format of this name.
    Export(&'static str),
    /// Write the history of changes as CSV.
    ExportHistory(ChangeFilter),
    /// Read a codebook from a file of its own, or from another project.
    ImportCodebook,
    /// Write the codebook to a file of its own.
    ExportCodebook,
}

/// What was under way when unsaved changes came up.
#[derive(Clone, Debug, PartialEq)]
pub enum AfterSaving {
    /// Leave the program.
    Quit,
    /// Start an empty project.
    New,
    /// Open another project.
    Open(PathBuf),
    /// Open a project in no file that a crash has left.
    Recover,
}

/// A question, or a small form, over the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Prompt {
    /// There are unsaved changes.
    Unsaved(AfterSaving),
    /// A path is to be typed.
    TypePath {
        /// What for.
        purpose: PathPurpose,
        /// What the field begins with.
        proposal: String,
        /// Why it is asked here, if there is more to say than the title.
        reason: String,
    },
    /// The text of an article is to be pasted: of a new one, or the changed text of this one.
    PasteArticle(Option<ArticleId>),
    /// Other words are to be typed for a range of an article.
    CorrectText {
        /// The article.
        article: ArticleId,
        /// The words to correct.
        range: ByteRange,
    },
    /// What a new version would do to an article and its marks.
    Replace(ReplacePlan),
    /// A file would be replaced.
    Overwrite {
        /// The file.
        path: PathBuf,
        /// What it is to be written for.
        purpose: PathPurpose,
    },
    /// A tag is to be deleted with its spans.
    DeleteTag {
        /// The tag.
        tag: TagId,
        /// How many spans carry it.
        spans: usize,
    },
    /// A tag's spans are to be given to another.
    MergeTag {
        /// The tag that goes.
        from: TagId,
        /// The tag that stays.
        into: TagId,
        /// How many spans change.
        spans: usize,
    },
    /// A tag is to be split.
    SplitTag(TagId),
    /// An article is to be removed with its marks.
    RemoveArticle {
        /// The article.
        article: ArticleId,
        /// How many spans go with it.
        spans: usize,
    },
    /// Codebooks that can be added or used instead, and the rules.
    Codebooks(Arc<[Template]>),
    /// The former saves, newest first.
    Versions(Arc<[VersionRow]>),
    /// The history of changes, newest first.
    History(Arc<[Change]>),
    /// What is wrong in the project, with the marks that can be put right.
    Problems(Arc<[Repair]>),
    /// Places with the words of the chosen mark, to be marked like it.
    MarkAlike(Alike),
    /// An article before it is added.
    Look(LookPlan),
    /// What an import would add.
    Import(ImportPlan),
    /// The formats that the project can be written in, with how much it has of each part.
    Export(Arc<[(Part, usize)]>),
    /// The sheet of all shortcuts.
    Shortcuts,
    /// The command palette.
    Palette,
    /// Title and note of the project.
    ProjectFacts,
    /// The name of the person at work.
    CoderName,
    /// Size, width and spacing of the text; theme.
    Reading,
}
