//! The list's panel: the archive, the counts of articles and stories, filter and sort menus, the list of
//! articles or of stories, and the status line.

use super::browse_column::BrowseState;
use super::command::{Action, Command};
use super::day_bars::{DayBarsState, day_bars_ui};
use super::facets::facets_ui;
use super::filter::{FilterState, filter_menu_ui, order_menu_ui, order_name};
use super::focus_ring::scroll_ui;
use super::icon_button::icon_button;
use super::icons::Icon;
use super::integrity_menu::integrity_ui;
use super::keymap::Keymap;
use super::list::{DraggedArticle, ListState, ListView, list_ui};
use super::search_bar::{SearchState, query_words_ui, search_field_ui};
use super::segments::{ControlSegment, counted_segments_ui, segments_width};
use super::shelves::{ShelvesState, shelves_ui};
use super::theme::{self, Palette};
use super::tour::note_part;
use super::whole::{StoriesState, StoriesView, stories_ui};
use crate::search::{ListRequest, Listing};
use crate::view::{IntegrityView, Lang, Shelf, Suggestion, TourStep, grouped};
use egui::{
    Align, Button, DragAndDrop, Label, Layout, ProgressBar, Rect, RichText, ScrollArea, Stroke, Ui,
    UiBuilder, vec2,
};

/// Input for painting the panel.
pub struct SidebarView<'a> {
    /// The folder's name.
    pub archive: &'a str,
    /// The current listing.
    pub listing: &'a Listing,
    /// The latest request for a list; its listing may not have arrived yet.
    pub request: &'a ListRequest,
    /// The search field's suggestions.
    pub suggestions: &'a [Suggestion],
    /// Input for the list.
    pub list: ListView<'a>,
    pub stories: ListedStories<'a>,
    pub shelves: &'a [Shelf],
    /// Whether the shelves are unfolded.
    pub shelves_open: bool,
    /// Whether the column with shelves and facets stands beside the panel.
    pub has_column: bool,
    /// Whether the current query is a saved search.
    pub saved: bool,
    /// How many articles are selected.
    pub chosen: usize,
    /// How many articles have been added to the list since the reader last jumped to new ones.
    pub new: usize,
    /// The status line while a job runs.
    pub status: &'a str,
    /// The archive's integrity, shown when idle.
    pub integrity: Option<&'a IntegrityView>,
    /// How many problems the archive has, once known.
    pub problems: Option<usize>,
    /// The files of other kinds that were passed over, if there are any.
    pub passed_over: Option<String>,
    /// How many tables and JSON there are in which no article was found, if there are no articles.
    pub tables: usize,
    /// Whether some of them could be read as plain text.
    pub has_other_texts: bool,
    /// Whether files are read as plain text that would be passed over, because the reader said so.
    pub reads_as_text: bool,
    /// Progress of a running load, from 0 to 1.
    pub loading: Option<f32>,
    /// The language of the interface.
    pub lang: Lang,
}

/// The stories among the listed articles.
#[derive(Default)]
pub struct ListedStories<'a> {
    /// Whether they are listed in place of the articles.
    pub are_listed: bool,
    /// Input for the list; `None` until they are known.
    pub view: Option<StoriesView<'a>>,
    /// How many articles belong to a story or mention one.
    pub told: ToldArticles,
}

/// How many articles stories have.
#[derive(Clone, Copy, Debug, Default)]
pub struct ToldArticles {
    /// How many belong to a story.
    pub members: usize,
    /// How many belong to none, but mention one.
    pub mentions: usize,
}

/// The state of the panel's parts between frames.
#[derive(Default)]
pub struct SidebarStates {
    /// The list's scroll position.
    pub list: ListState,
    /// The search field.
    pub search: SearchState,
    /// The filter's date fields.
    pub filter: FilterState,
    /// The day bars over the list.
    pub days: DayBarsState,
    pub shelves: ShelvesState,
    /// The column beside the panel.
    pub browse: BrowseState,
}

/// The height of the status line, in points.
const STATUS: f32 = 40.0;
/// The panel height below which the part above the list scrolls, then the list's height in that case, and the
/// least height of the part above it, in points.
const LOW: f32 = 420.0;
const LEAST_LIST: f32 = 150.0;
const LEAST_HEAD: f32 = 44.0;
/// The width of the panel's head that has room for the name of the stories' order, in points.
const ROOM_FOR_ORDER: f32 = 380.0;
/// The least panel heights for showing one or two lines per facet, in points.
const ROOMS_FOR_FACETS: [f32; 2] = [580.0, 740.0];

