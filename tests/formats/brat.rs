//! brat: what other programs and people write in its files, and names that it can't write.

use std::{collections::BTreeMap, sync::Arc};

use sayso::{
    export::{self, Part},
    import::annotations,
    model::{Article, Codebook, FieldValue, LinkEnd, LinkKindId, Project, Span, SpanId, TagId},
};

use super::{
    exchange::{project_with, read_back, read_into, told, written},
    exchanged::id,
};

type Files = BTreeMap<String, Vec<u8>>;

fn files(text: &str, ann: &str, more: &[(&str, &str)]) -> Files {
    let all = [("story.txt", text), ("story.ann", ann)].into_iter().chain(more.iter().copied());
    all.map(|(name, words)| (name.to_owned(), words.as_bytes().to_vec())).collect()
}

fn read(files: &Files) -> (Project, annotations::Joined) {
    read_back(annotations::format("brat").unwrap(), files)
}

fn article(project: &Project) -> &Article {
    project.articles.values().next().unwrap()
}

/// Marks as tag and words, in the order of the text.
fn marks(project: &Project) -> Vec<String> {
    let article = article(project);
    let tag = |span: &Span| project.codebook.tag(&span.tag).unwrap().name.clone();
    article.spans.in_text_order().map(|span| format!("{}: {}", tag(span), article.words_of(span))).collect()
}

/// Links as kind and the words at both ends.
fn links(project: &Project) -> Vec<String> {
    let article = article(project);
    let words = |id: SpanId| article.words_of(article.span(id).unwrap());
    let mut links: Vec<String> = article
        .links
        .iter()
        .map(|link| {
            let LinkEnd::Span(to) = link.to else { panic!("{link:?}") };
            let kind = &project.codebook.link_kind(&link.kind).unwrap().name;
            format!("{kind}: {} to {}", words(link.from), words(to))
        })
        .collect();
    links.sort();
    links
}

fn ann(project: &Project) -> String {
    let (files, _) = written(export::format("brat").unwrap(), project);
    let (_, bytes) = files.into_iter().find(|(name, _)| name.ends_with(".ann")).unwrap();
    String::from_utf8(bytes).unwrap()
}

const TEXT: &str = "Anna Berg 🙂 said on Monday that Rome fell.\nNobody agreed.\n";

#[test]
fn fragments_in_any_order_are_the_pieces_of_one_mark() {
    let lines = "T1\tSaid 12 16;0 4\tsaid Anna\nT2\tSaid 32 36;17 26;5 9\tRome on Monday Berg\n\
                 T3\tSaid 12 16;0 4\tsaid Bert\n";
    let (project, joined) = read(&files(TEXT, lines, &[]));
    assert_eq!(marks(&project), ["Said: Anna … said", "Said: Berg … on Monday … Rome"]);
    assert_eq!(joined.aside, 1, "other words are other words: {:?}", joined.notes);
    let (again, joined) = read_into(project.clone(), annotations::format("brat").unwrap(), &files(TEXT, lines, &[]));
    assert_eq!((joined.spans, joined.aside, &again), (0, 0, &project), "{:?}", joined.notes);
}

#[test]
fn types_keep_their_names_to_the_letter_and_labels_are_their_definitions() {
    let conf = [
        (
            "annotation.conf",
            "[entities]\n!Name\n\tGPE\n\tgpe\n-------\n-Odd\n[relations]\npunct Arg1:<ANY>, Arg2:<ANY>\nPUNCT\tArg1:<ANY>, \
             Arg2:<ANY>\n<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n[events]\nFall\tWhat-Arg:<ANY>\n[attributes]\n",
        ),
        (
            "visual.conf",
            "[labels]\nGPE | Geo-political entity | GPE\nWhat-Arg | What\npunct | punctuation\n[drawing]\nGPE\t\
             bgColor:#102030\n",
        ),
    ];
    let lines = "T1\tGPE 32 36\tRome\nT2\tgpe 32 36\tRome\nT3\tFall 37 41\tfell\nE1\tFall:T3 What-Arg:T1 What-Arg2:T2\n\
                 R1\tpunct Arg1:T1 Arg2:T2\nR2\tPUNCT Arg1:T2 Arg2:T1\n";
    let files = files(TEXT, lines, &conf);
    let (project, joined) = read(&files);
    assert_eq!(joined.notes, [""; 0]);
    let tags: Vec<&str> = project.codebook.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(tags, ["Name", "GPE", "gpe", "-Odd", "Fall"]);
    let gpe = &project.codebook.tags[1];
    assert_eq!((gpe.definition.as_str(), gpe.colour.hex().as_str()), ("Geo-political entity", "#102030"));
    assert_eq!(
        links(&project),
        ["PUNCT: Rome to Rome", "What-Arg: fell to Rome", "What-Arg: fell to Rome", "punct: Rome to Rome"]
    );
    // As it goes out again, types are the same, and the event is one.
    let lines = ann(&project);
    for line in
        ["\tGPE 32 36\t", "\tgpe 32 36\t", "\tFall:T", " What-Arg:T", " What-Arg2:T", "\tpunct Arg1:", "\tPUNCT Arg1:"]
    {
        assert!(lines.contains(line), "{line} in\n{lines}");
    }
    let (back, joined) = read(&written(export::format("brat").unwrap(), &project).0);
    assert_eq!(joined.notes, [""; 0]);
    let parts = [Part::Notes, Part::Links, Part::LinkDetails, Part::Overlaps, Part::Tree, Part::Fields];
    assert_eq!(told(&back, &parts), told(&project, &parts));
    // Another tag of a project is not that of the file.
    let mut other = Project::new(project.id, "Other", Codebook::default());
    other.codebook.tags.push(other.codebook.new_tag(TagId::new("x"), "Gpe"));
    let (other, _) = read_into(other, annotations::format("brat").unwrap(), &files);
    assert_eq!(marks(&other), marks(&project));
}

