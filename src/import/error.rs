//! Why a file cannot be imported.
//!
//! Each reads on after the name of the file (“a.pdf was not added: …”) and is without a final stop.

use crate::text::{grouped, plural};

/// Why nothing can be imported from a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// No bytes at all, or nothing but white space.
    #[error("it contains no text")]
    Empty,
    /// Not text; the first byte that shows it.
    #[error("it is not a text file: byte {} is NUL", grouped(*.0))]
    Binary(usize),
    /// Somebody stopped it.
    #[error("reading it was canceled")]
    Stopped,
    /// A file that is too large.
    #[error("it is larger than 64 MiB, the limit for an article")]
    TooLarge,
    /// An archive that is too large.
    #[error("it is larger than 1 GiB, the limit for an archive")]
    TooLargeArchive,
    /// A file in an archive that is too large.
    #[error("{0} in the archive is larger than 64 MiB, the limit for a single file")]
    TooLargeInside(String),
    /// An archive that holds too much.
    #[error("it unpacks to more than 256 MiB, the limit for an archive")]
    TooMuchInside,
    /// No format has the ending of its name; these are known.
    #[error("files of this type are not supported (supported types: {})", .0.join(", "))]
    UnknownFormat(Vec<&'static str>),
    /// A link to a web page, among other files; the server that it leads to.
    #[error("it is a link to a page on {0}; drop it alone to fetch the page")]
    LinkToPage(String),
    /// One of Sayso's own.
    #[error("it is a project; open it with “File › Open project…”")]
    Project,
    /// Of an ending of annotations, but of none of their formats.
    #[error(".{0} files can hold annotations, but this one is in no supported annotation format")]
    UnknownAnnotations(String),
    /// In none of the formats that its place in an archive allows.
    #[error("it is in no supported format")]
    UnknownInside,
    /// An archive that cannot be opened.
    #[error("the archive is damaged or incomplete ({0})")]
    DamagedArchive(String),
    /// A file in an archive that cannot be unpacked.
    #[error("{path} in the archive cannot be unpacked ({why})")]
    DamagedMember {
        /// The file.
        path: String,
        /// What unpacking it said.
        why: String,
    },
    /// A file in an archive that must be a text, and is none.
    #[error("{path} in the archive cannot be read: {why}")]
    UnreadableMember {
        /// The file.
        path: String,
        /// What reading it said.
        why: Box<ImportError>,
    },
    /// A file that an archive must have.
    #[error("{0} is missing from the archive")]
    MissingMember(String),
    /// A table in which no column holds the names of tags.
    #[error("it has no column with the names of tags, such as “name”, “tag” or “code”")]
    NoTagColumn,
    /// Not XML.
    #[error("{name} is not valid XML ({why})")]
    NotXml {
        /// The file.
        name: String,
        /// What reading it said.
        why: String,
    },
    /// XML that would take too much memory.
    #[error("{name} has more than {} elements", grouped(*.most))]
    TooManyElements {
        /// The file.
        name: String,
        /// How many it may have.
        most: usize,
    },
    /// Markup that is nested too deeply.
    #[error("its elements are nested more than {} deep", grouped(*.0))]
    TooDeep(usize),
    /// Not JSON.
    #[error("it is not valid JSON ({0})")]
    NotJson(String),
    /// A PDF that cannot be opened.
    #[error("the PDF is damaged or incomplete ({0})")]
    DamagedPdf(String),
    /// A PDF with a password.
    #[error("the PDF is password-protected; save a copy without a password")]
    ProtectedPdf,
    /// A PDF encrypted in an unknown way.
    #[error("the PDF is encrypted in a way that is not supported; save a copy without encryption")]
    EncryptedPdf,
    /// A PDF without pages.
    #[error("the PDF has no pages, or is incomplete")]
    PdfWithoutPages,
    /// A PDF of pictures.
    #[error("its pages are images without text; run text recognition (OCR) on it first")]
    PdfWithoutText,
    /// A PDF of drawings.
    #[error("its pages are drawings without text, perhaps letters as outlines; run text recognition (OCR) on it first")]
    PdfOfShapes,
    /// A PDF of blank pages.
    #[error("its pages are blank: no text, and no image to run text recognition (OCR) on")]
    PdfBlank,
    /// A PDF whose fonts do not say what they show.
    #[error("its fonts don't say which characters they show; run text recognition (OCR) on it first")]
    PdfWithoutCharacters,
    /// A PDF that unpacks to too much.
    #[error("its streams unpack to more than 256 MiB")]
    PdfTooLarge,
    /// A page of a PDF whose forms lie too deep in each other.
    #[error("page {page} has forms nested more than {most} deep")]
    PdfFormsTooDeep {
        /// The page's number.
        page: u32,
        /// How deep they may be.
        most: usize,
    },
    /// A page of a PDF that draws too many forms.
    #[error("page {0} draws more forms than can be read")]
    PdfTooManyForms(u32),
    /// A web page without an article.
    #[error("no article was found in the page ({0})")]
    NoArticle(String),
    /// A web page in one file, without the page.
    #[error("it contains no web page")]
    NoWebPage,
    /// A mail without headers.
    #[error("it has no mail headers")]
    NotMail,
    /// A document of Word that cannot be opened.
    #[error("it is password-protected, or in the old Word format (.doc); save it as .docx without a password")]
    ProtectedWord,
    /// A document of an old Word.
    #[error("it is a Word 97–2003 document; open it in Word or LibreOffice and save it as .docx")]
    OldWord,
    /// A document of Pages.
    #[error("it is a Pages document; export it in Pages with “File › Export To › Word…”")]
    PagesDocument,
    /// Not RTF.
    #[error("it is not an RTF document")]
    NotRtf,
    /// A presentation of PowerPoint that cannot be opened.
    #[error("it is password-protected, or in the old PowerPoint format (.ppt); save it as .pptx without a password")]
    ProtectedPresentation,
    /// An office document that is no presentation.
    #[error("it contains no presentation")]
    NoPresentation,
    /// An office document that is no text.
    #[error("it contains no text document")]
    NoDocument,
    /// An e-book without contents.
    #[error("the e-book does not say where its contents are")]
    BookWithoutContents,
    /// An e-book with copy protection.
    #[error("the e-book is copy-protected (DRM)")]
    ProtectedBook,
    /// XML that is no feed.
    #[error("it is neither a feed nor in a supported annotation format ({0})")]
    NotFeed(String),
    /// A feed without text.
    #[error("none of its entries contains text")]
    FeedWithoutText,
    /// Captions without any that has a time.
    #[error("it contains no captions with times")]
    NoCaptions,
    /// A transcript in which nothing has a time.
    #[error("none of its lines states a time")]
    NoTimes,
    /// No posts of a social network.
    #[error("it contains no posts with text in a supported format")]
    NoPosts,
    /// A pattern without anything in it.
    #[error("the pattern is empty; type a line at which an article begins, with * for anything and # for digits")]
    EmptyPattern,
    /// A pattern that is no regular expression, and why.
    #[error("the pattern is not a valid regular expression ({0})")]
    BadPattern(String),
    /// A text with too many lines to be split.
    #[error("it is too long to split (more than {})", plural(*.0, "line"))]
    TooManyLines(usize),
    /// A pattern that fits no line.
    #[error("no line matches the pattern “{0}”")]
    PatternWithoutMatch(String),
    /// Not a web archive.
    #[error("it is not a web archive (WARC)")]
    NotWarc,
    /// A web archive without articles; how many records it has.
    #[error("no article was found in its {}", plural(*.0, "record"))]
    WarcWithoutPages(usize),
    /// Not a table.
    #[error("it is not a table ({0})")]
    NotTable(String),
    /// Not a workbook.
    #[error("it is not a workbook ({0})")]
    NotWorkbook(String),
    /// A table that takes too much memory; how many rows of it, or records, were read before.
    #[error("it holds more than 256 MiB; the limit was reached after {}; split it into smaller files", entries(*.0))]
    TableTooLarge(usize),
    /// A table of too many rows; how many there may be.
    #[error("it has more than {}, the limit for a table; split it into smaller files", entries(*.0))]
    TooManyRows(usize),
    /// A file that has no columns to choose from.
    #[error("it is neither a table nor JSON, so it has no columns")]
    NoColumns,
    /// A mapping without a column of texts.
    #[error("no column was chosen as the text")]
    NoTextChosen,
    /// JSON of articles without their texts: what its values are called.
    #[error(
        "it is in no supported annotation format, and has no texts of articles (text, body or content); its names are: {}",
        .0.join(", ")
    )]
    NoTextName(Vec<String>),
    /// A list of articles by their addresses alone: what its columns are called, and which has the addresses.
    #[error(
        "it lists articles without their texts; save the pages at the addresses in “{address}” and add these, or export \
         it with a text column; its columns are: {}",
        .columns.join(", ")
    )]
    OnlyAddresses {
        /// The columns.
        columns: Vec<String>,
        /// The one of addresses.
        address: String,
    },
    /// A table of GDELT's, which has neither headings nor texts.
    #[error(
        "it is a table of {kind} by GDELT, which has no texts; save the pages at the addresses in column {column} and add these"
    )]
    GdeltTable {
        /// Which of its tables.
        kind: &'static str,
        /// The column of the addresses, by the letters that spreadsheets give it.
        column: &'static str,
    },
    /// No record is in a file of RIS.
    #[error("it contains no RIS records (TY … ER)")]
    NoRecords,
    /// Records without anything but titles.
    #[error("none of its {} contains an abstract or a text", plural(*.0, "record"))]
    RecordsWithoutText(usize),
    /// A file in gzip that cannot be unpacked.
    #[error("the gzip file is damaged or incomplete ({0})")]
    DamagedGzip(String),
    /// A file in gzip that is too large.
    #[error("it unpacks to more than 64 MiB, the limit for a single file")]
    GzipTooLarge,
    /// A table of neither articles nor marks.
    #[error(
        "it has neither a text column (text, body or content) nor columns of marks (tag and words); its columns are: {}",
        .0.join(", ")
    )]
    NoTextColumn(Vec<String>),
    /// A table that is not of marks.
    #[error("it has no columns named tag and words, or code and segment")]
    NoMarkColumns,
    /// An SQLite database that cannot be opened.
    #[error("the SQLite database is damaged ({0})")]
    DamagedDatabase(String),
    /// A table of a database that cannot be read.
    #[error("its table {table} cannot be read ({why})")]
    DamagedTable {
        /// The table.
        table: String,
        /// What reading it said.
        why: String,
    },
    /// A table of a database that takes too much memory.
    #[error("its table {0} holds more than 256 MiB")]
    DatabaseTooLarge(String),
    /// Not a project of Taguette.
    #[error("it is not a Taguette project, or has no documents")]
    NotTaguette,
    /// Not a project of QualCoder.
    #[error("it is not a QualCoder project, or has no sources")]
    NotQualCoder,
    /// Not a project of RQDA.
    #[error("it is not an RQDA project, or has no files")]
    NotRqda,
    /// Not a project of Discourse Network Analyzer.
    #[error("it is not a Discourse Network Analyzer project, or has no documents")]
    NotDna,
    /// A file of a program that only that program reads.
    #[error("only {program} can read this file; {}", to_export(.program, *.menu))]
    ClosedFormat {
        /// The program.
        program: &'static str,
        /// Its menu items that export a project to REFI-QDA, where they are known.
        menu: Option<&'static str>,
    },
    /// A REFI-QDA archive without a project, or with several.
    #[error("it must contain exactly one project (.qde)")]
    NotOneProject,
    /// JSON of an older UIMA.
    #[error("it is in the JSON format of UIMA 2, which does not say how offsets count; export it as UIMA CAS JSON 0.4")]
    OldCasJson,
    /// A project of INCEpTION without annotations that can be read.
    #[error("the INCEpTION project has no annotations in a supported format; export it as UIMA CAS JSON")]
    InceptionWithoutAnnotations,
    /// Marks without their text.
    #[error("its text is missing: there is no “{0}.txt” in the same folder")]
    TextMissing(String),
}

/// How to get a project out of a program: by these menu items, where they are known.
fn to_export(program: &str, menu: Option<&str>) -> String {
    match menu {
        Some(menu) => format!("in {program} choose “{menu}”, then add the .qdpx file here"),
        None => "export the project there as REFI-QDA (.qdpx), then add that file here".to_owned(),
    }
}

/// So many entries of a table or a list.
fn entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{} entries", grouped(count)) }
}
