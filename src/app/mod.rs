//! The application without its window: one open project, what is chosen, the settings, jobs and questions, and the
//! one place where actions are carried out.

mod action;
mod article;
mod codebook;
mod command;
mod desk;
mod exchange;
mod marks;
mod project;

use std::{path::PathBuf, sync::Arc};

pub use action::{
    Action, ArticleAction, CodebookAction, DeskAction, ExchangeAction, MarkAction, ProjectAction, UnsavedAnswer,
};
pub use article::find::Find;
pub use article::replace::{ReplaceAction, ReplacePlan};
pub use article::search::{MOST_FOUND, Search};
pub(crate) use command::panels;
pub use command::{Command, Dock, InvalidShortcut, Menu, Needs, Panel, Reach, Row, Shortcut, Toggle};
pub use desk::clock;
pub use desk::crash::report_panics;
pub use desk::derived::{Made, NewTable, Table, Tables};
pub use desk::dialogs::{Answer, Dialogs, SystemDialogs};
pub use desk::jobs::{Jobs, Progress, Running, Wake};
pub use desk::notice::{Notice, Tone};
pub use desk::prompt::{AfterSaving, PathPurpose, Prompt};
pub use desk::selection::Selection;
pub use desk::settings::{Autosave, Reading, Settings, ThemeChoice};
pub use desk::view::View;
pub use exchange::add::{ImportAs, import_into};
pub use exchange::fetch::address;
pub use exchange::import_plan::{ImportAction, ImportPlan};
pub use exchange::preview::{LookAction, LookPlan};
pub use exchange::read::{FilesRead, ReadAs};
pub use marks::choices::{Pick, PickKeys, PickList, PickRow, Shown};
pub use marks::mark_all::Alike;
pub use marks::name::{NameAction, letters};
pub use project::problems::Repair;
pub use project::saving::{Finished, empty_project};
pub use project::session::{Session, SessionId, StateMark};
pub use project::versions::{Change, ChangeFilter, VersionRow};
pub use project::watch::LOOKING;

use desk::crash;
use exchange::{add as importing, read as reading};
use marks::{choices as picking, field as answering, mark as tagging};
use project::session;

use crate::{
    edit::Transaction,
    model::Problem,
    store::{Keeping, Stat},
};

/// Something that only the window can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Put text on the clipboard.
    Copy(String),
    /// Close the window; everything that guards data has been asked.
    Close,
    /// Open the tag menu at the selection.
    TagMenu,
    /// Put the keyboard into the note of the chosen span.
    EditNote,
    /// Put the keyboard into the search field.
    EditFind,
    /// Put the keyboard into the field of the search over all articles.
    EditSearch,
    /// Give the keyboard to the panels, or back to the text.
    LeaveText,
}

/// The application: state, and what to do with an [`Action`].
pub struct App {
    session: Session,
    selection: Selection,
    settings: Settings,
    folders: Folders,
    jobs: Jobs,
    dialogs: Arc<dyn Dialogs>,
    notices: Vec<Notice>,
    prompt: Option<Prompt>,
    find: Find,
    search: Search,
    /// The open list of choices for the chosen mark.
    picking: Option<PickList>,
    /// What follows from the open project, as last made.
    tables: Tables,
    problems: Vec<Problem>,
    /// Those that only the reading of the file could see.
    lasting_problems: Vec<Problem>,
    requests: Vec<Request>,
    after_saving: Option<AfterSaving>,
    /// Files named together with a project: they are imported once it is there.
    with_project: Vec<PathBuf>,
    /// The state whose unsaved steps are not wanted any more, once the next project is there.
    discarding: bool,
    /// The project's file as it was when last looked at.
    watched: Option<(PathBuf, Option<Stat>)>,
    /// The file of somebody else, beside which ours is being saved.
    beside: Option<PathBuf>,
    /// The state that was left for another project.
    left: StateMark,
    /// Whether it has been told that steps are not kept.
    told_unkept: bool,
}

/// Where this person's files lie; what is missing is not kept.
#[derive(Clone, Debug, Default)]
pub struct Folders {
    /// The file of the settings.
    pub settings: Option<PathBuf>,
    /// The folder for journals and former saves.
    pub state: Option<PathBuf>,
}

impl Folders {
    /// Those of the system.
    pub fn of_system() -> Self {
        Self { settings: Settings::file(), state: crate::store::state_root() }
    }
}

