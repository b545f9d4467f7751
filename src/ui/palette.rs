//! The palette: every command, or every recent folder, found by a few letters and run with Enter.

use super::command::{Action, COMMANDS, Command};
use super::keymap::Keymap;
use super::text_field::text_field;
use super::theme::{self, Palette};
use crate::text::name::rank;
use crate::view::Lang;
use egui::text::LayoutJob;
use egui::{Align2, Button, Context, Id, Key, Modal, Modifiers, RichText, ScrollArea, TextFormat, Ui, vec2};
use std::path::{Path, PathBuf};

/// What the palette searches.
#[derive(Debug)]
pub enum PaletteKind {
    /// Every command.
    Commands,
    /// These folders.
    Folders(Vec<PathBuf>),
}

/// An open palette: what it offers, what is typed, and the chosen line.
#[derive(Debug)]
pub struct PaletteState {
    offer: PaletteKind,
    text: String,
    /// The line that Enter runs.
    at: usize,
    /// Whether the palette has been painted, with its field focused.
    opened: bool,
}

impl PaletteState {
    /// A freshly opened palette.
    pub fn of(offer: PaletteKind) -> Self {
        Self { offer, text: String::new(), at: 0, opened: false }
    }
}

/// One result.
struct PaletteEntry {
    name: String,
    /// Muted text after the name; `end` stands at the end of the line.
    more: String,
    end: String,
    command: Command,
}

/// The palette's width and a line's height, in points.
const WIDTH: f32 = 520.0;
const LINE: f32 = 36.0;

/// Paints the palette. The second value is true if it should close.
pub fn palette_ui(context: &Context, state: &mut PaletteState, lang: Lang) -> (Option<Command>, bool) {
    let id = Id::unique("palette");
    let frame = egui::Frame::popup(&context.global_style()).inner_margin(12).corner_radius(12);
    let whole = context.content_rect().size();
    let top = 72.0_f32.min(whole.y * 0.1);
    let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, top));
    let room = vec2(whole.x - 48.0, (whole.y - top - 98.0).max(LINE));
    let shown = Modal::new(id).area(area).frame(frame).show(context, |ui| {
        ui.set_width(WIDTH.min(room.x));
        contents_ui(ui, state, room.y, lang)
    });
    let done = shown.backdrop_response.clicked() || shown.inner.is_some();
    (shown.inner, done)
}

fn contents_ui(ui: &mut Ui, state: &mut PaletteState, height: f32, lang: Lang) -> Option<Command> {
    // Consumed here, because the field would use the arrows to move its cursor.
    let pressed = |ui: &Ui, key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (down, up, enter) = (pressed(ui, Key::ArrowDown), pressed(ui, Key::ArrowUp), pressed(ui, Key::Enter));
    let (name, hint, none) = match &state.offer {
        PaletteKind::Commands => (lang.palette(), lang.palette_hint(), lang.no_command()),
        PaletteKind::Folders(_) => (lang.open_recent(), lang.open_recent_hint(), lang.no_recent()),
    };
    let field = text_field(ui, &mut state.text, name, hint, ui.available_width());
    if !std::mem::replace(&mut state.opened, true) || !field.has_focus() {
        field.request_focus();
    }
    if field.changed() {
        state.at = 0;
    }
    let found = match &state.offer {
        PaletteKind::Commands => commands(&state.text, &Keymap::of(ui.ctx()), lang),
        PaletteKind::Folders(folders) => folders_like(&state.text, folders),
    };
    let last = found.len().saturating_sub(1);
    if down {
        state.at = if state.at >= last { 0 } else { state.at + 1 };
    }
    if up {
        state.at = state.at.checked_sub(1).unwrap_or(last);
    }
    let mut done = found.get(state.at).filter(|_| enter).map(|found| found.command.clone());
    let palette = Palette::of(ui);
    if found.is_empty() {
        let color = palette.secondary;
        ui.add_space(6.0);
        ui.label(RichText::new(none).color(color));
        ui.add_space(6.0);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical().max_height((9.0 * LINE).min(height)).show(ui, |ui| {
        for (index, found) in found.iter().enumerate() {
            let selected = state.at == index;
            let color = if selected { palette.secondary_on_selected } else { palette.secondary };
            let mut name = LayoutJob::default();
            name.append(&found.name, 0.0, TextFormat::simple(theme::interface(), palette.text));
            if !found.more.is_empty() {
                name.append(&found.more, 10.0, TextFormat::simple(theme::small(), color));
            }
            let end = RichText::new(&found.end).font(theme::small_strong()).color(color);
            let line = Button::selectable(selected, name).truncate().right_text(end);
            let response = ui.add(line.min_size(vec2(ui.available_width(), LINE)));
            if selected && (down || up) {
                response.scroll_to_me(None);
            }
            if response.clicked() {
                done = Some(found.command.clone());
            }
        }
    });
    done
}

/// The commands that match, each with its key.
fn commands(text: &str, keymap: &Keymap, lang: Lang) -> Vec<PaletteEntry> {
    let line = |action: Action| {
        let keys = keymap.keys(action).first().map(|keys| keys.name()).unwrap_or_default();
        let name = (action.entry().name)(lang).to_owned();
        PaletteEntry { name, more: String::new(), end: keys, command: Command::Do(action) }
    };
    found(text).into_iter().map(line).collect()
}

/// The folders whose name or path matches, best match first; ties keep the most recent first.
fn folders_like(text: &str, folders: &[PathBuf]) -> Vec<PaletteEntry> {
    let line = |folder: &PathBuf| {
        let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
        let within = folder.parent().unwrap_or(Path::new("")).display().to_string();
        let rank = rank(&name, text).or_else(|| rank(&within, text).map(|rank| rank + 20))?;
        let command = Command::Open(folder.clone());
        Some((rank, PaletteEntry { name, more: within, end: String::new(), command }))
    };
    let mut ranked: Vec<_> = folders.iter().filter_map(line).collect();
    ranked.sort_by_key(|&(rank, _)| rank);
    ranked.into_iter().map(|(_, found)| found).collect()
}

/// The commands that match, best match first; ties keep the order of the table.
fn found(text: &str) -> Vec<Action> {
    let mut ranked: Vec<_> = COMMANDS
        .iter()
        .filter(|entry| !matches!(entry.action, Action::ShowPalette | Action::Close))
        .filter_map(|entry| {
            let names = Lang::ALL.map(|lang| (entry.name)(lang));
            Some((names.iter().filter_map(|name| rank(name, text)).min()?, entry.action))
        })
        .collect();
    ranked.sort_by_key(|&(rank, _)| rank);
    ranked.into_iter().map(|(_, action)| action).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_found_by_its_names_in_both_languages() {
        for entry in
            COMMANDS.iter().filter(|entry| !matches!(entry.action, Action::ShowPalette | Action::Close))
        {
            for lang in Lang::ALL {
                let name = (entry.name)(lang);
                assert!(found(name).contains(&entry.action), "{name}");
            }
        }
        let folders = ["/home/가람/기사 2026", "/mnt/옛 기사", "/home/가람/신문"].map(PathBuf::from);
        let names =
            |text| folders_like(text, &folders).into_iter().map(|found| found.name).collect::<Vec<_>>();
        assert_eq!(names("기사"), ["기사 2026", "옛 기사"]);
        assert_eq!(names("가람"), ["기사 2026", "신문"]);
        assert_eq!(names(""), ["기사 2026", "옛 기사", "신문"]);
        assert_eq!(found("ㄷㅇㄱㅅ").first(), Some(&Action::Next));
        assert!(found("없는 명령").is_empty());
    }
}
