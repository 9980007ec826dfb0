//! Annotations of other programs, in and out, by the window.

use egui_kittest::kittest::Queryable;
use sayso::{
    app::{Action, ExchangeAction, ImportAction, ProjectAction, Prompt},
    import::{
        Reader,
        annotations::{self, Decision, Duplicates},
    },
    text::Counting,
};

use crate::common::driver::Sayso;

const TEXT: &str = "A headline, é\n\nPutin told Erdogan in Moscow.";

fn brat(sayso: &Sayso, ann: &str) -> std::path::PathBuf {
    std::fs::write(sayso.path("story.txt"), TEXT).unwrap();
    std::fs::write(sayso.path("story.ann"), ann).unwrap();
    sayso.path("story.ann")
}

#[test]
fn what_an_import_adds_is_shown_first_and_is_one_step() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Moscow");
    sayso.key("5");
    let before = sayso.marks();
    let path = brat(&sayso, "T1\tPerson 15 20\tPutin\nT2\tPerson 26 33\tMoscow\nR1\tKnows Arg1:T1 Arg2:T9\n");
    sayso.act(Action::Project(ProjectAction::Open(vec![path, sayso.path("story.txt")])));
    assert!(matches!(sayso.view().prompt, Some(Prompt::Import(_))), "{}", sayso.notice());
    assert!(sayso.shows("1 existing article with new marks"));
    assert!(sayso.shows("1 mark") && sayso.shows("1 mark set aside: text doesn't match"));
    assert!(sayso.shows("1 new tag: Person"));
    assert!(sayso.shows_part("story.ann, line 3: there is no T9"));
    assert_eq!(sayso.marks(), before, "nothing has happened yet");

    sayso.fill("Credit unattributed marks to", "Ben");
    sayso.key("Tab");
    sayso.click("Import");
    let project = sayso.view().project();
    assert_eq!(project.articles.len(), 1, "its text is the article that was there");
    let by: Vec<String> = sayso.article().spans.iter().map(|span| project.coder_name(span.by)).collect();
    assert!(by.contains(&"Ben".to_owned()) && by.contains(&"Ada".to_owned()), "{by:?}");
    assert_eq!(sayso.article().quarantined.len(), 1);
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.marks(), before);
    assert!(!sayso.view().project().codebook.tags.iter().any(|tag| tag.name == "Person"));
}

#[test]
fn equal_texts_are_asked_about_and_each_answer_is_followed() {
    for (answer, articles) in [(Duplicates::Add, 2), (Duplicates::Skip, 1), (Duplicates::Same, 1)] {
        let mut sayso = Sayso::with_text(TEXT);
        std::fs::write(sayso.path("other.txt"), TEXT).unwrap();
        sayso.act(Action::Project(ProjectAction::Open(vec![sayso.path("other.txt")])));
        let Some(Prompt::Import(plan)) = sayso.view().prompt else { panic!("{}", sayso.notices()) };
        assert_eq!(plan.rows().len(), 1);
        assert!(sayso.shows_part("has the same text as"));
        let (row, other) = (plan.rows()[0].of, plan.rows()[0].others[0].0);
        let decision = match answer {
            Duplicates::Add => Decision::Add,
            Duplicates::Skip => Decision::Skip,
            Duplicates::Same => Decision::Same(other),
        };
        sayso.act(Action::Exchange(ExchangeAction::Import(ImportAction::Decide(row, decision))));
        sayso.click("Add");
        assert_eq!(sayso.view().project().articles.len(), articles, "{answer:?} {}", sayso.notices());
        assert_eq!(sayso.view().prompt, None);
    }
}

