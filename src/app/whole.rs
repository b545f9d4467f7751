//! The views of the whole archive: which one is shown in place of the page, what it asked, and the answers.

use super::Seogo;
use super::panes::DetailsPlace;
use crate::archive::Catalogue;
use crate::engine::{Answer, Question, WholeFound};
use crate::library::JudgedStories;
use crate::search::{ListRequest, Listing};
use crate::stories::{ComparedArticles, SharedTerm, Story};
use crate::ui::command::{Command, Direction};
use crate::ui::whole::{
    Body, ComparisonView, CoverageView, StoriesView, StoryBeside, TrendView, WholeStates, WholeView, whole_ui,
};
use crate::view::{CoverageGrid, Lang, TrendForm, WholeTab, problem_message, story_lines};
use crate::whole::TrendQuestion;
use egui::Ui;
use jiff::Timestamp;
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
    /// The reader's decisions that the answers about stories take into account.
    judged: Arc<JudgedStories>,
    /// The story of an article.
    story: Option<OfArticle<Option<Story>>>,
    /// The article whose story's words the reader wants to see, and the answer.
    wants_why: Option<u32>,
    why: Option<OfArticle<Vec<SharedTerm>>>,
    comparing: Option<ComparingStory>,
    trend: TrendQuestion,
    states: WholeStates,
}

/// An answer, with the data for painting it.
pub(super) struct ShownWhole {
    pub(super) answer: Arc<Answer>,
    pub(super) grid: Option<CoverageGrid>,
    /// When it arrived.
    pub(super) at: Timestamp,
    /// Whether the reader has decided something since.
    is_stale: bool,
}

/// An answer about one article.
struct OfArticle<T> {
    catalogue: Arc<Catalogue>,
    ordinal: u32,
    found: T,
}

impl<T> OfArticle<T> {
    fn is_about(&self, catalogue: &Arc<Catalogue>, ordinal: u32) -> bool {
        self.ordinal == ordinal && Arc::ptr_eq(&self.catalogue, catalogue)
    }
}

/// Two articles of a story that are being compared.
struct ComparingStory {
    catalogue: Arc<Catalogue>,
    ordinals: [u32; 2],
    story: Story,
    compared: Option<Arc<ComparedArticles>>,
    /// Whether the reader came from the page.
    is_from_page: bool,
}

impl Whole {
    /// Whether a view is shown in place of the page.
    pub(super) fn is_shown(&self) -> bool {
        self.tab.is_some()
    }

    /// Whether there is something to go back to: a wider list, or a view from which the page was opened.
    pub(super) fn leads_back(&self) -> bool {
        if self.is_shown() { !self.steps.is_empty() || self.comparing.is_some() } else { self.is_left }
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
        if self.asked.as_ref().is_some_and(|(question, _)| *question == answer.question) {
            self.asked = None;
        }
        let catalogue = answer.listing.catalogue.clone();
        let (tab, grid) = match (&answer.question, &answer.found) {
            (&Question::StoryOf(ordinal), WholeFound::StoryOf(story)) => {
                self.story = Some(OfArticle { catalogue, ordinal, found: story.clone() });
                return;
            }
            (&Question::Why(ordinal), WholeFound::Why(terms)) => {
                self.why = Some(OfArticle { catalogue, ordinal, found: terms.clone() });
                return;
            }
            (_, WholeFound::Coverage(coverage, _)) => (WholeTab::Coverage, CoverageGrid::of(coverage)),
            (_, WholeFound::Trend(_)) => (WholeTab::Trend, None),
            _ => (WholeTab::Stories, None),
        };
        self.answers[tab as usize] = Some(ShownWhole { answer, grid, at: Timestamp::now(), is_stale: false });
    }

    /// Shows a comparison if it is still wanted.
    pub(super) fn on_compared(&mut self, compared: Arc<ComparedArticles>) {
        if let Some(comparing) = &mut self.comparing
            && comparing.ordinals == compared.ordinals
        {
            comparing.compared = Some(compared);
        }
    }

