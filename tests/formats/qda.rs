//! REFI-QDA projects: those of other programs, and ours by the schema of the standard.

use std::{collections::BTreeMap, process::Command};

use sayso::{
    export::{self, Part, Unsupported},
    import::{self, annotations, unpacked},
    model::{Colour, FieldValue},
};

use super::exchange::{folder, project_with, read_back, told, written, zipped};
use crate::common::tools::is_here;

#[test]
fn the_example_of_the_standard_gives_its_codebook_and_tells_what_it_does_not_hold() {
    let (project, joined) = read_back(annotations::format("qdpx").unwrap(), &folder("tests/data/qdpx"));
    // Its archive holds none of the files that it names.
    assert_eq!((joined.articles, joined.new_tags.len()), (0, 14));
    let tag = |name: &str| project.codebook.tags.iter().find(|tag| tag.name == name).unwrap();
    assert_eq!(
        (tag("Coke").definition.as_str(), tag("Coke").colour),
        ("the breakfast of champions", Colour::Rgb(0x96, 0x64, 0x50))
    );
    assert!(tag("\"rushed\"").definition.is_empty());
    let missing = joined.notes.iter().filter(|note| note.contains("its text is not in the file")).count();
    assert_eq!(missing, 11, "six texts, two PDFs and three transcripts: {:?}", joined.notes);
    let told =
        |words: &str| assert!(joined.notes.iter().any(|note| note.contains(words)), "{words}: {:?}", joined.notes);
    told("4 sources without text skipped: cornflakes-n-milk.jpg, ");
    told("Simon.docx: 3 selections and 3 codings without a text skipped.");
    told("cornflakes-n-milk.jpg: 1 selection and 2 codings without a text skipped.");
    told("2 notes skipped, too long or about something that was not imported: Research Plan, My favorite Coke ad.");
}

/// A project of these parts of `project.qde`, with files beside it.
pub(super) fn qdpx(parts: &str, files: &[(&str, &[u8])]) -> BTreeMap<String, Vec<u8>> {
    let project = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><Project name=\"Study\" xmlns=\"urn:QDA-XML:project:1.0\">\
         <Users><User guid=\"{}\" name=\"Anna\"/></Users>{parts}</Project>",
        g(1)
    );
    let files: Vec<(&str, &[u8])> = [("project.qde", project.as_bytes())].iter().chain(files).copied().collect();
    BTreeMap::from([("study.qdpx".to_owned(), zipped(&files))])
}

/// A GUID in the spelling of NVivo.
pub(super) fn g(number: u32) -> String {
    format!("{number:08X}-0000-4000-8000-00000000ABCD")
}

pub(super) fn code(number: u32, name: &str, within: &str) -> String {
    format!("<Code guid=\"{}\" name=\"{name}\" isCodable=\"true\">{within}</Code>", g(number))
}

pub(super) fn coding(number: u32, code: u32, within: &str) -> String {
    let by = g(1);
    format!(
        "<Coding guid=\"{}\" creatingUser=\"{by}\"><CodeRef targetGUID=\"{}\"/>{within}</Coding>",
        g(number),
        g(code)
    )
}

pub(super) fn marks(project: &sayso::model::Project) -> Vec<String> {
    let mut marks = Vec::new();
    for article in project.listed_articles() {
        let tag = |span: &sayso::model::Span| project.codebook.tag(&span.tag).unwrap().name.clone();
        let line = |span| format!("{}: {} ({})", tag(span), article.words_of(span), span.note);
        marks.extend(article.spans.in_text_order().map(line));
    }
    marks
}

