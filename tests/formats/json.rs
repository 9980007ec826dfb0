//! JSON of Label Studio, doccano and Prodigy, on files of theirs and on what goes wrong in such files.

use std::{collections::BTreeMap, time::Instant};

use sayso::{
    import::annotations::{self, File, Joined},
    model::Project,
};

use super::exchange::{folder, read_back};

pub(super) fn read(format: &str, name: &str, text: &str) -> (Project, Joined) {
    let files = BTreeMap::from([(name.to_owned(), text.as_bytes().to_vec())]);
    let file = File { name, bytes: text.as_bytes(), beside: &files };
    assert_eq!(annotations::format_of(&file).map(|found| found.name), Some(format), "{name} is told from the others");
    read_back(annotations::format(format).unwrap(), &files)
}

pub(super) fn marks(project: &Project) -> Vec<String> {
    let articles = project.articles.values();
    let mut marks: Vec<String> = articles
        .flat_map(|article| {
            article.spans.iter().map(move |span| {
                format!("{}: {}", project.codebook.tag(&span.tag).unwrap().name, article.words_of(span))
            })
        })
        .collect();
    marks.sort();
    marks
}

#[test]
fn label_studio_examples_give_their_regions_and_the_codebook_of_their_configuration() {
    let label_studio = annotations::format("label-studio").unwrap();
    let (project, joined) = read_back(label_studio, &folder("tests/data/label-studio-named_entity"));
    assert_eq!((marks(&project), joined.notes.len()), (vec!["Date: February 22".to_owned()], 0));
    assert_eq!(project.codebook.tags.len(), 11);
    let (project, joined) = read_back(label_studio, &folder("tests/data/label-studio-taxonomy"));
    assert_eq!((project.span_count(), joined.notes.len()), (0, 2), "{:?}", joined.notes);
    let note = &project.articles.values().next().unwrap().facts.note;
    assert_eq!(note, "tax: One; Three / Sub\nsentiment: Negative");
    let columns: Vec<&str> = project.codebook.article_fields.iter().map(|field| field.name.as_str()).collect();
    assert!(columns.contains(&"reviewerName") && columns.contains(&"overall"), "columns of its data stay: {columns:?}");
    let (project, joined) = read_back(label_studio, &folder("tests/data/label-studio-nested_choices"));
    assert_eq!((project.articles.len(), joined.spans), (1, 0));
}

#[test]
fn label_studio_tasks_that_nobody_annotated_give_what_a_model_predicted_and_say_so() {
    let tasks = |of: &str| {
        let files = folder(&format!("tests/data/label-studio-tasks-{of}"));
        let file = File { name: "tasks.json", bytes: &files["tasks.json"], beside: &files };
        assert_eq!(annotations::format_of(&file).unwrap().name, "label-studio");
        read("label-studio", "tasks.json", std::str::from_utf8(&files["tasks.json"]).unwrap())
    };
    let (project, joined) = tasks("named_entity");
    assert_eq!(marks(&project), ["Date: February 22"]);
    assert_eq!(joined.notes, ["tasks.json, item 1: not annotated yet; its predictions were imported."]);
    for of in ["nested_choices", "taxonomy"] {
        let (project, joined) = tasks(of);
        assert_eq!((project.articles.len(), joined.spans), (1, 0), "{of}");
        assert!(project.articles.values().next().unwrap().text.as_str().contains("filters out the pop sounds"));
    }
}

