//! Suggests where a link from a claim may lead: mentions nearby, who is next to the nearest cue, who spoke last. Ranked, each
//! with the reason, so that the right one is mostly among the first.

use super::{
    cues::{Cue, CueClass, CueTier, cues_in, words_in},
    words::Why,
};
use crate::{
    model::{Article, LinkEnd, LinkKind, LinkKindId, Project, Span, SpanId},
    text::{ByteRange, FrozenText, paragraph_at, sentence_at},
};

/// The longest suggested mention, in words.
const LONGEST_MENTION: usize = 9;
/// How far around the sentences of a claim to search, in bytes.
const FAR: usize = 3_000;
/// A paragraph of at most this many words under a quotation may be its attribution.
const LONGEST_BY_LINE: usize = 12;
/// Where a mention ends to the left or the right of a cue.
const BOUNDARIES: [&str; 21] = [
    "that", "which", "who", "and", "but", "as", "while", "when", "where", "because", "if", "in", "on", "at", "to",
    "after", "during", "before", "by", "with", "from",
];
/// What stands between a subject and its cue without belonging to either.
const BETWEEN: [&str; 26] = [
    "has",
    "had",
    "have",
    "is",
    "was",
    "were",
    "are",
    "be",
    "been",
    "would",
    "will",
    "could",
    "should",
    "may",
    "might",
    "did",
    "does",
    "do",
    "not",
    "also",
    "later",
    "earlier",
    "already",
    "then",
    "further",
    "repeatedly",
];
/// Words that stand for a name.
const PRONOUNS: [&str; 8] = ["he", "she", "they", "it", "we", "i", "who", "both"];

/// Whom or what a link can lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Candidate {
    /// A mark that is there.
    Span(SpanId),
    /// Words that would be marked for it.
    Words(ByteRange),
}

/// A candidate with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Whom or what.
    pub end: Candidate,
    /// Why it is suggested.
    pub why: Why,
    /// The cue that connects it with the claim.
    pub cue: Option<ByteRange>,
    score: f64,
}

impl Suggestion {
    /// Words that somebody selected.
    pub fn of_words(range: ByteRange) -> Self {
        Self { end: Candidate::Words(range), why: Why::Selected, cue: None, score: f64::INFINITY }
    }

    /// Whether a person and not a rule found it.
    pub fn is_by_hand(&self) -> bool {
        self.score.is_infinite()
    }
}

/// The candidates for a link of this kind from a span, the likeliest first.
pub fn ends_for(project: &Project, article: &Article, from: &Span, kind: &LinkKind) -> Vec<Suggestion> {
    let text = &article.text;
    let near = Near::of(text, from);
    let is_voice = kind.id.as_str() == LinkKindId::SAID_BY;
    let cues = near.cues(text, from);
    let best_cue = cues.first().map(|(cue, _)| cue.range);
    let mut suggestions: Vec<Suggestion> = Vec::new();

    let spoken: Vec<Vec<ByteRange>> =
        if is_voice { cues.iter().map(|(cue, _)| subjects(text, cue, near.window)).collect() } else { Vec::new() };
    let fits = |span: &Span| span.id != from.id && (kind.to.is_empty() || kind.to.contains(&span.tag));
    for span in article.spans.iter().filter(|span| fits(span)) {
        let mut score = 40.0 - near.distance(text, span.start().index());
        let mut why = Why::MarkedNearby;
        let stands_in = |subjects: &Vec<ByteRange>| {
            subjects.iter().any(|subject| span.pieces.iter().any(|piece| piece.overlaps(*subject)))
        };
        if let Some(place) = spoken.iter().position(stands_in) {
            score += 40.0 - place as f64 * 8.0;
            why = Why::BesideCue;
        }
        if is_voice && from.pieces.iter().any(|piece| span.pieces.iter().any(|other| piece.covers(*other))) {
            // Who is spoken of in a claim seldom speaks it.
            score -= 30.0;
        }
        if !is_voice && from.pieces.iter().any(|piece| span.pieces.iter().any(|other| piece.covers(*other))) {
            score += 10.0;
            why = Why::InClaim;
        }
        suggestions.push(Suggestion { end: Candidate::Span(span.id), why, cue: best_cue.filter(|_| is_voice), score });
    }
    if is_voice {
        words_suggested(article, from, kind, &near, &cues, &mut suggestions);
        names_suggested(article, from, kind, &near, best_cue, &mut suggestions);
        recency(project, article, from, kind, &mut suggestions);
    } else if kind.id.as_str() != LinkKindId::WITHIN && !kind.to.is_empty() {
        others_suggested(article, from, kind, &near, best_cue, &mut suggestions);
    }
    suggestions.sort_by(|one, other| other.score.total_cmp(&one.score));
    suggestions.truncate(30);
    suggestions
}

