//! Checks what must hold in every project, and reports what does not.

use std::{
    collections::{BTreeSet, HashMap, HashSet, hash_map::Entry},
    fmt,
};

use super::{
    Article, ArticleId, CoderId, DecisionId, EntityId, FieldId, FieldValue, FigureId, LinkEnd, LinkId, LinkKindId,
    Misfit, Project, SpanId, Tag, TagId, loops::on_loops,
};

/// A record that a problem is about, by its id in the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the model's types of the same names")]
pub enum Subject {
    Article(ArticleId),
    Span(SpanId),
    Link(LinkId),
    Entity(EntityId),
    Tag(TagId),
    LinkKind(LinkKindId),
    Coder(CoderId),
    Decision(DecisionId),
    Figure(FigureId),
    Progress,
    Dismissed,
    ArticleField(FieldId),
    Structure,
    Assignment,
    Reviewed,
    NotMentioned,
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article(id) => write!(f, "article {id}"),
            Self::Span(id) => write!(f, "mark {id}"),
            Self::Link(id) => write!(f, "link {id}"),
            Self::Entity(id) => write!(f, "name {id}"),
            Self::Tag(id) => write!(f, "tag “{id}”"),
            Self::LinkKind(id) => write!(f, "kind of link “{id}”"),
            Self::Coder(id) => write!(f, "coder {id}"),
            Self::Progress => f.write_str("a coder's progress"),
            Self::Dismissed => f.write_str("a dismissed place"),
            Self::Decision(id) => write!(f, "decision {id}"),
            Self::Figure(id) => write!(f, "figure {id}"),
            Self::ArticleField(id) => write!(f, "article field “{id}”"),
            Self::Structure => f.write_str("the structure of a text"),
            Self::Assignment => f.write_str("an assignment"),
            Self::Reviewed => f.write_str("a review"),
            Self::NotMentioned => f.write_str("a claim that is not mentioned"),
        }
    }
}

/// Something wrong in a project that could still be read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Problem {
    /// A mark does not match the text; it was set aside.
    Quarantined {
        /// The article's title.
        article: String,
        /// The mark.
        span_id: SpanId,
        /// The words it states.
        words: String,
        /// Why it does not fit.
        misfit: Misfit,
    },
    /// The text's hash is not the one that the file states.
    OtherText {
        /// The article's title.
        article: String,
        /// The article.
        article_id: ArticleId,
    },
    /// A record points to one that does not exist.
    Dangling {
        /// What points to it.
        what: Subject,
        /// What is missing.
        missing: Subject,
    },
    /// Two tags share a key.
    KeyClash {
        /// The key.
        key: String,
        /// One tag's name.
        one: String,
        /// The other's name.
        other: String,
    },
    /// A tag is under itself.
    TagLoop(TagId),
    /// A link leads from a mark to itself, directly or through others.
    LinkLoop(LinkId),
    /// A merge left something to decide.
    OpenConflict(String),
    /// Two records of the file have the same id; the second is not shown.
    DuplicateId {
        /// The record.
        what: Subject,
        /// The line of the second record, from 1.
        line: usize,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quarantined { article, span_id, words, misfit: Misfit::BadPlace } => {
                write!(f, "{article}: mark {span_id} (“{words}”) is outside the text; it was set aside")
            }
            Self::Quarantined { article, span_id, words, misfit: Misfit::OtherWords { found } } => {
                write!(
                    f,
                    "{article}: mark {span_id} should be on “{words}”, but the text there is “{found}”; it was set aside"
                )
            }
            Self::OtherText { article, article_id } => {
                write!(f, "{article}: the text of article {article_id} has changed since it was imported")
            }
            Self::Dangling { what, missing } => write!(f, "{what} points to {missing}, which does not exist"),
            Self::KeyClash { key, one, other } => write!(f, "the tags “{one}” and “{other}” have the same key, {key}"),
            Self::TagLoop(tag) => write!(f, "tag “{tag}” is under itself: its parents form a loop"),
            Self::LinkLoop(link) => write!(f, "link {link} leads back to the mark that it starts from"),
            Self::OpenConflict(about) => write!(f, "undecided conflict: {about}"),
            Self::DuplicateId { what, line } => {
                write!(f, "line {line}: {what} is there a second time; the first one is used")
            }
        }
    }
}

