//! A changed story: a new version of an article is laid beside the one that is here, what becomes of each mark is shown,
//! and one step puts it in the place of the old. A corrected slip of the pen goes the same way, without the questions.

use std::{collections::BTreeSet, path::PathBuf, sync::Arc};

use crate::app::{
    App, Command, Finished, Notice, Progress, Prompt, StateMark, clock, importing,
    reading::{self, ReadAs},
    session::SessionId,
    tagging::shorten,
};
use crate::{
    edit::{Edit, Replacement, Transaction, apply_all, replace, replacement},
    import::{self, Imported},
    model::{Article, ArticleId, Facts, Project, SpanId},
    suggest::Texts,
    text::{ByteRange, FrozenText},
};

/// What a new version would do to an article and its marks; shown, then carried out or dropped. Cheap to clone.
#[derive(Clone, Debug)]
pub struct ReplacePlan {
    compared: Arc<Compared>,
}

#[derive(Debug)]
struct Compared {
    new: NewVersion,
    replacement: Replacement,
    of: (SessionId, StateMark),
}

/// An article and what is to stand in its place.
#[derive(Clone, Debug)]
struct NewVersion {
    old: ArticleId,
    article: Article,
    /// What has to be in the project first: a tag for its remarks, those who made them.
    before: Vec<Edit>,
    /// Whether somebody has typed the change, and not only brought the text.
    is_typed: bool,
}

/// Plans are compared many times a second, and never change once made.
impl PartialEq for ReplacePlan {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.compared, &other.compared)
    }
}

/// What is done about a new version.
#[derive(Clone, Debug, PartialEq)]
pub enum ReplaceAction {
    /// Puts these words in the place of a range of an article.
    Correct(ArticleId, ByteRange, String),
    /// Carries the plan out; of the moved and altered marks, these go along.
    Accept(BTreeSet<SpanId>),
}

impl ReplacePlan {
    /// What becomes of each mark, and what was changed in the text.
    pub fn replacement(&self) -> &Replacement {
        &self.compared.replacement
    }

    /// The article that is replaced.
    pub fn old(&self) -> ArticleId {
        self.compared.new.old
    }

    /// The text that takes the place of the old.
    pub fn text(&self) -> &FrozenText {
        &self.compared.new.article.text
    }

    /// The marks that go along unless somebody says otherwise: those that moved, and altered ones that a person typed other
    /// words for.
    pub fn taken(&self) -> BTreeSet<SpanId> {
        let Replacement { moved, altered, .. } = &self.compared.replacement;
        let altered = altered.iter().filter(|_| self.compared.new.is_typed);
        moved.iter().chain(altered).map(|found| found.span_id).collect()
    }
}

impl App {
    pub(in crate::app) fn version_command(&mut self, command: Command) {
        match command {
            Command::CompareVersions => self.compare_with_nearest(),
            Command::CorrectText => self.ask_correction(),
            _new_version => {
                self.prompt = self.selection.article.map(|article| Prompt::PasteArticle(Some(article)));
            }
        }
    }

    /// The article whose changed text the form that is open asks for; closes it.
    pub(in crate::app) fn close_paste(&mut self) -> Option<ArticleId> {
        match self.prompt.take() {
            Some(Prompt::PasteArticle(old)) => old,
            _other => None,
        }
    }

    pub(in crate::app) fn read_new_version(&mut self, old: ArticleId, path: PathBuf) {
        self.jobs.start("reading the new version", move |progress| {
            let read = reading::read(vec![path], ReadAs::default(), progress);
            Finished::NewVersionRead(old, Box::new(read))
        });
    }

    /// Asks for other words in the place of the selected ones, or of the paragraph at the caret.
    fn ask_correction(&mut self) {
        let Some(article) = self.view().article() else { return };
        let selected = self.selection.text();
        let paragraph = article.text.paragraph(article.text.paragraph_number(self.selection.head));
        let range = if selected.is_empty() { paragraph } else { selected };
        self.prompt = Some(Prompt::CorrectText { article: article.id, range });
    }

