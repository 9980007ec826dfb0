//! brat standoff: a text, beside it the marks of one `.ann` file, and the codebook in `annotation.conf` and `visual.conf`
//! (brat.nlplab.org/standoff.html). Offsets count code points.
//!
//! An event is its trigger's mark, its arguments are links. Fragments that only a line end parts are one piece: brat
//! cannot mark a line end. Comments (`#`) hold what brat has no line
//! for: coders, the order of voices, links that lead to no mark.

mod codebook;

use std::collections::{BTreeMap, BTreeSet};

use self::codebook::Conf;
use super::format::{File, Format};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle, FoundSpan},
            words::{What, Why},
        },
    },
    model::{EntityId, EntityKind, FieldValue, LinkEnd, SpanId, TagId},
    text::{CharCursor, CharOffset, CharRange, Counting},
};

/// brat standoff.
pub(super) const FORMAT: Format = Format {
    name: "brat",
    title: "brat",
    extensions: &["ann"],
    cannot_hold: "the order of arguments with the same role",
    is: |_| true,
    read,
};

/// Where lines that brat does not know are kept with the article.
const UNKNOWN: &str = "brat";

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (text_name, bytes, annotator) = text_of(file).ok_or_else(|| no_text(file))?;
    let mut found = Found::new(FORMAT.name, Counting::CODE_POINTS);
    let text = file.text(&text_name, &bytes, &mut found.problems)?;
    let lines = file.text(file.name, file.bytes, &mut found.problems)?;
    let conf = Conf::read(file, &mut found);
    found.parts.push(text_name.clone());
    let mut article = FoundArticle::with_text(&text_name, FORMAT.name, &sha256_of(&bytes), text.to_string());
    article.is_own_file = true;
    let mut reader = Reader {
        name: file.name,
        conf,
        spans: BTreeMap::new(),
        triggers: BTreeSet::new(),
        links: BTreeMap::new(),
        targets: BTreeMap::new(),
        found,
        article,
        annotator,
        sha256: sha256_of(file.bytes),
    };
    reader.lines(&lines, &text);
    let Reader { mut found, article, .. } = reader;
    found.articles.push(article);
    Ok(found)
}

/// What may part the name of a text from that of who marked it.
const PARTING: [char; 4] = ['_', '.', '-', '@'];

/// The text that an `.ann` file marks, its name and bytes, and who marked it, where the file's name says more than the
/// text's: `story.txt` with `story_anna.ann` and `story_ben.ann`.
fn text_of(file: &File<'_>) -> Option<(String, Vec<u8>, String)> {
    let stem = file.stem();
    let cuts = stem.rmatch_indices(PARTING).map(|(at, _)| at);
    std::iter::once(stem.len()).chain(cuts).find_map(|cut| {
        let (text, annotator) = stem.split_at_checked(cut)?;
        let name = format!("{text}.txt");
        let bytes = file.beside.read(&name)?;
        Some((name, bytes, annotator.trim_start_matches(PARTING).to_owned()))
    })
}

fn no_text(file: &File<'_>) -> ImportError {
    ImportError::TextMissing(file.stem().to_owned())
}

struct Reader<'f> {
    name: &'f str,
    conf: Conf,
    /// Marks by their id in the file (T1, and E1 for that of its trigger).
    spans: BTreeMap<String, usize>,
    /// Marks that are the trigger of an event.
    triggers: BTreeSet<usize>,
    /// Links by their id in the file (R1).
    links: BTreeMap<String, usize>,
    /// What attributes stand on, for comments about an attribute.
    targets: BTreeMap<String, String>,
    found: Found,
    article: FoundArticle,
    annotator: String,
    /// The hash of the file of marks: several may mark one text, each with a T1 of its own.
    sha256: String,
}

/// Why a line cannot be read.
#[derive(Debug, thiserror::Error)]
enum LineError {
    /// A mark without its position.
    #[error("expected a type and a position")]
    NoPosition,
    /// A position that is none.
    #[error("the position must be two numbers, or several pairs separated by “;”")]
    BadPosition,
    /// An id that another line has.
    #[error("a second {0}")]
    Twice(String),
    /// An event without its trigger.
    #[error("an event needs a type and a trigger (Type:T1)")]
    NoTrigger,
    /// An argument of an event that is none.
    #[error("“{0}” is not a role with a target (Role:T1)")]
    BadArgument(String),
    /// A relation without two ends.
    #[error("a relation needs two ends (Arg1:T1 Arg2:T2)")]
    BadRelation,
    /// An id that no line has.
    #[error("there is no {0}")]
    Missing(String),
}

impl LineError {
    fn missing(id: impl Into<String>) -> Self {
        Self::Missing(id.into())
    }
}

