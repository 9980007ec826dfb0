//! Recogito's table of annotations (`.csv`; recogito.pelagios.org, github.com/pelagios/recogito2): a quotation a row, with its
//! place in the document, its type, and what a gazetteer says of it. Offsets count UTF-16 units.
//!
//! The text is not in the table: it is the file of the same name beside it, or else an article of the project. Recogito's
//! JSON-LD is read as any Web Annotation, its IOB as CoNLL.

use std::collections::BTreeMap;

use super::format::{File, Format};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle, FoundSpan},
            words::{Many, What, Why},
        },
        sheet::{Sheet, Table, cell, table},
    },
    model::{Coordinates, EntityId, EntityKind, FieldValue},
    text::Counting,
};

/// Recogito's table.
pub(super) const FORMAT: Format = Format {
    name: "recogito",
    title: "Recogito",
    extensions: &["csv"],
    cannot_hold: "annotations of images, maps, tables and TEI by position, who made an annotation (not in the file)",
    is: |file| {
        let head = file.bytes.get(..file.bytes.len().min(HEAD)).unwrap_or_default();
        ["QUOTE_TRANSCRIPTION", "ANCHOR", "UUID"]
            .iter()
            .all(|name| memchr::memmem::find(head, name.as_bytes()).is_some())
    },
    read,
};

/// In how many bytes at the beginning the headings are.
const HEAD: usize = 1024;
/// The tag of annotations without a type.
const UNTYPED: &str = "Annotation";
/// What an anchor in a plain text begins with.
const OFFSET: &str = "char-offset:";
/// What an anchor in TEI begins with, which names elements.
const ELEMENT: &str = "from=";
/// The columns that are fields of a mark, with the names of those.
const FIELDS: [(&str, &str); 4] =
    [("verificationstatus", "Verification"), ("groupid", "Group"), ("grouporder", "Order in group"), ("uri", "URI")];

/// Where what an annotation consists of stands in a row.
struct Columns {
    id: Option<usize>,
    file: Option<usize>,
    words: Option<usize>,
    anchor: Option<usize>,
    kind: Option<usize>,
    address: Option<usize>,
    label: Option<usize>,
    latitude: Option<usize>,
    longitude: Option<usize>,
    tags: Option<usize>,
    comments: Option<usize>,
    /// What a gazetteer says of a place, with its names.
    of_place: [(Option<usize>, &'static str); 2],
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let Table { sheets, doubts, .. } = table(file.bytes, file.beside.encoding(), file.beside.watch())?;
    let sheet = sheets.first().ok_or(ImportError::Empty)?;
    let column = |name: &str| sheet.column(&[name]);
    let columns = Columns {
        id: column("uuid"),
        file: column("file"),
        words: column("quotetranscription"),
        anchor: column("anchor"),
        kind: column("type"),
        address: column("uri"),
        label: column("vocablabel"),
        latitude: column("lat"),
        longitude: column("lng"),
        tags: column("tags"),
        comments: column("comments"),
        of_place: [(column("placetype"), "Place type"), (column("vocabtemporalbounds"), "Period")],
    };
    let mut found = Found::new(FORMAT.name, Counting::UTF16);
    doubts.into_iter().for_each(|doubt| found.tell(file.name, What::Doubt(doubt)));
    let mut reader =
        Reader { file, sheet, columns, found, articles: BTreeMap::new(), sha256: sha256_of(file.bytes), elsewhere: 0 };
    for (line, row) in &sheet.rows {
        reader.row(*line, row);
    }
    let Reader { mut found, articles, elsewhere, .. } = reader;
    if elsewhere > 0 {
        found.tell(file.name, What::SkippedMany(elsewhere, Many::NotInText));
    }
    found.articles = articles.into_values().map(|(article, _)| article).collect();
    Ok(found)
}

struct Reader<'f> {
    file: &'f File<'f>,
    sheet: &'f Sheet,
    columns: Columns,
    found: Found,
    /// The articles by the names of their files, with their texts as the offsets count.
    articles: BTreeMap<String, (FoundArticle, Vec<u16>)>,
    sha256: String,
    /// How many annotations are of pictures and tables.
    elsewhere: usize,
}

impl Reader<'_> {
    fn row(&mut self, line: usize, row: &[String]) {
        let value = |column: Option<usize>| cell(row, column).trim();
        let place = format!("{}, row {line}", self.file.name);
        let (anchor, words) = (value(self.columns.anchor), value(self.columns.words));
        let start = anchor.strip_prefix(OFFSET).and_then(|number| number.trim().parse::<u32>().ok());
        if start.is_none() && !anchor.starts_with(ELEMENT) {
            self.elsewhere += 1;
            return;
        }
        if words.is_empty() {
            self.found.skip(place, Why::Empty);
            return;
        }
        let name = value(self.columns.file).to_owned();
        if !self.articles.contains_key(&name) {
            let article = self.article(&name);
            self.articles.insert(name.clone(), article);
        }
        let Some((article, units)) = self.articles.get(&name) else { return };
        let at = start.map(|start| vec![(start, end_of(units, start, words))]).unwrap_or_default();
        let (kind, labels) = (value(self.columns.kind), value(self.columns.tags));
        let labels: Vec<&str> = labels.split('|').map(str::trim).filter(|label| !label.is_empty()).collect();
        // Where nothing but labels says what the words are, these are the tags.
        let tags = match (kind, labels.as_slice()) {
            ("", []) => vec![UNTYPED],
            ("", labels) => labels.to_vec(),
            (kind, _) => vec![kind],
        };
        let spans: Vec<FoundSpan> = tags
            .iter()
            .map(|tag| {
                let key =
                    format!("{} {tag}", Some(value(self.columns.id)).filter(|id| !id.is_empty()).unwrap_or(&place));
                let span = article.span(&key, self.found.tag(tag), at.clone());
                FoundSpan { words: Some(words.to_owned()), place: place.clone(), ..span }
            })
            .collect();
        for mut mark in spans {
            let comments = value(self.columns.comments);
            comments.replace('|', "\n").clone_into(&mut mark.span.note);
            mark.span.entity = self.entity(kind, row);
            let fields = FIELDS.iter().map(|(heading, field)| (*field, value(self.sheet.column(&[heading]))));
            let labels = Some(("Tags", labels.join("; "))).filter(|_| !kind.is_empty());
            let fields = fields.map(|(field, words)| (field, words.to_owned())).chain(labels);
            for (field, words) in fields.filter(|(_, words)| !words.is_empty()) {
                let field = self.found.field(&mark.span.tag, field);
                mark.span.fields.insert(field, FieldValue::Text(words));
            }
            if let Some((article, _)) = self.articles.get_mut(&name) {
                article.spans.push(mark);
            }
        }
    }

