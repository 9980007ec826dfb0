//! What exports hold, and what they say of the rest: no more and no less than is in them.

use std::{collections::BTreeMap, sync::Arc};

use sayso::{
    export::{self, Limit, Loss, Part, Unsupported},
    import::annotations,
    model::{
        Article, ArticleId, Codebook, Coder, CoderId, Extra, Facts, FieldDef, FieldId, FieldKind, FieldValue, Id, Link,
        LinkEnd, LinkId, LinkKind, LinkKindId, Project, ProjectId, Source, Span, SpanId, TagId, Time,
    },
    text::{ByteRange, FrozenText},
};

use super::exchange::{project_with, read_back, read_into, told, written};

fn id(number: usize) -> Id {
    let [.., a, b, c] = number.to_be_bytes();
    Id::from_bits([9, 9, 9, 9, 9, 9, 9, a, b, c])
}

/// An empty project with tags called so and one coder.
fn project_of(tags: &[&str]) -> (Project, CoderId) {
    let mut project = Project::new(ProjectId(id(1)), "Exports", Codebook::default());
    for name in tags {
        let tag = project.codebook.new_tag(TagId::new(name), name);
        project.codebook.tags.push(tag);
    }
    let coder = Coder { id: CoderId(id(1)), name: "Ada".to_owned(), changed: None, extra: Extra::new() };
    project.coders.insert(coder.id, coder.clone());
    (project, coder.id)
}

/// Adds an article that came from a file of this name.
fn add(project: &mut Project, file: &str, text: &str, spans: Vec<Span>) -> ArticleId {
    let number = project.articles.len() + 1;
    let source = Source { name: file.to_owned(), format: "text".to_owned(), ..Source::default() };
    let facts = Facts { title: "T".to_owned(), ..Facts::default() };
    let mut article = Article::new(ArticleId(id(number)), FrozenText::verbatim(text), facts, source, Time(0));
    spans.into_iter().for_each(|span| drop(article.spans.insert(span)));
    let article_id = article.id;
    project.articles.insert(article_id, Arc::new(article));
    article_id
}

fn mark(number: usize, tag: &str, at: (usize, usize), coder: CoderId) -> Span {
    Span::new(SpanId(id(number)), TagId::new(tag), vec![ByteRange::new(at.0, at.1)], coder, Time(0))
}

fn format(name: &str) -> &'static export::Format {
    export::format(name).unwrap()
}

/// So many of these were left out.
fn lost(limit: Limit, count: usize) -> Loss {
    Loss { what: Unsupported::Limit(limit), count }
}

fn text_of(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).unwrap()
}

fn field(name: &str, kind: FieldKind) -> FieldDef {
    FieldDef { id: FieldId::new(&name.to_lowercase()), name: name.to_owned(), kind, definition: String::new() }
}