    /// Lays the shown article beside the one of the project that is most like it; the later is the new version.
    fn compare_with_nearest(&mut self) {
        let Some(shown) = self.view().article() else { return };
        let project = self.session.project();
        let others = || project.listed_articles().into_iter().filter(|other| other.id != shown.id);
        let is_of_address =
            |other: &&Article| !shown.facts.address.is_empty() && other.facts.address == shown.facts.address;
        let near: Texts<&Article> = others().map(|other| (other, &other.text)).collect();
        let Some(other) = near.nearest(&shown.text).map(|(other, _)| *other).or_else(|| others().find(is_of_address))
        else {
            let told = if shown.replaces.is_some() {
                "This article took the place of an earlier version already; “Earlier version” above the text leads there."
            } else {
                "No other article of this project is nearly the same as this one, or has its address."
            };
            return self.tell(Notice::note(told));
        };
        let (old, new) = if shown.added < other.added { (shown, other) } else { (other, shown) };
        if let Some(named) = new.replaces.and_then(|id| project.article(id)) {
            let told = format!("“{}” takes the place of “{}” already.", new.facts.title, shorten(&named.facts.title));
            return self.tell(Notice::note(told));
        }
        let new = NewVersion { old: old.id, article: new.clone(), before: Vec::new(), is_typed: false };
        self.compare(new);
    }

    /// What was read is the new version of an article.
    pub(in crate::app) fn take_new_version(&mut self, old: ArticleId, mut read: Vec<Imported>) {
        let (Some(imported), true) = (read.pop(), read.is_empty()) else {
            let told = "A new version is one article, and this is none, or several. “Add articles…” brings them in.";
            return self.tell(Notice::problem(told));
        };
        let Some(article) = self.session.project().article(old) else { return };
        if imported.text == article.text {
            return self
                .tell(Notice::note(format!("The text is still the same as that of “{}”.", article.facts.title)));
        }
        let facts = filled(imported.facts.clone(), &article.facts);
        let mut before = Vec::new();
        importing::add(self.session.project(), Imported { facts, ..imported }, &mut before);
        if let Some(Edit::AddArticle(article)) = before.pop() {
            self.prompt = None;
            self.compare(NewVersion { old, article: *article, before, is_typed: false });
        }
    }

    pub(in crate::app) fn replace_action(&mut self, action: ReplaceAction) {
        match action {
            ReplaceAction::Correct(article, range, words) => self.correct(article, range, &words),
            ReplaceAction::Accept(taken) => {
                let Some(Prompt::Replace(plan)) = self.prompt.take() else { return };
                self.put_in_place(&plan, &taken);
            }
        }
    }

    fn correct(&mut self, article_id: ArticleId, range: ByteRange, words: &str) {
        self.prompt = None;
        let Some(old) = self.session.project().article(article_id) else { return };
        let text = old.text.as_str();
        let (Some(before), Some(former), Some(after)) =
            (text.get(..range.start.index()), old.text.get(range), text.get(range.end.index()..))
        else {
            return;
        };
        if former == words {
            return;
        }
        let (text, steps) = FrozenText::import(&format!("{before}{words}{after}"));
        let mut article =
            Article::new(ArticleId(clock::random_id()), text, old.facts.clone(), old.source.clone(), clock::now());
        article.extra = old.extra.clone();
        let length = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        import::move_pages(&mut article.extra, length(before), length(former), length(words));
        if article.facts.title == former.trim() {
            words.trim().clone_into(&mut article.facts.title);
        }
        let change = format!("“{}” corrected by hand to “{}”", shorten(former), shorten(words));
        article.source.steps.extend(steps.into_iter().map(|step| step.name().to_owned()));
        article.source.steps.push(change);
        self.compare(NewVersion { old: article_id, article, before: Vec::new(), is_typed: true });
    }

