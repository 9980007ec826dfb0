//! Tables: which are of articles and which of marks, however they are written, and that no column is lost.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use sayso::{
    import::{
        self, Imported,
        annotations::{self, File},
    },
    model::{FieldValue, Project},
};

/// Which format of annotations a table is taken for; `None` for articles.
fn detected(name: &str, bytes: &[u8]) -> Option<&'static str> {
    let beside: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    annotations::format_of(&File { name, bytes, beside: &beside }).map(|format| format.name)
}

fn articles(name: &str, bytes: &[u8]) -> Vec<Imported> {
    import::articles(name, bytes, None).unwrap()
}

/// What an article has in the field of this name.
fn field<'a>(article: &'a Imported, name: &str) -> Option<&'a str> {
    article.fields.iter().find(|(heading, _)| heading == name).map(|(_, value)| value.as_str())
}

const LONG: &str = "It rained all night in the north of the country and the river rose. ";

#[test]
fn tables_of_articles_are_told_from_tables_of_marks() {
    let long = LONG.repeat(8);
    let articles = [
        "text,label\nIt rains.,weather\nIt snows.,weather\n".to_owned(),
        "content;tag\nIt rains.;a\nIt snows.;b\n".to_owned(),
        "id,title,text,label\n1,A,It rains.,FAKE\n2,B,It snows.,REAL\n".to_owned(),
        "title,url,content,tags,excerpt\nA,https://a.b/1,It rains in Ankara.,x,It rains\n".to_owned(),
        format!("file,text,code\na.txt,{long}one,x\na.txt,{long}two,y\n"),
        "source,title,text,label\nBBC,A,It rains.,x\nBBC,B,It snows.,y\n".to_owned(),
        "text,label,start,end\nIt rains.,x,2014,2020\nIt snows.,y,2015,2016\n".to_owned(),
        "title,text,label,words\nA,It rains.,x,2\nB,It snows.,y,2\n".to_owned(),
        "Titel;Volltext;Code\nA;Es regnet.;x\n".to_owned(),
        "Titre;Texte intégral;Étiquette\nA;Il pleut.;x\n".to_owned(),
        "titular;cuerpo;etiqueta\nA;Llueve.;x\n".to_owned(),
        "Başlık;Metin;Etiket\nA;Yağmur yağıyor.;x\n".to_owned(),
        "text,label\nIt rains.,a\nIt rains.,b\nIt rains.,c\n".to_owned(),
    ];
    for table in &articles {
        assert_eq!(detected("a.csv", table.as_bytes()), None, "{table}");
        assert!(import::articles("a.csv", table.as_bytes(), None).is_ok(), "{table}");
    }
    let marks = [
        "Document name;Code;Segment\na;x;It rains\n".to_owned(),
        "Dokumentname;Code;Anfang;Ende;Segment\na;x;1;1;Es regnet\n".to_owned(),
        "id,document,tag,content\n1,a,x,It rains\n2,b,x,It snows\n".to_owned(),
        "tag,words\nClaim,It rains\n".to_owned(),
        "document,code,text\na,x,It rains\na,y,it snows\nb,x,he said\n".to_owned(),
        format!("text,start,end,label\n{LONG},0,9,x\n{LONG},10,19,y\n"),
        format!("text,quote,label\n{LONG},all night,x\n{LONG},the river,y\n"),
        "text,label,start,end\nIt rains,x,10,18\nit snows,y,30,38\n".to_owned(),
        "File,Code,Coder,Coded text\na.txt,x,Ann,It rains\n".to_owned(),
        "documento;código;cita\na;x;Llueve\n".to_owned(),
        "belge;kod;alıntı\na;x;Yağmur\n".to_owned(),
    ];
    for table in &marks {
        assert_eq!(detected("a.csv", table.as_bytes()), Some("csv"), "{table}");
    }
    assert_eq!(detected("a.csv", b"a,b\n1,2\n"), None);
}

