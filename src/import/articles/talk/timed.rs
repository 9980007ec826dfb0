//! Talk that was copied or saved as plain text with its times: transcripts of YouTube and of Otter, chats of Zoom.
//!
//! ```text
//! 0:00            Anna Kern  0:03      00:58:04 ⇥ Anna Kern: ⇥ Hello
//! It rains        It rains.            17:38:45 From Anna Kern to Everyone:
//! ```

use super::{
    super::{
        format::{Body, Format, Input, OWN_READER},
        words::Step,
    },
    captions::{body, changed, spoken},
    flow::{Said, Voice},
    label::{Names, is_name},
    times::stamp,
};
use crate::import::{encoding::decode, error::ImportError};

/// A text in which times tell when each piece was said: one article.
pub(crate) const TRANSCRIPT: Format = Format {
    name: "transcript",
    extensions: &["txt"],
    cannot_hold: "who a message of a chat was sent to",
    reader: OWN_READER,
    read,
};

fn read(input: &Input<'_>) -> Result<Vec<Body>, ImportError> {
    let decoded = decode(input.bytes, input.encoding, input.stated)?;
    let transcript = Transcript::of(&decoded.text);
    if transcript.entries.is_empty() {
        return Err(ImportError::NoTimes);
    }
    let mut names = Names::default();
    let first_words = |entry: &Entry<'_>| entry.paragraphs.first().cloned().unwrap_or_default();
    transcript.entries.iter().for_each(|entry| names.look(&first_words(entry)));
    let title = transcript.before.first().copied().unwrap_or_default();
    let before = transcript.before.iter().map(|line| Said {
        voice: Voice::Same,
        time: None,
        words: (*line).to_owned(),
        is_apart: true,
    });
    let ends = transcript.entries.iter().skip(1).map(|next| Some(next.start)).chain([None]);
    let mut all: Vec<Said> =
        transcript.entries.iter().zip(ends).flat_map(|(entry, next)| entry.said(next, &names)).collect();
    // What stands before the first time was not said.
    if let Some(first) = all.iter_mut().find(|said| !said.words.is_empty()).filter(|_| !transcript.before.is_empty()) {
        first.is_apart = true;
    }
    let mut unnamed = transcript.entries.iter().filter(|entry| entry.name.is_none());
    let has_signs = unnamed.any(|entry| entry.paragraphs.iter().any(|words| changed(words).is_some()));
    let mut body = body(before.chain(all), title);
    if has_signs {
        body.steps.push(Step::SpeakerSignsRemoved.to_string());
    }
    body.steps.iter_mut().filter(|step| **step == Step::CaptionsJoined.to_string()).for_each(|step| {
        *step = Step::TimesRemoved.to_string();
    });
    Ok(vec![body.decoded(decoded.encoding, decoded.doubts)])
}

/// How much of a file is looked at to tell what it is, in bytes.
const HEAD: usize = 64 << 10;
/// A transcript has at least so many times, and begins with one below so many seconds, but for chats, which have the clock's.
const FEWEST: usize = 4;
const FIRST: f64 = 120.0;
/// Times that look like a clock's are those of a recording if they begin within so many seconds, no two of them are more
/// than so many apart, and four of five pieces are spoken at such a pace, in characters a second.
const FIRST_OF_CLOCK: f64 = 5.0;
const APART: f64 = 60.0;
const PACE: std::ops::RangeInclusive<f64> = 2.0..=40.0;
/// So many lines may stand before the first time.
const BEFORE: usize = 5;

/// Whether a file is one of these, by strong signs: a third of its lines or more have times, which ascend from nearly 0.
pub(crate) fn is_transcript(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..HEAD.min(bytes.len())).unwrap_or_default());
    let Transcript { before, entries, lines } = Transcript::of(&head);
    let is_chat = entries.iter().filter(|entry| entry.is_chat).count() * 2 > entries.len();
    let begins = entries.first().is_some_and(|entry| is_chat || entry.start <= FIRST);
    let pairs = entries.iter().zip(entries.iter().skip(1));
    let ascending = pairs.filter(|(one, next)| one.start <= next.start).count();
    let with_words = entries.iter().filter(|entry| !entry.paragraphs.is_empty()).count();
    entries.len() >= FEWEST
        && before.len() <= BEFORE
        && begins
        && (ascending + 1) * 10 >= entries.len() * 9
        && with_words * 10 >= entries.len() * 8
        && (!are_of_clock(&entries) || are_spoken(&entries))
        && entries.len() * 3 >= lines
}