/// A line of the file, cut at tabulators.
#[derive(Clone, Copy)]
struct Line<'l> {
    number: usize,
    id: &'l str,
    what: &'l str,
    rest: &'l str,
    whole: &'l str,
}

impl Reader<'_> {
    fn lines(&mut self, lines: &str, text: &str) {
        let all: Vec<Line<'_>> = lines.lines().enumerate().filter_map(|(at, line)| cut(at + 1, line)).collect();
        let of = |kinds: &'static [char]| all.iter().copied().filter(move |line| line.id.starts_with(kinds));
        // In the order in which one needs the other, which is not that of the file.
        let mut cursor = CharCursor::new(text);
        of(&['T']).for_each(|line| self.span(line, text, &mut cursor));
        of(&['E']).for_each(|line| self.trigger(line));
        of(&['E']).for_each(|line| self.arguments(line));
        of(&['R', '*']).for_each(|line| self.relation(line));
        of(&['A', 'M']).for_each(|line| self.attribute(line));
        of(&['N']).for_each(|line| self.reference(line));
        of(&['#']).for_each(|line| self.comment(line));
        let known = ['T', 'E', 'R', '*', 'A', 'M', 'N', '#'];
        let unknown: Vec<&str> = all.iter().filter(|line| !line.id.starts_with(known)).map(|line| line.whole).collect();
        if !unknown.is_empty() {
            self.found.tell(self.name, What::UnknownLinesKept(unknown.len()));
            self.article.extra.insert(UNKNOWN.to_owned(), unknown.join("\n"));
        }
    }

    fn problem(&mut self, line: Line<'_>, why: &LineError) {
        self.found.skip(format!("{}, line {}", self.name, line.number), Why::Error(why.to_string()));
    }

    /// `T1<TAB>Type 0 5;8 12<TAB>words`
    fn span<'t>(&mut self, line: Line<'_>, text: &'t str, cursor: &mut CharCursor<'t>) {
        let Some((kind, places)) = line.what.split_once(' ') else {
            return self.problem(line, &LineError::NoPosition);
        };
        let place = |place: &str| {
            let (start, end) = place.trim().split_once(' ')?;
            Some((start.parse().ok()?, end.trim().parse().ok()?))
        };
        let Some(at) = places.split(';').map(place).collect::<Option<Vec<(u32, u32)>>>() else {
            return self.problem(line, &LineError::BadPosition);
        };
        if self.spans.contains_key(line.id) {
            return self.problem(line, &LineError::Twice(line.id.to_owned()));
        }
        let tag = self.tag(kind);
        let mut span = self.new_span(line.id, line, tag, joined_over_line_ends(at, text, cursor));
        span.words = Some(line.rest.to_owned()).filter(|words| !words.is_empty());
        self.add(line.id, span);
    }

    fn tag(&mut self, kind: &str) -> TagId {
        let name = self.conf.label(kind).to_owned();
        self.found.tag(&name)
    }

    fn new_span(&mut self, key: &str, line: Line<'_>, tag: TagId, at: Vec<(u32, u32)>) -> FoundSpan {
        let place = format!("{}, line {} ({key})", self.name, line.number);
        let whose = format!("{} {key}", self.sha256);
        let mut span = FoundSpan { place, ..self.article.span(&whose, tag, at) };
        span.span.by = self.found.coder(&self.annotator);
        span
    }

    fn add(&mut self, key: &str, span: FoundSpan) {
        self.spans.insert(key.to_owned(), self.article.spans.len());
        self.article.spans.push(span);
    }

    /// The mark of an event is that of its trigger. A second event of one trigger gets a mark of its own.
    fn trigger(&mut self, line: Line<'_>) {
        let head = line.what.split(' ').next().unwrap_or_default();
        let Some((_, trigger)) = head.split_once(':') else {
            return self.problem(line, &LineError::NoTrigger);
        };
        let Some(at) = self.spans.get(trigger).copied() else {
            return self.problem(line, &LineError::missing(trigger));
        };
        if self.triggers.insert(at) {
            self.spans.insert(line.id.to_owned(), at);
        } else if let Some(first) = self.article.spans.get(at).cloned() {
            let own = self.new_span(line.id, line, first.span.tag, first.at);
            self.add(line.id, FoundSpan { words: first.words, ..own });
        }
    }

    fn arguments(&mut self, line: Line<'_>) {
        let Some(from) = self.span_id(line.id) else { return };
        let arguments = line.what.split(' ').skip(1).filter(|argument| !argument.is_empty());
        for argument in arguments {
            let Some((role, target)) = argument.split_once(':') else {
                self.problem(line, &LineError::BadArgument(argument.to_owned()));
                continue;
            };
            let Some(to) = self.span_id(target) else {
                self.problem(line, &LineError::missing(target));
                continue;
            };
            // Theme2 is a second Theme.
            let role = role.trim_end_matches(|c: char| c.is_ascii_digit());
            self.link(&format!("{} {argument}", line.id), line, role, from, to);
        }
    }

    fn link(&mut self, key: &str, line: Line<'_>, kind: &str, from: SpanId, to: SpanId) {
        let name = self.conf.label(kind).to_owned();
        let kind = self.found.link_kind(&name);
        let by = self.found.coder(&self.annotator);
        let whose = format!("{} {key}", self.sha256);
        self.links.insert(key.to_owned(), self.article.links.len());
        self.article.link(&whose, kind, from, LinkEnd::Span(to)).by = by;
        if let Some((place, _)) = self.article.links.last_mut() {
            *place = format!("{}, line {} ({key})", self.name, line.number);
        }
    }

    /// `R1<TAB>Type Arg1:T1 Arg2:T2`, and `*<TAB>Equiv T1 T2 T3`, of which each is linked to the next.
    fn relation(&mut self, line: Line<'_>) {
        let mut words = line.what.split(' ').filter(|word| !word.is_empty());
        let kind = words.next().unwrap_or_default().to_owned();
        let ends: Vec<&str> = words.map(|word| word.split_once(':').map_or(word, |(_, target)| target)).collect();
        if ends.len() < 2 || line.id != "*" && ends.len() > 2 {
            return self.problem(line, &LineError::BadRelation);
        }
        for pair in ends.windows(2) {
            let [from, to] = pair else { continue };
            match (self.span_id(from), self.span_id(to)) {
                (Some(one), Some(other)) => {
                    let key = if line.id == "*" { format!("* {from} {to}") } else { line.id.to_owned() };
                    self.link(&key, line, &kind, one, other);
                }
                (None, _) => self.problem(line, &LineError::missing(*from)),
                (_, None) => self.problem(line, &LineError::missing(*to)),
            }
        }
    }

    /// `A1<TAB>Name T1 value`, without a value for yes.
    fn attribute(&mut self, line: Line<'_>) {
        let mut words = line.what.splitn(3, ' ');
        let (name, target) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default());
        let value = words.next().filter(|value| !value.is_empty());
        self.targets.insert(line.id.to_owned(), target.to_owned());
        let value = value.map_or(FieldValue::YesNo(true), |value| FieldValue::Choice(value.to_owned()));
        self.fill(line, target, &name, value);
    }

    fn fill(&mut self, line: Line<'_>, target: &str, name: &str, value: FieldValue) {
        let label = self.conf.label(name).to_owned();
        if let Some(at) = self.spans.get(target).copied()
            && let Some(span) = self.article.spans.get_mut(at)
        {
            let field = self.found.field(&span.span.tag, &label);
            self.conf.widen(&mut self.found, &span.span.tag, &field, name, &value);
            span.span.fields.insert(field, value);
        } else if let Some(at) = self.links.get(target).copied()
            && let Some((_, link)) = self.article.links.get_mut(at)
        {
            let field = self.found.link_field(&link.kind, &label);
            link.fields.insert(field, value);
        } else {
            self.problem(line, &LineError::missing(target));
        }
    }

    /// `N1<TAB>Reference T1 Wikidata:Q7747<TAB>Vladimir Putin`
    fn reference(&mut self, line: Line<'_>) {
        let mut words = line.what.splitn(3, ' ').skip(1);
        let (target, reference) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let Some(at) = self.spans.get(target).copied() else {
            return self.problem(line, &LineError::missing(target));
        };
        let (base, id) = reference.split_once(':').unwrap_or(("", reference));
        let name = if line.rest.is_empty() { reference } else { line.rest };
        let own: Option<EntityId> = id.parse().ok().filter(|_| self.conf.is_ours);
        let Some(span) = self.article.spans.get_mut(at) else { return };
        let entity = match own {
            Some(own) => {
                let entity = crate::model::Entity::new(own, EntityKind::from_word(base), name);
                self.found.entities.entry(own).or_insert(entity).id
            }
            None => {
                let tag = self.found.codebook.tag(&span.span.tag).map_or("", |tag| tag.name.as_str());
                let id_in_base = self.found.entity(kind_by_tag(tag), name);
                if let Some(entity) = self.found.entities.get_mut(&id_in_base) {
                    if base.eq_ignore_ascii_case("wikidata") {
                        id.clone_into(&mut entity.wikidata);
                    }
                    entity.extra.insert("brat".to_owned(), reference.to_owned());
                }
                id_in_base
            }
        };
        span.span.entity = Some(entity);
    }

    /// `#1<TAB>AnnotatorNotes T1<TAB>text`
    fn comment(&mut self, line: Line<'_>) {
        let (kind, target) = line.what.split_once(' ').unwrap_or((line.what, ""));
        let text = if self.conf.is_ours { line.rest.replace("\\n", "\n") } else { line.rest.to_owned() };
        if self.conf.is_ours && self.own_comment(line, kind, target, &text) {
            return;
        }
        let target = self.targets.get(target).cloned().unwrap_or_else(|| target.to_owned());
        let text = if kind == "AnnotatorNotes" { text } else { format!("{kind}: {text}") };
        let at = (self.spans.get(&target).copied(), self.links.get(&target).copied());
        let note = match at {
            (Some(at), _) => self.article.spans.get_mut(at).map(|span| &mut span.span.note),
            (None, Some(at)) => self.article.links.get_mut(at).map(|(_, link)| &mut link.note),
            (None, None) => None,
        };
        match note {
            Some(note) if note.is_empty() => *note = text,
            Some(note) => *note = format!("{note}\n{text}"),
            None => self.problem(line, &LineError::missing(target)),
        }
    }

    /// A comment that Sayso wrote for what brat has no line for.
    fn own_comment(&mut self, line: Line<'_>, kind: &str, target: &str, text: &str) -> bool {
        let coder = if kind == "Coder" { Some(self.found.coder(text)) } else { None };
        let span = self.spans.get(target).and_then(|at| self.article.spans.get_mut(*at));
        let link = self.links.get(target).and_then(|at| self.article.links.get_mut(*at)).map(|(_, link)| link);
        match (kind, span, link) {
            ("Coder", Some(span), _) => span.span.by = coder.unwrap_or(span.span.by),
            ("Coder", None, Some(link)) => link.by = coder.unwrap_or(link.by),
            ("Order", None, Some(link)) => link.order = text.parse().unwrap_or_default(),
            ("Field", ..) => {
                let Some((name, value)) = text.split_once(": ") else { return false };
                self.fill(line, target, name, FieldValue::Text(value.to_owned()));
            }
            ("Link", Some(span), _) => {
                let from = span.span.id;
                let [kind, order, end] = text.splitn(3, "; ").collect::<Vec<_>>()[..] else { return false };
                let to = match end.split_once(' ') {
                    None if end == "unnamed" => LinkEnd::Unnamed,
                    None => LinkEnd::Nobody,
                    Some((of, name)) => LinkEnd::Entity(self.found.entity(EntityKind::from_word(of), name)),
                };
                let kind = self.found.link_kind(kind);
                let by = self.found.coder(&self.annotator);
                self.links.insert(line.id.to_owned(), self.article.links.len());
                let link = self.article.link(&format!("{} {}", self.sha256, line.id), kind, from, to);
                link.order = order.parse().unwrap_or_default();
                link.by = by;
            }
            _ => return false,
        }
        true
    }

    fn span_id(&self, key: &str) -> Option<SpanId> {
        Some(self.article.spans.get(*self.spans.get(key)?)?.span.id)
    }
}

