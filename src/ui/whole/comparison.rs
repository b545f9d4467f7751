//! Two articles of a story side by side: shared passages level with each other, and below them what differs.

use super::icon_button;
use super::keyed_hint;
use crate::stories::{ComparedRow, Difference, StoryComparison};
use crate::text::shortened;
use crate::ui::command::{Action, Command, Direction};
use crate::ui::icons::Icon;
use crate::ui::menu::menu;
use crate::ui::theme::{self, ChartColors, Palette};
use crate::view::{Lang, StoryLine};
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Align, Align2, Button, FontFamily, FontId, Frame, Galley, Label, Layout, Margin, Rect, RichText, Role,
    ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use std::sync::Arc;

/// The most characters of a quotation on a chip.
const LONGEST_CHIP: usize = 24;

/// Input for painting the comparison.
pub struct ComparisonView<'a> {
    /// The ordinals of the two articles.
    pub ordinals: [u32; 2],
    /// The articles of their story, first seen first.
    pub articles: &'a [StoryLine],
    /// What they share; `None` until it is known.
    pub comparison: Option<&'a StoryComparison>,
    /// A problem with reading one of them.
    pub trouble: Option<String>,
}

/// The comparison's state between frames.
#[derive(Debug, Default)]
pub struct ComparisonState {
    /// The row to scroll to.
    scroll_to: Option<usize>,
    /// The shared passage last scrolled to, counted from 1.
    passage: usize,
    /// The direction in which the reader asked to go.
    step: Option<Direction>,
}

impl ComparisonState {
    /// Goes to the next or previous shared passage.
    pub fn step(&mut self, direction: Direction) {
        self.step = Some(direction);
    }
}

/// The sizes of the view, in points.
const BAR: f32 = 50.0;
const GUTTER: f32 = 44.0;
const PADDING: egui::Vec2 = vec2(14.0, 10.0);
/// With less room, the texts stand under each other.
const ROOM_FOR_TWO: f32 = 640.0;
/// The greatest width of both columns.
const WIDEST: f32 = 1180.0;
const MAP: f32 = 8.0;
/// The room at the right that the scroll bar takes, and that between two heads under each other.
const SCROLL_BAR: f32 = 10.0;
const BETWEEN: f32 = 14.0;
/// The room for a publisher's name over a text.
const NAME: f32 = 24.0;

/// Paints the comparison.
pub(super) fn comparison_ui(
    ui: &mut Ui,
    view: &ComparisonView<'_>,
    state: &mut ComparisonState,
    lang: Lang,
) -> Option<Command> {
    let mut command = bar_ui(ui, view, state, lang);
    ScrollArea::vertical().id_salt("comparison").auto_shrink([false, false]).show(ui, |ui| {
        ui.set_max_width((ui.available_width() - SCROLL_BAR).min(WIDEST));
        ui.add_space(16.0);
        let columns = Sides::of(ui);
        columns.show(ui, |ui, side| command = head_ui(ui, view, side, lang).or(command.take()));
        let Some(comparison) = view.comparison else {
            ui.add_space(60.0);
            ui.vertical_centered(|ui| ui.label(lang.comparing_texts()));
            return;
        };
        ui.add_space(10.0);
        let line = ui.available_rect_before_wrap();
        ui.painter().hline(line.x_range(), line.top(), Stroke::new(1.0, Palette::of(ui).line));
        ui.add_space(8.0);
        let scroll_to = state.scroll_to.take();
        let name = |ordinal| view.articles.iter().find(|line| line.ordinal == ordinal);
        let names = view.ordinals.map(|ordinal| name(ordinal).map_or("", |line| line.publisher.as_str()));
        for (at, row) in comparison.rows.iter().enumerate() {
            let rect = row_ui(ui, row, &columns, &names);
            if scroll_to == Some(at) {
                ui.scroll_to_rect(rect.expand2(vec2(0.0, 40.0)), Some(Align::Center));
            }
        }
        foot_ui(ui, comparison, state, lang);
    });
    command
}

impl ComparisonState {
    /// Scrolls to the shared passage that was asked for.
    fn go_on(&mut self, comparison: &StoryComparison) {
        let passages = comparison.passages();
        let Some(step) = self.step.take().filter(|_| passages > 0) else { return };
        self.passage = match step {
            Direction::Forward => self.passage % passages + 1,
            Direction::Back => (self.passage.max(1) + passages - 2) % passages + 1,
        };
        let is_wanted = |row: &ComparedRow| row.passage == Some(self.passage);
        self.scroll_to = comparison.rows.iter().position(is_wanted);
    }
}

