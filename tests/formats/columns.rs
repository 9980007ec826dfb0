//! Formats of lines and columns, on files of other programs: CoNLL, labels of the propaganda tasks, tables.

use std::collections::BTreeMap;

use sayso::{
    export::{self, Part},
    import::annotations,
};

use super::exchange::read_back;

fn conll(name: &str) -> BTreeMap<String, Vec<u8>> {
    let bytes = std::fs::read(format!("tests/data/conll/{name}")).unwrap();
    // The endings of these files are those of their annotators.
    BTreeMap::from([(format!("{name}.conll"), bytes)])
}

#[test]
fn conll_files_of_other_programs_give_their_marks() {
    let format = annotations::format("conll").unwrap();
    for (name, articles, marks) in [
        ("doccano-example.conll", 1, 2),
        ("doccano-labeling.trailing.conll", 1, 2),
        ("labeling.conll2003.user1", 1, 5),
        ("labeling.conll2003.user2", 2, 11),
        ("labeling_text_label.conll2003.user0", 2, 11),
    ] {
        let (project, joined) = read_back(format, &conll(name));
        assert_eq!((joined.articles, joined.spans, joined.notes), (articles, marks, vec![]), "{name}");
        assert_eq!(project.span_count(), marks, "{name}");
    }
    let (project, _) = read_back(format, &conll("labeling_text_label.conll2003.user0"));
    let mut words: Vec<String> = project
        .articles
        .values()
        .flat_map(|article| {
            let tag = |span: &sayso::model::Span| project.codebook.tag(&span.tag).unwrap().name.clone();
            article
                .spans
                .iter()
                .map(move |span| format!("{} {}", tag(span), article.words_of(span)))
                .collect::<Vec<_>>()
        })
        .collect();
    words.sort();
    assert!(words.contains(&"PER Nadim Ladki".to_owned()), "{words:?}");
}

#[test]
fn tags_of_every_dialect_are_marks_and_bad_lines_are_told() {
    let lines = "EU I-ORG\nand O\nUN I-ORG\nWHO B-ORG\n\nAnna B-PER\nB. E-PER\nRome S-LOC\nx U-LOC\nlonely\nodd ?\n";
    let files = BTreeMap::from([("a.conll".to_owned(), lines.as_bytes().to_vec())]);
    let (project, joined) = read_back(annotations::format("conll").unwrap(), &files);
    let article = project.articles.values().next().unwrap();
    assert_eq!(article.text.as_str(), "EU and UN WHO\nAnna B. Rome x lonely odd");
    let words: Vec<String> = article.spans.in_text_order().map(|span| article.words_of(span)).collect();
    assert_eq!(words, ["EU", "UN", "WHO", "Anna B.", "Rome", "x"]);
    assert_eq!(joined.notes.len(), 2, "{:?}", joined.notes);
    assert!(joined.notes[0].starts_with("a.conll, line 10: “lonely”"), "{:?}", joined.notes);
}

/// Reads one file of columns, told by its content where its ending does not say so.
fn columns(name: &str, lines: &str, more: &[(&str, &str)]) -> (Vec<String>, annotations::Joined) {
    let all = [(name, lines)].into_iter().chain(more.iter().copied());
    let files: BTreeMap<String, Vec<u8>> =
        all.map(|(name, words)| (name.to_owned(), words.as_bytes().to_vec())).collect();
    let (project, joined) = read_back(annotations::format("conll").unwrap(), &files);
    let told = project.articles.values().flat_map(|article| {
        let tag = |span: &sayso::model::Span| project.codebook.tag(&span.tag).unwrap().name.clone();
        article
            .spans
            .in_text_order()
            .map(move |span| format!("{} {}", tag(span), article.words_of(span)))
            .collect::<Vec<_>>()
    });
    (told.collect(), joined)
}

