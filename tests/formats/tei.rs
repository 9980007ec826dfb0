//! TEI: names in the text, and annotations that stand off it.

use std::collections::BTreeMap;

use sayso::{
    import::annotations::Joined,
    model::{FieldValue, Project},
};

use super::{
    exchange::folder,
    uima::{read, told, words},
};

/// Reads a text with this `<text>` and, behind it, this `<standOff>`.
fn read_text(text: &str, stand_off: &str) -> (Project, Joined) {
    let file = format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader/><text><body>{text}</body></text><standOff>{stand_off}</standOff></TEI>"
    );
    read(&BTreeMap::from([("story.xml".to_owned(), file.into_bytes())]), "story.xml")
}

fn text_of(project: &Project) -> &str {
    project.articles.values().next().unwrap().text.as_str()
}

#[test]
fn ranges_of_characters_are_those_of_the_names_beside_them() {
    let (project, joined) = read(&folder("tests/data/tei"), "NERD2TEI.xml");
    assert_eq!((joined.spans, joined.aside, joined.notes.len()), (9, 0, 0), "{:?}", joined.notes);
    let expected = [
        "Germany",
        "England",
        "March",
        "Legoland",
        "Nobel Prize",
        "England",
        "John Smith",
        "John Doe",
        "George Washington",
    ];
    assert_eq!(words(&project), expected);
    assert!(text_of(&project).starts_with("The holocaust was a problem in the second world war... "));
    assert!(
        text_of(&project).contains("we will go to Legoland. "),
        "line ends of the file are no line ends of the text"
    );
    let names: Vec<&str> = project.entities.values().map(|entity| entity.name.as_str()).collect();
    assert_eq!(names.len(), 5, "{names:?}");
}

#[test]
fn annotations_point_at_one_word_or_from_one_to_another() {
    let (project, joined) = read(&folder("tests/data/tei"), "SampleMAFstdf.xml");
    // Two words that are one in the text are one mark, which says both.
    let counts = (joined.spans, joined.coinciding, joined.aside, joined.notes.len());
    assert_eq!(counts, (5, 1, 0, 1), "{:?}", joined.notes);
    assert_eq!(text_of(&project), "I wanna put up new wallpaper .");
    let of = |lemma: &str| {
        let article = project.articles.values().next().unwrap();
        let has = |value: &FieldValue| matches!(value, FieldValue::Text(words) if words == lemma);
        let says = |span: &&sayso::model::Span| {
            span.fields.values().any(has) || span.note.lines().any(|line| line.ends_with(&format!(": {lemma}")))
        };
        article.spans.iter().find(says).map(|span| article.words_of(span)).unwrap()
    };
    assert_eq!([of("want"), of("to"), of("put up"), of("wallpaper")], ["wanna", "wanna", "put up", "wallpaper"]);
}

#[test]
fn names_and_speech_in_the_text_are_marks_and_notes_are_not_its_words() {
    let (project, joined) = read_text(
        "<head>A  title</head>\n<p>\n  <persName ref=\"#a\">She </persName>said:<note>Untrue.</note> \
         <said who=\"#a\">“We <choice><sic>wil</sic><corr>will</corr></choice><lb/>stay”</said>.</p>",
        "<listPerson><person xml:id=\"a\"><persName>Anna  Berg</persName></person></listPerson>",
    );
    assert_eq!(text_of(&project), "A title\n\nShe said: “We will stay”.");
    assert_eq!(words(&project), ["She", "“We will stay”"]);
    let article = project.articles.values().next().unwrap();
    let who = article.spans.in_text_order().next().unwrap().entity.unwrap();
    assert_eq!(project.entities[&who].name, "Anna Berg");
    assert!(told(&project).iter().any(|line| line.starts_with("said") && line.contains("who=#a")));
    assert_eq!(joined.notes, ["story.xml: 2 asides skipped (notes and variant readings)."]);
}

#[test]
fn two_numbers_without_a_name_beside_are_start_and_length_and_what_leads_nowhere_is_told() {
    let (project, joined) = read_text(
        "<p xml:id=\"p\">😀 Anna Berg spoke, <w xml:id=\"w\">twice</w>.</p>",
        "<span from=\"string-range(#p, 2, 4)\">a speaker</span><span from=\"#w\"/><span xml:id=\"far\" \
         from=\"string-range(#p, 2, 400)\"/><span from=\"#nowhere\"/><annotation target=\"string-range(#p, 2, 4) #w\"/>",
    );
    assert_eq!(words(&project), ["Anna … twice", "Anna", "twice"]);
    let article = project.articles.values().next().unwrap();
    assert!(article.spans.iter().any(|span| span.note == "a speaker"));
    assert_eq!(
        joined.notes,
        [
            "story.xml, span 4: it refers to “#nowhere”, which is not in the text; skipped.",
            "story.xml, far: the position is outside the text that it refers to; skipped.",
        ]
    );
}
