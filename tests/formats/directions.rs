//! Text that runs to the left, in the documents that are written for readers: each paragraph, cell and run has the
//! direction of its own words.

use std::{collections::BTreeMap, io::Read, sync::Arc};

use dom_query::Document as Page;
use roxmltree::{Document, Node};
use sayso::{
    export::format,
    model::{
        Article, ArticleId, Coder, CoderId, Direction, Entity, EntityId, EntityKind, Facts, Link, LinkEnd, LinkId,
        LinkKindId, Project, ProjectId, Source, Span, SpanId, TagId, Time,
    },
    store::{builtin_codebook, read_project},
    text::{ByteRange, FrozenText, mostly_runs_left},
};

use crate::common::arbitrary::id;

const TITLE: &str = "مكالمة الكرملين (2022)";
const NAME: &str = "فلاديمير بوتين";
const HEBREW: &str = "שלום – «כן»!";
const MIXED: &str = "Kyiv قال: «نعم» (2022).";
const LATIN: &str = "The Kremlin said «نعم» (2022).";
const NUMBERS: &str = "2022, 70 %";
const ARABIC: &str = "قال بوتين إن Kyiv هنا 2022 («نعم»).";

/// All that may be said of the direction of an article.
const DIRECTIONS: [Direction; 3] = [Direction::Auto, Direction::LeftToRight, Direction::RightToLeft];

/// Whether a paragraph of the Arabic article runs to the left.
fn is_to_left(direction: Direction, paragraph: &str) -> bool {
    match direction {
        Direction::Auto => mostly_runs_left(paragraph) != Some(false),
        Direction::LeftToRight => false,
        Direction::RightToLeft => true,
    }
}

/// A project in which people wrote Arabic and Hebrew wherever they may write.
fn project(direction: Direction) -> Project {
    let mut codebook = builtin_codebook();
    for tag in &mut codebook.tags {
        tag.name = format!("وسم {}", tag.id);
        tag.definition = HEBREW.to_owned();
        tag.examples.yes = vec![MIXED.to_owned(), ARABIC.to_owned()];
        tag.examples.no = vec![HEBREW.to_owned()];
    }
    codebook.tags[1].parent = Some(codebook.tags[0].id.clone());
    let mut project = Project::new(ProjectId(id(1)), TITLE, codebook);
    project.note = HEBREW.to_owned();
    let (coder, entity) = (CoderId(id(2)), EntityId(id(3)));
    project.coders.insert(coder, Coder { id: coder, name: "آنا".to_owned(), changed: None, extra: BTreeMap::new() });
    project.entities.insert(entity, Arc::new(Entity::new(entity, EntityKind::Person, NAME)));
    let facts = Facts {
        title: TITLE.to_owned(),
        outlet: "Reuters".to_owned(),
        author: HEBREW.to_owned(),
        published: "2022-03-06".to_owned(),
        language: "ar".to_owned(),
        note: ARABIC.to_owned(),
        direction,
        ..Facts::default()
    };
    let all = [TITLE, ARABIC, HEBREW, MIXED, LATIN, NUMBERS].join("\n\n");
    let mut article =
        Article::new(ArticleId(id(4)), FrozenText::verbatim(all.as_str()), facts, Source::default(), Time(0));
    for (number, words) in (10..).zip([ARABIC, HEBREW, MIXED, "نعم"]) {
        let start = all.find(words).unwrap();
        let mut span = Span::new(
            SpanId(id(number)),
            TagId::new("claim"),
            vec![ByteRange::new(start, start + words.len())],
            coder,
            Time(i64::from(number)),
        );
        span.note = HEBREW.to_owned();
        article.links.insert(Link {
            id: LinkId(id(number)),
            kind: LinkKindId::new(LinkKindId::SAID_BY),
            from: span.id,
            to: LinkEnd::Entity(entity),
            order: 0,
            fields: BTreeMap::new(),
            note: String::new(),
            by: coder,
            made: Time(0),
            changed: None,
            extra: BTreeMap::new(),
        });
        article.spans.insert(span);
    }
    project.articles.insert(article.id, Arc::new(article));
    project
}

fn english() -> Project {
    read_project(&std::fs::read("projects/kremlin-call.sayso").unwrap()).unwrap().project
}