    /// Leaves the comparison of two articles; false if there was none.
    pub(super) fn leave_comparison(&mut self) -> bool {
        let Some(comparing) = self.comparing.take_if(|_| self.tab == Some(WholeTab::Stories)) else {
            return false;
        };
        if comparing.is_from_page {
            self.tab = None;
        }
        true
    }

    /// Whether two articles of a story are being compared.
    pub(super) fn is_comparing(&self) -> bool {
        self.tab == Some(WholeTab::Stories) && self.comparing.is_some()
    }

    /// Goes to the next or previous passage that the compared articles share.
    pub(super) fn step_passage(&mut self, direction: Direction) {
        self.states.comparison.step(direction);
    }

    /// Shows or hides the words that hold the story of an article together.
    pub(super) fn ask_why(&mut self, ordinal: u32) {
        self.wants_why = if self.wants_why == Some(ordinal) { None } else { Some(ordinal) };
    }

    /// The story of an article, if it is on screen.
    fn story_of(&self, ordinal: u32) -> Option<&Story> {
        let has = |story: &&Story| story.articles.iter().any(|article| article.ordinal == ordinal);
        if !self.is_shown() {
            return self.story.as_ref()?.found.as_ref().filter(has);
        }
        match &self.shown(WholeTab::Stories)?.answer.found {
            WholeFound::Stories(stories) => stories.iter().find(has),
            _ => None,
        }
    }

    /// The question for what is shown, if its answer is out of date and no other question is being answered.
    /// `beside` is the article whose story is shown beside it.
    fn question(&self, listing: &Arc<Listing>, beside: Option<u32>) -> Option<Question> {
        let question = match (self.tab, beside) {
            (Some(WholeTab::Stories), _) => Question::Stories,
            (Some(WholeTab::Coverage), _) => Question::Coverage,
            (Some(WholeTab::Trend), _) => Question::Trend(self.trend.clone()),
            (None, Some(ordinal)) => Question::StoryOf(ordinal),
            (None, None) => return None,
        };
        let question = match self.wants_why.filter(|_| self.is_known(&question, listing)) {
            Some(ordinal) if question == Question::Stories => Question::Why(ordinal),
            _ => question,
        };
        let is_asked = self.asked.as_ref().is_some_and(|(asked, _)| *asked == question);
        (!is_asked && !self.is_known(&question, listing)).then_some(question)
    }

    fn is_known(&self, question: &Question, listing: &Arc<Listing>) -> bool {
        let catalogue = &listing.catalogue;
        let tab = match *question {
            Question::StoryOf(ordinal) => {
                return self.story.as_ref().is_some_and(|story| story.is_about(catalogue, ordinal));
            }
            Question::Why(ordinal) => {
                return self.why.as_ref().is_some_and(|why| why.is_about(catalogue, ordinal));
            }
            Question::Stories => WholeTab::Stories,
            Question::Coverage => WholeTab::Coverage,
            Question::Trend(_) => WholeTab::Trend,
        };
        self.shown(tab).is_some_and(|shown| {
            !shown.is_stale
                && Arc::ptr_eq(&shown.answer.listing, listing)
                && shown.answer.question == *question
        })
    }

    /// Notes the reader's decisions about stories; answers that don't take them into account are asked again. The list of
    /// stories stays on screen until then.
    fn note_judged(&mut self, judged: &Arc<JudgedStories>) {
        if self.judged == *judged {
            return;
        }
        self.judged = judged.clone();
        (self.story, self.why) = (None, None);
        self.asked = self.asked.take().filter(|(question, _)| matches!(question, Question::Coverage));
        if let Some(shown) = &mut self.answers[WholeTab::Stories as usize] {
            shown.is_stale = true;
        }
    }

    /// The view that is shown.
    pub(super) fn tab(&self) -> Option<WholeTab> {
        self.tab
    }

    /// How trends are shown.
    pub(super) fn trend_form(&self) -> TrendForm {
        self.states.trend.form
    }

    /// Whether the colours of the coverage show shares.
    pub(super) fn shows_shares(&self) -> bool {
        self.states.coverage.shares
    }

    /// The latest answer for a view.
    pub(super) fn shown(&self, tab: WholeTab) -> Option<&ShownWhole> {
        self.answers[tab as usize].as_ref()
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
        self.whole.comparing = None;
    }

