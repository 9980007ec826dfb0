//! A file before its articles are added: how it is read, and what of it is taken. Of one article the paragraphs are listed
//! (`paragraphs`), of several the articles (`articles`); `reading` has the choices of how the file is read, `columns` what
//! the columns of a table say.

mod articles;
mod columns;
mod paragraphs;
mod reading;
mod shared;

use egui::{RichText, Ui};

use self::{
    columns::Columns,
    paragraphs::Paragraphs,
    reading::Split,
    shared::{facts, push, read},
};
use super::{
    form::{Form, WIDE, done_button, select_all_ui},
    words,
};
use crate::{
    app::{Action, PreviewAction, Previewed, View},
    import::{Contents, Imported},
    text::visible,
    ui::{
        theme::{SMALL_SIZE, STEP, UiTokens},
        widgets::{buttons_ui, elided},
    },
};

/// So many warnings are shown.
const MOST_WARNINGS: usize = 4;

/// A file as it was read, and what is selected of it.
pub(super) struct Preview {
    plan: Previewed,
    /// Which paragraphs of the one article, or which of several articles, are selected.
    selected: Vec<bool>,
    paragraphs: Paragraphs,
    split: Split,
    columns: Option<Columns>,
}

impl Preview {
    /// What was found to be the article is selected; of several, all.
    pub(super) fn new(plan: Previewed) -> Self {
        let selected: Vec<bool> = match &plan.found {
            Ok(Contents::One(look)) => look.paragraphs.iter().map(|paragraph| paragraph.at.is_some()).collect(),
            Ok(Contents::Several(articles)) => vec![true; articles.len()],
            Err(_) => Vec::new(),
        };
        let paragraphs = Paragraphs::new(&plan.found, &selected);
        let (split, columns) = (Split::new(&plan), Columns::new(&plan));
        Self { plan, selected, paragraphs, split, columns }
    }

    /// The articles that were read.
    fn articles(&self) -> &[Imported] {
        match &self.plan.found {
            Ok(Contents::One(look)) => std::slice::from_ref(&look.imported),
            Ok(Contents::Several(articles)) => articles,
            Err(_) => &[],
        }
    }

    /// How the file is read.
    fn reading_ui(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let (plan, first) = (&self.plan, self.articles().first());
        reading::encoding_ui(ui, plan, first, actions);
        reading::changes_ui(ui, plan, self.articles(), actions);
        reading::threads_ui(ui, plan, first, actions);
        self.split.show(ui, &self.plan, actions);
        if let Some(columns) = &mut self.columns {
            columns.show(ui, &self.plan, actions);
        }
    }

    /// What is doubtful about the articles.
    fn warnings_ui(&self, ui: &mut Ui) {
        let warnings: Vec<&String> = self.articles().iter().flat_map(|article| &article.warnings).collect();
        for warning in warnings.iter().take(MOST_WARNINGS) {
            ui.label(RichText::new(visible(warning)).size(SMALL_SIZE).color(ui.tokens().problem));
        }
        if warnings.len() > MOST_WARNINGS {
            ui.weak(words::more_warnings(warnings.len() - MOST_WARNINGS));
        }
    }
}

impl Form for Preview {
    fn title(&self, _view: &View<'_>) -> String {
        words::preview_of(&self.plan.name)
    }

    fn width(&self) -> f32 {
        WIDE
    }

    fn show(&mut self, ui: &mut Ui, _view: &View<'_>, _is_new: bool, actions: &mut Vec<Action>) {
        self.reading_ui(ui, actions);
        let is_one = match &self.plan.found {
            Ok(contents) => matches!(contents, Contents::One(_)),
            Err(why) => {
                ui.label(RichText::new(words::cannot_be_added(&why.to_string())).color(ui.tokens().problem));
                if self.columns.is_some() {
                    ui.label(words::CHOOSE_TEXT_COLUMN);
                }
                done_button(ui, words::CLOSE, actions);
                return;
            }
        };
        if let (true, Some(article)) = (is_one, self.articles().first()) {
            elided(ui, visible(&facts(article)).into_owned());
        }
        self.warnings_ui(ui);
        ui.add_space(STEP / 2.0);
        match &self.plan.found {
            Ok(Contents::One(look)) => self.paragraphs.show(ui, look, &mut self.selected),
            Ok(Contents::Several(found)) => articles::articles_ui(ui, found, &mut self.selected),
            Err(_) => {}
        }
        let count = self.selected.iter().filter(|is_selected| **is_selected).count();
        let all = self.selected.len();
        ui.horizontal(|ui| {
            ui.weak(if is_one { words::paragraphs_selected(count, all) } else { words::articles_selected(count, all) });
            if let Some(all) = select_all_ui(ui, count == all) {
                self.selected.fill(all);
            }
        });
        let name = if is_one { words::ADD_ARTICLE.to_owned() } else { words::add_articles(count) };
        if buttons_ui(ui, &name, actions) && count > 0 {
            // A pattern that was typed and not yet used changes what would be added, so the articles are shown again first.
            match self.split.unread(&self.plan) {
                Some(reading) => read(actions, reading),
                None => push(actions, PreviewAction::Accept(self.selected.clone())),
            }
        }
    }
}
