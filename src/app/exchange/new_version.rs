//! A changed story: a new version of an article is compared with the one that is here, what becomes of each mark is shown,
//! and one step replaces the old. A corrected typo goes the same way, without the questions.

use std::{collections::BTreeSet, path::PathBuf};

use super::{additions, additions::say_problems, read, words};
use crate::{
    app::desk::{
        clock,
        desk::Desk,
        jobs::{JobKind, Progress},
        prompt::{
            Prompt,
            import_plan::ReadAs,
            new_version::{Compared, NewVersion, NewVersionAction, NewVersionPlan},
        },
        step::{Outcome, Step, job},
    },
    edit::{Edit, Replacement, Transaction, apply_all, replace, replacement},
    import::{self, Imported, annotations::canonical},
    model::{Article, ArticleId, Direction, Facts, Project, SpanId},
    suggest::Texts,
    text::{ByteRange, FrozenText},
};

/// Asks for the text of the new version of the shown article.
pub(crate) fn ask(desk: &Desk) -> Outcome {
    Ok(Step::ask(Prompt::PasteArticle(Some(desk.shown()?.id))))
}

/// Asks for other words for the selected ones, or for the paragraph at the caret.
pub(crate) fn ask_correction(desk: &Desk) -> Outcome {
    let article = desk.shown()?;
    let selected = desk.selection.text();
    let paragraph = article.text.paragraph(article.text.paragraph_number(desk.selection.head));
    let range = if selected.is_empty() { paragraph } else { selected };
    Ok(Step::ask(Prompt::CorrectText { article: article.id, range }))
}

/// Reads a file as the new version of an article.
pub(crate) fn read(desk: &Desk, old: ArticleId, path: PathBuf) -> Step {
    let work = move |progress: &Progress| read::read(vec![path], &ReadAs::default(), progress);
    Step::start(job(desk, JobKind::ReadNewVersion, work, move |desk, read| {
        let mut read = read?;
        let articles = std::mem::take(&mut read.articles);
        let step = if read.problems.is_empty() { take(desk, old, articles)? } else { Step::nothing() };
        Ok(say_problems(step, &read))
    }))
}

/// Compares the shown article with the one of the project that is most like it; the later is the new version.
pub(crate) fn compare_with_nearest(desk: &Desk) -> Outcome {
    let shown = desk.shown()?;
    let project = desk.whole();
    let others = || project.listed_articles().into_iter().filter(|other| other.id != shown.id);
    let address = canonical(&shown.facts.address);
    let is_of_address = |other: &&Article| !address.is_empty() && canonical(&other.facts.address) == address;
    let near: Texts<&Article> = others().map(|other| (other, &other.text)).collect();
    let nearest = near.nearest(&shown.text).map(|(other, _)| *other).or_else(|| others().find(is_of_address));
    let other = nearest.ok_or_else(|| {
        if shown.replaces.is_some() { words::replaces_already() } else { words::no_article_like_this() }
    })?;
    let (old, new) = if shown.added < other.added { (shown, other) } else { (other, shown) };
    if let Some(replaced) = new.replaces.and_then(|id| project.article(id)) {
        return Err(words::is_a_new_version_already(&new.facts.title, &replaced.facts.title));
    }
    compare(desk, NewVersion { old: old.id, article: new.clone(), before: Vec::new(), is_typed: false })
}

/// What was read is the new version of an article.
pub(crate) fn take(desk: &Desk, old: ArticleId, mut read: Vec<Imported>) -> Outcome {
    let (Some(imported), true) = (read.pop(), read.is_empty()) else { return Err(words::not_one_article()) };
    let article = desk.article(old)?;
    if imported.text == article.text {
        return Err(words::same_text(&article.facts.title));
    }
    let facts = filled(imported.facts.clone(), &article.facts);
    let mut before = Vec::new();
    let id = ArticleId(clock::random_id());
    additions::add_edits(desk.whole(), id, Imported { facts, ..imported }, &mut before);
    let Some(Edit::AddArticle(article)) = before.pop() else { return Err(words::not_one_article()) };
    Ok(compare(desk, NewVersion { old, article: *article, before, is_typed: false })?.closing_prompt())
}

/// Corrects the text of an article, or carries out the plan that is shown.
pub(crate) fn act(desk: &Desk, action: NewVersionAction) -> Outcome {
    match action {
        NewVersionAction::Correct(article, range, words) => correct(desk, article, range, &words),
        NewVersionAction::Accept(taken) => match &desk.prompt {
            Some(Prompt::NewVersion(plan)) => Ok(carry_out(desk, plan, &taken)?.closing_prompt()),
            Some(_) | None => Err(words::no_new_version()),
        },
    }
}

