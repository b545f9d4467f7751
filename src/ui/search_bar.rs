//! The search field over the list, the query's words as chips, and the parts of the query that weren't
//! understood.

use super::command::{Action, Command};
use super::icons::Icon;
use super::menu::menu;
use super::theme::{self, Palette, RADIUS};
use super::tour::note_part;
use crate::search::{Field, Search, are_whole_words, has_terms, toggle_whole_words};
use crate::view::{Lang, Suggestion, TourStep};
use egui::text::{CCursor, CCursorRange};
use egui::{
    Button, Event, Frame, Id, ImeEvent, Key, Popup, Rect, Response, RichText, Role, Sense, Stroke, TextEdit,
    Ui, WidgetInfo, vec2,
};
use std::ops::Range;

/// The width of a button in the field, in points.
const SMALL_BUTTON: f32 = 27.0;

/// The state of the field.
#[derive(Debug, Default)]
pub struct SearchState {
    /// The text, including what the input method is still composing.
    pub text: String,
    /// Whether the input method is composing.
    composing: bool,
    /// Set to focus the field in the next frame, with the cursor placed like this.
    takes_focus: Option<FieldCursor>,
    /// The suggestion picked with the arrow keys.
    suggested: Option<usize>,
}

/// Where the cursor goes when the field is focused.
#[derive(Clone, Copy, Debug)]
enum FieldCursor {
    /// Select all the text, so that typing replaces it.
    All,
    /// After the text, so that typing continues it.
    End,
}

impl SearchState {
    /// Focuses the field in the next frame, with its text selected.
    pub fn focus(&mut self) {
        self.takes_focus = Some(FieldCursor::All);
    }
}

/// Paints the field in the available width. Every change of the text is a command, even while a syllable is
/// composed.
pub fn search_field_ui(
    ui: &mut Ui,
    state: &mut SearchState,
    suggestions: &[Suggestion],
    saved: bool,
    lang: Lang,
    width: f32,
) -> Option<Command> {
    let palette = Palette::of(ui);
    note_composing(ui, &mut state.composing);
    let mut command = None;
    let id = Id::unique("search field");
    let shown = Frame::new().fill(palette.field).corner_radius(RADIUS + 2).show(ui, |ui| {
        ui.set_width(width);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let (icon, _) = ui.allocate_exact_size(vec2(36.0, 36.0), Sense::hover());
            let icon = Rect::from_center_size(icon.center() + vec2(2.0, 0.0), vec2(18.0, 18.0));
            Icon::Search.paint(ui.painter(), icon, palette.faint);
            // The state before this frame's keys, to match the width reserved for the buttons.
            let has_text = !state.text.is_empty();
            let room = width - 36.0 - if has_text { 4.0 * SMALL_BUTTON + 4.0 } else { SMALL_BUTTON + 4.0 };
            let edit =
                TextEdit::singleline(&mut state.text).id(id).frame(Frame::NONE.inner_margin(vec2(0.0, 9.0)));
            let output = edit.hint_text(lang.search_hint()).desired_width(room).clip_text(true).show(ui);
            let response: Response = output.response.response.clone().accessible_name(lang.search());
            if let Some(cursor) = state.takes_focus.take() {
                response.request_focus();
                let mut edit = output.state;
                let end = CCursor::new(state.text.chars().count());
                edit.cursor.set_char_range(Some(match cursor {
                    FieldCursor::All => CCursorRange::two(CCursor::new(0), end),
                    FieldCursor::End => CCursorRange::one(end),
                }));
                edit.store(ui.ctx(), id);
            }
            if response.changed() || (state.composing && response.has_focus() && has_ime_event(ui)) {
                let unfinished =
                    output.cursor_range.filter(|_| state.composing).map(|range| range.as_sorted_char_range());
                let unfinished =
                    unfinished.map_or(0..0, |range| bytes_of(&state.text, range.start.0..range.end.0));
                command = Some(Command::Search { text: state.text.clone(), unfinished });
            }
            command = buttons_ui(ui, state, saved, lang).or(command.take());
            response
        })
        .inner
    });
    note_part(ui.ctx(), TourStep::Search, shown.response.rect);
    let field = &shown.inner;
    command = suggestions_ui(field, &shown.response, state, suggestions, lang).or(command);
    let line = if field.has_focus() { palette.accent_on_selected } else { palette.field_line };
    ui.painter().rect_stroke(
        shown.response.rect,
        RADIUS + 2,
        Stroke::new(1.0, line),
        egui::StrokeKind::Inside,
    );
    command
}

