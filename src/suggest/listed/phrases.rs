//! Phrases that name somebody, by the words that cannot belong to one.

use super::{
    around::{Around, Piece, Place},
    lists::{Does, Order, Side},
};
use crate::suggest::cues::CueTier;

/// Tokens of a phrase: the first, and the one after the last.
pub(super) type Phrase = (usize, usize);

/// A quotation of at most so many tokens within a phrase is a name.
const QUOTED_NAME: usize = 7;

impl Around<'_> {
    /// Whether a phrase cannot go on with a token.
    fn parts(&self, at: usize, first: usize) -> bool {
        let ends = [Does::Beside, Does::Clause, Does::Told, Does::Marks];
        // Where the verb comes last, whatever may report ends the phrase before it.
        let is_sure = |tier| tier == CueTier::Sure || self.lists.order == Order::VerbLast;
        let reports = || self.cue_at(at).is_some_and(|cue| cue.form.side == Side::Verb && is_sure(cue.form.tier));
        // What may lead away and may go on, as “по”, goes on right after the first word: “an official in the town hall”.
        let leads = self.does(at, Does::Leads)
            && !(at == first && self.does(at, Does::Begins))
            && !(self.does(at, Does::Joins) && at <= first + 1)
            && !(at == first + 1 && self.does(first, Does::Some));
        ends.into_iter().any(|does| self.does(at, does) && !self.does(at, Does::Pronoun))
            || at > first && self.does(at, Does::Dative)
            || leads
            || at > first && reports()
    }

    /// Where the first phrase after a place begins: behind what stands beside a verb, those who are told, when and where.
    pub(super) fn skipped(&self, from: usize, to: usize) -> usize {
        let mut at = from;
        while at < to && self.is_outside(at) {
            let is_beside = [Does::Beside, Does::Told, Does::Clause].into_iter().any(|does| self.does(at, does));
            if is_beside || self.is_joint(at) {
                at += 1;
            } else if self.does(at, Does::Dative) {
                // “Dem Sender sagte die Ministerin”: those who are told, to the end of their name.
                at += 1;
                while at < to && self.is_word(at) && !self.piece(at).is_some_and(Piece::is_capital) {
                    at += 1;
                }
                while at < to && self.piece(at).is_some_and(Piece::is_capital) && !self.does(at, Does::Begins) {
                    at += 1;
                }
            } else if self.does(at, Does::Leads) && !self.does(at, Does::Begins) {
                at += 1;
                while self.does(at, Does::Begins) || self.does(at, Does::Leads) {
                    at += 1;
                }
                if self.is_word(at) && !self.does(at, Does::Beside) {
                    at += 1;
                    while self.is_hyphen(at) && self.adjoins(at - 1) {
                        at += 2;
                    }
                }
                while self.does(at, Does::Joins) && self.is_word(at + 1) {
                    at += 2;
                }
            } else {
                break;
            }
        }
        at
    }

    /// Whether a token joins a verb to the word after it, as the hyphens and the t of “plaisante-t-il” do.
    fn is_joint(&self, at: usize) -> bool {
        let joins = |at: usize| self.is_hyphen(at);
        joins(at) || self.piece(at).is_some_and(|piece| piece.small == "t") && joins(at + 1)
    }

    /// Whether a token is a hyphen with a word right after it.
    fn is_hyphen(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| piece.is(&["-", "‑"])) && self.adjoins(at)
    }

    /// The phrase that begins at a token.
    pub(super) fn phrase_from(&self, first: usize, to: usize) -> Option<Phrase> {
        let mut at = first;
        while at < to {
            let Some(piece) = self.piece(at) else { break };
            match piece.place {
                Place::Claim => break,
                Place::Quoted => {
                    let end = (at..to).find(|at| self.piece(*at).is_none_or(|piece| piece.place != Place::Quoted));
                    let end = end.unwrap_or(to);
                    if end - at > QUOTED_NAME || at == first {
                        break;
                    }
                    at = end;
                    continue;
                }
                Place::Outside => {}
            }
            let goes_on = if piece.is_word() {
                !self.parts(at, first) && (!self.does(at, Does::And) || at > first && self.is_joined(at + 1, to))
            } else {
                self.is_inner(at, first)
            };
            if !goes_on {
                break;
            }
            at += 1;
        }
        self.trimmed(first, at)
    }

    /// Whether the phrase after “and” belongs to the one before it: it is a name or begins as a phrase does.
    fn is_joined(&self, at: usize, to: usize) -> bool {
        at < to
            && self.is_outside(at)
            && !self.parts(at, at)
            && self.cue_at(at).is_none()
            && (self.lists.order != Order::Either
                || self.piece(at).is_some_and(Piece::is_capital)
                || !self.lists.has_capitals()
                || self.does(at, Does::Begins)
                || self.does(at, Does::Title))
    }

    /// Whether a sign is a part of the phrase that it stands in: hyphens, apostrophes, the stop of what is shortened.
    fn is_inner(&self, at: usize, first: usize) -> bool {
        let Some(piece) = self.piece(at) else { return false };
        let is_within = at > first && self.adjoins(at - 1) && self.adjoins(at);
        if piece.is(&["."]) {
            let before = at.checked_sub(1).and_then(|last| self.piece(last));
            let is_short = before.is_some_and(|word| {
                self.lists.has(Does::Title, &word.small)
                    || self.lists.has(Does::Title, &format!("{}.", word.small))
                    || word.text.chars().count() <= 4 && word.is_capital()
            });
            return is_within || is_short && self.piece(at + 1).is_some_and(Piece::is_capital);
        }
        let is_unspaced = self.lists.order == Order::Unspaced && piece.is(&["・", "·", "＝", "（", "）", "(", ")"]);
        is_unspaced || is_within && piece.is(&["-", "‑", "'", "’", "&", "/", "״", "\"", "׳"]) || piece.is(&["&", "№"])
    }

    /// A phrase without what cannot end it; `None` if no word is left that can name somebody.
    fn trimmed(&self, first: usize, end: usize) -> Option<Phrase> {
        let mut end = end;
        let hangs = |at: usize| {
            [Does::Joins, Does::And, Does::Begins, Does::Leads].into_iter().any(|does| self.does(at, does))
                && !self.does(at, Does::Pronoun)
                || !self.is_word(at)
                    && self.piece(at).is_some_and(|piece| piece.place == Place::Outside)
                    && !self.piece(at).is_some_and(|piece| piece.is(&["）", ")"]))
        };
        while end > first && hangs(end - 1) {
            end -= 1;
        }
        (first..end).any(|at| self.is_word(at)).then_some((first, end))
    }

    /// The subject in a stretch before its verb. Told of it between commas, its name stands before the first of them.
    pub(super) fn subject_in(&self, from: usize, to: usize) -> Option<Phrase> {
        let mut end = to;
        let is_beside = |at: usize| {
            [Does::Beside, Does::Told, Does::Open, Does::Clause].into_iter().any(|does| self.does(at, does))
                && !self.does(at, Does::Pronoun)
        };
        while end > from && is_beside(end - 1) {
            end -= 1;
        }
        let is_comma = |at: &usize| self.piece(*at).is_some_and(|piece| piece.is(&[",", "،", ";", "–", "—"]));
        if end > from && is_comma(&(end - 1)) {
            return self.first_in(from, end - 1);
        }
        let comma = (from..end).rev().find(is_comma);
        let after = comma.and_then(|comma| self.first_in(comma + 1, end));
        after.or_else(|| self.first_in(from, comma.unwrap_or(end)))
    }

    /// The first phrase of a stretch, with the name that it goes on to: “Head of the Committee on Transport Oleg T.”.
    pub(super) fn first_in(&self, from: usize, to: usize) -> Option<Phrase> {
        let start = self.skipped(from, to);
        let (first, mut end) = self.phrase_from(start, to)?;
        // Persian marks what is said with “را”: it is no subject.
        if self.piece(end).is_some_and(|mark| mark.is(&["را"])) && end < to {
            return self.first_in(end + 1, to);
        }
        // What “and” adds belongs to the subject where only the verb follows it.
        if self.does(end, Does::And) && self.phrase_from(end + 1, to).is_some_and(|(_, last)| last == to) {
            end = to;
        }
        if self.lists.tells_names() {
            let is_name = |at: usize| {
                at < to
                    && self.is_outside(at)
                    && self.piece(at).is_some_and(|piece| piece.is_word() && piece.is_capital())
            };
            let near = (end..to.min(end + 4)).take_while(|at| self.is_word(*at));
            let mut names = near.filter(|at| is_name(*at) && is_name(at + 1));
            if let Some(name) = names.next() {
                end = self.phrase_from(name, to).map_or(end, |(_, name_end)| name_end);
            }
        }
        Some((first, end))
    }
}
