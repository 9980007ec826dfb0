//! Web Annotations of other programs, and those of Hypothes.is, onto articles of the project.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use sayso::{
    edit::{Transaction, apply_all, difference},
    import::annotations::{self, Joined},
    model::{Article, ArticleId, Codebook, Facts, FieldId, Id, Project, ProjectId, Source, Time},
    text::FrozenText,
};

use super::exchange::read_into;

fn project(text: &str, address: &str) -> Project {
    let id = Id::from_bits([3; 10]);
    let mut project = Project::new(ProjectId(id), "Web", Codebook::default());
    let facts = Facts { address: address.to_owned(), ..Facts::default() };
    let article = Article::new(ArticleId(id), FrozenText::verbatim(text), facts, Source::default(), Time(0));
    project.articles.insert(article.id, Arc::new(article));
    project
}

fn read(format: &str, name: &str, bytes: Vec<u8>, project: Project) -> (Vec<String>, Joined) {
    let files = BTreeMap::from([(name.to_owned(), bytes)]);
    let (project, joined) = read_into(project, annotations::format(format).unwrap(), &files);
    let article = project.articles.values().next().unwrap();
    let mut marks: Vec<(u32, String)> = article
        .spans
        .iter()
        .map(|span| {
            let tag = &project.codebook.tag(&span.tag).unwrap().name;
            let (words, by) = (article.words_of(span), project.coder_name(span.by));
            let at = span.start().0;
            (at, format!("{tag}: {words} @{at} ({}) by {by}", span.note))
        })
        .collect();
    marks.sort();
    (marks.into_iter().map(|(_, mark)| mark).collect(), joined)
}

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(format!("tests/data/w3c/{name}")).unwrap()
}

#[test]
fn annotations_of_inception_find_their_words_and_one_that_contradicts_itself_goes_by_its_words() {
    let text = "He came from Troy. He feared death in battle; at last he saw Ithaca again.";
    let (marks, joined) =
        read("w3c", "a.json", sample("inception-annotations.w3c.json"), project(text, "https://example.org"));
    assert_eq!(
        marks,
        [
            "A Tag: Troy @13 (This is a comment) by Anna Ö.",
            "Another Tag: Troy @13 (This is a comment) by Anna Ö.",
            "Annotation: death in battle @29 (Another comment) by Anna Ö.",
            "Annotation: Ithaca @61 (Comment...) by Anna Ö.",
        ]
    );
    assert_eq!((joined.links, joined.notes.len()), (1, 2));
    assert!(joined.notes[0].ends_with("contains the words of 4 of 4 marks."), "{:?}", joined.notes);
    assert!(joined.notes[1].ends_with("4 marks located by words, not by the offsets in the file."));
}

#[test]
fn selectors_of_the_recommendation_name_places() {
    let text = "A text before the Selected Text and text after it. No Selected Text here.";
    let page = || project(text, "http://example.org/page1");
    let (marks, _) = read("w3c", "a.json", sample("w3c-anno32.json"), page());
    assert_eq!(marks, ["Annotation: Selected Text @18 (http://example.org/comment1) by Anna Ö."]);
    let (marks, joined) = read("w3c", "a.json", sample("w3c-anno1.json"), page());
    assert!(marks.is_empty() && joined.notes[0].contains("about http://example.com/page1 as a whole"), "{joined:?}");
    // Its place counts from the beginning of a paragraph of XML, which is not found here.
    let document = project(text, "http://example.com/document1");
    let (marks, joined) = read("w3c", "a.json", sample("w3c-anno41-example44.json"), document);
    assert!(marks.is_empty() && joined.notes[0].contains("or a part that cannot be located"), "{joined:?}");
}

/// A file of annotations, each of these members.
fn annotations_of(all: &[&str]) -> Vec<u8> {
    let all: Vec<String> = all.iter().map(|one| format!("{{\"type\":\"Annotation\",{one}}}")).collect();
    format!("{{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"items\":[{}]}}", all.join(",")).into_bytes()
}

