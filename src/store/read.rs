//! Reads the bytes of a project file. What is wrong is said with its place; what cannot be placed is kept.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use serde::Serialize;

use super::{
    FORMAT, LARGEST_FILE, Seen, convert,
    record::{FileRecord, LinkRecord, SpanRecord},
    ron_line,
};
use crate::{
    model::{
        Article, ArticleId, Codebook, Conflict, Dismissed, Link, Misfit, Problem, Project, ProjectId, Quarantined,
        Span, SpanId, TagId, Unplaced, check,
    },
    text::{ByteOffset, ByteRange, CharCursor, CharOffset, CharRange, FrozenText},
};

/// Deeper nesting than this is refused.
const DEEPEST: usize = 32;
/// A longer text of one article is refused, in bytes.
const LARGEST_TEXT: usize = 64 << 20;

/// A project as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// The project.
    pub project: Project,
    /// What is wrong in it; nothing of that was dropped.
    pub problems: Vec<Problem>,
    /// What the file held.
    pub seen: Seen,
}

/// Why a file cannot be read. The file is untouched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's message says what it is")]
pub enum ReadError {
    #[error("there is no such file.")]
    NoFile,
    #[error("this is a folder, not a project file.")]
    Folder,
    #[error("you have no permission to read it.")]
    NoPermission,
    #[error("{0}.")]
    Io(String),
    #[error("the file is empty. If a save was cut short elsewhere, look for an older copy.")]
    Empty,
    #[error("the file is larger than 1 GiB, the most that Sayso reads.")]
    TooLarge,
    #[error("this is not a Sayso project: it holds bytes that are not text, the first at byte {first_bad}.")]
    NotText { first_bad: usize },
    #[error(
        "line {line}: the file holds the marks of an unfinished merge of a version control program. Choose one version and try again."
    )]
    ConflictMarks { line: usize },
    #[error("the file has format {found}; this program knows formats up to {known}. A newer Sayso can open it.")]
    NewerFormat { found: u32, known: u32 },
    #[error("line {line}, column {column}: {expected}.")]
    Syntax { line: usize, column: usize, expected: String },
    #[error("line {line}: {what}.")]
    Record { line: usize, what: String },
}

/// Reads the bytes of a project file.
///
/// # Errors
/// What is wrong, and where.
pub fn read_project(bytes: &[u8]) -> Result<Loaded, ReadError> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(ReadError::TooLarge);
    }
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| ReadError::NotText { first_bad: error.valid_up_to() })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    // A newer format may have fields that we do not know: its number is looked at before anything else.
    match stated_format(text) {
        Some(found) if found > FORMAT => return Err(ReadError::NewerFormat { found, known: FORMAT }),
        Some(_) | None => {}
    }
    let options = ron::Options::default().with_recursion_limit(DEEPEST);
    std::thread::scope(|scope| {
        let seen = scope.spawn(|| Seen::of(bytes));
        let file: FileRecord = options.from_str(text).map_err(|error| explain(text, &error))?;
        let (project, mut problems) = Reader::new(text).project(file)?;
        problems.extend(check(&project));
        let seen = seen.join().unwrap_or_else(|_panicked| Seen::of(bytes));
        Ok(Loaded { project, problems, seen })
    })
}

/// Why a text is not a project: the likely reasons first, else the place where RON ends.
fn explain(text: &str, error: &ron::error::SpannedError) -> ReadError {
    if let Some(first_bad) = memchr::memchr(0, text.as_bytes()) {
        return ReadError::NotText { first_bad };
    }
    match conflict_line(text) {
        Some(line) => ReadError::ConflictMarks { line },
        None => ReadError::Syntax {
            line: error.span.start.line,
            column: error.span.start.col,
            expected: error.code.to_string(),
        },
    }
}

