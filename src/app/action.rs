//! What the window asks for: a command, or something that carries its object with it, by the room that answers it.

use std::path::PathBuf;

use super::{
    ChangeFilter, Command, ImportAction, LookAction, NameAction, Notice, PathPurpose, Pick, Reading, ReplaceAction,
    Shortcut, Table, ThemeChoice,
};
use crate::{
    model::{
        ArticleId, Colour, Dismissed, Examples, Facts, FieldDef, FieldId, FieldValue, LinkId, LinkKindId, SpanId,
        Status, TagId, Time,
    },
    store::Template,
    suggest::Hit,
    text::{ByteOffset, ByteRange},
};

/// What somebody wants done. Panels push actions; [`super::App::handle`] is the only one who carries them out.
#[derive(Debug)]
pub enum Action {
    /// A command without an object of its own.
    Command(Command),
    /// Confirms the open question (delete, merge, replace …).
    Confirm,
    /// Something about the project and its file.
    Project(ProjectAction),
    /// Something about articles: which one is shown, where, what is known about it.
    Article(ArticleAction),
    /// Something about marks and their links.
    Mark(MarkAction),
    /// A change of the codebook.
    Codebook(CodebookAction),
    /// Articles and annotations in and out.
    Exchange(ExchangeAction),
    /// Something about the window and its settings.
    Desk(DeskAction),
    /// A job came back.
    Done(Box<super::Finished>),
}

/// Something about the project and its file.
#[derive(Debug)]
pub enum ProjectAction {
    /// Opens projects and imports articles: files, or whole folders.
    Open(Vec<PathBuf>),
    /// The paths chosen for a purpose; `None` when the question was cancelled.
    PathChosen(PathPurpose, Option<Vec<PathBuf>>),
    /// The path typed in our own window for a purpose; not yet asked whether it may be replaced.
    PathTyped(PathPurpose, PathBuf),
    /// Asks for a path in our own window instead of the system's dialog.
    TypePath(PathPurpose),
    /// Asks for a path with the system's dialog.
    AskPath(PathPurpose),
    /// Answers the question about unsaved changes.
    AnswerUnsaved(UnsavedAnswer),
    /// Sets the project's title and note.
    SetFacts(String, String),
    /// Opens a saved version, saved at this time, in a window of its own.
    PreviewVersion(PathBuf, Time),
    /// Makes the project what it was in a saved version.
    RestoreVersion(PathBuf, Time),
    /// Asks where to write the history of changes as a table.
    ExportHistory(ChangeFilter),
    /// Gives a mark that was set aside its pieces.
    Place(ArticleId, SpanId, Vec<ByteRange>),
    /// Puts back every mark set aside whose words occur exactly once in its text.
    PlaceAll,
    /// Drops a mark that was set aside.
    DropSetAside(ArticleId, SpanId),
    /// Accepts an article's text although the file states another hash.
    AcceptText(ArticleId),
    /// Checks whether somebody else has changed the file.
    CheckFile,
    /// Saves unasked, if the settings say so and there is something to save.
    Autosave,
}

/// Something about articles: which one is shown, where, what is known about it.
#[derive(Debug)]
pub enum ArticleAction {
    /// Shows an article.
    Show(ArticleId),
    /// Selects a mark of the shown article, or none.
    ChooseSpan(Option<SpanId>),
    /// Selects a mark of any article and scrolls to it.
    JumpTo(ArticleId, SpanId),
    /// Shows a passage of an article, with the mark it belongs to.
    JumpToPlace(ArticleId, ByteRange, Option<SpanId>),
    /// Sets the text selection of the shown article: where it began and where the caret is.
    Select {
        /// Where it began.
        anchor: ByteOffset,
        /// Where the caret is.
        head: ByteOffset,
    },
    /// Sets an article's facts.
    SetFacts(ArticleId, Box<Facts>),
    /// Sets the coder's status for an article.
    SetStatus(ArticleId, Status),
    /// Asks whether to remove an article with its marks.
    Remove(ArticleId),
    /// Finds words in the shown article; empty closes the search.
    Find(String),
    /// Whether finding is case-sensitive.
    MatchCase(bool),
    /// Searches all articles for a query.
    Search(String),
    /// Decides about a new version of an article, or corrects its text.
    NewVersion(ReplaceAction),
}

