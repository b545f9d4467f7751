//! Paints the window: state becomes views, and the reader's input becomes commands.

use super::open::Open;
use super::overlays::OverlayView;
use super::panes::DetailsPlace;
use super::searching::{SeenRows, ToPaint};
use super::shown::{Mode, ShownView};
use crate::app::program::Program;
use crate::app::window::Window;
use crate::search::Listing;
use crate::ui::browse_column::{BrowseView, browse_column_ui};
use crate::ui::command::{Command, Direction};
use crate::ui::focus_ring::focus_ring_ui;
use crate::ui::list::{DraggedArticle, ListView};
use crate::ui::list_layout::Heights;
use crate::ui::sidebar::{SidebarView, sidebar_ui};
use crate::ui::theme::{self, Palette};
use crate::ui::toolbar::{ToolbarView, toolbar_ui};
use crate::ui::tour::{note_part, tour_ui};
use crate::ui::welcome::welcome_ui;
use crate::ui::whole::StoriesState;
use crate::view::{self, Lang, Narrowing, TourStep};
use egui::{
    Area, CursorIcon, DragAndDrop, Frame, Id, Order, Panel, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2,
};

/// The width of the column beside the list, and the space around its contents, in points.
const COLUMN_WIDTH: f32 = 236.0;
const COLUMN_MARGIN: i8 = 8;

/// The line under the list: what is noted about it, or what the archive is doing.
fn status(open: &Open, listing: &Listing, lang: Lang) -> String {
    let note = view::list_note(listing, lang).filter(|_| open.is_settled());
    note.unwrap_or_else(|| open.status(lang))
}

