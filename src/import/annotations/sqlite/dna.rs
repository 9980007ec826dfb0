//! Projects of Discourse Network Analyzer (`.dna`; github.com/leifeld/dna), of its versions 2 and 3: documents, and statements
//! with their variables. Offsets count UTF-16 units, as Java does.
//!
//! A statement of the type that says who holds which concept is a claim: its person, or else its organisation, has said it,
//! and agreement is the stance. Other types become tags of their own.

use std::collections::BTreeMap;

use super::{Database, Row, cell, is_database};
use crate::{
    import::{
        annotations::{
            format::{File, Format},
            tags::Tags,
        },
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle, FoundSpan},
            words::{Many, What, Why},
        },
    },
    model::{
        Colour, EntityId, EntityKind, FieldDef, FieldId, FieldKind, FieldValue, LinkEnd, LinkKindId, SpanId, TagId,
        Time,
    },
    text::Counting,
};

/// DNA's project.
pub(in super::super) const FORMAT: Format = Format {
    name: "dna",
    title: "Discourse Network Analyzer",
    extensions: &["dna"],
    cannot_hold: "search terms, permissions, who added a document, colours and attributes of concepts",
    is: is_database,
    read,
};

/// The type of statements that every project has from the beginning.
const STATEMENT: &str = "DNA Statement";
/// The tag of claims, its name, and its field for the stance.
const CLAIM: (&str, &str) = ("claim", "Claim");
const STANCE: (&str, &str) = ("stance", "Stance");
const STANCES: [&str; 4] = ["for", "against", "neutral", "unclear"];
/// The kind of links between statements.
const LINK: &str = "Statement link";

/// A type of statements.
struct Kind {
    tag: TagId,
    is_claim: bool,
}

/// What a variable of a statement says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Who said it.
    Person,
    /// For whom.
    Organisation,
    /// Whether the speaker agrees.
    Agreement,
    /// What people have made up.
    Own,
}

/// A variable of a type of statements.
struct Variable {
    kind: String,
    name: String,
    role: Role,
    field: FieldKind,
}

/// The values of statements, by their ids: each with its variable.
type Values = BTreeMap<String, Vec<(String, String)>>;
/// What is known of values of variables: names and words.
type Attributes = BTreeMap<(String, String), Vec<(String, String)>>;

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let database = Database::open(file.bytes)?;
    let columns = ["ID", "Title", "Text", "Author", "Source", "Section", "Type", "Notes", "Date"];
    let documents = database.rows("DOCUMENTS", &columns)?;
    if documents.is_empty() {
        return Err(ImportError::NotDna);
    }
    let mut found = Found::new(FORMAT.name, Counting::UTF16);
    let articles = articles(&database, file, &documents, &mut found)?;
    let variables = variables(&database)?;
    let kinds = kinds(&database, &variables, &mut found)?;
    let entities = entities(&database)?;
    let values = values(&database, &entities)?;
    let attributes = attributes(&database, &entities)?;
    let coders = coders(&database)?;
    let mut reader = Reader {
        file,
        found,
        articles,
        kinds,
        variables,
        values,
        attributes,
        coders,
        known: BTreeMap::new(),
        made: BTreeMap::new(),
    };
    let columns = ["ID", "StatementTypeId", "Type", "DocumentId", "Document", "Start", "Stop", "Coder"];
    for row in database.rows("STATEMENTS", &columns)? {
        reader.statement(&row);
    }
    for row in database.rows("STATEMENTLINKS", &["ID", "SourceId", "TargetId"])? {
        reader.link(&row);
    }
    let Reader { mut found, articles, .. } = reader;
    found.problems.append(&mut database.doubts.borrow_mut());
    found.articles = articles.into_values().collect();
    Ok(found)
}

/// The first of two columns that says something: older projects call some otherwise.
fn either(row: &Row, columns: [usize; 2]) -> &str {
    columns.map(|column| cell(row, column)).into_iter().find(|words| !words.is_empty()).unwrap_or_default()
}

