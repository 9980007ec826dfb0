//! When saved pages were published and by whom, on sixty pages of ten invented outlets; and what other files state of it.

use sayso::import::{Imported, articles};

/// What is right for a page.
struct Truth {
    page: String,
    is_held_back: bool,
    published: String,
    is_doubtful: bool,
    differs: bool,
    author: String,
}

fn truths() -> Vec<Truth> {
    let table = std::fs::read_to_string("tests/data/pages/truth.tsv").unwrap();
    let truth = |line: &str| {
        let [page, half, _, published, doubtful, differs, author, _]: [&str; 8] =
            line.split('\t').collect::<Vec<_>>().try_into().unwrap();
        Truth {
            page: page.to_owned(),
            is_held_back: half == "held back",
            published: published.to_owned(),
            is_doubtful: doubtful == "yes",
            differs: differs == "yes",
            author: author.to_owned(),
        }
    };
    let all: Vec<Truth> = table.lines().skip(1).map(truth).collect();
    assert_eq!(all.len(), 60);
    all
}

fn read(page: &str) -> Imported {
    articles(page, &std::fs::read(format!("tests/data/pages/{page}")).unwrap(), None).unwrap().remove(0)
}

/// What is wrong with what was read of a page, in words.
fn wrong(truth: &Truth) -> Option<String> {
    let Imported { facts, warnings, .. } = read(&truth.page);
    let has = |words: &str| warnings.iter().any(|warning| warning.contains(words));
    let found = (facts.published.as_str(), facts.dating.is_doubtful, has("Two dates"), facts.author.as_str());
    let right = (truth.published.as_str(), truth.is_doubtful, truth.differs, truth.author.as_str());
    let is_ambiguous = has("could also be");
    let is_told = is_ambiguous == truth.is_doubtful;
    (found != right || !is_told).then(|| {
        let is_silent = facts.published != truth.published && !facts.dating.is_doubtful && !has("Two dates");
        let silently = if is_silent { " (silently)" } else { "" };
        format!("{}: {found:?}{silently}, not {right:?}; {:?} {warnings:?}", truth.page, facts.dating)
    })
}

#[test]
fn dates_and_authors_of_the_pages_that_the_rules_were_tried_on() {
    let wrong: Vec<String> = truths().iter().filter(|truth| !truth.is_held_back).filter_map(wrong).collect();
    assert!(wrong.is_empty(), "{} of 30:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn dates_of_the_pages_that_were_set_aside() {
    let held_back: Vec<Truth> = truths().into_iter().filter(|truth| truth.is_held_back).collect();
    let wrong: Vec<String> = held_back.iter().filter_map(wrong).collect();
    let told = format!("{} of {}:\n{}", wrong.len(), held_back.len(), wrong.join("\n"));
    let dates = held_back.iter().filter(|truth| read(&truth.page).facts.published == truth.published).count();
    assert!(dates * 10 >= held_back.len() * 9 && !told.contains("(silently)"), "{dates} dates right; wrong: {told}");
    eprintln!("{dates} of {} dates right; wrong in anything: {told}", held_back.len());
}

#[test]
fn other_files_state_their_day_as_well() {
    let day = |name: &str, text: &str| {
        let Imported { facts, warnings, .. } = articles(name, text.as_bytes(), None).unwrap().remove(0);
        (facts.published, facts.dating.stated, facts.dating.source, facts.dating.is_doubtful, warnings.join(" "))
    };
    let sure = |day: &str, stated: &str, source: &str| {
        (day.to_owned(), stated.to_owned(), source.to_owned(), false, String::new())
    };

    // The day of a mail is the sender's.
    let mail =
        "From: Ada <a@example.org>\r\nSubject: Bridge\r\nDate: Tue, 12 Mar 2024 23:30:00 -0500\r\n\r\nIt is shut.\r\n";
    assert_eq!(day("a.eml", mail), sure("2024-03-12", "Tue, 12 Mar 2024 23:30:00 -0500", "mail"));

    // So is that of a feed's entry; when it was changed is another thing.
    let feed = |date: &str| {
        format!(
            "<rss version=\"2.0\"><channel><title>The Ledger</title><link>https://example.org/</link><description>x</description>\
             <item><title>Bridge</title><description>It is shut.</description><link>https://example.org/a</link>{date}</item></channel></rss>"
        )
    };
    let rss = feed("<pubDate>Tue, 12 Mar 2024 23:30:00 -0500</pubDate>");
    assert_eq!(day("a.rss", &rss), sure("2024-03-12", "Tue, 12 Mar 2024 23:30:00 -0500", "feed"));
    let atom = |dates: &str| {
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>The Ledger</title><id>urn:1</id><updated>2024-04-01T00:00:00Z</updated>\
             <entry><title>Bridge</title><id>urn:2</id>{dates}<content type=\"text\">It is shut.</content></entry></feed>"
        )
    };
    let updated = "<updated>2024-03-20T10:00:00+01:00</updated>";
    let published = format!("{updated}<published>2024-03-13T00:10:00+01:00</published>");
    assert_eq!(day("a.atom", &atom(&published)), sure("2024-03-13", "2024-03-13T00:10:00+01:00", "feed"));
    assert_eq!(day("a.atom", &atom(updated)), sure("", "", ""));

    // Plain text by its dateline, Markdown by its front matter.
    assert_eq!(
        day("a.txt", "The bridge\n21 August 2015\n\nIt is shut."),
        sure("2015-08-21", "21 August 2015", "dateline")
    );
    assert_eq!(
        day("a.txt", "The bridge\n\nIt opened on 21 August 2015 and was shut again in the year after it."),
        sure("", "", "")
    );
    assert_eq!(
        day("a.md", "---\ntitle: B\ndate: 2015-08-21T10:00:00\n---\nText"),
        sure("2015-08-21", "2015-08-21T10:00:00", "front-matter")
    );

    // Front matter that is no date is kept in its own words.
    let (published, stated, _, _, warning) = day("a.md", "---\ntitle: B\ndate: soon\n---\nText");
    assert_eq!((published.as_str(), stated.as_str()), ("", "soon"));
    assert!(warning.contains("“soon” could not be read"), "{warning}");
}

