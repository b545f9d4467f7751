//! The reader's marks on the shown article, at the top of its details: tags, a note and highlights.

use super::command::{Command, MarkCommand};
use super::icons::Icon;
use super::menu::menu;
use super::theme::{self, Palette, RADIUS};
use crate::library::{HighlightColor, HighlightPlace};
use crate::view::{HighlightView, Lang, MyMarks};
use egui::{
    Button, Frame, Id, Label, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind, TextEdit, Ui,
    WidgetInfo, vec2,
};

/// A note being written, until it is saved.
#[derive(Debug, Default)]
pub struct NotesState {
    draft: Option<Draft>,
    /// How many articles were shown before this one; part of the fields' ids, so that articles don't share
    /// fields.
    visit: u64,
    /// When the reader last typed, in seconds of the window's clock.
    typed: f64,
    /// Whether to focus the note's field.
    pub take_focus: bool,
}

/// An unsaved note, on the shown article or on one of its highlights.
#[derive(Debug)]
struct Draft {
    place: Option<HighlightPlace>,
    text: String,
}

/// How long the reader must pause before a draft is saved, in seconds.
const PAUSE: f64 = 1.5;

impl NotesState {
    /// The unsaved draft, as the command that saves it.
    pub fn take(&mut self) -> Option<MarkCommand> {
        self.draft.take().map(|Draft { place, text }| MarkCommand::Note(place, text))
    }

    /// Call before another article is shown, not when the same one is reloaded: its fields then keep their
    /// focus and undo history.
    pub fn leave(&mut self) {
        self.visit += 1;
    }

    fn draft_of(&self, place: Option<&HighlightPlace>) -> Option<&Draft> {
        self.draft.as_ref().filter(|draft| draft.place.as_ref() == place)
    }
}

/// Paints the marks. An article without any has only the field for a note.
pub(super) fn notes_ui(ui: &mut Ui, marks: &MyMarks, state: &mut NotesState, lang: Lang) -> Option<Command> {
    let mut command = None;
    if let Some(older) = &marks.older {
        let color = Palette::of(ui).secondary;
        ui.add(Label::new(RichText::new(older).font(theme::small()).color(color)).wrap());
        ui.add_space(8.0);
    }
    if !marks.tags.is_empty() {
        command = tags_ui(ui, marks, lang);
        ui.add_space(8.0);
    }
    let field = note_ui(ui, None, &marks.note, state, lang, &mut command);
    if std::mem::take(&mut state.take_focus) {
        field.request_focus();
        field.scroll_to_me(None);
    }
    ui.add_space(10.0);
    for highlight in &marks.highlights {
        highlight_ui(ui, highlight, lang, &mut command);
        let (place, note) = (Some(&highlight.place), highlight.note.as_str());
        note_ui(ui, place, note, state, lang, &mut command);
        ui.add_space(10.0);
    }
    // Drafts are also saved after a pause, since the program may end at any moment.
    if state.draft.is_some() {
        let left = state.typed + PAUSE - ui.input(|input| input.time);
        if left <= 0.0 {
            command = command.or_else(|| state.take().map(Command::Mark));
        } else {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(left));
        }
    }
    command
}

fn tags_ui(ui: &mut Ui, marks: &MyMarks, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    let mut command = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        ui.spacing_mut().button_padding = vec2(9.0, 3.0);
        for (tag, color) in &marks.tags {
            let dot = RichText::new("●").size(9.0).color(palette.tag(*color));
            let text = RichText::new(format!("{tag}  ×")).font(theme::small_strong()).color(palette.text);
            let chip = ui.add(Button::new((dot, text)).fill(palette.chip).corner_radius(13));
            chip.widget_info(|| {
                WidgetInfo::labeled(Role::Button, true, format!("{tag} {}", lang.remove_word()))
            });
            if chip.clicked() {
                command = Some(Command::Mark(MarkCommand::Untag(tag.clone())));
            }
        }
    });
    command
}

