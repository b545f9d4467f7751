//! The beginning of a table or JSON, from which the reader can tell what its columns are.

use super::by_columns::unpack_text;
use super::columns::{ColumnChoice, ColumnField, NameChoices, column_letter};
use super::decisions::LOOKED_OVER;
use super::json::JsonReader;
use super::names::fields_of;
use super::object::parse_object;
use super::record::{Value, fits};
use super::sniff::kind_by_bytes;
use super::table::{TableReader, head_row};
use super::{Kind, headless, workbook};
use crate::text::shortened;
use rustc_hash::FxHashSet;
use std::io::{self, Read, Seek};

/// How many rows are shown, and how many at least below the names.
const SHOWN: usize = 6;
const SHOWN_BELOW: usize = 2;

/// The most letters of a cell, and the most columns, that are shown.
const LONGEST_CELL: usize = 60;
const MOST_COLUMNS: usize = 64;

/// The columns of a file with its first rows.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnsPreview {
    /// The first rows, with their cells shortened; in JSON, the values of the first objects.
    pub rows: Vec<Vec<String>>,
    /// Which of the rows has the names of the columns, if one has: there may be a title above it.
    pub head: usize,
    /// The keys of JSON; empty for a table.
    pub keys: Vec<String>,
    /// What the columns seem to be.
    pub proposed: ColumnChoice,
}

impl ColumnsPreview {
    /// The value that a choice has for a column.
    pub fn value_of(&self, column: usize) -> String {
        self.keys.get(column).cloned().unwrap_or_else(|| column_letter(column))
    }

    /// The name of a column to show: its letter with the cell in the row of names, or its key.
    pub fn name_of(&self, column: usize) -> String {
        let first = self.rows.get(self.head).and_then(|row| row.get(column)).map_or("", |cell| cell.trim());
        match self.keys.get(column) {
            Some(key) => key.clone(),
            None if first.is_empty() => column_letter(column),
            None => format!("{} · {first}", column_letter(column)),
        }
    }

    /// The number of columns.
    pub fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0).max(self.keys.len())
    }

    /// Whether it is a table, which may have a row of names.
    pub fn is_table(&self) -> bool {
        self.keys.is_empty()
    }
}

/// Reads the beginning of a file; `None` if it has no rows or objects.
///
/// # Errors
/// I/O errors.
pub fn preview_columns(mut input: impl Read + Seek, kind: Kind) -> io::Result<Option<ColumnsPreview>> {
    let kind = kind_by_bytes(&mut input, kind)?;
    if matches!(kind, Kind::JsonLines | Kind::Json) {
        return match unpack_text(&mut input, kind)? {
            (kind, Some((bytes, _))) => objects(io::Cursor::new(bytes), kind),
            (kind, None) => objects(input, kind),
        };
    }
    let mut rows = first_rows(input, kind, headless::LOOKED_AT)?;
    let head = head_row(&rows, |_| false).or_else(|| headless::named_row(&rows));
    let (proposed, head) = (proposed(&rows, head), head.unwrap_or(0));
    rows.truncate(SHOWN.max(head + 1 + SHOWN_BELOW));
    rows.iter_mut().flatten().for_each(|cell| *cell = shortened(cell, LONGEST_CELL));
    Ok((!rows.is_empty()).then_some(ColumnsPreview { rows, head, keys: Vec::new(), proposed }))
}

/// The cells of all rows of a table or workbook, head rows included; none of JSON.
///
/// # Errors
/// I/O errors, and if a workbook is damaged, encrypted or too large.
pub fn read_cells(mut input: impl Read + Seek, kind: Kind) -> io::Result<Vec<Vec<String>>> {
    let kind = kind_by_bytes(&mut input, kind)?;
    first_rows(input, kind, usize::MAX)
}

/// The first rows of a table or workbook.
fn first_rows(mut input: impl Read + Seek, kind: Kind, most: usize) -> io::Result<Vec<Vec<String>>> {
    let mut as_cells = ColumnChoice::default();
    as_cells.set_head(false);
    let mut rows = Vec::new();
    match kind {
        Kind::Table => match unpack_text(&mut input, kind)?.1 {
            Some((bytes, _)) => table_rows(io::Cursor::new(bytes), &as_cells, most, &mut rows)?,
            None => table_rows(input, &as_cells, most, &mut rows)?,
        },
        Kind::Workbook => {
            let unpacked = workbook::unpack(&mut input, Some(&as_cells))?;
            let lines = unpacked.map(|(lines, _)| lines).unwrap_or_default();
            for line in lines.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).take(most) {
                let cells = parse_object(line).fields.into_iter();
                add_row(&mut rows, cells.map(|cell| (cell.name.to_string(), cell.value.text())));
            }
        }
        Kind::JsonLines | Kind::Json => {}
    }
    Ok(rows)
}

