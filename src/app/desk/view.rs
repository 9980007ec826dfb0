//! The application as panels read it.

use super::{
    choices::PickList,
    derived::Tables,
    jobs::Running,
    notice::Notice,
    prompt::Prompt,
    search::{Find, Search},
    selection::Selection,
    session::Session,
    settings::{Autosave, DrawerTab, Settings, SideTab, ThemeChoice},
};
use crate::{
    app::command::Command,
    model::{Article, Problem, Project, Span, Status},
};

/// What panels may read.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The open project.
    pub session: &'a Session,
    /// What is chosen.
    pub selection: &'a Selection,
    /// The person's settings.
    pub settings: &'a Settings,
    /// Work under way.
    pub jobs: &'a [Running],
    /// Messages to show.
    pub notices: &'a [Notice],
    /// What is asked.
    pub prompt: Option<&'a Prompt>,
    /// The search in the article.
    pub find: &'a Find,
    /// The search over all articles.
    pub search: &'a Search,
    /// The open list of choices for the chosen mark.
    pub picking: Option<&'a PickList>,
    /// What follows from the project, as last made.
    pub tables: &'a Tables,
    /// What is wrong in the project.
    pub problems: &'a [Problem],
}

impl<'a> View<'a> {
    /// The project.
    pub fn project(&self) -> &'a Project {
        self.session.project()
    }

    /// The article shown.
    pub fn article(&self) -> Option<&'a Article> {
        self.project().article(self.selection.article?)
    }

    /// The chosen span.
    pub fn span(&self) -> Option<&'a Span> {
        self.article()?.span(self.selection.span?)
    }

    /// Whether the side panel shows this.
    fn is_side(&self, tab: SideTab) -> bool {
        self.settings.show_codebook && self.settings.side == tab
    }

    /// Whether a command can do anything now.
    pub fn is_enabled(&self, command: Command) -> bool {
        let has_article = self.article().is_some();
        let has_span = self.selection.span.is_some();
        let has_text = !self.selection.text().is_empty();
        match command {
            Command::Undo => self.session.undo_label().is_some(),
            Command::Redo => self.session.redo_label().is_some(),
            Command::CopyWords | Command::CopyQuote | Command::TagMenu => has_span || has_text,
            Command::AddPiece => has_span && has_text,
            Command::Export
            | Command::ExportCsv
            | Command::ExportLedger
            | Command::ExportXlsx
            | Command::ExportReport => self.session.span_count() > 0,
            Command::FindNext | Command::FindPrevious => !self.find.hits.is_empty(),
            Command::Problems => !self.problems.is_empty() || self.session.doubts() > 0,
            Command::Versions => self.session.path.is_some() && self.session.holder().is_none(),
            Command::Reload => self.session.path.is_some(),
            Command::GoBack => !self.selection.trail.is_empty(),
            Command::StartEarlier
            | Command::StartLater
            | Command::EndEarlier
            | Command::EndLater
            | Command::LinkSpeaker
            | Command::MarkAlike
            | Command::LinkAddressee
            | Command::LinkPlace
            | Command::LinkTime
            | Command::LinkWithin
            | Command::NameMention
            | Command::NameByLetter
            | Command::Answer
            | Command::SameClaim
            | Command::ToggleFlag
            | Command::EditNote
            | Command::DeleteSpan => has_span,
            Command::SelectWord
            | Command::SelectSentence
            | Command::SelectParagraph
            | Command::SelectAll
            | Command::Find
            | Command::NextArticle
            | Command::PreviousArticle
            | Command::MarkNew
            | Command::MarkInWork
            | Command::MarkDone
            | Command::RemoveArticle
            | Command::NewVersion
            | Command::CompareVersions
            | Command::CorrectText
            | Command::NextSpan
            | Command::PreviousSpan
            | Command::SpanHere
            | Command::NextUntagged => has_article,
            Command::NewProject
            | Command::OpenProject
            | Command::OpenSample
            | Command::Save
            | Command::SaveAs
            | Command::Quit
            | Command::Recover
            | Command::History
            | Command::AutosaveOff
            | Command::AutosaveIdle
            | Command::AutosaveFocus
            | Command::Import
            | Command::AddArticles
            | Command::AddFolder
            | Command::LookAtArticle
            | Command::Codebooks
            | Command::ProjectFacts
            | Command::ImportCodebook
            | Command::ExportCodebook
            | Command::PasteArticle
            | Command::Release
            | Command::Palette
            | Command::LargerText
            | Command::SmallerText
            | Command::NormalText
            | Command::ReadingSettings
            | Command::ThemeSystem
            | Command::ThemeLight
            | Command::ThemeDark
            | Command::ToggleLetters
            | Command::ToggleArcs
            | Command::ToggleArticles
            | Command::ToggleCodebook
            | Command::ToggleLedger
            | Command::SearchAll
            | Command::CloseDrawer
            | Command::Codebook
            | Command::Names
            | Command::Checklist
            | Command::LeaveText
            | Command::Shortcuts
            | Command::CoderName => true,
        }
    }

    /// Whether a command that turns something on or chooses it has done so; `None` for all other commands.
    pub fn is_on(&self, command: Command) -> Option<bool> {
        let status = |wanted: Status| {
            let own = |id| self.project().status(id, self.settings.coder_id());
            self.selection.article.is_some_and(|id| own(id) == wanted)
        };
        match command {
            Command::MarkNew => Some(status(Status::New)),
            Command::MarkInWork => Some(status(Status::InWork)),
            Command::MarkDone => Some(status(Status::Done)),
            Command::ToggleFlag => Some(self.span().is_some_and(|span| span.flag)),
            Command::ThemeSystem => Some(self.settings.theme == ThemeChoice::System),
            Command::ThemeLight => Some(self.settings.theme == ThemeChoice::Light),
            Command::ThemeDark => Some(self.settings.theme == ThemeChoice::Dark),
            Command::AutosaveOff => Some(self.settings.autosave == Autosave::Off),
            Command::AutosaveIdle => Some(self.settings.autosave == Autosave::Idle),
            Command::AutosaveFocus => Some(self.settings.autosave == Autosave::FocusLoss),
            Command::ToggleLetters => Some(self.settings.letters),
            Command::ToggleArcs => Some(self.settings.arcs),
            Command::ToggleArticles => Some(self.settings.show_articles),
            Command::ToggleLedger => Some(self.settings.show_drawer && self.settings.drawer == DrawerTab::Ledger),
            Command::Codebook => Some(self.is_side(SideTab::Codebook)),
            Command::Names => Some(self.is_side(SideTab::Names)),
            Command::Checklist => Some(self.is_side(SideTab::Checklist)),
            Command::ToggleCodebook => Some(self.settings.show_codebook),
            _other => None,
        }
    }

    /// The name of a command now: undo and redo say what they would do.
    pub fn label(&self, command: Command) -> String {
        let what = match command {
            Command::Undo => self.session.undo_label(),
            Command::Redo => self.session.redo_label(),
            _other => None,
        };
        what.map_or_else(|| command.label().to_owned(), |what| format!("{}: {what}", command.label()))
    }
}
