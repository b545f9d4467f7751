//! Cells merged over several rows of a sheet: what the first of them says holds for all, such as a day or a
//! publisher.

use std::collections::BTreeMap;
use std::io::{self, Read, Seek};
use zip::ZipArchive;

/// The most merged cells and the most links of a workbook, and the most bytes of their addresses: they are all held in
/// memory.
const MOST_MERGED: usize = 200_000;
const MOST_ADDRESSES: u64 = 32 << 20;

/// How a merged cell and a link begin in a sheet of a workbook, in as many bytes each.
const MARKS: [&[u8]; 2] = [b"<mergeCell ", b"<hyperlink "];

/// Cells that a sheet has in one row, before merged ones are filled in.
#[derive(Clone, Debug, Default)]
pub(super) struct SheetRow {
    pub(super) number: u32,
    /// The texts of its cells, with their columns.
    pub(super) cells: Vec<(usize, String)>,
    /// The cells that are merged with cells of rows below: their columns, and the last of those rows.
    pub(super) spans: Vec<(usize, u32)>,
    /// The addresses that its cells link to, with their columns.
    pub(super) links: Vec<(usize, String)>,
}

/// The longest text that a merged cell says of other rows, in bytes: a text is the article's own.
const LONGEST_MERGED: usize = 4 << 10;

/// What merged cells above say of the rows that follow: by column, the last row that the cell spans, and its text.
#[derive(Debug, Default)]
pub(super) struct MergedCells(BTreeMap<usize, (u32, String)>);

impl MergedCells {
    /// Gives a row what the cells above say that it is merged with. A row without a cell that `tells` of an
    /// article, by its column, is none, and stays so. Rows must come in order.
    pub(super) fn fill(&mut self, row: &mut SheetRow, tells: impl Fn(usize) -> bool) {
        self.0.retain(|_, (last, _)| *last >= row.number);
        row.cells.sort_by_key(|&(column, _)| column);
        if row.cells.iter().any(|&(column, _)| tells(column)) {
            let own = row.cells.len();
            for (&column, (_, text)) in &self.0 {
                let own = row.cells.get(..own).unwrap_or_default();
                if own.binary_search_by_key(&column, |&(column, _)| column).is_err() {
                    row.cells.push((column, text.clone()));
                }
            }
            row.cells.sort_by_key(|&(column, _)| column);
        }
        for &(column, last) in &row.spans {
            let at = row.cells.binary_search_by_key(&column, |&(column, _)| column);
            if let Some((_, text)) = at.ok().and_then(|at| row.cells.get(at))
                && text.len() <= LONGEST_MERGED
            {
                self.0.insert(column, (last, text.clone()));
            }
        }
    }
}

/// What the sheets of a workbook have besides cells, and not too much of it to be read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SheetExtras {
    pub(super) merged: bool,
    pub(super) links: bool,
}

impl SheetExtras {
    pub(super) fn of(input: &mut (impl Read + Seek)) -> Self {
        let Ok(mut parts) = ZipArchive::new(input) else { return Self::default() };
        let (mut found, mut addresses) = ([0; 2], 0);
        for at in 0..parts.len() {
            let Ok(part) = parts.by_index(at) else { return Self::default() };
            let name = part.name().map(|name| name.into_owned()).unwrap_or_default();
            let counted = match name.strip_prefix("xl/worksheets/") {
                None => continue,
                Some(name) if name.ends_with(".rels") => {
                    io::copy(&mut part.take(MOST_ADDRESSES + 1), &mut io::sink())
                        .map(|bytes| addresses += bytes)
                }
                Some(_) => count(part).map(|[merged, links]| found = [found[0] + merged, found[1] + links]),
            };
            if counted.is_err() {
                return Self::default();
            }
        }
        let are_few = |count: usize| (1..=MOST_MERGED).contains(&count);
        Self { merged: are_few(found[0]), links: are_few(found[1]) && addresses <= MOST_ADDRESSES }
    }
}

/// Counts the marks of merged cells and of links, up to a few more than are read.
fn count(mut part: impl Read) -> io::Result<[usize; 2]> {
    let (mut buffer, mut kept, mut found) = (vec![0; 64 << 10], 0, [0; 2]);
    loop {
        let read = match part.read(&mut buffer[kept..]) {
            Ok(0) => return Ok(found),
            Ok(read) => kept + read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        for (found, mark) in found.iter_mut().zip(MARKS) {
            *found += memchr::memmem::find_iter(&buffer[..read], mark).count();
        }
        if found.iter().any(|&found| found > MOST_MERGED) {
            return Ok(found);
        }
        // A mark may go on in what is read next.
        kept = (MARKS[0].len() - 1).min(read);
        buffer.copy_within(read - kept..read, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[(usize, &str)], spans: &[(usize, u32)]) -> SheetRow {
        let cells = cells.iter().map(|&(column, text)| (column, text.to_owned())).collect();
        SheetRow { number, cells, spans: spans.to_vec(), links: Vec::new() }
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
    fn what_many_merged_cells_say_is_bounded() {
        let mut merged = MergedCells::default();
        let long = "가".repeat(LONGEST_MERGED);
        merged.fill(&mut row(1, &[(0, &long), (1, "나")], &vec![(1, 9); 200_000]), |_| true);
        merged.fill(&mut row(2, &[(0, &long), (1, "나")], &[(0, 9)]), |_| true);
        let mut filled = row(3, &[(2, "다")], &[]);
        merged.fill(&mut filled, |_| true);
        assert_eq!(filled.cells, [(1, "나".to_owned()), (2, "다".to_owned())]);
        // Each of many merged cells is looked up in the row, not compared with all of its cells.
        let wide: Vec<(usize, &str)> = (0..16_384).map(|column| (column, "가")).collect();
        let spans: Vec<(usize, u32)> = (0..16_384).map(|column| (column, 999)).collect();
        merged.fill(&mut row(4, &wide, &spans), |_| true);
        for number in 5..50 {
            let mut filled = row(number, &[(0, "나")], &[]);
            merged.fill(&mut filled, |_| true);
            assert_eq!(filled.cells.len(), 16_384);
        }
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
        let text = "<mergeCells count=\"2\"><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:B2\"/></mergeCells>\
                    <hyperlinks><hyperlink ref=\"A1\"/></hyperlinks>";
        assert_eq!(count(Slowly(text.as_bytes())).unwrap(), [2, 1]);
        assert_eq!(count(text.as_bytes()).unwrap(), [2, 1]);
    }
}
