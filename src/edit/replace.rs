//! A new version of a story: its text is compared with the old one, each mark is located in it, and one step
//! replaces the old article with the new version and the marks that were carried over.
//!
//! Texts are aligned word by word. A mark is *kept* when its words are unchanged in place, *moved* when exactly
//! they are found elsewhere, once, or short ones among other neighbours; *altered* when the words were changed but one of them, or half of their letters,
//! are still there; and *lost* when not.
//! No mark gets other words unless somebody confirms it.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use similar::{Algorithm, DiffOp, capture_diff_slices, capture_diff_slices_deadline, diff_ratio};

use super::{Edit, difference};
use crate::{
    model::{Article, ArticleId, LinkEnd, Project, Run, Span, SpanId, Status},
    text::{ByteRange, FrozenText},
};

/// How long two texts are compared before the rest counts as rewritten.
const PATIENCE: Duration = Duration::from_secs(3);
/// The share of letters in common (2 × common / all of both) from which words count as altered, and not as others.
const ALIKE: f32 = 0.5;
/// How many letters a short mark has at most.
const SHORT: usize = 200;
/// Words of at least this many letters are the same wherever they are found again; shorter ones, such as a
/// name or “he”, only among the same neighbours.
const TELLING: usize = 20;
/// How much text before or after distinguishes one of several matches, in characters.
const AROUND: usize = 20;

/// A mark and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refound {
    /// The mark.
    pub span_id: SpanId,
    /// Its pieces in the new text; none for a lost one.
    pub pieces: Vec<ByteRange>,
    /// Its words in the old text.
    pub old_words: String,
    /// Its words in the new one.
    pub new_words: String,
}

/// A change in the text: what was removed and what was added; either may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// In the old text.
    pub old: ByteRange,
    /// In the new text.
    pub new: ByteRange,
}

/// What becomes of the marks of an article whose text has changed: each is in one of the lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replacement {
    /// The same words at their place.
    pub kept: Vec<Refound>,
    /// The same words at another place.
    pub moved: Vec<Refound>,
    /// Other words at their place.
    pub altered: Vec<Refound>,
    /// Nothing left.
    pub lost: Vec<Refound>,
    /// What was changed in the text, in order.
    pub changes: Vec<Change>,
    /// What is left of the text's structure.
    pub structure: Vec<Run>,
}

/// Compares the new text with the old one and locates every mark; `None` when `is_cancelled` says so meanwhile.
pub fn replacement(article: &Article, text: &FrozenText, is_cancelled: &dyn Fn() -> bool) -> Option<Replacement> {
    let alignment = Alignment::of(article.text.as_str(), text.as_str());
    let changes = alignment.changes_with_words(&article.text);
    let refound = |run: &Run| {
        let at = alignment.same(run.at).unwrap_or_else(|| alignment.changed(run.at));
        (!at.is_empty()).then(|| Run { at, kind: run.kind.clone() })
    };
    let structure = article.structure.iter().filter_map(refound).collect();
    let mut replacement = Replacement { changes, structure, ..Replacement::default() };
    for span in article.spans.in_text_order() {
        if is_cancelled() {
            return None;
        }
        let words = |text: &FrozenText, pieces: &[ByteRange]| {
            pieces.iter().filter_map(|piece| text.get(*piece)).collect::<Vec<_>>().join(" … ")
        };
        let old_words = words(&article.text, &span.pieces);
        let found = |pieces: Vec<ByteRange>| {
            let new_words = words(text, &pieces);
            Refound { span_id: span.id, pieces, old_words: old_words.clone(), new_words }
        };
        let kept: Option<Vec<ByteRange>> = span.pieces.iter().map(|piece| alignment.same(*piece)).collect();
        let has_neighbours = span.pieces.iter().all(|piece| alignment.has_neighbours(&article.text, *piece));
        if let Some(pieces) = kept.filter(|pieces| has_neighbours && in_order(pieces)) {
            replacement.kept.push(found(pieces));
            continue;
        }
        let again = |piece: &ByteRange| alignment.same(*piece).or_else(|| alignment.elsewhere(article, *piece, text));
        let moved: Option<Vec<ByteRange>> = span.pieces.iter().map(again).collect();
        if let Some(pieces) = moved.filter(|pieces| in_order(pieces)) {
            replacement.moved.push(found(pieces));
            continue;
        }
        let pieces: Vec<ByteRange> = span.pieces.iter().map(|piece| alignment.changed(*piece)).collect();
        let altered = found(pieces);
        if in_order(&altered.pieces) && is_left(&altered.old_words, &altered.new_words) {
            replacement.altered.push(altered);
        } else {
            replacement.lost.push(found(Vec::new()));
        }
    }
    Some(replacement)
}

/// Whether something is left of words that were changed: one of the words, or half of their letters, for a typo
/// in a short mark.
fn is_left(old: &str, new: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<Vec<char>>();
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    let new_words: BTreeSet<&str> = words(new).into_iter().map(|(_, word)| word).filter(is_word).collect();
    if words(old).iter().any(|(_, word)| new_words.contains(word)) {
        return true;
    }
    let (old, new) = (letters(old), letters(new));
    if old.len().max(new.len()) > SHORT {
        return false;
    }
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    diff_ratio(&ops, old.len(), new.len()) >= ALIKE
}