/// Paints the buttons at the end of the field: help on the query language and, if there is text, the switch for
/// whole words, saving and clearing it.
fn buttons_ui(ui: &mut Ui, state: &mut SearchState, saved: bool, lang: Lang) -> Option<Command> {
    let mut command = small_button(ui, Icon::Help, lang.query_help(), |response| {
        query_help_ui(response, lang);
        None
    });
    if !state.text.is_empty() {
        command = whole_words_ui(ui, state, lang).or(command);
        let (icon, name) = match saved {
            true => (Icon::Saved, lang.unsave_search()),
            false => (Icon::Save, lang.save_search()),
        };
        let does = |action| move |response: &Response| response.clicked().then_some(Command::Do(action));
        command = small_button(ui, icon, name, does(Action::SaveSearch)).or(command);
        command = small_button(ui, Icon::Close, lang.clear_search(), does(Action::LeaveSearch)).or(command);
    }
    command
}

/// The switch that makes all terms whole words, or takes that back.
fn whole_words_ui(ui: &mut Ui, state: &mut SearchState, lang: Lang) -> Option<Command> {
    let text = &state.text;
    let (rect, response) = ui.allocate_exact_size(vec2(SMALL_BUTTON, 36.0), Sense::click());
    let (is_on, name) = (are_whole_words(text), lang.whole_words());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, has_terms(text), is_on, name));
    let palette = Palette::of(ui);
    let color = match is_on {
        true => palette.accent,
        false if response.hovered() || response.has_focus() => palette.text,
        false => palette.faint,
    };
    Icon::WholeWord.paint(ui.painter(), Rect::from_center_size(rect.center(), vec2(17.0, 17.0)), color);
    let is_clicked = response.on_hover_text(lang.whole_words_hint()).clicked() && has_terms(text);
    is_clicked.then(|| {
        let text = toggle_whole_words(text, lang.field_name(Field::Word));
        state.takes_focus = Some(FieldCursor::End);
        Command::Search { text, unfinished: 0..0 }
    })
}

/// Shows suggestions under the focused field. The arrow keys and Enter choose one, and so does a click.
fn suggestions_ui(
    field: &Response,
    frame: &Response,
    state: &mut SearchState,
    suggestions: &[Suggestion],
    lang: Lang,
) -> Option<Command> {
    let mut taken = None;
    let keys = field.ctx.input(|input| {
        (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::ArrowUp), input.key_pressed(Key::Enter))
    });
    if field.has_focus() || field.lost_focus() {
        state.suggested = match (state.suggested.filter(|&at| at < suggestions.len()), keys) {
            (None, (true, ..)) if !suggestions.is_empty() => Some(0),
            (Some(at), (true, ..)) => Some((at + 1).min(suggestions.len() - 1)),
            (Some(at), (_, true, _)) => at.checked_sub(1),
            (at, (.., true)) => {
                taken = at.and_then(|at| suggestions.get(at)).map(|suggestion| suggestion.text.clone());
                None
            }
            (at, _) => at,
        };
    }
    let open = !suggestions.is_empty() && (field.has_focus() || field.lost_focus());
    let popup = Popup::from_response(field).anchor(frame).open(open).width(frame.rect.width()).gap(6.0);
    popup.show(|ui| {
        for (index, suggestion) in suggestions.iter().enumerate() {
            let count = suggestion.count.map(|count| lang.count(count as usize)).unwrap_or_default();
            let button = Button::selectable(state.suggested == Some(index), suggestion.label.as_str());
            let button = button.truncate().right_text(RichText::new(count).font(theme::small()).weak());
            if ui.add(button.min_size(vec2(ui.available_width(), 30.0))).clicked() {
                taken = Some(suggestion.text.clone());
            }
        }
    });
    let text = taken?;
    state.takes_focus = Some(FieldCursor::End);
    Some(Command::Search { text, unfinished: 0..0 })
}

