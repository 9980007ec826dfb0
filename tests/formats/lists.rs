//! Lists of articles for statistics, lexical analysis and references: what each writes, byte by byte, and that what was
//! written is read again where there is a reader. The files in `tests/data/lists` are what they should be;
//! `SAYSO_WRITE=1` writes them anew.

use std::{collections::BTreeMap, sync::Arc};

use sayso::{
    export::{self, Limit, Loss, Part, Unsupported},
    import,
    model::{
        Article, ArticleId, Codebook, Coder, CoderId, Extra, Facts, FieldDef, FieldId, FieldKind, FieldValue, Id,
        Project, ProjectId, Source, Span, SpanId, TagId, Time,
    },
    text::{ByteRange, FrozenText},
};

use super::exchange::written;

fn id(number: u8) -> Id {
    Id::from_bits([7, 7, 7, 7, 7, 7, 7, 7, 7, number])
}

fn add(project: &mut Project, file: &str, text: &str, facts: Facts) -> ArticleId {
    let number = project.articles.len() as u8 + 1;
    let article_id = ArticleId(id(number));
    let source = Source { name: file.to_owned(), format: "text".to_owned(), ..Source::default() };
    let article = Article::new(article_id, FrozenText::verbatim(text), facts, source, Time(i64::from(number)));
    project.articles.insert(article_id, Arc::new(article));
    article_id
}

fn mark(project: &mut Project, article_id: ArticleId, number: u8, tag: &str, at: (usize, usize), coder: u8) {
    let pieces = vec![ByteRange::new(at.0, at.1)];
    let span = Span::new(SpanId(id(number)), TagId::new(tag), pieces, CoderId(id(coder)), Time(0));
    project.articles.get_mut(&article_id).map(Arc::make_mut).unwrap().spans.insert(span);
}

fn facts(of: [&str; 7]) -> Facts {
    let [title, outlet, author, published, address, language, note] = of.map(str::to_owned);
    Facts { title, outlet, author, published, address, language, note, ..Facts::default() }
}

/// Four articles: with all facts, without any, from right to left, and with signs that mean something to programs.
fn project() -> Project {
    let mut project = Project::new(ProjectId(id(1)), "Lists", Codebook::default());
    for (number, name) in [(1, "Ada"), (2, "Ben")] {
        let coder = Coder { id: CoderId(id(number)), name: name.to_owned(), changed: None, extra: Extra::new() };
        project.coders.insert(coder.id, coder);
    }
    for (tag_id, name, parent) in
        [("claim", "Claim", None), ("denial", "Denial, flat", Some("claim")), ("title", "Title", None)]
    {
        let mut tag = project.codebook.new_tag(TagId::new(tag_id), name);
        tag.parent = parent.map(TagId::new);
        project.codebook.tags.push(tag);
    }
    let fields = [
        ("region", "Region", FieldKind::Choice(vec!["north & east".to_owned()])),
        ("change", "Change in %", FieldKind::Number),
        ("motto", "Motto", FieldKind::Text),
    ];
    project.codebook.article_fields = fields
        .into_iter()
        .map(|(field_id, name, kind)| FieldDef {
            id: FieldId::new(field_id),
            name: name.to_owned(),
            kind,
            definition: String::new(),
        })
        .collect();

    let address = "https://example.org/a_b?c={1}&d=50%25";
    let mut known = facts([
        "Rain “stops” 100 % of play & more",
        "The Süd-Kurier",
        "Ada Byron, Çağla Ünal",
        "2018-03-01",
        address,
        "en",
        "seen in print\nand online",
    ]);
    known.fields = BTreeMap::from([
        (FieldId::new("region"), FieldValue::Choice("north & east".to_owned())),
        (FieldId::new("change"), FieldValue::Number(-1.5)),
        (FieldId::new("motto"), FieldValue::Text("Always {first}".to_owned())),
    ]);
    let first = add(&mut project, "rain.txt", "It rains.\n\nIt does not \"rain\", 🙂 he said.\n", known);
    mark(&mut project, first, 1, "claim", (0, 9), 1);
    mark(&mut project, first, 2, "claim", (0, 9), 2);
    mark(&mut project, first, 3, "denial", (11, 22), 1);
    add(&mut project, "bare.txt", "Nothing is known.", Facts::default());
    let arabic = facts(["قال الوزير", "الأهرام", "", "2018-03", "", "ar", ""]);
    add(&mut project, "قال.txt", "قال الوزير\nإن المطر توقف.", arabic);
    let signs = facts(["=1+1", "*Post*", "Byron, Ada", "last spring", "", "", ""]);
    let signed = add(&mut project, "signs.txt", "@ada: it cost $5\n*** no ***\n- one; -two", signs);
    mark(&mut project, signed, 4, "claim", (0, 4), 1);
    project
}

