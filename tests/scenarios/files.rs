//! Opening, saving, importing, leaving.

use sayso::{
    app::{Action, Command, ExchangeAction, ProjectAction, Prompt},
    store::read_project,
};

use egui_kittest::kittest::Queryable;

use crate::common::driver::Sayso;

const TEXT: &str = "A headline\n\nPutin told Erdogan in Moscow.";

#[test]
fn the_main_job_from_article_to_colleague() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Moscow");
    sayso.key("5");
    let path = sayso.path("work");
    sayso.answer(&path);
    sayso.key("Ctrl+S");
    let file = sayso.path("work.sayso");
    assert!(file.is_file(), "{}", sayso.notice());
    assert!(!sayso.view().session.is_unsaved());
    let marks = sayso.marks();
    let bytes = std::fs::read(&file).unwrap();

    let mut colleague = Sayso::start(vec![file.clone()]);
    assert_eq!(colleague.marks(), marks);
    assert_eq!(colleague.view().problems, []);
    colleague.key("Ctrl+S");
    assert_eq!(std::fs::read(&file).unwrap(), bytes, "saving without edits changes nothing");
    let span = colleague.article().spans.iter().next().unwrap();
    assert_eq!(colleague.view().project().coder_name(span.by), "Ada");
}

#[test]
fn one_retag_changes_two_lines() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Moscow");
    sayso.key("5");
    sayso.drag("Putin");
    sayso.key("2");
    sayso.answer(&sayso.path("work.sayso"));
    sayso.key("Ctrl+S");
    // The second change notes who and when already, so that only the tag is new.
    sayso.key("1");
    sayso.key("Ctrl+S");
    let before = std::fs::read_to_string(sayso.path("work.sayso")).unwrap();
    sayso.key("4");
    sayso.key("Ctrl+S");
    let after = std::fs::read_to_string(sayso.path("work.sayso")).unwrap();
    let changed = before.lines().zip(after.lines()).filter(|(a, b)| a != b).count();
    assert_eq!((changed, before.lines().count()), (2, after.lines().count()));
}

#[test]
fn leaving_asks_about_unsaved_changes_on_every_way() {
    for command in [Command::Quit, Command::NewProject, Command::OpenProject] {
        let mut sayso = Sayso::with_text(TEXT);
        sayso.answer(&sayso.path("other.sayso"));
        sayso.act(Action::Command(command));
        assert!(sayso.shows("Save your changes?"), "{command:?}");
        sayso.click("Cancel");
        assert_eq!(sayso.view().prompt, None);
        assert_eq!(sayso.view().project().articles.len(), 1);
    }
    let mut sayso = Sayso::with_text(TEXT);
    sayso.act(Action::Command(Command::NewProject));
    sayso.answer(&sayso.path("kept.sayso"));
    sayso.click("Save");
    assert!(sayso.path("kept.sayso").is_file());
    assert_eq!(sayso.view().project().articles.len(), 0);
}

#[test]
fn what_is_being_typed_is_part_of_what_is_saved() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Moscow");
    sayso.key("5");
    sayso.answer(&sayso.path("work.sayso"));
    sayso.key("Ctrl+S");
    sayso.key("M");
    sayso.type_text("half a note");
    sayso.key("Ctrl+S");
    let saved = std::fs::read_to_string(sayso.path("work.sayso")).unwrap();
    assert!(saved.contains("half a note"), "{}", sayso.notice());
    sayso.key("M");
    sayso.type_text(", and more");
    sayso.key("Ctrl+Q");
    assert!(sayso.shows("Save your changes?"));
    sayso.click("Cancel");
    sayso.click_part("Outlet: ");
    sayso.click("Outlet");
    sayso.type_text("Daily");
    sayso.key("Ctrl+S");
    assert_eq!(sayso.article().facts.outlet, "Daily");
}

#[test]
fn what_is_being_typed_is_part_of_what_leaves_the_window_in_any_way() {
    for key in ["Ctrl+Shift+E", "Ctrl+E"] {
        let mut sayso = Sayso::with_text(TEXT);
        sayso.drag("Moscow");
        sayso.key("5");
        sayso.key("M");
        sayso.type_text("half a note");
        let span = sayso.view().selection.span.unwrap();
        assert_eq!(sayso.article().span(span).unwrap().note, "", "still being typed");
        sayso.answer(&sayso.path("marks.csv"));
        sayso.key(key);
        assert_eq!(sayso.article().span(span).unwrap().note, "half a note", "{key}");
    }
    // The last letter and the key may come in one frame.
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Moscow");
    sayso.key("5");
    sayso.key("M");
    sayso.type_text("half a not");
    let save = egui::Event::Key {
        key: egui::Key::S,
        physical_key: None,
        pressed: true,
        repeat: false,
        modifiers: egui::Modifiers::COMMAND | egui::Modifiers::CTRL,
    };
    sayso.answer(&sayso.path("work.sayso"));
    sayso.harness.input_mut().events.extend([egui::Event::Text("e".to_owned()), save]);
    sayso.settle();
    let saved = std::fs::read_to_string(sayso.path("work.sayso")).unwrap();
    assert!(saved.contains("half a note"), "{}", sayso.notices());

    let written = |sayso: &Sayso| std::fs::read_to_string(sayso.path("marks.csv")).unwrap();
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Moscow");
    sayso.key("5");
    sayso.key("M");
    sayso.type_text("half a note");
    sayso.answer(&sayso.path("marks.csv"));
    sayso.key("Ctrl+E");
    assert!(written(&sayso).contains("half a note"), "{}", sayso.notices());
}