#[test]
fn columns_in_a_text_or_table_are_known_by_what_they_hold() {
    let lines =
        "\u{FEFF}-DOCSTART- -X- -X- O\r\n\r\nEU NNP I-NP B-ORG\r\nrejects VBZ I-VP O\r\n\r\nPeter NNP I-NP B-PER\r\n";
    for name in ["train.txt", "train.tsv", "train.conll", "train.iob2"] {
        assert_eq!(columns(name, lines, &[]).0, ["ORG EU", "PER Peter"], "{name}");
    }
    let spaced = "New York\tB-LOC\nis\tO\nbig\tO\n";
    assert_eq!(columns("a.tsv", spaced, &[]).0, ["LOC New York"], "blanks inside a token");
    let is_columns = |name: &str, words: &str| {
        let files = BTreeMap::from([(name.to_owned(), words.as_bytes().to_vec())]);
        let file = annotations::File { name, bytes: &files[name], beside: &files };
        annotations::format_of(&file).is_some_and(|format| format.name == "conll")
    };
    let all_plain = "word O\n".repeat(12);
    assert!(is_columns("a.txt", &all_plain));
    for words in [
        "",
        "\n\n",
        "Vitamin B-12\nis good for you.\n",
        "He got an O\n",
        "B-side\n",
        "one O\ntwo words O\n",
        "word\tcount\nthe\t12\n",
        "Grade: O\nA line of words that ends in B-plus\n",
        "id\ttext\tlabel\n1\tShe said so\tclaim\n",
    ] {
        assert!(!is_columns("a.txt", words) && !is_columns("a.tsv", words), "{words}");
    }
}

#[test]
fn remarks_are_skipped_and_told_and_tokens_that_look_like_them_are_not() {
    let lines = "# sent_id = 1\n# text = # B-12 in O\n#hashtag\tB-TOPIC\n#\tO\nRome\tB-LOC\n\n#sent_id=2\nOslo\tB-LOC\n# newdoc id = 2\nRome\tB-LOC\n";
    let (told, joined) = columns("a.tsv", lines, &[]);
    assert_eq!(joined.articles, 2);
    assert_eq!(told.iter().filter(|line| line.starts_with("LOC")).count(), 3);
    assert!(told.contains(&"TOPIC #hashtag".to_owned()), "{told:?}");
    assert_eq!(joined.notes, ["a.tsv: 3 comments skipped (lines that begin with #)."]);
    // Numbered tokens with two layers, as in GermEval.
    let lines =
        "#\tnews.example [2005-02-26]\n1\tUni\tB-ORG\tO\n2\tBonn\tI-ORG\tB-LOC\n3\t1\tO\tO\n\n#\tb\n1\tHier\tO\tO\n";
    let (mut told, joined) = columns("a.conll", lines, &[]);
    told.sort();
    assert_eq!((told, joined.notes.len()), (vec!["LOC Bonn".to_owned(), "ORG Uni Bonn".to_owned()], 1));
}

#[test]
fn the_text_beside_columns_may_hold_several_documents() {
    let text = "Rome fell.  Oslo\nstood.";
    let lines = "-DOCSTART- O\n\nRome B-LOC\nfell O\n. O\n\n-DOCSTART- O\n\nOslo B-LOC\nstood O\n. O\n";
    for (name, beside) in [("a.conll", "a.txt"), ("a.b-c.conll", "a.b-c.txt"), ("a.Person.2.conll", "a.txt")] {
        let (told, joined) = columns(name, lines, &[(beside, text)]);
        assert_eq!((told, joined.articles), (vec!["LOC Rome".to_owned(), "LOC Oslo".to_owned()], 1), "{name}");
        let (_, joined) = columns(name, lines, &[(beside, "Rome rose.")]);
        assert_eq!(joined.articles, 2);
        assert_eq!(joined.notes, [format!("{name}: the tokens do not match {beside} and were joined instead.")]);
    }
}

#[test]
fn tags_that_differ_where_columns_cannot_tell_are_written_apart_and_merged_tags_are_told() {
    let (mut project, _) = (super::exchange::project_with(&[]), ());
    let names = ["Said_what", "claim", "Said  what"];
    for (tag, name) in project.codebook.tags.iter_mut().zip(names) {
        name.clone_into(&mut tag.name);
    }
    let (files, _) = super::exchange::written(export::format("conll").unwrap(), &project);
    let (back, joined) = read_back(annotations::format("conll").unwrap(), &files);
    let mut tags: Vec<&str> = back.codebook.tags.iter().map(|tag| tag.name.as_str()).collect();
    tags.sort_unstable();
    assert_eq!(tags, ["Said_what", "Said_what_2", "claim"]);
    assert_eq!(joined.notes, [""; 0]);
    let lines = "Rome\tB-CLAIM\nfell\tO\n";
    let files = BTreeMap::from([("a.conll".to_owned(), lines.as_bytes().to_vec())]);
    let (_, joined) = super::exchange::read_into(project, annotations::format("conll").unwrap(), &files);
    assert_eq!(joined.notes, ["The tag “CLAIM” was merged into “claim”."]);
}

