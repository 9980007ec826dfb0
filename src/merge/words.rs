//! What a merge and what differs between two projects are told as.

use super::{
    changes::{Change, FieldChange, How},
    offer::Offer,
    report::{Changes, Report},
};
use crate::{
    model::{Conflict, Project, Span},
    store::FieldText,
    text::{grouped, plural, shortened},
};

/// How many characters of a value are shown.
const SHOWN: usize = 60;

/// What a merge changes, a line each; without any where it changes nothing.
pub fn report(report: &Report, merged: &Project) -> Vec<String> {
    let mut lines = counts(report);
    if report.by_article.len() > 1 {
        for (id, changes) in &report.by_article {
            let title = merged.article(*id).map_or("", |article| article.facts.title.as_str());
            lines.push(format!("  “{}”: {}", shortened(title, SHOWN), counted("mark", *changes)));
        }
    }
    if !report.lacking.is_empty() {
        lines.push(lacking(report.lacking.len()));
    }
    if !report.open.is_empty() {
        lines.push(undecided(report.open.len()));
    }
    lines
}

/// What a merge changes in short: how many records of each kind, and what it leaves to be decided.
pub fn brief(report: &Report) -> Vec<String> {
    let open = (!report.open.is_empty()).then(|| undecided(report.open.len()));
    counts(report).into_iter().chain(open).collect()
}

/// How many records of each kind a merge changes, where it changes any.
fn counts(report: &Report) -> Vec<String> {
    let lists = [
        ("article", report.articles),
        ("mark", report.marks),
        ("link", report.links),
        ("name", report.names),
        ("tag", report.tags),
        ("coder", report.coders),
    ];
    lists.iter().filter(|(_, changes)| changes.is_any()).map(|(noun, changes)| counted(noun, *changes)).collect()
}

/// How many records are new, changed and gone: “12 new marks, 3 changed, 1 deleted”.
fn counted(noun: &str, changes: Changes) -> String {
    let Changes { added, changed, removed } = changes;
    let mut parts: Vec<String> = Vec::new();
    for (count, what) in [(added, "new"), (changed, "changed"), (removed, "deleted")].into_iter().filter(|it| it.0 > 0)
    {
        let counted = if parts.is_empty() {
            let plain = plural(count, noun);
            plain.split_once(' ').map_or(plain.clone(), |(count, noun)| format!("{count} {what} {noun}"))
        } else {
            format!("{} {what}", grouped(count))
        };
        parts.push(counted);
    }
    parts.join(", ")
}

/// How much people have to decide.
pub fn undecided(count: usize) -> String {
    format!("{} undecided", grouped(count))
}

fn lacking(count: usize) -> String {
    let are = if count == 1 { "is" } else { "are" };
    format!("{} {are} missing in a copy with no known common save; nothing was deleted.", plural(count, "mark"))
}

/// What people call the records of a list.
pub fn kind(section: &str) -> &str {
    match section {
        "head" => "project",
        "tags" => "tag",
        "link_kinds" => "kind of link",
        "rules" => "rule",
        "article_fields" => "article field",
        "cue_classes" => "cue class",
        "coders" => "coder",
        "entities" => "name",
        "articles" => "article",
        "spans" => "mark",
        "links" => "link",
        "decisions" => "decision",
        "not_mentioned" => "claim not mentioned",
        "figures" => "figure",
        other => other,
    }
}

/// A change on one line: `+ mark “it rains” (claim) in “Weather”`.
pub fn change(change: &Change, project: &Project) -> String {
    let (sign, rest) = match &change.how {
        How::Added(_) => ("+", String::new()),
        How::Removed(_) => ("-", String::new()),
        How::Changed(fields) => ("~", format!(": {}", fields.iter().map(field).collect::<Vec<_>>().join("; "))),
    };
    let tag = match &change.how {
        How::Added(values) | How::Removed(values) if change.section == "spans" => values.get("tag").map(plain),
        How::Added(_) | How::Removed(_) | How::Changed(_) => None,
    };
    let tag = tag.map(|tag| format!(" ({tag})")).unwrap_or_default();
    let title = change.article.filter(|_| change.section != "articles").and_then(|id| project.article(id));
    let title = title.map(|article| format!(" in “{}”", shortened(&article.facts.title, SHOWN))).unwrap_or_default();
    let name = if change.name.is_empty() { change.about.clone() } else { quoted(&change.name) };
    format!("{sign} {} {name}{tag}{title}{rest}", kind(change.section))
}

/// Fields that say nothing to a reader who sees the record's name.
const IDS: [&str; 4] = ["id", "article", "words", "name"];

/// A whole record on one line, with all its fields: what `git diff` compares.
pub fn record(record: &Change, project: &Project) -> String {
    let line = change(record, project);
    let line = line.trim_start_matches(['+', '-', '~', ' ']);
    let values = match &record.how {
        How::Added(values) | How::Removed(values) => values,
        How::Changed(_) => return line.to_owned(),
    };
    let told = values.iter().filter(|(name, _)| !IDS.contains(&name.as_str()));
    let told: Vec<String> = told.map(|(name, value)| format!("{name} {}", whole(value))).collect();
    format!("{line}: {}", told.join("; "))
}

