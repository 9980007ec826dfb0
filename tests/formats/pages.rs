//! Documents for readers and tables for other programs that are only written: all is in them, and foreign text does
//! nothing.

use std::{collections::BTreeMap, io::Read, sync::Arc};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use sayso::{
    export::format,
    import::{Imported, articles},
    model::{
        Article, ArticleId, Coder, CoderId, Entity, EntityId, EntityKind, Facts, FieldId, FieldValue, Link, LinkEnd,
        LinkId, LinkKindId, Project, ProjectId, Source, Span, SpanId, TagId, Time,
    },
    store::{builtin_codebook, read_project, templates},
    text::{ByteRange, FrozenText, visible},
};
use serde_json::Value;

use crate::cli::sayso;
use crate::common::arbitrary::id;

const SAMPLE: &str = "projects/kremlin-call.sayso";

/// What foreign text may hold; a paragraph each.
const HOSTILE: [&str; 18] = [
    "<script>alert('&')</script> ]]> &amp; \"so\"\u{0}\u{1b}[31m",
    "=1+1",
    "قال بوتين إن <b>Kyiv</b> هنا 2022 («نعم»).",
    "שלום A",
    "🙂\u{202E}txt.exe\tafter a tab",
    "1. no list",
    "- no list, + nor this",
    "+ no list",
    "> no quotation",
    "# no heading #",
    "    no code",
    "*no* _emphasis_ ~~nor~~ `code` \\",
    "[no](https://example.org) ![picture](x) [^1] <https://example.org> \\[no\\]",
    "no $maths$ here | nor | cells &lt; \u{FFFE}",
    "---",
    "===",
    "```",
    "!(no link) a\rb",
];

/// A project whose every word is hostile: each paragraph is marked whole, its first character as well.
fn hostile() -> Project {
    let all = HOSTILE.join("\n\n");
    let mut project = Project::new(ProjectId(id(1)), HOSTILE[0], builtin_codebook());
    project.note = HOSTILE[12].to_owned();
    let (coder, entity) = (CoderId(id(2)), EntityId(id(3)));
    project
        .coders
        .insert(coder, Coder { id: coder, name: "<b>|*Ada*\u{0}".to_owned(), changed: None, extra: BTreeMap::new() });
    let named = Entity::new(entity, EntityKind::Other("group".to_owned()), "</script><script>x\u{b}");
    project.entities.insert(entity, Arc::new(named));
    project.codebook.tags[0].name = "=Claim|<i>".to_owned();
    project.codebook.tags[0].definition = all.clone();
    let facts =
        Facts { title: "## <img src=x>".to_owned(), address: "https://x.org/<script>".to_owned(), ..Facts::default() };
    let mut article =
        Article::new(ArticleId(id(4)), FrozenText::verbatim(all.as_str()), facts, Source::default(), Time(0));
    let mut next = 10;
    for paragraph in (0..article.text.paragraph_count()).map(|number| article.text.paragraph(number)) {
        let Some(first) = article.words(paragraph).chars().next() else { continue };
        let start = paragraph.start.index();
        for range in [paragraph, ByteRange::new(start, start + first.len_utf8())] {
            let mut span = Span::new(SpanId(id(next)), TagId::new("claim"), vec![range], coder, Time(i64::from(next)));
            span.note.clone_from(&all);
            article.links.insert(Link {
                id: LinkId(id(next)),
                kind: LinkKindId::new(LinkKindId::SAID_BY),
                from: span.id,
                to: LinkEnd::Entity(entity),
                order: 0,
                fields: BTreeMap::new(),
                note: "]] \u{1}>".to_owned(),
                by: coder,
                made: Time(0),
                changed: None,
                extra: BTreeMap::new(),
            });
            article.spans.insert(span);
            next += 1;
        }
    }
    project.articles.insert(article.id, Arc::new(article));
    project
}

fn sample() -> Project {
    read_project(&std::fs::read(SAMPLE).unwrap()).unwrap().project
}

fn written(project: &Project, name: &str) -> Vec<u8> {
    format(name).unwrap().write(project).into_bytes().unwrap()
}

fn text(project: &Project, name: &str) -> String {
    String::from_utf8(written(project, name)).unwrap()
}