    fn compare(&mut self, new: NewVersion) {
        let Some(old) = self.session.project().articles.get(&new.old).cloned() else { return };
        let of = (self.session.id(), self.session.state());
        let started = self.jobs.start("comparing the texts", move |progress: &Progress| {
            let replacement = replacement(&old, &new.article.text, &|| progress.is_cancelled());
            Finished::Compared(replacement.map(|replacement| {
                let compared = Arc::new(Compared { new, replacement, of });
                ReplacePlan { compared }
            }))
        });
        if !started {
            self.tell(Notice::note("Texts are being compared already; wait until that is done."));
        }
    }

    /// A correction that costs no mark is made at once; everything else is shown first.
    pub(in crate::app) fn take_compared(&mut self, plan: ReplacePlan) {
        let found = plan.replacement();
        if plan.compared.new.is_typed && found.lost.is_empty() && found.moved.is_empty() {
            let taken = plan.taken();
            self.put_in_place(&plan, &taken);
        } else {
            self.prompt = Some(Prompt::Replace(plan));
        }
    }

    fn put_in_place(&mut self, plan: &ReplacePlan, taken: &BTreeSet<SpanId>) {
        let Compared { new, replacement, of } = &*plan.compared;
        if *of != (self.session.id(), self.session.state()) {
            // Something changed meanwhile (a colleague's file was read again, say): what was shown no longer holds.
            return self.compare(new.clone());
        }
        let mut edits = new.before.clone();
        let mut project: Project = self.session.project().clone();
        if let Err(error) = apply_all(&mut project, Transaction::new("", edits.clone())) {
            return self.tell(Notice::problem(format!("The new version cannot be added: {error}.")));
        }
        let (made, links_left) = replace(&project, new.old, new.article.clone(), replacement, taken);
        edits.extend(made);
        let title = shorten(&new.article.facts.title);
        let label = match (new.is_typed, replacement.changes.as_slice()) {
            (true, [change]) => {
                let was = project.article(new.old).map_or("", |old| old.words(change.old));
                format!("Correct “{}” to “{}” in “{title}”", shorten(was), shorten(new.article.words(change.new)))
            }
            (true, _) => format!("Correct the text of “{title}”"),
            (false, _) => format!("Put a new version in the place of “{title}”"),
        };
        if !self.make(Transaction::new(label, edits)) {
            return;
        }
        let came = replacement.kept.len() + taken.len();
        let left = replacement.lost.len() + replacement.moved.len() + replacement.altered.len() - taken.len();
        let mut told = if new.is_typed {
            "The text was corrected".to_owned()
        } else {
            "The new version is in its place".to_owned()
        };
        told = format!("{told}; {came} of {} marks came along.", came + left);
        if left + links_left > 0 {
            told = format!("{told} The others, and {links_left} of their links, are with the earlier version.");
        }
        self.tell(Notice::fine(told));
        let here = replacement.changes.first().map(|change| change.new.start).filter(|_| new.is_typed);
        self.selection.show(Some(new.article.id));
        if let Some(here) = here {
            self.selection.put_caret(here);
            self.selection.reveal += 1;
        }
    }

    /// Takes steps back or makes them again; where that brings in another version of the shown article, shows that.
    pub(in crate::app) fn following_versions(&mut self, step: impl FnOnce(&mut Self)) {
        let shown = self.view().article().map(|article| (article.id, article.replaces));
        let before = shown.and_then(|(id, _)| self.session.project().later_version(id));
        step(self);
        let Some((shown, earlier)) = shown else { return };
        let project = self.session.project();
        let next = if project.articles.contains_key(&shown) { project.later_version(shown) } else { earlier };
        if next.is_some() && next != before {
            self.selection.show(next);
        }
    }
}

/// Facts with those of the earlier version where there are none.
fn filled(mut new: Facts, old: &Facts) -> Facts {
    let Facts { title, outlet, author, published, address, language, note } = &mut new;
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