#[test]
fn label_studio_knows_neither_our_coders_nor_two_controls_of_one_name() {
    let holds = format("label-studio").holds;
    let mut project = project_with(holds);
    let choice = |words: &[&str]| FieldKind::Choice(words.iter().map(|word| (*word).to_owned()).collect());
    let fields = [
        field("label", FieldKind::Text),
        field("text", FieldKind::Number),
        field("entity", choice(&["a & b"])),
        field("Stance", choice(&["undecided"])),
        field("Doubtful", FieldKind::Text),
        field("two\tparts", FieldKind::Text),
    ];
    project.codebook.tags[1].fields = fields.into();
    let article = project.articles.values_mut().next().map(Arc::make_mut).unwrap();
    let mut speaker = article.spans.iter().find(|span| span.tag == TagId::new("speaker")).unwrap().clone();
    speaker.fields = BTreeMap::from([
        (FieldId::new("label"), FieldValue::Text("x".to_owned())),
        (FieldId::new("text"), FieldValue::Number(2.0)),
        (FieldId::new("entity"), FieldValue::Choice("a & b".to_owned())),
        (FieldId::new("stance"), FieldValue::Choice("undecided".to_owned())),
        (FieldId::new("doubtful"), FieldValue::Text("by me".to_owned())),
        (FieldId::new("two\tparts"), FieldValue::Text("y".to_owned())),
    ]);
    article.spans.insert(speaker);

    let (files, losses) = written(format("label-studio"), &project);
    assert!(losses.contains(&lost(Limit::LinksBetweenCoders, 1)), "{losses:?}");
    assert!(!text_of(&files, "tasks.json").contains("completed_by"));
    let config = text_of(&files, "config.xml");
    let document = roxmltree::Document::parse(&config).unwrap();
    let mut names: Vec<&str> = document.descendants().filter_map(|node| node.attribute("name")).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all, "each name once: {config}");
    let tasks: serde_json::Value = serde_json::from_slice(&files["tasks.json"]).unwrap();
    let annotations = tasks[0]["annotations"].as_array().unwrap();
    for result in annotations.iter().flat_map(|one| one["result"].as_array().unwrap()) {
        let Some(control) = result["from_name"].as_str() else { continue };
        assert!(names.contains(&control), "{control} is no control: {config}");
    }
    let stance = document.descendants().find(|node| node.attribute("name") == Some("Stance")).unwrap();
    let choices: Vec<&str> = stance.children().filter_map(|node| node.attribute("value")).collect();
    assert_eq!(choices, ["for", "rather against", "undecided"]);

    let (back, joined) = read_back(annotations::format("label-studio").unwrap(), &files);
    assert_eq!(joined.notes, [""; 0]);
    assert_eq!(told(&back, holds), told(&project, holds));

    // As Sayso wrote it before, the coder is a person of Label Studio.
    let tasks = text_of(&files, "tasks.json");
    let mut files = files;
    for name in ["Anna Ö.", "Ben, \\\"B\\\""] {
        let (now, before) = (
            format!("\"sayso_coder\": \"{name}\""),
            format!("\"completed_by\": {{ \"id\": 1, \"first_name\": \"{name}\", \"last_name\": \"\" }}"),
        );
        assert!(tasks.contains(&now), "{tasks}");
        let old = text_of(&files, "tasks.json").replace(&now, &before);
        files.insert("tasks.json".to_owned(), old.into_bytes());
    }
    let (back, _) = read_back(annotations::format("label-studio").unwrap(), &files);
    assert_eq!(told(&back, holds), told(&project, holds));
}

#[test]
fn a_long_mark_with_a_long_note_over_many_others_makes_no_endless_report() {
    let (mut project, coder) = project_of(&["claim", "cue"]);
    let text = "said so. ".repeat(2_000);
    let mut spans: Vec<Span> =
        (0..2_000).map(|number| mark(number + 10, "cue", (9 * number, 9 * number + 4), coder)).collect();
    let mut long = mark(1, "claim", (0, text.len()), coder);
    long.note = "because ".repeat(4_000);
    spans.push(long);
    add(&mut project, "a.txt", &text, spans);
    let page = text_of(&written(format("report"), &project).0, "project.html");
    assert!(page.len() < 1_500_000, "{}", page.len());
    assert!(!page.contains(" title=\""), "nothing hides in a tooltip");
}

#[test]
fn the_words_of_a_mark_and_what_is_known_of_it_lead_to_each_other() {
    let (mut project, coder) = project_of(&["claim"]);
    let mut blank = mark(2, "claim", (5, 8), coder);
    blank.note = "why <this>".to_owned();
    // One begins between paragraphs, where no words are.
    add(&mut project, "a.txt", "Title\n\n\nIt rains.", vec![mark(1, "claim", (0, 5), coder), blank]);
    let page = text_of(&written(format("report"), &project).0, "project.html");
    for number in [1, 2] {
        let id = SpanId(id(number));
        for part in ["id=\"s-", "href=\"#s-", "id=\"n-", "href=\"#n-"] {
            let count = page.matches(&format!("{part}{id}\"")).count();
            assert_eq!(count, 1, "{part}: {page}");
        }
        assert!(page.contains(&format!("aria-label=\"claim {number}\"")), "{page}");
    }
    assert!(page.contains("<bdi>why &lt;this&gt;</bdi> · <bdi>Ada</bdi></li>"), "{page}");
}

