//! Documents of word processors and slides: their text, and the shape that it had.

use std::fmt::Write;

use sayso::{
    import::{Changes, Imported, Reading, articles, preview},
    model::RunKind,
};

use super::exchange::zipped;

pub(super) fn article(name: &str, bytes: &[u8]) -> Imported {
    let mut all = articles(name, bytes, None).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(all.len(), 1, "{name}");
    all.remove(0)
}

pub(super) fn original(name: &str, bytes: &[u8]) -> Imported {
    let reading = Reading { changes: Changes::Original, ..Reading::default() };
    articles(name, bytes, reading).unwrap().remove(0)
}

fn error(name: &str, bytes: &[u8]) -> String {
    articles(name, bytes, None).unwrap_err().to_string()
}

/// The text with its shape written into it: `[h1 A title]`.
pub(super) fn shaped(article: &Imported) -> String {
    let text = article.text.as_str();
    let mut signs: Vec<(usize, bool, usize, String)> = Vec::new();
    for (number, run) in article.structure.iter().enumerate() {
        let kind = match &run.kind {
            RunKind::Heading(level) => format!("h{level}"),
            RunKind::Item => "item".to_owned(),
            RunKind::Quote => "quote".to_owned(),
            RunKind::Strong => "b".to_owned(),
            RunKind::Emphasis => "i".to_owned(),
            RunKind::Link(address) => format!("link={address}"),
            RunKind::Row => "row".to_owned(),
            RunKind::Cell => "cell".to_owned(),
            RunKind::Page(number) => format!("page={number}"),
            other => format!("{other:?}"),
        };
        signs.push((run.at.start.index(), true, number, format!("[{kind} ")));
        signs.push((run.at.end.index(), false, usize::MAX - number, "]".to_owned()));
    }
    signs.sort();
    let (mut marked, mut from) = (String::new(), 0);
    for (at, _, _, sign) in signs {
        write!(marked, "{}{sign}", &text[from..at]).unwrap();
        from = at;
    }
    marked + &text[from..]
}

pub(super) fn comments(article: &Imported) -> Vec<(&str, &str, &str, String)> {
    let made = |made: &Option<sayso::model::Time>| made.map(|made| made.to_string()).unwrap_or_default();
    let comment = |c: &'_ sayso::import::Comment| made(&c.made);
    let comments = article.comments.iter();
    comments.map(|c| (article.text.get(c.at).unwrap(), c.words.as_str(), c.author.as_str(), comment(c))).collect()
}

pub(super) const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
                    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

const STYLES: &str = r#"
<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Name"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Standard"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Rubrik"><w:name w:val="Section"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Listen"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Zitat"><w:name w:val="Quote"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Vorspann"><w:name w:val="Lead"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Fetter"><w:name w:val="Stronger"/><w:basedOn w:val="Fett"/></w:style>"#;

pub(super) fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document {WORD}><w:body>{body}</w:body></w:document>");
    let styles = format!("<w:styles {WORD}>{STYLES}</w:styles>");
    let relations = r#"<Relationships><Relationship Id="rId7" Type="http://x/hyperlink" Target="https://example.org/"
        TargetMode="External"/></Relationships>"#;
    zipped(&[
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
    ])
}

