//! Projects of Discourse Network Analyzer, of its versions 2 and 3: statements as claims, with who said them.

use sayso::model::Colour;

use super::{
    exchange::read_back,
    neighbours::{Files, database, format, marks, values},
};

/// The tables of version 3 of DNA; what is in them is ours.
const DNA_3: &str = "
    CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT NOT NULL);
    CREATE TABLE CODERS(ID INTEGER NOT NULL PRIMARY KEY, Name TEXT NOT NULL, Red INTEGER, Green INTEGER, Blue INTEGER, Password TEXT);
    CREATE TABLE DOCUMENTS(ID INTEGER NOT NULL PRIMARY KEY, Title TEXT NOT NULL, Text TEXT NOT NULL, Coder INTEGER, Author TEXT,
        Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER NOT NULL);
    CREATE TABLE STATEMENTTYPES(ID INTEGER NOT NULL PRIMARY KEY, Label TEXT NOT NULL, Red INTEGER, Green INTEGER, Blue INTEGER);
    CREATE TABLE VARIABLES(ID INTEGER NOT NULL PRIMARY KEY, Variable TEXT NOT NULL, DataType TEXT NOT NULL, StatementTypeId INTEGER);
    CREATE TABLE REGEXES(Label TEXT PRIMARY KEY, Red INTEGER, Green INTEGER, Blue INTEGER);
    CREATE TABLE STATEMENTS(ID INTEGER NOT NULL PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER, Stop INTEGER,
        Coder INTEGER);
    CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
    CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
    CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER, Value TEXT, Red INTEGER, Green INTEGER, Blue INTEGER,
        ChildOf INTEGER);
    CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
    CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER, VariableId INTEGER, Value TEXT);
    CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER, AttributeVariable TEXT);
    CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY NOT NULL, EntityId INTEGER, AttributeVariableId INTEGER, AttributeValue TEXT);
    INSERT INTO SETTINGS VALUES ('version', '3.0'), ('date', '2024-03-02');
    INSERT INTO CODERS VALUES (1, 'Admin', 0, 0, 0, ''), (2, 'Ana', 9, 9, 9, '');
    INSERT INTO DOCUMENTS VALUES (1, 'The dam', '🙂 We need the dam, said Wren. The union disagrees.', 1, 'J. Doe', 'The Ledger', 'Politics',
        'read twice', 'report', 1709251200), (2, 'Empty', '', 1, '', '', '', '', '', 0);
    INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 239, 208, 51), (2, 'Annotation', 117, 230, 52);
    INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1), (3, 'concept', 'short text', 1),
        (4, 'agreement', 'boolean', 1), (5, 'note', 'long text', 2), (6, 'weight', 'integer', 2), (7, 'sure', 'boolean', 2);
    INSERT INTO ENTITIES VALUES (1, 1, 'Ada Wren', 0, 0, 0, NULL), (2, 2, 'Works Council', 0, 0, 0, NULL),
        (3, 3, 'Build the dam', 0, 0, 0, NULL), (4, 1, '', 0, 0, 0, NULL), (5, 2, 'Union', 0, 0, 0, NULL);
    INSERT INTO STATEMENTS VALUES (1, 1, 1, 3, 18, 2), (2, 1, 1, 31, 50, 1), (3, 2, 1, 25, 29, 2), (4, 9, 1, 0, 4, 2), (5, 1, 2, 0, 4, 2);
    INSERT INTO DATASHORTTEXT VALUES (1, 1, 1, 1), (2, 1, 2, 2), (3, 1, 3, 3), (4, 2, 1, 4), (5, 2, 2, 5), (6, 2, 3, 3);
    INSERT INTO DATABOOLEAN VALUES (1, 1, 4, 1), (2, 2, 4, 0), (3, 3, 7, 1);
    INSERT INTO DATALONGTEXT VALUES (1, 3, 5, 'a name');
    INSERT INTO DATAINTEGER VALUES (1, 3, 6, -2);
    INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 1, 'Type'), (2, 1, 'Alias'), (3, 1, 'Notes');
    INSERT INTO ATTRIBUTEVALUES VALUES (1, 1, 1, 'Politician'), (2, 1, 2, 'A. W.'), (3, 1, 3, ''), (4, 2, 1, 'Government');
";

/// A project of version 3 of DNA.
pub(crate) fn dna() -> Files {
    database("dam.dna", DNA_3)
}