/// Whether words are marked with a tag that a link of the kind may lead to.
fn is_marked(article: &Article, kind: &LinkKind, range: ByteRange) -> bool {
    article.spans.pieces_in(range).any(|(_, span)| kind.to.contains(&span.tag))
}

/// Whether words lie in a mark.
fn is_within(mark: &Span, range: ByteRange) -> bool {
    mark.pieces.iter().any(|piece| piece.overlaps(range))
}

/// Words beside cues that are not marked as a fitting end yet.
fn words_suggested(
    article: &Article,
    from: &Span,
    kind: &LinkKind,
    near: &Near,
    cues: &[(Cue, f64)],
    suggestions: &mut Vec<Suggestion>,
) {
    let text = &article.text;
    for (place, (cue, _)) in cues.iter().enumerate().take(4) {
        for (side, range) in subjects(text, cue, near.window).into_iter().enumerate() {
            if is_marked(article, kind, range) || is_within(from, range) {
                continue;
            }
            let words = text.get(range).unwrap_or_default();
            let looks_named = words.split(' ').any(|word| word.starts_with(char::is_uppercase));
            let mut score = 66.0 - place as f64 * 9.0 - side as f64 * 5.0;
            score += if looks_named { 6.0 } else { 0.0 };
            suggestions.push(Suggestion {
                end: Candidate::Words(range),
                why: Why::BesideCue,
                cue: Some(cue.range),
                score,
            });
        }
    }
}

/// Names in the surroundings of the claim that are not marked as a fitting end yet.
fn names_suggested(
    article: &Article,
    from: &Span,
    kind: &LinkKind,
    near: &Near,
    cue: Option<ByteRange>,
    suggestions: &mut Vec<Suggestion>,
) {
    for range in names_in(&article.text, near.window) {
        let is_suggested = suggestions
            .iter()
            .any(|suggestion| matches!(suggestion.end, Candidate::Words(words) if words.overlaps(range)));
        if !is_marked(article, kind, range) && !is_suggested && !is_within(from, range) {
            // The one who speaks mostly stands before the words.
            let comes_after = f64::from(u8::from(range.start > from.start())) * 6.0;
            let far = from.pieces.iter().map(|piece| gap(*piece, range)).min().unwrap_or(0);
            let is_own = near.own.covers(range);
            let score = if is_own { 46.0 } else { 36.0 } - comes_after - f64::from(far).sqrt() * 0.5;
            let why = if is_own { Why::NamedInSentence } else { Why::NamedNearby };
            suggestions.push(Suggestion { end: Candidate::Words(range), why, cue, score });
        }
    }
}

/// Names in the surroundings as ends of links that are no voices: who was told mostly follows the cue, and places
/// follow words such as "in".
fn others_suggested(
    article: &Article,
    from: &Span,
    kind: &LinkKind,
    near: &Near,
    cue: Option<ByteRange>,
    suggestions: &mut Vec<Suggestion>,
) {
    let text = &article.text;
    let is_told = kind.id.as_str() == LinkKindId::TOLD_TO;
    for range in names_in(text, near.window) {
        if is_marked(article, kind, range) || is_told && is_within(from, range) {
            continue;
        }
        let far = from.pieces.iter().map(|piece| gap(*piece, range)).min().unwrap_or(0);
        let mut score = if near.own.covers(range) { 26.0 } else { 16.0 } - f64::from(far).sqrt() * 0.5;
        let before = ByteRange { start: near.window.start, end: range.start };
        let last = words_in(text, before).last().map(|word| lower(text, *word));
        let leads = |words: &[&str]| last.as_ref().is_some_and(|last| words.contains(&last.as_ref()));
        let follows_cue = cue.is_some_and(|cue| range.start >= cue.end && gap(cue, range) <= 12);
        let (fits, why) = if is_told {
            (follows_cue || leads(&["to", "with"]), Why::NamedAfterCue)
        } else {
            (leads(&["in", "at", "near", "from", "to", "of", "around", "outside"]), Why::NamedAsPlace)
        };
        score += if fits { 12.0 } else { 0.0 };
        let why = if fits { why } else { Why::NamedNearby };
        suggestions.push(Suggestion { end: Candidate::Words(range), why, cue: None, score });
    }
}