fn articles(
    database: &Database,
    file: &File<'_>,
    documents: &[Row],
    found: &mut Found,
) -> Result<BTreeMap<String, FoundArticle>, ImportError> {
    let settings = database.rows("SETTINGS", &["Property", "Value"])?;
    let version = settings.iter().find(|row| cell(row, 0) == "version").map(|row| cell(row, 1));
    let is_second = version.is_some_and(|version| version.starts_with('2'));
    let sha256 = sha256_of(file.bytes);
    let (mut articles, mut without_text) = (BTreeMap::new(), 0);
    for row in documents {
        let [id, title, text, author, outlet, section, kind, notes, date] = std::array::from_fn(|at| cell(row, at));
        if text.trim().is_empty() {
            without_text += 1;
            continue;
        }
        let name = format!("{}, document {id}", file.name);
        let mut article = FoundArticle::with_text(&name, FORMAT.name, &sha256, text.to_owned());
        if !title.trim().is_empty() {
            title.clone_into(&mut article.facts.title);
        }
        author.clone_into(&mut article.facts.author);
        outlet.clone_into(&mut article.facts.outlet);
        notes.clone_into(&mut article.facts.note);
        article.facts.published = day(date, is_second).unwrap_or_default();
        found.article_value(&mut article, "Section", section);
        found.article_value(&mut article, "Type", kind);
        articles.insert(id.to_owned(), article);
    }
    if without_text > 0 {
        found.tell(file.name, What::SkippedMany(without_text, Many::SourcesWithoutText));
    }
    Ok(articles)
}

/// The day of a moment: version 2 counts milliseconds, version 3 seconds.
fn day(number: &str, is_second: bool) -> Option<String> {
    /// In seconds, later than the year 5000: there are milliseconds where no version is stated.
    const FAR: i64 = 100_000_000_000;
    let number: i64 = number.parse().ok()?;
    let is_milli = is_second || number.unsigned_abs() > FAR.unsigned_abs();
    let seconds = if is_milli { number.div_euclid(1000) } else { number };
    Time(seconds + to_midnight(seconds)).to_string().split_once('T').map(|(day, _)| day.to_owned())
}

/// How far a moment is from the midnight that it is where the file was written. A day without a time is kept as its beginning
/// there, which east of Greenwich is an hour or more before that of universal time.
fn to_midnight(seconds: i64) -> i64 {
    const HOUR: i64 = 60 * 60;
    const EAST: i64 = 4;
    let left = (24 * HOUR - seconds.rem_euclid(24 * HOUR)) % (24 * HOUR);
    // Whole hours alone: any other moment is a time of day that somebody typed.
    if left % HOUR == 0 && left <= EAST * HOUR { left } else { 0 }
}

fn variables(database: &Database) -> Result<BTreeMap<String, Variable>, ImportError> {
    let rows = database.rows("VARIABLES", &["ID", "Variable", "DataType", "StatementTypeId", "StatementType"])?;
    let variable = |row: &Row| {
        let name = cell(row, 1);
        let field = match cell(row, 2) {
            "boolean" => FieldKind::YesNo,
            "integer" => FieldKind::Number,
            _text => FieldKind::Text,
        };
        let role = match (&*name.to_lowercase(), &field) {
            ("person", FieldKind::Text) => Role::Person,
            ("organization" | "organisation", FieldKind::Text) => Role::Organisation,
            ("agreement", FieldKind::YesNo) => Role::Agreement,
            _own => Role::Own,
        };
        Variable { kind: either(row, [3, 4]).to_owned(), name: name.to_owned(), role, field }
    };
    Ok(rows.iter().map(|row| (cell(row, 0).to_owned(), variable(row))).collect())
}

