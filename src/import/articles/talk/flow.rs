//! What was said, piece by piece, as paragraphs that run on; when, and by whom, as runs beside them.

use std::cmp::Reverse;

use crate::{
    import::shape::Shape,
    model::{Run, RunKind},
    text::is_unspaced,
};

/// A piece of what was said.
#[derive(Debug, PartialEq)]
pub(super) struct Said {
    pub(super) voice: Voice,
    /// From when to when, in seconds.
    pub(super) time: Option<(f64, f64)>,
    pub(super) words: String,
    /// Whether it is a paragraph of its own.
    pub(super) is_apart: bool,
}

/// Who says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Voice {
    /// Whoever spoke before.
    Same,
    /// Somebody else, who is not named.
    Other,
    /// Who bears this name.
    Named(String),
}

/// After a sentence, a pause of so many seconds begins a paragraph, or so many since it began.
const PAUSE: f64 = 2.0;
const LONG: f64 = 60.0;
/// Where nothing tells sentences, a paragraph ends after so many seconds.
const LONGEST: f64 = 180.0;

/// The text of what was said, and its runs.
pub(super) fn flow(all: impl IntoIterator<Item = Said>) -> (String, Vec<Run>) {
    let mut flow = Flow::default();
    for said in all {
        flow.push(&said);
    }
    let Flow { text, shape, .. } = flow;
    let mut runs = shape.finish(&text);
    // A turn comes before the times in it.
    runs.sort_by_key(|run| (run.at.start, Reverse(run.at.end), matches!(run.kind, RunKind::Time(..))));
    (text, runs)
}

#[derive(Default)]
struct Flow {
    text: String,
    shape: Shape,
    /// Who speaks.
    name: Option<String>,
    /// When the paragraph began, and when what was said last ends.
    began: Option<f64>,
    ended: Option<f64>,
}

impl Flow {
    fn push(&mut self, said: &Said) {
        // A mark of the encoding is no word, wherever it stands.
        let words = said.words.replace('\u{FEFF}', "").split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return;
        }
        let is_other = match &said.voice {
            Voice::Same => false,
            Voice::Other => true,
            Voice::Named(name) => self.name.as_ref() != Some(name),
        };
        let is_first = self.text.is_empty();
        if is_first || is_other || said.is_apart || self.is_over(said) {
            if is_other {
                self.shape.end(self.text.len());
                self.name = None;
            }
            if !is_first {
                self.text.push_str("\n\n");
            }
            self.began = said.time.map(|(start, _)| start);
        } else {
            self.text.push_str(joint(&self.text, &words));
        }
        if let (true, Voice::Named(name)) = (is_other, &said.voice) {
            self.text.push_str(name);
            self.text.push_str(": ");
            self.shape.begin(self.text.len(), vec![RunKind::Turn(name.clone())]);
            self.name = Some(name.clone());
        }
        let start = self.text.len();
        self.text.push_str(&words);
        if let Some((from, to)) = said.time {
            self.shape.add(start, self.text.len(), RunKind::Time(from, to));
            self.began = self.began.or(Some(from));
            self.ended = Some(to);
        }
    }

    /// Whether the paragraph is over before this is said.
    fn is_over(&self, said: &Said) -> bool {
        let Some((start, _)) = said.time else { return false };
        let pause = self.ended.map_or(0.0, |ended| start - ended);
        let length = self.began.map_or(0.0, |began| start - began);
        ends_sentence(&self.text) && (pause > PAUSE || length >= LONG) || length >= LONGEST
    }
}

/// What stands between words that go on: a blank, where their script has blanks.
pub(super) fn joint(before: &str, after: &str) -> &'static str {
    if before.ends_with(is_unspaced) && after.starts_with(is_unspaced) { "" } else { " " }
}

/// Whether a text ends with a sentence, whatever closes after it.
fn ends_sentence(text: &str) -> bool {
    const STOPS: [char; 14] = ['.', '!', '?', '…', '。', '！', '？', '؟', '۔', '।', '॥', '։', '።', '♪'];
    const CLOSING: [char; 11] = ['"', '\'', '”', '’', '»', '«', '“', ')', ']', '」', '』'];
    text.trim_end_matches(CLOSING).ends_with(STOPS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(voice: Voice, start: f64, words: &str) -> Said {
        Said { voice, time: Some((start, start + 1.0)), words: words.to_owned(), is_apart: false }
    }

    fn named(name: &str) -> Voice {
        Voice::Named(name.to_owned())
    }

    #[test]
    fn paragraphs_begin_at_speakers_pauses_and_in_time() {
        let (text, _) = flow([
            said(named("Ana"), 0.0, "It"),
            said(Voice::Same, 1.0, "rains."),
            said(named("Ana"), 2.5, "Still."),
            said(Voice::Same, 6.0, "It does"),
            said(Voice::Same, 12.0, "so."),
            said(named("Ben"), 13.0, "No."),
            said(Voice::Other, 14.0, "Yes."),
        ]);
        assert_eq!(text, "Ana: It rains. Still.\n\nIt does so.\n\nBen: No.\n\nYes.");
        let (text, _) = flow((0..130u32).map(|at| said(Voice::Same, f64::from(at), "So.")));
        assert_eq!(text.matches("\n\n").count(), 2);
        let (text, _) = flow((0..400u32).map(|at| said(Voice::Same, f64::from(at), "so")));
        assert_eq!(text.matches("\n\n").count(), 2, "sentences are not told");
        assert_eq!(flow([said(Voice::Same, 0.0, "今日は"), said(Voice::Same, 1.0, "雨です。")]).0, "今日は雨です。");
    }

    #[test]
    fn turns_and_times_stand_beside_their_words() {
        let (text, runs) = flow([
            said(named("Ana"), 0.0, "It rains."),
            said(Voice::Same, 1.0, "Still."),
            said(Voice::Other, 2.0, "No."),
            said(named("Ana"), 3.0, "Yes."),
        ]);
        let shown: Vec<(&str, RunKind)> =
            runs.into_iter().map(|run| (text.get(run.at.indices()).unwrap(), run.kind)).collect();
        let turn = |words| (words, RunKind::Turn("Ana".to_owned()));
        let expected = [
            turn("It rains. Still."),
            ("It rains.", RunKind::Time(0.0, 1.0)),
            ("Still.", RunKind::Time(1.0, 2.0)),
            ("No.", RunKind::Time(2.0, 3.0)),
            turn("Yes."),
            ("Yes.", RunKind::Time(3.0, 4.0)),
        ];
        assert_eq!(shown, expected);
    }
}
