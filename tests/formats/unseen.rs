//! Documents of word processors and slides: what stands in their files and is not, or not there, what people see as their
//! text.

use super::{
    exchange::zipped,
    word::{SLIDE, WORD, ap, ar, article, comments, docx, odt, original, p, r, shaped, sp},
};

fn text(name: &str, bytes: &[u8]) -> String {
    article(name, bytes).text.as_str().to_owned()
}

#[test]
fn text_boxes_of_word_documents_stand_at_the_end() {
    let content = "<w:txbxContent><w:p><w:r><w:t>Nobody </w:t></w:r><w:commentRangeStart w:id=\"0\"/><w:r><w:rPr><w:b/></w:rPr>\
        <w:t>was hurt</w:t></w:r><w:commentRangeEnd w:id=\"0\"/></w:p></w:txbxContent>";
    let boxed = format!(
        "<w:r><mc:AlternateContent xmlns:mc=\"http://x/mc\"><mc:Choice><w:drawing>{content}</w:drawing></mc:Choice><mc:Fallback>\
         <w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    );
    let body = p("", &(r("", "The bridge ") + &boxed + &r("", "is closed."))) + &p("", &r("", "It rains."));
    let read = article("a.docx", &docx(&body));
    assert_eq!(shaped(&read), "The bridge is closed.\n\nIt rains.\n\nNobody [b was hurt]");
    assert!(
        read.source.steps.contains(&"footnotes and text boxes moved to the end".to_owned()),
        "{:?}",
        read.source.steps
    );
    // One that was deleted is gone.
    let deleted = p("", &(r("", "It rains.") + &format!("<w:del>{boxed}</w:del>")));
    assert_eq!(text("a.docx", &docx(&deleted)), "It rains.");
    let document = format!("<w:document {WORD}><w:body>{body}</w:body></w:document>");
    let comment = format!(
        "<w:comments {WORD}><w:comment w:id=\"0\" w:author=\"Ana\"><w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let notes =
        format!("<w:footnotes {WORD}><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>", p("", &r("", "A note")));
    let parts = [
        ("word/document.xml", document.as_bytes()),
        ("word/comments.xml", comment.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
    ];
    let read = article("a.docx", &zipped(&parts));
    assert_eq!(comments(&read), [("was hurt", "Why?", "Ana", String::new())]);
    assert!(read.text.as_str().ends_with("Nobody was hurt\n\nA note"), "{}", read.text.as_str());
    assert_eq!(read.source.steps.len(), 2, "{:?}", read.source.steps);
}

#[test]
fn the_end_of_a_paragraph_that_was_deleted_joins_it_with_the_next() {
    let ends =
        |kind: &str, words: &str| format!("<w:p><w:pPr><w:rPr><w:{kind} w:id=\"3\"/></w:rPr></w:pPr>{words}</w:p>");
    let body = ends("del", &r("", "One, ")) + &p("", &r("", "two."));
    let bytes = docx(&body);
    assert_eq!(text("a.docx", &bytes), "One, two.");
    assert_eq!(original("a.docx", &bytes).text.as_str(), "One,\n\ntwo.");
    // A paragraph that was deleted whole joins nothing.
    let gone = ends("del", "<w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del>");
    let body = p("", &r("", "One.")) + &gone + &p("", &r("", "Two."));
    assert_eq!(text("a.docx", &docx(&body)), "One.\n\nTwo.");
    // Nor do cells.
    let cell = |words: &str| format!("<w:tc>{words}</w:tc>");
    let row = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell(&ends("del", &r("", "A"))), cell(&p("", &r("", "B"))));
    assert_eq!(text("a.docx", &docx(&row)), "A\n\nB");
}

#[test]
fn hidden_words_of_word_documents_stay_behind_and_signs_stay() {
    let initial = "<w:p><w:pPr><w:framePr w:dropCap=\"drop\" w:lines=\"3\"/></w:pPr><w:r><w:t>T</w:t></w:r></w:p>";
    let ruby = "<w:r><w:ruby><w:rt><w:r><w:t>とう</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>東</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    let signs = "<w:r><w:t>a</w:t><w:ptab w:alignment=\"right\"/><w:sym w:font=\"Symbol\" w:char=\"F061\"/>\
                 <w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/><w:sym w:font=\"Wingdings\" w:char=\"F041\"/></w:r>";
    let body = [
        initial.to_owned(),
        p("", &(r("", "he ") + &r("<w:vanish/>", "secret ") + &r("<w:vanish w:val=\"0\"/>", "dam"))),
        p("", ruby),
        p("", signs),
    ];
    assert_eq!(text("a.docx", &docx(&body.concat())), "The dam\n\n東\n\na\tα→\u{FFFD}");
    let styles = format!(
        "<w:styles {WORD}><w:style w:type=\"character\" w:styleId=\"Off\"><w:rPr><w:vanish/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Gone\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    );
    let hidden =
        p("Gone", &r("", "Nobody sees this")) + &p("", &(r("", "Seen") + &r("<w:rStyle w:val=\"Off\"/>", " not")));
    let document = format!("<w:document {WORD}><w:body>{hidden}</w:body></w:document>");
    let bytes = zipped(&[("word/document.xml", document.as_bytes()), ("word/styles.xml", styles.as_bytes())]);
    assert_eq!(text("a.docx", &bytes), "Seen");
}

#[test]
fn hidden_words_of_libreoffice_stay_behind() {
    let body = "<table-of-content><table-of-content-source><index-title-template>Contents</index-title-template>\
        <index-entry-tab-stop/></table-of-content-source><index-body><p>1 The dam</p></index-body></table-of-content>\
        <p>It <frame><image/><title>Alternative</title><desc>A picture</desc></frame>rains \
        <ruby><ruby-base>東</ruby-base><ruby-text>とう</ruby-text></ruby>\
        <hidden-text is-hidden=\"true\" string-value=\"x\">secret</hidden-text> in <title>Ledger</title></p>\
        <section display=\"none\"><p>Nobody sees this</p></section><p><hidden-paragraph is-hidden=\"true\"/>Nor this</p>\
        <p>Seen<span style-name=\"Off\"> not</span></p>";
    let styles = "<s><style name=\"Off\" family=\"text\"><text-properties display=\"none\"/></style></s>";
    let content = format!("<d><body><text>{body}</text></body></d>");
    let bytes = zipped(&[("content.xml", content.as_bytes()), ("styles.xml", styles.as_bytes())]);
    assert_eq!(text("a.odt", &bytes), "1 The dam\n\nIt rains 東 in Ledger\n\nSeen");
    assert_eq!(text("a.odt", &odt("<section><p>Seen</p></section>")), "Seen");
}

#[test]
fn rich_text_is_read_in_the_font_that_it_states_for_all_or_in_utf_8() {
    let fonts =
        |charset: usize| format!("{{\\rtf1\\ansi\\ansicpg1251\\deff0{{\\fonttbl{{\\f0\\fcharset{charset} A;}}}}");
    assert_eq!(text("a.rtf", (fonts(238) + r"\plain \'9aest}").as_bytes()), "šest");
    // A western font says less than the document does.
    assert_eq!(text("a.rtf", (fonts(0) + r"\plain \'cf\'f0}").as_bytes()), "Пр");
    let read = article("a.rtf", "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 A;}}\\f0 Straße – “so” Привет\\par}".as_bytes());
    assert_eq!(read.text.as_str(), "Straße – “so” Привет");
    assert_eq!(read.warnings, ["The file has text in UTF-8, which RTF doesn't allow; it was read as UTF-8."]);
    let western = [&b"{\\rtf1\\ansi "[..], &[0x53, 0x74, 0x72, 0x61, 0xDF, 0x65], b"}"].concat();
    let read = article("a.rtf", &western);
    assert_eq!((read.text.as_str(), read.warnings.len()), ("Straße", 0));
}

#[test]
fn the_title_of_a_slide_is_read_once() {
    let title = sp("type=\"title\"", &ap(&ar(">", "The dam")));
    let slide = format!(
        "<p:sld {SLIDE} xmlns:mc=\"http://x/mc\"><p:cSld><p:spTree><mc:AlternateContent><mc:Choice>{title}</mc:Choice><mc:Fallback>\
         {title}</mc:Fallback></mc:AlternateContent></p:spTree></p:cSld></p:sld>"
    );
    let relations = "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/relationships/slide\" Target=\"slides/a.xml\"/></Relationships>";
    let main = format!("<p:presentation {SLIDE}><p:sldIdLst><p:sldId r:id=\"rId1\"/></p:sldIdLst></p:presentation>");
    let bytes = zipped(&[
        ("ppt/presentation.xml", main.as_bytes()),
        ("ppt/_rels/presentation.xml.rels", relations.as_bytes()),
        ("ppt/slides/a.xml", slide.as_bytes()),
    ]);
    assert_eq!(text("a.pptx", &bytes), "The dam");
}
