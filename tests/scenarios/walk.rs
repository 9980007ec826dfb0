//! Every panel, prompt and command in turn, without a project to speak of and with the sample: each opens, and has a
//! name for whoever cannot see it.

use std::collections::BTreeSet;

use egui::accesskit::Role;
use egui_kittest::kittest::{By, NodeT, Queryable};
use sayso::app::{
    Action, CodebookAction, Command, DeskAction, ExchangeAction, MarkAction, Menu, Panel, PathPurpose, ProjectAction,
    Prompt, Reach,
};
use sayso::model::TagId;

use super::past::damaged;
use crate::common::driver::Sayso;

fn sample() -> Sayso {
    Sayso::start(Vec::new())
}

fn empty() -> Sayso {
    let mut sayso = sample();
    sayso.act(Action::Command(Command::NewProject));
    assert_eq!(sayso.view().project().articles.len(), 0);
    sayso
}

#[test]
fn every_panel_opens_under_its_name() {
    for mut sayso in [empty(), sample()] {
        for panel in Panel::ALL {
            if !sayso.view().settings.shows(*panel) {
                sayso.act(Action::Command(Command::Show(*panel)));
            }
            assert!(sayso.shows(&format!("{} panel", panel.title())), "{panel:?}");
            assert!(sayso.harness.query_by_role_and_label(Role::Tab, panel.title()).is_some(), "{panel:?}");
            assert_eq!(sayso.notices(), "", "{panel:?}");
        }
    }
}

#[test]
fn a_tab_shows_its_panel() {
    let mut sayso = sample();
    sayso.act(Action::Command(Command::Show(Panel::Ledger)));
    for panel in Panel::ALL {
        sayso.harness.get_by_role_and_label(Role::Tab, panel.title()).click();
        sayso.settle();
        assert!(sayso.view().settings.shows(*panel), "{panel:?}");
    }
}

#[test]
fn every_command_stands_in_a_menu_and_says_what_it_does() {
    let mut sayso = sample();
    for menu in Menu::ALL {
        sayso.harness.query_all_by_label(menu.label()).next().unwrap().click();
        sayso.settle();
        for command in menu.commands() {
            let shown = sayso.view().label(command);
            let start: String = shown.chars().take(40).collect();
            let toggles = command.row().toggle.is_some();
            let role = if toggles { Role::MenuItemCheckBox } else { Role::MenuItem };
            let is_entry = |label: String| label.starts_with(&start);
            let mut entries = sayso.harness.query_all(By::new().role(role));
            assert!(entries.any(|node| node.accesskit_node().label().is_some_and(is_entry)), "{menu:?}: {shown}");
        }
        sayso.key("Escape");
    }
}

#[test]
fn the_readme_calls_commands_by_the_names_in_the_menus() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let named: Vec<(&str, &str)> = readme.split('*').filter_map(|words| words.split_once(" › ")).collect();
    assert!(named.len() > 5, "there must be something to check");
    for (menu, label) in named {
        let menu = Menu::ALL.into_iter().find(|known| known.label() == menu).unwrap_or_else(|| panic!("no {menu}"));
        assert!(menu.commands().any(|command| command.label() == label), "{menu:?} › {label}");
    }
}

#[test]
fn no_command_does_harm_where_there_is_nothing() {
    let mut sayso = empty();
    let leaves = |command: &Command| command.row().reach == Reach::Leaves;
    for command in Command::all().filter(|command| !leaves(command)) {
        let is_enabled = sayso.view().is_enabled(command);
        sayso.act(Action::Command(command));
        let is_asked = sayso.view().prompt.is_some();
        assert!(is_enabled || !is_asked, "{command:?} asks something although it cannot be used");
        sayso.act(Action::Desk(DeskAction::ClosePrompt));
        assert_eq!(sayso.view().project().articles.len(), 0, "{command:?}");
    }
    sayso.act(Action::Exchange(ExchangeAction::AddPasted("A headline\n\nand text".to_owned())));
    assert_eq!(sayso.article().facts.title, "A headline", "{}", sayso.notices());
}