/// Adds the types of statements as tags, with fields for their variables.
fn kinds(
    database: &Database,
    variables: &BTreeMap<String, Variable>,
    found: &mut Found,
) -> Result<BTreeMap<String, Kind>, ImportError> {
    let rows = database.rows("STATEMENTTYPES", &["ID", "Label", "Red", "Green", "Blue"])?;
    let key = |row: &Row| either(row, [0, 1]).to_owned();
    let of = |kind: &str| variables.values().filter(move |variable| variable.kind == kind).collect::<Vec<_>>();
    let tells_who = |row: &&Row| {
        let variables = of(&key(row));
        let has_concept = variables.iter().any(|variable| variable.name.eq_ignore_ascii_case("concept"));
        has_concept && variables.iter().any(|variable| matches!(variable.role, Role::Person | Role::Organisation))
    };
    let claims = rows.iter().find(|row| cell(row, 1) == STATEMENT).or_else(|| rows.iter().find(tells_who)).map(key);
    let (mut kinds, mut tags) = (BTreeMap::new(), Tags::default());
    for row in &rows {
        let key = key(row);
        let is_claim = claims.as_ref() == Some(&key);
        let mut tag = if is_claim {
            found.codebook.new_tag(TagId::new(CLAIM.0), &tags.own_name(CLAIM.1, []))
        } else {
            tags.new_tag(&found.codebook, &key, cell(row, 1), [])
        };
        if let [Ok(red), Ok(green), Ok(blue)] = [2, 3, 4].map(|at| cell(row, at).parse()) {
            tag.colour = Colour::Rgb(red, green, blue);
        }
        for variable in of(&key) {
            tag.fields.extend(field(variable, is_claim));
        }
        kinds.insert(key, Kind { tag: tag.id.clone(), is_claim });
        found.codebook.tags.push(tag);
    }
    Ok(kinds)
}

/// The field for a variable; none for the person of a claim, who is linked.
fn field(variable: &Variable, is_claim: bool) -> Option<FieldDef> {
    let Variable { name, role, field, .. } = variable;
    let (id, name, kind) = match role {
        Role::Person if is_claim => return None,
        Role::Organisation if is_claim => (name.as_str(), name.as_str(), FieldKind::Entity),
        Role::Agreement if is_claim => (STANCE.0, STANCE.1, FieldKind::Choice(STANCES.map(str::to_owned).to_vec())),
        Role::Person | Role::Organisation | Role::Agreement | Role::Own => {
            (name.as_str(), name.as_str(), field.clone())
        }
    };
    Some(FieldDef { id: FieldId::new(id), name: name.to_owned(), kind, definition: String::new() })
}

/// The values of variables that have an id (version 3), by it: variable and words.
fn entities(database: &Database) -> Result<BTreeMap<String, (String, String)>, ImportError> {
    let rows = database.rows("ENTITIES", &["ID", "VariableId", "Value"])?;
    let entity = |row: &Row| (cell(row, 0).to_owned(), (cell(row, 1).to_owned(), cell(row, 2).to_owned()));
    Ok(rows.iter().map(entity).collect())
}

fn values(database: &Database, entities: &BTreeMap<String, (String, String)>) -> Result<Values, ImportError> {
    let mut values = Values::new();
    for table in ["DATASHORTTEXT", "DATALONGTEXT", "DATAINTEGER", "DATABOOLEAN"] {
        for row in database.rows(table, &["StatementId", "VariableId", "Value", "Entity"])? {
            let entity = entities.get(cell(&row, 3)).map(|(_, words)| words.as_str());
            let words = entity.unwrap_or_else(|| cell(&row, 2)).to_owned();
            values.entry(cell(&row, 0).to_owned()).or_default().push((cell(&row, 1).to_owned(), words));
        }
    }
    Ok(values)
}

