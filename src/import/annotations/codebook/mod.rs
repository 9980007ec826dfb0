//! Codebooks as tables: those that Sayso writes, and those of people and other programs, a tag in each row.
//!
//! What a tag is under stands in a column of parents, in a column of paths (`A / B`, `A > B`, `A::B`), in a column for each
//! level, or in its name. Parents that have no row of their own are tags too.

pub(super) mod colour;
mod columns;
mod tree;

use self::{
    colour::colour_of,
    columns::Columns,
    tree::{Entry, Tree},
};
use super::{
    format::{File, Format},
    tags::Tags,
};
use crate::{
    import::{
        error::ImportError,
        join::{found::Found, words::What},
        sheet::{Sheet, Table, cell, table, top},
    },
    model::{Tag, TagId},
    text::Counting,
};

/// Codebooks as tables.
pub(super) const FORMAT: Format = Format {
    name: "codebook",
    title: "Codebook table",
    extensions: &["csv", "tsv", "xlsx"],
    cannot_hold: "rules, questions and columns with other names",
    is: |file| top(file.bytes).is_ok_and(|table| is_codebook(&table.sheets)),
    read,
};

/// Whether sheets are a codebook: the first that holds anything is, and its names are all but once there.
fn is_codebook(sheets: &[Sheet]) -> bool {
    let Some(sheet) = sheets.iter().find(|sheet| !sheet.rows.is_empty()) else { return false };
    if !Columns::are_of_codebook(sheet) {
        return false;
    }
    let mut found = Found::new(FORMAT.name, Counting::CODE_POINTS);
    let Some(columns) = Columns::of(sheet) else { return false };
    let rows = entries(sheet, &columns, "", &mut found);
    let tree = Tree::of(&rows, "", &mut found);
    tree.nodes.len() * 10 >= rows.len() * 9
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let Table { sheets, doubts, .. } = table(file.bytes, file.beside.encoding(), file.beside.watch())?;
    let named = |sheet: &&Sheet| ["codebook", "codes", "code system"].contains(&sheet.name.to_lowercase().as_str());
    let is_one = |sheet: &&Sheet| Columns::are_of_codebook(sheet);
    let has_names = |sheet: &&Sheet| Columns::of(sheet).is_some();
    let sheet = sheets.iter().find(named).or_else(|| sheets.iter().find(is_one));
    let sheet = sheet.or_else(|| sheets.iter().find(has_names));
    let Some((sheet, columns)) = sheet.and_then(|sheet| Some((sheet, Columns::of(sheet)?))) else {
        return Err(ImportError::NoTagColumn);
    };
    let mut found = Found::new(FORMAT.name, Counting::CODE_POINTS);
    doubts.into_iter().for_each(|doubt| found.tell(file.name, What::Doubt(doubt)));
    let rows = entries(sheet, &columns, file.name, &mut found);
    let tree = Tree::of(&rows, file.name, &mut found);
    add_tags(&rows, &tree, file.name, &mut found);
    links(sheet, &columns, &mut found);
    let is_filled = |at: usize| sheet.rows.iter().any(|(_, row)| !cell(row, Some(at)).trim().is_empty());
    let left: Vec<String> =
        columns.others.iter().filter(|(_, at)| is_filled(*at)).map(|(name, _)| name.clone()).collect();
    if !left.is_empty() {
        found.tell(file.name, What::ColumnsSkipped(left));
    }
    if found.codebook.tags.is_empty() { Err(ImportError::NoTagColumn) } else { Ok(found) }
}

/// Whether a row is about a kind of link.
fn is_link(row: &[String], columns: &Columns) -> bool {
    cell(row, columns.kind).trim().eq_ignore_ascii_case("link")
}

