//! Reads the bytes of a project file. Errors name their place; records that don't fit are kept.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet, hash_map::Entry},
    sync::Arc,
};

use serde::Serialize;

use super::{
    convert,
    errors::{ReadError, RecordError},
    format::{FORMAT, LARGEST_FILE},
    record::{ArticleRecord, DismissedRecord, FileRecord, LinkRecord, RunRecord, SpanRecord},
    ron_line,
    seen::Seen,
};
use crate::{
    model::{
        Article, ArticleId, Codebook, Dismissed, Misfit, Problem, Project, Quarantined, Run, Span, SpanId, Subject,
        TagId, Team, Unplaced, check,
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
    /// What is wrong in it; nothing was dropped.
    pub problems: Vec<Problem>,
    /// What the file held.
    pub seen: Seen,
    /// The format that the file has; the next save writes [`FORMAT`].
    pub format: u32,
}

/// Reads the bytes of a project file.
///
/// # Errors
/// What is wrong, and where.
pub fn read_project(bytes: &[u8]) -> Result<Loaded, ReadError> {
    let text = text_of(bytes)?;
    // A newer format may have fields that we do not know: its number is looked at before anything else.
    match stated_format(text) {
        Some(found) if found > FORMAT => return Err(ReadError::NewerFormat { found, known: FORMAT }),
        Some(_) | None => {}
    }
    std::thread::scope(|scope| {
        let seen = scope.spawn(|| Seen::of(bytes));
        let file = side_by_side(text).map_or_else(|| parse(text), Ok).map_err(|error| explain(text, &error))?;
        let format = file.head.format;
        let (project, mut problems) = Reader::new(text).project(file)?;
        problems.extend(check(&project));
        let seen = seen.join().unwrap_or_else(|_panicked| Seen::of(bytes));
        Ok(Loaded { project, problems, seen, format })
    })
}

/// The text of a file, without a byte order mark.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(ReadError::TooLarge);
    }
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let text =
        simdutf8::compat::from_utf8(bytes).map_err(|error| ReadError::NotText { first_bad: error.valid_up_to() })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

pub(super) fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, ron::error::SpannedError> {
    ron::Options::default().with_recursion_limit(DEEPEST).from_str(text)
}

/// Reads the long lists of a file side by side, that of the spans in two halves. `None` when it is not laid out as this program writes it, or
/// holds an error: it is then to be read as a whole, which also tells the place of the error.
fn side_by_side(text: &str) -> Option<FileRecord> {
    // In what this program writes, line breaks stand between records only, so these lines are what they seem to be.
    let list = |opening: &str| {
        let start = memchr::memmem::find(text.as_bytes(), opening.as_bytes())? + opening.len() - "[\n".len();
        let closing = "\n  ]";
        let end = start + memchr::memmem::find(text.as_bytes().get(start..)?, closing.as_bytes())? + closing.len();
        Some(start..end)
    };
    let (articles, spans) = (list("\n  articles: [\n")?, list("\n  spans: [\n")?);
    let rest = [text.get(..articles.start)?, text.get(articles.end..spans.start)?, text.get(spans.end..)?].join("[]");
    let mut file: FileRecord = parse(&rest).ok()?;
    std::thread::scope(|scope| {
        let articles = scope.spawn(|| parse(text.get(articles)?).ok());
        let [first, second] = halves(text.get(spans)?)?;
        let second = scope.spawn(move || parse::<Vec<SpanRecord>>(&second).ok());
        file.spans = parse(&first).ok()?;
        file.spans.append(&mut second.join().ok()??);
        file.articles = articles.join().ok()??;
        Some(file)
    })
}

/// A list of records, one a line, as two lists.
fn halves(list: &str) -> Option<[String; 2]> {
    let middle = list.len() / 2;
    let line = memchr::memchr(b'\n', list.as_bytes().get(middle..)?);
    let middle = line.map_or(list.len() - "]".len(), |line| middle + line);
    Some([[list.get(..middle)?, "]"].concat(), ["[", list.get(middle..)?].concat()])
}

