//! Programs that analysts also use: RQDA, CATMA's projects, Recogito, the columns of HIPE, programs that keep their files to
//! themselves, and fact checks in pages.

use std::collections::BTreeMap;

use sayso::{
    import::{
        self,
        annotations::{self, File},
    },
    model::{Colour, FieldValue, LinkEnd, Project},
};

use super::exchange::{folder, read_back};

pub(super) type Files = BTreeMap<String, Vec<u8>>;

pub(super) fn database(name: &str, sql: &str) -> Files {
    let mut connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.execute_batch(sql).unwrap();
    BTreeMap::from([(name.to_owned(), connection.serialize("main").unwrap().to_vec())])
}

pub(super) fn format(name: &str) -> &'static annotations::Format {
    annotations::format(name).unwrap()
}

/// Which format a file is taken for.
fn told(name: &str, bytes: &[u8]) -> Option<&'static str> {
    annotations::format_of(&File { name, bytes, beside: &Files::new() }).map(|format| format.name)
}

/// The marks with all that is said of them, article by article.
pub(super) fn marks(project: &Project) -> Vec<String> {
    let mut marks = Vec::new();
    for article in project.listed_articles() {
        for span in article.spans.in_text_order() {
            let tag = project.codebook.tag(&span.tag).unwrap();
            let name = |id| project.entities[&id].name.clone();
            let mut fields: Vec<String> = tag
                .fields
                .iter()
                .filter_map(|field| {
                    let value = match span.fields.get(&field.id)? {
                        FieldValue::Text(words) | FieldValue::Choice(words) | FieldValue::Date(words) => words.clone(),
                        FieldValue::Number(number) => number.to_string(),
                        FieldValue::YesNo(yes) => yes.to_string(),
                        FieldValue::Entity(id) => format!("→ {}", name(*id)),
                    };
                    Some(format!("{}: {value}", field.name))
                })
                .collect();
            fields.extend(span.entity.map(|id| format!("names {}", name(id))));
            let mut links: Vec<String> = article
                .links
                .from(span.id)
                .map(|link| {
                    let to = match link.to {
                        LinkEnd::Entity(id) => name(id),
                        LinkEnd::Span(id) => article.words_of(article.span(id).unwrap()),
                        LinkEnd::Unnamed | LinkEnd::Nobody => String::new(),
                    };
                    format!("{} {to}", project.codebook.link_kind(&link.kind).unwrap().name)
                })
                .collect();
            links.sort();
            fields.append(&mut links);
            fields.extend(Some(span.note.clone()).filter(|note| !note.is_empty()));
            let by = project.coder_name(span.by);
            marks.push(format!("{}: {} [{}] by {by}", tag.name, article.words_of(span), fields.join(", ")));
        }
    }
    marks
}

/// Facts of an article that are none of ours.
pub(super) fn values(project: &Project, at: usize) -> Vec<String> {
    let article = project.listed_articles()[at].clone();
    let value = |field: &sayso::model::FieldDef| {
        let value = article.facts.fields.get(&field.id)?;
        let words = sayso::analysis::value_words(project, value);
        Some(format!("{}: {words}", field.name))
    };
    project.codebook.article_fields.iter().filter_map(value).collect()
}