const FORMATS: [&str; 8] = ["matrix", "matrix-binary", "matrix-xlsx", "quanteda", "iramuteq", "texts", "ris", "bibtex"];

#[track_caller]
fn golden(name: &str, bytes: &[u8]) {
    let path = format!("tests/data/lists/{name}");
    if std::env::var_os("SAYSO_WRITE").is_some() {
        std::fs::write(&path, bytes).unwrap();
        return;
    }
    let expected = std::fs::read(&path).unwrap();
    assert_eq!(String::from_utf8_lossy(bytes), String::from_utf8_lossy(&expected), "{path}");
    assert_eq!(bytes, expected, "{path}");
}

fn format(name: &str) -> &'static export::Format {
    export::format(name).unwrap()
}

fn alone(name: &str, project: &Project) -> Vec<u8> {
    format(name).write(project).into_bytes().unwrap()
}

#[test]
fn lists_are_written_as_their_programs_read_them() {
    let project = project();
    for (name, file) in [
        ("matrix", "matrix.csv"),
        ("matrix-binary", "matrix-binary.csv"),
        ("quanteda", "quanteda.csv"),
        ("iramuteq", "iramuteq.txt"),
        ("ris", "references.ris"),
        ("bibtex", "references.bib"),
    ] {
        golden(file, &alone(name, &project));
        assert_eq!(format(name).write(&project).what, "4 articles", "{name}");
    }
    let (files, _) = written(format("texts"), &project);
    golden("metadata.csv", &files["metadata.csv"]);
}

#[test]
fn an_empty_project_is_an_empty_list() {
    let empty = Project::new(ProjectId(id(1)), "Empty", Codebook::default());
    for name in FORMATS {
        let whole = format(name).write(&empty);
        assert_eq!((whole.losses.as_slice(), whole.what.as_str()), (&[][..], "0 articles"), "{name}");
        whole.into_bytes().unwrap();
    }
    assert_eq!(alone("quanteda", &empty).iter().filter(|byte| **byte == b'\n').count(), 1, "its header");
    assert_eq!(alone("iramuteq", &empty), b"\n");
    assert!(alone("ris", &empty).is_empty() && alone("bibtex", &empty).is_empty());
}

#[test]
fn what_lists_leave_out_is_counted() {
    let mut project = project();
    add(&mut project, "blank.txt", "… *", Facts::default());
    let lost = |name: &str, limit: Limit| {
        let losses = format(name).write(&project).losses;
        let found = losses.iter().find(|loss| loss.what == Unsupported::Limit(limit));
        found.map(|Loss { count, .. }| *count)
    };
    for name in FORMATS {
        assert_eq!(lost(name, Limit::Marks), Some(4), "{name}");
    }
    assert_eq!(lost("iramuteq", Limit::SignsOfCorpora), Some(7));
    assert_eq!(lost("iramuteq", Limit::ArticlesWithoutText), Some(1));
    // All outlets, authors, fields and tags that are of more than plain letters, and the date of last spring.
    assert_eq!(lost("iramuteq", Limit::SignsInValues), Some(10));
    assert_eq!(lost("quanteda", Limit::BeginningsOfFormulas), Some(1));
    assert_eq!(lost("ris", Limit::Asterisks), Some(2));
    let losses = format("iramuteq").write(&project).losses;
    assert!(losses.contains(&Loss { what: Unsupported::Part(Part::Facts), count: 3 }), "{losses:?}");
}

