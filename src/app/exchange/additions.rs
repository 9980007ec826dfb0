//! What adds articles to the project: edits, what should be known of the articles, the step.

use std::collections::{BTreeMap, BTreeSet};

use super::{article_fields, words};
use crate::{
    app::{
        command::Command,
        desk::{
            clock, desk::Desk, notice::Notice, prompt::import_plan::FilesRead, settings::Settings, step::Step,
            words::quoted,
        },
    },
    edit::{Edit, Position, Transaction},
    import::{Imported, annotations::hash_id},
    model::{
        Article, ArticleId, Coder, CoderId, Colour, Examples, Extra, Facts, Origin, Project, Source, Span, SpanId, Tag,
        TagId,
    },
    suggest::Texts,
};

/// Adds articles, after a comparison with those that are here.
pub(super) fn add(desk: &Desk, imported: Vec<Imported>) -> Step {
    let near = near(desk.project(), &imported);
    add_compared(desk, imported, &near)
}

/// Adds articles; `near` says which of them are nearly the same as others.
pub(super) fn add_compared(desk: &Desk, imported: Vec<Imported>, near: &[String]) -> Step {
    let is_one = imported.len() == 1;
    let doubts: Vec<String> = imported.iter().flat_map(warnings).collect();
    let Additions { edits, articles, known } = additions(desk.project(), imported, &usual_facts(&desk.settings));
    let notes = [known, doubts].into_iter().filter(|notes| !notes.is_empty());
    let notes = notes.map(|notes| Notice::note(words::listed(&notes)));
    if edits.is_empty() {
        return notes.fold(Step::nothing(), Step::saying);
    }
    let label = match articles.as_slice() {
        [one] => words::add_article(&one.title),
        many => words::add_articles(many.len()),
    };
    let mut focus = desk.selection.clone();
    focus.show(articles.first().map(|article| article.id));
    let mut step = notes.fold(Step::make(Transaction::new(label, edits)).focusing(focus), Step::saying);
    if articles.len() > 1 {
        step = step.saying(words::articles_added(articles.len()));
    }
    if !near.is_empty() {
        let notice = Notice::note(words::listed(near));
        step = step.saying(if is_one { notice.with_offer(Command::CompareVersions) } else { notice });
    }
    step
}

/// The outlet and day that were typed last: proposed for articles that do not say.
pub(super) fn usual_facts(settings: &Settings) -> Facts {
    let Settings { last_outlet, last_published, .. } = settings;
    Facts { outlet: last_outlet.clone(), published: last_published.clone(), ..Facts::default() }
}

/// What adds articles to a project.
pub(super) struct Additions {
    pub edits: Vec<Edit>,
    /// The articles that are added.
    pub articles: Vec<Addition>,
    /// Which are in the project already, and are not added again, in sentences.
    pub known: Vec<String>,
}

/// An article that is added.
pub(super) struct Addition {
    pub id: ArticleId,
    pub title: String,
}

/// What adds articles, but for those whose text the project has; `usual` is proposed for those that do not say.
pub(super) fn additions(project: &Project, mut imported: Vec<Imported>, usual: &Facts) -> Additions {
    let titles = project.articles.values().map(|article| (article.text.sha256(), article.facts.title.clone()));
    let mut there: BTreeMap<[u8; 32], String> = titles.collect();
    let edits = article_fields::define(project, &mut imported);
    let mut additions = Additions { edits, articles: Vec::new(), known: Vec::new() };
    for mut article in imported {
        let Imported { text, facts, source, .. } = &mut article;
        if let Some(title) = there.get(&text.sha256()) {
            additions.known.push(words::already_here(&source.name, title));
            continue;
        }
        there.insert(text.sha256(), facts.title.clone());
        for (own, usual) in [(&mut facts.outlet, &usual.outlet), (&mut facts.published, &usual.published)] {
            if own.is_empty() {
                own.clone_from(usual);
            }
        }
        let title = facts.title.clone();
        let id = add_edits(project, article, &mut additions.edits);
        additions.articles.push(Addition { id, title });
    }
    if additions.articles.is_empty() {
        // No field is added for articles that aren't.
        additions.edits.clear();
    }
    additions
}

