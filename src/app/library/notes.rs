//! Changes to notes and highlights.

use super::{Library, MarkChange, MarkTarget};
use crate::library::{Edit, HighlightColor, HighlightMark, HighlightPlace, Note};
use crate::view::MarkedWhat;

impl Library {
    /// Writes a note on an article or on one of its highlights; `None` if there is no such highlight.
    pub(in crate::app) fn write_note(
        &self,
        target: MarkTarget,
        place: Option<HighlightPlace>,
        text: &str,
    ) -> Option<MarkChange> {
        let MarkTarget { key, stamp } = target;
        let text = text.trim_end().to_owned();
        let edit = match place {
            None => Edit::Note(key, (!text.is_empty()).then_some(Note { text, stamp })),
            Some(place) => {
                let highlights = &self.marks.of(&key).highlights;
                let mark = highlights.iter().find(|known| known.place == place)?.mark.clone();
                Edit::Highlight(key, place, Some(HighlightMark { note: text, ..mark }))
            }
        };
        Some(MarkChange { what: MarkedWhat::Note, edits: vec![edit] })
    }

    /// Highlights a passage, or removes a highlight of exactly this passage.
    pub(in crate::app) fn toggle_highlight(
        &self,
        target: MarkTarget,
        place: HighlightPlace,
        color: HighlightColor,
    ) -> MarkChange {
        if self.marks.of(&target.key).highlights.iter().any(|known| known.place == place) {
            return Self::unhighlight(target, place);
        }
        self.highlight(target, place, color)
    }

    /// Highlights a passage in a colour, or changes the colour of its highlight.
    pub(in crate::app) fn highlight(
        &self,
        target: MarkTarget,
        place: HighlightPlace,
        color: HighlightColor,
    ) -> MarkChange {
        let known = self.marks.of(&target.key).highlights.iter().find(|known| known.place == place);
        let mark = match known {
            Some(known) => HighlightMark { color, ..known.mark.clone() },
            None => HighlightMark { note: String::new(), color, stamp: target.stamp },
        };
        let edit = Edit::Highlight(target.key, place, Some(mark));
        MarkChange { what: MarkedWhat::Highlight, edits: vec![edit] }
    }

    /// Removes the highlight of a passage.
    pub(in crate::app) fn unhighlight(target: MarkTarget, place: HighlightPlace) -> MarkChange {
        MarkChange { what: MarkedWhat::Unhighlight, edits: vec![Edit::Highlight(target.key, place, None)] }
    }
}
