//! The views of the whole archive: which one is shown in place of the page, what it asked, and the answers.

use super::Seogo;
use crate::engine::{Answer, Question, WholeFound};
use crate::search::{ListRequest, Listing};
use crate::ui::command::Command;
use crate::ui::whole::{Body, CoverageView, StoriesView, TrendView, WholeStates, WholeView, whole_ui};
use crate::view::{CoverageGrid, Lang, WholeTab};
use crate::whole::TrendQuestion;
use egui::Ui;
use std::sync::Arc;

/// How many lists narrowed by a click are remembered, to go back to.
const MOST_STEPS: usize = 50;

/// The state of the views of the whole archive.
#[derive(Default)]
pub(super) struct Whole {
    /// The view shown in place of the page.
    tab: Option<WholeTab>,
    /// The last view shown.
    last: WholeTab,
    /// Whether the page was opened from a view, to which the reader can go back.
    is_left: bool,
    /// The lists before each click that narrowed them.
    steps: Vec<ListRequest>,
    /// The latest answer for each tab.
    answers: [Option<ShownWhole>; WholeTab::ALL.len()],
    /// The question being answered.
    asked: Option<(Question, Arc<Listing>)>,
    trend: TrendQuestion,
    states: WholeStates,
}

/// An answer, with the data for painting it.
struct ShownWhole {
    answer: Arc<Answer>,
    grid: Option<CoverageGrid>,
}

impl Whole {
    /// Whether a view is shown in place of the page.
    pub(super) fn is_shown(&self) -> bool {
        self.tab.is_some()
    }

    /// Whether there is something to go back to: a wider list, or a view from which the page was opened.
    pub(super) fn leads_back(&self) -> bool {
        if self.is_shown() { !self.steps.is_empty() } else { self.is_left }
    }

    /// Shows the page in place of a view, because an article was chosen.
    pub(super) fn leave_for_article(&mut self) {
        self.is_left |= self.is_shown();
        self.tab = None;
    }

    /// Drops the answers about the previous archive.
    pub(super) fn leave_archive(&mut self) {
        *self = Self::default();
    }

    /// Shows an answer, which stays until the next one.
    pub(super) fn on_answer(&mut self, answer: Arc<Answer>) {
        let grid = match &answer.found {
            WholeFound::Coverage(coverage, _) => CoverageGrid::of(coverage),
            WholeFound::Stories(_) | WholeFound::Trend(_) => None,
        };
        if self.asked.as_ref().is_some_and(|(question, _)| *question == answer.question) {
            self.asked = None;
        }
        let tab = tab_of(&answer.question);
        self.answers[tab as usize] = Some(ShownWhole { answer, grid });
    }

    /// The question for the shown view, if its answer is out of date and no other question is being answered.
    fn question(&self, listing: &Arc<Listing>) -> Option<Question> {
        let question = match self.tab? {
            WholeTab::Stories => Question::Stories,
            WholeTab::Coverage => Question::Coverage,
            WholeTab::Trend => Question::Trend(self.trend.clone()),
        };
        if let Some((asked, _)) = &self.asked
            && *asked == question
        {
            return None;
        }
        let is_known = self.shown(tab_of(&question)).is_some_and(|shown| {
            Arc::ptr_eq(&shown.answer.listing, listing) && shown.answer.question == question
        });
        (!is_known).then_some(question)
    }

    fn shown(&self, tab: WholeTab) -> Option<&ShownWhole> {
        self.answers[tab as usize].as_ref()
    }
}

fn tab_of(question: &Question) -> WholeTab {
    match question {
        Question::Stories => WholeTab::Stories,
        Question::Coverage => WholeTab::Coverage,
        Question::Trend(_) => WholeTab::Trend,
    }
}

impl Seogo {
    /// Shows a view of the whole archive, or the page again.
    pub(super) fn show_whole(&mut self, tab: Option<WholeTab>) {
        if let Some(tab) = tab.filter(|_| self.open.is_some()) {
            self.whole.last = tab;
            self.whole.tab = Some(tab);
            // The first line is that of the current search.
            let query = self.searching.typed().trim().to_owned();
            if self.whole.trend.queries.is_empty() && !query.is_empty() {
                self.whole.trend.queries.push(query);
            }
        } else {
            self.whole.tab = None;
        }
        self.whole.is_left = false;
    }

