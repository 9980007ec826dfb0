//! Places the marks of a file in an article, and tells those that it has from those that are new.

use std::collections::BTreeMap;

use super::{
    article::{Quoted, likeness, quoted_place},
    counting::pieces_of,
    found::FoundSpan,
    joining::Joining,
    words::{Matching, Why},
};
use crate::{
    import::words::are_words,
    model::{Article, CoderId, Misfit, Quarantined, Span, SpanId},
    text::{ByteOffset, ByteRange, CharCursor, CharOffset, CharRange, FrozenText, shortened},
};

/// A mark of the file at its place, with our ids but for its own.
struct Placed {
    span: Span,
    /// Who made it, where the file says so or somebody chose it.
    stated: Option<CoderId>,
}

impl Joining<'_> {
    /// Adds marks to an article.
    pub(super) fn marks(&mut self, article: &mut Article, found: Vec<FoundSpan>, to: &mut Placing<'_>) {
        let mut marks: Vec<Placed> = found.into_iter().filter_map(|span| self.place(article, span, to)).collect();
        // First all that say exactly what a mark of the article says, so that none is taken from them by less.
        marks.retain(|mark| !self.takes_same(article, mark, Some(mark.span.by)));
        marks.retain(|mark| !self.takes_same(article, mark, mark.stated));
        let listed: Vec<(SpanId, &Span, Option<CoderId>)> =
            marks.iter().map(|mark| (mark.span.id, &mark.span, mark.stated)).collect();
        let pieces = self.present.take_pieces(article, &listed);
        for mark in marks {
            match pieces.get(&mark.span.id) {
                Some(whole) => self.is_present(article, *whole, &mark),
                None => self.add_mark(article, mark),
            }
        }
    }

    /// Takes a mark of the article, of this coder or of any, for one of the file that says the same; returns whether there
    /// is such a mark.
    fn takes_same(&mut self, article: &mut Article, mark: &Placed, by: Option<CoderId>) -> bool {
        let same = self.present.take_same(article, &mark.span, by);
        same.inspect(|same| self.is_present(article, *same, mark)).is_some()
    }

    /// Adds a mark, unless it coincides with one that is there: of the same coder, with the same tag on the same words.
    fn add_mark(&mut self, article: &mut Article, mut mark: Placed) {
        let id = mark.span.id;
        mark.span.id = self.present.new_id(article, id);
        let there = self.present.coinciding(&mark.span).and_then(|there| article.span(there)).cloned();
        let Some(mut there) = there else {
            article.spans.insert(mark.span);
            self.joined.spans += 1;
            return;
        };
        self.present.unite(article, id, there.id);
        if self.present.has_added(there.id) {
            self.joined.coinciding += 1;
        } else {
            self.joined.present += 1;
        }
        let before = there.clone();
        there.take_over(&mark.span, &self.project.codebook, &self.project.entities);
        if there != before {
            article.spans.insert(there);
        }
    }

    /// A mark of the file is one that the article has; it gets what it lacks.
    fn is_present(&mut self, article: &mut Article, same: SpanId, mark: &Placed) {
        self.joined.present += 1;
        let Some(mut span) = article.span(same).cloned() else { return };
        if mark.stated.is_none() && span.by != mark.span.by {
            *self.others.entry(self.project.coder_name(span.by)).or_default() += 1;
        }
        // Of a mark that has changed its tag or words since, the file says nothing any more.
        if span.tag != mark.span.tag || !span.pieces.starts_with(&mark.span.pieces) {
            return;
        }
        let filled = span.fill_from(&mark.span);
        self.differing += usize::from(filled.differs);
        if filled.is_any {
            span.changed = Some((self.choices.now, self.choices.coder.id));
            article.spans.insert(span);
            self.joined.filled += 1;
        }
    }

    /// A mark at its place; `None` where it is set aside, or the article has a mark of its id.
    fn place(&mut self, article: &mut Article, found: FoundSpan, to: &mut Placing<'_>) -> Option<Placed> {
        let stated = self.stated(found.span.by);
        if self.present.has_id(article, found.span.id, stated) {
            let id = found.span.id;
            let pieces = pieces_of(&found, &to.places).unwrap_or_default();
            let span = Span { pieces, ..self.completed(found) };
            self.is_present(article, id, &Placed { span, stated });
            return None;
        }
        let placed = pieces_of(&found, &to.places).filter(|pieces| !pieces.is_empty());
        let fits = |pieces: &[ByteRange]| {
            let text = to.text.as_str();
            found.words.as_ref().is_none_or(|words| are_words(words, pieces, text))
        };
        let mut pieces = match placed {
            Some(pieces) if fits(&pieces) && !to.is_elsewhere(&found, &pieces) => pieces,
            placed => match to.quoted_place(&found) {
                Some(Quoted { at, equal }) => {
                    to.elsewhere += usize::from(!found.at.is_empty());
                    if equal > 1 {
                        let words = shortened(found.words.as_deref().unwrap_or_default(), SHOWN);
                        self.tell(found.place.clone(), Matching::SeveralMatches(words, equal));
                    }
                    vec![at]
                }
                None => {
                    self.set_aside(article, found, &placed.unwrap_or_default(), to);
                    return None;
                }
            },
        };
        pieces.retain(|piece| !piece.is_empty());
        if pieces.is_empty() {
            self.skip(&found.place, Why::Empty);
            return None;
        }
        let span = Span { pieces, ..self.completed(found) };
        Some(Placed { span, stated })
    }

    /// Sets aside a mark whose position is outside the text, or on other words, for people to place.
    fn set_aside(&mut self, article: &mut Article, found: FoundSpan, pieces: &[ByteRange], to: &mut Placing<'_>) {
        let words = found.words.clone().unwrap_or_default();
        let (at, misfit) = if pieces.is_empty() {
            let what = match found.at.as_slice() {
                [] => Matching::WordsNotFound(shortened(&words, SHOWN)),
                _offsets => Matching::OutsideText,
            };
            self.tell(found.place.clone(), what);
            let range = |(start, end): &(u32, u32)| CharRange { start: CharOffset(*start), end: CharOffset(*end) };
            (found.at.iter().map(range).collect(), Misfit::BadPlace)
        } else {
            let kept = |words: &str| words.chars().take(KEPT).collect::<String>();
            let held = pieces.iter().map(|piece| kept(article.words(*piece))).collect::<Vec<_>>().join(" … ");
            self.tell(found.place.clone(), Matching::OtherWords(shortened(&words, SHOWN), shortened(&held, SHOWN)));
            let at = pieces.iter().filter_map(|piece| to.cursor.char_range(*piece)).collect();
            (at, Misfit::OtherWords { found: held })
        };
        let mut kept = Quarantined { at, words: vec![words], misfit, span: self.completed(found) };
        let content = |one: &Quarantined| (one.at.clone(), one.words.clone(), one.span.tag.clone(), one.span.by);
        let is_same = |other: &Quarantined| other.at == kept.at && content(other) == content(&kept);
        if article.quarantined.values().any(is_same) {
            self.joined.present += 1;
            return;
        }
        kept.span.id = self.present.new_id(article, kept.span.id);
        article.quarantined.insert(kept.span.id, kept);
        self.joined.aside += 1;
    }
}