/// Whether pieces stand one after the other and none is empty.
fn in_order(pieces: &[ByteRange]) -> bool {
    pieces.iter().all(|piece| !piece.is_empty()) && pieces.is_sorted_by(|one, next| one.end <= next.start)
}

/// Which stretches of two texts are the same, and which were changed.
struct Alignment {
    /// Old and new stretches of one length with the same words, in order.
    same: Vec<(ByteRange, ByteRange)>,
    changes: Vec<Change>,
}

impl Alignment {
    fn of(old: &str, new: &str) -> Self {
        let (old_words, new_words) = (words(old), words(new));
        let deadline = Some(Instant::now() + PATIENCE);
        let (old_texts, new_texts): (Vec<&str>, Vec<&str>) =
            (old_words.iter().map(|(_, word)| *word).collect(), new_words.iter().map(|(_, word)| *word).collect());
        let ops = capture_diff_slices_deadline(Algorithm::Myers, &old_texts, &new_texts, deadline);
        let place =
            |words: &[(usize, &str)], text: &str, at: usize| words.get(at).map_or(text.len(), |(place, _)| *place);
        let range = |words: &[(usize, &str)], text: &str, from: usize, to: usize| {
            ByteRange::new(place(words, text, from), place(words, text, to))
        };
        let (mut same, mut changes) = (Vec::new(), Vec::new());
        for op in ops {
            let (old_at, new_at) = (op.old_range(), op.new_range());
            let old = range(&old_words, old, old_at.start, old_at.end);
            let new = range(&new_words, new, new_at.start, new_at.end);
            match op {
                DiffOp::Equal { .. } => same.push((old, new)),
                DiffOp::Delete { .. } | DiffOp::Insert { .. } | DiffOp::Replace { .. } => {
                    changes.push(Change { old, new });
                }
            }
        }
        Self { same, changes }
    }

    /// The changes as people see them: those with nothing but blanks and signs between them are one.
    fn changes_with_words(&self, old: &FrozenText) -> Vec<Change> {
        let mut joined: Vec<Change> = Vec::new();
        for change in &self.changes {
            let between = |last: &Change| old.get(ByteRange { start: last.old.end, end: change.old.start });
            let is_near = |last: &Change| between(last).is_some_and(|between| !between.contains(char::is_alphanumeric));
            match joined.last_mut().filter(|last| is_near(last)) {
                Some(last) => (last.old.end, last.new.end) = (change.old.end, change.new.end),
                None => joined.push(*change),
            }
        }
        joined
    }

    /// Where a piece is whose words, and everything between them, did not change.
    fn same(&self, piece: ByteRange) -> Option<ByteRange> {
        let after = self.same.partition_point(|(old, _)| old.start <= piece.start);
        let (old, new) = self.same.get(after.checked_sub(1)?).filter(|(old, _)| old.covers(piece))?;
        let start = new.start.index() + (piece.start.index() - old.start.index());
        Some(ByteRange::new(start, start + piece.len() as usize))
    }

    /// Whether something beside a piece was left alone as well, or it is long enough to be known without. A short word in a
    /// text that is all new may be there by chance.
    fn has_neighbours(&self, old: &FrozenText, piece: ByteRange) -> bool {
        let after = self.same.partition_point(|(same, _)| same.start <= piece.start);
        let Some((same, _)) = after.checked_sub(1).and_then(|at| self.same.get(at)) else { return false };
        let has_words = |start, end| {
            let beside = old.get(ByteRange { start, end }).unwrap_or_default();
            beside.chars().any(char::is_alphanumeric)
        };
        let is_telling = old.get(piece).is_some_and(|words| words.chars().nth(TELLING - 1).is_some());
        is_telling || has_words(same.start, piece.start) || has_words(piece.end, same.end.max(piece.end))
    }

    /// Where the words of a piece came back: once in what is new, or, when they are short or stand there several times,
    /// once among the same neighbours. Words that stood at their place before are not those of the piece.
    fn elsewhere(&self, article: &Article, piece: ByteRange, text: &FrozenText) -> Option<ByteRange> {
        let words = article.words(piece);
        let places = self.new_places(words, text);
        if let ([only], true) = (&places[..], words.chars().nth(TELLING - 1).is_some()) {
            return Some(*only);
        }
        let before = |text: &FrozenText, place: ByteRange| {
            let before = text.as_str().get(..place.start.index()).unwrap_or_default();
            before.chars().rev().take(AROUND).collect::<String>()
        };
        let after = |text: &FrozenText, place: ByteRange| {
            text.as_str().get(place.end.index()..).unwrap_or_default().chars().take(AROUND).collect::<String>()
        };
        let (old_before, old_after) = (before(&article.text, piece), after(&article.text, piece));
        let is_alike = |place: &&ByteRange| before(text, **place) == old_before || after(text, **place) == old_after;
        let mut alike = places.iter().filter(is_alike);
        alike.next().filter(|_| alike.next().is_none()).copied()
    }