fn cut(number: usize, whole: &str) -> Option<Line<'_>> {
    let mut parts = whole.splitn(3, '\t');
    let (id, what) = (parts.next()?.trim(), parts.next().unwrap_or_default().trim_end());
    let rest = parts.next().unwrap_or_default();
    (!whole.trim().is_empty()).then_some(Line { number, id, what, rest, whole })
}

/// Fragments with nothing but a line end and blanks between them are one.
fn joined_over_line_ends<'t>(mut at: Vec<(u32, u32)>, text: &'t str, cursor: &mut CharCursor<'t>) -> Vec<(u32, u32)> {
    if at.len() < 2 {
        return at;
    }
    at.sort_unstable();
    at.dedup_by(|next, one| {
        let gap = cursor.byte_range(CharRange { start: CharOffset(one.1), end: CharOffset(next.0) });
        let gap = gap.and_then(|gap| text.get(gap.indices())).unwrap_or_default();
        let is_line_end = gap.contains('\n') && gap.trim().is_empty();
        if is_line_end {
            one.1 = next.1;
        }
        is_line_end
    });
    at
}

/// What kind of thing a tag of this name marks.
fn kind_by_tag(tag: &str) -> EntityKind {
    match tag.to_lowercase().as_str() {
        "person" | "per" | "speaker" | "source" => EntityKind::Person,
        "organization" | "organisation" | "org" => EntityKind::Organisation,
        "place" | "location" | "loc" | "gpe" | "geo-political entity" => EntityKind::Place,
        other => EntityKind::Other(other.to_owned()),
    }
}
