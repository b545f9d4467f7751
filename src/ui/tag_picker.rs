//! The popup for tagging articles: type a few letters, choose among the existing tags that match, press Enter.

use super::command::{Command, MarkCommand, Switch};
use super::modal::{foot_ui, modal_ui};
use super::text_field::text_field;
use super::theme::Palette;
use crate::view::{Lang, TagChoice};
use egui::{Button, Context, Key, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

/// The state of the popup while it is open.
#[derive(Debug, Default)]
pub struct TagPicker {
    /// The typed text.
    pub text: String,
    /// The tag picked with the arrow keys.
    chosen: usize,
    /// Whether the field has been focused yet.
    begun: bool,
}

/// The popup's width, a line's height, and the height of all lines before they scroll, in points.
const WIDTH: f32 = 320.0;
const LINE: f32 = 32.0;
const MOST: f32 = 256.0;
/// The height of the field and the space around it, in points.
const FIELD: f32 = 60.0;

/// Paints the picker. `tags` are those that match the text. The second value is true if the picker should
/// close.
pub fn tag_picker_ui(
    context: &Context,
    state: &mut TagPicker,
    title: &str,
    tags: &[TagChoice],
    lang: Lang,
) -> (Option<Command>, bool) {
    let shown = modal_ui(context, "tags", title, WIDTH, |ui, height| {
        let (width, height) = (ui.available_width(), MOST.min((height - FIELD).max(LINE)));
        let field = text_field(ui, &mut state.text, lang.tag_name(), lang.tag_hint(), width);
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if entered || !std::mem::replace(&mut state.begun, true) {
            field.request_focus();
        }
        if field.changed() {
            state.chosen = 0;
        }
        let (down, up) =
            ui.input(|input| (input.key_pressed(Key::ArrowDown), input.key_pressed(Key::ArrowUp)));
        state.chosen = (state.chosen + usize::from(down)).saturating_sub(usize::from(up));
        state.chosen = state.chosen.min(tags.len().saturating_sub(1));
        let mut command = lines_ui(ui, state, tags, height, lang);
        // Enter in the empty field closes the picker.
        let done = entered && state.text.trim().is_empty() && state.chosen == 0;
        if entered && !done {
            command = tags.get(state.chosen).map(toggle);
        }
        if command.is_some() {
            state.text.clear();
        }
        (command, foot_ui(ui, lang.close(), None).closed || done)
    });
    let (command, done) = shown.inner;
    (command, done || shown.backdrop_response.clicked())
}

fn toggle(tag: &TagChoice) -> Command {
    let switch = if tag.on { Switch::Off } else { Switch::On };
    Command::Mark(MarkCommand::Tag(tag.name.clone(), switch))
}

fn lines_ui(ui: &mut Ui, state: &TagPicker, tags: &[TagChoice], height: f32, lang: Lang) -> Option<Command> {
    let mut command = None;
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical().max_height(height).show(ui, |ui| {
        for (index, tag) in tags.iter().enumerate() {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                command = color_ui(ui, tag, lang).or(command.take());
                let chosen = state.chosen == index;
                let name = if tag.is_new { lang.new_tag(&tag.name) } else { tag.name.clone() };
                let mark = RichText::new(if tag.on { "✓" } else { "" }).color(Palette::of(ui).accent);
                let button = Button::selectable(chosen, name.as_str()).truncate().right_text(mark);
                let line = ui.add(button.min_size(vec2(ui.available_width(), LINE)));
                line.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, tag.on, &name));
                if chosen
                    && ui.input(|input| input.key_pressed(Key::ArrowDown) || input.key_pressed(Key::ArrowUp))
                {
                    line.scroll_to_me(None);
                }
                if line.clicked() {
                    command = Some(toggle(tag));
                }
            });
        }
    });
    command
}

/// The tag's colour; a click switches to the next one.
fn color_ui(ui: &mut Ui, tag: &TagChoice, lang: Lang) -> Option<Command> {
    let sense = if tag.is_new { Sense::hover() } else { Sense::click() };
    let (rect, response) = ui.allocate_exact_size(vec2(LINE, LINE), sense);
    let palette = Palette::of(ui);
    ui.painter().circle_filled(rect.center(), 5.5, palette.tag(tag.color));
    if tag.is_new {
        return None;
    }
    if response.hovered() {
        ui.painter().circle_stroke(rect.center(), 8.5, ui.visuals().selection.stroke);
    }
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Button, true, format!("{} {}", tag.name, lang.next_color()))
    });
    let clicked = response.on_hover_text(lang.next_color()).clicked();
    clicked.then(|| Command::Mark(MarkCommand::ColorTag(tag.name.clone(), tag.color.next())))
}
