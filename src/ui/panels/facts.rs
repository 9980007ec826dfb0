//! The line over the article: outlet, date, author, language, words; and the form that changes them.

use egui::{Area, Frame, Id, Key, Margin, Order, Response, RichText, ScrollArea, Ui, vec2};

use super::{
    article_values::ArticleValues,
    facts_line::{FieldPlace, OUTLET, Part, parts, parts_ui, stated},
    word_count::{Length, WordCount},
    words,
};
use crate::{
    analysis::value_words,
    app::{Action, ArticleAction, Command, DraftAction, DraftPlace, SessionId, StateMark, Typed, View},
    model::{Article, ArticleId, Facts},
    text::visible,
    ui::{
        theme::{SMALL_SIZE, STEP, UiTokens},
        widgets::{Hint, TextField, keep_typed, link_button, name_over, named_field, starts_over_ui},
    },
};

/// Room for the link to another version, in points.
const VERSION_LINK: f32 = 160.0;

/// The form for an article's facts, while it is open.
#[derive(Debug, Default)]
pub struct FactsLine {
    editing: Option<Editing>,
    /// The field at which the form is to be opened.
    opens: Option<FieldPlace>,
    words: WordCount,
    /// What the line says, and of which state of which article of which length.
    parts: Option<(Vec<Part>, LineState)>,
}

/// What the line was made for: a state of a project, an article, and its length if that is known.
type LineState = (SessionId, StateMark, ArticleId, Option<Length>);

/// The article whose facts are in the form, and what is typed there.
#[derive(Clone, Debug)]
struct Editing {
    article: ArticleId,
    facts: Facts,
    values: ArticleValues,
    /// Whether the form began with what was typed before it was cancelled.
    is_offered: bool,
}

/// The facts that are typed, each under the name that a draft of it has in the journal.
fn texts_of(facts: &mut Facts) -> [(&'static str, &mut String); 7] {
    let Facts { title, outlet, published, author, address, language, note, .. } = facts;
    [
        ("title", title),
        ("outlet", outlet),
        ("published", published),
        ("author", author),
        ("address", address),
        ("language", language),
        ("note", note),
    ]
}

fn place_of(article: ArticleId, field: &str) -> DraftPlace {
    DraftPlace::in_prompt("facts", article, field)
}

impl Editing {
    /// What is known of an article, or was typed before.
    fn new(article: &Article, view: &View<'_>) -> Self {
        let drafts = view.session.drafts();
        let mut new = Self::without_drafts(article);
        for (name, text) in texts_of(&mut new.facts) {
            if let Some(typed) = drafts.text(&place_of(article.id, name)) {
                (*text, new.is_offered) = (typed.to_owned(), true);
            }
        }
        for field in &view.project().codebook.article_fields {
            if let Some(typed) = drafts.text(&place_of(article.id, field.id.as_str())) {
                new.values.typed.insert(field.id.clone(), typed.to_owned());
                new.is_offered = true;
            }
        }
        new
    }

    fn without_drafts(article: &Article) -> Self {
        let (facts, values) = (article.facts.clone(), ArticleValues::new(&article.facts.fields));
        Self { article: article.id, facts, values, is_offered: false }
    }

    /// Tells the desk what is typed, so that it is there after a crash, and when the form opens again.
    fn keep(&mut self, article: &Article, view: &View<'_>, actions: &mut Vec<Action>) {
        let mut held = article.facts.clone();
        for ((name, text), (_, held)) in texts_of(&mut self.facts).into_iter().zip(texts_of(&mut held)) {
            keep_typed(view, place_of(article.id, name), text, held, actions);
        }
        for (id, typed) in &self.values.typed {
            let held = article.facts.fields.get(id).map(|value| value_words(view.project(), value));
            keep_typed(view, place_of(article.id, id.as_str()), typed, &held.unwrap_or_default(), actions);
        }
    }

    /// What is typed became a change.
    fn drop_drafts(&mut self, actions: &mut Vec<Action>) {
        let fields = self.values.typed.keys().map(|id| id.as_str());
        let names = texts_of(&mut self.facts).into_iter().map(|(name, _)| name).chain(fields);
        actions.extend(names.map(|name| Action::Draft(DraftAction::Drop(place_of(self.article, name)))));
    }
}

impl FactsLine {
    /// Shows the line, and the form while it is open.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let Some(article) = view.article() else { return };
        if self.editing.as_ref().is_some_and(|editing| editing.article != article.id) {
            self.finish(view, actions);
            // What cannot be taken waits for the form of that article to open again.
            self.editing = None;
        }
        let clicked = self.line_ui(ui, article, view, actions);
        let begins = self.opens.take().or(clicked).filter(|_| self.editing.is_none());
        if begins.is_some() {
            self.editing = Some(Editing::new(article, view));
        }
        if let Some(editing) = &mut self.editing {
            let answer = form_ui(ui, editing, begins, view, actions);
            editing.keep(article, view, actions);
            match answer {
                Some(true) => self.finish(view, actions),
                Some(false) => self.editing = None,
                None => {}
            }
        }
    }

    /// Opens the form in the next frame.
    pub(crate) fn open(&mut self) {
        self.opens = Some(OUTLET);
    }

    /// Whether the form is open.
    pub fn is_open(&self) -> bool {
        self.editing.is_some()
    }

    /// Applies what was typed, and leaves the form open; says whether all that was typed could be taken.
    pub fn apply(&mut self, view: &View<'_>, actions: &mut Vec<Action>) -> bool {
        let Some(editing) = &mut self.editing else { return true };
        let fields = &view.project().codebook.article_fields;
        // Another project may be open by now.
        let is_there = view.project().article(editing.article).is_some();
        let is_taken = is_there && editing.values.take_typed(fields);
        if is_taken {
            let facts = Facts { fields: editing.values.values.clone(), ..editing.facts.clone() };
            actions.push(Action::Article(ArticleAction::SetFacts(editing.article, Box::new(facts))));
        }
        is_taken
    }

    /// Applies what was typed, and closes the form; where something typed cannot be taken, the form stays.
    fn finish(&mut self, view: &View<'_>, actions: &mut Vec<Action>) {
        if self.apply(view, actions)
            && let Some(mut editing) = self.editing.take()
        {
            editing.drop_drafts(actions);
        }
    }

    /// Returns the field at which to open the form.
    fn line_ui(
        &mut self,
        ui: &mut Ui,
        article: &Article,
        view: &View<'_>,
        actions: &mut Vec<Action>,
    ) -> Option<FieldPlace> {
        let later = view.session.later_version(article.id);
        let words = self.words.of(ui, &article.text);
        let of = (view.session.id(), view.session.state(), article.id, words);
        let parts = match self.parts.take().filter(|(_, known)| *known == of) {
            Some((parts, _)) => parts,
            None => parts(view.project(), article, later.is_some(), words),
        };
        let later = later.map(|id| (words::SHOW_LATER_VERSION, id));
        let other = later.or(article.replaces.map(|id| (words::SHOW_EARLIER_VERSION, id)));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let link = if other.is_some() { VERSION_LINK } else { 0.0 };
            let opened = parts_ui(ui, &parts, ui.available_width() - link);
            self.parts = Some((parts, of));
            if let Some((name, other)) = other {
                ui.add_space(STEP * 2.0);
                if link_button(ui, name).clicked() {
                    actions.push(Action::Article(ArticleAction::Show(other)));
                }
            }
            opened
        })
        .inner
    }
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

