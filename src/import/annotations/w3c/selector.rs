//! Selectors: places in a text, by offsets or by the words themselves.

use serde_json::Value;

use super::super::json::{list, offset, text};

/// The pieces that selectors name.
#[derive(Default)]
pub(in super::super) struct Quote {
    pub(in super::super) at: Vec<(u32, u32)>,
    pub(in super::super) words: Vec<String>,
    pub(in super::super) before: String,
    pub(in super::super) after: String,
    has_words: bool,
    has_place: bool,
}

impl Quote {
    /// Reads one of the selectors of a piece; several are different ways to name the same piece.
    pub(in super::super) fn read(&mut self, selector: &Value) {
        let place = Place::of(selector);
        if let Some(at) = place.at.filter(|_| !self.has_place) {
            self.at.push(at);
            self.has_place = true;
        }
        if let Some(words) = place.words.filter(|_| !self.has_words) {
            if self.words.is_empty() {
                self.before = place.before;
            }
            self.after = place.after;
            self.words.push(words);
            self.has_words = true;
        }
    }

    /// Whether nothing is named.
    pub(super) fn is_empty(&self) -> bool {
        self.at.is_empty() && self.words.is_empty()
    }

    /// What follows is another piece.
    pub(super) fn end_piece(&mut self) {
        (self.has_words, self.has_place) = (false, false);
    }
}

/// What a selector says.
#[derive(Default)]
struct Place {
    at: Option<(u32, u32)>,
    words: Option<String>,
    before: String,
    after: String,
}

impl Place {
    fn of(selector: &Value) -> Self {
        let own = |key: &str| text(selector, key).to_owned();
        let place = match text(selector, "type") {
            "TextPositionSelector" => {
                Self { at: offset(selector, "start").zip(offset(selector, "end")), ..Self::default() }
            }
            "TextQuoteSelector" => {
                Self { at: None, words: Some(own("exact")), before: own("prefix"), after: own("suffix") }
            }
            // A part of the document that is not found here.
            _other => Self::default(),
        };
        match list(selector, "refinedBy") {
            [] => place,
            inner => place.refined(inner.iter().map(Self::of).fold(Self::default(), Self::or)),
        }
    }

    /// This and another way to name the same place.
    fn or(self, other: Self) -> Self {
        let at = self.at.or(other.at);
        if self.words.is_some() { Self { at, ..self } } else { Self { at, ..other } }
    }

    /// A place within this one, whose own offsets count from the beginning of this one.
    fn refined(self, inner: Self) -> Self {
        if inner.at.is_none() && inner.words.is_none() {
            return Self::default();
        }
        let within = inner.at.or_else(|| self.only_place(inner.words.as_deref()?));
        let cut = within.and_then(|(start, end)| self.cut(start as usize, end as usize)).unwrap_or_default();
        let moved = |(start, end): (u32, u32)| {
            let (first, last) = self.at?;
            let place = |at: u32| first.checked_add(at).filter(|at| *at <= last);
            place(start).zip(place(end))
        };
        let or = |own: String, other: String| if own.is_empty() { other } else { own };
        Self {
            // Words whose place in this one is not known are at least somewhere here.
            at: within.map_or(self.at, moved),
            words: inner.words.or(cut.words),
            before: or(inner.before, cut.before),
            after: or(inner.after, cut.after),
        }
    }

    /// Where words stand in the words of this place, if there is one such place.
    fn only_place(&self, words: &str) -> Option<(u32, u32)> {
        let own = self.words.as_deref()?;
        let (before, after) = own.split_once(words).filter(|(_, after)| !words.is_empty() && !after.contains(words))?;
        let (start, end) = (before.chars().count(), own.chars().count() - after.chars().count());
        Some((u32::try_from(start).ok()?, u32::try_from(end).ok()?))
    }

    /// A part of the words of this place, with what stands around it.
    fn cut(&self, start: usize, end: usize) -> Option<Self> {
        let own = self.words.as_deref()?;
        let byte = |at: usize| own.char_indices().map(|(byte, _)| byte).chain([own.len()]).nth(at);
        let (start, end) = (byte(start)?, byte(end)?);
        Some(Self {
            at: None,
            words: Some(own.get(start..end)?.to_owned()),
            before: format!("{}{}", self.before, own.get(..start)?),
            after: format!("{}{}", own.get(end..)?, self.after),
        })
    }
}
