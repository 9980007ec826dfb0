//! Who says a claim: the subject of the cue that is nearest to it.

use super::{
    around::{Around, Found, Place},
    lists::{Does, Lists, Order, Side, plain},
    phrases::Phrase,
};
use crate::{
    suggest::{cues::CueTier, speakers::Speaker},
    text::{ByteRange, FrozenText, parted_at},
};

/// How likely the subject is that stands right beside a sure cue: of 172 such in 508 sentences of fifteen languages 166 were right.
const BESIDE: f64 = 0.9;
/// How likely another subject of a cue in the sentence is: high enough to stand first, too low to be taken unseen.
const NEAR: f64 = 0.7;
/// How likely somebody is who speaks in the sentence after the claim or before it.
const OTHER_SENTENCE: f64 = 0.45;
/// A cue with more tokens between it and the claim tells less of it.
const FAR_FROM_CLAIM: usize = 12;

/// What the words around a claim say of its speaker.
enum Subject {
    Is(Phrase),
    /// They leave open who it is.
    Open,
    Unknown,
}

/// Who may have said the words of these pieces, the likeliest first, by the lists of their language.
pub(in crate::suggest) fn speakers_by_list(
    text: &FrozenText,
    claim: &[ByteRange],
    lists: &'static Lists,
) -> Vec<Speaker> {
    let Some(around) = Around::of(text, claim, lists) else { return Vec::new() };
    let speaker = |(phrase, cue, confidence): (Phrase, Option<Found>, f64)| {
        let range = around.bare(phrase)?;
        let cue = cue.and_then(|cue| around.range(cue.first, cue.end));
        Some(Speaker { range, cue, confidence })
    };
    around.search().into_iter().filter_map(speaker).collect()
}