#[test]
fn what_a_writer_cuts_is_counted() {
    let (mut project, coder) = project_of(&["claim", "Two words"]);
    project.codebook.link_kinds.push(sayso::store::builtin_codebook().link_kinds[0].clone());
    let text = "One\ntwo. Three four.\u{1} \n \u{1}";
    let mut noted = mark(1, "claim", (0, 7), coder);
    noted.fields.insert(FieldId::new("remark"), FieldValue::Text("two\nlines".to_owned()));
    noted.note = format!("\u{1}{}", "x".repeat(40_000));
    let blank = mark(3, "claim", (23, 26), coder);
    let link = Link {
        id: LinkId(id(1)),
        kind: LinkKindId::new(LinkKindId::SAID_BY),
        from: noted.id,
        to: LinkEnd::Span(blank.id),
        order: 0,
        fields: BTreeMap::new(),
        note: String::new(),
        by: coder,
        made: Time(0),
        changed: None,
        extra: Extra::new(),
    };
    let article_id = add(&mut project, "a.txt", text, vec![noted, mark(2, "Two words", (4, 14), coder), blank]);
    let article = project.articles.get_mut(&article_id).map(Arc::make_mut).unwrap();
    article.links.insert(link);
    add(&mut project, "b.txt", "Nothing is marked here. ", Vec::new());
    project.note = "about".to_owned();
    project.codebook.tags.extend([sayso::store::builtin_codebook().tags[1].clone()]);
    let note = Loss { what: Unsupported::Part(Part::ProjectNote), count: 1 };
    for (name, losses) in [
        ("xlsx", vec![lost(Limit::EndsOfLongCells, 2), lost(Limit::LineBreaksInFields, 1)]),
        (
            "brat",
            vec![lost(Limit::LineBreaksInMarks, 1), lost(Limit::BlankMarks, 1), lost(Limit::LinksOfBlankMarks, 1)],
        ),
        (
            "conll",
            vec![lost(Limit::BlanksInTagNames, 1), lost(Limit::BlankMarks, 1), lost(Limit::MarksAcrossSentences, 2)],
        ),
        ("docx", vec![lost(Limit::CharactersNotInXml, 3)]),
        ("qdpx", vec![lost(Limit::CharactersNotInXml, 1)]),
        ("csv", vec![lost(Limit::ArticlesWithoutMarks, 1), lost(Limit::LineBreaksInFields, 1)]),
        ("ledger", vec![lost(Limit::OtherMarks, 1), lost(Limit::ArticlesWithoutClaims, 1)]),
        ("claimreview", vec![lost(Limit::OtherMarks, 1), lost(Limit::ArticlesWithoutClaims, 1)]),
        ("markdown", vec![lost(Limit::BlanksAtParagraphEnds, 3)]),
        ("codebook", vec![lost(Limit::Marks, 3)]),
        ("qdc", vec![lost(Limit::Marks, 3), lost(Limit::LinkKinds, 1)]),
        ("w3c", vec![note, lost(Limit::ImportSteps, 2)]),
    ] {
        let counted = format(name).write(&project).losses;
        for loss in losses {
            assert!(counted.contains(&loss), "{name}: {loss:?} is not in {counted:?}");
        }
    }
    let (files, _) = written(format("brat"), &project);
    let ann = text_of(&files, "a.ann");
    assert!(
        ann.lines().all(|line| line.split('\t').count() < 3 || !line.ends_with('\t') || line.starts_with('R')),
        "{ann}"
    );
    assert_eq!(ann.lines().filter(|line| line.starts_with('T')).count(), 2, "{ann}");
    assert!(!ann.contains("Arg1"), "a relation without its end: {ann}");
}

#[test]
fn a_project_without_claims_is_a_document_that_word_opens() {
    let (mut project, coder) = project_of(&["cue"]);
    add(&mut project, "a.txt", "It rains.", vec![mark(1, "cue", (0, 2), coder)]);
    let docx = format("docx").write(&project).into_bytes().unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let body = std::io::read_to_string(archive.by_name("word/document.xml").unwrap()).unwrap();
    let document = roxmltree::Document::parse(&body).unwrap();
    let rows = document.descendants().filter(|node| node.tag_name().name() == "tr");
    for row in rows {
        assert!(row.children().any(|node| node.tag_name().name() == "tc"), "a row without cells: {body}");
    }
}

#[test]
fn names_of_files_are_such_as_every_system_takes_and_none_is_lost() {
    let (mut project, coder) = project_of(&["Speaker", "SPEAKER", "a:b?", "claim"]);
    let mut spans = vec![mark(1, "claim", (0, 9), coder)];
    spans.extend(["Speaker", "SPEAKER", "a:b?"].iter().zip(2..).map(|(tag, number)| mark(number, tag, (0, 2), coder)));
    add(&mut project, "aaa.txt", "It rains.", Vec::new());
    add(&mut project, "article1.txt", "It rains.", spans);
    add(&mut project, "CON.txt", "It snows.", Vec::new());
    for name in ["conll", "brat", "ptc", "cas-json"] {
        let (files, _) = written(format(name), &project);
        let mut names: Vec<String> = files.keys().map(|name| name.to_lowercase()).collect();
        assert!(
            names.iter().all(|name| !name.contains([':', '?', '/', '\\']) && !name.starts_with("con.")),
            "{names:?}"
        );
        let count = names.len();
        names.dedup();
        assert_eq!((names.len(), files.len()), (count, format(name).write(&project).files.len()), "{names:?}");
    }
    let (files, _) = written(format("ptc"), &project);
    assert!(text_of(&files, "article1.task-flc-tc.labels").starts_with("1\tclaim\t0\t9\n"), "it keeps its number");
    let conll: Vec<String> =
        written(format("conll"), &project).0.into_keys().filter(|name| name.ends_with(".conll")).collect();
    assert_eq!(conll.len(), 3 + 3, "{conll:?}");
}