#[test]
fn codes_of_one_name_under_different_parents_are_different_tags() {
    let note = format!("<NoteRef targetGUID=\"{}\"/>", g(90));
    let negative =
        format!("<Code guid=\"{}\" name=\"positive\" isCodable=\"true\" color=\"#0A0\">{note}</Code>", g(13));
    let good = code(12, "Positive", "<Description>Good for trade</Description>");
    let codes = code(10, "Economy", &good) + &code(11, "Migration", &negative);
    let selection = |number: u32, at: (u32, u32), code: u32| {
        let (start, end) = at;
        let selection = format!("guid=\"{}\" startPosition=\"{start}\" endPosition=\"{end}\"", g(number));
        format!("<PlainTextSelection {selection}>{}</PlainTextSelection>", coding(number + 1, code, ""))
    };
    let selections = selection(20, (0, 5), 12) + &selection(30, (6, 11), 13);
    let parts = format!(
        "<CodeBook><Codes>{codes}</Codes></CodeBook><Sources><TextSource guid=\"{}\" name=\"One\">\
         <PlainTextContent>Trade grows</PlainTextContent>{selections}</TextSource></Sources>\
         <Notes><Note guid=\"{}\" name=\"Memo\"><PlainTextContent>Said of newcomers</PlainTextContent></Note></Notes>",
        g(2),
        g(90)
    );
    let (project, joined) = read_back(annotations::format("qdpx").unwrap(), &qdpx(&parts, &[]));
    assert_eq!(joined.notes, [""; 0]);
    assert_eq!(marks(&project), ["Positive: Trade ()", "Migration: positive: grows ()"]);
    let tag = |name: &str| project.codebook.tags.iter().find(|tag| tag.name == name).unwrap();
    let parent = |name: &str| project.codebook.tag(tag(name).parent.as_ref().unwrap()).unwrap().name.as_str();
    assert_eq!((parent("Positive"), tag("Positive").definition.as_str()), ("Economy", "Good for trade"));
    let migration = tag("Migration: positive");
    assert_eq!((parent("Migration: positive"), migration.colour), ("Migration", Colour::Rgb(0, 0xAA, 0)));
    assert_eq!(migration.definition, "Memo\nSaid of newcomers");
    let codebook = format!("<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes>{codes}</Codes></CodeBook>");
    let files = BTreeMap::from([("codes.qdc".to_owned(), codebook.into_bytes())]);
    let (project, _) = read_back(annotations::format("qdc").unwrap(), &files);
    assert_eq!(project.codebook.tags.len(), 4);
}

