//! Reads the rows of any stretch of a list. A server counts off only so many articles from the beginning; in a
//! longer list each day is a beginning, and within a longer day, the last article before the stretch is found
//! first.

use super::answers::total_of;
use super::document::{ARTICLE, LATEST};
use super::kinds::Kinds;
use super::list_fields::DayField;
use super::open_index::OpenIndex;
use super::pages::HitSelection;
use super::read_document::ReadDocument;
use crate::archive::{Cancel, FilePlace, RemoteRow};
use crate::search::{CantAnswer, DateRange, RemotePage, RemoteRows};
use crate::text::fold;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ops::{Bound, Range};
use std::sync::Arc;

/// The farthest article that a server counts off to.
const MOST_FROM: u32 = 10_000;

/// The most articles that are listed in an order without days, in which the server has to go through all before
/// the ones in view.
pub(super) const MOST_UNDIVIDED: u32 = 100_000;

/// The most versions of the articles of a page that are read.
const MOST_VERSIONS: usize = 1_000;

/// The most places that are noted in long days.
const MOST_PLACES: usize = 4_096;

/// A list whose rows are read from the server where they are looked at.
#[derive(Debug)]
pub(super) struct ServerRows {
    index: Arc<OpenIndex>,
    selection: HitSelection,
    kinds: Kinds,
    /// The field of the days, if it is divided into days.
    by: Option<DayField>,
    /// Where each section begins, and its day.
    sections: Vec<(u32, Option<Date>)>,
    len: u32,
    /// How many articles there are past the end.
    beyond: usize,
    /// By position, the sort values of articles far from the beginnings of their days.
    places: BTreeMap<u32, Value>,
}

/// Where going to an article far from the beginning of its section has led.
enum Place {
    /// There; its sort values.
    Reached(Value),
    /// Nearer, and noted.
    UnderWay,
    /// Nowhere: the article is gone.
    Gone,
}

impl ServerRows {
    pub(super) fn new(
        index: Arc<OpenIndex>,
        (selection, kinds): (HitSelection, Kinds),
        by: Option<DayField>,
        sections: &[(Option<Date>, u32)],
        beyond: usize,
    ) -> Self {
        let mut len = 0;
        let mut first = |&(day, count): &(Option<Date>, u32)| {
            let first = len;
            len += count;
            (first, day)
        };
        let sections = sections.iter().map(&mut first).collect();
        Self { index, selection, kinds, by, sections, len, beyond, places: BTreeMap::new() }
    }

    fn section_of(&self, position: u32) -> usize {
        self.sections.partition_point(|(first, _)| *first <= position).saturating_sub(1)
    }

    fn first_of(&self, section: usize) -> u32 {
        self.sections.get(section).map_or(self.len, |(first, _)| *first)
    }

    fn day_of(&self, section: usize) -> Option<Date> {
        self.sections.get(section).and_then(|(_, day)| *day)
    }

    /// The query for the articles from one section to another; articles without a day are asked for apart.
    fn query(&self, from: usize, to: usize) -> Value {
        let Some(by) = &self.by else { return self.selection.query.clone() };
        let condition = match self.day_of(from).zip(self.day_of(to)) {
            Some((one, other)) => {
                let (start, end) = (Bound::Included(one.min(other)), Bound::Included(one.max(other)));
                by.between(&DateRange { start, end })
            }
            None => by.missing(),
        };
        json!({ "bool": { "filter": [self.selection.query, condition] } })
    }

