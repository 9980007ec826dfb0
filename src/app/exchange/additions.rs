//! What adds articles to the project: edits, and what should be known of the articles.

use std::collections::BTreeMap;

use super::{
    article_fields,
    duplicates::{Sorted, fill},
    words,
};
use crate::{
    app::desk::{clock, notice::Notice, prompt::import_plan::FilesRead, step::Step},
    edit::{Edit, Position},
    import::{Imported, annotations::hash_id},
    model::{
        Article, ArticleId, Coder, CoderId, Colour, Examples, Extra, Origin, Project, Span, SpanId, Tag, TagId, Time,
    },
};

/// The edits that add articles and fill in what others lack.
pub(super) fn edits(project: &Project, sorted: Sorted) -> Vec<Edit> {
    let (ids, mut articles): (Vec<ArticleId>, Vec<Imported>) = sorted.add.into_iter().unzip();
    let mut edits = article_fields::define(project, &mut articles);
    for (id, article) in ids.into_iter().zip(articles) {
        add_edits(project, id, article, &mut edits);
    }
    for (id, more) in sorted.fill {
        let Some(article) = project.article(id) else { continue };
        let mut facts = article.facts.clone();
        if fill(&mut facts, &more) {
            edits.push(Edit::SetFacts(id, Box::new(facts)));
        }
    }
    edits
}

/// The day after this one, in whose morning somebody may be already.
pub(super) fn tomorrow() -> String {
    const DAY: i64 = 24 * 60 * 60;
    Time(clock::now().0 + DAY).to_string().chars().take(10).collect()
}

/// What should be known of how an article was read, with its name; and that it is of a day after `last`, which
/// has not come yet.
pub(super) fn warnings(article: &Imported, last: &str) -> Vec<String> {
    let facts = &article.facts;
    let is_future = facts.published.as_str() > last && facts.published.len() == last.len();
    let future = is_future.then(|| words::future_date(&facts.title, &facts.published));
    let warnings = article.warnings.iter().cloned().chain(future);
    warnings.map(|warning| words::warning(&article.source.name, &warning)).collect()
}

/// The tag of comments in other programs' files.
const COMMENT: &str = "comment";

/// Adds what brings an article into the project: the article with its comments as marks, their tag, those who made them.
pub(super) fn add_edits(project: &Project, id: ArticleId, imported: Imported, edits: &mut Vec<Edit>) {
    // Fields of its own are among its facts by now.
    let Imported { text, structure, facts, source, comments, claims, extra, .. } = imported;
    let now = clock::now();
    let mut article = Article::new(id, text, facts, source, now);
    article.facts.detect_language(&article.text);
    (article.structure, article.extra) = (structure, extra);
    let tag = TagId::new(COMMENT);
    let is_new = |edits: &[Edit]| !edits.iter().any(|edit| matches!(edit, Edit::AddTag(_, added) if added.id == tag));
    if !comments.is_empty() && project.codebook.tag(&tag).is_none() && is_new(edits) {
        edits.push(Edit::AddTag(Position::Last, Box::new(comment_tag(tag.clone()))));
        edits.push(Edit::SetCodebookVersion(project.codebook.version + 1));
    }
    let mut coders: BTreeMap<CoderId, Coder> = BTreeMap::new();
    if let Some(tag) = project.codebook.claim_tags().first() {
        // Whoever checks facts states what was claimed.
        let coder = author(&article.facts.outlet);
        for at in claims {
            let mut span = Span::new(SpanId(clock::random_id()), (*tag).clone(), vec![at], coder.id, now);
            span.origin = Origin::Import;
            article.spans.insert(span);
            coders.entry(coder.id).or_insert_with(|| coder.clone());
        }
    }
    for comment in comments {
        let coder = author(&comment.author);
        let made = comment.made.unwrap_or(now);
        let mut span = Span::new(SpanId(clock::random_id()), tag.clone(), vec![comment.at], coder.id, made);
        span.note = comment.words;
        span.origin = Origin::Import;
        article.spans.insert(span);
        coders.entry(coder.id).or_insert(coder);
    }
    for (id, coder) in coders {
        let is_added = |edit: &Edit| matches!(edit, Edit::AddCoder(added) if added.id == id);
        if !project.coders.contains_key(&id) && !edits.iter().any(is_added) {
            edits.push(Edit::AddCoder(coder));
        }
    }
    edits.push(Edit::AddArticle(Box::new(article)));
}

fn comment_tag(id: TagId) -> Tag {
    Tag {
        id,
        parent: None,
        name: words::comment_tag().to_owned(),
        badge: "Co".to_owned(),
        colour: Colour::Slot(7),
        key: String::new(),
        definition: words::comment_definition().to_owned(),
        examples: Examples::default(),
        fields: Vec::new(),
        changed: None,
        extra: Extra::new(),
    }
}

/// Whoever goes by this name in other programs' files: always the same coder.
pub(super) fn author(name: &str) -> Coder {
    let name = if name.trim().is_empty() { words::unknown_coder() } else { name.trim() };
    Coder { id: CoderId(hash_id(&["coder", name])), name: name.to_owned(), changed: None, extra: Extra::new() }
}

/// Whoever goes by this name: a coder of the project, or a new one.
pub(super) fn coder_called(project: &Project, name: &str) -> Coder {
    let known = project.coders.values().find(|coder| coder.name == name.trim());
    known.cloned().unwrap_or_else(|| author(name))
}

/// One message for all files that could not be read, and one for those that were skipped.
pub(super) fn say_problems(step: Step, files: &FilesRead) -> Step {
    let step = match files.problems.as_slice() {
        [] => step,
        [one] => step.saying(Notice::problem(one.clone())),
        many => step.saying(words::files_not_added(many)),
    };
    match files.skipped.as_slice() {
        [] => step,
        skipped => step.saying(Notice::note(words::listed(skipped))),
    }
}
