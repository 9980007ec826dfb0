//! Joins what a file contains with a project: its tags, people and fields are matched with those of the project by id or
//! name, its articles with those of the same text, its marks are placed. What does not match is set aside or reported.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

mod article;
mod article_values;
mod codebook;
mod counting;
pub(super) mod found;
mod joined;
mod present;
pub mod words;

use self::{
    article::{Candidates, Quoted, likeness, quoted_place},
    codebook::Matched,
    counting::{pieces_of, places_of},
    present::Present,
    words::{Matching, Note, What, Why},
};
pub use self::{
    counting::counting_of,
    found::{Found, FoundArticle, FoundSpan, NO_TIME, NOBODY_NAMED},
    joined::{Choices, Joined},
};
pub use super::hash::hash_id;
use crate::{
    import::words::are_words,
    model::{Article, ArticleId, Facts, Link, LinkEnd, Misfit, Project, Quarantined, Span, SpanId, Time},
    text::{ByteOffset, ByteRange, CharCursor, CharOffset, CharRange, Counting, FrozenText, shortened},
};

/// Adds what a file holds to a project.
pub fn join(project: &mut Project, mut found: Found, choices: &Choices) -> Joined {
    found.complete();
    article_values::guess_kinds(&mut found);
    // Marks without a text may belong to one that comes with them.
    found.articles.sort_by_key(|article| article.text.is_none());
    let mut joined = Joined { notes: found.problems.iter().map(ToString::to_string).collect(), ..Joined::default() };
    let (counting, said) = match choices.counting {
        Some(chosen) => (chosen, None),
        None => counting_of(&found),
    };
    let name = std::mem::take(&mut found.name);
    let said = said.map(|said| Note { place: name.clone(), what: What::Counting(said) });
    joined.notes.extend(said.map(|said| said.to_string()));
    let matched = Matched::of(project, &found, choices, &mut joined);
    article_values::match_fields(&mut found, &matched);
    let by_text = project.articles.values().map(|article| (article.text.sha256(), article.id)).collect();
    let (new, touched) = (BTreeSet::new(), BTreeSet::new());
    let present = Present::new(project, found.has_own_ids);
    let mut joining = Joining {
        name,
        project,
        by_text,
        counting,
        matched,
        present,
        candidates: None,
        now: choices.now,
        joined,
        new,
        touched,
    };
    // All marks first, for several articles of the file may be one here.
    let links: Vec<_> = found.articles.into_iter().filter_map(|article| joining.article(article)).collect();
    for (article_id, links) in links {
        joining.links(article_id, links);
    }
    let Joining { mut joined, new, touched, .. } = joining;
    joined.articles = new.len();
    joined.known_articles = touched.difference(&new).count();
    joined
}

/// A file on its way into a project.
struct Joining<'p> {
    /// The file, as messages call it.
    name: String,
    project: &'p mut Project,
    /// The project's articles by the hash of their texts.
    by_text: BTreeMap<[u8; 32], ArticleId>,
    counting: Counting,
    matched: Matched,
    present: Present,
    /// Where marks without a text may belong; texts come first, so all of the file are among them.
    candidates: Option<Candidates>,
    now: Time,
    joined: Joined,
    /// Articles that the project did not have.
    new: BTreeSet<ArticleId>,
    /// Articles that got something.
    touched: BTreeSet<ArticleId>,
}