    /// Goes to the article before a position, far from the beginning of its section, by no more than one request;
    /// `None` if cancelled.
    fn go_before(
        &mut self,
        section: usize,
        position: u32,
        cancel: &Cancel,
    ) -> Result<Option<Place>, CantAnswer> {
        let first = self.first_of(section);
        let known = self.places.range(first..position).next_back();
        let (at, after) = known.map_or((first, None), |(at, place)| (at + 1, Some(place.clone())));
        if let Some(place) = after.as_ref().filter(|_| at == position) {
            return Ok(Some(Place::Reached(place.clone())));
        }
        let step = (position - at).min(MOST_FROM);
        let mut body = self.bare(section, step);
        match &after {
            Some(after) => body["search_after"] = after.clone(),
            // From the beginning, the server counts by itself.
            None => (body["from"], body["size"]) = ((step - 1).into(), 1.into()),
        }
        let Some(answer) = self.index.answer(&body, cancel)? else { return Ok(None) };
        let hits = answer.pointer("/hits/hits").and_then(Value::as_array).ok_or(CantAnswer::Refused)?;
        let wanted = if after.is_none() { 1 } else { step as usize };
        let place = hits.last().filter(|_| hits.len() == wanted).and_then(|hit| hit.get("sort"));
        let Some(place) = place.filter(|place| after.as_ref() != Some(*place)) else {
            return Ok(Some(Place::Gone));
        };
        self.note(at + step - 1, place.clone());
        Ok(Some(if at + step == position { Place::Reached(place.clone()) } else { Place::UnderWay }))
    }

    /// Asks for the ids and sort values of a section's first documents.
    fn bare(&self, section: usize, size: u32) -> Value {
        json!({
            "size": size,
            "query": self.query(section, section),
            "sort": self.selection.sort,
            "track_total_hits": false,
            "_source": false,
        })
    }

    /// The position of a document in a section; `None` if it isn't there, or if cancelled.
    fn position_in(
        &mut self,
        section: usize,
        id: &Value,
        cancel: &Cancel,
    ) -> Result<Option<u32>, CantAnswer> {
        let (mut at, end) = (self.first_of(section), self.first_of(section + 1));
        let mut after = None;
        while at < end {
            let step = (end - at).min(MOST_FROM);
            let mut body = self.bare(section, step);
            if let Some(after) = after {
                body["search_after"] = after;
            }
            let Some(answer) = self.index.answer(&body, cancel)? else { return Ok(None) };
            let hits = answer.pointer("/hits/hits").and_then(Value::as_array).ok_or(CantAnswer::Refused)?;
            if let Some(found) = (at..end).zip(hits).find(|(_, hit)| hit.get("_id") == Some(id)) {
                return Ok(Some(found.0));
            }
            let last = hits.last().filter(|_| hits.len() == step as usize);
            let Some(place) = last.and_then(|hit| hit.get("sort")) else { return Ok(None) };
            at += step;
            self.note(at - 1, place.clone());
            after = Some(place.clone());
        }
        Ok(None)
    }

    /// The section in which an article stands, if it is listed.
    fn section_with(&self, read: &ReadDocument) -> Option<usize> {
        let Some(by) = &self.by else { return Some(0) };
        let day = by.of(&read.document.day);
        self.sections.iter().position(|(_, of)| *of == day)
    }

    fn note(&mut self, position: u32, place: Value) {
        if self.places.len() >= MOST_PLACES {
            self.places.clear();
        }
        self.places.insert(position, place);
    }

    /// How many articles the sections from one to another have.
    fn counted(&self, from: usize, to: usize) -> u64 {
        let beyond = if self.by.is_none() { self.beyond as u64 } else { 0 };
        u64::from(self.first_of(to + 1) - self.first_of(from)) + beyond
    }

    /// The rows of an answer, and the ids of articles of which the index has other versions.
    fn page(&self, answer: &mut Value, size: usize) -> Option<(RemotePage, Vec<String>)> {
        let hits = answer.pointer_mut("/hits/hits")?.take();
        let Value::Array(hits) = hits else { return None };
        if hits.len() > size {
            return None;
        }
        let mut ids = Vec::new();
        let row = |hit: Value| {
            let kind = self.kinds.of(&hit);
            let read = self.index.document_from(hit)?;
            if read.document.versions > 1 && !read.article.id.is_empty() {
                ids.push(fold(&read.article.id));
            }
            Some((RemoteRow::of(read), kind))
        };
        let rows = hits.into_iter().map(row).collect::<Option<Vec<_>>>()?;
        Some((RemotePage { rows, ..RemotePage::default() }, ids))
    }