#[test]
fn a_place_within_a_place_counts_from_its_beginning() {
    let text = "A text before the Selected Text and text after it. No Selected Text here.";
    let selector = |outer: &str, inner: &str| {
        format!("\"target\":{{\"source\":\"http://example.org/page1\",\"selector\":{{{outer},\"refinedBy\":{inner}}}}}")
    };
    let position = |start: u32, end: u32| format!("\"type\":\"TextPositionSelector\",\"start\":{start},\"end\":{end}");
    let quote = |more: &str| format!("\"type\":\"TextQuoteSelector\",{more}");
    let second = quote("\"exact\":\"No Selected Text\",\"prefix\":\"it. \"");
    let part = |selector: String| format!("{{{selector}}}");
    let all = [
        // The Recommendation's own words: a position in a quote, a quote in a position, a position in a position.
        selector(&second, &part(position(3, 11))),
        selector(&position(50, 73), &part(quote("\"exact\":\"Text\""))),
        selector(&position(18, 31), &part(position(9, 13))),
        selector(&second, &part(quote("\"exact\":\"Text\""))),
        selector(&position(18, 31), &format!("[{},{}]", part(position(0, 8)), part(quote("\"exact\":\"Selected\"")))),
        // Outside what it lies in.
        selector(&position(18, 31), &part(position(9, 130))),
    ];
    let bytes = annotations_of(&all.each_ref().map(String::as_str));
    let (marks, joined) = read("w3c", "a.json", bytes, project(text, "http://example.org/page1"));
    let places: Vec<String> =
        marks.iter().map(|mark| mark.replace("Annotation: ", "").replace(" () by Anna Ö.", "")).collect();
    assert_eq!(places, ["Selected @18", "Text @27", "Selected @54", "Text @63"]);
    assert_eq!(joined.coinciding, 1, "two mark the same words: {joined:?}");
    assert!(joined.notes[0].contains("or a part that cannot be located"), "{joined:?}");
}

#[test]
fn an_annotation_of_two_pages_is_a_mark_in_each() {
    let target = |source: &str, words: &str| {
        let quote = format!("{{\"type\":\"TextQuoteSelector\",\"exact\":\"{words}\"}}");
        format!("{{\"source\":\"https://example.org/{source}\",\"selector\":{quote}}}")
    };
    let targets = |targets: [String; 2]| format!("\"target\":[{}]", targets.join(","));
    let tag = "\"body\":{\"type\":\"TextualBody\",\"purpose\":\"tagging\",\"value\":\"Same event\"}";
    let both = format!("\"id\":\"x:1\",{tag},{}", targets([target("one", "The fire"), target("two", "A blaze")]));
    let second = format!("\"id\":\"x:2\",\"target\":{}", target("two", "the town"));
    let link = "\"id\":\"x:3\",\"motivation\":\"linking\",\"target\":[\"x:1\",\"x:2\"]";
    let mut both_pages = project("The fire began at noon.", "https://example.org/one");
    let other = project("A blaze hit the town.", "https://example.org/two").articles.into_values().next().unwrap();
    let mut other = Arc::unwrap_or_clone(other);
    other.id = ArticleId(Id::from_bits([4; 10]));
    both_pages.articles.insert(other.id, Arc::new(other));
    let files = BTreeMap::from([("a.json".to_owned(), annotations_of(&[&both, &second, link]))]);
    let (project, joined) = read_into(both_pages, annotations::format("w3c").unwrap(), &files);
    let words: Vec<Vec<String>> = project
        .articles
        .values()
        .map(|article| article.spans.in_text_order().map(|span| article.words_of(span)).collect())
        .collect();
    assert_eq!(words, [vec!["The fire"], vec!["A blaze", "the town"]]);
    assert_eq!((joined.links, joined.notes), (1, vec![]));
}

