//! Label Studio's JSON: tasks with the results of its annotators (labelstud.io/guide/task_format), beside them the labelling
//! configuration as `config.xml`.
//!
//! Offsets count code points, in files of before 2022 UTF-16 units; the words that regions quote decide. A region with
//! several labels is a mark for each. Of several texts of a task, the one with the first region is read.

mod config;
mod flat;
mod kinds;
mod places;
mod shown;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use serde_json::Value;

use self::{
    config::{Config, TextTag},
    kinds::{ANSWERS, REGIONS},
    shown::{Shown, length},
};
use super::{
    format::{File, Format},
    json::{fill, judged, list, mentions, text, values, words},
};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle, FoundSpan, NO_TIME},
            words::{Many, What, Why},
        },
        title::first_line,
    },
    model::{CoderId, EntityKind, FieldKind, FieldValue, LinkEnd, SpanId, Time},
    text::Counting,
};

/// Label Studio.
pub(super) const FORMAT: Format = Format {
    name: "label-studio",
    title: "Label Studio",
    extensions: &["json", "jsonl"],
    cannot_hold: "regions of images, audio and video; predictions, where people annotated; all but one text per task",
    is: |file| is_of_tasks(file) || is_flat(file),
    read,
};

/// The field in which Sayso writes whom a mark mentions.
const ENTITY: &str = "entity";

/// The coder of what a model predicted that has no name.
const A_MODEL: &str = "a model";

/// Whether a file holds tasks, also such that nobody annotated.
fn is_of_tasks(file: &File<'_>) -> bool {
    const LOOKED_AT: usize = 20;
    let mut seen = 0;
    let judge = |value: &Value| {
        seen += 1;
        if is_task(value) { (seen == LOOKED_AT).then_some(true) } else { Some(false) }
    };
    mentions(file, &["\"annotations\"", "\"completions\"", "\"predictions\""])
        && mentions(file, &["\"data\""])
        && (mentions(file, &["\"result\""]) || judged(file, judge).unwrap_or(seen > 0))
}

/// Whether a file is a list of annotations, each with the data of its task beside it.
fn is_flat(file: &File<'_>) -> bool {
    let is = |value: &Value| Some(flat::is_flat(value));
    mentions(file, &["\"annotation_id\""]) && mentions(file, &["\"lead_time\""]) && judged(file, is) == Some(true)
}

/// Whether a value is a task, though nobody annotated it.
fn is_task(value: &Value) -> bool {
    let answers = ["annotations", "completions", "predictions"];
    value.get("data").is_some_and(Value::is_object)
        && answers.iter().any(|answers| value.get(answers).is_some_and(Value::is_array))
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (values, problems) = values(file)?;
    let mut found = Found::new(FORMAT.name, Counting::CODE_POINTS);
    found.problems = problems;
    let config = Config::read(file, &mut found);
    found.has_own_ids = config.is_ours;
    let sha256 = sha256_of(file.bytes);
    let (mut taken, mut left_out) = (BTreeSet::new(), BTreeMap::new());
    for (place, value) in &values {
        let task = if flat::is_flat(value) { Cow::Owned(flat::task_of(value, &config)) } else { Cow::Borrowed(value) };
        let name = match task.get("id") {
            None | Some(Value::Null) => place.clone(),
            Some(id) => format!("{}, task {}", file.name, words(id)),
        };
        let reading = Task {
            place,
            task: &task,
            config: &config,
            found: &mut found,
            taken: &mut taken,
            left_out: &mut left_out,
            article: FoundArticle::new(&name, FORMAT.name, &sha256),
            regions: BTreeMap::new(),
        };
        let article = reading.read();
        found.articles.extend(article);
    }
    for (what, count) in left_out {
        found.tell(file.name, what.counted(count));
    }
    Ok(found)
}

/// What was left out of all tasks, and is counted.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum LeftOut {
    /// Results of a kind that has no place here.
    Kind(String),
    /// Regions of another text of the task, by the name of what shows it.
    Elsewhere(String),
    /// Regions without a label.
    Unlabelled,
}

