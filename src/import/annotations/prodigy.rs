//! Prodigy's JSONL (prodi.gy/docs/api-interfaces), and what spaCy 2 was trained on: `["text", {"entities": …}]`.
//!
//! Offsets count code points. Labels of whole texts go into the articles' notes. A rejected label says that a text is not of
//! that class; other tasks that were not accepted are left out and counted.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    format::{File, Format},
    json::{fill, judged, list, offset, text, values, words},
    whole::{put, put_others},
};
use crate::{
    import::{
        error::ImportError,
        hash::sha256_of,
        join::{
            found::{Found, FoundArticle},
            words::{Many, What, Why},
        },
    },
    model::{CoderId, LinkEnd, SpanId, Time},
    text::Counting,
};

/// Prodigy.
pub(super) const FORMAT: Format = Format {
    name: "prodigy",
    title: "Prodigy",
    extensions: &["jsonl", "json"],
    cannot_hold: "tasks that were not accepted, options that were not chosen, images",
    is: |file| {
        let mut seen = 0;
        let judge = |value: &Value| {
            seen += 1;
            if is_task(value) { Some(true) } else { (seen == LOOKED_AT).then_some(false) }
        };
        judged(file, judge) == Some(true)
    },
    read,
};

/// How many values are tried to tell whether a file is Prodigy's.
const LOOKED_AT: usize = 20;

/// What Prodigy adds to every task.
const ADDED: [&str; 6] = ["_input_hash", "_task_hash", "_session_id", "_annotator_id", "_view_id", "_timestamp"];

/// What else Prodigy and its recipes call the parts of a task.
const KNOWN: [&str; 22] = [
    "text",
    "tokens",
    "spans",
    "relations",
    "label",
    "options",
    "accept",
    "answer",
    "meta",
    "html",
    "image",
    "config",
    "style",
    "priority",
    "score",
    "versions",
    "view_id",
    "sessions",
    "_is_binary",
    "field_id",
    "cats",
    "arcs",
];

fn is_task(value: &Value) -> bool {
    let is_span = |span: &Value| offset(span, "start").is_some() && span.get("label").is_some();
    let has_spans = value.get("spans").and_then(Value::as_array).is_some_and(|spans| spans.iter().all(is_span));
    let is_answered = Answer::of(value) != Some(Answer::Accepted) || value.get("answer").is_some();
    let has_choices = value.get("options").is_some_and(Value::is_array) && value.get("accept").is_some();
    let is_added_to = ADDED.iter().any(|name| value.get(name).is_some());
    let is_trained = value.get(0).is_some_and(Value::is_string)
        && value.get(1).is_some_and(|more| more.get("entities").is_some() || more.get("cats").is_some());
    value.get("text").is_some() && (has_spans || is_answered || has_choices || is_added_to) || is_trained
}

/// What an annotator said of a task.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Answer {
    /// What it shows is right.
    Accepted,
    /// What it shows is wrong.
    Rejected,
    /// Nothing.
    Ignored,
}

impl Answer {
    /// The answer of a task; one that nobody answered is taken as it is. `None` for a word that is no answer.
    fn of(value: &Value) -> Option<Self> {
        match text(value, "answer") {
            "" | "accept" => Some(Self::Accepted),
            "reject" => Some(Self::Rejected),
            "ignore" => Some(Self::Ignored),
            _other => None,
        }
    }
}

fn read(file: &File<'_>) -> Result<Found, ImportError> {
    let (values, problems) = values(file)?;
    let mut found = Found::new(FORMAT.name, Counting::CODE_POINTS);
    found.problems = problems;
    let sha256 = sha256_of(file.bytes);
    // Several annotators have a task each for one text.
    let mut shown: Vec<Shown<'_>> = Vec::new();
    let mut by_text: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut left_out, mut said_of_all): (BTreeMap<Many, usize>, usize) = (BTreeMap::new(), 0);
    for (place, value) in &values {
        let said = said_of_all_of(value);
        let many = match Answer::of(value) {
            Some(Answer::Accepted) => None,
            Some(Answer::Rejected) if !said.is_empty() => None,
            Some(Answer::Rejected) => Some(Many::Rejected),
            Some(Answer::Ignored) => Some(Many::Ignored),
            None => Some(Many::NotAccepted),
        };
        if let Some(many) = many {
            *left_out.entry(many).or_default() += 1;
            continue;
        }
        let words = value.get(0).and_then(Value::as_str).unwrap_or_else(|| text(value, "text"));
        if words.is_empty() {
            found.skip(place.clone(), Why::NoText);
            continue;
        }
        let at = *by_text.entry(words).or_insert_with(|| {
            let article = FoundArticle::with_text(place, FORMAT.name, &sha256, words.to_owned());
            shown.push(Shown { article, marks: BTreeMap::new(), tasks: Vec::new() });
            shown.len() - 1
        });
        let coder = ["_annotator_id", "_session_id"].map(|key| text(value, key));
        let coder = coder.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
        let by = found.coder(coder);
        let Some(shown) = shown.get_mut(at) else { continue };
        shown.add_facts(value, &mut found);
        said_of_all += said.len();
        for (name, said) in said {
            let by = if coder.is_empty() { String::new() } else { format!(" ({coder})") };
            put(&mut shown.article, &name, &(said + &by));
        }
        if Answer::of(value) == Some(Answer::Accepted) {
            shown.add_marks(Task { place, value, by }, &mut found);
        }
    }
    for (many, count) in left_out {
        found.tell(file.name, What::SkippedMany(count, many));
    }
    if said_of_all > 0 {
        found.tell(file.name, What::WholeNoted(said_of_all));
    }
    found.articles = shown.into_iter().map(|shown| shown.linked(&mut found)).collect();
    Ok(found)
}