#[test]
fn a_file_that_was_added_before_is_known_and_not_asked_about() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.act(Action::Project(ProjectAction::Open(vec![sayso.path("article.txt")])));
    assert_eq!(sayso.view().prompt, None);
    assert!(sayso.notices().contains("is already in the project"), "{}", sayso.notices());
    sayso.act(Action::Exchange(ExchangeAction::AddPasted(TEXT.to_owned())));
    assert!(matches!(sayso.view().prompt, Some(Prompt::Import(_))), "pasted words may be another's");
    sayso.act(Action::Exchange(ExchangeAction::Import(ImportAction::DecideAll(Duplicates::Skip))));
    sayso.click("Add");
    assert_eq!(sayso.view().project().articles.len(), 1);
}

#[test]
fn how_offsets_count_is_chosen_with_line_ends_and_the_plan_follows() {
    let mut sayso = Sayso::with_text(TEXT);
    // Counted with the line end as one, the speaker begins at 3.
    let line = r#"{"text":"On\r\nAnna Bert said.","label":[[3,7,"Speaker"]]}"#;
    std::fs::write(sayso.path("a.jsonl"), line).unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![sayso.path("a.jsonl")])));
    sayso.act(Action::Exchange(ExchangeAction::Import(ImportAction::Count(Some(Counting::CODE_POINTS)))));
    let counting = |sayso: &Sayso| match sayso.view().prompt {
        Some(Prompt::Import(plan)) => plan.choices().counting.unwrap(),
        other => panic!("{other:?}"),
    };
    assert!(!counting(&sayso).joins_crlf);
    sayso.click("Count CRLF as one character");
    assert!(counting(&sayso).joins_crlf);
    sayso.click("Import");
    assert!(sayso.marks().contains("[Anna]{speaker}"), "{}", sayso.marks());
}

#[test]
fn files_are_read_as_another_format_when_somebody_says_so() {
    let mut sayso = Sayso::with_text(TEXT);
    // Both a line of doccano and a task of Prodigy.
    let line = r#"{"text":"Anna left.","label":[[0,4,"Speaker"]],"spans":[{"start":5,"end":9,"label":"Cue"}]}"#;
    std::fs::write(sayso.path("a.jsonl"), line).unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![sayso.path("a.jsonl")])));
    for (format, mark) in [("doccano", "[Anna]{speaker}"), ("prodigy", "[left]{cue}")] {
        sayso.act(Action::Exchange(ExchangeAction::Import(ImportAction::ReadAs(
            annotations::format(format).map(Reader::Annotations),
        ))));
        assert!(sayso.shows("1 mark"), "{format}");
        let Some(Prompt::Import(plan)) = sayso.view().prompt else { panic!("{format}") };
        assert!(plan.possible_formats().iter().any(|other| other.name() == format));
        sayso.click("Import");
        assert!(sayso.marks().contains(mark), "{format}: {}", sayso.marks());
        sayso.key("Ctrl+Z");
        sayso.act(Action::Project(ProjectAction::Open(vec![sayso.path("a.jsonl")])));
    }
    // What is not of the chosen format is told, and nothing is added.
    sayso.act(Action::Exchange(ExchangeAction::Import(ImportAction::ReadAs(
        annotations::format("label-studio").map(Reader::Annotations),
    ))));
    assert!(sayso.shows("There is nothing to import here."), "{}", sayso.notices());
}

#[test]
fn marks_find_the_articles_that_come_with_them() {
    let mut sayso = Sayso::with_text(TEXT);
    std::fs::write(sayso.path("interview.txt"), "Interview\n\nBert was not there.").unwrap();
    std::fs::write(sayso.path("segments.csv"), "Document name;Code;Segment\ninterview;Speaker;Bert\n").unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![sayso.path("segments.csv"), sayso.path("interview.txt")])));
    assert!(sayso.shows("1 article without marks") && sayso.shows("1 mark"), "{}", sayso.notices());
    sayso.click("Import");
    assert_eq!(sayso.view().project().articles.len(), 2);
    assert!(sayso.marks().contains("[Bert]{speaker}"), "{}", sayso.marks());
    sayso.key("Ctrl+Z");
    assert_eq!(sayso.view().project().articles.len(), 1, "all of it is one step");
}

