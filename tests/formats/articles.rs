//! Articles from real files that other programs made.

use std::{collections::BTreeMap, io::Write, path::Path};

use sayso::{
    import::{Imported, articles},
    store::read_project,
};

use super::sayso;

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
    assert_eq!((table.facts.author.as_str(), table.facts.published.as_str()), ("Michael Williamson", "2014-07-05"));
    let notes = from_file("docx/footnotes.docx");
    assert_eq!(notes.text.as_str(), "Ouch.\n\nA tachyon walks into a bar.\n\nFin.");
    assert_eq!(notes.source.steps, [concat!("read by Sayso ", env!("CARGO_PKG_VERSION")), "footnotes at the end"]);
    let commented = from_file("docx/comments.docx");
    let remarks: Vec<(&str, &str, &str)> = commented
        .remarks
        .iter()
        .map(|remark| (commented.text.get(remark.at).unwrap(), remark.words.as_str(), remark.author.as_str()))
        .collect();
    // The second comment stands at a place and not on words, so it is about its paragraph.
    let expected =
        [("Ouch", "A tachyon walks into a bar.", "Michael Williamson"), ("Ouch.", "Fin.", "Michael Williamson")];
    assert_eq!(remarks, expected);
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
    let [remark] = read.remarks.as_slice() else { panic!("{:?}", read.remarks) };
    assert_eq!((read.text.get(remark.at).unwrap(), remark.words.as_str()), ("so much", "Who?"));
    assert_eq!(remark.made.unwrap().to_string(), "2022-03-06T10:00:00Z");
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
    assert!(article("a.docx", &cut).unwrap_err().contains("damaged or cut short"));
    assert!(article("a.docx", &zipped(&[("other.xml", "")])).unwrap_err().contains("word/document.xml is missing"));
    let bomb = r#"<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><d>&b;</d>"#;
    assert!(
        article("a.docx", &zipped(&[("word/document.xml", bomb)])).unwrap_err().contains("no XML that can be read")
    );
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
        assert!(article(name, page.as_bytes()).unwrap_err().contains("deep in each other"), "{name}");
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
    let (bytes, _, _) = sayso::import::encoding("x-mac-cyrillic").unwrap().encode("Москва");
    std::fs::write(&text, bytes).unwrap();
    let run =
        |label: &str| sayso(&["import", text.to_str().unwrap(), "-o", out.to_str().unwrap(), "--encoding", label]);
    let (code, _, err) = run("martian");
    assert!(code == 2 && err.contains("no such encoding"), "{err}");
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
            assert!(told.contains(&format!("{within}{outlet}/c.txt was not added: it is empty")), "{told}");
            assert!(told.contains(&format!("\n{within}{outlet}/b.jsonl")), "{told}");
        }
        let project = read_project(&std::fs::read(output).unwrap()).unwrap().project;
        let names: Vec<&str> = project.articles.values().map(|article| article.source.name.as_str()).collect();
        assert!(names.contains(&format!("{within}weekly/a.txt").as_str()), "{names:?}");
    }
}