/// Why a text is not a project: the likely reasons first, else where it stops being RON.
pub(super) fn explain(text: &str, error: &ron::error::SpannedError) -> ReadError {
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

/// The first line, from 1, that has a conflict marker.
fn conflict_line(text: &str) -> Option<usize> {
    let mark_at = |mark: &str| {
        let at_start = text.starts_with(mark).then_some(0);
        at_start.or_else(|| memchr::memmem::find(text.as_bytes(), format!("\n{mark}").as_bytes()).map(|at| at + 1))
    };
    let first = ["<<<<<<< ", ">>>>>>> ", "=======\n"].into_iter().filter_map(mark_at).min()?;
    Some(memchr::memchr_iter(b'\n', text.as_bytes().get(..first)?).count() + 1)
}

/// The format number in the head, found without parsing the rest.
pub(super) fn stated_format(text: &str) -> Option<u32> {
    let head = text.get(..text.floor_char_boundary(4096)).unwrap_or(text);
    let (_, after) = head.split_once("format:")?;
    let digits: String = after.trim_start().chars().take_while(char::is_ascii_digit).collect();
    // More digits than a number holds are newer than anything.
    if digits.is_empty() { None } else { Some(digits.parse().unwrap_or(u32::MAX)) }
}

struct Reader<'t> {
    text: &'t str,
    /// The line, from 1, of the second record with each id that stands twice; looked for once there is one.
    seconds: Option<HashMap<&'t str, usize>>,
    problems: Vec<Problem>,
    unplaced: Vec<Unplaced>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, seconds: None, problems: Vec::new(), unplaced: Vec::new() }
    }

    fn project(mut self, file: FileRecord) -> Result<(Project, Vec<Problem>), ReadError> {
        let head = file.head;
        let mut project = Project::new(head.id, &head.title, Codebook::default());
        project.note = head.note;
        project.ancestors = head.ancestors;
        if !head.save.is_empty() {
            project.ancestors.push(head.save);
        }
        project.extra = file.extra.0;
        let mut tags = Vec::with_capacity(file.tags.len());
        for record in self.once("tags", file.tags, |r| r.id.clone(), Subject::Tag) {
            let id = record.id.to_string();
            tags.push(convert::tag(record).map_err(|what| self.bad(&id, what))?);
        }
        let link_kinds = self.once("link_kinds", file.link_kinds, |r| r.id.clone(), Subject::LinkKind);
        project.codebook = Codebook {
            version: head.codebook_version,
            tags: tags.into(),
            link_kinds: link_kinds.into_iter().map(convert::link_kind).collect(),
            rules: convert::rules(file.rules),
            article_fields: file.article_fields.into_iter().map(convert::field).collect(),
            cue_classes: file.cue_classes.into_iter().map(convert::cue_class).collect(),
        };
        let coders = self.once("coders", file.coders, |r| r.id, Subject::Coder);
        project.coders = coders.into_iter().map(|record| (record.id, convert::coder(record))).collect();
        let entities = self.once("entities", file.entities, |r| r.id, Subject::Entity);
        project.entities = entities.into_iter().map(|record| (record.id, Arc::new(convert::entity(record)))).collect();
        let mut articles = self.articles(file.articles)?;
        let texts: Vec<FrozenText> = articles.values().map(|article| article.text.clone()).collect();
        std::thread::scope(|scope| {
            // A text keeps its hash once it is known, so that finding it can go on beside the rest.
            scope.spawn(|| {
                for text in &texts {
                    text.sha256();
                }
            });
            self.structure(&file.structure, &mut articles);
            let homes = self.spans(file.spans, &mut articles);
            self.links(file.links, &homes, &mut articles);
        });
        for article in articles.values_mut() {
            let hash = convert::hex(&article.text.sha256());
            article.stated_sha256 = article.stated_sha256.take().filter(|stated| *stated != hash);
        }
        project.dismissed = self.dismissed(file.dismissed, &articles);
        for record in file.progress {
            project.progress.insert((record.article, record.coder), convert::status(&record.status));
        }
        let assigned = file.assigned.iter().map(|record| (record.article, record.coder)).collect();
        project.team = Team { is_blind: head.blind, assigned, seed: head.seed, contains: head.contains.0 };
        let decisions = self.once("decisions", file.decisions, |r| r.id, Subject::Decision);
        project.decisions = decisions.into_iter().map(|record| (record.id, convert::decision(record))).collect();
        project.reviewed = file.reviewed.iter().map(convert::reviewed).collect();
        project.not_mentioned = file.not_mentioned.into_iter().map(convert::not_mentioned).collect();
        let figures = self.once("figures", file.figures, |r| r.id, Subject::Figure);
        project.figures = figures.into_iter().map(|record| (record.id, convert::figure(record))).collect();
        project.conflicts = file.conflicts.into_iter().map(convert::conflict).collect();
        project.articles = articles.into_iter().map(|(id, article)| (id, Arc::new(article))).collect();
        project.unplaced = self.unplaced;
        Ok((project, self.problems))
    }

    /// The dismissed places; sets aside what is outside a text.
    fn dismissed(
        &mut self,
        records: Vec<DismissedRecord>,
        articles: &BTreeMap<ArticleId, Article>,
    ) -> BTreeSet<Dismissed> {
        let mut dismissed = BTreeSet::new();
        for record in records {
            let at = CharRange { start: CharOffset(record.at.0), end: CharOffset(record.at.1) };
            let article = articles.get(&record.article);
            match article.and_then(|article| CharCursor::new(article.text.as_str()).byte_range(at)) {
                Some(at) => {
                    dismissed.insert(Dismissed { article: record.article, at, kind: record.kind });
                }
                None => self.keep("dismissed", &record, Subject::Dismissed, Subject::Article(record.article)),
            }
        }
        dismissed
    }

    /// The records whose id comes for the first time; the others are set aside.
    fn once<R: Serialize, I: Ord + std::fmt::Display>(
        &mut self,
        section: &'static str,
        records: Vec<R>,
        id_of: fn(&R) -> I,
        subject: fn(I) -> Subject,
    ) -> Vec<R> {
        let mut known = BTreeSet::new();
        let (first, second): (Vec<R>, Vec<R>) = records.into_iter().partition(|record| known.insert(id_of(record)));
        for record in second {
            let id = id_of(&record);
            self.keep_second(section, &record, &id.to_string(), subject(id));
        }
        first
    }

    fn articles(&mut self, records: Vec<ArticleRecord>) -> Result<BTreeMap<ArticleId, Article>, ReadError> {
        let too_long = records.iter().find(|record| record.text.len() > LARGEST_TEXT);
        if let Some(record) = too_long {
            return Err(self.bad(&record.id.to_string(), RecordError::LongText));
        }
        let mut records = self.once("articles", records, |r| r.id, Subject::Article);
        let texts = FrozenText::together(records.iter_mut().map(|record| std::mem::take(&mut record.text)).collect());
        let articles = records.into_iter().zip(texts).map(|(record, text)| (record.id, convert::article(record, text)));
        Ok(articles.collect())
    }

    /// Puts the runs of structure into their articles; sets aside what is outside a text.
    fn structure(&mut self, records: &[RunRecord], articles: &mut BTreeMap<ArticleId, Article>) {
        for of_article in records.chunk_by(|one, next| one.article == next.article) {
            let Some(id) = of_article.first().map(|record| record.article) else { continue };
            let mut article = articles.get_mut(&id);
            let text = article.as_ref().map(|article| article.text.clone());
            let text = text.as_ref().map(FrozenText::as_str).unwrap_or_default();
            let places = Places::of(text, of_article.iter().map(|record| record.at));
            for record in of_article {
                let at = places.range(record.at).filter(|at| !at.is_empty() && at.start < at.end);
                match (&mut article, at) {
                    (Some(article), Some(at)) => {
                        article.structure.push(Run { at, kind: convert::run_kind(record.kind.clone()) });
                    }
                    (_, _) => self.keep("structure", record, Subject::Structure, Subject::Article(id)),
                }
            }
        }
    }

    /// Puts the spans into their articles; returns the article of each.
    fn spans(
        &mut self,
        records: Vec<SpanRecord>,
        articles: &mut BTreeMap<ArticleId, Article>,
    ) -> HashMap<SpanId, ArticleId> {
        let mut homes: HashMap<SpanId, ArticleId> = HashMap::with_capacity(records.len());
        let mut tags: BTreeSet<TagId> = BTreeSet::new();
        let mut records = records.into_iter();
        // The spans of an article stand together, so that one sweep over its text finds all their places.
        while let Some(first) = records.as_slice().first() {
            let home = first.article;
            let count = records.as_slice().iter().take_while(|record| record.article == home).count();
            let mut article = articles.get_mut(&home);
            let places = article.as_ref().map(|article| {
                let pieces = records.as_slice().iter().take(count).flat_map(|record| &record.at);
                Places::of(article.text.as_str(), pieces.map(|at| (at.0, at.1)))
            });
            let mut fitting = Vec::with_capacity(count);
            for mut record in records.by_ref().take(count) {
                // All spans of a tag share one copy of its id.
                match tags.get(&record.tag) {
                    Some(shared) => record.tag = TagId::clone(shared),
                    None => drop(tags.insert(record.tag.clone())),
                }
                let (Some(article), Some(places)) = (&mut article, &places) else {
                    self.keep("spans", &record, Subject::Span(record.id), Subject::Article(home));
                    continue;
                };
                match homes.entry(record.id) {
                    Entry::Occupied(_) => {
                        self.keep_second("spans", &record, &record.id.to_string(), Subject::Span(record.id));
                    }
                    Entry::Vacant(free) => {
                        free.insert(home);
                        match places.span(&article.text, record) {
                            Ok(span) => fitting.push(span),
                            Err(kept) => drop(article.quarantined.insert(kept.span.id, *kept)),
                        }
                    }
                }
            }
            if let Some(article) = article {
                article.spans.extend(fitting);
            }
        }
        homes
    }

    fn links(
        &mut self,
        records: Vec<LinkRecord>,
        homes: &HashMap<SpanId, ArticleId>,
        articles: &mut BTreeMap<ArticleId, Article>,
    ) {
        let mut known = BTreeSet::new();
        for record in records {
            let home = homes.get(&record.from).and_then(|home| articles.get_mut(home));
            match home {
                None => {
                    self.keep("links", &record, Subject::Link(record.id), Subject::Span(record.from));
                }
                Some(_) if !known.insert(record.id) => {
                    self.keep_second("links", &record, &record.id.to_string(), Subject::Link(record.id));
                }
                Some(article) => {
                    article.links.insert(convert::link(record));
                }
            }
        }
    }

    fn keep_second(&mut self, section: &'static str, record: &impl Serialize, id: &str, what: Subject) {
        let second = self.seconds.get_or_insert_with(|| seconds(self.text)).get(id).copied();
        let line = second.unwrap_or_else(|| self.line_of(id));
        self.problems.push(Problem::DuplicateId { what, line });
        self.set_aside(section, record);
    }

    fn keep(&mut self, section: &'static str, record: &impl Serialize, what: Subject, missing: Subject) {
        self.problems.push(Problem::Dangling { what, missing });
        self.set_aside(section, record);
    }

    fn set_aside(&mut self, section: &'static str, record: &impl Serialize) {
        let mut line = String::new();
        match ron_line::write(&mut line, record) {
            Ok(()) => self.unplaced.push(Unplaced { section, record: line }),
            Err(error) => log::error!("BUG: a record could not be kept: {error}"),
        }
    }

    fn bad(&self, id: &str, what: RecordError) -> ReadError {
        ReadError::Record { line: self.line_of(id), what }
    }

    /// The line, from 1, where an id first stands.
    fn line_of(&self, id: &str) -> usize {
        let at = self.text.find(&format!("\"{id}\"")).unwrap_or(0);
        self.text.get(..at).unwrap_or_default().matches('\n').count() + 1
    }
}

