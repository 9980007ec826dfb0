//! What is said of articles that were read: what people should know, and the steps that are recorded with each.

use std::fmt;

use super::{dates::Place, posts::words::PostsDoubt, press::words::Doubt as PressDoubt, talk::words::CueDoubt};
use crate::{
    import::doubt::Doubt,
    text::{day_in_words, grouped, plural},
};

/// What people should know about how an article was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Warning {
    /// How bytes became text; of a part of the file, where it has a name.
    Doubt(String, Doubt),
    /// A chapter of a book is missing.
    ChapterMissing(String),
    /// So many comments were on paragraphs that are not imported.
    CommentsDeselected(usize),
    /// So many comments are on footnotes or text boxes.
    CommentsAside(usize),
    /// These slides are hidden in the presentation, and were added.
    HiddenSlides(Vec<usize>),
    /// Only the first pages were read.
    FurtherPages { read: usize, all: usize },
    /// The end of a PDF is missing.
    PdfIncomplete,
    /// The end of an RTF document is missing.
    RtfIncomplete,
    /// An RTF document states a code page that is not known.
    CodePageUnknown(i32),
    /// An RTF document has text in UTF-8, which RTF does not know.
    RtfInUtf8,
    /// A page cannot be read.
    PageUnreadable { page: u32, why: String },
    /// A page has more characters than are read.
    PageTooLong { page: u32, most: usize },
    /// Pages without text.
    PagesWithoutText(Vec<usize>),
    /// Pages with many characters that stand for nothing.
    PagesGarbled(Vec<usize>),
    /// Pages with words that run together.
    PagesWithoutSpaces(Vec<usize>),
    /// An archive ends too early.
    ArchiveIncomplete,
    /// So many pages of a web archive were not read.
    PagesSkipped(usize, PageSkipped),
    /// So many rows of a table have no text.
    RowsWithoutText(usize),
    /// Records of these numbers have no text.
    RecordsWithoutText(Vec<usize>),
    /// So many rows of a table stand above its headings.
    RowsAbove(usize),
    /// So many rows of a table say more of the article of another row.
    RowsJoined(usize),
    /// So many texts of a table end before their end.
    TextsCut(usize),
    /// So many dates of a table can be read in two ways.
    DatesAmbiguous(usize),
    /// So many dates of a table are not understood.
    DatesUnread(usize),
    /// So many records say more of the article of another record.
    RecordsJoined(usize),
    /// A table has no texts but those in the column of this name.
    SummaryAsText(String),
    /// So many records have an abstract, and no text.
    AbstractsOnly(usize),
    /// The column of texts has some in so many rows of all.
    FewTexts { heading: String, filled: usize, all: usize },
    /// The column of texts has mostly numbers.
    NumbersAsTexts(String),
    /// A line is no record.
    LineSkipped { line: usize, column: usize, why: String },
    /// A line stands between records, and is a part of none.
    LineOutsideRecords(usize),
    /// The record that begins in this line has no end.
    RecordWithoutEnd(usize),
    /// So many lines more are none.
    LinesSkipped(usize),
    /// What stands beside the list of articles in JSON.
    BesideArticles(Vec<String>),
    /// So many values of JSON stand where objects should be.
    ValuesSkipped(usize),
    /// So many values of JSON have names that are too long, or one of too many.
    NamesSkipped(usize),
    /// So many values of JSON are no numbers, though they stand for some.
    NotNumbers(usize),
    /// Sheets of a workbook without articles.
    SheetsSkipped(Vec<String>),
    /// What is doubtful about a date.
    Date(DateDoubt),
    /// Another block of the page was taken than the one that usually is.
    OtherBlock,
    /// The text was taken from the data of the page, for the page doesn't show it.
    TextFromData,
    /// No block of the page has to do with its title.
    TitleUnrelated,
    /// These attachments of a mail were not read.
    AttachmentsSkipped(Vec<String>),
    /// The mail of this subject has nothing but the mails attached to it.
    OnlyForwards(String),
    /// So many mails of a mailbox are no mails.
    MailsSkipped(usize),
    /// What is wrong with captions.
    Captions(CueDoubt),
    /// What was not read of posts.
    Posts(PostsDoubt),
    /// What is doubtful about the export of a press database.
    Press(PressDoubt),
}

/// Why a page of a web archive was not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PageSkipped {
    /// There is no article in it.
    NoArticle,
    /// It is compressed in a way that is not known.
    Compression(String),
    /// It is damaged.
    Damaged,
    /// It would take too much memory, or all before it have.
    TooLarge,
}

