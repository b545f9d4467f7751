//! One publisher at a time: a document of the index, which only one can create, says that someone is publishing.

use super::client::Client;
use super::publish::Cant;
use super::trouble::Trouble;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use ureq::http::Method;

/// The document that tells other publishers to wait.
const LOCK: &str = "lock";
/// A publisher that said nothing for this long has died.
const DEAD_AFTER_SECONDS: i64 = 600;
/// How often a publisher says that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(60);

/// A lock that is held: the version of its document that was written last, and when.
#[derive(Debug)]
pub(super) struct Lock {
    sequence: Value,
    term: Value,
    at: Instant,
}

impl Lock {
    /// Locks an index, unless another publisher that is alive did.
    pub(super) fn take(client: &Client, target: &str) -> Result<Self, Cant> {
        let path = format!("/{target}/_create/{LOCK}");
        match Self::write(client, &path) {
            Err(Cant::Locked) => {}
            done => return done,
        }
        let held = match client.ask(Method::GET, &format!("/{target}/_doc/{LOCK}"), None) {
            Ok(held) => held,
            // It was unlocked in the meantime.
            Err(_) => return Self::write(client, &path),
        };
        let at =
            held.pointer("/_source/at").and_then(Value::as_str).and_then(|at| at.parse::<Timestamp>().ok());
        let is_dead = at.is_none_or(|at| Timestamp::now().as_second() - at.as_second() > DEAD_AFTER_SECONDS);
        if !is_dead {
            return Err(Cant::Locked);
        }
        let version = |key: &str| held.get(key).cloned().unwrap_or(Value::Null);
        Self { sequence: version("_seq_no"), term: version("_primary_term"), at: Instant::now() }
            .renewed(client, target)
    }

    /// Says now and then that the publisher is alive.
    pub(super) fn keep(&mut self, client: &Client, target: &str) -> Result<(), Cant> {
        if self.at.elapsed() >= HEARTBEAT {
            *self = self.renewed(client, target)?;
        }
        Ok(())
    }

    /// Writes the lock again, unless someone else did since.
    fn renewed(&self, client: &Client, target: &str) -> Result<Self, Cant> {
        let Self { sequence, term, .. } = self;
        Self::write(client, &format!("/{target}/_doc/{LOCK}?if_seq_no={sequence}&if_primary_term={term}"))
    }

    fn write(client: &Client, path: &str) -> Result<Self, Cant> {
        let at = Instant::now();
        let body = json!({ "at": Timestamp::now().to_string() });
        let answer = client.send_once(Method::PUT, path, &body).map_err(|trouble| match trouble {
            Trouble::Conflict => Cant::Locked,
            other => Cant::Trouble(other),
        })?;
        let version = |key: &str| answer.get(key).cloned().unwrap_or(Value::Null);
        Ok(Self { sequence: version("_seq_no"), term: version("_primary_term"), at })
    }
}

/// Unlocks an index.
pub(super) fn unlock(client: &Client, target: &str) -> Result<(), Trouble> {
    client.ask(Method::DELETE, &format!("/{target}/_doc/{LOCK}"), None).map(drop)
}
