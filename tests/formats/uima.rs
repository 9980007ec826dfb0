//! The family of UIMA: CAS JSON, XMI, WebAnno's table and INCEpTION's projects, on files of DKPro and INCEpTION.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use sayso::{
    export,
    import::{
        LARGEST,
        annotations::{self, Choices, File, Joined, join},
    },
    model::{Codebook, Coder, CoderId, FieldValue, Id, LinkEnd, Project, ProjectId, Time},
};

use super::exchange::{folder, project_with, written, zipped};

/// Reads one file of a folder.
pub(super) fn read(files: &BTreeMap<String, Vec<u8>>, name: &str) -> (Project, Joined) {
    let file = File { name, bytes: &files[name], beside: files };
    let format = annotations::format_of(&file).unwrap_or_else(|| panic!("{name} is of no format"));
    let found = annotations::read(format, &file).unwrap_or_else(|error| panic!("{name}: {error}"));
    let id = Id::from_bits([9; 10]);
    let mut project = Project::new(ProjectId(id), "Uima", Codebook::default());
    let coder = Coder { id: CoderId(id), name: "Me".to_owned(), changed: None, extra: Default::default() };
    let joined = join(&mut project, found, &Choices::new(coder, Time(1)));
    (project, joined)
}

pub(super) fn words(project: &Project) -> Vec<String> {
    let articles = project.articles.values();
    articles.flat_map(|a| a.spans.in_text_order().map(|s| a.words_of(s))).collect()
}

/// Marks as tag, place and fields; links as kind and ends.
pub(super) fn told(project: &Project) -> BTreeSet<String> {
    let mut told = BTreeSet::new();
    for article in project.articles.values() {
        let show = |id| {
            let span = article.span(id).unwrap();
            let name = &project.codebook.tag(&span.tag).unwrap().name;
            // The table calls the layer of named entities by another name than the XMI.
            let name = if name == "NamedEntity" { "Span" } else { name };
            let tag = project.codebook.tag(&span.tag).unwrap();
            let fields: Vec<String> = span
                .fields
                .iter()
                .map(|(id, value)| {
                    let field = tag.fields.iter().find(|field| field.id == *id).unwrap();
                    let FieldValue::Text(words) = value else { panic!("{value:?}") };
                    format!("{}={words}", field.name)
                })
                .collect();
            format!("{name} {:?} {fields:?}", span.pieces)
        };
        told.extend(article.spans.iter().map(|span| show(span.id)));
        told.extend(article.links.iter().map(|link| {
            let kind = &project.codebook.link_kind(&link.kind).unwrap().name;
            let end = match link.to {
                LinkEnd::Span(to) => show(to),
                LinkEnd::Entity(id) => project.entities[&id].name.clone(),
                LinkEnd::Unnamed | LinkEnd::Nobody => panic!("{link:?}"),
            };
            format!("{kind}: {} to {end}", show(link.from))
        }));
    }
    told
}

#[test]
fn offsets_beyond_the_basic_plane_fit_in_json_and_xmi() {
    let expected = ["🥳", "This", "👳🏻\u{200d}♀\u{fe0f}", "is", "✆", "a", "🧔🏾\u{200d}♂\u{fe0f}", "test", "👻"];
    for (folder_name, name) in [("tests/data/cas-json", "emoji.json"), ("tests/data/xmi", "emoji.xmi")] {
        let (project, joined) = read(&folder(folder_name), name);
        assert_eq!(words(&project), expected, "{name}");
        assert_eq!((joined.spans, joined.aside, joined.notes.len()), (9, 0, 0), "{name}: {:?}", joined.notes);
    }
    let files = folder("tests/data/cas-json");
    let (project, joined) = read(&files, "chinese.json");
    assert_eq!((joined.spans, words(&project).len()), (4, 4), "{:?}", joined.notes);
    let file = File { name: "empty.json", bytes: &files["empty.json"], beside: &files };
    let format = annotations::format_of(&file).unwrap();
    assert_eq!(annotations::read(format, &file).unwrap_err().to_string(), "it contains no text");
}

