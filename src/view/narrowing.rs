//! Narrowing the list to what an article says of itself, or to the rest: its publisher, day, people, categories and
//! keywords.

use super::line::one_line;
use super::texts::dates::format_published;
use super::texts::lang::Lang;
use crate::archive::Row;
use crate::article::{Published, people_of};
use crate::search::{Field, has_term, quoted, with_term, without_term};
use jiff::civil::Date;

/// A value that the list can be narrowed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowing {
    field: Field,
    value: String,
}

/// The most values of a field that are offered.
const MOST: usize = 12;

impl Narrowing {
    pub(super) fn of(field: Field, value: &str) -> Option<Self> {
        let value = one_line(value);
        (!value.is_empty()).then_some(Self { field, value })
    }

    pub(super) fn of_day(day: Option<Date>) -> Option<Self> {
        Some(Self { field: Field::Published, value: day?.to_string() })
    }

    /// The people of author lines, whom a query finds by their names.
    pub(super) fn of_people<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<Self> {
        let people = lines.flat_map(people_of).filter_map(|person| Self::of(Field::Author, &person.name));
        people.take(MOST).collect()
    }

    pub(super) fn of_all(field: Field, values: &[String]) -> Vec<Self> {
        values.iter().filter_map(|value| Self::of(field, value)).take(MOST).collect()
    }

    /// What a row can be narrowed to: its publisher, its day and its people.
    pub fn of_row(row: &Row<'_>) -> Vec<Self> {
        let publisher = Self::of(Field::Publisher, row.publisher());
        let day = Self::of_day(row.published().map(|published| published.date()));
        publisher.into_iter().chain(day).chain(Self::of_people(row.author_lines())).collect()
    }

    /// The value as the query language writes it.
    fn term(&self, lang: Lang) -> String {
        let value = if self.field == Field::Published { self.value.clone() } else { quoted(&self.value) };
        format!("{}:{value}", lang.field_name(self.field))
    }

    /// The query that finds only what has the value as well, or only what hasn't.
    pub fn narrowed(&self, query: &str, only: bool, lang: Lang) -> String {
        let term = self.term(lang);
        let (wanted, other) =
            if only { (term.clone(), format!("-{term}")) } else { (format!("-{term}"), term) };
        let rest = without_term(query, &other);
        if has_term(&rest, &wanted) { rest } else { with_term(&rest, &wanted) }
    }

    /// The name of the command that narrows.
    pub fn name(&self, only: bool, lang: Lang) -> String {
        let shown = match self.value.parse() {
            Ok(day) if self.field == Field::Published => format_published(Published::Date(day), lang),
            _ => self.value.clone(),
        };
        if only { lang.only_this(&shown) } else { lang.not_this(&shown) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_narrowed_once_and_the_other_way_round() {
        let publisher = Narrowing::of(Field::Publisher, "나래 일보").unwrap();
        let only = publisher.narrowed("눈", true, Lang::Korean);
        assert_eq!(only, "언론사:\"나래 일보\" 눈");
        assert_eq!(publisher.narrowed(&only, true, Lang::Korean), only);
        assert_eq!(publisher.narrowed(&only, false, Lang::Korean), "-언론사:\"나래 일보\" 눈");
        let day = Narrowing::of_day(Some(jiff::civil::date(2026, 1, 2))).unwrap();
        assert_eq!(day.narrowed("", true, Lang::English), "published:2026-01-02");
        assert_eq!(day.name(true, Lang::Korean), "‘2026년 1월 2일’만 보기");
        assert_eq!(Narrowing::of(Field::Category, " "), None);
    }
}
