//! Where the rows and headings of the list stand, to the hundredth of a point for a million of them.

use crate::library::Density;
use crate::search::Heading;

/// How high what stands in the list is, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Heights {
    /// A row.
    pub(super) row: f64,
    /// A day's heading.
    pub(super) heading: f64,
    /// What a row leaves free over its first line and under its last.
    pub(super) padding: f32,
}

impl Heights {
    /// The heights of a list, each row of which has a line of its body where it `has_snippets`.
    pub fn of(density: Density, has_snippets: bool) -> Self {
        let snippet = if has_snippets { 24.0 } else { 0.0 };
        match density {
            Density::Comfortable => Self { row: 68.0 + snippet, heading: 38.0, padding: 11.0 },
            Density::Compact => Self { row: 52.0 + snippet, heading: 30.0, padding: 3.0 },
        }
    }
}

/// Where rows and headings stand, in points from the beginning of the list.
pub(super) struct Layout<'a> {
    pub(super) headings: &'a [Heading],
    pub(super) len: usize,
    pub(super) heights: Heights,
}

impl Layout<'_> {
    /// How many headings stand before a row, its own among them.
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

    /// The row at a height, or the next one below it.
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
        Heights::of(Density::Comfortable, false)
    }

    fn headings(firsts: &[u32]) -> Vec<Heading> {
        firsts.iter().map(|&first| Heading { first, day: None }).collect()
    }

    #[test]
    fn rows_stand_under_their_headings() {
        let headings = headings(&[0, 2]);
        let layout = Layout { headings: &headings, len: 4, heights: comfortable() };
        let tops: Vec<_> = (0..4).map(|position| layout.top_of(position)).collect();
        assert_eq!(tops, [38.0, 106.0, 212.0, 280.0]);
        assert_eq!(layout.height(), 348.0);
        assert_eq!(layout.row_at(0.0), Some(0));
        assert_eq!(layout.row_at(105.9), Some(0));
        assert_eq!(layout.row_at(106.0), Some(1));
        assert_eq!(layout.row_at(1e9), Some(3));
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
