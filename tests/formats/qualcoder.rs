//! Projects of QualCoder: codes in categories, segments, notes and attributes from its database.

use std::collections::BTreeMap;

use sayso::{
    import::annotations::{self, File},
    model::{Colour, FieldValue},
};

use super::{exchange::read_back, qda::marks};

/// The tables are those of QualCoder's version 8; what is in them is ours.
const QUALCODER: &str = "
    CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text);
    CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
    CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text, color text);
    CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
                            owner text, date text, memo text, avid integer, important integer);
    CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text, date text);
    INSERT INTO source VALUES (1, 'story.txt', char(10) || '🙂 The mayor said: it is over.', NULL, 'from the Daily', 'anna', ''),
                              (2, 'picture.jpg', NULL, '/images/picture.jpg', '', 'anna', '');
    INSERT INTO code_cat VALUES (1, 'Speech', 'anna', '', 'All that is said', NULL), (2, 'claim', 'anna', '', '', 1);
    INSERT INTO code_name VALUES (1, 'claim', 'What somebody says', 2, 'anna', '', '#9B8DEC'), (2, 'speaker', '', 1, 'ben', '', '#F0F');
    INSERT INTO code_text VALUES (1, 1, 1, 'it is over', 19, 29, 'anna', '2024-01-31 10:20:30', 'sure?', NULL, 1),
                                 (2, 2, 1, 'The mayor', 3, 12, 'ben', '2024-02-01 00:00:00', '', NULL, NULL),
                                 (3, 2, 2, '', 0, 5, 'ben', '', '', NULL, NULL);
    CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer, date text, owner text);
    INSERT INTO attribute VALUES (1, 'Region', 'file', 'north', 1, '', 'anna'), (2, 'Age', 'case', '40', 1, '', 'anna'),
                                 (3, 'Copies', 'file', '1200', 1, '', 'anna'), (4, 'Empty', 'file', '', 1, '', 'anna');
    INSERT INTO annotation VALUES (1, 1, 13, 17, 'a verb of saying', 'ben', '2024-02-02 00:00:00');
";

fn database(sql: &str) -> BTreeMap<String, Vec<u8>> {
    let mut connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.execute_batch(sql).unwrap();
    BTreeMap::from([("data.qda".to_owned(), connection.serialize("main").unwrap().to_vec())])
}

/// The database of a small project.
pub(crate) fn sample() -> BTreeMap<String, Vec<u8>> {
    database(QUALCODER)
}

#[test]
fn a_project_of_qualcoder_keeps_coders_memos_categories_and_dates() {
    let (project, joined) = read_back(annotations::format("qualcoder").unwrap(), &database(QUALCODER));
    assert_eq!((joined.articles, joined.spans, joined.aside), (1, 3, 0), "{:?}", joined.notes);
    assert_eq!(joined.notes.len(), 2, "the picture, and what is coded in it: {:?}", joined.notes);
    let article = project.articles.values().next().unwrap();
    let told: Vec<String> = article
        .spans
        .in_text_order()
        .map(|span| {
            let tag = &project.codebook.tag(&span.tag).unwrap().name;
            let (words, by, made) = (article.words_of(span), project.coder_name(span.by), span.made);
            format!("{tag} {words:?} {by} {made} {:?} {}", span.note, span.flag)
        })
        .collect();
    let expected = [
        "speaker \"The mayor\" ben 2024-02-01T00:00:00Z \"\" false",
        "Annotation \"said\" ben 2024-02-02T00:00:00Z \"a verb of saying\" false",
        "claim \"it is over\" anna 2024-01-31T10:20:30Z \"sure?\" true",
    ];
    assert_eq!(told, expected);
    let parent = |name: &str| {
        let tag = project.codebook.tags.iter().find(|tag| tag.name == name).unwrap();
        let parent = tag.parent.as_ref().map(|id| project.codebook.tag(id).unwrap().name.as_str());
        (parent, tag.colour)
    };
    assert_eq!(parent("claim"), (Some("claim (category)"), Colour::Rgb(0x9B, 0x8D, 0xEC)));
    assert_eq!(parent("speaker"), (Some("Speech"), Colour::Rgb(0xFF, 0, 0xFF)));
    assert_eq!(parent("claim (category)").0, Some("Speech"));
    assert_eq!(article.facts.note, "from the Daily");
    let values: Vec<(&str, &FieldValue)> = project
        .codebook
        .article_fields
        .iter()
        .map(|field| (field.name.as_str(), &article.facts.fields[&field.id]))
        .collect();
    let expected = [("Region", &FieldValue::Text("north".to_owned())), ("Copies", &FieldValue::Number(1200.0))];
    assert_eq!(values, expected, "attributes of cases, and empty ones, are none");
}