/// Which articles to be added are nearly the same as one of the project, or as one before them, or have its address.
pub(super) fn near(project: &Project, imported: &[Imported]) -> Vec<String> {
    let there = project.listed_articles();
    let mut texts: Texts<(&Facts, &Source)> =
        there.iter().map(|article| ((&article.facts, &article.source), &article.text)).collect();
    let mut hashes: BTreeSet<[u8; 32]> = there.iter().map(|article| article.text.sha256()).collect();
    let mut near = Vec::new();
    for Imported { text, facts, source, .. } in imported {
        if !hashes.insert(text.sha256()) {
            continue;
        }
        let of_address = |article: &&&Article| !facts.address.is_empty() && article.facts.address == facts.address;
        if let Some((other, share)) = texts.nearest(text) {
            let percent = (share * 100.0).round().min(99.0);
            let (this, other) = told_apart((facts, source), *other);
            near.push(words::nearly_the_same(&this, &other, percent));
        } else if let Some(other) = there.iter().find(of_address) {
            let (this, other) = told_apart((facts, source), (&other.facts, &other.source));
            near.push(words::same_address(&this, &other));
        }
        texts.add((facts, source), text);
    }
    near
}

/// The titles of two articles, with the names of their files where the titles do not tell them apart.
fn told_apart(this: (&Facts, &Source), other: (&Facts, &Source)) -> (String, String) {
    let is_same = this.0.title == other.0.title;
    let called = |(facts, source): (&Facts, &Source)| match facts.title.as_str() {
        "" => quoted(&source.name),
        title if is_same => words::title_of_file(title, &source.name),
        title => quoted(title),
    };
    (called(this), called(other))
}

/// What should be known of how an article was read, with its name.
pub(super) fn warnings(article: &Imported) -> impl Iterator<Item = String> {
    article.warnings.iter().map(|warning| words::warning(&article.source.name, warning))
}

/// The tag of comments in other programs' files.
const COMMENT: &str = "comment";

/// Adds what brings an article into the project: the article with its comments as marks, their tag, those who made them.
/// Returns the article's id.
pub(super) fn add_edits(project: &Project, imported: Imported, edits: &mut Vec<Edit>) -> ArticleId {
    // Fields of its own are among its facts by now.
    let Imported { text, facts, source, comments, warnings: _, extra, fields: _ } = imported;
    let now = clock::now();
    let mut article = Article::new(ArticleId(clock::random_id()), text, facts, source, now);
    article.extra = extra;
    let tag = TagId::new(COMMENT);
    let is_new = |edits: &[Edit]| !edits.iter().any(|edit| matches!(edit, Edit::AddTag(_, added) if added.id == tag));
    if !comments.is_empty() && project.codebook.tag(&tag).is_none() && is_new(edits) {
        edits.push(Edit::AddTag(Position::Last, Box::new(comment_tag(tag.clone()))));
        edits.push(Edit::SetCodebookVersion(project.codebook.version + 1));
    }
    for comment in comments {
        let coder = author(&comment.author);
        let is_known = project.coders.contains_key(&coder.id)
            || edits.iter().any(|edit| matches!(edit, Edit::AddCoder(added) if added.id == coder.id));
        let made = comment.made.unwrap_or(now);
        let mut span = Span::new(SpanId(clock::random_id()), tag.clone(), vec![comment.at], coder.id, made);
        span.note = comment.words;
        span.origin = Origin::Import;
        article.spans.insert(span);
        if !is_known {
            edits.push(Edit::AddCoder(coder));
        }
    }
    let article_id = article.id;
    edits.push(Edit::AddArticle(Box::new(article)));
    article_id
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