impl LeftOut {
    fn counted(self, count: usize) -> What {
        match self {
            Self::Kind(kind) => What::ResultsSkipped(count, kind),
            Self::Elsewhere(name) => What::OtherRegionsSkipped(count, name),
            Self::Unlabelled => What::SkippedMany(count, Many::Unlabelled),
        }
    }
}

/// A result of an annotation.
struct Answer<'t> {
    /// Which annotation of its task it belongs to: regions of several may have the same id.
    annotation: usize,
    /// Its place in the file, which no other has.
    place: String,
    by: CoderId,
    made: Time,
    result: &'t Value,
}

impl<'t> Answer<'t> {
    fn kind(&self) -> &'t str {
        text(self.result, "type")
    }

    fn is_region(&self) -> bool {
        REGIONS.contains(&self.kind())
    }

    fn value(&self) -> &'t Value {
        self.result.get("value").unwrap_or(&Value::Null)
    }

    /// What a control was answered with.
    fn said(&self) -> Option<&'t Value> {
        let value = self.value();
        match self.kind() {
            // Words stand under `text`; Sayso once wrote them under the kind, as all others do.
            "textarea" => value.get("textarea").or_else(|| value.get("text")),
            kind if ANSWERS.contains(&kind) => value.get(kind),
            _ => None,
        }
    }
}

/// A task on its way.
struct Task<'t> {
    place: &'t str,
    task: &'t Value,
    config: &'t Config,
    found: &'t mut Found,
    /// The ids of marks of earlier tasks and this one that Sayso gave.
    taken: &'t mut BTreeSet<SpanId>,
    left_out: &'t mut BTreeMap<LeftOut, usize>,
    article: FoundArticle,
    /// The marks of the region of each annotation, by id.
    regions: BTreeMap<&'t str, BTreeMap<usize, Vec<usize>>>,
}

impl<'t> Task<'t> {
    fn read(mut self) -> Option<FoundArticle> {
        let answers = self.answers();
        let data = self.task.get("data").unwrap_or(&Value::Null);
        let first = answers.iter().find(|answer| answer.is_region()).or_else(|| answers.first());
        let name = first.map_or("", |answer| text(answer.result, "to_name"));
        let (key, tag) = self.text_of(data, name);
        let is_page = answers.iter().any(|answer| is_on_page(answer.kind(), answer.value()));
        let Some(shown) = data.get(&key).and_then(|value| Shown::of(value, tag, is_page)) else {
            self.found.skip(self.place, Why::NoText);
            return None;
        };
        self.article.facts.title = first_line(&shown.text);
        fill(&mut self.article.facts, |name| text(data, name));
        for answer in &answers {
            self.region(answer, &shown, name);
        }
        for answer in &answers {
            self.about(answer);
        }
        self.article.text = Some(shown.text);
        Some(self.article)
    }

