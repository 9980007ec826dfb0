//! Label Studio's JSON: tasks with the results of its annotators (labelstud.io/guide/task_format), beside them the labelling
//! configuration as `config.xml`.
//!
//! Offsets count code points, in files of before 2022 UTF-16 units; the words that regions quote decide. A region with
//! several labels is a mark for each.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    File, Format, Found, FoundArticle, FoundSpan,
    json::{fill, list, mentions, offset, text, values, words},
};
use crate::{
    import::{ImportError, first_line, sha256_of},
    model::{Colour, EntityKind, FieldKind, FieldValue, LinkEnd, SpanId},
    text::Counting,
};

/// Label Studio.
pub(super) const FORMAT: Format = Format {
    name: "label-studio",
    title: "Label Studio",
    extensions: &["json", "jsonl"],
    cannot_hold: "regions of pictures, sound and video; what models predicted, where people annotated",
    is: |file| {
        mentions(file, &["\"annotations\"", "\"completions\"", "\"predictions\""])
            && mentions(file, &["\"data\""])
            && (mentions(file, &["\"result\""]) || values(file).is_ok_and(|(values, _)| values.iter().all(is_task)))
    },
    read,
};

/// The field in which Sayso writes whom a mark mentions.
const ENTITY: &str = "entity";

/// Whether a value is a task, though nobody annotated it.
fn is_task((_, value): &(String, Value)) -> bool {
    let answers = ["annotations", "completions", "predictions"];
    value.get("data").is_some_and(Value::is_object)
        && answers.iter().any(|answers| value.get(answers).is_some_and(Value::is_array))
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (values, problems) = values(file)?;
    let mut found = Found::new(FORMAT.name, Counting::CODE_POINTS);
    found.problems = problems;
    let config = Config::read(file, &mut found);
    let sha256 = sha256_of(file.bytes);
    for (place, task) in &values {
        let id = task.get("id").map(words).unwrap_or_default();
        let article = FoundArticle::new(&format!("{}, task {id}", file.name), FORMAT.name, &sha256);
        let mut task =
            Task { place: place.clone(), task, config: &config, found: &mut found, article, regions: BTreeMap::new() };
        if let Some(article) = task.read() {
            found.articles.push(article);
        }
    }
    Ok(found)
}

/// What the labelling configuration says.
#[derive(Default)]
struct Config {
    /// The key of the text in `data`, by the name of the tag that shows it.
    texts: BTreeMap<String, String>,
    /// Whether Sayso wrote it.
    is_ours: bool,
}

impl Config {
    /// Reads `config.xml`, or the one XML file beside the tasks.
    fn read(file: &File<'_>, found: &mut Found) -> Self {
        let names = file.beside.names();
        let mut others = names.iter().filter(|name| name.to_lowercase().ends_with(".xml"));
        let only = others.next().filter(|_| others.next().is_none());
        let name = names.iter().find(|name| *name == "config.xml").or(only);
        let text =
            name.and_then(|name| file.beside.read(name)).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let (Some(name), Some(text)) = (name, text) else { return Self::default() };
        let document = match roxmltree::Document::parse(&text) {
            Ok(document) => document,
            Err(error) => {
                found.problems.push(format!("{name}: it is no XML that can be read ({error}); it was left out."));
                return Self::default();
            }
        };
        let mut config = Self { is_ours: text.contains("<!-- Sayso -->"), ..Self::default() };
        found.parts.push(name.clone());
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            let attribute = |name: &str| node.attribute(name).unwrap_or_default();
            let shown = attribute("value").strip_prefix('$');
            match (node.tag_name().name(), shown) {
                ("Text" | "HyperText" | "Paragraphs", Some(key)) => {
                    config.texts.insert(attribute("name").to_owned(), key.to_owned());
                }
                ("Label", _) if !attribute("value").is_empty() => {
                    let id = found.tag(attribute("value"));
                    let Some(tag) = found.codebook.tags.iter_mut().find(|tag| tag.id == id) else { continue };
                    tag.colour = Colour::from_hex(attribute("background")).unwrap_or(tag.colour);
                    attribute("hint").clone_into(&mut tag.definition);
                }
                ("Relation", _) => {
                    found.link_kind(attribute("value"));
                }
                _ => {}
            }
        }
        config
    }
}

/// A task on its way.
struct Task<'t> {
    place: String,
    task: &'t Value,
    config: &'t Config,
    found: &'t mut Found,
    article: FoundArticle,
    /// The marks of each region, by its id.
    regions: BTreeMap<String, Vec<usize>>,
}

