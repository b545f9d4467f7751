//! Cells merged over several rows of a sheet: what the first of them says holds for all, such as a day or a
//! publisher.

use std::io::{self, Read, Seek};
use zip::ZipArchive;

/// The most merged cells of a workbook: they are all held in memory.
const MOST_MERGED: usize = 200_000;

/// How a merged cell begins in a sheet of a workbook.
const MARK: &[u8] = b"<mergeCell ";

/// A row of a sheet.
#[derive(Debug, Default)]
pub(super) struct SheetRow {
    /// Its number in the sheet.
    pub(super) number: u32,
    /// The texts of its cells, with their columns.
    pub(super) cells: Vec<(usize, String)>,
    /// The cells that are merged with cells of rows below: their columns, and the last of those rows.
    pub(super) spans: Vec<(usize, u32)>,
}

/// What merged cells above say of the rows that follow.
#[derive(Debug, Default)]
pub(super) struct MergedCells(Vec<MergedCell>);

#[derive(Debug)]
struct MergedCell {
    column: usize,
    /// The last row that it spans.
    last: u32,
    text: String,
}

impl MergedCells {
    /// Gives a row what the cells above say that it is merged with. A row without a cell that `tells` of an
    /// article, by its column, is none, and stays so. Rows must come in order.
    pub(super) fn fill(&mut self, row: &mut SheetRow, tells: impl Fn(usize) -> bool) {
        self.0.retain(|cell| cell.last >= row.number);
        if row.cells.iter().any(|&(column, _)| tells(column)) {
            for merged in &self.0 {
                if row.cells.iter().all(|&(column, _)| column != merged.column) {
                    row.cells.push((merged.column, merged.text.clone()));
                }
            }
            row.cells.sort_by_key(|&(column, _)| column);
        }
        for &(column, last) in &row.spans {
            let text = row.cells.iter().find(|&&(of, _)| of == column);
            self.0.extend(text.map(|(_, text)| MergedCell { column, last, text: text.clone() }));
        }
    }
}

/// Whether a workbook has merged cells, and not too many to read them.
pub(super) fn has_merged_cells(input: &mut (impl Read + Seek)) -> bool {
    let Ok(mut parts) = ZipArchive::new(input) else { return false };
    let mut found = 0;
    for at in 0..parts.len() {
        let Ok(part) = parts.by_index(at) else { return false };
        if part.name().is_ok_and(|name| name.starts_with("xl/worksheets/")) {
            match count(part) {
                Ok(count) => found += count,
                Err(_) => return false,
            }
        }
    }
    (1..=MOST_MERGED).contains(&found)
}

/// Counts the marks of merged cells, up to a few more than are read.
fn count(mut part: impl Read) -> io::Result<usize> {
    let (mut buffer, mut kept, mut found) = (vec![0; 64 << 10], 0, 0);
    loop {
        let read = match part.read(&mut buffer[kept..]) {
            Ok(0) => return Ok(found),
            Ok(read) => kept + read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        found += memchr::memmem::find_iter(&buffer[..read], MARK).count();
        if found > MOST_MERGED {
            return Ok(found);
        }
        // A mark may go on in what is read next.
        kept = (MARK.len() - 1).min(read);
        buffer.copy_within(read - kept..read, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[(usize, &str)], spans: &[(usize, u32)]) -> SheetRow {
        let cells = cells.iter().map(|&(column, text)| (column, text.to_owned())).collect();
        SheetRow { number, cells, spans: spans.to_vec() }
    }

    #[test]
    fn a_merged_cell_holds_for_the_rows_that_it_spans() {
        let mut merged = MergedCells::default();
        let mut filled = |mut row: SheetRow| {
            merged.fill(&mut row, |column| column == 2);
            row.cells.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(
            filled(row(3, &[(0, "1월 2일"), (1, "가람신문"), (2, "하나")], &[(0, 6), (1, 4)])),
            "1월 2일 가람신문 하나"
        );
        assert_eq!(filled(row(4, &[(2, "둘")], &[])), "1월 2일 가람신문 둘");
        assert_eq!(filled(row(5, &[(1, "나루일보"), (2, "셋")], &[])), "1월 2일 나루일보 셋");
        assert_eq!(filled(row(6, &[(3, "각주")], &[])), "각주", "no article");
        assert_eq!(filled(row(7, &[(2, "넷")], &[])), "넷");
    }

    #[test]
    fn marks_are_counted_across_what_is_read_at_once() {
        struct Slowly<'a>(&'a [u8]);
        impl Read for Slowly<'_> {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                let len = buffer.len().min(3);
                self.0.read(&mut buffer[..len])
            }
        }
        let text =
            "<mergeCells count=\"2\"><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:B2\"/></mergeCells>";
        assert_eq!(count(Slowly(text.as_bytes())).unwrap(), 2);
        assert_eq!(count(text.as_bytes()).unwrap(), 2);
    }
}
