//! Search: the query language, and the results of queries compared with a simple oracle.

#![expect(clippy::unwrap_used, reason = "tests may fail loudly")]

mod agreement;
mod examples;
mod language;
mod marks;
mod oracle;
pub(crate) mod real_archive;
