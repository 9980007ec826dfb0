//! The window itself: one frame of it, and its start and end.

use std::{cell::Cell, rc::Rc, sync::Arc};

use egui::{Rect, Ui, ViewportCommand};
use winit::{event_loop::EventLoop, platform::run_on_demand::EventLoopExtRunOnDemand};

use super::{
    fonts,
    frame::{
        pulse::Pulse,
        shortcuts::{self, Keyboard},
        words,
    },
    ordering::Ordering,
    placement::Placement,
    prompts::Pasted,
    regions::{Focus, Regions},
    returning::Returning,
    software::{self, Content},
    theme,
    typing::{Composition, Typing},
    widgets::typed_into,
};
use crate::app::{Action, App, Command, DeskAction, MarkAction, ProjectAction, Request};

/// The window: the application, and what its regions are showing.
pub struct Window {
    app: App,
    regions: Regions,
    pulse: Pulse,
    placement: Placement,
    actions: Vec<Action>,
    typing: Typing,
    returning: Returning,
    may_close: bool,
    is_closed: Rc<Cell<bool>>,
    title: String,
    zoom: f32,
}

impl Window {
    /// A window over an application; puts themes and typefaces on the context.
    pub fn new(ctx: &egui::Context, app: App) -> Self {
        fonts::install(ctx);
        theme::install(ctx);
        ctx.add_plugin(Composition::default());
        ctx.add_plugin(Ordering::default());
        let regions = Regions::new();
        let text = regions.article.id();
        Self {
            app,
            typing: Typing::new(text),
            regions,
            pulse: Pulse::default(),
            placement: Placement::default(),
            actions: Vec::new(),
            returning: Returning::new(text),
            may_close: false,
            is_closed: Rc::default(),
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
        self.regions.article.rects_of(range)
    }

    /// Where the handles at the start and the end of a piece of the selected span stand on the screen; for tests.
    pub fn handles_of(&self, piece: crate::text::ByteRange) -> Option<[egui::Pos2; 2]> {
        self.regions.article.handles_of(piece)
    }

    /// The centre on the screen of the handle from which a link of the selected mark is drawn.
    pub fn link_handle(&self) -> Option<egui::Pos2> {
        self.regions.article.link_handle(&self.app.view())
    }

    /// What happens before a frame is drawn: jobs that came back, keys, files dropped, the wish to close.
    pub fn logic(&mut self, ctx: &egui::Context) {
        self.app.take_finished();
        self.returning.begin(ctx, self.regions.menu_bar, self.app.view().prompt.is_some());
        let mut actions = std::mem::take(&mut self.actions);
        self.read_events(ctx, &mut actions);
        let view = self.app.view();
        let menu_is_open = self.regions.article.is_menu_open() || view.choices.is_some();
        if menu_is_open && view.prompt.is_none() {
            self.regions.article.read_menu_keys(ctx, &view, &mut actions);
        }
        let was_in_field = std::mem::take(&mut self.regions.was_in_field);
        let in_field = was_in_field || ctx.text_edit_focused() && !self.regions.article.has_empty_filter();
        let article = &self.regions.article;
        let keyboard = Keyboard { text: article.id(), runs_left: article.runs_left(&view), menu_is_open, in_field };
        shortcuts::read(ctx, &view, &keyboard, &mut actions);
        self.pulse.beat(ctx, &view, &mut actions);
        if actions.iter().any(|action| matches!(action, Action::Mark(MarkAction::Tag(_)) | Action::Command(_))) {
            self.regions.article.close_menu();
        }
        let actions = self.typing.hold(ctx, actions, self.regions.facts.is_open());
        self.carry_out(ctx, actions);
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "the events of egui are not ours to list")]
    fn read_events(&mut self, ctx: &egui::Context, actions: &mut Vec<Action>) {
        let typing = ctx.text_edit_focused();
        let has_words = typing && !self.regions.article.has_empty_filter();
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
            actions.push(Action::Project(ProjectAction::Drop(dropped)));
        }
        if copies && !has_words && !asked {
            actions.push(Action::Command(Command::CopyWords));
        }
        if let Some(text) = pasted.filter(|text| !typing && !asked && !text.trim().is_empty()) {
            let page = self.app.copied_page(&text);
            self.regions.prompts.prefill(Pasted { text, page });
            actions.push(Action::Command(Command::PasteArticle));
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
                    self.is_closed.set(true);
                    ctx.send_viewport_cmd(ViewportCommand::Close);
                }
                Request::TagMenu => self.regions.article.open_menu(),
                Request::MarkMenu => self.regions.article.open_mark_menu(&self.app.view()),
                Request::ShowFrom(offset) => self.regions.article.show_from(offset),
                Request::EditNote => self.focus_field(Focus::Note),
                Request::EditFacts => {
                    self.returning.forget();
                    self.regions.facts.open();
                }
                Request::EditTag(tag) => self.regions.docks.edit_tag(&tag),
                Request::EditFind => self.focus_field(Focus::Find),
                Request::EnterDrawer => self.focus_field(Focus::Drawer),
                Request::MenuBar => self.regions.opens_menu = true,
                Request::LeaveText => {
                    self.returning.forget();
                    self.regions.leave_text(ctx);
                }
            }
        }
        self.follow_settings(ctx);
    }

    fn focus_field(&mut self, field: Focus) {
        self.returning.forget();
        self.regions.focus = Some(field);
    }

    /// Puts theme, zoom and title on the window when they have changed.
    fn follow_settings(&mut self, ctx: &egui::Context) {
        let view = self.app.view();
        theme::follow(ctx, view.settings.theme);
        if (self.zoom - view.settings.zoom).abs() > f32::EPSILON {
            self.zoom = view.settings.zoom;
            ctx.set_zoom_factor(self.zoom);
        }
        let title = words::window_title(&view.session.name(), view.session.is_unsaved());
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    /// Draws one frame and carries out what was asked for in it.
    pub fn show(&mut self, ui: &mut Ui) {
        let mut actions = std::mem::take(&mut self.actions);
        let view = self.app.view();
        self.regions.show(ui, &view, &mut actions);
        if self.typing.is_waited_for() {
            self.regions.facts.apply(&view, &mut actions);
        }
        if !actions.is_empty() {
            ui.ctx().request_repaint();
        }
        // What the frame asks for is done at once, so that the next paint shows its effect.
        let ctx = ui.ctx().clone();
        let top = self.regions.article.top();
        self.carry_out(&ctx, actions);
        self.app.handle(Action::Desk(DeskAction::SetTop(top)));
        if self.app.leave_drafts(&typed_into(&ctx)) {
            ctx.request_repaint();
        }
        let waiting = self.typing.drawn();
        self.carry_out(&ctx, waiting);
        self.returning.end(&ctx, self.app.view().prompt.is_some());
    }
}

