//! The window itself: one frame of it, and its start and end.

use egui::{CentralPanel, Frame, Margin, Panel, Rect, Ui, UiBuilder, ViewportCommand, pos2};

use super::{
    article_view::ArticleView,
    fonts, menu,
    notices::Notices,
    palette::Palette,
    panels::{articles::ArticlesPanel, facts::FactsLine, find::find_ui, inspector::Inspector},
    prompts::Prompts,
    pulse::Pulse,
    shortcuts,
    side::{Drawer, SidePanel},
    status,
    theme::{self, STEP, UiTokens},
};
use crate::app::{Action, App, Command, DeskAction, MarkAction, ProjectAction, Prompt, Request, View};

/// The window: the application, and what its panels are showing.
pub struct Window {
    app: App,
    article: ArticleView,
    articles: ArticlesPanel,
    side: SidePanel,
    inspector: Inspector,
    facts: FactsLine,
    drawer: Drawer,
    /// Whether somebody typed in a field when the last frame ended.
    was_in_field: bool,
    palette: Palette,
    prompts: Prompts,
    notices: Notices,
    pulse: Pulse,
    actions: Vec<Action>,
    /// Actions that wait until what is being typed has been taken over.
    waiting: Vec<Action>,
    focus_note: bool,
    focus_find: bool,
    focus_search: bool,
    may_close: bool,
    title: String,
    zoom: f32,
}

impl Window {
    /// A window over an application; puts themes and typefaces on the context.
    pub fn new(ctx: &egui::Context, app: App) -> Self {
        fonts::install(ctx);
        theme::install(ctx);
        Self {
            app,
            article: ArticleView::default(),
            articles: ArticlesPanel::default(),
            side: SidePanel::default(),
            inspector: Inspector::default(),
            facts: FactsLine::default(),
            drawer: Drawer::default(),
            was_in_field: false,
            palette: Palette::default(),
            prompts: Prompts::default(),
            notices: Notices::default(),
            pulse: Pulse::default(),
            actions: Vec::new(),
            waiting: Vec::new(),
            focus_note: false,
            focus_find: false,
            focus_search: false,
            may_close: false,
            title: String::new(),
            zoom: 0.0,
        }
    }

    /// The application, for tests.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The application, for tests: actions that come from outside the window.
    pub fn app_mut(&mut self) -> &mut App {
        &mut self.app
    }

    /// Where words of the shown article stand on the screen, as far as they can be seen; for tests.
    pub fn rects_of(&self, range: crate::text::ByteRange) -> Vec<Rect> {
        self.article.rects_of(range)
    }

    /// Where the handles at the start and the end of a piece of the chosen span stand on the screen; for tests.
    pub fn handles_of(&self, piece: crate::text::ByteRange) -> Option<[egui::Pos2; 2]> {
        self.article.handles_of(piece)
    }

    /// The centre on the screen of the handle from which a link of the chosen mark is drawn.
    pub fn link_handle(&self) -> Option<egui::Pos2> {
        self.article.link_handle(&self.app.view())
    }

    /// What happens before a frame is drawn: jobs that came back, keys, files dropped, the wish to close.
    pub fn logic(&mut self, ctx: &egui::Context) {
        self.app.take_finished();
        let mut actions = std::mem::take(&mut self.actions);
        let waiting = std::mem::take(&mut self.waiting);
        self.read_events(ctx, &mut actions);
        let view = self.app.view();
        let menu_is_open = self.article.is_menu_open() || view.picking.is_some();
        if menu_is_open && view.prompt.is_none() {
            self.article.read_menu_keys(ctx, &view, &mut actions);
        }
        shortcuts::read(ctx, &view, menu_is_open, std::mem::take(&mut self.was_in_field), &mut actions);
        self.pulse.beat(ctx, &view, &mut actions);
        if actions.iter().any(|action| matches!(action, Action::Mark(MarkAction::Tag(_)) | Action::Command(_))) {
            self.article.close_menu();
        }
        if actions.iter().any(needs_all_that_was_typed) {
            // What stands in a field becomes a change when the field is left; only then is there all to save.
            self.facts.finish(&mut self.actions);
            if let Some(field) = ctx.memory(|memory| memory.focused()) {
                ctx.memory_mut(|memory| memory.surrender_focus(field));
                self.waiting = actions;
                ctx.request_repaint();
                actions = Vec::new();
            }
        }
        actions.splice(0..0, waiting);
        self.carry_out(ctx, actions);
    }