/// The shape is that of CATMA's repositories: tags by their addresses, properties by name or id, pieces as items.
#[test]
fn annotations_of_catma_have_tags_properties_author_and_time() {
    let project_address = "http://catma.de/gitlab/CATMA_P_corpus";
    let annotation = |number: u32, tag: &str, at: &[(u32, u32)]| {
        let items: Vec<String> = at
            .iter()
            .map(|(start, end)| {
                let selector = format!("{{\"end\":{end},\"start\":{start},\"type\":\"TextPositionSelector\"}}");
                format!("{{\"selector\":{selector},\"source\":\"{project_address}/documents/D_1\"}}")
            })
            .collect();
        format!(
            "{{\"body\":{{\"@context\":{{\"tag\":\"http://catma.de/portal/tag\"}},\"properties\":{{\"system\":{{\
             \"catma_markupauthor\":[\"anna\"],\"CATMA_54A5F93F-5333-3F0D-92F7-7BD5930DB9E6\":[\"2020-09-22T10:11:12.345+0200\"]}},\
             \"user\":{{\"mood\":[\"glad\",\"loud\"],\"empty\":[]}}}},\"tag\":\"{project_address}/tagsets/T_1/{tag}\",\
             \"tagset\":\"{project_address}/tagsets/T_1\",\"type\":\"Dataset\"}},\
             \"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"{project_address}/annotations/A_{number}\",\
             \"target\":{{\"items\":[{}],\"type\":\"List\"}},\"type\":\"Annotation\"}}",
            items.join(",")
        )
    };
    let all = [
        annotation(1, "CATMA_AAA", &[(0, 1), (2, 6)]),
        annotation(2, "CATMA_BBB", &[(7, 13)]),
        annotation(3, "CATMA_AAA", &[(7, 13)]),
        "{\"name\":\"Object\",\"tagsetDefinitionUuid\":\"T_1\",\"uuid\":\"CATMA_BBB\"}".to_owned(),
    ];
    let bytes = format!("[{}]", all.join(",")).into_bytes();
    let files = BTreeMap::from([("anna_0.json".to_owned(), bytes)]);
    let home = project("A text before the end.", &format!("{project_address}/documents/D_1"));
    let (project, joined) = read_into(home, annotations::format("w3c").unwrap(), &files);
    let article = project.articles.values().next().unwrap();
    let told: BTreeSet<String> = article
        .spans
        .iter()
        .map(|span| {
            let tag = project.codebook.tag(&span.tag).unwrap();
            let field = |id: &FieldId| tag.fields.iter().find(|field| field.id == *id).unwrap().name.clone();
            let fields: Vec<String> =
                span.fields.iter().map(|(id, value)| format!("{} {value:?}", field(id))).collect();
            format!(
                "{}: {} {fields:?} by {} at {}",
                tag.name,
                article.words_of(span),
                project.coder_name(span.by),
                span.made
            )
        })
        .collect();
    let said = "[\"mood Text(\\\"glad; loud\\\")\"] by anna at 2020-09-22T08:11:12Z";
    let expected =
        [format!("CATMA_AAA: A … text {said}"), format!("CATMA_AAA: before {said}"), format!("Object: before {said}")];
    assert_eq!(told, BTreeSet::from(expected));
    assert_eq!(joined.notes, ["anna_0.json: 1 tag named by ID, because the file does not contain the names."]);
}

#[test]
fn pages_that_stand_elsewhere_are_told() {
    let file = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://example.org/c","type":"AnnotationCollection",
        "total":42023,"first":"http://example.org/page1","last":"http://example.org/page42"}"#;
    let (marks, joined) = read("w3c", "c.jsonld", file.as_bytes().to_vec(), project("A text.", ""));
    let [told] = joined.notes.as_slice() else { panic!("{:?}", joined.notes) };
    assert!(
        marks.is_empty() && told.contains("1 page stored elsewhere was skipped (http://example.org/page1)"),
        "{told}"
    );
    let file = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationCollection","first":{"type":
        "AnnotationPage","items":["http://example.org/1","http://example.org/2"],"next":{"id":"http://example.org/p2"}}}"#;
    let (_, joined) = read("w3c", "c.jsonld", file.as_bytes().to_vec(), project("A text.", ""));
    assert!(
        joined.notes.iter().any(|note| note.contains("1 page stored elsewhere was skipped (http://example.org/p2)")),
        "{:?}",
        joined.notes
    );
    assert!(
        joined
            .notes
            .iter()
            .any(|note| note.contains("2 annotations stored elsewhere were skipped (http://example.org/1)")),
        "{:?}",
        joined.notes
    );
}