/// Runs of words that begin with capitals; a single one at the start of a sentence only when it is no everyday word.
fn names_in(text: &FrozenText, range: ByteRange) -> Vec<ByteRange> {
    const EVERYDAY: [&str; 14] =
        ["the", "in", "a", "an", "on", "at", "he", "she", "it", "they", "this", "that", "we", "i"];
    let is_capital = |word: ByteRange| text.get(word).is_some_and(|word| word.starts_with(char::is_uppercase));
    let mut runs: Vec<ByteRange> = Vec::new();
    let mut last: Option<ByteRange> = None;
    for word in words_in(text, range) {
        let goes_on = last.is_some_and(|last| is_capital(last) && adjoin(text, last, word));
        if is_capital(word) {
            match runs.last_mut() {
                Some(run) if goes_on => run.end = word.end,
                _ => runs.push(word),
            }
        }
        last = Some(word);
    }
    runs.retain(|run| !EVERYDAY.contains(&lower(text, *run).as_ref()));
    runs
}

/// Who was linked in the same way from a claim before this one is likelier than others.
fn recency(project: &Project, article: &Article, from: &Span, kind: &LinkKind, suggestions: &mut [Suggestion]) {
    let before = article.links.iter().filter(|link| link.kind == kind.id && link.from != from.id);
    let before = before.filter_map(|link| Some((article.span(link.from)?.start(), link)));
    let last = before.filter(|(start, _)| *start < from.start()).max_by_key(|(start, _)| *start);
    let Some((_, last)) = last else { return };
    let LinkEnd::Span(last) = last.to else { return };
    let entity = article.span(last).and_then(|span| span.entity).filter(|id| project.entities.contains_key(id));
    for suggestion in suggestions {
        let Candidate::Span(id) = suggestion.end else { continue };
        let same_entity = entity.is_some() && article.span(id).and_then(|span| span.entity) == entity;
        if id == last || same_entity {
            suggestion.score += 6.0;
        }
    }
}

/// The surroundings of a claim.
struct Near {
    /// The paragraphs that it lies in, with what leads in to them and what may be a by-line.
    window: ByteRange,
    /// The sentences that it lies in.
    own: ByteRange,
}

impl Near {
    fn of(text: &FrozenText, from: &Span) -> Self {
        let start = from.start();
        let last = from.pieces.last().map_or(start, |piece| piece.end);
        let inside = crate::text::ByteOffset::new(last.index().saturating_sub(1));
        let (first, end) = (sentence_at(text, start), sentence_at(text, inside));
        let own = ByteRange { start: first.start, end: end.end };
        let (one, other) = (paragraph_at(text, start), paragraph_at(text, inside));
        let words = |number: usize| text.get(text.paragraph(number)).unwrap_or_default().trim();
        let (first, last) = (text.paragraph_number(start), text.paragraph_number(inside));
        // What leads in to words that stand by themselves, and a by-line under them, belong to the surroundings.
        let lead_in = (0..first).rev().find(|number| !words(*number).is_empty()).filter(|at| words(*at).ends_with(':'));
        let is_by_line = |at: &usize| words(*at).split_whitespace().count() <= LONGEST_BY_LINE;
        let mut below = last + 1..text.paragraph_count();
        let by_line = below.find(|number| !words(*number).is_empty()).filter(is_by_line);
        let begin = lead_in.map_or(one.start, |number| text.paragraph(number).start);
        let end = by_line.map_or(other.end, |number| text.paragraph(number).end);
        // A text in one paragraph has surroundings too, but not all of it.
        let all = text.as_str();
        let least = all.floor_char_boundary(own.start.index().saturating_sub(FAR));
        let most = all.ceil_char_boundary((own.end.index() + FAR).min(all.len()));
        let window = ByteRange::new(begin.index().max(least), end.index().min(most));
        Self { window, own }
    }

