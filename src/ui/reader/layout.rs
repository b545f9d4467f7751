//! Lays out a page: what is visible at once, the rest bit by bit in each frame, so that a long page never
//! blocks one.

use super::items::PageItem;
use super::jobs::text_job;
use super::paint::{CHIP_HEIGHT, other_height};
use super::pictures::Pictures;
use super::selection::TextPosition;
use super::style::Style;
use crate::library::TypeSettings;
use crate::ui::headline::headline;
use crate::ui::theme::Palette;
use crate::view::PageBlockKind;
use egui::{Galley, Pos2, Rect, Ui, Vec2, pos2, vec2};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The time per frame for laying out what isn't visible.
const BUDGET: Duration = Duration::from_millis(3);
/// The least margin beside the text, and the space above and below a page, in points.
const SIDE: f32 = 40.0;
const OVER: f32 = 34.0;
const UNDER: f32 = 96.0;
/// The width of the column of line numbers beside stored text, in points.
pub(super) const NUMBERS: f32 = 52.0;
/// The indentation of replies, in points.
pub(super) const ANSWER_INDENT: f32 = 22.0;

/// The indentation of captions after their rule, in points.
pub(super) const CAPTION_INDENT: f32 = 14.0;

/// Everything that the layout of a page depends on.
#[derive(Clone, PartialEq)]
pub(super) struct Measure {
    pub(super) type_: TypeSettings,
    /// The width of the text, in points.
    pub(super) width: f32,
    pixels_per_point: f32,
    dark: bool,
    /// The number of loaded pictures, since each one changes the layout.
    pictures: usize,
}

impl Measure {
    pub(super) fn new(ui: &Ui, type_: &TypeSettings, pictures: usize) -> Self {
        let room = (ui.available_width() - 2.0 * SIDE).max(120.0);
        Self {
            type_: type_.clone(),
            width: (type_.width * type_.size).min(room).round(),
            pixels_per_point: ui.pixels_per_point(),
            dark: ui.visuals().dark_mode,
            pictures,
        }
    }

    /// The top left corner of the text within the page's rectangle.
    pub(super) fn origin(&self, rect: Rect) -> Pos2 {
        pos2((rect.left() + (rect.width() - self.width) / 2.0).round(), rect.top())
    }
}

/// The position of an item.
#[derive(Clone, Default)]
struct ItemPlace {
    top: f32,
    height: f32,
    indent: f32,
    /// How far it is scrolled to the left if it is wider than the page.
    slid: f32,
    galley: Option<Arc<Galley>>,
    /// The space above its text for a picture, in points.
    above: f32,
    measured: bool,
}

/// A page's layout, as far as it has been computed.
#[derive(Default)]
pub(super) struct Laid {
    measure: Option<Measure>,
    places: Vec<ItemPlace>,
    height: f32,
    /// How many items from the top have been measured.
    done: usize,
}

impl Laid {
    /// Drops the layout if it was made for another measure.
    pub(super) fn prepare(&mut self, measure: &Measure, items: usize) {
        if self.measure.as_ref() != Some(measure) || self.places.len() != items {
            *self = Self {
                measure: Some(measure.clone()),
                places: vec![ItemPlace::default(); items],
                ..Self::default()
            };
        }
    }

    /// Drops the height of the chips, because they have changed.
    pub(super) fn measure_chips_again(&mut self, items: &[PageItem]) {
        for (place, _) in
            self.places.iter_mut().zip(items).filter(|(_, item)| matches!(item, PageItem::Chips(_)))
        {
            place.measured = false;
            self.done = 0;
        }
    }

    pub(super) fn is_complete(&self) -> bool {
        self.done == self.places.len()
    }

    /// Lays out what is visible, then more from the top while there is time.
    pub(super) fn lay_out(
        &mut self,
        ui: &Ui,
        measure: &Measure,
        (items, pictures): (&[PageItem], &Pictures),
        scrolled: f32,
        height: f32,
    ) {
        if self.is_complete() {
            return;
        }
        let palette = Palette::of(ui);
        let started = Instant::now();
        self.stack(items, measure);
        for index in 0..items.len() {
            let in_view = self
                .places
                .get(index)
                .is_some_and(|place| place.top <= scrolled + height && place.top + place.height >= scrolled);
            if in_view && self.measure_item(ui, measure, palette, (items, pictures), index) {
                self.stack(items, measure);
            }
        }
        while self.done < items.len() && started.elapsed() < BUDGET {
            self.measure_item(ui, measure, palette, (items, pictures), self.done);
            self.done += 1;
        }
        self.stack(items, measure);
    }

