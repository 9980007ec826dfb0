//! Prompts: questions and small forms that the application shows over its own window, and what they carry.

pub(in crate::app) mod import_plan;
pub(in crate::app) mod members;
pub(in crate::app) mod merge_plan;
pub(in crate::app) mod new_version;
pub(in crate::app) mod occurrences;
pub(in crate::app) mod past;
pub(in crate::app) mod preview;
pub(in crate::app) mod unmerged;

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use import_plan::ImportPlan;
use members::Sharing;
use merge_plan::MergePlan;
use new_version::NewVersionPlan;
use occurrences::Occurrences;
use past::{Change, ChangeFilter, VersionRow};
use preview::Previewed;
use unmerged::UnmergedFile;

use super::leaving::Leaving;
use crate::{
    analysis::ByOthers,
    export::{self, Part},
    merge::Offer,
    model::{ArticleId, CoderId, SpanId, TagId},
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
    /// Add articles or annotations, seen before they are added.
    Import,
    /// Add all articles of a folder.
    AddFolder,
    /// Watch a folder for new files.
    WatchFolder,
    /// Share the project in a folder.
    ShareIn,
    /// Preview an article before it is added.
    Preview,
    /// Read the new version of an article.
    NewVersion(ArticleId),
    /// Merge copies of the project.
    MergeCopies,
    /// Save the project; then leave it, if that is what it is saved for.
    SaveAs(Option<Leaving>),
    /// Write the annotations in the format of this name.
    Export(&'static str),
    /// Write the history of changes as CSV.
    ExportHistory(ChangeFilter),
    /// Write how far coders agree as a table.
    ExportAgreement(TableFormat),
    /// Read a codebook from a file of its own, or from another project.
    ImportCodebook,
    /// Write the codebook to a file of its own.
    ExportCodebook,
}

/// A format that tables are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// A workbook.
    Xlsx,
    /// Values with commas between them.
    Csv,
    /// A list of objects.
    Json,
}

impl TableFormat {
    /// All of them, in the order offered.
    pub const ALL: [Self; 3] = [Self::Xlsx, Self::Csv, Self::Json];

    /// The ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}

/// What a tag is chosen for.
#[derive(Clone, Debug, PartialEq)]
pub enum TagPurpose {
    /// To be changed in its form.
    Edit,
    /// To give all its marks to another one, which is chosen next.
    Merge,
    /// To get all marks of this one.
    MergeInto(TagId),
    /// To give some of its marks to a new one.
    Split,
    /// To be deleted.
    Delete,
    /// To have this one below it.
    Parent(TagId),
}

/// A project opened lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecentProject {
    /// Its file.
    pub path: PathBuf,
    /// Whether the file is still there.
    pub is_there: bool,
}

