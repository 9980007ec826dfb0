//! `annotation.conf` and `visual.conf`: the codebook for brat, and in comments what brat can't write of its names.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use super::{
    escape::{escaped, is_word},
    names::Names,
};
use crate::{
    export::reading::{Palette, hex},
    model::{Codebook, FieldKind, Project, Tag, TagId},
};

/// What the types of events may lead to: the names of roles by tag.
pub(super) type Roles = BTreeMap<TagId, BTreeSet<String>>;

/// Whether brat knows a tag as a type of events.
pub(super) fn is_event(tag: &Tag) -> bool {
    tag.extra.get("brat").is_some_and(|sort| sort == "event")
}

/// Which types there are, and what each may go with.
pub(super) fn annotation_conf(project: &Project, names: &Names, roles: &Roles) -> String {
    let codebook = &project.codebook;
    let mut out = String::from("# Sayso 2\n");
    for tag in &codebook.tags {
        let parent = tag.parent.as_ref().filter(|id| codebook.tag(id).is_some());
        let parent = parent.map(|id| names.tag(id)).unwrap_or_default();
        ours(&mut out, "tag", &names.tag(&tag.id), (tag.id.as_str(), &parent, &tag.name));
    }
    for kind in &codebook.link_kinds {
        ours(&mut out, "link", &names.kind(&kind.id), (kind.id.as_str(), "", &kind.name));
    }
    for (sort, name, shown) in names.changed() {
        ours(&mut out, sort, name, ("", "", shown));
    }
    out.push_str("\n[entities]\n\n");
    for (depth, tag) in tree(codebook, false) {
        let _in_memory = writeln!(out, "{}{}", "\t".repeat(depth), names.tag(&tag.id));
    }
    out.push_str("\n[relations]\n\n");
    let has_events = codebook.tags.iter().any(is_event);
    let any = if has_events { "<ANY>" } else { "<ENTITY>" };
    for kind in &codebook.link_kinds {
        let _in_memory = writeln!(out, "{}\tArg1:{any}, Arg2:{any}", names.kind(&kind.id));
    }
    let _in_memory = writeln!(out, "<OVERLAP>\tArg1:{any}, Arg2:{any}, <OVL-TYPE>:<ANY>\n\n[events]\n");
    for (depth, tag) in tree(codebook, true) {
        let roles = roles.get(&tag.id).into_iter().flatten().map(|role| format!("{role}*:<ANY>"));
        let roles = roles.collect::<Vec<_>>().join(", ");
        let line = format!("{}{}\t{roles}", "\t".repeat(depth), names.tag(&tag.id));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push_str(if has_events { "\n[attributes]\n\n" } else { "[attributes]\n\n" });
    for (name, values) in attributes(codebook, names) {
        let values = if values.is_empty() { String::new() } else { format!(", Value:{}", values.join("|")) };
        let _in_memory = writeln!(out, "{name}\tArg:{any}{values}");
    }
    out
}

/// What a type stands for, in a comment.
fn ours(out: &mut String, sort: &str, name: &str, (id, parent, shown): (&str, &str, &str)) {
    let _in_memory = writeln!(out, "#= {sort}\t{name}\t{}\t{parent}\t{}", escaped(id), escaped(shown));
}

/// The tags that are types of events, or those that are not, each with how many of them stand above it.
fn tree(codebook: &Codebook, is_of_events: bool) -> Vec<(usize, &Tag)> {
    let mut above: Vec<(usize, bool)> = Vec::new();
    let mut rows = Vec::new();
    for (depth, tag) in codebook.tree() {
        above.truncate(depth);
        let is_meant = is_event(tag) == is_of_events;
        if is_meant {
            rows.push((above.iter().filter(|(_, is_meant)| *is_meant).count(), tag));
        }
        above.push((depth, is_meant));
    }
    rows
}

/// Fields that are attributes in brat, with the values of a choice. Fields of one name are one attribute.
fn attributes(codebook: &Codebook, names: &Names) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    for field in codebook.tags.iter().flat_map(|tag| &tag.fields) {
        let values: Vec<&String> = match &field.kind {
            FieldKind::Choice(choices) => choices.iter().filter(|value| is_word(value)).collect(),
            FieldKind::YesNo => Vec::new(),
            FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Entity => continue,
        };
        let name = names.field(&field.name);
        let at = all.iter().position(|(known, _)| *known == name).unwrap_or(all.len());
        if at == all.len() {
            all.push((name, Vec::new()));
        }
        if let Some((_, known)) = all.get_mut(at) {
            let new: Vec<String> = values.into_iter().filter(|value| !known.contains(value)).cloned().collect();
            known.extend(new);
        }
    }
    all
}

/// What brat shows for types, and in which colours.
pub(super) fn visual_conf(project: &Project, names: &Names) -> String {
    let palette = Palette::light();
    let mut out = String::from("[labels]\n\n");
    for (name, shown) in names.shown() {
        let shown = shown.replace(|c: char| c == '|' || c.is_control(), " ");
        let _in_memory = writeln!(out, "{name} | {}", shown.trim());
    }
    out.push_str("\n[drawing]\n\nSPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken\n");
    out.push_str("ARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n");
    for tag in &project.codebook.tags {
        let colour = hex(palette.rgb(tag.colour));
        let _in_memory = writeln!(out, "{}\tbgColor:#{colour}", names.tag(&tag.id));
    }
    out
}
