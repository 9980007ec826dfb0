//! Which subjects are plain enough to be taken unseen: whatever makes a phrase doubtful leaves it to people.

use super::{
    around::{Around, Found, Piece},
    lists::{Does, Order, Side},
    phrases::Phrase,
};
use crate::suggest::cues::CueTier;

impl Around<'_> {
    /// Whether a phrase of a few words stands right beside a sure cue, and nothing in it or before it may be another's.
    pub(super) fn is_plain(&self, phrase: Phrase, cue: Found) -> bool {
        let (first, end) = phrase;
        let is_beside = first == cue.end || end == cue.first;
        cue.form.tier == CueTier::Sure
            && is_beside
            && (2..8).contains(&(end - first))
            && !self.is_led(first, cue)
            && !self.is_joined_to_preposition(first)
            && !(first..end).skip(1).any(|at| self.is_doubtful(at, first))
    }

    /// Whether what leads away stands before a phrase in its clause: the name may belong to that.
    fn is_led(&self, first: usize, cue: Found) -> bool {
        let is_sign =
            |at: &usize| !self.is_outside(*at) || self.piece(*at).is_some_and(|piece| piece.is(&[",", "،", ";", ":"]));
        let start = (0..first).rev().find(is_sign).map_or(0, |at| at + 1);
        cue.form.side == Side::Verb
            && self.lists.order == Order::Either
            && cue.first >= first
            && (start..first).any(|at| self.does(at, Does::Leads) || self.does(at, Does::Dative))
    }

    /// Whether a word may begin with “in” or “to”, which Hebrew writes as one letter.
    fn is_joined_to_preposition(&self, at: usize) -> bool {
        self.lists.language == "he"
            && self.piece(at).is_some_and(|piece| {
                ["ב", "ל", "וב", "ול", "מה"].into_iter().any(|start| piece.small.starts_with(start))
            })
    }

    /// Whether a word within a phrase may begin another, of those who are told.
    fn is_doubtful(&self, at: usize, first: usize) -> bool {
        let Some(piece) = self.piece(at) else { return false };
        match self.lists.language {
            // A feminine genitive or dative: “sagte Klar der Agentur”.
            "de" => self.does(at, Does::Begins),
            // The name of an agency before its source: “сообщил РИА Новости источник”; what somebody did before it is told.
            "ru" | "uk" | "pl" | "tr" => {
                let is_small =
                    piece.is_word() && !piece.is_capital() && !self.does(at, Does::Joins) && !self.does(at, Does::And);
                is_small
                    && (first..at).any(|before| self.piece(before).is_some_and(Piece::is_capital))
                    && !self.piece(at - 1).is_some_and(|last| last.is(&["-", "‑"]))
            }
            // Letters that join “to” and “in” to a word.
            "ar" => piece.text.chars().count() > 3 && piece.text.starts_with(['ل', 'ب']),
            _ => false,
        }
    }
}
