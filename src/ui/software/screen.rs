//! The window on the screen: events in, frames out, repaints when they are due.

use std::{
    num::NonZeroU32,
    sync::Arc,
    time::{Duration, Instant},
};

use eframe::UserEvent;
use egui::{Context, RawInput, Ui, ViewportBuilder, ViewportCommand, ViewportId, ViewportInfo, mutex::Mutex};
use egui_system_font_provider::SystemFontProvider;
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

/// How long a frame that was asked for may be held back by the desktop, which draws no window that is out of sight, until
/// what goes on without being seen goes on.
const HELD_BACK: Duration = Duration::from_millis(250);
/// The time from one frame to the next, at least: more frames than a screen shows cost for nothing.
const FRAME: Duration = Duration::from_micros(8_333);
/// How often that goes on as long as the window is out of sight.
const OUT_OF_SIGHT: Duration = Duration::from_millis(100);

/// What a window shows.
pub(in crate::ui) trait Drawn {
    /// What happens before each frame, and also while the window cannot be seen.
    fn logic(&mut self, ctx: &Context);

    /// Draws a frame.
    fn ui(&mut self, ui: &mut Ui);
}

/// Opens a window and runs until it is closed.
pub(in crate::ui) fn run<D: Drawn>(
    event_loop: &mut EventLoop<UserEvent>,
    window: ViewportBuilder,
    start: impl FnOnce(&Context) -> D,
) -> Result<(), eframe::Error> {
    let proxy = event_loop.create_proxy();
    let mut screen =
        Screen { window, start: Some(start), proxy, shown: None, failed: None, last: None, due: None, held_back: None };
    event_loop.run_app_on_demand(&mut screen)?;
    screen.failed.map_or(Ok(()), Err)
}

/// The window and when it is to be drawn next.
struct Screen<D, S> {
    window: ViewportBuilder,
    start: Option<S>,
    proxy: EventLoopProxy<UserEvent>,
    shown: Option<Shown<D>>,
    failed: Option<eframe::Error>,
    /// When the last frame was begun.
    last: Option<Instant>,
    /// When the next frame is due.
    due: Option<Instant>,
    /// When to go on without a frame, if none comes although one was asked for.
    held_back: Option<Instant>,
}

/// The open window.
struct Shown<D> {
    window: Arc<Window>,
    surface: Surface<Arc<Window>, Arc<Window>>,
    events: egui_winit::State,
    ctx: Context,
    drawn: D,
    canvas: Canvas,
    info: ViewportInfo,
    requests: Vec<ActionRequested>,
    /// Input that came while no frame was drawn.
    input: RawInput,
    began: Instant,
    was_shown: bool,
    /// Whether the desktop says when to draw, as Wayland does; elsewhere it asks only when it has lost what it showed.
    is_paced: bool,
    /// Whether the next frame that the desktop asks for is one that we asked it for.
    is_asked: bool,
}

impl<D: Drawn, S: FnOnce(&Context) -> D> Screen<D, S> {
    fn open(&mut self, event_loop: &ActiveEventLoop, start: S) -> Result<Shown<D>, eframe::Error> {
        let ctx = Context::default();
        if let Ok(passes) = 2.try_into() {
            ctx.options_mut(|options| options.max_passes = passes);
        }
        ctx.add_font_provider(Arc::new(SystemFontProvider::new()));
        // Hidden until the first frame is drawn: nobody should see an empty window.
        let hidden = egui_winit::create_winit_window_attributes(&ctx, self.window.clone().with_visible(false));
        let window = Arc::new(event_loop.create_window(hidden)?);
        egui_winit::apply_viewport_builder_to_window(&ctx, &window, &self.window);
        let display = softbuffer::Context::new(Arc::clone(&window)).map_err(no_surface)?;
        let surface = Surface::new(&display, Arc::clone(&window)).map_err(no_surface)?;
        let is_paced =
            window.display_handle().is_ok_and(|display| matches!(display.as_raw(), RawDisplayHandle::Wayland(_)));
        let (scale, theme) = (window.scale_factor() as f32, event_loop.system_theme());
        let mut events = egui_winit::State::new(ctx.clone(), ViewportId::ROOT, event_loop, Some(scale), theme, None);
        events.init_accesskit(event_loop, &window, self.proxy.clone());
        let mut info = ViewportInfo::default();
        egui_winit::update_viewport_info(&mut info, &ctx, &window, true);
        let proxy = Mutex::new(self.proxy.clone());
        ctx.set_request_repaint_callback(move |wish| {
            let when = Instant::now() + wish.delay;
            let (viewport_id, cumulative_pass_nr) = (wish.viewport_id, wish.current_cumulative_pass_nr);
            // It fails when the window is closed, and then no frame is wanted.
            let _closed = proxy.lock().send_event(UserEvent::RequestRepaint { viewport_id, when, cumulative_pass_nr });
        });
        let drawn = start(&ctx);
        Ok(Shown {
            window,
            surface,
            events,
            ctx,
            drawn,
            canvas: Canvas::default(),
            info,
            requests: Vec::new(),
            input: RawInput::default(),
            began: Instant::now(),
            was_shown: false,
            is_paced,
            is_asked: false,
        })
    }

