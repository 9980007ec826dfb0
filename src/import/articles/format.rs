//! What a format of articles is, what it is given, and what it makes of that.

use super::{press::cuts::Cuts, words::Warning};
use crate::{
    import::{
        charset::Charset, doubt::Doubt, encoding, error::ImportError, mapping::Mapping, title::first_line, watch::Watch,
    },
    model::{Extra, Facts, Run, Source, Time},
    text::{ByteRange, FrozenText},
};

/// A format that articles can be read from.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name, on the command line and in the article's source.
    pub name: &'static str,
    /// Endings of its files, without the dot, in lower case.
    pub extensions: &'static [&'static str],
    /// What reading it leaves behind.
    pub cannot_hold: &'static str,
    /// The program that takes the text out of it, with its version; empty where the bytes are the text. It is recorded
    /// with each article, for another version may take out another text.
    pub(super) reader: &'static str,
    /// Makes text of bytes.
    pub(super) read: fn(&Input<'_>) -> Result<Vec<Body>, ImportError>,
}

/// How somebody wants a file to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The encoding that was chosen; it is detected when `None`.
    pub encoding: Option<Charset>,
    /// What becomes of tracked changes.
    pub changes: Changes,
    /// Which posts of a social network are one article.
    pub threads: Threads,
    /// The pattern by which it is split into articles, as [`Cuts`] reads it; by its layout where it is empty.
    pub split: String,
    /// What the columns of a table or the names in JSON say; guessed when `None`.
    pub mapping: Option<Mapping>,
}

/// How somebody wants a file to be read, and waits for that.
#[derive(Clone, Default)]
pub struct Request<'w> {
    pub(super) reading: Reading,
    pub(super) watch: Watch<'w>,
}

impl From<Option<Charset>> for Request<'_> {
    fn from(encoding: Option<Charset>) -> Self {
        Reading { encoding, ..Reading::default() }.into()
    }
}

impl From<Reading> for Request<'_> {
    fn from(reading: Reading) -> Self {
        Self { reading, watch: Watch::default() }
    }
}

impl<'w> From<(Reading, Watch<'w>)> for Request<'w> {
    fn from((reading, watch): (Reading, Watch<'w>)) -> Self {
        Self { reading, watch }
    }
}

/// What becomes of tracked changes in a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Changes {
    /// Deleted text stays behind, inserted text counts.
    #[default]
    Accepted,
    /// The text as it was before them.
    Original,
}

/// Which posts of a social network are one article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Threads {
    /// A post with the replies of its author to it.
    #[default]
    Together,
    /// Each by itself.
    Apart,
    /// All of one day in a channel or chat.
    Daily,
}

/// What a format reads.
#[derive(Clone)]
pub(super) struct Input<'b> {
    pub(super) bytes: &'b [u8],
    /// The encoding that somebody chose.
    pub(super) encoding: Option<Charset>,
    /// The encoding that whoever sent the bytes stated; a byte order mark, or bytes that are UTF-8, say more.
    pub(super) stated: Option<Charset>,
    /// What becomes of tracked changes.
    pub(super) changes: Changes,
    /// Which posts are one article.
    pub(super) threads: Threads,
    /// The pattern by which it is split into articles.
    pub(super) cuts: Option<&'b Cuts>,
    /// What its columns say.
    pub(super) mapping: Option<&'b Mapping>,
    /// Who waits for it.
    pub(super) watch: Watch<'b>,
}

impl<'b> Input<'b> {
    /// Bytes that are read as they show themselves.
    pub(super) fn of(bytes: &'b [u8]) -> Self {
        let (changes, threads, watch) = (Changes::default(), Threads::default(), Watch::default());
        Self { bytes, encoding: None, stated: None, changes, threads, cuts: None, mapping: None, watch }
    }
}

/// What a format makes of a file's bytes.
pub(super) struct Body {
    pub(super) text: FrozenText,
    /// The shape of the text, in its order.
    pub(super) structure: Vec<Run>,
    pub(super) steps: Vec<String>,
    pub(super) encoding: &'static str,
    pub(super) facts: Facts,
    pub(super) comments: Vec<Comment>,
    /// Words that the file calls a claim.
    pub(super) claims: Vec<ByteRange>,
    pub(super) warnings: Vec<Warning>,
    pub(super) extra: Extra,
    pub(super) fields: Vec<(String, String)>,
    /// Whether it may be a mark as well, of a table of such.
    pub(super) may_be_marks: bool,
    /// Whether its file has tracked changes.
    pub(super) has_changes: bool,
    /// The pattern by which its file was split; empty where none was.
    pub(super) split: String,
}

