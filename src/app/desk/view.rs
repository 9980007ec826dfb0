//! The application as panels read it.

use std::{path::PathBuf, sync::Arc};

use super::{
    appearance::ThemeChoice,
    article_order::ArticleOrder,
    choices::ChoiceList,
    derived::AllDerived,
    jobs::Running,
    notice::Notice,
    prompt::Prompt,
    search::{Find, Search},
    selection::Selection,
    session::Session,
    settings::{Autosave, Settings},
};
use crate::{
    app::command::{Command, Needs, Panel, Toggle},
    model::{Article, CoderId, Direction, Layer, Problem, Project, Span, Status},
    text::shortened_in_middle,
};

/// How many characters of a step are told beside undo and redo.
const LABEL: usize = 64;

/// What panels may read.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The open project.
    pub session: &'a Session,
    /// What is chosen.
    pub selection: &'a Selection,
    /// The person's settings.
    pub settings: &'a Settings,
    /// The new files in the watched folder.
    pub new_files: &'a [PathBuf],
    /// The copies beside the file that a service has made.
    pub conflict_copies: &'a [PathBuf],
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
    /// The open list of choices for the selected mark.
    pub choices: Option<&'a Arc<ChoiceList>>,
    /// What follows from the project, as last made.
    pub derived: &'a AllDerived,
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

    /// The selected span.
    pub fn span(&self) -> Option<&'a Span> {
        self.article()?.span(self.selection.span?)
    }

    /// Whose marks are drawn apart, in this order; nobody's unless coders are being compared.
    pub fn drawn_apart(&self) -> Vec<CoderId> {
        let is_comparing = self.settings.shows(Panel::Compare) && self.selection.layer == Layer::All;
        if is_comparing { self.selection.comparing.coders(self.project()) } else { Vec::new() }
    }

    /// Whether a command can do anything now.
    pub fn is_enabled(&self, command: Command) -> bool {
        self.has(command.row().needs)
    }

    /// Whether what a command needs is there.
    fn has(&self, needed: Needs) -> bool {
        let has_mark = self.selection.span.is_some();
        let has_words = !self.selection.text().is_empty();
        match needed {
            Needs::Nothing => true,
            Needs::Undo => self.session.history().undo_label().is_some(),
            Needs::Redo => self.session.history().redo_label().is_some(),
            Needs::Article => self.article().is_some(),
            Needs::Heading => self.article().is_some_and(|article| article.headings().next().is_some()),
            Needs::LinkHere => self.article().is_some_and(|article| article.link_at(self.selection.head).is_some()),
            Needs::Mark => has_mark,
            Needs::WordsOrMark => has_words || has_mark,
            Needs::WordsAndMark => has_words && has_mark,
            Needs::AnyMark => self.session.span_count() > 0,
            Needs::Matches => !self.find.hits.is_empty(),
            Needs::Problem => !self.problems.is_empty() || self.session.is_doubtful(),
            Needs::File => self.session.path.is_some(),
            Needs::OwnFile => self.session.path.is_some() && self.session.holder().is_none(),
            Needs::WatchedFolder => self.settings.watched.of(self.project().id).is_some(),
            Needs::ConflictCopies => !self.conflict_copies.is_empty(),
            Needs::NewFiles => !self.new_files.is_empty(),
            Needs::Trail => !self.selection.trail.is_empty(),
            Needs::Coders => self.project().coders.len() > 1,
            Needs::Tag => !self.project().codebook.tags.is_empty(),
        }
    }

    /// Whether a command that turns something on or chooses it has done so; `None` for all other commands.
    pub fn is_on(&self, command: Command) -> Option<bool> {
        command.row().toggle.map(|toggle| self.is(toggle))
    }

    fn is(&self, toggle: Toggle) -> bool {
        let settings = self.settings;
        let status = |wanted: Status| {
            let own = |id| self.project().status(id, settings.coder_id());
            self.selection.article.is_some_and(|id| own(id) == wanted)
        };
        let direction = |wanted: Direction| self.article().is_some_and(|article| article.facts.direction == wanted);
        match toggle {
            Toggle::DirectionAuto => direction(Direction::Auto),
            Toggle::DirectionRight => direction(Direction::LeftToRight),
            Toggle::DirectionLeft => direction(Direction::RightToLeft),
            Toggle::Blind => self.project().team.is_blind,
            Toggle::StatusNew => status(Status::New),
            Toggle::StatusInWork => status(Status::InWork),
            Toggle::StatusDone => status(Status::Done),
            Toggle::Flag => self.span().is_some_and(|span| span.flag),
            Toggle::ThemeSystem => settings.theme == ThemeChoice::System,
            Toggle::ThemeLight => settings.theme == ThemeChoice::Light,
            Toggle::ThemeDark => settings.theme == ThemeChoice::Dark,
            Toggle::ThemeHighContrast => settings.theme == ThemeChoice::HighContrast,
            Toggle::AutosaveOff => settings.autosave == Autosave::Off,
            Toggle::AutosaveIdle => settings.autosave == Autosave::Idle,
            Toggle::AutosaveFocus => settings.autosave == Autosave::FocusLoss,
            Toggle::Letters => settings.letters,
            Toggle::Patterns => settings.patterns,
            Toggle::Arcs => settings.arcs,
            Toggle::SortAdded => settings.article_order == ArticleOrder::Project,
            Toggle::SortDate => settings.article_order == ArticleOrder::Date,
            Toggle::SortOutlet => settings.article_order == ArticleOrder::Outlet,
            Toggle::SortTitle => settings.article_order == ArticleOrder::Title,
            Toggle::SortStatus => settings.article_order == ArticleOrder::Status,
            Toggle::SortReversed => settings.articles_reversed,
            Toggle::Articles => settings.show_articles,
            Toggle::Side => settings.show_codebook,
            Toggle::Panel(panel) => settings.shows(panel),
        }
    }

    /// The name of a command now: undo and redo say what they would do.
    pub fn label(&self, command: Command) -> String {
        let what = if command == Command::Undo {
            self.session.history().undo_label()
        } else if command == Command::Redo {
            self.session.history().redo_label()
        } else {
            None
        };
        let label = |what| format!("{}: {}", command.label(), shortened_in_middle(what, LABEL));
        what.map_or_else(|| command.label().to_owned(), label)
    }
}
