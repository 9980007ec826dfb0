//! What a file holds, joined with a project: its words for tags, people and fields are matched with ours by id or name,
//! its articles with those of the same text, its marks are placed. What does not fit is kept aside or told.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Found, FoundArticle, FoundSpan, NO_TIME,
    fit::{are_words, counting_of, pieces_of, places_of},
    hash_id,
    ours::Ours,
};
use crate::{
    model::{Article, ArticleId, Coder, Facts, Link, LinkEnd, Misfit, Project, Quarantined, Span, SpanId, Time},
    text::{ByteOffset, ByteRange, CharCursor, CharOffset, CharRange, Counting, ExactQuery, FrozenText, plural},
};

/// What whoever imports decides.
#[derive(Clone, Debug)]
pub struct Choices {
    /// Who made the marks whose file does not say.
    pub coder: Coder,
    /// When they were made, where the file does not say; also when the articles join.
    pub now: Time,
    /// How offsets are counted; found out when `None`.
    pub counting: Option<Counting>,
}

/// What came of joining a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// Articles that the project did not have.
    pub articles: usize,
    /// Articles of the project that got marks.
    pub known_articles: usize,
    /// Marks added.
    pub spans: usize,
    /// Links added.
    pub links: usize,
    /// Marks that were there already, from an earlier import of the file.
    pub present: usize,
    /// Marks kept aside, for their place does not hold their words.
    pub aside: usize,
    /// Names of tags that the codebook did not have.
    pub new_tags: Vec<String>,
    /// What should be known: how offsets were counted, what was left out and why.
    pub notes: Vec<String>,
    /// The first article that got something.
    pub first: Option<ArticleId>,
}

impl Joined {
    /// Together with what came of another file.
    pub fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.known_articles += other.known_articles;
        self.spans += other.spans;
        self.links += other.links;
        self.present += other.present;
        self.aside += other.aside;
        self.new_tags.extend(other.new_tags);
        self.notes.extend(other.notes);
        self.first = self.first.or(other.first);
    }
}