#[test]
fn tags_in_a_circle_or_without_their_parent_stand_at_the_top() {
    let tag =
        |id: &str, name: &str, parent: &str| format!("{{\"id\":\"{id}\",\"name\":\"{name}\",\"parent\":\"{parent}\"}}");
    let kind = |id: &str| format!("{{\"id\":\"{id}\",\"name\":\"Said by\"}}");
    let tags = [
        tag("a", "A", "b"),
        tag("b", "B", "a"),
        tag("c", "C", "a"),
        tag("d", "D", "nowhere"),
        tag("e", "E", "d"),
        tag("f", "F", "f"),
        // One name, two tags; and one tag twice.
        tag("g", "E", "c"),
        tag("g", "E", "c"),
    ];
    let kinds = [kind("k"), kind("l")];
    let file = format!(
        "{{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationCollection\",\"sayso:codebook\":\
         {{\"tags\":[{}],\"linkKinds\":[{}]}}}}",
        tags.join(","),
        kinds.join(",")
    );
    let before = project("A text.", "");
    let files = BTreeMap::from([("c.jsonld".to_owned(), file.into_bytes())]);
    let (joined, told) = read_into(before.clone(), annotations::format("w3c").unwrap(), &files);
    let mut made = before.clone();
    apply_all(&mut made, Transaction::new("import", difference(&before, &joined))).unwrap();
    assert_eq!(made, joined);
    let tree: Vec<String> =
        made.codebook.tree().into_iter().map(|(depth, tag)| format!("{depth} {}", tag.name)).collect();
    assert_eq!(tree, ["0 B", "1 A", "2 C", "3 C: E", "0 D", "1 E", "0 F"]);
    assert_eq!(told.notes.len(), 3, "{:?}", told.notes);
    assert!(told.notes.contains(&"The tag “D” was moved to the top level: its parent is missing.".to_owned()));
    assert_eq!(made.codebook.link_kinds.len(), 2);
}

#[test]
fn hypothesis_annotations_go_by_their_words_and_replies_join_the_note() {
    let row = |id: &str, more: &str| {
        format!(
            r#"{{"id":"{id}","user":"acct:anna@hypothes.is","created":"2023-01-02T03:04:05.678+00:00","uri":"https://example.org/s","text":"so","tags":["Claim"]{more}}}"#
        )
    };
    let quote = r#","target":[{"source":"https://example.org/s","selector":[{"type":"RangeSelector","startContainer":"/p[1]"},{"type":"TextPositionSelector","start":900,"end":905},{"type":"TextQuoteSelector","exact":"again","prefix":"once ","suffix":" and"}]}]"#;
    let reply = r#","references":["r1"],"target":[{"source":"https://example.org/s"}]"#;
    let rows = [row("r1", quote), row("r2", reply), row("r3", r#","target":[{"source":"https://example.org/s"}]"#)];
    let file = format!(r#"{{"total":3,"rows":[{}]}}"#, rows.join(","));
    let text = "Never again, once again and for all, again.";
    let (marks, joined) = read("hypothesis", "h.json", file.into_bytes(), project(text, "https://example.org/s"));
    assert_eq!(marks, ["Claim: again @18 (so\nanna: so) by anna"]);
    assert!(joined.notes.len() == 2 && joined.notes[0].contains("annotation 3 (r3)"), "{joined:?}");
}
