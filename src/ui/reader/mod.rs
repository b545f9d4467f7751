//! The reader's page: title, chips and blocks, laid out only near the visible part, with text selection across
//! blocks.

mod content;
mod grid;
mod items;
mod jobs;
mod layout;
mod markup;
mod paint;
mod pictures;
mod selection;
mod style;

use super::command::{Command, Copied, Direction};
use crate::library::{HighlightColor, HighlightField, PagePlace, TypeSettings};
use crate::view::{Lang, Page, SpanKind};
use egui::scroll_area::{DragScroll, ScrollSource};
use egui::{Event, ScrollArea, TextureHandle, Ui, Vec2, vec2};
use items::{PageItem, items};
use layout::{Laid, Measure};
pub use pictures::Pictures;
use selection::{Selection, TextPosition};
use std::ops::Range;

/// Input for painting the page.
pub struct ReaderView<'a> {
    pub page: &'a Page,
    /// The page's pictures.
    pub pictures: &'a Pictures,
    pub type_: &'a TypeSettings,
    /// The language of the interface.
    pub lang: Lang,
}

impl ReaderView<'_> {
    /// An item's picture and its size on the page; `None` unless it is a loaded picture.
    fn picture(&self, item: &PageItem, measure: &Measure) -> Option<(&TextureHandle, Vec2)> {
        self.pictures.of(item.picture()?, measure.width)
    }
}

/// A page's state between frames: layout, scroll position and selection.
#[derive(Default)]
pub struct ReaderState {
    items: Vec<PageItem>,
    laid: Laid,
    selection: Option<Selection>,
    /// The query's hits, from the top.
    hits: Vec<ItemHit>,
    /// The ranges of each item's text with a style of their own, in characters.
    spans: Vec<Vec<(Range<usize>, SpanKind)>>,
    /// The index of the hit that the reader has jumped to.
    current_hit: Option<usize>,
    /// The reader's highlights.
    highlights: Vec<(ItemHit, HighlightColor)>,
    /// A text position still to be scrolled to.
    reveal: Option<TextPosition>,
    /// The scroll offset for the next frame, in points from the top.
    scroll_to: Option<f32>,
    /// The place to restore once its text has been laid out; see [`Self::place`].
    return_to: Option<PagePlace>,
    scrolled: f32,
    view_height: f32,
    content_height: f32,
}

/// The hits on a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The index of the hit that the reader has jumped to, from the top.
    pub current: Option<usize>,
    /// The number of hits.
    pub all: usize,
}

/// A range of an item's text that a query found, in characters.
struct ItemHit {
    item: usize,
    range: Range<usize>,
}

impl ReaderState {
    /// Jumps to the next or previous hit, wrapping around at the ends.
    pub fn step_hit(&mut self, direction: Direction) {
        let Some(last) = self.hits.len().checked_sub(1) else { return };
        self.current_hit = Some(match (self.current_hit, direction) {
            (None, Direction::Forward) => 0,
            (None, Direction::Back) => last,
            (Some(at), Direction::Forward) => (at + 1) % self.hits.len(),
            (Some(at), Direction::Back) => at.checked_sub(1).unwrap_or(last),
        });
        let hit = self.current_hit.and_then(|at| self.hits.get(at));
        self.reveal = hit.map(|hit| TextPosition { item: hit.item, character: hit.range.start });
    }

    /// The number of hits, and which one the reader has jumped to.
    pub fn hits(&self) -> Hits {
        Hits { current: self.current_hit, all: self.hits.len() }
    }

    /// Highlights other hits on the same page, with none of them the current one.
    pub fn show_hits(&mut self, page: &Page) {
        self.items = items(page);
        (self.hits, self.highlights) = hits(&self.items, page);
        self.spans = self.items.iter().map(PageItem::spans).collect();
        self.current_hit = None;
    }

    /// Shows the same page with other chips or highlights, keeping place, layout and current hit.
    pub fn update(&mut self, page: &Page) {
        let current_hit = self.current_hit;
        self.show_hits(page);
        self.current_hit = current_hit.filter(|&at| at < self.hits.len());
        self.laid.measure_chips_again(&self.items);
    }

    /// Shows another page from its start.
    pub fn show(&mut self, page: &Page) {
        self.show_hits(page);
        self.laid = Laid::default();
        self.selection = None;
        self.scroll_to = Some(0.0);
        self.return_to = None;
    }

