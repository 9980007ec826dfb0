//! What a task shows: a text, a page or paragraphs, and where the regions on it lie in its text.

use std::{cell::OnceCell, collections::BTreeMap};

use serde_json::Value;

use super::{
    super::{
        html_page::{Counts, Page},
        json::{offset, text},
    },
    config::TextTag,
    places::{Place, Places},
};
use crate::{import::words::are_words, text::ByteRange};

/// What a task shows, as text.
pub(super) struct Shown {
    /// The text.
    pub text: String,
    kind: Kind,
    /// The places of the text, once one is looked for.
    places: OnceCell<Places>,
}

/// How it is shown.
enum Kind {
    Text,
    Page(Page),
    /// The words of each paragraph: where they begin and how long they are, in code points.
    Paragraphs(Vec<(usize, usize)>),
}

/// Where a region lies, in code points, and the words that it should mark there.
pub(super) type Placed = ((u32, u32), Option<String>);

/// The usual keys of who says a paragraph.
const SPEAKERS: [&str; 3] = ["author", "speaker", "name"];

impl Shown {
    /// What a value of a task's data shows; `None` where that is no text.
    #[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
    pub(super) fn of(value: &Value, tag: Option<&TextTag>, is_page: bool) -> Option<Self> {
        let (text, kind) = match value {
            Value::String(html) if is_page || tag.is_some_and(|tag| tag.is_page) => {
                let mut page = Page::of(html, Counts::CodePoints).ok()?;
                (std::mem::take(&mut page.text), Kind::Page(page))
            }
            Value::String(text) => (text.clone(), Kind::Text),
            Value::Array(paragraphs) => of_paragraphs(paragraphs, tag),
            _ => return None,
        };
        Some(Self { text, kind, places: OnceCell::new() }).filter(|shown| !shown.text.trim().is_empty())
    }

    /// Where a region lies; `None` where it has no place in the text.
    pub(super) fn place(&self, value: &Value) -> Option<Placed> {
        // A line end is written as a backslash and the letter n, which may stand in the text as well.
        let quoted = text(value, "text");
        let unescaped = quoted.replace("\\n", "\n");
        let candidates = self.candidates(value);
        let first = *candidates.first()?;
        if quoted.is_empty() {
            return Some((first, None));
        }
        if matches!(self.kind, Kind::Text) && quoted == unescaped {
            return Some((first, Some(unescaped)));
        }
        for words in [quoted, &unescaped] {
            if let Some(at) = candidates.iter().find(|at| self.holds(**at, words)) {
                return Some((*at, Some(words.to_owned())));
            }
        }
        // Over several paragraphs, who says them may stand between the words, in another way than here.
        let is_framed = matches!(self.kind, Kind::Paragraphs(_)) && value.get("start") != value.get("end");
        let framed = candidates.into_iter().find(|at| is_framed && self.frames(*at, &unescaped));
        Some(framed.map_or((first, Some(unescaped)), |at| (at, None)))
    }

    /// How well a region fits the text: 2 where its words are at its place, 1 where they are elsewhere, else 0.
    pub(super) fn rank(&self, value: &Value) -> u8 {
        let quoted = text(value, "text");
        if quoted.trim().is_empty() {
            return 0;
        }
        let unescaped = quoted.replace("\\n", "\n");
        let words = [quoted, &unescaped];
        if self.candidates(value).iter().any(|at| words.iter().any(|words| self.holds(*at, words))) {
            return 2;
        }
        words.iter().any(|words| self.text.contains(words)).into()
    }

    /// Where a region may lie, by what it states in one way or another; the likeliest first.
    fn candidates(&self, value: &Value) -> Vec<(u32, u32)> {
        let stated = match &self.kind {
            Kind::Text => [offset(value, "start").zip(offset(value, "end")), None],
            Kind::Page(page) => [global(page, value), self.of_paths(page, value)],
            Kind::Paragraphs(paragraphs) => {
                let ways: [fn(&Place) -> usize; 2] = [|place| place.chars, |place| place.utf16];
                ways.map(|way| self.in_paragraphs(paragraphs, value, way))
            }
        };
        stated.into_iter().flatten().collect()
    }

    fn find(&self, at: usize, by: fn(&Place) -> usize) -> Option<Place> {
        self.places.get_or_init(|| Places::of(&self.text)).find(&self.text, at, by)
    }

    fn words(&self, (start, end): (u32, u32)) -> Option<(ByteRange, &str)> {
        let byte = |at: u32| Some(self.find(at as usize, |place| place.chars)?.byte);
        let range = ByteRange::new(byte(start)?, byte(end)?);
        Some((range, self.text.get(range.indices())?))
    }