impl Task<'_> {
    fn read(&mut self) -> Option<FoundArticle> {
        let made = ["annotations", "completions"].into_iter().flat_map(|key| list(self.task, key));
        let mut made: Vec<&Value> = made.filter(|one| one.get("result").is_some()).collect();
        let cancelled = made.len();
        made.retain(|one| one.get("was_cancelled").and_then(Value::as_bool) != Some(true));
        if made.len() < cancelled {
            let told = format!("{}: {} cancelled annotations were left out.", self.place, cancelled - made.len());
            self.found.problems.push(told);
        }
        if made.is_empty() {
            made = list(self.task, "predictions").iter().collect();
            if !made.is_empty() {
                self.found.problems.push(format!("{}: nobody annotated it; its predictions were read.", self.place));
            }
        }
        let data = self.task.get("data").unwrap_or(&Value::Null);
        let results: Vec<(&Value, &Value)> =
            made.iter().flat_map(|one| list(one, "result").iter().map(move |result| (*one, result))).collect();
        let key = self.key_of_text(data, &results);
        let Some((shown, starts)) = data.get(&key).and_then(|value| shown(value, &results)) else {
            self.found.problems.push(format!("{}: it has no text; it was left out.", self.place));
            return None;
        };
        self.article.facts.title = first_line(&shown);
        fill(&mut self.article.facts, |name| text(data, name));
        self.article.text = Some(shown);
        for (one, result) in &results {
            self.region(one, result, &starts);
        }
        for (one, result) in &results {
            self.about_region(one, result);
        }
        Some(std::mem::take(&mut self.article))
    }

    /// The key of the text: the one that the configuration names, `text`, or that of the longest text.
    fn key_of_text(&self, data: &Value, results: &[(&Value, &Value)]) -> String {
        let named = results.first().and_then(|(_, result)| self.config.texts.get(text(result, "to_name")));
        let only = self.config.texts.values().next().filter(|_| self.config.texts.len() == 1);
        if let Some(key) = named.or(only) {
            return key.clone();
        }
        let Value::Object(entries) = data else { return String::new() };
        let length = |value: &Value| value.as_str().map_or(0, str::len);
        let longest = entries.iter().max_by_key(|(key, value)| (*key == "text", length(value)));
        longest.map(|(key, _)| key.clone()).unwrap_or_default()
    }

    fn region(&mut self, one: &Value, result: &Value, starts: &[u32]) {
        let kind = text(result, "type");
        if !matches!(kind, "labels" | "hypertextlabels" | "paragraphlabels") {
            return;
        }
        let (id, value) = (text(result, "id"), result.get("value").unwrap_or(&Value::Null));
        let place = format!("{}, region “{id}”", self.place);
        let at = match kind {
            "hypertextlabels" => {
                let global = value.get("globalOffsets").unwrap_or(&Value::Null);
                offset(global, "start").zip(offset(global, "end"))
            }
            "paragraphlabels" => {
                let within = |paragraph: &str, place: &str| {
                    let start = starts.get(offset(value, paragraph)? as usize)?;
                    Some(start + offset(value, place)?)
                };
                within("start", "startOffset").zip(within("end", "endOffset"))
            }
            _ => offset(value, "start").zip(offset(value, "end")),
        };
        let Some(at) = at else {
            self.found.problems.push(format!("{place}: it has no place; it was left out."));
            return;
        };
        let quoted = text(value, "text").replace("\\n", "\n");
        let by = self.found.coder(&annotator(one));
        for label in list(value, kind).iter().map(words) {
            let tag = self.found.tag(&label);
            // Our own ids are kept, so that what went out comes back as the same mark.
            let own: Option<SpanId> = id.parse().ok().filter(|_| self.config.is_ours);
            let key = format!("{} {id} {label}", one.get("id").map(words).unwrap_or_default());
            let mut span = FoundSpan {
                words: Some(quoted.clone()).filter(|words| !words.is_empty()),
                place: place.clone(),
                ..self.article.span(&key, tag, vec![at])
            };
            let taken = |id: SpanId| self.article.spans.iter().any(|other| other.span.id == id);
            span.span.id = own.filter(|id| !taken(*id)).unwrap_or(span.span.id);
            span.span.by = by;
            span.span.made = text(one, "created_at").parse().unwrap_or(span.span.made);
            let note = result.get("meta").unwrap_or(&Value::Null);
            span.span.note = list(note, "text").iter().map(words).collect::<Vec<_>>().join("\n");
            self.regions.entry(id.to_owned()).or_default().push(self.article.spans.len());
            self.article.spans.push(span);
        }
    }

    /// What is said of a region, of two, or of the whole task.
    fn about_region(&mut self, one: &Value, result: &Value) {
        let kind = text(result, "type");
        match kind {
            "labels" | "hypertextlabels" | "paragraphlabels" => {}
            "relation" => self.relation(one, result),
            _ => {
                let value = result.get("value").and_then(|value| value.get(kind));
                let (name, Some(value)) = (text(result, "from_name"), value) else { return };
                match self.regions.get(text(result, "id")).cloned() {
                    Some(marks) => marks.into_iter().for_each(|mark| self.fill(mark, name, kind, value)),
                    None => {
                        let said = format!("{name}: {}", flat(value));
                        self.found
                            .problems
                            .push(format!("{}: “{said}” is about the whole; it was noted so.", self.place));
                        let note = &mut self.article.facts.note;
                        *note = if note.is_empty() { said } else { format!("{note}\n{said}") };
                    }
                }
            }
        }
    }

    fn fill(&mut self, mark: usize, name: &str, kind: &str, value: &Value) {
        let Some(span) = self.article.spans.get_mut(mark) else { return };
        if self.config.is_ours && name == ENTITY {
            let entity = flat(value);
            let (of, name) = entity.split_once(": ").unwrap_or(("person", &entity));
            span.span.entity = Some(self.found.entity(EntityKind::from_word(of), name));
            return;
        }
        let field = self.found.field(&span.span.tag, name);
        let value = match (kind, value) {
            ("choices" | "taxonomy", value) => FieldValue::Choice(flat(value)),
            (_, Value::Number(number)) => FieldValue::Number(number.as_f64().unwrap_or_default()),
            _ => FieldValue::Text(flat(value)),
        };
        let tag = self.found.codebook.tags.iter_mut().find(|tag| tag.id == span.span.tag);
        let asked = tag.and_then(|tag| tag.fields.iter_mut().find(|asked| asked.id == field));
        if let Some(asked) = asked {
            ask_for(&mut asked.kind, &value);
        }
        span.span.fields.insert(field, value);
    }

    fn relation(&mut self, one: &Value, result: &Value) {
        let mark = |task: &Self, key: &str| {
            let first = *task.regions.get(text(result, key))?.first()?;
            Some(task.article.spans.get(first)?.span.id)
        };
        let (from, to) = (mark(self, "from_id"), mark(self, "to_id"));
        let (Some(mut from), Some(mut to)) = (from, to) else {
            self.found.problems.push(format!("{}: a relation links no region of text; it was left out.", self.place));
            return;
        };
        if text(result, "direction") == "left" {
            (from, to) = (to, from);
        }
        let label = list(result, "labels").first().map_or_else(|| "Relation".to_owned(), words);
        let kind = self.found.link_kind(&label);
        let by = self.found.coder(&annotator(one));
        let key = format!("{label} {from} {to}");
        self.article.link(&key, kind, from, LinkEnd::Span(to)).by = by;
    }
}

