//! Counts the documents of an index by values, over one point in time.

use super::client::Client;
use super::document::{ARTICLE, LATEST, REPORT, day_of};
use super::pages::{KEPT, Moment};
use super::translate::Translation;
use super::trouble::Trouble;
use crate::archive::Cancel;
use crate::whole::{DayCounts, PAUSE, RunningNumbers, TrendRequest};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use ureq::http::Method;

/// How many buckets the server is asked for at a time.
const BUCKETS: usize = 10_000;

/// When the articles of a publisher within half an hour were crawled, from the first to the last, and how many
/// they are.
pub(super) type CrawledBetween = (Timestamp, Timestamp, String, u32);

/// Articles by a value that they are split by, and by day.
pub(super) type CountsByValue = BTreeMap<String, DayCounts>;

/// Asks one point in time of an index.
pub(super) struct Counter<'a> {
    pub(super) client: &'a Client,
    pub(super) moment: Moment<'a>,
    pub(super) cancel: &'a Cancel,
}

impl Counter<'_> {
    /// Calls `take` with each combination of the values of `sources` among the documents of a query, with
    /// `metrics` of the documents that have it. Stops when cancelled.
    pub(super) fn each(
        &mut self,
        query: &Value,
        sources: &Value,
        metrics: &Value,
        mut take: impl FnMut(Bucket<'_>),
    ) -> Result<(), Trouble> {
        let (mut after, mut total) = (None, 0_u64);
        while !self.cancel.is_cancelled() {
            let mut all = json!({ "composite": { "size": BUCKETS, "sources": sources } });
            if let Some(after) = &after {
                all["composite"]["after"] = Value::clone(after);
            }
            if !metrics.is_null() {
                all["aggs"] = metrics.clone();
            }
            let request = json!({
                "size": 0,
                "track_total_hits": false,
                "query": query,
                "aggs": { "all": all },
                "pit": { "id": self.moment.id, "keep_alive": KEPT },
            });
            let answer = self.client.ask_until(Method::POST, "/_search", Some(&request), self.cancel);
            if self.cancel.is_cancelled() {
                self.moment.leave();
            }
            let answer = answer?;
            self.moment.follow(&answer);
            let all = answer.pointer("/aggregations/all").ok_or(Trouble::NotUnderstood)?;
            let buckets = all.get("buckets").and_then(Value::as_array).ok_or(Trouble::NotUnderstood)?;
            for bucket in buckets {
                let bucket = Bucket::of(bucket).ok_or(Trouble::NotUnderstood)?;
                total = total.saturating_add(bucket.count.into());
                if total > u32::MAX.into() {
                    // No sum of them may be too large to count.
                    return Err(Trouble::NotUnderstood);
                }
                take(bucket);
            }
            if buckets.len() < BUCKETS {
                break;
            }
            // Without a place to go on from, the same buckets would come again and again.
            let next = all.get("after_key").filter(|next| after.as_ref() != Some(*next));
            after = Some(next.ok_or(Trouble::NotUnderstood)?.clone());
        }
        Ok(())
    }

    /// What a query finds.
    pub(super) fn found(
        &mut self,
        query: &Translation,
        request: TrendRequest,
    ) -> Result<CountsByValue, Trouble> {
        let all = latest(request.reports.then(report), Some(query.query.clone()));
        let sources = match request.split {
            None => json!([day(false)]),
            Some(split) => json!([by(split.name()), day(false)]),
        };
        let mut found = CountsByValue::new();
        self.each(&all, &sources, &Value::Null, |bucket| {
            let value = request.split.map_or("", |split| bucket.text(split.name()));
            if let Some(day) = bucket.day() {
                *found.entry(value.to_owned()).or_default().entry(day).or_default() += bucket.count;
            }
        })?;
        Ok(found)
    }

    /// When all versions were crawled. Those of half an hour are of one run.
    pub(super) fn crawled(&mut self) -> Result<Vec<CrawledBetween>, Trouble> {
        let time = "order.crawled";
        let half_hours = json!({ "histogram": { "field": time, "interval": PAUSE.as_micros() as u64 } });
        let ends = json!({ "from": { "min": { "field": time } }, "to": { "max": { "field": time } } });
        let mut stretches: Vec<CrawledBetween> = Vec::new();
        let mut is_sound = true;
        let query = json!({ "term": { "is": ARTICLE } });
        self.each(&query, &json!([{ "half_hour": half_hours }, by("publisher")]), &ends, |bucket| {
            let time = |end| bucket.number(end).and_then(|at| Timestamp::from_microsecond(at as i64).ok());
            if let Some((from, to)) = time("from").zip(time("to")) {
                is_sound &= from <= to && to.duration_since(from) <= PAUSE;
                stretches.push((from, to, bucket.text("publisher").to_owned(), bucket.count));
            }
        })?;
        if is_sound { Ok(stretches) } else { Err(Trouble::NotUnderstood) }
    }

    /// The publishers' running numbers. Each is in one document only.
    pub(super) fn numbers(&mut self) -> Result<Vec<RunningNumbers<'static>>, Trouble> {
        let query = json!({ "exists": { "field": "by.number" } });
        let number = json!({ "field": "by.number" });
        let ends = json!({ "from": { "min": number }, "to": { "max": number } });
        let mut numbers = Vec::new();
        self.each(&query, &json!([by("publisher"), by("oid"), day(false)]), &ends, |bucket| {
            let ends = bucket.number("from").zip(bucket.number("to")).filter(|(from, to)| from <= to);
            if let (Some((from, to)), Some(day)) = (ends, bucket.day()) {
                numbers.push(RunningNumbers {
                    publisher: bucket.text("publisher").to_owned().into(),
                    oid: bucket.text("oid").to_owned().into(),
                    day,
                    seen: bucket.count,
                    ends: (from as u64, to as u64),
                });
            }
        })?;
        Ok(numbers)
    }
}

/// Documents with the same values.
pub(super) struct Bucket<'a> {
    value: &'a Value,
    pub(super) count: u32,
}

impl<'a> Bucket<'a> {
    fn of(value: &'a Value) -> Option<Self> {
        let count = value.get("doc_count")?.as_u64()?;
        value.get("key")?.as_object()?;
        Some(Self { value, count: u32::try_from(count).unwrap_or(u32::MAX) })
    }

    /// The day of publication, if it has one.
    pub(super) fn day(&self) -> Option<Date> {
        self.value.pointer("/key/day").and_then(Value::as_i64).and_then(day_of)
    }

    pub(super) fn text(&self, name: &str) -> &'a str {
        let key = self.value.get("key").and_then(|key| key.get(name));
        key.and_then(Value::as_str).unwrap_or_default()
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.value.get(name)?.get("value")?.as_f64()
    }
}

/// The values that an article is counted by.
pub(super) fn by(name: &str) -> Value {
    json!({ name: { "terms": { "field": format!("by.{name}") } } })
}

/// The days of publication; `missing` asks for articles without one, too.
pub(super) fn day(missing: bool) -> Value {
    json!({ "day": { "terms": { "field": "day.published", "missing_bucket": missing } } })
}

/// The articles, each in its newest version, that meet these conditions.
pub(super) fn latest(condition: Option<Value>, query: Option<Value>) -> Value {
    let latest = json!({ "term": { "is": LATEST } });
    let conditions: Vec<Value> = std::iter::once(latest).chain(condition).chain(query).collect();
    json!({ "bool": { "filter": conditions } })
}

/// Articles that report something.
pub(super) fn report() -> Value {
    json!({ "term": { "is": REPORT } })
}