#[test]
fn texts_beside_marks_come_along_once() {
    let table = format!(
        "title,text,start,end,label,annotator\nRain,“{LONG},1,3,Thing,Ann\nRain,“{LONG},57,62,Thing,Bert\n\
         Snow,Snow fell. Snow fell.,0,4,Thing,Ann\n"
    );
    let files = BTreeMap::from([("a.csv".to_owned(), table.into_bytes())]);
    let empty = super::exchange::project_with(&[]);
    let empty = Project { articles: BTreeMap::new(), ..empty };
    let format = annotations::format("csv").unwrap();
    let (project, joined) = super::exchange::read_into(empty.clone(), format, &files);
    assert_eq!((joined.articles, joined.spans, joined.aside), (2, 3, 0), "{:?}", joined.notes);
    let rain = project.articles.values().find(|article| article.facts.title == "Rain").unwrap();
    let words: Vec<String> = rain.spans.in_text_order().map(|span| rain.words_of(span)).collect();
    assert_eq!(words, ["It", "river"]);
    let by_words = format!("text,quote,tag\n{LONG},all night,x\n{LONG},nowhere,y\nSo. So.,So,y\n");
    let files = BTreeMap::from([("a.csv".to_owned(), by_words.into_bytes())]);
    let (project, joined) = super::exchange::read_into(empty, format, &files);
    assert_eq!((joined.articles, joined.spans, joined.aside), (2, 2, 1), "{:?}", joined.notes);
    assert!(joined.notes.iter().any(|note| note.contains("“So” occurs 2 times")), "{:?}", joined.notes);
    assert_eq!(project.span_count(), 2);
}

#[test]
fn columns_of_marks_that_say_nothing_of_them_are_reported() {
    let project = super::exchange::project_with(&[]);
    let title = project.listed_articles()[0].facts.title.clone();
    let table = format!(
        "Document group;Document name;Code;Segment;Weight score;Empty\nWave 1;{title};Topic;Nobody;3;\nWave 1;{title};Topic;spoke;4;\n"
    );
    let files = BTreeMap::from([("a.csv".to_owned(), table.into_bytes())]);
    let (after, joined) = super::exchange::read_into(project, annotations::format("csv").unwrap(), &files);
    assert!(joined.notes.contains(&"a.csv: 1 column skipped: Weight score.".to_owned()), "{:?}", joined.notes);
    let field = after.codebook.article_fields.iter().find(|field| field.name == "Document group").unwrap();
    let value = after.listed_articles()[0].facts.fields.get(&field.id).cloned();
    assert!(matches!(value, Some(FieldValue::Text(words) | FieldValue::Choice(words)) if words == "Wave 1"));
}

#[test]
fn tables_are_read_in_every_encoding_and_dialect() {
    let table = "Überschrift;Veröffentlicht am;Zeitung;Text;Ressort\r\nRegen;2022-03-06;Die Post;\"Es „regnet“;\r\nsagte er.\";Inland\r\n\
                 Schnee;2022-03-07;Die Post;Es schneit – überall.;Inland\r\n";
    let utf16 = |bytes: fn(u16) -> [u8; 2]| table.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let tabs = table.replace(';', "\t").replace("“\t\r", "“;\r");
    for (name, bytes) in [
        ("a.csv", table.as_bytes().to_vec()),
        ("a.csv", ["\u{FEFF}", table].concat().into_bytes()),
        ("a.csv", ["sep=;\r\n", table].concat().into_bytes()),
        ("a.csv", ["Export; 2 hits\r\n\r\n", table].concat().into_bytes()),
        ("a.csv", [&[0xFF, 0xFE][..], &utf16(u16::to_le_bytes)].concat()),
        ("a.csv", [&[0xFE, 0xFF][..], &utf16(u16::to_be_bytes)].concat()),
        ("a.tsv", tabs.into_bytes()),
        ("a.csv", table.replace("\r\n", "\n").into_bytes()),
    ] {
        let read = articles(name, &bytes);
        assert_eq!(read.len(), 2, "{name}");
        assert_eq!(read[0].text.as_str(), "Es „regnet“;\nsagte er.");
        let facts = &read[1].facts;
        assert_eq!([&facts.title, &facts.published, &facts.outlet], ["Schnee", "2022-03-07", "Die Post"]);
        assert_eq!(field(&read[1], "Ressort"), Some("Inland"));
    }
}

