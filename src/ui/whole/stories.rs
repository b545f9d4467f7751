//! Stories: events reported by several articles, most publishers first, each of which unfolds to its articles.

use super::title_ui;
use crate::archive::Catalogue;
use crate::stories::{Relation, Story};
use crate::ui::command::Command;
use crate::ui::headline::headline;
use crate::ui::theme::{self, ChartColors, Palette};
use crate::view::{Lang, StoryLine, StoryRow, story_lines, story_row};
use egui::text::TextFormat;
use egui::{
    Align2, Color32, FontFamily, FontId, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

/// Input for painting the view.
pub struct StoriesView<'a> {
    /// The stories, most publishers first.
    pub stories: &'a [Story],
    /// The catalogue of their articles.
    pub catalogue: &'a Catalogue,
    /// How many articles are listed.
    pub listed: usize,
    /// The article shown on the page.
    pub selected: Option<u32>,
}

/// The view's state between frames.
#[derive(Debug, Default)]
pub struct StoriesState {
    /// The ordinal of the unfolded story's first article.
    open: Option<u32>,
}

/// The sizes of a row, in points.
const ROW: f32 = 92.0;
const LINE: f32 = 28.0;
const CHEVRON: f32 = 28.0;
const STRIP: f32 = 340.0;
/// How many hours after the first article a time strip ends.
const HOURS: f32 = 48.0;
/// The greatest width, in points, so that lines remain readable.
const WIDEST: f32 = 860.0;

/// Paints the view.
pub(super) fn stories_ui(
    ui: &mut Ui,
    view: &StoriesView<'_>,
    state: &mut StoriesState,
    lang: Lang,
) -> Option<Command> {
    let scope = format!("{} · {}", lang.article_count(view.listed), lang.hours_after_first());
    let count = super::charts::grouped(view.stories.len() as u64);
    title_ui(ui, &format!("{} {count}", lang.stories()), &scope);
    ui.add_space(12.0);
    if view.stories.is_empty() {
        ui.vertical_centered(|ui| {
            ui.add_space(80.0);
            ui.label(RichText::new(lang.no_story()).color(Palette::of(ui).secondary));
        });
        return None;
    }
    let first = |story: &Story| story.articles.first().map(|article| article.ordinal);
    let open = view.stories.iter().position(|story| first(story).is_some() && first(story) == state.open);
    let lines =
        open.and_then(|at| view.stories.get(at)).map(|story| story_lines(story, view.catalogue, lang));
    let lines = lines.unwrap_or_default();
    let unfolded = lines.iter().map(|(_, lines)| LINE * (lines.len() + 1) as f32).sum::<f32>()
        + if lines.is_empty() { 0.0 } else { 44.0 };
    let mut command = None;
    let height = view.stories.len() as f32 * ROW + unfolded;
    ScrollArea::vertical().id_salt("stories").auto_shrink([false, false]).show_viewport(ui, |ui, shown| {
        let width = ui.available_width().min(WIDEST);
        ui.set_height(height);
        let (left, top) = (ui.max_rect().left(), ui.max_rect().top());
        let below = open.unwrap_or(usize::MAX);
        let y = |at: usize| at as f32 * ROW + if at > below { unfolded } else { 0.0 };
        let begin = (((shown.top() - unfolded) / ROW).floor().max(0.0)) as usize;
        let end = ((shown.bottom() / ROW).ceil() as usize + 1).min(view.stories.len());
        for at in begin..end {
            let Some(story) = view.stories.get(at) else { continue };
            let rect = Rect::from_min_size(pos2(left, top + y(at)), vec2(width, ROW));
            let row = story_row(story, view.catalogue, lang);
            if row_ui(ui, rect, &row, open == Some(at), first(story), lang) {
                state.open = if open == Some(at) { None } else { first(story) };
            }
        }
        if let Some(at) = open {
            let rect = Rect::from_min_size(pos2(left, top + y(at) + ROW), vec2(width, unfolded));
            command = unfolded_ui(ui, rect, &lines, view.selected, lang);
        }
    });
    command
}

/// A story's row: headline, number of publishers, and when its articles appeared. Returns whether it was
/// clicked.
fn row_ui(ui: &mut Ui, rect: Rect, row: &StoryRow, open: bool, id: Option<u32>, lang: Lang) -> bool {
    let palette = Palette::of(ui);
    let response = ui.interact(rect, ui.scope_id().with(("story", id)), Sense::click());
    let name = format!("{} · {} · {}", row.title, row.meta, row.publishers);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, &name));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 2.0)), 10, palette.hover);
    }
    let painter = ui.painter();
    let middle = pos2(rect.left() + 14.0, rect.top() + 22.0);
    let chevron = match open {
        true => [vec2(-4.0, -2.0), vec2(0.0, 2.5), vec2(4.0, -2.0)],
        false => [vec2(-2.0, -4.0), vec2(2.5, 0.0), vec2(-2.0, 4.0)],
    };
    painter.line(chevron.map(|at| middle + at).to_vec(), Stroke::new(1.5, palette.secondary));
    let left = rect.left() + CHEVRON;
    let format = TextFormat::simple(theme::strong(), palette.text);
    let title = headline(painter, &row.title, &format, rect.width() - CHEVRON - 90.0, 1);
    painter.galley(pos2(left, rect.top() + 12.0), title, palette.text);
    painter.text(
        pos2(left, rect.top() + 46.0),
        Align2::LEFT_CENTER,
        &row.meta,
        theme::small(),
        palette.secondary,
    );
    let number = FontId::new(18.0, crate::ui::fonts::semibold());
    let right = pos2(rect.right() - 46.0, rect.top() + 22.0);
    painter.text(right, Align2::RIGHT_CENTER, row.publishers, number, palette.text);
    let places = pos2(rect.right() - 42.0, rect.top() + 24.0);
    painter.text(places, Align2::LEFT_CENTER, lang.places(), theme::axis(), palette.secondary);
    let width = STRIP.min(rect.width() - CHEVRON - 60.0);
    let strip = Rect::from_min_size(pos2(left, rect.top() + 60.0), vec2(width, 14.0));
    strip_ui(ui, strip, &row.ticks);
    response.clicked()
}