/// The tables of version 0.2.2 of RQDA; what is in them is ours.
const RQDA: &str = "
    CREATE TABLE source (name text, id integer, file text, memo text, owner text, date text, dateM text, status integer);
    CREATE TABLE freecode (name text, memo text, owner text, date text, dateM text, id integer, status integer, color text);
    CREATE TABLE treecode (cid integer, catid integer, date text, dateM text, memo text, status integer, owner text);
    CREATE TABLE treefile (fid integer, catid integer, date text, dateM text, memo text, status integer, owner text);
    CREATE TABLE filecat (name text, fid integer, catid integer, owner text, date text, dateM text, memo text, status integer);
    CREATE TABLE codecat (name text, cid integer, catid integer, owner text, date text, dateM text, memo text, status integer);
    CREATE TABLE coding (cid integer, fid integer, seltext text, selfirst real, selend real, status integer, owner text, date text,
        memo text);
    CREATE TABLE coding2 (cid integer, fid integer, seltext text, selfirst real, selend real, status integer, owner text, date text,
        memo text);
    CREATE TABLE cases (name text, memo text, owner text, date text, dateM text, id integer, status integer);
    CREATE TABLE caselinkage (caseid integer, fid integer, selfirst real, selend real, status integer, owner text, date text, memo text);
    CREATE TABLE fileAttr (variable text, value text, fileID integer, date text, dateM text, owner text, status integer);
    CREATE TABLE annotation (fid integer, position integer, annotation text, owner text, date text, dateM text, status integer);
    INSERT INTO source VALUES ('story', 1, '🙂 The mayor said: it is over.' || char(10) || 'Nobody laughed.', 'from the Daily', 'ana', '', '', 1),
        ('gone', 2, 'Deleted.', '', 'ana', '', '', 0), ('void', 3, ' ', '', 'ana', '', '', 1);
    INSERT INTO freecode VALUES ('claim', 'What is said', 'ana', '', '', 1, 1, 'brown1'), ('speaker', NULL, 'ana', '', '', 2, 1, '#00ff00'),
        ('old', '', 'ana', '', '', 3, 0, NULL);
    INSERT INTO codecat VALUES ('Speech', NULL, 1, 'ana', '', '', 'All of it', 1), ('People', NULL, 2, 'ana', '', '', '', 1);
    INSERT INTO treecode VALUES (1, 1, '', '', '', 1, ''), (2, 2, '', '', '', 1, ''), (2, 1, '', '', '', 1, ''), (3, 1, '', '', '', 0, '');
    INSERT INTO coding VALUES (1, 1, 'it is over', 18, 28, 1, 'ana', 'Wed Jan 31 10:20:30 2024', 'sure?'),
        (2, 1, 'The mayor', 2, 11, 1, 'ana', 'Thu Feb  1 00:00:00 2024', NULL), (1, 1, 'Nobody', 30, 36, -1, 'ana', '', NULL),
        (3, 1, 'said', 12, 16, 0, 'ana', '', NULL), (9, 1, 'said', 12, 16, 1, 'ana', '', NULL), (1, 2, 'Deleted', 0, 7, 1, 'ana', '', NULL);
    INSERT INTO coding2 VALUES (1, 1, 'Nobody laughed', 30, 44, 1, 'ana', '', NULL);
    INSERT INTO cases VALUES ('The mayor', '', 'ana', '', '', 1, 1);
    INSERT INTO caselinkage VALUES (1, 1, 0, 45, 1, 'ana', '', '');
    INSERT INTO filecat VALUES ('Dailies', NULL, 1, 'ana', '', '', '', 1);
    INSERT INTO treefile VALUES (1, 1, '', '', '', 1, '');
    INSERT INTO fileAttr VALUES ('Region', 'north', 1, '', '', 'ana', 1), ('Region', 'south', 1, '', '', 'ana', 0);
    INSERT INTO annotation VALUES (1, 34, 'odd', 'ben', 'Thu Feb  1 00:00:00 2024', '', 1), (1, 3, '', 'ben', '', '', 1);
";

/// A project of RQDA.
pub(crate) fn rqda() -> Files {
    database("study.rqda", RQDA)
}

