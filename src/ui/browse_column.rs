//! The column beside the list of a wide window: shelves, days, and the names of every facet as a tree with counts within
//! what is found. A click narrows the list; a second click widens it again.

use super::command::Command;
use super::facets::facets;
use super::focus_ring::scroll_ui;
use super::icons::Icon;
use super::shelves::{LINE, ShelvesState, icon_rect, line, paint_end, paint_line, shelf_ui};
use super::theme::{self, Palette};
use crate::search::{FACETS, Facet, ListRequest, Listing, has_term, term_of, with_term, without_term};
use crate::view::{Lang, Shelf, ShelfKind, format_day, format_month_of_year};
use egui::text::{LayoutJob, TextWrapping};
use egui::{Rect, Role, ScrollArea, TextFormat, Ui, WidgetInfo, pos2, vec2};
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many names of a facet are listed until all are asked for.
const FEW: usize = 10;
/// The space that a line is moved right for each branch that it is in, in points.
const INDENT: f32 = 14.0;

/// What the column shows.
pub struct BrowseView<'a> {
    pub listing: &'a Listing,
    pub request: &'a ListRequest,
    pub shelves: &'a [Shelf],
    pub lang: Lang,
}

/// Which branches of the tree are open.
#[derive(Debug, Default)]
pub struct BrowseState {
    /// The sections that are folded.
    folded: BTreeSet<Branch>,
    /// The months and folders that are unfolded.
    unfolded: BTreeSet<Branch>,
    shelves: ShelvesState,
    /// The folders as the listing has them, and by path; sorted anew only when they change.
    given_folders: Vec<(String, u32)>,
    folders: Vec<(String, u32)>,
}

/// A part of the tree that can be folded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Branch {
    Shelves,
    Days,
    Names(u8),
    /// All names of a facet, not only the most frequent ones.
    EveryName(u8),
    /// The days of a month, by its first day.
    Month(Date),
    /// The folders below one.
    Folder(String),
}

/// A line of the tree.
enum BrowseLine<'a> {
    Section(Branch, &'static str),
    Shelf(&'a Shelf),
    /// A stretch of days, by their indices in the listing.
    Days {
        range: Range<usize>,
        branch: Option<Branch>,
    },
    /// Names of a facet that are chosen together: one, or those of a folder and the folders below it.
    Names {
        facet: Facet,
        names: &'a [(String, u32)],
        label: &'a str,
        depth: usize,
        branch: Option<Branch>,
    },
    More(Facet, usize),
}

/// Paints the column into all the space there is.
pub fn browse_column_ui(ui: &mut Ui, view: &BrowseView<'_>, state: &mut BrowseState) -> Option<Command> {
    state.note_folders(view.listing);
    let folders = std::mem::take(&mut state.folders);
    let lines = lines(view, state, &folders);
    let height = ui.available_height();
    let area = ScrollArea::vertical().id_salt("browse").max_height(height).auto_shrink([false, false]);
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut command = None;
    scroll_ui(ui, area, |ui| {
        let above = ((ui.clip_rect().top() - ui.max_rect().top()) / LINE).floor().max(0.0) as usize;
        let shown = (ui.clip_rect().height() / LINE).ceil() as usize + 1;
        ui.add_space(above as f32 * LINE);
        for line in lines.iter().skip(above).take(shown) {
            command = line_ui(ui, line, view, state).or(command.take());
        }
        ui.add_space(lines.len().saturating_sub(above + shown) as f32 * LINE);
    });
    state.folders = folders;
    command
}

impl BrowseState {
    /// Sorts the folders of a listing by path, so that those below a folder follow it.
    fn note_folders(&mut self, listing: &Listing) {
        let given = listing.names_of(Facet::Folder);
        if self.given_folders != given {
            self.given_folders = given.to_vec();
            self.folders = given.to_vec();
            self.folders.sort_by(|one, other| one.0.split('/').cmp(other.0.split('/')));
        }
    }
}

fn lines<'a>(
    view: &BrowseView<'a>,
    state: &BrowseState,
    folders: &'a [(String, u32)],
) -> Vec<BrowseLine<'a>> {
    let lang = view.lang;
    let mut lines = Vec::new();
    let open = |branch: &Branch| !state.folded.contains(branch);
    lines.push(BrowseLine::Section(Branch::Shelves, lang.shelves()));
    if open(&Branch::Shelves) {
        lines.extend(view.shelves.iter().map(BrowseLine::Shelf));
    }
    if view.listing.days.len() > 1 || view.request.is_narrowed() {
        lines.push(BrowseLine::Section(Branch::Days, lang.days()));
        if open(&Branch::Days) {
            add_days(&view.listing.days, state, &mut lines);
        }
    }
    for shown in facets(view.listing, view.request) {
        let facet = shown.entry.facet;
        lines.push(BrowseLine::Section(Branch::Names(facet as u8), lang.facet_name(facet)));
        if !open(&Branch::Names(facet as u8)) {
            continue;
        }
        if facet == Facet::Folder {
            add_folders(folders, 0, state, &mut lines);
            continue;
        }
        let every = Branch::EveryName(facet as u8);
        let (all, is_long) = (shown.names.len(), shown.names.len() > FEW + 2);
        let most = if is_long && !state.unfolded.contains(&every) { FEW } else { all };
        lines.extend(shown.names.iter().take(most).map(|name| BrowseLine::Names {
            facet,
            names: std::slice::from_ref(name),
            label: &name.0,
            depth: 0,
            branch: None,
        }));
        if is_long {
            lines.push(BrowseLine::More(facet, all));
        }
    }
    lines
}

