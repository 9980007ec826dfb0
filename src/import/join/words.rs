//! What is said of annotations that were read and joined, in words. Whoever reads a file says what happened as a
//! [`What`]; the sentences are made here.
//!
//! Longer than 500 lines because it holds every sentence about an import.

use std::fmt;

use super::joined::Decision;
use crate::{
    import::doubt::Doubt,
    text::{Counting, grouped, plural},
};

/// Something that people should know about a file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Where: the file, and what in it (“a.jsonl, line 3”); empty for the file as a whole.
    pub place: String,
    /// What.
    pub what: What,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = self.what.to_string();
        if !self.place.is_empty() {
            return write!(f, "{}: {what}", self.place);
        }
        // Without a place it is a sentence of its own.
        let mut letters = what.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        write!(f, "{}{}", first.collect::<String>(), letters.as_str())
    }
}

/// What a coder is named after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedAfter {
    /// The folder that a file lies in.
    Folder,
    /// The file.
    File,
}

/// What people should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Something was skipped, for this reason.
    Skipped(Why),
    /// So many of these were skipped.
    SkippedMany(usize, Many),
    /// Further lines are no JSON either.
    MoreLinesSkipped(usize),
    /// Results of a kind that is not supported were skipped.
    ResultsSkipped(usize, String),
    /// Sources without a text were skipped; their names.
    SourcesSkipped(Vec<String>),
    /// Notes about nothing that was read, or too long, were skipped; their names.
    NotesSkipped(Vec<String>),
    /// Selections and codings that belong to no text were skipped.
    SelectionsSkipped(usize, usize),
    /// Somebody's annotations of a document were skipped, for this reason.
    WorkSkipped(String, String),
    /// So many lines of kinds that are not known were kept with the article.
    UnknownLinesKept(usize),
    /// Tokens do not match the text, or the file of this name; they were joined.
    TokensJoined(Option<String>),
    /// A token without a tag.
    NoTag(String),
    /// What is no tag.
    BadTag(String),
    /// So many more tags that are none.
    MoreBadTags(usize),
    /// The predictions of models were read.
    PredictionsRead,
    /// An answer about the whole text became a note.
    AnswerNoted(String),
    /// A row of a codebook has no name.
    RowWithoutName,
    /// A colour that is not known.
    ColourUnknown(String),
    /// A tag of this name is in the table twice.
    SameTagTwice(String),
    /// So many details of whole texts were put into the notes of the articles.
    WholeNoted(usize),
    /// So many codings of whole sources became notes.
    CodingsNoted(usize),
    /// The code of a coding is missing; it was marked as this.
    CodeMissing(&'static str),
    /// Two codes have this GUID; the second one has this name.
    SameGuid(String, String),
    /// The text of a note cannot be read.
    NoteUnread(String),
    /// So many tags have no names in the file.
    TagsWithoutNames(usize),
    /// So many pages are stored at this address and elsewhere.
    PagesElsewhere(usize, String),
    /// So many annotations are stored at this address and elsewhere.
    AnnotationsElsewhere(usize, String),
    /// How bytes became text.
    Doubt(Doubt),
    /// Columns of these names say nothing that a mark, or a tag, could have.
    ColumnsSkipped(Vec<String>),
    /// All marks are taken to be by this coder, whom a folder or file is named after.
    CreditedTo(String, NamedAfter),
    /// A tag of this name was moved to the top, for its parent is missing.
    ParentMissing(String),
    /// A tag of this name was moved to the top, for its parents form a loop.
    ParentsLoop(String),
    /// How annotations were matched with the project.
    Matching(Matching),
    /// How offsets count.
    Counting(CountingNote),
}

