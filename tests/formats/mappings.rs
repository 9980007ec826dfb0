//! Which columns of tables and of JSON say what of an article: the guess, what somebody chose, and how many rows there may be.

use sayso::import::{self, ImportError, Imported, Mapping, Reading, Role};

const FOLDER: &str = "tests/data";

fn read_mapped(name: &str, bytes: &[u8], mapping: &Mapping) -> Result<Vec<Imported>, ImportError> {
    import::articles(name, bytes, Reading { mapping: Some(mapping.clone()), ..Reading::default() })
}

fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(format!("{FOLDER}/{path}")).unwrap()
}

fn articles(name: &str, text: &str) -> Result<Vec<Imported>, ImportError> {
    import::articles(name, text.as_bytes(), None)
}

fn why(name: &str, text: &str) -> String {
    articles(name, text).unwrap_err().to_string()
}

/// Title, outlet, author, day and address.
fn facts(article: &Imported) -> [&str; 5] {
    let facts = &article.facts;
    [&facts.title, &facts.outlet, &facts.author, &facts.published, &facts.address].map(String::as_str)
}

fn field<'a>(article: &'a Imported, name: &str) -> Option<&'a str> {
    article.fields.iter().find(|(heading, _)| heading == name).map(|(_, value)| value.as_str())
}

#[test]
fn the_guess_of_the_columns_is_a_mapping_that_reads_the_same() {
    let table = "id,Headline,Byline,Date,Publication,Body,Topic\n1,A,Ann Lee,2022-03-06,Post,It rains.,x\n2,B,,2022-03-07,Post,It snows.,y\n";
    for (name, content) in [("a.csv", table.as_bytes().to_vec()), ("a.json", bytes("json/eventregistry.json"))] {
        let mapped = import::mapping(name, &content, None).unwrap();
        let read = read_mapped(name, &content, &mapped.guess).unwrap();
        assert_eq!(read, import::articles(name, &content, None).unwrap(), "{name}");
        assert_eq!(Mapping::parse(&mapped.guess.to_string()), Some(mapped.guess), "{name}");
    }
    let mapped = import::mapping("a.csv", table.as_bytes(), None).unwrap();
    let headings: Vec<&str> = mapped.columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(headings, ["id", "Headline", "Byline", "Date", "Publication", "Body", "Topic"]);
    assert_eq!(
        (mapped.columns[2].samples.as_slice(), mapped.columns[5].samples.len()),
        (&["Ann Lee".to_owned()][..], 2)
    );
    let roles: Vec<Role> = headings.iter().map(|heading| mapped.guess.role(heading)).collect();
    let expected = [
        Role::Field("id".to_owned()),
        Role::Title,
        Role::Author,
        Role::Published,
        Role::Outlet,
        Role::Text,
        Role::Field("Topic".to_owned()),
    ];
    assert_eq!(roles, expected);
    let turned = "Topic,Body,id,Headline,Byline,Date,Publication\nz,It hails.,3,C,,2022-03-08,Post\n";
    assert_eq!(import::mapping("b.csv", turned.as_bytes(), None).unwrap().key, mapped.key);
    assert_ne!(import::mapping("b.csv", b"Topic,Body\nz,It hails.\n", None).unwrap().key, mapped.key);
}

