//! Everything in one project file.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
    sync::Arc,
};

use super::{
    Absence, Article, ArticleId, Codebook, Coder, CoderId, Conflict, Decision, DecisionId, Dismissed, Entity, EntityId,
    Extra, Figure, FigureId, NotMentioned, ProjectId, Reviewed, Span, SpanId, Status, TagId, Team,
};

/// A record of the file that doesn't fit into the project: a second one with the same id, or one whose article does not
/// exist. It is reported, and written back as it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unplaced {
    /// The list it stands in (`spans`).
    pub section: &'static str,
    /// The record as the file writes it.
    pub record: String,
}

/// Everything in one `.sayso` file. Cheap to clone: a clone shares the articles and entities until one changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Identity; survives renaming and copying.
    pub id: ProjectId,
    /// The name shown; [`UNTITLED`] until somebody gives it one.
    pub title: String,
    /// A remark of the analyst.
    pub note: String,
    /// Tags, link kinds, rules.
    pub codebook: Codebook,
    /// Who marked.
    pub coders: BTreeMap<CoderId, Coder>,
    /// Whom and what the marks mention.
    pub entities: BTreeMap<EntityId, Arc<Entity>>,
    /// The articles with their marks.
    pub articles: BTreeMap<ArticleId, Arc<Article>>,
    /// How far each coder is; absent means new.
    pub progress: BTreeMap<(ArticleId, CoderId), Status>,
    /// Places that somebody dismissed.
    pub dismissed: BTreeSet<Dismissed>,
    /// What people decided about marks that differ.
    pub decisions: BTreeMap<DecisionId, Decision>,
    /// Which marks were reviewed, by whom.
    pub reviewed: BTreeSet<Reviewed>,
    /// Which claims an article does not mention.
    pub not_mentioned: BTreeMap<Absence, NotMentioned>,
    /// Saved figures.
    pub figures: BTreeMap<FigureId, Figure>,
    /// How several people share the project.
    pub team: Team,
    /// What a merge left to decide.
    pub conflicts: BTreeSet<Conflict>,
    /// Records of the file that don't fit; written back as they were.
    pub unplaced: Vec<Unplaced>,
    /// The last saves of this project, newest last: how e-mailed copies find their common ancestor.
    pub ancestors: Vec<String>,
    /// What other programs' formats hold about this project, kept verbatim.
    pub extra: Extra,
}

/// The title of a project that nobody has given one.
pub const UNTITLED: &str = "Untitled project";

impl Project {
    /// A project with a codebook and nothing else.
    pub fn new(id: ProjectId, title: &str, codebook: Codebook) -> Self {
        Self {
            id,
            title: title.to_owned(),
            note: String::new(),
            codebook,
            coders: BTreeMap::new(),
            entities: BTreeMap::new(),
            articles: BTreeMap::new(),
            progress: BTreeMap::new(),
            dismissed: BTreeSet::new(),
            decisions: BTreeMap::new(),
            reviewed: BTreeSet::new(),
            not_mentioned: BTreeMap::new(),
            figures: BTreeMap::new(),
            team: Team::default(),
            conflicts: BTreeSet::new(),
            unplaced: Vec::new(),
            ancestors: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// Whether nobody has given it a title.
    pub fn is_untitled(&self) -> bool {
        self.title.trim().is_empty() || self.title == UNTITLED
    }

    /// The same project as it lies in a file: the name of that is its title where nobody has given it one.
    pub fn in_file(&self, path: &Path) -> Self {
        let mut named = self.clone();
        if let Some(stem) = path.file_stem().filter(|_| self.is_untitled()) {
            named.title = stem.to_string_lossy().into_owned();
        }
        named
    }

    /// The saves of a copy that this one does not contain. Once it does, what the copy makes of them later can be told from
    /// what it began with.
    pub fn saves_lacking(&self, copy: &Self) -> Vec<String> {
        copy.ancestors.iter().filter(|save| !self.ancestors.contains(save)).cloned().collect()
    }

    /// The article with this id.
    pub fn article(&self, article_id: ArticleId) -> Option<&Article> {
        self.articles.get(&article_id).map(AsRef::as_ref)
    }

    /// A span of an article.
    pub fn span(&self, article_id: ArticleId, span_id: SpanId) -> Option<&Span> {
        self.article(article_id)?.span(span_id)
    }

    /// The newer version of this article, if there is one.
    pub fn later_version(&self, article_id: ArticleId) -> Option<ArticleId> {
        self.articles.values().find(|article| article.replaces == Some(article_id)).map(|article| article.id)
    }

    /// The first version of an article; the article itself if it replaces none. `known` are those found before.
    fn first_version<'p>(&'p self, article: &'p Article, known: &mut HashMap<ArticleId, &'p Article>) -> &'p Article {
        let (mut first, mut later) = (article, Vec::new());
        while let Some(earlier) = first.replaces.and_then(|id| self.article(id)) {
            if let Some(known) = known.get(&first.id) {
                first = known;
                break;
            }
            // A damaged file may hold versions in a circle: then it is known when it comes again.
            known.insert(first.id, first);
            later.push(first.id);
            first = earlier;
        }
        known.extend(later.into_iter().map(|id| (id, first)));
        first
    }

    /// The articles that lists show: those that no other article replaces. In the order they joined; a new version stands
    /// where its first one did.
    pub fn listed_articles(&self) -> Vec<&Article> {
        let replaced: BTreeSet<ArticleId> = self.articles.values().filter_map(|article| article.replaces).collect();
        let mut listed: Vec<&Article> =
            self.articles.values().map(AsRef::as_ref).filter(|article| !replaced.contains(&article.id)).collect();
        let mut known = HashMap::new();
        listed.sort_by_cached_key(|article| {
            let first = self.first_version(article, &mut known);
            (first.added, first.source.name.as_str(), first.id)
        });
        listed
    }

    /// How far a coder is with an article.
    pub fn status(&self, article_id: ArticleId, coder: CoderId) -> Status {
        self.progress.get(&(article_id, coder)).copied().unwrap_or_default()
    }

    /// How many spans carry the tag, in all articles; those of a coder that are the same count once.
    pub fn count(&self, tag_id: &TagId) -> usize {
        self.articles.values().map(|article| article.spans.count(tag_id)).sum()
    }

    /// Number of spans in all articles, each record of the file.
    pub fn span_count(&self) -> usize {
        self.articles.values().map(|article| article.spans.len()).sum()
    }

    /// The name of a coder, or the id where the project does not know one.
    pub fn coder_name(&self, coder: CoderId) -> String {
        self.coders.get(&coder).map_or_else(|| coder.to_string(), |coder| coder.name.clone())
    }
}