/// What a task says of its whole text, each with a name: the label that was accepted or rejected, options that were chosen,
/// words that were typed, classes with what a model is trained to think of them.
fn said_of_all_of(value: &Value) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let is_rejected = Answer::of(value) == Some(Answer::Rejected);
    let label = text(value, "label");
    // With marks, the label is often no more than what these are marked with.
    let is_marked_so = list(value, "spans").iter().any(|span| text(span, "label") == label);
    if !label.is_empty() && !is_marked_so {
        said.push(("label".to_owned(), if is_rejected { format!("not {label}") } else { label.to_owned() }));
    }
    if is_rejected {
        return said;
    }
    let called = |chosen: &Value| {
        let option = list(value, "options").iter().find(|option| option.get("id") == Some(chosen));
        option
            .map(|option| text(option, "text"))
            .filter(|text| !text.is_empty())
            .map_or_else(|| words(chosen), str::to_owned)
    };
    let chosen: Vec<String> = list(value, "accept").iter().map(called).filter(|chosen| !chosen.is_empty()).collect();
    if !chosen.is_empty() {
        said.push(("accept".to_owned(), chosen.join(", ")));
    }
    let field = Some(text(value, "field_id")).filter(|field| !field.is_empty()).unwrap_or("user_input");
    let typed = text(value, field);
    if !typed.is_empty() {
        said.push((field.to_owned(), typed.to_owned()));
    }
    let classes = value.get(1).unwrap_or(value).get("cats").and_then(Value::as_object);
    let held = classes.into_iter().flatten().filter(|(_, sure)| sure.as_bool().unwrap_or(sure.as_f64() >= Some(0.5)));
    said.extend(held.map(|(class, _)| ("label".to_owned(), class.clone())));
    said
}

/// A task of an annotator.
struct Task<'v> {
    place: &'v str,
    value: &'v Value,
    by: CoderId,
}

/// A text that tasks show.
struct Shown<'v> {
    article: FoundArticle,
    /// The mark of each coder, by place and label: what relations name it by.
    marks: BTreeMap<(u32, u32, String), BTreeMap<CoderId, SpanId>>,
    /// The tasks that show it.
    tasks: Vec<Task<'v>>,
}

impl<'v> Shown<'v> {
    /// What a task says of where its text comes from.
    fn add_facts(&mut self, value: &Value, found: &mut Found) {
        let meta = value.get("meta").unwrap_or(&Value::Null);
        fill(&mut self.article.facts, |name| text(meta, name));
        put_others(found, &mut self.article, meta, &[]);
        let taken = [&ADDED[..], &KNOWN, &["user_input", text(value, "field_id")]].concat();
        put_others(found, &mut self.article, value, &taken);
    }

    fn add_marks(&mut self, task: Task<'v>, found: &mut Found) {
        let trained = task.value.get(1).map(|more| list(more, "entities")).unwrap_or_default();
        for (number, span) in list(task.value, "spans").iter().chain(trained).enumerate() {
            let place = format!("{}, span {}", task.place, number + 1);
            let end =
                |key: &str, item: usize| offset(span, key).or_else(|| u32::try_from(span.get(item)?.as_u64()?).ok());
            let label = span.get("label").or_else(|| span.get(2)).map(words).unwrap_or_default();
            let Some((start, end)) = end("start", 0).zip(end("end", 1)).filter(|_| !label.is_empty()) else {
                found.skip(place, Why::NoPositionOrLabel);
                continue;
            };
            let mut mark = self.article.span(&place, found.tag(&label), vec![(start, end)]);
            mark.words = Some(text(span, "text").to_owned()).filter(|words| !words.is_empty());
            mark.span.by = task.by;
            mark.span.made = made_at(task.value).unwrap_or(mark.span.made);
            self.marks.entry((start, end, label)).or_default().entry(task.by).or_insert(mark.span.id);
            self.article.spans.push(mark);
        }
        self.tasks.push(task);
    }

