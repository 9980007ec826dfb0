//! The pattern by which the names of imported files say facts of their articles, with what each name says by it.

use egui::{RichText, Ui};

use super::{
    form::{list_area, rows_ui, soft},
    words,
};
use crate::{
    app::{Action, ExchangeAction, ImportAction, ImportPlan},
    import::file_names::{Pattern, stem_of},
    text::{day_in_words, visible},
    ui::{
        theme::{SMALL_SIZE, STEP, UiTokens},
        widgets::{Hint, TextField, elided, named_field},
    },
};

/// How wide the pattern may be typed, in points.
const PATTERN: f32 = 300.0;
/// So many names are shown.
const MOST: usize = 100;
/// What stands around the list of names in the window, in points, and how high it may be.
const AROUND: f32 = 560.0;
const LIST: std::ops::RangeInclusive<f32> = 44.0..=110.0;
const HEIGHT: f32 = 22.0;

/// The pattern that is being typed.
#[derive(Default)]
pub(super) struct FileNames {
    pattern: String,
    names: Vec<String>,
    /// The names with what they say, by the pattern that is typed now.
    said: Vec<(String, Option<String>)>,
    said_by: String,
    problem: String,
}

impl FileNames {
    /// The pattern of a plan, over the names of its files.
    pub(super) fn new(plan: &ImportPlan) -> Self {
        let names = plan.file_names().into_iter().take(MOST).map(str::to_owned).collect();
        let mut new = Self { pattern: plan.names().to_owned(), names, ..Self::default() };
        new.read();
        new
    }

    /// Shows the pattern, and what the names say by it.
    pub(super) fn show(&mut self, ui: &mut Ui, plan: &ImportPlan, actions: &mut Vec<Action>) {
        if self.names.is_empty() {
            return;
        }
        ui.horizontal(|ui| {
            ui.label(words::FILE_NAMES);
            let field = TextField::singleline(&mut self.pattern).hint_text(words::FILE_NAMES_EXAMPLE);
            let field =
                named_field(ui, words::FILE_NAMES, field.desired_width(PATTERN)).hint(words::FILE_NAMES_EXPLAINED);
            let mut is_typed = field.lost_focus();
            if self.pattern.is_empty() && ui.button(words::SUGGEST).clicked() {
                let names: Vec<&str> = self.names.iter().map(|name| stem_of(name)).collect();
                self.pattern = Pattern::guess(&names).map(|pattern| pattern.as_str().to_owned()).unwrap_or_default();
                is_typed = true;
            }
            if is_typed && self.pattern.trim() != plan.names() {
                let pattern = self.pattern.trim().to_owned();
                actions.push(Action::Exchange(ExchangeAction::Import(ImportAction::FileNames(pattern))));
            }
        });
        if self.pattern != self.said_by {
            self.read();
        }
        if !self.problem.is_empty() {
            ui.label(RichText::new(&self.problem).size(SMALL_SIZE).color(ui.tokens().problem));
        }
        if self.said.is_empty() {
            return;
        }
        let area = list_area(ui, AROUND, LIST).id_salt("file names");
        rows_ui(ui, area, HEIGHT, &self.said, |ui, _place, (name, said)| {
            let told = said.as_deref().unwrap_or(words::DOES_NOT_FIT);
            let line = format!("{}: {}", visible(name), visible(told));
            let line = soft(ui, line);
            elided(ui, if said.is_none() { line.color(ui.tokens().problem) } else { line });
        });
        ui.add_space(STEP / 2.0);
    }

    /// Reads the names by the pattern.
    fn read(&mut self) {
        self.said_by.clone_from(&self.pattern);
        self.said.clear();
        self.problem.clear();
        if self.pattern.trim().is_empty() {
            return;
        }
        match Pattern::parse(&self.pattern) {
            Ok(pattern) => {
                self.said = self.names.iter().map(|name| (name.clone(), said(&pattern, stem_of(name)))).collect();
            }
            Err(error) => self.problem = error.to_string(),
        }
    }
}

/// What a name says, in a line; `None` if it does not fit.
fn said(pattern: &Pattern, stem: &str) -> Option<String> {
    let found = pattern.facts(stem)?;
    let facts = [found.title, found.outlet, found.author, day_in_words(&found.published), found.language, found.note];
    let fields = found.fields.into_iter().map(|(name, value)| format!("{name}: {value}"));
    let known: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).chain(fields).collect();
    Some(known.join(words::DOT))
}
