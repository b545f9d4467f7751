//! Lists an index that has too many articles to be read whole: counts its days and names by aggregations of
//! one query, all of them exact.

use super::answers::total_of;
use super::checked_rows::{CheckedRows, rows_checked};
use super::document::{ARTICLE, LATEST, day_of};
use super::found_there::FoundThere;
use super::kinds::Kinds;
use super::list_fields::DayField;
use super::list_rows::{MOST_UNDIVIDED, ServerRows};
use super::open_index::OpenIndex;
use super::pages::HitSelection;
use super::reading::{ReadRequest, Readable};
use super::translate::Translation;
use crate::archive::Cancel;
use crate::search::{
    AskedList, CantAnswer, DateRange, FACETS, Facet, FacetNames, ListOutline, ListRequest, RemoteLists,
};
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

impl RemoteLists for OpenIndex {
    fn is_paged(&self) -> bool {
        self.has_pages()
    }

    fn outline(self: Arc<Self>, asked: AskedList<'_>) -> Result<Option<ListOutline>, CantAnswer> {
        let request = asked.request;
        let whole = self.narrowed(asked, true)?;
        if !whole.is_exact {
            let selection = self.selection(request, whole.clone())?;
            let checked = asked.search.map(|search| (Box::new(search.clone()), asked.asking.marks.clone()));
            let found = Arc::new(FoundThere { index: self.clone(), selection, checked });
            return self.checked_outline(asked, whole, found);
        }
        let by = self.index.listed_by(request.key);
        let published = self.index.published();
        let narrowed = self.narrowed(asked, false)?;
        let kinds = narrowed.kinds.clone();
        let selection = self.selection(request, narrowed)?;
        let mut counts = Map::new();
        if let Some(published) = &published {
            counts.insert("published".into(), count_of(published, json!({ "match_all": {} })));
        }
        if let Some(by) = by.as_ref().filter(|by| Some(*by) != published.as_ref()) {
            let days = published.as_ref().and_then(|published| days_asked(request, published));
            counts.insert("listed".into(), count_of(by, days.unwrap_or(json!({ "match_all": {} }))));
        }
        let articles = json!({ "of": { "filter": self.index.articles(request.all_versions) } });
        counts.insert("all".into(), json!({ "global": {}, "aggs": articles }));
        let body = json!({ "size": 0, "track_total_hits": true, "query": selection.query, "aggs": counts });
        let Some(answer) = self.answer(&body, asked.asking.cancel)? else { return Ok(None) };
        let counted = Counted::of(&answer, published.as_ref(), by.as_ref()).ok_or(CantAnswer::Refused)?;
        Ok(Some(self.laid_out(request, (selection, kinds), by, counted)))
    }

    fn names(&self, asked: AskedList<'_>) -> Result<Option<FacetNames>, CantAnswer> {
        self.count_names(asked)
    }

    fn count(&self, asked: AskedList<'_>) -> Result<Option<usize>, CantAnswer> {
        self.count_all(asked)
    }
}

impl OpenIndex {
    /// An answer to a request; `None` if cancelled.
    pub(super) fn answer(&self, body: &Value, cancel: &Cancel) -> Result<Option<Value>, CantAnswer> {
        if self.is_lost() {
            return Err(CantAnswer::Unreachable);
        }
        let answer = self.ask(body, cancel);
        if cancel.is_cancelled() {
            return Ok(None);
        }
        answer.map(Some).map_err(|trouble| self.cant(&trouble))
    }

    /// What a list finds, narrowed by the names of all facets, and by its days if `in_days`.
    pub(super) fn narrowed(&self, asked: AskedList<'_>, in_days: bool) -> Result<Translation, CantAnswer> {
        let (mut all, mut is_exact, mut kinds) = (Vec::new(), true, Kinds::Exact);
        if let Some(search) = asked.search {
            let found =
                self.index.translate(&search.query, asked.asking.abbreviations, asked.asking.marks)?;
            (is_exact, kinds) = (found.is_exact, found.kinds);
            all.push(found.query);
        }
        all.extend(self.conditions(asked.request, None, in_days)?);
        Ok(Translation { query: json!({ "bool": { "filter": all } }), is_exact, kinds })
    }

