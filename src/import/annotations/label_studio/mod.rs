//! Label Studio's JSON: tasks with the results of its annotators (labelstud.io/guide/task_format), beside them the labelling
//! configuration as `config.xml`.
//!
//! Offsets count code points, in files of before 2022 UTF-16 units; the words that regions quote decide. A region with
//! several labels is a mark for each. Each text of a task with regions on it is an article.

mod answer;
mod config;
mod flat;
mod kinds;
mod places;
mod shown;
mod texts;

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use serde_json::Value;

use self::{answer::Answer, config::Config, kinds::ANSWERS, texts::Text};
use super::{
    format::{File, Format},
    json::{fill, judged, list, mentions, text, values, words},
    whole::{put, put_others},
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
    model::{EntityKind, FieldKind, FieldValue, LinkEnd, SpanId},
    text::Counting,
};

/// Label Studio.
pub(super) const FORMAT: Format = Format {
    name: "label-studio",
    title: "Label Studio",
    extensions: &["json", "jsonl"],
    cannot_hold: "regions of images, audio and video; predictions, where people annotated",
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
    let is_annotated =
        mentions(file, &["\"annotations\"", "\"completions\"", "\"predictions\""]) && mentions(file, &["\"result\""]);
    mentions(file, &["\"data\""]) && (is_annotated || judged(file, judge).unwrap_or(seen > 0))
}

/// Whether a file is a list of annotations, each with the data of its task beside it.
fn is_flat(file: &File<'_>) -> bool {
    let is = |value: &Value| Some(flat::is_flat(value));
    mentions(file, &["\"annotation_id\""]) && mentions(file, &["\"lead_time\""]) && judged(file, is) == Some(true)
}

/// Whether a value is a task, though nobody annotated it: one that was exported, or one to be imported, which may hold
/// nothing but its data.
fn is_task(value: &Value) -> bool {
    const PARTS: [&str; 5] = ["id", "data", "meta", "annotations", "predictions"];
    let answers = ["annotations", "completions", "predictions"];
    let is_bare = || {
        let names = value.as_object().into_iter().flatten();
        names.into_iter().all(|(name, _)| PARTS.contains(&name.as_str()))
    };
    value.get("data").is_some_and(Value::is_object)
        && (answers.iter().any(|answers| value.get(answers).is_some_and(Value::is_array)) || is_bare())
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (values, problems) = values(file)?;
    let mut found = Found::new(FORMAT.name, Counting::CODE_POINTS);
    found.problems = problems;
    let config = Config::read(file, &mut found);
    // The configuration may have been left behind, or renamed.
    let is_ours = config.is_ours || values.iter().any(|(_, value)| is_of_sayso(value));
    found.has_own_ids = is_ours;
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
            is_ours,
            found: &mut found,
            taken: &mut taken,
            left_out: &mut left_out,
            name: &name,
            sha256: &sha256,
            texts: Vec::new(),
            regions: BTreeMap::new(),
        };
        let articles = reading.read();
        found.articles.extend(articles);
    }
    for (what, count) in left_out {
        found.tell(file.name, what.counted(count));
    }
    Ok(found)
}

/// Whether Sayso wrote a task: its annotations name their coders.
fn is_of_sayso(task: &Value) -> bool {
    list(task, "annotations").iter().any(|one| one.get("sayso_coder").is_some())
}

/// What was left out of all tasks, and is counted.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum LeftOut {
    /// Results of a kind that has no place here.
    Kind(String),
    /// Regions without a label.
    Unlabelled,
}

impl LeftOut {
    fn counted(self, count: usize) -> What {
        match self {
            Self::Kind(kind) => What::ResultsSkipped(count, kind),
            Self::Unlabelled => What::SkippedMany(count, Many::Unlabelled),
        }
    }
}

/// A mark of a task: which text, and which of its marks.
type Place = (usize, usize);

/// A task on its way.
struct Task<'t> {
    place: &'t str,
    task: &'t Value,
    config: &'t Config,
    /// Whether Sayso wrote it.
    is_ours: bool,
    found: &'t mut Found,
    /// The ids of marks of earlier tasks and this one that Sayso gave.
    taken: &'t mut BTreeSet<SpanId>,
    left_out: &'t mut BTreeMap<LeftOut, usize>,
    /// What the task is called, and the hash of its file.
    name: &'t str,
    sha256: &'t str,
    /// Its texts, each with its article.
    texts: Vec<(Text<'t>, FoundArticle)>,
    /// The marks of the region of each annotation, by id: which text, and which of its marks.
    regions: BTreeMap<&'t str, BTreeMap<usize, Vec<Place>>>,
}