impl fmt::Display for Warning {
    #[expect(clippy::too_many_lines, reason = "a table: one arm a kind of warning")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Doubt(part, doubt) if part.is_empty() => write!(f, "{doubt}"),
            Self::Doubt(part, doubt) => write!(f, "{part}: {doubt}"),
            Self::ChapterMissing(name) => write!(f, "The chapter {name} is missing."),
            Self::CommentsDeselected(count) => {
                write!(f, "{} skipped with the deselected paragraphs.", plural(*count, "comment"))
            }
            Self::CommentsAside(count) => {
                write!(f, "{} in footnotes or text boxes skipped.", plural(*count, "comment"))
            }
            Self::HiddenSlides(slides) => match slides.as_slice() {
                [slide] => write!(f, "Slide {slide} is hidden in the presentation; its text was added."),
                _several => {
                    write!(f, "Slides {} are hidden in the presentation; their text was added.", numbers(slides))
                }
            },
            Self::FurtherPages { read, all } => {
                write!(f, "Only the first {} of {} pages were read.", grouped(*read), grouped(*all))
            }
            Self::PdfIncomplete => write!(f, "The PDF is incomplete; only what was left of it was read."),
            Self::RtfIncomplete => write!(f, "The document is incomplete; only what was left of it was read."),
            Self::CodePageUnknown(page) => {
                write!(f, "Code page {page} is not supported, so the text was read as Windows-1252.")
            }
            Self::RtfInUtf8 => write!(f, "The file has text in UTF-8, which RTF doesn't allow; it was read as UTF-8."),
            Self::PageUnreadable { page, why } => write!(f, "Page {page} could not be read ({why})."),
            Self::PageTooLong { page, most } => {
                write!(f, "Page {page} has more than {}; the rest was skipped.", plural(*most, "character"))
            }
            Self::PagesWithoutText(pages) => match pages.as_slice() {
                [page] => write!(f, "Page {page} has no text; it may be an image."),
                _several => write!(f, "Pages {} have no text; they may be images.", numbers(pages)),
            },
            Self::PagesGarbled(pages) => match pages.as_slice() {
                [page] => write!(f, "Page {page} has many unreadable characters."),
                _several => write!(f, "Pages {} have many unreadable characters.", numbers(pages)),
            },
            Self::PagesWithoutSpaces(pages) => match pages.as_slice() {
                [page] => write!(f, "Page {page} has no spaces between words."),
                _several => write!(f, "Pages {} have no spaces between words.", numbers(pages)),
            },
            Self::ArchiveIncomplete => {
                write!(f, "The archive is damaged or incomplete; only the records before the damage were read.")
            }
            Self::PagesSkipped(count, why) => write!(f, "{} of the archive skipped: {why}.", plural(*count, "page")),
            Self::RowsWithoutText(count) => write!(f, "{} without text skipped.", plural(*count, "row")),
            Self::RowsAbove(count) => write!(f, "{} above the column headings skipped.", plural(*count, "row")),
            Self::RowsJoined(1) => write!(f, "1 row repeats the text and details of another and was joined with it."),
            Self::RowsJoined(count) => {
                write!(f, "{} repeat the text and details of others and were joined with them.", plural(*count, "row"))
            }
            Self::RecordsWithoutText(numbers) => {
                write!(f, "{} without text skipped: {}.", plural(numbers.len(), "record"), first_of(numbers))
            }
            Self::RecordsJoined(1) => {
                write!(f, "1 record repeats the text and details of another and was joined with it.")
            }
            Self::RecordsJoined(count) => {
                let records = plural(*count, "record");
                write!(f, "{records} repeat the text and details of others and were joined with them.")
            }
            Self::TextsCut(1) => write!(f, "1 text ends where its source cut it off."),
            Self::TextsCut(count) => write!(f, "{} end where their source cut them off.", plural(*count, "text")),
            Self::DatesAmbiguous(count) => {
                write!(f, "{} can be read in two ways. Check the dates marked as uncertain.", plural(*count, "date"))
            }
            Self::DatesUnread(1) => write!(f, "1 date could not be read; it is kept as stated."),
            Self::DatesUnread(count) => {
                write!(f, "{} could not be read; they are kept as stated.", plural(*count, "date"))
            }
            Self::SummaryAsText(heading) => {
                write!(f, "There are no full texts, so “{heading}” was used.")
            }
            Self::AbstractsOnly(1) => write!(f, "1 record has only an abstract, not the full text."),
            Self::AbstractsOnly(count) => {
                write!(f, "{} have only an abstract, not the full text.", plural(*count, "record"))
            }
            Self::FewTexts { heading, filled, all } => write!(
                f,
                "“{heading}” was read as the text, but only {} of {} have one. Check that it is the right column.",
                grouped(*filled),
                plural(*all, "article")
            ),
            Self::NumbersAsTexts(heading) => write!(
                f,
                "“{heading}” was read as the text, but mostly has numbers. Check that it is the right column."
            ),
            Self::LineSkipped { line, column, why } => {
                write!(f, "Line {}, column {} skipped: {why}.", grouped(*line), grouped(*column))
            }
            Self::LineOutsideRecords(line) => write!(f, "Line {} is not part of a record; skipped.", grouped(*line)),
            Self::RecordWithoutEnd(line) => {
                write!(f, "The record at line {} has no end (ER).", grouped(*line))
            }
            Self::LinesSkipped(count) => write!(f, "{} skipped.", plural(*count, "more line")),
            Self::BesideArticles(names) => write!(f, "Skipped beside the articles: {}.", names.join(", ")),
            Self::ValuesSkipped(1) => write!(f, "1 value that is not an object skipped."),
            Self::ValuesSkipped(count) => write!(f, "{} that are not objects skipped.", plural(*count, "value")),
            Self::NamesSkipped(count) => write!(
                f,
                "{} skipped: their names are too long, or there are more than 1,000 names.",
                plural(*count, "value")
            ),
            Self::NotNumbers(1) => write!(f, "1 value that is not a number (NaN, Infinity) was read as empty."),
            Self::NotNumbers(count) => {
                write!(f, "{} that are not numbers (NaN, Infinity) were read as empty.", plural(*count, "value"))
            }
            Self::SheetsSkipped(names) => {
                write!(f, "{} without articles skipped: {}.", plural(names.len(), "sheet"), names.join(", "))
            }
            Self::Date(doubt) => write!(f, "{doubt}"),
            Self::Press(doubt) => write!(f, "{doubt}"),
            Self::OtherBlock => write!(
                f,
                "The page has several blocks of text; the one that fits its title was taken. Preview it to choose another."
            ),
            Self::TextFromData => {
                write!(f, "The page doesn't show the whole article; the text was taken from its data (JSON-LD).")
            }
            Self::TitleUnrelated => write!(
                f,
                "The text has no words of the title; it may not be the article. Preview it to choose another text."
            ),
            Self::AttachmentsSkipped(names) => {
                write!(f, "{} skipped: {}.", plural(names.len(), "attachment"), names.join(", "))
            }
            Self::OnlyForwards(subject) => {
                write!(f, "The mail “{subject}” has no text of its own; only the mails attached to it were added.")
            }
            Self::MailsSkipped(count) => write!(f, "{} of the mailbox unreadable and skipped.", plural(*count, "mail")),
            Self::Captions(doubt) => write!(f, "{doubt}"),
            Self::Posts(doubt) => write!(f, "{doubt}"),
        }
    }
}