/// What people should know about how annotations were matched with a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matching {
    /// So many marks were found by their words.
    FoundByWords(usize),
    /// Words occur several times.
    SeveralMatches(String, usize),
    /// Words that are not found: the mark was set aside.
    WordsNotFound(String),
    /// A position outside the text: the mark was set aside.
    OutsideText,
    /// A position with other words: those that were expected, and those that are there. The mark was set aside.
    OtherWords(String, String),
    /// A value that its field does not allow became a note.
    ValueNoted(String),
    /// A tag of the file was taken for one of the project, whose name differs in case: their names.
    TagMerged(String, String),
    /// The project has a tag of this name with a definition of its own; that of the file was not taken.
    DefinitionKept(String),
    /// The project has the article; these of its details were not kept.
    NotKept(Vec<String>),
    /// The project has no article of this address, title or file for so many marks.
    NoSuchArticle(usize),
    /// No article of the project holds the words of so many marks.
    NoArticleWithWords(usize),
    /// The article with this title was taken, for it holds the words of so many of so many marks.
    ArticleByWords(String, usize, usize),
    /// Several articles go by what the file calls one; what tells them apart, and how many marks were skipped.
    SeveralSuch(Vec<String>, usize),
    /// The text is that of the article with this title; what was done.
    EqualText(String, Decision),
    /// So many marks, whose file does not say who made them, are those that this coder made.
    MarksOf(String, usize),
    /// So many marks coincide with others of the same coder.
    Coinciding(usize),
    /// So many marks say something else than those that the project has.
    DetailsDiffer(usize),
}

impl From<Matching> for What {
    fn from(matching: Matching) -> Self {
        Self::Matching(matching)
    }
}

/// Why something was skipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is no JSON.
    NotJson(String),
    /// It is no XML.
    NotXml(String),
    /// It is no JSON object.
    NotAnObject,
    /// It has no text.
    NoText,
    /// It does not say where it is.
    NoPosition,
    /// It does not say where it is, or has no label.
    NoPositionOrLabel,
    /// It says nothing that a mark could be made of.
    NotAMark,
    /// It covers nothing.
    Empty,
    /// A mark that it needs is missing.
    MarkMissing,
    /// It would link marks on two texts.
    LinksTexts,
    /// It would link a mark to itself.
    LinksToItself,
    /// The name that it links to is missing.
    NameMissing,
    /// The region that it is about was skipped.
    RegionSkipped,
    /// It is about a whole page.
    WholePage(String),
    /// It is about a whole document, or a part that cannot be found.
    WholeDocument(String),
    /// It has no code.
    NoCode,
    /// It links two sources; the link's name.
    LinksSources(String),
    /// It does not link two selections; the link's name.
    LinksNoSelections(String),
    /// A piece at this offset belongs to no mark.
    PieceWithoutMark(u32),
    /// An article, a technique and a position are expected.
    NotALabel,
    /// The tag or the words are missing.
    NoTagOrWords,
    /// Its position lies outside what it points at.
    BeyondTarget,
    /// Another reason, that an error says.
    Error(String),
}

/// What many were skipped of, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Many {
    /// Annotations that were cancelled.
    Cancelled,
    /// Regions without a label.
    Unlabelled,
    /// Tasks that annotators rejected.
    Rejected,
    /// Tasks that annotators ignored.
    Ignored,
    /// Tasks that annotators did not accept.
    NotAccepted,
    /// Sources without a text.
    SourcesWithoutText,
    /// Sets of codes.
    Sets,
    /// Sets, cases and graphs.
    SetsCasesGraphs,
    /// Features whose arrays would take too much memory.
    LongArrays,
    /// Tokens, sentences and paragraphs.
    Layout,
    /// What is said of words one by one.
    WordFeatures,
    /// Tokens, sentences and markup of the document.
    LayoutAndMarkup,
    /// References to what is no mark.
    References,
    /// Notes and variant readings.
    NotesAndReadings,
    /// Names and features that are too long or too many.
    NamesAndFeatures,
    /// Remarks between lines.
    Remarks,
    /// What somebody had deleted, and the program kept.
    Deleted,
    /// Categories of codes beyond the first of each.
    OtherCategories,
    /// Annotations of pictures and other sources that are no plain text.
    NotInText,
}

/// What was detected about how offsets count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountingNote {
    /// The format.
    pub format: &'static str,
    /// How it counts by its documentation.
    pub documented: Counting,
    /// How the file counts.
    pub detected: Counting,
    /// Whether the file states the words of its marks.
    pub has_words: bool,
    /// How many marks fit as the format documents.
    pub fit_documented: usize,
    /// How many marks fit as it was detected.
    pub fit_detected: usize,
    /// How many marks there are to tell.
    pub all: usize,
}

