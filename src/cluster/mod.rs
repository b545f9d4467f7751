//! Archives on a search server (OpenSearch or Elasticsearch): requests and answers as plain values. This is
//! the only module that can reach a network, and it reaches no host but the one in the address that the
//! reader gave.
//!
//! Calls block; the only thread started here waits for an answer that can be cancelled. A failure is one [`Trouble`],
//! whose sentence is in `view`.

mod address;
mod answers;
mod bulk;
mod checked_rows;
mod client;
mod counter;
mod counts;
mod crawler;
mod document;
mod found_there;
mod index;
mod kinds;
mod line;
mod list_fields;
mod list_names;
mod list_rows;
mod lock;
mod masking;
mod open_index;
mod other;
mod outline;
mod pages;
mod plan;
mod publish;
mod reached;
mod read_document;
mod reading;
mod ready_document;
mod rows;
mod stored;
mod tls;
mod tokens;
mod translate;
mod trouble;

pub use address::{AddressFault, IndexAddress};
pub use bulk::{BulkBatch, RefusedDocuments};
pub use client::{Access, Client, Dialect, Login};
pub use crawler::CrawlerIndex;
pub use document::{Document, Publishes};
pub use index::{IndexFound, OwnIndex, find_index, list_indices, preview_fields};
pub use masking::has_email;
pub use open_index::{IndexState, OpenIndex};
pub use other::{OtherIndex, OtherMapping};
pub use pages::{HitSelection, count, read_pages};
pub use plan::{CantPublish, IndexShape, Plan, plan};
pub use publish::{PublishedBefore, Publishing, Standing};
pub use reached::{ReachedIndex, ServerAnswer, ServerFound, ServerTrouble};
pub use read_document::ReadDocument;
pub use reading::{ReadRequest, Readable};
pub use ready_document::{CountedBy, ReadyDocument, document};
pub use stored::StoredArticle;
pub use translate::Translation;
pub use trouble::Trouble;
