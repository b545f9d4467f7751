//! Where the parts of charts are, the same in the window and in saved pictures.

/// The height of a coverage's sums, in points.
pub const SUMS: f32 = 56.0;
/// The height of the days under the sums, in points.
pub const DAYS: f32 = 28.0;
/// The height of a publisher's row, in points.
pub const ROW: f32 = 28.0;
/// With more columns than this, they are narrow.
pub const MANY_COLUMNS: usize = 45;
/// The distance of narrow columns, in points.
pub const NARROW: f32 = 12.0;
/// The least distance of other columns, in points.
pub const WIDE: f32 = 22.0;
/// The room between the last column and the numbers at the right, in points.
const GAP: f32 = 24.0;
/// How far the labels of a trend's lines must be apart, in points.
const LABELS_APART: f32 = 20.0;

/// The places of a coverage's grid.
pub struct GridPlaces {
    /// The left edge of the first column.
    pub left: f32,
    /// The upper edge of the sums.
    pub top: f32,
    /// The distance from one column to the next.
    pub pitch: f32,
    /// How many publishers there are.
    pub rows: usize,
    /// How many columns there are.
    pub columns: usize,
}

impl GridPlaces {
    /// The left edge of a column.
    pub fn column(&self, column: usize) -> f32 {
        self.left + column as f32 * self.pitch
    }

    /// The line that the bars of the sums stand on.
    pub fn foot(&self) -> f32 {
        self.top + SUMS
    }

    /// The upper edge of a row.
    pub fn row(&self, row: usize) -> f32 {
        self.foot() + DAYS + row as f32 * ROW
    }

    /// The left edge of the numbers at the right.
    pub fn right(&self) -> f32 {
        self.column(self.columns) + GAP
    }

    /// The width and height of a cell.
    pub fn cell_size(&self) -> (f32, f32) {
        (self.pitch - 2.0, ROW - 4.0)
    }

    /// The upper left corner of a cell.
    pub fn cell(&self, row: usize, column: usize) -> (f32, f32) {
        (self.column(column), self.row(row) + 2.0)
    }

    /// The cell at a position: row and column.
    pub fn at(&self, x: f32, y: f32) -> Option<(usize, usize)> {
        let (x, y) = (x - self.left, y - self.row(0));
        let (column, row) = ((x / self.pitch).floor(), (y / ROW).floor());
        let is_inside =
            x >= 0.0 && y >= 0.0 && (column as usize) < self.columns && (row as usize) < self.rows;
        is_inside.then_some((row as usize, column as usize))
    }
}

/// The heights of labels for lines that end at these heights, sorted from the top, so that none overlaps
/// another; those that would be pushed below `bottom` move up again.
pub fn labels_apart(ends: &[f32], top: f32, bottom: f32) -> Vec<f32> {
    let mut lowest = top - LABELS_APART;
    let place = |&end: &f32| {
        lowest = end.max(lowest + LABELS_APART);
        lowest
    };
    let mut labels: Vec<f32> = ends.iter().map(place).collect();
    let mut most = bottom;
    for label in labels.iter_mut().rev() {
        *label = label.min(most);
        most = *label - LABELS_APART;
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_apart_and_stay_above_the_bottom() {
        assert_eq!(labels_apart(&[10.0, 100.0], 0.0, 200.0), [10.0, 100.0]);
        assert_eq!(labels_apart(&[10.0, 12.0, 60.0], 0.0, 200.0), [10.0, 30.0, 60.0]);
        assert_eq!(labels_apart(&[180.0, 190.0, 195.0], 0.0, 200.0), [160.0, 180.0, 200.0]);
    }

    #[test]
    fn a_cell_is_found_where_it_is() {
        let places = GridPlaces { left: 100.0, top: 10.0, pitch: WIDE, rows: 3, columns: 4 };
        for (row, column) in [(0, 0), (2, 3), (1, 2)] {
            let ((x, y), (width, height)) = (places.cell(row, column), places.cell_size());
            assert_eq!(places.at(x + width / 2.0, y + height / 2.0), Some((row, column)));
        }
        assert_eq!(places.at(99.0, 120.0), None);
        assert_eq!(places.at(places.right(), 120.0), None);
    }
}
