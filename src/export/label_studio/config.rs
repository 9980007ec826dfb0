//! The labelling configuration: labels, relations, and a control for each field.
//!
//! A control's name is its only one among all controls, and answers name it; so fields of one name and kind share a
//! control, which offers the choices of all of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use crate::{
    analysis::value_words,
    export::{
        reading::{Palette, hex},
        xml::{bare, escaped, on_one_line},
    },
    model::{FieldKind, FieldValue, Project},
};

/// The control of the labels.
pub(super) const LABELS: &str = "label";
/// What shows the text.
pub(super) const TEXT: &str = "text";
/// The control of whom a mark mentions.
pub(super) const ENTITY: &str = "entity";

/// The kinds of controls for fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Choices,
    Number,
    Words,
}

impl Kind {
    fn of(kind: &FieldKind) -> Self {
        match kind {
            FieldKind::Choice(_) | FieldKind::YesNo => Self::Choices,
            FieldKind::Number => Self::Number,
            FieldKind::Text | FieldKind::Date | FieldKind::Entity => Self::Words,
        }
    }

    /// The kind that an answer is of.
    pub(super) fn of_value(value: &FieldValue) -> Self {
        match value {
            FieldValue::Choice(_) | FieldValue::YesNo(_) => Self::Choices,
            FieldValue::Number(_) => Self::Number,
            FieldValue::Text(_) | FieldValue::Date(_) | FieldValue::Entity(_) => Self::Words,
        }
    }

    /// Its name in results.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Choices => "choices",
            Self::Number => "number",
            Self::Words => "textarea",
        }
    }
}

/// A control, which may be that of several fields.
struct Control {
    name: String,
    choices: Vec<String>,
}

/// The controls of all fields that are asked for or filled in, by the field's name and their kind.
pub(super) struct Controls {
    by_field: BTreeMap<(String, Kind), Control>,
    taken: BTreeSet<String>,
}

impl Controls {
    pub(super) fn of(project: &Project) -> Self {
        let taken = [LABELS, TEXT, ENTITY].map(str::to_owned).into();
        let mut controls = Self { by_field: BTreeMap::new(), taken };
        for field in project.codebook.tags.iter().flat_map(|tag| &tag.fields) {
            let choices: &[String] = match &field.kind {
                FieldKind::Choice(choices) => choices,
                FieldKind::YesNo => &["yes", "no"].map(str::to_owned),
                FieldKind::Text | FieldKind::Number | FieldKind::Date | FieldKind::Entity => &[],
            };
            controls.add(&field.name, Kind::of(&field.kind), choices);
        }
        // Values of other days may be such as nobody asks for any longer.
        for span in project.listed_articles().into_iter().flat_map(|article| article.spans.iter()) {
            let asked = project.codebook.tag(&span.tag).map_or(&[][..], |tag| &tag.fields);
            for (id, value) in &span.fields {
                let field = asked.iter().find(|field| field.id == *id);
                let kind = Kind::of_value(value);
                let choice = (kind == Kind::Choices).then(|| value_words(project, value));
                controls.add(field.map_or(id.as_str(), |field| &field.name), kind, choice.as_slice());
            }
        }
        controls
    }

    fn add(&mut self, field: &str, kind: Kind, choices: &[String]) {
        let Self { by_field, taken } = self;
        let control = by_field.entry((field.to_owned(), kind)).or_insert_with(|| {
            let plain = bare(field);
            let names = (1usize..).map(|number| if number == 1 { plain.clone() } else { format!("{plain}_{number}") });
            let name = names.into_iter().find(|name| taken.insert(name.clone())).unwrap_or_default();
            Control { name, choices: Vec::new() }
        });
        let new: Vec<String> = choices.iter().filter(|choice| !control.choices.contains(choice)).cloned().collect();
        control.choices.extend(new);
    }

    /// The name of a field's control.
    pub(super) fn name<'n>(&'n self, field: &'n str, kind: Kind) -> &'n str {
        self.by_field.get(&(field.to_owned(), kind)).map_or(field, |control| &control.name)
    }
}

/// The configuration.
pub(super) fn config(project: &Project, controls: &Controls) -> String {
    let palette = Palette::light();
    let mut out = String::from("<View>\n  <!-- Sayso -->\n  <Relations>\n");
    for kind in &project.codebook.link_kinds {
        put(&mut out, format_args!("    <Relation value=\"{}\"/>\n", on_one_line(&kind.name)));
    }
    put(&mut out, format_args!("  </Relations>\n  <Labels name=\"{LABELS}\" toName=\"{TEXT}\">\n"));
    for (_, tag) in project.codebook.tree() {
        let colour = format!(" background=\"#{}\"", hex(palette.rgb(tag.colour)));
        let hint =
            if tag.definition.is_empty() { String::new() } else { format!(" hint=\"{}\"", escaped(&tag.definition)) };
        put(&mut out, format_args!("    <Label value=\"{}\"{colour}{hint}/>\n", on_one_line(&tag.name)));
    }
    put(&mut out, format_args!("  </Labels>\n  <Text name=\"{TEXT}\" value=\"$text\"/>\n"));
    put(
        &mut out,
        format_args!(
            "  <TextArea name=\"{ENTITY}\" toName=\"{TEXT}\" perRegion=\"true\" placeholder=\"kind: name\"/>\n"
        ),
    );
    for ((_, kind), control) in &controls.by_field {
        let head = format!("name=\"{}\" toName=\"{TEXT}\" perRegion=\"true\"", on_one_line(&control.name));
        match kind {
            Kind::Number => put(&mut out, format_args!("  <Number {head}/>\n")),
            Kind::Words => put(&mut out, format_args!("  <TextArea {head}/>\n")),
            Kind::Choices => {
                put(&mut out, format_args!("  <Choices {head}>\n"));
                for choice in &control.choices {
                    put(&mut out, format_args!("    <Choice value=\"{}\"/>\n", on_one_line(choice)));
                }
                out.push_str("  </Choices>\n");
            }
        }
    }
    out.push_str("</View>\n");
    out
}

/// Adds to the configuration; writing to memory cannot fail.
fn put(out: &mut String, what: std::fmt::Arguments<'_>) {
    let _in_memory = out.write_fmt(what);
}