#[test]
fn tokens_and_sentences_are_layout_and_told() {
    let (project, joined) = read(&folder("tests/data/xmi"), "small_cas.xmi");
    assert_eq!((project.span_count(), project.articles.len()), (0, 1));
    assert_eq!(joined.notes, ["small_cas.xmi: 13 layout annotations skipped (tokens, sentences and paragraphs)."]);
}

#[test]
fn a_table_and_an_xmi_of_one_document_hold_the_same() {
    let files = folder("tests/data/webanno-tsv");
    let tables: Vec<&String> = files.keys().filter(|name| name.ends_with(".tsv")).collect();
    assert_eq!(tables.len(), 12);
    for table in tables {
        let (of_table, joined) = read(&files, table);
        let (of_xmi, _) = read(&files, &table.replace(".tsv", ".xmi"));
        let text = |project: &Project| project.articles.values().next().unwrap().text.as_str().replace('\n', " ");
        assert_eq!(text(&of_table), text(&of_xmi), "{table}");
        let mut all = told(&of_table);
        // Features that the two spell differently.
        let spelt = |line: &str| line.replace("integerValue", "intValue");
        all = all.iter().map(|line| spelt(line)).collect();
        assert_eq!(all, told(&of_xmi), "{table}: {:?}", joined.notes);
        // A mark without length has no words; it is left out and told.
        let empty = joined.notes.iter().filter(|note| note.contains("covers no text")).count();
        let is_without_length = table.contains("ZeroLength");
        assert_eq!((all.is_empty(), empty == 2), (is_without_length, is_without_length), "{table}");
    }
}

#[test]
fn an_inception_project_gives_each_document_with_the_work_of_each_annotator() {
    let cas = |coder: &str| {
        let mut project = project_with(&[]);
        project.coders.values_mut().for_each(|known| coder.clone_into(&mut known.name));
        written(export::format("cas-json").unwrap(), &project).0.into_values().next().unwrap()
    };
    let bare = |coder: &str| String::from_utf8(cas(coder)).unwrap().replace("\"coder\"", "\"former\"").into_bytes();
    let inner = zipped(&[("anna.json", &bare("x"))]);
    let tsv = folder("tests/data/webanno-tsv").remove("testSentenceWithEmoji.tsv").unwrap();
    let project = zipped(&[
        ("exportedproject1.json", b"{}"),
        ("source/story.txt", b"..."),
        ("annotation/story.txt/anna.zip", &inner),
        ("annotation/story.txt/ben.json", &bare("y")),
        ("annotation/story.txt/INITIAL_CAS.json", &bare("z")),
        ("annotation/other.txt/anna.tsv", &tsv),
        ("annotation/third.txt/anna.ser", b"java"),
        ("annotation_ser/story.txt/anna.ser", b"java"),
    ]);
    let files = BTreeMap::from([("export.zip".to_owned(), project)]);
    let (project, joined) = read(&files, "export.zip");
    assert_eq!((project.articles.len(), joined.spans), (2, 9), "{:?}", joined.notes);
    let coders: BTreeSet<&str> = project.coders.values().map(|coder| coder.name.as_str()).collect();
    assert_eq!(coders, BTreeSet::from(["anna", "ben"]));
    let third = "export.zip, third.txt: annotations by anna skipped: it is in no supported format.";
    assert!(joined.notes.iter().any(|note| note == third), "{:?}", joined.notes);
}