    fn read_events(&mut self, ctx: &egui::Context, actions: &mut Vec<Action>) {
        let typing = ctx.text_edit_focused();
        let asked = self.app.view().prompt.is_some();
        let (dropped, copies, pasted, closes) = ctx.input(|input| {
            let dropped: Vec<std::path::PathBuf> =
                input.raw.dropped_files.iter().map(|file| file.path().to_path_buf()).collect();
            let copies = input.events.iter().any(|event| matches!(event, egui::Event::Copy));
            let pasted = input.events.iter().find_map(|event| match event {
                egui::Event::Paste(text) => Some(text.clone()),
                _other => None,
            });
            (dropped, copies, pasted, input.viewport().close_requested())
        });
        if !dropped.is_empty() {
            actions.push(Action::Project(ProjectAction::Open(dropped)));
        }
        if !typing && !asked {
            if copies {
                actions.push(Action::Command(Command::CopyWords));
            }
            if let Some(text) = pasted.filter(|text| !text.trim().is_empty()) {
                self.prompts.prefill(text);
                actions.push(Action::Command(Command::PasteArticle));
            }
        }
        if closes && !self.may_close {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            actions.push(Action::Command(Command::Quit));
        }
    }

    fn carry_out(&mut self, ctx: &egui::Context, actions: Vec<Action>) {
        for action in actions {
            self.app.handle(action);
        }
        self.app.take_finished();
        for request in self.app.take_requests() {
            match request {
                Request::Copy(text) => ctx.copy_text(text),
                Request::Close => {
                    self.may_close = true;
                    ctx.send_viewport_cmd(ViewportCommand::Close);
                }
                Request::TagMenu => self.article.open_menu(),
                Request::EditNote => self.focus_note = true,
                Request::EditFind => self.focus_find = true,
                Request::EditSearch => self.focus_search = true,
                Request::LeaveText => leave_text(ctx),
            }
        }
        self.follow_settings(ctx);
    }

    /// Puts theme, zoom and title on the window when they have changed.
    fn follow_settings(&mut self, ctx: &egui::Context) {
        let view = self.app.view();
        let preference = theme::preference(view.settings.theme);
        if ctx.options(|options| options.theme_preference) != preference {
            ctx.set_theme(preference);
        }
        if (self.zoom - view.settings.zoom).abs() > f32::EPSILON {
            self.zoom = view.settings.zoom;
            ctx.set_zoom_factor(self.zoom);
        }
        let mark = if view.session.is_unsaved() { "• " } else { "" };
        let title = format!("{mark}{} – Sayso", view.session.name());
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Draws one frame and carries out what was asked for in it.
    pub fn show(&mut self, ui: &mut Ui) {
        let tokens = ui.tokens();
        let mut actions = std::mem::take(&mut self.actions);
        let view = self.app.view();
        let bar = Frame::new().fill(tokens.panel).inner_margin(Margin::symmetric(0, 4));
        Panel::top("menu bar").frame(bar).show(ui, |ui| menu::menu_bar_ui(ui, &view, &mut actions));
        let line = Frame::new().fill(tokens.panel).inner_margin(Margin::symmetric(4, 0));
        Panel::bottom("status").frame(line).exact_size(26.0).show(ui, |ui| status::status_ui(ui, &view, &mut actions));
        if view.settings.show_drawer {
            let drawer = Frame::new().fill(tokens.panel).inner_margin(Margin::symmetric(8, 0));
            let most = (ui.available_height() * 0.6).max(120.0);
            let panel = Panel::bottom("drawer").frame(drawer).default_size(220.0).size_range(110.0..=most);
            panel.resizable(true).show(ui, |ui| {
                let take_focus = std::mem::take(&mut self.focus_search);
                self.drawer.show(ui, &view, take_focus, &mut actions);
            });
        }
        let side = Frame::new().fill(tokens.panel).inner_margin(Margin::symmetric(8, 0));
        // The text keeps at least four parts of ten of a small window.
        let whole = ui.available_width();
        if view.settings.show_articles {
            let most = (whole * 0.26).clamp(120.0, 420.0);
            let panel = Panel::left("articles").frame(side).default_size(220.0).size_range(120.0..=most);
            panel.show(ui, |ui| {
                let named = UiBuilder::new().accessibility_label("Articles panel");
                ui.scope_builder(named, |ui| self.articles.show(ui, &view, &mut actions));
            });
        }
        if view.settings.show_codebook {
            let most = (whole * 0.32).clamp(180.0, 520.0);
            let panel = Panel::right("codebook").frame(side).default_size(290.0).size_range(180.0..=most);
            panel.show(ui, |ui| {
                self.side.show(ui, &view, &mut actions);
                if self.side.is_editing(&view) && !self.focus_note {
                    return;
                }
                ui.separator();
                let take_focus = std::mem::take(&mut self.focus_note);
                let named = UiBuilder::new().accessibility_label("Inspector panel");
                // Its words begin where those of the rows above begin.
                let inset = Frame::new().inner_margin(Margin::symmetric(8, 0));
                ui.scope_builder(named, |ui| {
                    inset.show(ui, |ui| self.inspector.show(ui, &view, take_focus, &mut actions))
                });
            });
        }
        let text = CentralPanel::default().frame(Frame::new().fill(tokens.paper)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let take_focus = std::mem::take(&mut self.focus_find);
            find_ui(ui, &view, take_focus, &mut actions);
            if view.article().is_none() {
                empty_ui(ui, &view, &mut actions);
                return;
            }
            let available = ui.available_rect_before_wrap();
            let column = ArticleView::column_x(available, view.settings.reading);
            let strip = Rect::from_min_max(
                pos2(column.min, available.min.y + STEP),
                pos2(column.max, available.min.y + STEP + 24.0),
            );
            let builder = UiBuilder::new().max_rect(strip).accessibility_label("Facts");
            // A child takes no room from the text, however long the facts are.
            self.facts.show(&mut ui.new_child(builder), &view, &mut actions);
            ui.add_space(strip.max.y - available.min.y + 4.0);
            ui.ctx().accesskit_node_builder(ArticleView::id(), |_node| ());
            self.article.show(ui, &view, &mut actions);
        });
        self.palette.show(ui, &view, view.prompt == Some(&Prompt::Palette), &mut actions);
        self.prompts.show(ui, &view, &mut actions);
        self.was_in_field = ui.ctx().text_edit_focused();
        self.notices.show(ui, text.response.rect, &view, &mut actions);
        self.drop_ui(ui);
        if !actions.is_empty() {
            ui.ctx().request_repaint();
        }
        // What the frame asks for is done at once, so that the next paint shows its effect.
        let ctx = ui.ctx().clone();
        self.carry_out(&ctx, actions);
    }

