//! Stories: events reported by several articles, most publishers first, each of which unfolds to its articles.

use super::title_ui;
use super::unfolded::{Unfolded, unfolded_ui};
use crate::archive::Catalogue;
use crate::library::StoryJudgement;
use crate::stories::{Relation, SharedTerm, Story};
use crate::ui::command::{Command, MarkCommand};
use crate::ui::headline::headline;
use crate::ui::theme::{self, ChartColors, Palette};
use crate::view::{Lang, StoryRow, story_groups, story_row};
use egui::text::TextFormat;
use egui::{
    Align2, Color32, FontId, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
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
    /// The words that hold a story together, with the ordinal of its first article.
    pub why: Option<(u32, &'a [SharedTerm])>,
}

/// The view's state between frames.
#[derive(Debug, Default)]
pub struct StoriesState {
    /// The ordinal of an article of the unfolded story.
    pub(in crate::ui) open: Option<u32>,
    /// The relations of which all articles are shown.
    whole: Vec<Relation>,
    /// The ordinal of the first article of the story for which another is being chosen that is one with it.
    joining: Option<u32>,
}

impl StoriesState {
    /// Unfolds the story of an article, by its ordinal.
    pub fn unfold(&mut self, article: u32) {
        (self.open, self.whole, self.joining) = (Some(article), Vec::new(), None);
    }
}

/// The sizes of a row, in points.
const ROW: f32 = 92.0;
pub(super) const CHEVRON: f32 = 28.0;
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
    let is_open = |story: &Story| {
        let mut tells = story.articles.iter().filter(|article| article.relation != Relation::Mention);
        tells.any(|article| Some(article.ordinal) == state.open)
    };
    let open = view.stories.iter().position(is_open);
    let unfolded = open.and_then(|at| view.stories.get(at)).map(|story| Unfolded {
        story,
        first: first(story).unwrap_or_default(),
        groups: story_groups(story, view.catalogue, lang),
        selected: view.selected,
        why: view.why.filter(|(of, _)| Some(*of) == first(story)).map(|(_, terms)| terms),
    });
    let room = unfolded.as_ref().map_or(0.0, |unfolded| unfolded.height(&state.whole));
    joining_ui(ui, view, state, lang);
    let mut command = None;
    let height = view.stories.len() as f32 * ROW + room;
    ScrollArea::vertical().id_salt("stories").auto_shrink([false, false]).show_viewport(ui, |ui, shown| {
        let width = ui.available_width().min(WIDEST);
        ui.set_height(height);
        let (left, top) = (ui.max_rect().left(), ui.max_rect().top());
        let below = open.unwrap_or(usize::MAX);
        let y = |at: usize| at as f32 * ROW + if at > below { room } else { 0.0 };
        let begin = (((shown.top() - room) / ROW).floor().max(0.0)) as usize;
        let end = ((shown.bottom() / ROW).ceil() as usize + 1).min(view.stories.len());
        for at in begin..end {
            let Some(story) = view.stories.get(at) else { continue };
            let rect = Rect::from_min_size(pos2(left, top + y(at)), vec2(width, ROW));
            let row = story_row(story, view.catalogue, lang);
            if !row_ui(ui, rect, &row, open == Some(at), first(story), lang) {
                continue;
            }
            match (state.joining.take(), first(story)) {
                (Some(one), Some(other)) if one != other => {
                    let together = MarkCommand::Story(other, one, StoryJudgement::Together);
                    command = Some(Command::Mark(together));
                }
                (_, first) => {
                    state.open = if open == Some(at) { None } else { first };
                    state.whole.clear();
                }
            }
        }
        if let (Some(at), Some(unfolded)) = (open, &unfolded) {
            let rect = Rect::from_min_size(pos2(left, top + y(at) + ROW), vec2(width, room));
            command = unfolded_ui(ui, rect, unfolded, &mut state.whole, &mut state.joining, lang)
                .or(command.take());
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

pub(super) fn relation_color(ui: &Ui, relation: Relation) -> Color32 {
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

/// Asks which story is one with another, while one is being chosen.
fn joining_ui(ui: &mut Ui, view: &StoriesView<'_>, state: &mut StoriesState, lang: Lang) {
    let Some(of) = state.joining else { return };
    let palette = Palette::of(ui);
    let title = view.catalogue.row(of).map(|row| row.title()).unwrap_or_default();
    ui.horizontal(|ui| {
        let text = RichText::new(lang.choose_story_to_join(title)).font(theme::small_strong());
        ui.add(egui::Label::new(text.color(palette.accent)).truncate());
        if ui.button(lang.cancel()).clicked() {
            state.joining = None;
        }
    });
    ui.add_space(6.0);
}
