//! Which article of the project an article of a file is. Its text alone does not say: a wire story stands in three outlets,
//! two people answer alike. Its id, its address and the file that it comes from do; facts that differ tell articles apart.

use std::collections::{BTreeSet, HashMap};

use super::{
    address::canonical,
    found::FoundArticle,
    names::{names_of, stems_of},
};
use crate::{
    import::hash::hash_id,
    model::{Article, ArticleId, Project, guid},
};

/// Articles by their texts, and which of them articles of the file were taken for.
#[derive(Default)]
pub(super) struct Texts {
    by_text: HashMap<[u8; 32], Vec<ArticleId>>,
    /// By what the file calls each.
    taken: HashMap<ArticleId, String>,
}

/// What an article of a file is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// No article of the project has its text.
    New,
    /// This one.
    Known(ArticleId),
    /// This one by its text, and nothing else says so.
    Likely(ArticleId, Vec<ArticleId>),
    /// None of these, which have its text.
    Another(Vec<ArticleId>),
}

impl Texts {
    /// All texts of a project; of articles with one text, those that lists show come first and in their order.
    pub(super) fn of(project: &Project) -> Self {
        let mut texts = Self::default();
        let listed = project.listed_articles();
        let shown: BTreeSet<ArticleId> = listed.iter().map(|article| article.id).collect();
        let others = project.articles.values().map(AsRef::as_ref).filter(|article| !shown.contains(&article.id));
        listed.into_iter().chain(others).for_each(|article| texts.add(article));
        texts
    }

    /// Remembers an article.
    pub(super) fn add(&mut self, article: &Article) {
        self.by_text.entry(article.text.sha256()).or_default().push(article.id);
    }

    /// Takes an article of the project for one of the file, and for no other.
    pub(super) fn take(&mut self, id: ArticleId, found: &FoundArticle) {
        self.taken.insert(id, key_of(found).to_owned());
    }

    /// What an article of a file is whose text has this hash.
    pub(super) fn verdict(&self, project: &Project, found: &FoundArticle, hash: &[u8; 32]) -> Verdict {
        let equal: Vec<&Article> =
            self.by_text.get(hash).into_iter().flatten().filter_map(|id| project.article(*id)).collect();
        let is_free = |article: &&&Article| self.taken.get(&article.id).is_none_or(|key| key == key_of(found));
        let stated = |article: &&&Article| is_own_id(article.id, found);
        if let Some(own) = equal.iter().find(stated) {
            return Verdict::Known(own.id);
        }
        let ids = || equal.iter().map(|article| article.id).collect();
        let fits = equal.iter().filter(is_free).filter_map(|article| Some((likeness(article, found)?, *article)));
        // The first of those that are alike.
        let best = fits.reduce(|best, next| if next.0 > best.0 { next } else { best });
        match best {
            Some((Likeness::Text, article)) if found.is_own_file => Verdict::Likely(article.id, ids()),
            Some((_, article)) => Verdict::Known(article.id),
            None if equal.is_empty() => Verdict::New,
            None => Verdict::Another(ids()),
        }
    }
}

/// What tells an article from others of its file.
fn key_of(found: &FoundArticle) -> &str {
    found.stated_id.as_deref().unwrap_or(&found.source.name)
}

/// Whether a file calls an article by the id that it has here, or by the GUID that it is exported with.
pub(super) fn is_own_id(id: ArticleId, found: &FoundArticle) -> bool {
    let Some(stated) = &found.stated_id else { return false };
    let bare = stated.strip_prefix("urn:sayso:article:").unwrap_or(stated);
    id.to_string() == bare || guid("article", &id).eq_ignore_ascii_case(bare)
}

/// What says that two articles of one text are one, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Text,
    Name,
    File,
    Address,
    FileAndAddress,
}

/// What says that an article is one of a file with the same text; `None` where something says that it is not.
fn likeness(article: &Article, found: &FoundArticle) -> Option<Likeness> {
    let (own, theirs) = (&article.facts, &found.facts);
    let differ = |own: &str, theirs: &str| !own.is_empty() && !theirs.is_empty() && own != theirs;
    let (here, there) = (&article.source, &found.source);
    let is_same_file = !there.sha256.is_empty() && (&here.sha256, &here.name) == (&there.sha256, &there.name);
    let [own_address, address] = [&own.address, &theirs.address].map(|address| canonical(address));
    let is_same_address = own_address == address && !address.is_empty();
    match (is_same_file, is_same_address) {
        (true, true) => return Some(Likeness::FileAndAddress),
        (false, true) => return Some(Likeness::Address),
        // Its facts may have been corrected since.
        (true, false) => return Some(Likeness::File),
        (false, false) if differ(&own_address, &address) => return None,
        (false, false) => {}
    }
    let pairs = [(&own.outlet, &theirs.outlet), (&own.author, &theirs.author), (&own.published, &theirs.published)];
    if pairs.iter().any(|(own, theirs)| differ(own.trim(), theirs.trim())) {
        return None;
    }
    let known: BTreeSet<String> = names_of(article).collect();
    if found.is_own_file && known.iter().any(|name| stems_of(&there.name).any(|stem| stem == *name)) {
        return Some(Likeness::Name);
    }
    // Two files of texts beside each other are two articles; but what was added here may be called anything elsewhere.
    (!found.is_own_file || here.format != there.format).then_some(Likeness::Text)
}

/// The id for a new article: the same whenever the file is read again, and for no other article.
pub(super) fn new_id(project: &Project, found: &FoundArticle, hash: &[u8; 32]) -> ArticleId {
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let address = canonical(&found.facts.address);
    let parts = ["article", &hash, &found.source.format, &found.source.name, key_of(found), &address];
    let again = |number: u32| {
        let number = number.to_string();
        ArticleId(hash_id(&[&parts[..], &[number.as_str()]].concat()))
    };
    let first = ArticleId(hash_id(&parts));
    let numbered = (1..u32::MAX).map(again);
    std::iter::once(first).chain(numbered).find(|id| !project.articles.contains_key(id)).unwrap_or(first)
}