    /// The article with the relations of all tasks.
    fn linked(mut self, found: &mut Found) -> FoundArticle {
        for Task { place, value, by } in std::mem::take(&mut self.tasks) {
            for (number, relation) in list(value, "relations").iter().enumerate() {
                let place = format!("{place}, relation {}", number + 1);
                let (from, to) = (self.end(relation, "head_span", by), self.end(relation, "child_span", by));
                let (Some(from), Some(to)) = (from, to) else {
                    found.skip(place, Why::MarkMissing);
                    continue;
                };
                let kind = found.link_kind(text(relation, "label"));
                self.article.link(&place, kind, from, LinkEnd::Span(to)).by = by;
            }
        }
        self.article
    }

    /// The mark that a relation names: the annotator's own, or that of the only one who has such a mark.
    fn end(&self, relation: &Value, key: &str, by: CoderId) -> Option<SpanId> {
        let span = relation.get(key)?;
        let place = (offset(span, "start")?, offset(span, "end")?, text(span, "label").to_owned());
        let marks = self.marks.get(&place)?;
        let only = || marks.values().next().filter(|_| marks.len() == 1);
        marks.get(&by).or_else(only).copied()
    }
}

/// When a task was answered, in seconds since 1970.
fn made_at(task: &Value) -> Option<Time> {
    let seconds = task.get("_timestamp")?;
    Some(Time(seconds.as_i64().or_else(|| Some(seconds.as_f64()? as i64))?))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::import::annotations::{format_of, whole::fields};

    fn read_lines(lines: &str) -> Found {
        let file = File { name: "a.jsonl", bytes: lines.as_bytes(), beside: &BTreeMap::new() };
        assert_eq!(format_of(&file), Some(&FORMAT), "{lines}");
        read(&file).unwrap()
    }

    #[track_caller]
    fn noted(lines: &str, notes: &[&str]) {
        let found = read_lines(lines);
        let held: Vec<&str> = found.articles.iter().map(|article| article.facts.note.as_str()).collect();
        assert_eq!(held, notes);
        assert!(found.problems.iter().any(|note| note.to_string().contains("whole text")), "{:?}", found.problems);
    }

    #[test]
    fn labels_of_whole_texts_are_noted_with_who_gave_them() {
        noted(
            r#"{"text":"Rates rise.","label":"ECONOMY","answer":"accept","_annotator_id":"Ana"}"#,
            &["label: ECONOMY (Ana)"],
        );
        noted(r#"{"text":"Rates rise.","label":"SPORT","answer":"reject"}"#, &["label: not SPORT"]);
        let chosen = r#"{"text":"Rates rise.","options":[{"id":1,"text":"Good"},{"id":2,"text":"Bad"}],"accept":[2]}"#;
        noted(chosen, &["accept: Bad"]);
        noted(r#"{"text":"Rates rise.","user_input":"Unsure.","answer":"accept"}"#, &["user_input: Unsure."]);
        let trained = r#"["Rates rise.", {"cats": {"ECONOMY": 1.0, "SPORT": 0.0}}]"#;
        noted(
            &format!("{trained}\n[\"Goal!\", {{\"cats\": {{\"SPORT\": true}}}}]"),
            &["label: ECONOMY", "label: SPORT"],
        );
    }

    #[test]
    fn tasks_that_were_rejected_or_ignored_are_counted_apart() {
        let span = r#""spans":[{"start":0,"end":5,"label":"X"}]"#;
        let task = |answer: &str| format!("{{\"text\":\"Rates {answer}.\",{span},\"answer\":\"{answer}\"}}");
        let found = read_lines(&["reject", "accept", "ignore", "ignore"].map(task).join("\n"));
        assert_eq!(found.articles.len(), 1);
        let told: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
        assert_eq!(told, ["a.jsonl: 1 task skipped: rejected.", "a.jsonl: 2 tasks skipped: ignored."]);
    }

    #[test]
    fn meta_and_columns_of_ones_own_are_kept() {
        let line =
            r#"{"text":"Rates rise.","meta":{"title":"Bank","desk":"Business"},"batch":7,"spans":[],"_task_hash":1}"#;
        let found = read_lines(line);
        assert_eq!(found.articles[0].facts.title, "Bank");
        assert_eq!(fields(&found, &found.articles[0]), ["batch: 7", "desk: Business"]);
    }

    #[test]
    fn marks_are_made_when_the_task_was_answered() {
        let line = r#"{"text":"Rates rise.","spans":[{"start":0,"end":5,"label":"X"}],"_timestamp":1646575200}"#;
        assert_eq!(read_lines(line).articles[0].spans[0].span.made.to_string(), "2022-03-06T14:00:00Z");
    }
}