/// A question, or a small form, over the window. `src/ui/prompts` has a file for each, which shows it; what is decided there
/// comes back as an action, or as [`Action::Confirm`](crate::app::Action::Confirm).
#[derive(Clone, Debug, PartialEq)]
pub enum Prompt {
    /// There are unsaved changes.
    Unsaved(Leaving),
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
    NewVersion(NewVersionPlan),
    /// A file would be replaced.
    Overwrite {
        /// The file.
        path: PathBuf,
        /// What it is to be written for.
        purpose: PathPurpose,
    },
    /// A tag is to be chosen.
    PickTag(TagPurpose),
    /// A tag is to be deleted with its marks.
    DeleteTag {
        /// The tag.
        tag: TagId,
        /// How many marks carry it.
        spans: usize,
    },
    /// A tag is to be merged into another.
    MergeTag {
        /// The tag that goes.
        from: TagId,
        /// The tag that stays.
        into: TagId,
        /// How many marks change.
        spans: usize,
        /// How many of them coincide with others then, and are merged with these.
        coinciding: usize,
    },
    /// A mark would coincide with another of the same coder: to be merged with it.
    Unite {
        /// Their article.
        article: ArticleId,
        /// The mark that goes.
        gone: SpanId,
        /// The mark that stays.
        stays: SpanId,
        /// The tag that both have then.
        tag: TagId,
    },
    /// A tag is to be split.
    SplitTag(TagId),
    /// An article is to be removed with its marks.
    RemoveArticle {
        /// The article.
        article: ArticleId,
        /// How many marks go with it.
        spans: usize,
    },
    /// The fields that the codebook defines for articles.
    ArticleFields,
    /// Codebooks that can be added or used instead, and the rules.
    Codebooks(Arc<[Template]>),
    /// The saved versions, newest first.
    Versions(Arc<[VersionRow]>),
    /// The history of changes, newest first.
    History(Arc<[Change]>),
    /// What is wrong in the project, with the marks that can be put right: [`AllDerived::problems`](super::derived::AllDerived).
    Problems,
    /// What a merge of copies would do.
    Merge(MergePlan),
    /// What merging the versions of a file would make that git could not merge.
    Unmerged(UnmergedFile),
    /// The shared folder, who else is in it, and what they have that is new; or how to join one.
    SharedFolder(Sharing),
    /// What others did to the marks of the person at work.
    ByOthers(Arc<[ByOthers]>),
    /// Who is to mark which article.
    Assign,
    /// Records that mean the same under two ids.
    Duplicates(Arc<[Offer]>),
    /// More occurrences of the words of the selected mark, to be marked like it.
    MarkAll(Occurrences),
    /// Pages are to be fetched from these addresses.
    Fetch(Arc<[String]>),
    /// A previewed article.
    Preview(Previewed),
    /// What an import would add.
    Import(ImportPlan),
    /// The formats that the project can be written in.
    Export {
        /// How much it has of each part.
        counts: Arc<[(Part, usize)]>,
        /// Whose marks are written, with how many each made.
        coders: Arc<[(String, usize)]>,
    },
    /// The projects opened last.
    Recent(Arc<[RecentProject]>),
    /// What this program is.
    About,
    /// The sheet of all shortcuts.
    Shortcuts,
    /// The command palette.
    Palette,
    /// Title and note of the project.
    ProjectFacts,
    /// Those who made the marks, with how many each made.
    Coders(Arc<BTreeMap<CoderId, usize>>),
    /// Two coders are to be made one.
    MergeCoder {
        /// The coder that goes.
        from: CoderId,
        /// The coder that stays.
        into: CoderId,
        /// How many marks change.
        spans: usize,
        /// How many marks both have.
        coincide: usize,
    },
    /// The name of the person at work.
    CoderName,
    /// Size, width and spacing of the text; theme.
    Reading,
}

impl PathPurpose {
    /// The title of the dialog.
    pub fn title(&self) -> String {
        let title = match self {
            Self::OpenProject => "Open project",
            Self::AddArticles => "Add articles",
            Self::Import => "Import articles or annotations",
            Self::Preview => "Preview an article",
            Self::NewVersion(_) => "Choose the new version",
            Self::AddFolder => "Add a folder of articles",
            Self::WatchFolder => "Watch a folder",
            Self::ShareIn => "Choose the folder to share the project in",
            Self::MergeCopies => "Choose copies of this project",
            Self::SaveAs(_) => "Save project as",
            Self::Export("csv") => "Export marks as CSV",
            Self::Export("report") => "Export report",
            Self::Export("xlsx") => "Export workbook",
            Self::Export("ledger") => "Export ledger",
            Self::Export(format) => {
                return format!("Export as {}", export::format(format).map_or(*format, |format| format.title));
            }
            Self::ExportHistory(_) => "Export change history as CSV",
            Self::ExportAgreement(_) => "Export agreement",
            Self::ImportCodebook => "Import codebook",
            Self::ExportCodebook => "Export codebook",
        };
        title.to_owned()
    }

    /// The kind of files it is about, each with a folder of its own where dialogs start; its name in the settings.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::OpenProject | Self::SaveAs(_) | Self::MergeCopies | Self::ShareIn => "projects",
            Self::AddArticles | Self::AddFolder | Self::WatchFolder | Self::Preview | Self::NewVersion(_) => "articles",
            Self::Import => "imports",
            Self::Export(_) | Self::ExportHistory(_) | Self::ExportAgreement(_) => "exports",
            Self::ImportCodebook | Self::ExportCodebook => "codebooks",
        }
    }

    /// Whether the path is one to write to.
    pub fn is_for_writing(&self) -> bool {
        match self {
            Self::SaveAs(_)
            | Self::Export(_)
            | Self::ExportHistory(_)
            | Self::ExportAgreement(_)
            | Self::ExportCodebook => true,
            Self::OpenProject
            | Self::AddArticles
            | Self::Import
            | Self::AddFolder
            | Self::WatchFolder
            | Self::ShareIn
            | Self::NewVersion(_)
            | Self::MergeCopies
            | Self::Preview
            | Self::ImportCodebook => false,
        }
    }
}
