//! Which function answers what: one line for each action, command, confirmed question and chosen path.

use std::path::PathBuf;

use super::{
    action::Action,
    article::{
        self,
        facts::{ask_remove, set_direction_of_shown, set_status_of_shown},
        find,
        navigate::{self, TextUnit, Way},
        search,
    },
    codebook::{self, tags, whole},
    command::{Command, Panel},
    compare,
    desk::{
        appearance::ThemeChoice,
        article_order::ArticleOrder,
        desk::Desk,
        leaving::{Destination, Leaving},
        paths, preferences,
        prompt::{PathPurpose, Prompt, TagPurpose},
        request::Request,
        settings::Autosave,
        step::{Change, Outcome, Step, Then},
    },
    exchange::{self, agreement, export, fetch, import_plan, new_version, preview, watched},
    marks::{
        self, copy, field, group, link,
        mark::{self, EdgeMove},
        mark_all, name,
    },
    project::{self, assigning, merging, opening, problems, recent, saving, team_folder, versions, watch},
};
use crate::{
    import::may_be_link,
    model::{Direction, LinkKindId, Status},
};

/// Answers an action.
///
/// # Errors
/// Says why nothing is done.
pub(super) fn answer(desk: &Desk, action: Action) -> Outcome {
    match action {
        Action::Command(command) if !desk.view().is_enabled(command) => Ok(Step::nothing()),
        Action::Command(command) => answer_command(desk, command),
        Action::Confirm => confirm(desk),
        Action::Project(action) => project::act(desk, action),
        Action::Article(action) => article::act(desk, action),
        Action::Mark(action) => marks::act(desk, action),
        Action::Compare(action) => Ok(compare::act(desk, action)),
        Action::Codebook(action) => codebook::act(desk, action),
        Action::Exchange(action) => exchange::act(desk, action),
        Action::Desk(action) => preferences::act(desk, action),
        // `App` takes these itself.
        Action::Draft(_) => Ok(Step::nothing()),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one line per command")]
fn answer_command(desk: &Desk, command: Command) -> Outcome {
    match command {
        Command::NewProject => saving::leave(desk, Leaving::to(Destination::New)),
        Command::OpenProject => paths::ask(desk, PathPurpose::OpenProject),
        Command::OpenRecent => Ok(recent::show(desk)),
        Command::OpenSample => opening::sample_if_saved(desk),
        Command::Save => saving::save(desk, None),
        Command::SaveAs => paths::ask(desk, PathPurpose::SaveAs(None)),
        Command::Versions => versions::show_versions(desk),
        Command::History => versions::show_history(desk),
        Command::Problems => Ok(problems::show(desk)),
        Command::MergeCopies => paths::ask(desk, PathPurpose::MergeCopies),
        Command::MergeFile => merging::read_own_file(desk),
        Command::MergeConflictCopies => merging::read(desk, desk.conflict_copies.clone()),
        Command::SharedFolder => team_folder::show(desk),
        Command::UpdateShared => team_folder::update(desk),
        Command::Duplicates => Ok(merging::show_duplicates(desk)),
        Command::Reload => watch::reload(desk),
        Command::Recover => saving::leave(desk, Leaving::to(Destination::Recover)),
        Command::ProjectFacts => Ok(Step::ask(Prompt::ProjectFacts)),
        Command::ByOthers => compare::reviewing::show(desk),
        Command::Blind => Ok(assigning::toggle_blind(desk)),
        Command::Assign => assigning::ask_assign(desk),
        Command::Coders => Ok(project::coders::show(desk)),
        Command::Import => paths::ask(desk, PathPurpose::Import),
        Command::AddArticles => paths::ask(desk, PathPurpose::AddArticles),
        Command::Export => Ok(export::show_formats(desk)),
        Command::ExportCsv => paths::ask(desk, PathPurpose::Export("csv")),
        Command::ExportReport => paths::ask(desk, PathPurpose::Export("report")),
        Command::ExportXlsx => paths::ask(desk, PathPurpose::Export("xlsx")),
        Command::ExportLedger => paths::ask(desk, PathPurpose::Export("ledger")),
        Command::AutosaveOff => Ok(Step::set(|settings| settings.autosave = Autosave::Off)),
        Command::AutosaveIdle => Ok(Step::set(|settings| settings.autosave = Autosave::Idle)),
        Command::AutosaveFocus => Ok(Step::set(|settings| settings.autosave = Autosave::FocusLoss)),
        Command::Quit => saving::leave(desk, Leaving::to(Destination::Quit)),
        Command::Undo => Ok(through_history(desk, Change::Undo)),
        Command::Redo => Ok(through_history(desk, Change::Redo)),
        Command::CopyWords => copy::words(desk),
        Command::CopyQuote => copy::quotation(desk),
        Command::CopyLink => copy::link(desk),
        Command::SelectWord => navigate::select_unit(desk, TextUnit::Word),
        Command::SelectSentence => navigate::select_unit(desk, TextUnit::Sentence),
        Command::SelectParagraph => navigate::select_unit(desk, TextUnit::Paragraph),
        Command::SelectAll => navigate::select_unit(desk, TextUnit::All),
        Command::Find => find::open(desk),
        Command::SearchAll => Ok(search::open(desk)),
        Command::FindNext => find::step(desk, Way::Forward),
        Command::FindPrevious => find::step(desk, Way::Back),
        Command::LookAtArticle => paths::ask(desk, PathPurpose::Preview),
        Command::AddFolder => paths::ask(desk, PathPurpose::AddFolder),
        Command::WatchFolder => paths::ask(desk, PathPurpose::WatchFolder),
        Command::AddNewFiles => watched::add(desk),
        Command::SkipNewFiles => Ok(watched::skip(desk)),
        Command::StopWatching => Ok(watched::stop(desk)),
        Command::PasteArticle => Ok(Step::ask(Prompt::PasteArticle(None))),
        Command::NewVersion => new_version::ask(desk),
        Command::CompareVersions => new_version::compare_with_nearest(desk),
        Command::EditFacts => request(Request::EditFacts),
        Command::CorrectText => new_version::ask_correction(desk),
        Command::NextArticle => navigate::step_article(desk, Way::Forward),
        Command::PreviousArticle => navigate::step_article(desk, Way::Back),
        Command::NextHeading => navigate::step_heading(desk, Way::Forward),
        Command::PreviousHeading => navigate::step_heading(desk, Way::Back),
        Command::SortAdded => Ok(sort_by(ArticleOrder::Project)),
        Command::SortDate => Ok(sort_by(ArticleOrder::Date)),
        Command::SortOutlet => Ok(sort_by(ArticleOrder::Outlet)),
        Command::SortTitle => Ok(sort_by(ArticleOrder::Title)),
        Command::SortStatus => Ok(sort_by(ArticleOrder::Status)),
        Command::SortReversed => Ok(Step::set(|settings| settings.articles_reversed = !settings.articles_reversed)),
        Command::MarkNew => set_status_of_shown(desk, Status::New),
        Command::MarkInWork => set_status_of_shown(desk, Status::InWork),
        Command::MarkDone => set_status_of_shown(desk, Status::Done),
        Command::DirectionAuto => set_direction_of_shown(desk, Direction::Auto),
        Command::DirectionRight => set_direction_of_shown(desk, Direction::LeftToRight),
        Command::DirectionLeft => set_direction_of_shown(desk, Direction::RightToLeft),
        Command::RemoveArticle => ask_remove(desk, desk.shown()?.id),
        Command::TagMenu => request(Request::TagMenu),
        Command::MarkMenu => mark_menu(desk),
        Command::MarkAlike => mark_all::ask(desk),
        Command::CloseQuote => mark::close_quote(desk),
        Command::AddPiece => mark::add_piece(desk, desk.selection.text()),
        Command::NextSpan => navigate::step_span(desk, Way::Forward),
        Command::PreviousSpan => navigate::step_span(desk, Way::Back),
        Command::SpanHere => navigate::choose_span_here(desk),
        Command::NextUntagged => navigate::next_unmarked(desk),
        Command::GoBack => navigate::go_back(desk),
        Command::StartEarlier => mark::move_edge(desk, EdgeMove::StartEarlier),
        Command::StartLater => mark::move_edge(desk, EdgeMove::StartLater),
        Command::EndEarlier => mark::move_edge(desk, EdgeMove::EndEarlier),
        Command::EndLater => mark::move_edge(desk, EdgeMove::EndLater),
        Command::LinkSpeaker => link::ask(desk, &[LinkKindId::SAID_BY]),
        Command::LinkAddressee => link::ask(desk, &[LinkKindId::TOLD_TO]),
        Command::LinkPlace => link::ask(desk, &[LinkKindId::HAPPENED_AT, LinkKindId::SAID_AT, LinkKindId::ABOUT]),
        Command::LinkTime => link::ask(desk, &[LinkKindId::SAID_ON, LinkKindId::HAPPENED_ON]),
        Command::LinkWithin => link::ask(desk, &[LinkKindId::WITHIN]),
        Command::NameMention => name::ask(desk, false),
        Command::NameByLetter => name::ask(desk, true),
        Command::Answer => field::ask_first(desk),
        Command::SameClaim => group::ask(desk),
        Command::ToggleFlag => mark::toggle_flag(desk),
        Command::EditNote => request(Request::EditNote),
        Command::ArticleFields => Ok(Step::ask(Prompt::ArticleFields)),
        Command::EditTag => Ok(tags::ask_which(TagPurpose::Edit)),
        Command::MergeTag => Ok(tags::ask_which(TagPurpose::Merge)),
        Command::SplitTag => Ok(tags::ask_which(TagPurpose::Split)),
        Command::DeleteTag => Ok(tags::ask_which(TagPurpose::Delete)),
        Command::Codebooks => Ok(whole::show()),
        Command::ImportCodebook => Ok(paths::ask(desk, PathPurpose::ImportCodebook)?.closing_prompt()),
        Command::ExportCodebook => Ok(paths::ask(desk, PathPurpose::ExportCodebook)?.closing_prompt()),
        Command::DeleteSpan => mark::delete(desk, desk.chosen()?.1.id),
        Command::Release => Ok(release(desk)),
        Command::Palette => Ok(Step::ask(Prompt::Palette)),
        Command::LargerText => Ok(Step::set(|settings| settings.zoom = (settings.zoom * 1.1).min(3.0))),
        Command::SmallerText => Ok(Step::set(|settings| settings.zoom = (settings.zoom / 1.1).max(0.5))),
        Command::NormalText => Ok(Step::set(|settings| settings.zoom = 1.0)),
        Command::ReadingSettings => Ok(Step::ask(Prompt::Reading)),
        Command::ThemeSystem => Ok(Step::set(|settings| settings.theme = ThemeChoice::System)),
        Command::ThemeLight => Ok(Step::set(|settings| settings.theme = ThemeChoice::Light)),
        Command::ThemeDark => Ok(Step::set(|settings| settings.theme = ThemeChoice::Dark)),
        Command::ThemeHighContrast => Ok(Step::set(|settings| settings.theme = ThemeChoice::HighContrast)),
        Command::TogglePatterns => Ok(Step::set(|settings| settings.patterns = !settings.patterns)),
        Command::ToggleArcs => Ok(Step::set(|settings| settings.arcs = !settings.arcs)),
        Command::NextCoder => Ok(navigate::show_next_layer(desk)),
        Command::ToggleLetters => Ok(Step::set(|settings| settings.letters = !settings.letters)),
        Command::ToggleArticles => Ok(Step::set(|settings| settings.show_articles = !settings.show_articles)),
        Command::Show(Panel::Search) if !desk.settings.shows(Panel::Search) => Ok(search::open(desk)),
        Command::Show(panel @ (Panel::Compare | Panel::Undecided)) if !desk.settings.shows(panel) => {
            let show = Step::set(move |settings| settings.show_or_hide(panel));
            Ok(show.and(Then::Request(Request::EnterDrawer)))
        }
        Command::Show(panel) => Ok(Step::set(move |settings| settings.show_or_hide(panel))),
        Command::CloseDrawer => Ok(Step::set(|settings| settings.show_drawer = false)),
        Command::ToggleCodebook => Ok(Step::set(|settings| settings.show_codebook = !settings.show_codebook)),
        Command::LeaveText => request(Request::LeaveText),
        Command::MenuBar => request(Request::MenuBar),
        Command::Shortcuts => Ok(Step::ask(Prompt::Shortcuts)),
        Command::CoderName => Ok(Step::ask(Prompt::CoderName)),
        Command::About => Ok(Step::ask(Prompt::About)),
    }
}

fn sort_by(order: ArticleOrder) -> Step {
    Step::set(move |settings| settings.article_order = order)
}

fn request(request: Request) -> Outcome {
    Ok(Step::then(Then::Request(request)))
}

/// What can be done with the selected words, else with the selected mark.
fn mark_menu(desk: &Desk) -> Outcome {
    if !desk.selection.text().is_empty() {
        return request(Request::TagMenu);
    }
    desk.chosen().and_then(|_mark| request(Request::MarkMenu))
}

/// Undoes or redoes; where that brings in another version of the shown article, shows that.
fn through_history(desk: &Desk, change: Change) -> Step {
    let follow = navigate::version_to_follow(desk);
    Step { change, ..Step::nothing() }.following(follow)
}

/// Closes what is open, innermost first: a prompt, the search, paint mode, the selection, the selected mark.
fn release(desk: &Desk) -> Step {
    if desk.prompt.is_some() {
        return Step::then(Then::ClosePrompt);
    }
    if desk.find.is_open {
        return Step::then(Then::Find(Default::default()));
    }
    let mut focus = desk.selection.clone();
    if focus.paint.take().is_none() {
        if focus.text().is_empty() {
            focus.span = None;
        } else {
            focus.put_caret(focus.head);
        }
    }
    Step::focus(focus)
}

/// Goes on with the question that is asked.
fn confirm(desk: &Desk) -> Outcome {
    let step = match &desk.prompt {
        Some(Prompt::DeleteTag { tag, .. }) => tags::delete(desk, tag)?,
        Some(Prompt::MergeTag { from, into, .. }) => tags::merge(desk, from, into)?,
        Some(Prompt::Unite { article, gone, stays, .. }) => mark::unite_with(desk, *article, *gone, *stays)?,
        // This goes back to the list of coders.
        Some(Prompt::MergeCoder { from, into, .. }) => return project::coders::merge(desk, *from, *into),
        Some(Prompt::Fetch(addresses)) => fetch::fetch_all(desk, addresses)?,
        Some(Prompt::RemoveArticle { article, .. }) => article::facts::remove(desk, *article)?,
        Some(Prompt::Overwrite { path, purpose }) => write_to(desk, path.clone(), purpose.clone())?,
        Some(_) | None => return Ok(Step::nothing()),
    };
    Ok(step.closing_prompt())
}

/// Goes on with paths that were chosen for a purpose.
///
/// # Errors
/// Says why nothing is done.
pub(super) fn with_paths(desk: &Desk, purpose: PathPurpose, paths: Vec<PathBuf>) -> Outcome {
    let used = paths::remember_folder(&purpose, &paths);
    Ok(used.into_iter().fold(go_on(desk, purpose, paths)?, Step::and))
}

fn go_on(desk: &Desk, purpose: PathPurpose, paths: Vec<PathBuf>) -> Outcome {
    let Some(path) = paths.first().cloned() else { return Ok(Step::nothing()) };
    match purpose {
        PathPurpose::AddArticles | PathPurpose::AddFolder => import(desk, paths),
        PathPurpose::Import => import_plan::import_asking(desk, paths),
        PathPurpose::OpenProject => saving::leave(desk, Leaving::open(path)),
        PathPurpose::WatchFolder => Ok(watched::watch(desk, path)),
        PathPurpose::ShareIn => team_folder::join(desk, &path),
        PathPurpose::Preview => Ok(preview::preview(desk, path)),
        PathPurpose::NewVersion(old) => Ok(new_version::read(desk, old, path)),
        PathPurpose::MergeCopies => merging::read(desk, paths),
        PathPurpose::ImportCodebook => Ok(whole::read(desk, path)),
        PathPurpose::SaveAs(_)
        | PathPurpose::Export(_)
        | PathPurpose::ExportCodebook
        | PathPurpose::ExportHistory(_)
        | PathPurpose::ExportAgreement(_) => {
            let (ended, changed) = paths::with_ending(path, &purpose);
            // The system's dialog has asked about the name it was given; not about the one we made of it.
            if changed {
                return Ok(paths::unless_there(purpose, ended, |desk, purpose, path| write_to(desk, path, purpose)));
            }
            write_to(desk, ended, purpose)
        }
    }
}

/// Imports files, where there are any; where all are links to web pages, asks whether to fetch these.
///
/// # Errors
/// Says why nothing is done.
pub(super) fn import(desk: &Desk, paths: Vec<PathBuf>) -> Outcome {
    if paths.is_empty() {
        return Ok(Step::nothing());
    }
    let are_links = paths.iter().all(|path| may_be_link(&path.to_string_lossy()));
    if are_links { Ok(fetch::ask(desk, paths)) } else { import_plan::import(desk, paths) }
}

fn write_to(desk: &Desk, path: PathBuf, purpose: PathPurpose) -> Outcome {
    match purpose {
        PathPurpose::SaveAs(next) => saving::save_to(desk, path, next),
        PathPurpose::Export(format) => export::export(desk, path, format),
        PathPurpose::ExportHistory(filter) => versions::export_history(desk, path, filter),
        PathPurpose::ExportAgreement(format) => Ok(agreement::export(desk, path, format)),
        PathPurpose::ExportCodebook => Ok(whole::export(desk, path)),
        PathPurpose::OpenProject
        | PathPurpose::AddArticles
        | PathPurpose::Import
        | PathPurpose::AddFolder
        | PathPurpose::WatchFolder
        | PathPurpose::ShareIn
        | PathPurpose::NewVersion(_)
        | PathPurpose::MergeCopies
        | PathPurpose::Preview
        | PathPurpose::ImportCodebook => Ok(Step::nothing()),
    }
}
