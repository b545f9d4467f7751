//! Whose index it is: one of Seogo's own, which has a mark in its `_meta`, one that the crawler fills, or any
//! other.

use super::address::IndexAddress;
use super::client::Client;
use super::crawler::CrawlerIndex;
use super::other::{OtherMapping, SAMPLED, preview};
use super::pages::settle_dialect;
use super::trouble::Trouble;
use crate::formats::ColumnsPreview;
use serde_json::{Map, Value, json};
use ureq::http::Method;

/// The version of the mapping below. Older ones can be read, newer ones can't; the first had nothing to count
/// by.
pub(super) const MAPPING: u64 = 2;

/// An index that an address names.
#[derive(Clone, Debug, PartialEq)]
pub enum IndexFound {
    /// Seogo published it.
    Own(OwnIndex),
    /// A newer version of Seogo published it.
    Newer,
    /// The crawler fills it.
    Crawler(CrawlerIndex),
    /// It is someone else's; the reader has to name its fields.
    Other(OtherMapping),
    /// The name stands for several indices.
    Several,
}

/// An index that Seogo published.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnIndex {
    /// The name of the index itself; the address has that of an alias.
    pub name: String,
    /// The version of its mapping.
    pub(super) version: u64,
    /// When an update began that hasn't ended.
    pub publishing: Option<String>,
    /// When the last update ended; `None` if none has, or an older version of Seogo made it.
    pub updated: Option<String>,
    /// Whether e-mail addresses in texts were written as `■`.
    pub masked: bool,
    /// Whether an alias stands for it.
    pub(super) has_alias: bool,
    /// How many shards it has.
    pub(super) shards: Option<u64>,
}

impl OwnIndex {
    /// Reads the mark of an index; `None` if it has none.
    fn of(name: &str, index: &Value) -> Option<Self> {
        let mark = index.pointer("/mappings/_meta/seogo").filter(|mark| mark.is_object())?;
        let version = mark.get("version").and_then(Value::as_u64)?;
        let shards = index.pointer("/settings/index/number_of_shards").and_then(Value::as_str);
        Some(Self {
            name: name.to_owned(),
            version,
            publishing: mark.get("publishing").and_then(Value::as_str).map(str::to_owned),
            updated: mark.get("updated").and_then(Value::as_str).map(str::to_owned),
            masked: mark.get("masked").and_then(Value::as_bool).unwrap_or(false),
            has_alias: index.get("aliases").and_then(Value::as_object).is_some_and(|all| !all.is_empty()),
            shards: shards.and_then(|shards| shards.parse().ok()),
        })
    }
}

/// Finds out what an address names.
///
/// # Errors
/// If there is no such index, or the server can't be asked.
pub fn find_index(client: &Client, address: &IndexAddress) -> Result<IndexFound, Trouble> {
    let indices = client.ask(Method::GET, &format!("/{}", address.index), None)?;
    let mut indices = indices.as_object().into_iter().flatten();
    let (Some((name, index)), None) = (indices.next(), indices.next()) else {
        return Ok(IndexFound::Several);
    };
    settle_dialect(client, &address.index)?;
    Ok(match OwnIndex::of(name, index) {
        Some(own) if own.version > MAPPING => IndexFound::Newer,
        Some(own) => IndexFound::Own(own),
        None => CrawlerIndex::of(index, client.dialect()).map_or_else(
            || IndexFound::Other(OtherMapping::of(index, client.dialect())),
            IndexFound::Crawler,
        ),
    })
}

/// The names of the indices and aliases of a server that may be opened, in alphabetical order. An index that
/// an alias leads to is known by the alias.
///
/// # Errors
/// If the server can't be asked, or this user may not know its indices.
pub fn list_indices(client: &Client) -> Result<Vec<String>, Trouble> {
    let indices = client.ask(Method::GET, "/_alias", None)?;
    let mut names = Vec::new();
    for (name, index) in indices.as_object().into_iter().flatten() {
        let aliases = index.get("aliases").and_then(Value::as_object);
        let mut aliases: Vec<&String> = aliases.into_iter().flatten().map(|(alias, _)| alias).collect();
        if aliases.is_empty() && !name.contains("-seogo-") {
            aliases.push(name);
        }
        names.extend(aliases.into_iter().filter(|name| !name.starts_with('.')).cloned());
    }
    names.sort_unstable();
    names.dedup();
    Ok(names)
}

/// What some documents of an index look like, for naming their fields; `None` if it has none.
///
/// # Errors
/// If the server can't be asked.
pub fn preview_fields(client: &Client, address: &IndexAddress) -> Result<Option<ColumnsPreview>, Trouble> {
    let request = json!({ "size": SAMPLED, "query": { "match_all": {} } });
    let answer = client.ask(Method::POST, &format!("/{}/_search", address.index), Some(&request))?;
    let hits = answer.pointer("/hits/hits").and_then(Value::as_array).ok_or(Trouble::NotUnderstood)?;
    Ok(preview(hits))
}

