//! Articles from real files that other programs made.

use std::{collections::BTreeMap, io::Write, path::Path};

use sayso::{
    import::{Imported, articles},
    store::read_project,
};

use crate::cli::sayso;

fn article(name: &str, bytes: &[u8]) -> Result<Imported, String> {
    articles(name, bytes, None).map(|mut all| all.remove(0)).map_err(|error| error.to_string())
}

fn from_file(path: &str) -> Imported {
    let bytes = std::fs::read(Path::new("tests/data").join(path)).unwrap();
    article(path.rsplit('/').next().unwrap(), &bytes).unwrap()
}

fn words(text: &str) -> BTreeMap<&str, usize> {
    let mut words = BTreeMap::new();
    for word in text.split_whitespace() {
        *words.entry(word).or_default() += 1;
    }
    words
}

/// How alike two texts are as bags of words (F1 of precision and recall), from 0 to 1.
fn likeness(one: &str, other: &str) -> f64 {
    let (one, other) = (words(one), words(other));
    let common: usize = one.iter().map(|(word, count)| *count.min(other.get(word).unwrap_or(&0))).sum();
    let all: usize = one.values().chain(other.values()).sum();
    2.0 * common as f64 / all.max(1) as f64
}

/// The words of a page without its tags; enough for the small pages here.
fn without_tags(page: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in page.chars() {
        match character {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            other if !inside => text.push(other),
            _ => {}
        }
    }
    text.replace("&#xa0;", " ").replace("&amp;", "&").replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">")
}

#[test]
fn pages_give_the_article_that_a_browser_would_show_for_reading() {
    let folder = Path::new("tests/data/html");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let file = |name: &str| std::fs::read(entry.join(name)).unwrap();
        let metadata: serde_json::Value = serde_json::from_slice(&file("expected-metadata.json")).unwrap();
        let imported = article("source.html", &file("source.html")).unwrap();
        let expected = without_tags(&String::from_utf8(file("expected.html")).unwrap());
        let body = imported.text.as_str().strip_prefix(&imported.facts.title).unwrap_or(imported.text.as_str());
        // A page whose headline is its first line keeps it in the body.
        let likeness = likeness(body, &expected).max(likeness(imported.text.as_str(), &expected));
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        assert!(likeness >= 0.95, "{name}: {likeness}");
        if let Some(title) = metadata["title"].as_str().filter(|title| !title.is_empty()) {
            assert_eq!(imported.facts.title, title, "{name}");
        }
        if let Some(author) = metadata["byline"].as_str() {
            assert_eq!(imported.facts.author, author, "{name}");
        }
        assert!(imported.source.steps[0].starts_with("read by dom_smoothie 0."), "{name}");
        read += 1;
    }
    assert_eq!(read, 10);
}

#[test]
fn a_page_without_an_article_and_a_cut_page_say_so() {
    for page in [&b"<html><body></body></html>"[..], b"<html", b"\0\0\0"] {
        assert!(article("a.html", page).is_err());
    }
}

#[test]
fn word_documents_give_text_footnotes_and_comments() {
    assert_eq!(from_file("docx/single-paragraph.docx").text.as_str(), "Walking on imported air");
    let table = from_file("docx/tables.docx");
    assert_eq!(table.text.as_str(), "Above\n\nTop left\n\nTop right\n\nBottom left\n\nBottom right\n\nBelow");
    // The day on which the file was made says nothing of publication.
    assert_eq!((table.facts.author.as_str(), table.facts.published.as_str()), ("Michael Williamson", ""));
    let notes = from_file("docx/footnotes.docx");
    assert_eq!(notes.text.as_str(), "Ouch.\n\nA tachyon walks into a bar.\n\nFin.");
    assert_eq!(
        notes.source.steps,
        [concat!("read by Sayso ", env!("CARGO_PKG_VERSION")), "footnotes moved to the end"]
    );
    let commented = from_file("docx/comments.docx");
    let comments: Vec<(&str, &str, &str)> = commented
        .comments
        .iter()
        .map(|comment| (commented.text.get(comment.at).unwrap(), comment.words.as_str(), comment.author.as_str()))
        .collect();
    // The second comment stands at a place and not on words, so it is about its paragraph.
    let expected =
        [("Ouch", "A tachyon walks into a bar.", "Michael Williamson"), ("Ouch.", "Fin.", "Michael Williamson")];
    assert_eq!(comments, expected);
}