/// Paints the panel into all the space there is.
pub fn sidebar_ui(
    ui: &mut Ui,
    view: &SidebarView<'_>,
    states: &mut SidebarStates,
    stories: &mut StoriesState,
) -> Option<Command> {
    let rect = ui.available_rect_before_wrap();
    let height = rect.height();
    let head = ui.scope_builder(UiBuilder::new().max_rect(rect.shrink2(vec2(14.0, 10.0))), |ui| {
        if height >= LOW {
            return head_ui(ui, view, states, height);
        }
        let most = (height - STATUS - LEAST_LIST).max(LEAST_HEAD);
        let area = ScrollArea::vertical().id_salt("head").max_height(most).min_scrolled_height(most);
        let area = area.auto_shrink([false, true]);
        scroll_ui(ui, area, |ui| head_ui(ui, view, states, height))
    });
    let rest = Rect::from_min_max(egui::pos2(rect.left(), head.response.rect.bottom() + 4.0), rect.max);
    let (middle, foot) = rest.split_top_bottom_at_y(rest.bottom() - STATUS);
    let mut command = head.inner;
    let listed = if view.listing.is_empty() && view.loading.is_none() {
        part(ui, middle.shrink2(vec2(18.0, 0.0)), |ui| nothing_ui(ui, view))
    } else if view.stories.are_listed {
        part(ui, middle, |ui| match &view.stories.view {
            Some(view_of) => stories_ui(ui, view_of, stories, view.lang),
            None => grouping_ui(ui, view.lang),
        })
    } else {
        part(ui, middle, |ui| list_ui(ui, &view.list, &mut states.list))
    };
    command = listed.or(command);
    if view.new > 0 && !view.stories.are_listed {
        command = new_articles_ui(ui, middle, view).or(command);
    }
    part(ui, foot, |ui| status_ui(ui, view)).or(command)
}

fn part<R>(ui: &mut Ui, rect: Rect, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.scope_builder(UiBuilder::new().max_rect(rect), contents).inner
}

fn head_ui(ui: &mut Ui, view: &SidebarView<'_>, states: &mut SidebarStates, room: f32) -> Option<Command> {
    let mut command = None;
    ui.spacing_mut().item_spacing.y = 6.0;
    ui.horizontal(|ui| {
        let width = ui.available_width() - 42.0;
        command = search_field_ui(ui, &mut states.search, view.suggestions, view.saved, view.lang, width);
        let hint = format!("{} — {}", view.archive, Keymap::of(ui.ctx()).hint(Action::OpenFolder, view.lang));
        if icon_button(ui, Icon::Folder, view.lang.open_folder(), &hint, true, None).clicked() {
            command = Some(Command::Do(Action::OpenFolder));
        }
    });
    if let Some(finds) = &view.listing.finds {
        command = query_words_ui(ui, &finds.search, view.lang).or(command.take());
    }
    if !view.has_column {
        let shelves = ui.scope(|ui| {
            // Where an article is dragged, they show where it can be dropped.
            let is_dragged = DragAndDrop::has_payload_of_type::<DraggedArticle>(ui.ctx());
            let (open, query) = (view.shelves_open || is_dragged, &view.request.query);
            shelves_ui(ui, view.shelves, open, query, &mut states.shelves, view.lang)
        });
        command = shelves.inner.or(command);
    }
    ui.allocate_ui_with_layout(
        vec2(ui.available_width(), 34.0),
        Layout::right_to_left(Align::Center),
        |ui| command = controls_ui(ui, view, &mut states.filter).or(command.take()),
    );
    let (listing, lang) = (view.listing, view.lang);
    command = day_bars_ui(ui, &listing.days, view.request, &mut states.days, lang).or(command);
    // A low panel leaves its space to the list; the filter menu has the same facets.
    let lines = ROOMS_FOR_FACETS.iter().filter(|&&least| room >= least).count();
    if lines > 0 && (listing.finds.is_some() && !view.has_column || view.request.is_narrowed()) {
        ui.add_space(2.0);
        command = facets_ui(ui, listing, view.request, lines, lang).or(command);
    }
    command
}

/// The switch between articles and stories, and the menus for filtering and sorting.
fn controls_ui(ui: &mut Ui, view: &SidebarView<'_>, filter: &mut FilterState) -> Option<Command> {
    let palette = Palette::of(ui);
    let request = view.request;
    ui.spacing_mut().button_padding = vec2(8.0, 5.0);
    ui.spacing_mut().item_spacing.x = 2.0;
    let small = |text: &str| RichText::new(text).font(theme::small_strong());
    let mut command = None;
    if !view.stories.are_listed {
        let order = ui.add(Button::new(small(order_name(request, view.lang)).color(palette.secondary)));
        command = order_menu_ui(&order, request, view.lang);
    } else if ui.available_width() >= ROOM_FOR_ORDER {
        ui.add_space(8.0);
        ui.label(small(view.lang.most_publishers_first()).color(palette.secondary));
    }
    let color =
        if request.is_narrowed() || request.all_versions { palette.accent } else { palette.secondary };
    let button = ui.add(Button::new(small(view.lang.filter()).color(color)));
    command = filter_menu_ui(&button, view.listing, request, filter, view.lang).or(command);
    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
        if view.chosen > 0 {
            ui.add_space(4.0);
            let text = small(&view.lang.chosen_count(view.chosen)).color(palette.accent);
            ui.add(Label::new(text).truncate());
        } else {
            command = switch_ui(ui, view).or(command.take());
        }
    });
    command
}