/// The first line, from 1, that holds a mark of an unfinished merge.
fn conflict_line(text: &str) -> Option<usize> {
    let mark_at = |mark: &str| {
        let at_start = text.starts_with(mark).then_some(0);
        at_start.or_else(|| memchr::memmem::find(text.as_bytes(), format!("\n{mark}").as_bytes()).map(|at| at + 1))
    };
    let first = ["<<<<<<< ", ">>>>>>> ", "=======\n"].into_iter().filter_map(mark_at).min()?;
    Some(memchr::memchr_iter(b'\n', text.as_bytes().get(..first)?).count() + 1)
}

/// The format number in the head, found without understanding the rest.
fn stated_format(text: &str) -> Option<u32> {
    let head = text.get(..text.floor_char_boundary(4096)).unwrap_or(text);
    let (_, after) = head.split_once("format:")?;
    let digits: String = after.trim_start().chars().take_while(char::is_ascii_digit).collect();
    // More digits than a number holds are newer than anything.
    if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(u32::MAX)) }
}

struct Reader<'t> {
    text: &'t str,
    problems: Vec<Problem>,
    unplaced: Vec<Unplaced>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, problems: Vec::new(), unplaced: Vec::new() }
    }

    fn project(mut self, file: FileRecord) -> Result<(Project, Vec<Problem>), ReadError> {
        let head = file.head;
        let id = convert::parse_id(&head.id, ProjectId).map_err(|what| self.bad(&head.id, what))?;
        let mut project = Project::new(id, &head.title, Codebook::default());
        project.note = head.note;
        project.ancestors = head.ancestors;
        if !head.save.is_empty() {
            project.ancestors.push(head.save);
        }
        project.extra = file.extra;
        project.codebook = Codebook {
            version: head.codebook_version,
            tags: self.each("tags", "tag", file.tags, |r| r.id.clone(), convert::tag)?,
            link_kinds: self.each(
                "link_kinds",
                "link kind",
                file.link_kinds,
                |r| r.id.clone(),
                |r| Ok(convert::link_kind(r)),
            )?,
            rules: file.rules.into_iter().map(convert::rule).collect(),
        };
        let coders = self.each("coders", "coder", file.coders, |r| r.id.clone(), convert::coder)?;
        project.coders = coders.into_iter().map(|coder| (coder.id, coder)).collect();
        let entities = self.each("entities", "entity", file.entities, |r| r.id.clone(), convert::entity)?;
        project.entities = entities.into_iter().map(|entity| (entity.id, Arc::new(entity))).collect();
        let too_long =
            file.articles.iter().find(|record| record.text.len() > LARGEST_TEXT).map(|record| record.id.clone());
        if let Some(id) = too_long {
            return Err(self.bad(&id, "the text of this article is longer than 64 MiB".to_owned()));
        }
        let articles = self.each("articles", "article", file.articles, |r| r.id.clone(), convert::article)?;
        let mut articles: BTreeMap<ArticleId, Article> =
            articles.into_iter().map(|article| (article.id, article)).collect();
        let texts: Vec<FrozenText> = articles.values().map(|article| article.text.clone()).collect();
        std::thread::scope(|scope| {
            // A text keeps its hash once it is known, so that finding it can go on beside the rest.
            scope.spawn(|| {
                for text in &texts {
                    text.sha256();
                }
            });
            let homes = self.spans(file.spans, &mut articles)?;
            self.links(file.links, &homes, &mut articles)
        })?;
        for article in articles.values_mut() {
            let hash = convert::hex(&article.text.sha256());
            article.stated_sha256 = article.stated_sha256.take().filter(|stated| *stated != hash);
        }
        for record in file.dismissed {
            let article =
                convert::parse_id(&record.article, ArticleId).map_err(|what| self.bad(&record.article, what))?;
            let at = CharRange { start: CharOffset(record.at.0), end: CharOffset(record.at.1) };
            let place =
                articles.get(&article).and_then(|article| CharCursor::new(article.text.as_str()).byte_range(at));
            match place {
                Some(at) => {
                    project.dismissed.insert(Dismissed { article, at, kind: record.kind });
                }
                None => self.keep("dismissed", &record, "a dismissed place", format!("article {article}")),
            }
        }
        for record in file.progress {
            let article =
                convert::parse_id(&record.article, ArticleId).map_err(|what| self.bad(&record.article, what))?;
            let coder = convert::parse_id(&record.coder, crate::model::CoderId)
                .map_err(|what| self.bad(&record.coder, what))?;
            project.progress.insert((article, coder), convert::status(&record.status));
        }
        project.conflicts =
            file.conflicts.into_iter().map(|c| Conflict { about: c.about, ours: c.ours, theirs: c.theirs }).collect();
        project.articles = articles.into_iter().map(|(id, article)| (id, Arc::new(article))).collect();
        project.unplaced = self.unplaced;
        Ok((project, self.problems))
    }

    /// Converts records; a second one of the same id is kept aside.
    fn each<R: Serialize, T>(
        &mut self,
        section: &'static str,
        what: &str,
        records: Vec<R>,
        id_of: fn(&R) -> String,
        make: fn(R) -> Result<T, String>,
    ) -> Result<Vec<T>, ReadError> {
        let mut known = BTreeSet::new();
        let mut made = Vec::with_capacity(records.len());
        for record in records {
            let id = id_of(&record);
            if known.insert(id.clone()) {
                made.push(make(record).map_err(|what| self.bad(&id, what))?);
            } else {
                self.keep_second(section, &record, what, &id);
            }
        }
        Ok(made)
    }

    /// Puts the spans into their articles; returns the article of each.
    fn spans(
        &mut self,
        records: Vec<SpanRecord>,
        articles: &mut BTreeMap<ArticleId, Article>,
    ) -> Result<HashMap<SpanId, ArticleId>, ReadError> {
        let mut homes: HashMap<SpanId, ArticleId> = HashMap::with_capacity(records.len());
        let mut tags: BTreeSet<TagId> = BTreeSet::new();
        // The spans of an article stand together, so that few are in hand at a time.
        let mut together: Vec<SpanRecord> = Vec::new();
        for record in records {
            if together.first().is_some_and(|first| first.article != record.article) {
                self.spans_of_article(together.drain(..), articles, &mut homes, &mut tags)?;
            }
            together.push(record);
        }
        self.spans_of_article(together.drain(..), articles, &mut homes, &mut tags)?;
        Ok(homes)
    }

    fn spans_of_article(
        &mut self,
        records: impl Iterator<Item = SpanRecord>,
        articles: &mut BTreeMap<ArticleId, Article>,
        homes: &mut HashMap<SpanId, ArticleId>,
        tags: &mut BTreeSet<TagId>,
    ) -> Result<(), ReadError> {
        let mut fresh = Vec::new();
        let mut home = None;
        for record in records {
            let mut span = convert::span(&record).map_err(|what| self.bad(&record.id, what))?;
            let article_id =
                convert::parse_id(&record.article, ArticleId).map_err(|what| self.bad(&record.id, what))?;
            // All spans of a tag share one copy of its id.
            match tags.get(&span.tag) {
                Some(shared) => span.tag = TagId::clone(shared),
                None => drop(tags.insert(span.tag.clone())),
            }
            if !articles.contains_key(&article_id) {
                let what = format!("span {}", record.id);
                self.keep("spans", &record, &what, format!("article {article_id}"));
            } else if homes.insert(span.id, article_id).is_some() {
                self.keep_second("spans", &record, "span", &record.id);
            } else {
                home = Some(article_id);
                fresh.push((span, record));
            }
        }
        if let Some(article) = home.and_then(|home| articles.get_mut(&home)) {
            place_spans(article, fresh);
        }
        Ok(())
    }

    fn links(
        &mut self,
        records: Vec<LinkRecord>,
        homes: &HashMap<SpanId, ArticleId>,
        articles: &mut BTreeMap<ArticleId, Article>,
    ) -> Result<(), ReadError> {
        let mut known = BTreeSet::new();
        for record in records {
            let link: Link = convert::link(&record).map_err(|what| self.bad(&record.id, what))?;
            let home = homes.get(&link.from).and_then(|home| articles.get_mut(home));
            match home {
                None => {
                    let what = format!("link {}", record.id);
                    self.keep("links", &record, &what, format!("span {}", record.from));
                }
                Some(_) if !known.insert(link.id) => self.keep_second("links", &record, "link", &record.id),
                Some(article) => {
                    article.links.insert(link.id, link);
                }
            }
        }
        Ok(())
    }

    fn keep_second(&mut self, section: &'static str, record: &impl Serialize, what: &str, id: &str) {
        let needle = format!("(id: \"{id}\"");
        let line = self.text.lines().enumerate().filter(|(_, line)| line.contains(&needle)).nth(1);
        let line = line.map_or_else(|| self.line_of(id), |(number, _)| number + 1);
        self.problems.push(Problem::DuplicateId { what: what.to_owned(), id: id.to_owned(), line });
        self.put_aside(section, record);
    }

    fn keep(&mut self, section: &'static str, record: &impl Serialize, what: &str, missing: String) {
        self.problems.push(Problem::Dangling { what: what.to_owned(), missing });
        self.put_aside(section, record);
    }

    fn put_aside(&mut self, section: &'static str, record: &impl Serialize) {
        let mut line = String::new();
        match ron_line::write(&mut line, record) {
            Ok(()) => self.unplaced.push(Unplaced { section, record: line }),
            Err(error) => log::error!("BUG: a record could not be kept: {error}"),
        }
    }

    fn bad(&self, id: &str, what: String) -> ReadError {
        ReadError::Record { line: self.line_of(id), what }
    }

    /// The line, from 1, where an id first stands.
    fn line_of(&self, id: &str) -> usize {
        let at = self.text.find(&format!("\"{id}\"")).unwrap_or(0);
        self.text.get(..at).unwrap_or_default().matches('\n').count() + 1
    }
}