impl App {
    /// An application with an empty project.
    pub fn new(folders: Folders, jobs: Jobs, dialogs: Arc<dyn Dialogs>) -> Self {
        let settings = Settings::load(folders.settings.as_ref());
        let nowhere = Keeping::Nowhere("no project is open yet".to_owned());
        let mut app = Self {
            session: Session::new(empty_project(), None, nowhere),
            selection: Selection::default(),
            settings,
            folders,
            jobs,
            dialogs,
            notices: Vec::new(),
            prompt: None,
            find: Find::default(),
            search: Search::default(),
            picking: None,
            tables: Tables::default(),
            problems: Vec::new(),
            lasting_problems: Vec::new(),
            requests: Vec::new(),
            after_saving: None,
            with_project: Vec::new(),
            discarding: false,
            watched: None,
            beside: None,
            left: StateMark::default(),
            told_unkept: false,
        };
        app.session = app.untitled(empty_project());
        app.save_settings();
        app
    }

    /// What panels may read.
    pub fn view(&self) -> View<'_> {
        View {
            session: &self.session,
            selection: &self.selection,
            settings: &self.settings,
            jobs: self.jobs.running(),
            notices: &self.notices,
            prompt: self.prompt.as_ref(),
            find: &self.find,
            search: &self.search,
            picking: self.picking.as_ref(),
            tables: &self.tables,
            problems: &self.problems,
        }
    }

    /// What only the window can do, since the last time.
    pub fn take_requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.requests)
    }

    /// Takes in the jobs that have come back.
    pub fn take_finished(&mut self) {
        loop {
            let finished = self.jobs.finished();
            if finished.is_empty() {
                break;
            }
            for job in finished {
                self.handle(Action::Done(Box::new(job)));
            }
        }
    }

    /// Carries out what somebody wants done.
    pub fn handle(&mut self, action: Action) {
        match action {
            Action::Command(command) => self.command(command),
            Action::Project(ProjectAction::Open(paths)) => self.open_paths(paths),
            Action::Project(ProjectAction::PathChosen(purpose, paths)) => self.path_chosen(purpose, paths),
            Action::Project(ProjectAction::PathTyped(purpose, path)) => self.path_typed(purpose, path),
            Action::Project(ProjectAction::TypePath(purpose)) => self.type_path(purpose, String::new()),
            Action::Exchange(ExchangeAction::AddPasted(text)) => self.add_pasted(&text),
            Action::Project(ProjectAction::AnswerUnsaved(answer)) => self.unsaved_answer(answer),
            Action::Desk(DeskAction::ClosePrompt) => self.prompt = None,
            Action::Confirm => self.confirm(),
            Action::Article(ArticleAction::Show(article_id)) => self.show_article(article_id),
            Action::Article(ArticleAction::ChooseSpan(span_id)) => self.selection.span = span_id,
            Action::Article(ArticleAction::JumpTo(article_id, span_id)) => self.jump_to(article_id, span_id),
            Action::Article(ArticleAction::Select { anchor, head }) => {
                (self.selection.anchor, self.selection.head) = (anchor, head);
            }
            Action::Mark(MarkAction::Tag(tag)) => self.tag(&tag),
            Action::Mark(MarkAction::Mark(tag, range)) => self.mark(&tag, range),
            Action::Mark(MarkAction::TagWithNew(name)) => self.tag_with_new(&name),
            Action::Mark(MarkAction::Paint(tag)) => self.selection.paint = tag,
            Action::Mark(MarkAction::AddPiece(range)) => self.add_piece(range),
            Action::Mark(MarkAction::Reshape(span_id, pieces)) => self.reshape(span_id, pieces),
            Action::Mark(MarkAction::Delete(span_id)) => self.delete_span(span_id),
            Action::Mark(MarkAction::FindSimilar { everywhere, fold }) => self.find_alike_again(everywhere, fold),
            Action::Mark(MarkAction::MarkSimilar(hits)) => self.mark_alike(&hits),
            Action::Desk(DeskAction::Derive(table)) => self.make_table(table),
            Action::Mark(MarkAction::Choose(pick, plain)) => self.pick(pick, plain),
            Action::Mark(MarkAction::LinkInstead(kind)) => self.link_instead(&kind),
            Action::Mark(MarkAction::AskField(span_id, field)) => self.ask_field_of(span_id, &field),
            Action::Mark(MarkAction::ChooseTyped(text)) => self.pick_typed(&text),
            Action::Mark(MarkAction::NextChoices) => self.next_pick(),
            Action::Mark(MarkAction::CloseChoices) => self.picking = None,
            Action::Mark(MarkAction::Link(from, to)) => self.link_spans(from, to),
            Action::Mark(MarkAction::Answer(span_id, field, text)) => self.answer_typed(span_id, &field, &text),
            Action::Mark(MarkAction::SetField(span_id, field, value)) => self.answer(span_id, &field, value),
            Action::Article(ArticleAction::Search(line)) => self.search(line),
            Action::Article(ArticleAction::JumpToPlace(article, range, span)) => {
                self.jump_to_place(article, range, span)
            }
            Action::Mark(MarkAction::MarkFound(tag)) => self.ask_mark_found(&tag),
            Action::Desk(DeskAction::SetLedgerColumns(keys)) => {
                self.change_settings(|settings| settings.ledger_columns = keys)
            }
            Action::Mark(MarkAction::Name(action)) => self.name_action(action),
            Action::Mark(MarkAction::Dismiss(place, on)) => self.dismiss(place, on),
            Action::Mark(MarkAction::Unlink(link_id)) => self.unlink(link_id),
            Action::Mark(MarkAction::MoveVoice(link_id, by)) => self.move_voice(link_id, by),
            Action::Mark(MarkAction::PlaceVoice(moved, onto)) => self.place_voice(moved, onto),
            Action::Mark(MarkAction::Retag(span_id, tag)) => self.retag(span_id, &tag),
            Action::Mark(MarkAction::SetNote(span_id, note)) => self.set_note(span_id, note),
            Action::Mark(MarkAction::SetFlag(span_id, flag)) => self.set_flag(span_id, flag),
            Action::Article(ArticleAction::SetFacts(article_id, facts)) => self.set_facts(article_id, *facts),
            Action::Article(ArticleAction::SetStatus(article_id, status)) => self.set_status(article_id, status),
            Action::Article(ArticleAction::Remove(article_id)) => self.ask_remove_article(article_id),
            Action::Project(ProjectAction::SetFacts(title, note)) => self.set_project_facts(title.trim(), &note),
            Action::Codebook(action) => self.codebook(action),
            Action::Article(ArticleAction::Find(query)) => self.find_words(query),
            Action::Article(ArticleAction::MatchCase(on)) => self.match_case(on),
            Action::Desk(DeskAction::SetCoderName(name)) => self.set_coder_name(&name),
            Action::Desk(DeskAction::SetTheme(theme)) => self.change_settings(|settings| settings.theme = theme),
            Action::Desk(DeskAction::SetReading(reading)) => {
                self.change_settings(|settings| settings.reading = reading.clamped())
            }
            Action::Desk(DeskAction::SetKey(command, shortcut)) => self.set_key(command, shortcut.as_ref()),
            Action::Desk(DeskAction::CloseNotice(place)) => {
                if place < self.notices.len() {
                    self.notices.remove(place);
                }
            }
            Action::Desk(DeskAction::Say(notice)) => self.tell(notice),
            Action::Desk(DeskAction::SetWindowSize(width, height)) => {
                self.settings.window = (width, height);
            }
            Action::Project(ProjectAction::PreviewVersion(path, at)) => self.look_at_version(path, at),
            Action::Project(ProjectAction::RestoreVersion(path, at)) => self.restore_version(path, at),
            Action::Exchange(ExchangeAction::Fetch(address)) => self.fetch(&address),
            Action::Exchange(ExchangeAction::Import(action)) => self.import_action(action),
            Action::Exchange(ExchangeAction::Preview(action)) => self.look_action(action),
            Action::Article(ArticleAction::NewVersion(action)) => self.replace_action(action),
            Action::Project(ProjectAction::AskPath(purpose)) => self.ask_path(purpose),
            Action::Exchange(ExchangeAction::Export(format)) => self.ask_export(format),
            Action::Project(ProjectAction::ExportHistory(filter)) => self.ask_path(PathPurpose::ExportHistory(filter)),
            Action::Project(ProjectAction::Place(article, span, pieces)) => self.place(article, span, pieces),
            Action::Project(ProjectAction::PlaceAll) => self.place_all(),
            Action::Project(ProjectAction::DropSetAside(article, span)) => self.drop_kept_aside(article, span),
            Action::Project(ProjectAction::AcceptText(article)) => self.accept_text(article),
            Action::Project(ProjectAction::CheckFile) => self.look_at_file(),
            Action::Project(ProjectAction::Autosave) => self.autosave(),
            Action::Done(finished) => self.finished(*finished),
        }
        self.selection.repair(self.session.project());
        if self.picking.as_ref().is_some_and(|list| self.selection.span != Some(list.span)) {
            self.picking = None;
        }
        self.refresh_find();
    }

    fn command(&mut self, command: Command) {
        if !self.view().is_enabled(command) {
            return;
        }
        match command {
            Command::NewProject => self.leave_for(AfterSaving::New),
            Command::OpenProject => self.ask_path(PathPurpose::OpenProject),
            Command::AutosaveOff => self.change_settings(|s| s.autosave = Autosave::Off),
            Command::AutosaveIdle => self.change_settings(|s| s.autosave = Autosave::Idle),
            Command::AutosaveFocus => self.change_settings(|s| s.autosave = Autosave::FocusLoss),
            Command::Versions => self.show_versions(),
            Command::History => self.show_history(),
            Command::Problems => self.show_problems(),
            Command::Reload => self.reload(),
            Command::Recover => self.leave_for(AfterSaving::Recover),
            Command::OpenSample => self.open_sample_if_saved(),
            Command::Save => self.save(None),
            Command::SaveAs => self.ask_path(PathPurpose::SaveAs(None)),
            Command::Export => self.show_formats(),
            Command::ExportCsv => self.ask_path(PathPurpose::Export("csv")),
            Command::Quit => self.leave_for(AfterSaving::Quit),
            Command::Undo => self.following_versions(Self::undo),
            Command::Redo => self.following_versions(Self::redo),
            Command::CopyWords => self.copy_words(),
            Command::CopyQuote => self.copy_quote(),
            Command::SelectWord | Command::SelectSentence | Command::SelectParagraph | Command::SelectAll => {
                self.select_unit(command);
            }
            Command::Find => self.open_find(),
            Command::FindNext => self.find_step(true),
            Command::FindPrevious => self.find_step(false),
            Command::Import | Command::AddArticles => self.ask_path(PathPurpose::AddArticles),
            Command::AddFolder => self.ask_path(PathPurpose::AddFolder),
            Command::LookAtArticle => self.ask_path(PathPurpose::LookAt),
            Command::PasteArticle => self.prompt = Some(Prompt::PasteArticle(None)),
            Command::NewVersion | Command::CompareVersions | Command::CorrectText => self.version_command(command),
            Command::NextArticle => self.step_article(true),
            Command::PreviousArticle => self.step_article(false),
            Command::MarkNew | Command::MarkInWork | Command::MarkDone => self.set_status_of_shown(command),
            Command::RemoveArticle => {
                if let Some(article_id) = self.selection.article {
                    self.ask_remove_article(article_id);
                }
            }
            Command::TagMenu => self.requests.push(Request::TagMenu),
            Command::LinkSpeaker
            | Command::LinkAddressee
            | Command::LinkPlace
            | Command::LinkTime
            | Command::LinkWithin
            | Command::NameMention
            | Command::NameByLetter
            | Command::Answer
            | Command::SameClaim => self.open_pick(command),
            Command::MarkAlike => self.ask_mark_alike(),
            Command::AddPiece => self.add_piece(self.selection.text()),
            Command::NextSpan => self.step_span(true),
            Command::PreviousSpan => self.step_span(false),
            Command::SpanHere => self.choose_span_here(),
            Command::NextUntagged => self.next_untagged(),
            Command::GoBack => self.go_back(),
            Command::StartEarlier | Command::StartLater | Command::EndEarlier | Command::EndLater => {
                self.move_edge(command);
            }
            Command::ToggleFlag => self.toggle_flag(),
            Command::EditNote => self.requests.push(Request::EditNote),
            Command::DeleteSpan => {
                if let Some(span_id) = self.selection.span {
                    self.delete_span(span_id);
                }
            }
            Command::Release => self.release(),
            Command::Palette => self.prompt = Some(Prompt::Palette),
            Command::LargerText => self.change_settings(|s| s.zoom = (s.zoom * 1.1).min(3.0)),
            Command::SmallerText => self.change_settings(|s| s.zoom = (s.zoom / 1.1).max(0.5)),
            Command::NormalText => self.change_settings(|s| s.zoom = 1.0),
            Command::ReadingSettings => self.prompt = Some(Prompt::Reading),
            Command::ThemeSystem => self.change_settings(|s| s.theme = ThemeChoice::System),
            Command::ThemeLight => self.change_settings(|s| s.theme = ThemeChoice::Light),
            Command::ThemeDark => self.change_settings(|s| s.theme = ThemeChoice::Dark),
            Command::ToggleArcs => self.change_settings(|s| s.arcs = !s.arcs),
            Command::ToggleLetters => self.change_settings(|s| s.letters = !s.letters),
            Command::ToggleArticles => self.change_settings(|s| s.show_articles = !s.show_articles),
            Command::SearchAll => self.open_search(),
            Command::Show(Panel::Search) if !self.settings.shows(Panel::Search) => self.open_search(),
            Command::Show(panel) => self.change_settings(|s| s.show_or_hide(panel)),
            Command::CloseDrawer => self.change_settings(|s| s.show_drawer = false),
            Command::Codebooks => self.show_codebooks(),
            Command::ImportCodebook => self.ask_codebook_file(PathPurpose::ImportCodebook),
            Command::ExportCodebook => self.ask_codebook_file(PathPurpose::ExportCodebook),
            Command::ExportLedger => self.ask_path(PathPurpose::Export("ledger")),
            Command::ExportReport => self.ask_path(PathPurpose::Export("report")),
            Command::ExportXlsx => self.ask_path(PathPurpose::Export("xlsx")),
            Command::ToggleCodebook => self.change_settings(|s| s.show_codebook = !s.show_codebook),
            Command::LeaveText => self.requests.push(Request::LeaveText),
            Command::Shortcuts => self.prompt = Some(Prompt::Shortcuts),
            Command::ProjectFacts => self.prompt = Some(Prompt::ProjectFacts),
            Command::CoderName => self.prompt = Some(Prompt::CoderName),
        }
    }

    /// Makes a step; what does not fit becomes a notice. Returns whether it was made.
    fn make(&mut self, step: Transaction) -> bool {
        if self.is_held() {
            return false;
        }
        let made = self.session.make(step, self.settings.coder_id(), clock::now());
        if let Err(error) = &made {
            self.tell(Notice::problem(format!("This cannot be done: {error}.")));
        }
        self.tell_unkept();
        made.is_ok()
    }

    fn undo(&mut self) {
        if self.is_held() {
            return;
        }
        match self.session.undo(self.settings.coder_id(), clock::now()) {
            Ok(Some(label)) => self.tell(Notice::fine(format!("Undone: {label}"))),
            Ok(None) => {}
            Err(error) => self.tell(Notice::problem(format!("This can no longer be undone: {error}. It was skipped."))),
        }
        self.tell_unkept();
        self.look_at_problems_again();
        self.selection.reveal += 1;
    }

    fn redo(&mut self) {
        if self.is_held() {
            return;
        }
        match self.session.redo(self.settings.coder_id(), clock::now()) {
            Ok(Some(label)) => self.tell(Notice::fine(format!("Redone: {label}"))),
            Ok(None) => {}
            Err(error) => self.tell(Notice::problem(format!("This can no longer be redone: {error}. It was skipped."))),
        }
        self.tell_unkept();
        self.look_at_problems_again();
        self.selection.reveal += 1;
    }

    /// Whether somebody else has the project open; says so.
    fn is_held(&mut self) -> bool {
        let Some(holder) = self.session.holder() else { return false };
        let notice = format!(
            "This project is open in another window ({holder}), so it cannot be changed here. “Save as…” makes a copy that can."
        );
        self.tell(Notice::note(notice).with_offer(Command::SaveAs));
        true
    }

    /// Says, once for a project, that changes do not reach the disk between saves.
    fn tell_unkept(&mut self) {
        let Some(why) = self.session.unkept().filter(|_| !self.told_unkept) else { return };
        self.told_unkept = true;
        self.tell(Notice::problem(format!(
            "Your changes cannot be kept between saves: {why}. A crash would lose them, so save often."
        )));
    }

    /// Closes what is open, innermost first: a question, the search, the selection, the chosen span, paint mode.
    fn release(&mut self) {
        if self.prompt.take().is_some() {
            return;
        }
        if self.find.is_open {
            self.find = Find::default();
        } else if self.selection.paint.take().is_some() {
        } else if !self.selection.text().is_empty() {
            self.selection.put_caret(self.selection.head);
        } else {
            self.selection.span = None;
        }
    }

    /// Shows a message. A fine one takes the place of the fine one before it.
    fn tell(&mut self, notice: Notice) {
        match notice.tone {
            Tone::Problem => log::error!("{}", notice.text),
            Tone::Fine | Tone::Note | Tone::Important => log::info!("{}", notice.text),
        }
        self.notices.retain(|shown| shown.tone != Tone::Fine && shown.text != notice.text);
        self.notices.push(notice);
    }
}