/// The name of a prompt in this list; a new one is to be opened below.
fn name(prompt: &Prompt) -> &'static str {
    match prompt {
        Prompt::Unsaved(_) => "Unsaved",
        Prompt::TypePath { .. } => "TypePath",
        Prompt::PasteArticle(None) => "PasteArticle",
        Prompt::PasteArticle(Some(_)) => "PasteArticle of a version",
        Prompt::CorrectText { .. } => "CorrectText",
        Prompt::NewVersion(_) => "Replace",
        Prompt::Overwrite { .. } => "Overwrite",
        Prompt::PickTag(_) => "PickTag",
        Prompt::DeleteTag { .. } => "DeleteTag",
        Prompt::MergeTag { .. } => "MergeTag",
        Prompt::Unite { .. } => "Unite",
        Prompt::SplitTag(_) => "SplitTag",
        Prompt::RemoveArticle { .. } => "RemoveArticle",
        Prompt::ArticleFields => "ArticleFields",
        Prompt::Codebooks(_) => "Codebooks",
        Prompt::Versions(_) => "Versions",
        Prompt::History(_) => "History",
        Prompt::Problems => "Problems",
        Prompt::Merge(_) => "Merge",
        Prompt::Unmerged(_) => "Unmerged",
        Prompt::Assign => "Assign",
        Prompt::ByOthers(_) => "ByOthers",
        Prompt::SharedFolder(_) => "SharedFolder",
        Prompt::Duplicates(_) => "Duplicates",
        Prompt::MarkAll(_) => "MarkAlike",
        Prompt::Preview(_) => "Look",
        Prompt::Fetch(_) => "Fetch",
        Prompt::Import(_) => "Import",
        Prompt::Export { .. } => "Export",
        Prompt::Coders(_) => "Coders",
        Prompt::MergeCoder { .. } => "MergeCoder",
        Prompt::Shortcuts => "Shortcuts",
        Prompt::Palette => "Palette",
        Prompt::ProjectFacts => "ProjectFacts",
        Prompt::CoderName => "CoderName",
        Prompt::Reading => "Reading",
        Prompt::Recent(_) => "Recent",
        Prompt::About => "About",
    }
}

/// How many prompts the list above tells apart.
const PROMPTS: usize = 38;

/// The commands that open a prompt in any project.
const ANYWHERE: [Command; 15] = [
    Command::Duplicates,
    Command::OpenRecent,
    Command::About,
    Command::Coders,
    Command::PasteArticle,
    Command::ArticleFields,
    Command::EditTag,
    Command::Codebooks,
    Command::History,
    Command::Shortcuts,
    Command::Palette,
    Command::ProjectFacts,
    Command::CoderName,
    Command::ReadingSettings,
    Command::SaveAs,
];

/// What opens prompts in a project with a file and an article in which “Putin” is marked and selected.
fn openers(sayso: &Sayso) -> Vec<Action> {
    let tag = |id: &str| TagId::new(id);
    let other_coder = sayso::model::CoderId(sayso::model::Id::FIRST);
    let brat = sayso.path("story.ann");
    std::fs::write(sayso.path("story.txt"), sayso.article().text.as_str()).unwrap();
    std::fs::write(&brat, "T1\tPerson 12 17\tPutin\n").unwrap();
    let copy = sayso.path("copy.sayso");
    let title = |text: String| text.replace("title: \"A headline\"", "title: \"Another headline\"");
    std::fs::write(&copy, title(std::fs::read_to_string(sayso.path("work.sayso")).unwrap())).unwrap();
    let link = sayso.path("story.url");
    std::fs::write(&link, "[InternetShortcut]\nURL=https://courier.example/story\n").unwrap();
    let commands = [
        Command::NewVersion,
        Command::CorrectText,
        Command::RemoveArticle,
        Command::Versions,
        Command::MarkAlike,
        Command::Export,
        Command::NewProject,
    ];
    let other = [
        Action::Project(ProjectAction::PathTyped(PathPurpose::SaveAs(None), sayso.path("work.sayso"))),
        Action::Codebook(CodebookAction::AskDelete(tag("speaker"))),
        Action::Codebook(CodebookAction::AskMerge { from: tag("speaker"), into: tag("location") }),
        Action::Project(ProjectAction::AskMergeCoder { from: sayso.view().settings.coder_id(), into: other_coder }),
        Action::Codebook(CodebookAction::AskSplit(tag("speaker"))),
        Action::Project(ProjectAction::PathChosen(PathPurpose::Preview, Some(vec![sayso.path("story.txt")]))),
        Action::Project(ProjectAction::PathChosen(PathPurpose::MergeCopies, Some(vec![copy]))),
        Action::Project(ProjectAction::Open(vec![link])),
        Action::Project(ProjectAction::Open(vec![brat])),
    ];
    ANYWHERE.into_iter().chain(commands).map(Action::Command).chain(other).collect()
}