    /// The rows of all versions of articles with these ids, apart from the newest.
    fn versions(&self, ids: &[String], cancel: &Cancel) -> Result<Vec<RemoteRow>, CantAnswer> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let body = json!({
            "size": MOST_VERSIONS,
            "query": { "bool": {
                "filter": [{ "terms": { "match.id": ids } }, { "term": { "is": ARTICLE } }],
                "must_not": { "term": { "is": LATEST } },
            } },
            "track_total_hits": false,
            "_source": self.selection.source,
        });
        let answer = self.index.answer(&body, cancel)?;
        let hits = answer.and_then(|mut answer| Some(answer.pointer_mut("/hits/hits")?.take()));
        let Some(Value::Array(hits)) = hits else { return Ok(Vec::new()) };
        let read = hits.into_iter().take(MOST_VERSIONS).filter_map(|hit| self.index.document_from(hit));
        Ok(read.map(RemoteRow::of).collect())
    }
}

impl RemoteRows for ServerRows {
    fn read(&mut self, positions: Range<u32>, cancel: &Cancel) -> Result<Option<RemotePage>, CantAnswer> {
        let (start, mut end) = (positions.start, positions.end.min(self.len));
        if start >= end {
            return Ok(Some(RemotePage::default()));
        }
        let (section, mut last) = (self.section_of(start), self.section_of(end - 1));
        if self.by.is_some() && last > section && self.day_of(last).is_none() {
            (end, last) = (self.first_of(last), last - 1);
        }
        let size = end - start;
        let offset = start - self.first_of(section);
        let mut body = json!({
            "size": size,
            "query": self.query(section, last),
            "sort": self.selection.sort,
            "track_total_hits": true,
            "_source": self.selection.source,
        });
        let outdated = RemotePage { is_outdated: true, ..RemotePage::default() };
        if offset + size <= MOST_FROM {
            body["from"] = offset.into();
        } else {
            match self.go_before(section, start, cancel)? {
                None => return Ok(None),
                Some(Place::Gone) => return Ok(Some(outdated)),
                Some(Place::UnderWay) => {
                    return Ok(Some(RemotePage { is_under_way: true, ..RemotePage::default() }));
                }
                Some(Place::Reached(place)) => body["search_after"] = place,
            }
        }
        let Some(mut answer) = self.index.answer(&body, cancel)? else { return Ok(None) };
        // Its rows are better than none, even if they stand a little off.
        let is_outdated = total_of(&answer).ok_or(CantAnswer::Refused)? != self.counted(section, last);
        if offset + size > MOST_FROM
            && let Some(place) =
                answer.pointer("/hits/hits").and_then(|hits| hits.as_array()?.last()?.get("sort")).cloned()
        {
            self.note(end - 1, place);
        }
        let (page, ids) = self.page(&mut answer, size as usize).ok_or(CantAnswer::Refused)?;
        let versions = self.versions(&ids, cancel)?;
        Ok(Some(RemotePage { versions, is_outdated, ..page }))
    }

    fn row_at(
        &mut self,
        place: &FilePlace<'_>,
        cancel: &Cancel,
    ) -> Result<Option<(RemoteRow, Option<u32>)>, CantAnswer> {
        let query = self.index.index.at(&place.path.to_string_lossy(), place.entry).query;
        let body = json!({ "size": 1, "query": query, "_source": self.selection.source });
        let Some(mut answer) = self.index.answer(&body, cancel)? else { return Ok(None) };
        let Some((id, hit)) = one_hit(&mut answer) else { return Ok(None) };
        let Some(read) = self.index.document_from(hit) else { return Ok(None) };
        let position = match self.section_with(&read) {
            Some(section) => self.position_in(section, &id, cancel)?,
            None => None,
        };
        Ok(Some((RemoteRow::of(read), position)))
    }
}

/// What a document says of its article, if it makes sense, and its id.
fn one_hit(answer: &mut Value) -> Option<(Value, Value)> {
    let hit = answer.pointer_mut("/hits/hits/0")?.take();
    Some((hit.get("_id")?.clone(), hit))
}
