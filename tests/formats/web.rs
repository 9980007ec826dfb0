//! Web Annotations of other programs, and those of Hypothes.is, onto articles of the project.

use std::{collections::BTreeMap, sync::Arc};

use sayso::{
    import::annotations::{self, Joined},
    model::{Article, ArticleId, Codebook, Facts, Id, Project, ProjectId, Source, Time},
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
    let marks = article.spans.in_text_order().map(|span| {
        let tag = &project.codebook.tag(&span.tag).unwrap().name;
        format!(
            "{tag}: {} @{} ({}) by {}",
            article.words_of(span),
            span.start().0,
            span.note,
            project.coder_name(span.by)
        )
    });
    (marks.collect(), joined)
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
    assert!(joined.notes[0].ends_with("holds the words of 4 of 4 marks."), "{:?}", joined.notes);
    assert!(joined.notes[1].ends_with("4 marks found by the words, not at the offsets that the file states."));
}

#[test]
fn selectors_of_the_recommendation_name_places() {
    let text = "A text before the Selected Text and text after it. No Selected Text here.";
    let page = || project(text, "http://example.org/page1");
    let (marks, _) = read("w3c", "a.json", sample("w3c-anno32.json"), page());
    assert_eq!(marks, ["Annotation: Selected Text @18 (http://example.org/comment1) by Anna Ö."]);
    let (marks, joined) = read("w3c", "a.json", sample("w3c-anno1.json"), page());
    assert!(marks.is_empty() && joined.notes[0].contains("about the whole of http://example.com/page1"), "{joined:?}");
    let document = project(text, "http://example.com/document1");
    let (marks, _) = read("w3c", "a.json", sample("w3c-anno41-example44.json"), document);
    let said = "I really love this particular bit of text in this XML. No really.\nhttp://example.org/comment1";
    assert_eq!(marks, [format!("love:  before the Selected  @6 ({said}) by A. Person")]);
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
