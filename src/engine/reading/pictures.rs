//! Reads the shown article's pictures one by one, on a thread of its own, since decoding takes time.

use crate::archive::{Catalogue, Source};
use crate::engine::channel::{ArchiveSender, Generation};
use crate::engine::event::ArchiveEvent;
use crate::engine::reading::latest::{Asker, Latest};
use crossbeam_channel::Receiver;
use std::sync::Arc;

/// The most bytes of pixels for the pictures of one article.
const MOST_BYTES: usize = 256 << 20;

/// A request for pictures of an article, by their addresses in it.
pub(crate) struct PictureInput {
    pub(crate) generation: Generation,
    pub(crate) source: Source,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) ordinal: u32,
    pub(crate) addresses: Vec<String>,
}

/// Reads the pictures of each window's latest request, until it makes another.
pub(crate) fn run_pictures(inputs: &Receiver<(Asker, PictureInput)>, mut sender: ArchiveSender) {
    let mut latest = Latest::of(inputs);
    while let Some((asker, input)) = latest.next() {
        let PictureInput { generation, source, catalogue, ordinal, addresses } = input;
        let Some(row) = catalogue.row(ordinal) else { continue };
        sender.generation = generation;
        let opened = source.open();
        let mut left = MOST_BYTES;
        for address in addresses {
            if latest.has_other_of(asker) {
                break;
            }
            let Some(picture) = opened.picture(row.file_path(), &address) else { continue };
            let Some(rest) = left.checked_sub(picture.pixels.len()) else { break };
            left = rest;
            sender.send(ArchiveEvent::Picture(ordinal, Arc::new(picture)));
        }
    }
}