/// The line, from 1, of the second record with each id that stands twice in a file.
fn seconds(text: &str) -> HashMap<&str, usize> {
    const OPENING: &str = "(id: \"";
    let (mut known, mut seconds) = (HashSet::new(), HashMap::new());
    for (number, line) in text.lines().enumerate() {
        let after = line.match_indices(OPENING).filter_map(|(at, _)| line.get(at + OPENING.len()..));
        let mut ids: Vec<&str> = after.filter_map(|rest| Some(rest.split_once('"')?.0)).collect();
        ids.sort_unstable();
        ids.dedup();
        for id in ids.into_iter().filter(|id| !known.insert(*id)) {
            seconds.entry(id).or_insert(number + 1);
        }
    }
    seconds
}

/// Offsets in the text of an article, all found in one sweep.
struct Places {
    /// Offsets in code points, ascending, and in bytes; `None` where the text has no such place.
    known: Vec<(u32, Option<ByteOffset>)>,
}

impl Places {
    /// Those of the starts and ends of ranges in code points.
    fn of(text: &str, ranges: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut wanted: Vec<u32> = ranges.flat_map(|at| [at.0, at.1]).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut cursor = CharCursor::new(text);
        Self { known: wanted.into_iter().map(|chars| (chars, cursor.byte_of_char(CharOffset(chars)))).collect() }
    }