#[test]
fn a_workbook_has_words_as_words_and_times_as_times() {
    let (mut project, coder) = project_of(&["claim"]);
    let mut at_nine = mark(1, "claim", (0, 2), coder);
    at_nine.made = "2022-03-07T09:30:15Z".parse().unwrap();
    let article_id = add(&mut project, "a.txt", "It rains.", vec![at_nine]);
    let article = project.articles.get_mut(&article_id).map(Arc::make_mut).unwrap();
    (article.facts.outlet, article.facts.published) = ("1843".to_owned(), "2022-03-06".to_owned());
    let book = format("xlsx").write(&project).into_bytes().unwrap();
    let mut book: calamine::Xlsx<_> = calamine::Reader::new(std::io::Cursor::new(book)).unwrap();
    let sheet = calamine::Reader::worksheet_range(&mut book, "Marks").unwrap();
    let cell = |head: &str| {
        let column = sheet
            .rows()
            .next()
            .unwrap()
            .iter()
            .position(|cell| calamine::DataType::get_string(cell) == Some(head))
            .unwrap();
        sheet.rows().nth(1).unwrap()[column].clone()
    };
    assert_eq!(cell("outlet"), calamine::Data::String("1843".to_owned()));
    assert_eq!(cell("end"), calamine::Data::Float(2.0));
    for (head, shown) in [("made", (2022, 3, 7, 9, 30, 15, 0)), ("published", (2022, 3, 6, 0, 0, 0, 0))] {
        let calamine::Data::DateTime(time) = cell(head) else { panic!("{head}: {:?}", cell(head)) };
        assert_eq!(time.to_ymd_hms_milli(), shown, "{head}");
    }
}

#[test]
fn formulas_in_any_part_of_a_cell_are_words_and_come_back_as_they_were() {
    let (mut project, coder) = project_of(&["claim"]);
    let notes = ["said so ;=HYPERLINK(1);x", "=1; '=2", "'=3", "a\n-4\t+5", "\t6", "it's; \"@7"];
    let text = "It rains. ".repeat(notes.len());
    let spans = notes.iter().enumerate().map(|(number, note)| {
        let mut span = mark(number + 1, "claim", (10 * number, 10 * number + 2), coder);
        (*note).clone_into(&mut span.note);
        span
    });
    let spans: Vec<Span> = spans.collect();
    let article_id = add(&mut project, "a.txt", &text, spans);
    let (files, _) = written(format("csv"), &project);
    let table = text_of(&files, "project.csv");
    for cell in table.split([',', ';', '\t', '\r', '\n']) {
        let cell = cell.trim_matches(['"', ' ']);
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell} in {table}");
    }
    let mut bare = project.clone();
    let article = bare.articles.get_mut(&article_id).map(Arc::make_mut).unwrap();
    article.spans = Default::default();
    let (back, joined) = read_into(bare, annotations::format("csv").unwrap(), &files);
    assert_eq!(joined.spans, notes.len(), "{:?}", joined.notes);
    let mut read: Vec<&str> = back.articles[&article_id].spans.in_text_order().map(|span| span.note.as_str()).collect();
    read.sort_unstable();
    let mut notes = notes.to_vec();
    notes.sort_unstable();
    assert_eq!(read, notes);
}

#[test]
fn what_was_written_is_said_in_words() {
    let (mut project, coder) = project_of(&["claim"]);
    add(&mut project, "a.txt", "It rains.", vec![mark(1, "claim", (0, 2), coder)]);
    for (name, what) in [("csv", "1 mark"), ("ledger", "0 claims"), ("codebook", "1 tag"), ("qdc", "1 tag")] {
        assert_eq!(format(name).write(&project).what, what, "{name}");
    }
}

