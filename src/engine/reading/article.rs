//! Reading single articles: the one that is shown, and the lines around the hits of those in view.

use crate::archive::{Catalogue, ReadArticle, Source, Texts, release};
use crate::article;
use crate::engine::event::{ArchiveEvent, ArchiveSender, Generation};
use crate::search::{Search, snippet};
use crossbeam_channel::Receiver;
use jiff::Timestamp;
use std::borrow::Cow;
use std::sync::Arc;

/// Articles whose snippets are wanted.
pub(crate) struct SnippetInput {
    pub(crate) generation: Generation,
    pub(crate) search: Arc<Search>,
    pub(crate) source: Source,
    pub(crate) catalogue: Arc<Catalogue>,
    /// By ordinal.
    pub(crate) articles: Vec<u32>,
}

/// An article that is wanted, and how.
pub(crate) struct ReadInput {
    pub(crate) generation: Generation,
    pub(crate) source: Source,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) ordinal: u32,
    pub(crate) setting: Setting,
}

/// How the body of an article is set.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Whether the breaks that the crawl lost are put back.
    pub restore_paragraphs: bool,
    /// Whether long paragraphs are broken.
    pub break_long: bool,
}

/// Makes the snippets of the newest request.
pub(crate) fn run_snippets(inputs: &Receiver<SnippetInput>, mut sender: ArchiveSender) {
    let mut buffer = Vec::new();
    while let Ok(input) = inputs.recv() {
        let input = inputs.try_iter().last().unwrap_or(input);
        let SnippetInput { generation, search, source, catalogue, articles } = input;
        let opened = source.open();
        sender.generation = generation;
        let mut snippets = Vec::with_capacity(articles.len());
        for ordinal in articles {
            let Some(row) = catalogue.row(ordinal) else { continue };
            let article = opened.read_row(&row, &mut buffer).article;
            let hits = search.matcher.hits(&Texts { body: article.text(), ..Texts::default() });
            snippets.push((ordinal, snippet(article.text(), &hits)));
        }
        sender.send(ArchiveEvent::Snippets(search, snippets));
    }
}

/// Reads the article of the newest request.
pub(crate) fn run_reader(inputs: &Receiver<ReadInput>, mut sender: ArchiveSender) {
    let mut buffer = Vec::new();
    while let Ok(input) = inputs.recv() {
        let ReadInput { generation, source, catalogue, ordinal, setting } =
            inputs.try_iter().last().unwrap_or(input);
        let Some(row) = catalogue.row(ordinal) else { continue };
        sender.generation = generation;
        let article = source.open().read_row(&row, &mut buffer).article;
        let set = if setting.restore_paragraphs { article::blocks } else { article::stored_lines };
        // Markup says itself what its blocks are.
        let plain = if article.rendered.is_some() { "" } else { &article.body };
        let (blocks, chosen) = (set(plain), source.encoding_of(row.file_path()));
        let breaks = if setting.break_long { article::long_breaks(plain, &blocks) } else { Vec::new() };
        let mut stored = article::stored_text(&buffer, chosen);
        if row.entry().is_some() {
            // The end of its line is not an entry's own.
            stored.truncate(stored.trim_end_matches(['\r', '\n']).len());
        }
        let at = Timestamp::now();
        let (path, entry) = (source.folder().join(row.file_path()), row.entry());
        let key = catalogue.key(ordinal).map(Cow::into_owned);
        let read = ReadArticle { ordinal, path, entry, key, article, blocks, breaks, stored, at, chosen };
        sender.send(ArchiveEvent::Read(Arc::new(read)));
        // One giant must not hold its memory for the rest of the session.
        release(&mut buffer);
    }
}
