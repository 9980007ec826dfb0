//! brat's codebook: the types of `annotation.conf`, their labels and colours of `visual.conf`.
//!
//! A type keeps its name to the letter; the label that brat shows for it is told as its definition. Where Sayso wrote the
//! files they say which tag, kind of link or field a type stands for, whatever brat can't write of its name.

use std::collections::{BTreeMap, BTreeSet};

use super::line::unescaped;
use crate::{
    import::{
        annotations::format::File,
        join::{found::Found, words::Why},
    },
    model::{Colour, FieldId, FieldKind, FieldValue, LinkKindId, Tag, TagId},
};

/// Who wrote the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Writer {
    /// Another program.
    #[default]
    Other,
    /// Sayso, when the labels alone said what types stand for, and `\n` was the only escape.
    First,
    /// Sayso.
    Current,
}

/// What the two files say, as far as marks need it.
#[derive(Debug, Default)]
pub(super) struct Conf {
    pub(super) writer: Writer,
    /// Names shown, by type.
    labels: BTreeMap<String, String>,
    /// What types stand for that Sayso wrote, by their sort ("tag") and the type.
    ours: BTreeMap<(String, String), Ours>,
    /// The roles of events, by `annotation.conf`.
    roles: BTreeSet<String>,
    /// The values that an attribute may have; none for yes and no.
    attributes: BTreeMap<String, Vec<String>>,
}

/// What a type stands for.
#[derive(Debug)]
struct Ours {
    id: String,
    /// The type of the tag above it; empty for none.
    parent: String,
    name: String,
}

/// How a tag says that it is one of events.
pub(super) const EVENT: (&str, &str) = ("brat", "event");

impl Conf {
    /// Reads the files beside the marks, if there are any, into the codebook of what was found.
    pub(super) fn read(file: &File<'_>, found: &mut Found) -> Self {
        let mut text = |name: &str| {
            let Some(bytes) = file.beside.read(name) else { return String::new() };
            found.parts.push(name.to_owned());
            match file.text(name, &bytes, &mut found.problems) {
                Ok(text) => text.trim_start_matches('\u{FEFF}').to_owned(),
                Err(why) => {
                    found.skip(name, Why::Error(why.to_string()));
                    String::new()
                }
            }
        };
        let (annotation, visual) = (text("annotation.conf"), text("visual.conf"));
        let mut conf = Self { writer: writer(&annotation), ..Self::default() };
        for line in annotation.lines() {
            conf.ours(line);
        }
        for line in section(&visual, "labels") {
            let mut parts = line.split('|').map(str::trim);
            if let (Some(kind), Some(label)) = (parts.next(), parts.next()) {
                conf.labels.insert(kind.to_owned(), label.to_owned());
            }
        }
        conf.roles = section(&annotation, "events").flat_map(roles_of).collect();
        conf.tags(section(&annotation, "entities"), Self::tag, found);
        conf.tags(section(&annotation, "events"), Self::event, found);
        for kind in section(&annotation, "relations").filter_map(type_of) {
            conf.link_kind(kind, found);
        }
        for line in section(&annotation, "attributes") {
            let Some(name) = type_of(line) else { continue };
            let values = line.split_whitespace().find_map(|word| word.strip_prefix("Value:")).unwrap_or_default();
            let values = values.split('|').filter(|value| !value.is_empty()).map(str::to_owned).collect();
            conf.attributes.insert(name.to_owned(), values);
        }
        for line in section(&visual, "drawing") {
            conf.colour(line, found);
        }
        conf
    }

    /// Whether Sayso wrote the files.
    pub(super) fn is_ours(&self) -> bool {
        match self.writer {
            Writer::Other => false,
            Writer::First | Writer::Current => true,
        }
    }

    /// `#= tag<TAB>Type<TAB>id<TAB>parent's type<TAB>name`
    fn ours(&mut self, line: &str) {
        let parts: Vec<&str> = line.strip_prefix("#= ").unwrap_or_default().split('\t').collect();
        if let ([sort, kind, id, parent, name], Writer::Current) = (&parts[..], self.writer) {
            let ours = Ours { id: unescaped(id), parent: (*parent).to_owned(), name: unescaped(name) };
            self.ours.insert(((*sort).to_owned(), (*kind).to_owned()), ours);
        }
    }

    fn our(&self, sort: &str, kind: &str) -> Option<&Ours> {
        self.ours.get(&(sort.to_owned(), kind.to_owned()))
    }

