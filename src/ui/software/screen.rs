//! The window on the screen: events in, frames out, repaints when they are due.

use std::{
    num::NonZeroU32,
    sync::Arc,
    time::{Duration, Instant},
};

use eframe::UserEvent;
use egui::{
    Context, RawInput, Ui, ViewportBuilder, ViewportCommand, ViewportId, ViewportInfo, epaint::ClippedShape,
    mutex::Mutex,
};
use egui_winit::{ActionRequested, accesskit_winit};
use softbuffer::{Rect, SoftBufferError, Surface};
use winit::{
    application::ApplicationHandler,
    event::WindowEvent,
    event_loop::{ActiveEventLoop, ControlFlow, EventLoop, EventLoopProxy},
    platform::run_on_demand::EventLoopExtRunOnDemand,
    raw_window_handle::{HasDisplayHandle, RawDisplayHandle},
    window::{Window, WindowId},
};

use super::{canvas::Canvas, pieces::Area};
use crate::ui::fonts::SystemFaces;

/// The shortest time between frames: that of most screens.
const MIN_FRAME_INTERVAL: Duration = Duration::from_micros(16_667);
/// The shortest time between runs of the logic while the window is hidden.
const MIN_HIDDEN_INTERVAL: Duration = Duration::from_millis(100);
/// If the desktop sends no frame callback within this time, the logic runs without a frame.
const MISSED_REDRAW_TIMEOUT: Duration = Duration::from_millis(250);
/// The largest picture that egui may make, in pixels along one side; most graphics cards allow at least as much.
const MAX_TEXTURE_SIDE: usize = 8192;

/// What a window shows.
pub(in crate::ui) trait Content {
    /// What happens before each frame, and also while the window is hidden.
    fn logic(&mut self, ctx: &Context);

    /// Draws a frame.
    fn ui(&mut self, ui: &mut Ui);
}

/// Opens a window and runs until it is closed. `start` is not called if the window cannot be opened.
pub(in crate::ui) fn run<C: Content>(
    event_loop: &mut EventLoop<UserEvent>,
    window: ViewportBuilder,
    start: impl FnOnce(&Context) -> Option<C>,
) -> Result<(), eframe::Error> {
    let proxy = event_loop.create_proxy();
    let mut screen =
        Screen { window, start: Some(start), proxy, shown: None, failed: None, last: None, due: None, missed: None };
    event_loop.run_app_on_demand(&mut screen)?;
    screen.failed.map_or(Ok(()), Err)
}

/// The window and when it is drawn next.
struct Screen<C, S> {
    window: ViewportBuilder,
    start: Option<S>,
    proxy: EventLoopProxy<UserEvent>,
    shown: Option<Shown<C>>,
    failed: Option<eframe::Error>,
    /// When the last frame was begun.
    last: Option<Instant>,
    /// When the next frame is due.
    due: Option<Instant>,
    /// When to go on without the frame that the desktop was asked for.
    missed: Option<Instant>,
}

/// The open window.
struct Shown<C> {
    window: Arc<Window>,
    surface: Surface<Arc<Window>, Arc<Window>>,
    events: egui_winit::State,
    ctx: Context,
    content: C,
    canvas: Canvas,
    info: ViewportInfo,
    requests: Vec<ActionRequested>,
    /// Input that came while no frame was drawn.
    input: RawInput,
    began: Instant,
    was_shown: bool,
    /// Whether the desktop says when to draw, as Wayland does; elsewhere it asks only when it has lost what it showed.
    is_paced: bool,
    /// Whether we have asked the desktop for a frame, where it says when to draw.
    is_asked: bool,
    /// Whether the screen may show less than the canvas holds.
    needs_full_present: bool,
    /// What the last frame changed.
    last_changed: Vec<Area>,
}