#[test]
fn names_that_brat_cannot_write_come_back_as_they_were() {
    let names = [
        "GPE",
        "gpe",
        "Gpe",
        "a b",
        "a_b",
        "a|b",
        "a_b_2",
        " lead",
        "Человек",
        "語",
        "---",
        "_",
        "tab\tbed",
        "two\nlines",
        r"back\nslash",
        "!Type",
        "[x]",
        "<y>",
        "# z",
        "Same",
        "Same",
        "",
    ];
    let mut project = project_with(&[Part::Links, Part::Entities]);
    for (number, name) in names.iter().enumerate() {
        let tag = project.codebook.new_tag(TagId::new(&format!("tag\t{number}")), name);
        project.codebook.tags.push(tag);
    }
    let coder = *project.coders.keys().next().unwrap();
    for (kind, name) in project.codebook.link_kinds.iter_mut().zip(["gpe; 1", "gpe: 1"]) {
        name.clone_into(&mut kind.name);
    }
    let article = project.articles.values_mut().next().map(Arc::make_mut).unwrap();
    let at = article.spans.iter().next().unwrap().pieces.clone();
    for number in 0..names.len() {
        let tag = TagId::new(&format!("tag\t{number}"));
        article.spans.insert(Span::new(SpanId(id(100 + number as u8)), tag, at.clone(), coder, Default::default()));
    }
    let (files, _) = written(export::format("brat").unwrap(), &project);
    let lines = ann(&project);
    let types: Vec<&str> = lines.lines().filter(|line| line.starts_with('T')).map(type_of).collect();
    let is_type = |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    assert!(types.iter().all(is_type), "{types:?}");
    for name in ["GPE", "gpe", "Gpe", "a_b"] {
        assert_eq!(types.iter().filter(|known| **known == name).count(), 1, "{types:?}");
    }
    let labels = String::from_utf8(files["visual.conf"].clone()).unwrap();
    assert!(labels.lines().any(|line| line.ends_with(" | Человек")), "{labels}");
    let (back, joined) = read(&files);
    assert_eq!(joined.notes, [""; 0]);
    let parts = [Part::Links, Part::Entities, Part::Overlaps];
    assert_eq!(told(&back, &parts), told(&project, &parts));
    let (again, joined) = read_into(project.clone(), annotations::format("brat").unwrap(), &files);
    assert_eq!((joined.spans, joined.links, &again), (0, 0, &project), "{:?}", joined.notes);
}

fn type_of(line: &str) -> &str {
    line.split('\t').nth(1).unwrap().split(' ').next().unwrap()
}

