//! Changes of tags: on articles, and of their names and colours.

use super::{Change, Library, Target};
use crate::library::{Edit, TagColor};
use crate::ui::command::Switch;
use crate::view::MarkedWhat;

/// How long a tag's name is at most, in characters.
const LONGEST: usize = 40;

impl Library {
    /// Tags articles, or takes the tag off them; `None` without a name. What has no colour yet gets the next one.
    pub(in crate::app) fn tag(&self, targets: Vec<Target>, name: &str, switch: Switch) -> Option<Change> {
        let name = Some(tag_name(name)).filter(|name| !name.is_empty())?;
        let name = self.marks.tag_like(&name).map_or(name.clone(), str::to_owned);
        let mut edits = Vec::new();
        if !self.marks.tags().contains_key(&name) {
            edits.push(Edit::TagColor(name.clone(), Some(TagColor::fresh(self.marks.tags().len()))));
        }
        let edit = |Target { key, stamp }| {
            Edit::Tag(key, name.clone(), matches!(switch, Switch::On).then_some(stamp))
        };
        edits.extend(targets.into_iter().map(edit));
        let what = match switch {
            Switch::On => MarkedWhat::Tag(name),
            Switch::Off => MarkedWhat::Untag(name),
        };
        Some(Change { what, edits })
    }

    /// Takes a tag off one article.
    pub(in crate::app) fn untag(target: Target, name: String) -> Change {
        let edits = vec![Edit::Tag(target.key, name.clone(), None)];
        Change { what: MarkedWhat::Untag(name), edits }
    }

    /// Gives a tag another colour.
    pub(in crate::app) fn color_tag(name: String, color: TagColor) -> Change {
        Change { what: MarkedWhat::ColorTag(name.clone()), edits: vec![Edit::TagColor(name, Some(color))] }
    }

    /// Gives a tag another name, on every article that has it; that of another tag puts the two together.
    pub(in crate::app) fn rename_tag(&self, old: &str, new: &str) -> Option<Change> {
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
        Some(Change { what: MarkedWhat::RenameTag(new), edits })
    }

    /// Takes a tag off every article that has it.
    pub(in crate::app) fn delete_tag(&self, name: String) -> Change {
        let tagged = self.marks.articles().filter(|(_, marks)| marks.tags.contains(&name));
        let mut edits: Vec<_> = tagged.map(|(key, _)| Edit::Tag(key.clone(), name.clone(), None)).collect();
        edits.push(Edit::TagColor(name.clone(), None));
        Change { what: MarkedWhat::DeleteTag(name), edits }
    }
}

/// A tag's name out of what was typed: one line, and not too long for a row.
pub(in crate::app) fn tag_name(text: &str) -> String {
    let words: Vec<_> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    let words: Vec<_> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}
