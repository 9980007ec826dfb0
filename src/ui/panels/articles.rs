//! The list of articles: title, status, number of marks; filter; ways to add more.

use std::collections::BTreeMap;

use egui::{Align, Button, Layout, Popup, RichText, ScrollArea, Ui, WidgetInfo, accesskit::Role, vec2};

use super::words;
use crate::{
    app::{Action, ArticleAction, ArticleOrder, Command, ProjectAction, SessionId, StateMark, View},
    model::{Article, ArticleId, CoderId, Id, Layer, Status},
    text::{day_in_words, visible},
    ui::{
        icons,
        theme::{SMALL_SIZE, STEP, TEXT_SIZE, UiTokens},
        widgets::{Hint, Row, TextField, as_name, cut, link_button, named_field, section_title},
    },
};

/// Height of a row, in points.
const HEIGHT: f32 = 46.0;
/// A panel lower than this, in points, has no room for all ways to add articles.
const LOW: f32 = 260.0;
/// The ways to add articles, and the height of each, in points.
const ADDS: [Command; 3] = [Command::AddArticles, Command::AddFolder, Command::PasteArticle];
const ADD: f32 = 30.0;
/// What sorts the list.
const SORTS: [Command; 6] = [
    Command::SortAdded,
    Command::SortDate,
    Command::SortOutlet,
    Command::SortTitle,
    Command::SortStatus,
    Command::SortReversed,
];
/// So many coders who have finished an article are named.
const MOST_NAMED: usize = 8;
/// Room between two rows.
const BETWEEN: f32 = 2.0;

/// The filter, and the rows that match it.
#[derive(Debug, Default)]
pub struct ArticlesPanel {
    filter: String,
    status: Option<Status>,
    /// Only what is assigned to the person at work.
    mine: bool,
    rows: Vec<ArticleId>,
    made_for: Option<MadeFor>,
    /// How many articles there are, matching or not.
    total: usize,
    /// The lines below the titles that were seen since the rows were made.
    lines: BTreeMap<ArticleId, String>,
    /// The article that is shown, and how far the list is scrolled.
    shown: Option<ArticleId>,
    offset: f32,
}

/// The state of the project, the filter, the status, whether only own ones, and the order that the rows were made for.
type MadeFor = (SessionId, StateMark, String, (Option<Status>, bool), (ArticleOrder, bool));

impl ArticlesPanel {
    /// Shows the panel.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        ui.add_space(STEP);
        self.refresh(view);
        let total = self.total;
        ui.horizontal(|ui| {
            ui.add_space(STEP);
            section_title(ui, &words::articles(total));
            if total > 1 {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| sort_ui(ui, view, actions));
            }
        });
        if total > 3 {
            self.filter_ui(ui, view);
        }
        if total == 0 {
            ui.add_space(STEP);
            empty_ui(ui, words::NO_ARTICLES);
        } else if self.rows.is_empty() {
            empty_ui(ui, words::NO_MATCHING_ARTICLES);
        }
        let rows = self.rows.len();
        // In a low panel one way to add articles is enough; the menu has all.
        let adds = if ui.available_height() < LOW { 1 } else { ADDS.len() };
        let below = ADD * adds as f32 + STEP * 2.0;
        let list_height = (ui.available_height() - below).max(HEIGHT);
        ui.spacing_mut().item_spacing.y = BETWEEN;
        let mut area = ScrollArea::vertical().max_height(list_height).auto_shrink([false, true]);
        if let Some(offset) = self.offset_to_shown(view, list_height) {
            area = area.vertical_scroll_offset(offset);
        }
        let scrolled = area.show_rows(ui, HEIGHT, rows, |ui, range| {
            for article_id in self.rows.iter().skip(range.start).take(range.len()) {
                if let Some(article) = view.project().article(*article_id) {
                    let status = self.lines.entry(article.id).or_insert_with(|| status_line(article, view));
                    article_row(ui, article, status, view, actions);
                }
            }
        });
        self.offset = scrolled.state.clamped_offset().y;
        ui.add_space(STEP);
        for command in ADDS.into_iter().take(adds) {
            ui.horizontal(|ui| {
                ui.add_space(STEP);
                if link_button(ui, command.label()).hint(command.help()).clicked() {
                    actions.push(Action::Command(command));
                }
            });
        }
    }

    fn filter_ui(&mut self, ui: &mut Ui, view: &View<'_>) {
        let field = TextField::singleline(&mut self.filter).hint_text(words::FILTER);
        named_field(ui, words::FILTER_ARTICLES, field.desired_width(f32::INFINITY));
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(4.0, 2.0);
            let choices =
                [(None, words::ANY_STATUS)].into_iter().chain(Status::ALL.map(|status| (Some(status), status.label())));
            for (status, name) in choices {
                if ui.selectable_label(self.status == status, name).clicked() {
                    self.status = status;
                }
            }
            if !view.project().team.assigned.is_empty()
                && ui.selectable_label(self.mine, words::MINE).hint(words::MINE_HELP).clicked()
            {
                self.mine = !self.mine;
            }
        });
    }

    /// Where to scroll when another article is shown whose row is out of sight.
    fn offset_to_shown(&mut self, view: &View<'_>, height: f32) -> Option<f32> {
        let shown = view.selection.article;
        if std::mem::replace(&mut self.shown, shown) == shown {
            return None;
        }
        let place = self.rows.iter().position(|id| Some(*id) == shown)?;
        let top = place as f32 * (HEIGHT + BETWEEN);
        let is_seen = top >= self.offset && top + HEIGHT <= self.offset + height;
        (!is_seen).then(|| (top - (height - HEIGHT) / 2.0).max(0.0))
    }

    /// Filters again when something that the rows depend on has changed.
    fn refresh(&mut self, view: &View<'_>) {
        let order = (view.settings.article_order, view.settings.articles_reversed);
        let key = (view.session.id(), view.session.state(), self.filter.clone(), (self.status, self.mine), order);
        if self.made_for.as_ref() == Some(&key) {
            return;
        }
        let coder = view.settings.coder_id();
        let status = self.status.map(|status| (coder, status));
        let mut fitting = view.project().articles_that_match(&self.filter, status);
        // Where nothing is assigned any more, the choice is not shown.
        self.mine &= !view.project().team.assigned.is_empty();
        if self.mine {
            fitting.retain(|article| view.project().team.assigned.contains(&(article.id, coder)));
        }
        view.settings.sort(view.project(), &mut fitting);
        self.rows = fitting.into_iter().map(|article| article.id).collect();
        self.total = view.session.listed_counts(Layer::All).0;
        self.lines.clear();
        self.made_for = Some(key);
    }
}