#[test]
fn a_project_of_rqda_keeps_codes_categories_memos_and_notes_and_counts_what_was_deleted() {
    let (project, joined) = read_back(format("rqda"), &rqda());
    assert_eq!((joined.articles, joined.spans, joined.aside), (1, 4, 0), "{:?}", joined.notes);
    let expected = [
        "speaker: The mayor [] by ana",
        "claim: it is over [sure?] by ana",
        "claim: Nobody laughed [] by ana (second coding)",
        "Annotation: Nobody laughed. [odd] by ben",
    ];
    let mut held = marks(&project);
    held.sort_by_key(|mark| expected.iter().position(|expected| expected == mark));
    assert_eq!(held, expected);
    let article = project.listed_articles()[0].clone();
    let over = article.spans.iter().find(|span| article.words_of(span) == "it is over").unwrap();
    assert_eq!(over.made.to_string(), "2024-01-31T10:20:30Z");
    assert_eq!(article.facts.note, "from the Daily");
    assert_eq!(values(&project, 0), ["Region: north", "File category: Dailies", "Case: The mayor"]);
    let tag = |name: &str| project.codebook.tags.iter().find(|tag| tag.name == name).unwrap();
    let parent = |name: &str| tag(name).parent.as_ref().map(|id| &*project.codebook.tag(id).unwrap().name);
    assert_eq!([parent("claim"), parent("speaker"), parent("Speech")], [Some("Speech"), Some("People"), None]);
    assert_eq!(
        (tag("claim").colour, tag("claim").definition.as_str()),
        (Colour::Rgb(0x8C, 0x56, 0x4B), "What is said")
    );
    for note in [
        "study.rqda: 6 deleted items skipped.",
        "study.rqda: 1 source without text skipped.",
        "study.rqda: 1 further parent of codes skipped: a tag has one only.",
        "study.rqda, coding 12–16: a segment without a code; skipped.",
        "study.rqda, coding 0–7: no valid position; skipped.",
    ] {
        assert!(joined.notes.iter().any(|told| told == note), "{note}: {:?}", joined.notes);
    }
}

#[test]
fn databases_of_other_programs_and_damaged_ones_are_refused_in_plain_words() {
    for (name, files, said) in [("dna", super::dna::dna(), "Discourse Network Analyzer"), ("rqda", rqda(), "RQDA")] {
        let (file, bytes) = files.first_key_value().unwrap();
        let read = |bytes: &[u8]| annotations::read(format(name), &File { name: file, bytes, beside: &Files::new() });
        let other = database("x", "CREATE TABLE x (y)").remove("x").unwrap();
        let why = read(&other).unwrap_err().to_string();
        assert!(why.contains(said), "{why}");
        // Cut, and with bytes turned over, at places that a fixed step leads to.
        for at in (0..bytes.len()).step_by(509) {
            let _cut = read(&bytes[..at]);
            let mut turned = bytes.clone();
            turned[at] ^= 0x55;
            turned[(at * 7 + 3) % bytes.len()] = 0xFF;
            let _turned = read(&turned);
        }
    }
}

/// The files of a CATMA project by their paths from one of its pages of annotations.
pub(crate) fn catma() -> Files {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/catma-git");
    let (mut files, mut folders) = (Files::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let below = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            let name = if name == "ana_0.json" { name } else { format!("../../../{below}") };
            files.insert(name, std::fs::read(path).unwrap());
        }
    }
    files
}

const CATMA_MARKS: [&str; 2] =
    ["quotation: “The bridge,” … “is closed.” [mood: sad; glad] by ana", "speech: Nobody laughed [] by ana"];