/// The texts and offsets are those that Label Studio's own tests expect.
#[test]
fn label_studio_offsets_count_code_points_and_older_ones_units_of_utf16() {
    let task = |start: u32, end: u32, words: &str| {
        format!(
            r#"[{{"id":1,"data":{{"text":"🐱 Warning:\n🐱 This is a test text"}},"annotations":[{{"id":2,"completed_by":{{"id":1,"email":"anna@example.org"}},"result":[
            {{"id":"a","from_name":"tag","to_name":"text","type":"labels","value":{{"start":{start},"end":{end},"text":"{words}","labels":["region","other"]}},"meta":{{"text":["a note"]}}}},
            {{"id":"a","from_name":"mood","to_name":"text","type":"choices","value":{{"choices":["calm"]}}}},
            {{"type":"relation","from_id":"a","to_id":"nowhere","direction":"right"}}]}}]}}]"#
        )
    };
    let (project, joined) = read("label-studio", "tasks.json", &task(2, 27, r"Warning:\\n🐱 This is a test"));
    assert_eq!(marks(&project), ["other: Warning:\n🐱 This is a test", "region: Warning:\n🐱 This is a test"]);
    assert_eq!(joined.notes.len(), 1, "{:?}", joined.notes);
    let article = project.articles.values().next().unwrap();
    let span = article.spans.iter().next().unwrap();
    assert_eq!(
        (span.note.as_str(), project.coder_name(span.by).as_str(), span.fields.len()),
        ("a note", "anna@example.org", 1)
    );

    let (project, joined) = read("label-studio", "tasks.json", &task(3, 29, r"Warning:\\n🐱 This is a test"));
    assert_eq!(marks(&project).len(), 2);
    assert!(joined.notes.iter().any(|note| note.starts_with("Offsets count UTF-16 units: 2 of 2")), "{joined:?}");

    let (project, joined) = read("label-studio", "tasks.json", &task(2, 99, "gone"));
    assert_eq!((project.span_count(), joined.aside), (0, 2), "kept aside, not shifted");
}

#[test]
fn doccano_files_of_every_generation_are_read() {
    for (name, articles, spans, links, notes) in [
        ("export-relation-PRETTY.jsonl", 1, 4, 3, 0),
        ("export-sequence.jsonl", 3, 4, 0, 0),
        ("import-sequence.jsonl", 3, 3, 0, 0),
        ("import-intent.jsonl", 2, 3, 0, 0),
        ("import-relation.jsonl", 1, 4, 3, 0),
        ("old-classification.jsonl", 3, 0, 0, 0),
        ("old-labels-names.jsonl", 2, 11, 0, 0),
    ] {
        let text = std::fs::read_to_string(format!("tests/data/doccano/{name}")).unwrap();
        let file = File { name, bytes: text.as_bytes(), beside: &BTreeMap::new() };
        assert_eq!(annotations::format_of(&file).map(|format| format.name), Some("doccano"), "{name}");
        let (project, joined) = read("doccano", name, &text);
        assert_eq!(
            (joined.articles, joined.spans, joined.links, joined.notes.len()),
            (articles, spans, links, notes),
            "{name} {joined:?}"
        );
        assert_eq!(project.articles.len(), articles);
    }
    let intent = std::fs::read_to_string("tests/data/doccano/import-intent.jsonl").unwrap();
    let (project, _) = read("doccano", "a.jsonl", &intent);
    assert!(project.articles.values().any(|article| article.facts.note == "cats: airport"));
    let labelled = std::fs::read_to_string("tests/data/doccano/old-classification.jsonl").unwrap();
    let (project, _) = read("doccano", "a.jsonl", &labelled);
    let notes: Vec<&str> = project.articles.values().map(|article| article.facts.note.as_str()).collect();
    assert_eq!((notes.iter().filter(|note| **note == "annotations: 17").count(), notes.len()), (2, 3), "{notes:?}");
    let (project, joined) = read(
        "doccano",
        "a.jsonl",
        "{\"text\":\"🙂 Anna left\",\"annotations\":[{\"label\":12,\"start_offset\":3,\"end_offset\":7,\"user\":1}]}\nnot json\n",
    );
    assert_eq!(marks(&project), ["12: Anna"]);
    assert!(joined.notes.len() == 1 && joined.notes[0].starts_with("a.jsonl, line 2: not valid JSON"), "{joined:?}");
}