    /// Measures an item; false if it was measured already.
    fn measure_item(
        &mut self,
        ui: &Ui,
        measure: &Measure,
        palette: &Palette,
        (items, pictures): (&[PageItem], &Pictures),
        index: usize,
    ) -> bool {
        let (Some(item), Some(place)) = (items.get(index), self.places.get_mut(index)) else { return false };
        if place.measured {
            return false;
        }
        place.measured = true;
        let style = Style::of(item, measure, palette);
        place.indent = style.indent;
        match galley(ui, item, &style, measure.width, palette) {
            Some(galley) => {
                let picture = item.picture().and_then(|address| pictures.of(address, measure.width));
                place.above = picture.map_or(0.0, |(_, size)| size.y + 8.0);
                // A picture without a text has no line for one.
                place.height = match picture {
                    Some((_, size)) if galley.text().is_empty() => size.y,
                    _ => galley.size().y + place.above,
                };
                place.galley = Some(galley);
            }
            None => place.height = other_height(ui, item, measure.width),
        }
        true
    }

    /// Places every item below the previous one, estimating the height of unmeasured ones.
    fn stack(&mut self, items: &[PageItem], measure: &Measure) {
        let mut y = OVER;
        let mut before: Option<&PageItem> = None;
        for (item, place) in items.iter().zip(&mut self.places) {
            y += before.map_or(0.0, |before| gap(before, item, &measure.type_));
            place.top = y;
            if !place.measured {
                place.height = guess_height(item, measure);
            }
            y += place.height;
            before = Some(item);
        }
        self.height = y + UNDER;
    }

    pub(super) fn height(&self) -> f32 {
        self.height
    }

    /// The top and height of an item.
    pub(super) fn place(&self, index: usize) -> Option<(f32, f32)> {
        self.places.get(index).map(|place| (place.top, place.height))
    }

    /// The space above an item's text, in points.
    pub(super) fn above(&self, index: usize) -> f32 {
        self.places.get(index).map_or(0.0, |place| place.above)
    }

    pub(super) fn galley(&self, index: usize) -> Option<&Arc<Galley>> {
        self.places.get(index)?.galley.as_ref()
    }

    pub(super) fn indent(&self, index: usize) -> f32 {
        self.places.get(index).map_or(0.0, |place| place.indent - place.slid)
    }

    /// How much of an item's width doesn't fit on the page, and how much of that is hidden at the left.
    pub(super) fn overhang(&self, index: usize, width: f32) -> Option<(f32, f32)> {
        let place = self.places.get(index)?;
        let over = place.galley.as_ref()?.size().x + place.indent - width;
        (over > 1.0).then_some((over, place.slid))
    }

    /// Scrolls an item that is wider than the page.
    pub(super) fn slide_to(&mut self, index: usize, slid: f32, width: f32) {
        let Some((over, _)) = self.overhang(index, width) else { return };
        if let Some(place) = self.places.get_mut(index) {
            place.slid = slid.clamp(0.0, over);
        }
    }

    /// The item at an offset, and the distance below its top; see [`Self::position_of`].
    pub(super) fn anchor_at(&self, y: f32) -> Option<(usize, f32)> {
        let index = self.places.partition_point(|place| place.top <= y).checked_sub(1)?;
        Some((index, y - self.places.get(index)?.top))
    }

    /// The offset of an anchor in the current layout.
    pub(super) fn position_of(&self, (index, below): (usize, f32)) -> f32 {
        self.places.get(index).map_or(0.0, |place| place.top + below)
    }

