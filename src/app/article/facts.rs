//! What is known about an article, how far somebody is with it, and its removal.

use super::words;
use crate::{
    app::desk::{
        desk::Desk,
        prompt::Prompt,
        stamp,
        step::{Outcome, Step, Then},
    },
    edit::{Edit, Transaction, delete_article},
    model::{ArticleId, Dating, Direction, Facts, LanguageOrigin, Status},
};

/// Sets an article's facts. Outlet and date are remembered, and offered for articles of the project that state none.
pub(crate) fn set(desk: &Desk, article_id: ArticleId, mut facts: Facts) -> Outcome {
    let former = &desk.article(article_id)?.facts;
    if *former == facts {
        return Ok(Step::nothing());
    }
    if facts.published != former.published {
        // A person says so now.
        facts.dating = Dating::default();
    }
    if facts.language != former.language {
        facts.language_by = if facts.language.is_empty() { LanguageOrigin::Unknown } else { LanguageOrigin::Set };
    }
    let project = desk.project().id;
    let outlet = (facts.outlet != former.outlet).then(|| facts.outlet.clone());
    let published = (facts.published != former.published).then(|| facts.published.clone());
    let label = words::change_facts(&facts.title);
    let step = Step::make(Transaction::one(label, Edit::SetFacts(article_id, Box::new(facts))));
    Ok(step.and(Then::Set(Box::new(move |settings| {
        if outlet.is_some() || published.is_some() {
            settings.remember_typed(project, outlet, published);
        }
    }))))
}

/// Sets how far the person at work is with an article.
pub(crate) fn set_status(desk: &Desk, article_id: ArticleId, status: Status) -> Outcome {
    let title = &desk.article(article_id)?.facts.title;
    if desk.project().status(article_id, desk.coder()) == status {
        return Ok(Step::nothing());
    }
    let mut edits = stamp::sign_in(desk);
    edits.push(Edit::SetProgress(article_id, desk.coder(), status));
    Ok(Step::make(Transaction::new(words::set_status(title, status.label()), edits)))
}

/// Sets how far the person at work is with the shown article.
pub(crate) fn set_status_of_shown(desk: &Desk, status: Status) -> Outcome {
    set_status(desk, desk.shown()?.id, status)
}

/// Sets the direction in which the paragraphs of the shown article run.
pub(crate) fn set_direction_of_shown(desk: &Desk, direction: Direction) -> Outcome {
    let article = desk.shown()?;
    if article.facts.direction == direction {
        return Ok(Step::nothing());
    }
    let label = words::set_direction(&article.facts.title);
    let facts = Facts { direction, ..article.facts.clone() };
    Ok(Step::make(Transaction::one(label, Edit::SetFacts(article.id, Box::new(facts)))))
}

/// Asks whether to remove an article with its marks.
pub(crate) fn ask_remove(desk: &Desk, article_id: ArticleId) -> Outcome {
    let spans = desk.article(article_id)?.spans.len();
    Ok(Step::ask(Prompt::RemoveArticle { article: article_id, spans }))
}

/// Removes an article with its marks.
pub(crate) fn remove(desk: &Desk, article_id: ArticleId) -> Outcome {
    let label = words::remove(&desk.article(article_id)?.facts.title);
    Ok(Step::make(Transaction::new(label, delete_article(desk.whole(), article_id))))
}
