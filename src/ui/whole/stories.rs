//! The list of stories in place of the list of articles: events reported by several articles, most publishers
//! first, each of which unfolds to its articles.

use super::decided::decided_ui;
use super::strip::{scale_ui, strip_ui, strip_width};
use super::unfolded::{Unfolded, unfolded_ui};
use crate::archive::Catalogue;
use crate::library::StoryJudgement;
use crate::stories::{DecidedStory, Relation, SharedTerm, SkippedTexts, Story};
use crate::ui::command::{Command, MarkCommand};
use crate::ui::headline::headline;
use crate::ui::theme::{self, Palette};
use crate::view::{Lang, story_row};
use egui::text::TextFormat;
use egui::{
    Align2, FontId, Rangef, Rect, RichText, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

/// Input for painting the list.
pub struct StoriesView<'a> {
    /// The stories, most publishers first.
    pub stories: &'a [Story],
    /// The catalogue of their articles.
    pub catalogue: &'a Catalogue,
    /// What the crawler left out because of its text.
    pub skipped: &'a SkippedTexts,
    /// What the reader decided about stories, the latest first.
    pub decided: &'a [DecidedStory],
    /// The article shown on the page, or the two that are compared.
    pub shown: &'a [u32],
    /// The words that hold a story together, with the ordinal of its first article.
    pub why: Option<(u32, &'a [SharedTerm])>,
}

/// The list's state between frames. A story is named by the ordinal of an article in it, since it may move
/// and grow.
#[derive(Debug, Default)]
pub struct StoriesState {
    /// The unfolded story.
    open: Option<u32>,
    /// The relations of which all articles are shown, in the story of this first article.
    pub(super) whole: Vec<Relation>,
    whole_of: Option<u32>,
    /// Whether all that the crawler didn't store of that story is shown.
    pub(super) all_not_stored: bool,
    /// Whether any article of a catalogue of this many has a date.
    dated: Option<(u32, bool)>,
    /// The story for which another is being chosen to merge with it.
    pub(super) joining: Option<u32>,
    /// An article to bring into view.
    pub(super) reveal: Option<u32>,
    /// The height of what stands under an unfolded story's articles, when it was last painted.
    pub(super) foot: f32,
    /// A story that stays where it is while others move.
    fixed: Option<Fixed>,
    /// How much of the list is above the view, in points.
    offset: f32,
}

/// A story that stays where it is.
#[derive(Clone, Copy, Debug)]
struct Fixed {
    /// The ordinal of its first article.
    article: u32,
    /// Its position in the list.
    at: usize,
    /// How far its row is below the upper edge of the view.
    y: f32,
}

impl StoriesState {
    /// Unfolds the story of an article and brings the article into view, by its ordinal.
    pub fn show(&mut self, article: u32) {
        (self.open, self.reveal) = (Some(article), Some(article));
    }

    /// The unfolded story, by the ordinal of an article in it.
    pub fn open(&self) -> Option<u32> {
        self.open
    }

    /// Scrolls back to the first story.
    pub fn to_start(&mut self) {
        (self.fixed, self.offset) = (None, 0.0);
    }

    /// Stops choosing a story to merge with another; false if none was being chosen.
    pub fn leave_joining(&mut self) -> bool {
        self.joining.take().is_some()
    }

    /// Replaces articles that are gone by their successors: rewriting a file gives it another ordinal.
    pub fn follow(&mut self, successor: impl Fn(u32) -> Option<u32>) {
        for ordinal in [&mut self.open, &mut self.whole_of, &mut self.joining, &mut self.reveal] {
            *ordinal = ordinal.and_then(&successor);
        }
        self.fixed = self.fixed.and_then(|fixed| Some(Fixed { article: successor(fixed.article)?, ..fixed }));
    }

    /// Why a catalogue has no story: articles without a date belong to none.
    fn why_none(&mut self, catalogue: &Catalogue, lang: Lang) -> &'static str {
        let len = catalogue.len();
        let is_dated = || catalogue.present().any(|(_, row)| row.published().is_some());
        let known = self.dated.filter(|&(of, _)| of == len).map(|(_, dated)| dated);
        let dated = known.unwrap_or_else(is_dated);
        self.dated = Some((len, dated));
        if dated || len == 0 { lang.no_story() } else { lang.no_dated_article() }
    }

    /// Folds or unfolds a story that was pressed; or merges it with another.
    fn on_pressed(&mut self, story: &Story, is_open: bool) -> Option<Command> {
        let pressed = first(story)?;
        let is_own = |one: &u32| story.articles.iter().any(|article| article.ordinal == *one);
        if let Some(one) = self.joining.take().filter(|one| !is_own(one)) {
            return Some(Command::Mark(MarkCommand::Story(pressed, one, StoryJudgement::Together)));
        }
        self.open = (!is_open).then_some(pressed);
        None
    }

    /// Prepares for painting an unfolded story.
    fn enter(&mut self, unfolded: Option<&Unfolded<'_>>) {
        let first = unfolded.map(|unfolded| unfolded.first);
        if self.whole_of != first {
            (self.whole, self.whole_of, self.all_not_stored) = (Vec::new(), first, false);
        }
        match (unfolded, self.reveal) {
            (Some(unfolded), Some(article)) => unfolded.make_visible(article, &mut self.whole),
            _ => self.reveal = None,
        }
    }

    /// Scrolls so that the fixed story stays where it is, though stories before it have come, gone or been
    /// folded.
    fn hold_place(&mut self, stories: &[Story], rows: &StoryRows) {
        let Some(fixed) = self.fixed else { return };
        let is_there = stories.get(fixed.at).is_some_and(|story| first(story) == Some(fixed.article));
        let at = if is_there { Some(fixed.at) } else { position_of(stories, fixed.article) };
        if let Some(at) = at {
            self.offset = (rows.top(at) - fixed.y).max(0.0);
        }
    }

    /// Fixes the story that was pressed, or else the unfolded one if its row is in view, or the first in view.
    fn fix(&mut self, shown: Rangef, pressed: Option<usize>, stories: &[Story], rows: &StoryRows) {
        let offset = shown.min;
        let open = rows.open.map(|(open, _)| open).filter(|&open| shown.contains(rows.top(open)));
        let at = pressed.or(open).unwrap_or_else(|| rows.at(offset));
        let article = stories.get(at).and_then(first);
        self.fixed = article.map(|article| Fixed { article, at, y: rows.top(at) - offset });
        self.offset = offset;
    }
}

