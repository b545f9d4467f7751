//! The rows that were read from a server, which are kept for a while, whatever list they were read for.

use crate::archive::{CatalogueBuilder, RemoteRow, SegmentBuilder};
use crate::search::MatchKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// The most rows that are kept. A row takes about half a kilobyte.
const MOST_KEPT: usize = 50_000;

/// The rows that were read from a server.
#[derive(Debug, Default)]
pub(crate) struct ReadRows {
    pub(super) builder: CatalogueBuilder,
    known: FxHashMap<u64, KnownRow>,
}

/// A row that was read from a server.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KnownRow {
    pub(crate) ordinal: u32,
    /// The hash of what it says.
    pub(crate) print: u64,
}

impl ReadRows {
    /// The rows of a catalogue, by the hashes of their documents.
    #[cfg_attr(not(feature = "cluster"), expect(dead_code, reason = "only an index is read from a server"))]
    pub(crate) fn of(builder: CatalogueBuilder, known: FxHashMap<u64, KnownRow>) -> Self {
        Self { builder, known }
    }

    /// Adds rows, and returns their ordinals.
    pub(super) fn add(&mut self, rows: Vec<(RemoteRow, MatchKind)>) -> Vec<(u32, MatchKind)> {
        let (mut segment, mut changed) = (SegmentBuilder::default(), Vec::new());
        let first = self.builder.len();
        let add = |(row, kind): (RemoteRow, MatchKind)| {
            let known = self.known.get(&row.document);
            if let Some(known) = known.filter(|known| known.print == row.print) {
                return (known.ordinal, kind);
            }
            changed.extend(known.map(|known| known.ordinal));
            let ordinal = first + segment.len() as u32;
            self.known.insert(row.document, KnownRow { ordinal, print: row.print });
            segment.push(&row.path, &row.read);
            (ordinal, kind)
        };
        let ordinals = rows.into_iter().map(add).collect();
        // A document that comes twice in one answer takes the place of itself.
        let (before, twice): (Vec<u32>, Vec<u32>) = changed.into_iter().partition(|&gone| gone < first);
        self.builder.remove(&before);
        if !segment.is_empty() {
            self.builder.push(segment.take());
        }
        self.builder.remove(&twice);
        ordinals
    }

    /// Forgets the oldest rows if there are too many, but none of those to keep. Returns the ordinals of
    /// those that are forgotten.
    pub(super) fn thin(&mut self, keep: &FxHashSet<u32>) -> FxHashSet<u32> {
        if self.known.len() <= MOST_KEPT {
            return FxHashSet::default();
        }
        let forgotten = self.builder.thin(MOST_KEPT / 2, |ordinal| keep.contains(&ordinal));
        let forgotten: FxHashSet<u32> = forgotten.into_iter().collect();
        self.known.retain(|_, known| !forgotten.contains(&known.ordinal));
        forgotten
    }
}
