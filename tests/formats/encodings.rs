//! How bytes become text, in every format: one damaged byte stays one, is told with its place, and changes nothing else;
//! references to characters are what they mean.

use std::collections::BTreeMap;

use sayso::{
    import::{
        Imported,
        annotations::{self, File, Found},
        articles,
    },
    store::read_project,
};

use super::exchange::zipped;
use crate::cli::sayso;

/// A text of several alphabets, and what becomes of it when one byte is damaged.
const TEXT: &str = "Größe und Maß, naïve élite: Москва, 北京 🙂";

/// The text in UTF-8 with a byte of windows-1252 at its end.
fn damaged() -> Vec<u8> {
    [TEXT.as_bytes(), b" caf\xE9."].concat()
}

/// Some bytes with the damaged text in the place of `@`.
fn with_damage(around: &str) -> Vec<u8> {
    let (before, after) = around.split_once('@').unwrap();
    [before.as_bytes(), &damaged(), after.as_bytes()].concat()
}

#[track_caller]
fn one_article(name: &str, bytes: &[u8]) -> Imported {
    let mut read = articles(name, bytes, None).unwrap_or_else(|why| panic!("{name}: {why}"));
    read.remove(0)
}

#[track_caller]
fn check(name: &str, article: &Imported, place: &str) {
    let text = article.text.as_str();
    assert!(text.contains(&format!("{TEXT} caf\u{FFFD}.")), "{name}: {text}");
    assert_eq!(text.matches('\u{FFFD}').count(), 1, "{name}");
    let told = article.warnings.join("\n");
    assert!(told.contains("1 byte sequence is not valid UTF-8") && told.contains("(0xE9)"), "{name}: {told}");
    assert!(told.contains(place), "{name}: {told}");
    assert!(article.source.steps.iter().any(|step| step == "invalid bytes replaced"), "{name}");
}

#[test]
fn a_damaged_byte_stays_one_in_every_format_of_articles() {
    let page = "<html><head><meta charset=utf-8><title>News</title></head><body><article><h1>News</h1>\n<p>The mayor of the \
                town said on Monday that the bridge would be closed for at least two weeks, and nobody knew.</p><p>@</p>\
                </article></body></html>";
    let xhtml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", page.replace("<meta charset=utf-8>", ""));
    let late = page.replace("<meta charset=utf-8>", &format!("<!-- {} --><meta charset=utf-8>", "long ".repeat(3_000)));
    let rss = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Daily</title><item><title>One</title>\
               <description>@</description></item></channel></rss>";
    let mail = "From: Ann\nSubject: News\nContent-Type: text/plain; charset=utf-8\n\n@\n";
    for (name, around, place) in [
        ("a.txt", "Title\n\n@\n", "line 3, byte"),
        ("a.md", "# Title\r\n\r\n@\r\n", "line 3, byte"),
        ("a.html", page, "line 2, byte"),
        ("b.html", &late, "line 2, byte"),
        ("a.xhtml", &xhtml, "line 3, byte"),
        ("a.rss", rss, "line 2, byte"),
        ("a.csv", "title,text\nOne,\"@\"\n", "line 2, byte"),
        ("a.eml", mail, "line 5, byte"),
    ] {
        check(name, &one_article(name, &with_damage(around)), place);
    }
    for (name, members, part) in [
        (
            "a.epub",
            vec![
                ("META-INF/container.xml", r#"<container><rootfile full-path="a.opf"/></container>"#),
                (
                    "a.opf",
                    r#"<package><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>"#,
                ),
                ("c.xhtml", "<html><body>\n<p>@</p></body></html>"),
            ],
            "c.xhtml: ",
        ),
        (
            "a.docx",
            vec![("word/document.xml", "<document><body><p><r><t>@</t></r></p></body></document>")],
            "word/document.xml: ",
        ),
        ("a.odt", vec![("content.xml", "<d><body><text><p>@</p></text></body></d>")], "content.xml: "),
    ] {
        let members: Vec<(&str, Vec<u8>)> = members
            .into_iter()
            .map(|(name, text)| (name, if text.contains('@') { with_damage(text) } else { text.into() }))
            .collect();
        let members: Vec<(&str, &[u8])> = members.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        check(name, &one_article(name, &zipped(&members)), part);
    }
    let page = with_damage(page);
    let answer =
        [&b"HTTP/1.1 200 OK\r\nServer: caf\xE9\r\nContent-Type: text/html; charset=\"utf-8\"; x=y\r\n\r\n"[..], &page]
            .concat();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.org/\r\nContent-Length: {}\r\n\r\n",
        answer.len()
    );
    check("a.warc", &one_article("a.warc", &[head.as_bytes(), &answer, b"\r\n\r\n"].concat()), "line 2, byte");
    let mhtml = [&b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n"[..], &page, b"\n--b--\n"].concat();
    check("a.mhtml", &one_article("a.mhtml", &mhtml), "line 2, byte");
}

#[test]
fn mails_are_read_in_the_encodings_of_their_parts_and_their_headers_too() {
    let (cyrillic, ..) = encoding_rs::KOI8_R.encode("Переговоры прошли в Москве, сообщил министр.");
    let mail =
        [&b"From: a@b.org\nSubject: "[..], &cyrillic, b"\nContent-Type: text/plain; charset=koi8-r\n\n", &cyrillic]
            .concat();
    let read = one_article("a.eml", &mail);
    assert_eq!(read.facts.title, "Переговоры прошли в Москве, сообщил министр.");
    assert_eq!((read.text.as_str(), read.source.encoding.as_str()), (read.facts.title.as_str(), "KOI8-R"));
    assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    let packed = "From: a@b.org\nSubject: s\nContent-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: \
                  quoted-printable\n\nGr=C3=B6=C3=9Fe\nund Ma=C3=9F\n";
    let read = one_article("a.eml", packed.as_bytes());
    assert_eq!(read.text.as_str(), "s\n\nGröße\nund Maß");
    assert!(read.warnings[0].contains("Read as UTF-8: the file declares windows-1252"), "{:?}", read.warnings);
    let seven = "From: a@b.org\nSubject: s\nContent-Type: text/plain; charset=utf-7\n\nGr+APYA3w-e\n";
    assert_eq!(one_article("a.eml", seven.as_bytes()).text.as_str(), "s\n\nGröße");
}

#[track_caller]
fn found(files: &[(&str, Vec<u8>)], name: &str) -> (Found, String) {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.clone())).collect();
    let file = File { name, bytes: &files[name], beside: &files };
    let format = annotations::format_of(&file).unwrap_or_else(|| panic!("{name}: no format"));
    let found = annotations::read(format, &file).unwrap_or_else(|why| panic!("{name}: {why}"));
    let told = found.problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    (found, told)
}