/// What the articles are sorted by, and the list to choose from.
fn sort_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let settings = view.settings;
    let by = if settings.article_order == ArticleOrder::Project { words::SORT } else { settings.article_order.label() };
    let sign = if settings.articles_reversed { icons::UP } else { icons::DOWN };
    let title = RichText::new(format!("{by} {sign}")).size(SMALL_SIZE).color(ui.tokens().soft_ink);
    let name = words::sorted_by(settings.article_order.label());
    let button = ui.add(Button::new(title).frame(false));
    button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    Popup::menu(&button).show(|ui| {
        for command in SORTS {
            if command == Command::SortReversed {
                ui.separator();
            }
            let entry = ui.selectable_label(view.is_on(command) == Some(true), command.label());
            if entry.hint(command.help()).clicked() {
                actions.push(Action::Command(command));
                ui.close();
            }
        }
    });
    button.hint(name);
}

/// What is shown instead of rows, aligned with them.
fn empty_ui(ui: &mut Ui, text: &str) {
    let inset = egui::Frame::new().inner_margin(egui::Margin::symmetric(8, 0));
    inset.show(ui, |ui| ui.weak(text));
}

fn article_row(ui: &mut Ui, article: &Article, status: &str, view: &View<'_>, actions: &mut Vec<Action>) {
    let is_shown = view.selection.article == Some(article.id);
    let title = if article.facts.title.is_empty() { words::UNTITLED } else { article.facts.title.as_str() };
    let title = &*visible(&as_name(title)).into_owned();
    let row = Row::new(title).height(HEIGHT).chosen(is_shown).show(ui, |ui, rect, tokens| {
        let galley = cut(ui.painter(), title, TEXT_SIZE, tokens.ink, rect.width());
        ui.painter().galley(egui::pos2(rect.min.x, rect.min.y + 6.0), galley, tokens.ink);
        let galley = cut(ui.painter(), status, SMALL_SIZE, tokens.soft_ink, rect.width());
        let below = egui::pos2(rect.min.x, rect.max.y - 7.0 - galley.size().y);
        ui.painter().galley(below, galley, tokens.soft_ink);
    });
    let facts = &article.facts;
    let known = [&facts.outlet, &day_in_words(&facts.published), &article.source.name]
        .map(|known| visible(&as_name(known)).into_owned());
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let row = row.hint(words::article_hint(title, status, &known));
    if row.clicked() {
        actions.push(Action::Article(ArticleAction::Show(article.id)));
    }
    row.context_menu(|ui| article_menu(ui, article, view, actions));
}

fn article_menu(ui: &mut Ui, article: &Article, view: &View<'_>, actions: &mut Vec<Action>) {
    for status in Status::ALL {
        if ui.button(words::set_status(status)).clicked() {
            actions.push(Action::Article(ArticleAction::SetStatus(article.id, status)));
            ui.close();
        }
    }
    assigned_ui(ui, article, view, actions);
    ui.separator();
    if ui.button(words::remove_article(article.spans.len())).clicked() {
        actions.push(Action::Article(ArticleAction::Remove(article.id)));
        ui.close();
    }
}

/// Who is to mark an article, where there are several coders.
fn assigned_ui(ui: &mut Ui, article: &Article, view: &View<'_>, actions: &mut Vec<Action>) {
    let people = view.project().people();
    if people.len() < 2 {
        return;
    }
    ui.menu_button(words::ASSIGNED_TO, |ui| {
        for coder in people {
            let mut is_on = view.project().team.assigned.contains(&(article.id, coder.id));
            if ui.checkbox(&mut is_on, &coder.name).changed() {
                actions.push(Action::Project(ProjectAction::AssignOne(article.id, coder.id, is_on)));
            }
        }
    });
}

/// The coder's own status, the marks, and the other coders who have finished the article.
fn status_line(article: &Article, view: &View<'_>) -> String {
    let project = view.project();
    let own = view.settings.coder_id();
    let of_all = (article.id, CoderId(Id::FIRST))..=(article.id, CoderId(Id::LAST));
    let done = project.progress.range(of_all).filter(|((_, coder), status)| **status == Status::Done && *coder != own);
    let names: Vec<&str> = done.filter_map(|((_, coder), _)| Some(project.coders.get(coder)?.name.as_str())).collect();
    let (named, more) = names.split_at(names.len().min(MOST_NAMED));
    words::article_status(
        project.status(article.id, own),
        view.selection.layer.sum(article.spans.by_maker()),
        named,
        more.len(),
    )
}
