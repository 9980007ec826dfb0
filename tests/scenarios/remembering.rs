//! What is remembered of the person's work: folders of dialogs, recent projects, the last article and place.

use egui_kittest::kittest::Queryable;
use sayso::app::{Action, ArticleAction, Command, ExchangeAction, ProjectAction, Prompt};

use crate::common::driver::Sayso;

const TEXT: &str = "A headline\n\nPutin told Erdogan in Moscow.";

/// An article that needs scrolling.
fn long() -> String {
    let paragraphs: Vec<String> = (1..120).map(|number| format!("Paragraph {number} says that all is well.")).collect();
    format!("A long story\n\n{}", paragraphs.join("\n\n"))
}

#[test]
fn each_dialog_has_its_title_its_folder_and_a_name_to_begin_with() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Moscow");
    sayso.key("5");
    let documents = sayso.path("Documents");
    let ask = |sayso: &mut Sayso, command: Command| {
        sayso.act(Action::Command(command));
        sayso.key("Escape");
        sayso.asked()
    };
    // Nothing is known yet: all start where documents are.
    let titles = [
        (Command::OpenProject, "Open project", ""),
        (Command::SaveAs, "Save project as", "Untitled project.sayso"),
        (Command::AddArticles, "Add articles", ""),
        (Command::Import, "Import articles or annotations", ""),
        (Command::AddFolder, "Add a folder of articles", ""),
        (Command::LookAtArticle, "Preview an article", ""),
        (Command::ExportCsv, "Export marks as CSV", "Untitled project.csv"),
        (Command::ExportReport, "Export report", "Untitled project.html"),
        (Command::ExportXlsx, "Export workbook", "Untitled project.xlsx"),
        (Command::ExportLedger, "Export ledger", "Untitled project, ledger.csv"),
        (Command::ImportCodebook, "Import codebook", ""),
        (Command::ExportCodebook, "Export codebook", "Untitled project, codebook.ron"),
    ];
    for (command, title, name) in titles {
        let asked = ask(&mut sayso, command);
        assert_eq!((asked.title.as_str(), asked.name.as_str()), (title, name));
        assert_eq!(asked.folder.as_deref(), Some(&*documents), "{command:?}");
    }

    // Once the project has a file, its folder is where others start; each kind then remembers its own.
    let (work, exports) = (sayso.path("work"), sayso.path("exports"));
    std::fs::create_dir_all(&work).unwrap();
    std::fs::create_dir_all(&exports).unwrap();
    sayso.save_as("work/Grain.sayso");
    assert_eq!(ask(&mut sayso, Command::AddArticles).folder.as_deref(), Some(&*work));
    sayso.answer(&exports.join("marks.csv"));
    sayso.act(Action::Command(Command::ExportCsv));
    let asked = ask(&mut sayso, Command::ExportReport);
    assert_eq!((asked.folder.as_deref(), asked.name.as_str()), (Some(&*exports), "Grain.html"));
    assert_eq!(ask(&mut sayso, Command::AddArticles).folder.as_deref(), Some(&*work));

    // It is remembered for the next time, unless the folder is gone; a project is saved beside its file.
    let mut sayso = sayso.restart(Vec::new());
    assert_eq!(ask(&mut sayso, Command::ExportReport).folder.as_deref(), Some(&*exports));
    std::fs::remove_dir_all(&exports).unwrap();
    assert_eq!(ask(&mut sayso, Command::ExportReport).folder.as_deref(), Some(&*work));
    sayso.answer(&sayso.path("article.txt"));
    sayso.act(Action::Command(Command::OpenProject));
    assert_eq!(ask(&mut sayso, Command::SaveAs).folder.as_deref(), Some(&*work));
}

#[test]
fn a_typed_path_begins_in_the_same_folder() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.act(Action::Command(Command::SaveAs));
    let begins = sayso.path("Documents").join("Untitled project.sayso").display().to_string();
    let Some(Prompt::TypePath { proposal, .. }) = sayso.view().prompt else { panic!("{}", sayso.notices()) };
    assert_eq!(*proposal, begins);
}

/// The number of the first paragraph in sight.
fn top(sayso: &Sayso) -> usize {
    let text = sayso.article().text.as_str();
    let number = (1..120).find(|number| {
        let words = format!("Paragraph {number} says");
        let start = text.find(&words).unwrap();
        !sayso.harness.state().rects_of(sayso::text::ByteRange::new(start, start + words.len())).is_empty()
    });
    number.unwrap()
}

/// Scrolls on, away from the caret.
fn scroll(sayso: &mut Sayso) {
    let at = sayso.rects("Paragraph 3")[0].center();
    sayso.pointer(at, egui::Modifiers::NONE);
    sayso.harness.event(egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -1500.0),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
        modifiers: egui::Modifiers::NONE,
    });
    sayso.harness.run_steps(60);
}

