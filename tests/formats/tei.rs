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

#[test]
fn parts_of_places_are_places_and_who_speaks_is_linked() {
    let (project, joined) = read_text(
        "<u who=\"#SPK1 people.xml#ben\" xml:id=\"u1\">We meet in <placeName ref=\"#par\"><settlement>Paris</settlement>, \
         <country key=\"FR\">France</country></placeName>.</u>\n<u who=\"#gov\">No.</u><p><said who=\"#SPK1\">Yes</said>, in the \
         <region>South</region>, said <name type=\"PER\" ref=\"#SPK1\">she</name>.</p>",
        "<listPerson><person xml:id=\"SPK1\"><birth><placeName>Rome</placeName></birth><persName>Anna Berg</persName></person>\
         <org xml:id=\"gov\"><orgName>Government</orgName></org></listPerson><listPlace><place xml:id=\"par\"><settlement>\
         Paris</settlement></place></listPlace>",
    );
    assert_eq!(text_of(&project), "We meet in Paris, France.\n\nNo.\n\nYes, in the South, said she.");
    let told = told(&project);
    let has = |start: &str, part: &str| told.iter().any(|line| line.starts_with(start) && line.contains(part));
    for tag in ["settlement", "country", "placeName", "region"] {
        assert!(has(&format!("{tag} "), ""), "{tag}: {told:?}");
    }
    assert!(has("country", "key=FR") && has("u ", "who=#SPK1 people.xml#ben"), "{told:?}");
    for (who, tag) in [("Anna Berg", "u "), ("ben", "u "), ("Government", "u "), ("Anna Berg", "said ")] {
        assert!(has(&format!("who: {tag}"), &format!(" to {who}")), "{who}: {told:?}");
    }
    let mut names: Vec<(&str, &str)> =
        project.entities.values().map(|entity| (entity.kind.as_str(), entity.name.as_str())).collect();
    names.sort_unstable();
    let expected = [("organisation", "Government"), ("person", "Anna Berg"), ("person", "ben"), ("place", "Paris")];
    assert_eq!((names, joined.notes), (expected.to_vec(), vec![]));
}

/// What CATMA 5 and later write of two annotations, one of them of two segments.
pub(crate) fn collection() -> String {
    let tag = |id: &str, name: &str, more: &str| {
        format!(
            "<fsDecl xml:id=\"CATMA_{id}\" n=\"2020-01-01T00:00:00.000+0100\" type=\"CATMA_{id}\"{more}><fsDescr>{name}</fsDescr>\
             <fDecl xml:id=\"CATMA_C{id}\" name=\"catma_displaycolor\"><vRange><vColl><string>-16776961</string></vColl></vRange>\
             </fDecl><fDecl xml:id=\"CATMA_M{id}\" name=\"mood\"/></fsDecl>"
        )
    };
    let pointer =
        |start: u32, end: u32| format!("<ptr target=\"catma://CATMA_D1#char={start},{end}\" type=\"inclusion\"/>");
    let annotation = |id: &str, tag: &str| {
        format!(
            "<fs xml:id=\"CATMA_{id}\" type=\"CATMA_{tag}\"><f name=\"catma_markupauthor\"><string>anna</string></f>\
             <f name=\"catma_displaycolor\"><string>-16776961</string></f><f name=\"catma_markuptimestamp\">\
             <string>2020-09-22T10:11:12.345+0200</string></f><f name=\"CATMA_M{tag}\"><string>glad</string><string>loud</string>\
             </f><f name=\"empty\"/></fs>"
        )
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><TEI xml:lang=\"en\" xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><fileDesc>\
         <titleStmt><title>Anna's marks</title></titleStmt><sourceDesc><ab><fs xml:id=\"CATMA_TECH_DESC\"><f name=\"version\">\
         <string>5</string></f></fs></ab></sourceDesc></fileDesc><encodingDesc><fsdDecl xml:id=\"T_1\" n=\"Set 2020\">{}{}</fsdDecl>\
         </encodingDesc></teiHeader><text><body><ab type=\"catma\"><seg ana=\"#CATMA_A1\">{}</seg>{}<seg ana=\"#CATMA_A1 \
         #CATMA_A2\">{}</seg>{}</ab></body>{}{}</text></TEI>",
        tag("1", "Speech", ""),
        tag("2", "Verb", " baseTypes=\"CATMA_1\""),
        pointer(0, 4),
        pointer(4, 8),
        pointer(8, 12),
        pointer(12, 18),
        annotation("A1", "1"),
        annotation("A2", "2"),
    )
}

#[test]
fn collections_of_catma_mark_the_text_beside_them() {
    let text = "Anna 🙂 said so.\r\n";
    for (name, of_text) in [("story.xml", "story.txt"), ("Anna_s marks.xml", "D_1.txt")] {
        let files = BTreeMap::from([
            (name.to_owned(), collection().into_bytes()),
            (of_text.to_owned(), text.as_bytes().to_vec()),
            ("another.txt".to_owned(), b"Of another length.".repeat(2)),
        ]);
        let (project, joined) = read(&files, name);
        assert_eq!(words(&project), ["Anna … said", "said"], "{name}: {:?}", joined.notes);
        let tree: Vec<String> =
            project.codebook.tree().into_iter().map(|(depth, tag)| format!("{depth} {}", tag.name)).collect();
        assert_eq!(tree, ["0 Speech", "1 Verb"]);
        assert_eq!(project.codebook.tags[0].colour.hex(), "#0000FF");
        let article = project.articles.values().next().unwrap();
        assert_eq!(article.source.name, of_text);
        for span in article.spans.iter() {
            assert_eq!(project.coder_name(span.by), "anna");
            assert_eq!(span.made.to_string(), "2020-09-22T08:11:12Z");
        }
        assert!(told(&project).iter().all(|line| line.ends_with("[\"mood=glad; loud\"]")), "{:?}", told(&project));
    }
}

#[test]
fn a_collection_of_catma_alone_says_that_its_article_is_missing() {
    let files = BTreeMap::from([("story.xml".to_owned(), collection().into_bytes())]);
    let (project, joined) = read(&files, "story.xml");
    assert!(project.articles.is_empty());
    assert!(joined.notes.iter().any(|note| note.contains("Import the article")), "{:?}", joined.notes);
}
