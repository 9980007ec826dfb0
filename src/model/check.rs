//! What must hold in every project, and what does not hold in this one.

use std::{collections::BTreeSet, fmt};

use super::{Article, ArticleId, LinkEnd, LinkId, Misfit, Project, SpanId, TagId};

/// Something wrong in a project that was read all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A span's place or words do not fit the text; it is kept aside.
    Quarantined {
        /// The article's title.
        article: String,
        /// The span.
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
        /// What points ("span abcd…").
        what: String,
        /// What is missing ("tag claim").
        missing: String,
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
    /// A tag stands under itself.
    TagCircle(TagId),
    /// A link leads from a mark to itself, maybe by way of others.
    LinkCircle(LinkId),
    /// A merge left something to decide.
    OpenConflict(String),
    /// Two records of the file have the same id; the second is not shown.
    DuplicateId {
        /// What kind of record.
        what: String,
        /// The id.
        id: String,
        /// The line of the second record, from 1.
        line: usize,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quarantined { article, span_id, words, misfit: Misfit::BadPlace } => {
                write!(f, "{article}: span {span_id} ({words:?}) lies outside the text")
            }
            Self::Quarantined { article, span_id, words, misfit: Misfit::OtherWords { found } } => {
                write!(f, "{article}: span {span_id} should mark {words:?}, but its place holds {found:?}")
            }
            Self::OtherText { article, article_id } => {
                write!(
                    f,
                    "{article}: the text of article {article_id} is not the one that was imported (its hash differs)"
                )
            }
            Self::Dangling { what, missing } => write!(f, "{what} points to {missing}, which does not exist"),
            Self::KeyClash { key, one, other } => write!(f, "the tags {one:?} and {other:?} share the key {key}"),
            Self::TagCircle(tag) => write!(f, "tag {tag} stands under itself"),
            Self::LinkCircle(link) => write!(f, "link {link} leads in a circle"),
            Self::OpenConflict(about) => write!(f, "undecided conflict: {about}"),
            Self::DuplicateId { what, id, line } => write!(f, "line {line}: a second {what} with the id {id}"),
        }
    }
}

/// Everything wrong in `project`, in the order of its records. A project that only edits have changed has no
/// problem but quarantined spans, doubtful texts and open conflicts.
pub fn check(project: &Project) -> Vec<Problem> {
    let mut problems = Vec::new();
    check_codebook(project, &mut problems);
    let tags: BTreeSet<&TagId> = project.codebook.tags.iter().map(|tag| &tag.id).collect();
    for article in project.articles.values() {
        check_article(project, &tags, article, &mut problems);
    }
    for (article, coder) in project.progress.keys() {
        if !project.articles.contains_key(article) {
            problems.push(dangling("progress", format!("article {article}")));
        }
        if !project.coders.contains_key(coder) {
            problems.push(dangling("progress", format!("coder {coder}")));
        }
    }
    for dismissed in &project.dismissed {
        if !project.articles.contains_key(&dismissed.article) {
            problems.push(dangling("a dismissed place", format!("article {}", dismissed.article)));
        }
    }
    problems.extend(project.conflicts.iter().map(|conflict| Problem::OpenConflict(conflict.about.clone())));
    problems
}

fn check_codebook(project: &Project, problems: &mut Vec<Problem>) {
    let codebook = &project.codebook;
    for (place, tag) in codebook.tags.iter().enumerate() {
        let earlier = codebook.tags.iter().take(place);
        if let Some(one) = earlier.clone().find(|t| !t.key.is_empty() && t.key.eq_ignore_ascii_case(&tag.key)) {
            problems.push(Problem::KeyClash { key: tag.key.clone(), one: one.name.clone(), other: tag.name.clone() });
        }
        match &tag.parent {
            Some(parent) if codebook.tag(parent).is_none() => {
                problems.push(dangling(&format!("tag {}", tag.id), format!("tag {parent}")));
            }
            Some(parent) if codebook.is_under(parent, &tag.id) => problems.push(Problem::TagCircle(tag.id.clone())),
            _ => {}
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
        problems.push(dangling(&format!("article {}", article.id), format!("article {replaced}")));
    }
    for span in article.spans.iter() {
        let what = || format!("span {}", span.id);
        if !tags.contains(&span.tag) {
            problems.push(dangling(&what(), format!("tag {}", span.tag)));
        }
        if !project.coders.contains_key(&span.by) {
            problems.push(dangling(&what(), format!("coder {}", span.by)));
        }
        if let Some(entity) = span.entity
            && !project.entities.contains_key(&entity)
        {
            problems.push(dangling(&what(), format!("entity {entity}")));
        }
    }
    let is_known = |span_id| article.span(span_id).is_some() || article.quarantined.contains_key(&span_id);
    for link in article.links.iter() {
        if article.is_circle(link) {
            problems.push(Problem::LinkCircle(link.id));
        }
        let what = link_name(link.id);
        if project.codebook.link_kind(&link.kind).is_none() {
            problems.push(dangling(&what, format!("link kind {}", link.kind)));
        }
        if !is_known(link.from) {
            problems.push(dangling(&what, format!("span {}", link.from)));
        }
        match link.to {
            LinkEnd::Span(to) if !is_known(to) => {
                problems.push(dangling(&what, format!("span {to} of the same article")));
            }
            LinkEnd::Entity(to) if !project.entities.contains_key(&to) => {
                problems.push(dangling(&what, format!("entity {to}")));
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

fn link_name(link_id: LinkId) -> String {
    format!("link {link_id}")
}

fn dangling(what: &str, missing: String) -> Problem {
    Problem::Dangling { what: what.to_owned(), missing }
}