fn member(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn read_back(docx: &[u8]) -> Imported {
    articles("a.docx", docx, None).unwrap().remove(0)
}

/// Text as XML 1.0 can hold it, with lines ended as the importer ends them.
fn as_xml_holds(text: &str) -> String {
    let text = text.replace(['\r', '\u{B}', '\u{C}'], "\n");
    text.chars().filter(|c| matches!(c, '\t' | '\n' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..)).collect()
}

#[test]
fn a_word_document_has_a_comment_on_the_words_of_each_mark() {
    let project = sample();
    let docx = written(&project, "docx");
    assert_eq!(docx, written(&project, "docx"), "the same project, the same bytes");
    let body = member(&docx, "word/document.xml");
    for anchor in ["<w:commentRangeStart ", "<w:commentRangeEnd ", "<w:commentReference "] {
        assert_eq!(body.matches(anchor).count(), 61, "{anchor}");
    }
    assert_eq!(member(&docx, "word/comments.xml").matches("<w:comment ").count(), 61);
    assert_eq!(body.matches("<w:tbl>").count(), 2);
    assert_eq!(body.matches("<w:tr>").count(), (1 + 16) + (1 + 5), "claims and tags under their headers");

    let read = read_back(&docx);
    assert_eq!(read.facts.title, "Kremlin call");
    let article = project.listed_articles()[0];
    for paragraph in (0..article.text.paragraph_count()).map(|number| article.text.paragraph(number)) {
        assert!(read.text.as_str().contains(article.words(paragraph)), "{}", article.words(paragraph));
    }
    let mut found: Vec<(&str, &str)> = Vec::new();
    for comment in &read.comments {
        let (tag, _) = comment.words.split_once("\n\n").unwrap_or((&comment.words, ""));
        found.push((read.text.get(comment.at).unwrap(), tag));
        assert_eq!(comment.author, "Sample");
    }
    let tag = |span: &Span| project.codebook.tag(&span.tag).unwrap().name.as_str();
    let mut expected: Vec<(&str, &str)> =
        article.spans.iter().map(|span| (article.words(span.hull()), tag(span))).collect();
    expected.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, expected);
    assert!(read.comments.iter().any(|comment| comment.words.contains("told to: Recep Tayyip Erdogan")));
}