/// Whether the times of most entries may as well be a clock's, as in a live blog: `00:05`, with nothing that says more.
fn are_of_clock(entries: &[Entry<'_>]) -> bool {
    const DAY: f64 = 24.0 * 60.0;
    entries.iter().filter(|entry| entry.may_be_clock).count() * 2 > entries.len()
        && entries.iter().all(|entry| entry.start < DAY)
}

/// Whether entries follow each other as speech does.
fn are_spoken(entries: &[Entry<'_>]) -> bool {
    let pairs = || entries.iter().zip(entries.iter().skip(1));
    let is_paced = |(one, next): &(&Entry<'_>, &Entry<'_>)| {
        let characters: usize = one.paragraphs.iter().map(|words| words.chars().count()).sum();
        PACE.contains(&(characters as f64 / (next.start - one.start).max(1.0)))
    };
    entries.first().is_some_and(|first| first.start <= FIRST_OF_CLOCK)
        && pairs().all(|(one, next)| (0.0..=APART).contains(&(next.start - one.start)))
        && pairs().filter(is_paced).count() * 5 >= pairs().count() * 4
}

/// A text as what was said at its times.
#[derive(Default)]
struct Transcript<'t> {
    /// The lines before the first time.
    before: Vec<&'t str>,
    entries: Vec<Entry<'t>>,
    /// How many lines with words or a time there are.
    lines: usize,
}

/// What was said at a time.
struct Entry<'t> {
    start: f64,
    end: Option<f64>,
    name: Option<&'t str>,
    /// Whether it is a message, which is a paragraph of its own.
    is_chat: bool,
    /// Whether the time is written as clocks show it, and nothing says that it is one of a recording.
    may_be_clock: bool,
    paragraphs: Vec<String>,
}

impl<'t> Transcript<'t> {
    fn of(text: &'t str) -> Self {
        let (mut transcript, mut is_apart) = (Self::default(), false);
        for line in text.trim_start_matches('\u{FEFF}').lines().map(str::trim) {
            if line.is_empty() {
                is_apart = true;
                continue;
            }
            let opened = leading(line).or_else(|| trailing(line));
            let has_opened = opened.is_some();
            match (opened, transcript.entries.last_mut()) {
                (Some((entry, words)), _) => {
                    transcript.entries.push(entry);
                    transcript.add(words, true);
                }
                // YouTube says the time once more, in words, for those who hear the page.
                (None, Some(last)) if last.paragraphs.is_empty() && is_duration(line) => continue,
                (None, Some(_)) => transcript.add(line, is_apart),
                (None, None) => transcript.before.push(line),
            }
            is_apart = false;
            transcript.lines += usize::from(has_opened || !transcript.entries.is_empty());
        }
        transcript
    }

    /// Adds words to the last entry.
    fn add(&mut self, words: &str, is_apart: bool) {
        let Some(entry) = self.entries.last_mut().filter(|_| !words.is_empty()) else { return };
        match entry.paragraphs.last_mut().filter(|_| !is_apart) {
            Some(last) => {
                last.push(' ');
                last.push_str(words);
            }
            None => entry.paragraphs.push(words.to_owned()),
        }
    }
}

