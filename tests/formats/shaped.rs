//! The structure of articles in the formats for readers: headings, lists, quotations, emphasis, links and tables, with marks
//! over all of them.

use std::sync::Arc;

use sayso::{
    export,
    model::{
        Article, ArticleId, Codebook, Coder, CoderId, Extra, Facts, Id, Project, ProjectId, Run, RunKind, Source, Span,
        SpanId, TagId, Time,
    },
    text::{ByteRange, FrozenText},
};

fn id(number: u8) -> Id {
    Id::from_bits([3, 3, 3, 3, 3, 3, 3, 3, 3, number])
}

const TEXT: &str = "The storm\n\nWhat is known\n\nIt was very bad, the mayor said here.\n\nfirst\ninner\nsecond\n\nNobody knew.\n\
                    Not even I.\n\ntown\train\nBern\t5 mm\n\nThe end of “it”.";

fn at(words: &str) -> ByteRange {
    let start = TEXT.find(words).unwrap_or_else(|| panic!("{words}"));
    ByteRange::new(start, start + words.len())
}

/// An article with these runs and marks, each on the first place of its words.
fn project(runs: &[(&str, RunKind)], marks: &[&str]) -> Project {
    let mut project = Project::new(ProjectId(id(1)), "Shapes", Codebook::default());
    let tag = project.codebook.new_tag(TagId::new("claim"), "Claim");
    project.codebook.tags.push(tag);
    let coder = Coder { id: CoderId(id(1)), name: "Ada".to_owned(), changed: None, extra: Extra::new() };
    let by = coder.id;
    project.coders.insert(by, coder);
    let facts = Facts { title: "The storm".to_owned(), ..Facts::default() };
    let text = FrozenText::verbatim(TEXT);
    let mut article = Article::new(ArticleId(id(1)), text, facts, Source::default(), Time(0));
    article.structure = runs.iter().map(|(words, kind)| Run { at: at(words), kind: kind.clone() }).collect();
    for (number, words) in (1..).zip(marks) {
        article.spans.insert(Span::new(SpanId(id(number)), TagId::new("claim"), vec![at(words)], by, Time(0)));
    }
    project.articles.insert(article.id, Arc::new(article));
    project
}

fn runs() -> Vec<(&'static str, RunKind)> {
    vec![
        ("The storm", RunKind::Heading(1)),
        ("What is known", RunKind::Heading(2)),
        ("very bad", RunKind::Strong),
        ("mayor said", RunKind::Emphasis),
        ("here", RunKind::Link("https://example.org/a?b=1&c=2".to_owned())),
        ("knew", RunKind::Link("javascript:alert(1)".to_owned())),
        ("first\ninner", RunKind::Item),
        ("inner", RunKind::Item),
        ("second", RunKind::Item),
        ("Nobody knew.\nNot even I.", RunKind::Quote),
        ("town\train", RunKind::Row),
        ("town", RunKind::Cell),
        ("rain", RunKind::Cell),
        ("Bern\t5 mm", RunKind::Row),
        ("Bern", RunKind::Cell),
        ("5 mm", RunKind::Cell),
        ("“it”", RunKind::Strong),
        ("storm", RunKind::Page("1".to_owned())),
    ]
}

fn written(format: &str, project: &Project) -> Vec<u8> {
    export::format(format).unwrap().write(project).into_bytes().unwrap()
}

fn text(format: &str, project: &Project) -> String {
    String::from_utf8(written(format, project)).unwrap()
}

#[track_caller]
fn has(page: &str, wanted: &str) {
    assert!(page.contains(wanted), "{wanted}\nis not in\n{page}");
}

#[test]
fn markdown_shows_the_shape_of_an_article() {
    let page = text("markdown", &project(&runs(), &[]));
    has(&page, "\n## The storm\n");
    has(&page, "\n#### What is known\n");
    has(&page, "It was **very bad**, the *mayor said* [here](<https://example.org/a?b=1&c=2>).\n");
    has(&page, "\n- first\n  - inner\n- second\n\n> Nobody knew.\n>\n> Not even I.\n");
    has(&page, "\n| town | rain |\n| --- | --- |\n| Bern | 5 mm |\n");
    // Asterisks beside signs need not be read as emphasis.
    has(&page, "The end of <strong>“it”</strong>.");
}

