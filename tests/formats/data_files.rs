//! Articles from data files: JSON however it is laid out, RIS, and all of them in gzip.

use std::{collections::BTreeMap, io::Write};

use sayso::import::{
    self, ImportError, Imported, LARGEST, Mapping, Reading, Role,
    annotations::{self, File},
};

const FOLDER: &str = "tests/data";

fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(format!("{FOLDER}/{path}")).unwrap()
}

/// The articles of a file under tests/data.
fn read(path: &str) -> Vec<Imported> {
    let name = path.rsplit('/').next().unwrap();
    assert_eq!(detected(name, &bytes(path)), None, "{path}");
    import::articles(name, &bytes(path), None).unwrap()
}

fn articles(name: &str, text: &str) -> Result<Vec<Imported>, ImportError> {
    import::articles(name, text.as_bytes(), None)
}

fn why(name: &str, text: &str) -> String {
    articles(name, text).unwrap_err().to_string()
}

/// Which format of annotations a file is taken for.
fn detected(name: &str, bytes: &[u8]) -> Option<&'static str> {
    let beside: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    annotations::format_of(&File { name, bytes, beside: &beside }).map(|format| format.name)
}

/// Title, outlet, author, day and address.
fn facts(article: &Imported) -> [&str; 5] {
    let facts = &article.facts;
    [&facts.title, &facts.outlet, &facts.author, &facts.published, &facts.address].map(String::as_str)
}

fn field<'a>(article: &'a Imported, name: &str) -> Option<&'a str> {
    article.fields.iter().find(|(heading, _)| heading == name).map(|(_, value)| value.as_str())
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn answers_of_news_services_are_articles() {
    let newsapi = read("json/newsapi.json");
    assert_eq!(newsapi.len(), 2);
    let ferry = ["Ferry to run at night & at weekends", "The Harbour Ledger", "Nora Whitfield", "2022-03-07"];
    assert_eq!(facts(&newsapi[0])[..4], ferry);
    assert_eq!(newsapi[1].text.as_str(), "The bridge is closed.\n\nTrucks take the northern road.");
    assert!(newsapi[1].source.steps.contains(&"HTML tags removed".to_owned()), "{:?}", newsapi[1].source);
    assert_eq!(
        (newsapi[1].source.format.as_str(), newsapi[1].facts.dating.source.as_str()),
        ("json-articles", "record")
    );
    assert_eq!(field(&newsapi[0], "source.id"), Some("harbour-ledger"));
    assert_eq!(field(&newsapi[0], "description"), Some("The council agreed on Monday."));
    assert_eq!(
        newsapi[0].warnings,
        ["1 text ends where its source cut it off.", "Skipped beside the articles: status, totalResults."]
    );

    let registry = read("json/eventregistry.json");
    let dam = [
        "Dam to be raised",
        "The Harbour Ledger",
        "Nora Whitfield, Idris Cole",
        "2022-03-07",
        "https://ledger.example/dam",
    ];
    assert_eq!(facts(&registry[0]), dam);
    assert_eq!((registry[1].facts.language.as_str(), registry.len()), ("deu", 2));
    assert!(registry[0].text.as_str().ends_with("metres.\n\n“It is about time,” the engineer said."));
    assert_eq!(field(&registry[0], "concepts[].label.eng"), Some("Dam; Valley"));
    assert_eq!(field(&registry[0], "uri"), Some("700000001"));

    let feed = read("json/feed.json");
    let snow = ["Snow on the pass", "", "June Tollefson", "2022-03-09", "https://valley.example/41"];
    assert_eq!(facts(&feed[0]), snow);
    assert_eq!(feed[0].text.as_str(), "Snow fell on the pass.\n\nThe road is closed.");
    assert_eq!(field(&feed[0], "tags"), Some("weather; roads"));

    let posts = read("json/wordpress.json");
    assert_eq!(facts(&posts[0])[..1], ["The mill’s last day"]);
    assert_eq!(facts(&posts[0])[3..], ["2022-03-10", "https://kiyi.example/mill"]);
    assert_eq!(posts[0].text.as_str(), "The mill closes – after 90 years.\n\n“So it goes,” said its owner.");

    let alone = read("json/newsplease.json");
    let market = [
        "Market is back",
        "prairie.example",
        "Marco Rossi, Inés Robledo",
        "2022-03-11",
        "https://prairie.example/market",
    ];
    assert_eq!((alone.len(), facts(&alone[0])), (1, market));
    assert_eq!(alone[0].text.as_str(), "The market is back.\nStalls stand along the quay.");
}

