//! The regions of the window, from the edges inwards, and what lies over them. Each reads the view and pushes actions.

use egui::{
    Align2, CentralPanel, CornerRadius, Frame, Id, LayerId, Margin, Order, Panel, Rect, RichText, Stroke, StrokeKind,
    Ui, UiBuilder, pos2,
};

use super::{
    article_view::{ArticleView, column_x},
    frame::{docks::Docks, marking::marking_ui, menu, notices::Notices, palette::Palette, status, words},
    panels::{articles::ArticlesPanel, facts::FactsLine, find::find_ui, inspector::inspector_ui},
    prompts::Prompts,
    theme::{self, STEP, UiTokens},
    widgets::{Hint, link_button},
};
use crate::{
    app::{Action, Command, Prompt, View},
    model::Layer,
};

/// A field that is to get the keyboard in the next frame that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    /// The note of the selected mark.
    Note,
    /// The search in the article.
    Find,
    /// The search of all articles.
    Search,
}

/// Every region with what it remembers between frames.
pub(super) struct Regions {
    pub(super) article: ArticleView,
    pub(super) facts: FactsLine,
    pub(super) prompts: Prompts,
    articles: ArticlesPanel,
    pub(super) docks: Docks,
    palette: Palette,
    notices: Notices,
    /// Which field is to get the keyboard.
    pub(super) focus: Option<Focus>,
    /// Whether somebody typed in a field when the last frame ended.
    pub(super) was_in_field: bool,
}

impl Regions {
    /// Regions as they are when the window opens.
    pub(super) fn new() -> Self {
        Self {
            article: ArticleView::new(Id::unique("article text"), Layer::default()),
            facts: FactsLine::default(),
            prompts: Prompts::default(),
            articles: ArticlesPanel::default(),
            docks: Docks::default(),
            palette: Palette::default(),
            notices: Notices::default(),
            focus: None,
            was_in_field: false,
        }
    }

    /// Draws one frame.
    pub(super) fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        menu_ui(ui, view, actions);
        status_ui(ui, view, actions);
        self.drawer_ui(ui, view, actions);
        // The text keeps at least four parts of ten of a small window.
        let whole = ui.available_width();
        self.articles_ui(ui, whole, view, actions);
        self.side_ui(ui, whole, view, actions);
        self.text_ui(ui, view, actions);
        self.palette.show(ui, view, view.prompt == Some(&Prompt::Palette), actions);
        self.prompts.show(ui, view, actions);
        self.was_in_field = ui.ctx().text_edit_focused() && !self.article.has_empty_filter();
        self.notices.show(ui, view, actions);
        drop_ui(ui);
    }

    /// Whether this field gets the keyboard now.
    fn takes_focus(&mut self, field: Focus) -> bool {
        self.focus.take_if(|wanted| *wanted == field).is_some()
    }

    fn drawer_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        if !view.settings.show_drawer {
            return;
        }
        let frame = Frame::new().fill(ui.tokens().panel).inner_margin(Margin::symmetric(8, 0));
        // The text keeps at least half of the height.
        let most = (ui.available_height() * 0.5).max(120.0);
        let panel = Panel::bottom("drawer").frame(frame).default_size(220.0).size_range(110.0..=most);
        panel.resizable(true).show(ui, |ui| {
            let take_focus = self.takes_focus(Focus::Search);
            within(ui, |ui| self.docks.drawer_ui(ui, view, take_focus, actions));
        });
    }

    fn articles_ui(&mut self, ui: &mut Ui, whole: f32, view: &View<'_>, actions: &mut Vec<Action>) {
        if !view.settings.show_articles {
            return;
        }
        let frame = Frame::new().fill(ui.tokens().panel).inner_margin(Margin::symmetric(8, 0));
        let most = (whole * 0.22).clamp(104.0, 420.0);
        let panel = Panel::left("articles").frame(frame).default_size(220.0).size_range(104.0..=most);
        panel.show(ui, |ui| {
            let named = UiBuilder::new().accessibility_label(words::ARTICLES_PANEL);
            within(ui, |ui| {
                ui.scope_builder(named, |ui| self.articles.show(ui, view, actions));
            });
        });
    }

    fn side_ui(&mut self, ui: &mut Ui, whole: f32, view: &View<'_>, actions: &mut Vec<Action>) {
        if !view.settings.show_codebook {
            return;
        }
        let frame = Frame::new().fill(ui.tokens().panel).inner_margin(Margin::symmetric(8, 0));
        let most = (whole * 0.34).clamp(180.0, 520.0);
        let panel = Panel::right("codebook").frame(frame).default_size(290.0).size_range(180.0..=most);
        panel.show(ui, |ui| within(ui, |ui| self.side_contents_ui(ui, view, actions)));
    }

    fn side_contents_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        self.docks.side_ui(ui, view, actions);
        let take_focus = self.takes_focus(Focus::Note);
        if self.docks.needs_whole_side(view) && !take_focus {
            return;
        }
        ui.separator();
        let named = UiBuilder::new().accessibility_label(words::INSPECTOR_PANEL);
        // Its words begin where those of the rows above begin.
        let inset = Frame::new().inner_margin(Margin::symmetric(8, 0));
        ui.scope_builder(named, |ui| {
            inset.show(ui, |ui| inspector_ui(ui, view, take_focus, actions));
        });
    }

    /// The article between its facts and the messages.
    fn text_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let paper = Frame::new().fill(ui.tokens().paper);
        CentralPanel::default().frame(paper).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let take_focus = self.takes_focus(Focus::Find);
            find_ui(ui, view, take_focus, actions);
            // Messages take their room from the end of the text; its beginning stays where it is.
            let room = ui.available_rect_before_wrap();
            let strip = self.notices.height(ui, view);
            let (above, below) = room.split_top_bottom_at_y(room.max.y - strip);
            let mut inside = ui.new_child(UiBuilder::new().max_rect(above));
            if view.article().is_none() {
                empty_ui(&mut inside, view, actions);
            } else {
                self.facts_ui(&mut inside, view, actions);
                ui.ctx().accesskit_node_builder(self.article.id(), |_node| ());
                self.article.show_layer(view.selection.layer);
                self.article.show_over(&mut inside, strip, view, actions);
            }
            self.notices.strip_ui(ui, below, view, actions);
            ui.advance_cursor_after_rect(room);
        });
    }

    /// What is known about the article, and which tag is held.
    fn facts_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        let available = ui.available_rect_before_wrap();
        let column = column_x(available, view.settings.reading);
        let top = available.min.y + STEP;
        let strip = Rect::from_min_max(pos2(column.min, top), pos2(column.max, top + 24.0));
        let mut sign = ui.new_child(UiBuilder::new().max_rect(strip));
        let taken = marking_ui(&mut sign, view, actions);
        let facts = strip.with_max_x(strip.max.x - if taken > 0.0 { taken + STEP } else { 0.0 });
        let builder = UiBuilder::new().max_rect(facts).accessibility_label(words::FACTS);
        // A child takes no room from the text, however long the facts are.
        self.facts.show(&mut ui.new_child(builder), view, actions);
        ui.add_space(strip.max.y - available.min.y + 4.0);
    }
}

