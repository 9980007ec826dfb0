//! Who says a claim: the subject of the nearest reporting verb of the same sentence, “according to” whom it is so, the
//! name under a quotation; with how often such a subject was right in news that people have annotated.

use super::{
    grammar::List,
    phrases::{Phrase, is_beside_verb, is_determiner, is_helping, is_pronoun, is_verb, phrase_at},
    scene::Scene,
    subjects::{LEADING, Subject},
    times::time_at,
    tokens::{Token, is_preposition, sentence, token_at},
};
use crate::text::{ByteRange, FrozenText};

/// Whom the words around a claim name as its speaker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Speaker {
    /// The words.
    pub range: ByteRange,
    /// The words that report.
    pub cue: Option<ByteRange>,
    /// How often somebody found like this was right, from 0 to 1.
    pub confidence: f64,
}

/// A sentence or paragraph of at most this many tokens after a quotation may be its attribution.
const SHORT: usize = 16;
/// How likely somebody is who speaks in another sentence.
pub(super) const ELSEWHERE: f64 = 0.3;
/// How many sentences back a quotation may have its speaker.
const BACK: usize = 8;
/// Words that lead from a cue to the claim.
const TO_CLAIM: [&str; 12] =
    ["that", "whether", "if", "how", "why", "what", "when", "where", "as", "saying", "to", "who"];

/// Somebody found, in tokens.
#[derive(Clone, Copy, Debug)]
struct Found {
    phrase: Phrase,
    cue: Option<(usize, usize)>,
    confidence: f64,
}

/// Who may have said the words of these pieces, the likeliest first.
pub(super) fn speakers(text: &FrozenText, pieces: &[ByteRange]) -> Vec<Speaker> {
    let Some(scene) = Scene::of(text, pieces) else { return Vec::new() };
    let mut found = Vec::new();
    let is_open = scene.search(&mut found);
    found.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    let mut speakers: Vec<Speaker> = Vec::new();
    for Found { phrase, cue, confidence } in found {
        let Some(range) = scene.range(phrase.first, phrase.end) else { continue };
        if speakers.iter().any(|known| known.range.overlaps(range)) {
            continue;
        }
        let confidence = if phrase.is_sure { confidence } else { confidence * 0.7 };
        let confidence = if is_open { confidence.min(0.5) } else { confidence };
        let cue = cue.and_then(|(first, end)| scene.range(first, end));
        speakers.push(Speaker { range, cue, confidence });
    }
    speakers.sort_by(|one, other| other.confidence.total_cmp(&one.confidence));
    speakers
}

/// Whom the verb beside a claim tells: “told the court”, “in an interview with Reuters”; each with how likely it is.
pub(super) fn told(text: &FrozenText, pieces: &[ByteRange]) -> Vec<(ByteRange, f64)> {
    let Some(scene) = Scene::of(text, pieces) else { return Vec::new() };
    let Some(cue) = speakers(text, pieces).first().and_then(|speaker| speaker.cue) else { return Vec::new() };
    let from = token_at(&scene.tokens, cue.start) + 1;
    let (_, to) = sentence(&scene.tokens, from.saturating_sub(1));
    let inside = |at: usize| scene.marked.iter().any(|(first, end)| (*first..*end).contains(&at));
    let to = (from..to).find(|at| inside(*at)).unwrap_or(to);
    let mut found = Vec::new();
    let mut add = |first: usize, likelihood: f64| {
        let phrase = phrase_at(&scene.tokens, first, to, true);
        let range = phrase.and_then(|phrase| scene.range(phrase.first, phrase.end));
        found.extend(range.map(|range| (range, likelihood)));
    };
    if from > 0 && scene.is_in(from - 1, List::Telling) {
        // Others than those who tell may ask for a thing: “urged restraint”.
        let tells = scene.token(from - 1).is_some_and(|token| token.is_of(&["told", "tell", "tells", "telling"]));
        let is_named = scene.token(from).is_some_and(|token| token.is_name() || is_pronoun(token));
        let is_sure = if tells { scene.is_somebody(from) } else { is_named };
        add(from, if is_sure { 0.9 } else { 0.5 });
    }
    for at in from..to {
        match scene.token(at).map(|token| token.lower.as_str()) {
            Some("to") => add(at + 1, if at == from && scene.is_somebody(at + 1) { 0.85 } else { 0.6 }),
            Some("with") => add(at + 1, 0.6),
            _ => {}
        }
    }
    found
}

