//! An `.ann` file on its way: marks, events, links and their attributes.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    codebook::Conf,
    line::{Line, in_text_order},
};
use crate::{
    import::join::{
        found::{Found, FoundArticle, FoundSpan},
        words::Why,
    },
    model::{FieldValue, LinkEnd, SpanId, TagId},
    text::{CharCursor, CharOffset, CharRange},
};

/// A file being read.
pub(super) struct Reader<'f> {
    pub(super) name: &'f str,
    pub(super) conf: Conf,
    /// Marks by their id in the file (T1, and E1 for that of its trigger).
    pub(super) spans: BTreeMap<String, usize>,
    /// The types of marks by their id.
    types: BTreeMap<String, String>,
    /// Marks that are the trigger of an event.
    triggers: BTreeSet<usize>,
    /// Links by their id in the file (R1).
    pub(super) links: BTreeMap<String, usize>,
    /// What attributes and references stand on, for comments about these.
    pub(super) targets: BTreeMap<String, String>,
    pub(super) found: Found,
    pub(super) article: FoundArticle,
    pub(super) annotator: String,
    /// The hash of the file of marks: several may mark one text, each with a T1 of its own.
    pub(super) sha256: String,
}

/// Why a line cannot be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum LineError {
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
    pub(super) fn missing(id: impl Into<String>) -> Self {
        Self::Missing(id.into())
    }
}

impl<'f> Reader<'f> {
    /// Nothing of a file yet.
    pub(super) fn new(name: &'f str, conf: Conf, found: Found, article: FoundArticle) -> Self {
        Self {
            name,
            conf,
            spans: BTreeMap::new(),
            types: BTreeMap::new(),
            triggers: BTreeSet::new(),
            links: BTreeMap::new(),
            targets: BTreeMap::new(),
            found,
            article,
            annotator: String::new(),
            sha256: String::new(),
        }
    }

    pub(super) fn problem(&mut self, line: Line<'_>, why: &LineError) {
        self.found.skip(format!("{}, line {}", self.name, line.number), Why::Error(why.to_string()));
    }