/// A column that was chosen and that a file doesn't have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsentColumn {
    /// The column as chosen.
    pub column: String,
    /// The columns that there are.
    pub columns: Vec<String>,
}

/// The first chosen column that a file doesn't have, as far as its beginning tells.
///
/// # Errors
/// I/O errors.
pub fn absent_column(
    mut input: impl Read + Seek,
    kind: Kind,
    choice: &ColumnChoice,
) -> io::Result<Option<AbsentColumn>> {
    let Some(preview) = preview_columns(&mut input, kind)? else { return Ok(None) };
    input.rewind()?;
    let kind = kind_by_bytes(&mut input, kind)?;
    let (kind, unpacked) = match kind {
        Kind::Workbook => (kind, None),
        kind => unpack_text(&mut input, kind)?,
    };
    let unpacked = unpacked.map(|(bytes, _)| io::Cursor::new(bytes));
    let in_table = |chosen: NameChoices| choice.first_absent(|field, _| chosen.has(field)).map(str::to_owned);
    let absent = match (kind, unpacked) {
        (Kind::Workbook, _) => {
            workbook::unpack(&mut input, Some(choice))?.and_then(|(_, chosen)| in_table(chosen))
        }
        (Kind::Table, Some(bytes)) => {
            TableReader::new(bytes, Some(choice))?.and_then(|table| in_table(table.chosen().clone()))
        }
        (Kind::Table, None) => {
            TableReader::new(input, Some(choice))?.and_then(|table| in_table(table.chosen().clone()))
        }
        (Kind::JsonLines | Kind::Json, Some(bytes)) => absent_from_objects(bytes, kind, choice)?,
        (Kind::JsonLines | Kind::Json, None) => absent_from_objects(input, kind, choice)?,
    };
    let columns = || (0..preview.width()).map(|at| preview.name_of(at)).collect();
    Ok(absent.map(|column| AbsentColumn { column, columns: columns() }))
}

/// The first chosen name that none of the first objects has.
fn absent_from_objects(input: impl Read, kind: Kind, choice: &ColumnChoice) -> io::Result<Option<String>> {
    let (mut reader, mut known, mut looked_over) = (JsonReader::new(input, kind), FxHashSet::default(), 0);
    loop {
        let absent = choice.first_absent(|_, column| known.contains(column));
        let record = if absent.is_none() || looked_over == LOOKED_OVER { None } else { reader.next()? };
        let Some(record) = record else { return Ok(absent.map(str::to_owned)) };
        looked_over += 1;
        for field in
            record.fields.iter().filter(|field| choice.first_absent(|_, it| *it != *field.name).is_some())
        {
            known.insert(field.name.to_string());
        }
    }
}

fn table_rows(
    input: impl Read + Seek,
    as_cells: &ColumnChoice,
    most: usize,
    rows: &mut Vec<Vec<String>>,
) -> io::Result<()> {
    let Some(mut table) = TableReader::new(input, Some(as_cells))? else { return Ok(()) };
    while rows.len() < most {
        let Some(record) = table.next()? else { break };
        add_row(rows, record.fields.into_iter().map(|field| (field.name.to_string(), field.value.text())));
    }
    Ok(())
}

/// Adds a row whose cells are named by their column, as in `column 3`.
fn add_row(rows: &mut Vec<Vec<String>>, cells: impl Iterator<Item = (String, String)>) {
    let mut row = Vec::new();
    for (name, text) in cells {
        let column = name.strip_prefix("column ").and_then(|number| number.parse::<usize>().ok());
        if let Some(at) = column.and_then(|column| column.checked_sub(1)).filter(|&at| at < MOST_COLUMNS) {
            row.resize(row.len().max(at + 1), String::new());
            if let Some(cell) = row.get_mut(at) {
                *cell = text;
            }
        }
    }
    rows.push(row);
}

fn objects(input: impl Read, kind: Kind) -> io::Result<Option<ColumnsPreview>> {
    let (mut reader, mut keys, mut rows) = (JsonReader::new(input, kind), Vec::<String>::new(), Vec::new());
    while rows.len() < SHOWN {
        let Some(record) = reader.next()? else { break };
        let mut row = vec![String::new(); keys.len()];
        for field in record.fields {
            let known = keys.iter().position(|key| **key == *field.name);
            let at = known.unwrap_or(keys.len());
            if at >= MOST_COLUMNS {
                continue;
            }
            if known.is_none() {
                keys.push(field.name.to_string());
                row.push(String::new());
            }
            if let Some(cell) = row.get_mut(at) {
                *cell = shortened(&field.value.text(), LONGEST_CELL);
            }
        }
        rows.push(row);
    }
    let mut proposed = ColumnChoice::default();
    propose_names(&mut proposed, &keys, &rows, |at| keys.get(at).cloned().unwrap_or_default());
    Ok((!keys.is_empty()).then_some(ColumnsPreview { rows, head: 0, keys, proposed }))
}