impl Content for Window {
    fn logic(&mut self, ctx: &egui::Context) {
        self.placement.settle(ctx);
        Self::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut Ui) {
        let size = ui.ctx().content_rect().size() * ui.ctx().zoom_factor();
        Self::show(self, ui);
        self.app.handle(Action::Desk(DeskAction::SetWindowSize(size.x, size.y)));
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        Content::logic(self, ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        Content::ui(self, ui);
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

/// Opens the window at a size given in points, and runs until it is closed. The graphics card draws if it should and can;
/// what opens no window is followed by the other.
///
/// # Errors
/// When there is no display or no way to draw on it, or when the graphics fail later.
pub fn run(
    size: (f32, f32),
    uses_card: bool,
    app: impl FnOnce(&egui::Context) -> App + 'static,
) -> Result<(), eframe::Error> {
    let window = egui::ViewportBuilder::default()
        .with_title(words::PROGRAM)
        .with_app_id("sayso")
        .with_inner_size([size.0, size.1])
        .with_min_inner_size([640.0, 420.0])
        .with_drag_and_drop(true);
    let mut event_loop = EventLoop::with_user_event().build()?;
    let (app, is_closed) = (Rc::new(Cell::new(Some(app))), Rc::new(Cell::new(false)));
    let start = {
        let (app, is_closed) = (Rc::clone(&app), Rc::clone(&is_closed));
        move |ctx: &egui::Context| app.take().map(|app| Window { is_closed, ..Window::new(ctx, app(ctx)) })
    };
    let mut ended = Ok(());
    for on_card in [uses_card, !uses_card] {
        let start = start.clone();
        ended = if on_card {
            run_on_card(&mut event_loop, window.clone(), start)
        } else {
            software::run(&mut event_loop, window.clone(), start)
        };
        // Still there if no window has opened.
        let waiting = app.take();
        if waiting.is_none() {
            break;
        }
        app.set(waiting);
    }
    ended.and_then(|()| {
        if is_closed.get() { Ok(()) } else { Err(eframe::Error::AppCreation(words::GRAPHICS_FAILED.into())) }
    })
}

/// Runs the window in eframe, which tells only its log what fails.
fn run_on_card(
    event_loop: &mut EventLoop<eframe::UserEvent>,
    window: egui::ViewportBuilder,
    start: impl FnOnce(&egui::Context) -> Option<Window> + 'static,
) -> Result<(), eframe::Error> {
    let options =
        eframe::NativeOptions { viewport: window, system_font_fallback: false, ..eframe::NativeOptions::default() };
    let start: eframe::AppCreator<'_> = Box::new(move |creation| {
        creation.egui_ctx.add_font_provider(Arc::new(fonts::SystemFaces::new()));
        let window = start(&creation.egui_ctx).ok_or(words::GRAPHICS_FAILED)?;
        Ok(Box::new(window))
    });
    let mut shown = eframe::create_native(words::PROGRAM, options, start, event_loop);
    Ok(event_loop.run_app_on_demand(&mut shown)?)
}
