//! Articles that the project may have already: the same file again, an equal or nearly equal text, the same address. What
//! is known to be the same is left out; what may be is told, by row, with what becomes of it.

use std::collections::{BTreeMap, BTreeSet};

use super::words;
use crate::{
    app::desk::{
        jobs::Progress,
        prompt::import_plan::{Alike, Decisions, Lookalike, RowOf},
        words::quoted,
    },
    import::{
        Imported,
        annotations::{Decision, Duplicates, Found, canonical, hash_id},
    },
    model::{Article, ArticleId, Facts, Project, Source},
    suggest::Texts,
    text::FrozenText,
};

/// Articles to be added, told apart from those that the project has.
#[derive(Default)]
pub(super) struct Sorted {
    /// Those that are added, with their ids.
    pub add: Vec<(ArticleId, Imported)>,
    /// Articles of the project that get facts which they lack.
    pub fill: Vec<(ArticleId, Facts)>,
    /// Which are in the project already, and are not added again, in sentences.
    pub known: Vec<String>,
    /// Those that may be others.
    pub rows: Vec<Lookalike>,
}

/// Sorts articles to be added; `decisions` are what somebody decided about rows, `policy` what becomes of all others.
/// `None` when somebody stopped it.
pub(super) fn sorted(
    project: &Project,
    imported: Vec<Imported>,
    decisions: &Decisions,
    policy: Option<Duplicates>,
    progress: &Progress,
) -> Option<Sorted> {
    let all = imported.len();
    progress.set_total(1);
    let mut known = Known::of(project);
    let mut sorted = Sorted::default();
    for (place, article) in imported.into_iter().enumerate() {
        if !progress.goes_on_at(place as f32 / all as f32) {
            return None;
        }
        if let Some(same) = known.take_same(project, &article) {
            sorted.known.push(words::already_here(&article.source.name, &same.facts.title));
            continue;
        }
        let id = known.new_id(project, place, &article);
        let Some((why, others)) = known.alike(&article) else {
            known.add(id, &article);
            sorted.add.push((id, article));
            continue;
        };
        let chosen = policy.and_then(|policy| decided(policy, &others));
        let done = decisions.get(&RowOf::Plain(place)).copied().or(chosen).unwrap_or(Decision::Add);
        let called = told_apart((&article.facts, &article.source), &known, &others);
        sorted.rows.push(Lookalike { of: RowOf::Plain(place), called, why, others: known.named(&others), done });
        match done {
            Decision::Skip => {}
            Decision::Same(other) => match sorted.add.iter_mut().find(|(id, _)| *id == other) {
                Some((_, coming)) => {
                    fill(&mut coming.facts, &article.facts);
                }
                None => sorted.fill.push((other, article.facts)),
            },
            Decision::Add => {
                known.add(id, &article);
                sorted.add.push((id, article));
            }
        }
    }
    Some(sorted)
}

/// What a rule for all says of one.
fn decided(policy: Duplicates, others: &[ArticleId]) -> Option<Decision> {
    match policy {
        Duplicates::Add => Some(Decision::Add),
        Duplicates::Skip => Some(Decision::Skip),
        Duplicates::Same => others.first().copied().map(Decision::Same),
    }
}

/// Says what becomes of articles with marks whose texts are nearly those of articles of the project, and puts down what was
/// decided about any of them.
pub(super) fn near_with_marks(
    project: &Project,
    found: &mut [(String, Found)],
    decisions: &Decisions,
    policy: Option<Duplicates>,
) -> Vec<Lookalike> {
    let mut rows = Vec::new();
    if found.is_empty() {
        return rows;
    }
    let known = Known::of(project);
    for (file, (_, found)) in found.iter_mut().enumerate() {
        for (at, article) in found.articles.iter_mut().enumerate() {
            let of = RowOf::Found(file, at);
            article.decision = decisions.get(&of).copied();
            let Some(text) = article.text.as_deref().filter(|_| !known.articles.is_empty()) else { continue };
            let (text, _) = FrozenText::import(text);
            if known.by_text.contains_key(&text.sha256()) {
                continue;
            }
            let Some((why, others)) = known.near(&text, &article.facts) else { continue };
            let done = article.decision.or_else(|| decided(policy?, &others)).unwrap_or(Decision::Add);
            article.decision = Some(done);
            let called = told_apart((&article.facts, &article.source), &known, &others);
            rows.push(Lookalike { of, called, why, others: known.named(&others), done });
        }
    }
    rows
}

/// How many articles of equal text one is compared with: a table may hold thousands of the same answer.
const MOST_ALIKE: usize = 20;

/// The articles of the project, and those that come.
struct Known {
    articles: BTreeMap<ArticleId, (Facts, Source)>,
    by_text: BTreeMap<[u8; 32], Vec<ArticleId>>,
    by_address: BTreeMap<String, ArticleId>,
    near: Texts<ArticleId>,
    /// Articles of the project that one of those that come is.
    taken: BTreeSet<ArticleId>,
}

impl Known {
    fn of(project: &Project) -> Self {
        let mut known = Self {
            articles: BTreeMap::new(),
            by_text: BTreeMap::new(),
            by_address: BTreeMap::new(),
            near: Texts::default(),
            taken: BTreeSet::new(),
        };
        for Article { id, text, facts, source, .. } in project.listed_articles() {
            known.add_text(*id, text, facts, source);
        }
        // Earlier versions are not listed, but their texts are known.
        for article in project.articles.values() {
            let equal = known.by_text.entry(article.text.sha256()).or_default();
            if !equal.contains(&article.id) {
                equal.push(article.id);
                known.articles.insert(article.id, (article.facts.clone(), article.source.clone()));
            }
        }
        known
    }

