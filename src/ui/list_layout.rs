//! The positions of rows and headings in the list, exact to a hundredth of a point for a million rows.

use crate::library::{Density, Settings};
use crate::search::Heading;

/// Heights within a row, in points: a line of the headline, a line of the excerpt, and the last line with the
/// space above it; then the row's padding at top and bottom.
pub(super) const HEADLINE: f32 = 22.0;
pub(super) const EXCERPT: f32 = 20.0;
pub(super) const META: f32 = 18.0;
pub(super) const OVER_META: f32 = 4.0;
pub(super) const BETWEEN: f32 = 2.0;

/// The heights of rows and headings, in points. Every row is as tall as the tallest row can be.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Heights {
    pub(super) row: f64,
    /// A day's heading.
    pub(super) heading: f64,
    /// The most lines a headline may take.
    pub(super) headline_lines: usize,
}

impl Heights {
    /// The heights for these settings. Rows include a line of text if the list `has_excerpts`.
    pub fn of(settings: &Settings, has_excerpts: bool) -> Self {
        let (heading, padding) = match settings.density {
            Density::Comfortable => (38.0, 8.0),
            Density::Compact => (30.0, 2.0),
        };
        let headline_lines = usize::from(settings.headline_lines.max(1));
        let excerpt = if has_excerpts { EXCERPT } else { 0.0 };
        let text = HEADLINE * headline_lines as f32 + excerpt + OVER_META + META;
        Self { row: f64::from(text + 2.0 * (padding + BETWEEN)), heading, headline_lines }
    }
}

/// The positions of rows and headings, in points from the top of the list.
pub(super) struct Layout<'a> {
    pub(super) headings: &'a [Heading],
    pub(super) len: usize,
    pub(super) heights: Heights,
}

impl Layout<'_> {
    /// How many headings come before a row, its own day's included.
    pub(super) fn headings_to(&self, position: usize) -> usize {
        self.headings.partition_point(|heading| heading.first as usize <= position)
    }

    pub(super) fn top_of(&self, position: usize) -> f64 {
        position as f64 * self.heights.row + self.headings_to(position) as f64 * self.heights.heading
    }

    pub(super) fn heading_top(&self, index: usize) -> Option<f64> {
        let (row, heading) = (self.heights.row, self.heights.heading);
        Some(f64::from(self.headings.get(index)?.first) * row + index as f64 * heading)
    }

    pub(super) fn height(&self) -> f64 {
        self.len as f64 * self.heights.row + self.headings.len() as f64 * self.heights.heading
    }

    /// The row at this offset, or the next one below it.
    pub(super) fn row_at(&self, y: f64) -> Option<usize> {
        if self.len == 0 {
            return None;
        }
        let (mut low, mut high) = (0, self.len - 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.top_of(middle) + self.heights.row > y { high = middle } else { low = middle + 1 }
        }
        Some(low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comfortable() -> Heights {
        Heights::of(&Settings::default(), false)
    }

    fn headings(firsts: &[u32]) -> Vec<Heading> {
        firsts.iter().map(|&first| Heading { first, day: None }).collect()
    }

    #[test]
    fn rows_stand_under_their_headings() {
        let headings = headings(&[0, 2]);
        let layout = Layout { headings: &headings, len: 4, heights: comfortable() };
        let tops: Vec<_> = (0..4).map(|position| layout.top_of(position)).collect();
        assert_eq!(tops, [38.0, 124.0, 248.0, 334.0]);
        assert_eq!(layout.height(), 420.0);
        assert_eq!(layout.row_at(0.0), Some(0));
        assert_eq!(layout.row_at(123.9), Some(0));
        assert_eq!(layout.row_at(124.0), Some(1));
        assert_eq!(layout.row_at(1e9), Some(3));
    }

    #[test]
    fn all_rows_of_a_setting_are_of_one_height() {
        let height = |headline_lines, density, has_excerpts| {
            let settings = Settings { headline_lines, density, ..Settings::default() };
            Heights::of(&settings, has_excerpts).row
        };
        let comfortable = [1, 2, 3].map(|lines| height(lines, Density::Comfortable, false));
        assert_eq!(comfortable, [64.0, 86.0, 108.0]);
        assert_eq!(height(2, Density::Comfortable, true), 106.0);
        assert_eq!(height(1, Density::Compact, false), 52.0);
    }

    #[test]
    fn the_last_of_a_million_rows_scrolls_by_hundredths_of_a_point() {
        let headings = headings(&[0]);
        let layout = Layout { headings: &headings, len: 1_000_000, heights: comfortable() };
        let (a, b) = (layout.top_of(999_999), layout.top_of(999_999) + 0.01);
        assert!(b - a > 0.009 && b - a < 0.011);
        assert_eq!(layout.row_at(a), Some(999_999));
    }
}