    /// Shows the list of stories with that of an article unfolded.
    pub(super) fn show_story(&mut self, ordinal: u32) {
        self.show_whole(Some(WholeTab::Stories));
        self.whole.states.stories.unfold(ordinal);
    }

    /// Compares two articles of a story, or leaves the comparison.
    pub(super) fn compare_story(&mut self, ordinals: Option<[u32; 2]>) {
        let Some(ordinals) = ordinals else {
            self.whole.leave_comparison();
            return;
        };
        let catalogue = self.searching.catalogue().clone();
        let before = self.whole.comparing.take();
        let is_from_page = before.as_ref().map_or(self.whole.tab.is_none(), |before| before.is_from_page);
        let story = before.map(|before| before.story);
        let Some(story) = story.or_else(|| self.whole.story_of(ordinals[1]).cloned()) else { return };
        (self.whole.tab, self.whole.last) = (Some(WholeTab::Stories), WholeTab::Stories);
        self.engine.compare_story(catalogue.clone(), ordinals);
        self.whole.comparing =
            Some(ComparingStory { catalogue, ordinals, story, compared: None, is_from_page });
    }

    /// The story beside the shown article, once it is known.
    pub(super) fn story_beside(&self) -> Option<StoryBeside> {
        let catalogue = self.searching.catalogue();
        let shown = self.shown.selected()?;
        let story = self.whole.story.as_ref().filter(|story| story.is_about(catalogue, shown))?;
        let articles = story_lines(story.found.as_ref()?, catalogue, self.lang());
        Some(StoryBeside { shown, articles })
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
        if self.whole.leave_comparison() {
        } else if self.whole.is_shown() {
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
        self.whole.note_judged(self.library.marks().judged());
        let wants = self.kept.session().details_open;
        let is_beside = self.shown.has_article() && self.panes.details_place(wants) != DetailsPlace::Closed;
        let beside = self.shown.selected().filter(|_| is_beside);
        let Some(question) = self.whole.question(listing, beside).filter(|_| is_ready) else { return };
        let listing = listing.clone();
        self.whole.asked = Some((question.clone(), listing.clone()));
        self.engine.ask_whole(listing, question);
    }

    /// Paints the shown view.
    pub(super) fn whole_ui(&mut self, ui: &mut Ui, lang: Lang) -> Option<Command> {
        let tab = self.whole.tab?;
        let caption = self.whole.shown(tab).and_then(|shown| self.chart_caption(shown)).unwrap_or_default();
        let mut states = std::mem::take(&mut self.whole.states);
        let request = self.searching.request();
        let shown = self.whole.shown(tab);
        let comparing = self.whole.comparing.as_ref().filter(|_| tab == WholeTab::Stories);
        let articles = comparing
            .map(|comparing| story_lines(&comparing.story, &comparing.catalogue, lang))
            .unwrap_or_default();
        let comparison = comparing.map(|comparing| {
            let compared = comparing.compared.as_ref();
            let problem = compared.and_then(|compared| compared.problem.as_ref());
            Body::Comparison(ComparisonView {
                ordinals: comparing.ordinals,
                articles: &articles,
                comparison: compared.map(|compared| &compared.comparison),
                trouble: problem.map(|problem| problem_message(problem, lang)),
            })
        });
        let body = comparison.unwrap_or_else(|| match tab {
            WholeTab::Stories => Body::Stories(shown.and_then(|shown| match &shown.answer.found {
                WholeFound::Stories(stories) => Some(StoriesView {
                    stories,
                    catalogue: &shown.answer.listing.catalogue,
                    listed: shown.answer.listing.len(),
                    selected: self.shown.selected(),
                    why: self.whole.why.as_ref().and_then(|why| {
                        let is_wanted = self.whole.wants_why == Some(why.ordinal)
                            && Arc::ptr_eq(&why.catalogue, &shown.answer.listing.catalogue);
                        is_wanted.then_some((why.ordinal, why.found.as_slice()))
                    }),
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
                caption: &caption,
            }),
        });
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