impl fmt::Display for What {
    #[expect(clippy::too_many_lines, reason = "a table: one arm a kind of note")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Skipped(why) => write!(f, "{why}; skipped."),
            Self::SkippedMany(count, many) => write!(f, "{}", many_skipped(*count, *many)),
            Self::MoreLinesSkipped(count) => write!(f, "{} skipped: not valid JSON.", plural(*count, "more line")),
            Self::ResultsSkipped(count, kind) => {
                write!(f, "{} of type “{kind}” skipped: not supported.", plural(*count, "result"))
            }
            Self::SourcesSkipped(names) => {
                write!(f, "{} without text skipped: {}.", plural(names.len(), "source"), listed(names))
            }
            Self::NotesSkipped(names) => write!(
                f,
                "{} skipped, too long or about something that was not imported: {}.",
                plural(names.len(), "note"),
                listed(names)
            ),
            Self::SelectionsSkipped(selections, codings) => write!(
                f,
                "{} and {} without a text skipped.",
                plural(*selections, "selection"),
                plural(*codings, "coding")
            ),
            Self::WorkSkipped(user, why) => write!(f, "annotations by {user} skipped: {why}."),
            Self::UnknownLinesKept(count) => {
                write!(f, "{} of an unknown type; kept as text if the article is new.", plural(*count, "line"))
            }
            Self::TokensJoined(Some(file)) => write!(f, "the tokens do not match {file} and were joined instead."),
            Self::TokensJoined(None) => write!(f, "the tokens do not match the text and were joined instead."),
            Self::NoTag(word) => write!(f, "“{word}” has no tag; read as O."),
            Self::BadTag(tag) => write!(f, "“{tag}” is not a tag such as B-PER, I-PER or O."),
            Self::MoreBadTags(count) => write!(f, "{} without a valid tag.", plural(*count, "more token")),
            Self::PredictionsRead => write!(f, "not annotated yet; its predictions were imported."),
            Self::AnswerNoted(said) => {
                write!(f, "“{said}” is about the whole text; added to the article's note.")
            }
            Self::RowWithoutName => write!(f, "no name; skipped."),
            Self::ColourUnknown(colour) => write!(f, "“{colour}” is not a colour Sayso knows; another was used."),
            Self::SameTagTwice(name) => write!(f, "the tag “{name}” occurs twice; the two rows were merged."),
            Self::WholeNoted(count) => {
                write!(f, "{} of whole texts added to the articles' notes.", plural(*count, "detail"))
            }
            Self::CodingsNoted(count) => {
                write!(f, "{} of whole sources listed in the articles' notes.", plural(*count, "coding"))
            }
            Self::CodeMissing(tag) => write!(f, "its code is not in the codebook; marked as {tag}."),
            Self::SameGuid(guid, name) => {
                write!(f, "two codes share the GUID {guid}; “{name}” was merged into the first.")
            }
            Self::NoteUnread(why) => write!(f, "{why}."),
            Self::TagsWithoutNames(count) => {
                write!(f, "{} named by ID, because the file does not contain the names.", plural(*count, "tag"))
            }
            Self::PagesElsewhere(count, address) => elsewhere(f, *count, "page", address),
            Self::AnnotationsElsewhere(count, address) => elsewhere(f, *count, "annotation", address),
            Self::Doubt(doubt) => write!(f, "{doubt}"),
            Self::ColumnsSkipped(names) => {
                write!(f, "{} skipped: {}.", plural(names.len(), "column"), listed(names))
            }
            Self::CreditedTo(name, NamedAfter::Folder) => write!(f, "marks credited to “{name}”, after the folder."),
            Self::CreditedTo(name, NamedAfter::File) => write!(f, "marks credited to “{name}”, after the file."),
            Self::ParentMissing(tag) => write!(f, "the tag “{tag}” was moved to the top level: its parent is missing."),
            Self::ParentsLoop(tag) => write!(f, "the tag “{tag}” was moved to the top level: its parents form a loop."),
            Self::Matching(matching) => write!(f, "{matching}"),
            Self::Counting(note) => write!(f, "{note}"),
        }
    }
}