#[test]
fn of_an_inception_project_the_work_alone_is_unpacked_and_each_for_itself() {
    let tsv = folder("tests/data/webanno-tsv").remove("testSentenceWithEmoji.tsv").unwrap();
    let large = vec![b' '; 65 << 20];
    let work = zipped(&[("anna.tsv", &tsv), ("notes.txt", &large)]);
    let too_large = zipped(&[("ben.tsv", &large)]);
    let mut archive = zipped(&[
        ("exportedproject1.json", b"{}"),
        ("source/story.pdf", b"damaged source"),
        ("source/film.mp4", &large),
        ("annotation/story.pdf/anna.zip", &work),
        ("annotation/story.pdf/ben.zip", &too_large),
        ("annotation/story.pdf/carl.json", b"damaged work"),
        ("annotation/story.pdf/dora.zip", &zipped(&[("dora.ser", b"java")])),
    ]);
    for damaged in [&b"damaged source"[..], b"damaged work"] {
        let at = archive.windows(damaged.len()).position(|words| words == damaged).unwrap();
        archive[at] = b'X';
    }
    let (project, joined) = read(&BTreeMap::from([("export.zip".to_owned(), archive)]), "export.zip");
    assert_eq!((project.articles.len(), joined.spans), (1, 1), "{:?}", joined.notes);
    let told = |user: &str, why: &str| {
        let told = format!("export.zip, story.pdf: annotations by {user} skipped: {why}");
        assert!(joined.notes.iter().any(|note| note.starts_with(&told)), "{told}: {:?}", joined.notes);
    };
    told("ben", "ben.tsv in the archive is larger than 64 MiB");
    told("carl", "annotation/story.pdf/carl.json in the archive cannot be unpacked (");
    told("dora", "it is in no supported format");
}

/// A file of CAS JSON about a text, with these feature structures beside.
fn cas(text: &str, structures: &[String]) -> BTreeMap<String, Vec<u8>> {
    let sofa = format!("{{\"%ID\":1,\"%TYPE\":\"uima.cas.Sofa\",\"sofaString\":\"{text}\"}}");
    let all: Vec<String> = std::iter::once(sofa).chain(structures.iter().cloned()).collect();
    let file = format!("{{\"%TYPES\":{{}},\"%FEATURE_STRUCTURES\":[{}]}}", all.join(","));
    BTreeMap::from([("a.json".to_owned(), file.into_bytes())])
}

fn structure(id: usize, kind: &str, (begin, end): (usize, usize), more: &str) -> String {
    format!("{{\"%ID\":{id},\"%TYPE\":\"{kind}\",\"@sofa\":1,\"begin\":{begin},\"end\":{end}{more}}}")
}

#[test]
fn what_programs_say_of_single_words_is_layout() {
    let core = "de.tudarmstadt.ukp.dkpro.core.api";
    let word = |id: usize, layer: &str, more: &str| structure(id, &format!("{core}.{layer}"), (0, 5), more);
    let files = cas(
        "Trade grows.",
        &[
            word(2, "segmentation.type.Token", ",\"@lemma\":3,\"@pos\":5"),
            word(3, "segmentation.type.Lemma", ",\"value\":\"trade\""),
            word(4, "segmentation.type.Stem", ",\"value\":\"trad\""),
            word(5, "lexmorph.type.pos.POS_NOUN", ",\"PosValue\":\"NN\""),
            word(6, "lexmorph.type.morph.MorphologicalFeatures", ",\"value\":\"Number=Sing\""),
            word(7, "ner.type.NamedEntity", ",\"value\":\"MISC\""),
        ],
    );
    let (project, joined) = read(&files, "a.json");
    let tags: Vec<&str> = project.codebook.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!((tags, joined.spans), (vec!["NamedEntity", "MISC"], 1));
    assert_eq!(
        joined.notes,
        [
            "a.json: 1 layout annotation skipped (tokens, sentences and paragraphs).",
            "a.json: 4 word annotations skipped (lemmas, stems, parts of speech and forms).",
        ]
    );
}