#[test]
fn comments_of_a_document_become_marks_with_their_author_and_time() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new.sayso");
    let (code, _, err) = sayso(&["import", "tests/data/docx/comments.docx", "-o", out.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    let loaded = read_project(&std::fs::read(out).unwrap()).unwrap();
    assert_eq!(loaded.problems, []);
    let project = loaded.project;
    let article = project.articles.values().next().unwrap();
    let marks: Vec<(String, &str, String, String)> = article
        .spans
        .in_text_order()
        .map(|span| (article.words_of(span), span.note.as_str(), project.coder_name(span.by), span.made.to_string()))
        .collect();
    assert_eq!(marks.len(), 2);
    let ouch = marks.iter().find(|mark| mark.0 == "Ouch").unwrap();
    assert_eq!(
        (ouch.1, ouch.2.as_str(), ouch.3.as_str()),
        ("A tachyon walks into a bar.", "Michael Williamson", "2016-07-03T15:10:00Z")
    );
}

#[test]
fn documents_of_libreoffice_give_text_and_comments() {
    let content = r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:dc="d">
<office:body><office:text><text:sequence-decls/><text:h>A headline</text:h>
<text:p>He<text:s text:c="2"/>said
<office:annotation office:name="1"><dc:creator>Ada</dc:creator><dc:date>2022-03-06T10:00:00.5</dc:date><text:p>Who?</text:p></office:annotation>so<text:span> much</text:span><office:annotation-end office:name="1"/>.<text:line-break/>End</text:p></office:text></office:body></office:document-content>"#;
    let read = article("a.odt", &zipped(&[("content.xml", content)])).unwrap();
    assert_eq!(read.text.as_str(), "A headline\n\nHe  said so much.\nEnd");
    assert_eq!(read.facts.title, "A headline");
    let [comment] = read.comments.as_slice() else { panic!("{:?}", read.comments) };
    assert_eq!((read.text.get(comment.at).unwrap(), comment.words.as_str()), ("so much", "Who?"));
    assert_eq!(comment.made.unwrap().to_string(), "2022-03-06T10:00:00Z");
}

/// A ZIP archive of these members.
fn zipped(members: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn mails_give_subject_sender_day_and_text() {
    for name in ["eml/legacy-003.eml", "eml/legacy-025.eml"] {
        let mail = from_file(name);
        assert_eq!(mail.facts.title, "Die Hasen und die Frösche", "{name}");
        assert_eq!((mail.facts.author.as_str(), mail.facts.published.as_str()), ("Doug Sauder", "2000-05-19"));
        assert!(
            mail.text.as_str().contains("\n\nDie Hasen klagten einst über ihre mißliche Lage"),
            "{}",
            mail.text.as_str()
        );
    }
}

#[test]
fn a_page_saved_as_one_file_is_read_in_the_encoding_that_it_states() {
    let page = from_file("mhtml/A_KAE.mhtml");
    assert_eq!(page.facts.title, "A/KAE - Ausführungsanordnung zur Konzessionsabgabenanordnung");
    assert_eq!(page.facts.address, "https://www.gesetze-im-internet.de/kaeaano/BJNR507500943.html");
    let expected = std::fs::read_to_string("tests/data/mhtml/A_KAE.expected.txt").unwrap();
    let body = page.text.as_str().strip_prefix(&page.facts.title).unwrap();
    let likeness = likeness(body, &expected);
    assert!(likeness >= 0.9, "{likeness}");
}

#[test]
fn each_entry_of_a_feed_is_an_article() {
    let entry = from_file("rss/rss_0.91_encoding_1.xml");
    assert_eq!(entry.text.as_str(), "bash - Expansão de Parâmetros");
    assert_eq!(entry.facts.outlet, "Dicas-L: Dicas técnicas de Linux e Software Livre");
    let loose = from_file("rss/xml_iso8859.xml");
    assert_eq!(
        loose.text.as_str(),
        "Digitalministerium: Neue Glasfaserförderung mit Schnellkasse\n\n\
         Ab April soll es wieder Förderung für den Ausbau von Glasfaser geben."
    );
    assert_eq!(loose.source.encoding, "windows-1252", "which is what browsers take ISO-8859-1 for");
    assert!(article("a.xml", b"<a><b>no items</b></a>").unwrap_err().contains("neither a feed nor in a supported"));
    let feed = "<rss version=\"2.0\"><channel><title>Daily</title><item><title>One</title><description>&lt;p&gt;First.&lt;/p&gt;&lt;p&gt;Second.&lt;/p&gt;</description><pubDate>Sun, 06 Mar 2022 10:00:00 GMT</pubDate><link>http://x.org/1</link></item><item><title>Two</title></item></channel></rss>";
    let read = articles("news.rss", feed.as_bytes(), None).unwrap();
    let texts: Vec<&str> = read.iter().map(|article| article.text.as_str()).collect();
    assert_eq!(texts, ["One\n\nFirst.\n\nSecond.", "Two"]);
    assert_eq!((read[0].facts.outlet.as_str(), read[0].facts.published.as_str()), ("Daily", "2022-03-06"));
}

#[test]
fn hostile_archives_get_plain_errors_and_no_more_than_an_article_is_unpacked() {
    let mut cut = std::fs::read("tests/data/docx/comments.docx").unwrap();
    cut.truncate(cut.len() / 2);
    assert!(article("a.docx", &cut).unwrap_err().contains("damaged or incomplete"));
    assert!(article("a.docx", &zipped(&[("other.xml", "")])).unwrap_err().contains("word/document.xml is missing"));
    let bomb = r#"<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><d>&b;</d>"#;
    assert!(article("a.docx", &zipped(&[("word/document.xml", bomb)])).unwrap_err().contains("is not valid XML"));
    // 80 MB of blanks in some 80 kB.
    let blanks = zipped(&[("word/document.xml", &" ".repeat(80 << 20))]);
    assert!(blanks.len() < 1 << 20);
    assert!(article("a.docx", &blanks).unwrap_err().contains("larger than 64 MiB"));
    // Deep nesting costs no stack of ours.
    let deep = format!("<d>{}x{}</d>", "<p>".repeat(50_000), "</p>".repeat(50_000));
    let _whatever = article("a.docx", &zipped(&[("word/document.xml", &deep)]));
    let deep = format!("<html><body><article>{}Words", "<div>".repeat(100_000));
    let mail = format!("From: a@b.org\nSubject: s\nContent-Type: text/html\n\n{deep}");
    for (name, page) in [("a.html", &deep), ("a.eml", &mail), ("a.mhtml", &mail)] {
        assert!(article(name, page.as_bytes()).unwrap_err().contains("nested more than 2,000 deep"), "{name}");
    }
    for ending in ["docx", "odt", "eml", "mhtml", "rss", "html"] {
        for bytes in [&b""[..], b"PK\x03\x04", b"<", b"\xFF\xFE", b"%PDF-1.4"] {
            let _no_panic = article(&format!("a.{ending}"), bytes);
        }
    }
}

#[test]
fn an_encoding_can_be_chosen_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let (text, out) = (folder.path().join("a.txt"), folder.path().join("new.sayso"));
    let (bytes, _, _) = encoding_rs::X_MAC_CYRILLIC.encode("Москва");
    std::fs::write(&text, bytes).unwrap();
    let run =
        |label: &str| sayso(&["import", text.to_str().unwrap(), "-o", out.to_str().unwrap(), "--encoding", label]);
    let (code, _, err) = run("martian");
    assert!(code == 2 && err.contains("unknown encoding"), "{err}");
    assert_eq!(run("x-mac-cyrillic").0, 0);
    let project = read_project(&std::fs::read(&out).unwrap()).unwrap().project;
    let article = project.articles.values().next().unwrap();
    assert_eq!((article.text.as_str(), article.source.encoding.as_str()), ("Москва", "x-mac-cyrillic"));
}

#[test]
fn files_of_one_name_in_several_folders_are_told_apart_in_folders_and_archives() {
    let folder = tempfile::tempdir().unwrap();
    let at = |path: &str| folder.path().join(path);
    let mark = r#"{"text":"Anna left the","spans":[{"start":0,"end":99,"label":"Who"}]}"#;
    let mut archive = zip::ZipWriter::new(std::fs::File::create(at("both.zip")).unwrap());
    for outlet in ["daily", "weekly"] {
        std::fs::create_dir_all(at("in").join(outlet)).unwrap();
        for (name, text) in [
            ("a.txt", format!("News of the {outlet}")),
            ("b.jsonl", mark.replace("the", outlet)),
            ("c.txt", String::new()),
        ] {
            std::fs::write(at("in").join(outlet).join(name), &text).unwrap();
            archive.start_file(format!("{outlet}/{name}"), zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
    }
    archive.finish().unwrap();
    for (input, within) in [("in", ""), ("both.zip", "both.zip/")] {
        let output = at(&format!("{input}.sayso"));
        let (code, _, told) = sayso(&["import", at(input).to_str().unwrap(), "-o", output.to_str().unwrap()]);
        assert_eq!(code, 1, "{told}");
        for outlet in ["daily", "weekly"] {
            assert!(told.contains(&format!("{within}{outlet}/c.txt was not added: it contains no text")), "{told}");
            assert!(told.contains(&format!("\n{within}{outlet}/b.jsonl")), "{told}");
        }
        let project = read_project(&std::fs::read(output).unwrap()).unwrap().project;
        let names: Vec<&str> = project.articles.values().map(|article| article.source.name.as_str()).collect();
        assert!(names.contains(&format!("{within}weekly/a.txt").as_str()), "{names:?}");
    }
}

fn texts(name: &str, bytes: &[u8]) -> Vec<Imported> {
    articles(name, bytes, None).unwrap()
}

#[test]
fn no_article_is_longer_than_a_project_can_hold() {
    // Two bytes of UTF-8 for each of windows-1251.
    let text = vec![0xEF; 40 << 20];
    let cyrillic = sayso::import::encoding("windows-1251");
    assert!(articles("a.txt", &text, cyrillic).unwrap_err().to_string().contains("larger than 64 MiB"));
    // A short book that repeats one long chapter.
    let container = r#"<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>"#;
    let spine = r#"<itemref idref="c"/>"#.repeat(100);
    let package = format!(
        r#"<package><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine>{spine}</spine></package>"#
    );
    let chapter = format!("<html><body><p>{}</p></body></html>", "word ".repeat(200_000));
    let book = zipped(&[("META-INF/container.xml", container), ("a.opf", &package), ("c.xhtml", &chapter)]);
    assert!(article("a.epub", &book).unwrap_err().contains("larger than 64 MiB"));
}

fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:draw=\"w\" \
         xmlns:dc=\"d\"><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    zipped(&[("content.xml", &content)])
}

#[test]
fn footnotes_and_boxes_tear_no_sentence_apart_in_documents_of_libreoffice() {
    let note = "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>See page 4.</text:p>\
                </text:note-body></text:note>";
    let frame = "<draw:frame><draw:text-box><text:p>In a box.</text:p></draw:text-box></draw:frame>";
    let body = format!(
        "\n  <text:p>The minister said{note} that\n      it was {frame}over.</text:p>\n  <text:p>Next <text:span>one</text:span> \
         <text:span>two</text:span></text:p>"
    );
    let read = article("a.odt", &odt(&body)).unwrap();
    assert_eq!(read.text.as_str(), "The minister said that it was over.\n\nNext one two\n\nSee page 4.\n\nIn a box.");
    assert_eq!(read.source.steps.last().unwrap(), "footnotes and text boxes moved to the end");
    // Notes in notes without end are no way down.
    let deep = format!("<text:p>{}x{}</text:p>", "<text:note-body>".repeat(20_000), "</text:note-body>".repeat(20_000));
    let _whatever = article("a.odt", &odt(&deep));
}

#[test]
fn pages_of_a_web_archive_that_cannot_be_read_are_told_and_all_together_are_bounded() {
    let page = "<html><head><title>The story</title></head><body><article><h1>The story</h1><p>One long sentence about what \
                the mayor said on Monday, and about where she said it, which was at the town hall.</p></article></body>";
    let record = |headers: &str, body: &[u8]| {
        let answer = [format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n").as_bytes(), body].concat();
        let head = format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n", answer.len());
        [head.as_bytes(), &answer, b"\r\n\r\n"].concat()
    };
    let packed = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    };
    let brotli = record("Content-Encoding: br\r\n", b"\x0b\x02\x80\x68\x69\x03");
    let read = texts("a.warc", &[record("", page.as_bytes()), brotli.clone(), brotli].concat());
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].warnings, ["2 pages of the archive skipped: unknown compression “br”."]);
    // Each of these would be 60 MB of blanks.
    let bomb = record("Content-Encoding: gzip\r\n", &packed(&[page.as_bytes(), &vec![b' '; 60 << 20]].concat()));
    let read = texts("a.warc", &[record("", page.as_bytes()), bomb.repeat(6)].concat());
    let told = read[0].warnings.iter().find(|told| told.contains("too large")).unwrap();
    assert!(told.starts_with("2 pages"), "{told}");
}