impl fmt::Display for Matching {
    #[expect(clippy::too_many_lines, reason = "a table: one arm a kind of note")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FoundByWords(count) => {
                write!(f, "{} located by words, not by the offsets in the file.", plural(*count, "mark"))
            }
            Self::SeveralMatches(words, count) => {
                write!(f, "“{words}” occurs {} times; the first was used.", grouped(*count))
            }
            Self::WordsNotFound(words) => write!(f, "“{words}” was not found in the text; set aside."),
            Self::OutsideText => write!(f, "the position is outside the text; set aside."),
            Self::OtherWords(words, held) => {
                write!(f, "text doesn't match: expected “{words}”, found “{held}”; set aside.")
            }
            Self::ValueNoted(value) => {
                write!(f, "“{value}” is not a valid value for this field; added to the note.")
            }
            Self::TagMerged(theirs, ours) => write!(f, "the tag “{theirs}” was merged into “{ours}”."),
            Self::DefinitionKept(tag) => {
                write!(f, "the tag “{tag}” has another definition here; that of the file was not taken.")
            }
            Self::NotKept(details) => {
                write!(f, "the article is already in the project, so this was not kept: {}.", details.join(", "))
            }
            Self::NoSuchArticle(marks) => write!(
                f,
                "no article in the project has this address, title or file name, so {} skipped. Import the article \
                 first.",
                were(*marks, "mark")
            ),
            Self::NoArticleWithWords(marks) => write!(
                f,
                "no article in the project contains these words, so {} skipped. Import the article first.",
                were(*marks, "mark")
            ),
            Self::ArticleByWords(title, held, all) => write!(
                f,
                "the file does not name its article; “{title}” was used, which contains the words of {} of {}.",
                grouped(*held),
                plural(*all, "mark")
            ),
            Self::SeveralSuch(such, marks) => write!(
                f,
                "{} such articles in the project ({}), so {} skipped. Choose one in the import window, or with --article.",
                such.len(),
                listed(such),
                were(*marks, "mark")
            ),
            Self::EqualText(title, done) => {
                let done = match done {
                    Decision::Add => "added as another article",
                    Decision::Skip => "skipped",
                    Decision::Same(_) => "treated as the same article",
                };
                write!(f, "has the same text as “{title}”; {done}.")
            }
            Self::MarksOf(coder, count) => write!(
                f,
                "{} without a coder match marks of {coder}, so they were not added again. Credit them to another coder to \
                 add them.",
                plural(*count, "mark")
            ),
            Self::Coinciding(count) => {
                let coincide = if *count == 1 { "coincides" } else { "coincide" };
                write!(
                    f,
                    "{} {coincide} with another of the same coder, tag and words; merged.",
                    plural(*count, "mark")
                )
            }
            Self::DetailsDiffer(count) => write!(
                f,
                "{} already in the project with another note, name or answer; not changed.",
                were(*count, "mark")
            ),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(why) => write!(f, "not valid JSON ({why})"),
            Self::NotXml(why) => write!(f, "not valid XML ({why})"),
            Self::NotAnObject => write!(f, "not a JSON object"),
            Self::NoText => write!(f, "no text"),
            Self::NoPosition => write!(f, "no valid position"),
            Self::NoPositionOrLabel => write!(f, "no valid position or no label"),
            Self::NotAMark => write!(f, "not a mark with a position and a label"),
            Self::Empty => write!(f, "covers no text"),
            Self::MarkMissing => write!(f, "a linked mark is missing"),
            Self::LinksTexts => write!(f, "links marks on two texts"),
            Self::LinksToItself => write!(f, "links a mark to itself"),
            Self::NameMissing => write!(f, "the linked name is missing"),
            Self::RegionSkipped => write!(f, "belongs to a skipped region"),
            Self::WholePage(address) => write!(f, "a note on the whole page {address}"),
            Self::WholeDocument(source) => write!(f, "about {source} as a whole, or a part that cannot be located"),
            Self::NoCode => write!(f, "a segment without a code"),
            Self::LinksSources(name) => write!(f, "the link “{name}” connects two sources"),
            Self::LinksNoSelections(name) => write!(f, "the link “{name}” does not connect two text selections"),
            Self::PieceWithoutMark(at) => write!(f, "the piece at {at} belongs to no mark"),
            Self::NotALabel => write!(f, "not an article number, a technique and a position"),
            Self::NoTagOrWords => write!(f, "the tag or the words are missing"),
            Self::BeyondTarget => write!(f, "the position is outside the text that it refers to"),
            Self::Error(why) => write!(f, "{why}"),
        }
    }
}

