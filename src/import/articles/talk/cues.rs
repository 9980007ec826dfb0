//! The cues of a file of captions (SubRip, WebVTT): when each is shown, and its lines. Whatever is wrong with a cue, its
//! words stay.

use std::collections::BTreeMap;

use super::{
    super::counted::Counted,
    times::stamp,
    words::{CueDoubt, Fault},
};

/// A cue.
#[derive(Debug)]
pub(super) struct Cue {
    /// From when to when it is shown, in seconds, if that is known.
    pub(super) time: Option<(f64, f64)>,
    /// Its lines as they stand.
    pub(super) lines: Vec<String>,
}

/// What a file of captions holds.
#[derive(Debug, Default)]
pub(super) struct Cues {
    pub(super) all: Vec<Cue>,
    /// What the header of WebVTT calls the file.
    pub(super) title: String,
    /// The language that the header states.
    pub(super) language: String,
    faults: BTreeMap<Fault, Counted>,
    is_vtt: bool,
    /// The number of the last cue that has one.
    number: Option<usize>,
    /// When the latest cue so far ends.
    end: f64,
}

/// What opens a file of WebVTT.
const OPENING: &str = "WEBVTT";
const ARROW: &str = "-->";
/// Captions are shown on the last frame of those before, which is no overlap, in seconds.
const FRAME: f64 = 0.1;

/// The cues in a text.
pub(super) fn cues(text: &str) -> Cues {
    let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace('\r', "\n");
    let is_vtt = text.trim_start().starts_with(OPENING);
    let mut cues = Cues { is_vtt, ..Cues::default() };
    let mut block: Vec<(usize, &str)> = Vec::new();
    for (number, line) in text.split('\n').enumerate() {
        // In WebVTT a line of blanks is a line of the cue.
        if line.is_empty() || !is_vtt && line.trim().is_empty() {
            cues.block(&block);
            block.clear();
        } else {
            block.push((number + 1, line));
        }
    }
    cues.block(&block);
    cues.all.retain(|cue| !cue.lines.is_empty());
    cues
}

impl Cues {
    /// What is wrong with them; overlaps mean nothing where cues repeat each other.
    pub(super) fn doubts(&mut self, may_overlap: bool) -> Vec<CueDoubt> {
        let faults = std::mem::take(&mut self.faults).into_iter();
        let doubt = |(fault, lines)| CueDoubt { fault, lines };
        faults.filter(|(fault, _)| !(may_overlap && *fault == Fault::Overlap)).map(doubt).collect()
    }

    fn fault(&mut self, fault: Fault, line: usize) {
        self.faults.entry(fault).or_default().add(line);
    }

    /// Lines between empty ones: a cue, mostly; several where an empty line is missing; the header, or a note.
    fn block(&mut self, block: &[(usize, &str)]) {
        let (mut before, mut has_time): (Vec<(usize, &str)>, bool) = (Vec::new(), false);
        for (number, line) in block {
            let found =
                times(line).filter(|times| !times.is_arrow_missing || self.may_miss_arrow(&before, has_time, times));
            let Some(times) = found else {
                before.push((*number, line));
                continue;
            };
            // The line before is the number or name of the cue.
            let is_first = !has_time && before.len() == 1;
            let is_named = |line: &str| {
                is_number(line) && (is_first || self.is_next(line))
                    || self.is_vtt && !has_time && !line.starts_with(OPENING)
            };
            if let Some((_, name)) = before.pop_if(|(_, line)| is_named(line)) {
                self.number = number_of(name).or(self.number);
            }
            if !has_time && self.is_vtt {
                before.retain(|(_, line)| !self.is_header(line));
            }
            self.words(&before);
            before.clear();
            has_time = true;
            self.begin(*number, &times);
        }
        if !has_time {
            let Some((number, first)) = before.first().copied() else { return };
            if self.is_vtt && self.is_aside(&before) {
                return;
            }
            let is_numbered = self.is_next(first);
            if is_numbered {
                self.number = number_of(first);
                before.remove(0);
                if before.is_empty() {
                    return;
                }
            }
            // In SubRip an empty line may stand within a cue.
            let goes_on = !self.is_vtt && !is_numbered && !self.all.is_empty();
            if !goes_on {
                self.fault(Fault::NoTime, number);
                self.all.push(Cue { time: None, lines: Vec::new() });
            }
        }
        self.words(&before);
    }

    /// Whether a line is the number of the next cue; another number is what somebody says.
    fn is_next(&self, line: &str) -> bool {
        let number = number_of(line);
        match self.number {
            Some(last) => number == last.checked_add(1),
            None => number.is_some() && self.all.is_empty(),
        }
    }

    /// Whether times without an arrow are those of a cue, and no words: they stand where a cue begins, after its number or
    /// as programs write them.
    fn may_miss_arrow(&self, before: &[(usize, &str)], has_time: bool, times: &Times) -> bool {
        match before.last() {
            Some((_, line)) if has_time => times.is_exact && self.is_next(line),
            Some((_, line)) => before.len() == 1 && is_number(line),
            None => !has_time && times.is_exact,
        }
    }