/// Adds what a file holds to a project.
pub fn join(project: &mut Project, mut found: Found, choices: &Choices) -> Joined {
    found.complete();
    // Marks without a text may belong to one that comes with them.
    found.articles.sort_by_key(|article| article.text.is_none());
    let mut joined = Joined { notes: found.problems.clone(), ..Joined::default() };
    let (counting, said) = match choices.counting {
        Some(chosen) => (chosen, None),
        None => counting_of(&found),
    };
    let name = std::mem::take(&mut found.name);
    joined.notes.extend(said.map(|said| if name.is_empty() { said } else { format!("{name}: {said}") }));
    let ours = Ours::of(project, &found, choices, &mut joined);
    let by_text = project.articles.values().map(|article| (article.text.sha256(), article.id)).collect();
    let (new, touched) = (BTreeSet::new(), BTreeSet::new());
    let mut joining = Joining { name, project, by_text, counting, ours, now: choices.now, joined, new, touched };
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
    /// The file, as it is called in what is told of it.
    name: String,
    project: &'p mut Project,
    /// The project's articles by the hash of their texts.
    by_text: BTreeMap<[u8; 32], ArticleId>,
    counting: Counting,
    ours: Ours,
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
        let (mut article, places) = self.home(&found)?;
        let before = (self.joined.spans, self.joined.aside);
        for span in found.spans {
            self.place(&mut article, span, &places, is_quoted);
        }
        let article_id = article.id;
        if !self.project.articles.contains_key(&article_id) {
            self.by_text.insert(article.text.sha256(), article_id);
            self.new.insert(article_id);
            self.touch(article);
        } else if before != (self.joined.spans, self.joined.aside) {
            self.touch(article);
        }
        Some((article_id, found.links))
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
    fn home(&mut self, found: &FoundArticle) -> Option<(Article, BTreeMap<u32, ByteOffset>)> {
        let Some(imported) = &found.text else {
            let home = home_of(self.project, &found.facts, &found.spans).cloned();
            if home.is_none() {
                let FoundArticle { facts, source, spans, .. } = found;
                let names = [&facts.address, &facts.title, &source.name];
                let what = names.into_iter().find(|name| !name.is_empty()).map_or("", String::as_str);
                let file = if what.starts_with(&self.name) { String::new() } else { format!("{}, ", self.name) };
                self.joined.notes.push(format!(
                    "{file}{what}: the project has no such article, and none that holds the words of {}; import the \
                     article first.",
                    plural(spans.len(), "mark")
                ));
            }
            return home.map(|home| {
                let places = places_of(home.text.as_str(), &found.spans, self.counting);
                (home, places)
            });
        };
        let (frozen, steps) = FrozenText::import(imported);
        if frozen.as_str().trim().is_empty() {
            self.joined.notes.push(format!("{}: the article has no text; it was left out.", found.source.name));
            return None;
        }
        let places = places_of(imported, &found.spans, self.counting);
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

    /// Adds a mark at its place, or keeps it aside.
    fn place(&mut self, article: &mut Article, found: FoundSpan, places: &BTreeMap<u32, ByteOffset>, is_quoted: bool) {
        if article.span(found.span.id).is_some() || article.quarantined.contains_key(&found.span.id) {
            self.joined.present += 1;
            return;
        }
        let placed = pieces_of(&found, places).filter(|pieces| !pieces.is_empty());
        let text = article.text.as_str();
        let fits = |pieces: &[ByteRange]| found.words.as_ref().is_none_or(|words| are_words(words, pieces, text));
        let mut pieces = match placed {
            Some(pieces) if fits(&pieces) => pieces,
            placed => match quoted_place(&article.text, &found, places).filter(|_| is_quoted) {
                Some(pieces) => pieces,
                None => return self.keep_aside(article, found, &placed.unwrap_or_default()),
            },
        };
        pieces.retain(|piece| !piece.is_empty());
        if pieces.is_empty() {
            self.joined.notes.push(format!("{}: its place is empty; it was left out.", found.place));
            return;
        }
        let span = Span { pieces, ..self.completed(found) };
        article.spans.insert(span);
        self.joined.spans += 1;
    }

    /// Keeps a mark whose place is not in the text, or holds other words, where the analyst can place it.
    fn keep_aside(&mut self, article: &mut Article, found: FoundSpan, pieces: &[ByteRange]) {
        let words = found.words.clone().unwrap_or_default();
        let (at, misfit) = if pieces.is_empty() {
            self.joined.notes.push(format!("{}: its place lies outside the text; it is kept aside.", found.place));
            let range = |(start, end): &(u32, u32)| CharRange { start: CharOffset(*start), end: CharOffset(*end) };
            (found.at.iter().map(range).collect(), Misfit::BadPlace)
        } else {
            let held = pieces.iter().map(|piece| article.words(*piece)).collect::<Vec<_>>().join(" … ");
            self.joined.notes.push(format!(
                "{}: it should mark “{}”, but its place holds “{}”; it is kept aside.",
                found.place,
                shortened(&words),
                shortened(&held)
            ));
            let mut cursor = CharCursor::new(article.text.as_str());
            let at = pieces.iter().filter_map(|piece| cursor.char_range(*piece)).collect();
            (at, Misfit::OtherWords { found: held })
        };
        let kept = Quarantined { at, words: vec![words], misfit, span: self.completed(found) };
        article.quarantined.insert(kept.span.id, kept);
        self.joined.aside += 1;
    }

    /// The mark with our ids.
    fn completed(&mut self, found: FoundSpan) -> Span {
        let mut span = found.span;
        if let Some(tag) = self.ours.tags.get(&span.tag) {
            span.tag = tag.clone();
        }
        let (fields, left) = self.ours.span_values(&span.tag, std::mem::take(&mut span.fields));
        span.fields = fields;
        self.put_in_note(&mut span.note, left, &found.place);
        span.by = self.ours.coder(span.by);
        span.changed = span.changed.map(|(when, by)| (when, self.ours.coder(by)));
        span.entity = span.entity.map(|id| self.ours.entity(id));
        span.codebook = self.ours.version;
        if span.made == NO_TIME {
            span.made = self.now;
        }
        span
    }

    fn put_in_note(&mut self, note: &mut String, left: Vec<String>, place: &str) {
        for value in left {
            let told = format!("{place}: “{value}” is not what this field asks for; it was put in the note.");
            self.joined.notes.push(told);
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(&value);
        }
    }

    fn add_link(&mut self, article: &mut Article, place: &str, mut link: Link) {
        if let Some(kind) = self.ours.kinds.get(&link.kind) {
            link.kind = kind.clone();
        }
        let (fields, left) = self.ours.link_values(&link.kind, std::mem::take(&mut link.fields));
        link.fields = fields;
        self.put_in_note(&mut link.note, left, place);
        link.by = self.ours.coder(link.by);
        if let LinkEnd::Entity(id) = link.to {
            link.to = LinkEnd::Entity(self.ours.entity(id));
        }
        if link.made == NO_TIME {
            link.made = self.now;
        }
        if article.links.get(link.id).is_some() {
            return;
        }
        let is_there = |end: &SpanId| article.span(*end).is_some() || article.quarantined.contains_key(end);
        let ends: BTreeSet<SpanId> = [Some(link.from), link.to.span()].into_iter().flatten().collect();
        if !ends.iter().all(is_there) {
            self.joined.notes.push(format!("{place}: a mark that it links is not there; the link was left out."));
        } else if article.is_circle(&link) {
            self.joined.notes.push(format!("{place}: it links a mark to itself; the link was left out."));
        } else {
            article.links.insert(link);
            self.joined.links += 1;
        }
    }
}

/// The article of the project that marks without a text belong to: that of their address or title, else the one that
/// holds the words of most of them, and of at least half.
fn home_of<'p>(project: &'p Project, facts: &Facts, spans: &[FoundSpan]) -> Option<&'p Article> {
    let listed = project.listed_articles();
    let is_named = |article: &Article| {
        let file = article.source.name.rsplit('/').next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        [article.facts.title.as_str(), &article.source.name, file, stem].contains(&facts.title.as_str())
    };
    let mut same = listed.iter().filter(|article| !facts.address.is_empty() && article.facts.address == facts.address);
    let mut named = listed.iter().filter(|article| !facts.title.is_empty() && is_named(article));
    if let Some(home) = same.next().or_else(|| named.next().filter(|_| named.next().is_none())) {
        return Some(home);
    }
    let words: Vec<&str> = spans.iter().filter_map(|span| span.words.as_deref()).collect();
    let held = |article: &Article| words.iter().filter(|words| article.text.as_str().contains(words.trim())).count();
    let (most, home) = listed.iter().map(|article| (held(article), *article)).max_by_key(|(held, _)| *held)?;
    (most > 0 && most * 2 >= spans.len()).then_some(home)
}