    fn range(&self, at: (u32, u32)) -> Option<ByteRange> {
        Some(ByteRange { start: self.byte_of(at.0)?, end: self.byte_of(at.1)? })
    }

    fn byte_of(&self, chars: u32) -> Option<ByteOffset> {
        let place = self.known.binary_search_by_key(&chars, |(known, _)| *known).ok()?;
        self.known.get(place).and_then(|(_, byte)| *byte)
    }

    /// The span in its place, or one set aside whose place or words don't match the text.
    fn span(&self, text: &FrozenText, record: SpanRecord) -> Result<Span, Box<Quarantined>> {
        let (mut span, at, words) = convert::span(record);
        let pieces: Option<Vec<ByteRange>> = at.iter().map(|at| self.range((at.0, at.1))).collect();
        let misfit = match pieces {
            None => Misfit::BadPlace,
            Some(pieces) => match misfit_of(text, &pieces, &words) {
                Some(misfit) => misfit,
                None => {
                    span.pieces = pieces;
                    return Ok(span);
                }
            },
        };
        let at = at.iter().map(|at| CharRange { start: CharOffset(at.0), end: CharOffset(at.1) }).collect();
        Err(Box::new(Quarantined { span, at, words, misfit }))
    }
}

/// The span of a record in a text, or one set aside whose place or words don't match it.
pub(super) fn placed(text: &FrozenText, record: SpanRecord) -> Result<Span, Box<Quarantined>> {
    Places::of(text.as_str(), record.at.iter().copied()).span(text, record)
}