#[test]
fn a_page_of_annotations_of_catma_takes_text_tags_and_properties_along() {
    let mut files = catma();
    files.retain(|name, _| !name.ends_with("ben_0.json"));
    let (project, joined) = read_back(format("catma-git"), &files);
    assert_eq!(marks(&project), CATMA_MARKS, "{:?}", joined.notes);
    let article = project.listed_articles()[0].clone();
    let facts = &article.facts;
    let said = [&facts.title, &facts.author, &facts.outlet, &facts.language];
    assert_eq!(said, ["The bridge", "Ada Wren", "The Ledger", "en"]);
    assert!(article.spans.iter().all(|span| span.made.to_string() == "2023-08-02T13:43:57Z"));
    let tag = |name: &str| project.codebook.tags.iter().find(|tag| tag.name == name).unwrap();
    assert_eq!((tag("speech").colour, tag("quotation").colour), (Colour::Rgb(0, 0, 255), Colour::Rgb(255, 0, 0)));
    assert_eq!(tag("quotation").parent.as_ref(), Some(&tag("speech").id));
    assert_eq!(joined.notes, Vec::<String>::new());

    // Alone it has the ids of tags for names, and says so.
    let mut alone = catma();
    alone.retain(|name, _| name == "ana_0.json");
    let found = annotations::read(
        format("catma-git"),
        &File { name: "ana_0.json", bytes: &alone["ana_0.json"], beside: &alone },
    );
    let found = found.unwrap();
    assert_eq!((found.articles[0].text.is_none(), found.articles[0].spans.len(), found.problems.len()), (true, 2, 1));
    assert!(found.codebook.tags.iter().all(|tag| tag.name.starts_with("CATMA_")), "{:?}", found.codebook.tags);
}

