//! Tables without a header row: determines what their columns are from the cells.

use super::columns::ColumnField;
use super::record::date_from;
use super::table::{MOST_ABOVE, filled};
use crate::article::{naver_numbers, web_address};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many rows are examined.
pub(super) const LOOKED_AT: usize = 200;

/// A column of texts with at least this median length, in letters, has the articles' texts rather than titles.
const LONG: usize = 150;

/// The columns of the oldest crawler of Naver News, whose rows end with the address.
const NAVER: [&str; 6] = ["날짜", "분류", "언론사", "제목", "본문", "링크"];

/// The contents of a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum GuessedColumn {
    Date,
    Address,
    LongText,
    ShortText,
    FewValues,
}

/// The row with the names of the columns, which say nothing: the first that isn't a title, if it has names.
pub(super) fn named_row(rows: &[Vec<String>]) -> Option<usize> {
    let at = rows.iter().take(MOST_ABOVE).position(|row| filled(row) > 1).unwrap_or(0);
    has_names(rows.get(at..)?).then_some(at)
}

/// Whether the first row of a table has names rather than cells like those below it: short texts, where other
/// rows have addresses, dates, numbers or long texts.
fn has_names(rows: &[Vec<String>]) -> bool {
    let Some((first, others)) =
        rows.split_first().filter(|(first, others)| !first.is_empty() && !others.is_empty())
    else {
        return false;
    };
    let is_name = |cell: &String| {
        let is_data = date_from(cell).is_some()
            || web_address(cell.trim()).is_some()
            || cell.trim().parse::<f64>().is_ok();
        cell.chars().count() < 30 && !is_data
    };
    let differs = |at: usize| {
        let is_text = matches!(column(others, at), GuessedColumn::ShortText | GuessedColumn::FewValues);
        !is_text
            || others.iter().all(|row| row.get(at).is_some_and(|cell| cell.trim().parse::<f64>().is_ok()))
    };
    let lengths = |row: &Vec<String>| row.iter().map(|cell| cell.chars().count()).sum::<usize>();
    let is_short = others.iter().map(lengths).min().is_some_and(|shortest| lengths(first) * 3 < shortest);
    first.iter().all(is_name) && (is_short || (0..first.len()).any(differs))
}

/// What the columns of a table seem to be: the first of each kind, even if there are others. If none has long
/// texts, the longest of several with short ones is the text.
pub(super) fn proposed(rows: &[Vec<String>]) -> Vec<(ColumnField, usize)> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let columns: Vec<GuessedColumn> = (0..width).map(|at| column(rows, at)).collect();
    let of_kind = |wanted: GuessedColumn| -> Vec<usize> {
        (0..width).filter(|&at| columns.get(at) == Some(&wanted)).collect()
    };
    let short = of_kind(GuessedColumn::ShortText);
    let letters = |at: &usize| -> usize {
        rows.iter().filter_map(|row| row.get(*at)).map(|cell| cell.chars().count()).sum()
    };
    let first = |wanted: GuessedColumn| of_kind(wanted).first().copied();
    let longest = || short.iter().copied().max_by_key(letters).filter(|_| short.len() > 1);
    let text = first(GuessedColumn::LongText).or_else(longest);
    let title = short.iter().copied().find(|&at| Some(at) != text);
    let found = [
        (ColumnField::Title, title),
        (ColumnField::Text, text),
        (ColumnField::Published, first(GuessedColumn::Date)),
        (ColumnField::Url, first(GuessedColumn::Address)),
    ];
    found.into_iter().filter_map(|(field, at)| Some((field, at?))).collect()
}

/// Names for the columns of a table whose first row is an article; `None` unless date, title and text each
/// clearly have one column, or if the first row has names that say nothing instead of a day and an address.
pub(super) fn names(rows: &[Vec<String>]) -> Option<Vec<Arc<str>>> {
    let is_naver = |row: &Vec<String>| {
        row.len() == NAVER.len()
            && row.first().is_some_and(|cell| date_from(cell).is_some())
            && row.last().is_some_and(|cell| naver_numbers(cell).is_some())
    };
    if !rows.is_empty() && rows.iter().all(is_naver) {
        return Some(NAVER.map(Arc::from).into());
    }
    let width = rows.iter().map(Vec::len).max()?;
    let columns: Vec<GuessedColumn> = (0..width).map(|at| column(rows, at)).collect();
    let only = |wanted: GuessedColumn| {
        let mut found = columns.iter().enumerate().filter(|(_, column)| **column == wanted).map(|(at, _)| at);
        found.next().filter(|_| found.next().is_none())
    };
    let (date, title, text) =
        (only(GuessedColumn::Date)?, only(GuessedColumn::ShortText)?, only(GuessedColumn::LongText)?);
    let address = only(GuessedColumn::Address);
    let first = |at: usize| rows.first()?.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let is_named = first(date).is_some_and(|cell| date_from(cell).is_none())
        || address.and_then(first).is_some_and(|cell| web_address(cell).is_none());
    if is_named {
        return None;
    }
    let name = |at: usize| match at {
        at if at == date => "날짜".into(),
        at if at == title => "제목".into(),
        at if at == text => "본문".into(),
        at if Some(at) == address => "링크".into(),
        at => format!("column {}", at + 1).into(),
    };
    Some((0..width).map(name).collect())
}

fn column(rows: &[Vec<String>], at: usize) -> GuessedColumn {
    let cells: Vec<&str> = rows
        .iter()
        .filter_map(|row| row.get(at))
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    let most = |is: &dyn Fn(&str) -> bool| {
        !cells.is_empty() && cells.iter().filter(|cell| is(cell)).count() * 10 >= cells.len() * 9
    };
    if most(&|cell| date_from(cell).is_some()) {
        return GuessedColumn::Date;
    }
    if most(&|cell| web_address(cell).is_some()) {
        return GuessedColumn::Address;
    }
    let mut lengths: Vec<usize> = cells.iter().map(|cell| cell.chars().count()).collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    let different = cells.iter().collect::<BTreeSet<_>>().len();
    match median {
        median if median > LONG => GuessedColumn::LongText,
        // Titles differ from each other and are longer than a word.
        median if median >= 8 && different * 2 > cells.len() => GuessedColumn::ShortText,
        _ => GuessedColumn::FewValues,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(rows: &[&[&str]]) -> Option<String> {
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        names(&rows).map(|names| names.join(","))
    }

    #[test]
    fn columns_are_told_by_their_cells() {
        let long = "본문이다. ".repeat(40);
        let naver = "https://news.naver.com/main/read.nhn?mode=LSD&oid=001&aid=0000000001";
        let row = ["가나일보", "느린 달팽이가 이겼다", &long, "2026-01-02"];
        let mut with_head = vec![&row[..]; 20];
        with_head.insert(0, &["v1", "v2", "v3", "v4"]);
        for (rows, expected) in [
            (
                &[&["20180102", "경제", "가나일보", "느린 달팽이", "짧은 본문", naver][..]][..],
                Some("날짜,분류,언론사,제목,본문,링크"),
            ),
            (
                &[
                    &["가나일보", "느린 달팽이가 이겼다", &long, "2026-01-02"],
                    &["가나일보", "빠른 토끼가 졌다고 한다", &long, "2026-01-03"],
                ],
                Some("column 1,제목,본문,날짜"),
            ),
            (&[&["1", "2"], &["3", "4"]], None),
            // Names that say nothing: the reader has to be asked.
            (&with_head, None),
            (&[&["2026-01-02", "2026-01-03", "느린 달팽이가 이겼다", &long]], None),
        ] {
            assert_eq!(named(rows).as_deref(), expected);
        }
    }
}