#[test]
fn statements_of_dna_are_claims_with_speakers_stances_and_concepts() {
    let (project, joined) = read_back(format("dna"), &dna());
    assert_eq!((joined.articles, joined.spans, joined.links, joined.aside), (1, 3, 2, 0), "{:?}", joined.notes);
    let expected = [
        "Claim: We need the dam [organization: → Works Council, concept: Build the dam, Stance: for, said by Ada Wren] by Ana",
        "Annotation: Wren [note: a name, weight: -2, sure: true] by Ana",
        "Claim: The union disagrees [organization: → Union, concept: Build the dam, Stance: against, said by Union] by Admin",
    ];
    assert_eq!(marks(&project), expected);
    let facts = &project.listed_articles()[0].facts;
    let said = [&facts.title, &facts.author, &facts.outlet, &facts.published, &facts.note];
    assert_eq!(said, ["The dam", "J. Doe", "The Ledger", "2024-03-01", "read twice"]);
    assert_eq!(values(&project, 0), ["Section: Politics", "Type: report"]);
    let wren = project.entities.values().find(|entity| entity.name == "Ada Wren").unwrap();
    assert_eq!(
        (wren.kind.as_str(), &*wren.note, &*wren.aliases),
        ("person", "Type: Politician", &["A. W.".to_owned()][..])
    );
    let colour = |name: &str| project.codebook.tags.iter().find(|tag| tag.name == name).unwrap().colour;
    assert_eq!([colour("Claim"), colour("Annotation")], [Colour::Rgb(239, 208, 51), Colour::Rgb(117, 230, 52)]);
    assert_eq!(joined.notes.len(), 3, "the empty document, its statement, the unknown type: {:?}", joined.notes);
    assert!(joined.notes.iter().all(|note| note.contains("dam.dna")), "{:?}", joined.notes);
}

#[test]
fn statements_of_older_projects_of_dna_are_read_and_their_links_with_them() {
    let sql = "CREATE TABLE SETTINGS(Property TEXT, Value TEXT); INSERT INTO SETTINGS VALUES ('version', '2.0 beta 25');
        CREATE TABLE CODERS(ID, Name); INSERT INTO CODERS VALUES (1, 'Ben');
        CREATE TABLE DOCUMENTS(ID, Title, Text, Coder, Author, Source, Section, Notes, Type, Date);
        INSERT INTO DOCUMENTS VALUES (1, '', 'One line.' || char(13, 10) || 'Two says no. Three too.', 1, '', '', '', '', '', 1709251200000);
        CREATE TABLE STATEMENTTYPES(ID, Label, Red, Green, Blue); INSERT INTO STATEMENTTYPES VALUES (4, 'Position', 1, 2, 3);
        CREATE TABLE VARIABLES(ID, Variable, DataType, StatementTypeId);
        INSERT INTO VARIABLES VALUES (1, 'Organization', 'short text', 4), (2, 'Concept', 'short text', 4), (3, 'agreement', 'integer', 4);
        CREATE TABLE STATEMENTS(ID, StatementTypeId, DocumentId, Start, Stop, Coder);
        INSERT INTO STATEMENTS VALUES (1, 4, 1, 10, 21, 1), (2, 4, 1, 23, 32, 1);
        CREATE TABLE STATEMENTLINKS(ID, SourceId, TargetId); INSERT INTO STATEMENTLINKS VALUES (1, 1, 2), (2, 1, 9);
        CREATE TABLE DATASHORTTEXT(ID, StatementId, VariableId, Value); INSERT INTO DATASHORTTEXT VALUES (1, 1, 1, 'Two'), (2, 1, 2, 'No');
        CREATE TABLE DATAINTEGER(ID, StatementId, VariableId, Value); INSERT INTO DATAINTEGER VALUES (1, 1, 3, -1);
        CREATE TABLE ATTRIBUTES(ID, VariableId, Value, Red, Green, Blue, Type, Alias, Notes, ChildOf);
        INSERT INTO ATTRIBUTES VALUES (1, 1, 'Two', 0, 0, 0, 'NGO', '', 'the second', 0);";
    let (project, joined) = read_back(format("dna"), &database("old.dna", sql));
    let expected = [
        "Claim: Two says no [Organization: → Two, Concept: No, agreement: -1, Statement link Three too, said by Two] by Ben",
        "Claim: Three too [] by Ben",
    ];
    assert_eq!(marks(&project), expected, "line ends count as one character: {:?}", joined.notes);
    assert_eq!(project.listed_articles()[0].facts.published, "2024-03-01");
    assert_eq!(project.entities.values().next().unwrap().note, "Type: NGO\nthe second");
    assert!(joined.notes.iter().any(|note| note.contains("link 2: a linked mark is missing")), "{:?}", joined.notes);
}
