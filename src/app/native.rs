//! The native window: eframe around the program, and an explanation when the machine can't open one.

use super::Seogo;
use super::monitors::{monitors, place_in_sight};
use crate::app::program::Program;
use crate::app::window::Window;
use crate::engine::{self, Start};
use crate::library::{CacheChoice, Folders, WindowPlace};
use crate::ui::command::Copied;
use crate::ui::keyboard::HeldKeys;
use crate::view::WindowNeed;
use egui::{ViewportBuilder, ViewportId};
use std::cell::Cell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use thiserror::Error;

/// State exchanged between a window and the system.
#[derive(Default)]
pub(super) struct Native {
    /// The window's current title.
    title: String,
    held_keys: HeldKeys,
    /// Whether a text field had the keyboard after the last frame.
    pub(super) is_typing: bool,
    /// Whether this window should come to the front, because the program was started again or others have closed.
    comes_to_front: bool,
    /// What the reader asked to copy, while the engine prepares its text.
    copying: Option<Copied>,
    /// The prepared text, until a frame can copy it.
    to_copy: Option<(Copied, String)>,
    /// Whether the window closes once it is known that all marks are saved.
    pub(super) leaves: bool,
    /// When the reader's place was last saved, in seconds of the window's clock.
    pub(super) place_noted: Option<f64>,
}

impl Native {
    /// Brings the window to the front in the next frame.
    pub(super) fn bring_to_front(&mut self) {
        self.comes_to_front = true;
    }

    /// Notes what the engine is preparing for the clipboard.
    pub(super) fn begin_copying(&mut self, copied: Copied) {
        self.copying = Some(copied);
    }

    /// Copies the prepared text in the next frame.
    pub(super) fn copy_soon(&mut self, text: String) {
        self.to_copy = self.copying.map(|copied| (copied, text));
    }

    /// The text to copy in this frame.
    pub(super) fn take_copied(&mut self) -> Option<(Copied, String)> {
        self.to_copy.take()
    }

    /// Brings the window to the front if it should come there. If the system doesn't allow that, the window
    /// requests attention until the reader looks at it.
    fn raise(&mut self, context: &egui::Context) {
        use egui::{UserAttentionType, ViewportCommand};
        if std::mem::take(&mut self.comes_to_front) {
            context.send_viewport_cmd(ViewportCommand::Minimized(false));
            context.send_viewport_cmd(ViewportCommand::Focus);
            if context.input(|input| input.viewport().focused) != Some(true) {
                let attention = ViewportCommand::RequestUserAttention(UserAttentionType::Informational);
                context.send_viewport_cmd(attention);
            }
        }
        if context.input(|input| input.events.contains(&egui::Event::WindowFocused(true))) {
            context.send_viewport_cmd(ViewportCommand::RequestUserAttention(UserAttentionType::Reset));
        }
    }
}

/// Why no window could be opened, with the underlying library's message.
#[derive(Debug, Error)]
#[error("no window: {detail}")]
pub struct WindowError {
    pub missing: WindowNeed,
    /// The library's message.
    pub detail: String,
}

/// The program as it runs: shared with the callbacks that paint its further windows, all on the main thread.
struct Running(Arc<Mutex<Seogo>>);

impl Running {
    fn new(mut app: Seogo) -> Self {
        Self(Arc::new_cyclic(|shared: &Weak<Mutex<Seogo>>| {
            let shared = shared.clone();
            app.windows.paint_with(move |id, ui| {
                if let Some(shared) = shared.upgrade()
                    && let Ok(mut app) = shared.try_lock()
                {
                    app.further_ui(id, ui);
                }
            });
            Mutex::new(app)
        }))
    }

    fn app(&self) -> MutexGuard<'_, Seogo> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl eframe::App for Running {
    fn logic(&mut self, context: &egui::Context, _frame: &mut eframe::Frame) {
        let app = &mut *self.app();
        app.hear();
        app.program.note_window(context);
        let title = app.program.title();
        app.windows.first.name_window(context, title);
        app.windows.first.native.raise(context);
        app.ask_before_leaving(context);
    }

    fn raw_input_hook(&mut self, context: &egui::Context, input: &mut egui::RawInput) {
        let app = &mut *self.app();
        let Some(window) = app.windows.in_viewport(input.viewport_id) else { return };
        let native = &mut window.native;
        if native.held_keys.hold(native.is_typing, &mut input.events) {
            context.request_repaint_of(input.viewport_id);
        }
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.app().ui(ui);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        self.app().save();
    }
}

/// Has every window paint a frame.
pub(super) fn wake_all(context: &egui::Context) {
    let windows: Vec<ViewportId> = context.input(|input| input.raw.viewports.keys().copied().collect());
    windows.into_iter().for_each(|window| context.request_repaint_of(window));
}

impl Window {
    /// Updates the window's title.
    pub(super) fn name_window(&mut self, context: &egui::Context, title: String) {
        if self.native.title != title {
            context.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.native.title = title;
        }
    }
}

impl Program {
    /// The open archive's name and the program's.
    pub(super) fn title(&self) -> String {
        let name = self.open.as_ref().map(|open| open.name()).filter(|name| !name.is_empty());
        match name {
            Some(name) => format!("{name} — {}", self.lang().app_name()),
            None => self.lang().app_name().to_owned(),
        }
    }

