//! What of a file joins a project: which article it belongs to, what is there already, how its offsets count.

use std::{collections::BTreeMap, sync::Arc};

use sayso::{
    import::annotations::{self, Choices, Joined, join},
    model::{Article, ArticleId, Codebook, Coder, CoderId, Facts, Id, Project, ProjectId, Source, Time},
    store::read_project,
    text::FrozenText,
};

use super::exchange::read_into;
use crate::cli::sayso;

fn id(number: u8) -> Id {
    Id::from_bits([number; 10])
}

fn empty() -> Project {
    Project::new(ProjectId(id(1)), "Joining", Codebook::default())
}

fn with(texts: &[(&str, &str)]) -> Project {
    let mut project = empty();
    for (number, (title, text)) in texts.iter().enumerate() {
        let facts = Facts { title: (*title).to_owned(), ..Facts::default() };
        let source = Source { name: format!("{title}.txt"), ..Source::default() };
        let article_id = ArticleId(id(number as u8 + 1));
        let article = Article::new(article_id, FrozenText::verbatim(*text), facts, source, Time(0));
        project.articles.insert(article_id, Arc::new(article));
    }
    project
}

fn read(project: Project, format: &str, name: &str, bytes: &str) -> (Project, Joined) {
    let files = BTreeMap::from([(name.to_owned(), bytes.as_bytes().to_vec())]);
    read_into(project, annotations::format(format).unwrap(), &files)
}

/// All marks as tag, words, place and coder.
fn marks(project: &Project) -> Vec<String> {
    let of = |article: &Article| -> Vec<String> {
        let spans = article.spans.in_text_order();
        let tag = |id| project.codebook.tag(id).unwrap().name.clone();
        spans
            .map(|span| {
                let by = project.coder_name(span.by);
                format!("{}: {} @{} by {by}", tag(&span.tag), article.words_of(span), span.start().0)
            })
            .collect()
    };
    project.articles.values().flat_map(|article| of(article)).collect()
}

/// Reads files of a folder on the command line.
fn imported(files: &[(&str, &str)]) -> (Project, String) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join("in").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let (input, output) = (folder.path().join("in"), folder.path().join("out.sayso"));
    let (_, _, told) = sayso(&["import", input.to_str().unwrap(), "-o", output.to_str().unwrap()]);
    (read_project(&std::fs::read(output).unwrap()).unwrap().project, told)
}