/// The sizes of a row, in points: a line of the headline, everything under the headline, the padding, and the
/// width of a list from which one line of headline is enough.
const LINE: f32 = 22.0;
const UNDER: f32 = 44.0;
const PADDING: f32 = 10.0;
const ROOM_FOR_ONE_LINE: f32 = 560.0;
/// The left edge of a row's text, and the room at its right for the number of publishers, in points.
pub(super) const TEXT: f32 = 38.0;
const PUBLISHERS: f32 = 58.0;

/// The places of the list's rows.
struct StoryRows {
    /// A row's height.
    height: f32,
    /// The unfolded story's position, and the height of what it unfolds to.
    open: Option<(usize, f32)>,
    len: usize,
}

impl StoryRows {
    fn top(&self, at: usize) -> f32 {
        let above = self.open.filter(|&(open, _)| open < at).map_or(0.0, |(_, unfolded)| unfolded);
        at as f32 * self.height + above
    }

    /// The story at this height.
    fn at(&self, y: f32) -> usize {
        let folded = (y / self.height).max(0.0) as usize;
        let at = match self.open {
            Some((open, unfolded)) if folded > open => (((y - unfolded) / self.height) as usize).max(open),
            _ => folded,
        };
        at.min(self.len.saturating_sub(1))
    }
}

/// Paints the list into all the space there is.
pub fn stories_ui(
    ui: &mut Ui,
    view: &StoriesView<'_>,
    state: &mut StoriesState,
    lang: Lang,
) -> Option<Command> {
    let withdrawn = decided_ui(ui, view, lang);
    if view.stories.is_empty() {
        nothing_ui(ui, state.why_none(view.catalogue, lang));
        return withdrawn;
    }
    joining_ui(ui, view, state, lang);
    scale_ui(ui, lang);
    let open = state.open.and_then(|article| position_of(view.stories, article));
    let unfolded = open.and_then(|at| Unfolded::of(view, view.stories.get(at)?, lang));
    state.enter(unfolded.as_ref());
    let width = ui.available_width();
    let lines = if width < ROOM_FOR_ONE_LINE { 2 } else { 1 };
    let rows = StoryRows {
        height: LINE * lines as f32 + UNDER + 2.0 * PADDING,
        open: open.zip(unfolded.as_ref().map(|unfolded| unfolded.height(state))),
        len: view.stories.len(),
    };
    state.hold_place(view.stories, &rows);
    let area = ScrollArea::vertical().id_salt("stories").auto_shrink([false, false]);
    let (mut command, mut pressed) = (None, None);
    let scrolled = area.vertical_scroll_offset(state.offset).show_viewport(ui, |ui, shown| {
        ui.set_height(rows.top(rows.len));
        let corner = ui.max_rect().min;
        for at in rows.at(shown.top())..=rows.at(shown.bottom()) {
            let Some(story) = view.stories.get(at) else { break };
            let rect = Rect::from_min_size(corner + vec2(0.0, rows.top(at)), vec2(width, rows.height));
            if row_ui(ui, rect, story, view.catalogue, (lines, open == Some(at)), lang) {
                command = state.on_pressed(story, open == Some(at));
                pressed = Some(at);
            }
        }
        if let (Some((at, height)), Some(unfolded)) = (rows.open, &unfolded) {
            let corner = corner + vec2(0.0, rows.top(at) + rows.height);
            let rect = Rect::from_min_size(corner, vec2(width, height));
            command = unfolded_ui(ui, rect, unfolded, state, lang).or(command.take());
        }
    });
    let offset = scrolled.state.clamped_offset().y;
    let shown = Rangef::new(offset, offset + scrolled.inner_rect.height());
    state.fix(shown, pressed, view.stories, &rows);
    command.or(withdrawn)
}