fn misfit_of(text: &FrozenText, pieces: &[ByteRange], words: &[String]) -> Option<Misfit> {
    let in_order = pieces.is_sorted_by(|one, next| one.end <= next.start);
    if pieces.is_empty() || !in_order || pieces.iter().any(|piece| piece.is_empty()) {
        return Some(Misfit::BadPlace);
    }
    let found = || pieces.iter().map(|piece| text.get(*piece).unwrap_or_default());
    (!found().eq(words.iter().map(String::as_str)))
        .then(|| Misfit::OtherWords { found: found().collect::<Vec<_>>().join(" … ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_cut_in_two_is_the_same_list() {
        for list in
            ["[\n  ]", "[\n    (1, \"a, b\"),\n  ]", "[\n    (1, \"é\"),\n    (2, \"ü\"),\n    (3, \"]\"),\n  ]"]
        {
            let both = halves(list).unwrap().map(|half| parse::<Vec<(u8, String)>>(&half).unwrap()).concat();
            assert_eq!(both, parse::<Vec<(u8, String)>>(list).unwrap(), "{list}");
        }
        let cut = halves("[\n    (1,               \n \"a\"),\n  ]").unwrap();
        assert!(cut.iter().any(|half| parse::<Vec<(u8, String)>>(half).is_err()), "other layouts are read as a whole");
    }
}
