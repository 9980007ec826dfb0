//! Sound files of every format that is read, to be damaged.

use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format as CellFormat, Formula, Workbook};
use sayso::{
    export,
    import::{
        self, Reader,
        annotations::{self, File},
    },
};

use super::hunt::Files;
use crate::formats::{
    dna,
    exchange::{project_with, written, zipped},
    neighbours, qualcoder, tei,
};

/// Folders of tests/data that hold files which no reader is for, or too many of a kind.
const LEFT_OUT: [&str; 5] = ["desktop-keys", "gold", "golden", "old-steps", "speakers"];
/// How many files of one ending are taken of a folder: those that are alike teach nothing new.
const OF_ONE_ENDING: usize = 12;

/// A file to be damaged, with those beside it.
pub(super) struct Seed {
    pub(super) reader: Reader,
    pub(super) name: String,
    pub(super) files: Files,
}

/// Files of every format.
pub(super) fn seeds() -> Vec<Seed> {
    let mut seeds = Vec::new();
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut folders: Vec<_> = std::fs::read_dir(data).unwrap().map(|entry| entry.unwrap().path()).collect();
    let pages = folders.iter().find(|folder| folder.ends_with("html")).unwrap();
    folders.extend(std::fs::read_dir(pages).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>());
    folders.retain(|folder| folder.is_dir() && !LEFT_OUT.iter().any(|left_out| folder.ends_with(left_out)));
    folders.sort();
    for folder in folders {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let files = entries.filter(|path| path.is_file());
        add(
            &mut seeds,
            &files
                .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(&path).unwrap()))
                .collect(),
        );
    }
    for format in export::ALL {
        add(&mut seeds, &written(format, &project_with(format.holds)).0);
    }
    for project in [qualcoder::sample(), dna::dna(), neighbours::rqda(), neighbours::catma()] {
        add(&mut seeds, &project);
    }
    add(
        &mut seeds,
        &[("story.xml", tei::collection().as_bytes()), ("story.txt", "Anna 🙂 said so.\n".as_bytes())]
            .map(owned)
            .into(),
    );
    for alone in [
        ("export.zip", inception()),
        ("a.odt", zipped(&[("content.xml", ODT.as_bytes()), ("meta.xml", ODT_META.as_bytes())])),
        ("a.odp", zipped(&[("content.xml", ODP.as_bytes())])),
        ("a.rtf", RTF.as_bytes().to_vec()),
        (
            "a.pptx",
            zipped(&[
                ("ppt/presentation.xml", PPTX.as_bytes()),
                ("ppt/_rels/presentation.xml.rels", PPTX_PARTS.as_bytes()),
                ("ppt/s.xml", SLIDE.as_bytes()),
            ]),
        ),
        ("a.mbox", MAILBOX.as_bytes().to_vec()),
        ("a.eml", MAIL.as_bytes().to_vec()),
        ("h.json", HYPOTHESIS.as_bytes().to_vec()),
        ("a.labels", b"12\tStraw_Men,Red_Herring\t11\t30\n12\tRepetition\t16\t43\n13\tDoubt\t0\t4\n".to_vec()),
        ("a.txt", "Путин сказал: «Да». İstanbul 😀".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("a.md", b"# Title\n\n[Text](https://a.org) *and* `more`".to_vec()),
        ("a.csv", b"title;text;date\r\nA;\"B\r\nC\";2022-03-06\r\n".to_vec()),
        ("a.xlsx", workbook()),
        ("p.jsonl", PRODIGY.as_bytes().to_vec()),
    ] {
        add(&mut seeds, &[(alone.0.to_owned(), alone.1)].into());
    }
    seeds
}

fn owned((name, bytes): (&str, &[u8])) -> (String, Vec<u8>) {
    (name.to_owned(), bytes.to_vec())
}