#[test]
fn codes_of_qualcoder_with_one_name_are_two_tags_and_categories_in_a_circle_come_in() {
    let sql = "CREATE TABLE source (id, name, fulltext); INSERT INTO source VALUES (1, 'one', 'Trade grows.');
               CREATE TABLE code_cat (catid, name, supercatid);
               INSERT INTO code_cat VALUES (1, 'Economy', NULL), (2, 'Round', 3), (3, 'About', 2), (4, 'Lost', 9);
               CREATE TABLE code_name (cid, name, catid, color);
               INSERT INTO code_name VALUES (1, 'Positive', 1, '#ff0000'), (2, 'Positive', 2, '#00ff00');
               CREATE TABLE code_text (ctid, cid, fid, pos0, pos1);
               INSERT INTO code_text VALUES (1, 1, 1, 0, 5), (2, 2, 1, 6, 11);";
    let (project, joined) = read_back(annotations::format("qualcoder").unwrap(), &database(sql));
    assert_eq!(marks(&project), ["Positive: Trade ()", "Round: Positive: grows ()"]);
    let tree: Vec<String> =
        project.codebook.tree().into_iter().map(|(depth, tag)| format!("{depth} {}", tag.name)).collect();
    assert_eq!(tree.len(), 6);
    assert!(tree.contains(&"1 Positive".to_owned()) && tree.contains(&"0 Lost".to_owned()), "{tree:?}");
    let told = joined.notes.iter().filter(|note| note.contains("was moved to the top level")).count();
    assert_eq!(told, 1, "the circle is opened in one place: {:?}", joined.notes);
}

#[test]
fn the_folder_of_a_qualcoder_project_is_read_as_one_and_so_is_its_archive() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("study.qda");
    std::fs::create_dir_all(project.join("documents")).unwrap();
    let data = database(QUALCODER).remove("data.qda").unwrap();
    std::fs::write(project.join("data.qda"), &data).unwrap();
    std::fs::write(project.join("documents/story.txt"), "The source as it was.").unwrap();
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in [("study.qda/data.qda", &data[..]), ("study.qda/documents/story.txt", b"The source.")] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    let zip = folder.path().join("study.zip");
    std::fs::write(&zip, archive.finish().unwrap().into_inner()).unwrap();
    for from in [project, zip] {
        let out = folder.path().join("out.sayso");
        let _first = std::fs::remove_file(&out);
        let (_, _, told) = crate::cli::sayso(&["import", from.to_str().unwrap(), "-o", out.to_str().unwrap()]);
        let read = sayso::store::read_project(&std::fs::read(&out).unwrap()).unwrap().project;
        assert_eq!((read.articles.len(), read.span_count()), (1, 3), "{told}");
    }
}

#[test]
fn hostile_databases_are_refused_in_plain_words() {
    let read = |sql: &str| {
        let files = database(sql);
        let file = File { name: "data.qda", bytes: &files["data.qda"], beside: &files };
        annotations::read(annotations::format("qualcoder").unwrap(), &file)
    };
    let refused = |sql: &str| read(sql).unwrap_err().to_string();
    assert!(refused("CREATE TABLE x (y)").contains("not a QualCoder project"));
    // A query in the place of a table is not run.
    let view = "CREATE VIEW source AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) \
                SELECT x AS id, '' AS name, 'text' AS fulltext FROM n";
    assert!(refused(view).contains("not a QualCoder project"));
    // Nor is what a table computes when it is read: there is no text.
    let computed = "CREATE TABLE source (id, name, fulltext text AS (hex(zeroblob(100000000))) VIRTUAL); \
                    INSERT INTO source (id, name) VALUES (1, 'a'), (2, 'b');";
    let found = read(computed).unwrap();
    assert_eq!((found.articles.len(), found.problems.len()), (0, 1), "{:?}", found.problems);
    // Words in the place of numbers, categories under themselves, missing columns.
    let odd = "CREATE TABLE source (id, name, fulltext); INSERT INTO source VALUES ('x', 3.5, 'Some text.');
               CREATE TABLE code_cat (catid, name, supercatid); INSERT INTO code_cat VALUES (1, 'a', 2), (2, 'b', 1);
               CREATE TABLE code_name (cid, name); INSERT INTO code_name VALUES (1, x'FF00');
               CREATE TABLE code_text (cid, fid, pos0, pos1);
               INSERT INTO code_text VALUES (1, 'x', -1, 4), (1, 'x', 0, 4), (1, 'x', 0, 99999999999);";
    assert_eq!(read(odd).unwrap().articles[0].spans.len(), 1);
    let bytes = std::fs::read("tests/data/taguette/bridge.sqlite3").unwrap();
    for cut in (0..bytes.len()).step_by(997) {
        let files = BTreeMap::new();
        let file = File { name: "a.sqlite3", bytes: &bytes[..cut], beside: &files };
        let _told = annotations::read(annotations::format("taguette").unwrap(), &file);
    }
}