#[test]
fn a_typed_path_is_asked_about_before_a_file_is_replaced() {
    let mut sayso = Sayso::with_text(TEXT);
    let typed = |sayso: &mut Sayso, path: &std::path::Path| {
        sayso.act(Action::Command(Command::SaveAs));
        sayso.fill("Path", &path.display().to_string());
    };
    let path = sayso.path("taken.sayso");
    std::fs::write(&path, "something else").unwrap();
    // The ending is added before anybody looks whether the file is there.
    let without_ending = sayso.path("taken");
    typed(&mut sayso, &without_ending);
    assert!(sayso.shows("Replace “taken.sayso”?"));
    sayso.click("Cancel");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "something else");
    let folder = sayso.path("");
    typed(&mut sayso, &folder);
    assert!(sayso.shows_part("This is a folder"), "{}", sayso.notices());
    sayso.key("Escape");
    sayso.act(Action::Command(Command::OpenProject));
    let missing = sayso.path("missing.sayso");
    sayso.fill("Path", &missing.display().to_string());
    assert!(sayso.shows_part("There is no file at this path"), "{}", sayso.notices());
    sayso.key("Escape");
    typed(&mut sayso, &path);
    sayso.click("Replace");
    assert!(read_project(&std::fs::read(&path).unwrap()).is_ok());
}

#[test]
fn closing_the_window_asks_too() {
    let mut sayso = Sayso::with_text(TEXT);
    let id = egui::ViewportId::ROOT;
    sayso.harness.input_mut().viewports.entry(id).or_default().events.push(egui::ViewportEvent::Close);
    sayso.harness.step();
    sayso.settle();
    assert!(sayso.shows("Save your changes?"));
}

#[test]
fn without_a_dialog_the_path_is_typed() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.key("Ctrl+S");
    assert!(matches!(sayso.view().prompt, Some(Prompt::TypePath { .. })));
    assert!(sayso.shows_part("has no file dialog"));
    let path = sayso.path("typed.sayso");
    sayso.key("Ctrl+A");
    sayso.type_text(&path.display().to_string());
    sayso.key("Enter");
    assert!(path.is_file());
}

#[test]
fn several_files_and_a_folder_come_in_and_bad_ones_say_why() {
    let mut sayso = Sayso::with_text(TEXT);
    let folder = sayso.path("week");
    std::fs::create_dir_all(folder.join("deep")).unwrap();
    std::fs::write(folder.join("a.md"), "# Alpha\n\nText").unwrap();
    std::fs::write(folder.join("deep/b.txt"), "Beta\r\nText").unwrap();
    std::fs::write(folder.join("deep/empty.txt"), b"").unwrap();
    std::fs::write(folder.join("c.bin"), [0, 1, 2]).unwrap();
    std::fs::write(folder.join("latin.txt"), b"caf\xE9").unwrap();
    std::fs::write(folder.join("empty.txt"), b"").unwrap();
    std::fs::write(folder.join("cut.docx"), b"PK\x03\x04").unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![folder, sayso.path("missing.txt")])));
    let titles: Vec<String> = sayso.view().project().listed_articles().iter().map(|a| a.facts.title.clone()).collect();
    for title in ["Alpha", "Beta", "café"] {
        assert!(titles.iter().any(|known| known == title), "{titles:?}");
    }
    assert_eq!(titles.len(), 4);
    let notices: String = sayso.view().notices.iter().map(|notice| notice.text.as_str()).collect::<Vec<_>>().join("\n");
    for part in [
        "cut.docx was not added: the archive is damaged or incomplete",
        "· empty.txt was not added: it contains no text",
        "deep/empty.txt was not added: it contains no text",
        "missing.txt was not added: there is no such file",
        "week: 1 file skipped: 1 .bin.",
    ] {
        assert!(notices.contains(part), "{part} in {notices}");
    }
    assert_eq!(sayso.view().session.history().undo_label(), Some("Add 3 articles"));
    let beta = sayso.view().project().articles.values().find(|article| article.facts.title == "Beta").cloned().unwrap();
    assert_eq!(beta.source.name, "deep/b.txt", "files of one name in several folders are told apart");
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.view().project().articles.len(), 1);
}