/// How many articles are listed; of how many that were found, if a server has more than can be listed.
fn count_shown(listing: &Listing) -> String {
    let count = grouped(listing.len());
    match listing.beyond {
        _ if listing.is_beginning => count + "+",
        0 => count,
        beyond => format!("{count}/{}", grouped(listing.len() + beyond)),
    }
}

/// The switch between the list of articles and that of stories, with their counts if there is room.
fn switch_ui(ui: &mut Ui, view: &SidebarView<'_>) -> Option<Command> {
    let (count, total, lang) = (view.listing.len(), view.listing.total as usize, view.lang);
    let spoken = match (&view.listing.finds, view.listing.request.is_narrowed()) {
        _ if view.listing.unanswered.is_some() => lang.articles_tab().to_owned(),
        (Some(_), _) if view.listing.is_beginning => lang.found_at_least(count),
        _ if view.listing.beyond > 0 => lang.first_of(count, count + view.listing.beyond),
        (Some(_), _) => lang.found_count(count),
        (None, true) => lang.narrowed_count(count, total),
        (None, false) if view.request.all_versions => lang.file_count(count),
        (None, false) => lang.article_count(count),
    };
    let stories = view.stories.view.as_ref().map(|view| view.stories.len());
    let told = stories.map_or_else(|| lang.stories().to_owned(), |count| lang.story_count(count));
    let stories = stories.map(grouped).unwrap_or_default();
    let articles = match view.listing.unanswered {
        // It isn't known how many there are.
        Some(_) => String::new(),
        None => count_shown(view.listing),
    };
    let mut segments = [
        ControlSegment { name: lang.articles_tab(), count: &articles, spoken: &spoken },
        ControlSegment { name: lang.stories(), count: &stories, spoken: &told },
    ];
    if segments_width(ui, &segments) > ui.available_width() {
        segments.iter_mut().for_each(|segment| segment.count = "");
    }
    let room = ui.max_rect();
    note_part(ui.ctx(), TourStep::Whole, room.with_max_x(room.left() + segments_width(ui, &segments)));
    let pressed = counted_segments_ui(ui, &segments, usize::from(view.stories.are_listed));
    pressed.filter(|&at| (at == 1) != view.stories.are_listed).map(|_| Command::Do(Action::ShowStories))
}

/// What stands in place of the stories until they are known.
fn grouping_ui(ui: &mut Ui, lang: Lang) -> Option<Command> {
    ui.vertical_centered(|ui| {
        ui.add_space(48.0);
        ui.label(RichText::new(lang.grouping()).color(Palette::of(ui).secondary));
    });
    None
}

/// A button over the list that says how many articles are new and jumps to them.
fn new_articles_ui(ui: &mut Ui, list: Rect, view: &SidebarView<'_>) -> Option<Command> {
    let palette = Palette::of(ui);
    let text = RichText::new(view.lang.new_count(view.new)).font(theme::small_strong());
    // Level with the first day's heading, which is at the left.
    let line = Rect::from_min_size(list.min, vec2(list.width() - 16.0, 38.0));
    let button = Button::new(text.color(palette.on_accent)).fill(palette.accent_fill).corner_radius(14);
    let layout = Layout::right_to_left(Align::Center);
    let pressed = ui
        .scope_builder(UiBuilder::new().max_rect(line).layout(layout), |ui| {
            ui.spacing_mut().button_padding = vec2(10.0, 4.0);
            ui.add(button)
        })
        .inner
        .on_hover_text(Keymap::of(ui.ctx()).hint(Action::ShowNew, view.lang));
    pressed.clicked().then_some(Command::Do(Action::ShowNew))
}

