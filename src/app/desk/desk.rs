//! Everything that is open: features read it, and only [`App`](crate::app::App) changes it.

use std::{path::PathBuf, sync::Arc};

use super::{
    choices::ChoiceList,
    clock,
    derived::AllDerived,
    dialogs::Dialogs,
    documents,
    jobs::{JobKind, Running},
    leaving::Leaving,
    notice::Notice,
    prompt::{Prompt, members::SharedFiles},
    search::{Find, Search},
    selection::Selection,
    session::Session,
    settings::Settings,
    view::View,
    words,
};
use crate::{
    model::{Article, ArticleId, CoderId, Project, ProjectId, Span, SpanId, TagId, UNTITLED},
    text::ByteOffset,
};

/// Everything that is open.
pub struct Desk {
    /// The open project.
    pub session: Session,
    /// What is selected.
    pub selection: Selection,
    /// The person's settings.
    pub settings: Settings,
    /// Where this person's files lie.
    pub folders: Folders,
    /// The system's dialogs.
    pub dialogs: Arc<dyn Dialogs>,
    /// Jobs under way.
    pub running: Vec<Running>,
    /// Messages to show.
    pub notices: Vec<Notice>,
    /// The open prompt.
    pub prompt: Option<Prompt>,
    /// The open list of choices for the selected mark.
    pub choices: Option<Arc<ChoiceList>>,
    /// The search in the shown article.
    pub find: Find,
    /// The search over all articles.
    pub search: Search,
    /// What follows from the project, as last derived.
    pub derived: AllDerived,
    /// What comes after the save under way.
    pub leaving: Option<Leaving>,
    /// The new files in the watched folder.
    pub new_files: Vec<PathBuf>,
    /// The copies beside the file that a service has made because two computers changed it.
    pub conflict_copies: Vec<PathBuf>,
    /// The files of the shared folder that the project lies in, when they were looked at last.
    pub shared_files: SharedFiles,
    /// Where the first line of the shown article that can be seen begins.
    pub top: ByteOffset,
}

/// Where this person's files lie; what is missing is not kept.
#[derive(Clone, Debug, Default)]
pub struct Folders {
    /// The file of the settings.
    pub settings: Option<PathBuf>,
    /// The folder for journals and saved versions.
    pub state: Option<PathBuf>,
    /// The folder for documents, where file dialogs start that have no better one.
    pub documents: Option<PathBuf>,
}

impl Folders {
    /// Those of the system.
    pub fn of_system() -> Self {
        Self { settings: Settings::file(), state: crate::store::state_root(), documents: documents::folder() }
    }
}

/// A project with the built-in codebook and nothing else.
pub fn empty_project() -> Project {
    Project::new(ProjectId(clock::random_id()), UNTITLED, crate::store::builtin_codebook())
}

impl Desk {
    /// What panels may read.
    pub fn view(&self) -> View<'_> {
        View {
            session: &self.session,
            selection: &self.selection,
            settings: &self.settings,
            new_files: &self.new_files,
            conflict_copies: &self.conflict_copies,
            jobs: &self.running,
            notices: &self.notices,
            prompt: self.prompt.as_ref(),
            find: &self.find,
            search: &self.search,
            choices: self.choices.as_ref(),
            derived: &self.derived,
            problems: &self.derived.problems.value().list,
        }
    }

    /// The open project, as the person at work sees it.
    pub fn project(&self) -> &Project {
        self.session.project()
    }

    /// The whole of it, for what must not leave out what is hidden: saving, merging, new versions.
    pub fn whole(&self) -> &Project {
        self.session.whole()
    }

    /// The whole of an article, also what is hidden in it: what is deleted or united must not leave links behind.
    pub fn whole_article<'a>(&'a self, article: &'a Article) -> &'a Article {
        self.whole().article(article.id).unwrap_or(article)
    }

    /// The shown article.
    ///
    /// # Errors
    /// When none is shown.
    pub fn shown(&self) -> Result<&Article, Notice> {
        self.selection.article.and_then(|id| self.project().article(id)).ok_or_else(words::no_article)
    }

    /// The selected mark, with its article.
    ///
    /// # Errors
    /// When none is chosen.
    pub fn chosen(&self) -> Result<(&Article, &Span), Notice> {
        let article = self.shown()?;
        let span = self.selection.span.and_then(|id| article.span(id)).ok_or_else(words::no_mark)?;
        Ok((article, span))
    }

    /// A mark with its article, which is most often the one that is shown.
    ///
    /// # Errors
    /// When it is gone.
    pub fn span(&self, span_id: SpanId) -> Result<(&Article, &Span), Notice> {
        let others = self.project().articles.values().map(|article| &**article);
        let mut articles = self.shown().into_iter().chain(others);
        let found = articles.find_map(|article| Some((article, article.span(span_id)?)));
        found.ok_or_else(words::mark_gone)
    }

    /// An article of the project.
    ///
    /// # Errors
    /// When it is gone.
    pub fn article(&self, article_id: ArticleId) -> Result<&Article, Notice> {
        self.project().article(article_id).ok_or_else(words::article_gone)
    }

    /// The person at work.
    pub fn coder(&self) -> CoderId {
        self.settings.coder_id()
    }

    /// The name of a tag; its id when it is gone.
    pub fn tag_name(&self, tag_id: &TagId) -> String {
        self.project().codebook.tag(tag_id).map_or_else(|| tag_id.to_string(), |tag| tag.name.clone())
    }

    /// Whether a job of a kind is under way.
    pub fn is_running(&self, kind: JobKind) -> bool {
        self.running.iter().any(|job| job.kind == kind)
    }

    /// How other windows name us.
    pub fn holder(&self) -> String {
        let now = clock::now().to_string().replace('T', " ");
        format!("{}, since {} UTC", self.settings.coder_name, now.get(..16).unwrap_or(&now))
    }
}
