//! What the table of commands says of each: the columns beside its label, help and keys.

use super::Panel;

/// The menus of the window, left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Projects and files.
    File,
    /// Undo, copy, find.
    Edit,
    /// Articles.
    Article,
    /// Marks.
    Mark,
    /// The window.
    View,
    /// Shortcuts and where things are.
    Help,
}

impl Menu {
    /// All menus, left to right.
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::Article, Self::Mark, Self::View, Self::Help];

    /// The name shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Article => "Article",
            Self::Mark => "Mark",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

/// What has to be there for a command to do anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Nothing; it can always be used.
    Nothing,
    /// A change to undo.
    Undo,
    /// An undone change to redo.
    Redo,
    /// An article that is shown.
    Article,
    /// Headings in the article that is shown.
    Heading,
    /// A link in the text at the cursor.
    LinkHere,
    /// A selected mark.
    Mark,
    /// Selected words or a selected mark.
    WordsOrMark,
    /// Selected words and a selected mark.
    WordsAndMark,
    /// Any mark in the project.
    AnyMark,
    /// Matches of the search in the article.
    Matches,
    /// A problem in the project.
    Problem,
    /// A file of the project.
    File,
    /// A file of the project that nobody else has open.
    OwnFile,
    /// A folder that is watched.
    WatchedFolder,
    /// New files in that folder.
    NewFiles,
    /// Copies beside the file that a service has made.
    ConflictCopies,
    /// A place to go back to.
    Trail,
    /// Several coders in the project.
    Coders,
    /// A tag in the codebook.
    Tag,
}

/// What a command turns on or chooses; its entry in the menus carries a tick while that is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toggle {
    /// Coders don't see what others marked.
    Blind,
    /// The article is new to the coder.
    StatusNew,
    /// The coder is at work on the article.
    StatusInWork,
    /// The coder is done with the article.
    StatusDone,
    /// The paragraphs of the article run as their letters do.
    DirectionAuto,
    /// They run from left to right.
    DirectionRight,
    /// They run from right to left.
    DirectionLeft,
    /// The selected mark is flagged.
    Flag,
    /// The theme is the system's.
    ThemeSystem,
    /// The theme is light.
    ThemeLight,
    /// The theme is dark.
    ThemeDark,
    /// The theme has high contrast.
    ThemeHighContrast,
    /// Projects are saved only when asked.
    AutosaveOff,
    /// Projects are saved after a while without changes.
    AutosaveIdle,
    /// Projects are saved when the window is left.
    AutosaveFocus,
    /// The letters of tags are shown.
    Letters,
    /// The lines under marks have patterns.
    Patterns,
    /// The links of the paragraph are drawn.
    Arcs,
    /// Articles are listed as they joined the project.
    SortAdded,
    /// Articles are sorted by date.
    SortDate,
    /// Articles are sorted by outlet.
    SortOutlet,
    /// Articles are sorted by title.
    SortTitle,
    /// Articles are sorted by status.
    SortStatus,
    /// They are listed the other way round.
    SortReversed,
    /// The list of articles is shown.
    Articles,
    /// The panels beside the text are shown.
    Side,
    /// A panel is shown.
    Panel(Panel),
}

/// How far a command reaches. One that reaches beyond the project must not overtake what is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// It stays within the project and the window.
    Within,
    /// It writes the project, or something made of it, to a file, or lists all that was done.
    Writes,
    /// It leaves the project as it is now: for another, for a state on disk, or for good.
    Leaves,
}

/// A row of the table of commands.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The name shown.
    pub label: &'static str,
    /// What it does, in a sentence.
    pub help: &'static str,
    /// Its name in the settings file. It stays when the command is renamed.
    pub name: &'static str,
    /// The keys that start it, as shipped; the first is shown.
    pub keys: &'static [&'static str],
    /// The menu it stands in.
    pub menu: Menu,
    /// What has to be there.
    pub needs: Needs,
    /// What it turns on or chooses.
    pub toggle: Option<Toggle>,
    /// How far it reaches.
    pub reach: Reach,
}
