//! Search: the query language, and what a query finds, against a plain oracle.

#![expect(clippy::unwrap_used, reason = "tests may fail loudly")]

mod agreement;
mod examples;
mod language;
mod marks;
mod oracle;
mod real_archive;