/// Adds those of the files that are read by themselves: as annotations, as articles, or as both.
fn add(seeds: &mut Vec<Seed>, files: &Files) {
    let mut endings: Vec<String> = Vec::new();
    for (name, bytes) in files {
        let file = File { name, bytes, beside: files };
        let ending = import::ending(name);
        endings.push(ending.clone());
        if endings.iter().filter(|other| **other == ending).count() > OF_ONE_ENDING || bytes.is_empty() {
            continue;
        }
        let seed = |reader| Seed { reader, name: name.clone(), files: files.clone() };
        seeds.extend(annotations::format_of(&file).map(|format| seed(Reader::Annotations(format))));
        let articles = import::ALL.iter().filter(|format| format.extensions.contains(&&*ending));
        // Files of annotations are no articles, and fail at once.
        let articles = articles.filter(|format| import::articles_as(format, name, bytes, None).is_ok());
        seeds.extend(
            articles
                .map(|format| Seed { files: [(name.clone(), bytes.clone())].into(), ..seed(Reader::Articles(format)) }),
        );
    }
}

/// A project of INCEpTION, with an archive in it.
fn inception() -> Vec<u8> {
    let cas = written(export::format("cas-json").unwrap(), &project_with(&[])).0.into_values().next().unwrap();
    let tsv = include_bytes!("../data/webanno-tsv/testSentenceWithEmoji.tsv");
    zipped(&[
        ("exportedproject1.json", b"{}"),
        ("annotation/story.txt/anna.zip", &zipped(&[("anna.json", &cas)])),
        ("annotation/story.txt/ben.json", &cas),
        ("annotation/other.txt/anna.tsv", tsv),
    ])
}

/// A workbook with dates, merged cells, a formula and more than one sheet.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let (plain, day) = (CellFormat::new(), CellFormat::new().set_num_format("dd/mm/yyyy hh:mm"));
    for name in ["2021", "2022"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (column, heading) in (0u16..).zip(["Date", "Newspaper", "Text", "Label"]) {
            sheet.write_string(0, column, heading).unwrap();
        }
        sheet.write_datetime_with_format(1, 0, ExcelDateTime::from_ymd(2022, 3, 6).unwrap(), &day).unwrap();
        sheet.write_number_with_format(2, 0, 44_627.25, &day).unwrap();
        sheet.merge_range(1, 1, 2, 1, "The Post", &plain).unwrap();
        sheet.write_string(1, 2, "It rains.").unwrap();
        sheet.write_formula(2, 2, Formula::new("=A1&\"x\"").set_result("It snows.")).unwrap();
        sheet.write_boolean(1, 3, true).unwrap();
        sheet.write_number(2, 3, 1e9).unwrap();
    }
    book.save_to_buffer().unwrap()
}

const ODT: &str = "<d><automatic-styles><style name='a' family='paragraph'/></automatic-styles><body><text><tracked-changes>\
                   <changed-region id='c'><deletion><p>No</p></deletion></changed-region></tracked-changes><h outline-level='1'>A \
                   headline</h><p>It <s c='3'/>rains<annotation name='1'><creator>Ana</creator><date>2022-03-06T10:00:00</date>\
                   <p>Really?</p></annotation> today<annotation-end name='1'/>.<note><note-body><p>Foot</p></note-body></note>\
                   </p><list><list-item><p>One</p></list-item></list><table><table-row><table-cell><p>Cell</p></table-cell>\
                   </table-row></table></text></body></d>";

const ODP: &str = "<d><automatic-styles><style name='a' family='drawing-page'><drawing-page-properties visibility='hidden'/>\
                   </style></automatic-styles><body><presentation><page style-name='a'><frame class='title'><text-box><p>A \
                   headline</p></text-box></frame><notes><frame><text-box><p>Note</p></text-box></frame></notes></page>\
                   </presentation></body></d>";