/// Where the words of a mark stand that belongs to another rendering of the article: the place whose neighbours are most
/// like those that the file states, then the nearest to its offsets.
fn quoted_place(text: &FrozenText, found: &FoundSpan, places: &BTreeMap<u32, ByteOffset>) -> Option<Vec<ByteRange>> {
    let words = found.words.as_deref().map(str::trim).filter(|words| !words.is_empty())?;
    let stated = found.at.first().and_then(|(start, _)| places.get(start)).copied().unwrap_or_default();
    let likeness = |at: ByteRange| {
        let before = text.as_str().get(..at.start.index()).unwrap_or_default();
        let after = text.as_str().get(at.end.index()..).unwrap_or_default();
        let bare = |c: &char| !c.is_whitespace();
        let same = |ours: &mut dyn Iterator<Item = char>, theirs: &mut dyn Iterator<Item = char>| {
            ours.filter(bare).zip(theirs.filter(bare)).take_while(|(a, b)| a == b).count()
        };
        same(&mut before.chars().rev(), &mut found.before.chars().rev())
            + same(&mut after.chars(), &mut found.after.chars())
    };
    let best = ExactQuery::new(words)
        .find_in(text)
        .max_by_key(|at| (likeness(*at), std::cmp::Reverse(at.start.0.abs_diff(stated.0))))?;
    Some(vec![best])
}

/// The beginning of long words.
fn shortened(words: &str) -> String {
    const SHOWN: usize = 60;
    match words.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}…", words.get(..cut).unwrap_or_default()),
        None => words.to_owned(),
    }
}
