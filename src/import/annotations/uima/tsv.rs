//! WebAnno's table (TSV 3), a token a row (inception-project.github.io, appendix “WebAnno TSV 3.3 File format”).
//!
//! The text between sentences is not in the file: it is made up of blanks. A file is read whole: it has 64 MiB at most.

use std::collections::BTreeMap;

use super::{
    cas::{Cas, Feature, Structure},
    found_of,
};
use crate::import::{
    annotations::format::{File, Format, noted},
    charset::Charset,
    encoding,
    error::ImportError,
    join::words::{Note, What, Why},
    limits::LARGEST,
};

/// WebAnno TSV 3.
pub(in super::super) const FORMAT: Format = Format {
    name: "webanno-tsv",
    title: "WebAnno TSV",
    extensions: &["tsv"],
    cannot_hold: "text between sentences (not in the file)",
    is: |file| {
        let bytes = file.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file.bytes);
        bytes.trim_ascii_start().starts_with(b"#FORMAT=WebAnno TSV 3")
    },
    read: |file: &File<'_>| Ok(found_of(FORMAT.name, file, &read(file.bytes, file.beside.encoding())?)),
};

/// The one text of a file.
const TEXT: &str = "text";

/// What a group of columns holds.
struct Layer {
    name: String,
    is_chain: bool,
    /// A name for each column.
    columns: Vec<String>,
}

/// One of the things that a cell says.
struct Item {
    /// As it stands there, before the brackets.
    raw: String,
    /// In brackets: mostly the number that tells an annotation from others and joins it with itself in other rows.
    bracket: String,
}

impl Item {
    /// What it says; nothing for the signs of an annotation without a value, and of no annotation.
    fn words(&self) -> Option<String> {
        (!matches!(self.raw.as_str(), "*" | "_" | "")).then(|| unescaped(&self.raw))
    }

    fn number(&self) -> Option<u32> {
        self.bracket.parse().ok()
    }

    /// What it says, and the place in its chain that it states (`coref->2-1`): of the chain, and in it.
    fn link(&self) -> Option<(&str, &str)> {
        let (says, place) = self.raw.rsplit_once("->").filter(|(says, _)| !says.ends_with('\\'))?;
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let (chain, within) = place.split_once('-')?;
        (is_number(chain) && is_number(within)).then_some((says, place))
    }
}

/// The items of a cell: annotations on top of each other, and of each what it says, mostly one thing.
fn items(cell: &str) -> Vec<Vec<Item>> {
    let item = |raw: &str| {
        let bracket = raw.strip_suffix(']').filter(|_| !raw.ends_with("\\]")).and_then(|raw| raw.rsplit_once('['));
        let (raw, bracket) = bracket.unwrap_or((raw, ""));
        Item { raw: raw.to_owned(), bracket: bracket.to_owned() }
    };
    split(cell, '|').into_iter().map(|entry| split(entry, ';').into_iter().map(item).collect()).collect()
}

