//! The fields of an index by which its lists are divided into days and narrowed by names.

use super::crawler::whole_field;
use super::document::{Days, day_of};
use super::reading::Readable;
use super::translate::days_between;
use crate::formats::ColumnField;
use crate::search::{CantAnswer, DateRange, Facet, SortKey};
use crate::text::fold;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::ops::Bound;

/// A field that says on which day an article was published or crawled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DayField {
    /// The number of the day, as Seogo publishes it.
    Number(&'static str),
    /// A time, of a zone other than that in which the server counts days.
    Time {
        /// Its name.
        field: String,
        zone: Option<&'static str>,
    },
}

impl DayField {
    fn name(&self) -> &str {
        match self {
            Self::Number(field) => field,
            Self::Time { field, .. } => field,
        }
    }

    /// The day of an article of which these are known.
    pub(super) fn of(&self, days: &Days) -> Option<Date> {
        let day = if *self == CRAWLED { days.crawled } else { days.published };
        day.and_then(day_of)
    }

    /// The aggregation whose buckets are its days.
    pub(super) fn buckets(&self) -> Value {
        match self {
            Self::Number(field) => {
                json!({ "histogram": { "field": field, "interval": 1, "min_doc_count": 1 } })
            }
            Self::Time { field, zone } => {
                let mut days =
                    json!({ "field": field, "calendar_interval": "day", "min_doc_count": 1, "format": DAY });
                if let Some(zone) = zone {
                    days["time_zone"] = (*zone).into();
                }
                json!({ "date_histogram": days })
            }
        }
    }

    /// The aggregation that counts articles without it.
    pub(super) fn undated(&self) -> Value {
        json!({ "missing": { "field": self.name() } })
    }

    pub(super) fn day(&self, bucket: &Value) -> Option<Date> {
        match self {
            Self::Number(_) => day_of(bucket.get("key")?.as_f64()? as i64),
            Self::Time { .. } => bucket.get("key_as_string")?.as_str()?.parse().ok(),
        }
    }

    /// The condition that it is in a range.
    pub(super) fn between(&self, days: &DateRange) -> Value {
        match self {
            Self::Number(field) => days_between(field, days),
            Self::Time { field, zone } => json!({ "range": { field: time_range(days, *zone) } }),
        }
    }

    /// The condition that it is missing.
    pub(super) fn missing(&self) -> Value {
        json!({ "bool": { "must_not": { "exists": { "field": self.name() } } } })
    }
}

/// The days on which the articles of an index of Seogo's own were published and crawled.
const PUBLISHED: DayField = DayField::Number("day.published");
const CRAWLED: DayField = DayField::Number("day.crawled");

/// How days are written to the server, whatever format the field has.
const DAY: &str = "yyyy-MM-dd";

/// Korean time, in which lists have days.
pub(super) const KOREA: &str = "+09:00";

fn time_range(days: &DateRange, zone: Option<&str>) -> Value {
    let mut range = Map::new();
    let next = |day: Date| day.saturating_add(1.day());
    match days.start {
        Bound::Included(day) => drop(range.insert("gte".into(), day.to_string().into())),
        Bound::Excluded(day) => drop(range.insert("gte".into(), next(day).to_string().into())),
        Bound::Unbounded => {}
    }
    match days.end {
        Bound::Included(day) => drop(range.insert("lt".into(), next(day).to_string().into())),
        Bound::Excluded(day) => drop(range.insert("lt".into(), day.to_string().into())),
        Bound::Unbounded => {}
    }
    range.insert("format".into(), DAY.into());
    if let Some(zone) = zone {
        range.insert("time_zone".into(), zone.into());
    }
    range.into()
}

/// The field of a mapping with times, if it is one that the server knows to be times.
pub(super) fn time_field(
    fields: &Map<String, Value>,
    name: &str,
    zone: Option<&'static str>,
) -> Option<DayField> {
    let kind = fields.get(name)?.get("type")?.as_str()?;
    matches!(kind, "date" | "date_nanos").then(|| DayField::Time { field: name.to_owned(), zone })
}

/// A field by whose names lists are narrowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NameField {
    pub(super) facet: Facet,
    pub(super) field: String,
    /// Whether its values are folded.
    is_folded: bool,
    /// The field with the same values as they were written.
    pub(super) spelled: Option<&'static str>,
    /// The field whose values are counted instead, because the other one can only be searched.
    pub(super) counted: Option<&'static str>,
}