/// The bar over the texts: what is shared and what differs, the passages one by one, and a way out.
fn bar_ui(
    ui: &mut Ui,
    view: &ComparisonView<'_>,
    state: &mut ComparisonState,
    lang: Lang,
) -> Option<Command> {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    let whole = rect.with_min_x(ui.clip_rect().left()).with_max_x(ui.clip_rect().right());
    ui.painter().rect_filled(whole, 0, palette.side);
    ui.painter().hline(whole.x_range(), whole.bottom() - 0.5, Stroke::new(1.0, palette.line));
    let passages = view.comparison.map_or(0, StoryComparison::passages);
    let mut command = None;
    let right = UiBuilder::new().max_rect(rect).layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(right, |ui| {
        let hint = keyed_hint(ui, Action::Close, lang);
        if icon_button(ui, Icon::Close, lang.leave_comparison(), &hint, true, None).clicked() {
            command = Some(Command::CompareStory(None));
        }
        let (next, previous) = (Direction::Forward, Direction::Back);
        for (direction, icon, name, action) in [
            (next, Icon::Down, lang.next_passage(), Action::NextHit),
            (previous, Icon::Up, lang.previous_passage(), Action::PreviousHit),
        ] {
            let hint = keyed_hint(ui, action, lang);
            if icon_button(ui, icon, name, &hint, passages > 0, None).clicked() {
                state.step = Some(direction);
            }
        }
        if let Some(comparison) = view.comparison {
            state.go_on(comparison);
        }
        let left = UiBuilder::new()
            .max_rect(ui.available_rect_before_wrap())
            .layout(Layout::left_to_right(Align::Center));
        ui.scope_builder(left, |ui| {
            ui.label(RichText::new(lang.shared_texts()).font(theme::strong()));
            let Some(comparison) = view.comparison else { return };
            let parts = [
                Some(match comparison.has_excerpt {
                    true => lang.excerpts_not_compared().to_owned(),
                    false => lang.shared_passages(passages),
                }),
                (!comparison.numbers.is_empty())
                    .then(|| lang.differing_numbers_count(comparison.numbers.len())),
                (!comparison.quotations.is_empty())
                    .then(|| lang.differing_quotations_count(comparison.quotations.len())),
                view.trouble.clone(),
                (!comparison.finished).then(|| lang.comparison_unfinished().to_owned()),
            ];
            let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
            ui.add(Label::new(RichText::new(text).font(theme::small()).color(palette.secondary)).truncate());
        });
    });
    command
}

/// Where the two texts stand: beside each other, or under each other if there is little room.
struct Sides {
    width: f32,
    side_by_side: bool,
}

impl Sides {
    fn of(ui: &Ui) -> Self {
        let room = ui.available_width();
        let side_by_side = room >= ROOM_FOR_TWO;
        Self { width: if side_by_side { (room - GUTTER) / 2.0 } else { room }, side_by_side }
    }

    /// Paints something for each text at its place.
    fn show(&self, ui: &mut Ui, mut paint: impl FnMut(&mut Ui, usize)) {
        if !self.side_by_side {
            paint(ui, 0);
            ui.add_space(BETWEEN);
            paint(ui, 1);
            return;
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = GUTTER;
            for side in 0..2 {
                ui.allocate_ui_with_layout(vec2(self.width, 0.0), Layout::top_down(Align::Min), |ui| {
                    ui.set_width(self.width);
                    paint(ui, side);
                });
            }
        });
    }
}