#[test]
fn an_article_is_shown_again_from_where_it_was_left() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.act(Action::Exchange(ExchangeAction::AddPasted(long())));
    scroll(&mut sayso);
    let seen = top(&sayso);
    assert!(seen > 5, "{seen}");
    sayso.key("Ctrl+PageUp");
    assert_eq!(sayso.article().facts.title, "A headline");
    sayso.key("Ctrl+PageDown");
    assert_eq!((sayso.article().facts.title.as_str(), top(&sayso)), ("A long story", seen));
}

#[test]
fn a_project_opens_at_the_article_and_the_place_where_it_was_left() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.act(Action::Exchange(ExchangeAction::AddPasted(long())));
    let first = sayso.save_as("work.sayso");
    sayso.click_words("Paragraph 2", 1);
    let caret = sayso.view().selection.head;
    scroll(&mut sayso);
    let seen = top(&sayso);
    assert!(seen > 5, "{seen}");

    // Another project, and back.
    std::fs::copy(&first, sayso.path("other.sayso")).unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![sayso.path("other.sayso")])));
    assert_eq!(sayso.article().facts.title, "A headline", "nothing is known of this one");
    sayso.act(Action::Project(ProjectAction::Open(vec![first.clone()])));
    assert_eq!(sayso.article().facts.title, "A long story");
    assert_eq!(sayso.view().selection.head, caret);
    assert_eq!(top(&sayso), seen);

    // At the end of the program, and at its next start.
    sayso.act(Action::Command(Command::Quit));
    let written = std::fs::read_to_string(&first).unwrap();
    let mut sayso = sayso.restart(Vec::new());
    assert_eq!((sayso.article().facts.title.as_str(), sayso.view().selection.head), ("A long story", caret));
    assert_eq!(top(&sayso), seen);
    assert_eq!(std::fs::read_to_string(&first).unwrap(), written, "the file says nothing of it");

    // A place that is gone is no place.
    let id = sayso.article().id;
    sayso.act(Action::Article(ArticleAction::Remove(id)));
    sayso.click("Remove");
    sayso.key("Ctrl+S");
    let sayso = sayso.restart(vec![first]);
    assert_eq!(sayso.article().facts.title, "A headline");
}

#[test]
fn recent_projects_are_listed_opened_and_forgotten() {
    let mut sayso = Sayso::with_text(TEXT);
    for name in ["one.sayso", "two.sayso", "three.sayso"] {
        sayso.save_as(name);
    }
    std::fs::remove_file(sayso.path("two.sayso")).unwrap();
    // By mouse, from the menu.
    sayso.click("File");
    sayso.click("Open recent…");
    let folder = sayso.folder.path().display().to_string();
    for told in [format!("three, {folder}"), format!("two, No longer in {folder}"), format!("one, {folder}")] {
        assert!(sayso.shows(&told), "{told}");
    }
    sayso.click(&format!("two, No longer in {folder}"));
    assert!(sayso.shows("Open recent"), "what is gone cannot be opened");
    sayso.click(&format!("one, {folder}"));
    assert_eq!(sayso.view().session.path.as_deref(), Some(&*sayso.path("one.sayso")));
    assert_eq!(sayso.view().prompt, None);

    // By keys, from the palette; with unsaved changes, which are asked about.
    sayso.drag("Moscow");
    sayso.key("5");
    sayso.key("Ctrl+Shift+P");
    sayso.type_text("open recent");
    sayso.key("Enter");
    sayso.type_text("thr");
    sayso.key("Enter");
    assert!(sayso.shows("Save your changes?"));
    sayso.key("Enter");
    assert_eq!(sayso.view().session.path.as_deref(), Some(&*sayso.path("three.sayso")));

    sayso.act(Action::Command(Command::OpenRecent));
    sayso.click("Remove missing projects");
    assert_eq!(sayso.view().settings.recent.len(), 2);
    assert!(!sayso.shows("Remove missing projects"));
    sayso.click("Clear list");
    assert!(sayso.view().settings.recent.is_empty() && sayso.shows_part("No recent projects"));
    sayso.key("Enter");
    assert_eq!(sayso.view().prompt, None);
}

#[test]
fn ten_recent_projects_are_remembered() {
    let mut sayso = Sayso::with_text(TEXT);
    for number in 1..=12 {
        sayso.save_as(&format!("{number}.sayso"));
    }
    let recent = &sayso.view().settings.recent;
    assert_eq!((recent.len(), &recent[0], &recent[9]), (10, &sayso.path("12.sayso"), &sayso.path("3.sayso")));
}

#[test]
fn about_names_the_version_and_the_licences() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.click("Help");
    sayso.click("About Sayso");
    let version = format!("Sayso {} (", env!("CARGO_PKG_VERSION"));
    assert!(sayso.shows_part(&version));
    sayso.harness.get_by_label("Copy version").click();
    sayso.harness.step();
    let copied = sayso
        .harness
        .output()
        .platform_output
        .commands
        .iter()
        .any(|command| matches!(command, egui::OutputCommand::CopyText(text) if text.starts_with(&version)));
    assert!(copied);
    sayso.settle();
    sayso.click("Apache 2.0");
    assert!(sayso.shows_part("Apache License"));
    sayso.key("Enter");
    assert_eq!(sayso.view().prompt, None);
}