/// A comment on words of the text, made in the program that the file comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The words.
    pub at: ByteRange,
    /// What it says.
    pub words: String,
    /// Who.
    pub author: String,
    /// When, if the file says.
    pub made: Option<Time>,
}

impl Body {
    pub(super) fn new(text: FrozenText, facts: Facts) -> Self {
        let (steps, comments, claims, warnings) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (structure, extra, fields, split) = (Vec::new(), Extra::new(), Vec::new(), String::new());
        let (encoding, may_be_marks, has_changes) = ("", false, false);
        Self {
            text,
            structure,
            steps,
            encoding,
            facts,
            comments,
            claims,
            warnings,
            extra,
            fields,
            may_be_marks,
            has_changes,
            split,
        }
    }

    /// With what is known of how its bytes became characters.
    pub(super) fn decoded(mut self, encoding: &'static str, doubts: impl IntoIterator<Item = Doubt>) -> Self {
        self.encoding = encoding;
        self.doubted(doubts.into_iter().map(|doubt| (String::new(), doubt)))
    }

    /// With what should be known of how bytes of its parts, by their names, became characters.
    pub(super) fn doubted(mut self, doubts: impl IntoIterator<Item = (String, Doubt)>) -> Self {
        for (part, doubt) in doubts {
            self.steps.push(doubt.step());
            self.warnings.push(Warning::Doubt(part, doubt));
        }
        self.steps.dedup();
        self
    }
}

/// The articles of one file with what is known of how it became text: each that is damaged records it, the first of them,
/// or else the first of all, tells it.
pub(super) fn decoded_together(articles: Vec<Body>, encoding: &'static str, doubts: &[Doubt]) -> Vec<Body> {
    let has_words = |body: &Body| !body.text.as_str().trim().is_empty();
    let is_damaged = |body: &Body| body.text.as_str().contains('\u{FFFD}');
    let first = articles.iter().position(is_damaged).or_else(|| articles.iter().position(has_words));
    let tell = |(number, body): (usize, Body)| {
        let steps = doubts.iter().filter(|_| is_damaged(&body)).map(Doubt::step);
        if Some(number) == first {
            return body.decoded(encoding, doubts.iter().cloned());
        }
        Body { steps: body.steps.iter().cloned().chain(steps).collect(), encoding, ..body }
    };
    articles.into_iter().enumerate().map(tell).collect()
}

/// Where Sayso takes the text out itself.
pub(super) const OWN_READER: &str = concat!("Sayso ", env!("CARGO_PKG_VERSION"));

/// An article as read, before it joins a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// Its text.
    pub text: FrozenText,
    /// The shape that the text had in its file, in text order.
    pub structure: Vec<Run>,
    /// What could be told about it.
    pub facts: Facts,
    /// Where it came from.
    pub source: Source,
    /// Comments on its words.
    pub comments: Vec<Comment>,
    /// Words of it that the file calls a claim, as pages of fact checkers do.
    pub claims: Vec<ByteRange>,
    /// What the analyst should know of how it was read, in sentences.
    pub warnings: Vec<String>,
    /// What the format holds and Sayso keeps with the article, as where its pages begin.
    pub extra: Extra,
    /// What the file knows of it that is none of our facts, as names and values: for fields of one's own.
    pub fields: Vec<(String, String)>,
    /// Whether it may be a mark as well, of a table of such, so that somebody should choose.
    pub may_be_marks: bool,
    /// Whether its file has tracked changes, so that somebody may choose the text before them.
    pub has_changes: bool,
}

/// Text in any encoding, frozen; its first line is the title.
pub(super) fn plain(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let decoded = encoding::decode(input.bytes, input.encoding, input.stated)?;
    let (text, steps) = FrozenText::import(&decoded.text);
    let title = first_line(text.as_str());
    let steps = steps.into_iter().map(|step| step.name().to_owned()).collect();
    let facts = Facts { title, ..Facts::default() };
    let body = Body { steps, ..Body::new(text, facts) };
    Ok(vec![body.decoded(decoded.encoding, decoded.doubts)])
}
