//! The fields of one's own for articles, in the form of an article's facts.

use std::collections::BTreeMap;

use egui::{Margin, RichText, Ui};

use super::{
    fields::{choice_ui, is_chosen},
    words,
};
use crate::{
    analysis::value_words,
    app::View,
    model::{FieldDef, FieldId, FieldKind, Fields, read_answer},
    ui::{
        theme::{STEP, UiTokens},
        widgets::{Hint, TextField, in_sight, name_over, named_field},
    },
};

/// About how high a row of fields is, in points.
const ROW: f32 = 44.0;

/// The values of an article, and what is being typed for them.
#[derive(Clone, Debug, Default)]
pub(super) struct ArticleValues {
    pub(super) values: Fields,
    pub(super) typed: BTreeMap<FieldId, String>,
    /// Why what is typed cannot be taken.
    wrong: Option<String>,
}

impl ArticleValues {
    pub(super) fn new(values: &Fields) -> Self {
        Self { values: values.clone(), ..Self::default() }
    }

    /// Shows the fields that the codebook defines for articles, three in a row.
    pub(super) fn show(&mut self, ui: &mut Ui, row_width: f32, view: &View<'_>) {
        const IN_ROW: usize = 3;
        let width = (row_width + STEP) / IN_ROW as f32 - STEP;
        let rows: Vec<&[FieldDef]> = view.project().codebook.article_fields.chunks(IN_ROW).collect();
        in_sight(ui, "article-fields", rows.len(), ROW, |ui, place| {
            ui.horizontal(|ui| {
                for field in rows.get(place).copied().unwrap_or_default() {
                    ui.vertical(|ui| {
                        ui.spacing_mut().item_spacing.y = 2.0;
                        let label = name_over(ui, &field.name, width);
                        if !field.definition.is_empty() {
                            label.hint(&field.definition);
                        }
                        self.value_ui(ui, field, width, view);
                    });
                }
            });
        });
        if let Some(wrong) = &self.wrong {
            ui.label(RichText::new(wrong).color(ui.tokens().problem));
        }
    }

    fn value_ui(&mut self, ui: &mut Ui, field: &FieldDef, width: f32, view: &View<'_>) {
        let held = self.values.get(&field.id);
        let text = held.map(|value| value_words(view.project(), value)).unwrap_or_default();
        if is_chosen(field) {
            match choice_ui(ui, field, held, (&text, width), view) {
                Some(Some(value)) => drop(self.values.insert(field.id.clone(), value)),
                Some(None) => drop(self.values.remove(&field.id)),
                None => {}
            }
            return;
        }
        let typed = self.typed.entry(field.id.clone()).or_insert(text);
        let hint = if field.kind == FieldKind::Date { words::DATE_FORMAT } else { "" };
        let edit = TextField::singleline(typed).hint_text(hint).margin(Margin::symmetric(6, 4));
        named_field(ui, &field.name, edit.desired_width(width));
    }

    /// Takes what was typed; says whether all of it could be taken. What could not stays typed, with the reason shown.
    pub(super) fn take_typed(&mut self, fields: &[FieldDef]) -> bool {
        self.wrong = None;
        for field in fields {
            let Some(typed) = self.typed.get(&field.id).map(|typed| typed.trim()) else { continue };
            if typed.is_empty() {
                self.values.remove(&field.id);
                continue;
            }
            match read_answer(field, typed) {
                Ok(value) => drop(self.values.insert(field.id.clone(), value)),
                Err(error) => self.wrong = Some(error.to_string()),
            }
        }
        self.wrong.is_none()
    }
}