/// What is coded as a whole, memos, transcripts, descriptions of pictures and pages of PDFs.
#[test]
fn codings_and_memos_have_a_place_wherever_they_stand() {
    let content = |text: &str| format!("<PlainTextContent>{text}</PlainTextContent>");
    let note = |number: u32| format!("<NoteRef targetGUID=\"{}\"/>", g(number));
    let point = |number: u32, at: u32| format!("<SyncPoint guid=\"{}\" position=\"{at}\"/>", g(number));
    let variable =
        format!("<VariableValue><VariableRef targetGUID=\"{}\"/><TextValue>left</TextValue></VariableValue>", g(5));
    let one = format!(
        "<TextSource guid=\"{}\" name=\"One\">{}<PlainTextSelection guid=\"{}\" startPosition=\"0\" \
         endPosition=\"5\">{}</PlainTextSelection><PlainTextSelection guid=\"{}\" startPosition=\"6\" \
         endPosition=\"11\">{}</PlainTextSelection>{}{}{variable}</TextSource>",
        g(20),
        content("Trade grows"),
        g(21),
        coding(22, 10, ""),
        g(23),
        coding(24, 10, ""),
        coding(25, 11, &note(91)),
        note(92)
    );
    let page = |number: u32, words: &str| {
        format!(
            "<PDFSelection guid=\"{}\" page=\"0\" firstX=\"1\" firstY=\"1\" secondX=\"2\" secondY=\"2\"><Representation \
             guid=\"{}\">{}</Representation>{}</PDFSelection>",
            g(number),
            g(number + 1),
            content(words),
            coding(number + 2, 10, "")
        )
    };
    let pdf = format!(
        "<PDFSource guid=\"{}\" name=\"Two.pdf\">{}{}<Representation guid=\"{}\" name=\"Representation_for_Two\">{}\
         </Representation></PDFSource>",
        g(30),
        page(31, "said on  Mon-\nday"),
        page(35, "he"),
        g(39),
        content("He was there, she said on\nMon- day.")
    );
    let sound = format!(
        "<AudioSource guid=\"{}\" name=\"Three.mp3\"><Transcript guid=\"{}\" name=\"Transcript\">{}{}{}\
         <TranscriptSelection guid=\"{}\" fromSyncPoint=\"{}\" toSyncPoint=\"{}\">{}</TranscriptSelection></Transcript>\
         <AudioSelection guid=\"{}\" begin=\"1\" end=\"9\">{}</AudioSelection></AudioSource>",
        g(40),
        g(41),
        content("Well. I never."),
        point(42, 6),
        point(43, 13),
        g(44),
        g(42),
        g(43),
        coding(45, 10, ""),
        g(46),
        coding(47, 10, "")
    );
    let link = |number: u32, name: &str, direction: &str, ends: (u32, u32), within: &str| {
        let (from, to) = (g(ends.0), g(ends.1));
        let head = format!("guid=\"{}\" name=\"{name}\" direction=\"{direction}\"", g(number));
        format!("<Link {head} originGUID=\"{from}\" targetGUID=\"{to}\">{within}</Link>")
    };
    let links = link(60, "Contradicts", "Bidirectional", (21, 23), &note(93))
        + &link(61, "Memo", "OneWay", (94, 23), "")
        + &link(62, "Memo", "OneWay", (95, 10), "");
    let notes: String = (91..=96)
        .map(|number| format!("<Note guid=\"{}\" name=\"N{number}\">{}</Note>", g(number), content("Say so.")))
        .collect();
    let parts = format!(
        "<CodeBook><Codes>{}</Codes></CodeBook><Variables><Variable guid=\"{}\" name=\"Leaning\" \
         typeOfVariable=\"Text\"/></Variables><Sources>{one}{pdf}{sound}</Sources><Notes>{notes}</Notes>\
         <Links>{links}</Links>",
        code(10, "Voice", "") + &code(11, "Opinion piece", ""),
        g(5)
    );
    let files = qdpx(&parts, &[]);
    let (project, joined) = read_back(annotations::format("qdpx").unwrap(), &files);
    let expected =
        ["Voice: Trade ()", "Voice: grows (N94\nSay so.)", "Voice: I never ()", "Voice: said on\nMon- day ()"];
    assert_eq!(marks(&project), expected);
    let articles = project.listed_articles();
    let facts: Vec<(&str, &str)> =
        articles.iter().map(|article| (article.facts.title.as_str(), article.facts.note.as_str())).collect();
    let leaning = project.codebook.article_fields.iter().find(|field| field.name == "Leaning").unwrap();
    let value = articles[0].facts.fields.get(&leaning.id);
    assert_eq!(value, Some(&FieldValue::Text("left".to_owned())));
    let note = "N92\nSay so.\nCoded as a whole: Opinion piece (Anna)\nN91\nSay so.";
    assert_eq!(facts, [("One", note), ("Transcript", ""), ("Two.pdf", "")]);
    assert_eq!(articles[2].quarantined.values().next().unwrap().words, ["he"], "it stands there twice");
    let link = articles[0].links.iter().next().unwrap();
    assert_eq!(link.note, "N93\nSay so.");
    assert_eq!(link.fields.values().next().unwrap(), &FieldValue::Text("bidirectional".to_owned()));
    let voice = project.codebook.tags.iter().find(|tag| tag.name == "Voice").unwrap();
    assert_eq!(voice.definition, "N95\nSay so.");
    let mut expected = vec![
        "study.qdpx: 1 coding of whole sources listed in the articles' notes.",
        "study.qdpx: 1 source without text skipped: Three.mp3.",
        "study.qdpx, Three.mp3: 1 selection and 1 coding without a text skipped.",
        "study.qdpx: 1 note skipped, too long or about something that was not imported: N96.",
    ];
    expected
        .push("Two.pdf, selection 00000023-0000-4000-8000-00000000abcd: “he” was not found in the text; set aside.");
    assert_eq!(joined.notes, expected);
}

