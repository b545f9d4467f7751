//! The versions of the shown article: moving between them, and comparing two.

use super::{Basis, Comparing, Mode, Shown};
use crate::archive::{Catalogue, Compared};
use crate::export::PdfArticle;
use crate::ui::command::Direction;
use crate::view;
use std::sync::Arc;

/// Two files of an article, by ordinal.
pub(in crate::app) struct VersionPair {
    pub(in crate::app) old: u32,
    pub(in crate::app) new: u32,
}

impl Shown {
    /// The shown article's files, newest first, if it has several.
    pub(super) fn versions<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a [u32]> {
        catalogue.revisions(self.read.as_ref()?.ordinal)
    }

    /// The shown version and the one before it, or the one after it if it is the oldest.
    pub(in crate::app) fn neighbours(&self, catalogue: &Catalogue) -> Option<(u32, u32)> {
        let (files, read) = (self.versions(catalogue)?, self.read.as_ref()?);
        let at = files.iter().position(|&file| file == read.ordinal)?;
        let other = files.get(at + 1).or_else(|| files.get(at.checked_sub(1)?))?;
        Some((read.ordinal, *other))
    }

    /// The next newer version (forward), or the next older one.
    pub(in crate::app) fn adjacent_version(
        &self,
        direction: Direction,
        catalogue: &Catalogue,
    ) -> Option<u32> {
        let (files, read) = (self.versions(catalogue)?, self.read.as_ref()?);
        let at = files.iter().position(|&file| file == read.ordinal)?;
        let adjacent = match direction {
            Direction::Forward => at.checked_sub(1)?,
            Direction::Back => at + 1,
        };
        files.get(adjacent).copied()
    }

    /// Starts a comparison of two of the article's files, with the earlier crawl as the older one, and returns
    /// the pair for the engine to read.
    pub(in crate::app) fn compare(
        &mut self,
        one: u32,
        other: u32,
        catalogue: &Catalogue,
    ) -> Option<VersionPair> {
        let files = self.versions(catalogue)?;
        let newest_of_both = files.iter().find(|&&file| file == one || file == other).copied();
        let (old, new) = if newest_of_both == Some(one) { (other, one) } else { (one, other) };
        self.mode = Mode::Comparing(Comparing { old, new, compared: None });
        Some(VersionPair { old, new })
    }

    /// Shows a comparison if it is still wanted.
    pub(in crate::app) fn on_compared(&mut self, compared: Arc<Compared>, basis: &Basis<'_>) {
        if let Mode::Comparing(comparing) = &mut self.mode
            && (comparing.old, comparing.new) == (compared.old, compared.new)
        {
            comparing.compared = Some(compared);
            self.show(basis);
        }
    }

    /// The shown comparison of two versions, as a document.
    pub(in crate::app) fn comparison_to_print(&self) -> Option<PdfArticle> {
        let is_compared = matches!(self.mode, Mode::Comparing(Comparing { compared: Some(_), .. }));
        is_compared.then(|| view::printed_versions(&self.page))
    }

    /// Leaves the comparison; false if there was none.
    pub(in crate::app) fn leave_comparison(&mut self, basis: &Basis<'_>) -> bool {
        let was_compared = matches!(self.mode, Mode::Comparing(_));
        if was_compared {
            self.mode = Mode::Page;
            self.show(basis);
        }
        was_compared
    }
}