    /// How far a place is, in steps that fit the other scores.
    fn distance(&self, text: &FrozenText, at: usize) -> f64 {
        let at = crate::text::ByteOffset::new(at);
        if self.own.contains(at) {
            return 0.0;
        }
        if self.window.contains(at) {
            return 8.0;
        }
        let paragraphs = text.paragraph_number(at).abs_diff(text.paragraph_number(self.window.start));
        let after = if at > self.window.end { 4.0 } else { 0.0 };
        (12.0 + paragraphs as f64 * 4.0 + after).min(39.0)
    }

    /// The cues that may signal the claim, the likeliest first, with their scores.
    fn cues(&self, text: &FrozenText, from: &Span) -> Vec<(Cue, f64)> {
        let outside = |cue: &Cue| !from.pieces.iter().any(|piece| piece.overlaps(cue.range));
        let mut cues: Vec<(Cue, f64)> = cues_in(text, self.window)
            .into_iter()
            .filter(outside)
            .map(|cue| {
                let gap = from.pieces.iter().map(|piece| gap(*piece, cue.range)).min().unwrap_or(0);
                let mut score = match cue.tier {
                    CueTier::Sure => 30.0,
                    CueTier::Fair => 18.0,
                    CueTier::Weak => 6.0,
                };
                score -= f64::from(gap).sqrt() * 2.5;
                if !self.own.overlaps(cue.range) {
                    score -= 15.0;
                }
                (cue, score)
            })
            .collect();
        cues.sort_by(|one, other| other.1.total_cmp(&one.1));
        cues
    }
}

fn gap(one: ByteRange, other: ByteRange) -> u32 {
    if one.overlaps(other) {
        0
    } else if one.end <= other.start {
        other.start.0 - one.end.0
    } else {
        one.start.0 - other.end.0
    }
}

/// The words that may be the subject of a cue: to the left, and to the right of it ("…”, said the minister").
fn subjects(text: &FrozenText, cue: &Cue, window: ByteRange) -> Vec<ByteRange> {
    let right = to_the_right(text, cue, window);
    if cue.class == CueClass::Phrase {
        return right.into_iter().collect();
    }
    let left = to_the_left(text, cue, window);
    left.into_iter().chain(right).collect()
}

fn lower<'t>(text: &'t FrozenText, range: ByteRange) -> std::borrow::Cow<'t, str> {
    text.get(range).unwrap_or_default().to_lowercase().into()
}

/// Whether only blanks stand between two words.
fn adjoin(text: &FrozenText, one: ByteRange, next: ByteRange) -> bool {
    text.get(ByteRange { start: one.end, end: next.start })
        .is_some_and(|between| between.chars().all(char::is_whitespace))
}

fn to_the_left(text: &FrozenText, cue: &Cue, window: ByteRange) -> Option<ByteRange> {
    let before = ByteRange { start: window.start, end: cue.range.start };
    let words = words_in(text, before);
    let mut rest = words.as_slice();
    let mut next = cue.range;
    // Auxiliaries and adverbs before the cue belong to it.
    while let Some((last, others)) = rest.split_last() {
        let word = lower(text, *last);
        let skipped = BETWEEN.contains(&word.as_ref()) || word.ends_with("ly") || word.ends_with("n't");
        if !skipped || !adjoin(text, *last, next) {
            break;
        }
        (next, rest) = (*last, others);
    }
    let mut taken: Vec<ByteRange> = Vec::new();
    for word in rest.iter().rev().take(LONGEST_MENTION) {
        let ends = BOUNDARIES.contains(&lower(text, *word).as_ref());
        if ends || !adjoin(text, *word, taken.last().copied().unwrap_or(next)) {
            break;
        }
        taken.push(*word);
        if PRONOUNS.contains(&lower(text, *word).as_ref()) {
            break;
        }
    }
    let (last, first) = (taken.first()?, taken.last()?);
    Some(ByteRange { start: first.start, end: last.end })
}

fn to_the_right(text: &FrozenText, cue: &Cue, window: ByteRange) -> Option<ByteRange> {
    let after = ByteRange { start: cue.range.end, end: window.end };
    let words = words_in(text, after);
    let mut taken: Vec<ByteRange> = Vec::new();
    for word in words.iter().take(LONGEST_MENTION) {
        let ends = BOUNDARIES.contains(&lower(text, *word).as_ref());
        if ends || !adjoin(text, taken.last().copied().unwrap_or(cue.range), *word) {
            break;
        }
        taken.push(*word);
    }
    let (first, last) = (taken.first()?, taken.last()?);
    Some(ByteRange { start: first.start, end: last.end })
}
