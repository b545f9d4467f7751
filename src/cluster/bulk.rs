//! Documents sent to an index in requests of many: what a server refuses for now is sent again in smaller ones.

use super::client::{Client, pause};
use super::ready_document::ReadyDocument;
use super::trouble::Trouble;
use crate::archive::Cancel;
use serde_json::{Value, json};
use std::time::Duration;
use ureq::http::Method;

/// The size of a request in bytes, unless the server wants smaller ones.
const BATCH_BYTES: usize = 4 << 20;

/// How often a busy server is asked again, and how long to wait first. The wait doubles up to the longest.
const TRIES: u32 = 12;
const FIRST_WAIT: Duration = Duration::from_millis(200);
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// Documents that the server refused for good, and its last reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefusedDocuments {
    /// How many.
    pub count: usize,
    /// Why, in the server's words.
    pub why: String,
}

impl RefusedDocuments {
    /// Adds those of another request.
    pub fn add(&mut self, other: Self) {
        self.count += other.count;
        if other.count > 0 {
            self.why = other.why;
        }
    }
}

/// Documents to write or delete in one request.
#[derive(Debug, Default)]
pub struct BulkBatch {
    /// For each document, its lines of the request.
    lines: Vec<String>,
    bytes: usize,
}

impl BulkBatch {
    /// Adds a document to write.
    pub fn index(&mut self, document: &ReadyDocument) {
        let action = json!({ "index": { "_id": document.id } });
        self.push(format!("{action}\n{}\n", document.json));
    }

    /// Adds a document to delete.
    pub fn delete(&mut self, id: &str) {
        self.push(format!("{}\n", json!({ "delete": { "_id": id } })));
    }

    /// Sends it to an index, in parts if the server wants them smaller. Returns what it refused.
    ///
    /// # Errors
    /// If the server can't be reached or stays busy.
    pub(super) fn send(&self, client: &Client, index: &str) -> Result<RefusedDocuments, Trouble> {
        let mut refused = RefusedDocuments::default();
        let mut pending: Vec<Vec<&str>> = vec![self.lines.iter().map(String::as_str).collect()];
        let (mut wait, mut tries) = (FIRST_WAIT, 0);
        while let Some(lines) = pending.pop() {
            let path = format!("/{index}/_bulk");
            let again = match client.send(&Method::POST, &path, &lines.concat()) {
                Ok(answer) => {
                    let (again, more) = failures(&answer, &lines)?;
                    refused.add(more);
                    again
                }
                Err(Trouble::TooLarge) if lines.len() == 1 => {
                    refused.add(RefusedDocuments { count: 1, why: "too large for the server".to_owned() });
                    Vec::new()
                }
                Err(Trouble::TooLarge) => {
                    halve(lines, &mut pending);
                    continue;
                }
                Err(trouble) if trouble.may_pass() && tries < TRIES => lines,
                Err(trouble) => return Err(trouble),
            };
            if again.is_empty() {
                continue;
            }
            tries += 1;
            if tries > TRIES {
                return Err(Trouble::Busy);
            }
            pause(wait, &Cancel::default());
            wait = (wait * 2).min(LONGEST_WAIT);
            halve(again, &mut pending);
        }
        Ok(refused)
    }

    fn push(&mut self, lines: String) {
        self.bytes += lines.len();
        self.lines.push(lines);
    }

    /// How many documents it has.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether it should be sent.
    pub fn is_full(&self) -> bool {
        self.bytes >= BATCH_BYTES
    }
}

fn halve<'l>(mut lines: Vec<&'l str>, pending: &mut Vec<Vec<&'l str>>) {
    let rest = lines.split_off(lines.len().div_ceil(2));
    pending.extend([rest, lines].into_iter().filter(|lines| !lines.is_empty()));
}

/// What failed of a request: what to send again, and what was refused for good.
fn failures<'l>(answer: &Value, lines: &[&'l str]) -> Result<(Vec<&'l str>, RefusedDocuments), Trouble> {
    let items = answer.get("items").and_then(Value::as_array).filter(|items| items.len() == lines.len());
    let items = items.ok_or(Trouble::NotUnderstood)?;
    let (mut again, mut refused) = (Vec::new(), RefusedDocuments::default());
    for (item, line) in items.iter().zip(lines) {
        let result = item.as_object().and_then(|item| item.iter().next());
        let (action, result) =
            result.map_or(("", &Value::Null), |(action, result)| (action.as_str(), result));
        match (result.get("status").and_then(Value::as_u64), action) {
            // A document that is deleted may be gone already.
            (Some(200..=299), _) | (Some(404), "delete") => {}
            (Some(429 | 503), _) => again.push(*line),
            _ => {
                let reason = result.pointer("/error/reason").and_then(Value::as_str).unwrap_or_default();
                refused.add(RefusedDocuments { count: 1, why: reason.chars().take(300).collect() });
            }
        }
    }
    Ok((again, refused))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_failed_for_now_is_sent_again() {
        let item = |action: &str, status: u64, reason: &str| json!({ action: { "status": status, "error": { "reason": reason } } });
        let answer = json!({ "items": [
            item("index", 201, ""),
            item("index", 429, "busy"),
            item("index", 400, "bad field"),
            item("delete", 200, ""),
            item("delete", 404, ""),
            item("index", 404, "no such index"),
        ] });
        let (again, refused) = failures(&answer, &["a", "b", "c", "d", "e", "f"]).unwrap();
        assert_eq!(again, ["b"]);
        assert_eq!(refused, RefusedDocuments { count: 2, why: "no such index".to_owned() });
        assert_eq!(failures(&answer, &["a"]), Err(Trouble::NotUnderstood), "an answer about something else");
    }

    #[test]
    fn a_batch_is_sent_in_smaller_parts() {
        let mut pending = Vec::new();
        halve(vec!["a", "b", "c"], &mut pending);
        assert_eq!(pending, [vec!["c"], vec!["a", "b"]]);
        pending.clear();
        halve(vec!["a"], &mut pending);
        assert_eq!(pending, [vec!["a"]]);
    }
}