impl Scene<'_> {
    /// Whether somebody is plainly meant after “to”, and not what somebody does: “to reporters”, not “to fight on”.
    fn is_somebody(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            let is_plural = token.lower.ends_with('s') && !token.lower.ends_with("ss");
            token.is_name() || is_determiner(token) || is_pronoun(token) || is_plural
        })
    }

    /// Finds all that may be the speaker; returns whether the words leave open who it is.
    fn search(&self, found: &mut Vec<Found>) -> bool {
        let (Some(&(start, _)), Some(&(_, end))) = (self.pieces.first(), self.pieces.last()) else { return false };
        for pair in self.pieces.windows(2) {
            if let [(_, end), (next, _)] = pair {
                self.after(*end, *next, found, 0.02);
            }
        }
        let is_open = self.inside(found) || self.before(start, found);
        let (_, sentence_end) = sentence(&self.tokens, end.saturating_sub(1));
        self.after(end, sentence_end, found, 0.0);
        let best = found.iter().map(|found| found.confidence).fold(0.0, f64::max);
        if best < 0.75 && !is_open {
            self.next(end, sentence_end, found);
            self.carried(start, found);
        }
        self.elsewhere(start, sentence_end, found);
        is_open
    }

    /// Whoever speaks in other sentences: hardly the speaker of the claim, but somebody whom people look for.
    fn elsewhere(&self, start: usize, end: usize, found: &mut Vec<Found>) {
        let (first, _) = sentence(&self.tokens, start);
        let mut at = 0;
        while at < self.tokens.len() {
            let (from, to) = sentence(&self.tokens, at);
            let others = (from..to).filter(|place| !(first..end).contains(place) && !self.is_quoted(*place));
            for place in others {
                if let Some((Subject::Is(phrase), _)) = self.cue_at(place, from, to) {
                    found.push(Found { phrase, cue: None, confidence: ELSEWHERE });
                }
            }
            at = to.max(at + 1);
        }
    }

    /// A reporting verb right before a claim that is part of a quotation.
    fn inside(&self, found: &mut Vec<Found>) -> bool {
        let (Some(&(first, _)), Some(&(wide, _))) = (self.marked.first(), self.pieces.first()) else { return false };
        if wide + 1 >= first || self.quoted.get(first) != self.quoted.get(wide) {
            return false;
        }
        let (from, _) = sentence(&self.tokens, first);
        self.before_in(from.max(wide), first, found, self.quoted.get(first).copied().flatten())
    }

    fn before(&self, start: usize, found: &mut Vec<Found>) -> bool {
        let (from, _) = sentence(&self.tokens, start);
        self.before_in(from, start, found, None)
    }

    /// Reporting verbs and phrases before a claim that begins at `start`; returns whether they leave open who says it.
    fn before_in(&self, from: usize, start: usize, found: &mut Vec<Found>, level: Option<usize>) -> bool {
        let mut is_first = true;
        for at in (from..start).rev() {
            if self.quoted.get(at).copied().flatten() != level {
                continue;
            }
            let Some((subject, cue)) = self.cue_at(at, from, start) else { continue };
            let confidence = match self.leads_to(cue.1, start) {
                _ if !is_first => 0.45,
                true => 0.95,
                false if self.opens(start) => 0.8,
                false => 0.55,
            };
            let is_nearest = is_first;
            is_first = false;
            match subject {
                Subject::Is(phrase) => found.push(Found { phrase, cue: Some(cue), confidence }),
                Subject::Open if is_nearest && confidence > 0.7 => return true,
                Subject::Open | Subject::Unknown => {}
            }
        }
        if is_first {
            self.without_cue(from, start, found, level);
        }
        false
    }

    /// Whether a claim opens as what is reported does: with a quotation mark, “that” or a colon before it.
    fn opens(&self, start: usize) -> bool {
        self.is_quoted(start)
            || self.is_of(start, &["that", "whether", "to"])
            || start.checked_sub(1).is_some_and(|last| self.is_of(last, &[":", "that", "whether"]))
    }

    /// Whether only what a cue takes along stands between it and the claim: whom it tells, where and when, “that”.
    fn leads_to(&self, from: usize, start: usize) -> bool {
        let mut at = from;
        while at < start {
            let Some(token) = self.token(at) else { return false };
            if self.is_of(at, &TO_CLAIM) || !token.is_word {
                at += 1;
            } else if let Some(end) = time_at(&self.tokens, at) {
                at = end;
            } else if is_preposition(token)
                || token.is_of(&["and"]) && self.is_of(at + 1, &TO_CLAIM)
                || is_beside_verb(token) && !is_helping(token)
            {
                at += 1;
            } else if let Some(phrase) = phrase_at(&self.tokens, at, start, true) {
                at = phrase.end;
            } else {
                return false;
            }
        }
        at == start
    }

    /// Before a claim no word reports: “Putin: …”, “They call for “…””, “Posts theorised that …”.
    fn without_cue(&self, from: usize, start: usize, found: &mut Vec<Found>, level: Option<usize>) {
        let Some(last) = start.checked_sub(1).filter(|last| *last >= from) else { return };
        if level.is_some() {
            return;
        }
        if self.is(last, ":") {
            let phrase = phrase_at(&self.tokens, from, last, true).filter(|phrase| phrase.end == last);
            let headline = phrase.map(|phrase| Found { phrase, cue: None, confidence: 0.85 });
            let lead_in = || self.main_subject(from, last).map(|phrase| Found { phrase, cue: None, confidence: 0.8 });
            found.extend(headline.or_else(lead_in));
            return;
        }
        let opens = self.opens(start);
        let verb = if self.is(last, "that") || self.is(last, ",") { last.saturating_sub(1) } else { last };
        if verb > from && !self.is_quoted(verb) && self.is_verb_before_that(verb, start) {
            match self.subject(verb, from, start) {
                Subject::Is(phrase) => {
                    return found.push(Found {
                        phrase,
                        cue: Some((verb, verb + 1)),
                        confidence: if opens { 0.85 } else { 0.6 },
                    });
                }
                Subject::Open => return,
                Subject::Unknown => {}
            }
        }
        let subject = self.main_subject(from, start).filter(|phrase| phrase.end < start);
        found.extend(subject.map(|phrase| Found { phrase, cue: None, confidence: if opens { 0.7 } else { 0.5 } }));
    }

    /// Whether a verb that no list has stands before a claim: “the paper understands that”.
    fn is_verb_before_that(&self, at: usize, start: usize) -> bool {
        let Some(token) = self.token(at).filter(|token| token.is_word && !token.is_name()) else { return false };
        let that = self.is(at + 1, "that") && at + 1 >= start.saturating_sub(1);
        is_verb(&self.tokens, at) || that && token.lower.ends_with('s') && !token.is_possessive()
    }

    /// Reporting words after a piece that ends at `end`, in the same sentence: “…”, said X; “…”, X told Y; according to X.
    fn after(&self, end: usize, to: usize, found: &mut Vec<Found>, more: f64) {
        let mut at = end;
        let mut is_parted = false;
        while at < to && self.token(at).is_some_and(|token| !token.is_word) {
            is_parted = true;
            at += 1;
        }
        let quoted = end.checked_sub(1).is_some_and(|last| self.is_quoted(last));
        if at >= to {
            return;
        }
        if let Some(person) = self.signed(end, at, to) {
            found.push(Found { phrase: person, cue: None, confidence: 0.85 });
            return;
        }
        let joins = self.is_of(at, &["and", "but", "while", "or", "that", "which", "who", "because", "if"]);
        let base: f64 = match (quoted, is_parted) {
            _ if joins => 0.4,
            (true, _) => 0.95,
            (false, true) => 0.9,
            (false, false) => 0.5,
        };
        let mut from = at;
        if self.is(at, "as") {
            from += 1;
        }
        for place in from..to {
            if self.is_quoted(place) {
                break;
            }
            let Some((Subject::Is(phrase), cue)) = self.cue_at(place, from, to) else { continue };
            let leads = LEADING.iter().any(|words| self.has_words(place, words).is_some());
            let confidence = if leads {
                base.max(0.85)
            } else if phrase.first.min(cue.0) > from + 2 && !self.is_named_by(from, phrase) || phrase.end <= from {
                base.min(0.5)
            } else if quoted || self.closes(cue.1.max(phrase.end), to) {
                base
            } else {
                base.min(0.55)
            };
            found.push(Found { phrase, cue: Some(cue), confidence: confidence + more });
            return;
        }
        if quoted && !joins {
            found.extend(self.unlisted(from, to).map(|found| Found { confidence: found.confidence + more, ..found }));
        }
    }

    /// A verb that no list has, beside a quotation: “…”, grumbled the coach; “…”, the coach, 61, grumbled.
    fn unlisted(&self, from: usize, to: usize) -> Option<Found> {
        let is_past = |at: usize| {
            self.token(at).is_some_and(|token| !token.is_name()) && (self.describes(at) || is_verb(&self.tokens, at))
        };
        if is_past(from) {
            let phrase = phrase_at(&self.tokens, from + 1, to, true)?;
            return self.closes(phrase.end, to).then_some(Found {
                phrase,
                cue: Some((from, from + 1)),
                confidence: 0.9,
            });
        }
        let subject = phrase_at(&self.tokens, from, to, true)?;
        let verb = (subject.end..to).find(|at| is_verb(&self.tokens, *at) && !self.is_quoted(*at))?;
        let parted = verb > subject.end && !self.is_sign(subject.end);
        let phrase = self.named(subject, to);
        (!parted && self.closes(verb + 1, to)).then_some(Found { phrase, cue: Some((verb, verb + 1)), confidence: 0.9 })
    }

    /// Whether the name is that of the phrase before it: “his lawyer, Tom Ashe”.
    fn is_named_by(&self, from: usize, name: Phrase) -> bool {
        phrase_at(&self.tokens, from, name.first, true).is_some_and(|phrase| phrase.end + 1 == name.first)
    }

    /// Whether a sentence ends with an attribution, or after whom, where and when.
    fn closes(&self, at: usize, to: usize) -> bool {
        let end = (at..to).find(|place| self.is_of(*place, &[",", ";", ".", "!", "?"])).unwrap_or(to);
        self.leads_to(at, end)
    }

    /// The name under a quotation, after a dash or alone at the end of the paragraph.
    fn signed(&self, end: usize, at: usize, to: usize) -> Option<Phrase> {
        let has_dash = (end..at).any(|place| self.token(place).is_some_and(|sign| sign.is_dash() || sign.is(":")));
        let phrase = phrase_at(&self.tokens, at, to, true)?;
        let words = self.tokens.get(phrase.first..phrase.end)?;
        let rest = self.tokens.get(phrase.end..to)?;
        let ends_paragraph = to >= self.tokens.len() || self.paragraph(to) != self.paragraph(at);
        let own_paragraph =
            ends_paragraph && self.paragraph(at) != self.paragraph(end.saturating_sub(1)) && !self.verb_before(at, to);
        let is_told = rest.first().is_some_and(|token| token.is(","))
            && (has_dash || own_paragraph && self.is_quoted(end.saturating_sub(1)));
        let is_alone = is_told || rest.iter().all(|token| !token.is_word);
        let is_name =
            words.iter().any(Token::is_capital) && (has_dash || words.len() > 1 && words.iter().all(Token::is_name));
        (is_alone && is_name && (has_dash || ends_paragraph)).then_some(phrase)
    }

    /// The short sentence or paragraph after a quotation.
    fn next(&self, end: usize, sentence_end: usize, found: &mut Vec<Found>) {
        if end != sentence_end && (end..sentence_end).any(|at| self.token(at).is_some_and(|token| token.is_word)) {
            return;
        }
        if sentence_end >= self.tokens.len() {
            return;
        }
        let quoted = end.checked_sub(1).is_some_and(|last| self.is_quoted(last));
        let (first, to) = sentence(&self.tokens, sentence_end);
        if to - first > SHORT || self.is_quoted(first) {
            return;
        }
        let at = (first..to).find(|at| self.token(*at).is_some_and(|token| token.is_word)).unwrap_or(to);
        if let Some(phrase) = self.signed(end, at, to).filter(|_| !self.is(to - 1, ".") || quoted) {
            found.push(Found { phrase, cue: None, confidence: 0.9 });
            return;
        }
        if !quoted {
            return;
        }
        for place in first..to {
            if let Some((Subject::Is(phrase), cue)) = self.cue_at(place, first, to) {
                let is_all = phrase.first.min(cue.0) <= first + 1 && self.closes(cue.1.max(phrase.end), to);
                let confidence = if is_all { 0.8 } else { 0.45 };
                found.push(Found { phrase, cue: Some(cue), confidence });
                break;
            }
        }
    }

    /// Who spoke last before a claim in whose sentence nobody is named.
    fn carried(&self, start: usize, found: &mut Vec<Found>) {
        let quoted = self.is_quoted(start);
        let own = self.paragraph(start);
        let (mut at, _) = sentence(&self.tokens, start);
        for _ in 0..BACK {
            let Some(last) = at.checked_sub(1) else { return };
            let (first, end) = sentence(&self.tokens, last);
            let cues = (first..end).rev().filter(|place| !self.is_quoted(*place));
            let mut spoken = cues.filter_map(|place| match self.cue_at(place, first, end) {
                Some((Subject::Is(phrase), cue)) => Some((phrase, cue)),
                _ => None,
            });
            let same = self.paragraph(first) == own;
            let has_quote = (first..end).any(|place| self.is_quoted(place));
            let colon = self.is(last, ":") || self.is(last, ",");
            let spoken = spoken.next();
            if let Some((phrase, cue)) = spoken.filter(|_| has_quote || colon || !quoted || same) {
                let confidence = match (quoted, has_quote || colon, same) {
                    (true, true, true) => 0.88,
                    (true, true, false) => 0.82,
                    (true, false, _) => 0.55,
                    (false, _, _) if colon => 0.75,
                    (false, ..) => 0.4,
                };
                found.push(Found { phrase, cue: Some(cue), confidence });
                return;
            }
            if colon && let Some(phrase) = self.main_subject(first, last) {
                found.push(Found { phrase, cue: None, confidence: if quoted { 0.8 } else { 0.7 } });
                return;
            }
            let all_quoted = (first..end)
                .all(|place| self.is_quoted(place) || self.token(place).is_some_and(|token| !token.is_word));
            if !all_quoted && !quoted {
                return;
            }
            at = first;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeliest_told(words: &str) -> Option<f64> {
        let start = words.find('“').unwrap();
        let end = words.rfind('”').unwrap() + '”'.len_utf8();
        let text = FrozenText::verbatim(words);
        told(&text, &[ByteRange::new(start, end)]).into_iter().map(|(_, likelihood)| likelihood).reduce(f64::max)
    }

    #[test]
    fn whom_a_verb_tells_is_plain_and_what_somebody_vows_to_do_is_nobody() {
        assert_eq!(likeliest_told("“It rains,” Tom Ashe said to reporters."), Some(0.85));
        assert_eq!(likeliest_told("“It rains,” Tom Ashe told the court."), Some(0.9));
        assert_eq!(likeliest_told("“It rains,” Tom Ashe warned Ana Lee."), Some(0.9));
        assert!(
            likeliest_told("“It rains,” Tom Ashe said, and urged restraint.").is_none_or(|likelihood| likelihood < 0.8)
        );
        assert!(likeliest_told("“It rains,” Tom Ashe promised reforms.").is_none_or(|likelihood| likelihood < 0.8));
        assert!(likeliest_told("“It rains,” Tom Ashe vowed to fight on.").is_none_or(|likelihood| likelihood < 0.8));
    }
}
