//! Articles of files that were made for printing, reading and archiving: PDF, EPUB, WARC.

use sayso::import::{Imported, articles};

fn read(path: &str) -> Result<Vec<Imported>, String> {
    let bytes = std::fs::read(format!("tests/data/{path}")).unwrap();
    articles(path.rsplit('/').next().unwrap(), &bytes, None).map_err(|error| error.to_string())
}

fn text(path: &str) -> String {
    read(path).unwrap()[0].text.as_str().to_owned()
}

#[test]
fn pdf_pages_become_running_text() {
    assert_eq!(text("pdf/openoffice-test-document.pdf"), "Test");
    assert_eq!(text("pdf/simple-openoffice.pdf"), "I am a simple pdf.");
    let turned = &read("pdf/rotation.pdf").unwrap()[0];
    assert_eq!(
        turned.text.as_str(),
        "This is my first page with normal layout. This is the second line on the page.\n\n\
         This is my second page.  It will have a landscape layout. Second line here."
    );
    assert_eq!(turned.extra["pages"], "0 80");
}

/// The sample article, its body three times, in two justified columns on two pages with heads and feet: every paragraph
/// comes back as it was printed.
#[test]
fn columns_of_a_pdf_are_read_in_order_and_without_heads_and_feet() {
    let printed = std::fs::read_to_string("tests/data/sample/article.txt").unwrap();
    let paragraphs: Vec<&str> = printed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let wanted: Vec<&str> = paragraphs.iter().copied().take(1).chain(paragraphs[1..].repeat(3)).collect();
    let article = &read("pdf/two-columns.pdf").unwrap()[0];
    let got: Vec<&str> = article.text.as_str().lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(got, wanted);
    assert_eq!((article.facts.title.as_str(), article.warnings.len()), (paragraphs[0], 0));
    assert!(article.source.steps.contains(&"6 header or footer lines removed".to_owned()));
    let pages: Vec<usize> = article.extra["pages"].split(' ').map(|start| start.parse().unwrap()).collect();
    assert_eq!((pages.len(), pages[0]), (2, 0));
}

#[test]
fn a_pdf_that_cannot_be_read_says_why() {
    assert!(read("pdf/protected.pdf").unwrap_err().contains("password-protected"));
    assert!(read("pdf/no-text.pdf").unwrap_err().contains("text recognition (OCR)"));
    let whole = std::fs::read("tests/data/pdf/two-columns.pdf").unwrap();
    let error = articles("cut.pdf", &whole[..whole.len() / 2], None).unwrap_err().to_string();
    assert!(error.contains("damaged or incomplete"), "{error}");
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
    assert!(other.ends_with("Hello") && !other.contains("<"), "{other}");
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

/// A PDF of these objects, the first of which is its catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n", number + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    places.iter().for_each(|place| file.extend(format!("{place:010} 00000 n \n").bytes()));
    file.extend(format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes());
    file
}

fn stream(more: &str, content: &[u8]) -> Vec<u8> {
    [format!("<</Length {}{more}>>stream\n", content.len()).as_bytes(), content, b"\nendstream"].concat()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// One page with the contents of object 4, which may draw object 5 as `/X`.
fn page_that_draws(contents: Vec<u8>, form: Vec<u8>) -> Vec<u8> {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>";
    pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.into(),
        contents,
        form,
    ])
}

fn why_not(file: &[u8]) -> String {
    articles("a.pdf", file, None).unwrap_err().to_string()
}

#[test]
fn forms_of_a_pdf_that_draw_themselves_are_refused_and_those_that_share_resources_are_not() {
    let form = |content: &str| stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", content.as_bytes());
    let told = why_not(&page_that_draws(stream("", b"/X Do"), form("/X Do")));
    assert!(told.contains("page 1 has forms nested more than 20 deep"), "{told}");
    // It has the page's resources, in which it stands itself, but does not draw itself.
    let told = why_not(&page_that_draws(stream("", b"/X Do"), form("0 0 m")));
    assert!(told.contains("images without text"), "{told}");
    let fan = "/X Do ".repeat(200_000);
    let told = why_not(&page_that_draws(stream("", fan.as_bytes()), form("0 0 m")));
    assert!(told.contains("draws more forms than can be read"), "{told}");
}

#[test]
fn what_the_streams_of_a_pdf_hold_is_known_before_they_are_unpacked() {
    let blanks = packed(&vec![b' '; 300 << 20]);
    let none = || stream("", b"");
    for (filter, content) in [
        ("/Filter/FlateDecode", blanks.clone()),
        ("/Filter/FlateDecode", [&[0, 0], &blanks[2..]].concat()),
        ("/Filter[/FlateDecode/FlateDecode]", packed(&blanks)),
        ("/Filter[/FlateDecode/LZWDecode]", packed(&vec![7; 1 << 20])),
    ] {
        let told = why_not(&page_that_draws(stream(filter, &content), none()));
        assert!(told.contains("more than 256 MiB") || told.contains("too large to unpack"), "{filter}: {told}");
    }
    // A picture is not unpacked at all, even where a page names it as its contents.
    let picture = stream("/Subtype/Image/Filter/FlateDecode", &blanks);
    assert!(why_not(&page_that_draws(picture, none())).contains("images without text"));
}

#[test]
fn pages_of_a_pdf_under_themselves_are_refused() {
    let file = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>".to_vec(),
        stream("", b"0 0 m"),
    ]);
    assert!(why_not(&file).contains("or contains itself"), "{}", why_not(&file));
}