#[test]
fn an_export_that_grew_brings_only_what_is_new() {
    let task = |text: &str| format!(r#"{{"text":"{text}","label":[[0,4,"Speaker"],[0,4,"Speaker"],[5,9,"Cue"]]}}"#);
    let first = task("Anna said no.");
    let (project, joined) = read(empty(), "doccano", "all.jsonl", &first);
    assert_eq!((joined.spans, joined.coinciding, joined.present), (2, 1, 0), "{:?}", joined.notes);
    assert!(joined.notes[0].contains("1 mark coincides with another of the same coder"), "{:?}", joined.notes);
    let grown = format!("{}\n{first}", task("Bert said yes."));
    for name in ["all.jsonl", "all (1).jsonl"] {
        let (again, joined) = read(project.clone(), "doccano", name, &grown);
        assert_eq!((joined.articles, joined.spans, joined.present), (1, 2, 3), "{:?}", joined.notes);
        assert_eq!(again.span_count(), 4);
    }
}

#[test]
fn links_of_an_export_that_grew_lead_between_the_marks_that_are_there() {
    let line = |more: &str| {
        format!(
            r#"{{"text":"Anna said no to Bert.","entities":[{{"id":1,"label":"Speaker","start_offset":0,"end_offset":4}},{{"id":2,"label":"Cue","start_offset":5,"end_offset":9}}{more}],"relations":[{{"id":1,"from_id":2,"to_id":1,"type":"said by"}}]}}"#
        )
    };
    let (project, joined) = read(empty(), "doccano", "a.jsonl", &line(""));
    assert_eq!((joined.spans, joined.links), (2, 1));
    let more = r#",{"id":3,"label":"Addressee","start_offset":16,"end_offset":20}"#;
    let (project, joined) = read(project, "doccano", "a.jsonl", &line(more));
    assert_eq!((joined.spans, joined.present, joined.links), (1, 2, 0), "{:?}", joined.notes);
    assert_eq!(project.articles.values().next().unwrap().links.len(), 1);
}

#[test]
fn two_people_who_mark_one_text_in_folders_of_their_own_keep_their_marks() {
    let text = "Anna said no to Bert.";
    let (project, told) = imported(&[
        ("anna/story.txt", text),
        ("anna/story.ann", "T1\tSpeaker 0 4\tAnna\nT2\tCue 5 9\tsaid\nR1\tBy Arg1:T2 Arg2:T1\n"),
        ("ben/story.txt", text),
        ("ben/story.ann", "T1\tAddressee 16 20\tBert\nT2\tSpeaker 0 4\tAnna\nR1\tTo Arg1:T2 Arg2:T1\n"),
    ]);
    let expected =
        ["Speaker: Anna @0 by anna", "Speaker: Anna @0 by ben", "Cue: said @5 by anna", "Addressee: Bert @16 by ben"];
    let mut marks = marks(&project);
    marks.sort_by_key(|mark| expected.iter().position(|other| other == mark));
    assert_eq!(marks, expected, "{told}");
    assert_eq!(project.articles.values().next().unwrap().links.len(), 2);
    assert!(told.contains("marks credited to “anna”, after the folder"), "{told}");
}

#[test]
fn texts_and_marks_may_lie_in_folders_apart() {
    let (project, told) = imported(&[
        ("train/text/wsj_1.txt", "Anna said no."),
        ("train/attributions/wsj_1_5fec.ann", "T1\tSource 0 4\tAnna\n"),
    ]);
    assert_eq!(marks(&project), ["Source: Anna @0 by 5fec"], "{told}");
    let (project, told) = imported(&[
        ("train-articles/article111.txt", "Anna\n\nAnna said no."),
        ("train-task2-TC.labels", "111\tDoubt\t6\t10\n"),
    ]);
    assert_eq!(marks(&project).len(), 1, "{told}");
    assert!(marks(&project)[0].starts_with("Doubt: Anna @6"));
    assert_eq!(project.articles.len(), 1);
}

#[test]
fn marks_of_articles_that_the_project_has_find_them_by_the_name_of_the_file() {
    let (project, joined) = read(with(&[("article111", "Anna said no.")]), "ptc", "a.labels", "111\tDoubt\t0\t4\n");
    assert_eq!(marks(&project).len(), 1, "{:?}", joined.notes);
}

#[test]
fn marks_that_name_another_article_are_not_put_on_one_that_has_the_words() {
    let project = with(&[("Budget", "The government said no.")]);
    let csv = "tag,words,document\nClaim,government,Elections\n";
    let (project, joined) = read(project, "csv", "a.csv", csv);
    assert_eq!(marks(&project), [""; 0]);
    assert!(joined.notes[0].contains("Elections: no article in the project has this address"), "{:?}", joined.notes);
    // Where nothing is named the words decide, and it is told.
    let (project, joined) = read(project, "csv", "a.csv", "tag,words\nClaim,government\n");
    assert_eq!(marks(&project).len(), 1);
    assert!(
        joined.notes[0].contains("“Budget” was used, which contains the words of 1 of 1 mark"),
        "{:?}",
        joined.notes
    );
}

#[test]
fn words_that_stand_at_several_places_are_told() {
    let project = with(&[("Budget", "No, said Anna. No, said Bert.")]);
    let (project, joined) = read(project, "csv", "a.csv", "tag,words,document\nClaim,No,Budget\nCue,Bert,Budget\n");
    assert_eq!(marks(&project).len(), 2);
    assert_eq!(joined.notes, ["a.csv, row 2: “No” occurs 2 times; the first was used."]);
}

#[test]
fn places_that_a_reader_makes_itself_are_not_moved_by_what_fits_better() {
    let tei = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p>ÄÖÜÄÖÜÄÖ <persName>Merkel</persName>s \
               Partei</p></body></text></TEI>";
    let (project, joined) = read(empty(), "tei", "a.xml", tei);
    assert!(marks(&project)[0].starts_with("persName: Merkel @17"), "{:?} {:?}", marks(&project), joined.notes);
}

#[test]
fn how_many_marks_fit_is_told_when_some_do_not() {
    let (_, joined) = read(empty(), "doccano", "a.jsonl", r#"{"text":"é Anna met Ben","label":[[3,6,"PER"]]}"#);
    let told = "Offsets count UTF-16 units, as doccano documents; 0 of 1 mark starts and ends at word boundaries.";
    assert_eq!(joined.notes, [told]);
    // Long texts of plain letters before do not hide that others count otherwise.
    let plain: String =
        (0..60).map(|_| format!("{{\"text\":\"{}\",\"label\":[[0,1,\"A\"]]}}\n", "a ".repeat(99))).collect();
    let odd = r#"{"text":"🙂🙂 Anna met Ben","label":[[3,7,"PER"],[12,15,"PER"]]}"#;
    let (project, joined) = read(empty(), "doccano", "a.jsonl", &format!("{plain}{odd}"));
    assert!(marks(&project).iter().any(|mark| mark.starts_with("PER: Anna")), "{:?}", joined.notes);
    assert!(joined.notes[0].starts_with("Offsets count code points: 2 of 2 marks"), "{:?}", joined.notes);
}

#[test]
fn what_lies_at_a_wrong_place_is_kept_short() {
    let text = "word ".repeat(20_000);
    let spans = vec![format!(r#"{{"start":0,"end":{},"text":"other","label":"A"}}"#, text.len() - 1); 3];
    let line = format!(r#"{{"text":"{text}","spans":[{}]}}"#, spans.join(","));
    let (project, _) = read(empty(), "prodigy", "a.jsonl", &line);
    let article = project.articles.values().next().unwrap();
    let kept = article.quarantined.values().next().unwrap();
    let sayso::model::Misfit::OtherWords { found } = &kept.misfit else { panic!("{:?}", kept.misfit) };
    assert!(found.len() < 1_000, "{}", found.len());
}

#[test]
fn what_a_file_knows_of_an_article_that_is_there_fills_what_is_empty() {
    let line = r#"{"text":"Anna said no.","label":[],"outlet":"Daily","note":"first page"}"#;
    let project = with(&[("Budget", "Anna said no.")]);
    let found = annotations::read(
        annotations::format("doccano").unwrap(),
        &annotations::File { name: "a.jsonl", bytes: line.as_bytes(), beside: &BTreeMap::new() },
    );
    let coder = Coder { id: CoderId(id(1)), name: "Ada".to_owned(), changed: None, extra: Default::default() };
    let mut joined = project.clone();
    join(&mut joined, found.unwrap(), &Choices::new(coder, Time(1)));
    let facts = &joined.articles.values().next().unwrap().facts;
    assert_eq!((facts.title.as_str(), facts.outlet.as_str(), facts.note.as_str()), ("Budget", "Daily", "first page"));
}

#[test]
fn what_stands_beside_the_words_goes_before_a_position_that_holds_them_too() {
    let project = with(&[("Budget", "No, said Anna. Then: no! And no, said Bert.")]);
    let at = |start: u32| {
        format!(
            r#"{{"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://x.org/{start}","type":"Annotation","target":{{"source":"","selector":[{{"type":"TextQuoteSelector","exact":"no","prefix":"And ","suffix":", said"}},{{"type":"TextPositionSelector","start":{start},"end":{}}}]}}}}"#,
            start + 2
        )
    };
    for start in [21, 29, 900] {
        let (project, joined) = read(project.clone(), "w3c", "a.json", &at(start));
        assert!(marks(&project)[0].contains("no @29"), "{start}: {:?} {:?}", marks(&project), joined.notes);
        let moved = joined.notes.iter().any(|note| note.contains("not by the offsets"));
        assert_eq!(moved, start != 29, "{:?}", joined.notes);
    }
}

#[test]
fn rows_are_numbered_as_spreadsheets_do_and_empty_ones_name_no_article() {
    let table = "Document name;Code;Segment;Memo\r\nBudget;Cue;said;\"two\r\nlines\"\r\nBudget;Claim;nowhere;\r\n\
                 Budget;Claim;government;\r\n;Claim;;\r\n";
    let project = with(&[("Budget", "The government said so.")]);
    let (project, joined) = read(project, "csv", "a.csv", table);
    assert_eq!(marks(&project).len(), 2, "{:?}", joined.notes);
    assert_eq!(
        joined.notes,
        [
            "a.csv, row 5: the tag or the words are missing; skipped.",
            "a.csv, row 3: “nowhere” was not found in the text; set aside.",
        ]
    );
}

/// How many articles and marks there are, and by whom.
fn counted(project: &Project) -> (usize, usize, Vec<String>) {
    let mut names: Vec<String> = project.coders.values().map(|coder| coder.name.clone()).collect();
    names.sort();
    (project.articles.len(), project.span_count(), names)
}

#[test]
fn the_same_work_of_two_coders_stays_two_marks() {
    let text = "Anna said no to Bert.";
    let ann = "T1\tSpeaker 0 4\tAnna\nT2\tCue 5 9\tsaid\nR1\tBy Arg1:T2 Arg2:T1\n";
    let both = |names: [&str; 2]| (1, 4, names.map(str::to_owned).to_vec());
    for files in [
        vec![("a.txt", text), ("a_anna.ann", ann), ("a_bert.ann", ann)],
        vec![("anna/a.txt", text), ("anna/a.ann", ann), ("bert/a.txt", text), ("bert/a.ann", ann)],
    ] {
        let (project, told) = imported(&files);
        assert_eq!(counted(&project), both(["anna", "bert"]), "{files:?} {told}");
        let article = project.articles.values().next().unwrap();
        assert_eq!(article.links.len(), 2, "each has a link: {told}");
        for link in article.links.iter() {
            let [from, to] = [link.from, link.to.span().unwrap()].map(|end| article.span(end).unwrap().by);
            assert_eq!((from, to), (link.by, link.by));
        }
    }
    let columns = "Anna B-Speaker\nsaid B-Cue\nno O\n";
    let (project, told) = imported(&[("a_anna.conll", columns), ("a_bert.conll", columns)]);
    assert_eq!(counted(&project), both(["anna", "bert"]), "{told}");
    let line = r#"{"text":"Anna said no.","label":[[0,4,"Speaker"],[5,9,"Cue"]]}"#;
    let (project, told) = imported(&[("anna.jsonl", line), ("bert.jsonl", line)]);
    assert_eq!(counted(&project), both(["anna", "bert"]), "{told}");
    let task = |id: u32, by: &str| {
        format!(
            r#"{{"text":"Anna said no.","spans":[{{"start":0,"end":4,"label":"Speaker"}},{{"start":5,"end":9,"label":"Cue"}}],"answer":"accept","_annotator_id":"{by}","_task_hash":{id}}}"#
        )
    };
    let (project, told) = imported(&[("tasks.jsonl", &format!("{}\n{}", task(1, "anna"), task(2, "bert")))]);
    assert_eq!(counted(&project), both(["anna", "bert"]), "{told}");
}

#[test]
fn two_coders_whose_files_come_one_after_the_other_stay_two() {
    let text = "Anna said no.";
    let ann = "T1\tSpeaker 0 4\tAnna\n";
    let (mut project, _) = imported(&[("a.txt", text), ("a_anna.ann", ann)]);
    let files = [("a.txt", text), ("a_bert.ann", ann)].map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
    let files = BTreeMap::from(files);
    for expected in [1, 0] {
        let (more, joined) = read_into(project, annotations::format("brat").unwrap(), &files);
        assert_eq!((joined.spans, joined.articles), (expected, 0), "{:?}", joined.notes);
        project = more;
    }
    assert_eq!(counted(&project).1, 2);
}

#[test]
fn marks_without_a_coder_are_those_that_are_there_until_somebody_says_whose_they_are() {
    let text = "Anna said no.";
    let (project, _) = imported(&[("a.txt", text), ("a_bert.ann", "T1\tSpeaker 0 4\tAnna\n")]);
    let line = r#"{"text":"Anna said no.","label":[[0,4,"Speaker"]]}"#;
    let (same, joined) = read(project.clone(), "doccano", "a.jsonl", line);
    assert_eq!((joined.spans, joined.present, same.span_count()), (0, 1, 1), "{:?}", joined.notes);
    assert!(joined.notes[0].contains("without a coder match marks of bert"), "{:?}", joined.notes);
    let files = BTreeMap::from([("a.jsonl".to_owned(), line.as_bytes().to_vec())]);
    let file = annotations::File { name: "a.jsonl", bytes: line.as_bytes(), beside: &files };
    let found = annotations::read(annotations::format("doccano").unwrap(), &file).unwrap();
    let carl = Coder { id: CoderId(id(9)), name: "Carl".to_owned(), changed: None, extra: Default::default() };
    let mut own = project.clone();
    let joined = join(&mut own, found, &Choices { is_coder_chosen: true, ..Choices::new(carl, Time(1)) });
    assert_eq!((joined.spans, own.span_count()), (1, 2), "{:?}", joined.notes);
}

#[test]
fn equal_texts_are_two_articles_where_something_tells_them_apart() {
    let wire = "The bridge is closed.";
    let line = |more: &str| format!(r#"{{"text":"{wire}","label":[[4,10,"Place"]]{more}}}"#);
    for (one, other) in [
        (r#","outlet":"Daily""#, r#","outlet":"Post""#),
        (r#","address":"https://a.example/1""#, r#","address":"https://b.example/1""#),
        ("", ""),
    ] {
        let both = format!("{}\n{}", line(one), line(other));
        let (project, told) = imported(&[("all.jsonl", &both)]);
        assert_eq!((project.articles.len(), project.span_count()), (2, 2), "{one} {told}");
        assert!(told.contains("has the same text as"), "{told}");
        // Read again, each is known.
        let (again, joined) = read(project.clone(), "doccano", "all.jsonl", &both);
        assert_eq!((joined.articles, joined.spans, again.articles.len()), (0, 0, 2), "{one} {:?}", joined.notes);
    }
    let ann = "T1\tPlace 4 10\tbridge\n";
    let (project, told) = imported(&[("ap.txt", wire), ("ap.ann", ann), ("reuters.txt", wire), ("reuters.ann", ann)]);
    assert_eq!((project.articles.len(), project.span_count()), (2, 2), "{told}");
    for format in ["qdpx", "w3c", "brat", "doccano", "label-studio", "cas-json", "conll", "prodigy"] {
        let (files, _) = super::exchange::written(sayso::export::format(format).unwrap(), &project);
        let (back, joined) = read_into(project.clone(), annotations::format(format).unwrap(), &files);
        assert_eq!((joined.articles, joined.spans, back.articles.len()), (0, 0, 2), "{format} {:?}", joined.notes);
    }
}

#[test]
fn articles_are_found_by_address_however_it_is_spelled() {
    let mut project = with(&[("Budget", "The government said no."), ("Elections", "The government said yes.")]);
    for (number, article) in project.articles.values_mut().enumerate() {
        Arc::make_mut(article).facts.address = format!("https://www.example.org/news/{number}/");
    }
    for address in
        ["http://example.org/news/1?utm_source=x&fbclid=2#top", "HTTPS://Example.org:443/news/1", "example.org/news/1"]
    {
        let csv = format!("tag,words,url\nClaim,government,{address}\n");
        let (project, joined) = read(project.clone(), "csv", "a.csv", &csv);
        assert_eq!(marks(&project), ["Claim: government @4 by Anna Ö."], "{address} {:?}", joined.notes);
        assert_eq!(project.article(ArticleId(id(2))).unwrap().spans.len(), 1, "{address}");
    }
}

#[test]
fn articles_are_found_by_file_stem_and_title_in_any_case() {
    let project = with(&[("Budget", "The government said no."), ("Elections", "The government said yes.")]);
    for name in ["budget", "BUDGET.TXT", "folder/Budget.txt", "Budget.docx"] {
        let (project, joined) = read(project.clone(), "csv", "a.csv", &format!("tag,words,file\nClaim,no,{name}\n"));
        assert_eq!(marks(&project).len(), 1, "{name} {:?}", joined.notes);
    }
}

#[test]
fn of_two_such_articles_somebody_chooses() {
    let mut project = with(&[("Budget", "The government said no."), ("Budget ", "The government said no.")]);
    for (number, article) in project.articles.values_mut().enumerate() {
        Arc::make_mut(article).facts.title = "Budget".to_owned();
        Arc::make_mut(article).facts.outlet = format!("Outlet {number}");
    }
    let csv = "tag,words,document\nClaim,government,Budget\n";
    let (same, joined) = read(project.clone(), "csv", "a.csv", csv);
    assert_eq!((same.span_count(), joined.doubts.len()), (0, 1));
    let mut others = joined.doubts[0].others.clone();
    others.sort_unstable();
    assert_eq!(others, [ArticleId(id(1)), ArticleId(id(2))]);
    assert!(joined.notes[0].contains("2 such articles in the project (Outlet "), "{:?}", joined.notes);
    let files = BTreeMap::new();
    let file = annotations::File { name: "a.csv", bytes: csv.as_bytes(), beside: &files };
    let mut found = annotations::read(annotations::format("csv").unwrap(), &file).unwrap();
    found.articles[0].decision = Some(annotations::Decision::Same(ArticleId(id(2))));
    let coder = Coder { id: CoderId(id(1)), name: "Ada".to_owned(), changed: None, extra: Default::default() };
    let joined = join(&mut project, found, &Choices::new(coder, Time(1)));
    assert_eq!((joined.spans, project.article(ArticleId(id(2))).unwrap().spans.len()), (1, 1), "{:?}", joined.notes);
    // Words that only one of the two has say which is meant.
    let project = with(&[("Budget", "The government said no."), ("Budget.", "The opposition said no.")]);
    let mut project = project;
    project.articles.values_mut().for_each(|article| Arc::make_mut(article).facts.title = "Budget".to_owned());
    let (project, joined) = read(project, "csv", "a.csv", "tag,words,document\nClaim,opposition,Budget\n");
    assert_eq!(project.article(ArticleId(id(2))).unwrap().spans.len(), 1, "{:?}", joined.notes);
}