    fn add(&mut self, id: ArticleId, article: &Imported) {
        self.add_text(id, &article.text, &article.facts, &article.source);
    }

    fn add_text(&mut self, id: ArticleId, text: &FrozenText, facts: &Facts, source: &Source) {
        let equal = self.by_text.entry(text.sha256()).or_default();
        if equal.len() < MOST_ALIKE {
            equal.push(id);
        }
        self.near.add(id, text);
        let address = canonical(&facts.address);
        if !address.is_empty() {
            self.by_address.entry(address).or_insert(id);
        }
        self.articles.insert(id, (facts.clone(), source.clone()));
    }

    /// The article of the project that an article is: it has the same text, and comes from the same file or address. It is
    /// taken for no other: a table may have two rows that say the same.
    fn take_same<'p>(&mut self, project: &'p Project, article: &Imported) -> Option<&'p Article> {
        let Imported { text, facts, source, .. } = article;
        let address = canonical(&facts.address);
        let is_same = |other: &&Article| {
            let is_address = !address.is_empty() && canonical(&other.facts.address) == address;
            let is_elsewhere = !address.is_empty() && !other.facts.address.is_empty() && !is_address;
            let file = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
            let is_file = source.sha256 == other.source.sha256
                && file(&source.name) == file(&other.source.name)
                && is_file(&source.name);
            !self.taken.contains(&other.id) && (is_address || is_file && !is_elsewhere)
        };
        let equal = self.by_text.get(&text.sha256())?.iter().filter_map(|id| project.article(*id));
        let same = equal.filter(is_same).max_by_key(|other| other.facts == *facts)?;
        self.taken.insert(same.id);
        Some(same)
    }

    /// The articles that an article may be, and why.
    fn alike(&self, article: &Imported) -> Option<(Alike, Vec<ArticleId>)> {
        if let Some(equal) = self.by_text.get(&article.text.sha256()) {
            return Some((Alike::EqualText, equal.clone()));
        }
        self.near(&article.text, &article.facts)
    }

    /// The article whose text is nearly the same, or else that of the same address.
    fn near(&self, text: &FrozenText, facts: &Facts) -> Option<(Alike, Vec<ArticleId>)> {
        if let Some((other, share)) = self.near.nearest(text) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most 99")]
            let percent = (share * 100.0).round().clamp(0.0, 99.0) as u8;
            return Some((Alike::Nearly(percent), vec![*other]));
        }
        let other = self.by_address.get(&canonical(&facts.address))?;
        Some((Alike::SameAddress, vec![*other]))
    }

    /// The id for an article that comes: the same whenever the file is read again, and for no other article. It begins with
    /// the article's place, for articles added at once from a file of one name are listed in the order of their ids.
    fn new_id(&self, project: &Project, place: usize, article: &Imported) -> ArticleId {
        let Imported { text, facts, source, .. } = article;
        let hash: String = text.sha256().iter().map(|byte| format!("{byte:02x}")).collect();
        let (counted, now) = (place.to_string(), project.articles.len().to_string());
        let parts = ["plain article", &hash, &source.name, &source.sha256, &facts.address, &counted, &now];
        let again = |number: usize| {
            let id = hash_id(&[&parts[..], &[number.to_string().as_str()]].concat());
            ArticleId(id.numbered(place))
        };
        let is_free = |id: &ArticleId| !project.articles.contains_key(id) && !self.articles.contains_key(id);
        (0..=self.articles.len() + project.articles.len()).map(again).find(is_free).unwrap_or_else(|| again(0))
    }

    /// Articles with what tells them from others.
    fn named(&self, ids: &[ArticleId]) -> Vec<(ArticleId, String)> {
        let name = |id: &ArticleId| {
            let (facts, source) = self.articles.get(id)?;
            let title = if facts.title.is_empty() { &source.name } else { &facts.title };
            let more = [&facts.outlet, &source.name].into_iter().find(|more| !more.is_empty() && *more != title);
            Some((*id, more.map_or_else(|| quoted(title), |more| words::title_with(title, more))))
        };
        ids.iter().filter_map(name).collect()
    }
}

/// Whether a source is a file, and not what was pasted.
fn is_file(name: &str) -> bool {
    !matches!(name, "" | "pasted")
}

/// Fills in the facts that an article lacks and another states; returns whether there were any.
pub(super) fn fill(own: &mut Facts, more: &Facts) -> bool {
    let before = own.clone();
    own.fill_from(more);
    if own.note.is_empty() {
        own.note.clone_from(&more.note);
    }
    *own != before
}

/// The title of an article, with the name of its file where the title does not tell it from the others.
fn told_apart((facts, source): (&Facts, &Source), known: &Known, others: &[ArticleId]) -> String {
    let other = others.first().and_then(|id| known.articles.get(id));
    let is_same = other.is_some_and(|(other, _)| other.title == facts.title);
    match facts.title.as_str() {
        "" => quoted(&source.name),
        title if is_same => words::title_of_file(title, &source.name),
        title => quoted(title),
    }
}