/// What an empty list shows instead: the reason, and what would find something.
fn nothing_ui(ui: &mut Ui, view: &SidebarView<'_>) -> Option<Command> {
    let palette = Palette::of(ui);
    let narrowed = view.listing.request.is_narrowed();
    let searched = view.listing.finds.is_some();
    let mut command = None;
    ui.vertical_centered(|ui| {
        ui.add_space(48.0);
        if let Some(why) = view.listing.unanswered {
            ui.add(Label::new(RichText::new(view.lang.cant_answer(why)).color(palette.secondary)).wrap());
            return;
        }
        let title = match (searched, narrowed) {
            (true, _) => view.lang.nothing_found(),
            (false, true) => view.lang.nothing_matches(),
            (false, false) => view.lang.no_article(),
        };
        ui.label(RichText::new(title).font(theme::strong()));
        if !view.listing.offers.is_empty() {
            ui.add(Label::new(RichText::new(view.lang.try_instead()).color(palette.secondary)).wrap());
        }
        for (query, count) in &view.listing.offers {
            let text = format!("{query}  ({})", view.lang.count(*count));
            if ui.button(RichText::new(text).color(palette.accent)).clicked() {
                command = Some(Command::Search { text: query.clone(), unfinished: 0..0 });
            }
        }
        if narrowed {
            if ui.button(RichText::new(view.lang.clear_filter()).color(palette.accent)).clicked() {
                command = Some(Command::List(view.request.without_filter()));
            }
        } else if searched && view.listing.offers.is_empty() {
            let hint = RichText::new(view.lang.nothing_found_hint()).color(palette.secondary);
            ui.add(Label::new(hint).wrap());
            if ui.button(RichText::new(view.lang.clear_search()).color(palette.accent)).clicked() {
                command = Some(Command::Do(Action::LeaveSearch));
            }
        } else if !searched {
            let hint = view.passed_over.as_deref().unwrap_or(view.lang.no_article_hint());
            ui.add(Label::new(RichText::new(hint).color(palette.secondary)).wrap());
            if view.tables > 0 && ui.button(view.lang.choose_columns()).clicked() {
                // Of several, the reader chooses one in the list of problems.
                let action = if view.tables == 1 { Action::ChooseColumns } else { Action::ShowProblems };
                command = Some(Command::Do(action));
            }
            if view.has_other_texts && ui.button(view.lang.read_as_text()).clicked() {
                command = Some(Command::Do(Action::ReadAsText));
            }
            if view.reads_as_text && ui.button(view.lang.pass_over_texts()).clicked() {
                command = Some(Command::Do(Action::PassOverTexts));
            }
            if ui.button(view.lang.open_folder()).clicked() {
                command = Some(Command::Do(Action::OpenFolder));
            }
        }
    });
    command
}

fn status_ui(ui: &mut Ui, view: &SidebarView<'_>) -> Option<Command> {
    let palette = Palette::of(ui);
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.top() + 0.5, Stroke::new(1.0, palette.line));
    let mut command = None;
    let inner = rect.shrink2(vec2(18.0, 0.0));
    ui.scope_builder(UiBuilder::new().max_rect(inner).layout(Layout::right_to_left(Align::Center)), |ui| {
        ui.spacing_mut().button_padding = vec2(8.0, 4.0);
        let small = |text: &str| RichText::new(text).font(theme::small());
        if view.loading.is_some() {
            let hint = Keymap::of(ui.ctx()).hint(Action::CancelLoad, view.lang);
            if ui.button(small(view.lang.cancel())).on_hover_text(hint).clicked() {
                command = Some(Command::Do(Action::CancelLoad));
            }
        }
        if let Some(problems) = view.problems.filter(|&problems| problems > 0) {
            let text = small(&view.lang.problem_count(problems)).color(palette.warning);
            if ui
                .button(text)
                .on_hover_text(Keymap::of(ui.ctx()).hint(Action::ShowProblems, view.lang))
                .clicked()
            {
                command = Some(Command::Do(Action::ShowProblems));
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if view.stories.are_listed && view.stories.view.is_some() && view.status.is_empty() {
                let ToldArticles { members, mentions } = view.stories.told;
                let single = view.listing.len().saturating_sub(members + mentions);
                let text = view.lang.told_and_single(members, mentions, single);
                ui.add(Label::new(small(&text).color(palette.secondary)).truncate());
                return;
            }
            let integrity = view.integrity.and_then(|integrity| {
                // Aligns the button's text with the rest of the panel.
                ui.add_space(-ui.spacing().button_padding.x);
                integrity_ui(ui, integrity, view.lang)
            });
            command = integrity.or(command.take());
            if !view.status.is_empty() {
                ui.add(egui::Label::new(small(view.status).color(palette.secondary)).truncate());
            }
        });
    });
    if let Some(share) = view.loading {
        let bar = Rect::from_min_size(rect.min, vec2(rect.width(), 3.0));
        let bar_ui = ProgressBar::new(share).desired_height(3.0).fill(palette.accent_fill).corner_radius(0);
        ui.place(bar, bar_ui).accessible_name(view.status);
    }
    command
}