/// Something about marks and their links.
#[derive(Debug)]
pub enum MarkAction {
    /// Tags the selected text; where none is selected, retags the chosen mark.
    Tag(TagId),
    /// Marks a range with a tag, whatever is selected.
    Mark(TagId, ByteRange),
    /// Creates a tag with this name and tags with it.
    TagWithNew(String),
    /// Keeps tagging whatever gets selected, until stopped with `None`.
    Paint(Option<TagId>),
    /// Adds a piece to the chosen mark.
    AddPiece(ByteRange),
    /// Gives a mark these pieces.
    Reshape(SpanId, Vec<ByteRange>),
    /// Deletes a mark with its links.
    Delete(SpanId),
    /// Gives a mark another tag.
    Retag(SpanId, TagId),
    /// Sets a mark's note.
    SetNote(SpanId, String),
    /// Sets or clears a mark's "look again".
    SetFlag(SpanId, bool),
    /// Looks again for more occurrences of the chosen mark's words.
    FindSimilar {
        /// In all articles, or only in the shown one.
        everywhere: bool,
        /// Whether case and accents are ignored.
        fold: bool,
    },
    /// Marks these occurrences like the chosen mark.
    MarkSimilar(Vec<Hit>),
    /// Lists the passages found by the search, to be marked with a tag.
    MarkFound(TagId),
    /// Takes a choice of the open list; with `true`, without what would come along.
    Choose(Pick, bool),
    /// Takes what was typed into the open list as the answer.
    ChooseTyped(String),
    /// Moves on to what the open list offers next.
    NextChoices,
    /// Closes the open list.
    CloseChoices,
    /// Lists what a link of this kind may lead to from the chosen claim; the choice replaces what is linked.
    LinkInstead(LinkKindId),
    /// Asks for the answer to a question about a mark of the shown article.
    AskField(SpanId, FieldId),
    /// Links a mark of the shown article with another.
    Link(SpanId, SpanId),
    /// Removes a link.
    Unlink(LinkId),
    /// Moves a voice away from the words (+1) or nearer to them (-1).
    MoveVoice(LinkId, i32),
    /// Puts a voice of a claim where another of its voices is; those between move up.
    PlaceVoice(LinkId, LinkId),
    /// Answers a field of a mark of the shown article with what was typed.
    Answer(SpanId, Box<FieldDef>, String),
    /// Sets a field of a mark of the shown article, or clears it.
    SetField(SpanId, Box<FieldDef>, Option<FieldValue>),
    /// Changes the register of names.
    Name(NameAction),
    /// Dismisses an item of the checklist, or takes that back.
    Dismiss(Dismissed, bool),
}

/// Articles and annotations in and out.
#[derive(Debug)]
pub enum ExchangeAction {
    /// Adds pasted text as an article.
    AddPasted(String),
    /// Fetches the article at an address.
    Fetch(String),
    /// Decides about an import.
    Import(ImportAction),
    /// Decides about a previewed article.
    Preview(LookAction),
    /// Asks where to export in the format of this name.
    Export(&'static str),
}

/// Something about the window and its settings.
#[derive(Debug)]
pub enum DeskAction {
    /// Closes the open prompt without an answer.
    ClosePrompt,
    /// Shows these columns in the ledger.
    SetLedgerColumns(Vec<String>),
    /// Sets the name of the person at work.
    SetCoderName(String),
    /// Sets the theme.
    SetTheme(ThemeChoice),
    /// Sets size, width and spacing of the text.
    SetReading(Reading),
    /// Gives a command another key, or its own one back with `None`.
    SetKey(Command, Option<Shortcut>),
    /// Closes a notice.
    CloseNotice(usize),
    /// Shows a message of the window's own.
    Say(Notice),
    /// Remembers the window's size in points.
    SetWindowSize(f32, f32),
    /// Derives a table from the present state of the project.
    Derive(Table),
}

/// A change of the codebook, with its object.
#[derive(Clone, Debug, PartialEq)]
pub enum CodebookAction {
    /// Adds a tag under a parent (or at the top).
    Add {
        /// Its name.
        name: String,
        /// The tag above it.
        parent: Option<TagId>,
    },
    /// Renames a tag.
    Rename(TagId, String),
    /// Sets a tag's badge.
    SetBadge(TagId, String),
    /// Sets a tag's colour.
    SetColour(TagId, Colour),
    /// Sets a tag's key; empty for none.
    SetKey(TagId, String),
    /// Sets a tag's definition.
    SetDefinition(TagId, String),
    /// Sets a tag's examples: cases and look-alikes, one a line.
    SetExamples(TagId, Examples),
    /// Moves a tag up (-1) or down (+1) among its neighbours.
    Shift(TagId, i32),
    /// Puts a tag under another, or at the top.
    SetParent(TagId, Option<TagId>),
    /// Asks whether to give all spans of one tag to another.
    AskMerge {
        /// The tag that goes.
        from: TagId,
        /// The tag that stays.
        into: TagId,
    },
    /// Makes a new tag beside one and gives it all that one's spans that match.
    AskSplit(TagId),
    /// Splits a tag: a new tag gets the spans whose words hold the text (case ignored).
    Split {
        /// The tag to split.
        from: TagId,
        /// The new tag's name.
        name: String,
        /// What a span's words must hold.
        holding: String,
    },
    /// Asks whether to delete a tag with its spans.
    AskDelete(TagId),
    /// Adds a question that the tag asks, with this name.
    AddField(TagId, String),
    /// Puts a new version of a question in the place of the one with its id.
    ChangeField(TagId, Box<FieldDef>),
    /// Takes a question away; answers to it stay with the marks.
    RemoveField(TagId, FieldId),
    /// Adds what a codebook has beside that of the project.
    Join(Box<Template>),
    /// Puts a codebook in the place of that of the project; what is in use stays.
    Replace(Box<Template>),
    /// Says whether marks of a tag should have a link of a kind.
    SetNeeds(TagId, LinkKindId, bool),
    /// Sets how deep claims may lie in claims (1: not at all); `None` for as deep as they come.
    SetNesting(Option<u32>),
}

/// The answer to the question about unsaved changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnsavedAnswer {
    /// Save, then go on.
    Save,
    /// Go on without saving.
    Discard,
    /// Stay.
    Cancel,
}
