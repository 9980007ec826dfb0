//! Where a file states a date, from the most trusted place to the least.

/// A place that states when something was published; earlier ones are trusted more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    /// The header of a mail.
    Mail,
    /// An entry of a feed.
    Feed,
    /// A post of a social network.
    Post,
    /// A column of a table.
    Table,
    /// A record of JSON, or of a database of literature.
    Record,
    /// The export of a press database.
    Press,
    /// The package document of a book.
    Epub,
    /// The block of facts before a text in Markdown.
    FrontMatter,
    /// Linked data of a page.
    JsonLd,
    /// Properties of a page's elements (microdata, RDFa).
    Property,
    /// A page's element for times.
    TimeElement,
    /// The head of a page.
    Meta,
    /// Dublin Core in the head of a page.
    DublinCore,
    /// The web address.
    Address,
    /// The text.
    Dateline,
    /// The name of the file.
    FileName,
}

impl Place {
    /// All of them.
    pub(crate) const ALL: [Self; 16] = [
        Self::Mail,
        Self::Feed,
        Self::Post,
        Self::Table,
        Self::Record,
        Self::Press,
        Self::Epub,
        Self::FrontMatter,
        Self::JsonLd,
        Self::Property,
        Self::TimeElement,
        Self::Meta,
        Self::DublinCore,
        Self::Address,
        Self::Dateline,
        Self::FileName,
    ];

    /// Its code in project files.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Feed => "feed",
            Self::Post => "post",
            Self::Table => "table",
            Self::Record => "record",
            Self::Press => "press",
            Self::Epub => "epub",
            Self::FrontMatter => "front-matter",
            Self::JsonLd => "json-ld",
            Self::Property => "itemprop",
            Self::TimeElement => "time",
            Self::Meta => "meta",
            Self::DublinCore => "dublin-core",
            Self::Address => "address",
            Self::Dateline => "dateline",
            Self::FileName => "file-name",
        }
    }
}