#[test]
fn columns_are_read_as_somebody_chose() {
    let table = "k1;k2;k3;k4;k5;k6\n1;It rains.;So it does.;Rain;2022-03-06;x\n2;It snows.;;Snow;2022-03-07;y\n";
    assert!(why("a.csv", table).contains("k1, k2"));
    let mut mapping = import::mapping("a.csv", table.as_bytes(), None).unwrap().guess;
    assert!(matches!(read_mapped("a.csv", table.as_bytes(), &mapping), Err(ImportError::NoTextChosen)));
    for (heading, role) in [
        ("k3", Role::Text),
        ("k2", Role::Text),
        ("k4", Role::Title),
        ("k5", Role::Published),
        ("k6", Role::Field("Topic".to_owned())),
        ("k1", Role::Nothing),
    ] {
        mapping.set(heading, role);
    }
    let read = read_mapped("a.csv", table.as_bytes(), &mapping).unwrap();
    assert_eq!(read[0].text.as_str(), "It rains.\n\nSo it does.", "in the order of the columns");
    assert_eq!((facts(&read[0])[0], facts(&read[0])[3]), ("Rain", "2022-03-06"));
    assert_eq!(read[0].fields, [("Topic".to_owned(), "x".to_owned())]);

    // What was chosen counts before what is guessed, which becomes a field where both say something.
    let titles = "title,kicker,text\nA,B,It rains.\nC,,It snows.\n";
    let mut mapping = import::mapping("a.csv", titles.as_bytes(), None).unwrap().guess;
    mapping.set("kicker", Role::Title);
    let read = read_mapped("a.csv", titles.as_bytes(), &mapping).unwrap();
    assert_eq!((facts(&read[0])[0], field(&read[0], "title")), ("B", Some("A")));
    assert_eq!((facts(&read[1])[0], field(&read[1], "title")), ("C", None));

    let json = r#"[{"n":{"story":"It rains."},"x":"Post"},{"n":{"story":"It snows."},"x":"Post"}]"#;
    assert!(why("a.json", json).ends_with("its names are: n.story, x"));
    let mut mapping = import::mapping("a.json", json.as_bytes(), None).unwrap().guess;
    mapping.set("n.story", Role::Text);
    mapping.set("x", Role::Outlet);
    let read = read_mapped("a.json", json.as_bytes(), &mapping).unwrap();
    assert_eq!((read.len(), read[1].text.as_str(), facts(&read[1])[1]), (2, "It snows.", "Post"));
    assert_eq!(import::mapping("a.txt", b"It rains.", None), Err(ImportError::NoColumns));
    assert!(import::mapping("a.exe", b"It rains.", None).is_err());
}

#[test]
fn a_wrong_column_of_texts_is_told() {
    let table = "title,size,rest,text\nA,12,,It rains.\nB,13,,It snows.\nC,14,So.,It hails.\n";
    let mut mapping = import::mapping("a.csv", table.as_bytes(), None).unwrap().guess;
    let warnings = |mapping: &Mapping| read_mapped("a.csv", table.as_bytes(), mapping).unwrap()[0].warnings.clone();
    assert!(warnings(&mapping).is_empty());
    mapping.set("text", Role::Nothing);
    mapping.set("size", Role::Text);
    assert_eq!(
        warnings(&mapping),
        ["“size” was read as the text, but mostly has numbers. Check that it is the right column."]
    );
    mapping.set("size", Role::Nothing);
    mapping.set("rest", Role::Text);
    assert_eq!(
        warnings(&mapping),
        [
            "2 rows without text skipped.",
            "“rest” was read as the text, but only 1 of 3 articles have one. Check that it is the right column."
        ]
    );
}

#[test]
fn tables_past_the_limits_say_how_far_they_were_read() {
    let rows = format!("text\n{}", "a\n".repeat(1_048_577));
    assert_eq!(articles("a.csv", &rows), Err(ImportError::TooManyRows(1_048_576)));
    assert_eq!(
        ImportError::TooManyRows(1_048_576).to_string(),
        "it has more than 1,048,576 entries, the limit for a table; split it into smaller files"
    );
    let wide = format!("text{}\n{}", ",x".repeat(99), format!("a{}\n", ",".repeat(99)).repeat(120_000));
    let Err(ImportError::TableTooLarge(read)) = articles("a.csv", &wide) else { panic!("too large") };
    assert!((100_000..120_000).contains(&read), "{read}");
    let records = format!("[{}{{}}]", r#"{"text":"a"},"#.repeat(1_048_577));
    assert_eq!(articles("a.json", &records), Err(ImportError::TooManyRows(1_048_576)));
}

#[test]
fn outlets_in_dictionaries_of_python_may_have_apostrophes() {
    let table = "source,title,url,content\n\
        \"{'id': None, 'name': \"\"Baron's\"\"}\",A,https://a.example/1,It rains in the town and nobody goes out.\n\
        \"{'id': 'b', 'name': 'Post'}\",B,https://a.example/2,It snows in the town and nobody goes out.\n";
    let all = articles("a.csv", table).unwrap();
    assert_eq!(all.iter().map(|article| article.facts.outlet.as_str()).collect::<Vec<_>>(), ["Baron's", "Post"]);
}
