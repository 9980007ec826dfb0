//! `sayso diff` and `sayso textconv`: what differs between projects, and what is in one, a line per record.

use std::path::Path;

use serde_json::{Map, Value as Json, json};

use super::{exit::FINE, failure::Failure, whose::shown};
use crate::{
    merge::{Change, How, changes, words},
    model::{Project, ProjectId},
    store::{FieldText, Values},
};

/// Prints what differs; returns the exit code.
pub(super) fn run(old: &Path, new: &Path, as_json: bool, all_layers: bool) -> Result<u8, Failure> {
    let (old, new) = (shown(old, all_layers)?, shown(new, all_layers)?);
    for change in changes(&old, &new) {
        if as_json {
            say!("{}", object(&change));
        } else {
            say!("{}", words::change(&change, project_with(&change, &old, &new)));
        }
    }
    Ok(FINE)
}

/// Of two projects the one that has the article of a change.
fn project_with<'p>(change: &Change, old: &'p Project, new: &'p Project) -> &'p Project {
    let is_there = change.article.is_none_or(|id| new.articles.contains_key(&id));
    if is_there { new } else { old }
}

/// Prints all records of a project; returns the exit code.
pub(super) fn textconv(path: &Path, all_layers: bool) -> Result<u8, Failure> {
    let project = shown(path, all_layers)?;
    let empty = Project::new(ProjectId(project.id.0), "", Default::default());
    for change in changes(&empty, &project) {
        say!("{}", words::record(&change, &project));
    }
    Ok(FINE)
}

/// A change as JSON: values are texts as the file writes them.
fn object(change: &Change) -> Json {
    let Change { section, about, name, article, how } = change;
    let (what, fields) = match how {
        How::Added(values) => ("added", each(values)),
        How::Removed(values) => ("removed", each(values)),
        How::Changed(fields) => {
            let pairs = fields.iter().map(|field| {
                let side = |value: &Option<FieldText>| value.as_ref().map_or(Json::Null, text);
                (field.field.clone(), json!({ "old": side(&field.old), "new": side(&field.new) }))
            });
            ("changed", pairs.collect::<Map<String, Json>>())
        }
    };
    json!({
        "change": what,
        "list": section,
        "id": about,
        "name": name,
        "article": article.map(|id| id.to_string()),
        "fields": fields,
    })
}

fn each(values: &Values) -> Map<String, Json> {
    values.iter().map(|(name, value)| (name.clone(), text(value))).collect()
}

fn text(value: &FieldText) -> Json {
    match value {
        FieldText::One(text) => json!(text),
        FieldText::Set(all) => json!(all),
    }
}