impl Entry<'_> {
    /// What was said, until the next entry.
    fn said(&self, next: Option<f64>, names: &Names) -> Vec<Said> {
        let end = self.end.or(next).unwrap_or(self.start).max(self.start);
        let mut all = Vec::with_capacity(self.paragraphs.len());
        for (number, paragraph) in self.paragraphs.iter().enumerate() {
            let (voice, words) = match self.name {
                Some(name) if number == 0 => (Voice::Named(name.to_owned()), paragraph.as_str()),
                Some(_) => (Voice::Same, paragraph.as_str()),
                None => spoken(paragraph, names),
            };
            let is_apart = number > 0 || self.name.is_some();
            all.push(Said { voice, time: Some((self.start, end)), words: words.to_owned(), is_apart });
        }
        all
    }
}

/// An entry whose line its time begins, and the words on that line.
fn leading(line: &str) -> Option<(Entry<'_>, &str)> {
    let bracket = line.chars().next().filter(|c| matches!(c, '[' | '('));
    let (start, rest) = time_at(line.trim_start_matches(['[', '(']))?;
    let (end, rest) = ["-->", "->", "–", "—", "-"]
        .into_iter()
        .find_map(|dash| time_at(rest.trim_start().strip_prefix(dash)?.trim_start()))
        .map_or((None, rest), |(end, rest)| (Some(end), rest));
    let rest = if bracket.is_some() { rest.strip_prefix([']', ')'])? } else { rest };
    let is_tab = rest.starts_with('\t');
    if !(rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == ':')) {
        return None;
    }
    let rest = without_separator(rest);
    let has_two_digits =
        line.find(':') == Some(2) && line.get(3..6).is_none_or(|after| !after.ends_with([':', '.', ',']));
    let may_be_clock = bracket.is_none() && end.is_none() && has_two_digits;
    let entry = |name: Option<_>, is_chat| {
        let may_be_clock = may_be_clock && name.is_none();
        Entry { start, end, name, is_chat, may_be_clock, paragraphs: Vec::new() }
    };
    if let Some((name, words)) = sender(rest) {
        return Some((entry(Some(name), true), words));
    }
    if let Some((name, words)) = rest.split_once(":\t").filter(|_| is_tab) {
        return Some((entry(Some(name.trim()), true), words.trim()));
    }
    Some((entry(None, false), rest))
}

/// What follows a time without the sign between them; a sign right before words is theirs.
fn without_separator(rest: &str) -> &str {
    let rest = rest.trim_start();
    let after = rest.strip_prefix([':', '|']).or_else(|| {
        let after = rest.strip_prefix(['–', '—', '-']);
        after.filter(|after| after.is_empty() || after.starts_with(char::is_whitespace))
    });
    after.unwrap_or(rest).trim_start()
}

/// The name and the words in `From Anna Kern to Everyone: Hello`.
fn sender(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix("From ").or_else(|| line.strip_prefix("from "))?;
    let (names, words) = rest.split_once(':')?;
    let name = names.split_once(" to ").map_or(names, |(name, _)| name).trim();
    (!name.is_empty()).then_some((name, words.trim()))
}

/// An entry whose line its time ends, after the name of who speaks.
fn trailing(line: &str) -> Option<(Entry<'_>, &str)> {
    let line = line.trim_end_matches([':', ')', ']']);
    let at = line.rfind(|c: char| !(c.is_ascii_digit() || c == ':'))?;
    let (before, word) = line.split_at_checked(at + line.get(at..)?.chars().next()?.len_utf8())?;
    let start = stamp(word)?;
    let name = before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '|' | '-' | '–' | ','));
    let is_apart = before.len() > name.len();
    let entry =
        Entry { start, end: None, name: Some(name), is_chat: false, may_be_clock: false, paragraphs: Vec::new() };
    (is_apart && is_name(name)).then_some((entry, ""))
}

/// The time that a text begins with, and what follows it.
fn time_at(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ','))).unwrap_or(text.len());
    let (word, _) = text.split_at_checked(end)?;
    let word = word.trim_end_matches([':', '.', ',']);
    Some((stamp(word)?, text.get(word.len()..)?))
}