impl<C: Content, S: FnOnce(&Context) -> Option<C>> Screen<C, S> {
    fn open(&mut self, event_loop: &ActiveEventLoop) -> Result<Option<Shown<C>>, eframe::Error> {
        let ctx = Context::default();
        if let Ok(passes) = 2.try_into() {
            ctx.options_mut(|options| options.max_passes = passes);
        }
        ctx.add_font_provider(Arc::new(SystemFaces::new()));
        // Hidden until the first frame is drawn, so that nobody sees an empty window.
        let hidden = egui_winit::create_winit_window_attributes(&ctx, self.window.clone().with_visible(false));
        let window = Arc::new(event_loop.create_window(hidden)?);
        egui_winit::apply_viewport_builder_to_window(&ctx, &window, &self.window);
        let display = softbuffer::Context::new(Arc::clone(&window)).map_err(no_surface)?;
        let surface = Surface::new(&display, Arc::clone(&window)).map_err(no_surface)?;
        let is_paced =
            window.display_handle().is_ok_and(|display| matches!(display.as_raw(), RawDisplayHandle::Wayland(_)));
        let (scale, theme, side) = (window.scale_factor() as f32, event_loop.system_theme(), Some(MAX_TEXTURE_SIDE));
        let mut events = egui_winit::State::new(ctx.clone(), ViewportId::ROOT, event_loop, Some(scale), theme, side);
        events.init_accesskit(event_loop, &window, self.proxy.clone());
        let mut info = ViewportInfo::default();
        egui_winit::update_viewport_info(&mut info, &ctx, &window, true);
        let proxy = Mutex::new(self.proxy.clone());
        ctx.set_request_repaint_callback(move |request| {
            let when = Instant::now() + request.delay;
            let (viewport_id, cumulative_pass_nr) = (request.viewport_id, request.current_cumulative_pass_nr);
            // It fails when the window is closed, and then no frame is wanted.
            let _closed = proxy.lock().send_event(UserEvent::RequestRepaint { viewport_id, when, cumulative_pass_nr });
        });
        let Some(content) = self.start.take().and_then(|start| start(&ctx)) else { return Ok(None) };
        Ok(Some(Shown {
            window,
            surface,
            events,
            ctx,
            content,
            canvas: Canvas::default(),
            info,
            requests: Vec::new(),
            input: RawInput::default(),
            began: Instant::now(),
            was_shown: false,
            is_paced,
            is_asked: false,
            needs_full_present: true,
            last_changed: Vec::new(),
        }))
    }

    /// Schedules a frame, but not sooner after the last one than anybody would see.
    fn request_frame(&mut self, when: Instant) {
        let is_hidden = self.shown.as_ref().is_some_and(Shown::is_hidden);
        let interval = if is_hidden { MIN_HIDDEN_INTERVAL } else { MIN_FRAME_INTERVAL };
        let when = self.last.map_or(when, |last| when.max(last + interval));
        self.due = Some(self.due.map_or(when, |due| due.min(when)));
    }

    /// Draws the frame that is due, and sleeps until the next one.
    fn run_due(&mut self, event_loop: &ActiveEventLoop) {
        let now = Instant::now();
        if self.due.is_some_and(|due| due <= now)
            && let Some(shown) = &mut self.shown
        {
            self.due = None;
            if shown.is_paced {
                shown.is_asked = true;
                shown.window.request_redraw();
                self.missed.get_or_insert(now + MISSED_REDRAW_TIMEOUT);
            } else {
                self.run_frame(event_loop);
            }
        }
        if self.missed.is_some_and(|missed| missed <= now) {
            self.missed = None;
            let next = self.shown.as_mut().map(|shown| shown.run_logic(event_loop));
            self.take_next(event_loop, next);
        }
        let next = [self.due, self.missed].into_iter().flatten().min();
        event_loop.set_control_flow(next.map_or(ControlFlow::Wait, ControlFlow::WaitUntil));
    }

    fn run_frame(&mut self, event_loop: &ActiveEventLoop) {
        (self.missed, self.last) = (None, Some(Instant::now()));
        let next = self
            .shown
            .as_mut()
            .map(|shown| if shown.is_hidden() { shown.run_logic(event_loop) } else { shown.draw(event_loop) });
        self.take_next(event_loop, next);
    }

    fn take_next(&mut self, event_loop: &ActiveEventLoop, next: Option<Next>) {
        match next {
            Some(Next::Frame) => self.request_frame(Instant::now()),
            Some(Next::Close) => event_loop.exit(),
            Some(Next::Wait) | None => {}
        }
    }
}

/// What comes after a frame.
#[derive(Clone, Copy)]
enum Next {
    Wait,
    Frame,
    Close,
}

