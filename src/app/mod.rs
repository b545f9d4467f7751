//! The windowed program: its state, each part of which has one owner, and the two tables that connect the
//! parts.
//!
//! State of the program ([`program`]), which all windows share: the open archive ([`open`]), what is kept between
//! starts ([`kept`]) and the reader's marks ([`library`]). State of a window ([`window`]): what is shown
//! ([`shown`]), what is listed ([`searching`]), the archive as a whole ([`whole`]), what lies over it
//! ([`overlays`]), its panes ([`panes`]) and its native side ([`native`]). A method lives with the state it changes
//! and returns any further effects, which [`commands`] and [`events`] carry out: methods of a window, given the
//! program.

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
mod program;
mod searching;
#[cfg_attr(not(feature = "cluster"), path = "no_server.rs")]
mod server;
mod servers;
mod shown;
mod tour;
mod whole;
mod window;
mod windows;

pub use native::{WindowError, run};

use crate::engine::{Engine, samples};
use crate::library::{Folders, Motion, Settings, Store};
use crate::ui::command::Command;
use crate::ui::keymap::Keymap;
use crate::ui::message::Message;
use crate::ui::theme;
use egui::{Context, Ui, ViewportId};
use kept::KeptState;
use library::Library;
use native::wake_all;
use program::Program;
#[cfg(feature = "cluster")]
use servers::Servers;
use std::io;
use std::path::PathBuf;
use window::Window;
use windows::Windows;

/// The windowed program.
pub struct Seogo {
    program: Program,
    windows: Windows,
}

impl Seogo {
    /// Starts the engine and styles the context. Fails only if the system can't start a thread.
    ///
    /// `folders` is where settings and session are kept; without it nothing is remembered.
    pub fn new(context: &Context, folders: Option<Folders>) -> io::Result<Self> {
        let to_wake = context.clone();
        let mut engine = Engine::start(move || wake_all(&to_wake))?;
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
        let program = Program {
            engine,
            kept,
            library: Library::default(),
            open: None,
            samples: samples(),
            #[cfg(feature = "cluster")]
            servers: Servers::new(known),
        };
        Ok(Self { program, windows: Windows::new(window) })
    }

    /// Handles the engine's events. Called before each frame, and while the window is hidden, without a frame.
    pub fn hear(&mut self) {
        let Self { program, windows } = self;
        while let Some(event) = program.engine.next_event() {
            windows.on_event(event, program);
        }
        if let Some(kept) = program.kept.take_unsaved() {
            program.engine.keep_session(kept);
        }
    }

    /// Paints the first window, runs what the reader asked for, and keeps the further windows open. Only the first
    /// window's place is remembered by archive, and only it shows the tour.
    pub fn ui(&mut self, ui: &mut Ui) {
        let Self { program, windows } = self;
        windows.first.begin_tour(program);
        windows.first.ui(ui, program);
        windows.first.note_place(ui.ctx(), program);
        windows.restore(program);
        windows.keep_further(ui.ctx(), program);
    }

    /// The further windows.
    pub fn further(&self) -> Vec<ViewportId> {
        self.windows.further_ids().collect()
    }

    /// Paints a further window, and runs what the reader asked for in it.
    pub fn further_ui(&mut self, id: ViewportId, ui: &mut Ui) {
        self.hear();
        self.windows.further_ui(id, ui, &mut self.program);
    }

    /// Does what the reader would by key, menu or click.
    pub fn run(&mut self, context: &Context, command: Command) {
        self.windows.first.run(context, command, &mut self.program);
    }

    /// The articles that commands apply to, by ordinal.
    pub fn targets(&self) -> Vec<u32> {
        self.windows.first.targets()
    }

    /// Opens the given path or the last one, if there is any.
    pub fn begin(&mut self, path: Option<PathBuf>) {
        self.windows.first.begin(path, &mut self.program);
    }

    /// Asks before the last window closes with marks unsaved.
    pub fn ask_before_leaving(&mut self, context: &Context) {
        let Self { program, windows } = self;
        if !windows.hand_over(context, program) {
            windows.first.ask_before_leaving(context, program);
        }
    }

    /// Saves changed settings and session for the last time before the window closes.
    pub fn save(&mut self) {
        self.windows.save(&mut self.program);
    }
}

/// Applies theme and zoom to a window.
fn show_settings(context: &Context, settings: &Settings) {
    theme::choose(context, settings.theme);
    context.set_zoom_factor(settings.zoom / 100.0);
}