impl fmt::Display for PageSkipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoArticle => write!(f, "no article found"),
            Self::Compression(name) => write!(f, "unknown compression “{name}”"),
            Self::Damaged => write!(f, "damaged"),
            Self::TooLarge => write!(f, "too large"),
        }
    }
}

/// What is doubtful about a date.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DateDoubt {
    /// A date can be read in two ways.
    Ambiguous { stated: String, taken: String, other: String },
    /// Two places state different dates: the one that was taken, and the other.
    Differ { taken: (String, Place), other: (String, Place) },
    /// A date could not be read.
    Unread(String),
}

impl fmt::Display for DateDoubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ambiguous { stated, taken, other } => {
                let (taken, other) = (day_in_words(taken), day_in_words(other));
                write!(f, "The date “{stated}” was read as {taken}; it could also be {other}.")
            }
            Self::Differ { taken: (day, place), other: (other, elsewhere) } => write!(
                f,
                "Two dates of publication are stated: {} ({}) and {} ({}). The first was taken.",
                day_in_words(day),
                place_name(*place),
                day_in_words(other),
                place_name(*elsewhere)
            ),
            Self::Unread(stated) => write!(f, "The date “{stated}” could not be read."),
        }
    }
}

/// Where a date is stated, by its code in project files, as people call it; other codes as they stand.
pub fn dating_source(code: &str) -> &str {
    Place::ALL.into_iter().find(|place| place.code() == code).map_or(code, |place| place_name(place))
}