/// The ordinal of a story's first article.
fn first(story: &Story) -> Option<u32> {
    story.articles.first().map(|article| article.ordinal)
}

/// The position of the story that an article belongs to.
fn position_of(stories: &[Story], article: u32) -> Option<usize> {
    stories.iter().position(|story| {
        let mut tells = story.articles.iter().filter(|article| article.relation != Relation::Mention);
        tells.any(|told| told.ordinal == article)
    })
}

fn nothing_ui(ui: &mut Ui, why: &str) {
    ui.vertical_centered(|ui| {
        ui.add_space(48.0);
        let text = RichText::new(why).color(Palette::of(ui).secondary);
        ui.add(egui::Label::new(text).wrap());
    });
}

/// A story's row: headline, number of publishers, and when its articles appeared. It may have some lines of
/// headline and be open. Returns whether it was pressed.
fn row_ui(
    ui: &mut Ui,
    rect: Rect,
    story: &Story,
    catalogue: &Catalogue,
    (lines, is_open): (usize, bool),
    lang: Lang,
) -> bool {
    let palette = Palette::of(ui);
    let row = story_row(story, catalogue, lang);
    let response = ui.interact(rect, ui.scope_id().with(("story", first(story))), Sense::click());
    let name = format!("{} · {} · {}", row.title, row.meta, lang.publisher_count(row.publishers));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, &name));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect.shrink2(vec2(8.0, 2.0)), 10, palette.hover);
    }
    let painter = ui.painter();
    let simple = TextFormat::simple(theme::strong(), palette.text);
    let format = TextFormat { line_height: Some(LINE), ..simple };
    let title = headline(painter, &row.title, &format, rect.width() - TEXT - PUBLISHERS, lines);
    let (height, is_cut) = (title.size().y.max(LINE), title.elided);
    let top = rect.center().y - (height + UNDER) / 2.0;
    let left = rect.left() + TEXT;
    chevron(ui, pos2(rect.left() + 22.0, top + LINE / 2.0), is_open);
    painter.galley(pos2(left, top), title, palette.text);
    let meta = pos2(left, top + height + 13.0);
    painter.text(meta, Align2::LEFT_CENTER, &row.meta, theme::small(), palette.secondary);
    let strip = pos2(left, top + height + UNDER - 14.0);
    strip_ui(ui, Rect::from_min_size(strip, vec2(strip_width(rect.width()), 14.0)), &row.ticks);
    let number = FontId::new(18.0, crate::ui::fonts::semibold());
    let places = painter.layout_no_wrap(lang.places().to_owned(), theme::axis(), palette.secondary);
    let right = rect.right() - 18.0 - places.size().x;
    painter.text(
        pos2(right - 3.0, top + LINE / 2.0),
        Align2::RIGHT_CENTER,
        row.publishers,
        number,
        palette.text,
    );
    painter.galley(pos2(right, top + LINE / 2.0 + 2.0 - places.size().y / 2.0), places, palette.secondary);
    let pressed = response.clicked();
    if is_cut {
        response.on_hover_text(&row.title);
    }
    pressed
}

fn chevron(ui: &Ui, middle: egui::Pos2, is_open: bool) {
    let chevron = match is_open {
        true => [vec2(-4.0, -2.0), vec2(0.0, 2.5), vec2(4.0, -2.0)],
        false => [vec2(-2.0, -4.0), vec2(2.5, 0.0), vec2(-2.0, 4.0)],
    };
    let stroke = Stroke::new(1.5, Palette::of(ui).secondary);
    ui.painter().line(chevron.map(|at| middle + at).to_vec(), stroke);
}

/// Says that a story is to be chosen to merge with this one.
fn joining_ui(ui: &mut Ui, view: &StoriesView<'_>, state: &mut StoriesState, lang: Lang) {
    let Some(of) = state.joining else { return };
    let palette = Palette::of(ui);
    let story = position_of(view.stories, of).and_then(|at| view.stories.get(at));
    let title = story.map(|story| story_row(story, view.catalogue, lang).title);
    let title = title.or_else(|| Some(view.catalogue.row(of)?.title().to_owned())).unwrap_or_default();
    let frame = egui::Frame::new().fill(palette.selected).inner_margin(egui::Margin::symmetric(14, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let text = RichText::new(lang.choose_story_to_join(&title)).font(theme::small_strong());
        ui.add(egui::Label::new(text.color(palette.text)).wrap());
        ui.add_space(4.0);
        if ui.button(lang.dismiss()).clicked() {
            state.joining = None;
        }
    });
}