#[test]
fn many_odd_tags_are_counted() {
    let lines = "word odd\n".repeat(150);
    let (_, joined) = columns("a.conll", &lines, &[]);
    assert_eq!(joined.notes.len(), 101);
    assert_eq!(joined.notes.last().unwrap(), "a.conll: 50 more tokens without a valid tag.");
}

#[test]
fn labels_of_one_file_mark_their_articles_and_names_with_commas_stay_whole() {
    let text = "A title 🙂\n\nThey are all lying, all of them.\n";
    let labels = "12\tWhataboutism,Straw_Men,Red_Herring\t11\t30\n12\tRepetition\t16\t43\n13\tDoubt\t0\t4\n";
    let files = BTreeMap::from([
        ("article12.txt".to_owned(), text.as_bytes().to_vec()),
        ("train.task-flc-tc.labels".to_owned(), labels.as_bytes().to_vec()),
    ]);
    let (project, joined) = read_back(annotations::format("ptc").unwrap(), &files);
    let article = project.articles.values().next().unwrap();
    let marks: Vec<String> = article
        .spans
        .in_text_order()
        .map(|span| format!("{}: {}", project.codebook.tag(&span.tag).unwrap().name, article.words_of(span)))
        .collect();
    assert_eq!(
        marks,
        ["Whataboutism,Straw_Men,Red_Herring: They are all lying,", "Repetition: are all lying, all of them."]
    );
    assert_eq!(joined.notes.len(), 1, "{:?}", joined.notes);
    assert!(
        joined.notes[0].starts_with("article13.txt: no article in the project has this address"),
        "{:?}",
        joined.notes
    );
}

#[test]
fn a_table_of_codes_and_segments_marks_the_articles_of_the_project() {
    let mut project = super::exchange::project_with(&[]);
    let article = project.articles.values().next().unwrap().clone();
    let table = format!(
        "Document name;Code;Segment;Comment;Coded by\n{};Topic;Nobody else spoke;\"so\nit is\";Cem\n{};Topic;never said;;\n",
        article.facts.title, article.facts.title
    );
    let files = BTreeMap::from([("segments.csv".to_owned(), table.into_bytes())]);
    let before = article.spans.len();
    let (after, joined) = super::exchange::read_into(project.clone(), annotations::format("csv").unwrap(), &files);
    assert_eq!((joined.spans, joined.aside, joined.known_articles), (1, 1, 1), "{joined:?}");
    let article = after.articles.values().next().unwrap();
    let mark = article.spans.iter().find(|span| !span.note.is_empty()).unwrap();
    assert_eq!((article.words_of(mark).as_str(), mark.note.as_str()), ("Nobody else spoke", "so\nit is"));
    assert_eq!((article.spans.len(), after.coder_name(mark.by).as_str()), (before + 1, "Cem"));
    project.articles.clear();
    let (_, joined) = super::exchange::read_into(project, annotations::format("csv").unwrap(), &files);
    assert!(joined.notes[0].contains("Import the article first"), "{joined:?}");
}

#[test]
fn tables_with_the_headings_of_earlier_versions_bring_nothing_twice() {
    let project = super::exchange::project_with(&[Part::Notes]);
    let (files, _) = super::exchange::written(export::format("csv").unwrap(), &project);
    let table = String::from_utf8(files["project.csv"].clone()).unwrap();
    assert!(table.lines().next().unwrap().contains("mark id"), "{table}");
    for heading in ["mark id", "span id"] {
        let table = table.replacen("mark id", heading, 1).into_bytes();
        let files = BTreeMap::from([("project.csv".to_owned(), table)]);
        let (after, joined) = super::exchange::read_into(project.clone(), annotations::format("csv").unwrap(), &files);
        assert_eq!((joined.spans, joined.present), (0, project.span_count()), "{heading}: {joined:?}");
        assert_eq!(after.articles, project.articles, "{heading}");
    }
}
