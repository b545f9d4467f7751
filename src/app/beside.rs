//! The file as it is stored with the article that was read from it beside it: two pages, each scrolled on its own.

use super::Seogo;
use crate::ui::command::Command;
use crate::ui::reader::{ReaderState, ReaderView, reader_ui};
use crate::ui::theme::Palette;
use crate::view::Page;
use egui::{Rect, Stroke, Ui, UiBuilder};

/// The least width, in points, at which both stand side by side; below it one stands under the other.
const WIDTH_FOR_COLUMNS: f32 = 860.0;

/// The article, while its file is shown.
#[derive(Default)]
pub(super) struct Beside {
    pub(super) page: Page,
    pub(super) reader: ReaderState,
}

impl Seogo {
    /// Shows the file with the article beside it, or the one of them that was shown before.
    pub(super) fn toggle_beside(&mut self) {
        self.comparing = None;
        self.beside = match self.beside {
            Some(_) => None,
            None => Some(Beside::default()),
        };
        self.stored = true;
        self.show_page();
    }

    /// Makes the page anew and shows it from its beginning.
    pub(super) fn show_page(&mut self) {
        self.make_page();
        self.reader.show(&self.page);
        if let Some(beside) = &mut self.beside {
            beside.reader.show(&beside.page);
        }
    }

    /// Shows the page anew where it stands, as after a change of language.
    pub(super) fn refresh_page(&mut self) {
        self.reader.refresh(&self.page);
        if let Some(beside) = &mut self.beside {
            beside.reader.refresh(&beside.page);
        }
    }

    /// The page on which what is looked for is marked.
    pub(super) fn marked_reader(&mut self) -> &mut ReaderState {
        self.beside.as_mut().map_or(&mut self.reader, |beside| &mut beside.reader)
    }

    /// Which hit of how many the reader has gone to.
    pub(super) fn hit_count(&self) -> (usize, usize) {
        self.beside.as_ref().map_or(&self.reader, |beside| &beside.reader).hit_count()
    }

    /// Forgets what is selected; false where nothing was.
    pub(super) fn deselect(&mut self) -> bool {
        let beside = self.beside.as_mut().is_some_and(|beside| beside.reader.deselect());
        self.reader.deselect() || beside
    }

    /// Paints the page that is shown, and what stands beside it.
    pub(super) fn pages_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let (type_, texts) = (&self.settings.type_, self.texts());
        let whole = ui.available_rect_before_wrap();
        let line = Stroke::new(1.0, Palette::of(ui).line);
        let (place, other) = match self.beside {
            None => (whole, Rect::NOTHING),
            Some(_) if whole.width() >= WIDTH_FOR_COLUMNS => {
                ui.painter().vline(whole.center().x, whole.y_range(), line);
                whole.split_left_right_at_fraction(0.5)
            }
            Some(_) => {
                ui.painter().hline(whole.x_range(), whole.center().y, line);
                whole.split_top_bottom_at_fraction(0.5)
            }
        };
        let mut paint = |ui: &mut Ui, name: &str, place: Rect, page: &Page, reader: &mut ReaderState| {
            let view = ReaderView { page, type_, lang: texts };
            let builder = UiBuilder::new().max_rect(place.shrink(0.5)).id_salt(name);
            commands.extend(ui.scope_builder(builder, |ui| reader_ui(ui, &view, reader)).inner);
        };
        paint(ui, "page", place, &self.page, &mut self.reader);
        if let Some(beside) = &mut self.beside {
            paint(ui, "beside", other, &beside.page, &mut beside.reader);
            // What is copied is what was selected last, which is where the pointer was pressed.
            let (pressed, pointer) =
                ui.input(|input| (input.pointer.any_pressed(), input.pointer.interact_pos()));
            match pointer.filter(|_| pressed) {
                Some(pointer) if other.contains(pointer) => _ = self.reader.deselect(),
                Some(pointer) if place.contains(pointer) => _ = beside.reader.deselect(),
                _ => {}
            }
        }
    }
}
