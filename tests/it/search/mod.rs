//! Search: the query language, and what a query finds, against a plain oracle.

mod agreement;
mod examples;
mod language;
mod oracle;
