//! Reads single articles: the shown one, and the snippets of visible rows.

use crate::archive::{Catalogue, ReadArticle, Source, Texts, release};
use crate::article;
use crate::engine::channel::{ArchiveSender, Generation};
use crate::engine::event::ArchiveEvent;
use crate::engine::reading::latest::{Asker, Latest};
use crate::search::{Search, snippet};
use crossbeam_channel::Receiver;
use jiff::Timestamp;
use std::borrow::Cow;
use std::sync::Arc;

/// A request for snippets.
pub(crate) struct SnippetInput {
    pub(crate) generation: Generation,
    pub(crate) search: Arc<Search>,
    pub(crate) source: Source,
    pub(crate) catalogue: Arc<Catalogue>,
    /// By ordinal.
    pub(crate) articles: Vec<u32>,
}

/// A request for an article.
pub(crate) struct ReadInput {
    pub(crate) generation: Generation,
    pub(crate) source: Source,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) ordinal: u32,
    pub(crate) setting: Setting,
}

/// How to typeset an article's body.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Whether to restore breaks that the crawl lost.
    pub restore_paragraphs: bool,
    /// Whether to break long paragraphs.
    pub break_long: bool,
}

/// Makes the snippets of each window's latest request.
pub(crate) fn run_snippets(inputs: &Receiver<(Asker, SnippetInput)>, mut sender: ArchiveSender) {
    let mut buffer = Vec::new();
    let mut latest = Latest::of(inputs);
    while let Some((_, input)) = latest.next() {
        let SnippetInput { generation, search, source, catalogue, articles } = input;
        let opened = source.open();
        sender.generation = generation;
        let mut snippets = Vec::with_capacity(articles.len());
        for ordinal in articles {
            let Some(row) = catalogue.row(ordinal) else { continue };
            let article = opened.read_row(&row, &mut buffer).article;
            let hits = search.matcher.hits(&Texts { body: article.text(), ..Texts::default() });
            // Markup defines its own blocks.
            let plain = if article.rendered.is_some() { "" } else { &article.body };
            let starts: Vec<usize> = article::blocks(plain).iter().map(|block| block.range.start).collect();
            snippets.push((ordinal, snippet(article.text(), &hits, &starts)));
        }
        sender.send(ArchiveEvent::Snippets(search, snippets));
    }
}

/// Reads the article of each window's latest request.
pub(crate) fn run_reader(inputs: &Receiver<(Asker, ReadInput)>, mut sender: ArchiveSender) {
    let mut buffer = Vec::new();
    let mut latest = Latest::of(inputs);
    while let Some((_, input)) = latest.next() {
        let ReadInput { generation, source, catalogue, ordinal, setting } = input;
        let Some(row) = catalogue.row(ordinal) else { continue };
        sender.generation = generation;
        let article = source.open().read_row(&row, &mut buffer).article;
        // Markup defines its own blocks.
        let plain = if article.rendered.is_some() { "" } else { &article.body };
        let blocks = match setting.restore_paragraphs {
            true => article::blocks_below(&article.title, plain),
            false => article::stored_lines(plain),
        };
        let chosen = source.encoding_of(row.file_path());
        let breaks = if setting.break_long { article::long_breaks(plain, &blocks) } else { Vec::new() };
        let mut stored = article::stored_text(&buffer, chosen);
        if row.entry().is_some() {
            // The line break after an entry isn't part of it.
            stored.truncate(stored.trim_end_matches(['\r', '\n']).len());
        }
        let at = Timestamp::now();
        let (path, entry) = (source.folder().join(row.file_path()), row.entry());
        let key = catalogue.key(ordinal).map(Cow::into_owned);
        let read = ReadArticle { ordinal, path, entry, key, article, blocks, breaks, stored, at, chosen };
        sender.send(ArchiveEvent::Read(Arc::new(read)));
        // A giant file must not occupy memory for the rest of the session.
        release(&mut buffer);
    }
}
