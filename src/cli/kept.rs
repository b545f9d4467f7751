//! What subcommands save in the reader's library, and what they say of the sets in it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;

use super::output::{Failure, tell};
use crate::archive::{Archive, Catalogue};
use crate::library::{Edit, Folders, Marks, Store, StoreTrouble};
use crate::search::Search;
use crate::text::fold;
use crate::view::Lang;

/// Saves edits to what the reader keeps.
///
/// # Errors
/// If they can't be saved, or would be in the archive.
pub(super) fn keep_edits(edits: &[Edit], folder: &Path, lang: Lang) -> Result<(), Failure> {
    let Ok(folders) = Folders::for_this_user() else { return Ok(()) };
    let path = Store::path(&folders);
    let failed = |trouble: StoreTrouble| Failure::Unusable(lang.store_trouble(&trouble));
    if Archive::at(folder).is_ok_and(|archive| archive.would_hold(&path)) {
        return Err(failed(StoreTrouble::InArchive(path)));
    }
    let (mut store, trouble) = Store::open(&path).map_err(failed)?;
    if !store.is_writable() {
        return Err(failed(trouble.unwrap_or(StoreTrouble::ReadOnly(path))));
    }
    trouble.iter().for_each(|trouble| tell(&lang.store_trouble(trouble)));
    store.write(edits).map_err(failed)?;
    store.checkpoint();
    Ok(())
}

/// Says which sets of a query there aren't, and which have articles that the archive doesn't have.
pub(super) fn tell_sets(search: &Search, marks: &Marks, catalogue: &Catalogue, lang: Lang) {
    let named = search.query.root.sets();
    if named.is_empty() {
        return;
    }
    let keys: HashSet<Cow<'_, str>> =
        catalogue.present().filter_map(|(ordinal, _)| catalogue.key(ordinal)).collect();
    for pattern in named {
        let sets: Vec<_> = marks.sets().iter().filter(|(name, _)| pattern.matches(&fold(name))).collect();
        if sets.is_empty() {
            tell(&lang.no_such_set(&pattern.pieces().collect::<Vec<_>>().join("*")));
        }
        for (name, set) in sets {
            let gone = set.articles.iter().filter(|key| !keys.contains(key.as_str())).count();
            if gone > 0 {
                tell(&lang.set_lacks(name, gone, set.articles.len()));
            }
        }
    }
}
