//! The windowed program: its state, each part of which has one owner, and the two tables that connect the
//! parts.
//!
//! State of the program: the open archive ([`open`]), what is kept between starts ([`kept`]) and the reader's
//! marks ([`library`]). State of a window ([`window`]): what is shown ([`shown`]), what is listed
//! ([`searching`]), the archive as a whole ([`whole`]), what lies over it ([`overlays`]), its panes ([`panes`])
//! and its native side ([`native`]). A method lives with the state it changes and returns any further effects,
//! which [`commands`] and [`events`] carry out.

mod charts;
mod commands;
mod events;
mod focus;
mod kept;
mod library;
mod monitors;
mod native;
mod open;
mod overlays;
mod painting;
mod panes;
mod searching;
#[cfg_attr(not(feature = "cluster"), path = "no_server.rs")]
mod server;
mod servers;
mod shown;
mod tour;
mod whole;
mod window;

pub use native::{WindowError, run};

use crate::engine::{Engine, samples};
use crate::library::{Folders, Motion, Settings, Store};
use crate::ui::command::Command;
use crate::ui::keyboard::KeyScope;
use crate::ui::keymap::Keymap;
use crate::ui::message::Message;
use crate::ui::theme;
use crate::view::Lang;
use egui::Ui;
use kept::KeptState;
use library::Library;
use open::Open;
#[cfg(feature = "cluster")]
use servers::Servers;
use shown::{Basis, Shown};
use std::io;
use std::path::PathBuf;
use window::Window;

/// The windowed program.
pub struct Seogo {
    engine: Engine,
    kept: KeptState,
    library: Library,
    /// The open archive.
    open: Option<Open>,
    window: Window,
    /// The folder of the sample archive.
    samples: Option<PathBuf>,
    #[cfg(feature = "cluster")]
    servers: Servers,
}

impl Seogo {
    /// Starts the engine and styles the context. Fails only if the system can't start a thread.
    ///
    /// `folders` is where settings and session are kept; without it nothing is remembered.
    pub fn new(context: &egui::Context, folders: Option<Folders>) -> io::Result<Self> {
        let to_wake = context.clone();
        let mut engine = Engine::start(move || to_wake.request_repaint())?;
        if let Some(folders) = &folders {
            engine.keep_marks(Store::path(folders))?;
            engine.use_abbreviations(folders.clone());
        }
        engine.set_caches(folders.as_ref().and_then(|folders| folders.cache.clone()));
        #[cfg(feature = "cluster")]
        if folders.as_ref().is_some_and(|folders| folders.has_keyring) {
            engine.use_keyring();
        }
        #[cfg(feature = "cluster")]
        let (known, servers_told) = folders.as_ref().map(crate::library::read_servers).unwrap_or_default();
        #[cfg(not(feature = "cluster"))]
        let servers_told = None;
        let (kept, kept_told) = KeptState::read(folders);
        engine.set_choices(kept.choices().clone(), Vec::new());
        theme::install(context, kept.settings().theme);
        show_settings(context, kept.settings());
        if kept.settings().motion == Motion::System {
            engine.ask_for_motion();
        }
        let (keymap, key_problems) = Keymap::new(&kept.settings().changed_keys());
        keymap.install(context);
        let lang = kept.lang();
        let mut told: Vec<_> =
            kept_told.iter().chain(&servers_told).map(|error| lang.library_error(error)).collect();
        told.extend(key_problems.first().map(|problem| lang.key_problem(problem)));
        let message = (!told.is_empty()).then(|| Message::lasting_warning(told.join("\n")));
        let window = Window::new(kept.session().every_file, !kept.session().sidebar_hidden, message);
        engine.list(window.searching.request().clone());
        Ok(Self {
            engine,
            kept,
            library: Library::default(),
            open: None,
            window,
            samples: samples(),
            #[cfg(feature = "cluster")]
            servers: Servers::new(known),
        })
    }

    fn lang(&self) -> Lang {
        self.kept.lang()
    }

    fn tell(&mut self, message: Message) {
        self.window.overlays.tell(message);
    }

    /// The shown article, and the inputs for building its pages.
    fn shown_and_basis(&mut self) -> (&mut Shown, Basis<'_>) {
        let basis = Basis {
            catalogue: self.window.searching.catalogue(),
            marks: self.library.marks(),
            search: self.window.searching.search(),
            lang: self.kept.lang(),
            absence: self.open.as_ref().and_then(|open| open.absence(self.kept.lang())),
        };
        (&mut self.window.shown, basis)
    }

    /// Handles the engine's events. Called before each frame, and while the window is hidden, without a frame.
    pub fn hear(&mut self) {
        while let Some(event) = self.engine.next_event() {
            self.on_event(event);
        }
        if let Some(kept) = self.kept.take_unsaved() {
            self.engine.keep_session(kept);
        }
    }

    /// Paints the window and runs what the reader asked for.
    pub fn ui(&mut self, ui: &mut Ui) {
        let mut commands: Vec<Command> = Vec::new();
        let context = ui.ctx().clone();
        self.window.panes.measure(context.content_rect().width());
        let in_dialog = self.window.overlays.is_covered();
        let pressed =
            context.input(|input| input.pointer.latest_pos().filter(|_| input.pointer.any_pressed()));
        if let Some(place) = pressed.filter(|_| !in_dialog) {
            self.window.panes.on_pressed(place);
        }
        theme::move_things(&context, self.kept.is_animated());
        self.window.panes.focus.follow(&context, in_dialog);
        let scope = match (in_dialog, &self.open) {
            (true, _) => KeyScope::Dialog,
            (false, Some(_)) => KeyScope::Archive,
            (false, None) => KeyScope::Welcome,
        };
        let actions = self.window.panes.keyboard.actions(&context, scope, self.window.whole.moved_in());
        commands.extend(actions.into_iter().map(Command::Do));
        commands.extend(dropped_path(&context).map(Command::Open));
        if context.input(|input| input.events.contains(&egui::Event::WindowFocused(true))) {
            self.engine.refresh_marks();
        }
        self.mark_read(&context);
        self.restore_place(&context);
        commands.append(&mut self.window.searching.take_waiting());
        commands.extend(self.window.native.take_copied().map(|(copied, text)| Command::Copy(copied, text)));
        self.ask_whole();
        self.begin_tour();
        self.paint(ui, &mut commands);
        for command in commands {
            self.run(&context, command);
        }
        self.note_place(&context);
    }

    /// Saves changed settings and session for the last time before the window closes.
    pub fn save(&mut self) {
        self.keep_draft();
        self.leave_place();
        if let Some(kept) = self.kept.take_last()
            && let Err(error) = self.engine.keep_session_last(kept)
        {
            self.on_not_kept(&error);
        }
    }
}

/// Applies theme and zoom to a window.
fn show_settings(context: &egui::Context, settings: &Settings) {
    theme::choose(context, settings.theme);
    context.set_zoom_factor(settings.zoom / 100.0);
}

fn dropped_path(context: &egui::Context) -> Option<PathBuf> {
    context.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()))
}