#[test]
fn nothing_happens_when_an_import_is_cancelled() {
    let mut sayso = Sayso::with_text(TEXT);
    let path = brat(&sayso, "T1\tPerson 15 20\tPutin\n");
    sayso.act(Action::Project(ProjectAction::Open(vec![path])));
    sayso.key("Escape");
    assert!(sayso.view().prompt.is_none());
    assert_eq!(sayso.article().spans.len(), 0);
}

#[test]
fn a_format_is_chosen_from_a_list_that_tells_what_it_holds() {
    let mut sayso = Sayso::with_text(TEXT);
    sayso.drag("Moscow");
    sayso.key("5");
    sayso.key("Ctrl+Shift+E");
    let out = sayso.path("out");
    sayso.answer(&out);
    sayso.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Filter formats").focus();
    sayso.settle();
    sayso.type_text("BRAT");
    sayso.click("Export as brat: texts and marks for brat and compatible tools");
    assert!(sayso.notice().starts_with("1 mark by Ada written to"), "{}", sayso.notice());
    let bytes = std::fs::read(sayso.path("out.zip")).unwrap();
    let files = sayso::import::unpacked(&bytes).unwrap();
    let names: Vec<&String> = files.keys().collect();
    assert_eq!(names.len(), 4, "{names:?}");

    // The archive is read like the folder that it is.
    let mut other = Sayso::start(vec![sayso.path("out.zip")]);
    other.click("Import");
    assert_eq!(other.article().text.as_str(), TEXT);
    assert_eq!(other.marks(), sayso.marks());
}

#[test]
fn an_export_from_the_window_never_takes_the_place_of_a_project() {
    let mut sayso = Sayso::with_text(TEXT);
    // A copy of a project that somebody gave another ending.
    let project = sayso.path("work.csv");
    std::fs::write(&project, std::fs::read("projects/kremlin-call.sayso").unwrap()).unwrap();
    let before = std::fs::read(&project).unwrap();
    sayso.act(Action::Project(ProjectAction::PathChosen(
        sayso::app::PathPurpose::Export("csv"),
        Some(vec![project.clone()]),
    )));
    assert!(sayso.notices().contains("this would replace a project"), "{}", sayso.notices());
    assert_eq!(std::fs::read(&project).unwrap(), before);
}

/// A server on this machine that answers every request with the same bytes.
fn server(answer: &'static str) -> String {
    use std::io::{Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/news/story", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _request = stream.read(&mut [0; 4096]);
            let _gone = stream.write_all(answer.as_bytes());
        }
    });
    address
}

fn fetch(sayso: &mut Sayso, address: &str) {
    sayso.act(Action::Command(sayso::app::Command::PasteArticle));
    sayso.type_text(address);
    sayso.click("Fetch page");
}