    /// How much of an item's height is above an anchor in it, from 0 to 1.
    pub(super) fn share(&self, (index, below): (usize, f32)) -> f32 {
        let height = self.places.get(index).map_or(0.0, |place| place.height);
        if height > 0.0 { (below / height).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// Whether an item's height is known and not an estimate.
    pub(super) fn is_measured(&self, index: usize) -> bool {
        self.places.get(index).is_some_and(|place| place.measured)
    }

    /// The text position nearest to a point, which is relative to the page's origin.
    pub(super) fn hit(&self, items: &[PageItem], point: Vec2) -> Option<TextPosition> {
        let (at, _) = self.anchor_at(point.y.max(OVER))?;
        let text_at = |index: &usize| self.galley(*index).is_some();
        let item = (0..=at).rev().find(text_at).or_else(|| (at..items.len()).find(text_at))?;
        let place = self.places.get(item)?;
        let galley = place.galley.as_ref()?;
        let cursor = galley.cursor_from_pos(point - vec2(place.indent - place.slid, place.top + place.above));
        Some(TextPosition { item, character: cursor.index.0 })
    }

    /// Whether a point on the screen is on an item's glyphs rather than beside them.
    pub(super) fn is_on_text(&self, index: usize, point: Option<Pos2>, origin: Pos2) -> bool {
        let (Some(point), Some(place)) = (point, self.places.get(index)) else { return false };
        let Some(galley) = &place.galley else { return false };
        let local = point - origin - vec2(place.indent - place.slid, place.top + place.above);
        galley.rows.iter().any(|row| row.rect().contains(local.to_pos2()))
    }
}

/// The space between two items, in points.
fn gap(before: &PageItem, item: &PageItem, type_: &TypeSettings) -> f32 {
    use PageBlockKind::{
        Alert, Caption, Code, CommentMeta, CommentText, CommentsHeading, Compared, Deck, Footnote, GluedDeck,
        Heading, Item as ListItem, Label, Mark, Note, Picture, Rule, Stored, Subhead, Table, Text, Trailer,
    };
    let kind = |item: &PageItem| if let PageItem::Block(block) = item { Some(block.kind) } else { None };
    let size = type_.size;
    if item.continues() && !item.is_parted() {
        return 0.0;
    }
    match (item, kind(before), kind(item)) {
        (PageItem::Title(_), ..) => 0.0,
        (PageItem::Chips(_), ..) => 16.0,
        (PageItem::Line, ..) => 24.0,
        (_, _, Some(Stored { .. })) if kind(before).is_some() => 0.0,
        (_, Some(Alert), _) => size * 0.4,
        (_, Some(_), Some(Label)) => size * 1.6,
        (_, Some(Compared { .. } | Text), Some(Compared { .. })) => size * 0.45,
        (_, None, _) => 24.0,
        // A line that wraps isn't to look like two.
        (_, Some(Deck | GluedDeck), Some(Deck | GluedDeck)) => size * 0.35,
        (_, Some(Text), Some(Trailer)) => size * 1.9,
        (_, Some(Caption), Some(Caption)) => size * 0.35,
        (_, Some(Caption), _) | (_, _, Some(Caption)) => 18.0_f32.max(size),
        (_, Some(_), Some(Subhead | Heading(_))) => size * 1.5,
        // These have edges of their own, which reach beyond their text.
        (_, Some(Subhead | Heading(_)), Some(Code | Picture | Note | Table)) => size * 0.45 + 12.0,
        (_, Some(Subhead | Heading(_)), _) => size * 0.45,
        (_, Some(ListItem(_)), Some(ListItem(_))) | (_, Some(Footnote), Some(Footnote)) => size * 0.35,
        (_, Some(Note), Some(Note)) => 0.0,
        (_, Some(Table), _) => size * 0.95 + 16.0,
        (_, Some(Code | Picture), Some(Code | Picture)) => size * 0.6 + 18.0,
        (_, Some(Code | Picture | Note), _) | (_, Some(_), Some(Code | Picture | Note)) => size * 0.95 + 8.0,
        (_, Some(_), Some(Footnote)) => size * 2.2,
        (_, Some(Trailer), Some(Trailer)) => size * 0.35,
        (_, Some(Mark), Some(_)) => size * 0.45,
        (_, Some(_), Some(Mark | Rule)) | (_, Some(Rule), _) => size * 1.3,
        (_, _, Some(CommentsHeading)) => size * 2.6,
        (_, _, Some(CommentMeta(_))) => size * 1.1,
        (_, _, Some(CommentText(_))) => size * 0.2,
        _ => (size * 0.95).round(),
    }
}

/// An item's text, laid out; headlines are broken as in the list.
fn galley(ui: &Ui, item: &PageItem, style: &Style, width: f32, palette: &Palette) -> Option<Arc<Galley>> {
    match item {
        PageItem::Title(words) => {
            Some(headline(ui.painter(), &words.text, &style.format(), width, usize::MAX))
        }
        _ => text_job(ui, item, style, width, palette).map(|job| ui.painter().layout_job(job)),
    }
}

fn guess_height(item: &PageItem, measure: &Measure) -> f32 {
    let Some(text) = item.text() else { return CHIP_HEIGHT };
    let size = measure.type_.size;
    // Most text is Hangul, with three bytes and a width of 0.9 font sizes per character.
    let lines = (text.len() as f32 / 3.0 * size * 0.9 / measure.width).ceil().max(1.0);
    lines * size * measure.type_.line_height
}