    /// Types, in the order of the file; those further right stand under the one before that is further left.
    fn tags<'l>(
        &self,
        lines: impl Iterator<Item = &'l str>,
        tag: fn(&Self, &str, &mut Found) -> TagId,
        found: &mut Found,
    ) {
        let mut above: Vec<(usize, TagId)> = Vec::new();
        for line in lines {
            let depth = line.chars().take_while(|c| c.is_whitespace()).count();
            let Some(kind) = type_of(line) else { continue };
            let tag_id = tag(self, kind, found);
            above.retain(|(other, _)| *other < depth);
            let parent = match self.our("tag", kind).map(|ours| ours.parent.as_str()) {
                None => above.last().map(|(_, parent)| parent.clone()),
                Some("") => None,
                Some(parent) => Some(self.tag(parent, found)),
            };
            if let Some(tag) = found.codebook.tags.iter_mut().find(|tag| tag.id == tag_id) {
                tag.parent = parent.filter(|parent| *parent != tag_id);
            }
            above.push((depth, tag_id));
        }
    }

    /// `Person<TAB>bgColor:#FF821C, fgColor:black`
    fn colour(&self, line: &str, found: &mut Found) {
        let Some((kind, rest)) = line.split_once(|c: char| c.is_whitespace()) else { return };
        let colour = rest.split(',').find_map(|part| part.trim().strip_prefix("bgColor:")).and_then(Colour::from_hex);
        let is_meant = |tag: &&mut Tag| match self.our("tag", kind) {
            Some(ours) => tag.id.as_str() == ours.id,
            None => tag.name == self.name("tag", kind),
        };
        if let (Some(colour), Some(tag)) = (colour, found.codebook.tags.iter_mut().find(is_meant)) {
            tag.colour = colour;
        }
    }

    /// The name of what a type of this sort stands for.
    pub(super) fn name<'c>(&'c self, sort: &str, kind: &'c str) -> &'c str {
        match self.writer {
            Writer::Other => kind,
            Writer::First => self.labels.get(kind).map_or(kind, String::as_str),
            Writer::Current => self.our(sort, kind).map_or(kind, |ours| ours.name.as_str()),
        }
    }

    /// The tag of a type.
    pub(super) fn tag(&self, kind: &str, found: &mut Found) -> TagId {
        let known = found.codebook.tags.len();
        let id = match self.our("tag", kind) {
            None => found.tag(self.name("tag", kind)),
            Some(ours) => found.tag_with_id(TagId::new(&ours.id), &ours.name),
        };
        if let Some(tag) = found.codebook.tags.get_mut(known).filter(|_| self.writer == Writer::Other) {
            tag.definition = self.labels.get(kind).filter(|label| *label != kind).cloned().unwrap_or_default();
        }
        id
    }

    /// The tag of a type of event, which says of itself that it is one, so that it goes back as one.
    pub(super) fn event(&self, kind: &str, found: &mut Found) -> TagId {
        let id = self.tag(kind, found);
        if let Some(tag) = found.codebook.tags.iter_mut().find(|tag| tag.id == id) {
            tag.extra.insert(EVENT.0.to_owned(), EVENT.1.to_owned());
        }
        id
    }

    /// Whether `annotation.conf` knows a role by this name, digits and all.
    pub(super) fn is_role(&self, role: &str) -> bool {
        self.roles.contains(role) || self.our("link", role).is_some()
    }

    /// The kind of link of a type, of a relation or of a role.
    pub(super) fn link_kind(&self, kind: &str, found: &mut Found) -> LinkKindId {
        let Some(ours) = self.our("link", kind) else {
            let known = found.codebook.link_kinds.len();
            let id = found.link_kind(self.name("link", kind));
            let label = self.labels.get(kind).filter(|label| self.writer == Writer::Other && *label != kind);
            if let (Some(kind), Some(label)) = (found.codebook.link_kinds.get_mut(known), label) {
                kind.definition.clone_from(label);
            }
            return id;
        };
        found.link_kind_with_id(LinkKindId::new(&ours.id), &ours.name)
    }

    /// Makes the field ask for what the attribute's values are: one of a list, or yes.
    pub(super) fn widen(&self, found: &mut Found, tag_id: &TagId, field: &FieldId, name: &str, value: &FieldValue) {
        let tag = found.codebook.tags.iter_mut().find(|tag| tag.id == *tag_id);
        let Some(asked) = tag.and_then(|tag| tag.fields.iter_mut().find(|asked| asked.id == *field)) else { return };
        match (value, &mut asked.kind) {
            (FieldValue::YesNo(_), kind @ FieldKind::Text) => *kind = FieldKind::YesNo,
            (FieldValue::Choice(choice), kind @ FieldKind::Text) => {
                let mut choices = self.attributes.get(name).cloned().unwrap_or_default();
                if !choices.contains(choice) {
                    choices.push(choice.clone());
                }
                *kind = FieldKind::Choice(choices);
            }
            (FieldValue::Choice(choice), FieldKind::Choice(choices)) if !choices.contains(choice) => {
                choices.push(choice.clone());
            }
            _ => {}
        }
    }
}

fn writer(annotation: &str) -> Writer {
    match annotation.lines().next().unwrap_or_default().trim_end() {
        "# Sayso 2" => Writer::Current,
        first if first.starts_with("# Sayso") => Writer::First,
        _other => Writer::Other,
    }
}

/// The type that a line of `annotation.conf` defines; `None` for a line between groups, and for what stands for several.
fn type_of(line: &str) -> Option<&str> {
    let kind = line.split_whitespace().next()?.trim_start_matches('!');
    let is_type = !kind.starts_with('<') && kind.contains(|c| c != '-');
    is_type.then_some(kind)
}

/// The roles of `Type<TAB>Theme:<ENTITY>, Cause?:<EVENT>`, without what says how often each may come.
fn roles_of(line: &str) -> Vec<String> {
    let arguments = line.trim_start().split_once(char::is_whitespace).map_or("", |(_, arguments)| arguments);
    let role = |argument: &str| {
        let name = argument.split_once(':')?.0.trim();
        let name = name.split(['?', '*', '+', '{']).next().unwrap_or_default();
        Some(name.to_owned()).filter(|name| !name.is_empty() && !name.starts_with('<'))
    };
    arguments.trim().split(',').filter_map(role).collect()
}

/// The lines of a section, without comments and empty ones.
fn section<'t>(text: &'t str, name: &str) -> impl Iterator<Item = &'t str> {
    let head = format!("[{name}]");
    text.lines()
        .map(str::trim_end)
        .skip_while(move |line| *line != head)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.is_empty() && !line.trim_start().starts_with('#'))
}