#[test]
fn the_dates_of_a_table_are_read_by_the_whole_column() {
    let read = |dates: &[&str]| {
        let rows: String = dates.iter().enumerate().map(|(number, date)| format!("Text {number};{date}\n")).collect();
        let articles = articles("a.csv", format!("text;date\n{rows}").as_bytes(), None).unwrap();
        let days: Vec<String> = articles.iter().map(|article| article.facts.published.clone()).collect();
        let doubts = articles.iter().filter(|article| article.facts.dating.is_doubtful).count();
        (days.join(" "), doubts, articles[0].warnings.join(" "))
    };
    assert_eq!(read(&["03/04/2023", "25/04/2023"]), ("2023-04-03 2023-04-25".to_owned(), 0, String::new()));
    assert_eq!(read(&["03/04/2023", "04/25/2023"]), ("2023-03-04 2023-04-25".to_owned(), 0, String::new()));
    assert_eq!(
        read(&["21 août 2015", "2015-08-21 10:00", "20150821"]),
        (["2015-08-21"; 3].join(" "), 0, String::new())
    );
    let (days, doubts, warning) = read(&["03/04/2023", "05/06/2023"]);
    assert_eq!((days.as_str(), doubts), ("2023-04-03 2023-06-05", 2));
    assert!(warning.contains("2 dates can be read in two ways"), "{warning}");
    let (days, _, warning) = read(&["spring", "2023-01-02"]);
    assert_eq!(days, " 2023-01-02");
    assert!(warning.contains("1 date could not be read"), "{warning}");
}

#[test]
fn the_day_is_the_outlets_own_in_the_zone_that_the_page_states() {
    let page = |head: &str, language: &str| {
        let page = format!(
            "<html lang=\"{language}\"><head><title>Bridge</title>{head}</head><body><article><h1>Bridge</h1><p>{}</p></article></body></html>",
            "The bridge stays open at night, the harbour board said on Thursday. ".repeat(6)
        );
        let Imported { facts, warnings, .. } = articles("a.html", page.as_bytes(), None).unwrap().remove(0);
        (facts.published, facts.dating.is_doubtful, warnings.len())
    };
    let meta = |name: &str, value: &str| format!("<meta property=\"{name}\" content=\"{value}\">");
    let published = |value: &str| meta("article:published_time", value);
    let changed = |value: &str| meta("article:modified_time", value);
    let day = |day: &str, is_doubtful: bool| (day.to_owned(), is_doubtful, 0);
    assert_eq!(page(&published("2024-03-12T23:30:00-05:00"), "en-US"), day("2024-03-12", false));
    let elsewhere = published("2024-03-13T04:30:00Z") + &changed("2024-03-14T08:00:00-05:00");
    assert_eq!(page(&elsewhere, "en-US"), day("2024-03-12", false));
    // Universal time alone leaves open which day it was where the outlet is.
    assert_eq!(page(&published("2024-03-12T22:30:00Z"), "tr"), day("2024-03-12", true));
    assert_eq!(page(&published("2024-03-12T12:30:00Z"), "tr"), day("2024-03-12", false));
    // Winter and summer time of Britain are no reason to move a day.
    let british = published("2024-01-10T22:30:00+00:00") + &changed("2024-06-01T10:00:00+01:00");
    assert_eq!(page(&british, "en-GB"), day("2024-01-10", false));
    assert_eq!(page(&changed("2024-03-12T10:00:00+01:00"), "de"), day("", false));
}