/// What is known of the values of variables, as both versions keep it.
fn attributes(database: &Database, entities: &BTreeMap<String, (String, String)>) -> Result<Attributes, ImportError> {
    let mut attributes = Attributes::new();
    let names = database.rows("ATTRIBUTEVARIABLES", &["ID", "AttributeVariable"])?;
    let names: BTreeMap<&str, &str> = names.iter().map(|row| (cell(row, 0), cell(row, 1))).collect();
    for row in database.rows("ATTRIBUTEVALUES", &["EntityId", "AttributeVariableId", "AttributeValue"])? {
        if let (Some(entity), Some(name)) = (entities.get(cell(&row, 0)), names.get(cell(&row, 1))) {
            attributes.entry(entity.clone()).or_default().push(((*name).to_owned(), cell(&row, 2).to_owned()));
        }
    }
    for row in database.rows("ATTRIBUTES", &["VariableId", "Value", "Type", "Alias", "Notes"])? {
        let known = attributes.entry((cell(&row, 0).to_owned(), cell(&row, 1).to_owned())).or_default();
        known.extend(
            [("Type", 2), ("Alias", 3), ("Notes", 4)].map(|(name, at)| (name.to_owned(), cell(&row, at).to_owned())),
        );
    }
    Ok(attributes)
}

/// The names of coders by their ids.
fn coders(database: &Database) -> Result<BTreeMap<String, String>, ImportError> {
    let mut coders = BTreeMap::new();
    for table in ["CODER", "CODERS"] {
        let rows = database.rows(table, &["ID", "Name"])?;
        coders.extend(rows.iter().map(|row| (cell(row, 0).to_owned(), cell(row, 1).to_owned())));
    }
    Ok(coders)
}

struct Reader<'f> {
    file: &'f File<'f>,
    found: Found,
    articles: BTreeMap<String, FoundArticle>,
    kinds: BTreeMap<String, Kind>,
    variables: BTreeMap<String, Variable>,
    values: Values,
    attributes: Attributes,
    coders: BTreeMap<String, String>,
    /// The marks of statements by their ids, with the document that each is in.
    known: BTreeMap<String, (String, SpanId)>,
    /// How many statements each coder has made of the same words, by document, tag and place.
    made: BTreeMap<(String, TagId, (u32, u32), String), usize>,
}