    fn ask_for_frame(&mut self, when: Instant) {
        let when = self.last.map_or(when, |last| when.max(last + FRAME));
        self.due = Some(self.due.map_or(when, |due| due.min(when)));
    }

    /// Sees to a frame when one is due, and sleeps until the next.
    fn look_at_clock(&mut self, event_loop: &ActiveEventLoop) {
        let now = Instant::now();
        if self.due.is_some_and(|due| due <= now)
            && let Some(shown) = &mut self.shown
        {
            self.due = None;
            if shown.is_paced {
                shown.is_asked = true;
                shown.window.request_redraw();
                self.held_back.get_or_insert(now + HELD_BACK);
            } else {
                self.go_on(event_loop, true, |shown, event_loop| shown.frame(event_loop, false));
            }
        }
        if self.held_back.is_some_and(|when| when <= now) {
            self.held_back = None;
            self.go_on(event_loop, false, Shown::tick);
        }
        let next = [self.due, self.held_back].into_iter().flatten().min();
        event_loop.set_control_flow(next.map_or(ControlFlow::Wait, ControlFlow::WaitUntil));
    }

    /// Draws a frame, or does what must be done instead of one.
    fn go_on(
        &mut self,
        event_loop: &ActiveEventLoop,
        is_frame: bool,
        step: impl FnOnce(&mut Shown<D>, &ActiveEventLoop) -> Result<Next, eframe::Error>,
    ) {
        if is_frame {
            self.held_back = None;
            self.last = Some(Instant::now());
        }
        let Some(shown) = &mut self.shown else { return };
        match step(shown, event_loop) {
            Ok(Next::Wait) => {}
            Ok(Next::Frame(when)) => self.ask_for_frame(when),
            Ok(Next::Close) => event_loop.exit(),
            Err(error) => {
                self.failed = Some(error);
                event_loop.exit();
            }
        }
    }
}

/// What comes after a frame.
enum Next {
    Wait,
    Frame(Instant),
    Close,
}

impl<D: Drawn> Shown<D> {
    /// Draws a frame, unless nobody can see it; all of it if the desktop has lost the last one.
    fn frame(&mut self, event_loop: &ActiveEventLoop, is_lost: bool) -> Result<Next, eframe::Error> {
        let input = self.take_input();
        if self.info.visible() == Some(false) && self.was_shown {
            self.input = input;
            let next = self.tick(event_loop)?;
            return Ok(match next {
                Next::Frame(when) => Next::Frame(when.max(Instant::now() + OUT_OF_SIGHT)),
                Next::Wait | Next::Close => next,
            });
        }
        let closes = input.viewport().close_requested();
        let drawn = &mut self.drawn;
        let output = self.ctx.run_ui(input, |ui| {
            drawn.logic(ui.ctx());
            drawn.ui(ui);
        });
        self.info.events.clear();
        self.events.handle_platform_output_with_event_loop(&self.window, event_loop, output.platform_output);
        self.canvas.take_textures(output.textures_delta);
        self.paint(output.shapes, output.pixels_per_point, is_lost).map_err(no_surface)?;
        let commands = output.viewport_output.into_values().flat_map(|viewport| viewport.commands).collect();
        Ok(self.obey(commands, closes))
    }