/// A field for a note on the article, or on a highlight in it.
fn note_ui(
    ui: &mut Ui,
    place: Option<&HighlightPlace>,
    kept: &str,
    state: &mut NotesState,
    lang: Lang,
    command: &mut Option<Command>,
) -> Response {
    let palette = Palette::of(ui);
    let mut text = state.draft_of(place).map_or(kept, |draft| &draft.text).to_owned();
    let (hint, name) = match place {
        None => (lang.note_hint(), lang.note_field().to_owned()),
        Some(place) => (lang.highlight_note_hint(), format!("{}: {}", lang.note(), place.quote)),
    };
    let shown = Frame::new().fill(palette.field).corner_radius(RADIUS).show(ui, |ui| {
        let id = Id::unique(("note", state.visit, place.map(|place| (place.start, place.end))));
        let edit = TextEdit::multiline(&mut text).id(id).desired_rows(1).desired_width(f32::INFINITY);
        ui.add(edit.hint_text(hint).frame(Frame::NONE.inner_margin(vec2(10.0, 7.0))))
    });
    let field = shown.inner;
    let line = if field.has_focus() { palette.accent_on_selected } else { palette.field_line };
    ui.painter().rect_stroke(shown.response.rect, RADIUS, Stroke::new(1.0, line), StrokeKind::Inside);
    if field.changed() {
        if state.draft_of(place).is_none() {
            *command = state.take().map(Command::Mark).or(command.take());
        }
        state.draft = Some(Draft { place: place.cloned(), text });
        state.typed = ui.input(|input| input.time);
    }
    if field.lost_focus()
        && let Some(written) = state.take()
    {
        *command = Some(Command::Mark(written));
    }
    field.accessible_name(name)
}

/// The colours of highlights as a menu's lines.
pub(super) fn highlight_colors_ui(
    ui: &mut Ui,
    chosen: Option<HighlightColor>,
    lang: Lang,
) -> Option<HighlightColor> {
    let palette = Palette::of(ui);
    let mut picked = None;
    for color in HighlightColor::ALL {
        let sign = RichText::new("▬").color(palette.highlight(color).1);
        let line = Button::selectable(chosen == Some(color), (sign, lang.highlight_color(color)));
        if ui.add(line).clicked() {
            picked = Some(color);
            ui.close();
        }
    }
    picked
}

/// A highlight's text, which scrolls to it when clicked, and a button to remove it.
fn highlight_ui(ui: &mut Ui, highlight: &HighlightView, lang: Lang, command: &mut Option<Command>) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let color = if highlight.found.is_some() { palette.text } else { palette.secondary };
        ui.add_space(8.0);
        let quote = RichText::new(&highlight.quote).size(13.0).color(color);
        let label = Button::new(quote).truncate().frame(false).right_text("");
        let label = ui.add_sized(vec2(ui.available_width() - 64.0, 26.0), label);
        let bar = Rect::from_min_size(label.rect.min - vec2(8.0, 0.0), vec2(3.0, label.rect.height()));
        ui.painter().rect_filled(bar, 1, palette.highlight(highlight.color).1);
        label.widget_info(|| WidgetInfo::labeled(Role::Button, true, &highlight.quote));
        let hint = if highlight.found.is_some() { highlight.quote.as_str() } else { lang.highlight_gone() };
        let clicked = label.on_hover_text(hint).clicked();
        if let Some(found) = highlight.found.clone().filter(|_| clicked) {
            *command = Some(Command::Reveal(highlight.place.field, found.start));
        }
        let (rect, dot) = ui.allocate_exact_size(vec2(26.0, 26.0), Sense::click());
        let name = format!("{}: {}", lang.highlight_color(highlight.color), highlight.quote);
        dot.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let (fill, line) = palette.highlight(highlight.color);
        ui.painter().circle(rect.center(), 6.0, fill, Stroke::new(1.5, line));
        let colors = |ui: &mut Ui| highlight_colors_ui(ui, Some(highlight.color), lang);
        let picked = menu(&dot.on_hover_text(lang.change_color())).show(colors).and_then(|shown| shown.inner);
        if let Some(color) = picked {
            *command = Some(Command::Mark(MarkCommand::ColorHighlight(highlight.place.clone(), color)));
        }
        let (rect, remove) = ui.allocate_exact_size(vec2(26.0, 26.0), Sense::click());
        let name = format!("{}: {}", lang.unhighlight(), highlight.quote);
        remove.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        let color = if remove.hovered() || remove.has_focus() { palette.text } else { palette.faint };
        Icon::Close.paint(ui.painter(), Rect::from_center_size(rect.center(), vec2(13.0, 13.0)), color);
        if remove.on_hover_text(lang.unhighlight()).clicked() {
            *command = Some(Command::Mark(MarkCommand::Unhighlight(highlight.place.clone())));
        }
    });
}
