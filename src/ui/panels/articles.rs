//! The list of articles: title, status, number of marks; filter; ways to add more.

use egui::{ScrollArea, TextEdit, Ui};

use crate::{
    app::{Action, ArticleAction, Command, StateMark, View},
    model::{Article, ArticleId, Status},
    text::{plural, visible},
    ui::{
        theme::{SMALL_SIZE, STEP, TEXT_SIZE},
        widgets::{Row, cut, link_button, section_title},
    },
};

/// Height of a row, in points.
const HEIGHT: f32 = 46.0;
/// Room between two rows.
const BETWEEN: f32 = 2.0;

/// What the list is narrowed to, and the rows that this leaves.
#[derive(Debug, Default)]
pub struct ArticlesPanel {
    filter: String,
    status: Option<Status>,
    rows: Vec<ArticleId>,
    made_for: Option<(StateMark, String, Option<Status>)>,
    /// How many articles there are, whatever the filter leaves.
    total: usize,
    /// The article that is shown, and how far the list is scrolled.
    shown: Option<ArticleId>,
    offset: f32,
}

impl ArticlesPanel {
    /// Shows the panel.
    pub fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        ui.add_space(STEP);
        self.refresh(view);
        let total = self.total;
        ui.horizontal(|ui| {
            ui.add_space(STEP);
            section_title(ui, &format!("Articles · {total}"));
        });
        if total > 3 {
            self.filter_ui(ui);
        }
        if total == 0 {
            ui.add_space(STEP);
            ui.weak("No articles yet. Drop text files on this window, or add some here.");
        } else if self.rows.is_empty() {
            ui.weak("No article fits the filter.");
        }
        let rows = self.rows.len();
        let below = 120.0;
        let list_height = (ui.available_height() - below).max(HEIGHT);
        ui.spacing_mut().item_spacing.y = BETWEEN;
        let mut area = ScrollArea::vertical().max_height(list_height).auto_shrink([false, true]);
        if let Some(offset) = self.offset_to_shown(view, list_height) {
            area = area.vertical_scroll_offset(offset);
        }
        let scrolled = area.show_rows(ui, HEIGHT, rows, |ui, range| {
            for article_id in self.rows.iter().skip(range.start).take(range.len()) {
                if let Some(article) = view.project().article(*article_id) {
                    article_row(ui, article, view, actions);
                }
            }
        });
        self.offset = scrolled.state.clamped_offset().y;
        ui.add_space(STEP);
        for command in [Command::AddArticles, Command::AddFolder, Command::PasteArticle] {
            ui.horizontal(|ui| {
                ui.add_space(STEP);
                if link_button(ui, command.label()).on_hover_text(command.help()).clicked() {
                    actions.push(Action::Command(command));
                }
            });
        }
    }

    fn filter_ui(&mut self, ui: &mut Ui) {
        let field = TextEdit::singleline(&mut self.filter).hint_text("Filter").desired_width(f32::INFINITY);
        let field = ui.add(field);
        field.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Filter articles"));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let choices = [(None, "all")].into_iter().chain(Status::ALL.map(|status| (Some(status), status.label())));
            for (status, name) in choices {
                if ui.selectable_label(self.status == status, name).clicked() {
                    self.status = status;
                }
            }
        });
    }

    /// Where to scroll to when another article is shown whose row is out of sight.
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

    /// Looks again which articles fit, when something they depend on has changed.
    fn refresh(&mut self, view: &View<'_>) {
        let key = (view.session.state(), self.filter.clone(), self.status);
        let same_project = self.rows.first().is_none_or(|id| view.project().articles.contains_key(id));
        if self.made_for.as_ref() == Some(&key)
            && same_project
            && (!self.rows.is_empty() || view.project().articles.is_empty())
        {
            return;
        }
        let wanted = self.filter.trim().to_lowercase();
        let coder = view.settings.coder_id();
        let fits = |article: &&Article| {
            let facts = &article.facts;
            let text = format!("{} {} {} {}", facts.title, facts.outlet, facts.author, facts.published).to_lowercase();
            let status_fits = self.status.is_none_or(|status| view.project().status(article.id, coder) == status);
            status_fits && text.contains(&wanted)
        };
        let listed = view.project().listed_articles();
        self.total = listed.len();
        self.rows = listed.into_iter().filter(fits).map(|article| article.id).collect();
        self.made_for = Some(key);
    }
}

fn article_row(ui: &mut Ui, article: &Article, view: &View<'_>, actions: &mut Vec<Action>) {
    let is_shown = view.selection.article == Some(article.id);
    let title = if article.facts.title.is_empty() { "Untitled" } else { article.facts.title.as_str() };
    let title = &*visible(title);
    let status = status_line(article, view);
    let row = Row::new(title).height(HEIGHT).chosen(is_shown).show(ui, |ui, rect, tokens| {
        let galley = cut(ui.painter(), title, TEXT_SIZE, tokens.ink, rect.width());
        ui.painter().galley(egui::pos2(rect.min.x, rect.min.y + 6.0), galley, tokens.ink);
        let galley = cut(ui.painter(), &status, SMALL_SIZE, tokens.soft_ink, rect.width());
        let below = egui::pos2(rect.min.x, rect.max.y - 7.0 - galley.size().y);
        ui.painter().galley(below, galley, tokens.soft_ink);
    });
    let known = [&article.facts.outlet, &article.facts.published, &article.source.name].map(|known| visible(known));
    let known: Vec<&str> = known.iter().map(|known| &**known).filter(|known| !known.is_empty()).collect();
    let row = row.on_hover_text(format!("{title}\n{status}\n{}", known.join(" · ")).trim_end());
    if row.clicked() {
        actions.push(Action::Article(ArticleAction::Show(article.id)));
    }
    row.context_menu(|ui| {
        for status in Status::ALL {
            if ui.button(format!("Status: {}", status.label())).clicked() {
                actions.push(Action::Article(ArticleAction::SetStatus(article.id, status)));
                ui.close();
            }
        }
        ui.separator();
        if ui.button(format!("Remove with its {}…", plural(article.spans.len(), "mark"))).clicked() {
            actions.push(Action::Article(ArticleAction::Remove(article.id)));
            ui.close();
        }
    });
}

/// "in work · 62 marks", with the other coders who have finished it.
fn status_line(article: &Article, view: &View<'_>) -> String {
    let coder = view.settings.coder_id();
    let own = view.project().status(article.id, coder).label();
    let others: Vec<String> = view
        .project()
        .coders
        .values()
        .filter(|other| other.id != coder && view.project().status(article.id, other.id) == Status::Done)
        .map(|other| format!("{}: done", other.name))
        .collect();
    let mut parts = vec![own.to_owned(), plural(article.spans.len(), "mark")];
    parts.extend(others);
    parts.join(" · ")
}