#[test]
fn a_workbook_has_counts_and_yes_or_no_as_numbers() {
    use calamine::{Data, Reader};
    let book = alone("matrix-xlsx", &project());
    let mut book: calamine::Xlsx<_> = Reader::new(std::io::Cursor::new(book)).unwrap();
    assert_eq!(book.sheet_names(), ["Counts", "Yes or no"]);
    for (sheet, claims) in [("Counts", 2.0), ("Yes or no", 1.0)] {
        let sheet = book.worksheet_range(sheet).unwrap();
        let mut rows = sheet.rows();
        let heads: Vec<String> = rows.next().unwrap().iter().map(ToString::to_string).collect();
        let first = rows.next().unwrap();
        let cell = |head: &str| &first[heads.iter().position(|other| other == head).unwrap()];
        assert_eq!(*cell("Claim"), Data::Float(claims));
        assert_eq!(*cell("Denial, flat"), Data::Float(1.0));
        assert_eq!(*cell("Title (tag)"), Data::Float(0.0));
        assert_eq!(*cell("Change in %"), Data::Float(-1.5));
        assert!(matches!(cell("published"), Data::DateTime(_)), "{:?}", cell("published"));
        let last = rows.next_back().unwrap();
        assert!(last.contains(&Data::String("=1+1".to_owned())), "words and no formula: {last:?}");
    }
}

#[test]
fn tags_of_one_name_have_columns_of_their_own() {
    let mut project = project();
    for tag_id in ["again", "once more"] {
        let tag = project.codebook.new_tag(TagId::new(tag_id), "claim");
        project.codebook.tags.push(tag);
    }
    let table = String::from_utf8(alone("matrix", &project)).unwrap();
    let heads = table.lines().next().unwrap();
    assert!(heads.ends_with("Claim,\"Denial, flat\",Title (tag),claim (tag),claim (tag 2)"), "{heads}");
}

#[test]
fn a_table_for_quanteda_and_files_of_texts_come_back_as_articles() {
    let project = project();
    let read = import::articles("quanteda.csv", &alone("quanteda", &project), None).unwrap();
    let listed = project.listed_articles();
    assert_eq!(read.len(), listed.len());
    for (read, article) in read.iter().zip(&listed) {
        let text = read.text.as_str();
        assert!(text == article.text.as_str() || text == format!("'{}", article.text.as_str()), "{text}");
    }
    let (known, facts) = (&read[0].facts, &listed[0].facts);
    assert_eq!(
        [&known.title, &known.outlet, &known.published, &known.address, &known.language],
        [&facts.title, &facts.outlet, &facts.published, &facts.address, &facts.language]
    );
    assert!(read[0].fields.contains(&("Region".to_owned(), "north & east".to_owned())), "{:?}", read[0].fields);

    let (files, _) = written(format("texts"), &project);
    assert_eq!(files.keys().collect::<Vec<_>>(), ["bare.txt", "metadata.csv", "rain.txt", "signs.txt", "قال.txt"]);
    for article in listed {
        let read = import::articles("a.txt", &files[&article.source.name], None).unwrap();
        assert_eq!(read[0].text, article.text);
    }
}

#[test]
fn no_text_begins_a_record_of_its_own() {
    let mut project = Project::new(ProjectId(id(1)), "Odd", Codebook::default());
    let odd = "TY  - JOUR\n**** *id_9\n-*theme\n@article{x,\nER  - \n$ end";
    add(&mut project, "a.txt", odd, facts([odd, odd, odd, odd, odd, odd, odd]));
    let corpus = String::from_utf8(alone("iramuteq", &project)).unwrap();
    let starred: Vec<&str> = corpus.lines().filter(|line| line.starts_with("****") || line.starts_with("-*")).collect();
    assert!(starred.len() == 1 && starred[0].starts_with("**** *id_1 "), "{corpus}");
    assert!(starred[0].split(' ').skip(1).all(|variable| variable.starts_with('*')), "{corpus}");
    let ris = String::from_utf8(alone("ris", &project)).unwrap();
    let records = |tag: &str| ris.lines().filter(|line| line.starts_with(tag)).count();
    assert_eq!((records("TY  - "), records("ER  - ")), (1, 1), "{ris}");
    let bib = String::from_utf8(alone("bibtex", &project)).unwrap();
    let braces = bib.replace("\\{", "").replace("\\}", "");
    assert_eq!(braces.matches('{').count(), braces.matches('}').count(), "{bib}");
}