#[test]
fn an_address_is_fetched_when_asked() {
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1252\r\nConnection: close\r\n\r\n\
                <html><head><title>The story</title></head><body><article><h1>The story</h1><p>One long sentence \
                about what the mayor said on Monday, and about where she said it, which was at the town hall.</p>\
                <p>Another long sentence, so that there is enough of it to be taken for an article.</p></article></body>";
    let address = server(page);
    let mut sayso = Sayso::with_text(TEXT);
    fetch(&mut sayso, &address);
    assert_eq!(sayso.article().facts.address, address, "{}", sayso.notice());
    assert!(sayso.article().text.as_str().contains("town hall"));

    let gone = server("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    fetch(&mut sayso, &gone);
    assert!(sayso.notices().contains("there is no such page"), "{}", sayso.notices());
    let circle =
        server("HTTP/1.1 302 Found\r\nLocation: /news/story\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    fetch(&mut sayso, &circle);
    assert!(sayso.notices().contains("redirects in a loop"), "{}", sayso.notices());
    fetch(&mut sayso, "http://127.0.0.1:9/nobody");
    assert!(sayso.notices().contains("127.0.0.1:9/nobody was not added"), "{}", sayso.notices());
    assert_eq!(sayso.view().project().articles.len(), 2);
}

/// Asks for the previewed file to be read in an encoding.
fn read_in(encoding: Option<sayso::import::Charset>) -> ExchangeAction {
    let reading = sayso::import::Reading { encoding, ..Default::default() };
    ExchangeAction::Preview(sayso::app::PreviewAction::Read(reading))
}

#[test]
fn an_article_is_looked_at_in_another_encoding_and_with_another_cut_before_it_is_added() {
    let mut sayso = Sayso::with_text(TEXT);
    // “Привет” in KOI8-R, which is also some text in other encodings; then two lines that are no part of it.
    std::fs::write(sayso.path("koi.txt"), b"\xF0\xD2\xC9\xD7\xC5\xD4\n\nAdvertisement\n\nThe end.").unwrap();
    sayso.act(Action::Command(sayso::app::Command::LookAtArticle));
    let path = sayso.path("koi.txt");
    sayso.act(Action::Project(ProjectAction::PathChosen(sayso::app::PathPurpose::Preview, Some(vec![path]))));
    assert!(matches!(sayso.view().prompt, Some(Prompt::Preview(_))), "{}", sayso.notice());
    let mac = sayso::import::encoding("macintosh");
    sayso.act(Action::Exchange(read_in(mac)));
    assert!(!sayso.shows("Привет"));
    let koi = sayso::import::encoding("koi8-r");
    sayso.act(Action::Exchange(read_in(koi)));
    assert!(sayso.shows("Привет") && sayso.shows("3 of 3 paragraphs selected"));
    sayso.click("Advertisement");
    sayso.click("Add article");
    let article = sayso.article();
    assert_eq!(article.text.as_str(), "Привет\n\nThe end.");
    assert_eq!(article.source.encoding, "KOI8-R");
    assert_eq!(article.source.steps, ["2 of 3 paragraphs selected"]);
}

#[test]
fn a_document_with_tracked_changes_can_be_added_as_it_was_before_them() {
    let mut sayso = Sayso::with_text(TEXT);
    let preview = |sayso: &mut Sayso, name: &str, bytes: &[u8]| {
        std::fs::write(sayso.path(name), bytes).unwrap();
        let path = sayso.path(name);
        sayso.act(Action::Command(sayso::app::Command::LookAtArticle));
        sayso.act(Action::Project(ProjectAction::PathChosen(sayso::app::PathPurpose::Preview, Some(vec![path]))));
    };
    preview(&mut sayso, "plain.rtf", br"{\rtf1 It rains.}");
    assert!(sayso.shows("It rains.") && !sayso.shows("Tracked changes"), "{}", sayso.notice());
    sayso.click("Cancel");
    preview(&mut sayso, "changed.rtf", br"{\rtf1 It {\deleted never }{\revised often }rains.}");
    assert!(sayso.shows("It often rains."), "{}", sayso.notice());
    sayso.click("Tracked changes");
    sayso.click("Original");
    assert!(sayso.shows("It never rains."), "{}", sayso.notice());
    sayso.click("Add article");
    let article = sayso.article();
    assert_eq!(article.text.as_str(), "It never rains.");
    assert_eq!(article.source.steps.last().map(String::as_str), Some("tracked changes rejected"));
}

/// What nothing shows to be text can be read all the same, by whoever knows its encoding.
#[test]
fn a_file_that_looks_like_no_text_is_read_in_the_encoding_that_somebody_chooses() {
    let mut sayso = Sayso::with_text(TEXT);
    // “ж λ” in UTF-16: too short, and in too many scripts, to be sure of.
    std::fs::write(sayso.path("wide.txt"), b"\x04\x36\0 \x03\xBB").unwrap();
    let path = sayso.path("wide.txt");
    sayso.act(Action::Command(sayso::app::Command::LookAtArticle));
    sayso.act(Action::Project(ProjectAction::PathChosen(sayso::app::PathPurpose::Preview, Some(vec![path]))));
    assert!(sayso.shows_part("it is not a text file: byte 2 is NUL"), "{}", sayso.notice());
    sayso.click("Encoding");
    sayso.type_text("UTF-16, big");
    sayso.key("Enter");
    let Some(Prompt::Preview(plan)) = &sayso.view().prompt else { panic!("{}", sayso.notice()) };
    assert_eq!(plan.reading.encoding.map(|chosen| chosen.title()), Some("Unicode (UTF-16, big-endian)"));
    assert!(sayso.shows("1 of 1 paragraph selected"));
    sayso.click("Add article");
    assert_eq!(sayso.article().text.as_str(), "ж λ");
}

#[test]
fn a_table_that_may_be_of_either_is_shown_first_and_the_choice_wins() {
    let mut sayso = Sayso::with_text("Weather\n\nIt rains. It snows. He left.");
    std::fs::write(
        sayso.path("table.csv"),
        "text,label\nIt rains,wet\nIt snows,cold\nHe left,people\nShe left,people\n",
    )
    .unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![sayso.path("table.csv")])));
    assert!(sayso.shows("4 articles without marks"), "{}", sayso.notices());
    assert!(sayso.shows("Read as"), "the choice is there");
    let read_as = |name: &str| {
        let reader = Reader::all().find(|reader| reader.name() == name);
        Action::Exchange(ExchangeAction::Import(ImportAction::ReadAs(reader)))
    };
    sayso.act(read_as("csv"));
    let Some(Prompt::Import(plan)) = sayso.view().prompt else { panic!("{}", sayso.notices()) };
    assert_eq!((plan.joined().spans, plan.joined().aside), (3, 1));
    sayso.act(read_as("table"));
    assert!(sayso.shows("4 articles without marks") && sayso.shows("Read as"));
    sayso.click("Add");
    let project = sayso.view().project();
    assert_eq!((project.articles.len(), project.codebook.article_fields.len()), (5, 1), "{}", sayso.notices());
    sayso.key("Ctrl+Z");
    let project = sayso.view().project();
    assert_eq!((project.articles.len(), project.codebook.article_fields.len()), (1, 0));
    // What nothing shows to be of marks is added at once.
    std::fs::write(sayso.path("plain.csv"), "title,text\nA,He left.\n").unwrap();
    sayso.act(Action::Project(ProjectAction::Open(vec![sayso.path("plain.csv")])));
    assert_eq!(sayso.view().project().articles.len(), 2, "{}", sayso.notices());
}

