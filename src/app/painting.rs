//! Painting the window: what the program holds becomes views, and what the reader does to them commands.

use super::Seogo;
use crate::search::Heading;
use crate::ui::command::Command;
use crate::ui::details::details_ui;
use crate::ui::dialogs::{Dialog, dialog_ui};
use crate::ui::export_dialog::export_ui;
use crate::ui::find_bar::find_bar_ui;
use crate::ui::focus_ring::focus_ring_ui;
use crate::ui::list::ListView;
use crate::ui::list_layout::Heights;
use crate::ui::message::message_ui;
use crate::ui::palette::palette_ui;
use crate::ui::sidebar::{SidebarView, sidebar_ui};
use crate::ui::theme::{self, Palette};
use crate::ui::toolbar::{ToolbarView, toolbar_ui};
use crate::ui::welcome::welcome_ui;
use crate::view::{self, Lang};
use egui::{Frame, Margin, Panel, Ui};
use std::cell::RefCell;

/// Below these widths, in points, the details are hidden unless asked for, and the list becomes a drawer.
const WIDTH_FOR_DETAILS: f32 = 1100.0;
pub(super) const WIDTH_FOR_SIDEBAR: f32 = 720.0;

impl Seogo {
    /// Paints all of it, and adds what the reader asked for.
    pub(super) fn paint(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let palette = Palette::of(ui);
        let width = ui.available_width();
        let texts = self.texts();
        if let Some(message) = &mut self.message {
            let frame = Frame::new().fill(palette.side).inner_margin(Margin::symmetric(16, 8));
            let panel = Panel::bottom("message").frame(frame).show_separator_line(false).resizable(false);
            commands.extend(panel.show(ui, |ui| message_ui(ui, message, texts)).inner);
        }
        if self.archive.is_none() {
            let page = Frame::new().fill(palette.background);
            let texts = self.texts();
            let asked = egui::CentralPanel::no_frame()
                .frame(page)
                .show(ui, |ui| welcome_ui(ui, &self.session.recent, &mut self.typed_path, texts));
            commands.extend(asked.inner);
        } else {
            self.archive_ui(ui, width, commands);
        }
        let problems = self.loaded.as_ref().map(|loaded| (&loaded.problems, loaded.catalogue.as_ref()));
        let (dialog, path) = (&mut self.dialog, &mut self.typed_path);
        let recent = &self.session.recent;
        let (asked, closed) = dialog_ui(ui.ctx(), dialog, problems, path, recent, &self.settings, self.lang);
        if closed {
            self.dialog = Dialog::None;
        }
        commands.extend(asked);
        commands.extend(self.tags_ui(ui.ctx()));
        let view = self.exporting.is_some().then(|| self.export_view());
        if let Some((exporting, view)) = self.exporting.as_mut().zip(view) {
            let (asked, closed) = export_ui(ui.ctx(), &mut exporting.state, &view);
            if closed {
                self.close_export();
            }
            commands.extend(asked);
        }
        if let Some(palette) = &mut self.palette {
            let (asked, closed) = palette_ui(ui.ctx(), palette, texts);
            if closed {
                self.palette = None;
            }
            commands.extend(asked);
        }
        focus_ring_ui(ui.ctx());
        drop_hint_ui(ui, self.texts());
    }