#[test]
fn a_bad_line_does_not_stop_the_others() {
    let lines = read("json/lines.jsonl");
    let days: Vec<[&str; 5]> = lines.iter().map(facts).collect();
    assert_eq!(days, [["One", "Post", "", "2022-03-06", ""], ["Four", "", "", "2022-03-08", ""]]);
    assert_eq!(field(&lines[1], "keywords"), Some("hail; roofs"));
    assert_eq!(
        lines[0].warnings,
        ["1 record without text skipped: 4.", "Line 2, column 73 skipped: EOF while parsing an object."]
    );
}

#[test]
fn lists_are_found_wherever_they_stand() {
    let one = r#"{"title":"A","text":"It rains."}"#;
    let two = r#"{"title":"B","text":"It snows."}"#;
    for (json, count) in [
        (format!("[{one},{two}]"), 2),
        (format!("{one}\n{two}\n"), 2),
        (format!("{one}{two}"), 2),
        (format!("\u{FEFF}{{\n\"title\": \"A\",\n\"text\": \"It rains.\"\n}}\n{two}"), 2),
        (one.to_owned(), 1),
        (format!(r#"{{"response":{{"status":"ok","results":[{one},{two}]}}}}"#), 2),
        (
            format!(
                r#"{{"took":3,"hits":{{"total":2,"hits":[{{"_id":"1","_source":{one}}},{{"_id":"2","_source":{two}}}]}}}}"#
            ),
            2,
        ),
        (format!(r#"{{"article":{one}}}"#), 1),
        (format!("{{\"page\":1,\"items\":[{one}]}}\n{{\"page\":2,\"items\":[{two}]}}\n"), 2),
        (format!(r#"[{{"id":1,"fields":{one}}},{{"id":2,"fields":{two}}}]"#), 2),
    ] {
        let read = articles("a.json", &json).unwrap();
        assert_eq!(read.len(), count, "{json}");
        assert_eq!((facts(&read[0])[0], read[0].text.as_str()), ("A", "It rains."), "{json}");
        assert_eq!(read.last().unwrap().text.as_str(), if count == 2 { "It snows." } else { "It rains." }, "{json}");
    }
    let several =
        articles("a.json", &format!(r#"{{"2021":[{one}],"2022":[{two}],"authors":[{{"name":"x"}}]}}"#)).unwrap();
    assert_eq!(several.iter().map(|article| field(article, "list")).collect::<Vec<_>>(), [Some("2021"), Some("2022")]);
    let with_lists =
        r#"{"text":"It rains.","sentences":[{"text":"It rains."}],"authors":[{"name":"Ann Lee"},{"name":"Bo Ray"}]}"#;
    let read = articles("a.json", with_lists).unwrap();
    assert_eq!(
        (read.len(), facts(&read[0])[2], field(&read[0], "sentences[].text")),
        (1, "Ann Lee, Bo Ray", Some("It rains."))
    );
    let paragraphs = articles("a.json", r#"{"headline":"A","body":["It rains.","It snows."]}"#).unwrap();
    assert_eq!(paragraphs[0].text.as_str(), "It rains.\n\nIt snows.");
    let twice = articles("a.json", &format!("[{one},{one}]")).unwrap();
    assert_eq!(twice.len(), 2, "nothing says that they are one");
}

#[test]
fn what_other_programs_write_for_values_of_json_is_read() {
    let file = r#"[{"_id": {"$oid": "5a97"}, "title": "NaN", "text": "It rains.", "author": NaN, "n": 12345678901234567890123,
        "date": {"$date": "2018-03-01T00:00:00Z"}}, {"_id": {"$oid": "5a98"}, "title": "B", "text": "It snows.",
        "date": {"$date": {"$numberLong": "1519948800000"}}, "score": -Infinity}]"#;
    let all = articles("a.json", file).unwrap();
    assert_eq!(facts(&all[0])[..4], ["NaN", "", "", "2018-03-01"]);
    assert_eq!(facts(&all[1])[..4], ["B", "", "", "2018-03-02"]);
    assert_eq!((field(&all[0], "_id"), field(&all[0], "n")), (Some("5a97"), Some("12345678901234567890123")));
    assert_eq!(all[0].warnings, ["2 values that are not numbers (NaN, Infinity) were read as empty."]);
    let lines = "{\"title\":\"A\",\"text\":\"It rains.\",\"n\":1e400}\n{\"title\":\"B\",\"text\":\"It snows.\"}\n";
    assert_eq!(field(&articles("a.jsonl", lines).unwrap()[0], "n"), Some("1e400"));
}

#[test]
fn comments_beside_articles_are_told_and_not_added() {
    let file = r#"{"articles": [{"title": "A", "content": "It rains."}], "comments": [{"user": "x", "text": "No!"}, {"text": "So."}]}"#;
    let all = articles("a.json", file).unwrap();
    assert_eq!(all.iter().map(|article| article.text.as_str()).collect::<Vec<_>>(), ["It rains."]);
    assert_eq!(all[0].warnings, ["Skipped beside the articles: comments.text, comments.user."]);
    let two = r#"{"a": [{"text": "It rains."}], "b": [{"text": "It snows."}]}"#;
    assert_eq!(articles("a.json", two).unwrap().len(), 2);
}

#[test]
fn sentences_of_ris_are_no_tags_and_titles_stand_once() {
    let file = "TY  - NEWS\nTI  - Talks resume\nAB  - Talks resume\n\nThey met on Monday.\nUS - China relations are strained.\n\
                LA - Police said nothing.\nER  - \n";
    let all = articles("a.ris", file).unwrap();
    let text = "Talks resume\n\nThey met on Monday.\nUS - China relations are strained.\nLA - Police said nothing.";
    assert_eq!((all[0].text.as_str(), all[0].facts.language.as_str()), (text, ""));
    assert!(!all[0].source.steps.contains(&"title placed first".to_owned()), "{:?}", all[0].source.steps);
}

#[test]
fn json_that_is_no_list_of_articles_says_why() {
    for nothing in ["{}", "[]", "3", "[1,2]", "[[{\"text\":\"a\"}]]"] {
        assert_eq!(articles("a.json", nothing), Err(ImportError::UnknownAnnotations("json".to_owned())), "{nothing}");
    }
    let names = why("a.json", r#"{"name":"sayso","version":"1","dependencies":{"egui":"1"}}"#);
    assert!(
        names.contains("has no texts of articles") && names.ends_with("name, version, dependencies.egui"),
        "{names}"
    );
    let broken = why("a.json", "{\"title\":\"A\",\n\"text\":}");
    assert_eq!(broken, "it is not valid JSON (expected value at line 2 column 8)");
    let list = why("a.json", "[\n{\"text\":\"A\"},\n{\"text\":},\n{\"text\":\"B\"}\n]");
    assert!(list.ends_with("at line 3 column 9)"), "{list}");
    assert_eq!(articles("a.jsonl", r#"{"title":"A","text":" "}"#), Err(ImportError::Empty));
    let stray = articles("a.json", "{\"text\":\"It rains.\"}\n3\n").unwrap();
    assert_eq!(stray[0].warnings, ["1 value that is not an object skipped."]);
    let gdelt = import::articles("gdelt-doc.json", &bytes("json/gdelt-doc.json"), None).unwrap_err().to_string();
    assert!(gdelt.starts_with("it lists articles without their texts") && gdelt.contains("in “url”"), "{gdelt}");
}

#[test]
fn annotations_are_no_articles_also_where_they_are_damaged() {
    let doccano = r#"{"id":1,"text":"Anna left","label":[[0,4,"PER"]]}"#;
    assert_eq!(detected("a.jsonl", doccano.as_bytes()), Some("doccano"));
    for marks in [
        doccano,
        r#"[{"text":"Anna left","entities":[{"start":0,"end":4,"label":"PER"}]}]"#,
        r#"{"text":"Anna left","ner":[{"start_offset":0,"end_offset":4,"tag":"PER"}]}"#,
        r#"["Anna left",{"entities":[[0,4,"PER"]],"text":"x"}]"#,
    ] {
        let error = articles("a.json", marks).unwrap_err();
        assert_eq!(error, ImportError::UnknownAnnotations("json".to_owned()), "{marks}");
    }
    // Twenty bad lines at the top, and nobody sees that it is doccano's.
    let damaged = format!("{}{}", "x\n".repeat(22), format!("{doccano}\n").repeat(30));
    assert_eq!(detected("a.jsonl", damaged.as_bytes()), None);
    assert_eq!(articles("a.jsonl", &damaged), Err(ImportError::UnknownAnnotations("jsonl".to_owned())));
    let task = br#"[{"data":{"text":"Anna left"},"annotations":[{"result":[{"#;
    assert_eq!(detected("a.json", task), Some("label-studio"));
    // Who chooses to may read them all the same.
    let format = import::ALL.iter().find(|format| format.name == "json-articles").unwrap();
    let read = import::articles_as(format, "a.json", doccano.as_bytes(), None).unwrap();
    assert!(read[0].may_be_marks && read[0].text.as_str() == "Anna left");
}

#[test]
fn records_of_ris_are_articles() {
    let news = read("ris/news.ris");
    assert_eq!(news.len(), 2);
    let ferry = [
        "Ferry to run at night",
        "The Harbour Ledger",
        "Nora Whitfield, Idris Cole",
        "2022-03-07",
        "https://ledger.example/ferry",
    ];
    assert_eq!(facts(&news[0]), ferry);
    assert_eq!(
        news[0].text.as_str(),
        "Ferry to run at night\n\nThe council agreed on Monday that the ferry shall run at night.\n\n“We waited too long,” said the mayor."
    );
    let fields: Vec<(&str, &str)> =
        news[0].fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let expected = [
        ("ISSN", "0000-0001"),
        ("accession number", "LEDGER0020220307"),
        ("keywords", "ferries; councils"),
        ("pages", "4-5"),
        ("publisher", "Ledger Press"),
        ("type", "NEWS"),
    ];
    assert_eq!(fields, expected);
    assert_eq!(facts(&news[1])[1..4], ["Journal of Dams", "Marco Rossi", "2021-11"]);
    assert_eq!(field(&news[1], "notes"), Some("Accession Number: 77; Source Info: Nov2021."));
    assert_eq!(
        news[0].warnings,
        ["2 records have only an abstract, not the full text.", "1 record without text skipped: 3."]
    );
    assert_eq!((news[0].facts.language.as_str(), news[0].facts.dating.source.as_str()), ("English", "record"));
}

#[test]
fn a_long_note_of_ris_is_the_text() {
    let story = "The ferry runs at night, and nobody is on it. ".repeat(60);
    let record = format!("TY  - NEWS\nTI  - Ferry\nAB  - It runs.\nN1  - Copyright 2022\nN1  - {story}\nER  - \n");
    let read = articles("a.ris", &record).unwrap();
    assert_eq!(read[0].text.as_str(), format!("Ferry\n\n{}", story.trim()));
    assert_eq!((field(&read[0], "abstract"), field(&read[0], "notes")), (Some("It runs."), Some("Copyright 2022")));
    assert!(read[0].warnings.is_empty(), "{:?}", read[0].warnings);
    let both = "TY  - NEWS\nAB  - It runs at night.\nN2  - It runs.\nY2  - 2023/01/02/\nER  - \n";
    let read = articles("a.ris", both).unwrap();
    assert_eq!((read[0].text.as_str(), field(&read[0], "abstract")), ("It runs at night.", Some("It runs.")));
    assert_eq!((facts(&read[0])[3], field(&read[0], "Y2")), ("", Some("2023/01/02/")), "when it was looked up");
}

#[test]
fn bad_lines_of_ris_are_named() {
    let broken = read("ris/broken.ris");
    let texts: Vec<&str> = broken.iter().map(|article| article.text.as_str()).collect();
    assert_eq!(
        texts,
        ["Bridge closed\n\nThe bridge is closed.", "Market is back\n\nThe market is back\n  along the quay."]
    );
    assert_eq!(
        broken[0].warnings[..3],
        [
            "Line 1 is not part of a record; skipped.",
            "The record at line 2 has no end (ER).",
            "Line 12 is not part of a record; skipped."
        ]
    );
    assert_eq!(articles("a.ris", "It rains."), Err(ImportError::NoRecords));
    assert_eq!(articles("a.ris", "TY  - NEWS\nTI  - A\nER  - \n"), Err(ImportError::RecordsWithoutText(1)));
    let latin = import::articles("a.ris", b"TY  - NEWS\r\nTI  - Caf\xE9\r\nAB  - Closed.\r\nER  - \r\n", None).unwrap();
    assert_eq!((latin[0].facts.title.as_str(), latin[0].source.encoding.as_str()), ("Café", "windows-1252"));
}

#[test]
fn tables_without_texts_say_what_to_do() {
    let why = |name: &str| import::articles(name, &bytes(&format!("tables/{name}")), None).unwrap_err().to_string();
    let cloud = why("mediacloud.csv");
    assert!(cloud.contains("save the pages at the addresses in “url”") && cloud.contains("indexed_date"), "{cloud}");
    let told = ["gdelt.gkg.csv", "gdelt.export.csv", "gdelt.mentions.csv"].map(why);
    for (told, (kind, column)) in told.iter().zip([("the knowledge graph", "E"), ("events", "BI"), ("mentions", "F")]) {
        assert!(told.contains(&format!("a table of {kind} by GDELT")), "{told}");
        assert!(told.contains(&format!("column {column} ")), "{told}");
    }
}

#[test]
fn files_in_gzip_are_read_by_what_is_in_them() {
    let json = packed(&bytes("json/newsapi.json"));
    let read = import::articles("news.json.gz", &json, None).unwrap();
    assert_eq!(
        (read.len(), read[0].source.name.as_str(), read[0].source.format.as_str()),
        (2, "news.json.gz", "json-articles")
    );
    for (name, content) in [
        ("a.csv.gz", "title,text\nA,It rains.\n"),
        ("a.TXT.gz", "It rains."),
        ("a.jsonl.gz", "{\"text\":\"It rains.\"}\n"),
        ("a.ris.gz", "TY  - NEWS\nAB  - It rains.\nER  - \n"),
        ("a.html.gz", "<html><body><article><p>It rains.</p></article></body></html>"),
    ] {
        let bytes = packed(content.as_bytes());
        let read = import::articles(name, &bytes, None).unwrap();
        assert!(read[0].text.as_str().ends_with("It rains."), "{name}: {:?}", read[0].text.as_str());
        assert_eq!(import::preview(name, &bytes, None).unwrap().one().unwrap().imported, read[0], "{name}");
    }
    let two = [packed(b"title,text\n"), packed(b"A,It rains.\n")].concat();
    assert_eq!(import::articles("a.csv.gz", &two, None).unwrap().len(), 1);
    let bomb = packed(&vec![b' '; usize::try_from(LARGEST).unwrap() + 1]);
    assert_eq!(import::articles("a.txt.gz", &bomb, None), Err(ImportError::GzipTooLarge));
    assert!(matches!(import::articles("a.txt.gz", &two[..20], None), Err(ImportError::DamagedGzip(_))));
    let warc = import::articles("a.warc.gz", &bytes("warc/example.warc.gz"), None);
    assert!(warc.is_ok(), "{warc:?}");
}

#[test]
fn names_without_number_or_end_are_bounded() {
    let names: String = (0..1_500).map(|number| format!(r#","k{number}":1"#)).collect();
    let read = articles("a.json", &format!(r#"{{"text":"It rains."{names}}}"#)).unwrap();
    assert_eq!(read[0].fields.len(), 999);
    let told = "501 values skipped: their names are too long, or there are more than 1,000 names.";
    assert_eq!(read[0].warnings, [told]);
    let long = format!(r#"{{"text":"It rains.","{}":{{"a":1,"b":2}}}}"#, "x".repeat(5_000_000));
    assert!(articles("a.json", &long).unwrap()[0].fields.is_empty());
    let deep = format!("{}1{}", r#"{"a":"#.repeat(5_000), "}".repeat(5_000));
    assert!(why("a.json", &deep).contains("recursion limit exceeded"));
    let many = "x\n".repeat(3_000_000);
    let begun = std::time::Instant::now();
    assert!(matches!(articles("a.jsonl", &many), Err(ImportError::NotJson(_))));
    assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
}

/// A number that looks like chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

#[test]
fn damaged_files_give_articles_or_errors_in_words() {
    const PIECES: [&str; 12] =
        ["{", "}", "[", "]", ",", "\"", ":", "\n", "TY  - ", "ER  - \n", "\u{202E}", "99999999999999999999"];
    let files = [
        "json/newsapi.json",
        "json/eventregistry.json",
        "json/feed.json",
        "json/wordpress.json",
        "json/lines.jsonl",
        "ris/news.ris",
        "ris/broken.ris",
        "tables/gdelt.gkg.csv",
        "tables/mediacloud.csv",
    ];
    let (mut chance, mut read, mut refused) = (Chance(20_220_306), 0, 0);
    for file in files {
        let (whole, name) = (bytes(file), file.rsplit('/').next().unwrap());
        for _ in 0..150 {
            let mut bytes = whole.clone();
            for _ in 0..=chance.below(4) {
                let at = chance.below(bytes.len());
                match chance.below(4) {
                    0 if at < bytes.len() => bytes[at] = chance.below(256) as u8,
                    1 => drop(bytes.drain(at..(at + chance.below(60)).min(bytes.len()))),
                    2 => bytes.truncate(at),
                    _ => drop(bytes.splice(at..at, PIECES[chance.below(PIECES.len())].bytes())),
                }
            }
            match import::articles(name, &bytes, None) {
                Ok(_) => read += 1,
                Err(error) => {
                    assert!(!error.to_string().is_empty());
                    refused += 1;
                }
            }
            if let Ok(mut mapped) = import::mapping(name, &bytes, None) {
                let heading = mapped.columns[chance.below(mapped.columns.len())].heading.clone();
                mapped.guess.set(&heading, Role::Text);
                assert_eq!(Mapping::parse(&mapped.guess.to_string()).as_ref(), Some(&mapped.guess));
                let chosen = Reading { mapping: Some(mapped.guess), ..Reading::default() };
                let _whatever = import::articles(name, &bytes, chosen);
            }
        }
    }
    assert!(read > 100 && refused > 100, "{read} read, {refused} refused");
}
