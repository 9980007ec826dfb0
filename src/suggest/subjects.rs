//! Whose a reporting word is: the subject of a verb, with what stands between them; whom “according to” names.

use super::{
    grammar::List,
    names::is_title,
    phrases::{
        Phrase, is_beside_verb, is_determiner, is_helping, is_pronoun, is_reporting, is_verb, phrase_at, phrase_before,
    },
    scene::Scene,
    times::time_at,
    tokens::{Token, is_preposition},
};

/// Phrases that the speaker follows.
pub(super) const LEADING: [&[&str]; 6] = [
    &["according", "to"],
    &["in", "the", "words", "of"],
    &["in", "the", "view", "of"],
    &["in", "the", "opinion", "of"],
    &["in", "the", "eyes", "of"],
    &["per"],
];

/// What was found for a verb.
pub(super) enum Subject {
    /// Somebody.
    Is(Phrase),
    /// It leaves open who: “was told”, “it is believed”.
    Open,
    /// The words do not say.
    Unknown,
}

impl Scene<'_> {
    /// The cue that ends or stands at a place, and whose it is.
    pub(super) fn cue_at(&self, at: usize, from: usize, to: usize) -> Option<(Subject, (usize, usize))> {
        let tokens = &self.tokens;
        if let Some(end) = LEADING.iter().find_map(|words| self.has_words(at, words)) {
            let after = phrase_at(tokens, end, to, true)?;
            return Some((Subject::Is(self.named(after, to)), (at, end)));
        }
        if self.is_of(at, &["citing", "quoting", "cites", "cited", "quotes", "quoted"]) && !self.is_passive(at, from).0
        {
            let after = phrase_at(tokens, at + 1, to, true)?;
            return Some((Subject::Is(self.named(after, to)), (at, at + 1)));
        }
        if self.is_in(at, List::SaidNouns)
            && let Some(phrase) = self.of_noun(at, from, to)
        {
            return Some((Subject::Is(phrase), (at, at + 1)));
        }
        if self.is_of(at, &["put", "puts"]) && self.is(at + 1, "it") {
            return Some((self.subject(at, from, to), (at, at + 2)));
        }
        if self.is(at, "saying")
            && at > from
            && self.is(at - 1, "as")
            && let Some(phrase) = self.as_saying(at - 1, from)
        {
            return Some((Subject::Is(phrase), (at - 1, at + 1)));
        }
        let is_headline = at + 1 == to
            && at > from
            && self.is_of(at, &["claims", "calls", "demands", "reports"])
            && self.token(at - 1).is_some_and(|last| !is_determiner(last) && !is_preposition(last));
        (is_headline || is_reporting(tokens, at)).then(|| (self.subject(at, from, to), (at, at + 1)))
    }

    /// Of “quoted a diplomat as saying” the diplomat.
    fn as_saying(&self, end: usize, from: usize) -> Option<Phrase> {
        const QUOTING: [&str; 6] = ["quoted", "quotes", "quoting", "cited", "cites", "citing"];
        let verb = (from..end).rev().find(|at| self.is_of(*at, &QUOTING))?;
        phrase_at(&self.tokens, verb + 1, end, true)
            .filter(|phrase| phrase.end == end || self.token(phrase.end).is_some_and(is_preposition))
    }

    pub(super) fn has_words(&self, at: usize, words: &[&str]) -> Option<usize> {
        words.iter().enumerate().all(|(place, word)| self.is(at + place, word)).then_some(at + words.len())
    }

    /// Whose claim it is: “the minister's claim that”, “claims by the ministry that”.
    fn of_noun(&self, at: usize, from: usize, to: usize) -> Option<Phrase> {
        if self.is_of(at + 1, &["by", "from", "of"]) {
            return phrase_at(&self.tokens, at + 2, to, true);
        }
        let start = at.saturating_sub(4).max(from);
        let owner = (start..at).rev().find(|place| self.token(*place).is_some_and(Token::is_possessive))?;
        let led = (from..owner)
            .rev()
            .find(|place| self.token(*place).is_some_and(|token| is_preposition(token) && !token.is("of")));
        phrase_before(&self.tokens, led.map_or(from, |led| led + 1), owner + 1)
    }

    /// Whether a verb is passive, and where its group of words begins.
    fn is_passive(&self, at: usize, from: usize) -> (bool, usize) {
        let (mut first, mut was) = (at, false);
        while first > from && self.token(first - 1).is_some_and(is_beside_verb) {
            first -= 1;
            was |= self.is_of(first, &["is", "are", "was", "were", "be", "been", "being"]);
        }
        (was && !self.token(at).is_some_and(|verb| verb.lower.ends_with("ing")), first)
    }

    /// Who does what a verb says.
    pub(super) fn subject(&self, at: usize, from: usize, to: usize) -> Subject {
        if self.is_of(at, &["heard", "hears", "hear"]) {
            // A court that hears something does not say it.
            return Subject::Open;
        }
        let (passive, first) = self.is_passive(at, from);
        let as_saying =
            (at + 1..to.min(at + 8)).any(|place| self.is(place, "as") && self.is_of(place + 1, &["saying", "telling"]));
        if passive && !as_saying {
            let by = (at + 1..to.min(at + 6)).find(|place| self.is(*place, "by"));
            let agent = by.and_then(|by| phrase_at(&self.tokens, by + 1, to, true));
            return agent.map_or(Subject::Open, |agent| Subject::Is(self.named(agent, to)));
        }
        let is_participle = self.token(at).is_some_and(|verb| verb.lower.ends_with("ing"))
            && !(first..at).any(|place| self.token(place).is_some_and(is_helping));
        let found = if is_participle { self.of_participle(first, from) } else { self.of_verb(first, from, at, to) };
        found.map_or(Subject::Unknown, Subject::Is)
    }

    fn of_participle(&self, first: usize, from: usize) -> Option<Phrase> {
        let last = first.checked_sub(1).filter(|last| *last >= from)?;
        let token = self.token(last)?;
        if token.is_word && !is_preposition(token) && !token.is_of(&["and", "but", "or", "while", "as"]) {
            // “with one poster writing”, “a message stating”.
            return phrase_before(&self.tokens, from, first);
        }
        self.main_subject(from, last)
    }

    fn of_verb(&self, first: usize, from: usize, at: usize, to: usize) -> Option<Phrase> {
        let Some(last) = first.checked_sub(1).filter(|last| *last >= from && !self.is_quoted(*last)) else {
            // “…”, said the minister.
            return phrase_at(&self.tokens, at + 1, to, true).map(|phrase| self.named(phrase, to));
        };
        let token = self.token(last)?;
        if token.is_of(&["who", "which", "that"]) && last > from {
            let noun = if self.is(last - 1, ",") { last - 1 } else { last };
            return self.antecedent(from, noun);
        }
        if token.is_of(&["to", "and", "but", "or", "then"]) {
            return self.main_subject(from, last);
        }
        if token.is(",") || token.is_dash() || token.is(";") {
            return self.around_comma(from, last).or_else(|| {
                // “…, said the minister.”
                phrase_at(&self.tokens, at + 1, to, true).map(|phrase| self.named(phrase, to))
            });
        }
        phrase_before(&self.tokens, from, first)
    }

    /// Whom “who” stands for: the name before it, or all of the phrase.
    fn antecedent(&self, from: usize, end: usize) -> Option<Phrase> {
        let is_name = self.token(end.checked_sub(1)?).is_some_and(Token::is_name);
        let led = (from..end)
            .rev()
            .find(|at| self.token(*at).is_some_and(|token| is_preposition(token) && !token.is_of(&["of", "for"])));
        let start = led.filter(|_| is_name).map_or(from, |led| led + 1);
        phrase_before(&self.tokens, start, end)
    }

    /// The subject that something told of it between commas parts from its verb.
    fn around_comma(&self, from: usize, comma: usize) -> Option<Phrase> {
        let main = self.main_subject(from, comma);
        let told = |main: &Phrase| {
            main.end == comma
                || self.is_sign(main.end)
                || self.describes(main.end)
                || self.token(main.end).is_some_and(is_preposition)
        };
        if let Some(main) = main.filter(|main| main.end <= comma && told(main)) {
            return Some(self.named(main, comma));
        }
        let mut commas = (from + 1..comma).rev().filter(|place| self.is(*place, ","));
        let phrase = commas.find_map(|place| phrase_before(&self.tokens, from, place))?;
        Some(self.named(phrase, comma + 1))
    }

    /// Whether a participle tells more of the noun before it: “the results published this week”.
    pub(super) fn describes(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        !token.is_name() && (token.lower.ends_with("ed") || token.lower.ends_with("ing")) && !is_helping(token)
    }

    pub(super) fn is_sign(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| matches!(token.text, "," | "(" | ";") || token.is_dash())
    }

    /// The subject of the last clause before `to`, or of the sentence.
    pub(super) fn main_subject(&self, from: usize, to: usize) -> Option<Phrase> {
        let named = |at: usize| self.token(at).is_some_and(Token::is_name);
        let joins = |at: &usize| {
            let between_names = self.is(*at, "and") && named(at.saturating_sub(1)) && named(at + 1);
            self.is_of(*at, &["but", "and", "while", "whereas", ";"]) && !self.is_quoted(*at) && !between_names
        };
        for at in (from + 1..to).rev().filter(joins) {
            let clause = phrase_at(&self.tokens, at + 1, to, true).filter(|phrase| self.verb_follows(phrase.end));
            if clause.is_some() {
                return clause;
            }
        }
        let mut at = from;
        while at < to {
            let token = self.token(at)?;
            if let Some(end) = time_at(&self.tokens, at) {
                at = end;
            } else if self.is_skipped(at) {
                at += 1;
            } else if is_preposition(token) || self.is_aside(at) {
                at = self.after_aside(at, to)?;
            } else {
                return phrase_at(&self.tokens, at, to, true);
            }
        }
        None
    }

    pub(super) fn verb_follows(&self, at: usize) -> bool {
        let mut at = at;
        while self.token(at).is_some_and(|token| is_beside_verb(token) && !is_helping(token)) {
            at += 1;
        }
        is_verb(&self.tokens, at)
    }

    fn is_skipped(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        const BEGIN: [&str; 14] = [
            "and",
            "but",
            "so",
            "yet",
            "or",
            "then",
            "however",
            "meanwhile",
            "allegedly",
            "reportedly",
            "also",
            "separately",
            "earlier",
            "later",
        ];
        !token.is_word && !token.is_quote()
            || self.is_quoted(at)
            || token.is_of(&BEGIN)
            || token.lower.len() > 5 && token.lower.ends_with("ly") && self.is(at + 1, ",")
    }

    /// Whether something that is no subject begins: “Speaking in parliament,”, “When asked,”, “If …,”.
    fn is_aside(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        const ASIDES: [&str; 14] = [
            "when", "if", "while", "although", "though", "because", "since", "as", "once", "asked", "unlike", "given",
            "contrary", "whereas",
        ];
        token.is_of(&ASIDES)
            || token.lower.len() > 5
                && token.lower.ends_with("ing")
                && !is_pronoun(token)
                && !self.token(at + 1).is_some_and(Token::is_name)
    }

    fn after_aside(&self, at: usize, to: usize) -> Option<usize> {
        let comma = (at + 1..to).find(|place| self.is(*place, ",") && !self.is_quoted(*place)).map(|comma| comma + 1);
        if !self.token(at).is_some_and(is_preposition) {
            return comma;
        }
        let end = time_at(&self.tokens, at + 1)
            .or_else(|| phrase_at(&self.tokens, at + 1, to, false).map(|phrase| phrase.end));
        let Some(end) = end else { return comma };
        match comma {
            Some(comma) if self.is(end, ",") || !self.verb_before(end, comma) => Some(comma),
            _ => Some(end),
        }
    }

    pub(super) fn verb_before(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| is_verb(&self.tokens, at))
    }

    /// Of “his coach, Alireza Mehraban,” the name.
    pub(super) fn named(&self, phrase: Phrase, to: usize) -> Phrase {
        let of = (phrase.first + 1..phrase.end).find(|at| self.token(*at).is_some_and(is_preposition));
        let head = self.token(of.unwrap_or(phrase.end).saturating_sub(1));
        let describes = head.is_some_and(|head| !head.is_name() || of.is_some() && is_title(&head.lower));
        if !describes || !self.is(phrase.end, ",") || self.token(phrase.first).is_some_and(is_pronoun) {
            return phrase;
        }
        let Some(name) = phrase_at(&self.tokens, phrase.end + 1, to, false) else { return phrase };
        let words = self.tokens.get(name.first..name.end).unwrap_or_default();
        let is_name = words.len() > 1 && words.iter().all(|word| word.is_name() || word.is_in(List::Joining));
        let ends =
            name.end >= to || self.token(name.end).is_none_or(|token| !token.is_word) || self.verb_follows(name.end);
        if is_name && ends && !self.is(name.end, "and") { name } else { phrase }
    }
}