const RTF: &str = r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset128 A;}{\f1\fcharset2 B;}}{\stylesheet{\s1\outlinelevel0 heading 1;}}
{\info{\title A}{\author Ana}}{\header x}\pard\s1\b A\'83e\b0\par{\*\atrfstart 1}It{\*\atrfend 1}{\*\atnauthor Ana}{\*\annotation{\*\atnref 1}
{\*\atndate 1}So}{\deleted a\par}{\revised b}\u-10179?\u-8704?{\uc2\u1074 ??}{\field{\*\fldinst HYPERLINK a}{\fldrslt b}}{\footnote c}\page
\trowd\intbl a\cell b\cell\row{\listtext\'b7}{\shp{\*\shpinst{\sp{\sn a}}{\shptxt box\par}}}{\upr{a}{\*\ud b}}{\pict\bin3 }}}}\~\emdash\par}";

const PPTX: &str = "<p xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sldIdLst><sldId id='1' r:id='a'/>\
                    </sldIdLst></p>";

const PPTX_PARTS: &str = "<r><Relationship Id='a' Type='x/slide' Target='s.xml'/></r>";

const SLIDE: &str = "<sld show='0'><sp><nvSpPr><nvPr><ph type='title'/></nvPr></nvSpPr><p><r><rPr b='1'/><t>A</t></r><br/></p></sp>\
                     <graphicFrame><tbl><tr><tc><p><r><t>Cell</t></r></p></tc></tr></tbl></graphicFrame></sld>";

const ODT_META: &str = "<m><meta><title>A story</title><initial-creator>Ana</initial-creator></meta></m>";

const MAILBOX: &str = "From - Mon Mar  7 10:00:00 2022\nFrom: ana@x.org\nSubject: A\n\nOne.\n\nFrom then on, two.\n\nFrom ben@x.org \
                       Mon Mar  7 11:00:00 2022\nFrom: ben@x.org\nSubject: B\n\n>From afar.\n";

const MAIL: &str = "From: =?utf-8?Q?Ana_=C3=89?= <ana@x.org>\r\nSubject: =?koi8-r?B?8NLJ18XU?=\r\nDate: Mon, 7 Mar 2022 10:00:00 \
                    +0100\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: \
                    multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\
                    Content-Transfer-Encoding: quoted-printable\r\n\r\nIt rains =E2=80=94 again=\r\n.\r\n--c\r\nContent-Type: \
                    text/html; charset=windows-1251\r\n\r\n<p>It rains <b>again</b>.</p>\r\n--c--\r\n--b\r\nContent-Type: \
                    message/rfc822\r\n\r\nFrom: ben@x.org\r\nSubject: B\r\n\r\nTwo.\r\n--b\r\nContent-Type: application/pdf; \
                    name*0*=utf-8''a; name*1=b.pdf\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n\
                    JVBERi0=\r\n--b--\r\n";

const HYPOTHESIS: &str = r#"{"total":2,"rows":[{"id":"a","user":"acct:anna@hypothes.is","created":"2023-01-02T03:04:05.678+00:00",
"uri":"https://example.org/s","text":"so","tags":["Claim"],"target":[{"source":"https://example.org/s","selector":[
{"type":"TextPositionSelector","start":3,"end":9},{"type":"TextQuoteSelector","exact":"it rains","prefix":"said ","suffix":"."},
{"type":"RangeSelector","startContainer":"/p[1]","endContainer":"/p[1]","startOffset":0,"endOffset":4}]}]},
{"id":"b","user":"acct:ben@hypothes.is","created":"2023-01-02T03:04:05.678+00:00","uri":"https://example.org/s","text":"no",
"tags":[],"references":["a"],"target":[{"source":"https://example.org/s"}]}]}"#;

const PRODIGY: &str = r#"{"text":"Anna said it rains.","_input_hash":1,"_task_hash":2,"tokens":[{"text":"Anna","start":0,"end":4,"id":0,"ws":true},
{"text":"said","start":5,"end":9,"id":1,"ws":true}],"spans":[{"start":0,"end":4,"token_start":0,"token_end":0,"label":"SPEAKER"}],
"relations":[{"head":0,"child":1,"label":"says","head_span":{"start":0,"end":4,"label":"SPEAKER"},
"child_span":{"start":5,"end":9,"label":"CUE"}}],"accept":["x"],"options":[{"id":"x","text":"X"}],"answer":"accept","_annotator_id":"ana"}"#;
