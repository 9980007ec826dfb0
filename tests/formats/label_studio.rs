//! Label Studio's files as its annotators leave them: shared and missing ids, pages, dialogues, several texts, answers.

use std::{collections::BTreeMap, fmt::Write, time::Instant};

use sayso::{
    import::annotations::{self, File, Joined},
    model::{Article, Id, Project, Span},
};

use super::{
    exchange::{read_back, written},
    json::{marks, read},
};

const CONFIG: &str = r#"<View><Labels name="label" toName="text"><Label value="Claim"/></Labels>"#;

fn only_article(project: &Project) -> &Article {
    assert_eq!(project.articles.len(), 1);
    project.articles.values().next().unwrap()
}

/// A task with these annotations, as JSON.
fn task(data: &str, annotations: &str) -> String {
    format!(r#"[{{"id":7,"data":{data},"annotations":[{annotations}],"predictions":[]}}]"#)
}

/// Tasks beside a file of this name.
fn read_beside(tasks: &str, name: &str, beside: &str) -> (Project, Joined) {
    let files = [("tasks.json", tasks), (name, beside)];
    let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
    read_back(annotations::format("label-studio").unwrap(), &files)
}

/// The marks with their coders and what their fields hold.
fn told(project: &Project) -> Vec<String> {
    let article = only_article(project);
    let told = |span: &Span| {
        let tag = project.codebook.tag(&span.tag).unwrap();
        let fields: Vec<String> = span.fields.values().map(|value| format!("{value:?}")).collect();
        format!("{}: {} ({}){}", tag.name, article.words_of(span), project.coder_name(span.by), fields.concat())
    };
    let mut told: Vec<String> = article.spans.iter().map(told).collect();
    told.sort();
    told
}

#[test]
fn regions_of_two_annotators_with_the_same_ids_stay_apart() {
    // Both began with what a model predicted, whose ids their regions keep.
    let annotation = |by: u32, end: u32, words: &str, mood: &str, relation: &str| {
        format!(
            r#"{{"id":{by},"completed_by":{by},"parent_prediction":5,"result":[
            {{"id":"p1","from_name":"label","to_name":"text","type":"labels","origin":"prediction-changed","value":{{"start":0,"end":{end},"text":"{words}","labels":["Person"]}}}},
            {{"id":"p2","from_name":"label","to_name":"text","type":"labels","origin":"prediction","value":{{"start":15,"end":18,"text":"Ben","labels":["Person"]}}}},
            {{"id":"p1","from_name":"mood","to_name":"text","type":"choices","value":{{"start":0,"end":{end},"text":"{words}","choices":["{mood}"]}}}}{relation}]}}"#
        )
    };
    let relation = r#",{"type":"relation","from_id":"p1","to_id":"p2","direction":"right","labels":["meets"]}"#;
    let both = [annotation(1, 4, "Anna", "calm", relation), annotation(2, 7, "Anna B.", "angry", "")].join(",");
    let (project, joined) = read("label-studio", "tasks.json", &task(r#"{"text":"Anna B. met Mr Ben."}"#, &both));
    assert_eq!(&*joined.notes, &[""; 0]);
    let expected = [
        "Person: Anna (annotator 1)Choice(\"calm\")",
        "Person: Anna B. (annotator 2)Choice(\"angry\")",
        "Person: Ben (annotator 1)",
        "Person: Ben (annotator 2)",
    ];
    assert_eq!(told(&project), expected);
    let article = only_article(&project);
    let links: Vec<String> = article.links.iter().map(|link| project.coder_name(link.by)).collect();
    assert_eq!(links, ["annotator 1"]);
    let link = article.links.iter().next().unwrap();
    let ends = [link.from, link.to.span().unwrap()].map(|end| article.span(end).unwrap().by);
    assert_eq!(ends, [link.by; 2]);
}

#[test]
fn regions_and_tasks_without_ids_are_all_kept() {
    let task = |text: &str, words: &[&str]| {
        let regions: Vec<String> = words.iter().map(|words| {
            let start = text.find(words).unwrap();
            let end = start + words.len();
            format!(r#"{{"from_name":"label","to_name":"text","type":"labels","value":{{"start":{start},"end":{end},"labels":["Name"]}}}}"#)
        }).collect();
        let regions = regions.join(",");
        format!(
            r#"{{"data":{{"text":"{text}"}},"predictions":[{{"model_version":"ner-3","score":0.9,"result":[{regions}]}},{{"result":[{regions}]}}]}}"#
        )
    };
    let tasks = [task("Anna met Ben.", &["Anna", "Ben"]), task("Anna left.", &["Anna"])].join(",");
    let (project, joined) = read("label-studio", "tasks.json", &format!("[{tasks}]"));
    assert_eq!((project.articles.len(), joined.spans, joined.present), (2, 6, 0), "{:?}", joined.notes);
    let coder = |span: &Span| project.coder_name(span.by);
    let mut coders: Vec<String> =
        project.articles.values().flat_map(|article| article.spans.iter()).map(coder).collect();
    coders.sort();
    assert_eq!(coders, ["a model", "a model", "a model", "ner-3", "ner-3", "ner-3"], "not the analyst's own");
}

#[test]
fn words_typed_in_come_and_go_under_the_key_that_label_studio_reads() {
    let regions = r#"{"id":1,"completed_by":1,"result":[
        {"id":"a","from_name":"label","to_name":"text","type":"labels","value":{"start":0,"end":4,"text":"Anna","labels":["Name"]}},
        {"id":"a","from_name":"remark","to_name":"text","type":"textarea","value":{"start":0,"end":4,"text":["my comment"]}},
        {"id":"c","from_name":"summary","to_name":"text","type":"textarea","value":{"text":["She left."]}},
        {"id":"d","from_name":"when","to_name":"text","type":"textarea","value":{"textarea":["as Sayso wrote it"]}},
        {"id":"e","from_name":"box","to_name":"image","type":"rectanglelabels","value":{"x":1,"y":2,"rectanglelabels":["Car"]}},
        {"id":"f","from_name":"box","to_name":"image","type":"rectanglelabels","value":{"x":1,"y":2,"rectanglelabels":["Car"]}},
        {"id":"f","from_name":"plate","to_name":"image","type":"textarea","value":{"x":1,"y":2,"text":["B-A 1"]}},
        {"id":"g","from_name":"rank","to_name":"text","type":"ranker","value":{"ranker":{"a":[]}}}]}"#;
    let (project, joined) = read("label-studio", "tasks.json", &task(r#"{"text":"Anna left."}"#, regions));
    assert_eq!(told(&project), ["Name: Anna (annotator 1)Text(\"my comment\")"]);
    assert_eq!(only_article(&project).facts.note, "summary: She left.\nwhen: as Sayso wrote it");
    let expected = [
        "tasks.json, item 1: “summary: She left.” is about the whole text; added to the article's note.",
        "tasks.json, item 1: “when: as Sayso wrote it” is about the whole text; added to the article's note.",
        "tasks.json, item 1, annotation 1, result 7: belongs to a skipped region; skipped.",
        "tasks.json: 1 result of type “ranker” skipped: not supported.",
        "tasks.json: 2 results of type “rectanglelabels” skipped: not supported.",
    ];
    assert_eq!(joined.notes, expected);

    let format = sayso::export::ALL.iter().find(|format| format.name == "label-studio").unwrap();
    let (files, _) = written(format, &project);
    let tasks: serde_json::Value = serde_json::from_slice(&files["tasks.json"]).unwrap();
    assert_eq!(tasks[0]["annotations"][0]["result"][1]["value"], serde_json::json!({ "text": ["my comment"] }));
}

#[test]
fn a_backslash_in_the_text_is_no_line_end() {
    let region = |id: &str, start: u32, end: u32, words: &str| {
        format!(
            r#"{{"id":"{id}","from_name":"label","to_name":"text","type":"labels","value":{{"start":{start},"end":{end},"text":"{words}","labels":["Path"]}}}}"#
        )
    };
    let regions = [region("a", 4, 10, r"C:\\new"), region("b", 7, 13, r"new\\nor")].join(",");
    let data = r#"{"text":"See C:\\new\nor ask."}"#;
    let annotation = format!(r#"{{"id":1,"result":[{regions}]}}"#);
    let (project, joined) = read("label-studio", "tasks.json", &task(data, &annotation));
    assert_eq!((marks(&project), joined.aside), (vec!["Path: C:\\new".to_owned(), "Path: new\nor".to_owned()], 0));
}

/// A region of a page; places in the whole count code points, those in one text units of UTF-16.
fn region(id: &str, start: (&str, u32), end: (&str, u32), global: Option<(u32, u32)>, words: &str) -> String {
    let global = global.map(|(start, end)| format!(r#""globalOffsets":{{"start":{start},"end":{end}}},"#));
    let global = global.unwrap_or_default();
    let ((start, start_offset), (end, end_offset)) = (start, end);
    format!(
        r#"{{"id":"{id}","from_name":"label","to_name":"text","type":"hypertextlabels","value":{{"start":"{start}","end":"{end}","startOffset":{start_offset},"endOffset":{end_offset},{global}"text":"{words}","hypertextlabels":["Claim"]}}}}"#
    )
}

#[test]
fn the_blocks_of_a_page_are_lines_and_regions_stay_on_their_words() {
    let html = "<h1>Title 🙂</h1><p><b>Anna</b>: It is over.<br>She left.</p>\\n<div>Nobody <i>else</i> spoke.</div>";
    let bold = "/p[1]/b[1]/text()[1]";
    let regions = [
        // As they are written: by both ways of counting; a line break counts as one, the end of a block does not.
        region("a", (bold, 0), ("/p[1]/text()[1]", 13), Some((7, 24)), "Anna: It is over."),
        region("b", ("/p[1]/text()[2]", 0), ("/p[1]/text()[2]", 3), Some((25, 28)), "She"),
        region("c", ("/p[1]/text()[2]", 4), ("/div[1]/i[1]/text()[1]", 4), Some((29, 46)), r"left.\\n\\nNobody else"),
        // Older files have the paths alone.
        region("d", ("/h1[1]/text()[1]", 6), ("/h1[1]/text()[1]", 8), None, "🙂"),
        region("e", ("/div[1]/text()[2]", 1), ("/div[1]/text()[2]", 6), None, "spoke"),
        // What was counted on another day does not fit; the path does.
        region("f", (bold, 0), (bold, 4), Some((90, 94)), "Anna"),
    ];
    let annotation = format!(r#"{{"id":1,"completed_by":1,"result":[{}]}}"#, regions.join(","));
    let (project, joined) = read("label-studio", "tasks.json", &task(&format!(r#"{{"text":"{html}"}}"#), &annotation));
    assert_eq!((joined.aside, &*joined.notes), (0, &[][..]));
    let text = "Title 🙂\nAnna: It is over.\nShe left.\n\nNobody else spoke.";
    assert_eq!(only_article(&project).text.as_str().trim_end(), text);
    let expected = [
        "Claim: Anna",
        "Claim: Anna: It is over.",
        "Claim: She",
        "Claim: left.\n\nNobody else",
        "Claim: spoke",
        "Claim: 🙂",
    ];
    assert_eq!(marks(&project), expected);
}

const DIALOGUE: &str = r#"{"talk":[{"author":"Anna","text":"Hate 🙂 that?"},{"author":"Ben:","text":"Hate what?"},{"text":"Silence."}],"audio":"https://example.org/a-rather-long-address-of-a-recording-that-is-longer-than-the-words-that-are-said-in-it.mp3"}"#;

fn said(start: (u32, u32), end: (u32, u32), words: &str) -> String {
    let ((start, start_offset), (end, end_offset)) = (start, end);
    format!(
        r#"{{"id":"{start}-{start_offset}","from_name":"label","to_name":"talk","type":"paragraphlabels","value":{{"start":"{start}","end":"{end}","startOffset":{start_offset},"endOffset":{end_offset},"text":"{words}","paragraphlabels":["Claim"]}}}}"#
    )
}

#[test]
fn the_speakers_of_a_dialogue_stand_before_what_they_say() {
    let regions = [
        said((1, 5), (1, 9), "what"),
        // In one paragraph in code points, in the other in units of UTF-16.
        said((0, 7), (0, 11), "that"),
        said((0, 8), (0, 10), "th"),
        // Label Studio has the name on a line of its own.
        said((0, 7), (1, 4), r"that?\\nBen:\\nHate"),
        said((1, 5), (2, 7), r"what?\\nSilence"),
        said((1, 4_294_967_295), (1, 4_294_967_295), ""),
    ];
    let annotation = format!(r#"{{"id":1,"completed_by":1,"result":[{}]}}"#, regions.join(","));
    let (project, joined) = read("label-studio", "tasks.json", &task(DIALOGUE, &annotation));
    assert_eq!(only_article(&project).text.as_str(), "Anna: Hate 🙂 that?\nBen: Hate what?\nSilence.");
    let claims = ["th", "that", "that?\nBen: Hate", "what", "what?\nSilence"].map(|words| format!("Claim: {words}"));
    assert_eq!(marks(&project), claims);
    let note = "tasks.json, item 1, annotation 1, result 6: no valid position; skipped.";
    assert_eq!(joined.notes, [note]);
}

#[test]
fn the_configuration_says_what_the_parts_of_a_dialogue_are_called() {
    let data = r#"{"talk":[{"who":"Anna","phrase":"It is over.","mood":"She is said to be calm today."}]}"#;
    let annotation = format!(r#"{{"id":1,"completed_by":1,"result":[{}]}}"#, said((0, 0), (0, 5), "It is"));
    let config =
        r#"<View><Paragraphs name="talk" value="$talk" layout="dialogue" nameKey="who" textKey="phrase"/></View>"#;
    let (project, joined) = read_beside(&task(data, &annotation), "config.xml", config);
    assert_eq!(only_article(&project).text.as_str(), "Anna: It is over.");
    assert_eq!((marks(&project), &*joined.notes), (vec!["Claim: It is".to_owned()], &[][..]));
}

#[test]
fn each_text_of_a_task_with_regions_is_an_article() {
    let region = |id: &str, on: &str| {
        format!(
            r#"{{"id":"{id}","from_name":"label","to_name":"{on}","type":"labels","value":{{"start":0,"end":4,"labels":["Claim"]}}}}"#
        )
    };
    let regions = [region("a", "body"), region("b", "headline")].join(",");
    let about_other = r#"{"id":"c","from_name":"mood","to_name":"headline","type":"choices","value":{"choices":["calm"]}},
        {"type":"relation","from_id":"a","to_id":"b","direction":"right","labels":["meets"]}"#;
    let annotation = format!(r#"{{"id":1,"completed_by":1,"result":[{regions},{about_other}]}}"#);
    let data = r#"{"headline":"Town hall is closed, says the mayor of the town","body":"Anna said so.","desk":"City"}"#;
    for config in ["", r#"<Text name="headline" value="$headline"/><Text name="body" value="$body"/>"#] {
        let (project, joined) =
            read_beside(&task(data, &annotation), "config.xml", &format!("{CONFIG}{config}</View>"));
        let mut read: Vec<(&str, Vec<String>, &str)> = project.articles.values().map(of_article).collect();
        read.sort();
        let headline = "Town hall is closed, says the mayor of the town";
        assert_eq!(
            read,
            [("Anna said so.", vec!["Anna".to_owned()], ""), (headline, vec!["Town".to_owned()], "mood: calm")]
        );
        assert_eq!(joined.notes.iter().filter(|note| note.contains("links marks on two texts; skipped")).count(), 1);
    }
}

#[test]
fn names_that_no_configuration_knows_show_a_text_each() {
    let region = |id: &str, on: &str, (start, end): (u32, u32), words: &str| {
        format!(
            r#"{{"id":"{id}","from_name":"label","to_name":"{on}","type":"labels","value":{{"start":{start},"end":{end},"text":"{words}","labels":["Claim"]}}}}"#
        )
    };
    let question = [region("a", "tq", (9, 13), "Rome"), region("b", "ta", (9, 13), "Rome")].join(",");
    let title = [region("a", "t1", (0, 4), "Anna"), region("b", "t2", (15, 18), "Bob")].join(",");
    for (data, regions, expected) in [
        (
            r#"{"q":"Who left Rome?","a":"Bob left Rome, said Anna, and never came back."}"#,
            question,
            [("Bob left Rome, said Anna, and never came back.", "Rome"), ("Who left Rome?", "Rome")],
        ),
        (
            r#"{"headline":"Anna speaks","story":"Anna said that Bob is well."}"#,
            title,
            [("Anna said that Bob is well.", "Bob"), ("Anna speaks", "Anna")],
        ),
    ] {
        let annotation = format!(r#"{{"id":1,"completed_by":1,"result":[{regions}]}}"#);
        let (project, joined) = read_beside(&task(data, &annotation), "other.txt", "");
        let mut read: Vec<(&str, Vec<String>, &str)> = project.articles.values().map(of_article).collect();
        read.sort();
        let expected = expected.map(|(text, word)| (text, vec![word.to_owned()], ""));
        assert_eq!(read, expected, "{:?}", joined.notes);
    }
}

/// Its text, the words of its marks and its note.
fn of_article(article: &std::sync::Arc<Article>) -> (&str, Vec<String>, &str) {
    let words = article.spans.in_text_order().map(|span| article.words_of(span)).collect();
    (article.text.as_str(), words, article.facts.note.as_str())
}

#[test]
fn without_a_configuration_regions_lie_on_the_text_that_has_their_words() {
    let region = |start: u32, words: &str| {
        let end = start as usize + words.len();
        format!(
            r#"{{"from_name":"label","to_name":"shown","type":"labels","value":{{"start":{start},"end":{end},"text":"{words}","labels":["Claim"]}}}}"#
        )
    };
    let regions = [region(0, "Anna"), region(12, "Rates rise"), region(5, "said")].join(",");
    let annotation = format!(r#"{{"id":1,"completed_by":1,"result":[{regions}]}}"#);
    let data = r#"{"lead":"The bank says: Rates rise again, says the bank","body":"Anna said so. Rates rise."}"#;
    let data = data.replace("The bank says: ", "Bank chief: ");
    let (project, joined) = read("label-studio", "tasks.json", &task(&data, &annotation));
    let mut read: Vec<(&str, Vec<String>, &str)> = project.articles.values().map(of_article).collect();
    read.sort();
    let words = |words: &[&str]| words.iter().map(|words| (*words).to_owned()).collect::<Vec<_>>();
    assert_eq!(
        read,
        [
            ("Anna said so. Rates rise.", words(&["Anna", "said"]), ""),
            ("Bank chief: Rates rise again, says the bank", words(&["Rates rise"]), "")
        ],
        "{:?}",
        joined.notes
    );
}

#[test]
fn tasks_to_be_imported_are_articles_with_their_columns() {
    let tasks = r#"[{"data":{"text":"Anna left.","title":"A story","desk":"City","wave":2}}]"#;
    let files = BTreeMap::from([("anything.json".to_owned(), tasks.as_bytes().to_vec())]);
    let file = File { name: "anything.json", bytes: tasks.as_bytes(), beside: &files };
    assert_eq!(annotations::format_of(&file).map(|format| format.name), Some("label-studio"));
    let (project, _) = read("label-studio", "anything.json", tasks);
    let facts = &only_article(&project).facts;
    let fields: Vec<&str> = project.codebook.article_fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!((facts.title.as_str(), facts.fields.len(), fields), ("A story", 2, vec!["desk", "wave"]));
}

#[test]
fn what_sayso_wrote_is_known_without_its_configuration() {
    let format = sayso::export::format("label-studio").unwrap();
    let project = super::exchange::project_with(format.holds);
    let (files, _) = written(format, &project);
    let tasks = String::from_utf8(files["tasks.json"].clone()).unwrap();
    let (back, _) = read("label-studio", "renamed.json", &tasks);
    let ids = |project: &Project| -> Vec<sayso::model::SpanId> {
        let mut ids: Vec<_> =
            project.articles.values().flat_map(|article| article.spans.iter().map(|s| s.id)).collect();
        ids.sort();
        ids
    };
    assert!(ids(&project).iter().all(|id| ids(&back).contains(id)));
    let names = |project: &Project| project.entities.len();
    assert!(names(&back) > 0, "whom marks mention is a name again");
}

#[test]
fn only_a_labelling_configuration_is_taken_for_one() {
    let files = |name: &str, text: &str| {
        BTreeMap::from([
            ("tasks.json".to_owned(), task(r#"{"text":"Anna"}"#, r#"{"id":1,"result":[]}"#).into_bytes()),
            (name.to_owned(), text.as_bytes().to_vec()),
        ])
    };
    let parts = |files: &BTreeMap<String, Vec<u8>>| {
        let file = File { name: "tasks.json", bytes: &files["tasks.json"], beside: files };
        annotations::read(annotations::format("label-studio").unwrap(), &file).unwrap().parts
    };
    for name in ["article.xml", "config.xml"] {
        assert_eq!(parts(&files(name, "<TEI><text>An article</text></TEI>")), [""; 0]);
        assert_eq!(parts(&files(name, "no XML at all")), [""; 0]);
        assert_eq!(parts(&files(name, &format!("{CONFIG}</View>"))), [name]);
    }
}

#[test]
fn annotations_with_the_data_of_their_task_beside_them_are_read() {
    let line = |by: &str, number: u32, label: &str, mood: &str| {
        format!(
            r#"{{"id":7,"text":"Anna left.","title":"A story","label":{label},"mood":"{mood}","topics":{{"choices":["a","b"]}},"annotator":{by},"annotation_id":{number},"created_at":"2024-05-01T10:00:00.000000Z","updated_at":"2024-05-01T10:01:00.000000Z","lead_time":4.2}}"#
        )
    };
    let region = r#"[{"start":0,"end":4,"text":"Anna","labels":["Name","Person"]},{"start":5,"end":9,"text":"left","labels":["Claim"]}]"#;
    let lines = [line("3", 1, region, "calm"), line(r#""ben@example.org""#, 2, region, "angry")];
    let lines = format!("[{}]", lines.join(","));
    let (project, joined) = read("label-studio", "min.json", &lines);
    assert_eq!((joined.articles, joined.spans, &*joined.notes), (1, 6, &[][..]));
    assert_eq!(marks(&project)[..2], ["Claim: left", "Claim: left"]);
    let article = only_article(&project);
    let coder = |span: &Span| project.coder_name(span.by);
    let mut coders: Vec<String> = article.spans.iter().map(coder).collect();
    coders.dedup();
    coders.sort();
    coders.dedup();
    assert_eq!(
        (coders, article.facts.title.as_str()),
        (vec!["annotator 3".to_owned(), "ben@example.org".to_owned()], "A story")
    );
    assert!(article.spans.iter().all(|span| span.made.to_string().starts_with("2024-05-01T10:00")));
    // Answers of one word are data like any other, unless the configuration names them.
    let config = format!(r#"{CONFIG}<Choices name="mood" toName="text"/></View>"#);
    let (project, joined) = read_beside(&lines, "config.xml", &config);
    assert!(only_article(&project).facts.note.contains("mood: calm"), "{joined:?}");
}

/// In a debug build; each region was compared with all before it.
#[test]
fn many_regions_that_sayso_wrote_are_read_in_time() {
    const REGIONS: u32 = 60_000;
    let mut regions = String::new();
    for number in 0..REGIONS {
        let mut bits = [7; 10];
        bits[..4].copy_from_slice(&number.to_be_bytes());
        let (id, comma) = (Id::from_bits(bits), if number > 0 { "," } else { "" });
        write!(regions, r#"{comma}{{"id":"{id}","from_name":"label","to_name":"text","type":"labels","value":{{"start":0,"end":4,"labels":["Claim"]}}}}"#).unwrap();
    }
    let tasks = task(r#"{"text":"Anna left."}"#, &format!(r#"{{"id":1,"result":[{regions}]}}"#));
    let config = format!("{CONFIG}<!-- Sayso --></View>").into_bytes();
    let files = BTreeMap::from([("config.xml".to_owned(), config)]);
    let file = File { name: "tasks.json", bytes: tasks.as_bytes(), beside: &files };
    let begun = Instant::now();
    let found = annotations::read(annotations::format("label-studio").unwrap(), &file).unwrap();
    assert_eq!(found.articles[0].spans.len() as u32, REGIONS);
    assert!(begun.elapsed().as_secs() < 8, "{:?}", begun.elapsed());
}