    /// Whether a stretch is these words.
    fn holds(&self, at: (u32, u32), words: &str) -> bool {
        self.words(at).is_some_and(|(range, _)| are_words(words, &[range], &self.text))
    }

    /// Whether words begin and end like a stretch of several paragraphs.
    fn frames(&self, at: (u32, u32), words: &str) -> bool {
        let Some((_, held)) = self.words(at) else { return false };
        let first = held.lines().next().unwrap_or_default().trim();
        let last = held.lines().next_back().unwrap_or_default().trim();
        let said = last.split_once(": ").map_or(last, |(_, said)| said);
        words.trim().starts_with(first) && words.trim().ends_with(said)
    }

    /// The place that a region names by the paths of texts, in which it counts UTF-16 units.
    fn of_paths(&self, page: &Page, value: &Value) -> Option<(u32, u32)> {
        let place = |path: &str, units: &str| {
            let (own, byte) = page.text_at(text(value, path))?;
            let begin = self.find(byte, |place| place.byte)?;
            let at = begin.utf16.checked_add(offset(value, units)? as usize)?;
            let at = self.find(at, |place| place.utf16)?;
            own.checked_add(u32::try_from(at.chars - begin.chars).ok()?)
        };
        Some((page.start(place("start", "startOffset")?), page.end(place("end", "endOffset")?)))
    }

    /// The place that a region names by paragraphs, in which it counts so.
    fn in_paragraphs(
        &self,
        paragraphs: &[(usize, usize)],
        value: &Value,
        way: fn(&Place) -> usize,
    ) -> Option<(u32, u32)> {
        let place = |paragraph: &str, units: &str| {
            let (start, length) = *paragraphs.get(offset(value, paragraph)? as usize)?;
            let begin = self.find(start, |place| place.chars)?;
            let at = way(&begin).checked_add(offset(value, units)? as usize)?;
            let at = self.find(at, way)?;
            u32::try_from(at.chars).ok().filter(|_| at.chars <= start + length)
        };
        place("start", "startOffset").zip(place("end", "endOffset"))
    }
}

/// The place that a region names by what is counted from the start of the page.
fn global(page: &Page, value: &Value) -> Option<(u32, u32)> {
    let offsets = value.get("globalOffsets")?;
    Some((page.start(offset(offsets, "start")?), page.end(offset(offsets, "end")?)))
}

/// Paragraphs as a text, each on a line of its own after the name of who says it.
fn of_paragraphs(paragraphs: &[Value], tag: Option<&TextTag>) -> (String, Kind) {
    let has = |key: &str| paragraphs.iter().any(|paragraph| !text(paragraph, key).is_empty());
    let words_key = tag.and_then(|tag| tag.words_key.as_deref()).unwrap_or("text");
    let words_key = if has(words_key) { words_key } else { key_of_longest(paragraphs) };
    let stated = tag.and_then(|tag| tag.speaker_key.as_deref()).into_iter();
    let speaker_key = stated.chain(SPEAKERS).find(|key| *key != words_key && has(key)).unwrap_or_default();
    let (mut shown, mut chars, mut places) = (String::new(), 0, Vec::new());
    let mut add = |words: &str| {
        shown.push_str(words);
        chars += words.chars().count();
        chars
    };
    for (number, paragraph) in paragraphs.iter().enumerate() {
        add(if number > 0 { "\n" } else { "" });
        let speaker = text(paragraph, speaker_key).trim();
        if !speaker.is_empty() {
            add(speaker);
            add(if speaker.ends_with(':') { " " } else { ": " });
        }
        let start = add("");
        let end = add(paragraph.as_str().unwrap_or_else(|| text(paragraph, words_key)));
        places.push((start, end - start));
    }
    (shown, Kind::Paragraphs(places))
}

/// The key under which paragraphs have the most text.
fn key_of_longest(paragraphs: &[Value]) -> &str {
    let mut lengths: BTreeMap<&str, usize> = BTreeMap::new();
    for (key, value) in paragraphs.iter().filter_map(Value::as_object).flatten() {
        *lengths.entry(key).or_default() += value.as_str().map_or(0, str::len);
    }
    lengths.into_iter().max_by_key(|(_, length)| *length).map_or("", |(key, _)| key)
}

/// How much text a value of a task's data has: of words, or paragraphs of them.
#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
pub(super) fn length(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(paragraphs) => {
            let texts = paragraphs.iter().filter_map(Value::as_object).flat_map(|entries| entries.values());
            texts.filter_map(Value::as_str).map(str::len).sum()
        }
        _ => 0,
    }
}