    /// Shows a view if it isn't shown, otherwise the page.
    pub(super) fn toggle_whole(&mut self, tab: Option<WholeTab>) {
        let wanted = tab.unwrap_or(self.whole.last);
        let is_shown = self.whole.tab.is_some_and(|shown| tab.is_none_or(|tab| tab == shown));
        self.show_whole((!is_shown).then_some(wanted));
    }

    /// Changes the question about trends.
    pub(super) fn ask_trend(&mut self, question: TrendQuestion) {
        self.whole.trend = question;
    }

    /// Remembers the list before a click in a view narrows it.
    pub(super) fn note_step(&mut self, next: &ListRequest) {
        if self.whole.is_shown() && self.searching.request() != next {
            self.whole.steps.push(self.searching.request().clone());
            let over = self.whole.steps.len().saturating_sub(MOST_STEPS);
            self.whole.steps.drain(..over);
        }
    }

    /// Goes back to the list before the last click, or from the page to the view; false if there is neither.
    pub(super) fn go_back_in_whole(&mut self) -> bool {
        if !self.whole.leads_back() {
            return false;
        }
        if self.whole.is_shown() {
            if let Some(request) = self.whole.steps.pop() {
                self.list(request);
            }
        } else {
            self.show_whole(Some(self.whole.last));
        }
        true
    }

    /// Asks the question for the shown view.
    pub(super) fn ask_whole(&mut self) {
        let listing = self.searching.listing();
        let is_ready = !listing.is_beginning && self.open.as_ref().is_some_and(|open| open.is_settled());
        let Some(question) = self.whole.question(listing).filter(|_| is_ready) else { return };
        let listing = listing.clone();
        self.whole.asked = Some((question.clone(), listing.clone()));
        self.engine.ask_whole(listing, question);
    }

    /// Paints the shown view.
    pub(super) fn whole_ui(&mut self, ui: &mut Ui, lang: Lang) -> Option<Command> {
        let tab = self.whole.tab?;
        let mut states = std::mem::take(&mut self.whole.states);
        let request = self.searching.request();
        let shown = self.whole.shown(tab);
        let body = match tab {
            WholeTab::Stories => Body::Stories(shown.and_then(|shown| match &shown.answer.found {
                WholeFound::Stories(stories) => Some(StoriesView {
                    stories,
                    catalogue: &shown.answer.listing.catalogue,
                    listed: shown.answer.listing.len(),
                    selected: self.shown.selected(),
                }),
                _ => None,
            })),
            WholeTab::Coverage => Body::Coverage(shown.and_then(|shown| match &shown.answer.found {
                WholeFound::Coverage(coverage, log) => Some(CoverageView {
                    coverage,
                    grid: shown.grid.as_ref(),
                    not_stored: match log {
                        Some(Ok(left)) => left.iter().map(|entry| entry.count).sum(),
                        _ => 0,
                    },
                    trouble: match log {
                        Some(Err((path, error))) => {
                            Some(lang.crawl_log_error(&path.to_string_lossy(), error))
                        }
                        _ => None,
                    },
                    request,
                }),
                _ => None,
            })),
            WholeTab::Trend => Body::Trend(TrendView {
                question: &self.whole.trend,
                trend: shown.and_then(|shown| match &shown.answer.found {
                    WholeFound::Trend(trend) => Some(trend),
                    _ => None,
                }),
                listing: self.searching.listing(),
                request,
            }),
        };
        let view = WholeView {
            tab,
            body,
            is_waiting: self.whole.asked.is_some(),
            leads_back: self.whole.leads_back(),
            sidebar_open: self.panes.is_list_open(),
            theme: self.kept.settings().theme,
            lang,
        };
        let command = whole_ui(ui, view, &mut states);
        self.whole.states = states;
        command
    }
}