    /// Remembers the window's position and size.
    fn note_window(&mut self, context: &egui::Context) {
        // The next window is created before its zoom factor is known.
        let zoom = context.zoom_factor();
        let place = context.input(|input| {
            let viewport = input.viewport();
            let size = viewport.inner_rect?.size() * zoom;
            let maximized = viewport.maximized.unwrap_or(false);
            let position = viewport.outer_rect.map(|rect| (rect.min * zoom).into());
            Some(WindowPlace { size: size.into(), position, maximized })
        });
        let Some(place) = place else { return };
        // A maximized window returns to its earlier position and size.
        let noted = self.kept.session().window;
        let place = match noted.filter(|_| place.maximized) {
            Some(before) => WindowPlace { maximized: true, ..before },
            None => place,
        };
        if noted != Some(place) {
            self.kept.change_session(|session| session.window = Some(place));
        }
    }
}

/// Opens the window, on `path` if given, and returns when it is closed, or at once if a window that is already
/// open takes over. A window that is to be `apart`, or has its caches elsewhere, never hands over to another.
pub fn run(path: Option<PathBuf>, apart: bool, cache: CacheChoice) -> Result<(), WindowError> {
    let apart = apart || cache != CacheChoice::Usual;
    let folders = Folders::for_this_user().ok().map(|folders| folders.with_cache(cache));
    let start = folders.as_ref().map(|folders| engine::start(&folders.runtime, path.as_deref(), apart));
    let instance = match start {
        Some(Start::HandedOver) => return Ok(()),
        Some(Start::First(instance)) => Some(instance),
        Some(Start::Apart) | None => None,
    };
    let place = folders.as_ref().and_then(crate::library::Session::read_window);
    let options = eframe::NativeOptions {
        viewport: viewport(place),
        centered: place.is_none(),
        ..eframe::NativeOptions::default()
    };
    // A missing library of the window system makes winit panic; the panic becomes an error like any other.
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let opened = Rc::new(Cell::new(false));
    let opens = opened.clone();
    let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
        eframe::run_native(
            "seogo",
            options,
            Box::new(move |creation| {
                // From here on a panic is a bug in the program and is reported.
                std::panic::set_hook(report);
                opens.set(true);
                if let Some(position) =
                    place.as_ref().and_then(|place| place_in_sight(place, &monitors(creation)))
                {
                    let move_there = egui::ViewportCommand::OuterPosition(position);
                    creation.egui_ctx.send_viewport_cmd(move_there);
                }
                let mut app = Seogo::new(&creation.egui_ctx, folders)?;
                if let Some(instance) = instance {
                    app.program.engine.listen(instance)?;
                }
                app.begin(path);
                Ok(Box::new(Running::new(app)))
            }),
        )
    }));
    match ran {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(explain(&error)),
        Err(panic) if opened.get() => std::panic::resume_unwind(panic),
        Err(panic) => {
            let said = panic.downcast_ref::<String>().map(String::as_str);
            let detail =
                said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or_default().to_owned();
            Err(WindowError { missing: WindowNeed::Library, detail })
        }
    }
}

/// What all windows of the program have in common.
pub(super) fn builder() -> ViewportBuilder {
    // The icon is part of the project; a broken one would only leave the window without an icon.
    let icon =
        eframe::icon_data::from_png_bytes(include_bytes!("../../assets/seogo-256.png")).unwrap_or_default();
    let builder = ViewportBuilder::default().with_app_id("org.seogo.Seogo").with_icon(icon);
    builder.with_min_inner_size([480.0, 360.0])
}

fn viewport(place: Option<WindowPlace>) -> ViewportBuilder {
    let mut builder = builder().with_title("서고").with_inner_size([1280.0, 800.0]);
    if let Some(place) = place {
        builder = builder.with_inner_size(place.size).with_maximized(place.maximized);
        if let Some(position) = place.position {
            builder = builder.with_position(position);
        }
    }
    builder
}

fn explain(error: &eframe::Error) -> WindowError {
    let missing = match error {
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => WindowNeed::Display,
        eframe::Error::Glutin(_) | eframe::Error::NoGlutinConfigs(..) | eframe::Error::OpenGL(_) => {
            WindowNeed::OpenGl
        }
        eframe::Error::AppCreation(_) => WindowNeed::Unknown,
    };
    let said = match error {
        // The other field is the whole configuration that was requested.
        eframe::Error::NoGlutinConfigs(_, error) => error.to_string(),
        error => error.to_string(),
    };
    let missing = if names_a_library(&said) { WindowNeed::Library } else { missing };
    WindowError { missing, detail: without_source_line(&said).to_owned() }
}

/// A library's message without the location in its source code.
fn without_source_line(said: &str) -> &str {
    let after = said.rsplit_once(".rs:").and_then(|(_, rest)| rest.split_once(": "));
    after.map_or(said, |(_, plain)| plain)
}

/// Whether the window system's message is about a library that could not be loaded.
fn names_a_library(said: &str) -> bool {
    ["could not be loaded", "dlopen", "shared librar"].iter().any(|sign| said.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_no_line_of_source_in_it() {
        let said = "winit EventLoopError: os error at /somewhere/mod.rs:788: Failed to load one of xlib's shared libraries";
        assert_eq!(without_source_line(said), "Failed to load one of xlib's shared libraries");
        assert!(names_a_library(said));
        assert_eq!(without_source_line("not found"), "not found");
    }
}