#[test]
fn events_have_the_type_of_their_line_and_each_its_arguments() {
    let lines = "E2\tQuote:T1 Who:T2 What:E1 What2:T4\nE1\tAttack:T3 Who:T2\nE3\tDefeat:T3 Who:T4\nT1\tQuote 12 16\tsaid\n\
                 T2\tPerson 0 9\tAnna Berg\nT3\tTrigger 37 41\tfell\nT4\tPlace 32 36\tRome\nA1\tNegation E1\nE4\tNo Who:T2\n\
                 E2\tQuote:T1\n";
    let (project, joined) = read(&files(TEXT, lines, &[]));
    let mut all = marks(&project);
    all.sort();
    let expected = ["Attack: fell", "Defeat: fell", "Person: Anna Berg", "Place: Rome", "Quote: said", "Trigger: fell"];
    assert_eq!(all, expected);
    assert_eq!(
        links(&project),
        [
            "What: said to Rome",
            "What: said to fell",
            "Who: fell to Anna Berg",
            "Who: fell to Rome",
            "Who: said to Anna Berg"
        ]
    );
    assert_eq!(joined.notes.len(), 2, "{:?}", joined.notes);
    let (back, joined) = read(&written(export::format("brat").unwrap(), &project).0);
    assert_eq!(joined.notes, [""; 0]);
    assert_eq!((links(&back), told(&back, &[Part::Fields])), (links(&project), told(&project, &[Part::Fields])));
    let lines = ann(&project);
    assert_eq!(lines.lines().filter(|line| line.starts_with('E')).count(), 3, "{lines}");
    assert_eq!(lines.lines().filter(|line| line.starts_with('R')).count(), 0, "{lines}");
    // What is said of an argument needs a line of its own.
    let mut noted = project.clone();
    let article = noted.articles.values_mut().next().map(Arc::make_mut).unwrap();
    for mut link in article.links.iter().cloned().collect::<Vec<_>>() {
        link.note = "doubtful".to_owned();
        article.links.insert(link);
    }
    let (back, _) = read(&written(export::format("brat").unwrap(), &noted).0);
    assert_eq!(told(&back, &[Part::Links, Part::LinkDetails]), told(&noted, &[Part::Links, Part::LinkDetails]));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_line() {
    for name in ["story.ann", "annotation.conf", "visual.conf", "story.txt"] {
        let project = project_with(&[Part::Links, Part::Notes, Part::Coders]);
        let (mut files, _) = written(export::format("brat").unwrap(), &project);
        let name = if files.contains_key(name) { name } else { continue };
        let with_mark = [&[0xEF, 0xBB, 0xBF], files[name].as_slice()].concat();
        files.insert(name.to_owned(), with_mark);
        let (back, joined) = read(&files);
        let parts = [Part::Links, Part::Notes, Part::Coders];
        assert_eq!(told(&back, &parts), told(&project, &parts), "{name}: {:?}", joined.notes);
        assert_eq!(joined.aside, 0, "{name}");
    }
}

#[test]
fn notes_stay_as_their_writers_wrote_them() {
    let lines = "T1\tPerson 0 9\tAnna Berg\nT2\tPlace 32 36\tRome\nN1\tReference T2 Wikidata:Q220\tRome\n# checked twice\n\
                 #1\tAnnotatorNotes T1\tC:\\new\\table\n#2\tNormalized T2\tRoma\n#3\tAnnotatorNotes N1\tcapital\n\
                 #4\tAnnotatorNotes\tof the first batch\nX1\tSomething else\n";
    let (project, joined) = read(&files(TEXT, lines, &[]));
    let notes = |project: &Project| -> Vec<String> {
        article(project).spans.in_text_order().map(|span| span.note.clone()).collect()
    };
    assert_eq!(notes(&project), [r"C:\new\table", "Normalized: Roma\ncapital"]);
    assert_eq!(article(&project).facts.note, "of the first batch");
    assert_eq!(joined.notes, ["story.ann: 2 lines of an unknown type; kept as text if the article is new."]);
    let mut files = written(export::format("brat").unwrap(), &project).0;
    let lines = ann(&project);
    for line in ["\tC:\\new\\table\n", "\n# checked twice\n", "\nX1\tSomething else\n", " Wikidata:Q220\tRome\n"] {
        assert!(lines.contains(line), "{line} in\n{lines}");
    }
    // Somebody adds a note in brat, with a backslash of their own.
    let lines = lines + "#99\tAnnotatorNotes T1\tsee D:\\notes\n";
    files.insert("story.ann".to_owned(), lines.into_bytes());
    let (back, _) = read(&files);
    assert_eq!(notes(&back), ["C:\\new\\table\nsee D:\\notes", "Normalized: Roma\ncapital"]);
    let entity = back.entities.values().next().unwrap();
    assert_eq!(entity.extra.get("brat").map(String::as_str), Some("Wikidata:Q220"));
}

#[test]
fn what_earlier_versions_wrote_is_read_as_it_was_meant() {
    let conf = [
        (
            "annotation.conf",
            "# Sayso\n\n[entities]\n\nSaid_what\npunct_2\n\n[relations]\n\n[events]\n\n[attributes]\n\n",
        ),
        ("visual.conf", "[labels]\n\nSaid_what | Said what\npunct_2 | punct\nRemark | Remark\n"),
    ];
    let lines = "T1\tSaid_what 0 9\tAnna Berg\n#1\tAnnotatorNotes T1\tone\\ntwo\n#2\tField T1\tRemark: a: b\n\
                 T2\tpunct_2 32 36\tRome\n#3\tLink T1\tSaid by; 1; place Rome\n";
    let (project, joined) = read(&files(TEXT, lines, &conf));
    assert_eq!(joined.notes, [""; 0]);
    assert_eq!(marks(&project), ["Said what: Anna Berg", "punct: Rome"]);
    let first = article(&project).spans.in_text_order().next().unwrap();
    assert_eq!(first.note, "one\ntwo");
    assert!(first.fields.values().any(|value| *value == FieldValue::Text("a: b".to_owned())));
    let kinds: Vec<&LinkKindId> = project.codebook.link_kinds.iter().map(|kind| &kind.id).collect();
    assert_eq!((kinds.len(), article(&project).links.len()), (1, 1));
}