/// Whether a line is a time in words: “2 minutes, 5 seconds”.
fn is_duration(line: &str) -> bool {
    let mut words = line.split([' ', ',']).filter(|word| !word.is_empty()).peekable();
    let is_unit = |word: &str| matches!(word.trim_end_matches('s'), "second" | "minute" | "hour");
    words.peek().is_some()
        && words.enumerate().all(|(number, word)| match number % 2 {
            0 => word.bytes().all(|byte| byte.is_ascii_digit()),
            _odd => is_unit(word),
        })
        && line.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_with_times_are_told() {
        let opened =
            |line| leading(line).or_else(|| trailing(line)).map(|(e, words)| (e.start, e.name, e.is_chat, words));
        for (line, expected) in [
            ("0:03", (3.0, None, false, "")),
            ("1:02:03 It rains", (3_723.0, None, false, "It rains")),
            ("00:03 – -5 degrees", (3.0, None, false, "-5 degrees")),
            ("0:03 -5 degrees", (3.0, None, false, "-5 degrees")),
            ("0:03: - So it is", (3.0, None, false, "- So it is")),
            ("[00:00:03] ANNA: It rains", (3.0, None, false, "ANNA: It rains")),
            ("[00:01.000 --> 00:03.000]  It rains", (1.0, None, false, "It rains")),
            ("Anna Kern  0:03", (3.0, Some("Anna Kern"), false, "")),
            ("Anna Kern (00:03):", (3.0, Some("Anna Kern"), false, "")),
            ("17:38:45 From  Anna Kern  to  Everyone:", (63_525.0, Some("Anna Kern"), true, "")),
            ("17:38:45\t From Anna Kern : It: rains", (63_525.0, Some("Anna Kern"), true, "It: rains")),
            ("00:58:04\tAnna Kern:\tIt rains", (3_484.0, Some("Anna Kern"), true, "It rains")),
        ] {
            assert_eq!(opened(line), Some(expected), "{line}");
        }
        for line in ["We met at 10:15", "12:30pm news", "3:1 for us", "Psalm 23:4 says so", "(3:2", ""] {
            assert_eq!(opened(line), None, "{line}");
        }
    }

    #[test]
    fn only_talk_is_told_as_such() {
        let youtube = b"0:00\nIt rains\n0:04\n4 seconds\nand rains\n0:09\nagain\n1:15\nand again\n";
        assert!(is_transcript(youtube));
        let programme = b"Today\n19:00 News\n19:30 Weather\n20:15 The film\n22:00 News\n";
        assert!(!is_transcript(programme));
        assert!(!is_transcript(b"0:03 One\n0:01 Two\n0:00 Three\n0:02 Four\n0:01 Five\n"));
        let blog = "Storm night\n00:05\nThe mayor closed the bridge.\n00:20\nTwo were hurt.\n01:10\nThe river rose.\n02:30\nNo light.\n";
        assert!(
            !is_transcript(blog.as_bytes())
                && !is_transcript(blog.replace("\n0", " \n0").replace(":05\n", ":05 – ").as_bytes())
        );
        let recorded = "00:00\nThe mayor closed the bridge\n00:03\nand two were hurt\n00:05\nwhile the river rose\n00:08\nover the north\n";
        assert!(is_transcript(recorded.as_bytes()));
        let story = b"It rained at 10:15.\n\nAt 0:30 it stopped.\n\nNobody saw it.\n";
        assert!(!is_transcript(story) && !is_transcript(b"") && !is_transcript(b"\xFF\xFE"));
        assert!(is_duration("2 minutes, 5 seconds") && !is_duration("5") && !is_duration("5 men"));
    }

    #[test]
    fn a_title_before_the_first_time_stands_apart() {
        let text = b"The mayor explains\n0:00\nmorning all\n0:04\n- it rains\n0:09\nand rains\n0:15\nstill\n";
        assert!(is_transcript(text));
        let all = crate::import::articles("a.txt", text, None).unwrap();
        assert_eq!(all[0].facts.title, "The mayor explains");
        assert!(all[0].text.as_str().starts_with("The mayor explains\n\nmorning all"), "{}", all[0].text.as_str());
        assert!(all[0].source.steps.iter().any(|step| step.contains("new speaker")), "{:?}", all[0].source.steps);
    }
}
