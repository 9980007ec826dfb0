//! Articles of files that were made for reading and archiving: EPUB, WARC.

use sayso::import::{Imported, articles};

fn read(path: &str) -> Result<Vec<Imported>, String> {
    let bytes = std::fs::read(format!("tests/data/{path}")).unwrap();
    articles(path.rsplit('/').next().unwrap(), &bytes, None).map_err(|error| error.to_string())
}

fn text(path: &str) -> String {
    read(path).unwrap()[0].text.as_str().to_owned()
}

#[test]
fn a_book_is_read_in_the_order_of_its_spine() {
    let book = &read("epub/pkg-spine-order.epub").unwrap()[0];
    let at = |words: &str| book.text.as_str().find(words).unwrap();
    assert!(at("must appear first") < at("must appear second") && at("must appear second") < at("must appear third"));
    assert!(at("must appear third") < at("must appear last"));
    let facts = &book.facts;
    assert_eq!(
        [&facts.title, &facts.author, &facts.outlet, &facts.published, &facts.language],
        ["pkg-spine-order", "Dave Cramer", "W3C", "2021-01-21", "en"]
    );
    let other = text("epub/nav-spine_not-in-spine.epub");
    assert!(other.ends_with("Hello") && !other.contains('<'), "{other}");
}

#[test]
fn the_pages_of_a_web_archive_are_articles_plain_and_packed() {
    for path in ["warc/example.warc", "warc/example.warc.gz"] {
        let pages = read(path).unwrap();
        assert_eq!((pages.len(), pages[0].facts.address.as_str()), (1, "http://example.com/"), "{path}");
        assert!(pages[0].text.as_str().starts_with("Example Domain\n\nThis domain is established"), "{path}");
    }
    let whole = std::fs::read("tests/data/warc/example.warc").unwrap();
    // The second page of the archive is a revisit without a body; what lies before the cut is read.
    let cut = articles("cut.warc", &whole[..3600], None).unwrap();
    assert!(cut[0].warnings[0].contains("incomplete"), "{:?}", cut[0].warnings);
}

#[test]
fn bytes_without_a_character_are_told() {
    let read = articles("a.txt", b"caf\xC3\xA9 \x81\x8D", sayso::import::encoding("utf-8")).unwrap();
    assert!(read[0].warnings[0].contains("are not valid UTF-8"), "{:?}", read[0].warnings);
}
