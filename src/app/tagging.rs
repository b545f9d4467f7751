//! Tagging: the window for it, and what its choices change.

use super::Seogo;
use crate::library::{Edit, TagColor};
use crate::ui::command::Command;
use crate::ui::tag_picker::{TagPicker, tag_picker_ui};
use crate::view::{self, MarkedWhat};

/// How long a tag's name is at most, in characters.
const LONGEST: usize = 40;

impl Seogo {
    /// Opens the window for tagging, if there is something to tag.
    pub(super) fn open_tags(&mut self) {
        if !self.targets().is_empty() {
            self.tagging = Some(TagPicker::default());
        }
    }

    pub(super) fn tags_ui(&mut self, context: &egui::Context) -> Option<Command> {
        let targets = self.targets();
        let texts = self.texts();
        let picker = self.tagging.as_mut()?;
        let catalogue = &self.listing.catalogue;
        let marks = &self.library.marks;
        let on = |tag: &str| {
            targets
                .iter()
                .filter_map(|&ordinal| catalogue.row(ordinal))
                .all(|row| marks.of_row(&row).tags.binary_search_by(|known| known.as_str().cmp(tag)).is_ok())
        };
        let tags = view::tag_choices(marks, &tag_name(&picker.text), &on);
        let title = texts.tagging(targets.len());
        let (command, closed) = tag_picker_ui(context, picker, &title, &tags, texts);
        if closed || targets.is_empty() {
            self.tagging = None;
        }
        command
    }

    /// Tags the chosen articles, or takes the tag away. What has no colour yet gets the next one.
    pub(super) fn tag(&mut self, name: &str, on: bool) {
        let name = tag_name(name);
        if name.is_empty() {
            return;
        }
        let name = self.library.marks.tag_like(&name).map_or(name.clone(), str::to_owned);
        let mut edits = Vec::new();
        if !self.library.marks.tags().contains_key(&name) {
            edits.push(Edit::TagColor(name.clone(), Some(TagColor::fresh(self.library.marks.tags().len()))));
        }
        let targets = self.targets();
        let targets = targets.iter().filter_map(|&ordinal| self.key_and_stamp(ordinal));
        edits.extend(targets.map(|(key, stamp)| Edit::Tag(key, name.clone(), on.then_some(stamp))));
        self.mark(if on { MarkedWhat::Tag(name) } else { MarkedWhat::Untag(name) }, edits);
    }

    /// Gives a tag another colour.
    pub(super) fn color_tag(&mut self, name: String, color: TagColor) {
        self.mark(MarkedWhat::ColorTag(name.clone()), vec![Edit::TagColor(name, Some(color))]);
    }
}

/// A tag's name out of what was typed: one line, and not too long for a row.
pub(super) fn tag_name(text: &str) -> String {
    let words: Vec<_> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}