    /// The position at the top of the view.
    pub fn place(&self) -> PagePlace {
        let here = self.laid.anchor_at(self.scroll_to.unwrap_or(self.scrolled)).unwrap_or_default();
        self.return_to.unwrap_or(PagePlace { item: here.0, share: self.laid.share(here) })
    }

    /// Scrolls to a place saved by [`Self::place`].
    pub fn return_to(&mut self, place: PagePlace) {
        self.return_to = Some(place);
    }

    /// Shows a rebuilt page of the same article, e.g. after a change of language, keeping the place.
    pub fn refresh(&mut self, page: &Page) {
        let current_hit = self.current_hit;
        self.show_hits(page);
        self.current_hit = current_hit.filter(|&at| at < self.hits.len());
        // Until the page is laid out again, an offset says nothing of what stands there.
        self.return_to = Some(self.place());
        self.laid = Laid::default();
        self.selection = None;
    }

    /// Scrolls down by a screen; false if the end is already visible.
    pub fn page_on(&mut self) -> bool {
        let end = (self.content_height - self.view_height).max(0.0);
        if self.scrolled >= end - 1.0 {
            return false;
        }
        self.scroll_to = Some((self.scrolled + self.page_step()).min(end));
        true
    }

    /// Scrolls up by a screen; false if the start is already visible.
    pub fn page_back(&mut self) -> bool {
        if self.scrolled <= 1.0 {
            return false;
        }
        self.scroll_to = Some((self.scrolled - self.page_step()).max(0.0));
        true
    }

    /// A screen minus two lines, so that the eye keeps track.
    fn page_step(&self) -> f32 {
        (self.view_height - 64.0).max(40.0)
    }

    /// The offset of the position to be scrolled to; `None` while its text hasn't been laid out.
    fn offset_of_revealed(&mut self) -> Option<f32> {
        let at = self.reveal?;
        let (top, _) = self.laid.place(at.item)?;
        let Some(galley) = self.laid.galley(at.item) else {
            // It is laid out as soon as it is visible.
            return Some((top - self.view_height / 3.0).max(0.0));
        };
        self.reveal = None;
        let within = galley.pos_from_cursor(egui::text::CCursor::new(at.character));
        let (above, below) = (top + within.top(), top + within.bottom());
        let in_view = above >= self.scrolled + 24.0 && below <= self.scrolled + self.view_height - 24.0;
        (!in_view).then(|| (above - self.view_height / 3.0).max(0.0))
    }

    /// The offset of the place to restore; an estimate until its text has been laid out.
    fn offset_of_returned(&mut self) -> Option<f32> {
        let PagePlace { item, share } = self.return_to?;
        if item >= self.items.len() || self.laid.is_measured(item) {
            self.return_to = None;
        }
        let (top, height) = self.laid.place(item)?;
        // At the very top, everything above the item is part of the place.
        (item > 0 || share > 0.0).then_some(top + height * share)
    }

    /// Scrolls to a place in the article: a part, and a character in it.
    pub fn reveal(&mut self, field: HighlightField, character: usize) {
        self.reveal = self.items.iter().enumerate().find_map(|(item, what)| {
            let start = what.start(field)?;
            let length = what.text()?.chars().count();
            let within = character.checked_sub(start).filter(|&within| within < length)?;
            Some(TextPosition { item, character: within })
        });
    }

    /// Jumps to the hit at a place in the article: a part, and the hit's first character; false if no hit is there.
    pub fn go_to_hit(&mut self, field: HighlightField, character: usize) -> bool {
        let is_there = |hit: &ItemHit| {
            let start = self.items.get(hit.item).and_then(|item| item.start(field));
            start.is_some_and(|start| start + hit.range.start == character)
        };
        let found = self.hits.iter().position(is_there);
        if let Some(at) = found {
            self.current_hit = Some(at);
            self.reveal(field, character);
        }
        found.is_some()
    }

    /// The position of the footnote that a link refers to.
    fn footnote(&self, link: &str) -> Option<TextPosition> {
        let label = link.strip_prefix("#fn-")?;
        let item = self.items.iter().position(|item| item.is_footnote(label))?;
        Some(TextPosition { item, character: 0 })
    }