/// Adds months, the latest first, and the days of those that are unfolded.
fn add_days(days: &[(Date, u32)], state: &BrowseState, lines: &mut Vec<BrowseLine<'_>>) {
    let mut end = days.len();
    for month in days.chunk_by(|one, next| one.0.first_of_month() == next.0.first_of_month()).rev() {
        let start = end - month.len();
        let branch = month.first().map(|(day, _)| Branch::Month(day.first_of_month()));
        let is_open = branch.as_ref().is_some_and(|branch| state.unfolded.contains(branch));
        lines.push(BrowseLine::Days { range: start..end, branch });
        if is_open {
            lines.extend((start..end).rev().map(|at| BrowseLine::Days { range: at..at + 1, branch: None }));
        }
        end = start;
    }
}

/// Adds folders that begin alike in `depth` names, and those below them that are unfolded.
fn add_folders<'a>(
    folders: &'a [(String, u32)],
    depth: usize,
    state: &BrowseState,
    lines: &mut Vec<BrowseLine<'a>>,
) {
    for names in folders.chunk_by(|one, next| part(&one.0, depth) == part(&next.0, depth)) {
        let Some((path, _)) = names.first() else { continue };
        let label = part(path, depth).unwrap_or_default();
        let end = path.split('/').take(depth + 1).map(|part| part.len() + 1).sum::<usize>() - 1;
        let below = names.get(usize::from(path.len() <= end)..).unwrap_or_default();
        let branch =
            (!below.is_empty()).then(|| Branch::Folder(path.get(..end).unwrap_or_default().to_owned()));
        let is_open = branch.as_ref().is_some_and(|branch| state.unfolded.contains(branch));
        lines.push(BrowseLine::Names { facet: Facet::Folder, names, label, depth, branch });
        if is_open {
            add_folders(below, depth + 1, state, lines);
        }
    }
}

/// A name in a path, counted from 0.
fn part(path: &str, at: usize) -> Option<&str> {
    path.split('/').nth(at)
}

fn line_ui(
    ui: &mut Ui,
    line: &BrowseLine<'_>,
    view: &BrowseView<'_>,
    state: &mut BrowseState,
) -> Option<Command> {
    match line {
        BrowseLine::Section(branch, name) => {
            let is_open = !state.folded.contains(branch);
            if section_ui(ui, name, is_open) {
                toggle(&mut state.folded, branch);
            }
            None
        }
        BrowseLine::Shelf(shelf) => {
            let request = view.request;
            let term = term_of(&shelf.query).filter(|_| shelf.kind != ShelfKind::All);
            let is_shown = match &term {
                Some(term) => has_term(&request.query, term),
                None => request.query.trim() == shelf.query && !request.is_narrowed(),
            };
            let listing = || shelf_command(shelf, term.as_deref(), request);
            shelf_ui(ui, shelf, is_shown, listing, &mut state.shelves, view.lang)
        }
        BrowseLine::Days { range, branch } => days_ui(ui, range, branch.as_ref(), view, state),
        BrowseLine::Names { facet, names, label, depth, branch } => {
            let nameless = || view.lang.no_value(FACETS[*facet as usize].field);
            let name = if label.is_empty() { nameless() } else { label };
            let chosen = view.request.chosen.of(*facet);
            let is_chosen = names.iter().all(|(name, _)| chosen.contains(name));
            let count = names.iter().map(|(_, count)| u64::from(*count)).sum::<u64>();
            let branch = branch.as_ref();
            let row = BranchRow { name, count: count as usize, depth: *depth, is_chosen, branch };
            row_ui(ui, &row, state, view.lang).then(|| {
                let mut wanted = view.request.clone();
                let chosen = wanted.chosen.of_mut(*facet);
                for (name, _) in *names {
                    if is_chosen {
                        chosen.remove(name)
                    } else {
                        chosen.insert(name.clone())
                    };
                }
                Command::List(wanted)
            })
        }
        BrowseLine::More(facet, count) => {
            let every = Branch::EveryName(*facet as u8);
            let name = match state.unfolded.contains(&every) {
                true => view.lang.fewer_names().to_owned(),
                false => view.lang.all_names(*count),
            };
            let row = BranchRow { name: &name, count: 0, depth: 0, is_chosen: false, branch: None };
            if row_ui(ui, &row, state, view.lang) {
                toggle(&mut state.unfolded, &every);
            }
            None
        }
    }
}

