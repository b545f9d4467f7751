//! The publishers of articles that name none.

use super::Catalogue;
use crate::archive::row::Row;
use crate::archive::segment::{PublishersByOid, count_publisher};
use crate::article::publisher_host;
use crate::text::fold;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

impl Catalogue {
    /// The publisher of a file that names none: the one named by most files with the same oid, or else the
    /// address's host.
    pub fn inferred_publisher<'a>(&'a self, row: &Row<'a>) -> Option<Cow<'a, str>> {
        if !row.publisher().is_empty() {
            return None;
        }
        self.publisher_of(row.oid()).map(Cow::Borrowed).or_else(|| publisher_host(row.url()))
    }

    /// The publisher under which an article is listed and counted: the one that its file names, or else the inferred
    /// one. Empty if there is neither.
    pub fn publisher<'a>(&'a self, row: &Row<'a>) -> Cow<'a, str> {
        self.inferred_publisher(row).unwrap_or_else(|| row.publisher().into())
    }

    /// The same, folded: what tells publishers apart, however files spell them.
    pub fn folded_publisher(&self, row: &Row<'_>) -> String {
        fold(&self.publisher(row))
    }

    /// The publisher named by most files with this oid.
    pub fn publisher_of(&self, oid: &str) -> Option<&str> {
        let by_oid = || self.publishers.get_or_init(|| self.publishers_by_oid()).get(oid);
        if oid.is_empty() { None } else { by_oid().map(String::as_str) }
    }

    fn publishers_by_oid(&self) -> FxHashMap<String, String> {
        let mut counts = PublishersByOid::default();
        for (oid, publishers) in self.segments.iter().flat_map(|segment| segment.publishers()) {
            publishers.iter().for_each(|(name, &count)| count_publisher(&mut counts, oid, name, count));
        }
        let most = |publishers: FxHashMap<String, u32>| {
            publishers.into_iter().max_by(|a, b| (a.1, &b.0).cmp(&(b.1, &a.0))).map(|(name, _)| name)
        };
        counts.into_iter().filter_map(|(oid, publishers)| Some((oid, most(publishers)?))).collect()
    }
}
