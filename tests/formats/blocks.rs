//! Which block of a page is taken for the article, where the page has others that look like one.

use sayso::import::{Imported, articles, preview};

const STORY: [&str; 4] = [
    "The harbour board voted on Thursday to keep the old lifting bridge open at night, after fishermen had complained for months.",
    "“We were promised a trial, and a trial ends,” said Tom Arkwright, who has worked on the water for thirty years, on the quay.",
    "Repairs to the northern pier will cost about four million, according to a report that the council published on the same day.",
    "Neighbouring towns have asked for a share of the mooring fees, since most of the lorries pass through their streets at night.",
];

/// Running text about something else.
const OTHER: [&str; 4] = [
    "We use cookies and similar technologies to store and access information on a device, such as which pages you looked at before.",
    "Our partners process personal data, such as browsing behaviour, to measure how often advertisements are seen and by how many.",
    "You can withdraw your consent at any time, with effect for what follows, by way of the settings at the foot of every page here.",
    "If you do not agree, some of the functions of this site may not be available to you, and you may see more advertisements.",
];

fn paragraphs(words: &[&str], times: usize) -> String {
    let all = (0..times).flat_map(|number| words.iter().map(move |words| (number, words)));
    all.map(|(number, words)| if number == 0 { format!("<p>{words}</p>") } else { format!("<p>{number}. {words}</p>") })
        .collect()
}

fn page(body: &str, head: &str) -> String {
    format!(
        "<html lang=\"en\"><head><title>Lifting bridge stays open at night - The Ledger</title>{head}</head><body>\
         <div class=\"top\"><a href=\"/\">Home</a> <a href=\"/sport\">Sport</a></div>{body}</body></html>"
    )
}

fn read(page: &str) -> Imported {
    articles("a.html", page.as_bytes(), None).unwrap().remove(0)
}

fn is_the_story(article: &Imported) -> bool {
    STORY.iter().all(|words| article.text.as_str().contains(words))
}

fn is_told(article: &Imported) -> bool {
    article
        .warnings
        .iter()
        .any(|warning| warning.contains("several blocks of text") || warning.contains("taken from its data"))
}

#[test]
fn the_block_that_fits_the_title_is_taken() {
    let heading = "<h1>Lifting bridge stays open at night</h1>";
    let story = paragraphs(&STORY, 1);
    let box_of = |class: &str, inside: &str| format!("<div class=\"{class}\">{inside}</div>");
    let names: String =
        (0..60).map(|number| format!("<p>Mooring {number}, Ms. Ada Example, Eastquay, Lane {number}.</p>")).collect();
    let login = "<form><p>Sign in to read on, or create an account; it takes a minute, and you may cancel it at any time you like.</p>\
                 <input name=\"mail\"><input name=\"password\" type=\"password\"></form>";
    for (what, body) in [
        (
            "a long notice of cookies",
            format!("{}{heading}{}", box_of("layer", &paragraphs(&OTHER, 3)), box_of("x1", &story)),
        ),
        ("terms after the story", format!("{heading}{}{}", box_of("x1", &story), box_of("x2", &paragraphs(&OTHER, 3)))),
        ("a list of names", format!("{heading}{}{}", box_of("x1", &names), box_of("x2", &story))),
        ("a form", format!("{heading}{}{}", box_of("main article content", &login.repeat(6)), box_of("x2", &story))),
        (
            "a main element without it",
            format!("<main>{}</main>{heading}{}", paragraphs(&OTHER, 2), box_of("x2", &story)),
        ),
        (
            "an article element of another story",
            format!(
                "<article class=\"article content\">{}</article>{heading}{}",
                paragraphs(&OTHER, 2),
                box_of("x2", &story)
            ),
        ),
    ] {
        let article = read(&page(&body, ""));
        assert!(is_the_story(&article), "{what}: {}", article.text.as_str());
        assert!(!article.text.as_str().contains("withdraw your consent") || !is_told(&article), "{what}");
        assert!(
            article.text.as_str().starts_with("Lifting bridge stays open at night"),
            "{what}: {}",
            article.text.as_str()
        );
    }
}

#[test]
fn the_text_that_the_pages_data_states_is_a_witness() {
    let body = STORY.join("\\n");
    let head = format!(
        "<script type=\"application/ld+json\">{{\"@type\":\"NewsArticle\",\"headline\":\"Lifting bridge stays open at night\",\
         \"articleBody\":\"{body}\"}}</script>"
    );
    let other = format!("<main><h1>Lifting bridge stays open at night</h1>{}</main>", paragraphs(&OTHER, 3));
    let shown = format!("{other}<div class=\"x2\">{}</div>", paragraphs(&STORY, 1));
    for (what, body) in [("the story in another block", &shown), ("the story nowhere on the page", &other)] {
        let article = read(&page(body, &head));
        assert!(
            is_the_story(&article) && is_told(&article),
            "{what}: {} {:?}",
            article.text.as_str(),
            article.warnings
        );
        assert!(!article.text.as_str().contains("withdraw your consent"), "{what}");
    }
    let plain = format!("<main><h1>Lifting bridge stays open at night</h1>{}</main>", paragraphs(&STORY, 1));
    assert!(!is_told(&read(&page(&plain, &head))));
}

#[test]
fn a_text_without_any_word_of_its_title_is_doubtful() {
    let body = format!("<main><h1>Lifting bridge stays open at night</h1>{}</main>", paragraphs(&OTHER, 1));
    let article = read(&page(&body, ""));
    assert!(article.warnings.iter().any(|warning| warning.contains("no words of the title")), "{:?}", article.warnings);
}

#[test]
fn an_ordinary_page_is_left_as_it_is() {
    let comments: String =
        (0..9).map(|number| format!("<div class=\"comment\"><p>{number} {}</p></div>", OTHER[1])).collect();
    let related = format!("<aside><p>{}</p></aside>", OTHER[0]);
    let body = format!(
        "<article><h1>Lifting bridge stays open at night</h1>{}</article><section id=\"comments\">{comments}</section>{related}",
        paragraphs(&STORY, 1)
    );
    let article = read(&page(&body, ""));
    assert!(is_the_story(&article) && article.warnings.is_empty(), "{:?}", article.warnings);
}

#[test]
fn other_texts_can_be_chosen_in_the_preview() {
    let body = format!(
        "<div class=\"x1\"><h1>Lifting bridge stays open at night</h1>{}</div><div class=\"x2\">{}</div>",
        paragraphs(&STORY, 1),
        paragraphs(&OTHER, 1)
    );
    let look = preview("a.html", page(&body, "").as_bytes(), None).unwrap().one().unwrap();
    let all = look.paragraphs.len();
    let begins = |other: &&Vec<usize>| look.paragraphs[other[0]].words == OTHER[0];
    let other = look.others.iter().find(begins).unwrap_or_else(|| panic!("{look:?}"));
    let chosen: Vec<bool> = (0..all).map(|place| other.contains(&place)).collect();
    let taken = look.take(&chosen);
    assert!(
        OTHER.iter().all(|words| taken.text.as_str().contains(words)) && !is_the_story(&taken),
        "{}",
        taken.text.as_str()
    );
}