/// The indices that Seogo made for an alias, oldest first; those of newer versions are not among them. Other
/// indices with such a name are counted, too, in the number that is free for the next one.
pub(super) fn own_indices(client: &Client, alias: &str) -> Result<(Vec<OwnIndex>, u64), Trouble> {
    let indices = match client.ask(Method::GET, &format!("/{alias}-seogo-*"), None) {
        Err(Trouble::NoIndex) => Value::Null,
        indices => indices?,
    };
    let number_of = |name: &str| name.strip_prefix(alias)?.strip_prefix("-seogo-")?.parse::<u64>().ok();
    let indices = indices.as_object().into_iter().flatten();
    let mut numbered: Vec<_> =
        indices.filter_map(|(name, index)| Some((number_of(name)?, name, index))).collect();
    numbered.sort_by_key(|(number, ..)| *number);
    let free = numbered.last().map_or(1, |(number, ..)| number + 1);
    let own = numbered.into_iter().filter_map(|(_, name, index)| OwnIndex::of(name, index));
    Ok((own.filter(|own| own.version <= MAPPING).collect(), free))
}

/// The mark of an index that is being brought up to date since a time.
pub(super) fn unfinished_mark(publishing: &str, masked: bool) -> Value {
    json!({ "seogo": { "version": MAPPING, "publishing": publishing, "masked": masked } })
}

/// The mark of an index that was brought up to date at a time.
pub(super) fn finished_mark(at: &str, masked: bool) -> Value {
    json!({ "seogo": { "version": MAPPING, "publishing": null, "updated": at, "masked": masked } })
}

/// The settings of a new index.
fn settings(shards: Option<u64>, replicas: Option<u64>) -> Value {
    let mut settings = json!({
        // What is written is seen all at once, when a publish ends.
        "refresh_interval": "-1",
        "analysis": {
            "filter": { "seogo": {
                "type": "pattern_capture",
                "preserve_original": false,
                "patterns": [format!("([^{}]+)", super::tokens::ALSO)],
            } },
            "analyzer": { "seogo": { "type": "custom", "tokenizer": "whitespace", "filter": ["seogo"] } },
        },
    });
    for (name, count) in [("number_of_shards", shards), ("number_of_replicas", replicas)] {
        if let Some(count) = count {
            settings[name] = count.into();
        }
    }
    settings
}

/// The request that makes an index.
pub(super) fn creation(shards: Option<u64>, replicas: Option<u64>, meta: &Value) -> Value {
    let keyword = || json!({ "type": "keyword", "ignore_above": 8191 });
    let hidden = || json!({ "type": "keyword", "ignore_above": 8191, "doc_values": false });
    let sorted = || json!({ "type": "keyword", "index": false });
    let number = |kind: &str| json!({ "type": kind });
    let text = || json!({ "type": "text", "analyzer": "seogo", "norms": false });
    let all = |names: &[&str], of: &dyn Fn() -> Value| -> Value {
        let fields: Map<String, Value> = names.iter().map(|name| ((*name).to_owned(), of())).collect();
        json!({ "properties": fields })
    };
    let day = || number("integer");
    let mut order = all(&["publisher", "title", "id"], &sorted);
    order["properties"]["published"] = json!({ "type": "long", "index": false });
    order["properties"]["crawled"] = json!({ "type": "long", "index": false });
    let values = ["id", "publisher", "category", "folder", "page", "excluded", "kind"];
    let mut matched = all(&values, &keyword);
    for list in ["keyword", "person", "place", "organization", "words"] {
        matched["properties"][list] = hidden();
    }
    let mut by = all(&["publisher", "category", "folder", "keyword", "oid"], &sorted);
    by["properties"]["number"] = json!({ "type": "long" });
    json!({
        "settings": { "index": settings(shards, replicas) },
        "mappings": {
            "_meta": meta,
            "dynamic": false,
            "_source": { "excludes": ["text", "match", "order", "by"] },
            "properties": {
                "doc": { "type": "keyword" },
                "print": { "type": "keyword", "index": false },
                "key": { "type": "keyword", "doc_values": false, "ignore_above": 8191 },
                "is": { "type": "keyword" },
                "path": keyword(),
                "entry": number("integer"),
                "length": number("long"),
                "day": all(&["published", "crawled", "modified"], &day),
                "match": matched,
                "order": order,
                "by": by,
                "text": all(&["title", "publisher", "authors", "body", "url"], &text),
                "article": { "type": "object", "enabled": false },
            },
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_without_the_mark_is_not_seogos() {
        let with = |meta: Value| json!({ "mappings": { "_meta": meta }, "settings": { "index": { "number_of_shards": "2" } } });
        let own = OwnIndex::of("a-seogo-1", &with(unfinished_mark("now", true))).unwrap();
        assert_eq!(
            (own.version, own.publishing.as_deref(), own.masked, own.shards),
            (MAPPING, Some("now"), true, Some(2))
        );
        for meta in [json!(null), json!({}), json!({ "seogo": 1 }), json!({ "seogo": {} })] {
            assert_eq!(OwnIndex::of("a-seogo-1", &with(meta)), None);
        }
    }
}
