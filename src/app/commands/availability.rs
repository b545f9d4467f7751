//! Explains why a command can't run right now: no command fails silently.

use crate::app::Seogo;
use crate::app::open::Open;
use crate::ui::command::{Action, Direction};
use crate::view;

impl Seogo {
    /// Why a command has nothing to act on; `None` if it can run.
    pub(super) fn why_not(&self, action: Action) -> Option<&'static str> {
        let lang = self.lang();
        let reason = |holds: bool, text: &'static str| holds.then_some(text);
        let here = self.why_not_here(action);
        match action {
            _ if here.is_some() => here,
            Action::CheckAgain if self.is_on_server() => Some(lang.check_index_outside()),
            Action::SaveChart => reason(self.tab_to_save().is_none(), lang.no_chart_shown()),
            Action::ReadAsText => {
                reason(!self.open.as_ref().is_some_and(Open::has_other_texts), lang.no_other_texts())
            }
            Action::PassOverTexts => reason(!self.reads_as_text(), lang.texts_passed_over()),
            Action::ChooseColumns if self.index_with_columns().is_some() => None,
            Action::ChooseColumns if self.is_on_server() => Some(lang.fields_known()),
            Action::ChooseColumns => reason(self.file_with_columns().is_none(), lang.no_columns()),
            Action::CheckAgain => reason(!self.open.as_ref()?.is_settled(), lang.still_reading()),
            Action::ShowProblems => reason(self.open.as_ref()?.loaded.is_none(), lang.still_reading()),
            Action::Star
            | Action::MarkRead
            | Action::Tag
            | Action::CopyCitation
            | Action::CopyText
            | Action::CopyQuotation
            | Action::CopyMarkdown => reason(self.targets().is_empty(), lang.select_first()),
            Action::Note
            | Action::CopyAddress
            | Action::OpenOriginal
            | Action::ShowInFolder
            | Action::ToggleStored
            | Action::ToggleBeside
            | Action::ToggleDetails
            | Action::ToggleChosen
            | Action::Compare
            | Action::CheckArticle => reason(self.window.shown.selected().is_none(), lang.select_first()),
            Action::NewerVersion => self.why_no_version(Direction::Forward, lang.no_newer_version()),
            Action::OlderVersion => self.why_no_version(Direction::Back, lang.no_older_version()),
            Action::Back if self.leads_back_in_whole() => None,
            Action::Back => reason(!self.window.shown.leads(Direction::Back), lang.nothing_before()),
            Action::Forward => reason(!self.window.shown.leads(Direction::Forward), lang.nothing_after()),
            Action::NextHit | Action::PreviousHit if self.window.whole.is_comparing() => None,
            Action::NextHit | Action::PreviousHit => reason(self.window.shown.hits().all == 0, lang.no_hit()),
            Action::ShowNew => reason(self.window.searching.new_count() == 0, lang.nothing_new()),
            Action::SaveSearch => reason(self.saved_query().is_empty(), lang.nothing_to_save()),
            _ => None,
        }
    }

    /// Why a command has nothing to act on in this build, without an archive, or in an index.
    fn why_not_here(&self, action: Action) -> Option<&'static str> {
        let lang = self.lang();
        match action {
            Action::Reload
            | Action::CheckAgain
            | Action::Export
            | Action::ShowProblems
            | Action::ShowStories
            | Action::ShowWhole
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

    /// The query that would be saved now.
    fn saved_query(&self) -> String {
        view::saved_query(self.window.searching.request(), self.lang())
    }

    /// Whether the open archive is an index on a server.
    pub(in crate::app) fn is_on_server(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.archive.is_on_server())
    }

    fn why_no_version(&self, direction: Direction, none: &'static str) -> Option<&'static str> {
        if self.window.shown.selected().is_none() {
            return Some(self.lang().select_first());
        }
        let beside = self.window.shown.version_beside(direction, self.window.searching.catalogue());
        beside.is_none().then_some(none)
    }
}
