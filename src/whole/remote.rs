//! Counting an archive whose articles lie on a server, which counts them itself: all of them, not only those
//! that are listed here.

pub use crate::search::Asking;

use super::coverage::CoverageCounts;
use super::series::TrendCounts;
use super::trend::TrendRequest;
use crate::search::{CantAnswer, RemoteLists, RemoteSearch, Search};

/// Counts articles on a server.
pub trait RemoteWhole: RemoteSearch + RemoteLists {
    /// Whether it can: only an index that this version of Seogo published has all that is counted by.
    fn can_count(&self) -> bool;

    /// What a trend of queries needs.
    ///
    /// # Errors
    /// If the server can't answer a query, or can't be reached.
    fn trend_counts(
        &self,
        queries: &[Search],
        request: TrendRequest,
        asking: Asking<'_>,
    ) -> Result<TrendCounts, CantAnswer>;

    /// What the coverage needs, of the articles that a query finds.
    ///
    /// # Errors
    /// If the server can't answer the query, or can't be reached.
    fn coverage_counts(
        &self,
        query: Option<&Search>,
        asking: Asking<'_>,
    ) -> Result<CoverageCounts<'static>, CantAnswer>;
}