    /// `T1<TAB>Type 0 5;8 12<TAB>words`
    pub(super) fn span<'t>(&mut self, line: Line<'_>, text: &'t str, cursor: &mut CharCursor<'t>) {
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
        let tag = self.conf.tag(kind, &mut self.found);
        let words = in_text_order(line.rest, &at);
        let mut span = self.new_span(line.id, line, tag, joined_over_line_ends(at, text, cursor));
        span.words = Some(words).filter(|words| !words.is_empty());
        self.add(line.id, kind, span);
    }

    fn new_span(&mut self, key: &str, line: Line<'_>, tag: TagId, at: Vec<(u32, u32)>) -> FoundSpan {
        let place = format!("{}, line {} ({key})", self.name, line.number);
        let whose = format!("{} {key}", self.sha256);
        let mut span = FoundSpan { place, ..self.article.span(&whose, tag, at) };
        span.span.by = self.found.coder(&self.annotator);
        span
    }

    fn add(&mut self, key: &str, kind: &str, span: FoundSpan) {
        self.spans.insert(key.to_owned(), self.article.spans.len());
        self.types.insert(key.to_owned(), kind.to_owned());
        self.article.spans.push(span);
    }

    /// The mark of an event is that of its trigger. A second event of one trigger gets a mark of its own, and so does one
    /// of another type than its trigger's.
    pub(super) fn trigger(&mut self, line: Line<'_>) {
        let head = line.what.split(' ').next().unwrap_or_default();
        let Some((kind, trigger)) = head.split_once(':').filter(|(kind, _)| !kind.is_empty()) else {
            return self.problem(line, &LineError::NoTrigger);
        };
        if self.spans.contains_key(line.id) {
            return self.problem(line, &LineError::Twice(line.id.to_owned()));
        }
        let Some(at) = self.spans.get(trigger).copied() else {
            return self.problem(line, &LineError::missing(trigger));
        };
        let is_same = self.types.get(trigger).is_some_and(|known| known == kind);
        let tag = self.conf.event(kind, &mut self.found);
        if is_same && self.triggers.insert(at) {
            self.spans.insert(line.id.to_owned(), at);
        } else if let Some(first) = self.article.spans.get(at).cloned() {
            let own = self.new_span(line.id, line, tag, first.at);
            self.add(line.id, kind, FoundSpan { words: first.words, ..own });
        }
    }

    /// The arguments of an event are links from its mark, each called after its role.
    pub(super) fn arguments(&mut self, line: Line<'_>) {
        let Some(from) = self.span_id(line.id) else { return };
        let arguments = line.what.split(' ').skip(1).filter(|argument| !argument.is_empty());
        for (number, argument) in arguments.enumerate() {
            let Some((role, target)) = argument.split_once(':') else {
                self.problem(line, &LineError::BadArgument(argument.to_owned()));
                continue;
            };
            let Some(to) = self.span_id(target) else {
                self.problem(line, &LineError::missing(target));
                continue;
            };
            let role = self.role(role).to_owned();
            let key = format!("{} {argument}", line.id);
            let key = if self.links.contains_key(&key) { format!("{key} {number}") } else { key };
            self.link(&key, line, &role, from, to);
        }
    }

    /// The name of a role: Theme2 is a second Theme, unless there is a role of this name.
    fn role<'r>(&self, role: &'r str) -> &'r str {
        let bare = role.trim_end_matches(|c: char| c.is_ascii_digit());
        let cut = |length: usize| role.get(..length).filter(|name| self.conf.is_role(name));
        let known = (bare.len()..=role.len()).rev().find_map(cut);
        known.unwrap_or(if bare.is_empty() { role } else { bare })
    }

    fn link(&mut self, key: &str, line: Line<'_>, kind: &str, from: SpanId, to: SpanId) {
        let kind = self.conf.link_kind(kind, &mut self.found);
        let by = self.found.coder(&self.annotator);
        let whose = format!("{} {key}", self.sha256);
        self.links.insert(key.to_owned(), self.article.links.len());
        self.article.link(&whose, kind, from, LinkEnd::Span(to)).by = by;
        if let Some((place, _)) = self.article.links.last_mut() {
            *place = format!("{}, line {} ({key})", self.name, line.number);
        }
    }

    /// `R1<TAB>Type Arg1:T1 Arg2:T2`, and `*<TAB>Equiv T1 T2 T3`, of which each is linked to the next.
    pub(super) fn relation(&mut self, line: Line<'_>) {
        let mut words = line.what.split(' ').filter(|word| !word.is_empty());
        let kind = words.next().unwrap_or_default().to_owned();
        let ends: Vec<&str> = words.map(|word| word.split_once(':').map_or(word, |(_, target)| target)).collect();
        if ends.len() < 2 || line.id != "*" && ends.len() > 2 {
            return self.problem(line, &LineError::BadRelation);
        }
        if self.links.contains_key(line.id) {
            return self.problem(line, &LineError::Twice(line.id.to_owned()));
        }
        for pair in ends.windows(2) {
            let [from, to] = pair else { continue };
            match (self.span_id(from), self.span_id(to)) {
                (Some(one), Some(other)) => {
                    let key = if line.id == "*" { format!("* {kind} {from} {to}") } else { line.id.to_owned() };
                    self.link(&key, line, &kind, one, other);
                }
                (None, _) => self.problem(line, &LineError::missing(*from)),
                (_, None) => self.problem(line, &LineError::missing(*to)),
            }
        }
    }

    /// `A1<TAB>Name T1 value`, without a value for yes.
    pub(super) fn attribute(&mut self, line: Line<'_>) {
        let mut words = line.what.splitn(3, ' ');
        let (name, target) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default());
        let value = words.next().filter(|value| !value.is_empty());
        self.targets.insert(line.id.to_owned(), target.to_owned());
        let value = value.map_or(FieldValue::YesNo(true), |value| FieldValue::Choice(value.to_owned()));
        self.fill(line, target, &name, value);
    }

    pub(super) fn fill(&mut self, line: Line<'_>, target: &str, name: &str, value: FieldValue) {
        let shown = self.conf.name("field", name).to_owned();
        if let Some(at) = self.spans.get(target).copied()
            && let Some(span) = self.article.spans.get_mut(at)
        {
            let field = self.found.field(&span.span.tag, &shown);
            self.conf.widen(&mut self.found, &span.span.tag, &field, name, &value);
            span.span.fields.insert(field, value);
        } else if let Some(at) = self.links.get(target).copied()
            && let Some((_, link)) = self.article.links.get_mut(at)
        {
            let field = self.found.link_field(&link.kind, &shown);
            link.fields.insert(field, value);
        } else {
            self.problem(line, &LineError::missing(target));
        }
    }

    fn span_id(&self, key: &str) -> Option<SpanId> {
        Some(self.article.spans.get(*self.spans.get(key)?)?.span.id)
    }
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