#[test]
fn of_an_archive_the_texts_alone_are_unpacked_and_each_for_itself() {
    let source = |number: u32, name: &str, path: &str| {
        format!("<TextSource guid=\"{}\" name=\"{name}\" plainTextPath=\"{path}\"/>", g(number))
    };
    let sources = source(1, "One", "internal://My%20file.txt")
        + &source(2, "Two", "internal://100%.txt")
        + &source(3, "Damaged", "internal://damaged.txt")
        + &source(4, "Away", "relative:///away.txt")
        + &source(5, "Huge", "internal://huge.txt")
        + &source(6, "Six", "internal://letters\\six.txt");
    let project =
        format!("<Project name=\"Study\" xmlns=\"urn:QDA-XML:project:1.0\"><Sources>{sources}</Sources></Project>");
    let sound = vec![0; 66 << 20];
    let files: &[(&str, &[u8])] = &[
        ("Study/Trial.QDE", project.as_bytes()),
        ("__MACOSX/Study/._Trial.QDE", b"a shadow"),
        ("Study/SOURCES\\My file.txt", b"One text."),
        ("elsewhere/My file.txt", b"Not this."),
        ("Study/Sources/100%.txt", b"Two texts."),
        ("Study/Sources/damaged.txt", b"damaged text"),
        ("Study/Sources/letters/six.txt", b"Six texts."),
        ("Study/Sources/huge.txt", &sound),
        ("Study/Sources/1.mp3", &sound),
        ("Study/Sources/2.mp3", &sound),
        ("Study/Sources/3.mp3", &sound),
        ("Study/Sources/4.mp3", &sound),
    ];
    let mut bytes = zipped(files);
    let at = bytes.windows(12).position(|words| words == b"damaged text").unwrap();
    bytes[at] = b'X';
    assert!(unpacked(&bytes).is_err());
    let files = BTreeMap::from([("trial.qdpx".to_owned(), bytes)]);
    let (project, joined) = read_back(annotations::format("qdpx").unwrap(), &files);
    let texts: Vec<&str> = project.listed_articles().iter().map(|article| article.text.as_str()).collect();
    assert_eq!(texts, ["One text.", "Six texts.", "Two texts."]);
    let [damaged, away, huge] = joined.notes.as_slice() else { panic!("{:?}", joined.notes) };
    assert!(
        damaged
            .contains("Damaged: its text is unreadable: Study/Sources/damaged.txt in the archive cannot be unpacked ("),
        "{damaged}"
    );
    assert!(away.contains("Away: its text is not in the file (relative:///away.txt)"), "{away}");
    assert!(
        huge.contains("Huge: its text is unreadable: Study/Sources/huge.txt in the archive is larger than 64 MiB"),
        "{huge}"
    );
    // A plain archive is unpacked as a whole, and says what is the most.
    let sounds = ["1", "2", "3", "4"].map(|name| (name, &sound[..]));
    let told = unpacked(&zipped(&sounds)).unwrap_err().to_string();
    assert_eq!(told, "it unpacks to more than 256 MiB, the limit for an archive");
}

#[test]
fn an_archive_may_be_larger_than_a_text() {
    let refused = |name: &str, size: u64| import::check_size(name, size).map_err(|error| error.to_string());
    assert_eq!(refused("a.qdpx", 300 << 20), Ok(()));
    assert_eq!(refused("a.ZIP", 300 << 20), Ok(()));
    assert_eq!(refused("a.txt", 64 << 20), Ok(()));
    assert!(refused("a.txt", 65 << 20).unwrap_err().contains("64 MiB"));
    assert!(refused("a.qdpx", 1025 << 20).unwrap_err().contains("1 GiB"));
}