#[test]
fn marks_and_emphasis_are_in_each_other_whatever_begins_first() {
    let marks = ["bad, the mayor", "here", "town\train", "end of “it", "first\ninner"];
    let project = project(&runs(), &marks);
    let page = text("markdown", &project);
    has(&page, "was **very** **bad**, the *mayor*[^1] *said* [here](<https://example.org/a?b=1&c=2>)[^2].\n");
    has(&page, "\n- first\n  - inner[^3]\n- second\n");
    has(&page, "\n| town | rain[^4] |\n");
    has(&page, "of **“it**[^5]<strong>”</strong>.");
}

#[test]
fn a_report_shows_the_shape_of_an_article() {
    let page = text("report", &project(&runs(), &[]));
    has(&page, "<h4 dir=\"ltr\">What is known</h4>\n");
    has(
        &page,
        "was <strong>very bad</strong>, the <em>mayor said</em> <a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noreferrer\">here</a>.",
    );
    has(
        &page,
        "<ul>\n<li dir=\"ltr\">first\n<ul>\n<li dir=\"ltr\">inner\n</li>\n</ul>\n</li>\n<li dir=\"ltr\">second\n</li>\n</ul>\n",
    );
    has(&page, "<blockquote>\n<p dir=\"ltr\">Nobody knew.</p>\n<p dir=\"ltr\">Not even I.</p>\n</blockquote>\n");
    has(&page, "<tr><td dir=\"ltr\">Bern</td><td dir=\"ltr\">5 mm</td></tr>\n</table>\n");
    assert!(!page.contains("javascript:alert"), "{page}");
}

#[test]
fn elements_of_a_report_close_in_the_order_in_which_they_open() {
    let marks =
        ["bad, the mayor", "said here", "town\train\nBern", "end of “it", "first\ninner", "knew.\nNot", "\train"];
    let page = text("report", &project(&runs(), &marks));
    let body = &page[page.find("<div class=\"text\"").unwrap()..page.find("<h3>Marks</h3>").unwrap()];
    let body = body.trim_end().to_owned();
    let document = roxmltree::Document::parse(&body).unwrap_or_else(|error| panic!("{error}: {body}"));
    let words: String = document.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    assert_eq!(letters(&words), letters(&TEXT["The storm".len()..]));
    for number in 1..=marks.len() as u8 {
        let anchor = format!("s-{}", SpanId(id(number)));
        let count = document.descendants().filter(|node| node.attribute("id") == Some(&anchor)).count();
        assert_eq!(count, 1, "mark {number}: {body}");
    }
}

#[test]
fn a_word_document_shows_the_shape_of_an_article() {
    let marks = ["bad, the mayor", "said here", "town\train\nBern", "first\ninner", "\train"];
    let parts = sayso::import::unpacked(&written("docx", &project(&runs(), &marks))).unwrap();
    let part = |name: &str| String::from_utf8(parts[name].clone()).unwrap();
    let body = part("word/document.xml");
    let document = roxmltree::Document::parse(&body).unwrap();
    let words = |style: &str| -> Vec<String> {
        let of = |node: &roxmltree::Node<'_, '_>| {
            node.descendants().any(|inner| {
                inner.tag_name().name() == "pStyle" && inner.attributes().any(|value| value.value() == style)
            })
        };
        let paragraphs = document.descendants().filter(|node| node.tag_name().name() == "p").filter(of);
        paragraphs.map(|p| p.descendants().filter(|n| n.is_text()).filter_map(|n| n.text()).collect()).collect()
    };
    assert_eq!(words("Heading3"), ["What is known"]);
    assert_eq!(
        (words("ListBullet1"), words("ListBullet2")),
        (vec!["first".into(), "second".into()], vec!["inner".into()])
    );
    assert_eq!(words("Quote"), ["Nobody knew.", "Not even I."]);
    let cells = words("Cell");
    assert!(
        cells.starts_with(&["town".to_owned(), "rain".to_owned(), "Bern".to_owned(), "5 mm".to_owned()]),
        "{cells:?}"
    );
    has(&body, "HYPERLINK &quot;https://example.org/a?b=1&amp;c=2&quot;");
    assert!(!body.contains("javascript"), "{body}");
    for sign in ["<w:b/>", "<w:i/>"] {
        has(&body, sign);
    }
    let count = |name: &str| document.descendants().filter(|node| node.tag_name().name() == name).count();
    assert_eq!((count("commentRangeStart"), count("commentRangeEnd")), (marks.len(), marks.len()), "{body}");
    for (name, wanted) in [
        ("[Content_Types].xml", "/word/numbering.xml"),
        ("word/_rels/document.xml.rels", "numbering.xml"),
        ("word/styles.xml", "w:styleId=\"ListBullet3\""),
    ] {
        has(&part(name), wanted);
        roxmltree::Document::parse(&part(name)).unwrap();
    }
    roxmltree::Document::parse(&part("word/numbering.xml")).unwrap();
}