#[test]
fn a_value_stands_under_its_layer_and_nothing_that_is_said_is_lost() {
    let own = ",\"label\":\"Claim\",\"order\":\"third\",\"flag\":\"red\",\"mention\":\"once\",\"made\":\"by hand\",\
               \"referenceRelation\":\"none\",\"entityKind\":\"firm\"";
    let files = cas(
        "Trade grows.",
        &[
            structure(2, "webanno.custom.Sentiment", (0, 5), ",\"value\":\"positive\""),
            structure(3, "webanno.custom.Stance", (0, 5), ",\"value\":\"positive\",\"label\":\"\""),
            structure(4, "webanno.custom.Stance", (6, 11), ",\"label\":\"strong\",\"value\":\"positive\""),
            structure(5, "webanno.custom.Stance", (0, 11), ""),
            structure(6, "custom.Span", (0, 11), own),
            structure(7, "webanno.custom.Sentiment", (6, 11), ",\"value\":\"positive\",\"flag\":true"),
        ],
    );
    let (project, joined) = read(&files, "a.json");
    assert_eq!((joined.spans, &*joined.notes), (6, &[][..]));
    let tree: Vec<String> =
        project.codebook.tree().into_iter().map(|(depth, tag)| format!("{depth} {}", tag.name)).collect();
    assert_eq!(tree, ["0 Sentiment", "1 positive", "0 Stance", "1 Stance: positive", "1 strong", "0 Claim"]);
    let told = told(&project);
    let one = |start: &str| {
        told.iter().find(|line| line.starts_with(start)).unwrap().rsplit_once(" [\"").unwrap().1.to_owned()
    };
    assert_eq!(one("strong"), "value=positive\"]");
    let claim = told.iter().find(|line| line.starts_with("Claim")).unwrap();
    for said in ["order=third", "flag=red", "mention=once", "made=by hand", "referenceRelation=none", "entityKind=firm"]
    {
        assert!(claim.contains(said), "{said}: {claim}");
    }
    let flagged = project.articles.values().flat_map(|article| article.spans.iter()).filter(|span| span.flag).count();
    assert_eq!(flagged, 1);
}

#[test]
fn hostile_files_stay_small() {
    let found = |files: &BTreeMap<String, Vec<u8>>, name: &str| {
        let file = File { name, bytes: &files[name], beside: files };
        annotations::read(annotations::format_of(&file).unwrap(), &file).unwrap()
    };
    // An array that each of many structures names.
    let ids = vec!["9"; 10_000].join(",");
    let array = format!("{{\"%ID\":2,\"%TYPE\":\"uima.cas.FSArray\",\"%ELEMENTS\":[{ids}]}}");
    let structures = (3..500).map(|id| structure(id, "custom.Span", (0, 5), ",\"@others\":2"));
    let files = cas("Trade grows.", &std::iter::once(array).chain(structures).collect::<Vec<_>>());
    let told = found(&files, "a.json").problems;
    assert!(told[0].to_string().contains("skipped: arrays too long"), "{told:?}");
    // Sentences that each begin far behind the one before.
    let mut table = "#FORMAT=WebAnno TSV 3.3\n\n\n".to_owned();
    for number in 1..=100 {
        let begin = number * 1_000_000;
        table += &format!("#Text=So\n{number}-1\t{begin}-{}\tSo\t\n\n", begin + 2);
    }
    let found_in_table = found(&BTreeMap::from([("a.tsv".to_owned(), table.into_bytes())]), "a.tsv");
    let text = found_in_table.articles[0].text.as_ref().unwrap();
    assert!(text.len() as u64 <= LARGEST && text.trim_start().starts_with("So "), "{}", text.len());
    assert_eq!(
        found_in_table.problems.iter().filter(|told| told.to_string().contains("starts too far after")).count(),
        33
    );
    // Features without end, each of another name.
    let structures: String = (2..30_000).map(|id| format!("<a:B xmi:id=\"{id}\" f{id}=\"\"/>")).collect();
    let file = format!(
        "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" xmlns:a=\"http:///a.ecore\">\
         <cas:Sofa xmi:id=\"1\" sofaString=\"Trade grows.\"/>{structures}</xmi:XMI>"
    );
    let begin = Instant::now();
    assert_eq!(found(&BTreeMap::from([("a.xmi".to_owned(), file.into_bytes())]), "a.xmi").articles.len(), 1);
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
}

/// What is told of the tokens of such a table.
const LAYOUT: &str = "a.tsv: 4 layout annotations skipped (tokens, sentences and paragraphs).";