impl Around<'_> {
    fn search(&self) -> Vec<(Phrase, Option<Found>, f64)> {
        let (from, to) = self.own;
        let mut cues: Vec<(usize, Found)> = self.cues_in(from, to).map(|cue| (self.distance(cue), cue)).collect();
        let doubt = |cue: &Found| match cue.form.tier {
            CueTier::Sure => 0,
            CueTier::Fair => 3,
            CueTier::Weak => 8,
        };
        cues.sort_by_key(|(distance, cue)| distance + doubt(cue));
        let mut found = Vec::new();
        let mut is_open = false;
        for (distance, cue) in cues {
            match self.subject(cue, from, to) {
                Subject::Is(phrase) => {
                    let is_first = found.is_empty() && !is_open && distance <= FAR_FROM_CLAIM;
                    let is_plain = is_first && self.is_plain(phrase, cue);
                    found.push((phrase, Some(cue), if is_plain { BESIDE } else { NEAR }));
                }
                Subject::Open if found.is_empty() => is_open = true,
                Subject::Open | Subject::Unknown => {}
            }
        }
        if found.is_empty() && !is_open {
            found.extend(self.before_colon().map(|phrase| (phrase, None, NEAR)));
        }
        if found.is_empty() && !is_open {
            found.extend(self.in_other_sentence(to, self.pieces.len(), true));
            found.extend(self.in_other_sentence(0, from, false));
        }
        found
    }

    /// All cues of a stretch that can report here.
    fn cues_in(&self, from: usize, to: usize) -> impl Iterator<Item = Found> {
        let mut seen = from;
        (from..to).filter_map(move |at| {
            let cue = (at >= seen).then(|| self.cue_at(at)).flatten()?;
            seen = cue.end;
            (cue.form.tier != CueTier::Weak || self.is_quoted).then_some(cue)
        })
    }

    /// How many tokens are between a cue and the claim.
    fn distance(&self, cue: Found) -> usize {
        let is_claim = |at: &usize| self.piece(*at).is_some_and(|piece| piece.place == Place::Claim);
        let after = (cue.end..self.pieces.len()).find(is_claim).map(|at| at - cue.end);
        let before = (0..cue.first).rev().find(is_claim).map(|at| cue.first - at - 1);
        after.into_iter().chain(before).min().unwrap_or(usize::MAX / 2)
    }

    /// Where the words outside the claim begin and end around a token.
    fn stretch(&self, at: usize, from: usize, to: usize) -> (usize, usize) {
        let is_claim = |at: &usize| self.piece(*at).is_none_or(|piece| piece.place == Place::Claim);
        let start = (from..at).rev().find(is_claim).map_or(from, |claim| claim + 1);
        let end = (at..to).find(is_claim).unwrap_or(to);
        (start, end)
    }

    /// Whose a cue is.
    fn subject(&self, cue: Found, from: usize, to: usize) -> Subject {
        let (start, end) = self.stretch(cue.first, from, to);
        let found = match (cue.form.side, self.lists.order) {
            // “So” is often another word: it tells whose words they are after a sign.
            (Side::After, _)
                if self.does(cue.first, Does::Beside) && cue.first > start && self.is_word(cue.first - 1) =>
            {
                None
            }
            // “According to what the police said”: the verb tells whose words they are.
            (Side::After, _) if self.cue_at(cue.end).is_some_and(|next| next.form.side == Side::Verb) => None,
            (Side::After, Order::Unspaced) => self.between(cue, end),
            (Side::After, _) => self.phrase_from(cue.end, end),
            (Side::Before, Order::Unspaced) => self.run_before(cue.first, start),
            (Side::Before, _) => self.before_marker(cue.first, start),
            (Side::Verb, _) if self.is_open(cue, start) => return Subject::Open,
            (Side::Verb, Order::Either) => self.beside(cue, start, end),
            (Side::Verb, Order::VerbLast) => self.of_last_verb(cue, (start, end), from),
            (Side::Verb, Order::Unspaced) => self.marked(cue, start, from),
        };
        found.map_or(Subject::Unknown, Subject::Is)
    }

    /// Whether the cue, or a word beside it, leaves open who speaks.
    fn is_open(&self, cue: Found, start: usize) -> bool {
        let mut before = cue.first;
        while before > start && self.does(before - 1, Does::Beside) && !self.does(before - 1, Does::Open) {
            before -= 1;
        }
        let beside = before.checked_sub(1).filter(|at| *at >= start);
        let words: Vec<&str> =
            self.pieces.get(cue.first..cue.end).unwrap_or_default().iter().map(|piece| piece.small.as_str()).collect();
        self.lists.ends_as(Does::OpenEnd, &words.join(" "))
            || (cue.first..=cue.end).chain(beside).any(|at| self.does(at, Does::Open) && self.is_outside(at))
    }

    /// The subject of a verb that may stand before or after it.
    fn beside(&self, cue: Found, start: usize, end: usize) -> Option<Phrase> {
        let before = || self.subject_in(start, cue.first).filter(|_| cue.first > start);
        let at = |at: usize| self.does(at, Does::At) && self.is_outside(at);
        let is_plural = self.piece(cue.end - 1).is_some_and(|verb| self.lists.ends_as(Does::PluralEnd, &verb.small));
        let place = || (is_plural && at(cue.end)).then(|| self.phrase_from(cue.end + 1, end)).flatten();
        place()
            .or_else(before)
            .or_else(|| self.phrase_from(self.skipped(cue.end, end), end))
            .or_else(|| at(start).then(|| self.phrase_from(start + 1, cue.first)).flatten())
    }

    /// The subject where the verb ends the sentence.
    fn of_last_verb(&self, cue: Found, (start, end): (usize, usize), from: usize) -> Option<Phrase> {
        if self.lists.language == "hi" {
            let is_agent = |at: &usize| self.is_outside(*at) && self.piece(*at).is_some_and(|piece| piece.is(&["ने"]));
            return match (from..=cue.first).rev().find(is_agent) {
                Some(marker) => self.before_marker(marker, from),
                None => self.before_marker(cue.first, start).or_else(|| self.first_outside(from, cue.first)),
            };
        }
        let is_participle = self.lists.language == "tr"
            && self.piece(cue.end - 1).is_some_and(|verb| {
                (verb.small.ends_with("en") || verb.small.ends_with("an")) && !verb.small.ends_with("ken")
            });
        let after = || self.phrase_from(self.skipped(cue.end, end), end);
        if is_participle {
            return after();
        }
        let is_at_claim = start > from && cue.first == start;
        let parts = |at: &usize| self.piece(*at).is_some_and(|sign| sign.is(&[";", "؛", "."]));
        let clause = (start..cue.first).rev().find(parts).map_or(start, |sign| sign + 1);
        let own = (!is_at_claim).then(|| self.first_in(clause, cue.first)).flatten();
        // “Belirtirken” and the like lead on to what somebody else does.
        let leads_on = self.piece(cue.end - 1).is_some_and(|verb| {
            ["ken", "rek", "rak", "ıp", "ip", "up", "üp"].into_iter().any(|end| verb.small.ends_with(end))
        });
        own.or_else(|| if is_at_claim && !(self.lists.language == "tr" && leads_on) { after() } else { None })
            .or_else(|| self.first_outside(from, cue.first))
    }

    /// The first phrase outside the claim.
    fn first_outside(&self, from: usize, to: usize) -> Option<Phrase> {
        let first = (from..to).find(|at| self.is_outside(*at) && self.is_word(*at))?;
        let (_, end) = self.stretch(first, from, to);
        self.phrase_from(self.skipped(first, end), end)
    }

    /// The phrase that ends before a word that marks whose it is, as Turkish “göre” and Hindi “ने”.
    fn before_marker(&self, marker: usize, start: usize) -> Option<Phrase> {
        let parts = |at: &usize| {
            let is_sign = !(self.is_word(*at) || self.adjoins(*at) && *at > start && self.adjoins(*at - 1));
            let is_end =
                [Does::Leads, Does::Clause, Does::Beside, Does::Told].into_iter().any(|does| self.does(*at, does));
            !self.is_outside(*at)
                || is_sign && !self.piece(*at).is_some_and(|piece| piece.is(&["."]))
                || is_end && !self.does(*at, Does::Joins)
        };
        let marker = if marker > start && self.does(marker - 1, Does::Marks) { marker - 1 } else { marker };
        let first = (start..marker).rev().find(parts).map_or(start, |at| at + 1);
        (first < marker).then_some((first, marker))
    }

    /// The subject in a script without blanks: before the word that marks it, or before the verb.
    fn marked(&self, cue: Found, start: usize, from: usize) -> Option<Phrase> {
        if self.lists.language == "ja" {
            let is_topic = |at: &usize| self.is_outside(*at) && self.piece(*at).is_some_and(|mark| mark.is(&["は"]));
            let marks = |at: &usize| self.is_outside(*at) && self.does(*at, Does::Marks);
            let topic = (start..cue.first).rev().find(is_topic).or_else(|| (from..start).find(is_topic));
            let subject = || (start..cue.first).rev().find(marks).or_else(|| (from..start).find(marks));
            return topic
                .and_then(|marker| self.run_before(marker, from))
                .or_else(|| subject().and_then(|marker| self.run_before(marker, from)));
        }
        self.run_before(cue.first, start)
    }

    /// What stands before a token up to the last sign, without what leads to the verb.
    fn run_before(&self, to: usize, from: usize) -> Option<Phrase> {
        let parts = |at: &usize| {
            let is_bracket = self.piece(*at).is_some_and(|piece| piece.is(&["（", "）", "(", ")", "・", "·"]));
            !self.is_outside(*at) || !self.is_word(*at) && !is_bracket
        };
        let start = (from..to).rev().find(parts).map_or(from, |at| at + 1);
        let leading = self.cue_at(start).filter(|cue| cue.form.side == Side::After && cue.end < to);
        let start = leading.map_or(start, |cue| cue.end);
        let words: String = self.pieces.get(start..to).unwrap_or_default().iter().map(|piece| piece.text).collect();
        if self.lists.has(Does::Beside, &words) {
            return None;
        }
        let mut first = start;
        let mut end = to;
        if self.lists.language == "ja" {
            // Names are written in other signs than what joins a clause to them.
            let is_kana = |at: &usize| {
                self.piece(*at).is_some_and(|piece| piece.text.starts_with(|c| ('ぁ'..='ゖ').contains(&c)))
            };
            let is_polite = |at: usize| {
                let piece = |at: usize| self.piece(at).map_or("", |piece| piece.text);
                matches!((piece(at), piece(at + 1)), ("さ" | "く", "ん") | ("ら", _))
                    || at > 0 && matches!((piece(at - 1), piece(at)), ("さ" | "く", "ん"))
            };
            let joins = |at: usize| self.does(at, Does::Joins) && at > start && !is_kana(&(at - 1));
            if let Some(kana) = (start..end).rev().find(|at| is_kana(at) && !is_polite(*at) && !joins(*at)) {
                first = kana + 1;
            }
            if self.piece(end.saturating_sub(1)).is_some_and(|last| last.is(&["）", ")"])) {
                end = (first..end)
                    .rev()
                    .find(|at| self.piece(*at).is_some_and(|open| open.is(&["（", "("])))
                    .unwrap_or(end);
            }
        } else {
            let leads = |at: usize| {
                let longest = [2, 1].into_iter().find(|count| {
                    let words: String =
                        self.pieces.get(at..at + count).unwrap_or_default().iter().map(|piece| piece.text).collect();
                    self.lists.has(Does::Leads, &words) || self.lists.has(Does::Beside, &words)
                });
                longest.is_some()
            };
            let least = if self.does(first, Does::Pronoun) { 1 } else { 2 };
            end = (first + least..end)
                .find(|at| {
                    leads(*at)
                        || self.piece(*at).is_some_and(|piece| piece.text.starts_with(|c: char| c.is_ascii_digit()))
                })
                .unwrap_or(end);
        }
        (first < end).then_some((first, end))
    }

    /// In a script without blanks: from a word as “according to” to the sign or the verb after it.
    fn between(&self, cue: Found, end: usize) -> Option<Phrase> {
        let stops = |at: &usize| !self.is_outside(*at) || !self.is_word(*at) || self.cue_at(*at).is_some();
        let to = (cue.end..end).find(stops).unwrap_or(end);
        (cue.end < to).then_some((cue.end, to))
    }

    /// Who stands before a colon that leads to the claim.
    fn before_colon(&self) -> Option<Phrase> {
        let (from, to) = self.own;
        let claim = (from..to).find(|at| self.piece(*at).is_some_and(|piece| piece.place == Place::Claim))?;
        let colon = claim
            .checked_sub(1)
            .filter(|at| *at > from && self.piece(*at).is_some_and(|sign| sign.is(&[":", "："])))?;
        self.phrase_from(self.skipped(from, colon), colon).filter(|(_, end)| *end == colon)
    }

    /// Who speaks in the sentence after the claim, or the one before it.
    fn in_other_sentence(&self, from: usize, to: usize, is_after: bool) -> Option<(Phrase, Option<Found>, f64)> {
        let reports = |cue: &Found| cue.form.tier == CueTier::Sure || self.is_quoted && cue.form.tier == CueTier::Fair;
        let cues: Vec<Found> = self.cues_in(from, to).filter(reports).collect();
        let cue = if is_after { cues.first() } else { cues.last() }.copied()?;
        match self.subject(cue, from, to) {
            Subject::Is(phrase) => {
                Some((phrase, Some(cue), if is_after { OTHER_SENTENCE } else { OTHER_SENTENCE - 0.1 }))
            }
            Subject::Open | Subject::Unknown => None,
        }
    }

    /// The words of a phrase, without the ending that a language puts after an apostrophe.
    fn bare(&self, (first, end): Phrase) -> Option<ByteRange> {
        let range = self.range(first, end)?;
        let last = self.piece(end.checked_sub(1)?)?;
        // “And he” is one word in Arabic.
        let joined = last
            .text
            .strip_prefix('و')
            .filter(|word| end == first + 1 && self.lists.has(Does::Pronoun, &plain(word, self.lists.language)));
        if let Some(word) = joined {
            return Some(ByteRange::new(range.end.index() - word.len(), range.end.index()));
        }
        let stem = Some(self.lists.language).filter(|language| *language == "tr");
        // The ending may be a token of its own.
        let is_ending = last.text.starts_with(['\'', '’']);
        let stem = stem.and_then(|language| if is_ending { Some(0) } else { parted_at(last.text, language) });
        Some(stem.map_or(range, |at| ByteRange::new(range.start.index(), last.range.start.index() + at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_of_the_nearest_cue_speaks() {
        let words = "„Wir bleiben“, sagte Ministerin Eva Klar am Montag.";
        let text = FrozenText::verbatim(words);
        let found = speakers_by_list(&text, &[ByteRange::new(0, words.find(',').unwrap())], Lists::of("de").unwrap());
        assert_eq!(text.get(found[0].range), Some("Ministerin Eva Klar"));
        assert_eq!(found[0].cue.and_then(|cue| text.get(cue)), Some("sagte"));
    }
}
