//! The views of the whole archive: which one is shown in place of the page, what it and the list of stories
//! asked, and the answers.

mod painting;
mod stories;
mod words;

use super::panes::DetailsPlace;
use super::searching::Successors;
use crate::app::program::Program;
use crate::app::window::Window;
use crate::archive::Catalogue;
use crate::library::JudgedStories;
use crate::search::{ListRequest, Listing};
use crate::stories::{ComparedArticles, SharedTerm, Story};
use crate::ui::command::Direction;
use crate::ui::sidebar::ToldArticles;
use crate::ui::whole::{WholeStates, WordsPart};
use crate::view::{CoverageGrid, TrendForm, WholeTab};
use crate::whole::{Answer, Question, StoriesFound, TrendQuestion, WholeFound};
use crate::words::{FurtherLines, WordsAnswer, WordsQuestion};
use egui::Id;
use jiff::Timestamp;
use std::sync::Arc;
use stories::told;

/// How many lists narrowed by a click are remembered, to go back to.
const MOST_STEPS: usize = 50;

/// The state of the views of the whole archive.
#[derive(Default)]
pub(super) struct Whole {
    /// The view shown in place of the page.
    tab: Option<WholeTab>,
    /// The last view shown.
    last: WholeTab,
    /// The view from which the page was opened, to which the reader can go back.
    left: Option<WholeTab>,
    /// Whether the reader has just come to the list of stories, and would go back to that of articles.
    has_entered_stories: bool,
    /// The lists before each click that narrowed them.
    steps: Vec<ListRequest>,
    /// The latest answer for each tab.
    answers: [Option<ShownWhole>; WholeTab::ALL.len()],
    /// The question being answered.
    asked: Option<(Question, Arc<Listing>)>,
    /// The reader's decisions that the answers about stories take into account.
    judged: Arc<JudgedStories>,
    story: Option<OfArticle<Option<Story>>>,
    /// The article whose story's words the reader wants to see, and the answer.
    wants_why: Option<u32>,
    why: Option<OfArticle<Vec<SharedTerm>>>,
    comparing: Option<ComparingStory>,
    trend: TrendQuestion,
    states: WholeStates,
    words: words::Words,
}

/// An answer, with the data for painting it.
pub(super) struct ShownWhole {
    pub(super) answer: Arc<Answer>,
    pub(super) grid: Option<CoverageGrid>,
    /// When it arrived.
    pub(super) at: Timestamp,
    /// Whether the reader has decided something since.
    is_stale: bool,
    /// How many articles belong to the stories, and how many more only mention one.
    told: ToldArticles,
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
    /// The view that was shown before.
    before: Option<WholeTab>,
}

/// What is shown besides the view that the reader chose.
struct ShownBeside {
    /// Whether stories are listed.
    stories: bool,
    /// The article whose story is shown beside it.
    beside: Option<u32>,
}

impl Whole {
    /// Whether a view is shown in place of the page.
    pub(super) fn is_shown(&self) -> bool {
        self.tab.is_some()
    }

    /// Whether there is something to go back to besides articles: a wider list, a view from which the page
    /// was opened, or the list of articles.
    pub(super) fn leads_back(&self) -> bool {
        let is_narrowed = self.is_shown() && !self.steps.is_empty();
        self.is_comparing() || is_narrowed || self.left.is_some() || self.has_entered_stories
    }

    /// Remembers the list that a click in a view is about to narrow.
    pub(super) fn note_step(&mut self, before: &ListRequest) {
        if self.is_shown() {
            self.steps.push(before.clone());
            let over = self.steps.len().saturating_sub(MOST_STEPS);
            self.steps.drain(..over);
        }
    }

    /// Changes the question about trends.
    pub(super) fn ask_trend(&mut self, question: TrendQuestion) {
        self.trend = question;
    }

    /// The two articles that are compared in place of the page.
    pub(super) fn compared(&self) -> Option<[u32; 2]> {
        self.comparing.as_ref().filter(|_| self.is_comparing()).map(|comparing| comparing.ordinals)
    }

    /// Shows the page in place of a view, because an article was chosen.
    pub(super) fn leave_for_article(&mut self) {
        self.left = self.tab.take().or(self.left);
        self.has_entered_stories = false;
    }

    /// Drops the answers about the previous archive.
    pub(super) fn leave_archive(&mut self) {
        *self = Self::default();
    }

