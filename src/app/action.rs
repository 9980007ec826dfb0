//! What the window asks for: a command, or something that carries its object with it.

use std::path::PathBuf;

use super::{Command, PathPurpose, Shortcut, ThemeChoice};
use crate::{
    model::{ArticleId, Colour, Facts, FieldDef, FieldId, FieldValue, LinkId, LinkKindId, SpanId, Status, TagId, Time},
    store::Template,
    text::{ByteOffset, ByteRange},
};

/// What somebody wants done. Panels push actions; [`super::App::handle`] is the only one who carries them out.
#[derive(Debug)]
pub enum Action {
    /// A command without an object of its own.
    Command(Command),

    /// Opens projects and imports articles: files, or whole folders.
    OpenPaths(Vec<PathBuf>),
    /// Goes on with what a path was asked for; `None` when the question was cancelled.
    PathChosen(PathPurpose, Option<Vec<PathBuf>>),
    /// Asks for the path in our own window instead of the system's.
    TypePath(PathPurpose),
    /// Adds pasted text as an article.
    AddPasted(String),
    /// Answers the question about unsaved changes.
    Unsaved(UnsavedAnswer),
    /// Closes what is asked, without an answer.
    ClosePrompt,
    /// Goes on with the question that is asked (delete, merge …).
    Confirm,

    /// Shows an article.
    ShowArticle(ArticleId),
    /// Chooses a span of the shown article, or none.
    ChooseSpan(Option<SpanId>),
    /// Chooses a span of any article and brings it into view.
    JumpTo(ArticleId, SpanId),
    /// Sets the text selection of the shown article: where it began and where the caret is.
    SelectText {
        /// Where it began.
        anchor: ByteOffset,
        /// Where the caret is.
        head: ByteOffset,
    },

    /// Tags the selected text; where none is selected, gives the chosen span this tag.
    Tag(TagId),
    /// Marks text with a tag, whatever is selected.
    Mark(TagId, ByteRange),
    /// Makes a tag with this name and tags with it.
    TagWithNew(String),
    /// Keeps tagging whatever gets selected, until stopped with `None`.
    Paint(Option<TagId>),
    /// Adds a piece to the chosen span.
    AddPiece(ByteRange),
    /// Gives a span these pieces.
    Reshape(SpanId, Vec<ByteRange>),
    /// Removes a span with its links.
    DeleteSpan(SpanId),
    /// Looks again for places like the chosen mark.
    FindAlike {
        /// In all articles, or only in the shown one.
        everywhere: bool,
        /// Whether capitals and small letters are one.
        fold: bool,
    },
    /// Marks these places like the chosen mark.
    MarkAlike(Vec<crate::suggest::Hit>),
    /// Makes a table for the present state of the project.
    Make(super::Table),
    /// Opens the list of what a link of this kind may lead to from the chosen claim; what is taken comes in the place of
    /// what is linked.
    LinkInstead(LinkKindId),
    /// Asks for the answer to a question of a mark of the shown article.
    AskField(SpanId, FieldId),
    /// Takes a choice of the open list; with `true`, without what would come along.
    Pick(super::Pick, bool),
    /// Takes what was typed into the open list as the answer.
    PickTyped(String),
    /// Goes on to what the open list offers next.
    NextPick,
    /// Closes the open list.
    ClosePick,
    /// Links a mark of the shown article with another.
    LinkSpans(SpanId, SpanId),
    /// Answers a field of a mark of the shown article with what was typed.
    Answer(SpanId, Box<FieldDef>, String),
    /// Sets a field of a mark of the shown article, or empties it.
    SetField(SpanId, Box<FieldDef>, Option<FieldValue>),
    /// Looks in all articles for what a line asks.
    Search(String),
    /// Shows a place of an article, with the mark it belongs to.
    JumpToPlace(ArticleId, ByteRange, Option<SpanId>),
    /// Opens the list of the places found, to be marked with a tag.
    MarkFound(TagId),
    /// Shows these columns in the ledger.
    SetLedgerColumns(Vec<String>),
    /// Changes the register of names.
    Names(super::NameAction),
    /// Says of a place of the checklist that there is nothing to do; or takes that back.
    Dismiss(crate::model::Dismissed, bool),
    /// Removes a link.
    Unlink(LinkId),
    /// Moves a voice away from the words (+1) or nearer to them (-1).
    MoveVoice(LinkId, i32),
    /// Puts a voice of a claim where another of its voices stands; those between move up.
    PlaceVoice(LinkId, LinkId),
    /// Gives a span another tag.
    Retag(SpanId, TagId),
    /// Sets a span's note.
    SetNote(SpanId, String),
    /// Sets or clears a span's "look again".
    SetFlag(SpanId, bool),

    /// Sets what is known about an article.
    SetFacts(ArticleId, Box<Facts>),
    /// Sets how far the coder is with an article.
    SetStatus(ArticleId, Status),
    /// Removes an article with its marks.
    RemoveArticle(ArticleId),
    /// Sets title and note of the project.
    SetProjectFacts(String, String),

    /// A change of the codebook.
    Codebook(CodebookAction),

    /// Finds words in the shown article; empty closes the search.
    Find(String),
    /// Whether the search tells capitals from small letters.
    MatchCase(bool),
    /// Sets the name of the person at work.
    SetCoderName(String),
    /// Sets the theme.
    SetTheme(ThemeChoice),
    /// Sets size, width and spacing of the text.
    SetReading(super::Reading),
    /// Gives a command another key, or its own one back with `None`.
    SetKey(Command, Option<Shortcut>),
    /// Closes a notice.
    CloseNotice(usize),
    /// Tells something that the window noticed itself.
    Tell(super::Notice),
    /// Remembers the window's size in points.
    WindowSize(f32, f32),

    /// Opens a former save, saved at this time, in a window of its own.
    LookAtVersion(PathBuf, Time),
    /// Makes the project what it was at a former save.
    RestoreVersion(PathBuf, Time),
    /// Asks where to write the history of changes as a table.
    ExportHistory(super::ChangeFilter),
    /// Fetches the article of this address.
    Fetch(String),
    /// Decides about what is to be imported.
    Import(super::ImportAction),
    /// Decides about an article that is looked at before it is added.
    Look(super::LookAction),
    /// Decides about a new version of an article, or corrects its text.
    Replace(super::ReplaceAction),
    /// Asks for a path with the system's dialog.
    AskPath(PathPurpose),
    /// Writes the project in the format of this name; asks where to.
    Export(&'static str),
    /// Gives a mark that was kept aside its pieces.
    Place(ArticleId, SpanId, Vec<ByteRange>),
    /// Puts all marks kept aside in their places whose words stand in their text just once.
    PlaceAll,
    /// Drops a mark that was kept aside.
    DropKeptAside(ArticleId, SpanId),
    /// Takes an article's text as it is.
    AcceptText(ArticleId),
    /// Looks whether somebody else has changed the file.
    LookAtFile,
    /// Saves unasked, if the settings want that and there is something to save.
    Autosave,

    /// A job came back.
    Done(Box<super::Finished>),
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
    SetExamples(TagId, crate::model::Examples),
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
