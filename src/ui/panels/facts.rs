//! The line over the article: outlet, date, author, language, words; and the form that changes them.

use egui::{Area, Frame, Id, Key, Margin, Order, Response, RichText, TextEdit, Ui, vec2};

use super::{article_values::ArticleValues, words};
use crate::{
    analysis::value_words,
    app::{Action, ArticleAction, Command, Typed, View},
    import::dating_source,
    model::{Article, ArticleId, Dating, Facts, Project},
    text::visible,
    ui::{
        theme::{SMALL_SIZE, STEP, UiTokens},
        widgets::{link_button, name_over, named_field},
    },
};

/// The form for an article's facts, while it is open.
#[derive(Debug, Default)]
pub struct FactsLine {
    editing: Option<Editing>,
    words: Option<(ArticleId, usize)>,
}

/// The article whose facts are in the form, and what is typed there.
#[derive(Debug)]
struct Editing {
    article: ArticleId,
    facts: Facts,
    values: ArticleValues,
}

impl FactsLine {
    /// Shows the line, and the form while it is open.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let Some(article) = view.article() else { return };
        if self.editing.as_ref().is_some_and(|editing| editing.article != article.id) {
            self.finish(view, actions);
            // What cannot be taken is not kept for another article.
            self.editing = None;
        }
        let begins = self.line_ui(ui, article, view, actions) && self.editing.is_none();
        if begins {
            let (facts, values) = (article.facts.clone(), ArticleValues::new(&article.facts.fields));
            self.editing = Some(Editing { article: article.id, facts, values });
        }
        if let Some(editing) = &mut self.editing {
            match form_ui(ui, editing, begins, view, actions) {
                Some(true) => self.finish(view, actions),
                Some(false) => self.editing = None,
                None => {}
            }
        }
    }

    /// Whether the form is open.
    pub fn is_open(&self) -> bool {
        self.editing.is_some()
    }

    /// Applies what was typed, and closes the form; where something typed cannot be taken, the form stays.
    pub fn finish(&mut self, view: &View<'_>, actions: &mut Vec<Action>) {
        let fields = &view.project().codebook.article_fields;
        if self.editing.as_mut().is_none_or(|editing| !editing.values.take_typed(fields)) {
            return;
        }
        if let Some(Editing { article, mut facts, values }) = self.editing.take() {
            facts.fields = values.values;
            actions.push(Action::Article(ArticleAction::SetFacts(article, Box::new(facts))));
        }
    }

    /// Returns whether to open the form.
    fn line_ui(&mut self, ui: &mut Ui, article: &Article, view: &View<'_>, actions: &mut Vec<Action>) -> bool {
        let later = view.project().later_version(article.id);
        let facts = facts_line(view.project(), article, later.is_some(), self.word_count(article));
        let later = later.map(|id| (words::SHOW_LATER_VERSION, id));
        let other = later.or(article.replaces.map(|id| (words::SHOW_EARLIER_VERSION, id)));
        ui.horizontal(|ui| {
            let links = if other.is_some() { 220.0 } else { 76.0 };
            let room = (ui.available_width() - links).max(40.0);
            ui.scope(|ui| {
                ui.set_max_width(room);
                ui.add(egui::Label::new(RichText::new(facts).color(ui.tokens().soft_ink)).truncate());
            });
            if let Some((name, other)) = other
                && link_button(ui, name).clicked()
            {
                actions.push(Action::Article(ArticleAction::Show(other)));
            }
            let source = &article.source;
            let origin = words::origin(&source.name, &source.encoding, &source.steps);
            let stated = stated(&article.facts);
            let origin = [stated, origin].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n");
            link_button(ui, words::EDIT_FACTS).on_hover_text(origin).clicked()
        })
        .inner
    }

    fn word_count(&mut self, article: &Article) -> usize {
        match self.words {
            Some((id, words)) if id == article.id => words,
            _ => {
                let words = article.text.as_str().split_whitespace().count();
                self.words = Some((article.id, words));
                words
            }
        }
    }
}

/// What is known about an article, in one line.
fn facts_line(project: &Project, article: &Article, is_earlier: bool, word_count: usize) -> String {
    fn or<'f>(fact: &'f str, absent: &'f str) -> &'f str {
        if fact.is_empty() { absent } else { fact }
    }
    let facts = &article.facts;
    let version = if is_earlier { words::IS_EARLIER_VERSION } else { "" };
    let (outlet, date) = (or(&facts.outlet, words::NO_OUTLET), or(&facts.published, words::NO_DATE));
    let date = words::date(date, facts.dating.is_doubtful);
    let own: Vec<String> = project
        .codebook
        .article_fields
        .iter()
        .filter_map(|field| Some(words::about(&field.name, &value_words(project, facts.fields.get(&field.id)?))))
        .collect();
    let mut parts = vec![version, outlet, &date, &facts.author, &facts.language];
    parts.extend(own.iter().map(String::as_str));
    words::facts(&parts, word_count)
}

/// How the file states the date; empty where a person typed it.
fn stated(facts: &Facts) -> String {
    let Dating { stated, source, is_doubtful } = &facts.dating;
    if stated.is_empty() {
        return String::new();
    }
    words::date_stated(&facts.published, &visible(stated), dating_source(source), *is_doubtful)
}