pub(super) fn p(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

pub(super) fn r(properties: &str, words: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

#[test]
fn word_documents_keep_headings_lists_quotations_and_emphasis() {
    let body = [
        p("Name", &r("<w:b/>", "The dam")),
        p("Rubrik", &(r("", "What ") + &r("<w:i/>", "happened"))),
        p("Vorspann", &(r("", "A lead ") + &r("<w:rStyle w:val=\"Fetter\"/>", "toggled ") + &r("<w:b w:val=\"0\"/>", "off"))),
        p("Standard", &(r("", "It ") + &r("<w:b/>", "rains ") + &r("<w:b/>", "again") + &r("<w:rStyle w:val=\"Fetter\"/>", "."))),
        p("Listen", &r("", "One")),
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"5\"/></w:numPr></w:pPr><w:r><w:t>Two</w:t></w:r></w:p>".to_owned(),
        "<w:p><w:pPr><w:pStyle w:val=\"Listen\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>None</w:t></w:r></w:p>".to_owned(),
        p("Zitat", &(r("", "I saw it, ") + &r("<w:b/>", "all") + &r("<w:i/>", " of it"))),
        "<w:p><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr><w:r><w:t>Aside</w:t></w:r></w:p>".to_owned(),
    ];
    let article = article("a.docx", &docx(&body.concat()));
    assert_eq!(
        shaped(&article),
        "[h1 [b The dam]]\n\n[h2 What [i happened]]\n\n[b A lead] toggled off\n\nIt [b rains again.]\n\n[item One]\n\n\
         [item Two]\n\nNone\n\n[quote I saw it, [b all] of it]\n\n[h3 Aside]"
    );
    assert!(!article.has_changes);
}

#[test]
fn word_documents_keep_links_tables_and_pages() {
    let field = |instruction: &str| {
        format!(
            "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> {instruction} </w:instrText></w:r><w:r>\
             <w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>there</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        )
    };
    let cell = |words: &str| format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
    let body = [
        format!("<w:p>{}<w:hyperlink r:id=\"rId7\">{}</w:hyperlink></w:p>", r("", "See "), r("", "this")),
        format!("<w:p>{}{}</w:p>", r("", "Go "), field("HYPERLINK \"https://example.org/b\"")),
        format!("<w:p>{}{}</w:p>", r("", "Page "), field("PAGEREF x")),
        format!("<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>", cell("A"), cell("B"), cell("C"), cell("")),
        "<w:p><w:r><w:t>End</w:t><w:br w:type=\"page\"/></w:r></w:p>".to_owned(),
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Second</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t> third</w:t></w:r></w:p>"
            .to_owned(),
    ];
    let article = article("a.docx", &docx(&body.concat()));
    assert_eq!(
        shaped(&article),
        "[page=1 See [link=https://example.org/ this]\n\nGo [link=https://example.org/b there]\n\nPage there\n\n\
         [row [cell A]\n\n[cell B]]\n\n[row [cell C]]\n\nEnd]\n\n\n[page=2 Second] [page=3 third]"
    );
    let before = |value: &str| {
        format!(
            "<w:p><w:pPr><w:pageBreakBefore{value}/></w:pPr><w:r><w:lastRenderedPageBreak/><w:t>Next</w:t></w:r></w:p>"
        )
    };
    let paragraphs = docx(
        &(before("")
            + &before("")
            + &p("", &r("", "Same")).replace("<w:pStyle", "<w:pageBreakBefore w:val=\"0\"/><w:pStyle")),
    );
    assert_eq!(shaped(&self::article("a.docx", &paragraphs)), "[page=1 Next]\n\n[page=2 Next\n\nSame]");
    let tables = std::fs::read("tests/data/docx/tables.docx").unwrap();
    assert_eq!(
        shaped(&self::article("tables.docx", &tables)),
        "Above\n\n[row [cell Top left]\n\n[cell Top right]]\n\n[row [cell Bottom left]\n\n[cell Bottom right]]\n\nBelow"
    );
    assert_eq!(article.text.as_str(), "See this\n\nGo there\n\nPage there\n\nA\n\nB\n\nC\n\nEnd\n\n\nSecond third");
}

#[test]
fn tracked_changes_of_word_documents_are_accepted_or_rejected() {
    let body = "<w:p><w:r><w:t>It </w:t></w:r><w:del w:id=\"1\"><w:r><w:delText xml:space=\"preserve\">never </w:delText></w:r>\
                </w:del><w:ins w:id=\"2\"><w:r><w:t xml:space=\"preserve\">often </w:t></w:r></w:ins><w:r><w:t>rains</w:t></w:r></w:p>\
                <w:p><w:pPr><w:rPr><w:ins w:id=\"3\"/></w:rPr></w:pPr><w:r><w:t>One, </w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p>";
    let bytes = docx(body);
    let accepted = article("a.docx", &bytes);
    assert_eq!(
        (accepted.text.as_str(), accepted.has_changes),
        ("It often rains\n\nOne, \n\ntwo".replace(", ", ",").as_str(), true)
    );
    let before = original("a.docx", &bytes);
    assert_eq!((before.text.as_str(), before.has_changes), ("It never rains\n\nOne, two", true));
    assert!(before.source.steps.contains(&"tracked changes rejected".to_owned()), "{:?}", before.source.steps);
    assert!(!accepted.source.steps.contains(&"tracked changes rejected".to_owned()));
    let reading = Reading { changes: Changes::Original, ..Reading::default() };
    assert_eq!(preview("a.docx", &bytes, reading).unwrap().one().unwrap().imported.text, before.text);
    // Where nothing was changed, there is nothing to reject.
    let plain = original("a.docx", &docx("<w:p><w:r><w:t>Plain</w:t></w:r></w:p>"));
    assert!(!plain.has_changes && plain.source.steps.len() == 1, "{:?}", plain.source.steps);
}

const ODT_STYLES: &str = r#"<s><style name="Lead" family="paragraph"><text-properties font-weight="bold"/></style>
<style name="Heading_20_1" family="paragraph" default-outline-level="1"><text-properties font-weight="bold"/></style>
<style name="Quotations" family="paragraph"/><style name="Title" family="paragraph"/>
<style name="Strong" family="text"><text-properties font-weight="700"/></style></s>"#;

pub(super) fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        r#"<d><automatic-styles><style name="P1" family="paragraph" parent-style-name="Quotations"/>
        <style name="P2" family="paragraph" parent-style-name="Lead"/>
        <style name="P3" family="paragraph" parent-style-name="Heading_20_1"/>
        <style name="P4" family="paragraph"><paragraph-properties break-before="page"/></style>
        <style name="T1" family="text" parent-style-name="Strong"><text-properties font-style="italic"/></style>
        <style name="T2" family="text"><text-properties font-weight="normal"/></style>
        </automatic-styles><body><text>{body}</text></body></d>"#
    );
    zipped(&[("content.xml", content.as_bytes()), ("styles.xml", ODT_STYLES.as_bytes())])
}

#[test]
fn comments_on_deleted_words_stay_at_their_place() {
    let (start, end) = ("<w:commentRangeStart w:id=\"0\"/>", "<w:commentRangeEnd w:id=\"0\"/>");
    let deleted = format!(
        "<w:del><w:r><w:delText>never </w:delText></w:r>{start}<w:r><w:delText>once</w:delText></w:r>{end}</w:del>"
    );
    let body = format!(
        "<w:document {WORD}><w:body><w:p>{}</w:p><w:p>{}{deleted}</w:p></w:body></w:document>",
        r("", "First"),
        r("", "It rains ")
    );
    let comment = format!(
        "<w:comments {WORD}><w:comment w:id=\"0\" w:author=\"Ana\" w:date=\"2022-03-06T10:00:00Z\"><w:p><w:r><w:t>Why?</w:t></w:r>\
         </w:p></w:comment></w:comments>"
    );
    let bytes = zipped(&[("word/document.xml", body.as_bytes()), ("word/comments.xml", comment.as_bytes())]);
    let why = |words| [(words, "Why?", "Ana", "2022-03-06T10:00:00Z".to_owned())];
    assert_eq!(comments(&article("a.docx", &bytes)), why("It rains"));
    assert_eq!(comments(&original("a.docx", &bytes)), why("once"));
}

#[test]
fn documents_of_libreoffice_keep_their_shape() {
    let body = "<p style-name=\"Title\">The dam</p><h outline-level=\"2\" style-name=\"P3\">What <span style-name=\"T1\">happened</span></h>\
        <p style-name=\"P2\">A lead <span style-name=\"T2\">not so</span> bold</p>\
        <p>It <span style-name=\"T1\">rains <span style-name=\"T2\">again</span></span>, <a href=\"https://example.org/\">there</a> \
        and <a href=\"#x\">here</a>.<note><note-body><p>A <span style-name=\"Strong\">note</span></p></note-body></note></p>\
        <list><list-item><p>One</p><list><list-item><p>Two</p></list-item></list></list-item></list><p style-name=\"P1\">I saw it</p>\
        <table><table-row><table-cell><p>A</p></table-cell><table-cell><p>B</p></table-cell></table-row></table>\
        <p style-name=\"P4\">Second <soft-page-break/>third</p>";
    let article = article("a.odt", &odt(body));
    assert_eq!(
        shaped(&article),
        "[page=1 [h1 The dam]\n\n[h2 What [i happened]]\n\n[b A lead] not so [b bold]\n\nIt [i [b rains] again], \
         [link=https://example.org/ there] and here.\n\n[item One\n\n[item Two]]\n\n[quote I saw it]\n\n\
         [row [cell A]\n\n[cell B]]]\n\n[page=2 Second] [page=3 third]\n\nA [b note]"
    );
}

#[test]
fn tracked_changes_of_libreoffice_are_accepted_or_rejected() {
    let tracked = "<tracked-changes><changed-region id=\"a\"><deletion><change-info/><p>never </p></deletion></changed-region>\
                   <changed-region id=\"b\"><insertion><change-info/></insertion></changed-region>\
                   <changed-region id=\"c\"><deletion><p>.</p><p>Then </p></deletion></changed-region></tracked-changes>";
    let body = "<p>It <change change-id=\"a\"/><change-start change-id=\"b\"/>often </p><p>on Monday <change-end change-id=\"b\"/>rains</p>\
                <p>It stops<change change-id=\"c\"/>it goes</p>";
    let bytes = odt(&format!("{tracked}{body}"));
    let accepted = article("a.odt", &bytes);
    assert_eq!(
        (accepted.text.as_str(), accepted.has_changes),
        ("It often\n\non Monday rains\n\nIt stopsit goes", true)
    );
    assert_eq!(original("a.odt", &bytes).text.as_str(), "It never rains\n\nIt stops.\n\nThen it goes");
}

const RTF: &str = r#"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fswiss\fcharset204{\*\fname Arial;}Arial CYR;}{\f2\fnil\fcharset2 Symbol;}}
{\colortbl;\red0\green0\blue0;}{\stylesheet{\ql Normal;}{\s1\outlinelevel0\b heading 1;}{\s2\i Quote;}{\*\cs10\b Strong;}}
{\info{\title The {\b d}am}{\author Ana \'c9clair}{\operator Nobody}{\comment None}}{\*\generator Hand;}
{\header\pard Page \chpgn\par}\pard\plain\s1\outlinelevel0\b The dam\b0\par
\pard\plain It \b rains\b0  \i0 again\~and\_again\-now\emdash ,\ldblquote so\rdblquote\line he said\tab once\{x\}.\par
\pard\plain\s2\i I saw it\par
\pard\plain{\listtext\'b7\tab}\ls1 One\par{\pntext 2.\tab}Two\par
\pard\plain See {\field{\*\fldinst{HYPERLINK "https://example.org/a"}}{\fldrslt{\ul there}}} and
 {\field{\*\fldinst PAGE}{\fldrslt 7}}.{\footnote\pard\plain \chftn A {\b note}}\par
\trowd\cellx1000\cellx2000\pard\intbl A\cell{\b B}\cell\row\trowd\cellx1000\cellx2000\pard\intbl C\cell\cell\row
\pard\plain{\f1\'cf\'f0\'e8}\u1074 ?{\uc2\u1077 ??}\uc0\u1090\uc1{\f2\'b7}\par\page
Second{\*\unknown{\b gone}}{\pict\pngblip 89504e47}{\v hidden}{\upr{old}{\*\ud{new}}} page\par}"#;

#[test]
fn rich_text_is_read_with_its_shape() {
    let article = article("a.rtf", RTF.as_bytes());
    assert_eq!(
        shaped(&article),
        "[page=1 [h1 The dam]\n\nIt [b rains] again\u{A0}and\u{2011}againnow—,“so”\nhe said\tonce{x}.\n\n[quote I saw it]\n\n\
         [item One]\n\n[item Two]\n\nSee [link=https://example.org/a there] and 7.\n\n[row [cell A]\n\n[cell [b B]]]\n\n\
         [row [cell C]]\n\nПривет•]\n\n[page=2 Secondnew page]\n\nA [b note]"
    );
    assert_eq!((article.facts.title.as_str(), article.facts.author.as_str()), ("The dam", "Ana Éclair"));
    assert_eq!(article.source.encoding, "windows-1252");
    assert_eq!(
        article.source.steps,
        [concat!("read by Sayso ", env!("CARGO_PKG_VERSION")), "footnotes moved to the end"]
    );
    assert_eq!((article.warnings.len(), article.has_changes), (0, false), "{:?}", article.warnings);
}

#[test]
fn rich_text_is_read_in_the_encoding_that_it_states_or_that_is_chosen() {
    let text = |rtf: &str| article("a.rtf", rtf.as_bytes()).text.as_str().to_owned();
    assert_eq!(text(r"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8\'e2\'e5\'f2}"), "Привет");
    assert_eq!(text(r"{\rtf1\mac caf\'8e}"), "café");
    // Half of a character may be a letter of ASCII.
    assert_eq!(text(r"{\rtf1\ansi{\fonttbl{\f0\fcharset128 Mincho;}}\f0\'83e\'83X\'83g}"), "テスト");
    assert_eq!(
        text("{\\rtf1\\ansi{\\fonttbl\\f0\\fcharset134 Song;\\f1\\fcharset0 A;}\\f0\\'b1\\'b1\r\n\\'be\\'a9\\f1\\'e9}"),
        "北京é"
    );
    assert_eq!(text(r"{\rtf1\ansi\ansicpg65001 Gr\'c3\'b6\'c3\'9fe}"), "Größe");
    assert_eq!(text(r"{\rtf1 \u-10179?\u-8704? \u55357\'3f\u56832\'3f \u128512? \u-10179?x}"), "😀 😀 😀 \u{FFFD}x");
    // A fallback that is missing costs no control words.
    assert_eq!(text(r"{\rtf1 \u1074\par b\u1074{b}}"), "в\n\nbвb");
    let chosen = articles(
        "a.rtf",
        br"{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}}\f0\'cf\'f0}",
        sayso::import::encoding("windows-1251"),
    );
    let chosen = chosen.unwrap().remove(0);
    assert_eq!((chosen.text.as_str(), chosen.source.encoding.as_str()), ("Пр", "windows-1251"));
    let unknown = article("a.rtf", br"{\rtf1\pc caf\'e9}");
    assert_eq!(unknown.warnings, ["Code page 437 is not supported, so the text was read as Windows-1252."]);
    let damaged = article("a.rtf", b"{\\rtf1\\ansi\\ansicpg65001\r\nA \\'ff b}");
    assert!(damaged.warnings[0].contains("line 2, byte 28 (0xFF)"), "{:?}", damaged.warnings);
}

#[test]
fn comments_of_rich_text_are_on_their_words() {
    let packed = 30 + (14 << 6) + (6 << 11) + (3 << 16) + (122 << 20);
    let rtf = format!(
        r"{{\rtf1 It {{\*\atrfstart 1}}rains{{\*\atrfend 1}}{{\*\atnid AB}}{{\*\atnauthor Ana Bell}}\chatn{{\*\annotation{{\*\atnref 1}}{{\*\atndate {packed}}}\pard\plain Really?\par Ask \b again}} today.\par
        It stops.{{\*\atnid CD}}\chatn{{\*\annotation \chatn So}}\par{{\footnote A note{{\*\annotation Aside}}}}}}"
    );
    let article = article("a.rtf", rtf.as_bytes());
    assert_eq!(article.text.as_str(), "It rains today.\n\nIt stops.\n\nA note");
    let expected = [
        ("rains", "Really?\n\nAsk again", "Ana Bell", "2022-03-06T14:30:00Z".to_owned()),
        ("It stops.", "So", "CD", String::new()),
    ];
    assert_eq!(comments(&article), expected);
    assert_eq!(article.warnings, ["1 comment in footnotes or text boxes skipped."]);
}

#[test]
fn tracked_changes_of_rich_text_are_accepted_or_rejected() {
    let rtf = br"{\rtf1 It {\deleted\revauthdel1 never }{\revised\revauth1 often }rains.\par One,{\revised\par}{\deleted\par} two\par}";
    let accepted = article("a.rtf", rtf);
    assert_eq!((accepted.text.as_str(), accepted.has_changes), ("It often rains.\n\nOne,\n\ntwo", true));
    assert_eq!(original("a.rtf", rtf).text.as_str(), "It never rains.\n\nOne,\n\ntwo");
    let moved = br"{\rtf1 {\revised a\par}b{\mvf  c}{\mvt  d}\par}";
    assert_eq!(article("a.rtf", moved).text.as_str(), "a\n\nb d");
    assert_eq!(original("a.rtf", moved).text.as_str(), "b c");
}

#[test]
fn shapes_and_embedded_things_give_only_their_words() {
    let text = |rtf: &str| article("a.rtf", rtf.as_bytes()).text.as_str().to_owned();
    let shape =
        r"{\shp{\*\shpinst\shpleft0{\sp{\sn name}{\sv value}}{\shptxt\pard In a box\par}}{\shprslt{\*\do Old}}}";
    assert_eq!(text(&format!(r"{{\rtf1 One{shape} two\par}}")), "One two\n\nIn a box");
    assert_eq!(text(&format!(r"{{\rtf1{{\header Head{shape}{{\footnote x}}\par}}Text\par}}")), "Text");
    assert_eq!(text(r"{\rtf1{\object\objemb{\*\objclass X}{\*\objdata 0105}{\result{Shown}}} after}"), "Shown after");
    assert_eq!(text("{\\rtf1 a{\\pict\\bin5 }}}}}b}c}"), "ac");
    assert_eq!(text(r"{\rtf1 It{\super\chftn{\*\footnote\pard\plain\chftn  Note}} rains\par}"), "It rains\n\nNote");
    // Two documents in one file, as some archives send them.
    assert_eq!(text("{\\rtf1 One\\par}\r\n{\\rtf1\\ansicpg1251 \\'c4\\'e2\\'e0\\par}\0\0"), "One\n\nДва");
}

#[test]
fn damaged_rich_text_is_told() {
    let cut = article("a.rtf", br"{\rtf1 {\b It rains");
    assert_eq!((cut.text.as_str(), cut.structure.len()), ("It rains", 1));
    assert_eq!(cut.warnings, ["The document is incomplete; only what was left of it was read."]);
    assert_eq!(error("a.rtf", b"{\\rtf1}"), "it contains no text");
    assert!(error("a.rtf", &[b"{\\rtf1".as_slice(), &b"{".repeat(100_000)].concat()).contains("2,000 deep"));
    let closed = [b"{\\rtf1 a".as_slice(), &b"}".repeat(100_000)].concat();
    assert_eq!(article("a.rtf", &closed).text.as_str(), "a");
}

#[test]
fn a_thousand_articles_in_one_file_take_no_longer_than_a_thousand_times_one() {
    let article_text = r"\pard\plain\s1\b A {\i headline} here\par\pard\plain{\f0 It \b rains\b0  on {\field{\*\fldinst HYPERLINK x}{\fldrslt y}} \u1074?.}\par ";
    let long =
        |count: usize| format!(r"{{\rtf1{{\stylesheet{{\s1\b heading 1;}}}}{}}}", article_text.repeat(count * 40));
    let time = |count: usize| {
        let bytes = long(count).into_bytes();
        let start = std::time::Instant::now();
        let read = article("a.rtf", &bytes);
        assert_eq!(read.structure.len(), count * 40 * 4, "headings, headlines, bold words and links");
        start.elapsed()
    };
    let (few, many) = (time(20), time(200));
    assert!(many < few * 40, "{few:?} for 20, {many:?} for 200");
}

#[test]
fn documents_are_read_as_what_they_are_and_old_ones_say_what_to_do() {
    assert_eq!(article("a.doc", br"{\rtf1 It rains}").source.format, "rtf");
    assert_eq!(article("a.docx", br"{\rtf1 It rains}").source.format, "rtf");
    assert_eq!(article("a.doc", &docx("<w:p><w:r><w:t>It rains</w:t></w:r></w:p>")).source.format, "docx");
    let page = b"<html><body><article><h1>Rain</h1><p>It rains in the valley, said the mayor of the town on Monday.</p></article></body></html>";
    assert_eq!(article("a.doc", page).source.format, "html");
    assert_eq!(article("a.doc", b"It rains").text.as_str(), "It rains");
    let old = "it is a Word 97–2003 document; open it in Word or LibreOffice and save it as .docx";
    assert_eq!(error("a.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), old);
    assert_eq!(error("a.rtf", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), old);
    assert!(error("a.docx", b"\xD0\xCF\x11\xE0").starts_with("it is password-protected"));
    assert!(error("a.pptx", b"\xD0\xCF\x11\xE0").starts_with("it is password-protected"));
    assert!(error("a.pages", b"PK\x03\x04").contains("“File › Export To › Word…”"));
}

pub(super) const SLIDE: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
                     xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" \
                     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A shape of this kind with these paragraphs.
pub(super) fn sp(kind: &str, paragraphs: &str) -> String {
    format!("<p:sp><p:nvSpPr><p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>")
}

pub(super) fn ap(runs: &str) -> String {
    format!("<a:p>{runs}</a:p>")
}

pub(super) fn ar(properties: &str, words: &str) -> String {
    format!("<a:r><a:rPr {properties}</a:rPr><a:t>{words}</a:t></a:r>")
}

#[test]
fn slides_are_read_in_their_order_with_their_notes() {
    let slide = |root: &str, shapes: &str| {
        format!("<p:sld {SLIDE} {root}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>")
    };
    let relations = |all: &[(&str, &str, &str, &str)]| {
        let one = |(id, kind, target, mode): &(&str, &str, &str, &str)| {
            format!("<Relationship Id=\"{id}\" Type=\"http://x/relationships/{kind}\" Target=\"{target}\" {mode}/>")
        };
        format!("<Relationships>{}</Relationships>", all.iter().map(one).collect::<String>())
    };
    let list = "<p:sldIdLst><p:sldId id=\"256\" r:id=\"rId2\"/><p:sldId id=\"257\" r:id=\"rId1\"/></p:sldIdLst>";
    let link = ar("i=\"1\"><a:hlinkClick r:id=\"rId9\"/>", "there");
    let first = sp("idx=\"1\"", &(ap(&ar(">", "One")) + &ap(&(ar("b=\"1\">", "Two ") + &link))))
        + &sp("type=\"title\"", &ap(&ar(">", "The dam")))
        + &sp("type=\"sldNum\"", &ap(&ar(">", "1")));
    let table = format!(
        "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody>{}</a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>",
        ap(&ar(">", "Cell"))
    );
    let second = sp("type=\"body\"", &ap(&(ar(">", "Hidden") + "<a:br/>" + &ar(">", "words")))) + &table;
    let notes = sp("type=\"body\"", &ap(&ar(">", "Say this"))) + &sp("type=\"sldNum\"", &ap(&ar(">", "1")));
    let bytes = zipped(&[
        ("ppt/presentation.xml", format!("<p:presentation {SLIDE}>{list}</p:presentation>").as_bytes()),
        (
            "ppt/_rels/presentation.xml.rels",
            relations(&[("rId1", "slide", "slides/b.xml", ""), ("rId2", "slide", "/ppt/slides/a.xml", "")]).as_bytes(),
        ),
        ("ppt/slides/a.xml", slide("", &first).as_bytes()),
        ("ppt/slides/b.xml", slide("show=\"0\"", &second).as_bytes()),
        (
            "ppt/slides/_rels/a.xml.rels",
            relations(&[
                ("rId9", "hyperlink", "https://example.org/", "TargetMode=\"External\""),
                ("rId3", "notesSlide", "../notesSlides/n.xml", ""),
            ])
            .as_bytes(),
        ),
        ("ppt/notesSlides/n.xml", format!("<p:notes {SLIDE}>{notes}</p:notes>").as_bytes()),
    ]);
    let article = article("a.pptx", &bytes);
    assert_eq!(
        shaped(&article),
        "[page=1 [h1 The dam]\n\n[item One]\n\n[item [b Two] [link=https://example.org/ [i there]]]\n\nSay this]\n\n\
         [page=2 Hidden\nwords\n\n[row [cell Cell]]]"
    );
    assert_eq!(article.facts.title, "The dam");
    assert!(article.source.steps.contains(&"speaker notes placed after their slides".to_owned()));
    assert_eq!(article.warnings, ["Slide 2 is hidden in the presentation; its text was added."]);
    assert!(error("a.pptx", &zipped(&[("a.xml", b"<a/>")])).contains("ppt/presentation.xml is missing"));
}

#[test]
fn slides_of_libreoffice_are_read_likewise() {
    let slides = "<page name=\"1\"><frame class=\"outline\"><text-box><list><list-item><p>One</p></list-item></list></text-box></frame>\
        <frame class=\"title\"><text-box><p>The <span style-name=\"T1\">dam</span></p></text-box></frame>\
        <frame class=\"page-number\"><text-box><p>1</p></text-box></frame>\
        <frame><image/><title>Alternative</title><desc>A picture</desc></frame>\
        <notes><page-thumbnail/><frame class=\"notes\"><text-box><p>Say this</p></text-box></frame></notes></page>\
        <page style-name=\"dp1\"><custom-shape><p>Loose</p></custom-shape><frame><table><table-row><table-cell><p>Cell</p>\
        </table-cell></table-row></table></frame></page>";
    let content = format!(
        "<d><automatic-styles><style name=\"dp1\" family=\"drawing-page\"><drawing-page-properties visibility=\"hidden\"/></style>\
         <style name=\"T1\" family=\"text\"><text-properties font-style=\"italic\"/></style></automatic-styles>\
         <body><presentation>{slides}</presentation></body></d>"
    );
    let article = article("a.odp", &zipped(&[("content.xml", content.as_bytes())]));
    assert_eq!(
        shaped(&article),
        "[page=1 [h1 The [i dam]]\n\n[item One]\n\nSay this]\n\n[page=2 Loose\n\n[row [cell Cell]]]"
    );
    assert!(article.source.steps.contains(&"speaker notes placed after their slides".to_owned()));
    assert_eq!(article.warnings, ["Slide 2 is hidden in the presentation; its text was added."]);
    assert_eq!(error("a.odp", &odt("<p>Text</p>")), "it contains no presentation");
}