    /// Adds lines to the last cue.
    fn words(&mut self, lines: &[(usize, &str)]) {
        let Some((number, _)) = lines.first() else { return };
        if self.all.is_empty() {
            self.fault(Fault::NoTime, *number);
            self.all.push(Cue { time: None, lines: Vec::new() });
        }
        if let Some(cue) = self.all.last_mut() {
            cue.lines.extend(lines.iter().map(|(_, line)| (*line).to_owned()).filter(|line| !line.trim().is_empty()));
        }
    }

    /// A cue begins, whose times stand in this line.
    fn begin(&mut self, line: usize, times: &Times) {
        if times.is_arrow_missing {
            self.fault(Fault::NoArrow, line);
        }
        let time = match (times.start, times.end) {
            (Some(start), Some(end)) if end < start => {
                self.fault(Fault::Backwards, line);
                Some((start, start))
            }
            (Some(start), Some(end)) => Some((start, end)),
            (start, end) => {
                self.fault(Fault::NoTime, line);
                start.or(end).map(|time| (time, time))
            }
        };
        if let Some((start, end)) = time {
            if start + FRAME < self.end {
                self.fault(Fault::Overlap, line);
            }
            self.end = self.end.max(end);
        }
        self.all.push(Cue { time, lines: Vec::new() });
    }

    /// Whether lines without a time are no text: the header, which is read, or a note, style or region.
    fn is_aside(&mut self, lines: &[(usize, &str)]) -> bool {
        let first = lines.first().map_or("", |(_, line)| line);
        let word = first.split_whitespace().next().unwrap_or_default();
        let is_header = self.all.is_empty() && lines.iter().any(|(_, line)| self.is_header(line));
        is_header || matches!(word, "NOTE" | "STYLE" | "REGION" | OPENING)
    }

    /// Takes what a line of the header states; whether it is one.
    fn is_header(&mut self, line: &str) -> bool {
        if let Some(title) = line.trim_start().strip_prefix(OPENING) {
            title.trim_start_matches([' ', '\t', '-', '–', ':']).trim().clone_into(&mut self.title);
            return true;
        }
        let (name, value) = line.split_once([':', '=']).unwrap_or_default();
        match name.trim() {
            "Language" => value.trim().clone_into(&mut self.language),
            "Kind" | "X-TIMESTAMP-MAP" | "Region" => {}
            _ => return false,
        }
        true
    }
}

fn is_number(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// The number that is all of a line.
fn number_of(line: &str) -> Option<usize> {
    if is_number(line) { line.trim().parse().ok() } else { None }
}

/// The times in a line.
struct Times {
    start: Option<f64>,
    end: Option<f64>,
    is_arrow_missing: bool,
    /// Whether both are written to parts of a second.
    is_exact: bool,
}

/// The times of a cue, if a line states them.
fn times(line: &str) -> Option<Times> {
    if let Some((before, after)) = line.split_once(ARROW) {
        let start = before.split_whitespace().next_back().and_then(stamp);
        let end = after.split_whitespace().next().and_then(stamp);
        let is_damaged = before.contains(':') && before.contains(|c: char| c.is_ascii_digit());
        return (start.is_some() || end.is_some() || is_damaged).then_some(Times {
            start,
            end,
            is_arrow_missing: false,
            is_exact: true,
        });
    }
    let words: Vec<&str> = line.split_whitespace().take(5).collect();
    let is_between = |word: &&&str| stamp(word).is_none();
    let has_words = words.iter().filter(is_between).any(|word| word.chars().any(char::is_alphanumeric));
    match words.iter().filter_map(|word| stamp(word)).collect::<Vec<_>>().as_slice() {
        [start, end] if !has_words && words.len() < 5 => {
            let is_exact = words.iter().filter(|word| stamp(word).is_some()).all(|word| word.contains([',', '.']));
            Some(Times { start: Some(*start), end: Some(*end), is_arrow_missing: true, is_exact })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        cues(text).all.into_iter().map(|cue| cue.lines.join("|")).collect()
    }

    #[test]
    fn words_that_look_like_times_or_numbers_of_cues_stay() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nTrains leave\n10:15 - 11:30\n\n2\n00:00:03,000 --> 00:00:04,000\n\
                    09:00 10:30\n\n09:00 11:30\n\n3\n00:00:05,000 --> 00:00:06,000\nIn the year\n\n2000\n\n\
                    4\n00:00:07,000 --> 00:00:08,000\n1999\n00:00:09,000 --> 00:00:10,000\nit rained\n\n5\n";
        let expected =
            ["Trains leave|10:15 - 11:30", "09:00 10:30|09:00 11:30", "In the year|2000", "1999", "it rained"];
        assert_eq!(lines(text), expected);
        assert_eq!(lines("WEBVTT\n\na\n00:01.000 --> 00:02.000\n10:15 11:30\n2000\n"), ["10:15 11:30|2000"]);
        assert_eq!(
            lines("00:01.000 --> 00:02.000\nOne\n\n2000\n\n00:03.000 --> 00:04.000\nTwo\n"),
            ["One|2000", "Two"]
        );
    }

    #[test]
    fn cues_that_are_not_kept_apart_or_lack_an_arrow_are_told() {
        let text = "1\n00:01 00:02\nOne\n2\n00:00:03,000 00:00:04,000\nTwo\n3\n00:00:05,000 --> 00:00:06,000\nThree\n\n\
                    00:00:07,000 00:00:08,000\nFour\n";
        assert_eq!(lines(text), ["One", "Two", "Three", "Four"]);
    }
}