impl<C: Content> Shown<C> {
    fn is_hidden(&self) -> bool {
        self.was_shown && self.info.visible() == Some(false)
    }

    /// Draws a frame.
    fn draw(&mut self, event_loop: &ActiveEventLoop) -> Next {
        let input = self.take_input();
        let closes = input.viewport().close_requested();
        let content = &mut self.content;
        let output = self.ctx.run_ui(input, |ui| {
            content.logic(ui.ctx());
            content.ui(ui);
        });
        self.info.events.clear();
        self.events.handle_platform_output_with_event_loop(&self.window, event_loop, output.platform_output);
        self.canvas.take_textures(output.textures_delta);
        self.paint(output.shapes, output.pixels_per_point);
        let commands = output.viewport_output.into_values().flat_map(|viewport| viewport.commands).collect();
        self.apply(commands, closes)
    }

    /// What happens before a frame, without the frame.
    fn run_logic(&mut self, event_loop: &ActiveEventLoop) -> Next {
        let input = self.take_input();
        let closes = input.viewport().close_requested();
        let content = &mut self.content;
        let output = self.ctx.run_logic(&input, |ctx| content.logic(ctx));
        self.input = input;
        self.info.events.clear();
        self.events.handle_platform_output_with_event_loop(&self.window, event_loop, output.platform_output);
        let commands = output.viewport_commands.into_values().flatten().collect();
        self.apply(commands, closes)
    }

    fn take_input(&mut self) -> RawInput {
        egui_winit::update_viewport_info(&mut self.info, &self.ctx, &self.window, false);
        let mut input = std::mem::take(&mut self.input);
        input.append(self.events.take_egui_input(&self.window));
        input.time = Some(self.began.elapsed().as_secs_f64());
        input.viewports = std::iter::once((ViewportId::ROOT, self.info.clone())).collect();
        input
    }

    /// Does what was asked of the window.
    fn apply(&mut self, commands: Vec<ViewportCommand>, closes: bool) -> Next {
        if closes && !commands.contains(&ViewportCommand::CancelClose) {
            return Next::Close;
        }
        egui_winit::process_viewport_commands(&self.ctx, &mut self.info, commands, &self.window, &mut self.requests);
        for request in std::mem::take(&mut self.requests) {
            let event = match request {
                ActionRequested::Cut => Some(egui::Event::Cut),
                ActionRequested::Copy => Some(egui::Event::Copy),
                ActionRequested::Paste => self.events.clipboard_text().map(egui::Event::Paste),
                // Nothing here takes pictures of the window or needs one that nobody sees.
                ActionRequested::Screenshot(_) | ActionRequested::PaintWhileHidden => None,
            };
            self.events.egui_input_mut().events.extend(event);
        }
        let goes_on = !self.info.events.is_empty() || !self.events.egui_input().events.is_empty();
        if goes_on { Next::Frame } else { Next::Wait }
    }

    /// Draws what has changed and shows it.
    fn paint(&mut self, shapes: Vec<ClippedShape>, scale: f32) {
        let size = self.window.inner_size();
        if size.width == 0 || size.height == 0 {
            return;
        }
        let meshes = self.ctx.tessellate(shapes, scale);
        let changed = self.canvas.draw((size.width as usize, size.height as usize), &meshes, scale);
        self.present(changed);
        if !std::mem::replace(&mut self.was_shown, true) {
            self.window.set_visible(true);
        }
    }

    /// Shows what has changed on the canvas, and all of it where the screen may have lost it. A screen that cannot be
    /// reached now is tried again with the next frame.
    fn present(&mut self, changed: Vec<Area>) {
        let damage = if self.needs_full_present { vec![self.canvas.area()] } else { changed };
        if damage.is_empty() {
            return;
        }
        match self.copy_to_screen(&damage) {
            Ok(()) => (self.needs_full_present, self.last_changed) = (false, damage),
            Err(error) => {
                log::warn!("the screen cannot be reached: {error}");
                self.needs_full_present = true;
            }
        }
    }