impl NameField {
    /// A field that Seogo publishes.
    fn own(facet: Facet, field: &str, spelled: Option<&'static str>) -> Self {
        Self { facet, field: field.to_owned(), is_folded: true, spelled, counted: None }
    }

    fn others(facet: Facet, field: Option<String>) -> Option<Self> {
        Some(Self { facet, field: field?, is_folded: false, spelled: None, counted: None })
    }

    /// How the field has a name: names with the same value are one.
    pub(super) fn value_of(&self, name: &str) -> String {
        if self.is_folded { fold(name) } else { name.to_owned() }
    }

    /// The condition that an article has one of these names.
    pub(super) fn any_of(&self, names: &BTreeSet<String>) -> Value {
        let values: Vec<String> = names.iter().map(|name| self.value_of(name)).collect();
        let mut ways = vec![json!({ "terms": { &self.field: values } })];
        if names.contains("") {
            ways.push(json!({ "bool": { "must_not": { "exists": { "field": self.field } } } }));
        }
        json!({ "bool": { "should": ways, "minimum_should_match": 1 } })
    }
}

impl Readable {
    /// The field with the day of publication.
    pub(super) fn published(&self) -> Option<DayField> {
        match self {
            Self::Own(_) => Some(PUBLISHED),
            Self::Crawler(index) => index.published(),
            Self::Other(index) => index.published(),
        }
    }

    /// The field with the days that a list has in this order.
    pub(super) fn listed_by(&self, key: SortKey) -> Option<DayField> {
        let order = key.on_server();
        match self {
            Self::Own(_) => order.own_day.map(DayField::Number),
            Self::Crawler(_) | Self::Other(_) if *order == *SortKey::Published.on_server() => {
                self.published()
            }
            Self::Crawler(_) | Self::Other(_) => None,
        }
    }

    /// The fields by whose names its lists can be narrowed.
    pub(super) fn name_fields(&self) -> Vec<NameField> {
        match self {
            Self::Own(_) => vec![
                NameField::own(Facet::Publisher, "match.publisher", Some("by.publisher")),
                NameField::own(Facet::Category, "match.category", Some("by.category")),
                NameField {
                    counted: Some("by.keyword"),
                    ..NameField::own(Facet::Keyword, "match.keyword", None)
                },
                NameField::own(Facet::Folder, "match.folder", Some("by.folder")),
                NameField::own(Facet::Page, "match.page", None),
                NameField::own(Facet::Kind, "match.kind", None),
            ],
            Self::Crawler(index) => {
                let field = |facet, name: &str| NameField::others(facet, whole_field(index.fields(), name));
                [field(Facet::Publisher, "publisher"), field(Facet::Category, "category")]
                    .into_iter()
                    .flatten()
                    .collect()
            }
            Self::Other(index) => {
                let columns = [
                    (Facet::Publisher, ColumnField::Publisher),
                    (Facet::Category, ColumnField::Category),
                    (Facet::Keyword, ColumnField::Keywords),
                ];
                let field = |(facet, column)| NameField::others(facet, index.whole(column));
                columns.into_iter().filter_map(field).collect()
            }
        }
    }

    /// The field by whose names a list is narrowed.
    ///
    /// # Errors
    /// If the index has none.
    pub(super) fn name_field(&self, facet: Facet) -> Result<NameField, CantAnswer> {
        self.name_fields().into_iter().find(|field| field.facet == facet).ok_or(CantAnswer::Unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_of_others_are_korean_whatever_their_format() {
        let fields = json!({ "at": { "type": "date" }, "said": { "type": "text", "fields": { "keyword": { "type": "keyword" } } } });
        let fields = fields.as_object().unwrap();
        assert_eq!(time_field(fields, "said", Some(KOREA)), None, "words aren't in the order of days");
        let at = time_field(fields, "at", Some(KOREA)).unwrap();
        let day = date(2026, 1, 3);
        let range = DateRange { start: Bound::Included(day), end: Bound::Included(day) };
        assert_eq!(
            at.between(&range),
            json!({ "range": { "at": { "gte": "2026-01-03", "lt": "2026-01-04", "format": "yyyy-MM-dd", "time_zone": "+09:00" } } })
        );
        assert_eq!(at.day(&json!({ "key": 1, "key_as_string": "2026-01-03" })), Some(day));
        assert_eq!(DayField::Number("day").day(&json!({ "key": 20_456.0 })), Some(day));
    }
}