#[test]
fn archives_of_news_are_known_by_their_columns() {
    for (table, [title, outlet, published, address]) in [
        (
            "stories_id,publish_date,title,url,language,media_name,media_url,indexed_date,text\n\
             12,2022-03-06,Rain,https://a.b/1,en,The Post,https://a.b,2022-03-09,It rains.\n",
            ["Rain", "The Post", "2022-03-06", "https://a.b/1"],
        ),
        (
            "DATE\tSourceCommonName\tDocumentIdentifier\tV2Themes\tTitle\tText\n\
             20220306101500\tpost.com\thttps://a.b/1\tRAIN;NORTH\tRain\tIt rains.\n",
            ["Rain", "post.com", "2022-03-06", "https://a.b/1"],
        ),
        (
            "HD,BY,WC,PD,SN,LA,LP,TD,AN\nRain,Ann,2,2022-03-06,The Post,EN,It rains.,So it does.,P1\n",
            ["Rain", "The Post", "2022-03-06", ""],
        ),
        (
            "Headline,Publication,Load-Date,Date,Byline,Section,Full text\nRain,The Post,x,2022-03-06,Ann,News,It rains.\n",
            ["Rain", "The Post", "2022-03-06", ""],
        ),
        (
            "titre;publié le;journal;lien;contenu\nRain;2022-03-06;The Post;https://a.b/1;It rains.\n",
            ["Rain", "The Post", "2022-03-06", "https://a.b/1"],
        ),
        (
            "título;data de publicação;veículo;link;conteúdo\nRain;2022-03-06;The Post;https://a.b/1;It rains.\n",
            ["Rain", "The Post", "2022-03-06", "https://a.b/1"],
        ),
    ] {
        let read = articles("a.csv", table.as_bytes());
        let facts = &read[0].facts;
        assert_eq!(
            [&facts.title, &facts.outlet, &facts.published, &facts.address],
            [title, outlet, published, address]
        );
        // Every other column is kept.
        let cells = table.lines().nth(1).unwrap();
        for cell in cells.split(['\t', ',', ';']).filter(|cell| !cell.is_empty() && !table.starts_with("DATE")) {
            let in_fields = read[0].fields.iter().any(|(_, value)| value == cell);
            let facts = format!("{facts:?} {}", read[0].text.as_str());
            assert!(in_fields || facts.contains(cell), "{cell} of {table} is lost");
        }
    }
    let factiva = articles("a.csv", b"HD,LP,TD\nRain,It rains.,So it does.\n");
    assert_eq!(factiva[0].text.as_str(), "It rains.\n\nSo it does.");
    let without = import::articles("a.csv", b"stories_id,publish_date,title,url\n1,2022-03-06,A,https://a.b\n", None);
    assert!(without.unwrap_err().to_string().contains("stories_id, publish_date, title, url"));
}

#[test]
fn workbooks_have_several_sheets_merged_cells_and_days_as_numbers() {
    let mut book = Workbook::new();
    let plain = Format::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (name, year) in [("2021", 2021), ("2022", 2022)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.merge_range(0, 0, 0, 3, "News of the year", &plain).unwrap();
        for (column, heading) in (0u16..).zip(["Date", "Newspaper", "Text", "Label"]) {
            sheet.write_string(1, column, heading).unwrap();
        }
        sheet.write_datetime_with_format(2, 0, ExcelDateTime::from_ymd(year, 3, 6).unwrap(), &day).unwrap();
        sheet.write_number(3, 0, 44_627.0).unwrap();
        sheet.merge_range(2, 1, 3, 1, "The Post", &plain).unwrap();
        sheet.write_string(2, 2, "It rains.").unwrap();
        sheet.write_string(3, 2, format!("{name}: it snows.")).unwrap();
        sheet.write_string(2, 3, "x").unwrap();
        sheet.write_string(3, 3, "y").unwrap();
    }
    book.add_worksheet().set_name("Sources").unwrap().write_string(0, 0, "made by hand").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(detected("a.xlsx", &bytes), None);
    let read = articles("a.xlsx", &bytes);
    assert_eq!(read.len(), 4);
    let shown: Vec<[&str; 2]> =
        read.iter().map(|article| [article.facts.published.as_str(), article.facts.outlet.as_str()]).collect();
    assert_eq!(shown[0], ["2021-03-06", "The Post"]);
    assert_eq!(shown[1], ["2022-03-07", "The Post"]);
    assert_eq!((field(&read[3], "sheet"), field(&read[3], "Label")), (Some("2022"), Some("y")));
    assert!(
        read[0].warnings.contains(&"1 sheet without articles skipped: Sources.".to_owned()),
        "{:?}",
        read[0].warnings
    );
}
