//! Changes to tags: on articles, and to their names and colours.

use super::{Library, MarkChange, MarkTarget};
use crate::library::{Edit, TagColor};
use crate::ui::command::Switch;
use crate::view::MarkedWhat;

/// The greatest length of a tag's name, in characters.
const LONGEST: usize = 40;

impl Library {
    /// Adds a tag to articles or removes it; `None` if the name is empty. A tag without a colour gets the next
    /// one.
    pub(in crate::app) fn tag(
        &self,
        targets: Vec<MarkTarget>,
        name: &str,
        switch: Switch,
    ) -> Option<MarkChange> {
        let name = Some(tag_name(name)).filter(|name| !name.is_empty())?;
        let name = self.marks.tag_like(&name).map_or(name.clone(), str::to_owned);
        let mut edits = Vec::new();
        if !self.marks.tags().contains_key(&name) {
            edits.push(Edit::TagColor(name.clone(), Some(TagColor::fresh(self.marks.tags().len()))));
        }
        let edit = |MarkTarget { key, stamp }| {
            Edit::Tag(key, name.clone(), matches!(switch, Switch::On).then_some(stamp))
        };
        edits.extend(targets.into_iter().map(edit));
        let what = match switch {
            Switch::On => MarkedWhat::Tag(name),
            Switch::Off => MarkedWhat::Untag(name),
        };
        Some(MarkChange { what, edits })
    }

    /// Removes a tag from one article.
    pub(in crate::app) fn untag(target: MarkTarget, name: String) -> MarkChange {
        let edits = vec![Edit::Tag(target.key, name.clone(), None)];
        MarkChange { what: MarkedWhat::Untag(name), edits }
    }

    /// Changes a tag's colour.
    pub(in crate::app) fn color_tag(name: String, color: TagColor) -> MarkChange {
        MarkChange {
            what: MarkedWhat::ColorTag(name.clone()),
            edits: vec![Edit::TagColor(name, Some(color))],
        }
    }

    /// Renames a tag on every article that has it; if the new name is another tag's, the two are merged.
    pub(in crate::app) fn rename_tag(&self, old: &str, new: &str) -> Option<MarkChange> {
        let new = Some(tag_name(new)).filter(|new| !new.is_empty() && new != old)?;
        let color = self.marks.tags().get(&new).copied().unwrap_or_else(|| self.marks.tag_color(old));
        let mut edits = vec![Edit::TagColor(new.clone(), Some(color))];
        for (key, marks) in self.marks.articles() {
            let of_old = marks.tags.iter().zip(&marks.tagged).find(|(tag, _)| *tag == old);
            if let Some((_, stamp)) = of_old {
                edits.push(Edit::Tag(key.clone(), old.to_owned(), None));
                edits.push(Edit::Tag(key.clone(), new.clone(), Some(*stamp)));
            }
        }
        edits.push(Edit::TagColor(old.to_owned(), None));
        Some(MarkChange { what: MarkedWhat::RenameTag(new), edits })
    }

    /// Removes a tag from every article that has it.
    pub(in crate::app) fn delete_tag(&self, name: String) -> MarkChange {
        let tagged = self.marks.articles().filter(|(_, marks)| marks.tags.contains(&name));
        let mut edits: Vec<_> = tagged.map(|(key, _)| Edit::Tag(key.clone(), name.clone(), None)).collect();
        edits.push(Edit::TagColor(name.clone(), None));
        MarkChange { what: MarkedWhat::DeleteTag(name), edits }
    }
}

/// Turns typed text into a tag's name: a single line, short enough for a row.
pub(in crate::app) fn tag_name(text: &str) -> String {
    let words: Vec<_> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}