/// A mail of these parts.
fn mail_of(subject: &str, parts: &[&str]) -> String {
    let parts: String = parts.iter().map(|part| format!("--cut\r\n{part}\r\n")).collect();
    format!(
        "From: Ben <ben@x.org>\r\nSubject: {subject}\r\nDate: Mon, 7 Mar 2022 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=cut\r\n\r\n{parts}--cut--\r\n"
    )
}

#[test]
fn mails_in_a_mail_are_articles_of_their_own() {
    let inner = "From: Ana <ana@x.org>\r\nSubject: A story\r\nDate: Sun, 6 Mar 2022 10:00:00 +0000\r\nContent-Type: \
                 text/plain; charset=utf-8\r\n\r\nThe mayor spoke – at length.\r\n";
    let words = "Content-Type: text/plain\r\n\r\nSee below.";
    let attached = format!("Content-Type: message/rfc822\r\n\r\n{inner}");
    let packed = "Content-Type: application/octet-stream; name=\"a.EML\"\r\nContent-Disposition: attachment; \
                  filename=\"a.EML\"\r\nContent-Transfer-Encoding: base64\r\n\r\n\
                  RnJvbTogQ2VtIDxjZW1AeC5vcmc+DQpTdWJqZWN0OiBBbm90aGVyDQoNClRoZXkgbGVmdC4NCg==";
    let picture = "Content-Type: application/pdf; name=\"plan.pdf\"\r\nContent-Disposition: attachment; \
                   filename=\"plan.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=";
    let mail = mail_of("Fwd: stories", &[words, &attached, packed, picture]);
    let read = articles("a.eml", mail.as_bytes(), None).unwrap();
    let told: Vec<(&str, &str, &str)> = read
        .iter()
        .map(|one| (one.text.as_str().trim_end(), one.facts.author.as_str(), one.facts.published.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("Fwd: stories\n\nSee below.", "Ben", "2022-03-07"),
            ("A story\n\nThe mayor spoke – at length.", "Ana", "2022-03-06"),
            ("Another\n\nThey left.", "Cem", ""),
        ]
    );
    assert_eq!(read[0].warnings, ["1 attachment skipped: plan.pdf."]);
    assert!(read[1].source.steps.contains(&"attached to the mail “Fwd: stories”".to_owned()));

    // A mail in a mail in a mail, none of which but the last says anything.
    let deep = format!("Content-Type: message/rfc822\r\n\r\n{}", mail_of("Second", &[&attached]));
    let read = articles("a.eml", mail_of("First", &[&deep]).as_bytes(), None).unwrap();
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].facts.title, "A story");
    let told = read[0].warnings.iter().filter(|warning| warning.contains("has no text of its own")).count();
    assert_eq!(told, 2, "{:?}", read[0].warnings);
}

