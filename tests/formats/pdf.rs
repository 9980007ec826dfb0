//! Articles of PDFs: in ten scripts, by many writers, damaged, without text, and larger than they look.

use sayso::{
    import::{Imported, articles},
    model::{Run, RunKind},
};

use crate::cli::sayso;

fn read(path: &str) -> Result<Vec<Imported>, String> {
    let bytes = std::fs::read(format!("tests/data/{path}")).unwrap();
    articles(path.rsplit('/').next().unwrap(), &bytes, None).map_err(|error| error.to_string())
}

fn text(path: &str) -> String {
    read(path).unwrap()[0].text.as_str().to_owned()
}

/// The pages of an article, with the byte at which each begins.
fn pages(article: &Imported) -> Vec<(String, usize)> {
    let page = |run: &Run| {
        if let RunKind::Page(number) = &run.kind { Some((number.clone(), run.at.start.index())) } else { None }
    };
    article.structure.iter().filter_map(page).collect()
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
    let second = turned.text.as_str().find("This is my second").unwrap();
    assert_eq!(pages(turned), [("1".to_owned(), 0), ("2".to_owned(), second)]);
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
    let pages = pages(article);
    assert_eq!((pages.len(), pages[0].1), (2, 0));
    let headings = article.structure.iter().filter(|run| matches!(run.kind, RunKind::Heading(_)));
    let headings: Vec<&str> = headings.map(|run| article.text.get(run.at).unwrap()).collect();
    assert_eq!(headings, [paragraphs[0]]);
}

#[test]
fn a_pdf_that_cannot_be_read_says_why() {
    assert!(read("pdf/protected.pdf").unwrap_err().contains("password-protected"));
    assert!(read("pdf/no-text.pdf").unwrap_err().contains("text recognition (OCR)"));
    let whole = std::fs::read("tests/data/pdf/two-columns.pdf").unwrap();
    let error = articles("cut.pdf", &whole[..whole.len() / 2], None).unwrap_err().to_string();
    assert!(error.contains("damaged or incomplete"), "{error}");
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
    assert!(told.contains("pages are blank"), "{told}");
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
        ("/Filter[/FlateDecode/RunLengthDecode]", packed(&[129, b' '].repeat(3 << 20))),
        ("/Filter/RunLengthDecode", [129, b' '].repeat(3 << 20)),
    ] {
        let told = why_not(&page_that_draws(stream(filter, &content), none()));
        assert!(told.contains("more than 256 MiB"), "{filter}: {told}");
    }
    // A picture is not unpacked at all, even where a page names it as its contents.
    let picture = stream("/Subtype/Image/Filter/FlateDecode", &blanks);
    assert!(why_not(&page_that_draws(picture, none())).contains("images without text"));
    // The file's own tables are unpacked as it is opened.
    let table = stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &packed(&vec![b' '; 300 << 20]));
    let told = why_not(&page_that_draws(none(), table));
    assert!(told.contains("more than 256 MiB"), "{told}");
}

#[test]
fn pages_of_a_pdf_under_themselves_are_read_once() {
    let file = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[2 0 R 3 0 R 3 0 R]/Count 3/Parent 2 0 R>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_vec(),
        stream("", b"BT /F 12 Tf 9 9 Td (Once) Tj ET"),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec(),
    ]);
    assert_eq!(articles("a.pdf", &file, None).unwrap()[0].text.as_str(), "Once");
}

/// Each file of the folder is named after the text that it shows, which lies beside it, and after its writer.
#[test]
fn texts_of_ten_scripts_come_back_as_they_were_written() {
    let mut count = 0;
    for entry in std::fs::read_dir("tests/data/pdf-scripts").unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(stem) = name.strip_suffix(".pdf") else { continue };
        let written = format!("tests/data/pdf-scripts/{}.txt", stem.split('.').next().unwrap());
        let written = std::fs::read_to_string(written).unwrap().trim_end().replace('\n', "\n\n");
        let article = &read(&format!("pdf-scripts/{name}")).unwrap()[0];
        assert_eq!(article.text.as_str(), written, "{name}");
        // A date in the text may be read in two ways; that is no matter of the file.
        let mut warnings = article.warnings.iter().filter(|warning| !warning.starts_with("The date "));
        assert_eq!(warnings.next(), None, "{name}");
        count += 1;
    }
    assert!(count >= 20, "{count} files");
}