/// Opens a prompt and closes it; returns its name.
fn open(sayso: &mut Sayso, action: Action) -> &'static str {
    let what = format!("{action:?}");
    sayso.act(action);
    let shown = name(sayso.view().prompt.unwrap_or_else(|| panic!("{what}: {}", sayso.notices())));
    let dialog = sayso.harness.query_all(By::new().role(Role::Dialog)).next().unwrap_or_else(|| panic!("{what}"));
    assert!(dialog.accesskit_node().label().is_some_and(|label| !label.is_empty()), "{shown} has no name");
    sayso.key("Escape");
    assert_eq!(sayso.view().prompt, None, "{shown} is closed by Escape");
    shown
}

/// A project with a file and an article in which “Putin” is marked and selected.
fn saved() -> Sayso {
    let mut sayso = Sayso::with_text("A headline\n\nPutin told Erdogan in Moscow. Putin said so.");
    sayso.drag("Putin");
    sayso.key("2");
    sayso.save_as("work.sayso");
    sayso
}

/// Enter presses the default button of every prompt, or Ctrl+Enter where a text of many lines is being typed.
#[test]
fn enter_answers_every_prompt() {
    let count = openers(&saved()).len();
    for place in 0..count {
        let mut sayso = saved();
        let action = openers(&sayso).swap_remove(place);
        sayso.key("F");
        sayso.act(action);
        let prompt = sayso.view().prompt.cloned().unwrap();
        let what = name(&prompt);
        // The sheet of shortcuts begins in its filter; an article and a tag want some words first.
        if what == "Shortcuts" {
            continue;
        }
        let is_text = matches!(prompt, Prompt::PasteArticle(_) | Prompt::CorrectText { .. });
        if is_text || what == "SplitTag" {
            sayso.type_text("Some words");
        }
        if is_text {
            sayso.key("Enter");
            assert_eq!(sayso.view().prompt, Some(&prompt), "{what}: Enter begins another line");
        }
        let before = sayso.notices();
        sayso.key(if is_text { "Ctrl+Enter" } else { "Enter" });
        assert!(sayso.view().prompt != Some(&prompt) || sayso.notices() != before, "{what}: Enter does nothing");
        if matches!(what, "DeleteTag" | "RemoveArticle" | "Overwrite") {
            assert!(sayso.view().project().articles.len() == 1 && sayso.view().project().codebook.tags.len() == 5);
            assert_eq!(sayso.view().prompt, None, "{what}: nothing is lost by Enter alone");
        }
    }
}

#[test]
fn enter_in_the_preview_of_an_import_imports() {
    let mut sayso = saved();
    let Some(import) = openers(&sayso).pop() else { panic!() };
    sayso.act(import);
    assert!(matches!(sayso.view().prompt, Some(Prompt::Import(_))), "{}", sayso.notices());
    // A name that is being typed is taken first; what it changes is seen before anything is imported.
    let field = sayso.harness.get_by_role_and_label(Role::TextInput, "Credit unattributed marks to");
    field.focus();
    sayso.settle();
    sayso.key("Ctrl+A");
    sayso.type_text("Ben");
    sayso.key("Enter");
    assert!(matches!(sayso.view().prompt, Some(Prompt::Import(_))), "{}", sayso.notices());
    assert_eq!(sayso.view().session.span_count(), 1);
    sayso.key("Enter");
    assert_eq!(sayso.view().prompt, None, "{}", sayso.notices());
    assert_eq!(sayso.view().session.span_count(), 2);
    assert!(sayso.view().project().coders.values().any(|coder| coder.name == "Ben"));
}