impl Window {
    /// Paints the window and collects the reader's commands.
    pub(super) fn paint(&mut self, ui: &mut Ui, commands: &mut Vec<Command>, program: &mut Program) {
        let palette = Palette::of(ui);
        let lang = program.lang();
        ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(program.title()));
        if program.open.is_none() {
            let page = Frame::new().fill(palette.background);
            let (recent, path) = (&program.kept.session().recent, self.overlays.path());
            let has_samples = program.samples.is_some();
            let panel = egui::CentralPanel::no_frame().frame(page);
            let asked = panel.show(ui, |ui| welcome_ui(ui, recent, has_samples, path, lang));
            commands.extend(asked.inner);
        } else {
            self.archive_ui(ui, commands, program);
            if let Some(step) = self.tour.filter(|_| !self.overlays.is_covered()) {
                commands.extend(tour_ui(ui.ctx(), step, lang));
            }
        }
        let view = OverlayView {
            kept: &program.kept,
            library: &program.library,
            open: program.open.as_ref(),
            searching: &self.searching,
            selected: self.shown.selected(),
        };
        commands.extend(self.overlays.ui(ui.ctx(), &view));
        focus_ring_ui(ui.ctx());
        drop_hint_ui(ui, lang);
        self.dragged_ui(ui, lang);
    }

    /// Says beside the pointer how many articles are being dragged.
    fn dragged_ui(&self, ui: &Ui, lang: Lang) {
        let Some(dragged) = DragAndDrop::payload::<DraggedArticle>(ui.ctx()) else { return };
        let Some(pointer) = ui.ctx().pointer_latest_pos() else { return };
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        let chosen = self.targets();
        let count = if chosen.contains(&dragged.0) { chosen.len() } else { 1 };
        let palette = Palette::of(ui);
        let layer = egui::LayerId::new(Order::Tooltip, Id::unique("dragged"));
        let painter = ui.ctx().layer_painter(layer);
        let text = painter.layout_no_wrap(lang.item_count(count), theme::small_strong(), palette.on_accent);
        let at = pointer + egui::vec2(14.0, 12.0);
        let rect = Rect::from_min_size(at, text.size()).expand2(egui::vec2(8.0, 4.0));
        painter.rect_filled(rect, 8, palette.accent_fill);
        painter.galley(at, text, palette.on_accent);
    }

    fn archive_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>, program: &mut Program) {
        if self.panes.is_list_open() {
            if self.has_column(program) {
                self.column_ui(ui, commands, program);
            }
            self.sidebar_panel_ui(ui, commands, program);
        }
        let wants = program.kept.session().details_open;
        if self.whole.is_shown() {
            let page = Frame::new().fill(Palette::of(ui).background);
            let lang = program.lang();
            let asked = egui::CentralPanel::no_frame().frame(page).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                self.whole_ui(ui, lang, program)
            });
            commands.extend(asked.inner);
            return;
        }
        let details = match self.shown.has_article() {
            true => self.panes.details_place(wants),
            false => DetailsPlace::Closed,
        };
        if details == DetailsPlace::Beside {
            let panel =
                Panel::right("details").frame(Frame::new()).show_separator_line(false).resizable(false);
            let shown =
                panel.exact_size(theme::DETAILS_WIDTH).show(ui, |ui| self.details_ui(ui, commands, program));
            left_line(ui, shown.response.rect);
        }
        let palette = Palette::of(ui);
        egui::CentralPanel::no_frame().frame(Frame::new().fill(palette.background)).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            commands.extend(toolbar_ui(ui, &self.toolbar_view(details, program)));
            let page = ui.available_rect_before_wrap();
            match details {
                DetailsPlace::Instead => self.details_ui(ui, commands, program),
                DetailsPlace::Closed | DetailsPlace::Beside => self.article_ui(ui, commands, program),
                DetailsPlace::Over => {
                    self.article_ui(ui, commands, program);
                    self.details_over_ui(ui, page, commands, program);
                }
            }
        });
    }

    /// Paints the details of the shown article.
    fn details_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>, program: &mut Program) {
        let story = self.story_beside(program);
        note_part(ui.ctx(), TourStep::Details, ui.max_rect());
        self.shown.details_ui(ui, story.as_ref(), program.kept.lang(), commands);
    }

    /// Paints the details over the right side of the page.
    fn details_over_ui(&mut self, ui: &Ui, page: Rect, commands: &mut Vec<Command>, program: &mut Program) {
        let width = theme::DETAILS_WIDTH.min(page.width());
        let rect = Rect::from_min_max(pos2(page.right() - width, page.top()), page.max);
        let area = Area::new(Id::unique("details over")).order(Order::Middle).fixed_pos(rect.min);
        area.constrain(false).fade_in(false).show(ui.ctx(), |ui| {
            ui.set_min_size(rect.size());
            ui.set_max_size(rect.size());
            ui.painter().add(ui.visuals().window_shadow.as_shape(rect, 0));
            ui.painter().rect_filled(rect, 0, Palette::of(ui).side);
            self.details_ui(ui, commands, program);
            left_line(ui, rect);
        });
    }

    /// Whether the column with shelves and facets stands beside the list.
    fn has_column(&self, program: &Program) -> bool {
        program.kept.session().column_open && self.panes.has_room_for_column()
    }

    /// Paints the column beside the list.
    fn column_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>, program: &Program) {
        let Some(open) = &program.open else { return };
        let palette = Palette::of(ui);
        let panel = Panel::left("column").frame(Frame::new().fill(palette.side).inner_margin(COLUMN_MARGIN));
        let panel = panel.exact_size(COLUMN_WIDTH).resizable(false).show_separator_line(false);
        let lang = program.lang();
        let marks = program.library.marks();
        if let Some((listing, cancel)) = self.searching.want_counts(marks) {
            program.engine.count_within(listing, cancel);
        }
        let shelves = match self.searching.counts_within() {
            Some(within) => view::shelves_within(marks, open.counts.as_ref(), within, lang),
            None => view::shelves(marks, open.counts.as_ref(), lang),
        };
        let ToPaint { listing, request, states, .. } = self.searching.for_painting();
        let view = BrowseView { listing, request, shelves: &shelves, lang };
        let shown = panel.show(ui, |ui| {
            ui.ctx().accesskit_node_builder(ui.scope_id(), |node| {
                node.set_role(Role::Navigation);
                node.set_label(lang.browse_column());
            });
            browse_column_ui(ui, &view, &mut states.browse)
        });
        commands.extend(shown.inner);
        let rect = shown.response.rect;
        ui.painter().vline(rect.right() - 0.5, rect.y_range(), Stroke::new(1.0, palette.line));
    }

    /// Paints the list's panel at the left, or across the whole of a narrow window.
    fn sidebar_panel_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>, program: &mut Program) {
        let palette = Palette::of(ui);
        let (width, narrow) = (ui.available_width(), self.panes.is_narrow());
        let width = match narrow {
            // In a narrow window, the list takes all the width until an article is chosen.
            true => width,
            false => self.list_width(width, program),
        };
        let panel = Panel::left("sidebar").frame(Frame::new().fill(palette.side)).show_separator_line(false);
        let panel = panel.exact_size(width).resizable(false);
        let mut stories = std::mem::take(self.whole.stories_state());
        let shown = panel.show(ui, |ui| commands.extend(self.sidebar_ui(ui, &mut stories, program)));
        *self.whole.stories_state() = stories;
        let rect = shown.response.rect;
        ui.painter().vline(rect.right() - 0.5, rect.y_range(), Stroke::new(1.0, palette.line));
        self.panes.note_list_width(rect.right());
        if !narrow {
            program.list_handle_ui(ui, rect);
        }
    }

    /// The list's width in a window this wide: the width the reader dragged it to, or else its share.
    fn list_width(&self, window: f32, program: &Program) -> f32 {
        let most = (window / 2.0).max(theme::LEAST_SIDEBAR_WIDTH);
        let dragged = program.kept.session().sidebar_width;
        let width = dragged.unwrap_or_else(|| {
            let settings = program.kept.settings();
            let details = self.panes.details_place(program.kept.session().details_open);
            let details = if details == DetailsPlace::Beside { theme::DETAILS_WIDTH } else { 0.0 };
            let page = settings.type_.width * settings.type_.size;
            list_share(window - details, page, theme::sidebar_width_enough(settings.headline_lines))
        });
        width.clamp(theme::LEAST_SIDEBAR_WIDTH, most).round()
    }

    fn article_ui(&mut self, ui: &mut Ui, commands: &mut Vec<Command>, program: &mut Program) {
        let lang = program.lang();
        note_part(ui.ctx(), TourStep::Page, ui.max_rect());
        if self.shown.selected().is_none() && !self.searching.listing().is_empty() {
            let color = Palette::of(ui).secondary;
            ui.centered_and_justified(|ui| ui.label(egui::RichText::new(lang.select_article()).color(color)));
        }
        let view =
            ShownView { catalogue: self.searching.catalogue(), type_: &program.kept.settings().type_, lang };
        self.shown.article_ui(ui, &view, commands);
    }

    fn sidebar_ui(
        &mut self,
        ui: &mut Ui,
        stories: &mut StoriesState,
        program: &mut Program,
    ) -> Option<Command> {
        let open = program.open.as_ref()?;
        let shown = self.shown_of_stories();
        let listed_stories = self.whole.listed_stories(program.lists_stories(), &shown);
        let (lang, session, marks) = (program.lang(), program.kept.session(), program.library.marks());
        let (reads_as_text, has_column) = (program.reads_as_text(), self.has_column(program));
        let ToPaint { states, listing, request, position, chosen, snippets, new_count } =
            self.searching.for_painting();
        let has_excerpts = program.kept.settings().excerpt.is_shown(listing.finds.is_some());
        let seen = SeenRows::default();
        let row = |position: usize| {
            seen.add(position);
            let ordinal = listing.positions.get(position)?;
            let find = view::RowFind::of(listing, ordinal);
            let snippet = snippets.of(ordinal).filter(|_| has_excerpts);
            if has_excerpts && snippet.is_none() {
                seen.without_snippet.borrow_mut().push(ordinal);
            }
            let every_file = listing.request.all_versions;
            Some((ordinal, view::row(&listing.catalogue, ordinal, marks, every_file, find, snippet, lang)?))
        };
        let (archive, integrity) = (open.name(), open.integrity_view(lang));
        let (typed, recent) = (&states.search.text, &session.recent_searches);
        let view = SidebarView {
            archive: &archive,
            listing,
            request,
            suggestions: &view::suggestions(typed, recent, &open.values, open.counts.as_ref(), lang),
            list: ListView {
                len: listing.len(),
                heights: Heights::of(program.kept.settings(), has_excerpts),
                headings: &listing.headings,
                row: &row,
                heading_text: &|heading| view::heading_text(heading, lang),
                selected: position,
                chosen: &|ordinal| chosen.contains(ordinal),
                narrowings: &|ordinal| {
                    let row = listing.catalogue.row(ordinal);
                    row.map(|row| Narrowing::of_row(&row)).unwrap_or_default()
                },
                lang,
            },
            stories: listed_stories,
            chosen: chosen.len(),
            shelves: &view::shelves(marks, open.counts.as_ref(), lang),
            shelves_open: session.shelves_open,
            has_column,
            saved: program.library.name_of_search(&view::saved_query(request, lang)).is_some(),
            status: &status(open, listing, lang),
            integrity: integrity.as_ref(),
            problems: open.problems,
            passed_over: open.passed_over(listing, lang),
            tables: open.without_articles().count(),
            has_other_texts: open.has_other_texts(),
            reads_as_text,
            new: new_count,
            lang,
            loading: open.share_done(),
        };
        let command = sidebar_ui(ui, &view, states, stories);
        self.ask_for_snippets(seen.without_snippet.into_inner(), program);
        if let Some((first, last)) = seen.positions.get() {
            self.ask_for_rows(first..last + 1, program);
        }
        command
    }

    fn toolbar_view<'a>(&self, details: DetailsPlace, program: &'a Program) -> ToolbarView<'a> {
        let mode = self.shown.mode();
        let shown = self.shown.selected();
        let marks = shown.and_then(|ordinal| program.library.marks_of(self.searching.catalogue(), ordinal));
        ToolbarView {
            has_article: self.shown.has_article(),
            has_original: self.shown.original().is_some(),
            leads_back: self.shown.leads(Direction::Back) || self.leads_back_in_whole(program),
            leads_forward: self.shown.leads(Direction::Forward),
            sidebar_open: self.panes.is_list_open(),
            details_open: details != DetailsPlace::Closed,
            stored: matches!(mode, Mode::Stored | Mode::Split(_)),
            starred: marks.is_some_and(|marks| marks.star.is_some()),
            hits: self.shown.hits_for_toolbar(),
            split: matches!(mode, Mode::Split(_)),
            settings: program.kept.settings(),
            lang: program.lang(),
        }
    }
}