const TEI: &str = "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text><body><p>@</p></body></text></TEI>";
const GATE: &str = "<GateDocument><TextWithNodes><Node id=\"0\"/>@<Node id=\"1\"/></TextWithNodes></GateDocument>";
const XMI: &str = "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\">\
                   <cas:Sofa xmi:id=\"1\" sofaString=\"@\"/></xmi:XMI>";
const QDE: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Project xmlns=\"urn:QDA-XML:project:1.0\"><Sources><TextSource \
                   guid=\"1\" name=\"@\"><PlainTextContent>@</PlainTextContent></TextSource></Sources></Project>";

#[test]
fn a_damaged_byte_stays_one_in_every_format_of_annotations() {
    let sources = |path: &str| {
        QDE.replacen('@', "s", 1)
            .replace("<PlainTextContent>@</PlainTextContent>", "")
            .replace("name=", &format!("plainTextPath=\"{path}\" name="))
    };
    let qde = zipped(&[("project.qde", sources("internal://s.txt").as_bytes()), ("sources/s.txt", &damaged())]);
    for (name, files, place) in [
        ("a.ann", vec![("a.ann", b"T1\tX 0 5\tGr\xC3\xB6\xC3\x9Fe\n".to_vec()), ("a.txt", damaged())], "a.txt: 1 byte"),
        ("a.ann", vec![("a.ann", with_damage("#1\tAnnotatorNotes T1\t@\n")), ("a.txt", TEXT.into())], "a.ann: 1 byte"),
        ("a.conll", vec![("a.conll", b"Gr\xC3\xB6\xC3\x9Fe O\ncaf\xE9 O\n".to_vec())], "line 2, byte 13"),
        ("a.jsonl", vec![("a.jsonl", with_damage("{\"text\":\"@\",\"label\":[[0,5,\"X\"]]}\n"))], "a.jsonl: 1 byte"),
        ("a.xml", vec![("a.xml", with_damage(TEI))], "a.xml: 1 byte"),
        ("a.xml", vec![("a.xml", with_damage(GATE))], "a.xml: 1 byte"),
        ("a.xmi", vec![("a.xmi", with_damage(XMI))], "a.xmi: 1 byte"),
        ("a.qdpx", vec![("a.qdpx", qde)], "internal://s.txt: 1 byte"),
        ("a.csv", vec![("a.csv", with_damage("tag,words\nX,@\n"))], "a.csv: 1 byte"),
    ] {
        let (found, told) = found(&files, name);
        assert!(told.contains(place) && told.contains("(0xE9)"), "{name}: {told}");
        let texts: Vec<&str> = found.articles.iter().filter_map(|article| article.text.as_deref()).collect();
        let has_text = texts.iter().any(|text| text.contains(TEXT) || text.contains("Größe caf\u{FFFD}"));
        assert!(has_text || texts.is_empty(), "{name}: {texts:?}");
    }
}