    /// The article that a file is, with its text if that lies beside the table.
    fn article(&mut self, name: &str) -> (FoundArticle, Vec<u16>) {
        let names = [name.to_owned(), format!("{name}.txt"), format!("{}.txt", self.file.stem())];
        let is_text = |name: &&String| crate::import::ending(name) == "txt";
        let held = names.iter().filter(is_text).find_map(|name| {
            let bytes = self.file.beside.read(name)?;
            let text = self.file.text(name, &bytes, &mut self.found.problems).ok()?.into_owned();
            Some((name.clone(), sha256_of(&bytes), text))
        });
        let Some((own, sha256, text)) = held else {
            let article = FoundArticle::new(name, FORMAT.name, &self.sha256);
            return (FoundArticle { is_own_file: true, ..article }, Vec::new());
        };
        self.found.parts.push(own.clone());
        let units = text.encode_utf16().collect();
        (FoundArticle { is_own_file: true, ..FoundArticle::with_text(&own, FORMAT.name, &sha256, text) }, units)
    }

    /// What a gazetteer knows an annotation as; nothing where it gives no name.
    fn entity(&mut self, kind: &str, row: &[String]) -> Option<EntityId> {
        let value = |column: Option<usize>| cell(row, column).trim();
        let mut names = value(self.columns.label).split('|').map(str::trim).filter(|name| !name.is_empty());
        let kind = match kind {
            "PLACE" => EntityKind::Place,
            "PERSON" => EntityKind::Person,
            other => EntityKind::Other(other.to_lowercase()),
        };
        let id = self.found.entity(kind, names.next()?);
        let entity = self.found.entities.get_mut(&id)?;
        for name in names {
            if entity.name != name && !entity.aliases.iter().any(|alias| alias == name) {
                entity.aliases.push(name.to_owned());
            }
        }
        let address = value(self.columns.address);
        let item = address.rsplit('/').next().filter(|_| address.contains("wikidata.org/"));
        item.unwrap_or_default().clone_into(&mut entity.wikidata);
        let point = |column| value(column).parse::<f64>().ok();
        let coordinates = point(self.columns.latitude).zip(point(self.columns.longitude));
        let is_on_earth = |(north, east): &(f64, f64)| north.abs() <= 90.0 && east.abs() <= 180.0;
        entity.coordinates =
            coordinates.filter(is_on_earth).map(|(latitude, longitude)| Coordinates { latitude, longitude });
        let known = self.columns.of_place.map(|(column, name)| (name, value(column))).into_iter();
        let known = known.chain([("Gazetteer", address)]).filter(|(_, words)| !words.is_empty());
        entity.note = known.map(|(name, words)| format!("{name}: {words}")).collect::<Vec<_>>().join("\n");
        Some(id)
    }
}

/// Where words end that begin at a place. Line ends and tabulators in the text, however many, are one blank in the table.
fn end_of(units: &[u16], start: u32, words: &str) -> u32 {
    let is_blank = |unit: &u16| matches!(unit, 0x20 | 0x09 | 0x0A | 0x0D);
    let length = u32::try_from(words.encode_utf16().count()).unwrap_or(u32::MAX);
    let mut wanted = words.encode_utf16().filter(|unit| !is_blank(unit)).peekable();
    for (at, unit) in units.iter().enumerate().skip(start as usize) {
        if is_blank(unit) {
            continue;
        }
        match wanted.next() {
            Some(next) if next == *unit => {}
            Some(_) | None => break,
        }
        if wanted.peek().is_none() {
            return u32::try_from(at + 1).unwrap_or(u32::MAX);
        }
    }
    start.saturating_add(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_in_the_text_are_blanks_in_the_table() {
        let units: Vec<u16> = "By New\r\n\tYork 🙂.".encode_utf16().collect();
        assert_eq!(end_of(&units, 3, "New York"), 13);
        assert_eq!(end_of(&units, 3, "New York 🙂"), 16);
        assert_eq!(end_of(&units, 3, "Old York"), 11, "other words: their length");
        assert_eq!((end_of(&units, 99, "New"), end_of(&[], u32::MAX, "New")), (102, u32::MAX));
    }
}