/// The rows that are tags. A level that a row leaves empty is that of the row above, where the row goes deeper.
fn entries<'s>(sheet: &'s Sheet, columns: &'s Columns, name: &str, found: &mut Found) -> Vec<Entry<'s>> {
    let mut above: Vec<&str> = Vec::new();
    let mut entries = Vec::new();
    for (line, row) in sheet.rows.iter().filter(|(_, row)| !is_link(row, columns)) {
        let value = |column: Option<usize>| cell(row, column).trim();
        let levels: Vec<&str> = columns.levels.iter().map(|at| value(Some(*at))).collect();
        let depth = levels.iter().rposition(|level| !level.is_empty()).map_or(0, |deepest| deepest + 1);
        let filled: Vec<&str> = levels
            .iter()
            .take(depth)
            .enumerate()
            .map(|(at, level)| if level.is_empty() { above.get(at).copied().unwrap_or_default() } else { level })
            .collect();
        above.clone_from(&filled);
        let remarks = columns.remarks.iter().map(|(name, at)| (name.as_str(), value(Some(*at))));
        let entry = Entry {
            line: *line,
            name: value(columns.name),
            path: value(columns.path),
            levels: filled.into_iter().filter(|level| !level.is_empty()).collect(),
            parent: value(columns.parent),
            id: value(columns.id),
            definition: value(columns.definition),
            remarks: remarks.filter(|(_, words)| !words.is_empty()).collect(),
            colour: value(columns.colour),
            key: value(columns.key),
            badge: value(columns.badge),
            examples: value(columns.examples),
            counterexamples: value(columns.counterexamples),
        };
        if entry.name.is_empty() && entry.path.is_empty() && entry.levels.is_empty() {
            found.tell(format!("{name}, row {line}"), What::RowWithoutName);
        } else {
            entries.push(entry);
        }
    }
    entries
}

fn add_tags(rows: &[Entry<'_>], tree: &Tree, name: &str, found: &mut Found) {
    let mut tags = Tags::default();
    // Keys that the table gives come before those that tags get by themselves.
    let has_keys = rows.iter().any(|row| !row.key.is_empty());
    let mut ids: Vec<Option<TagId>> = vec![None; tree.nodes.len()];
    for at in tree.top_down() {
        let Some(node) = tree.nodes.get(at) else { continue };
        let id =
            node.row.and_then(|row| rows.get(row)).map_or("", |row| row.id).trim_matches(['{', '}']).to_lowercase();
        let key = if id.len() == 36 { id } else { format!("row {at}") };
        let mut tag = tags.new_tag(&found.codebook, &key, &node.name, tree.above(at));
        tag.parent = node.parent.and_then(|parent| ids.get(parent)?.clone());
        if has_keys {
            tag.key.clear();
        }
        for row in node.rows().filter_map(|row| rows.get(row)) {
            describe(&mut tag, row, name, found);
        }
        if let Some(place) = ids.get_mut(at) {
            *place = Some(tag.id.clone());
        }
        found.codebook.tags.push(tag);
    }
}

/// Puts what a row says into its tag.
fn describe(tag: &mut Tag, row: &Entry<'_>, name: &str, found: &mut Found) {
    let remarks = row.remarks.iter().map(|(name, words)| format!("{name}: {words}"));
    for words in std::iter::once(row.definition.to_owned()).chain(remarks) {
        if !words.is_empty() && !tag.definition.contains(&words) {
            tag.definition.push_str(if tag.definition.is_empty() { "" } else { "\n" });
            tag.definition.push_str(&words);
        }
    }
    tag.examples.yes.extend(lines(row.examples));
    tag.examples.no.extend(lines(row.counterexamples));
    if !row.badge.is_empty() {
        row.badge.clone_into(&mut tag.badge);
    }
    if row.key.chars().count() == 1 && found.codebook.tag_with_key(row.key).is_none() {
        row.key.clone_into(&mut tag.key);
    }
    match colour_of(row.colour) {
        Some(colour) => tag.colour = colour,
        None if row.colour.is_empty() => {}
        None => found.tell(format!("{name}, row {}", row.line), What::ColourUnknown(row.colour.to_owned())),
    }
}

/// The lines of a cell, each an example.
fn lines(cell: &str) -> impl Iterator<Item = String> {
    cell.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)
}

/// The kinds of link of a table that Sayso wrote.
fn links(sheet: &Sheet, columns: &Columns, found: &mut Found) {
    for (_, row) in sheet.rows.iter().filter(|(_, row)| is_link(row, columns)) {
        let name = cell(row, columns.name).trim();
        if name.is_empty() {
            continue;
        }
        let ends = |column| {
            let names = cell(row, column).split(';').map(str::trim);
            let tag = |name: &str| found.codebook.tags.iter().find(|tag| tag.name == name).map(|tag| tag.id.clone());
            names.filter_map(tag).collect::<Vec<TagId>>()
        };
        let (from, to) = (ends(columns.from), ends(columns.to));
        let id = found.link_kind(name);
        if let Some(kind) = found.codebook.link_kinds.iter_mut().find(|kind| kind.id == id) {
            cell(row, columns.definition).clone_into(&mut kind.definition);
            (kind.from, kind.to) = (from, to);
        }
    }
}