    /// Says what dropping does while files are held over the window.
    fn drop_ui(&self, ui: &Ui) {
        if ui.input(|input| input.raw.hovered_files.is_empty()) {
            return;
        }
        let tokens = ui.tokens();
        let painter = ui.ctx().layer_painter(egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop")));
        let rect = ui.ctx().content_rect().shrink(24.0);
        let round = egui::CornerRadius::same(12);
        painter.rect(
            rect,
            round,
            tokens.chosen.gamma_multiply(0.9),
            egui::Stroke::new(2.0, tokens.accent),
            egui::StrokeKind::Inside,
        );
        let text = "Drop articles or a project here";
        painter.text(rect.center(), egui::Align2::CENTER_CENTER, text, theme::bold(20.0), tokens.ink);
    }
}

/// Whether an action writes or leaves the project, and so must not overtake what stands in a field.
fn needs_all_that_was_typed(action: &Action) -> bool {
    let Action::Command(command) = action else { return false };
    matches!(
        command,
        Command::Save
            | Command::SaveAs
            | Command::ExportCsv
            | Command::ExportLedger
            | Command::ExportXlsx
            | Command::ExportReport
            | Command::Quit
            | Command::NewProject
            | Command::OpenProject
            | Command::OpenSample
    )
}

/// Gives the keyboard to the panels, or back to the text.
fn leave_text(ctx: &egui::Context) {
    ctx.memory_mut(|memory| {
        if memory.has_focus(ArticleView::id()) {
            memory.request_focus(egui::Id::unique("leave text"));
            memory.move_focus(egui::FocusDirection::Next);
        } else {
            memory.request_focus(ArticleView::id());
        }
    });
}

/// What stands where the article would be.
fn empty_ui(ui: &mut Ui, view: &View<'_>, actions: &mut Vec<Action>) {
    let tokens = ui.tokens();
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.32);
        ui.label(egui::RichText::new("No articles yet").font(theme::reading(24.0)));
        ui.add_space(STEP);
        ui.label(
            egui::RichText::new("Drop text files on this window, paste a text, or add files.").color(tokens.soft_ink),
        );
        ui.add_space(STEP * 2.0);
        for command in [Command::AddArticles, Command::PasteArticle, Command::OpenSample] {
            let keys = view.settings.shortcut_label(command);
            let name =
                if keys.is_empty() { command.label().to_owned() } else { format!("{}  {keys}", command.label()) };
            if super::widgets::link_button(ui, &name).clicked() {
                actions.push(Action::Command(command));
            }
            ui.add_space(4.0);
        }
    });
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        Self::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let size = ui.ctx().content_rect().size() * ui.ctx().zoom_factor();
        Self::show(self, ui);
        self.app.handle(Action::Desk(DeskAction::SetWindowSize(size.x, size.y)));
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

/// Opens the window at a size given in points, and runs until it is closed.
///
/// # Errors
/// When there is no display or no way to draw on it.
pub fn run(size: (f32, f32), app: impl FnOnce(&egui::Context) -> App + 'static) -> Result<(), eframe::Error> {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Sayso")
            .with_app_id("sayso")
            .with_inner_size([size.0, size.1])
            .with_min_inner_size([640.0, 420.0])
            .with_drag_and_drop(true),
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "Sayso",
        options,
        Box::new(|creation| {
            let app = app(&creation.egui_ctx);
            Ok(Box::new(Window::new(&creation.egui_ctx, app)))
        }),
    )
}