#[test]
fn no_export_shows_the_words_between_two_pieces_as_those_of_the_mark() {
    let (mut project, coder) = project_of(&["claim"]);
    project.codebook.link_kinds.push(LinkKind {
        id: LinkKindId::new(LinkKindId::SAID_BY),
        name: "Said by".to_owned(),
        definition: String::new(),
        from: vec![TagId::new("claim")],
        to: Vec::new(),
        fields: Vec::new(),
        changed: None,
        extra: Extra::new(),
    });
    let text = "It rains, ZWISCHEN he said, in Ankara.";
    let second = text.find("in Ankara").unwrap();
    let mut split = mark(1, "claim", (0, 8), coder);
    split.pieces.push(ByteRange::new(second, second + 9));
    add(&mut project, "a.txt", text, vec![split]);
    let mut shown = 0;
    for format in export::ALL {
        let (files, _) = written(format, &project);
        for (name, bytes) in &files {
            let is_archive = bytes.starts_with(b"PK");
            let parts = if is_archive { sayso::import::unpacked(bytes).unwrap() } else { files.clone() };
            for part in parts.values().map(|part| String::from_utf8_lossy(part)) {
                // Once in the text as a whole; in no list of marks.
                assert!(part.matches("rains, ZWISCHEN he said, in").count() <= 1, "{}: {name}: {part}", format.name);
                shown += usize::from(part.contains("It rains … in Ankara"));
            }
        }
    }
    assert!(shown >= 6, "csv, ledger, xlsx, report, docx, markdown and claimreview list it: {shown}");
    for analysis in sayso::analysis::ALL {
        let json = String::from_utf8(export::table::as_json(&(analysis.table)(&project))).unwrap();
        assert!(!json.contains("ZWISCHEN"), "{json}");
    }
}

#[test]
fn a_mark_in_pieces_comes_back_from_tables_of_now_and_before() {
    let (mut project, coder) = project_of(&["claim"]);
    let mut split = mark(1, "claim", (0, 8), coder);
    split.pieces.push(ByteRange::new(15, 24));
    let text = "It rains [...] in Ankara … he said";
    let quoted = mark(2, "claim", (0, 24), coder);
    let article_id = add(&mut project, "a.txt", text, vec![split, quoted]);
    let mut bare = project.clone();
    bare.articles.get_mut(&article_id).map(Arc::make_mut).unwrap().spans = Default::default();
    let (files, _) = written(format("csv"), &project);
    let table = text_of(&files, "project.csv");
    assert!(table.contains("It rains … in Ankara") && table.contains("It rains [...] in Ankara"), "{table}");
    for table in [table.clone(), table.replace("It rains … in Ankara", "It rains [...] in Ankara")] {
        let files = BTreeMap::from([("project.csv".to_owned(), table.into_bytes())]);
        let (back, joined) = read_into(bare.clone(), annotations::format("csv").unwrap(), &files);
        assert_eq!((joined.spans, joined.aside), (2, 0), "{:?}", joined.notes);
        let words: Vec<String> = back.articles[&article_id]
            .spans
            .in_text_order()
            .map(|span| back.articles[&article_id].words_of(span))
            .collect();
        assert!(words.contains(&"It rains … in Ankara".to_owned()), "{words:?}");
    }
}

#[test]
fn marks_between_the_pieces_of_another_share_no_words_with_it() {
    let (mut project, coder) = project_of(&["claim"]);
    let mut split = mark(1, "claim", (0, 2), coder);
    split.pieces.push(ByteRange::new(20, 22));
    add(&mut project, "a.txt", "It rains, he said so. Yes.", vec![split.clone(), mark(2, "claim", (3, 8), coder)]);
    assert_eq!(Part::Overlaps.count(&project), 0);
    add(&mut project, "b.txt", "It rains, he said so. Yes.", vec![split, mark(3, "claim", (18, 21), coder)]);
    assert_eq!(Part::Overlaps.count(&project), 1);
}

#[test]
fn numbers_are_those_of_the_articles_that_lists_show() {
    let (mut project, coder) = project_of(&["claim"]);
    let old =
        add(&mut project, "a.txt", "It rains.", vec![mark(1, "claim", (0, 2), coder), mark(2, "claim", (3, 8), coder)]);
    let new = add(&mut project, "a.txt", "It rains now.", vec![mark(3, "claim", (0, 2), coder)]);
    project.articles.get_mut(&new).map(Arc::make_mut).unwrap().replaces = Some(old);
    let (files, _) = written(format("report"), &project);
    let page = files.values().map(|bytes| String::from_utf8_lossy(bytes)).collect::<String>();
    assert!(page.contains("1 article · 1 mark ·"), "{page}");
    let by = sayso::analysis::ALL.iter().find(|analysis| analysis.name == "article").unwrap();
    add(&mut project, "b.txt", "It snows.", vec![mark(4, "claim", (0, 2), coder)]);
    assert_eq!((by.table)(&project).rows.len(), 2, "two articles of one title are two");
}