impl Reader<'_> {
    fn statement(&mut self, row: &Row) {
        let id = cell(row, 0);
        let place = format!("{}, statement {id}", self.file.name);
        let document = either(row, [3, 4]);
        let number = |at: usize| cell(row, at).parse::<u32>().ok();
        let Some((article, at)) = self.articles.get(document).zip(number(5).zip(number(6))) else {
            self.found.skip(place, Why::NoPosition);
            return;
        };
        let Some(Kind { tag, is_claim }) = self.kinds.get(either(row, [1, 2])) else {
            self.found.skip(place, Why::NoCode);
            return;
        };
        let (tag, is_claim) = (tag.clone(), *is_claim);
        let mut mark = FoundSpan { place, ..article.span(&format!("statement {id}"), tag, vec![at]) };
        let coder = self.coders.get(cell(row, 7)).cloned().unwrap_or_default();
        let made = self.made.entry((document.to_owned(), mark.span.tag.clone(), at, coder.clone())).or_default();
        *made += 1;
        // A coder has one mark of a tag on the same words here; another statement is another's, or what one says would be
        // said of the other.
        let coder = if *made > 1 { format!("{coder} (statement {made})") } else { coder };
        mark.span.by = self.found.coder(&coder);
        let (mut person, mut organisation) = (None, None);
        for (variable_id, words) in self.values.remove(id).unwrap_or_default() {
            let Some(variable) = self.variables.get(&variable_id).filter(|_| !words.trim().is_empty()) else {
                continue;
            };
            let (role, name) = (if is_claim { variable.role } else { Role::Own }, FieldId::new(&variable.name));
            let value = match role {
                Role::Person => {
                    person = Some(self.entity(EntityKind::Person, variable_id, words));
                    continue;
                }
                Role::Organisation => {
                    let body = self.entity(EntityKind::Organisation, variable_id, words);
                    organisation = Some(body);
                    (name, FieldValue::Entity(body))
                }
                Role::Agreement => {
                    let stance = if words == "0" { "against" } else { "for" };
                    (FieldId::new(STANCE.0), FieldValue::Choice(stance.to_owned()))
                }
                Role::Own => (name, value(&variable.field, words)),
            };
            mark.span.fields.extend([value]);
        }
        let (from, by) = (mark.span.id, mark.span.by);
        self.known.insert(id.to_owned(), (document.to_owned(), from));
        let speaker = person.or(organisation).map(LinkEnd::Entity);
        let said_by = speaker.map(|speaker| (self.said_by(), speaker));
        let Some(article) = self.articles.get_mut(document) else { return };
        article.spans.push(mark);
        if let Some((kind, speaker)) = said_by {
            article.link(&format!("statement {id}, speaker"), kind, from, speaker).by = by;
        }
    }

    fn said_by(&mut self) -> LinkKindId {
        self.found.link_kind_with_id(LinkKindId::new(LinkKindId::SAID_BY), "said by")
    }

    /// A person or organisation with what is known of it.
    fn entity(&mut self, kind: EntityKind, variable: String, name: String) -> EntityId {
        let id = self.found.entity(kind, &name);
        let known = self.attributes.remove(&(variable, name)).unwrap_or_default();
        if let Some(entity) = self.found.entities.get_mut(&id) {
            for (attribute, words) in known.into_iter().filter(|(_, words)| !words.trim().is_empty()) {
                match &*attribute.to_lowercase() {
                    "alias" => entity.aliases.push(words),
                    "notes" => add_line(&mut entity.note, &words),
                    _own => add_line(&mut entity.note, &format!("{attribute}: {words}")),
                }
            }
        }
        id
    }

    /// A link between two statements of a document.
    fn link(&mut self, row: &Row) {
        let place = format!("{}, link {}", self.file.name, cell(row, 0));
        let [from, to] = [1, 2].map(|at| self.known.get(cell(row, at)).cloned());
        match from.zip(to) {
            None => self.found.skip(place, Why::MarkMissing),
            Some(((from_document, _), (document, _))) if from_document != document => {
                self.found.skip(place, Why::LinksTexts);
            }
            Some(((document, from), (_, to))) => {
                let kind = self.found.link_kind(LINK);
                if let Some(article) = self.articles.get_mut(&document) {
                    article.link(&format!("link {}", cell(row, 0)), kind, from, LinkEnd::Span(to));
                }
            }
        }
    }
}

fn add_line(note: &mut String, line: &str) {
    note.push_str(if note.is_empty() { "" } else { "\n" });
    note.push_str(line);
}

/// A value as a field of this kind holds it; as words where it is none.
fn value(kind: &FieldKind, words: String) -> FieldValue {
    crate::model::value_of_words(kind, &words).unwrap_or(FieldValue::Text(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_seconds_and_milliseconds() {
        assert_eq!(day("1709251200", false).as_deref(), Some("2024-03-01"));
        assert_eq!(day("1709251200000", true).as_deref(), Some("2024-03-01"));
        assert_eq!(day("1709251200000", false).as_deref(), Some("2024-03-01"));
        assert_eq!(day("-86400", false).as_deref(), Some("1969-12-31"));
        assert_eq!(day("-9223372036854775808", false).as_deref(), Some("1970-01-01"));
        assert_eq!(day("", false), None);
        // Midnight of 5 July 2013 and of New Year 2014 in Berlin, of 1 March 2024 in New York; an afternoon.
        assert_eq!(day("1372975200000", true).as_deref(), Some("2013-07-05"));
        assert_eq!(day("1388530800000", true).as_deref(), Some("2014-01-01"));
        assert_eq!(day("1709269200000", true).as_deref(), Some("2024-03-01"));
        assert_eq!(day("1709307000000", true).as_deref(), Some("2024-03-01"));
    }
}
