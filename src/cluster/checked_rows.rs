//! Lists whose articles have to be checked one by one, because the server can't be asked exactly.

use super::document::Days;
use super::open_index::OpenIndex;
use super::pages::read_pages;
use super::reading::ReadRequest;
use super::translate::Translation;
use crate::archive::{Cancel, FilePlace, RemoteRow};
use crate::search::{AskedList, CantAnswer, MatchKind, RemotePage, RemoteRows};
use std::ops::Range;

/// The most articles that are checked one by one.
const MOST_CHECKED: usize = 20_000;

/// An article that was checked.
#[derive(Debug)]
pub(super) struct CheckedRow {
    row: Option<RemoteRow>,
    kind: MatchKind,
    pub(super) days: Days,
}

/// Reads all that a query finds and checks it, where the server can't be asked exactly; `None` if cancelled.
///
/// # Errors
/// If it is too much, or the server can't be reached.
pub(super) fn rows_checked(
    index: &OpenIndex,
    asked: AskedList<'_>,
    query: Translation,
) -> Result<Option<Vec<CheckedRow>>, CantAnswer> {
    let Some(search) = asked.search else { return Ok(Some(Vec::new())) };
    let request = ReadRequest {
        texts: true,
        limit: Some(MOST_CHECKED + 1),
        ..ReadRequest::of_list(asked.request, query)
    };
    let selection = index.index.selection(&request)?;
    let (mut rows, mut read_so_far) = (Vec::new(), 0);
    let read = read_pages(&index.client, &index.address.index, &selection, asked.asking.cancel, |hit| {
        read_so_far += 1;
        if let Some(mut read) = index.document_from(hit)
            && let Some(kind) = read.kind(&search.matcher, asked.asking.marks)
        {
            let days = read.document.day;
            // A row has no text.
            let article = &mut read.article;
            (article.body, article.rendered, article.comments) = Default::default();
            rows.push(CheckedRow { row: Some(RemoteRow::of(read)), kind, days });
        }
        read_so_far <= MOST_CHECKED
    });
    match read {
        _ if asked.asking.cancel.is_cancelled() => Ok(None),
        Err(trouble) => Err(index.cant(&trouble)),
        Ok(_) if read_so_far > MOST_CHECKED => Err(CantAnswer::TooMany),
        Ok(_) => Ok(Some(rows)),
    }
}

/// The rows of a list that were read to check them.
#[derive(Debug)]
pub(super) struct CheckedRows(pub(super) Vec<CheckedRow>);

impl RemoteRows for CheckedRows {
    fn read(&mut self, positions: Range<u32>, _: &Cancel) -> Result<Option<RemotePage>, CantAnswer> {
        let range = positions.start as usize..(positions.end as usize).min(self.0.len());
        let rows = self.0.get_mut(range).unwrap_or_default().iter_mut();
        let rows: Vec<_> = rows.map_while(|row| Some((row.row.take()?, row.kind))).collect();
        // Rows that were read and forgotten have to be read again.
        Ok(Some(RemotePage { is_outdated: rows.is_empty(), rows, ..RemotePage::default() }))
    }

    fn row_at(
        &mut self,
        place: &FilePlace<'_>,
        _: &Cancel,
    ) -> Result<Option<(RemoteRow, Option<u32>)>, CantAnswer> {
        let is_it = |row: &RemoteRow| row.path == place.path && row.read.entry == place.entry.unwrap_or(0);
        let mut rows = (0..).zip(&mut self.0);
        let found = rows.find(|(_, row)| row.row.as_ref().is_some_and(is_it));
        Ok(found.and_then(|(position, row)| Some((row.row.take()?, Some(position)))))
    }
}