    /// What happens before a frame, without the frame.
    fn tick(&mut self, event_loop: &ActiveEventLoop) -> Result<Next, eframe::Error> {
        let input = self.take_input();
        let closes = input.viewport().close_requested();
        let drawn = &mut self.drawn;
        let output = self.ctx.run_logic(&input, |ctx| drawn.logic(ctx));
        self.input = input;
        self.info.events.clear();
        self.events.handle_platform_output_with_event_loop(&self.window, event_loop, output.platform_output);
        let commands = output.viewport_commands.into_values().flatten().collect();
        Ok(self.obey(commands, closes))
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
    fn obey(&mut self, commands: Vec<ViewportCommand>, closes: bool) -> Next {
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
        if goes_on { Next::Frame(Instant::now()) } else { Next::Wait }
    }

    /// Draws what has changed and shows it.
    fn paint(
        &mut self,
        shapes: Vec<egui::epaint::ClippedShape>,
        scale: f32,
        is_lost: bool,
    ) -> Result<(), SoftBufferError> {
        let size = self.window.inner_size();
        let (Some(width), Some(height)) = (NonZeroU32::new(size.width), NonZeroU32::new(size.height)) else {
            return Ok(());
        };
        let meshes = self.ctx.tessellate(shapes, scale);
        let (columns, rows) = (size.width as usize, size.height as usize);
        let mut changed = self.canvas.draw((columns, rows), &meshes, scale);
        let all = Area { left: 0, top: 0, right: columns, bottom: rows };
        if is_lost || !self.was_shown {
            changed = vec![all];
        }
        if !changed.is_empty() {
            self.surface.resize(width, height)?;
            let mut buffer = self.surface.buffer_mut()?;
            // Any other buffer than the last holds an older frame, or none.
            let stale = if buffer.age() == 1 { changed.as_slice() } else { &[all] };
            for area in stale {
                for y in area.top..area.bottom {
                    let start = y * columns;
                    if let Some(row) = buffer.get_mut(start + area.left..start + area.right) {
                        row.copy_from_slice(self.canvas.row(y, *area));
                    }
                }
            }
            let damage: Vec<Rect> = changed.iter().filter_map(|area| damage(*area)).collect();
            self.window.pre_present_notify();
            buffer.present_with_damage(&damage)?;
        }
        if !std::mem::replace(&mut self.was_shown, true) {
            self.window.set_visible(true);
        }
        Ok(())
    }

    /// Takes an event of the window; tells whether it wants a frame.
    fn take(&mut self, event: &WindowEvent) -> bool {
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
    fn take_accessibility(&mut self, event: accesskit_winit::WindowEvent) -> bool {
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

impl<D: Drawn, S: FnOnce(&Context) -> D> ApplicationHandler<UserEvent> for Screen<D, S> {
    fn resumed(&mut self, event_loop: &ActiveEventLoop) {
        if let Some(start) = self.start.take() {
            match self.open(event_loop, start) {
                Ok(shown) => {
                    self.shown = Some(shown);
                    // At once: a desktop need not ask a hidden window for a frame.
                    self.go_on(event_loop, true, |shown, event_loop| shown.frame(event_loop, true));
                }
                Err(error) => {
                    self.failed = Some(error);
                    event_loop.exit();
                }
            }
        }
    }

    fn about_to_wait(&mut self, event_loop: &ActiveEventLoop) {
        self.look_at_clock(event_loop);
    }

    fn user_event(&mut self, _event_loop: &ActiveEventLoop, event: UserEvent) {
        let Some(shown) = &mut self.shown else { return };
        match event {
            UserEvent::RequestRepaint { when, cumulative_pass_nr, viewport_id } => {
                // A wish of a frame before the last one has been fulfilled by the last one.
                let passes = shown.ctx.cumulative_pass_nr_for(viewport_id);
                if passes <= cumulative_pass_nr + 1 {
                    self.ask_for_frame(when);
                }
            }
            UserEvent::AccessKitActionRequest(event) => {
                if shown.take_accessibility(event.window_event) {
                    self.ask_for_frame(Instant::now());
                }
            }
        }
    }

    fn window_event(&mut self, event_loop: &ActiveEventLoop, _window: WindowId, event: WindowEvent) {
        if matches!(event, WindowEvent::RedrawRequested) {
            self.go_on(event_loop, true, |shown, event_loop| {
                let is_lost = !std::mem::take(&mut shown.is_asked);
                shown.frame(event_loop, is_lost)
            });
        } else if self.shown.as_mut().is_some_and(|shown| shown.take(&event)) {
            self.ask_for_frame(Instant::now());
        }
    }

    fn exiting(&mut self, _event_loop: &ActiveEventLoop) {
        // The window must be gone before the event loop is.
        self.shown = None;
    }
}

fn damage(area: Area) -> Option<Rect> {
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