#[test]
fn every_prompt_opens_under_a_name_and_is_closed_by_escape() {
    let mut sayso = saved();
    let mut seen = BTreeSet::new();
    for action in openers(&sayso) {
        // Something unsaved, so that leaving asks.
        sayso.key("F");
        seen.insert(open(&mut sayso, action));
    }
    for key in ["2", "5"] {
        sayso.drag("Erdogan");
        sayso.key(key);
    }
    let location = sayso.view().selection.span.unwrap();
    seen.insert(open(&mut sayso, Action::Mark(MarkAction::Retag(location, TagId::new("speaker")))));
    let text = sayso.article().text.as_str().replace("told", "phoned");
    sayso.act(Action::Command(Command::NewVersion));
    seen.insert(open(&mut sayso, Action::Exchange(ExchangeAction::AddPasted(text))));

    let mut broken = sample();
    let path = broken.path("damaged.sayso");
    std::fs::write(&path, damaged()).unwrap();
    broken.act(Action::Project(ProjectAction::Open(vec![path])));
    seen.insert(open(&mut broken, Action::Command(Command::Problems)));

    let mut unmerged = sample();
    let path = super::merging::unmerged_by_git(&unmerged);
    seen.insert(open(&mut unmerged, Action::Project(ProjectAction::Open(vec![path]))));

    let mut open_conflict = sample();
    let path = open_conflict.path("undecided.sayso");
    let text = std::fs::read_to_string("projects/kremlin-call.sayso").unwrap();
    let conflict = "  conflicts: [\n    (about: \"\", ours: \"\\\"One\\\"\", theirs: \"\\\"Two\\\"\", section: \"head\", field: \"title\"),";
    std::fs::write(&path, text.replace("  conflicts: [", conflict)).unwrap();
    open_conflict.act(Action::Project(ProjectAction::Open(vec![path])));
    seen.insert(open(&mut open_conflict, Action::Command(Command::Assign)));
    let mut two = super::comparing::two_coders(&[("speaker", "Putin")]);
    seen.insert(open(&mut two, Action::Command(Command::ByOthers)));
    let folder = tempfile::tempdir().unwrap();
    let chosen = Some(vec![folder.path().to_path_buf()]);
    two.act(Action::Project(ProjectAction::PathChosen(PathPurpose::ShareIn, chosen)));
    seen.insert(open(&mut two, Action::Command(Command::SharedFolder)));
    assert_eq!(seen.len(), PROMPTS, "{seen:?}");
}

#[test]
fn prompts_that_need_nothing_open_on_an_empty_project() {
    let mut sayso = empty();
    for command in ANYWHERE {
        open(&mut sayso, Action::Command(command));
    }
}

#[test]
fn a_note_leads_to_its_mark() {
    let mut sayso = Sayso::with_text("A headline\n\nPutin told Erdogan in Moscow.");
    for (words, key, note) in [("Putin", "2", ""), ("Moscow", "5", "Or near it?")] {
        sayso.drag(words);
        sayso.key(key);
        let id = sayso.view().selection.span.unwrap();
        sayso.act(Action::Mark(MarkAction::SetNote(id, note.to_owned())));
    }
    sayso.key("Escape");
    sayso.act(Action::Command(Command::Show(Panel::Notes)));
    assert!(!sayso.harness.get_by_label("Notes panel").query_all_by_label_contains("Putin").any(|_| true));
    sayso.click_in("Notes panel", "Or near it?: “Moscow”");
    let span = sayso.view().span().expect("the mark is selected");
    assert_eq!(sayso.article().words_of(span), "Moscow");
}