#[test]
fn text_is_pasted_as_an_article_and_removed_with_its_marks() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.harness.event(egui::Event::Paste("Pasted headline\nand text".to_owned()));
    sayso.settle();
    sayso.click("Add article");
    assert_eq!(sayso.article().facts.title, "Pasted headline");
    sayso.drag("headline");
    sayso.key("1");
    sayso.act(Action::Command(Command::RemoveArticle));
    assert!(sayso.shows_part("and its 1 mark will be removed"));
    sayso.click("Remove");
    assert_eq!(sayso.view().project().articles.len(), 1);
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.view().session.span_count(), 1);
}

#[test]
fn facts_are_edited_and_offered_for_the_next_article_of_the_project() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.click_part("Outlet: ");
    sayso.click("Outlet");
    sayso.type_text("Daily News");
    sayso.click("Date");
    sayso.type_text("2022-03-06");
    sayso.click("Done");
    assert_eq!(sayso.article().facts.outlet, "Daily News");
    let paste = |words: &str| Action::Exchange(ExchangeAction::AddPasted(words.to_owned()));

    // It is offered, and written only when somebody says so.
    sayso.act(paste("Another\ntext"));
    let facts = sayso.article().facts.clone();
    assert_eq!((facts.outlet.as_str(), facts.published.as_str()), ("", ""));
    sayso.click_part("Outlet: ");
    assert!(sayso.shows("Use “2022-03-06”"));
    sayso.click("Use “Daily News”");
    assert!(!sayso.shows("Use “Daily News”"));
    sayso.click("Done");
    let facts = sayso.article().facts.clone();
    assert_eq!((facts.outlet.as_str(), facts.published.as_str()), ("Daily News", ""));

    // What a file states is not asked about.
    std::fs::write(sayso.path("a.md"), "---\noutlet: Courier\ndate: 2019-07-04\n---\nThe bridge\n\nIt is shut.")
        .unwrap();
    sayso.answer(&sayso.path("a.md"));
    sayso.act(Action::Command(Command::AddArticles));
    let facts = sayso.article().facts.clone();
    assert_eq!((facts.outlet.as_str(), facts.published.as_str()), ("Courier", "2019-07-04"));
    sayso.click_part("Outlet: ");
    assert!(!sayso.shows_part("Use “"));
    assert!(sayso.shows_part("4 July 2019, stated as “2019-07-04” (front matter)"));
}

#[test]
fn another_project_offers_nothing_that_was_typed_in_this_one() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.click_part("Outlet: ");
    sayso.click("Outlet");
    sayso.type_text("Daily News");
    sayso.click("Done");
    sayso.save_as("one.sayso");
    sayso.act(Action::Command(Command::NewProject));
    sayso.act(Action::Exchange(ExchangeAction::AddPasted("Another\ntext".to_owned())));
    assert_eq!(sayso.article().facts.outlet, "");
    sayso.click_part("Outlet: ");
    assert!(!sayso.shows_part("Use “"));
}

#[test]
fn a_doubtful_date_is_shown_and_confirmed() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.act(Action::Exchange(ExchangeAction::AddPasted("The bridge\n03.04.2023\n\nIt is shut.".to_owned())));
    assert_eq!(sayso.article().facts.published, "2023-04-03");
    assert!(sayso.shows_part("3 April 2023 (uncertain)"));
    assert!(sayso.notices().contains("could also be 4 March 2023"), "{}", sayso.notices());
    sayso.click_part("Outlet: ");
    assert!(sayso.shows_part("which could be another day"));
    sayso.click("Date is right");
    sayso.click("Done");
    let dating = sayso.article().facts.dating.clone();
    assert_eq!((dating.stated.as_str(), dating.is_doubtful), ("03.04.2023", false));
    sayso.key("Ctrl+Z");
    assert!(sayso.article().facts.dating.is_doubtful);
    sayso.click_part("Outlet: ");
    sayso.fill("Date", "2023-03-04");
    assert_eq!(sayso.article().facts.dating.stated, "", "a person says so now");
}