/// Narrows the list to a shelf, or widens it again; all articles are listed whatever the list was narrowed by.
fn shelf_command(shelf: &Shelf, term: Option<&str>, request: &ListRequest) -> Command {
    let query = request.query.as_str();
    let text = match term {
        Some(term) if has_term(query, term) => without_term(query, term),
        Some(term) => with_term(query, term),
        None if request.is_narrowed() => {
            let request = request.without_filter();
            return Command::List(ListRequest { query: shelf.query.clone(), unfinished: 0..0, ..request });
        }
        None => shelf.query.clone(),
    };
    Command::Search { text, unfinished: 0..0 }
}

fn days_ui(
    ui: &mut Ui,
    range: &Range<usize>,
    branch: Option<&Branch>,
    view: &BrowseView<'_>,
    state: &mut BrowseState,
) -> Option<Command> {
    let days = view.listing.days.get(range.clone())?;
    let ((first, _), (last, _)) = (days.first()?, days.last()?);
    let (from, to, name, depth) = match branch {
        Some(_) => {
            let name = format_month_of_year(*first, view.lang);
            (first.first_of_month(), last.last_of_month(), name, 0)
        }
        None => (*first, *last, format_day(*first, view.lang), 1),
    };
    let is_chosen = (view.request.from, view.request.to) == (Some(from), Some(to));
    let count = days.iter().map(|(_, count)| u64::from(*count)).sum::<u64>() as usize;
    row_ui(ui, &BranchRow { name: &name, count, depth, is_chosen, branch }, state, view.lang).then(|| {
        let (from, to) = if is_chosen { (None, None) } else { (Some(from), Some(to)) };
        Command::List(ListRequest { from, to, ..view.request.clone() })
    })
}

fn toggle(branches: &mut BTreeSet<Branch>, branch: &Branch) {
    if !branches.remove(branch) {
        branches.insert(branch.clone());
    }
}

/// The heading of a section; true if it was clicked.
fn section_ui(ui: &mut Ui, name: &str, is_open: bool) -> bool {
    let (rect, response) = line(ui);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, name));
    paint_line(ui, rect, &response, false);
    let palette = Palette::of(ui);
    let icon = if is_open { Icon::ChevronDown } else { Icon::ChevronRight };
    icon.paint(ui.painter(), icon_rect(rect, 14.0), palette.secondary);
    let at = pos2(rect.left() + 26.0, rect.center().y);
    ui.painter().text(at, egui::Align2::LEFT_CENTER, name, theme::small_strong(), palette.secondary);
    response.clicked()
}

/// A line that narrows the list, with what can be unfolded below it.
struct BranchRow<'a> {
    name: &'a str,
    /// How many articles it has; 0 is not shown.
    count: usize,
    depth: usize,
    is_chosen: bool,
    branch: Option<&'a Branch>,
}

/// Paints a line; true if it was clicked, except on its arrow, which unfolds it.
fn row_ui(ui: &mut Ui, row: &BranchRow<'_>, state: &mut BrowseState, lang: Lang) -> bool {
    let (rect, response) = line(ui);
    let count = if row.count > 0 { lang.count(row.count) } else { String::new() };
    let name = lang.row_name(&[row.name, &count]);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, row.is_chosen, &name));
    paint_line(ui, rect, &response, row.is_chosen);
    let palette = Palette::of(ui);
    let left = rect.with_min_x(rect.left() + INDENT * (row.depth as f32 + 1.0));
    if let Some(branch) = row.branch {
        let arrow = Rect::from_center_size(icon_rect(left, 20.0).center(), vec2(20.0, LINE));
        let is_open = state.unfolded.contains(branch);
        let unfold = ui.interact(arrow, response.id.with("unfold"), egui::Sense::click());
        let named = format!("{}: {}", row.name, lang.unfold());
        unfold.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, &named));
        let icon = if is_open { Icon::ChevronDown } else { Icon::ChevronRight };
        icon.paint(ui.painter(), icon_rect(left, 12.0), palette.secondary);
        if unfold.clicked() {
            toggle(&mut state.unfolded, branch);
        }
    }
    let taken = paint_end(ui, rect, &count, rect.width());
    let text = if row.is_chosen { palette.accent_on_selected } else { palette.text };
    let mut job = LayoutJob::single_section(row.name.to_owned(), TextFormat::simple(theme::shelf(), text));
    let start = left.left() + 26.0;
    job.wrap = TextWrapping::truncate_at_width((rect.right() - 18.0 - taken - start).max(0.0));
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(pos2(start, rect.center().y - galley.size().y / 2.0), galley, text);
    response.clicked()
}