#[test]
fn prodigy_tasks_and_training_tuples_are_read_and_only_what_was_accepted() {
    let tasks = concat!(
        r#"{"text":"🙂 Anna met Ben","spans":[{"start":2,"end":6,"label":"PER","token_start":1,"token_end":1,"text":"Anna"},{"start":11,"end":14,"label":"PER"}],"relations":[{"head":1,"child":3,"head_span":{"start":2,"end":6,"label":"PER"},"child_span":{"start":11,"end":14,"label":"PER"},"label":"MET"}],"answer":"accept","_annotator_id":"cem"}"#,
        "\n",
        r#"{"text":"Not this","spans":[{"start":0,"end":3,"label":"PER"}],"answer":"reject"}"#,
        "\n"
    );
    let (project, joined) = read("prodigy", "a.jsonl", tasks);
    assert_eq!((marks(&project), joined.links), (vec!["PER: Anna".to_owned(), "PER: Ben".to_owned()], 1));
    assert!(joined.notes.len() == 1 && joined.notes[0].contains("1 task skipped: rejected"), "{joined:?}");
    assert!(project.coders.values().any(|coder| coder.name == "cem"));
    let (project, _) = read("prodigy", "train.json", r#"[["Anna left", {"entities": [[0, 4, "PER"]]}]]"#);
    assert_eq!(marks(&project), ["PER: Anna"]);
}

#[test]
fn what_spacy_2_was_trained_on_gives_its_entities_on_the_text() {
    let (project, joined) = read_back(annotations::format("spacy").unwrap(), &folder("tests/data/spacy"));
    assert_eq!((joined.articles, joined.spans, &*joined.notes), (2, 11, &[][..]));
    let expected = [
        "LOC: AL-AIN",
        "LOC: ITALY",
        "LOC: Italy",
        "LOC: JAPAN",
        "LOC: ROME",
        "LOC: United Arab Emirates",
        "ORG: RUGBY UNION",
        "PER: CHINA",
        "PER: CUTTITTA",
        "PER: Marcello Cuttitta",
        "PER: Nadim Ladki",
    ];
    assert_eq!(marks(&project), expected);
}

#[test]
fn two_annotators_of_prodigy_keep_their_marks_and_their_relations() {
    let span = |start: u32, end: u32| {
        format!(r#"{{"start":{start},"end":{end},"token_start":0,"token_end":0,"label":"PER"}}"#)
    };
    let line = |coder: &str, label: &str| {
        let (anna, ben) = (span(0, 4), span(9, 12));
        format!(
            r##"{{"text":"Anna met Ben","spans":[{anna},{ben}],"relations":[{{"head":0,"child":2,"head_span":{anna},"child_span":{ben},"color":"#ffd882","label":"{label}"}}],"_view_id":"relations","answer":"accept","_session_id":"rel-{coder}","_annotator_id":"rel-{coder}"}}"##
        )
    };
    let lines = [line("cem", "MET"), line("dora", "SAW")].join("\n");
    let (project, joined) = read("prodigy", "a.jsonl", &lines);
    assert_eq!((joined.articles, joined.spans, joined.links, &*joined.notes), (1, 4, 2, &[][..]));
    let article = project.articles.values().next().unwrap();
    let mut told: Vec<String> = Vec::new();
    for link in article.links.iter() {
        let ends = [link.from, link.to.span().unwrap()].map(|end| project.coder_name(article.span(end).unwrap().by));
        assert_eq!(ends, [project.coder_name(link.by), project.coder_name(link.by)]);
        told.push(format!("{} {}", project.codebook.link_kind(&link.kind).unwrap().name, ends[0]));
    }
    told.sort();
    assert_eq!(told, ["MET rel-cem", "SAW rel-dora"]);
}

/// In a debug build; the text was once hashed again for every mark of it.
#[test]
fn a_long_text_with_many_marks_of_prodigy_is_read_in_time() {
    let text = "Anna met Ben. ".repeat(100_000);
    let spans: Vec<String> =
        (0..5_000).map(|at| format!(r#"{{"start":{},"end":{},"label":"PER"}}"#, at * 14, at * 14 + 4)).collect();
    let line = format!(r#"{{"text":"{text}","spans":[{}],"answer":"accept"}}"#, spans.join(","));
    let file = File { name: "a.jsonl", bytes: line.as_bytes(), beside: &BTreeMap::new() };
    let begun = Instant::now();
    let found = annotations::read(annotations::format("prodigy").unwrap(), &file).unwrap();
    assert_eq!(found.articles[0].spans.len(), 5_000);
    assert!(begun.elapsed().as_secs() < 8, "{:?}", begun.elapsed());
}

#[test]
fn doccano_texts_come_in_whoever_labelled_them_first_and_whatever_labels_are() {
    // An export begins with what nobody has labelled yet.
    let empty = |id: u32| format!(r#"{{"id":{id},"text":"Nothing of note {id}.","label":[],"Comments":[]}}"#);
    let mut lines: Vec<String> = (0..25).map(empty).collect();
    let (_, joined) = read("doccano", "all.jsonl", &lines.join("\n"));
    assert_eq!((joined.articles, joined.spans, &*joined.notes), (25, 0, &[][..]), "a project that nobody began");
    lines.push(r#"{"id":25,"text":"Anna left.","label":[[0,4,"PER"]],"Comments":[]}"#.to_owned());
    let (project, joined) = read("doccano", "all.jsonl", &lines.join("\n"));
    assert_eq!((joined.articles, marks(&project)), (26, vec!["PER: Anna".to_owned()]));
    // Labels of the whole text are words.
    let lines = [r#"{"id":1,"text":"It is great.","label":["positive","short"],"Comments":[]}"#, &empty(2)].join("\n");
    let (project, joined) = read("doccano", "all.jsonl", &lines);
    assert_eq!((joined.articles, &*joined.notes), (2, &[][..]));
    assert!(project.articles.values().any(|article| article.facts.note == "label: positive\nlabel: short"));
    // What is no file of doccano's is none.
    for other in [r#"{"text":"a","tags":["b"]}"#, r#"{"label":["a"]}"#, r#"["a"]"#, "[[1, 2]]", "{}", "[]", "x"] {
        let file = File { name: "a.json", bytes: other.as_bytes(), beside: &BTreeMap::new() };
        assert_eq!(annotations::format_of(&file).map(|format| format.name), None, "{other}");
    }
}

#[test]
fn lines_that_are_no_json_are_told_up_to_a_number_and_looked_at_briefly() {
    let task = r#"{"text":"Anna left","spans":[{"start":0,"end":4,"label":"PER"}]}"#;
    let lines = format!("{task}\n{}", "x\n".repeat(250));
    let (project, joined) = read("prodigy", "a.jsonl", &lines);
    assert_eq!((marks(&project).len(), joined.notes.len()), (1, 101));
    assert_eq!(joined.notes[100], "a.jsonl: 150 more lines skipped: not valid JSON.");
    let lines = "x\n".repeat(3_000_000);
    let file = File { name: "a.jsonl", bytes: lines.as_bytes(), beside: &BTreeMap::new() };
    let begun = Instant::now();
    assert!(annotations::format_of(&file).is_none());
    assert!(begun.elapsed().as_secs() < 4, "{:?}", begun.elapsed());
}

#[test]
fn lists_of_lists_are_told_from_lines_of_lists() {
    let one = r#"["Anna left", {"entities": [[0, 4, "PER"]]}]"#;
    for file in [format!("[{one}, {one}]"), format!("{one}\n{one}\n"), format!("x\n{one}\n"), format!("[\n{one}]")] {
        let (project, _) = read("prodigy", "train.json", &file);
        assert_eq!(marks(&project)[0], "PER: Anna", "{file}");
    }
}