/// Everything wrong in `project`, in the order of its records. A project that only edits have changed has no
/// problem but marks set aside, doubtful texts and open conflicts.
pub fn check(project: &Project) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_codebook(project, &mut problems);
    let tags: BTreeSet<&TagId> = project.codebook.tags.iter().map(|tag| &tag.id).collect();
    for article in project.articles.values() {
        check_article(project, &tags, article, &mut problems);
    }
    for (article, coder) in project.progress.keys() {
        if !project.articles.contains_key(article) {
            problems.push(dangling(Subject::Progress, Subject::Article(*article)));
        }
        if !project.coders.contains_key(coder) {
            problems.push(dangling(Subject::Progress, Subject::Coder(*coder)));
        }
    }
    for dismissed in &project.dismissed {
        if !project.articles.contains_key(&dismissed.article) {
            problems.push(dangling(Subject::Dismissed, Subject::Article(dismissed.article)));
        }
    }
    check_team(project, &mut problems);
    problems.extend(project.conflicts.iter().map(|conflict| Problem::OpenConflict(conflict.about.clone())));
    problems
}

/// Decisions and reviews may be about marks that are gone since, but not about articles and people that are.
fn check_team(project: &Project, problems: &mut Vec<Problem>) {
    let mut need = |what: Subject, needed: Subject, is_there: bool| {
        if !is_there {
            problems.push(dangling(what, needed));
        }
    };
    let mut see = |what: Subject, article: ArticleId, coder: CoderId| {
        need(what.clone(), Subject::Article(article), project.articles.contains_key(&article));
        need(what, Subject::Coder(coder), project.coders.contains_key(&coder));
    };
    project.team.assigned.iter().for_each(|(article, coder)| see(Subject::Assignment, *article, *coder));
    let decisions = project.decisions.values();
    decisions.for_each(|decision| see(Subject::Decision(decision.id), decision.article, decision.by));
    project.reviewed.iter().for_each(|reviewed| see(Subject::Reviewed, reviewed.article, reviewed.by));
    let absent = &project.not_mentioned;
    absent.iter().for_each(|((article, _), found)| see(Subject::NotMentioned, *article, found.by));
    for (_, claim) in absent.keys() {
        need(Subject::NotMentioned, Subject::Entity(*claim), project.entities.contains_key(claim));
    }
    for figure in project.figures.values() {
        need(Subject::Figure(figure.id), Subject::Coder(figure.by), project.coders.contains_key(&figure.by));
    }
}

fn check_codebook(project: &Project, problems: &mut Vec<Problem>) {
    let codebook = &project.codebook;
    let looped: BTreeSet<&TagId> = codebook.tags.looped().map(|tag| &tag.id).collect();
    let mut by_key: HashMap<String, &Tag> = HashMap::new();
    for tag in &codebook.tags {
        if !tag.key.is_empty() {
            match by_key.entry(tag.key.to_ascii_lowercase()) {
                Entry::Occupied(first) => {
                    let (one, other) = (first.get().name.clone(), tag.name.clone());
                    problems.push(Problem::KeyClash { key: tag.key.clone(), one, other });
                }
                Entry::Vacant(free) => drop(free.insert(tag)),
            }
        }
        match &tag.parent {
            Some(parent) if codebook.tag(parent).is_none() => {
                problems.push(dangling(Subject::Tag(tag.id.clone()), Subject::Tag(parent.clone())));
            }
            Some(_) if looped.contains(&tag.id) => problems.push(Problem::TagLoop(tag.id.clone())),
            Some(_) | None => {}
        }
    }
}