fn written(project: &Project, name: &str) -> Vec<u8> {
    format(name).unwrap().write(project).into_bytes().unwrap()
}

fn members(archive: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(archive)).unwrap();
    (0..archive.len())
        .map(|number| {
            let mut member = archive.by_index(number).unwrap();
            let mut text = String::new();
            member.read_to_string(&mut text).unwrap();
            (member.name().unwrap().into_owned(), text)
        })
        .collect()
}

fn runs_left(text: &str) -> bool {
    text.chars().any(sayso::text::runs_left)
}

fn named<'x>(node: Node<'x, 'x>, name: &'x str) -> impl Iterator<Item = Node<'x, 'x>> {
    node.descendants().filter(move |node| node.has_tag_name((node.tag_name().namespace().unwrap_or_default(), name)))
}

#[test]
fn every_text_of_a_report_runs_its_own_way() {
    let page = Page::from(String::from_utf8(written(&project(Direction::Auto), "report")).unwrap());
    let mut seen = 0;
    for element in page.select("body *").nodes() {
        let own: String =
            element.children_it(false).filter(|child| child.is_text()).map(|child| child.text().to_string()).collect();
        if !runs_left(&own) {
            continue;
        }
        seen += 1;
        let has_direction = |node: &dom_query::NodeRef<'_>| {
            node.attr("dir").is_some_and(|dir| ["auto", "ltr", "rtl"].contains(&&*dir))
                || node.node_name().is_some_and(|name| &*name == "bdi")
        };
        let is_alone = std::iter::successors(Some(*element), |node| node.parent())
            .take_while(|node| node.node_name().is_some_and(|name| &*name != "body"))
            .any(|node| has_direction(&node));
        assert!(is_alone, "nothing says which way this runs: {}", element.html());
    }
    assert!(seen > 60, "{seen}");
    // The badge and the name above do not decide for the name of a tag, nor the words of a mark for its details.
    for apart in ["dt .badge[dir=auto]", "dt .soft bdi", ".marks li > a[dir=auto]", ".marks li > bdi", "header bdi"] {
        assert!(page.select(apart).exists(), "{apart}");
    }
    let facts = page.select("p.soft[dir=auto]").iter().map(|line| line.inner_html().to_string()).collect::<Vec<_>>();
    assert!(facts.iter().any(|line| line.starts_with("Reuters · <bdi>") && line.contains(HEBREW)), "{facts:?}");
}

#[test]
fn the_paragraphs_of_an_article_run_as_its_facts_say_in_a_report() {
    for direction in DIRECTIONS {
        let page = Page::from(String::from_utf8(written(&project(direction), "report")).unwrap());
        let shown: Vec<(String, String)> = page
            .select(".article h2, .article .text > p")
            .iter()
            .map(|paragraph| (paragraph.text().to_string(), paragraph.attr("dir").unwrap().to_string()))
            .collect();
        let expected = [TITLE, ARABIC, HEBREW, MIXED, LATIN, NUMBERS].map(|paragraph| {
            (paragraph.to_owned(), if is_to_left(direction, paragraph) { "rtl" } else { "ltr" }.to_owned())
        });
        assert_eq!(shown, expected, "{direction:?}");
    }
}

/// The order in which Word wants properties; a document with another one does not open everywhere.
const ORDER: &[&str] =
    &["pStyle", "rStyle", "tblStyle", "keepNext", "bidi", "bidiVisual", "tblW", "tcW", "tblLayout", "shd", "rtl"];