    /// The conditions by which a list is narrowed besides its query: the names of all facets `but` one, and its
    /// days if `in_days`.
    pub(super) fn conditions(
        &self,
        request: &ListRequest,
        but: Option<Facet>,
        in_days: bool,
    ) -> Result<Vec<Value>, CantAnswer> {
        let others = FACETS.iter().map(|entry| entry.facet).filter(|facet| Some(*facet) != but);
        let chosen = others.map(|facet| (facet, request.chosen.of(facet)));
        let chosen = chosen.filter(|(_, names)| !names.is_empty());
        let mut all: Vec<Value> = chosen
            .map(|(facet, names)| Ok(self.index.name_field(facet)?.any_of(names)))
            .collect::<Result<_, CantAnswer>>()?;
        if in_days && (request.from.is_some() || request.to.is_some()) {
            let published = self.index.published().ok_or(CantAnswer::Unknown)?;
            all.extend(days_asked(request, &published));
        }
        Ok(all)
    }

    /// The articles of a list in order.
    pub(super) fn selection(
        &self,
        request: &ListRequest,
        query: Translation,
    ) -> Result<HitSelection, CantAnswer> {
        self.index.selection(&ReadRequest::of_list(request, query))
    }

    /// A list whose articles were counted.
    fn laid_out(
        self: Arc<Self>,
        request: &ListRequest,
        (selection, kinds): (HitSelection, Kinds),
        by: Option<DayField>,
        counted: Counted,
    ) -> ListOutline {
        let range = range_of(request);
        let is_asked = |day: Option<Date>| match day {
            Some(day) => range.contains(day),
            None => request.from.is_none() && request.to.is_none(),
        };
        let published = || counted.published.iter().copied().filter(|(day, _)| is_asked(*day));
        let mut sections: Vec<(Option<Date>, u32)> = match (&by, counted.listed) {
            (Some(_), Some(listed)) => listed,
            (Some(_), None) => published().collect(),
            (None, _) => Vec::new(),
        };
        if !request.reverse {
            let dated = sections.iter().take_while(|(day, _)| day.is_some()).count();
            sections.get_mut(..dated).unwrap_or_default().reverse();
        }
        let mut beyond = 0;
        if by.is_none() {
            // The days were counted of all; a field without days has only the whole.
            let all = match counted.published.is_empty() {
                true => counted.found,
                false => published().map(|(_, count)| count).sum(),
            };
            sections = vec![(None, all.min(MOST_UNDIVIDED))];
            beyond = (all - all.min(MOST_UNDIVIDED)) as usize;
        }
        sections.retain(|(_, count)| *count > 0);
        let days = counted.published.iter().filter_map(|(day, count)| Some(((*day)?, *count))).collect();
        let are_days = by.is_some();
        let published = self.index.published();
        let in_days = published.as_ref().and_then(|published| days_asked(request, published));
        let whole = selection.clone().narrowed(in_days.into_iter().collect());
        let selection = if are_days { selection } else { whole.clone() };
        let found = Arc::new(FoundThere { index: self.clone(), selection: whole, checked: None });
        let rows = Box::new(ServerRows::new(self, (selection, kinds), by, &sections, beyond));
        ListOutline { sections, are_days, beyond, days, total: counted.all, rows, found }
    }

    /// Counts all that a request finds; `None` if cancelled.
    fn count_all(&self, asked: AskedList<'_>) -> Result<Option<usize>, CantAnswer> {
        let query = self.narrowed(asked, true)?;
        if !query.is_exact {
            return Ok(rows_checked(self, asked, query)?.map(|rows| rows.len()));
        }
        let selection = self.selection(asked.request, query)?;
        let body = json!({ "size": 0, "track_total_hits": true, "query": selection.query });
        let Some(answer) = self.answer(&body, asked.asking.cancel)? else { return Ok(None) };
        total_of(&answer).map(|total| Some(total as usize)).ok_or(CantAnswer::Refused)
    }

