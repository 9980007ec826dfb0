//! What exports hold, and what they say of the rest: no more and no less than is in them.

use std::{collections::BTreeMap, sync::Arc};

use sayso::{
    export::{self, Part},
    import::annotations,
    model::{
        Article, ArticleId, Coder, CoderId, Codebook, Extra, Facts, FieldDef, FieldId, FieldKind, FieldValue, Id, Project,
        ProjectId, Source, Span, SpanId, TagId, Time,
    },
    text::{ByteRange, FrozenText},
};

use super::exchange::{project_with, read_back, told, written};

fn id(number: usize) -> Id {
    let [.., a, b, c] = number.to_be_bytes();
    Id::from_bits([9, 9, 9, 9, 9, 9, 9, a, b, c])
}

/// An empty project with tags called so and one coder.
fn project_of(tags: &[&str]) -> (Project, CoderId) {
    let mut project = Project::new(ProjectId(id(1)), "Exports", Codebook::default());
    for name in tags {
        let tag = project.codebook.new_tag(TagId::new(name), name);
        project.codebook.tags.push(tag);
    }
    let coder = Coder { id: CoderId(id(1)), name: "Ada".to_owned(), extra: Extra::new() };
    project.coders.insert(coder.id, coder.clone());
    (project, coder.id)
}

/// Adds an article that came from a file of this name.
fn add(project: &mut Project, file: &str, text: &str, spans: Vec<Span>) -> ArticleId {
    let number = project.articles.len() + 1;
    let source = Source { name: file.to_owned(), format: "text".to_owned(), ..Source::default() };
    let facts = Facts { title: "T".to_owned(), ..Facts::default() };
    let mut article = Article::new(ArticleId(id(number)), FrozenText::verbatim(text), facts, source, Time(0));
    spans.into_iter().for_each(|span| drop(article.spans.insert(span)));
    let article_id = article.id;
    project.articles.insert(article_id, Arc::new(article));
    article_id
}

fn mark(number: usize, tag: &str, at: (usize, usize), coder: CoderId) -> Span {
    Span::new(SpanId(id(number)), TagId::new(tag), vec![ByteRange::new(at.0, at.1)], coder, Time(0))
}

fn format(name: &str) -> &'static export::Format {
    export::format(name).unwrap()
}

fn text_of(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

fn field(name: &str, kind: FieldKind) -> FieldDef {
    FieldDef { id: FieldId::new(&name.to_lowercase()), name: name.to_owned(), kind, definition: String::new() }
}

#[test]
fn label_studio_knows_neither_our_coders_nor_two_controls_of_one_name() {
    let holds = format("label-studio").holds;
    let mut project = project_with(holds);
    let choice = |words: &[&str]| FieldKind::Choice(words.iter().map(|word| (*word).to_owned()).collect());
    let fields = [
        field("label", FieldKind::Text),
        field("text", FieldKind::Number),
        field("entity", choice(&["a & b"])),
        field("Stance", choice(&["undecided"])),
        field("Doubtful", FieldKind::Text),
        field("two\tparts", FieldKind::Text),
    ];
    project.codebook.tags[1].fields = fields.into();
    let article = project.articles.values_mut().next().map(Arc::make_mut).unwrap();
    let mut speaker = article.spans.iter().find(|span| span.tag == TagId::new("speaker")).unwrap().clone();
    speaker.fields = BTreeMap::from([
        (FieldId::new("label"), FieldValue::Text("x".to_owned())),
        (FieldId::new("text"), FieldValue::Number(2.0)),
        (FieldId::new("entity"), FieldValue::Choice("a & b".to_owned())),
        (FieldId::new("stance"), FieldValue::Choice("undecided".to_owned())),
        (FieldId::new("doubtful"), FieldValue::Text("by me".to_owned())),
        (FieldId::new("two\tparts"), FieldValue::Text("y".to_owned())),
    ]);
    article.spans.insert(speaker);

    let (files, losses) = written(format("label-studio"), &project);
    let told_of = "relations between regions of different annotators, which it does not show: 1";
    assert!(losses.iter().any(|loss| loss == told_of), "{losses:?}");
    assert!(!text_of(&files, "tasks.json").contains("completed_by"));
    let config = text_of(&files, "config.xml");
    let document = roxmltree::Document::parse(&config).unwrap();
    let mut names: Vec<&str> = document.descendants().filter_map(|node| node.attribute("name")).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "each name once: {config}");
    let tasks: serde_json::Value = serde_json::from_slice(&files["tasks.json"]).unwrap();
    let annotations = tasks[0]["annotations"].as_array().unwrap();
    for result in annotations.iter().flat_map(|one| one["result"].as_array().unwrap()) {
        let Some(control) = result["from_name"].as_str() else { continue };
        assert!(names.contains(&control), "{control} is no control: {config}");
    }
    let stance = document.descendants().find(|node| node.attribute("name") == Some("Stance")).unwrap();
    let choices: Vec<&str> = stance.children().filter_map(|node| node.attribute("value")).collect();
    assert_eq!(choices, ["for", "rather against", "undecided"]);

    let (back, joined) = read_back(annotations::format("label-studio").unwrap(), &files);
    assert_eq!(joined.notes, [""; 0]);
    assert_eq!(told(&back, holds), told(&project, holds));
}

#[test]
fn a_long_mark_with_a_long_note_over_many_others_makes_no_endless_report() {
    let (mut project, coder) = project_of(&["claim", "cue"]);
    let text = "said so. ".repeat(2_000);
    let mut spans: Vec<Span> = (0..2_000).map(|number| mark(number + 10, "cue", (9 * number, 9 * number + 4), coder)).collect();
    let mut long = mark(1, "claim", (0, text.len()), coder);
    long.note = "because ".repeat(4_000);
    spans.push(long);
    add(&mut project, "a.txt", &text, spans);
    let page = text_of(&written(format("report"), &project).0, "project.html");
    assert!(page.len() < 1_500_000, "{}", page.len());
    assert!(!page.contains(" title=\""), "nothing hides in a tooltip");
}

#[test]
fn the_words_of_a_mark_and_what_is_known_of_it_lead_to_each_other() {
    let (mut project, coder) = project_of(&["claim"]);
    let mut blank = mark(2, "claim", (5, 8), coder);
    blank.note = "why <this>".to_owned();
    // One begins between paragraphs, where no words are.
    add(&mut project, "a.txt", "Title\n\n\nIt rains.", vec![mark(1, "claim", (0, 5), coder), blank]);
    let page = text_of(&written(format("report"), &project).0, "project.html");
    for number in [1, 2] {
        let id = SpanId(id(number));
        for part in ["id=\"s-", "href=\"#s-", "id=\"n-", "href=\"#n-"] {
            let count = page.matches(&format!("{part}{id}\"")).count();
            assert_eq!(count, 1, "{part}: {page}");
        }
        assert!(page.contains(&format!("aria-label=\"claim {number}\"")), "{page}");
    }
    assert!(page.contains("why &lt;this&gt; · Ada</li>"), "{page}");
}