/// The parts of a text between signs that no backslash precedes.
fn split(text: &str, sign: char) -> Vec<&str> {
    let (mut parts, mut from, mut is_escaped) = (Vec::new(), 0, false);
    for (at, character) in text.char_indices() {
        if character == sign && !is_escaped {
            parts.push(text.get(from..at).unwrap_or_default());
            from = at + character.len_utf8();
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    parts.push(text.get(from..).unwrap_or_default());
    parts
}

/// A text without the backslashes before signs; `\t`, `\r` and `\n` are what they mean elsewhere.
fn unescaped(text: &str) -> String {
    let (mut words, mut signs) = (String::with_capacity(text.len()), text.chars());
    while let Some(sign) = signs.next() {
        words.push(match sign {
            '\\' => match signs.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some(other) => other,
                None => '\\',
            },
            other => other,
        });
    }
    words
}

/// A relation or slot that waits until all rows are read.
struct Waiting {
    from: String,
    feature: String,
    /// The layer and row that it leads to, and the number of the annotation there.
    layer: String,
    row: String,
    number: Option<u32>,
}

/// An annotation's layer, its number, if it has one, and its id.
struct Numbered {
    layer: String,
    number: Option<u32>,
    id: String,
}

/// Why a row cannot be read.
#[derive(Debug, thiserror::Error)]
enum RowError {
    /// What should be the token's position is none.
    #[error("“{0}” is not a position")]
    NoPosition(String),
    /// A sentence begins so far behind the one before that the space between them would fill the memory.
    #[error("the sentence starts too far after the text before it, at {0}")]
    SentenceTooFar(u32),
}

#[derive(Default)]
struct Reader {
    layers: Vec<Layer>,
    cas: Cas,
    /// The text in UTF-16, as the offsets count.
    text: Vec<u16>,
    /// The text of the sentence whose first row is still to come.
    sentence: Option<String>,
    waiting: Vec<Waiting>,
    /// Annotations of a row, in the order of the columns.
    of_row: BTreeMap<String, Vec<Numbered>>,
}

/// The text and annotations of a file.
pub(super) fn read(bytes: &[u8], chosen: Option<Charset>) -> Result<Cas, ImportError> {
    let mut reader = Reader::default();
    let content = noted(encoding::decode(bytes, chosen, None)?, "", &mut reader.cas.problems);
    for (at, line) in content.trim_start_matches('\u{FEFF}').split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if let Err(problem) = reader.line(line) {
            let what = What::Skipped(Why::Error(problem.to_string()));
            reader.cas.problems.push(Note { place: format!("line {}", at + 1), what });
        }
    }
    reader.join();
    let Reader { mut cas, text, .. } = reader;
    if text.is_empty() {
        return Err(ImportError::Empty);
    }
    cas.texts.insert(TEXT.to_owned(), String::from_utf16_lossy(&text));
    Ok(cas)
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), RowError> {
        let headed = |name: &str| line.strip_prefix('#').and_then(|line| line.strip_prefix(name)?.strip_prefix('='));
        for header in ["T_SP", "T_CH", "T_RL"] {
            if let Some(layer) = headed(header) {
                let mut names = layer.split('|').map(str::to_owned);
                let name = names.next().unwrap_or_default();
                let columns: Vec<String> = names.collect();
                let columns = if columns.is_empty() { vec![String::new()] } else { columns };
                self.layers.push(Layer { name, is_chain: header == "T_CH", columns });
                return Ok(());
            }
        }
        if let Some(text) = headed("Text") {
            let text = unescaped(text);
            self.sentence = Some(match self.sentence.take() {
                Some(before) => before + "\n" + &text,
                None => text,
            });
            return Ok(());
        }
        if line.trim().is_empty() || line.starts_with('#') {
            return Ok(());
        }
        self.row(line)
    }

    fn row(&mut self, line: &str) -> Result<(), RowError> {
        let mut cells = line.split('\t');
        let (row, place, form) = (cells.next().unwrap_or_default(), cells.next(), cells.next().unwrap_or_default());
        let at = place.and_then(|place| place.split_once('-')).and_then(|(b, e)| b.parse().ok().zip(e.parse().ok()));
        let at: (u32, u32) = at.ok_or_else(|| RowError::NoPosition(place.unwrap_or_default().to_owned()))?;
        self.place_sentence(at.0, form)?;
        let id = format!("row {row}");
        let kind = "Token".to_owned();
        self.cas.structures.insert(id, Structure { kind, text: TEXT.to_owned(), at: Some(at), features: Vec::new() });
        let layers = std::mem::take(&mut self.layers);
        for layer in &layers {
            let cells: Vec<Vec<Vec<Item>>> = layer.columns.iter().map(|_| items(cells.next().unwrap_or("_"))).collect();
            for place in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                let entry: Vec<&[Item]> =
                    cells.iter().map(|cell| cell.get(place).map_or(&[][..], Vec::as_slice)).collect();
                let is_there = |items: &&[Item]| items.iter().any(|item| !matches!(item.raw.as_str(), "_" | ""));
                if entry.iter().any(is_there) {
                    self.annotation(layer, row, place, at, &entry);
                }
            }
        }
        self.layers = layers;
        Ok(())
    }

    /// Puts the sentence in its place, which its first row tells.
    fn place_sentence(&mut self, begin: u32, form: &str) -> Result<(), RowError> {
        let Some(sentence) = self.sentence.take() else { return Ok(()) };
        let before = sentence.find(&unescaped(form)).unwrap_or(0);
        let before = sentence.get(..before).unwrap_or_default().encode_utf16().count();
        let start = (begin as usize).saturating_sub(before);
        let gap = start.saturating_sub(self.text.len());
        let is_far = gap > self.cas.structures.len() + 1_000_000;
        // All that is made up is bounded as what is read is.
        if is_far || self.text.len() + gap + sentence.len() > LARGEST as usize {
            return Err(RowError::SentenceTooFar(begin));
        }
        self.text.extend(std::iter::repeat_n(u16::from(b' '), gap));
        self.text.extend(sentence.encode_utf16());
        Ok(())
    }

    /// An annotation, or the part of one that lies in this row.
    fn annotation(&mut self, layer: &Layer, row: &str, place: usize, at: (u32, u32), entry: &[&[Item]]) {
        // Which of the columns of a chain says where in it the mark is differs.
        let links = entry.iter().map(|items| items.first().and_then(Item::link));
        let linked = links.enumerate().find_map(|(column, link)| Some((column, link.filter(|_| layer.is_chain)?)));
        let link = linked.map(|(_, link)| link);
        let columns = layer.columns.iter().zip(entry);
        let numbered = columns.clone().filter(|(name, _)| !name.starts_with("BT_"));
        let number = numbered.into_iter().find_map(|(_, items)| items.first()?.number()).filter(|_| !layer.is_chain);
        let id = match (link, number) {
            (Some((_, link)), _) => format!("{} {link}", layer.name),
            (None, Some(number)) => format!("{} [{number}]", layer.name),
            (None, None) => format!("{} {row} {place}", layer.name),
        };
        let of_row = self.of_row.entry(row.to_owned()).or_default();
        of_row.push(Numbered { layer: layer.name.clone(), number, id: id.clone() });
        if let Some(structure) = self.cas.structures.get_mut(&id) {
            structure.at = structure.at.map(|(begin, end)| (begin.min(at.0), end.max(at.1)));
            return;
        }
        let mut structure =
            Structure { kind: layer.name.clone(), text: TEXT.to_owned(), at: Some(at), features: Vec::new() };
        let mut say = |name: &str, words: String| structure.features.push((name.to_owned(), Feature::Words(words)));
        let waits = |feature: &str, layer: &str, row: &str, number: Option<u32>| Waiting {
            from: id.clone(),
            feature: feature.to_owned(),
            layer: layer.to_owned(),
            row: row.to_owned(),
            number,
        };
        let mut roles: Option<(&str, &[Item])> = None;
        for (column, (name, items)) in columns.enumerate() {
            let Some(item) = items.first() else { continue };
            if let Some((slot, roles)) = roles.take() {
                // What fills the roles that the column before has named; one alone fills all of them.
                for number in 0..items.len().max(roles.len()) {
                    let Some(filler) = items.get(number).or(Some(item).filter(|_| items.len() == 1)) else { break };
                    let role = roles.get(number).and_then(Item::words).unwrap_or_else(|| slot.to_owned());
                    if filler.words().is_some() {
                        self.waiting.push(waits(&role, name, &filler.raw, filler.number()));
                    }
                }
            } else if let Some(slot) = name.strip_prefix("ROLE_") {
                let slot = slot.split_once(':').map_or(slot, |(_, name)| name);
                roles = Some((slot.split('_').next().unwrap_or(slot), items));
            } else if let Some(target) = name.strip_prefix("BT_") {
                let (from, to) = item.bracket.split_once('_').unwrap_or_default();
                self.waiting.push(waits("Governor", target, &item.raw, from.parse().ok()));
                self.waiting.push(waits("Dependent", target, row, to.parse().ok()));
            } else if let Some((_, (relation, _))) = linked.filter(|(linked, _)| *linked == column) {
                say(name, Item { raw: relation.to_owned(), bracket: String::new() }.words().unwrap_or_default());
            } else if let Some(words) = item.words() {
                say(name, words);
            }
        }
        self.cas.structures.insert(id, structure);
    }

    /// Relations, slots and chains, when all annotations are there.
    fn join(&mut self) {
        for Waiting { from, feature, layer, row, number } in std::mem::take(&mut self.waiting) {
            let there = self.of_row.get(&row).map(Vec::as_slice).unwrap_or_default();
            let is_number = |other: &&Numbered| number.is_some_and(|number| number > 0) && other.number == number;
            // Or that which all layers are kinds of.
            let is_of_layer = |other: &&Numbered| other.layer == layer || layer == "uima.tcas.Annotation";
            let mut of_layer = there.iter().filter(is_of_layer);
            let same = of_layer.clone().find(is_number).or_else(|| of_layer.next());
            let to = same.map_or_else(|| format!("row {row}"), |same| same.id.clone());
            if let Some(structure) = self.cas.structures.get_mut(&from) {
                structure.features.push((feature, Feature::Others(vec![to])));
            }
        }
        for layer in self.layers.iter().filter(|layer| layer.is_chain) {
            let prefix = format!("{} ", layer.name);
            let next = |id: &str| {
                let (chain, link) = id.strip_prefix(&prefix)?.rsplit_once('-')?;
                Some(format!("{prefix}{chain}-{}", link.parse::<u32>().ok()?.checked_add(1)?))
            };
            let links = self.cas.structures.keys().filter_map(|id| Some((id.clone(), next(id)?)));
            let links: Vec<(String, String)> =
                links.filter(|(_, next)| self.cas.structures.contains_key(next)).collect();
            for (id, next) in links {
                if let Some(structure) = self.cas.structures.get_mut(&id) {
                    structure.features.push(("next".to_owned(), Feature::Others(vec![next])));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_after_a_backslash_are_words() {
        let all = items("a\\|b\\;c[3]|*|_|x\\[y\\]");
        let shown: Vec<(Option<String>, Option<u32>)> = all.iter().map(|i| (i[0].words(), i[0].number())).collect();
        let words = |words: &str| Some(words.to_owned());
        assert_eq!(shown, [(words("a|b;c"), Some(3)), (None, None), (None, None), (words("x[y]"), None)]);
        assert_eq!(items("p1;p2[2]")[0].len(), 2);
    }
}