impl Joining<'_> {
    /// Adds an article, or marks to one; returns which, and the links that are still to be added.
    fn article(&mut self, found: FoundArticle) -> Option<(ArticleId, Vec<(String, Link)>)> {
        let is_quoted = found.text.is_none();
        let (mut article, places) = self.article_for(&found)?;
        self.present.remember(&article);
        let before = (self.joined.spans, self.joined.aside);
        let is_known = self.project.articles.contains_key(&article.id);
        let is_told_more = is_known && self.tell_more(&mut article, &found);
        // The text for itself, for marks are added to the article meanwhile.
        let text = article.text.clone();
        let mut to = Placing { text: &text, cursor: CharCursor::new(text.as_str()), places, is_quoted, elsewhere: 0 };
        for span in found.spans {
            self.place(&mut article, span, &mut to);
        }
        if to.elsewhere > 0 {
            self.tell(self.called(&found.source.name), Matching::FoundByWords(to.elsewhere));
        }
        let article_id = article.id;
        if !is_known {
            self.by_text.insert(article.text.sha256(), article_id);
            self.new.insert(article_id);
        }
        if !is_known || is_told_more || before != (self.joined.spans, self.joined.aside) {
            self.touch(article);
        }
        Some((article_id, found.links))
    }

    /// The file, and what of it is meant.
    fn called(&self, what: &str) -> String {
        match (self.name.as_str(), what) {
            (name, what) if what.starts_with(name) => what.to_owned(),
            (name, "") => name.to_owned(),
            (name, what) => format!("{name}, {what}"),
        }
    }

    /// Says something that people should know of what stands at a place in the file.
    fn tell(&mut self, place: String, what: impl Into<What>) {
        self.joined.notes.push(Note { place, what: what.into() }.to_string());
    }

    fn skip(&mut self, place: &str, why: Why) {
        self.tell(place.to_owned(), What::Skipped(why));
    }

    /// Adds to an article that the project has what the file knows of it besides; says what has no place any more.
    fn tell_more(&mut self, article: &mut Article, found: &FoundArticle) -> bool {
        let before = article.facts.clone();
        let Facts { outlet, author, published, address, language, .. } = &mut article.facts;
        for (own, more) in [
            (outlet, &found.facts.outlet),
            (author, &found.facts.author),
            (published, &found.facts.published),
            (address, &found.facts.address),
            (language, &found.facts.language),
        ] {
            if own.is_empty() {
                own.clone_from(more);
            }
        }
        for (field, value) in &found.facts.fields {
            article.facts.fields.entry(field.clone()).or_insert_with(|| value.clone());
        }
        let note = &mut article.facts.note;
        if !note.contains(found.facts.note.as_str()) {
            let between = if note.is_empty() { "" } else { "\n" };
            *note = format!("{note}{between}{}", found.facts.note);
        }
        let is_new = |(key, value): &(&String, &String)| article.extra.get(*key) != Some(*value);
        let left: Vec<String> = found.extra.iter().filter(is_new).map(|(key, _)| key.clone()).collect();
        if !left.is_empty() {
            self.tell(self.called(&found.source.name), Matching::NotKept(left));
        }
        article.facts != before
    }

    fn links(&mut self, article_id: ArticleId, links: Vec<(String, Link)>) {
        let Some(mut article) = self.project.article(article_id).filter(|_| !links.is_empty()).cloned() else { return };
        let before = self.joined.links;
        for (place, link) in links {
            self.add_link(&mut article, &place, link);
        }
        if self.joined.links > before {
            self.touch(article);
        }
    }

    fn touch(&mut self, article: Article) {
        self.touched.insert(article.id);
        self.joined.first = self.joined.first.or(Some(article.id));
        self.project.articles.insert(article.id, Arc::new(article));
    }

    /// The article that the marks belong to, the project's own or a new one, and where the file's offsets lie in it.
    fn article_for(&mut self, found: &FoundArticle) -> Option<(Article, BTreeMap<u32, ByteOffset>)> {
        let Some(imported) = &found.text else { return self.quoted_article(found) };
        let (frozen, steps) = FrozenText::import(imported);
        if frozen.as_str().trim().is_empty() {
            self.skip(&found.source.name, Why::NoText);
            return None;
        }
        let places = places_of(imported, found.spans.iter(), self.counting);
        let hash = frozen.sha256();
        if let Some(known) = self.by_text.get(&hash).and_then(|id| self.project.article(*id)) {
            return Some((known.clone(), places));
        }
        let mut source = found.source.clone();
        source.steps.extend(steps.into_iter().map(|step| step.name().to_owned()));
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        let id = ArticleId(hash_id(&["article", &hash]));
        let mut article = Article::new(id, frozen, found.facts.clone(), source, self.now);
        article.extra.clone_from(&found.extra);
        Some((article, places))
    }

    /// The article of the project that marks without a text belong to.
    fn quoted_article(&mut self, found: &FoundArticle) -> Option<(Article, BTreeMap<u32, ByteOffset>)> {
        let FoundArticle { facts, source, spans, .. } = found;
        let candidates = self.candidates.get_or_insert_with(|| Candidates::of(self.project));
        let Some((article, held)) = candidates.article_of(self.project, found) else {
            let names = [&facts.address, &facts.title, &source.name];
            let what = names.into_iter().find(|name| !name.is_empty()).map_or("", String::as_str);
            let has_name = !facts.address.is_empty() || !facts.title.is_empty() || found.is_own_file;
            let what_is_missing = if has_name { Matching::NoSuchArticle } else { Matching::NoArticleWithWords };
            self.tell(self.called(what), what_is_missing(spans.len()));
            return None;
        };
        let article = article.clone();
        if let Some(held) = held {
            self.tell(self.called(""), Matching::ArticleByWords(shortened(called(&article), SHOWN), held, spans.len()));
        }
        let places = places_of(article.text.as_str(), spans.iter(), self.counting);
        Some((article, places))
    }

    /// Adds a mark at its place, or sets it aside.
    fn place(&mut self, article: &mut Article, found: FoundSpan, to: &mut Placing<'_>) {
        if self.present.has_id(article, found.span.id) {
            self.joined.present += 1;
            return;
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
                None => return self.set_aside(article, found, &placed.unwrap_or_default(), to),
            },
        };
        pieces.retain(|piece| !piece.is_empty());
        if pieces.is_empty() {
            self.skip(&found.place, Why::Empty);
            return;
        }
        let mut span = Span { pieces, ..self.completed(found) };
        if self.present.take_same(article, &span).is_some() {
            self.joined.present += 1;
            return;
        }
        span.id = self.present.new_id(article, span.id);
        article.spans.insert(span);
        self.joined.spans += 1;
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

    /// The mark with our ids.
    fn completed(&mut self, found: FoundSpan) -> Span {
        let mut span = found.span;
        if let Some(tag) = self.matched.tags.get(&span.tag) {
            span.tag = tag.clone();
        }
        let (fields, left) = self.matched.span_values(&span.tag, std::mem::take(&mut span.fields));
        span.fields = fields;
        self.put_in_note(&mut span.note, left, &found.place);
        span.by = self.matched.coder(span.by);
        span.changed = span.changed.map(|(when, by)| (when, self.matched.coder(by)));
        span.entity = span.entity.map(|id| self.matched.entity(id));
        span.codebook = self.matched.version;
        if span.made == NO_TIME {
            span.made = self.now;
        }
        span
    }

    fn put_in_note(&mut self, note: &mut String, left: Vec<String>, place: &str) {
        for value in left {
            self.tell(place.to_owned(), Matching::ValueNoted(value.clone()));
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(&value);
        }
    }

    fn add_link(&mut self, article: &mut Article, place: &str, mut link: Link) {
        if let Some(kind) = self.matched.kinds.get(&link.kind) {
            link.kind = kind.clone();
        }
        let (fields, left) = self.matched.link_values(&link.kind, std::mem::take(&mut link.fields));
        link.fields = fields;
        self.put_in_note(&mut link.note, left, place);
        link.by = self.matched.coder(link.by);
        if let LinkEnd::Entity(id) = link.to {
            link.to = LinkEnd::Entity(self.matched.entity(id));
        }
        if link.made == NO_TIME {
            link.made = self.now;
        }
        link.from = self.present.known_as(article, link.from);
        if let LinkEnd::Span(to) = link.to {
            link.to = LinkEnd::Span(self.present.known_as(article, to));
        }
        if self.present.has_link(article, &link) {
            return;
        }
        let is_there = |end: &SpanId| article.span(*end).is_some() || article.quarantined.contains_key(end);
        let ends: BTreeSet<SpanId> = [Some(link.from), link.to.span()].into_iter().flatten().collect();
        if !ends.iter().all(is_there) {
            self.skip(place, Why::MarkMissing);
        } else if article.is_circle(&link) {
            self.skip(place, Why::LinksToItself);
        } else {
            self.present.add_link(link.id);
            article.links.insert(link);
            self.joined.links += 1;
        }
    }
}

/// What messages call an article.
fn called(article: &Article) -> &str {
    if article.facts.title.is_empty() { &article.source.name } else { &article.facts.title }
}

/// The article that marks are being placed in.
struct Placing<'t> {
    text: &'t FrozenText,
    cursor: CharCursor<'t>,
    /// Where the file's offsets lie in the text.
    places: BTreeMap<u32, ByteOffset>,
    /// Whether the file has no text of its own, so that words go before offsets.
    is_quoted: bool,
    /// How many marks were found by their words, away from the offsets that the file states.
    elsewhere: usize,
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
const SHOWN: usize = 60;
const KEPT: usize = 500;
