//! Straight quotation marks, which look the same at both ends: decides which ones open and which close.

use super::letters::{closes, continues_quote, is_hangul, opens};

/// Tracks one kind of straight quotation mark through a line.
pub(super) struct StraightQuotes {
    mark: char,
    open: bool,
}

/// What a mark's neighbours indicate.
enum MarkSide {
    Opens,
    Closes,
    Unclear,
    Apostrophe,
}

impl StraightQuotes {
    pub(super) fn new(mark: char) -> Self {
        Self { mark, open: false }
    }

    /// Starts a paragraph: a quotation that is still open was never closed.
    pub(super) fn reset(&mut self) {
        self.open = false;
    }

    /// Reads the character at `at`, and notes it if it is the mark.
    pub(super) fn pass(&mut self, c: char, line: &str, at: usize) {
        if c == self.mark
            && let Some(opens) = self.opens(line, at)
        {
            self.open = opens;
        }
    }

    /// Whether the mark at `at` opens a quotation; `None` if it is an apostrophe.
    ///
    /// Decided by its neighbours, else by those of the next mark, else by whether a quotation is open.
    pub(super) fn opens(&self, line: &str, at: usize) -> Option<bool> {
        match self.side(line, at) {
            MarkSide::Opens => Some(true),
            MarkSide::Closes => Some(false),
            MarkSide::Apostrophe => None,
            MarkSide::Unclear => {
                let next = line[at + 1..].find(self.mark).map(|offset| self.side(line, at + 1 + offset));
                match next {
                    Some(MarkSide::Opens) => Some(false),
                    Some(MarkSide::Closes) => Some(true),
                    Some(MarkSide::Unclear | MarkSide::Apostrophe) | None => Some(!self.open),
                }
            }
        }
    }

    fn side(&self, line: &str, at: usize) -> MarkSide {
        let before = line[..at].chars().next_back();
        let rest = &line[at + 1..];
        let after = rest.chars().next();
        let apart_before =
            before.is_none_or(|c| c.is_whitespace() || opens(c) || matches!(c, '·' | ',' | '/' | '='));
        let apart_after =
            after.is_none_or(|c| c.is_whitespace() || closes(c) || matches!(c, '·' | ',' | '.' | '/'));
        match (before, after) {
            (Some(b), Some(a))
                if self.mark == '\'' && b.is_ascii_alphanumeric() && a.is_ascii_alphanumeric() =>
            {
                MarkSide::Apostrophe
            }
            _ if apart_before && !apart_after => MarkSide::Opens,
            _ if apart_after && !apart_before => MarkSide::Closes,
            (_, Some(a)) if is_hangul(a) && continues_quote(rest) => MarkSide::Closes,
            _ => MarkSide::Unclear,
        }
    }
}