/// Shows the form over the text, below the line; returns whether to keep (`true`) or drop (`false`) what was typed.
fn form_ui(
    ui: &Ui,
    editing: &mut Editing,
    begins: Option<FieldPlace>,
    view: &View<'_>,
    actions: &mut Vec<Action>,
) -> Option<bool> {
    let typed = view.settings.typed_in(view.project().id).cloned().unwrap_or_default();
    let strip = ui.max_rect();
    let area = Area::new(Id::unique("facts form")).order(Order::Middle).fixed_pos(strip.left_bottom() + vec2(0.0, 4.0));
    let shown = area.show(ui.ctx(), |ui| {
        let frame = Frame::popup(ui.style()).inner_margin(Margin::same(14));
        let inside = frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(STEP, STEP);
            let width = (strip.width() - 28.0).max(360.0);
            if editing.is_offered && starts_over_ui(ui) {
                *editing =
                    view.project().article(editing.article).map_or_else(|| editing.clone(), Editing::without_drafts);
            }
            let height = (ui.ctx().content_rect().max.y - strip.max.y - 80.0).max(80.0);
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
                rows_ui(ui, &mut editing.facts, &typed, width, begins);
                stated_ui(ui, &mut editing.facts);
                editing.values.show(ui, width, view);
            });
            buttons_ui(ui, actions)
        });
        inside.inner
    });
    let clicked_away = begins.is_none() && shown.response.clicked_elsewhere();
    shown.inner.or(clicked_away.then_some(true))
}

fn rows_ui(ui: &mut Ui, facts: &mut Facts, typed: &Typed, width: f32, begins: Option<FieldPlace>) {
    for (row, fields) in fields(facts, typed).into_iter().enumerate() {
        ui.horizontal(|ui| {
            for (place, mut field) in fields.into_iter().enumerate() {
                let shown = field_ui(ui, &mut field, width);
                if begins == Some((row, place)) {
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
        let fields = link_button(ui, Command::ArticleFields.label()).hint(Command::ArticleFields.help());
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
        let edit = TextField::singleline(&mut *field.text).hint_text(field.format).margin(Margin::symmetric(6, 4));
        let shown = named_field(ui, field.name, edit.desired_width(width));
        if field.text.is_empty() && !field.last.is_empty() {
            let offer = link_button(ui, &words::use_last(&visible(field.last))).hint(words::USE_LAST_HELP);
            if offer.clicked() {
                field.last.clone_into(field.text);
            }
        }
        shown
    })
    .inner
}