    fn copy_to_screen(&mut self, damage: &[Area]) -> Result<(), SoftBufferError> {
        let all = self.canvas.area();
        let sides = [all.right, all.bottom].map(|side| NonZeroU32::new(side as u32));
        let [Some(width), Some(height)] = sides else { return Ok(()) };
        self.surface.resize(width, height)?;
        let mut buffer = self.surface.buffer_mut()?;
        // A buffer of two frames ago lacks what the last frame changed as well; others hold nothing to rely on.
        let stale = match buffer.age() {
            1 => damage.to_vec(),
            2 => [damage, &self.last_changed].concat(),
            _other => vec![all],
        };
        for area in stale {
            for y in area.top..area.bottom {
                let start = y * all.right;
                if let Some(row) = buffer.get_mut(start + area.left..start + area.right) {
                    row.copy_from_slice(self.canvas.row(y, area));
                }
            }
        }
        let damage: Vec<Rect> = damage.iter().filter_map(|area| rect(*area)).collect();
        self.window.pre_present_notify();
        buffer.present_with_damage(&damage)
    }

    /// Takes an event of the window; tells whether it wants a frame.
    fn on_event(&mut self, event: &WindowEvent) -> bool {
        if let WindowEvent::Occluded(is_occluded) = event {
            self.info.occluded = Some(*is_occluded);
        }
        if matches!(event, WindowEvent::CloseRequested) {
            self.info.events.push(egui::ViewportEvent::Close);
            return true;
        }
        self.events.on_window_event(&self.window, event).repaint
    }

    /// Takes what a screen reader asks for; tells whether it wants a frame.
    fn on_accessibility_event(&mut self, event: accesskit_winit::WindowEvent) -> bool {
        match event {
            accesskit_winit::WindowEvent::InitialTreeRequested => {
                self.ctx.enable_accesskit();
                true
            }
            accesskit_winit::WindowEvent::ActionRequested(request) => {
                self.events.on_accesskit_action_request(request);
                true
            }
            accesskit_winit::WindowEvent::AccessibilityDeactivated => {
                self.ctx.disable_accesskit();
                false
            }
        }
    }
}

impl<C: Content, S: FnOnce(&Context) -> Option<C>> ApplicationHandler<UserEvent> for Screen<C, S> {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        if self.shown.is_some() {
            return;
        }
        match self.open(event_loop) {
            Ok(shown) => {
                self.shown = shown;
                // At once: a desktop need not ask a hidden window for a frame.
                self.run_frame(event_loop);
            }
            Err(error) => {
                self.failed = Some(error);
                event_loop.exit();
            }
        }
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        self.run_due(event_loop);
    }

    fn user_event(&mut self, _event_loop: &ActiveEventLoop, event: UserEvent) {
        let Some(shown) = &mut self.shown else { return };
        match event {
            UserEvent::RequestRepaint { when, cumulative_pass_nr, viewport_id } => {
                // What was requested before the last frame has been fulfilled by it.
                let passes = shown.ctx.cumulative_pass_nr_for(viewport_id);
                if passes <= cumulative_pass_nr + 1 {
                    self.request_frame(when);
                }
            }
            UserEvent::AccessKitActionRequest(event) => {
                if shown.on_accessibility_event(event.window_event) {
                    self.request_frame(Instant::now());
                }
            }
        }
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, _window: WindowId, event: WindowEvent) {
        let Some(shown) = &mut self.shown else { return };
        if !matches!(event, WindowEvent::RedrawRequested) {
            if shown.on_event(&event) {
                self.request_frame(Instant::now());
            }
        } else if std::mem::take(&mut shown.is_asked) {
            self.run_frame(event_loop);
        } else {
            shown.needs_full_present = true;
            if !shown.is_hidden() {
                shown.present(Vec::new());
            }
        }
    }

    fn exiting(&mut self, _event_loop: &ActiveEventLoop) {
        // The window must be gone before the event loop is.
        self.shown = None;
    }
}

fn rect(area: Area) -> Option<Rect> {
    Some(Rect {
        x: area.left as u32,
        y: area.top as u32,
        width: NonZeroU32::new((area.right - area.left) as u32)?,
        height: NonZeroU32::new((area.bottom - area.top) as u32)?,
    })
}

#[expect(clippy::needless_pass_by_value, reason = "it maps errors")]
fn no_surface(error: SoftBufferError) -> eframe::Error {
    eframe::Error::AppCreation(error.to_string().into())
}