/// A table of one sentence, with these layers and a cell row for each token.
fn table(layers: &str, rows: [&str; 4]) -> BTreeMap<String, Vec<u8>> {
    let tokens = [
        ("1-1\t0-4\tAnna", rows[0]),
        ("1-2\t5-9\tsaid", rows[1]),
        ("1-3\t10-12\tit", rows[2]),
        ("1-4\t13-18\ttwice", rows[3]),
    ];
    let rows: String = tokens.iter().map(|(token, cells)| format!("{token}\t{cells}\t\n")).collect();
    let table = format!("#FORMAT=WebAnno TSV 3.3\n{layers}\n\n\n#Text=Anna said it twice\n{rows}");
    BTreeMap::from([("a.tsv".to_owned(), table.into_bytes())])
}

#[test]
fn the_columns_of_a_chain_may_stand_in_any_order() {
    let rows = [["*->1-1", "sort[1]"], ["_", "_"], ["again\\->so->1-2", "pro[1]"], ["*->2-1", "*[2]"]];
    let both = [("referenceRelation|referenceType", [0, 1]), ("referenceType|referenceRelation", [1, 0])];
    let read_table = |(columns, order): (&str, [usize; 2])| {
        let cells = rows.map(|row| order.map(|at| row[at]).join("\t"));
        let layer = format!("#T_CH=webanno.custom.SimpleLink|{columns}");
        let (project, joined) = read(&table(&layer, [&cells[0], &cells[1], &cells[2], &cells[3]]), "a.tsv");
        assert_eq!(joined.notes, [LAYOUT]);
        project
    };
    let [one, other] = both.map(read_table);
    assert_eq!(words(&one), ["Anna", "it", "twice"]);
    assert_eq!(told(&one), told(&other));
    let links: Vec<String> = told(&one).into_iter().filter(|line| line.contains(" to ")).collect();
    assert!(matches!(&links[..], [link] if link.starts_with("next: sort ")), "{links:?}");
}

#[test]
fn several_slots_may_lead_to_one_target_and_all_are_links() {
    let layers = "#T_SP=webanno.custom.Role|kind\n#T_SP=webanno.custom.Host|ROLE_webanno.custom.Host:slots_webanno.custom.HostLink|\
                  webanno.custom.Role";
    for (roles, fillers, expected) in
        [("A0;A1", "1-1;1-1", 2), ("A0;A0;A1", "1-1;1-3[2];1-3[2]", 3), ("A0;A1", "1-1", 2), ("*", "1-3[3]", 1)]
    {
        let host = format!("_\t{roles}\t{fillers}");
        let rows = ["x\t_\t_", &host, "y[2]|z[3]\t_\t_", "_\t_\t_"];
        let (project, joined) = read(&table(layers, rows), "a.tsv");
        assert_eq!((joined.links, joined.aside), (expected, 0), "{roles} {fillers}: {:?}", told(&project));
    }
}

#[test]
fn a_table_with_a_byte_order_mark_is_one() {
    let mut files = table("#T_SP=webanno.custom.Role|kind", ["x", "_", "y", "_"]);
    let with_mark = [b"\xEF\xBB\xBF", files["a.tsv"].as_slice()].concat();
    let crlf = String::from_utf8(with_mark).unwrap().replace('\n', "\r\n").into_bytes();
    files.insert("a.tsv".to_owned(), crlf);
    assert_eq!(words(&read(&files, "a.tsv").0), ["Anna", "it"]);
}