/// Finds the places of an article's spans in one sweep; those that do not fit are quarantined.
fn place_spans(article: &mut Article, spans: Vec<(Span, SpanRecord)>) {
    let text = article.text.clone();
    let mut wanted: Vec<u32> =
        spans.iter().flat_map(|(_, record)| record.at.iter().flat_map(|at| [at.0, at.1])).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut cursor = CharCursor::new(text.as_str());
    let found: Vec<Option<ByteOffset>> = wanted.iter().map(|chars| cursor.byte_of_char(CharOffset(*chars))).collect();
    let byte_of = |chars: u32| wanted.binary_search(&chars).ok().and_then(|place| found.get(place).copied().flatten());
    let mut fitting = Vec::with_capacity(spans.len());
    for (mut span, record) in spans {
        let pieces: Option<Vec<ByteRange>> =
            record.at.iter().map(|at| Some(ByteRange { start: byte_of(at.0)?, end: byte_of(at.1)? })).collect();
        let misfit = match &pieces {
            Some(pieces) => misfit_of(article, pieces, &record.words),
            None => Some(Misfit::BadPlace),
        };
        match (misfit, pieces) {
            (None, Some(pieces)) => {
                span.pieces = pieces;
                fitting.push(span);
            }
            (misfit, _) => {
                let at =
                    record.at.iter().map(|at| CharRange { start: CharOffset(at.0), end: CharOffset(at.1) }).collect();
                let misfit = misfit.unwrap_or(Misfit::BadPlace);
                article.quarantined.push(Quarantined { span, at, words: record.words, misfit });
            }
        }
    }
    if article.spans.is_empty() {
        article.spans = fitting.into_iter().collect();
    } else {
        fitting.into_iter().for_each(|span| drop(article.spans.insert(span)));
    }
}

fn misfit_of(article: &Article, pieces: &[ByteRange], words: &[String]) -> Option<Misfit> {
    let in_order = pieces.is_sorted_by(|one, next| one.end <= next.start);
    if pieces.is_empty() || !in_order || pieces.iter().any(|piece| piece.is_empty()) {
        return Some(Misfit::BadPlace);
    }
    let found: Vec<&str> = pieces.iter().map(|piece| article.words(*piece)).collect();
    (found != words).then(|| Misfit::OtherWords { found: found.join(" … ") })
}