fn small_button<R>(ui: &mut Ui, icon: Icon, name: &str, then: impl FnOnce(&Response) -> R) -> R {
    let (rect, response) = ui.allocate_exact_size(vec2(SMALL_BUTTON, 36.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let palette = Palette::of(ui);
    let color = if response.hovered() || response.has_focus() { palette.text } else { palette.faint };
    icon.paint(ui.painter(), Rect::from_center_size(rect.center(), vec2(16.0, 16.0)), color);
    let response = response.on_hover_text(name);
    then(&response)
}

/// Tracks whether the input method is composing, from this frame's events.
fn note_composing(ui: &Ui, composing: &mut bool) {
    ui.input(|input| {
        for event in &input.events {
            match event {
                Event::Ime(ImeEvent::Preedit { text, .. }) => *composing = !text.is_empty(),
                Event::Ime(ImeEvent::Commit(_)) => *composing = false,
                _ => {}
            }
        }
    });
}

fn has_ime_event(ui: &Ui) -> bool {
    ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Ime(_))))
}

/// Converts a range of characters to a range of bytes.
fn bytes_of(text: &str, characters: Range<usize>) -> Range<usize> {
    let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    byte(characters.start)..byte(characters.end)
}

/// Shows examples of the query language under its button.
fn query_help_ui(button: &Response, lang: Lang) {
    menu(button).width(420.0).show(|ui| {
        ui.label(RichText::new(lang.query_help()).font(theme::strong()));
        let palette = Palette::of(ui);
        egui::Grid::new("query help").num_columns(2).spacing(vec2(20.0, 8.0)).show(ui, |ui| {
            for (example, meaning) in lang.query_examples() {
                ui.label(RichText::new(example).font(theme::small_strong()).color(palette.accent));
                ui.label(RichText::new(meaning).font(theme::small()).color(palette.secondary));
                ui.end_row();
            }
        });
    });
}

/// Paints the query's words, each with a button to remove it, and the parts that weren't understood.
pub fn query_words_ui(ui: &mut Ui, search: &Search, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    let mut command = None;
    if search.query.words.len() > 1 {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
            ui.spacing_mut().button_padding = vec2(9.0, 3.0);
            for word in search.query.words.iter().take(24) {
                let Some(text) = search.text.get(word.range.clone()) else { continue };
                let color = if word.negated { palette.warning } else { palette.accent_on_selected };
                let fill = if word.negated { palette.warning_fill } else { palette.selected };
                let label = RichText::new(format!("{text}  ×")).font(theme::small_strong()).color(color);
                let chip = ui.add(Button::new(label).fill(fill).corner_radius(13));
                chip.widget_info(|| {
                    WidgetInfo::labeled(Role::Button, true, format!("{text} {}", lang.remove_word()))
                });
                if chip.clicked() {
                    let without = crate::search::Query::without(&search.text, word);
                    command = Some(Command::Search { text: without, unfinished: 0..0 });
                }
            }
        });
    }
    for note in &search.query.notes {
        let word = search.text.get(note.range.clone()).unwrap_or_default();
        let text = RichText::new(lang.query_note(note.kind, word)).font(theme::small()).color(palette.faint);
        ui.add(egui::Label::new(text).truncate());
    }
    command
}
