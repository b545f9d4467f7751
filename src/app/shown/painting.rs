//! Paints the shown article: the versions bar, the find bar, one or two pages, and the details.

use super::{Mode, Shown};
use crate::archive::Catalogue;
use crate::library::TypeSettings;
use crate::ui::command::Command;
use crate::ui::details::details_ui;
use crate::ui::find_bar::find_bar_ui;
use crate::ui::reader::{ReaderState, ReaderView, reader_ui};
use crate::ui::theme::Palette;
use crate::ui::versions_bar::{VersionsView, versions_bar_ui};
use crate::ui::whole::StoryBeside;
use crate::view::{self, Lang, Page};
use egui::{Frame, Margin, Rect, Stroke, Ui, UiBuilder};

/// The least width for two pages side by side, in points; below it they are stacked.
const WIDTH_FOR_COLUMNS: f32 = 860.0;

/// Input for painting, besides the state.
pub(in crate::app) struct ShownView<'a> {
    pub(in crate::app) catalogue: &'a Catalogue,
    pub(in crate::app) type_: &'a TypeSettings,
    pub(in crate::app) lang: Lang,
}

impl Shown {
    /// Paints the shown article, if any, into the available space.
    pub(in crate::app) fn article_ui(
        &mut self,
        ui: &mut Ui,
        view: &ShownView<'_>,
        commands: &mut Vec<Command>,
    ) {
        if self.read.is_none() {
            return;
        }
        commands.extend(self.versions_ui(ui, view));
        let hits = self.hits();
        if let Some(find) = &mut self.find {
            let frame = Frame::new().inner_margin(Margin::symmetric(16, 8));
            commands.extend(frame.show(ui, |ui| find_bar_ui(ui, find.bar(), hits, view.lang)).inner);
        }
        self.pages_ui(ui, view, commands);
    }

    /// Paints the details of the article.
    pub(in crate::app) fn details_ui(
        &mut self,
        ui: &mut Ui,
        story: Option<&StoryBeside>,
        lang: Lang,
        commands: &mut Vec<Command>,
    ) {
        let margin = Margin { left: 20, right: 4, top: 12, bottom: 0 };
        let frame = Frame::new().fill(Palette::of(ui).side).inner_margin(margin);
        let has_original = self.page.original.is_some();
        let (details, marks, notes) = (&self.details, &self.my_marks, &mut self.notes);
        let shown = frame.show(ui, |ui| details_ui(ui, details, marks, notes, story, has_original, lang));
        commands.extend(shown.inner);
    }

    /// Paints the versions bar if the article has several versions.
    fn versions_ui(&self, ui: &mut Ui, view: &ShownView<'_>) -> Option<Command> {
        let files = self.versions(view.catalogue)?;
        let compared = match &self.mode {
            Mode::Comparing(comparing) => Some((comparing.old, comparing.new)),
            Mode::Page | Mode::Stored | Mode::Split(_) => None,
        };
        let bar = VersionsView {
            files,
            version: &|ordinal| view::version(view.catalogue, ordinal, view.lang),
            shown: self.read.as_ref()?.ordinal,
            compared,
            lang: view.lang,
        };
        versions_bar_ui(ui, &bar)
    }

    /// Paints the page, and a second one if there is one.
    fn pages_ui(&mut self, ui: &mut Ui, view: &ShownView<'_>, commands: &mut Vec<Command>) {
        let whole = ui.available_rect_before_wrap();
        let line = Stroke::new(1.0, Palette::of(ui).line);
        self.pictures.upload(ui.ctx());
        let pictures = &self.pictures;
        let mut paint = |ui: &mut Ui, name: &str, place: Rect, page: &Page, reader: &mut ReaderState| {
            let view = ReaderView { page, pictures, type_: view.type_, lang: view.lang };
            let builder = UiBuilder::new().max_rect(place.shrink(0.5)).id_salt(name);
            commands.extend(ui.scope_builder(builder, |ui| reader_ui(ui, &view, reader)).inner);
        };
        let Mode::Split(split) = &mut self.mode else {
            return paint(ui, "page", whole, &self.page, &mut self.reader);
        };
        let (place, other) = if whole.width() >= WIDTH_FOR_COLUMNS {
            ui.painter().vline(whole.center().x, whole.y_range(), line);
            whole.split_left_right_at_fraction(0.5)
        } else {
            ui.painter().hline(whole.x_range(), whole.center().y, line);
            whole.split_top_bottom_at_fraction(0.5)
        };
        paint(ui, "page", place, &self.page, &mut self.reader);
        paint(ui, "beside", other, &split.page, &mut split.reader);
        // Keeps a selection only on the page pressed last, so that copying takes the latest selection.
        let (pressed, pointer) =
            ui.input(|input| (input.pointer.any_pressed(), input.pointer.interact_pos()));
        match pointer.filter(|_| pressed) {
            Some(pointer) if other.contains(pointer) => _ = self.reader.deselect(),
            Some(pointer) if place.contains(pointer) => _ = split.reader.deselect(),
            _ => {}
        }
    }
}
