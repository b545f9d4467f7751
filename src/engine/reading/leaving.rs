//! Counts what an export would give away, before it is made.

use super::export::Exported;
use crate::archive::{Cancel, Catalogue, Source};
use crate::export::Leaving;
use crate::search::{Columns, ListRequest, Listing};
use std::sync::Arc;

/// What of some articles leaves with an export; `None` if cancelled, or if they lie on a server and would have to be
/// read for it.
pub fn leaving(
    source: &Source,
    catalogue: &Arc<Catalogue>,
    articles: &Exported,
    cancel: &Cancel,
) -> Option<Leaving> {
    let all;
    let ordinals = match articles {
        Exported::These(ordinals) => ordinals.as_slice(),
        Exported::There(..) => return None,
        &Exported::All { all_versions } => {
            if source.everything_there(all_versions).is_some() {
                return None;
            }
            let request = ListRequest { all_versions, ..ListRequest::default() };
            all = Listing::new(&Columns::of(catalogue.clone()), request, None).positions;
            all.known()
        }
    };
    let mut leaving = Leaving::default();
    for row in ordinals.iter().filter_map(|&ordinal| catalogue.row(ordinal)) {
        if cancel.is_cancelled() {
            return None;
        }
        leaving.add(row.author_lines(), row.comments() as usize);
    }
    Some(leaving)
}
