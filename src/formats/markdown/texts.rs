//! Texts within blocks: what was escaped, short codes, and what an outliner noted for itself.

use super::MarkdownReading;
use crate::formats::shortcode::short_code;
use std::ops::Range;

/// What an outliner notes about an item on lines of its own below it, `id:: …`.
const OUTLINE_NOTES: [&str; 6] =
    ["id::", "collapsed::", "heading::", "background-color::", "created-at::", "updated-at::"];

impl MarkdownReading<'_> {
    /// Leaves out the line that starts at a position if an outliner wrote it for itself.
    pub(super) fn skip_note(&mut self, start: usize) -> bool {
        let rest = self.source.get(start..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let is_note = OUTLINE_NOTES.iter().any(|note| line.trim_start().starts_with(note));
        if is_note {
            self.skipped_to = start + line.len();
        }
        is_note
    }

    /// Adds a text, with short codes as what they stand for.
    pub(super) fn text(&mut self, text: &str, range: &Range<usize>) {
        let is_as_written = text.len() == range.len();
        // How far the text has been added, in bytes.
        let mut added = 0;
        while is_as_written
            && let Some(rest) = self.source.get(range.start + added..)
            && let Some(code) = short_code(rest, text.len() - added)
        {
            let at = range.start + added + code.start;
            self.plain_text(
                text.get(added..added + code.start).unwrap_or_default(),
                &(range.start + added..at),
            );
            if let Some((address, words)) = code.picture {
                self.inline().picture(address, words);
            }
            self.skipped_to = range.start + added + code.end;
            let is_spaced = self.inline().text.ends_with(' ');
            if is_spaced && self.source.get(self.skipped_to..).is_some_and(|behind| behind.starts_with(' ')) {
                self.skipped_to += 1;
            }
            added = self.skipped_to - range.start;
            if added >= text.len() {
                return;
            }
        }
        self.plain_text(text.get(added..).unwrap_or_default(), &(range.start + added..range.end));
    }

    fn plain_text(&mut self, text: &str, range: &Range<usize>) {
        if text.is_empty() {
            return;
        }
        let is_escaped = range.start.checked_sub(1).is_some_and(|before| {
            self.source.as_bytes().get(before) == Some(&b'\\')
                && text.starts_with(|c: char| c.is_ascii_punctuation())
        });
        let inline = self.inline();
        let first = if is_escaped { text.chars().next().map_or(0, char::len_utf8) } else { 0 };
        let (escaped, rest) = text.split_at_checked(first).unwrap_or(("", text));
        if !escaped.is_empty() {
            inline.push_verbatim(escaped);
        }
        inline.push(rest);
    }
}
