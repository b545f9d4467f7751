//! The dialog with the notes and highlights of the listed articles: only visible rows cost anything.

use super::command::{Command, Copied};
use super::focus_ring::scroll_ui;
use super::icon_button::icon_button;
use super::icons::Icon;
use super::modal::{Go, foot_ui, modal_ui};
use super::theme::{self, Palette, RADIUS};
use crate::library::HighlightColor;
use crate::view::{Lang, PassageLine, copied_passages};
use egui::{
    Button, Context, Label, Rect, RichText, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2,
};

/// The height of a row, in points.
const ROW: f32 = 76.0;

/// The dialog's state between frames.
#[derive(Debug, Default)]
pub struct PassagesState {
    /// All lines; `None` until they were found.
    lines: Option<Vec<PassageLine>>,
    /// The colour that is shown alone.
    color: Option<HighlightColor>,
}

impl PassagesState {
    pub fn show(&mut self, lines: Vec<PassageLine>) {
        self.lines = Some(lines);
    }

    fn shown(&self) -> Vec<&PassageLine> {
        let has_color = |line: &PassageLine| line.place.as_ref().map(|(_, color)| *color) == self.color;
        let lines = self.lines.iter().flatten();
        lines.filter(|line| self.color.is_none() || has_color(line)).collect()
    }
}

/// Paints the dialog. The second value is true if it should close.
pub fn passages_ui(context: &Context, state: &mut PassagesState, lang: Lang) -> (Option<Command>, bool) {
    let shown = modal_ui(context, "passages", lang.passages(), 720.0, |ui, height| {
        let Some(all) = state.lines.as_ref().map(Vec::len) else {
            ui.label(lang.looking_for_passages());
            return (None, foot_ui(ui, lang.close(), None).closed);
        };
        if all == 0 {
            ui.add(Label::new(lang.no_passages()).wrap());
            return (None, foot_ui(ui, lang.close(), None).closed);
        }
        colors_ui(ui, state, lang);
        ui.add_space(4.0);
        let lines = state.shown();
        let opened = list_ui(ui, &lines, height, lang);
        let name = lang.copy_passages(lines.len());
        let foot = foot_ui(ui, lang.close(), Some(Go { name: &name, enabled: !lines.is_empty() }));
        let copied = foot.went.then(|| {
            let lines: Vec<PassageLine> = lines.into_iter().cloned().collect();
            Command::Copy(Copied::Passages(lines.len()), copied_passages(&lines))
        });
        let leaves = matches!(opened, Some(Command::OpenPlace(..) | Command::Select(_)));
        (opened.or(copied), foot.closed || foot.went || leaves)
    });
    let (command, closed) = shown.inner;
    (command, closed || shown.backdrop_response.clicked())
}

/// The choice of a colour, offered once there are several.
fn colors_ui(ui: &mut Ui, state: &mut PassagesState, lang: Lang) {
    let lines = state.lines.iter().flatten();
    let used: Vec<HighlightColor> = lines.filter_map(|line| Some(line.place.as_ref()?.1)).collect();
    let colors = HighlightColor::ALL.into_iter().filter(|color| used.contains(color));
    ui.horizontal_wrapped(|ui| {
        ui.selectable_value(&mut state.color, None, lang.all_passages());
        for color in colors {
            let sign = RichText::new("▬").color(Palette::of(ui).highlight(color).1);
            let button = Button::selectable(state.color == Some(color), (sign, lang.highlight_color(color)));
            if ui.add(button).clicked() {
                state.color = Some(color);
            }
        }
    });
}

fn list_ui(ui: &mut Ui, lines: &[&PassageLine], height: f32, lang: Lang) -> Option<Command> {
    // Whole rows only, so that none is cut off at the bottom.
    let height = ((height - 60.0) / ROW).floor().max(2.0) * ROW;
    let height = height.min(lines.len() as f32 * ROW);
    let area = ScrollArea::vertical()
        .id_salt("passages")
        .max_height(height)
        .min_scrolled_height(height)
        .auto_shrink([false, true]);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut command = None;
    scroll_ui(ui, area, |ui| {
        let (top, first) = (ui.max_rect().top(), ui.clip_rect().top());
        let rows = ((first - top) / ROW).floor().max(0.0) as usize;
        let shown = (ui.clip_rect().height() / ROW).ceil() as usize + 1;
        ui.add_space(rows as f32 * ROW);
        for line in lines.iter().skip(rows).take(shown) {
            command = row_ui(ui, line, lang).or(command.take());
        }
        let left = lines.len().saturating_sub(rows + shown);
        ui.add_space(left as f32 * ROW);
    });
    command
}

/// A row: the words beside their colour, the note, and the source; a button copies them.
fn row_ui(ui: &mut Ui, line: &PassageLine, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let rect = whole.shrink2(vec2(0.0, 3.0));
    let name = lang.row_name(&[&line.quote, &line.note, &line.source]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, RADIUS, palette.hover);
    }
    if let Some((_, color)) = &line.place {
        let bar = Rect::from_min_size(rect.min + vec2(2.0, 8.0), vec2(3.0, rect.height() - 16.0));
        ui.painter().rect_filled(bar, 1, palette.highlight(*color).1);
    }
    let (text, button) = rect.split_left_right_at_x(rect.right() - 42.0);
    // These lie within the row's allocated space and allocate none of their own.
    let mut part = |rect: Rect| ui.new_child(UiBuilder::new().max_rect(rect));
    let texts = &mut part(text.shrink2(vec2(14.0, 6.0)));
    texts.spacing_mut().item_spacing.y = 2.0;
    let set = |ui: &mut Ui, text: RichText| ui.add(Label::new(text).truncate());
    if !line.quote.is_empty() {
        set(texts, RichText::new(&line.quote).font(theme::interface()).color(palette.text));
    }
    if !line.note.is_empty() {
        let font = if line.quote.is_empty() { theme::interface() } else { theme::small() };
        set(texts, RichText::new(lang.copied_note(&line.note)).font(font).color(palette.text));
    }
    set(texts, RichText::new(&line.source).font(theme::small()).color(palette.secondary));
    let copy = &mut part(Rect::from_center_size(button.center(), vec2(34.0, 34.0)));
    let hint = lang.copy_passage();
    if icon_button(copy, Icon::Copy, hint, hint, true, None).clicked() {
        return Some(Command::Copy(Copied::Passages(1), line.quotation.clone()));
    }
    response.clicked().then(|| match &line.place {
        Some((place, _)) => {
            Command::OpenPlace(line.ordinal, place.field, place.start as usize..place.end as usize)
        }
        None => Command::Select(line.ordinal),
    })
}