fn relation_color(ui: &Ui, relation: Relation) -> Color32 {
    let [same, partly, own] = ChartColors::of(ui).relations;
    match relation {
        Relation::Same | Relation::Wire => same,
        Relation::Partly => partly,
        Relation::Own | Relation::Photo | Relation::Mention => own,
    }
}

/// When the articles appeared, on the same scale for all stories; later ones are counted at the end.
fn strip_ui(ui: &Ui, rect: Rect, ticks: &[(f32, Relation)]) {
    let palette = Palette::of(ui);
    let painter = ui.painter();
    painter.hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, palette.line));
    let mut late = 0;
    for &(hours, relation) in ticks {
        if hours > HOURS {
            late += 1;
            continue;
        }
        let x = rect.left() + hours / HOURS * (rect.width() - 3.0);
        let height =
            if matches!(relation, Relation::Same | Relation::Wire | Relation::Partly) { 10.0 } else { 5.0 };
        let tick = Rect::from_min_max(pos2(x, rect.bottom() - height), pos2(x + 3.0, rect.bottom()));
        painter.rect_filled(tick, 0, relation_color(ui, relation));
    }
    if late > 0 {
        let end = pos2(rect.right() + 6.0, rect.center().y);
        painter.text(end, Align2::LEFT_CENTER, format!("+{late}"), theme::axis(), palette.secondary);
    }
}

/// A story's articles, grouped by relation to the first; a click opens one.
fn unfolded_ui(
    ui: &mut Ui,
    rect: Rect,
    groups: &[(Relation, Vec<StoryLine>)],
    selected: Option<u32>,
    lang: Lang,
) -> Option<Command> {
    let palette = Palette::of(ui);
    let mut command = None;
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (relation, lines) in groups {
            let (head, response) = ui.allocate_exact_size(vec2(rect.width(), LINE), Sense::hover());
            let at = pos2(head.left() + CHEVRON, head.center().y);
            let swatch = Rect::from_center_size(at - vec2(12.0, 0.0), vec2(8.0, 8.0));
            ui.painter().rect_filled(swatch, 1, relation_color(ui, *relation));
            let name = format!("{} {}", lang.relation(*relation), lines.len());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
            ui.painter().text(at, Align2::LEFT_CENTER, name, theme::small_strong(), palette.text);
            for line in lines {
                if line_ui(ui, rect.width(), line, selected == Some(line.ordinal)) {
                    command = Some(Command::Select(line.ordinal));
                }
            }
        }
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            ui.add_space(CHEVRON);
            let text = RichText::new(lang.shared_means()).font(theme::axis()).color(palette.secondary);
            ui.add(egui::Label::new(text).wrap());
        });
    });
    command
}

fn line_ui(ui: &mut Ui, width: f32, line: &StoryLine, selected: bool) -> bool {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, LINE), Sense::click());
    let name = format!("{} {} {} {}", line.time, line.publisher, line.title, line.shared);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, &name));
    if selected || response.hovered() || response.has_focus() {
        let fill = if selected { palette.selected } else { palette.hover };
        ui.painter().rect_filled(rect.with_min_x(rect.left() + CHEVRON - 8.0), theme::RADIUS, fill);
    }
    let secondary = if selected { palette.secondary_on_selected } else { palette.secondary };
    let font = FontId::new(13.0, FontFamily::Proportional);
    let painter = ui.painter();
    let piece = |left: f32, room: f32, text: &str, color: Color32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text.to_owned(), font.clone(), color);
        job.wrap = egui::text::TextWrapping::truncate_at_width(room.max(8.0));
        let galley = painter.layout_job(job);
        painter.galley(pos2(rect.left() + left, rect.center().y - galley.size().y / 2.0), galley, color);
    };
    piece(CHEVRON, 128.0, &line.time, secondary);
    piece(CHEVRON + 136.0, 88.0, &line.publisher, secondary);
    piece(CHEVRON + 232.0, width - CHEVRON - 232.0 - 60.0, &line.title, palette.text);
    let end = pos2(rect.right() - 8.0, rect.center().y);
    super::charts::figures(ui.painter(), end, &line.shared, &font, secondary);
    response.clicked()
}