    /// Where words stand that what is new has a part in. Only there is looked: the text may be long, and marks many.
    fn new_places(&self, words: &str, text: &FrozenText) -> Vec<ByteRange> {
        let (finder, text) = (memchr::memmem::Finder::new(words), text.as_str());
        let mut places: Vec<ByteRange> = Vec::new();
        for change in self.changes.iter().filter(|change| !change.new.is_empty()) {
            let reach = words.len().saturating_sub(1);
            let from = text.floor_char_boundary(change.new.start.index().saturating_sub(reach));
            let to = text.ceil_char_boundary((change.new.end.index() + reach).min(text.len()));
            let around = text.get(from..to).unwrap_or_default().as_bytes();
            let found = finder.find_iter(around).map(|at| ByteRange::new(from + at, from + at + words.len()));
            places.extend(found.filter(|place| change.new.overlaps(*place)));
        }
        // Words across two changes are met in both.
        places.dedup();
        places
    }

    /// What replaced a piece whose words were changed: between what is left of its beginning and its end.
    fn changed(&self, piece: ByteRange) -> ByteRange {
        let within = |(old, new): &&(ByteRange, ByteRange)| {
            let shared = old.intersection(piece)?;
            let start = new.start.index() + (shared.start.index() - old.start.index());
            Some(ByteRange::new(start, start + shared.len() as usize))
        };
        let from = self.same.partition_point(|(old, _)| old.end <= piece.start);
        let here = self.same.get(from..).unwrap_or_default().iter().take_while(|(old, _)| old.start < piece.end);
        let left: Vec<ByteRange> = here.filter_map(|pair| within(&pair)).collect();
        let from = self.changes.partition_point(|change| change.old.end <= piece.start);
        let here =
            self.changes.get(from..).unwrap_or_default().iter().take_while(|change| change.old.start < piece.end);
        let touched = here.map(|change| change.new);
        let all = left.into_iter().chain(touched).filter(|range| !range.is_empty());
        let hull = all.reduce(|one, next| ByteRange { start: one.start.min(next.start), end: one.end.max(next.end) });
        hull.unwrap_or_default()
    }
}

/// Words, signs and blanks of a text with their places: runs of letters and digits, all else one by one.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut begin = 0;
    let mut was_word = false;
    for (at, character) in text.char_indices() {
        let is_word = character.is_alphanumeric();
        if at > begin && !(is_word && was_word) {
            words.push((begin, text.get(begin..at).unwrap_or_default()));
            begin = at;
        }
        was_word = is_word;
    }
    if begin < text.len() {
        words.push((begin, text.get(begin..).unwrap_or_default()));
    }
    words
}

/// The edits that replace an article with `new`, which has no marks yet: with the marks that were kept, and those
/// of the moved and altered ones that are carried over. The others stay with the old article, which lists no longer show.
/// Also returns how many links are dropped because one of their ends stays behind.
pub fn replace(
    project: &Project,
    old: ArticleId,
    mut new: Article,
    replacement: &Replacement,
    taken: &BTreeSet<SpanId>,
) -> (Vec<Edit>, usize) {
    let Some(mut left) = project.article(old).cloned() else { return (Vec::new(), 0) };
    new.replaces = Some(old);
    if new.structure.is_empty() {
        new.structure.clone_from(&replacement.structure);
    }
    let chosen = replacement.moved.iter().chain(&replacement.altered);
    let chosen = chosen.filter(|found| taken.contains(&found.span_id));
    let going: Vec<&Refound> = replacement.kept.iter().chain(chosen).collect();
    let ids: BTreeSet<SpanId> = going.iter().map(|found| found.span_id).collect();
    let goes = |id: SpanId| ids.contains(&id);
    let mut left_out = 0;
    let links: Vec<_> = left.links.iter().cloned().collect();
    for link in links {
        let to_goes = match link.to {
            LinkEnd::Span(to) => Some(goes(to)),
            LinkEnd::Entity(_) | LinkEnd::Unnamed | LinkEnd::Nobody => None,
        };
        match (goes(link.from), to_goes) {
            (false, None | Some(false)) => {}
            (true, None | Some(true)) => {
                left.links.remove(link.id);
                new.links.insert(link);
            }
            (true, Some(false)) | (false, Some(true)) => {
                left.links.remove(link.id);
                left_out += 1;
            }
        }
    }
    for found in going {
        if let Some(span) = left.spans.remove(found.span_id) {
            new.spans.insert(Span { pieces: found.pieces.clone(), ..span });
        }
    }
    let mut to = project.clone();
    for (_, coder) in project.progress.keys().filter(|(article, _)| *article == old) {
        to.progress.insert((new.id, *coder), Status::InWork);
    }
    for (_, coder) in project.team.assigned.iter().filter(|(article, _)| *article == old) {
        to.team.assigned.insert((new.id, *coder));
    }
    to.articles.insert(old, Arc::new(left));
    to.articles.insert(new.id, Arc::new(new));
    (difference(project, &to), left_out)
}