/// Codings of NVivo's kind: UTF-16 units, line ends of two characters, a byte order mark that does not count.
#[test]
fn positions_as_nvivo_counts_them_are_found_out() {
    let project = project_with(export::format("qdpx").unwrap().holds);
    let back = |name: &str| {
        let (files, _) = written(export::format(name).unwrap(), &project);
        read_back(annotations::format("qdpx").unwrap(), &files)
    };
    let (standard, joined) = back("qdpx");
    assert_eq!(joined.notes, [""; 0]);
    let (nvivo, joined) = back("qdpx-nvivo");
    assert_eq!(joined.notes.len(), 1);
    assert!(
        joined.notes[0].starts_with("Offsets count UTF-16 units: 7 of 7 marks start and end at word boundaries"),
        "{:?}",
        joined.notes
    );
    let parts = [Part::Texts, Part::Coders, Part::Notes];
    assert_eq!(told(&nvivo, &parts), told(&standard, &parts));
}

#[test]
fn what_is_written_is_valid_by_the_schema() {
    let folder = tempfile::tempdir().unwrap();
    for (name, parts) in [("qdpx", Part::ALL), ("qdpx-nvivo", Part::ALL), ("qdpx", &[])] {
        let (files, _) = written(export::format(name).unwrap(), &project_with(parts));
        let files: BTreeMap<String, Vec<u8>> = unpacked(files.values().next().unwrap()).unwrap();
        let path = folder.path().join("project.qde");
        std::fs::write(&path, &files["project.qde"]).unwrap();
        valid(&path, "tests/data/qdpx/Project.xsd");
        assert_eq!(files.len(), 2, "{:?}", files.keys());
    }
}

#[test]
fn a_codebook_alone_is_valid_by_its_schema() {
    let folder = tempfile::tempdir().unwrap();
    let (files, losses) = written(export::format("qdc").unwrap(), &project_with(Part::ALL));
    assert!(losses.iter().any(|loss| loss.what == Unsupported::Part(Part::Texts)), "{losses:?}");
    let path = folder.path().join("codes.qdc");
    std::fs::write(&path, files.values().next().unwrap()).unwrap();
    valid(&path, "tests/data/qdpx/Codebook.xsd");
}

/// Checks XML by its schema, where xmllint is at hand.
#[track_caller]
fn valid(path: &std::path::Path, schema: &str) {
    if is_here("xmllint") {
        let output = Command::new("xmllint").args(["--noout", "--schema", schema]).arg(path).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// The file was made by Taguette 1.5.2 itself; the words are those that its own snippets hold.
#[test]
fn a_project_of_taguette_keeps_its_highlights_on_their_words() {
    let (project, joined) = read_back(annotations::format("taguette").unwrap(), &folder("tests/data/taguette"));
    assert_eq!((joined.articles, joined.spans, joined.aside, &*joined.notes), (2, 7, 0, &[][..]));
    let mut told: Vec<(String, String)> = Vec::new();
    for article in project.articles.values() {
        let tag = |span: &sayso::model::Span| project.codebook.tag(&span.tag).unwrap().name.clone();
        told.extend(article.spans.in_text_order().map(|span| (tag(span), article.words_of(span))));
    }
    told.sort();
    let expected = [
        ("Highlight", "two"),
        ("claim", "round.\nNobody was told."),
        ("claim", "\"It is unsafe & old.\""),
        ("claim", "“really” 🙂"),
        ("claim.direct", "\"It is unsafe & old.\""),
        ("speaker", "Anna Ö."),
        ("speaker", "العمدة"),
    ];
    let mut expected = expected.map(|(tag, words)| (tag.to_owned(), words.to_owned()));
    expected.sort();
    assert_eq!(told, expected);
    let direct = project.codebook.tags.iter().find(|tag| tag.name == "claim.direct").unwrap();
    let parent = project.codebook.tag(direct.parent.as_ref().unwrap()).unwrap();
    assert_eq!((direct.definition.as_str(), parent.name.as_str()), ("In quotation marks", "claim"));
    let story = project.articles.values().find(|a| a.facts.title.starts_with("The bridge")).unwrap();
    let text = "The bridge is closed – “really” 🙂\n\nThe mayor, Anna Ö., said: \"It is unsafe & old.\"\n\nTrucks go \
                round.\nNobody was told.\none\ntwo\n";
    assert_eq!(story.text.as_str(), text);
}