/// Libraries write to the log what only their makers understand.
#[test]
fn what_libraries_log_does_not_reach_people() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new.sayso");
    let (code, _, told) = sayso(&["import", "tests/data/pdf-scripts", "-o", out.to_str().unwrap()]);
    assert!(code < 2, "{told}");
    let is_log = |line: &&str| ["WARN", "ERROR", "INFO"].iter().any(|level| line.contains(level));
    assert_eq!(told.lines().find(is_log), None);
}

/// What mailers, servers and broken writers do to a file: other readers read these too.
#[test]
fn a_pdf_with_damaged_tables_is_read() {
    let whole = std::fs::read("tests/data/pdf-scripts/latin.libreoffice.pdf").unwrap();
    let written = text("pdf-scripts/latin.libreoffice.pdf");
    let replaced = |from: &[u8], to: &[u8]| {
        let at = whole.windows(from.len()).rposition(|part| part == from).unwrap();
        [&whole[..at], to, &whole[at + from.len()..]].concat()
    };
    let table = whole.windows(5).rposition(|part| part == b"\nxref").unwrap();
    for (what, file) in [
        ("a wrong place of the table", replaced(b"startxref\n", b"startxref\n1")),
        ("wrong places of objects", replaced(b"00000 n \n", b"00007 n \n")),
        ("no endobj", replaced(b"endobj", b"")),
        ("bytes before the head", [b"HTTP/1.1 200 OK\r\n\r\n", whole.as_slice()].concat()),
        ("bytes after the end", [whole.as_slice(), &b"<!-- served -->\n".repeat(200)].concat()),
        ("no table", whole[..table].to_vec()),
    ] {
        let article = &articles("a.pdf", &file, None).unwrap_or_else(|error| panic!("{what}: {error}"))[0];
        assert_eq!(article.text.as_str(), written, "{what}");
        let is_incomplete = article.warnings.iter().any(|warning| warning.contains("incomplete"));
        assert_eq!(is_incomplete, what == "no table", "{what}: {:?}", article.warnings);
    }
}

/// A page with these contents and fonts; `F` is Helvetica, and `G` is Helvetica with a mapping of its own.
fn page(contents: &str, mapping: &str) -> String {
    let fonts = "/Font<</F 5 0 R/G 6 0 R>>/Properties<</P<</ActualText(named)>>>>";
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<{fonts}>>>>");
    let mapping = format!("begincmap 1 begincodespacerange <00> <FF> endcodespacerange {mapping} endcmap");
    let file = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.into(),
        stream("", contents.as_bytes()),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 7 0 R>>".to_vec(),
        stream("", mapping.as_bytes()),
    ]);
    articles("a.pdf", &file, None).map_or_else(|error| error.to_string(), |read| read[0].text.as_str().to_owned())
}

#[test]
fn letters_that_are_spaced_out_are_words_again() {
    // By a gap after each letter, by places, and where blanks are gaps only.
    let apart = |words: &str, gap: u32, blank: u32| {
        let letters = words.chars().map(|c| if c == ' ' { format!("-{blank} ") } else { format!("({c})-{gap} ") });
        letters.collect::<String>()
    };
    let words = "A grasshopper sat on the meadow";
    for (contents, wanted) in [
        (format!("3 Tc ({words}) Tj"), words),
        ("4 Tc (NEWS) Tj".to_owned(), "NEWS"),
        (format!("[{}] TJ", apart(words, 300, 600)), words),
        (format!("[{}] TJ", apart(words, 0, 300)), words),
        (format!("[{}] TJ", apart("1 2 3", 0, 300)), "1 2 3"),
        ("[(Two) -300 (words)] TJ".to_owned(), "Two words"),
    ] {
        assert_eq!(page(&format!("BT /F 12 Tf 50 700 Td {contents} ET"), ""), wanted, "{contents}");
    }
}

