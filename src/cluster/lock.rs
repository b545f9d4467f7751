//! One publisher at a time: a document of the index, which only one can create, says that someone is
//! publishing.

use super::client::Client;
use super::plan::CantPublish;
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

/// A lock that is held. Its document says whose it is, because an answer may be lost after the server has
/// written it.
#[derive(Debug)]
pub(super) struct Lock {
    owner: String,
    version: LockVersion,
    /// When it was written last.
    at: Instant,
}

/// The version of the document that was written last; a write or deletion that names it fails if someone else
/// wrote since.
#[derive(Debug)]
struct LockVersion {
    sequence: Value,
    term: Value,
}

impl LockVersion {
    fn of(answer: &Value) -> Self {
        let part = |key: &str| answer.get(key).cloned().unwrap_or(Value::Null);
        Self { sequence: part("_seq_no"), term: part("_primary_term") }
    }

    fn path(&self, target: &str) -> String {
        let Self { sequence, term } = self;
        format!("/{target}/_doc/{LOCK}?if_seq_no={sequence}&if_primary_term={term}")
    }
}

impl Lock {
    /// Locks an index, unless another publisher that is alive did.
    pub(super) fn take(client: &Client, target: &str) -> Result<Self, CantPublish> {
        let owner = format!("{}-{}", std::process::id(), Timestamp::now().as_nanosecond());
        let path = format!("/{target}/_create/{LOCK}");
        match Self::write(client, target, &path, &owner) {
            Err(CantPublish::Locked) => {}
            done => return done,
        }
        let Ok(held) = read(client, target) else {
            // It was unlocked in the meantime.
            return Self::write(client, target, &path, &owner);
        };
        let at =
            held.pointer("/_source/at").and_then(Value::as_str).and_then(|at| at.parse::<Timestamp>().ok());
        let is_dead = at.is_none_or(|at| Timestamp::now().as_second() - at.as_second() > DEAD_AFTER_SECONDS);
        if !is_dead {
            return Err(CantPublish::Locked);
        }
        Self::write(client, target, &LockVersion::of(&held).path(target), &owner)
    }

    /// Says now and then that the publisher is alive.
    pub(super) fn keep(&mut self, client: &Client, target: &str) -> Result<(), CantPublish> {
        if self.at.elapsed() >= HEARTBEAT {
            *self = Self::write(client, target, &self.version.path(target), &self.owner)?;
        }
        Ok(())
    }

    /// Unlocks the index, unless another publisher has taken over.
    pub(super) fn release(&self, client: &Client, target: &str) -> Result<(), Trouble> {
        match client.ask(Method::DELETE, &self.version.path(target), None) {
            // It is gone, or someone else's.
            Err(Trouble::Conflict) => Ok(()),
            done => done.map(drop),
        }
    }

    fn write(client: &Client, target: &str, path: &str, owner: &str) -> Result<Self, CantPublish> {
        let at = Instant::now();
        let body = json!({ "at": Timestamp::now().to_string(), "owner": owner });
        let version = match client.ask(Method::PUT, path, Some(&body)) {
            Ok(written) => LockVersion::of(&written),
            Err(Trouble::Conflict) => {
                let held = read(client, target).map_err(|_| CantPublish::Locked)?;
                let is_own = held.pointer("/_source/owner").and_then(Value::as_str) == Some(owner);
                if !is_own {
                    return Err(CantPublish::Locked);
                }
                LockVersion::of(&held)
            }
            Err(trouble) => return Err(trouble.into()),
        };
        Ok(Self { owner: owner.to_owned(), version, at })
    }
}

/// The document of whoever holds the lock.
fn read(client: &Client, target: &str) -> Result<Value, Trouble> {
    client.ask(Method::GET, &format!("/{target}/_doc/{LOCK}"), None)
}