#[test]
fn without_structure_nothing_is_another() {
    let marks = ["bad, the mayor", "town\train"];
    let bare = project(&[], &marks);
    // Pages and times have no look of their own.
    let paged = project(&[("storm", RunKind::Page("1".to_owned())), ("bad", RunKind::Time(0.0, 1.0))], &marks);
    for format in ["markdown", "report"] {
        assert_eq!(text(format, &bare), text(format, &paged), "{format}");
    }
    let parts = sayso::import::unpacked(&written("docx", &bare)).unwrap();
    assert!(!parts.contains_key("word/numbering.xml"));
    let styles = std::fs::read("assets/docx/styles.xml").unwrap();
    assert_eq!(parts["word/styles.xml"], styles);
}

#[test]
fn runs_that_fit_nothing_lose_no_words() {
    let odd = [
        ("storm\n\nWhat", RunKind::Heading(9)),
        ("town\train\nBern\t5", RunKind::Row),
        ("town", RunKind::Cell),
        ("mayor said here.\n\nfirst\ninn", RunKind::Row),
        ("Nobody", RunKind::Item),
        ("I.\n\ntown", RunKind::Strong),
        ("\n\nThe end", RunKind::Quote),
        ("“it”.", RunKind::Cell),
    ];
    let project = project(&odd, &["mayor said here.\n\nfirst", "\n\nThe"]);
    for format in ["markdown", "report"] {
        let page = text(format, &project);
        for words in [
            "What is known",
            "mayor",
            "said here",
            "first",
            "inner",
            "second",
            "Not even",
            "Bern",
            "5 mm",
            "The",
            "end of",
        ] {
            has(&page, words);
        }
    }
    let document = sayso::import::articles("a.docx", &written("docx", &project), None).unwrap();
    has(document[0].text.as_str(), "The end of “it”.");
}

/// The only article of a page, in a project.
fn of_page(page: &str) -> Project {
    let read = sayso::import::articles("a.html", page.as_bytes(), None).unwrap().remove(0);
    let mut project = Project::new(ProjectId(id(1)), "Shapes", Codebook::default());
    let mut article = Article::new(ArticleId(id(1)), read.text, read.facts, Source::default(), Time(0));
    article.structure = read.structure;
    project.articles.insert(article.id, Arc::new(article));
    project
}

#[test]
fn values_stay_in_their_columns_and_tables_apart() {
    let words =
        "The council of the valley met on Tuesday evening, and its members spoke for three hours about the dam. ";
    let page = format!(
        "<title>Results</title><article><h1>Results</h1><p>{0}</p><p>{0}</p><table><tr><td>Year<td>Won<td>Lost</tr>\
         <tr><td>2019<td><td>7</tr><tr><td>2020<td>8<td></tr></table><table><tr><td>Town<td>Mayor</tr>\
         <tr><td>Bern<td>Ann</tr></table><p>{0}Great friends!<a href='https://x.org/1'>More</a></p></article>",
        words.repeat(3)
    );
    let markdown = text("markdown", &of_page(&page));
    has(&markdown, "| 2019 |  | 7 |");
    has(&markdown, "| 2020 | 8 |");
    has(&markdown, "friends\\![More](<https://x.org/1>)");
    let report = text("report", &of_page(&page));
    let row = report.split_once("2019").unwrap().1.split_once("</tr>").unwrap().0;
    assert!(row.matches("<td").count() == 2 && row.ends_with("7</td>"), "{row}");
}

/// Runs lie in each other, so that each begins before the last has ended.
#[test]
fn a_project_with_very_many_runs_opens_in_time() {
    let mut project = project(&[], &[]);
    let article = Arc::make_mut(project.articles.values_mut().next().unwrap());
    let words = 40_000;
    article.text = FrozenText::verbatim("Ab ".repeat(words));
    for word in 0..words {
        let (start, end) = (word * 3, (word + 20).min(words) * 3);
        article.structure.push(Run { at: ByteRange::new(start, end), kind: RunKind::Item });
        article.structure.push(Run { at: ByteRange::new(start, start + 2), kind: RunKind::Strong });
    }
    let begun = std::time::Instant::now();
    let file = sayso::store::write_project(&project).bytes;
    let again = sayso::store::read_project(&file).unwrap().project;
    assert_eq!(again.articles, project.articles);
    // Where each run is looked for from the start of the text, this takes minutes.
    assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
}