#[test]
fn another_text_of_a_page_is_chosen_in_the_preview_by_keyboard() {
    let mut sayso = Sayso::with_text(TEXT);
    let story = "The harbour board voted on Thursday to keep the bridge open at night, said its chair in Eastquay. ";
    let other = "The council of the valley met on Tuesday, and spoke for three hours about the dam and its price. ";
    let block = |words: &str| format!("<div><p>{words}{words}</p><p>{words}</p><p>{words}{words}</p></div>");
    let page = format!(
        "<html><head><title>The bridge stays open</title></head><body><h1>The bridge stays open</h1>{}\
         <div class=\"related\">{}</div></body></html>",
        block(story),
        block(other)
    );
    std::fs::write(sayso.path("page.html"), page).unwrap();
    let path = sayso.path("page.html");
    sayso.act(Action::Project(ProjectAction::PathChosen(sayso::app::PathPurpose::Preview, Some(vec![path]))));
    assert!(sayso.shows("Other text found on the page. The article is:"), "{}", sayso.notice());
    let choices = sayso.harness.query_all_by_role(egui::accesskit::Role::RadioButton).count();
    assert!(choices > 1, "{choices}");
    sayso.harness.get_by_label_contains("“The council of the valley").focus();
    sayso.settle();
    sayso.key("Space");
    sayso.click("Add article");
    let text = sayso.article().text.as_str();
    assert!(text.contains("the dam") && !text.contains("harbour board"), "{text}");
}