#[test]
fn bad_projects_are_refused_and_left_alone() {
    let cases: [(&str, &[u8], &str); 6] = [
        ("empty.sayso", b"", "the file is empty"),
        ("binary.sayso", b"\x7FELF\0\0\0", "byte 4 is not text"),
        ("broken.sayso", b"// Sayso project\n(\n  head: (format: 1, id: \"aaaaaaaaaaaaaaab\",\n  tags: [", "line "),
        ("merge.sayso", b"// Sayso project\n<<<<<<< ours\n(\n", "line 2: the file has conflict markers"),
        (
            "newer.sayso",
            b"(head: (format: 7, id: \"aaaaaaaaaaaaaaab\", wonder: 1))",
            "format 7; this version of Sayso reads formats up to 2",
        ),
        ("unknown.sayso", b"(head: (format: 1, id: \"aaaaaaaaaaaaaaab\", wonder: 1))", "wonder"),
    ];
    for (name, bytes, expected) in cases {
        let mut sayso = Sayso::with_text(TEXT);
        let path = sayso.path(name);
        std::fs::write(&path, bytes).unwrap();
        sayso.answer(&sayso.path("own.sayso"));
        sayso.key("Ctrl+S");
        sayso.act(Action::Project(ProjectAction::Open(vec![path.clone()])));
        assert!(sayso.notice().contains(expected), "{name}: {}", sayso.notice());
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
        assert_eq!(sayso.view().project().articles.len(), 1, "the open project stays");
    }
}

#[test]
fn spans_leave_as_csv() {
    let mut sayso = Sayso::with_text("=Headline\n\nErdoğan'ın “Şişli” sözü.");
    sayso.drag("Şişli");
    sayso.key("5");
    sayso.answer(&sayso.path("spans.csv"));
    sayso.key("Ctrl+E");
    let csv = std::fs::read_to_string(sayso.path("spans.csv")).unwrap();
    assert!(csv.starts_with("\u{FEFF}tag,words,start,end"));
    assert!(csv.contains("Location,Şişli,23,28,23-28,'=Headline"), "{csv}");
}

#[test]
fn the_first_start_shows_the_sample_as_an_unsaved_copy() {
    let sayso = Sayso::start(Vec::new());
    assert_eq!(sayso.article().spans.len(), 61);
    assert_eq!(sayso.view().session.path, None);
    let shipped = read_project(&std::fs::read("projects/kremlin-call.sayso").unwrap()).unwrap();
    assert_ne!(sayso.view().project().id, shipped.project.id);
    assert!(sayso.shows("Location: Moscow"));
}

#[test]
fn the_last_project_opens_at_the_next_start() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.answer(&sayso.path("work.sayso"));
    sayso.key("Ctrl+S");
    let sayso = sayso.restart(Vec::new());
    assert_eq!(sayso.article().facts.title, "A headline");
}

#[test]
fn words_are_copied_and_quoted() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Putin told");
    sayso.harness.event(egui::Event::Copy);
    sayso.harness.step();
    let copied = |sayso: &Sayso| {
        sayso.harness.output().platform_output.commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    };
    assert_eq!(copied(&sayso).as_deref(), Some("Putin told"));
}

#[test]
fn characters_that_hide_are_shown_by_name_in_lists_too() {
    let mut sayso = Sayso::with_text("Invoice\u{202E}fdp\n\nText");
    assert!(sayso.shows("Invoice‹RLO›fdp"));
    sayso.drag("Invoice");
    sayso.key("1");
    sayso.act(Action::Command(Command::History));
    assert!(sayso.shows_part("Add the article “Invoice‹RLO›fdp”"));
}

#[test]
fn the_project_has_a_title_and_a_note() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.act(Action::Command(Command::ProjectFacts));
    sayso.key("Ctrl+A");
    sayso.type_text("Grain");
    sayso.harness.get_by_label("Project note").focus();
    sayso.settle();
    sayso.type_text("Second wave");
    sayso.click("Done");
    let project = sayso.view().project();
    assert_eq!((project.title.as_str(), project.note.as_str()), ("Grain", "Second wave"), "{}", sayso.notices());
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.view().project().note, "");
}

#[test]
fn the_file_is_the_title_of_exports_until_somebody_gives_one() {
    let mut sayso = Sayso::with_text(TEXT);
    let report = |sayso: &mut Sayso| {
        let (purpose, path) = (sayso::app::PathPurpose::Export("report"), sayso.path("report.html"));
        sayso.act(Action::Project(ProjectAction::PathChosen(purpose, Some(vec![path]))));
        std::fs::read_to_string(sayso.path("report.html")).unwrap()
    };
    sayso.answer(&sayso.path("Grain.sayso"));
    sayso.key("Ctrl+S");
    assert!(report(&mut sayso).contains("<title>Grain</title>"), "{}", sayso.notices());
    sayso.act(Action::Command(Command::ProjectFacts));
    assert!(!sayso.shows("Untitled project"));
    sayso.type_text("Wheat");
    sayso.click("Done");
    assert!(report(&mut sayso).contains("<title>Wheat</title>"));
}
