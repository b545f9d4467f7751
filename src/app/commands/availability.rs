//! Explains why a command can't run right now: no command fails silently.

use crate::app::open::Open;
use crate::app::program::Program;
use crate::app::window::Window;
use crate::ui::command::{Action, Direction};
use crate::view::{self, WholeTab};

impl Window {
    /// Why a command has nothing to act on; `None` if it can run.
    pub(super) fn why_not(&self, action: Action, program: &Program) -> Option<&'static str> {
        let lang = program.lang();
        let reason = |holds: bool, text: &'static str| holds.then_some(text);
        let here = program.why_not_here(action);
        match action {
            _ if here.is_some() => here,
            Action::CheckAgain if program.is_on_server() => Some(lang.check_index_outside()),
            Action::SaveChart => reason(self.tab_to_save(program).is_none(), lang.no_chart_shown()),
            Action::ReadAsText => {
                reason(!program.open.as_ref().is_some_and(Open::has_other_texts), lang.no_other_texts())
            }
            Action::PassOverTexts => reason(!program.reads_as_text(), lang.texts_passed_over()),
            Action::ChooseColumns if program.index_with_columns().is_some() => None,
            Action::ChooseColumns if program.is_on_server() => Some(lang.fields_known()),
            Action::ChooseColumns => reason(self.file_with_columns(program).is_none(), lang.no_columns()),
            Action::CheckAgain => reason(!program.open.as_ref()?.is_settled(), lang.still_reading()),
            Action::ShowProblems => reason(program.open.as_ref()?.loaded.is_none(), lang.still_reading()),
            Action::Star
            | Action::MarkRead
            | Action::Tag
            | Action::CopyCitation
            | Action::CopyText
            | Action::CopyQuotation
            | Action::CopyMarkdown => reason(self.targets().is_empty(), lang.select_first()),
            Action::Print => {
                let shows_chart = self.whole.tab().is_some_and(WholeTab::is_chart);
                reason(!shows_chart && self.targets().is_empty(), lang.select_first())
            }
            Action::ToggleColumn => reason(!self.panes.has_room_for_column(), lang.too_narrow_for_column()),
            Action::Note
            | Action::OpenInWindow
            | Action::CopyAddress
            | Action::OpenOriginal
            | Action::ShowInFolder
            | Action::ToggleStored
            | Action::ToggleSplit
            | Action::ToggleDetails
            | Action::ToggleChosen
            | Action::Compare
            | Action::CheckArticle => reason(self.shown.selected().is_none(), lang.select_first()),
            Action::NewerVersion => self.why_no_version(Direction::Forward, lang.no_newer_version(), program),
            Action::OlderVersion => self.why_no_version(Direction::Back, lang.no_older_version(), program),
            Action::Back if self.leads_back_in_whole(program) => None,
            Action::Back => reason(!self.shown.leads(Direction::Back), lang.nothing_before()),
            Action::Forward => reason(!self.shown.leads(Direction::Forward), lang.nothing_after()),
            Action::NextHit | Action::PreviousHit if self.whole.is_comparing() => None,
            Action::NextHit | Action::PreviousHit => reason(self.shown.hits().all == 0, lang.no_hit()),
            Action::GoToDay => reason(self.searching.top_day().is_none(), lang.not_by_day()),
            Action::ShowNew => reason(self.searching.new_count() == 0, lang.nothing_new()),
            Action::SaveSearch => reason(self.saved_query(program).is_empty(), lang.nothing_to_save()),
            _ => None,
        }
    }

    /// The query that would be saved now.
    fn saved_query(&self, program: &Program) -> String {
        view::saved_query(self.searching.request(), program.lang())
    }

    fn why_no_version(
        &self,
        direction: Direction,
        none: &'static str,
        program: &Program,
    ) -> Option<&'static str> {
        if self.shown.selected().is_none() {
            return Some(program.lang().select_first());
        }
        let adjacent = self.shown.adjacent_version(direction, self.searching.catalogue());
        adjacent.is_none().then_some(none)
    }
}

impl Program {
    /// Why a command has nothing to act on in this build, without an archive, or in an index.
    fn why_not_here(&self, action: Action) -> Option<&'static str> {
        let lang = self.lang();
        match action {
            Action::Reload
            | Action::CheckAgain
            | Action::Export
            | Action::ShowProblems
            | Action::ShowPassages
            | Action::ShowStories
            | Action::ShowWhole
            | Action::ShowWords
            | Action::NewWindow
                if self.open.is_none() =>
            {
                Some(lang.open_first())
            }
            Action::OpenSamples => self.samples.is_none().then_some(lang.no_samples()),
            Action::OpenServer | Action::ForgetLogins => {
                (!cfg!(feature = "cluster")).then_some(lang.without_servers())
            }
            Action::ShowInFolder | Action::ReadAsText | Action::PassOverTexts | Action::ShowStories
                if self.is_on_server() =>
            {
                Some(lang.only_folders())
            }
            _ => None,
        }
    }

    /// Whether the open archive is an index on a server.
    pub(in crate::app) fn is_on_server(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.archive.is_on_server())
    }
}