impl<'t> Task<'t> {
    fn read(mut self) -> Vec<FoundArticle> {
        let answers = self.answers();
        let texts = texts::of_task(self.task, self.config, &answers);
        if texts.is_empty() {
            self.found.skip(self.place, Why::NoText);
        }
        let data = self.task.get("data").unwrap_or(&Value::Null);
        let taken: Vec<&str> = texts.iter().map(|text| text.key).collect();
        let are_several = texts.len() > 1;
        for shown in texts {
            let name = if are_several { format!("{}, {}", self.name, shown.key) } else { self.name.to_owned() };
            let mut article = FoundArticle::new(&name, FORMAT.name, self.sha256);
            article.facts.title = first_line(&shown.shown.text);
            fill(&mut article.facts, |name| text(data, name));
            put_others(self.found, &mut article, data, &taken);
            put_others(self.found, &mut article, self.task.get("meta").unwrap_or(&Value::Null), &[]);
            self.texts.push((shown, article));
        }
        for answer in &answers {
            self.region(answer);
        }
        for answer in &answers {
            self.about(answer);
        }
        let with_text = |(text, article): (Text<'_>, _)| FoundArticle { text: Some(text.shown.text), ..article };
        self.texts.into_iter().map(with_text).collect()
    }

    /// The results of all annotators, or where there are none, of all models.
    fn answers(&mut self) -> Vec<Answer<'t>> {
        let task = self.task;
        let of = |key: &str| list(task, key).iter().filter(|one| one.get("result").is_some());
        let mut made: Vec<&Value> = of("annotations").chain(of("completions")).collect();
        let cancelled = made.len();
        // Whoever skips a task leaves what they had made of it so far.
        let is_set = |one: &Value, key| one.get(key).and_then(Value::as_bool) == Some(true);
        made.retain(|one| !is_set(one, "was_cancelled") && !is_set(one, "skipped"));
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

    fn leave_out(&mut self, what: LeftOut) {
        *self.left_out.entry(what).or_default() += 1;
    }

    /// Adds the marks of a region, one for each of its labels.
    fn region(&mut self, answer: &Answer<'t>) {
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
        let on = self.text_of(answer);
        let Some((shown, article)) = self.texts.get_mut(on).map(|(text, article)| (&text.shown, article)) else {
            return;
        };
        let Some((at, quoted)) = shown.place(answer.value()) else {
            self.found.skip(answer.place.clone(), Why::NoPosition);
            return;
        };
        let labels = list(answer.value(), kind);
        if labels.is_empty() {
            *self.left_out.entry(LeftOut::Unlabelled).or_default() += 1;
        }
        for (number, label) in labels.iter().map(words).enumerate() {
            let tag = self.found.tag(&label);
            // Our own ids are kept, so that what went out comes back as the same mark.
            let own: Option<SpanId> = id.parse().ok().filter(|_| self.is_ours);
            let key = format!("{}, label {}", answer.place, number + 1);
            let mut span =
                FoundSpan { words: quoted.clone(), place: answer.place.clone(), ..article.span(&key, tag, vec![at]) };
            span.span.id = own.filter(|id| self.taken.insert(*id)).unwrap_or(span.span.id);
            span.span.by = answer.by;
            span.span.made = answer.made;
            let note = answer.result.get("meta").unwrap_or(&Value::Null);
            span.span.note = list(note, "text").iter().map(words).collect::<Vec<_>>().join("\n");
            if let Some(marks) = self.regions.get_mut(id).and_then(|regions| regions.get_mut(&answer.annotation)) {
                marks.push((on, article.spans.len()));
            }
            article.spans.push(span);
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
                let (name, said) = (text(answer.result, "from_name"), in_words(value));
                let on = self.text_of(answer);
                let Some((_, article)) = self.texts.get_mut(on) else { return };
                put(article, name, &said);
                self.found.tell(self.place, What::AnswerNoted(format!("{name}: {said}")));
            }
        }
    }

    /// Which text an answer is about.
    fn text_of(&self, answer: &Answer<'_>) -> usize {
        texts::place_of(self.texts.iter().map(|(text, _)| text), answer)
    }

    fn fill(&mut self, (on, mark): Place, answer: &Answer<'_>, value: &Value) {
        let (control, kind) = (text(answer.result, "from_name"), answer.kind());
        // Sayso's fields may be called as controls must not be.
        let name = Some(text(answer.result, "sayso_field")).filter(|name| !name.is_empty()).unwrap_or(control);
        let Some(span) = self.texts.get_mut(on).and_then(|(_, article)| article.spans.get_mut(mark)) else { return };
        if self.is_ours && control == ENTITY {
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
        let (Some((on, mut from)), Some((other, mut to))) = (from, to) else {
            self.found.skip(answer.place.clone(), Why::MarkMissing);
            return;
        };
        let Some((_, article)) = self.texts.get_mut(on).filter(|_| on == other) else {
            self.found.skip(answer.place.clone(), Why::LinksTexts);
            return;
        };
        if text(answer.result, "direction") == "left" {
            (from, to) = (to, from);
        }
        let label = list(answer.result, "labels").first().map_or_else(|| "Relation".to_owned(), words);
        let kind = self.found.link_kind(&label);
        article.link(&answer.place, kind, from, LinkEnd::Span(to)).by = answer.by;
    }

    /// The mark that a relation names, with the text that it is on: that of the annotator's own region, or of the only one
    /// with this id.
    fn end(&self, answer: &Answer<'_>, key: &str) -> Option<(usize, SpanId)> {
        let regions = self.regions.get(text(answer.result, key))?;
        let only = || regions.values().next().filter(|_| regions.len() == 1);
        let (on, first) = *regions.get(&answer.annotation).or_else(only)?.first()?;
        Some((on, self.texts.get(on)?.1.spans.get(first)?.span.id))
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
#[expect(clippy::wildcard_enum_match_arm, reason = "an enum of another crate")]
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