/// What the columns of a table seem to be, by their names or else by their cells.
fn proposed(rows: &[Vec<String>], head: Option<usize>) -> ColumnChoice {
    let mut choice = ColumnChoice::default();
    choice.set_head(head.is_some());
    let cells = rows.get(head.map_or(0, |at| at + 1)..).unwrap_or_default();
    for (field, column) in headless::proposed(cells) {
        choice.set(field, &column_letter(column));
    }
    if let Some(names) = head.and_then(|at| rows.get(at)) {
        propose_names(&mut choice, names, cells, column_letter);
    }
    choice
}

/// Proposes for each field the column with its likeliest name. Where a name stands for two fields, as
/// `source` does, the first cell below it decides.
fn propose_names(
    choice: &mut ColumnChoice,
    names: &[String],
    cells: &[Vec<String>],
    value: impl Fn(usize) -> String,
) {
    let mut candidates = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let first = cells.iter().filter_map(|row| row.get(at)).find(|cell| !cell.trim().is_empty());
        let first = first.map(|cell| Value::Text(cell.clone()));
        let can_be = |field| first.as_ref().is_none_or(|value| fits(field, name, value));
        let fields = fields_of(name).filter(|(field, _)| can_be(*field));
        candidates.extend(fields.filter_map(|(field, rank)| Some((rank, at, ColumnField::of(field)?))));
    }
    candidates.sort_by_key(|&(rank, at, _)| (rank, at));
    let mut proposed: Vec<(ColumnField, usize)> = Vec::new();
    for (_, at, field) in candidates {
        if !proposed.iter().any(|&(known, column)| known == field || column == at) {
            proposed.push((field, at));
            choice.set(field, &value(at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_of_a_file_shows_its_columns_and_what_they_seem_to_be() {
        let long = "달팽이가 토끼를 이겼다고 한다. ".repeat(20);
        let table = format!(
            "가,나,다,라\n느린 달팽이가 이겼다,{long},2026-01-02,1\n빠른 토끼가 졌다고 한다,{long},2026-01-03,2\n"
        );
        let json = r#"[{"head":"느린 달팽이","date":"2026-01-02"},{"head":"빠른 토끼","words":"졌다"}]"#;
        for (text, kind, names, proposed) in [
            (
                table.as_str(),
                Kind::Table,
                "A · 가|B · 나|C · 다|D · 라",
                "head=yes,published=C,text=B,title=A",
            ),
            ("1,2\n3,4\n", Kind::Table, "A · 1|B · 2", "head=no"),
            // A title above the names.
            (
                "뉴스 검색 결과,,\n조건,달팽이,\n제목,본문,날짜\n느린 달팽이,달팽이가 이겼다.,2026-01-02\n",
                Kind::Table,
                "A · 제목|B · 본문|C · 날짜",
                "head=yes,published=C,text=B,title=A",
            ),
            (json, Kind::Json, "head|date|words", "published=date"),
            // Of two names for a field, the likelier one is proposed, and no column stands for two fields.
            (
                "name,title,publisher,link,source\n1,느린 달팽이,가나일보,https://example.com/1,다라통신\n",
                Kind::Table,
                "A · name|B · title|C · publisher|D · link|E · source",
                "head=yes,publisher=C,title=B,url=D",
            ),
            (
                "title,source\n느린 달팽이,가나일보\n",
                Kind::Table,
                "A · title|B · source",
                "head=yes,publisher=B,title=A",
            ),
            (
                r#"[{"title":"느린 달팽이","출처":"https://example.com/1"}]"#,
                Kind::Json,
                "title|출처",
                "title=title,url=출처",
            ),
        ] {
            let preview = preview_columns(io::Cursor::new(text), kind).unwrap().unwrap();
            let found: Vec<String> = (0..preview.width()).map(|at| preview.name_of(at)).collect();
            assert_eq!((found.join("|").as_str(), preview.proposed.to_string().as_str()), (names, proposed));
            assert!(!preview.rows.is_empty());
            assert!(preview.rows.iter().flatten().all(|cell| cell.chars().count() <= LONGEST_CELL + 1));
        }
        assert_eq!(preview_columns(io::Cursor::new(""), Kind::Table).unwrap(), None);
    }
}