#[test]
fn every_paragraph_and_run_of_a_word_document_has_its_direction() {
    let arabic = DIRECTIONS.map(|direction| (project(direction), Some(direction)));
    for (project, direction) in arabic.into_iter().chain([(english(), None)]) {
        let parts = members(&written(&project, "docx"));
        let (mut lefts, mut of_article) = (0, 0);
        for part in ["word/document.xml", "word/comments.xml"] {
            let document = Document::parse(&parts[part]).unwrap();
            let properties = |node: Node<'_, '_>, parent: &str| -> Vec<String> {
                let all = node.children().filter(|child| child.tag_name().name() == parent);
                all.flat_map(|all| all.children()).map(|child| child.tag_name().name().to_owned()).collect()
            };
            let has = |node, parent: &str, name: &str| properties(node, parent).iter().any(|property| property == name);
            for (node, parent) in [("p", "pPr"), ("r", "rPr"), ("tbl", "tblPr"), ("tc", "tcPr")] {
                for node in named(document.root(), node) {
                    let found = properties(node, parent);
                    let known: Vec<Option<usize>> =
                        found.iter().map(|name| ORDER.iter().position(|known| known == name)).collect();
                    let is_page = found.iter().any(|name| name == "sectPr");
                    assert!(is_page || known.is_sorted() && !known.contains(&None), "{parent}: {found:?}");
                }
            }
            for paragraph in named(document.root(), "p") {
                let words: String = named(paragraph, "t").filter_map(|text| text.text()).collect();
                let style = named(paragraph, "pStyle").next().and_then(|style| style.attributes().next());
                let is_headline = words == TITLE && style.is_some_and(|style| style.value() == "Heading1");
                let is_of_article = is_headline || style.is_some_and(|style| style.value() == "ArticleText");
                let to_left = match direction.filter(|_| is_of_article) {
                    Some(direction) => is_to_left(direction, &words),
                    None => mostly_runs_left(&words) == Some(true),
                };
                assert_eq!(has(paragraph, "pPr", "bidi"), to_left, "{part}, {direction:?}: {words}");
                lefts += usize::from(to_left);
                of_article += usize::from(is_of_article);
                for run in named(paragraph, "r") {
                    let words: String = named(run, "t").filter_map(|text| text.text()).collect();
                    let letters: Vec<char> = words.chars().filter(|c| c.is_alphabetic()).collect();
                    let to_left = letters.iter().filter(|letter| sayso::text::runs_left(**letter)).count();
                    assert!(to_left == 0 || to_left == letters.len(), "a run of two directions: {words}");
                    assert!(letters.is_empty() || has(run, "rPr", "rtl") == (to_left > 0), "{part}: {words}");
                }
            }
            let tables = named(document.root(), "tbl").count();
            let to_left = if direction.is_some() { tables } else { 0 };
            assert_eq!(parts[part].matches("<w:bidiVisual/>").count(), to_left, "{part}");
        }
        assert_eq!(lefts > 40, direction.is_some(), "{lefts}");
        assert!(direction.is_none() || of_article == 6, "{of_article}");
    }
}

#[test]
fn every_cell_of_a_workbook_is_read_in_the_direction_of_its_text() {
    for (project, is_left) in [(project(Direction::Auto), true), (english(), false)] {
        let parts = members(&written(&project, "xlsx"));
        let (styles, strings) = (&parts["xl/styles.xml"], &parts["xl/sharedStrings.xml"]);
        let (styles, strings) = (Document::parse(styles).unwrap(), Document::parse(strings).unwrap());
        let formats = named(named(styles.root(), "cellXfs").next().unwrap(), "xf");
        let orders: Vec<&str> = formats
            .map(|format| named(format, "alignment").next().and_then(|it| it.attribute("readingOrder")).unwrap_or("0"))
            .collect();
        let texts: Vec<String> =
            named(strings.root(), "si").map(|item| named(item, "t").filter_map(|text| text.text()).collect()).collect();
        let (mut lefts, mut sheets_to_left) = (0, Vec::new());
        for (name, part) in parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
            let sheet = Document::parse(part).unwrap();
            let view = named(sheet.root(), "sheetView").next().unwrap();
            sheets_to_left.push(view.attribute("rightToLeft") == Some("1"));
            for cell in named(sheet.root(), "c").filter(|cell| cell.attribute("t") == Some("s")) {
                let text = &texts[named(cell, "v").next().unwrap().text().unwrap().parse::<usize>().unwrap()];
                let order = orders[cell.attribute("s").map_or(0, |style| style.parse().unwrap())];
                let expected = match mostly_runs_left(text) {
                    Some(true) => "2",
                    Some(false) => "1",
                    None => "0",
                };
                // Heads without a letter do not occur.
                assert_eq!(order, expected, "{name}: {text}");
                lefts += usize::from(order == "2");
            }
        }
        assert_eq!(lefts > 30, is_left, "{lefts}");
        // Claims, marks, articles, codebook, links and names: ids, times and words of ours are in most cells of the others.
        let expected = [true, false, false, true, false, false].map(|to_left| to_left && is_left);
        assert_eq!(sheets_to_left, expected);
    }
}