/// A field of the form: its name, how it is typed, its text, its share of the width, and what was typed last in another
/// article of the project, which is offered while the field is empty.
struct Field<'f> {
    name: &'static str,
    format: &'static str,
    text: &'f mut String,
    share: f32,
    last: &'f str,
}

/// The fields of the form, row by row.
fn fields<'f>(facts: &'f mut Facts, typed: &'f Typed) -> [Vec<Field<'f>>; 4] {
    let field = |name, text, share| Field { name, format: "", text, share, last: "" };
    let third = 1.0 / 3.0;
    [
        vec![field(words::TITLE, &mut facts.title, 1.0)],
        vec![
            Field { last: &typed.outlet, ..field(words::OUTLET, &mut facts.outlet, third) },
            Field {
                format: words::DATE_FORMAT,
                last: &typed.published,
                ..field(words::DATE, &mut facts.published, third)
            },
            field(words::AUTHOR, &mut facts.author, third),
        ],
        vec![
            Field { format: words::WEB_ADDRESS_FORMAT, ..field(words::WEB_ADDRESS, &mut facts.address, 2.0 * third) },
            Field { format: words::LANGUAGE_FORMAT, ..field(words::LANGUAGE, &mut facts.language, third) },
        ],
        vec![field(words::NOTE, &mut facts.note, 1.0)],
    ]
}

/// Row and column of the field that gets the keyboard first: the outlet, since most articles have a title.
const FIRST_FIELD: (usize, usize) = (1, 0);

/// Shows the form over the text, below the line; returns whether to keep (`true`) or drop (`false`) what was typed.
fn form_ui(ui: &Ui, editing: &mut Editing, is_new: bool, view: &View<'_>, actions: &mut Vec<Action>) -> Option<bool> {
    let typed = view.settings.typed_in(view.project().id).cloned().unwrap_or_default();
    let strip = ui.max_rect();
    let area = Area::new(Id::unique("facts form")).order(Order::Middle).fixed_pos(strip.left_bottom() + vec2(0.0, 4.0));
    let shown = area.show(ui.ctx(), |ui| {
        let frame = Frame::popup(ui.style()).inner_margin(Margin::same(14));
        let inside = frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(STEP, STEP);
            let width = (strip.width() - 28.0).max(360.0);
            rows_ui(ui, &mut editing.facts, &typed, width, is_new);
            stated_ui(ui, &mut editing.facts);
            editing.values.show(ui, width, view);
            buttons_ui(ui, actions)
        });
        inside.inner
    });
    let clicked_away = !is_new && shown.response.clicked_elsewhere();
    shown.inner.or(clicked_away.then_some(true))
}

fn rows_ui(ui: &mut Ui, facts: &mut Facts, typed: &Typed, width: f32, is_new: bool) {
    for (row, fields) in fields(facts, typed).into_iter().enumerate() {
        ui.horizontal(|ui| {
            for (place, mut field) in fields.into_iter().enumerate() {
                let shown = field_ui(ui, &mut field, width);
                if is_new && (row, place) == FIRST_FIELD {
                    shown.request_focus();
                }
            }
        });
    }
}

/// How the file states the date, and a button that confirms a doubtful one.
fn stated_ui(ui: &mut Ui, facts: &mut Facts) {
    let stated = stated(facts);
    if stated.is_empty() {
        return;
    }
    let is_doubtful = facts.dating.is_doubtful;
    ui.horizontal_wrapped(|ui| {
        let ink = if is_doubtful { ui.tokens().problem } else { ui.tokens().soft_ink };
        ui.label(RichText::new(stated).size(SMALL_SIZE).color(ink));
        if is_doubtful && link_button(ui, words::CONFIRM_DATE).clicked() {
            facts.dating.is_doubtful = false;
        }
    });
}

fn buttons_ui(ui: &mut Ui, actions: &mut Vec<Action>) -> Option<bool> {
    let pressed = |ui: &Ui, key| ui.input(|input| input.key_pressed(key));
    ui.horizontal(|ui| {
        let done = ui.button(words::DONE).clicked() || pressed(ui, Key::Enter);
        let cancelled = ui.button(words::CANCEL).clicked() || pressed(ui, Key::Escape);
        let fields = link_button(ui, Command::ArticleFields.label()).on_hover_text(Command::ArticleFields.help());
        if fields.clicked() {
            actions.push(Action::Command(Command::ArticleFields));
            return Some(true);
        }
        if cancelled { Some(false) } else { done.then_some(true) }
    })
    .inner
}

fn field_ui(ui: &mut Ui, field: &mut Field<'_>, row_width: f32) -> Response {
    // Fields of rows with two and with three line up: the gaps between them count.
    let width = field.share * (row_width + STEP) - STEP;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        name_over(ui, field.name, width);
        let edit = TextEdit::singleline(&mut *field.text).hint_text(field.format).margin(Margin::symmetric(6, 4));
        let shown = named_field(ui, field.name, edit.desired_width(width));
        if field.text.is_empty() && !field.last.is_empty() {
            let offer = link_button(ui, &words::use_last(&visible(field.last))).on_hover_text(words::USE_LAST_HELP);
            if offer.clicked() {
                field.last.clone_into(field.text);
            }
        }
        shown
    })
    .inner
}