fn check_fields(project: &Project, article: &Article, problems: &mut Vec<Problem>) {
    for (field, value) in &article.facts.fields {
        let what = || Subject::Article(article.id);
        if project.codebook.article_field(field).is_none() {
            problems.push(dangling(what(), Subject::ArticleField(field.clone())));
        }
        if let FieldValue::Entity(entity) = value
            && !project.entities.contains_key(entity)
        {
            problems.push(dangling(what(), Subject::Entity(*entity)));
        }
    }
}

fn check_article(project: &Project, tags: &BTreeSet<&TagId>, article: &Article, problems: &mut Vec<Problem>) {
    let title = || article.facts.title.clone();
    if article.stated_sha256.is_some() {
        problems.push(Problem::OtherText { article: title(), article_id: article.id });
    }
    if let Some(replaced) = article.replaces
        && !project.articles.contains_key(&replaced)
    {
        problems.push(dangling(Subject::Article(article.id), Subject::Article(replaced)));
    }
    for span in article.spans.iter() {
        let what = Subject::Span(span.id);
        if !tags.contains(&span.tag) {
            problems.push(dangling(what.clone(), Subject::Tag(span.tag.clone())));
        }
        if !project.coders.contains_key(&span.by) {
            problems.push(dangling(what.clone(), Subject::Coder(span.by)));
        }
        if let Some(entity) = span.entity
            && !project.entities.contains_key(&entity)
        {
            problems.push(dangling(what, Subject::Entity(entity)));
        }
    }
    check_fields(project, article, problems);
    let is_known = |span_id| article.span(span_id).is_some() || article.quarantined.contains_key(&span_id);
    let circles = article.looped_links();
    for link in article.links.iter() {
        if circles.contains(&link.id) {
            problems.push(Problem::LinkLoop(link.id));
        }
        let what = || Subject::Link(link.id);
        if project.codebook.link_kind(&link.kind).is_none() {
            problems.push(dangling(what(), Subject::LinkKind(link.kind.clone())));
        }
        if !is_known(link.from) {
            problems.push(dangling(what(), Subject::Span(link.from)));
        }
        match link.to {
            LinkEnd::Span(to) if !is_known(to) => {
                problems.push(dangling(what(), Subject::Span(to)));
            }
            LinkEnd::Entity(to) if !project.entities.contains_key(&to) => {
                problems.push(dangling(what(), Subject::Entity(to)));
            }
            LinkEnd::Span(_) | LinkEnd::Entity(_) | LinkEnd::Unnamed | LinkEnd::Nobody => {}
        }
    }
    problems.extend(article.quarantined.values().map(|quarantined| Problem::Quarantined {
        article: title(),
        span_id: quarantined.span.id,
        words: quarantined.words.join(" … "),
        misfit: quarantined.misfit.clone(),
    }));
}

impl Article {
    /// The links that lead from a mark to itself or, where they say which claim reports which, close a loop.
    pub fn looped_links(&self) -> HashSet<LinkId> {
        let mut places: HashMap<SpanId, usize> = HashMap::new();
        let mut place = |span: SpanId| {
            let next = places.len();
            *places.entry(span).or_insert(next)
        };
        let (mut circles, mut within, mut ways) = (HashSet::new(), Vec::new(), Vec::new());
        for link in self.links.iter() {
            let Some(to) = link.to.span() else { continue };
            if link.kind.as_str() == LinkKindId::WITHIN {
                within.push(link.id);
                ways.push((place(link.from), place(to)));
            } else if link.from == to {
                circles.insert(link.id);
            }
        }
        let is_on = on_loops(&ways, places.len());
        circles.extend(within.into_iter().zip(is_on).filter(|(_, is_on)| *is_on).map(|(link, _)| link));
        circles
    }
}

fn dangling(what: Subject, missing: Subject) -> Problem {
    Problem::Dangling { what, missing }
}