    /// The selection in the article's own text: its part, and the range of characters.
    pub fn selected_passage(&self) -> Option<(HighlightField, Range<usize>)> {
        let selection = self.selection.as_ref()?;
        // A selection from the headline into the body is taken from the body.
        [HighlightField::Body, HighlightField::Title].into_iter().find_map(|field| {
            let mut ranges = self.items.iter().enumerate().filter_map(|(index, item)| {
                let start = item.start(field)?;
                let within = selection.within(index, item)?;
                Some(start + within.start..start + within.end)
            });
            let first = ranges.next()?;
            let end = ranges.next_back().map_or(first.end, |last| last.end);
            Some((field, first.start..end))
        })
    }

    /// The ranges of an item's text that are marked, in characters.
    fn marked(&self, index: usize, item: &PageItem) -> impl Iterator<Item = Range<usize>> {
        let highlights = self.highlights.iter().map(|(highlight, _)| highlight);
        let marks = self.hits.iter().chain(highlights).filter(move |mark| mark.item == index);
        let selected = self.selection.as_ref().and_then(|selection| selection.within(index, item));
        marks.map(|mark| mark.range.clone()).chain(selected)
    }

    /// Selects the whole page.
    pub fn select_all(&mut self) {
        self.selection = Selection::whole(&self.items);
    }

    /// Clears the selection; false if there was none.
    pub fn deselect(&mut self) -> bool {
        self.selection.take().is_some()
    }

    /// The selected text, if any.
    pub fn selected_text(&self) -> Option<String> {
        self.selection.as_ref().map(|selection| selection.text(&self.items)).filter(|text| !text.is_empty())
    }
}

/// The query's hits and the reader's highlights, item by item.
fn hits(items: &[PageItem], page: &Page) -> (Vec<ItemHit>, Vec<(ItemHit, HighlightColor)>) {
    let (mut hits, mut highlights) = (Vec::new(), Vec::new());
    for (number, item) in items.iter().enumerate() {
        let (found, highlighted) = match item {
            PageItem::Title(_) => (&page.title_hits, &page.title_highlights),
            PageItem::Block(block) => (&block.hits, &block.highlights),
            PageItem::Chips(_) | PageItem::Line | PageItem::Notice(_) => continue,
        };
        let of_item = |range: &Range<usize>| ItemHit { item: number, range: range.clone() };
        hits.extend(found.iter().map(of_item));
        hits.extend(item.is_change().then_some(ItemHit { item: number, range: 0..0 }));
        highlights.extend(highlighted.iter().map(|(range, color)| (of_item(range), *color)));
    }
    (hits, highlights)
}

/// Paints the page into the available space.
pub fn reader_ui(ui: &mut Ui, view: &ReaderView<'_>, state: &mut ReaderState) -> Option<Command> {
    let mut command = keys(ui, state);
    let measure = Measure::new(ui, view.type_, view.pictures.len());
    let anchor = state.laid.anchor_at(state.scrolled);
    state.laid.prepare(&measure, state.items.len());
    let mut area = ScrollArea::vertical()
        .id_salt("reader")
        .auto_shrink(false)
        .scroll_source(ScrollSource { drag: DragScroll::OnTouch, ..ScrollSource::default() });
    let laid_before = state.laid.is_complete();
    state.laid.lay_out(ui, &measure, (&state.items, view.pictures), state.scrolled, ui.available_height());
    // Items above the view that are measured for the first time must not move the visible text.
    let kept = anchor.map(|anchor| state.laid.position_of(anchor)).filter(|_| !laid_before);
    let revealed = state.offset_of_revealed();
    let scroll_to = state.scroll_to.take();
    let returned = state.offset_of_returned();
    if let Some(offset) = revealed.or(returned).or(scroll_to).or(kept) {
        area = area.vertical_scroll_offset(offset);
    }
    let output = area.show_viewport(ui, |ui, viewport| {
        let (_, rect) = ui.allocate_space(vec2(ui.available_width(), state.laid.height()));
        content::content_ui(ui, view, state, &measure, rect, viewport)
    });
    state.scrolled = output.state.clamped_offset().y;
    state.view_height = output.inner_rect.height();
    state.content_height = output.content_size.y;
    if !state.laid.is_complete() {
        ui.ctx().request_repaint();
    }
    command = output.inner.or(command);
    command
}

fn keys(ui: &Ui, state: &ReaderState) -> Option<Command> {
    if ui.ctx().text_edit_focused() {
        return None;
    }
    let copy = ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy)));
    state.selected_text().filter(|_| copy).map(|text| Command::Copy(Copied::Selection, text))
}