/// The head of a column: the article, and how much of it is in the other.
fn head_ui(ui: &mut Ui, view: &ComparisonView<'_>, side: usize, lang: Lang) -> Option<Command> {
    let palette = Palette::of(ui);
    let line = |ordinal: u32| view.articles.iter().find(|line| line.ordinal == ordinal);
    let (own, other) = (line(view.ordinals[side])?, line(view.ordinals[1 - side])?);
    ui.spacing_mut().item_spacing.y = 6.0;
    let mut command = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        let name = RichText::new(format!("{} ⏷", own.publisher)).font(theme::small_strong());
        let button = ui.add(Button::new(name.color(palette.accent)).corner_radius(13).fill(palette.selected));
        let role = if side == 0 { lang.first_of_two() } else { lang.second_of_two() };
        button
            .widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, format!("{role}: {}", own.publisher)));
        menu(&button).width(420.0).show(|ui| {
            let count = lang.articles_of_story(view.articles.len());
            ui.label(RichText::new(count).font(theme::small()).color(palette.secondary));
            ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                for line in view.articles.iter().filter(|line| line.ordinal != other.ordinal) {
                    let text = format!("{}  {}  {}", line.time, line.publisher, line.title);
                    let choice = Button::selectable(line.ordinal == own.ordinal, text).truncate();
                    if ui.add(choice).clicked() {
                        let mut ordinals = view.ordinals;
                        ordinals[side] = line.ordinal;
                        command = Some(Command::CompareStory(Some(ordinals)));
                    }
                }
            });
        });
        ui.label(RichText::new(&own.time).font(theme::small()).color(palette.secondary));
    });
    let title = RichText::new(&own.title).size(19.0).family(crate::ui::fonts::bold()).line_height(Some(27.0));
    let title = ui.add(Label::new(title).wrap().sense(Sense::click()));
    if title.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        command = Some(Command::Select(own.ordinal));
    }
    let Some(comparison) = view.comparison else { return command };
    if comparison.has_excerpt {
        let text = RichText::new(lang.excerpts_not_compared()).font(theme::small());
        ui.add(Label::new(text.color(palette.secondary)).wrap());
        return command;
    }
    let of_side = &comparison.sides[side];
    ui.horizontal(|ui| {
        let font = FontId::new(20.0, crate::ui::fonts::semibold());
        ui.label(RichText::new(format!("{:.0}%", of_side.share * 100.0)).font(font));
        let what = RichText::new(lang.also_in(&other.publisher)).font(theme::small());
        ui.label(what.color(palette.secondary));
    });
    let (map, _) = ui.allocate_exact_size(vec2(ui.available_width(), MAP), Sense::hover());
    ui.painter().rect_filled(map, 2, palette.chip);
    let fill = |range: &std::ops::Range<f32>, color| {
        let x = |at: f32| map.left() + at * map.width();
        let filled = Rect::from_x_y_ranges(x(range.start)..=x(range.end), map.y_range());
        ui.painter().rect_filled(filled, 0, color);
    };
    let colors = ChartColors::of(ui);
    of_side.passages.iter().for_each(|range| fill(range, colors.relations[1].gamma_multiply(0.35)));
    of_side.shared.iter().for_each(|range| fill(range, colors.relations[1]));
    command
}

/// A row of both texts; returns its place. Where they stand under each other, each is named by its publisher.
fn row_ui(ui: &mut Ui, row: &ComparedRow, columns: &Sides, names: &[&str; 2]) -> Rect {
    let colors = ChartColors::of(ui);
    let galleys = [0, 1].map(|side| text_of(ui, row, side, columns.width - 2.0 * PADDING.x));
    let over = if columns.side_by_side { 0.0 } else { NAME };
    let heights = galleys.each_ref().map(|galley| {
        if galley.job.text.is_empty() { 0.0 } else { galley.size().y + 2.0 * PADDING.y + over }
    });
    let gap = if columns.side_by_side { 0.0 } else { 4.0 };
    let height =
        if columns.side_by_side { heights[0].max(heights[1]) } else { heights[0] + heights[1] + gap };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let mut top = rect.top();
    for (side, galley) in galleys.into_iter().enumerate() {
        let has_text = !galley.job.text.is_empty();
        let left =
            rect.left() + if columns.side_by_side { side as f32 * (columns.width + GUTTER) } else { 0.0 };
        let tall = if columns.side_by_side { height } else { heights[side] };
        let place = Rect::from_min_size(pos2(left, top), vec2(columns.width, tall));
        if let Some(number) = row.passage.filter(|_| has_text) {
            ui.painter().rect_filled(place, 0, colors.shared);
            passage_ui(ui, place, (number, side), columns.side_by_side);
        }
        if !columns.side_by_side && has_text {
            name_ui(ui, place, names[side], side);
        }
        let inner = Rect::from_min_size(place.min + PADDING + vec2(0.0, over), galley.size());
        if has_text {
            // A child of its own leaves the place of the next row to the allocation above.
            ui.new_child(UiBuilder::new().max_rect(inner)).add(Label::new(galley).selectable(true));
        }
        if !columns.side_by_side {
            top += heights[side] + gap;
        }
    }
    ui.add_space(4.0);
    rect
}

