//! brat's codebook: the types of `annotation.conf`, their names and colours of `visual.conf`.

use std::collections::BTreeMap;

use crate::{
    import::{
        annotations::format::File,
        join::{found::Found, words::Why},
    },
    model::{Colour, FieldId, FieldKind, FieldValue, TagId},
};

/// What the two files say, as far as marks need it.
#[derive(Debug, Default)]
pub(super) struct Conf {
    /// Names shown, by type.
    labels: BTreeMap<String, String>,
    /// The values that an attribute may have; none for yes and no.
    attributes: BTreeMap<String, Vec<String>>,
    /// Whether Sayso wrote them.
    pub(super) is_ours: bool,
}

impl Conf {
    /// Reads the files beside the marks, if there are any, into the codebook of what was found.
    pub(super) fn read(file: &File<'_>, found: &mut Found) -> Self {
        let mut text = |name: &str| {
            let bytes = file.beside.read(name)?;
            found.parts.push(name.to_owned());
            match file.text(name, &bytes, &mut found.problems) {
                Ok(text) => Some(text.into_owned()),
                Err(why) => {
                    found.skip(name, Why::Error(why.to_string()));
                    None
                }
            }
        };
        let (annotation, visual) = (text("annotation.conf"), text("visual.conf"));
        let mut conf = Self::default();
        let annotation = annotation.unwrap_or_default();
        conf.is_ours = annotation.starts_with("# Sayso");
        let visual = visual.unwrap_or_default();
        for line in section(&visual, "labels") {
            let mut parts = line.split('|').map(str::trim);
            if let (Some(kind), Some(label)) = (parts.next(), parts.next()) {
                conf.labels.insert(kind.to_owned(), label.to_owned());
            }
        }
        for name in ["entities", "events"] {
            conf.tags(section(&annotation, name), found);
        }
        for line in section(&annotation, "relations") {
            if let Some(kind) = line.split_whitespace().next().filter(|kind| !kind.starts_with('<')) {
                let label = conf.label(kind).to_owned();
                found.link_kind(&label);
            }
        }
        for line in section(&annotation, "attributes") {
            let mut words = line.split_whitespace();
            let Some(name) = words.next().filter(|name| !name.starts_with('<')) else { continue };
            let values = words.find_map(|word| word.strip_prefix("Value:")).unwrap_or_default();
            let values = values.split('|').filter(|value| !value.is_empty()).map(str::to_owned).collect();
            conf.attributes.insert(name.to_owned(), values);
        }
        for line in section(&visual, "drawing") {
            conf.colour(line, found);
        }
        conf
    }

    /// Types, in the order of the file; those further right stand under the one before that is further left.
    fn tags<'l>(&self, lines: impl Iterator<Item = &'l str>, found: &mut Found) {
        let mut above: Vec<(usize, TagId)> = Vec::new();
        for line in lines {
            let depth = line.len() - line.trim_start_matches('\t').len();
            let Some(kind) = line.split_whitespace().next() else { continue };
            if kind.starts_with('<') || kind.starts_with('-') {
                continue;
            }
            let kind = kind.trim_start_matches('!');
            let tag_id = found.tag(self.label(kind));
            above.retain(|(other, _)| *other < depth);
            let parent = above.last().map(|(_, parent)| parent.clone()).filter(|parent| *parent != tag_id);
            if let Some(tag) = found.codebook.tags.iter_mut().find(|tag| tag.id == tag_id) {
                tag.parent = parent;
            }
            above.push((depth, tag_id));
        }
    }

    /// `Person<TAB>bgColor:#FF821C, fgColor:black`
    fn colour(&self, line: &str, found: &mut Found) {
        let Some((kind, rest)) = line.split_once(|c: char| c.is_whitespace()) else { return };
        let colour = rest.split(',').find_map(|part| part.trim().strip_prefix("bgColor:")).and_then(Colour::from_hex);
        let label = self.label(kind);
        if let (Some(colour), Some(tag)) = (colour, found.codebook.tags.iter_mut().find(|tag| tag.name == label)) {
            tag.colour = colour;
        }
    }

    /// The name shown for a type; the type itself where none is stated.
    pub(super) fn label<'c>(&'c self, kind: &'c str) -> &'c str {
        self.labels.get(kind).map_or(kind, String::as_str)
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