/// Shows contents in the room that a panel has. However much they want, the panel keeps its size, and the text beside it
/// its place: only the person changes the sizes of panels.
fn within(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let room = ui.available_rect_before_wrap();
    let mut inside = ui.new_child(UiBuilder::new().max_rect(room));
    contents(&mut inside);
    ui.advance_cursor_after_rect(room);
}

fn menu_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let frame = Frame::new().fill(ui.tokens().panel).inner_margin(Margin::symmetric(0, 4));
    Panel::top("menu").frame(frame).show(ui, |ui| menu::menu_bar_ui(ui, view, actions));
}

fn status_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let frame = Frame::new().fill(ui.tokens().panel).inner_margin(Margin::symmetric(4, 0));
    Panel::bottom("status").frame(frame).exact_size(26.0).show(ui, |ui| status::status_ui(ui, view, actions));
}

/// What stands where the article would be.
fn empty_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let tokens = ui.tokens();
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.32);
        ui.label(RichText::new(words::NO_ARTICLES).font(theme::reading(24.0)));
        ui.add_space(STEP);
        ui.label(RichText::new(words::HOW_TO_BEGIN).color(tokens.soft_ink));
        ui.add_space(STEP * 2.0);
        for command in [Command::AddArticles, Command::PasteArticle, Command::OpenSample] {
            let name = words::command_with_keys(command.label(), &view.settings.shortcut_label(command));
            if link_button(ui, &name).hint(command.help()).clicked() {
                actions.push(Action::Command(command));
            }
            ui.add_space(4.0);
        }
    });
}

/// Says what dropping does while files are held over the window.
fn drop_ui(ui: &Ui) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let tokens = ui.tokens();
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Foreground, Id::unique("drop")));
    let rect = ui.ctx().content_rect().shrink(24.0);
    let edge = Stroke::new(2.0, tokens.accent);
    painter.rect(rect, CornerRadius::same(12), tokens.chosen.gamma_multiply(0.9), edge, StrokeKind::Inside);
    painter.text(rect.center(), Align2::CENTER_CENTER, words::DROP_HERE, theme::bold(20.0), tokens.ink);
}