#[test]
fn each_mail_of_a_mailbox_is_an_article() {
    let mailbox = "From - Mon Mar  7 10:00:00 2022\nFrom: ana@x.org\nSubject: A\n\nOne.\n\nFrom then on, two.\n\nFrom \
                   ben@x.org Mon Mar  7 11:00:00 2022\nFrom: ben@x.org\nSubject: B\n\n>From afar.\n";
    let read = articles("post.mbox", mailbox.as_bytes(), None).unwrap();
    let texts: Vec<&str> = read.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(texts, ["A\n\nOne.\n\nFrom then on, two.", "B\n\nFrom afar."]);
    assert!(articles("post.mbox", b"no mail at all", None).is_err());
}

#[test]
fn mails_are_read_in_the_encoding_that_is_chosen_with_all_their_parts() {
    let mail =
        b"From: a@b.org\r\nSubject: s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\xCF\xF0\xE8\xE2\xE5\xF2";
    let guessed = article("a.eml", mail).unwrap();
    assert!(guessed.warnings[0].contains("declares UTF-8"), "{:?}", guessed.warnings);
    let chosen = &articles("a.eml", mail, sayso::import::encoding("windows-1251")).unwrap()[0];
    assert_eq!((chosen.text.as_str(), chosen.source.encoding.as_str()), ("s\n\nПривет", "windows-1251"));
    let parts = "From: a@b.org\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\
                 Content-Type: text/plain; format=flowed\n\nBefore the \npicture.\n--b\nContent-Type: image/png\n\
                 Content-Disposition: inline\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b\nContent-Type: \
                 text/plain\n\nAfter it.\n--b--\n";
    assert_eq!(article("a.eml", parts.as_bytes()).unwrap().text.as_str(), "s\n\nBefore the picture.\n\nAfter it.");
}