/// Words in quotation marks; those that begin with one have theirs.
fn quoted(words: &str) -> String {
    if words.starts_with(['“', '"', '„', '«']) { words.to_owned() } else { format!("“{words}”") }
}

fn field(change: &FieldChange) -> String {
    let words = |value: &Option<FieldText>| value.as_ref().map_or_else(|| "nothing".to_owned(), shown);
    format!("{} {} → {}", change.field, words(&change.old), words(&change.new))
}

fn shown(value: &FieldText) -> String {
    shortened(&whole(value), SHOWN)
}

fn whole(value: &FieldText) -> String {
    match value {
        FieldText::One(words) => words.clone(),
        FieldText::Set(all) => format!("[{}]", all.join(", ")),
    }
}

/// A value without the quotation marks that the file puts around words.
fn plain(value: &FieldText) -> String {
    let words = match value {
        FieldText::One(words) => words.clone(),
        FieldText::Set(all) => all.join(", "),
    };
    ron::from_str(&words).unwrap_or(words)
}

/// What is open, on one line: `mark abcd…, note: "a" or "b"`.
pub fn open(conflict: &Conflict) -> String {
    let Conflict { section, about, field, ours, theirs, .. } = conflict;
    let side = |words: &str| if words.is_empty() { "nothing".to_owned() } else { shortened(words, SHOWN) };
    let about = if about.is_empty() { String::new() } else { format!(" {about}") };
    if field.is_empty() {
        let deleted = if ours.is_empty() { "deleted here" } else { "deleted there" };
        return format!("{}{about}: {deleted}, changed or used elsewhere", kind(section));
    }
    format!("{}{about}, {field}: {} here, {} there", kind(section), side(ours), side(theirs))
}

/// What a conflict is about: `mark “it rains”: note`.
pub(super) fn about(conflict: &Conflict, name: &str) -> String {
    let name = if name.is_empty() { String::new() } else { format!(" {}", quoted(&shortened(name, SHOWN))) };
    let field = match conflict.field.as_str() {
        "" => "deleted in one copy".to_owned(),
        field => field_name(field).to_owned(),
    };
    let kind = kind(&conflict.section);
    let capital: String = kind.chars().take(1).flat_map(char::to_uppercase).chain(kind.chars().skip(1)).collect();
    format!("{capital}{name}: {field}")
}

/// What people call a field of the file.
pub fn field_name(field: &str) -> &str {
    match field {
        "at" => "extent",
        "entity" => "name",
        "to" => "link",
        "published" => "date",
        "sha256" => "text",
        field => field.split_once('.').map_or(field, |(_, key)| key),
    }
}

/// A fact of an article that another says otherwise: `outlet: The Courier`.
pub(super) fn fact(name: &str, value: &FieldText) -> String {
    format!("{}: {}", field_name(name), plain(value))
}

/// Two records that may be one, each with its marks: `Tag “Claim” (12 marks) and “claim” (3 marks)`.
pub fn offer(project: &Project, offer: &Offer) -> String {
    let marks = |count: usize| plural(count, "mark");
    match offer {
        Offer::Articles { from, into } => {
            let name = |id| {
                let article = project.article(id);
                let title = article.map_or("", |article| article.facts.title.as_str());
                let count = article.map_or(0, |article| article.spans.len());
                format!("{} ({})", quoted(&shortened(title, SHOWN)), marks(count))
            };
            format!("Articles {} and {}: same text", name(*into), name(*from))
        }
        Offer::Tags { from, into } => {
            let name = |id| {
                let name = project.codebook.tag(id).map_or("", |tag| tag.name.as_str());
                format!("{} ({})", quoted(name), marks(project.count(id)))
            };
            format!("Tags {} and {}", name(into), name(from))
        }
        Offer::Coders { from, into } => {
            let name = |id| {
                let of = |span: &&Span| span.by == id;
                let count = project.articles.values().map(|article| article.spans.iter().filter(of).count()).sum();
                format!("{} ({})", quoted(&project.coder_name(id)), marks(count))
            };
            format!("Coders {} and {}", name(*into), name(*from))
        }
        Offer::Names { from, into } => {
            let name = |id| project.entities.get(id).map_or_else(String::new, |entity| quoted(&entity.name));
            format!("Names {} and {}", name(into), name(from))
        }
        Offer::Marks { article, into, .. } => {
            let article = project.article(*article);
            let words = article.and_then(|article| Some(article.words_of(article.span(*into)?))).unwrap_or_default();
            format!("Marks on {}: same coder, tag and words", quoted(&shortened(&words, SHOWN)))
        }
    }
}

/// How many records may be one with another.
pub fn duplicates(count: usize) -> String {
    plural(count, "possible duplicate")
}