#[test]
fn the_comments_of_a_written_document_become_marks_again() {
    let folder = tempfile::tempdir().unwrap();
    let (docx, again) = (folder.path().join("out.docx"), folder.path().join("again.sayso"));
    let (code, _, err) = sayso(&["export", SAMPLE, "--format", "docx", "-o", docx.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = sayso(&["import", docx.to_str().unwrap(), "-o", again.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    let project = read_project(&std::fs::read(again).unwrap()).unwrap().project;
    let article = project.listed_articles()[0];
    assert_eq!(article.spans.len(), 61);
    let assured = article.spans.iter().find(|span| article.words_of(span) == "explained in detail").unwrap();
    assert_eq!((assured.note.as_str(), project.coder_name(assured.by).as_str()), ("Cue", "Sample"));
    assert_eq!(assured.made.to_string(), "2022-03-07T09:00:00Z");
}

#[test]
fn a_mark_in_pieces_and_one_over_paragraphs_keep_their_words_in_a_word_document() {
    let mut project = hostile();
    let all = "“We go,” she said, “on.”\n\n \n\nMore.";
    let article =
        Article::new(ArticleId(id(4)), FrozenText::verbatim(all), Facts::default(), Source::default(), Time(0));
    let mut article = article;
    let place = |words: &str| ByteRange::new(all.find(words).unwrap(), all.find(words).unwrap() + words.len());
    let coder = CoderId(id(2));
    let mut add = |number: u16, pieces: Vec<ByteRange>| {
        article.spans.insert(Span::new(SpanId(id(number)), TagId::new("cue"), pieces, coder, Time(0)));
    };
    add(10, vec![place("“We go,”"), place("“on.”")]);
    add(11, vec![place("said, “on.”\n\n \n\nMore")]);
    add(12, vec![place("\n\n \n\n")]);
    project.articles = BTreeMap::from([(article.id, Arc::new(article))]);
    let docx = written(&project, "docx");
    let read = read_back(&docx);
    let comments: Vec<(&str, &str)> =
        read.comments.iter().map(|comment| (read.text.get(comment.at).unwrap(), comment.words.as_str())).collect();
    assert_eq!(comments.len(), 4, "{comments:?}");
    for expected in
        [("“We go,”", "Cue\n\npiece 1 of 2"), ("“on.”", "Cue\n\npiece 2 of 2"), ("said, “on.”\n\nMore", "Cue")]
    {
        assert!(comments.contains(&expected), "{comments:?}");
    }
    let page = text(&project, "markdown");
    assert!(page.contains("“We go,” she said, “on.”[^1]") && page.contains("\nMore[^3]."), "{page}");
    assert!(page.contains("[^1]: **Cue**: “We go,” … “on.” · "), "{page}");
}

#[test]
fn hostile_words_come_through_a_word_document_as_they_are() {
    let docx = written(&hostile(), "docx");
    let read = read_back(&docx);
    for words in HOSTILE.map(as_xml_holds) {
        assert!(read.text.as_str().contains(words.trim_matches(' ')), "{words:?} in {}", read.text.as_str());
    }
    assert_eq!(read.comments.len(), 2 * HOSTILE.len());
    assert!(read.comments.iter().all(|comment| comment.author == "<b>|*Ada*"));
    let body = member(&docx, "word/document.xml");
    for part in ["word/document.xml", "word/comments.xml", "docProps/core.xml", "word/styles.xml", "word/settings.xml"]
    {
        roxmltree::Document::parse(&member(&docx, part)).unwrap();
    }
    // Two paragraphs of the text run to the left, and in the Arabic one a name and a year do not.
    assert_eq!(body.matches("<w:pStyle w:val=\"ArticleText\"/><w:bidi/>").count(), 2);
    let arabic = body.split("<w:bidi/>").nth(1).unwrap().split("</w:p>").next().unwrap();
    let runs: Vec<(bool, String)> = arabic
        .split("<w:r>")
        .filter(|run| run.contains("<w:t "))
        .map(|run| {
            let words = run.split("preserve\">").nth(1).unwrap().split("</w:t>").next().unwrap();
            (run.contains("<w:rtl/>"), words.to_owned())
        })
        .collect();
    assert!(runs.contains(&(true, "ق".to_owned())) && runs.contains(&(false, "2022".to_owned())), "{runs:?}");
    assert!(runs.iter().any(|(rtl, words)| !rtl && words.contains("Kyiv")), "{runs:?}");
}

/// The shown texts of the paragraphs of Markdown, its footnotes' numbers left out; how many numbers and notes there are.
fn shown(page: &str) -> (Vec<String>, usize, usize) {
    let options = Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH
        | Options::ENABLE_TASKLISTS;
    let (mut paragraphs, mut numbers, mut notes) = (Vec::new(), 0, 0);
    let mut now = String::new();
    for event in Parser::new_ext(page, options) {
        match event {
            Event::Text(words) => now.push_str(&words),
            Event::InlineHtml(html) if &*html == "<br>" => now.push('\n'),
            Event::FootnoteReference(_) => numbers += 1,
            Event::Start(Tag::FootnoteDefinition(_)) => notes += 1,
            Event::End(TagEnd::Paragraph) => paragraphs.push(std::mem::take(&mut now)),
            Event::Start(Tag::Paragraph | Tag::Heading { .. }) => now.clear(),
            Event::Start(Tag::Link { link_type: pulldown_cmark::LinkType::Autolink, .. }) => {}
            Event::Start(
                Tag::Strong
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell
                | Tag::List(None)
                | Tag::Item,
            )
            | Event::End(_) => {}
            other => panic!("{other:?} from foreign text, after {now}"),
        }
    }
    (paragraphs, numbers, notes)
}

#[test]
fn markdown_has_a_footnote_on_each_mark_and_shows_the_text_as_it_is() {
    let project = sample();
    let page = text(&project, "markdown");
    let (paragraphs, numbers, notes) = shown(&page);
    assert_eq!((numbers, notes), (61, 61));
    let article = project.listed_articles()[0];
    for paragraph in (1..article.text.paragraph_count()).map(|number| article.words(article.text.paragraph(number))) {
        assert!(paragraph.is_empty() || paragraphs.iter().any(|shown| shown == paragraph), "{paragraph}");
    }
    assert_eq!(page.lines().filter(|line| line.starts_with("| ")).count(), 2 + 16);
    assert_eq!(page.lines().filter(|line| line.starts_with("- **")).count(), 5);
    assert!(page.contains("[^5]: **Cue**: assured · Sample\n"), "{page}");
}

#[test]
fn hostile_words_in_markdown_are_shown_and_do_nothing() {
    let marked = hostile();
    // As GitHub reads it, a bracket right after a number would make a link of both.
    assert!(text(&marked, "markdown").contains("]\\(no link)"));
    let mut bare = marked.clone();
    // Without the numbers of footnotes, paragraphs begin with what might make something else of them.
    for article in bare.articles.values_mut().map(Arc::make_mut) {
        (article.spans, article.links) = Default::default();
    }
    for (project, marks) in [(marked, 2 * HOSTILE.len()), (bare, 0)] {
        let (paragraphs, numbers, notes) = shown(&text(&project, "markdown"));
        assert_eq!((numbers, notes), (marks, marks));
        for words in HOSTILE {
            let words = visible(words).replace('\r', "\n");
            assert!(paragraphs.iter().any(|shown| shown.trim() == words.trim()), "{words:?}");
        }
    }
}

#[test]
fn claims_are_reviews_with_who_said_them() {
    let json: Value = serde_json::from_slice(&written(&sample(), "claimreview")).unwrap();
    assert_eq!(json["@context"], "https://schema.org");
    let reviews = json["@graph"].as_array().unwrap();
    assert_eq!(reviews.len(), 16);
    let first = &reviews[0];
    assert_eq!((&first["@type"], &first["itemReviewed"]["@type"]), (&"ClaimReview".into(), &"Claim".into()));
    assert!(first["claimReviewed"].as_str().unwrap().starts_with("that Moscow would suspend"));
    assert_eq!(first["itemReviewed"]["author"], serde_json::json!({ "@type": "Person", "name": "Vladimir Putin" }));
    assert_eq!(first["itemReviewed"]["datePublished"], "2022-03-06");
    let bodies = reviews.iter().filter(|review| review["itemReviewed"]["author"]["@type"] == "Organization").count();
    let joint = reviews.iter().filter(|review| review["itemReviewed"]["author"].is_array()).count();
    assert_eq!((bodies, joint), (6, 1));
    assert!(reviews.iter().all(|review| review.get("reviewRating").is_none() && review.get("url").is_none()));
}

#[test]
fn a_verdict_becomes_the_rating_and_hostile_words_end_no_script() {
    let mut project = hostile();
    project.codebook =
        templates().into_iter().find(|t| t.codebook.tag(&TagId::new("checkable")).is_some()).unwrap().codebook;
    let mut article = (*project.listed_articles()[0]).clone();
    article.facts.address = "https://news.example/1".to_owned();
    for mut span in article.spans.clone().iter().cloned() {
        span.tag = TagId::new("checkable");
        if span.made == Time(10) {
            let text = |words: &str| FieldValue::Text(words.to_owned());
            span.fields = BTreeMap::from([
                (FieldId::new("verdict"), FieldValue::Choice("half true".to_owned())),
                (FieldId::new("checked-on"), FieldValue::Date("2022-03-08".to_owned())),
                (FieldId::new("verdict-source"), text("Fact Desk, https://facts.example/7")),
            ]);
        }
        article.spans.insert(span);
    }
    project.articles.insert(article.id, Arc::new(article));
    let page = text(&project, "claimreview");
    assert!(!page.contains('<') && !page.chars().any(|c| c.is_control() && c != '\n'));
    let json: Value = serde_json::from_str(&page).unwrap();
    let reviews = json["@graph"].as_array().unwrap();
    assert_eq!(reviews.len(), 2 * HOSTILE.len());
    assert!(reviews.iter().any(|review| review["claimReviewed"] == HOSTILE[0]));
    assert!(reviews.iter().all(|review| review["itemReviewed"]["appearance"]["url"] == "https://news.example/1"));
    let rated: Vec<&Value> = reviews.iter().filter(|review| review.get("reviewRating").is_some()).collect();
    let [rated] = rated.as_slice() else { panic!("{rated:?}") };
    assert_eq!(rated["reviewRating"], serde_json::json!({ "@type": "Rating", "alternateName": "half true" }));
    assert_eq!((&rated["url"], &rated["datePublished"]), (&"https://facts.example/7".into(), &"2022-03-08".into()));
    assert_eq!(rated["author"]["name"], "Fact Desk");
}

/// The rows of a table by the names of its columns.
fn table(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

#[test]
fn the_codebook_is_a_table_with_the_numbers_of_marks_and_links() {
    let mut project = sample();
    project.codebook.tags[4].parent = Some(TagId::new("addressee"));
    let rows = table(&written(&project, "codebook"));
    let told: Vec<[&str; 5]> = rows
        .iter()
        .map(|row| ["kind", "tag", "parent", "depth", "number"].map(|column| row[column].as_str()))
        .collect();
    assert_eq!(
        told[..5],
        [
            ["tag", "Claim", "", "0", "16"],
            ["tag", "Speaker", "", "0", "16"],
            ["tag", "Cue", "", "0", "16"],
            ["tag", "Addressee", "", "0", "2"],
            ["tag", "Location", "Addressee", "1", "11"],
        ]
    );
    assert_eq!(told.len(), 5 + 9);
    assert_eq!(told[5], ["link", "Said by", "", "", "17"]);
    assert_eq!((rows[0]["colour"].as_str(), rows[5]["from"].as_str()), ("#B0490F", "Claim"));
    assert!(rows[0]["questions"].contains("Stance: for, against, neutral, unclear"));
    let rows = table(&written(&hostile(), "codebook"));
    assert_eq!((rows[0]["tag"].as_str(), rows[0]["articles"].as_str()), ("'=Claim|<i>", "1"));
    // Where a spreadsheet may end a cell, no formula begins.
    let guarded =
        HOSTILE.map(|words| if words.starts_with(['=', '-', '+']) { format!("'{words}") } else { words.to_owned() });
    assert_eq!(rows[0]["description"], guarded.join("\n\n"));
}