/// A pair, a pair in decimals, half a pair, and a character that XML does not allow; what they are.
const REFERENCES: &str = "One &#xd83d;&#xde00; two &#55357;&#56832; half &#xd83d; none &#x1; end &amp;";
const READ: &str = "One 😀 two 😀 half \u{FFFD} none \u{FFFD} end &";

#[test]
fn references_to_characters_are_what_they_mean_in_every_reader_of_xml() {
    let with = |around: &str| around.replace('@', REFERENCES);
    let told_of = |told: &str| {
        told.contains("2 invalid character references") && told.contains("(&#xd83d;)") && told.contains("(&#x1;)")
    };
    let strings = with(
        "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>text</t></si><si><t>@</t></si></sst>",
    );
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let book = [
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        (
            "_rels/.rels".to_owned(),
            format!("<Relationships><Relationship Id=\"r0\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ),
        (
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns:r=\"{relation}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                "<Relationships><Relationship Id=\"r1\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
                 <Relationship Id=\"r2\" Type=\"{relation}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml".to_owned(),
            "<worksheet><dimension ref=\"A1:A2\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c></row></sheetData></worksheet>".to_owned(),
        ),
        ("xl/sharedStrings.xml".to_owned(), strings),
    ];
    let book: Vec<(&str, &[u8])> = book.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let docx = with("<document><body><p><r><t>@</t></r></p></body></document>");
    let odt = with("<d><body><text><p>@</p></text></body></d>");
    let rss = with(
        "<rss version=\"2.0\"><channel><title>D</title><item><title>One</title><description>@</description></item></channel></rss>",
    );
    let odd = with("<news><item><title>One</title><content>@</content></item></news>");
    for (name, bytes) in [
        ("a.docx", zipped(&[("word/document.xml", docx.as_bytes())])),
        ("a.odt", zipped(&[("content.xml", odt.as_bytes())])),
        ("a.rss", rss.into_bytes()),
        ("a.xml", odd.into_bytes()),
        ("a.xlsx", zipped(&book)),
    ] {
        let read = one_article(name, &bytes);
        assert!(read.text.as_str().contains(READ), "{name}: {:?}", read.text.as_str());
        assert!(told_of(&read.warnings.join("\n")), "{name}: {:?}", read.warnings);
    }
    for (name, around) in [("a.xml", TEI), ("a.xml", GATE), ("a.xmi", XMI)] {
        let (found, told) = found(&[(name, with(around).into_bytes())], name);
        assert_eq!(found.articles[0].text.as_deref().map(str::trim_end), Some(READ), "{around}");
        assert!(told_of(&told), "{around}: {told}");
    }
    // In UTF-16, marked or not, XML is known for what it is.
    let wide =
        |mark: &str| format!("{mark}{}", TEI.replace('@', TEXT)).encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [wide("\u{FEFF}"), wide("")] {
        let (found, told) = found(&[("a.xml", bytes)], "a.xml");
        assert_eq!((found.articles[0].text.as_deref().map(str::trim_end), told.as_str()), (Some(TEXT), ""));
    }
    let (read, told) = found(&[("a.qdpx", zipped(&[("project.qde", with(QDE).as_bytes())]))], "a.qdpx");
    assert_eq!((read.articles[0].text.as_deref(), read.articles[0].facts.title.as_str()), (Some(READ), READ));
    assert!(told.contains("4 invalid character references"), "{told}");
    let codes = "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"><Codes><Code guid=\"1\" name=\"&#xd83d;&#xde00;\"/></Codes></CodeBook>";
    assert_eq!(found(&[("a.qdc", codes.into())], "a.qdc").0.codebook.tags[0].name, "😀");
    let config = "<View><Labels><Label value=\"&#55357;&#56832;\"/></Labels><Text name=\"t\" value=\"$text\"/></View>";
    let tasks = r#"[{"data":{"text":"so"},"annotations":[{"result":[]}]}]"#;
    let (read, told) = found(&[("tasks.json", tasks.into()), ("config.xml", config.into())], "tasks.json");
    assert!(read.codebook.tags.iter().any(|tag| tag.name == "😀"), "{told}");
}

#[test]
fn pages_and_what_lies_in_feeds_as_a_page_join_pairs_too() {
    let pair = "A smile &#xD83D;&#xDE00; and &#55357;&#56832; so.";
    let rss = format!(
        "<rss version=\"2.0\"><channel><title>D</title><item><title>One</title><description><![CDATA[<p>{pair}</p>]]>\
         </description></item></channel></rss>"
    );
    let chapter = format!("<html><body><p>{pair}</p></body></html>");
    let book = zipped(&[
        ("META-INF/container.xml", br#"<container><rootfile full-path="a.opf"/></container>"#),
        (
            "a.opf",
            br#"<package><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>"#,
        ),
        ("c.xhtml", chapter.as_bytes()),
    ]);
    for (name, bytes) in [("a.rss", rss.into_bytes()), ("a.epub", book)] {
        let read = one_article(name, &bytes);
        assert!(read.text.as_str().ends_with("A smile 😀 and 😀 so."), "{name}: {:?}", read.text.as_str());
        assert!(read.warnings.is_empty(), "{name}: {:?}", read.warnings);
    }
}

#[test]
fn what_a_feed_holds_is_told_with_its_entry() {
    let entry = |title: &str, words: &str| {
        format!("<item><title>{title}</title><description><![CDATA[{words}]]></description></item>")
    };
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>D</title>{}{}{}</channel></rss>",
        entry("One", "fine"),
        entry("Two", "half &#xd83d; so"),
        entry("Three", "@")
    );
    let read = articles("a.rss", &with_damage(&feed), None).unwrap();
    let texts: Vec<&str> = read.iter().map(|article| article.text.as_str()).collect();
    assert_eq!(texts, ["One\n\nfine", "Two\n\nhalf \u{FFFD} so", &format!("Three\n\n{TEXT} caf\u{FFFD}.")]);
    let told: Vec<String> = read.iter().map(|article| article.warnings.join("\n")).collect();
    assert!(told[0].is_empty() && told[1].contains("“Two”: 1 invalid character reference was"), "{told:?}");
    assert!(told.concat().matches("1 byte sequence").count() == 1, "{told:?}");
}

#[test]
fn half_a_pair_in_json_does_not_make_it_unreadable() {
    let line = "{\"text\":\"Gr\\u00f6\\u00dfe \\ud83d\\ude00 cut \\ud83d\",\"label\":[[0,5,\"X\"]]}\n";
    let (found, told) = found(&[("a.jsonl", line.into())], "a.jsonl");
    assert_eq!(found.articles[0].text.as_deref(), Some("Größe 😀 cut \u{FFFD}"));
    assert!(told.contains("1 invalid character reference was replaced") && told.contains("(\\ud83d)"), "{told}");
}

#[test]
fn the_command_line_tells_of_damage_ends_with_1_and_writes_the_article() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(path("a.txt"), with_damage("Title\n@\n")).unwrap();
    let (code, _, told) = sayso(&["import", &path("a.txt"), "-o", &path("a.sayso")]);
    assert_eq!(code, 1, "{told}");
    let byte = 6 + TEXT.len() + 4;
    assert!(told.contains("a.txt: 1 byte sequence is not valid UTF-8"), "{told}");
    assert!(told.contains(&format!("line 2, byte {byte} (0xE9)")), "{told}");
    let project = read_project(&std::fs::read(path("a.sayso")).unwrap()).unwrap().project;
    assert!(project.articles.values().next().unwrap().text.as_str().contains(TEXT));
    // Chosen, the encoding holds for marks and their text as well.
    let (text, ..) = encoding_rs::KOI8_R.encode("Москва слезам не верит");
    std::fs::write(path("b.txt"), &text).unwrap();
    std::fs::write(path("b.ann"), [b"T1\tPlace 0 6\t", &text[..6], b"\n"].concat()).unwrap();
    let (_, _, told) = sayso(&["import", &path("b.ann"), "-o", &path("b.sayso"), "--encoding", "koi8-r"]);
    let project = read_project(&std::fs::read(path("b.sayso")).unwrap()).unwrap().project;
    let article = project.articles.values().next().unwrap();
    assert_eq!(article.text.as_str(), "Москва слезам не верит", "{told}");
    assert_eq!(article.words_of(article.spans.iter().next().unwrap()), "Москва");
}