    /// Shows an answer if this window asked for it. An answer to another window's question may have come in place of
    /// the awaited one, which is then asked for again.
    pub(super) fn on_answer_to_any(&mut self, answer: &Arc<Answer>) {
        let is_awaited = self.asked.as_ref().is_some_and(|(question, listing)| {
            *question == answer.question && Arc::ptr_eq(listing, &answer.listing)
        });
        if is_awaited {
            self.on_answer(answer.clone());
        }
        self.asked = None;
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
            (&Question::StoryOf(ordinal), _) => {
                self.story = Some(OfArticle { catalogue, ordinal, found: None });
                return;
            }
            (&Question::Why(ordinal), _) => {
                self.why = Some(OfArticle { catalogue, ordinal, found: Vec::new() });
                return;
            }
            (_, WholeFound::Coverage(coverage, _)) => (WholeTab::Coverage, CoverageGrid::of(coverage)),
            (Question::Trend(_), _) => (WholeTab::Trend, None),
            _ => (WholeTab::Stories, None),
        };
        let told = match &answer.found {
            WholeFound::Stories(found) => told(&found.stories),
            _ => ToldArticles::default(),
        };
        if tab == WholeTab::Stories {
            let before = self.shown(tab).map(|before| before.answer.listing.clone());
            if before.as_ref().is_none_or(|before| before.request != answer.listing.request) {
                self.states.stories.to_start();
            }
            if let Some(before) = before.filter(|before| catalogue.has_lost_of(&before.catalogue)) {
                let successors = Successors::of(&before.catalogue, &catalogue);
                self.states.stories.follow(|ordinal| successors.of_article(ordinal));
                self.wants_why = self.wants_why.and_then(|ordinal| successors.of_article(ordinal));
            }
        }
        let shown = ShownWhole { answer, grid, at: Timestamp::now(), is_stale: false, told };
        self.answers[tab as usize] = Some(shown);
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
        self.tab = comparing.before;
        true
    }

    /// Stops choosing a story to merge with another; false if none was being chosen.
    pub(super) fn leave_joining(&mut self) -> bool {
        self.states.stories.leave_joining()
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

    fn listed(&self) -> Option<(&ShownWhole, &StoriesFound)> {
        let shown = self.shown(WholeTab::Stories)?;
        match &shown.answer.found {
            WholeFound::Stories(found) => Some((shown, found)),
            _ => None,
        }
    }

    /// The story of an article, if it is on screen.
    fn story_of(&self, ordinal: u32) -> Option<&Story> {
        let has = |story: &&Story| story.articles.iter().any(|article| article.ordinal == ordinal);
        let beside = self.story.as_ref().and_then(|story| story.found.as_ref()).filter(has);
        beside.or_else(|| self.listed()?.1.stories.iter().find(has))
    }

    /// The most important question whose answer is out of date, unless it is being answered.
    fn question(&self, listing: &Arc<Listing>, wanted: &ShownBeside) -> Option<Question> {
        let of_view = match self.tab {
            Some(WholeTab::Coverage) => Some(Question::Coverage),
            Some(WholeTab::Trend) => Some(Question::Trend(self.trend.clone())),
            Some(WholeTab::Stories | WholeTab::Words) | None => None,
        };
        let why = self.wants_why.filter(|_| wanted.stories).map(Question::Why);
        let of_list = wanted.stories.then_some(Question::Stories);
        let beside = wanted.beside.map(Question::StoryOf);
        // Once stories had to be found anyway, the switch over the list can say how many there are.
        let catalogue = &listing.catalogue;
        let is_any = self.story.as_ref().is_some_and(|story| Arc::ptr_eq(&story.catalogue, catalogue));
        let of_switch = is_any.then_some(Question::Stories);
        let questions = [of_view, of_list, why, beside, of_switch].into_iter().flatten();
        let question = questions.into_iter().find(|question| !self.is_known(question, listing))?;
        let is_asked = self.asked.as_ref().is_some_and(|(asked, _)| *asked == question);
        (!is_asked).then_some(question)
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

    /// Notes the reader's decisions about stories; answers that don't take them into account are asked again.
    /// The list of stories stays on screen until then.
    fn note_judged(&mut self, judged: &Arc<JudgedStories>) {
        if self.judged == *judged {
            return;
        }
        self.judged = judged.clone();
        (self.story, self.why) = (None, None);
        self.asked = self.asked.take().filter(|(question, _)| matches!(question, Question::Coverage));
        for tab in [WholeTab::Stories, WholeTab::Trend] {
            if let Some(shown) = &mut self.answers[tab as usize] {
                shown.is_stale = true;
            }
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

    /// The widget of the shown view in which arrow keys move.
    pub(super) fn moved_in(&self, focused: Option<Id>) -> Option<Id> {
        match self.tab {
            Some(WholeTab::Coverage) => self.states.coverage.cells,
            Some(WholeTab::Words) => self.states.words.moved_in(focused),
            Some(WholeTab::Stories | WholeTab::Trend) | None => None,
        }
    }

    /// Asks something else about words.
    pub(super) fn ask_words(&mut self, question: WordsQuestion) {
        self.words.ask(question);
    }

    /// Shows an answer about words, if this window asked for it.
    pub(super) fn on_words(&mut self, answer: &Arc<WordsAnswer>) {
        self.words.on_answer(answer, &mut self.states.words);
    }

    /// Takes lines of a concordance, if they belong to the shown one.
    pub(super) fn on_lines(&mut self, further: &FurtherLines) {
        self.words.on_lines(further);
    }

    /// The part of the words that the reader is in.
    pub(super) fn words_part(&self) -> WordsPart {
        self.states.words.part
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

impl Window {
    /// Shows a view of the whole archive, or the page again.
    pub(super) fn show_whole(&mut self, tab: Option<WholeTab>, program: &mut Program) {
        let tab = tab.filter(|_| program.open.is_some());
        self.whole.tab = tab;
        self.whole.left = None;
        if let Some(tab) = tab {
            self.panes.uncover_article();
            self.whole.last = tab;
            self.whole.states.coverage.takes_focus = tab == WholeTab::Coverage;
            // The first line is that of the current search.
            let query = self.searching.typed().trim().to_owned();
            if self.whole.trend.queries.is_empty() && !query.is_empty() {
                self.whole.trend.queries.push(query);
            }
        }
    }

    /// Shows what a tab stands for: a view; or the page, with the list of stories or that of articles.
    pub(super) fn show_tab(&mut self, tab: Option<WholeTab>, program: &mut Program) {
        match tab {
            Some(WholeTab::Coverage | WholeTab::Trend | WholeTab::Words) => self.show_whole(tab, program),
            Some(WholeTab::Stories) | None => {
                self.show_whole(None, program);
                self.list_stories(tab.is_some(), program);
            }
        }
    }

    /// Shows the last view if none is shown, otherwise the page.
    pub(super) fn toggle_whole(&mut self, program: &mut Program) {
        let is_shown = self.whole.tab.is_some_and(|tab| tab != WholeTab::Stories);
        self.show_whole((!is_shown).then_some(self.whole.last), program);
    }

    /// Shows how words are used, or the page again.
    pub(super) fn toggle_words(&mut self, program: &mut Program) {
        let is_shown = self.whole.tab == Some(WholeTab::Words);
        self.show_whole((!is_shown).then_some(WholeTab::Words), program);
    }

    /// Whether there is something to go back to besides articles.
    pub(super) fn leads_back_in_whole(&self, program: &Program) -> bool {
        self.whole.leads_back() || program.lists_stories() && !self.shown.leads(Direction::Back)
    }

    /// Goes back from a comparison, to the list before the last click, from the page to the view, or to the
    /// list of articles; false if there is none of these.
    pub(super) fn go_back_in_whole(&mut self, program: &mut Program) -> bool {
        if !self.leads_back_in_whole(program) {
            return false;
        }
        if self.whole.leave_comparison() {
            return true;
        }
        let step = self.whole.steps.pop_if(|_| self.whole.tab.is_some());
        if let Some(request) = step {
            self.list(request, program);
        } else if let Some(left) = self.whole.left.take() {
            self.whole.tab = Some(left);
            self.whole.states.coverage.takes_focus = left == WholeTab::Coverage;
        } else {
            self.list_stories(false, program);
        }
        true
    }

    /// Asks the next question for what is shown.
    pub(super) fn ask_whole(&mut self, program: &mut Program) {
        let listing = self.searching.listing();
        let is_ready = !listing.is_beginning && program.open.as_ref().is_some_and(|open| open.is_settled());
        self.whole.note_judged(program.library.marks().judged());
        if self.whole.tab == Some(WholeTab::Words) && is_ready {
            return self.ask_words(program);
        }
        let wants = program.kept.session().details_open;
        let is_beside = self.shown.has_article() && self.panes.details_place(wants) != DetailsPlace::Closed;
        let wanted = ShownBeside {
            stories: program.lists_stories() && self.panes.is_list_open(),
            beside: self.shown.selected().filter(|_| is_beside && !self.whole.is_shown()),
        };
        let Some(question) = self.whole.question(listing, &wanted).filter(|_| is_ready) else {
            return;
        };
        let listing = listing.clone();
        self.whole.asked = Some((question.clone(), listing.clone()));
        program.engine.ask_whole(listing, question);
    }
}