#[test]
fn arrays_and_lists_of_any_type_say_what_they_hold() {
    let several = |id: usize, kind: &str, elements: &str| {
        format!("{{\"%ID\":{id},\"%TYPE\":\"{kind}\",\"%ELEMENTS\":[{elements}]}}")
    };
    let part = |id: usize, kind: &str, rest: &str| format!("{{\"%ID\":{id},\"%TYPE\":\"uima.cas.{kind}\"{rest}}}");
    let files = cas(
        "Trade grows.",
        &[
            structure(
                2,
                "custom.Host",
                (0, 5),
                ",\"@refs\":10,\"@typed\":11,\"@listed\":12,\"@tags\":20,\"@listedTags\":21",
            ),
            structure(3, "custom.Other", (6, 11), ",\"plain\":[\"a\",\"b\"],\"@told\":14,\"@numbers\":22,\"@loop\":30"),
            several(10, "uima.cas.FSArray", "3,null"),
            several(11, "custom.Other[]", "3"),
            part(12, "NonEmptyFSList", ",\"@head\":3,\"@tail\":13"),
            part(13, "EmptyFSList", ""),
            several(14, "uima.cas.TOP[]", "15,16"),
            "{\"%ID\":15,\"%TYPE\":\"custom.Score\",\"of\":\"trust\",\"value\":3}".to_owned(),
            "{\"%ID\":16,\"%TYPE\":\"custom.Score\",\"of\":\"weight\"}".to_owned(),
            several(20, "uima.cas.StringArray", "\"x\",\"y\""),
            part(21, "NonEmptyStringList", ",\"head\":\"x\",\"@tail\":23"),
            part(23, "NonEmptyStringList", ",\"head\":\"z\",\"@tail\":24"),
            part(24, "EmptyStringList", ""),
            several(22, "uima.cas.IntegerArray", "1,2"),
            part(30, "NonEmptyFSList", ",\"@head\":2,\"@tail\":30"),
        ],
    );
    let (project, joined) = read(&files, "a.json");
    let told = told(&project);
    let has = |part: &str| told.iter().any(|line| line.contains(part));
    for link in ["refs: Host", "typed: Host", "listed: Host", "loop: Other"] {
        assert_eq!(told.iter().filter(|line| line.starts_with(link)).count(), 1, "{link}: {told:?}");
    }
    for field in ["tags=x; y", "listedTags=x; z", "plain=a; b", "numbers=1; 2", "told=of: trust, value: 3; of: weight"]
    {
        assert!(has(field), "{field}: {told:?}");
    }
    assert_eq!((joined.links, &*joined.notes), (4, &[][..]));
}

#[test]
fn arrays_and_lists_of_xmi_are_read_with_a_type_system_and_without() {
    let host = |features: &str, inner: &str| {
        format!("<c:Host xmi:id=\"2\" sofa=\"1\" begin=\"0\" end=\"5\" {features}>{inner}</c:Host>")
    };
    let document = |host: &str, more: &str| {
        format!(
            "\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?><xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" \
             xmlns:cas=\"http:///uima/cas.ecore\" xmlns:c=\"http:///custom.ecore\"><cas:NULL xmi:id=\"0\"/>{host}\
             <c:Other xmi:id=\"3\" sofa=\"1\" begin=\"6\" end=\"11\"/>{more}<cas:Sofa xmi:id=\"1\" sofaString=\"Trade grows.\"/>\
             <cas:View sofa=\"1\" members=\"2 3\"/></xmi:XMI>"
        )
    };
    let shared = document(
        &host("refs=\"10\" listed=\"12\" tags=\"20\" listedTags=\"21\"", ""),
        "<cas:FSArray xmi:id=\"10\" elements=\"3 0\"/><cas:NonEmptyFSList xmi:id=\"12\" head=\"3\" tail=\"13\"/>\
         <cas:EmptyFSList xmi:id=\"13\"/><cas:StringArray xmi:id=\"20\"><elements>x</elements><elements>y y</elements></cas:StringArray>\
         <cas:NonEmptyStringList xmi:id=\"21\" head=\"x\" tail=\"22\"/><cas:NonEmptyStringList xmi:id=\"22\" head=\"y y\" tail=\"23\"/>\
         <cas:EmptyStringList xmi:id=\"23\"/>",
    );
    let own = document(
        &host(
            "refs=\"3\" listed=\"3\"",
            "<tags>x</tags><tags>y y</tags><listedTags>x</listedTags><listedTags>y y</listedTags>",
        ),
        "",
    );
    let feature = |name: &str, range: &str| {
        format!(
            "<featureDescription><name>{name}</name><rangeTypeName>uima.cas.{range}</rangeTypeName></featureDescription>"
        )
    };
    let system = format!(
        "<typeSystemDescription>{}{}{}{}</typeSystemDescription>",
        feature("refs", "FSArray"),
        feature("listed", "FSList"),
        feature("tags", "StringArray"),
        feature("listedTags", "StringList")
    );
    let mut all = BTreeSet::new();
    for document in [shared, own] {
        for is_typed in [true, false] {
            let mut files = BTreeMap::from([("a.xmi".to_owned(), document.clone().into_bytes())]);
            if is_typed {
                files.insert("TypeSystem.xml".to_owned(), system.clone().into_bytes());
            }
            let (project, joined) = read(&files, "a.xmi");
            assert_eq!((joined.links, &*joined.notes), (2, &[][..]), "{is_typed} {document}");
            let told = told(&project);
            let host = told.iter().find(|line| line.starts_with("Host")).unwrap();
            assert!(host.contains("\"tags=x; y y\"") && host.contains("\"listedTags=x; y y\""), "{host}");
            all.insert(told.iter().map(|line| line.replace(", ", " ")).collect::<BTreeSet<_>>().len());
        }
    }
    assert_eq!(all.len(), 1);
}

