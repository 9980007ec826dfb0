//! The regions of the window, from the edges inwards, and what lies over them. Each reads the view and pushes actions.

use egui::{
    Align2, CentralPanel, Context, CornerRadius, FocusDirection, Frame, Id, LayerId, Margin, Order, Panel, Rangef,
    Rect, RichText, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2, pos2,
};

use super::{
    article_view::{ArticleView, column_x},
    frame::{docks::Docks, marking::marking_ui, menu, notices::Notices, palette::Palette, status, words},
    panels::{articles::ArticlesPanel, facts::FactsLine, find::find_ui, inspector::Inspector},
    prompts::Prompts,
    room::Room,
    theme::{self, STEP, UiTokens},
    widgets::{Hint, link_button},
};
use crate::{
    app::{Action, Command, DeskAction, PanelSizes, Prompt, View},
    model::Layer,
};

/// A field that is to get the keyboard in the next frame that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Focus {
    /// The note of the selected mark.
    Note,
    /// The search in the article.
    Find,
    /// The panel below the text.
    Drawer,
}

/// A part of the window that the keyboard can be moved to, besides the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Articles,
    Side,
    Inspector,
    Drawer,
}

impl Part {
    /// All parts, in the order in which the keyboard goes through them.
    const ALL: [Self; 4] = [Self::Articles, Self::Side, Self::Inspector, Self::Drawer];
}