/// Where a date is stated, as people call it.
fn place_name(place: Place) -> &'static str {
    match place {
        Place::Mail => "mail header",
        Place::Feed => "feed",
        Place::Post => "post",
        Place::Table => "table",
        Place::Record => "record",
        Place::Press => "press database",
        Place::Epub => "book data",
        Place::FrontMatter => "front matter",
        Place::JsonLd => "JSON-LD",
        Place::Property => "itemprop",
        Place::TimeElement => "time element",
        Place::Meta => "page head",
        Place::DublinCore => "Dublin Core",
        Place::Address => "web address",
        Place::Dateline => "text",
        Place::FileName => "file name",
    }
}

/// The first of many numbers.
fn first_of(all: &[usize]) -> String {
    const TOLD: usize = 10;
    let first: Vec<String> = all.iter().take(TOLD).map(|number| grouped(*number)).collect();
    let rest = if all.len() > TOLD { " …" } else { "" };
    first.join(", ") + rest
}

fn numbers(pages: &[usize]) -> String {
    pages.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// A step from a file to its text, recorded with the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// What took the text out of the file.
    ReadBy(&'static str),
    /// The title of an entry became its first line.
    TitleFirst,
    /// The subject of a mail became its first line.
    SubjectFirst,
    /// The mail was attached to one of this subject.
    AttachedTo(String),
    /// Entries were found by their names, for the feed keeps to no standard.
    EntriesByName,
    /// Footnotes or endnotes were put at the end.
    NotesLast(&'static str),
    /// Footnotes and text boxes were put at the end.
    AsideLast,
    /// The notes of a slide follow it.
    SpeakerNotes,
    /// The text is the one before tracked changes.
    ChangesRejected,
    /// Lines became paragraphs.
    LinesJoined,
    /// So many words that were hyphenated at a line end are whole again.
    HyphensJoined(usize),
    /// So many lines at the top and bottom of pages were left out.
    PageHeadsRemoved(usize),
    /// Captions became paragraphs; their times stand beside the text.
    CaptionsJoined,
    /// Words that captions repeat from those before them were left out.
    RepeatsRemoved,
    /// The times of a transcript were taken out of it; they stand beside the text.
    TimesRemoved,
    /// The name of each speaker was put before what they say.
    SpeakersFirst,
    /// Signs that another speaks were taken out of the text.
    SpeakerSignsRemoved,
    /// Links that were shortened stand in full.
    LinksExpanded,
    /// When the page was archived.
    ArchivedOn(String),
    /// The tags of HTML were taken out of the text.
    TagsRemoved,
    /// Some paragraphs were selected by hand.
    Selected { paragraphs: usize, all: usize },
    /// The article is one of so many in the export of a press database.
    Export { database: &'static str, article: usize, of: usize },
    /// The file was split into articles by this pattern.
    SplitBy(String),
    /// Words that stood beside the article were left out.
    Removed(String),
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReadBy(reader) => write!(f, "read by {reader}"),
            Self::TitleFirst => write!(f, "title placed first"),
            Self::SubjectFirst => write!(f, "subject placed first"),
            Self::AttachedTo(subject) => write!(f, "attached to the mail “{subject}”"),
            Self::EntriesByName => write!(f, "nonstandard feed, entries found by name"),
            Self::NotesLast(kind) => write!(f, "{kind}s moved to the end"),
            Self::AsideLast => write!(f, "footnotes and text boxes moved to the end"),
            Self::SpeakerNotes => write!(f, "speaker notes placed after their slides"),
            Self::ChangesRejected => write!(f, "tracked changes rejected"),
            Self::LinesJoined => write!(f, "lines joined"),
            Self::HyphensJoined(count) => write!(f, "{} rejoined", plural(*count, "hyphenated word")),
            Self::PageHeadsRemoved(count) => write!(f, "{} removed", plural(*count, "header or footer line")),
            Self::CaptionsJoined => write!(f, "captions joined into paragraphs"),
            Self::RepeatsRemoved => write!(f, "repeated captions removed"),
            Self::TimesRemoved => write!(f, "times removed from the text"),
            Self::SpeakersFirst => write!(f, "speakers placed before their words"),
            Self::SpeakerSignsRemoved => write!(f, "signs of a new speaker (>> or a dash) removed"),
            Self::LinksExpanded => write!(f, "short links expanded"),
            Self::ArchivedOn(day) => write!(f, "archived on {day}"),
            Self::TagsRemoved => write!(f, "HTML tags removed"),
            Self::Selected { paragraphs, all } => {
                write!(f, "{} of {} paragraphs selected", grouped(*paragraphs), grouped(*all))
            }
            Self::Export { database, article, of } => {
                write!(f, "{database} export, article {} of {}", grouped(*article), grouped(*of))
            }
            Self::SplitBy(pattern) => write!(f, "split by the pattern {pattern}"),
            Self::Removed(words) => write!(f, "removed: {words}"),
        }
    }
}