    /// A list whose articles have to be checked one by one, which are therefore read first.
    fn checked_outline(
        &self,
        asked: AskedList<'_>,
        query: Translation,
        found: Arc<FoundThere>,
    ) -> Result<Option<ListOutline>, CantAnswer> {
        let Some(rows) = rows_checked(self, asked, query)? else { return Ok(None) };
        let by = self.index.listed_by(asked.request.key);
        let are_days = by.is_some();
        let request = ListRequest { all_versions: asked.request.all_versions, ..ListRequest::default() };
        let all = AskedList { request: &request, search: None, ..asked };
        let Some(total) = self.count_all(all)? else { return Ok(None) };
        let mut sections: Vec<(Option<Date>, u32)> = Vec::new();
        let mut days: BTreeMap<Date, u32> = BTreeMap::new();
        for row in &rows {
            let day = by.as_ref().and_then(|by| by.of(&row.days));
            match sections.last_mut().filter(|(last, _)| *last == day) {
                Some((_, count)) => *count += 1,
                None => sections.push((day, 1)),
            }
            if let Some(day) = row.days.published.and_then(day_of) {
                *days.entry(day).or_default() += 1;
            }
        }
        let rows = Box::new(CheckedRows(rows));
        let (total, days) = (total as u32, days.into_iter().collect());
        Ok(Some(ListOutline { sections, are_days, beyond: 0, days, total, rows, found }))
    }
}

impl Readable {
    /// A query for the articles: each file, or the newest version of each.
    fn articles(&self, all_versions: bool) -> Value {
        match self {
            Self::Own(_) => json!({ "term": { "is": if all_versions { ARTICLE } else { LATEST } } }),
            Self::Crawler(_) | Self::Other(_) => json!({ "match_all": {} }),
        }
    }
}

/// The days that a request asks for.
fn range_of(request: &ListRequest) -> DateRange {
    let bound = |day: Option<Date>| day.map_or(Bound::Unbounded, Bound::Included);
    DateRange { start: bound(request.from), end: bound(request.to) }
}

/// The condition that an article is of the days that a request asks for, if it does.
fn days_asked(request: &ListRequest, published: &DayField) -> Option<Value> {
    let asks = request.from.is_some() || request.to.is_some();
    asks.then(|| published.between(&range_of(request)))
}

/// Counts the days of a field among the articles that meet a condition.
fn count_of(field: &DayField, condition: Value) -> Value {
    json!({ "filter": condition, "aggs": { "days": field.buckets(), "undated": field.undated() } })
}

/// How many articles a list has.
struct Counted {
    /// By day of publication, ascending, regardless of those that were asked for.
    published: Vec<(Option<Date>, u32)>,
    /// By the day that the list is sorted by, if that is another.
    listed: Option<Vec<(Option<Date>, u32)>>,
    /// All that the query finds, regardless of days.
    found: u32,
    /// All of the archive.
    all: u32,
}

impl Counted {
    /// Reads an answer; `None` if it makes no sense.
    fn of(answer: &Value, published: Option<&DayField>, by: Option<&DayField>) -> Option<Self> {
        let count = |at: &str| u32::try_from(answer.pointer(at)?.as_u64()?).ok();
        let days =
            |field: &DayField, name: &str| days_of(field, answer.pointer(&format!("/aggregations/{name}"))?);
        let listed = match by.filter(|by| Some(*by) != published) {
            Some(by) => Some(days(by, "listed")?),
            None => None,
        };
        Some(Self {
            published: match published {
                Some(published) => days(published, "published")?,
                None => Vec::new(),
            },
            listed,
            found: u32::try_from(total_of(answer)?).ok()?,
            all: count("/aggregations/all/of/doc_count")?,
        })
    }
}

/// The counts of days, ascending, and of articles without one.
fn days_of(field: &DayField, counted: &Value) -> Option<Vec<(Option<Date>, u32)>> {
    let count = |bucket: &Value| u32::try_from(bucket.get("doc_count")?.as_u64()?).ok();
    let buckets = counted.pointer("/days/buckets")?.as_array()?;
    let mut days = Vec::with_capacity(buckets.len() + 1);
    let mut sum = 0_u32;
    for bucket in buckets {
        days.push((Some(field.day(bucket)?), count(bucket)?));
    }
    days.push((None, count(counted.get("undated")?)?));
    days.retain(|(_, count)| *count > 0);
    for (_, count) in &days {
        // No sum of them may be too large to count.
        sum = sum.checked_add(*count)?;
    }
    days.get(..days.len().saturating_sub(1)).is_none_or(|dated| dated.is_sorted()).then_some(days)
}