/// Marks the text of one side as a shared passage, by a rule and its number: in the gutter, or at the right over the text
/// where both stand under each other.
fn passage_ui(ui: &Ui, place: Rect, (number, side): (usize, usize), beside: bool) {
    let color = ChartColors::of(ui).relations[1];
    let thin = Stroke::new(1.0, color);
    let edge = if beside && side == 0 { place.right() } else { place.left() };
    ui.painter().vline(edge, place.y_range(), Stroke::new(3.0, color));
    let middle = match (beside, side) {
        (false, _) => pos2(place.right() - 20.0, place.top() + 18.0),
        (true, 0) => pos2(edge + GUTTER / 2.0, place.top() + 22.0),
        (true, _) => pos2(edge - GUTTER / 2.0, place.top() + 22.0),
    };
    if beside {
        ui.painter().hline(middle.x.min(edge)..=middle.x.max(edge), middle.y, thin);
    }
    ui.painter().circle(middle, 10.0, Palette::of(ui).background, thin);
    ui.painter().text(middle, Align2::CENTER_CENTER, number, theme::axis(), color);
}

/// Names the publisher of a text, filled for the first article and outlined for the second.
fn name_ui(ui: &Ui, place: Rect, name: &str, side: usize) {
    let palette = Palette::of(ui);
    let at = place.min + vec2(PADDING.x, PADDING.y);
    let sign = Rect::from_min_size(at + vec2(0.0, 5.0), vec2(8.0, 8.0));
    match side {
        0 => ui.painter().rect_filled(sign, 1, palette.secondary),
        _ => ui.painter().rect_stroke(sign, 1, Stroke::new(1.5, palette.secondary), egui::StrokeKind::Inside),
    };
    let response = ui.interact(
        place.with_max_y(at.y + NAME),
        ui.scope_id().with((place.top() as i32, side)),
        Sense::hover(),
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
    let text = at + vec2(14.0, 9.0);
    ui.painter().text(text, Align2::LEFT_CENTER, name, theme::small_strong(), palette.secondary);
}

/// The text of one side of a row, with the numbers that differ marked.
fn text_of(ui: &Ui, row: &ComparedRow, side: usize, width: f32) -> Arc<Galley> {
    let palette = Palette::of(ui);
    let format = |differs: bool| {
        let family = if differs { crate::ui::fonts::semibold() } else { FontFamily::Proportional };
        let color = if differs { palette.warning } else { palette.body };
        TextFormat {
            background: if differs { palette.warning_fill } else { egui::Color32::TRANSPARENT },
            underline: if differs { Stroke::new(1.0, palette.warning) } else { Stroke::NONE },
            line_height: Some(28.0),
            ..TextFormat::simple(FontId::new(15.5, family), color)
        }
    };
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    for (at, piece) in row.texts[side].iter().enumerate() {
        let text = if at == 0 { piece.text.trim_start() } else { &piece.text };
        job.append(text, 0.0, format(piece.differs));
    }
    ui.painter().layout_job(job)
}

/// What differs, as pairs that lead to their row, and what the shares mean.
fn foot_ui(ui: &mut Ui, comparison: &StoryComparison, state: &mut ComparisonState, lang: Lang) {
    let palette = Palette::of(ui);
    ui.add_space(12.0);
    let line = ui.available_rect_before_wrap();
    ui.painter().hline(line.x_range(), line.top(), Stroke::new(1.0, palette.line));
    ui.add_space(14.0);
    let mut group = |ui: &mut Ui, name: &str, differences: &[Difference]| {
        if differences.is_empty() {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            ui.label(RichText::new(name).font(theme::small_strong()));
            for difference in differences {
                let [one, other] = difference.texts.each_ref().map(|text| shortened(text, LONGEST_CHIP));
                let text = RichText::new(format!("{one} — {other}")).font(theme::small_strong());
                let stroke = Stroke::new(1.0, palette.field_line);
                let chip = Button::new(text.color(palette.warning)).fill(palette.field).stroke(stroke);
                if ui.add(chip.corner_radius(theme::RADIUS).min_size(vec2(0.0, 28.0))).clicked() {
                    state.scroll_to = Some(difference.row);
                }
            }
        });
        ui.add_space(8.0);
    };
    group(ui, lang.differing_numbers(), &comparison.numbers);
    group(ui, lang.differing_quotations(), &comparison.quotations);
    let frame = Frame::new().inner_margin(Margin { top: 4, bottom: 24, ..Margin::ZERO });
    frame.show(ui, |ui| {
        let text = RichText::new(lang.shared_means()).font(theme::axis()).color(palette.secondary);
        ui.add(Label::new(text).wrap());
    });
}