    /// The results of all annotators, or where there are none, of all models.
    fn answers(&mut self) -> Vec<Answer<'t>> {
        let task = self.task;
        let of = |key: &str| list(task, key).iter().filter(|one| one.get("result").is_some());
        let mut made: Vec<&Value> = of("annotations").chain(of("completions")).collect();
        let cancelled = made.len();
        made.retain(|one| one.get("was_cancelled").and_then(Value::as_bool) != Some(true));
        if made.len() < cancelled {
            self.found.tell(self.place, What::SkippedMany(cancelled - made.len(), Many::Cancelled));
        }
        let mut what = "annotation";
        if made.is_empty() {
            what = "prediction";
            made = of("predictions").collect();
            if !made.is_empty() {
                self.found.tell(self.place, What::PredictionsRead);
            }
        }
        let mut answers = Vec::new();
        for (annotation, one) in made.into_iter().enumerate() {
            let by = self.found.coder(&if what == "prediction" { model(one) } else { annotator(one) });
            let made = text(one, "created_at").parse().unwrap_or(NO_TIME);
            let place = |number: usize| format!("{}, {what} {}, result {}", self.place, annotation + 1, number + 1);
            let results = list(one, "result").iter().enumerate();
            answers.extend(results.map(|(number, result)| Answer {
                annotation,
                place: place(number),
                by,
                made,
                result,
            }));
        }
        answers
    }

    /// The key of the text that is shown under this name, and what shows it: as the configuration says, else of that name,
    /// else `text`, else that of the longest text.
    fn text_of(&self, data: &Value, name: &str) -> (String, Option<&'t TextTag>) {
        let texts = &self.config.texts;
        let only = texts.values().next().filter(|_| texts.len() == 1);
        let stated = texts.get(name).or(only).filter(|tag| data.get(&tag.key).is_some());
        if let Some(tag) = stated {
            return (tag.key.clone(), Some(tag));
        }
        let is_text = |key: &&str| data.get(*key).is_some_and(|value| length(value) > 0);
        let longest = || data.as_object()?.iter().max_by_key(|(_, value)| length(value)).map(|(key, _)| key.as_str());
        let key = [name, "text"].into_iter().find(is_text).or_else(longest).unwrap_or_default();
        (key.to_owned(), texts.values().find(|tag| tag.key == key))
    }

    fn leave_out(&mut self, what: LeftOut) {
        *self.left_out.entry(what).or_default() += 1;
    }

    /// Adds the marks of a region, one for each of its labels.
    fn region(&mut self, answer: &Answer<'t>, shown: &Shown, name: &str) {
        let (kind, id) = (answer.kind(), text(answer.result, "id"));
        if kind == "relation" || ANSWERS.contains(&kind) {
            return;
        }
        // What is said of a region that is left out is still known to be about a region.
        if !id.is_empty() {
            self.regions.entry(id).or_default().entry(answer.annotation).or_default();
        }
        if !answer.is_region() {
            return self.leave_out(LeftOut::Kind(kind.to_owned()));
        }
        let on = text(answer.result, "to_name");
        if ![on, name].contains(&"") && on != name {
            return self.leave_out(LeftOut::Elsewhere(on.to_owned()));
        }
        let Some((at, quoted)) = shown.place(answer.value()) else {
            self.found.skip(answer.place.clone(), Why::NoPosition);
            return;
        };
        let labels = list(answer.value(), kind);
        if labels.is_empty() {
            self.leave_out(LeftOut::Unlabelled);
        }
        for (number, label) in labels.iter().map(words).enumerate() {
            let tag = self.found.tag(&label);
            // Our own ids are kept, so that what went out comes back as the same mark.
            let own: Option<SpanId> = id.parse().ok().filter(|_| self.config.is_ours);
            let key = format!("{}, label {}", answer.place, number + 1);
            let mut span = FoundSpan {
                words: quoted.clone(),
                place: answer.place.clone(),
                ..self.article.span(&key, tag, vec![at])
            };
            span.span.id = own.filter(|id| self.taken.insert(*id)).unwrap_or(span.span.id);
            span.span.by = answer.by;
            span.span.made = answer.made;
            let note = answer.result.get("meta").unwrap_or(&Value::Null);
            span.span.note = list(note, "text").iter().map(words).collect::<Vec<_>>().join("\n");
            if let Some(marks) = self.regions.get_mut(id).and_then(|regions| regions.get_mut(&answer.annotation)) {
                marks.push(self.article.spans.len());
            }
            self.article.spans.push(span);
        }
    }

    /// What is said of a region, of two, or of the whole task.
    fn about(&mut self, answer: &Answer<'t>) {
        let kind = answer.kind();
        if kind == "relation" {
            return self.relation(answer);
        }
        if !ANSWERS.contains(&kind) {
            return;
        }
        let id = text(answer.result, "id");
        let Some(value) = answer.said() else { return self.leave_out(LeftOut::Kind(kind.to_owned())) };
        match self.regions.get(id).and_then(|regions| regions.get(&answer.annotation)).cloned() {
            Some(marks) if marks.is_empty() => {
                self.found.skip(answer.place.clone(), Why::RegionSkipped);
            }
            Some(marks) => marks.into_iter().for_each(|mark| self.fill(mark, answer, value)),
            None => {
                let name = text(answer.result, "from_name");
                let said = format!("{name}: {}", in_words(value));
                self.found.tell(self.place, What::AnswerNoted(said.clone()));
                let note = &mut self.article.facts.note;
                note.push_str(if note.is_empty() { "" } else { "\n" });
                note.push_str(&said);
            }
        }
    }

    fn fill(&mut self, mark: usize, answer: &Answer<'_>, value: &Value) {
        let (control, kind) = (text(answer.result, "from_name"), answer.kind());
        // Sayso's fields may be called as controls must not be.
        let name = Some(text(answer.result, "sayso_field")).filter(|name| !name.is_empty()).unwrap_or(control);
        let Some(span) = self.article.spans.get_mut(mark) else { return };
        if self.config.is_ours && control == ENTITY {
            let entity = in_words(value);
            let (of, name) = entity.split_once(": ").unwrap_or(("person", &entity));
            span.span.entity = Some(self.found.entity(EntityKind::from_word(of), name));
            return;
        }
        let field = self.found.field(&span.span.tag, name);
        let value = match (kind, value) {
            ("choices" | "taxonomy", value) => FieldValue::Choice(in_words(value)),
            (_, Value::Number(number)) => FieldValue::Number(number.as_f64().unwrap_or_default()),
            _ => FieldValue::Text(in_words(value)),
        };
        let tag = self.found.codebook.tags.iter_mut().find(|tag| tag.id == span.span.tag);
        let asked = tag.and_then(|tag| tag.fields.iter_mut().find(|asked| asked.id == field));
        if let Some(asked) = asked {
            ask_for(&mut asked.kind, &value);
        }
        span.span.fields.insert(field, value);
    }

    fn relation(&mut self, answer: &Answer<'t>) {
        let (from, to) = (self.end(answer, "from_id"), self.end(answer, "to_id"));
        let (Some(mut from), Some(mut to)) = (from, to) else {
            self.found.skip(answer.place.clone(), Why::MarkMissing);
            return;
        };
        if text(answer.result, "direction") == "left" {
            (from, to) = (to, from);
        }
        let label = list(answer.result, "labels").first().map_or_else(|| "Relation".to_owned(), words);
        let kind = self.found.link_kind(&label);
        self.article.link(&answer.place, kind, from, LinkEnd::Span(to)).by = answer.by;
    }

    /// The mark that a relation names: that of the annotator's own region, or of the only one with this id.
    fn end(&self, answer: &Answer<'_>, key: &str) -> Option<SpanId> {
        let regions = self.regions.get(text(answer.result, key))?;
        let only = || regions.values().next().filter(|_| regions.len() == 1);
        let first = *regions.get(&answer.annotation).or_else(only)?.first()?;
        Some(self.article.spans.get(first)?.span.id)
    }
}

/// Whether a region lies on a page: it names texts by their paths.
fn is_on_page(kind: &str, value: &Value) -> bool {
    kind == "hypertextlabels" || value.get("globalOffsets").is_some() || text(value, "start").starts_with('/')
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
fn in_words(value: &Value) -> String {
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

/// Who made an annotation: a number, an address or a name; what Sayso wrote says it itself.
fn annotator(one: &Value) -> String {
    let coder = text(one, "sayso_coder");
    if !coder.is_empty() {
        return coder.to_owned();
    }
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

/// Which model predicted something.
fn model(one: &Value) -> String {
    let version = one.get("model_version").map(words).unwrap_or_default();
    if version.is_empty() { A_MODEL.to_owned() } else { version }
}