#[test]
fn the_folder_of_a_catma_project_is_read_as_one_and_so_is_its_archive() {
    let folder = tempfile::tempdir().unwrap();
    let named: Vec<(String, Vec<u8>)> = catma()
        .into_iter()
        .map(|(path, bytes)| {
            let below = path.strip_prefix("../../../").map(str::to_owned);
            let page = "collections/C_77777777-AAAA-4BBB-8CCC-000000000007/annotations/ana_0.json";
            (format!("voices/{}", below.unwrap_or_else(|| page.to_owned())), bytes)
        })
        .filter(|(path, _)| !path.ends_with(".md"))
        .collect();
    for (path, bytes) in &named {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let listed: Vec<(&str, &[u8])> = named.iter().map(|(path, bytes)| (path.as_str(), &bytes[..])).collect();
    let within: Vec<(&str, &[u8])> = listed.iter().map(|(path, bytes)| (&path["voices/".len()..], *bytes)).collect();
    let archives = ["voices.zip", "bare.zip"].map(|name| folder.path().join(name));
    for (archive, files) in archives.iter().zip([&listed, &within]) {
        std::fs::write(archive, super::exchange::zipped(files)).unwrap();
    }
    for from in [folder.path().join("voices")].into_iter().chain(archives) {
        let out = folder.path().join("out.sayso");
        let _first = std::fs::remove_file(&out);
        let (_, _, told) = crate::cli::sayso(&["import", from.to_str().unwrap(), "-o", out.to_str().unwrap()]);
        let project = sayso::store::read_project(&std::fs::read(&out).unwrap()).unwrap().project;
        let mut held = marks(&project);
        held.sort();
        let of_ben = "speech: Nobody laughed [] by ben";
        assert_eq!(held, [CATMA_MARKS[0], CATMA_MARKS[1], of_ben], "{told}");
        let mut titles: Vec<String> = project.listed_articles().iter().map(|one| one.facts.title.clone()).collect();
        titles.sort();
        assert_eq!(titles, ["No annotations", "The bridge"], "{told}");
        let mut tags: Vec<&str> = project.codebook.tags.iter().map(|tag| tag.name.as_str()).collect();
        tags.retain(|tag| tag.starts_with(char::is_lowercase));
        tags.sort_unstable();
        assert_eq!(tags, ["quotation", "speech", "thought"], "{told}");
        assert!(!told.contains("not added"), "{told}");
    }
}

#[test]
fn a_table_of_recogito_marks_the_text_beside_it_and_knows_what_gazetteers_say() {
    let files = folder("tests/data/recogito");
    assert_eq!(told("annotations.csv", &files["annotations.csv"]), Some("recogito"));
    let (project, joined) = read_back(format("recogito"), &files);
    let expected = [
        "PERSON: Anna Wren [Verification: UNVERIFIED, who is she?\na reporter] by Anna Ö.",
        "PLACE: Northmoor [Verification: VERIFIED, Group: g1, Order in group: 1, URI: https://www.wikidata.org/wiki/Q99000002, \
         Tags: home; north, names Northmoor] by Anna Ö.",
        "PLACE: New\nHaven [Verification: VERIFIED, URI: https://gazetteer.example.org/7] by Anna Ö.",
        "day: Monday [] by Anna Ö.",
        "time: Monday [] by Anna Ö.",
    ];
    let mut held = marks(&project);
    held.sort_by_key(|mark| expected.iter().position(|expected| expected == mark));
    assert_eq!(held, expected);
    let place = project.entities.values().next().unwrap();
    assert_eq!(
        (place.kind.as_str(), &*place.wikidata, &*place.aliases),
        ("place", "Q99000002", &["Northmore".to_owned()][..])
    );
    assert_eq!(place.coordinates.map(|at| (at.latitude, at.longitude)), Some((51.5, -1.25)));
    assert!(place.note.contains("Place type: settlement\nPeriod: 1200/1900"), "{}", place.note);
    assert_eq!(joined.notes, ["annotations.csv: 1 annotation skipped: not on plain text."]);

    // Without its text, the table finds an article of the project by its name, and the words in it.
    let csv = &files["annotations.csv"];
    let alone = File { name: "annotations.csv", bytes: csv, beside: &Files::new() };
    let found = annotations::read(format("recogito"), &alone).unwrap();
    assert!(found.articles[0].text.is_none() && found.articles[0].is_own_file);
    assert_eq!(found.articles[0].spans[0].at, [(3, 12)]);
}

#[test]
fn web_annotations_and_iob_of_recogito_keep_types_addresses_and_comments() {
    let files = folder("tests/data/recogito");
    assert_eq!(told("annotations.jsonld", &files["annotations.jsonld"]), Some("w3c"));
    let file = File { name: "annotations.jsonld", bytes: &files["annotations.jsonld"], beside: &Files::new() };
    let found = annotations::read(format("w3c"), &file).unwrap();
    let spans = &found.articles[0].spans;
    let tag = |at: usize| found.codebook.tag(&spans[at].span.tag).unwrap();
    assert_eq!([tag(0).name.as_str(), tag(1).name.as_str()], ["PERSON", "home"]);
    assert_eq!(spans[0].span.note, "a reporter");
    let values: Vec<&FieldValue> = spans[1].span.fields.values().collect();
    assert_eq!(values, [&FieldValue::Text("https://gazetteer.example.org/6".to_owned())]);

    assert_eq!(told("story.iob.txt", &files["story.iob.txt"]), Some("conll"));
    assert_eq!(told("story.txt", &files["story.txt"]), None);
    let file = File { name: "story.iob.txt", bytes: &files["story.iob.txt"], beside: &Files::new() };
    let found = annotations::read(format("conll"), &file).unwrap();
    let first = &found.articles[0].spans[0];
    assert_eq!(
        (found.codebook.tag(&first.span.tag).unwrap().name.as_str(), first.at.as_slice()),
        ("PER", &[(2, 11)][..])
    );
    assert_eq!(found.problems.len(), 3, "tokens that hold line ends: {:?}", found.problems);
}

#[test]
fn columns_of_hipe_are_marks_with_fine_and_metonymic_types_and_items_of_wikidata() {
    let files = folder("tests/data/hipe");
    assert_eq!(told("courrier.tsv", &files["courrier.tsv"]), Some("hipe"));
    let (project, joined) = read_back(format("hipe"), &files);
    let mut texts: Vec<String> = project.articles.values().map(|one| one.text.as_str().to_owned()).collect();
    texts.sort();
    let expected = ["Aus Genf #2.", "Genève dit que M. Jean Rochat est parti.\nLa Tribune de Genève l’écrit."];
    assert_eq!(texts, expected);
    let mut held = marks(&project);
    held.sort();
    let expected = [
        "comp.name: Jean Rochat [] by Anna Ö.",
        "comp.title: M. [] by Anna Ö.",
        "loc.adm.town: Genève [] by Anna Ö.",
        "loc: Genf [Fine type: loc.adm.town, Wikidata: Q71, names Genève] by Anna Ö.",
        "loc: Genève [Metonymic type: org, Fine type: loc.adm.town, Fine metonymic type: org.adm, Wikidata: Q71, Metonymic Wikidata: \
         Q902999, names Genève] by Anna Ö.",
        "org: Tribune de Genève [Fine type: org.ent.pressagency, Wikidata: Q99000001, names Tribune de Genève] by Anna Ö.",
        "pers: M. Jean Rochat [Fine type: pers.ind] by Anna Ö.",
    ];
    assert_eq!(held, expected);
    let geneva = project.entities.values().find(|entity| entity.wikidata == "Q71").unwrap();
    assert_eq!((geneva.kind.as_str(), &*geneva.aliases), ("place", &["Genf".to_owned()][..]));
    let mut dates: Vec<(&str, &str)> =
        project.articles.values().map(|one| (&*one.facts.published, &*one.facts.language)).collect();
    dates.sort_unstable();
    assert_eq!(dates, [("1908-04-02", "de"), ("1911-05-02", "fr")]);
    assert_eq!(joined.notes, Vec::<String>::new());
}

#[test]
fn columns_are_known_by_their_tags_and_never_an_article_or_an_ordinary_table() {
    let named = "TOKEN\tNER\nAnna\tB-PER\nsaid\tO\n\nParis\tB-LOC\n";
    for name in ["a.tsv", "a.txt", "a.conll"] {
        assert_eq!(told(name, named.as_bytes()), Some("conll"), "{name}");
    }
    let found =
        annotations::read(format("conll"), &File { name: "a.tsv", bytes: named.as_bytes(), beside: &Files::new() });
    let found = found.unwrap();
    assert_eq!((found.articles[0].text.as_deref(), found.problems.len()), (Some("Anna said\nParis"), 0));
    for (name, words) in [
        ("a.txt", "TOKEN NE-COARSE-LIT is what the first line of a file may say.\nThe second says no more.\n"),
        ("a.txt", "The word is out\nand everybody has a label\n"),
        ("a.tsv", "word\tlabel\nwar\tnegative\npeace\tpositive\n"),
        ("a.tsv", "token\tcount\tlabel\nwar\t3\tO\npeace\t4\tB\n"),
        ("a.iob.txt", "Notes on IOB.\nEvery token has a tag.\n"),
    ] {
        assert_eq!(told(name, words.as_bytes()), None, "{words}");
    }
}

#[test]
fn a_page_of_a_fact_checker_states_the_claim_its_rating_and_who_made_it() {
    let page = std::fs::read("tests/data/fact-check/bridge.html").unwrap();
    let read = import::articles("bridge.html", &page, None).unwrap().remove(0);
    let fields: Vec<String> = read.fields.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let expected = [
        "Claim reviewed: The old bridge is closed for good.",
        "Rating: False",
        "Rating value: 1 of 5",
        "Claimant: Ada Wren",
        "Claim date: 2024-02-27",
        "Claim appeared in: https://ledger.example.org/bridge",
        "Checked by: Check Desk",
        "Checked on: 2024-03-01",
    ];
    assert_eq!(fields, expected);
    assert_eq!((read.facts.title.as_str(), read.comments.len()), ("No, the bridge is not closed", 0));
}

#[test]
fn a_project_of_a_closed_program_is_refused_with_the_way_out_however_large_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (from, out) = (folder.path().join("study.nvp"), folder.path().join("out.sayso"));
    std::fs::File::create(&from).unwrap().set_len(100 << 20).unwrap();
    let (_, _, told) = crate::cli::sayso(&["import", from.to_str().unwrap(), "-o", out.to_str().unwrap()]);
    assert!(told.contains("in NVivo choose “Share › Export Project › REFI-QDA Project”"), "{told}");
    assert!(!told.contains("64 MiB") && !out.exists(), "{told}");
}