#[test]
fn documents_of_gate_say_how_they_count_or_show_it() {
    let files = folder("tests/data/gate");
    let layout = |joined: &Joined| joined.notes.iter().find(|note| note.contains("original markup")).cloned();
    let (project, joined) = read(&files, "emoji.bdocjson");
    // 63 annotations, 58 of them cuts of the text.
    assert_eq!((joined.spans, joined.aside), (5, 0), "{:?}", joined.notes);
    assert!(layout(&joined).unwrap().contains(" 58 layout"));
    // Two of them stand behind emoji.
    assert_eq!(words(&project), ["This", "is", "It", "And", "to"]);
    let (project, joined) = read(&files, "saveddoc.xml");
    assert_eq!(joined.spans, 2, "{:?}", joined.notes);
    assert!(layout(&joined).unwrap().contains(" 16 layout"));
    assert_eq!(words(&project).len(), 2);
    // One document in both forms: 7 annotations in 2 sets, 3 of them without length.
    let [(json, of_json), (xml, of_xml)] = ["testdoc1.bdocjs", "testdoc1.xml"].map(|name| read(&files, name));
    for joined in [&of_json, &of_xml] {
        assert_eq!(joined.spans, 4, "{:?}", joined.notes);
        assert_eq!(joined.notes.iter().filter(|note| note.contains("covers no text")).count(), 3);
    }
    let mut all = words(&json);
    all.sort();
    assert_eq!(all, ["This", "This is the document", "is ", "is th"].map(str::to_owned).as_slice());
    let places = |project: &Project| -> BTreeSet<String> {
        told(project).iter().map(|line| line.split(" [\"").next().unwrap().to_owned()).collect()
    };
    assert_eq!(places(&json), places(&xml));
    assert!(told(&xml).iter().any(|line| line.contains("shared2=SomeString; 0; true; 3.3")), "{:?}", told(&xml));
}

#[test]
fn nodes_of_gate_stand_where_they_stand_whatever_their_numbers_count() {
    let text = "<GateDocument version=\"3\"><TextWithNodes><Node id=\"a\"/>😀 <Node id=\"9\"/>Anna<Node id=\"5\"/> \
                said</TextWithNodes><AnnotationSet Name=\"Ben\"><Annotation Id=\"1\" Type=\"Speaker\" StartNode=\"9\" \
                EndNode=\"5\"><Feature><Name>sure</Name><Value>yes</Value></Feature></Annotation><Annotation Id=\"2\" \
                Type=\"Speaker\" StartNode=\"7\" EndNode=\"5\"/></AnnotationSet></GateDocument>";
    let files = BTreeMap::from([("story.xml".to_owned(), text.as_bytes().to_vec())]);
    let (project, joined) = read(&files, "story.xml");
    assert_eq!(words(&project), ["Anna"]);
    assert_eq!(
        told(&project).into_iter().next().unwrap().split(" [").last().unwrap(),
        "\"annotation set=Ben\", \"sure=yes\"]"
    );
    let [lost] = joined.notes.as_slice() else { panic!("{:?}", joined.notes) };
    assert_eq!(lost, "story.xml, annotation 2 (Speaker): no valid position; skipped.");
}
