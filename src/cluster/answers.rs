//! What a search server's answers mean: their status, what is missing from them, and which server it is.

use super::client::Dialect;
use super::trouble::Trouble;
use serde_json::Value;

/// An answer to a search, unless a part of the index was missing from it.
pub(super) fn whole(answer: Value) -> Result<Value, Trouble> {
    let count = |name: &str| answer.pointer(name).and_then(Value::as_u64);
    let has_failed = count("/_shards/failed").unwrap_or(0) > 0;
    // A shard that no node has isn't among those that failed; of one that is written, copies may be missing.
    let is_search = answer.get("hits").is_some();
    let lacks_some =
        count("/_shards/successful").zip(count("/_shards/total")).is_some_and(|(some, all)| some < all);
    let timed_out = answer.get("timed_out").and_then(Value::as_bool).unwrap_or(false);
    if has_failed || is_search && lacks_some || timed_out { Err(Trouble::Partial) } else { Ok(answer) }
}

/// What an answer's status and body mean. Anything but an object is no answer of a search server.
pub(super) fn understood(status: u16, body: &[u8]) -> Result<Value, Trouble> {
    // The parser itself refuses to nest too deeply.
    let answer = serde_json::from_slice::<Value>(body).ok().filter(Value::is_object);
    match status {
        200..=299 => answer.ok_or(Trouble::NotUnderstood),
        300..=399 => Err(Trouble::Redirected),
        401 => Err(Trouble::NeedsLogin),
        403 => Err(Trouble::NotPermitted),
        409 => Err(Trouble::Conflict),
        413 => Err(Trouble::TooLarge),
        429 | 502..=504 => Err(Trouble::Busy),
        _ => Err(answer.map_or(Trouble::NotUnderstood, |answer| refusal(status, &answer))),
    }
}

/// What the server says about a refused request.
fn refusal(status: u16, answer: &Value) -> Trouble {
    let error = answer.get("error").unwrap_or(&Value::Null);
    let cause = error.pointer("/root_cause/0").filter(|cause| cause.get("reason").is_some()).unwrap_or(error);
    let text = |key: &str| cause.get(key).and_then(Value::as_str).unwrap_or_default();
    match text("type") {
        "index_not_found_exception" => Trouble::NoIndex,
        "search_context_missing_exception" => Trouble::MomentLost,
        "security_exception" => Trouble::NotPermitted,
        // A node died, and another hasn't taken over yet.
        "node_disconnected_exception" | "node_not_connected_exception" | "connect_transport_exception" => {
            Trouble::Partial
        }
        _ => {
            let reason: String = text("reason").chars().take(300).collect();
            Trouble::Refusal(if reason.is_empty() { format!("HTTP {status}") } else { reason })
        }
    }
}

/// How many documents a search finds, where the answer says so.
pub(super) fn total_of(answer: &Value) -> Option<u64> {
    answer.pointer("/hits/total/value").and_then(Value::as_u64)
}

/// The search server that greets like this.
pub(super) fn dialect_of(greeting: &Value) -> Option<Dialect> {
    let version = greeting.get("version")?;
    version.get("number")?.as_str()?;
    Some(match version.get("distribution").and_then(Value::as_str) {
        Some("opensearch") => Dialect::OpenSearch,
        _ => Dialect::Elasticsearch,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_answer_is_what_its_status_says() {
        let missing =
            br#"{"error":{"type":"index_not_found_exception","reason":"no such index [a]"},"status":404}"#;
        let deep = "[".repeat(100_000);
        for (status, body, trouble) in [
            (200, &b"<html>"[..], Trouble::NotUnderstood),
            (200, b"[1]", Trouble::NotUnderstood),
            (200, deep.as_bytes(), Trouble::NotUnderstood),
            (302, b"", Trouble::Redirected),
            (401, b"", Trouble::NeedsLogin),
            (403, b"{}", Trouble::NotPermitted),
            (409, b"{}", Trouble::Conflict),
            (404, missing, Trouble::NoIndex),
            (
                404,
                br#"{"error":{"root_cause":[{"type":"search_context_missing_exception","reason":"x"}]}}"#,
                Trouble::MomentLost,
            ),
            (404, b"not found", Trouble::NotUnderstood),
            (413, b"", Trouble::TooLarge),
            (429, b"", Trouble::Busy),
            (503, b"{}", Trouble::Busy),
            (500, br#"{"error":{"type":"node_disconnected_exception","reason":"x"}}"#, Trouble::Partial),
            (
                400,
                br#"{"error":{"root_cause":[{"type":"x","reason":"too many"}]}}"#,
                Trouble::Refusal("too many".into()),
            ),
            (400, br#"{"error":"plain"}"#, Trouble::Refusal("HTTP 400".into())),
        ] {
            assert_eq!(understood(status, body), Err(trouble), "{status}");
        }
        assert_eq!(understood(200, b"{}"), Ok(json!({})));
    }

    #[test]
    fn part_of_an_index_is_not_taken_for_the_whole() {
        assert_eq!(whole(json!({ "_shards": { "failed": 1 }, "hits": {} })), Err(Trouble::Partial));
        let lacking = json!({ "total": 3, "successful": 1, "skipped": 0, "failed": 0 });
        assert_eq!(whole(json!({ "_shards": lacking, "hits": {} })), Err(Trouble::Partial));
        assert!(whole(json!({ "_shards": lacking, "_id": "lock" })).is_ok(), "it was written");
        assert_eq!(whole(json!({ "timed_out": true })), Err(Trouble::Partial));
        assert!(whole(json!({ "timed_out": false, "_shards": { "failed": 0 } })).is_ok());
    }

    #[test]
    fn search_servers_are_told_by_their_greeting() {
        let opensearch = json!({ "version": { "number": "2.19.6", "distribution": "opensearch" } });
        assert_eq!(dialect_of(&opensearch), Some(Dialect::OpenSearch));
        assert_eq!(dialect_of(&json!({ "version": { "number": "8.15.0" } })), Some(Dialect::Elasticsearch));
        assert_eq!(dialect_of(&json!({ "version": 3 })), None);
    }
}