#[test]
fn word_documents_name_their_main_part_and_have_endnotes_and_comments_without_a_zone() {
    let rels =
        r#"<Relationships><Relationship Type="http://x/officeDocument" Target="/word/document2.xml"/></Relationships>"#;
    let body = "<document><body><p><commentRangeStart id=\"0\"/><r><t>Words</t></r><commentRangeEnd id=\"0\"/></p></body></document>";
    let notes = "<endnotes><endnote type=\"separator\"><p/></endnote><endnote><p><r><t>At the end.</t></r></p></endnote></endnotes>";
    let comments = "<comments><comment id=\"0\" author=\"Ada\" date=\"2022-03-06T10:00:00\"><p><r><t>Who?</t></r></p></comment></comments>";
    let file = zipped(&[
        ("_rels/.rels", rels),
        ("word/document2.xml", body),
        ("word/endnotes.xml", notes),
        ("word/comments.xml", comments),
    ]);
    let read = article("a.docx", &file).unwrap();
    assert_eq!(read.text.as_str(), "Words\n\nAt the end.");
    assert_eq!(read.comments[0].made.unwrap().to_string(), "2022-03-06T10:00:00Z");
    assert!(article("a.docx", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").unwrap_err().contains("password-protected"));
}

#[test]
fn many_short_elements_are_refused_before_they_fill_the_memory() {
    let many = format!("<document><body>{}</body></document>", "<a/>".repeat(6_000_000));
    let told = article("a.docx", &zipped(&[("word/document.xml", &many)])).unwrap_err();
    assert!(told.contains("more than 5,000,000 elements"), "{told}");
}

#[test]
fn tables_tell_what_was_left_out_and_do_not_grow_in_memory() {
    let read = texts("a.csv", b"title,text\nOne,caf\xC3\xA9 \xFF\nTwo,\nThree,so\n");
    assert_eq!(read.len(), 2);
    assert!(read[0].warnings.iter().any(|told| told == "1 row without text skipped."), "{read:?}");
    assert!(!read[0].source.encoding.is_empty());
    let utf8 = sayso::import::encoding("utf-8");
    let damaged = articles("a.csv", b"text\nso\ncaf\xFF\n", utf8).unwrap();
    assert!(damaged[0].warnings.is_empty() && damaged[1].warnings[0].contains("is not valid UTF-8"), "{damaged:?}");
    let commas = format!("text,b\n{}", format!("{}\n", ",".repeat(999)).repeat(20_000));
    assert!(article("a.csv", commas.as_bytes()).unwrap_err().contains("more than 256 MiB"));
}
