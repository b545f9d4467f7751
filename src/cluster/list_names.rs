//! Counts the names that the list of an index can be narrowed by, exactly.

use super::list_fields::NameField;
use super::open_index::OpenIndex;
use super::reading::ReadRequest;
use crate::search::{AskedList, CantAnswer, FacetNames};
use serde_json::{Map, Value, json};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The most names of a facet that are counted.
const MOST_NAMES: usize = 1_000;

/// The most spellings of a name among which the one to show is chosen.
const SPELLINGS: usize = 5;

impl OpenIndex {
    /// Counts the names of all facets; `None` if cancelled.
    pub(super) fn count_names(&self, asked: AskedList<'_>) -> Result<Option<FacetNames>, CantAnswer> {
        let mut names = FacetNames::default();
        let everything = self.narrowed(asked, true)?;
        if !everything.is_exact {
            return Ok(Some(names));
        }
        let mut fields: Vec<(NameField, Vec<String>)> =
            self.index.name_fields().into_iter().map(|field| (field, Vec::new())).collect();
        // What isn't exact, because a shard has other names among its most frequent, is counted again by name.
        for _ in 0..2 {
            let Some(answer) = self.answer(&self.names_request(asked, &fields)?, asked.asking.cancel)? else {
                return Ok(None);
            };
            fields.retain_mut(|(field, known)| {
                let found = answer.pointer(&format!("/aggregations/{}/names", field.facet as usize));
                let (found, is_exact) = names_of(field, found.unwrap_or(&Value::Null), known);
                names[field.facet as usize] = found;
                !is_exact && !known.is_empty()
            });
            if fields.is_empty() {
                break;
            }
        }
        Ok(Some(names))
    }

    /// The request for the names of facets; for those with names, only these are counted.
    fn names_request(
        &self,
        asked: AskedList<'_>,
        fields: &[(NameField, Vec<String>)],
    ) -> Result<Value, CantAnswer> {
        let query = match asked.search {
            Some(search) => {
                Some(self.index.translate(&search.query, asked.asking.abbreviations, asked.asking.marks)?)
            }
            None => None,
        };
        let all_versions = asked.request.all_versions;
        let query = self.index.selection(&ReadRequest { query, all_versions, ..ReadRequest::default() })?;
        let mut counts = Map::new();
        for (field, known) in fields {
            let mut terms = json!({
                "field": field.counted.unwrap_or(&field.field),
                "size": MOST_NAMES,
                "missing": "",
            });
            if !known.is_empty() {
                terms["include"] = json!(known);
            }
            let mut names = json!({ "terms": terms });
            if let Some(spelled) = field.spelled {
                names["aggs"] = json!({ "spelled": { "terms": { "field": spelled, "size": SPELLINGS } } });
            }
            let others = self.conditions(asked.request, Some(field.facet), true)?;
            counts.insert(
                (field.facet as usize).to_string(),
                json!({ "filter": { "bool": { "filter": others } }, "aggs": { "names": names } }),
            );
        }
        Ok(json!({ "size": 0, "track_total_hits": false, "query": query.query, "aggs": counts }))
    }
}

/// The names of a field, most frequent first, and whether their counts are exact. `known` gets the values
/// that were counted.
fn names_of(field: &NameField, counted: &Value, known: &mut Vec<String>) -> (Vec<(String, u32)>, bool) {
    let error = counted.get("doc_count_error_upper_bound").and_then(Value::as_u64).unwrap_or(0);
    let mut names: BTreeMap<String, (u32, u32, String)> = BTreeMap::new();
    let mut values = Vec::new();
    for bucket in counted.get("buckets").and_then(Value::as_array).into_iter().flatten() {
        let (Some(value), Some(count)) =
            (bucket.get("key").and_then(Value::as_str), bucket.get("doc_count").and_then(Value::as_u64))
        else {
            continue;
        };
        let (count, folded) = (u32::try_from(count).unwrap_or(u32::MAX), field.value_of(value));
        let spellings = bucket.pointer("/spelled/buckets").and_then(Value::as_array);
        let mut spellings =
            spellings.into_iter().flatten().filter_map(|spelled| spelled.get("key")?.as_str());
        let spelled = spellings.find(|spelling| field.value_of(spelling) == folded).unwrap_or(value);
        let (all, most, shown) = names.entry(folded).or_insert((0, 0, String::new()));
        *all = all.saturating_add(count);
        if count > *most {
            (*most, *shown) = (count, spelled.to_owned());
        }
        values.push(value.to_owned());
    }
    let mut names: Vec<(String, u32)> = names.into_values().map(|(all, _, name)| (name, all)).collect();
    names.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    let is_recounted = !std::mem::replace(known, values).is_empty();
    (names, error == 0 || is_recounted)
}