impl Program {
    /// The list's edge: dragging it resizes the list, a double click restores the default width.
    fn list_handle_ui(&mut self, ui: &Ui, list: Rect) {
        let handle = Rect::from_x_y_ranges(list.right() - 4.0..=list.right() + 4.0, list.y_range());
        let response = ui.interact(handle, Id::unique("list width"), Sense::DRAG | Sense::CLICK);
        let name = self.lang().resize_list();
        response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, name));
        if response.hovered() || response.dragged() {
            ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        }
        if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            let width = Some((pointer.x - list.left()).max(theme::LEAST_SIDEBAR_WIDTH).round());
            self.kept.change_session(|session| session.sidebar_width = width);
        }
        if response.double_clicked() {
            self.kept.change_session(|session| session.sidebar_width = None);
        }
    }
}

/// The width of the list beside a page, if they share `room`, in points. It grows until it is `enough` to
/// truncate hardly any headline, and then only to limit the empty space around the page.
fn list_share(room: f32, page: f32, enough: f32) -> f32 {
    let share = (room - page - theme::AROUND_PAGE).min(enough);
    share.max(room - page - theme::MOST_AROUND_PAGE).max(theme::SIDEBAR_WIDTH)
}

/// Paints a panel's left border.
fn left_line(ui: &Ui, rect: Rect) {
    let line = Stroke::new(1.0, Palette::of(ui).line);
    ui.painter().vline(rect.left() + 0.5, rect.y_range(), line);
}

/// Covers the window with a hint that the dragged file can be dropped.
fn drop_hint_ui(ui: &Ui, lang: Lang) {
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
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, lang.drop_here(), theme::strong(), palette.text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_takes_what_a_page_has_too_much_of() {
        let enough = theme::sidebar_width_enough(2);
        for (room, list) in [
            (900.0, theme::SIDEBAR_WIDTH),
            (1280.0, theme::SIDEBAR_WIDTH),
            (1920.0 - theme::DETAILS_WIDTH, enough),
            (2560.0 - theme::DETAILS_WIDTH, 878.0),
        ] {
            let width = list_share(room, 646.0, enough);
            assert_eq!(width, list, "{room}");
            assert!((room - width - 646.0) / 2.0 < 400.0, "{room}");
        }
    }
}