fn correct(desk: &Desk, article_id: ArticleId, range: ByteRange, typed: &str) -> Outcome {
    let old = desk.article(article_id)?;
    let text = old.text.as_str();
    let former = old.text.get(range).ok_or_else(words::words_gone)?;
    let before = text.get(..range.start.index()).ok_or_else(words::words_gone)?;
    let after = text.get(range.end.index()..).ok_or_else(words::words_gone)?;
    if former == typed {
        return Ok(Step::say(words::same_words()).closing_prompt());
    }
    let (text, steps) = FrozenText::import(&format!("{before}{typed}{after}"));
    let mut article =
        Article::new(ArticleId(clock::random_id()), text, old.facts.clone(), old.source.clone(), clock::now());
    article.extra = old.extra.clone();
    let length = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    import::move_pages(&mut article.extra, length(before), length(former), length(typed));
    if article.facts.title == former.trim() {
        typed.trim().clone_into(&mut article.facts.title);
    }
    article.source.steps.extend(steps.into_iter().map(|step| step.name().to_owned()));
    article.source.steps.push(words::corrected_by_hand(former, typed));
    let new = NewVersion { old: article_id, article, before: Vec::new(), is_typed: true };
    Ok(compare(desk, new)?.closing_prompt())
}

fn compare(desk: &Desk, new: NewVersion) -> Outcome {
    if desk.is_running(JobKind::Compare) {
        return Err(words::comparing_already());
    }
    let old = desk.whole().articles.get(&new.old).cloned().ok_or_else(crate::app::desk::words::article_gone)?;
    let of = (desk.session.id(), desk.session.state());
    let work = move |progress: &Progress| {
        let replacement = replacement(&old, &new.article.text, &|| progress.is_cancelled())?;
        Some(NewVersionPlan::new(Compared { new, replacement, of }))
    };
    Ok(Step::start(job(desk, JobKind::Compare, work, |desk, plan| match plan? {
        Some(plan) => take_compared(desk, plan),
        None => Ok(Step::nothing()),
    })))
}

/// A correction that costs no mark is made at once; everything else is shown first.
fn take_compared(desk: &Desk, plan: NewVersionPlan) -> Outcome {
    let found = plan.replacement();
    if plan.compared().new.is_typed && found.lost.is_empty() && found.moved.is_empty() {
        return carry_out(desk, &plan, &plan.taken());
    }
    Ok(Step::ask(Prompt::NewVersion(plan)))
}

fn carry_out(desk: &Desk, plan: &NewVersionPlan, taken: &BTreeSet<SpanId>) -> Outcome {
    let Compared { new, replacement, of } = plan.compared();
    if *of != (desk.session.id(), desk.session.state()) {
        // Something changed meanwhile (a colleague's file was read again, say): what was shown no longer holds.
        return compare(desk, new.clone());
    }
    let mut edits = new.before.clone();
    let mut project: Project = desk.whole().clone();
    apply_all(&mut project, Transaction::new(String::new(), edits.clone()))
        .map_err(|error| words::cannot_add_version(&error.to_string()))?;
    let (made, links_left) = replace(&project, new.old, new.article.clone(), replacement, taken);
    edits.extend(made);
    let mut focus = desk.selection.clone();
    focus.show(Some(new.article.id));
    if let Some(change) = replacement.changes.first().filter(|_| new.is_typed) {
        focus.put_caret(change.new.start);
        focus.reveal += 1;
    }
    let label = label(&project, new, replacement);
    let told = words::carried_over(&words::CarriedOver {
        is_typed: new.is_typed,
        carried: replacement.kept.len() + taken.len(),
        left: replacement.lost.len() + replacement.moved.len() + replacement.altered.len() - taken.len(),
        links_left,
    });
    Ok(Step::make(Transaction::new(label, edits)).focusing(focus).saying(told))
}

fn label(project: &Project, new: &NewVersion, replacement: &Replacement) -> String {
    let title = &new.article.facts.title;
    match (new.is_typed, replacement.changes.as_slice()) {
        (true, [change]) => {
            let former = project.article(new.old).map_or("", |old| old.words(change.old));
            words::correct(former, new.article.words(change.new), title)
        }
        (true, _) => words::correct_text(title),
        (false, _) => words::replace_by_new_version(title),
    }
}

/// Facts, with those of the earlier version where there are none.
fn filled(mut new: Facts, old: &Facts) -> Facts {
    if new.published.is_empty() {
        new.dating.clone_from(&old.dating);
    }
    if new.language.is_empty() {
        new.language_by = old.language_by;
    }
    if new.direction == Direction::Auto {
        new.direction = old.direction;
    }
    for (field, value) in &old.fields {
        new.fields.entry(field.clone()).or_insert_with(|| value.clone());
    }
    let Facts { title, outlet, author, published, address, language, note, .. } = &mut new;
    let pairs = [
        (title, &old.title),
        (outlet, &old.outlet),
        (author, &old.author),
        (published, &old.published),
        (address, &old.address),
        (language, &old.language),
        (note, &old.note),
    ];
    for (fact, former) in pairs {
        if fact.is_empty() {
            fact.clone_from(former);
        }
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_version_runs_as_somebody_said_of_the_earlier_one() {
        let old = Facts { direction: Direction::RightToLeft, language: "he".to_owned(), ..Facts::default() };
        for language in ["", "he"] {
            let new = filled(Facts { language: language.to_owned(), ..Facts::default() }, &old);
            assert_eq!((new.direction, new.language.as_str()), (Direction::RightToLeft, "he"));
        }
        let own = Facts { direction: Direction::LeftToRight, ..Facts::default() };
        assert_eq!(filled(own, &old).direction, Direction::LeftToRight);
    }
}