#[test]
fn what_a_file_says_that_its_signs_stand_for_is_taken() {
    let shown = |contents: &str| {
        page(&format!("BT /G 12 Tf 50 700 Td {contents} ET"), "2 beginbfchar <42> <0915094D0937> <43> <0000> endbfchar")
    };
    for (contents, wanted) in [
        // By the font, for a cluster of several characters; and not by a font that says nothing.
        ("(aBz) Tj", "aक्षz"),
        ("(aCz) Tj", "aCz"),
        // By the page.
        ("/Span<</ActualText<FEFF0915093F>>>BDC (xy) Tj EMC (z) Tj", "किz"),
        ("/Span/P BDC (xy) Tj EMC ( z) Tj", "named z"),
        ("(a) Tj /Span<</ActualText()>>BDC (xy) Tj EMC (z) Tj", "a z"),
        ("/Span<</ActualText(one)>>BDC /Span<</ActualText(two)>>BDC (x) Tj EMC (y) Tj EMC", "one"),
        ("/P<</MCID 0>>BDC (x) Tj /Span<</ActualText(y\\0\\001)>>BDC (a) Tj", "xy"),
        // TeX prints an accent and then the letter below it.
        ("(caf) Tj [(\\264) 333] TJ (e) Tj", "café"),
        // Printed twice to look bold.
        ("(twice) Tj 0.3 0 Td (twice) Tj", "twice"),
    ] {
        assert_eq!(shown(contents), wanted, "{contents}");
    }
}

/// Chromium and others give the text of a cluster to its first glyph, and none to the others, wherever they stand.
#[test]
fn glyphs_that_stand_for_nothing_by_themselves_leave_no_gap() {
    let mapping = "begincmap 3 beginbfchar <0001> <0915094D> <0002> <0000> <0003> <> <0004> <0937> endbfchar endcmap";
    let font = "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2/DW 500>>]/ToUnicode 6 0 R>>";
    let file = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_vec(),
        stream("", b"BT /F 12 Tf 9 9 Td <000300010002000400010004> Tj ET"),
        font.into(),
        stream("", mapping.as_bytes()),
    ]);
    assert_eq!(articles("a.pdf", &file, None).unwrap()[0].text.as_str(), "क्षक्ष");
}

#[test]
fn a_pdf_without_text_says_what_it_holds_instead() {
    let told = |contents: &str| page(contents, "");
    assert!(told("BI /W 1/H 1/BPC 8/CS/G ID a EI").contains("images without text"));
    assert!(told("0 0 m 9 9 l S").contains("drawings without text"));
    assert!(told("").contains("pages are blank"));
    let font = "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 65/LastChar 66/Widths[9 9]\
                /Encoding<</Differences[65/a1/a2]>>/CharProcs<</a1 4 0 R/a2 4 0 R>>>>";
    let file = pdf(&[
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_vec(),
        stream("", b"BT /F 12 Tf 9 9 Td (ABAB) Tj ET"),
        font.into(),
    ]);
    assert!(why_not(&file).contains("don't say which characters"), "{}", why_not(&file));
}

/// Numbers that a reader would store one by one.
#[test]
fn fonts_with_absurd_numbers_take_no_memory() {
    let font = |numbers: &str| format!("<</Type/Font/BaseFont/Helvetica{numbers}>>").into_bytes();
    for numbers in [
        "/Subtype/Type1/FirstChar 9999999999/LastChar 9999999999/Widths[1]",
        "/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</Subtype/CIDFontType2/W[0 4294967295 500]>>]",
    ] {
        let file = pdf(&[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_vec(),
            stream("", b"BT /F 12 Tf 9 9 Td (word) Tj ET"),
            font(numbers),
        ]);
        assert!(articles("a.pdf", &file, None).is_ok_and(|read| read[0].text.as_str() == "word"), "{numbers}");
    }
}