/// The article that marks are being placed in.
pub(super) struct Placing<'t> {
    pub(super) text: &'t FrozenText,
    pub(super) cursor: CharCursor<'t>,
    /// Where the file's offsets lie in the text.
    pub(super) places: BTreeMap<u32, ByteOffset>,
    /// Whether the file has no text of its own, so that words go before offsets.
    pub(super) is_quoted: bool,
    /// How many marks were found by their words, away from the offsets that the file states.
    pub(super) elsewhere: usize,
}

impl Placing<'_> {
    /// Where the words stand, if the file has no text of its own.
    fn quoted_place(&self, found: &FoundSpan) -> Option<Quoted> {
        self.is_quoted.then(|| quoted_place(self.text, found, &self.places)).flatten()
    }

    /// Whether the words stand at another place where their neighbours are more like those that the file states.
    fn is_elsewhere(&self, found: &FoundSpan, pieces: &[ByteRange]) -> bool {
        let ([piece], true) = (pieces, self.is_quoted) else { return false };
        let stated = found.before.chars().chain(found.after.chars()).filter(|c| !c.is_whitespace()).count();
        let here = likeness(self.text, *piece, found);
        // Where all that is stated is there, nothing can be more like it.
        here < stated && self.quoted_place(found).is_some_and(|best| likeness(self.text, best.at, found) > here)
    }
}

/// How many characters of words are shown in what is told, and how many are kept of those that a place holds instead.
pub(super) const SHOWN: usize = 60;
const KEPT: usize = 500;