    fn archive_ui(&mut self, ui: &mut Ui, width: f32, commands: &mut Vec<Command>) {
        let palette = Palette::of(ui);
        let narrow = width < WIDTH_FOR_SIDEBAR;
        if self.sidebar_open {
            let frame = Frame::new().fill(palette.side);
            let panel = Panel::left("sidebar").frame(frame).show_separator_line(false);
            let panel = if narrow {
                // Nothing of the article fits beside the list, so the list has the window until one is chosen.
                panel.exact_size(width).resizable(false)
            } else {
                let chosen = self.session.sidebar_width.unwrap_or(theme::SIDEBAR_WIDTH);
                panel.default_size(chosen).size_range(theme::SIDEBAR_WIDTHS).resizable(true)
            };
            let shown = panel.show(ui, |ui| commands.extend(self.sidebar_ui(ui)));
            let rect = shown.response.rect;
            ui.painter().vline(rect.right() - 0.5, rect.y_range(), egui::Stroke::new(1.0, palette.line));
            if !narrow && self.session.sidebar_width != Some(rect.width()) {
                self.session.sidebar_width = Some(rect.width());
                self.unsaved = true;
            }
        }
        let details_open = self.details_open(width) && self.read.is_some();
        self.details_over &= narrow;
        if details_open && !narrow {
            let panel =
                Panel::right("details").frame(Frame::new()).show_separator_line(false).resizable(false);
            let shown = panel.exact_size(theme::DETAILS_WIDTH).show(ui, |ui| self.details_ui(ui, commands));
            let rect = shown.response.rect;
            ui.painter().vline(rect.left() + 0.5, rect.y_range(), egui::Stroke::new(1.0, palette.line));
        }
        egui::CentralPanel::no_frame().frame(Frame::new().fill(palette.background)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            commands.extend(toolbar_ui(ui, &self.toolbar_view(width)));
            if details_open && narrow {
                self.details_ui(ui, commands);
            } else {
                self.article_ui(ui, commands);
            }
        });
    }

    fn details_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let margin = Margin { left: 20, right: 12, top: 12, bottom: 0 };
        let frame = Frame::new().fill(Palette::of(ui).side).inner_margin(margin);
        let (original, texts) = (self.page.original.is_some(), self.texts());
        let (details, marks, notes) = (&self.details, &self.my_marks, &mut self.notes);
        let shown = frame.show(ui, |ui| details_ui(ui, details, marks, notes, original, texts));
        commands.extend(shown.inner);
    }

    fn article_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>) {
        let texts = self.texts();
        if self.read.is_none() {
            if self.selected.is_none() && !self.listing.is_empty() {
                let color = Palette::of(ui).secondary;
                ui.centered_and_justified(|ui| {
                    ui.label(egui::RichText::new(texts.select_article()).color(color))
                });
            }
            return;
        }
        commands.extend(self.versions_ui(ui));
        let hits = self.hit_count();
        if let Some(find) = &mut self.find {
            let frame = Frame::new().inner_margin(Margin::symmetric(16, 8));
            commands.extend(frame.show(ui, |ui| find_bar_ui(ui, find, hits, texts)).inner);
        }
        self.pages_ui(ui, commands);
    }

    fn sidebar_ui(&mut self, ui: &mut Ui) -> Option<Command> {
        let (lang, texts) = (self.lang, self.texts());
        let listing = self.listing.clone();
        let wanted = RefCell::new(Vec::new());
        let row = |position: usize| {
            let ordinal = *listing.ordinals.get(position)?;
            let find = listing.finds.as_ref().map(|finds| view::RowFind {
                search: &finds.search,
                kind: listing.kind(ordinal),
                snippet: self.snippets.of(ordinal),
            });
            if find.is_some_and(|find| find.snippet.is_none()) {
                wanted.borrow_mut().push(ordinal);
            }
            let (every_file, marks) = (listing.request.all_versions, &self.library.marks);
            Some((ordinal, view::row(&listing.catalogue, ordinal, marks, every_file, find, lang)?))
        };
        let heading_text = |heading: &Heading| match heading.day {
            Some(day) => view::format_day(day, lang),
            None => texts.undated().to_owned(),
        };
        let (status, integrity) = (self.status(), self.integrity_view());
        let archive = self.archive.as_ref().and_then(|archive| archive.folder.file_name());
        let archive = archive.map(|name| view::one_line(&name.to_string_lossy())).unwrap_or_default();
        let recent = &self.session.recent_searches;
        let (typed, marked) = (&self.sidebar.search.text, self.counts.as_ref());
        let suggestions = view::suggestions(typed, recent, &self.values, marked, texts);
        let shelves = view::shelves(&self.library.marks, self.counts.as_ref(), lang);
        let view = SidebarView {
            archive: &archive,
            listing: &listing,
            request: &self.request,
            suggestions: &suggestions,
            list: ListView {
                len: listing.len(),
                heights: Heights::of(self.settings.density, listing.finds.is_some()),
                headings: &listing.headings,
                row: &row,
                heading_text: &heading_text,
                selected: self.position,
                chosen: &|ordinal| self.chosen.contains(ordinal),
                lang,
            },
            chosen: self.chosen.len(),
            shelves: &shelves,
            shelves_open: self.session.shelves_open,
            saved: self.is_saved(),
            status: &status,
            integrity: integrity.as_ref(),
            problems: self.problems,
            new: self.new.count,
            lang,
            loading: self.share_done(),
        };
        let command = sidebar_ui(ui, &view, &mut self.sidebar);
        self.want_snippets(wanted.into_inner());
        command
    }

    fn toolbar_view(&self, width: f32) -> ToolbarView<'_> {
        ToolbarView {
            has_article: self.read.is_some(),
            has_original: self.page.original.is_some(),
            ways: self.history.ways(),
            sidebar_open: self.sidebar_open,
            details_open: self.details_open(width),
            stored: self.stored,
            starred: self
                .selected
                .and_then(|shown| self.marks_of(shown))
                .is_some_and(|marks| marks.star.is_some()),
            hits: self.hit_count(),
            beside: self.beside.is_some(),
            settings: &self.settings,
            lang: self.texts(),
        }
    }

    pub(super) fn details_open(&self, width: f32) -> bool {
        match self.session.details_open {
            // Beside the article there is no room for them, so they have its place while they are wanted.
            _ if width < WIDTH_FOR_SIDEBAR => self.details_over,
            Some(open) => open,
            None => width >= WIDTH_FOR_DETAILS,
        }
    }

    /// The line under the list while something is under way.
    fn status(&self) -> String {
        match (self.progress, self.integrity.checking) {
            (Some(progress), _) => view::progress_text(progress, self.lang),
            (None, Some(checking)) => view::verify_progress_text(checking, self.lang),
            (None, None) => {
                self.indexing.map(|(done, all)| view::joining_text(done, all, self.lang)).unwrap_or_default()
            }
        }
    }

    /// How much of a load or a check is done, from 0 to 1.
    fn share_done(&self) -> Option<f32> {
        let loaded = self.progress.map(|progress| (progress.done, progress.found));
        let checked = self.integrity.checking.map(|checking| (checking.checked, checking.found));
        let (done, all) = loaded.or(checked).or(self.indexing)?;
        Some(done as f32 / all.max(1) as f32)
    }
}

/// Says over the whole window that what hovers over it can be dropped.
fn drop_hint_ui(ui: &Ui, texts: Lang) {
    if ui.ctx().input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let palette = Palette::of(ui);
    let layer = egui::LayerId::new(egui::Order::Foreground, egui::Id::unique("drop"));
    let painter = ui.ctx().layer_painter(layer);
    let rect = ui.ctx().content_rect();
    painter.rect_filled(rect, 0, palette.background.gamma_multiply(0.9));
    let frame = egui::Stroke::new(2.0, palette.accent);
    painter.rect_stroke(rect.shrink(16.0), 12, frame, egui::StrokeKind::Inside);
    painter.text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        texts.drop_here(),
        theme::strong(),
        palette.text,
    );
}