impl fmt::Display for CountingNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { format, documented, detected, has_words, fit_documented, fit_detected, all } = self;
        let [fit_detected, fit_documented] = [*fit_detected, *fit_documented].map(grouped);
        let marks = plural(*all, "mark");
        let fit = match (*has_words, *all) {
            (true, 1) => "matches its words",
            (true, _several) => "match their words",
            (false, 1) => "starts and ends at word boundaries",
            (false, _several) => "start and end at word boundaries",
        };
        if detected == documented {
            return write!(f, "offsets count {detected}, as {format} documents; {fit_detected} of {marks} {fit}.");
        }
        let (now, before) = (detected.told_from(*documented), documented.told_from(*detected));
        write!(
            f,
            "offsets count {now}: {fit_detected} of {marks} {fit} that way, {fit_documented} with {before}, which {format} \
             documents."
        )
    }
}

/// A sentence about many that were skipped.
fn many_skipped(count: usize, many: Many) -> String {
    match many {
        Many::Cancelled => format!("{} skipped.", plural(count, "cancelled annotation")),
        Many::Unlabelled => format!("{} without a label skipped.", plural(count, "region")),
        Many::Rejected => format!("{} skipped: rejected.", plural(count, "task")),
        Many::Ignored => format!("{} skipped: ignored.", plural(count, "task")),
        Many::NotAccepted => format!("{} skipped: not accepted by the annotators.", plural(count, "task")),
        Many::SourcesWithoutText => format!("{} without text skipped.", plural(count, "source")),
        Many::Sets => format!("{} skipped: not supported.", plural(count, "set")),
        Many::SetsCasesGraphs => format!("{} skipped (sets, cases and graphs).", plural(count, "item")),
        Many::LongArrays => format!("{} skipped: arrays too long.", plural(count, "feature")),
        Many::Layout => format!("{} skipped (tokens, sentences and paragraphs).", plural(count, "layout annotation")),
        Many::WordFeatures => {
            format!("{} skipped (lemmas, stems, parts of speech and forms).", plural(count, "word annotation"))
        }
        Many::LayoutAndMarkup => {
            format!("{} skipped (tokens, sentences and original markup).", plural(count, "layout annotation"))
        }
        Many::References => format!("{} to missing marks skipped.", plural(count, "reference")),
        Many::NotesAndReadings => format!("{} skipped (notes and variant readings).", plural(count, "aside")),
        Many::Remarks => format!("{} skipped (lines that begin with #).", plural(count, "comment")),
        Many::Deleted => format!("{} skipped.", plural(count, "deleted item")),
        Many::OtherCategories => format!("{} of codes skipped: a tag has one only.", plural(count, "further parent")),
        Many::NotInText => format!("{} skipped: not on plain text.", plural(count, "annotation")),
        Many::NamesAndFeatures => {
            format!("{} skipped: too long, or too many names and features.", plural(count, "detail"))
        }
    }
}

/// A count with its noun and verb: “1 mark was”, “2 marks were”.
fn were(count: usize, noun: &str) -> String {
    format!("{} {}", plural(count, noun), if count == 1 { "was" } else { "were" })
}

fn elsewhere(f: &mut fmt::Formatter<'_>, count: usize, noun: &str, address: &str) -> fmt::Result {
    let (were, them) = if count == 1 { ("was", "it") } else { ("were", "them") };
    let noun = plural(count, noun);
    write!(f, "{noun} stored elsewhere {were} skipped ({address}). Add {them} to the file to import {them}.")
}

/// The first of many names.
fn listed(names: &[String]) -> String {
    const LISTED: usize = 8;
    let more = if names.len() > LISTED { ", …" } else { "" };
    names.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(", ") + more
}