/// Every region with what it remembers between frames.
pub(super) struct Regions {
    pub(super) article: ArticleView,
    pub(super) facts: FactsLine,
    pub(super) prompts: Prompts,
    articles: ArticlesPanel,
    pub(super) docks: Docks,
    inspector: Inspector,
    palette: Palette,
    notices: Notices,
    sizes: Option<PanelSizes>,
    /// Which field is to get the keyboard.
    pub(super) focus: Option<Focus>,
    /// Whether the first menu of the bar is to open.
    pub(super) opens_menu: bool,
    /// Whether somebody typed in a field when the last frame ended.
    pub(super) was_in_field: bool,
    /// Where the menu bar is.
    pub(super) menu_bar: Rect,
    /// The parts that were drawn last, and where.
    parts: Vec<(Part, Rect)>,
    /// The part that the keyboard is moved to.
    entered: Option<Part>,
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
            inspector: Inspector::default(),
            palette: Palette::default(),
            notices: Notices::default(),
            sizes: None,
            focus: None,
            opens_menu: false,
            was_in_field: false,
            menu_bar: Rect::NOTHING,
            parts: Vec::new(),
            entered: None,
        }
    }

    /// Draws one frame.
    pub(super) fn show(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        self.parts.clear();
        self.menu_bar = menu_ui(ui, std::mem::take(&mut self.opens_menu), view, actions);
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
        let is_resizing = ui.input(|input| input.pointer.any_down());
        if let Some(sizes) = self.sizes.filter(|sizes| !is_resizing && *sizes != view.settings.panels) {
            actions.push(Action::Desk(DeskAction::SetPanelSizes(sizes)));
        }
    }

    /// Moves the keyboard from the text to the first part of the window, from there to the next, and back to the text.
    pub(super) fn leave_text(&mut self, ctx: &Context) {
        let text = self.article.id();
        let focused = ctx.memory(|memory| memory.focused()).filter(|id| *id != text);
        let at = focused.and_then(|id| ctx.read_response(id)).map(|response| response.rect.center());
        let here = at.and_then(|at| self.parts.iter().rfind(|(_, rect)| rect.contains(at))).map(|(part, _)| *part);
        let rest = Part::ALL.into_iter().skip_while(|part| here.is_some_and(|here| *part != here));
        let mut rest = rest.skip(usize::from(here.is_some()));
        self.entered = rest.find(|part| self.parts.iter().any(|(shown, _)| shown == part));
        if self.entered.is_none() {
            ctx.memory_mut(|memory| memory.request_focus(text));
        }
    }

    /// Begins a part of the window: the keyboard goes to its first control, if it is moved here.
    fn begin_part(&mut self, ui: &Ui, part: Part) {
        self.parts.push((part, ui.max_rect()));
        if self.entered.take_if(|entered| *entered == part).is_some() {
            let way_in = Id::unique("the way into a part of the window");
            ui.memory_mut(|memory| {
                memory.request_focus(way_in);
                memory.move_focus(FocusDirection::Next);
            });
            ui.interact(Rect::from_min_size(ui.cursor().min, Vec2::ZERO), way_in, Sense::focusable_noninteractive());
        }
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
        let panel = Panel::bottom("drawer").frame(frame).resizable(true);
        let room = Room { name: "drawer", wanted: self.sizes(view).drawer, range: Rangef::new(110.0, most) };
        let size = room.show(panel, ui, |ui| {
            self.begin_part(ui, Part::Drawer);
            let take_focus = self.takes_focus(Focus::Drawer);
            self.docks.drawer_ui(ui, view, take_focus, actions);
        });
        self.sizes(view).drawer = size.y;
    }

    fn articles_ui(&mut self, ui: &mut Ui, whole: f32, view: &View<'_>, actions: &mut Vec<Action>) {
        if !view.settings.show_articles {
            return;
        }
        let frame = Frame::new().fill(ui.tokens().panel).inner_margin(Margin::symmetric(8, 0));
        let most = (whole * 0.22).clamp(104.0, 420.0);
        let room = Room { name: "articles", wanted: self.sizes(view).articles, range: Rangef::new(104.0, most) };
        let size = room.show(Panel::left("articles").frame(frame), ui, |ui| {
            self.begin_part(ui, Part::Articles);
            let named = UiBuilder::new().accessibility_label(words::ARTICLES_PANEL);
            ui.scope_builder(named, |ui| self.articles.show(ui, view, actions));
        });
        self.sizes(view).articles = size.x;
    }

    fn side_ui(&mut self, ui: &mut Ui, whole: f32, view: &View<'_>, actions: &mut Vec<Action>) {
        if !view.settings.show_codebook {
            return;
        }
        let frame = Frame::new().fill(ui.tokens().panel).inner_margin(Margin::symmetric(8, 0));
        let most = (whole * 0.34).clamp(180.0, 520.0);
        let room = Room { name: "codebook", wanted: self.sizes(view).side, range: Rangef::new(180.0, most) };
        let size = room.show(Panel::right("codebook").frame(frame), ui, |ui| self.side_contents_ui(ui, view, actions));
        self.sizes(view).side = size.x;
    }

    /// How large the person wants the panels; remembered once the button that resizes one is released.
    fn sizes(&mut self, view: &View<'_>) -> &mut PanelSizes {
        self.sizes.get_or_insert(view.settings.panels)
    }

    fn side_contents_ui(&mut self, ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
        self.begin_part(ui, Part::Side);
        let room = ui.max_rect();
        self.docks.side_ui(ui, view, actions);
        let take_focus = self.takes_focus(Focus::Note);
        if self.docks.needs_whole_side(view) && !take_focus {
            return;
        }
        ui.separator();
        // What is wider above doesn't make this wider.
        let below = Rect::from_min_max(pos2(room.min.x, ui.cursor().min.y), room.max);
        let named = UiBuilder::new().max_rect(below).accessibility_label(words::INSPECTOR_PANEL);
        // Its words begin where those of the rows above begin.
        let inset = Frame::new().inner_margin(Margin::symmetric(8, 0));
        ui.scope_builder(named, |ui| {
            self.begin_part(ui, Part::Inspector);
            inset.show(ui, |ui| self.inspector.show(ui, view, take_focus, actions));
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
            let strip = Notices::height(ui, view);
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
            Notices::strip_ui(ui, below, view, actions);
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

/// Shows the menu bar; returns where it is.
fn menu_ui(ui: &mut Ui, opens: bool, view: &View<'_>, actions: &mut Vec<Action>) -> Rect {
    let frame = Frame::new().fill(ui.tokens().panel).inner_margin(Margin::symmetric(0, 4));
    Panel::top("menu").frame(frame).show(ui, |ui| menu::menu_bar_ui(ui, opens, view, actions)).response.rect
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
        ui.label(RichText::new(words::NO_ARTICLES).font(theme::reading(24.0, "")));
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