/// Makes a field that asks for text ask for what its values are.
fn ask_for(kind: &mut FieldKind, value: &FieldValue) {
    match (value, &mut *kind) {
        (FieldValue::Choice(choice), FieldKind::Text) => *kind = FieldKind::Choice(vec![choice.clone()]),
        (FieldValue::Choice(choice), FieldKind::Choice(choices)) if !choices.contains(choice) => {
            choices.push(choice.clone());
        }
        (FieldValue::Number(_), FieldKind::Text) => *kind = FieldKind::Number,
        _ => {}
    }
}

/// Lists, and lists of lists, in words.
fn flat(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let is_path = |item: &Value| item.is_array();
            let between = if items.iter().any(is_path) { "; " } else { ", " };
            let path = |item: &Value| match item {
                Value::Array(path) => path.iter().map(words).collect::<Vec<_>>().join(" / "),
                other => words(other),
            };
            items.iter().map(path).collect::<Vec<_>>().join(between)
        }
        other => words(other),
    }
}

/// The text that is shown for a value of `data`, and where each of its paragraphs begins, in code points.
fn shown(value: &Value, results: &[(&Value, &Value)]) -> Option<(String, Vec<u32>)> {
    let is_page = results.iter().any(|(_, result)| text(result, "type") == "hypertextlabels");
    match value {
        Value::String(page) if is_page => {
            Some((dom_query::Document::fragment(page.as_str()).text().to_string(), Vec::new()))
        }
        Value::String(text) => Some((text.clone(), Vec::new())),
        Value::Array(paragraphs) => {
            let (mut shown, mut starts, mut length) = (String::new(), Vec::new(), 0);
            for paragraph in paragraphs {
                if !shown.is_empty() {
                    shown.push('\n');
                    length += 1;
                }
                starts.push(length);
                let words = text(paragraph, "text");
                shown.push_str(words);
                length += u32::try_from(words.chars().count()).unwrap_or_default();
            }
            Some((shown, starts)).filter(|(shown, _)| !shown.is_empty())
        }
        _ => None,
    }
}

/// Who made an annotation: a number, an address or a name.
fn annotator(one: &Value) -> String {
    match one.get("completed_by") {
        Some(by @ Value::Object(_)) => {
            let named = [text(by, "first_name"), text(by, "last_name")].join(" ").trim().to_owned();
            let other = || Some(text(by, "email").to_owned()).filter(|email| !email.is_empty());
            let number = || by.get("id").map(|id| format!("annotator {}", words(id)));
            Some(named).filter(|name| !name.is_empty()).or_else(other).or_else(number).unwrap_or_default()
        }
        None | Some(Value::Null) => String::new(),
        Some(Value::String(name)) => name.clone(),
        Some(number) => format!("annotator {}", words(number)),
    }
}
