//! Reading single articles: the one that is shown, and the lines around the hits of those in view.

use super::event::{Event, EventSender, Generation};
use crate::archive::{Encodings, Root, Texts, read_article, release};
use crate::article::{self, Article, Block, TextEncoding};
use crate::search::{Search, snippet};
use crossbeam_channel::Receiver;
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An article as it is shown.
#[derive(Debug, Default)]
pub struct ReadArticle {
    /// Its number in the catalogue.
    pub ordinal: u32,
    /// The file.
    pub path: PathBuf,
    /// What the file says.
    pub article: Article,
    /// How its body is set.
    pub blocks: Vec<Block>,
    /// Where the page breaks long paragraphs, in bytes of the body.
    pub breaks: Vec<usize>,
    /// The text of the whole file as it is stored.
    pub stored: String,
    /// When it was read, and so its verdict found.
    pub at: Timestamp,
    /// The encoding that the reader chose for it, where one was.
    pub chosen: Option<TextEncoding>,
}

/// How the body of an article is set.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Whether the breaks that the crawl lost are put back.
    pub restore_paragraphs: bool,
    /// Whether long paragraphs are broken.
    pub break_long: bool,
}

/// Articles whose snippets are wanted.
pub(super) struct SnippetInput {
    pub(super) generation: Generation,
    pub(super) search: Arc<Search>,
    /// The archive's folder.
    pub(super) folder: PathBuf,
    pub(super) encodings: Encodings,
    /// By ordinal and file.
    pub(super) articles: Vec<(u32, PathBuf)>,
}

/// An article that is wanted, and how.
pub(super) struct ReadInput {
    pub(super) generation: Generation,
    pub(super) ordinal: u32,
    /// The archive's folder.
    pub(super) folder: PathBuf,
    pub(super) path: PathBuf,
    /// The encoding that was chosen for it.
    pub(super) chosen: Option<TextEncoding>,
    pub(super) setting: Setting,
}

/// The path of a file below a folder; a file elsewhere keeps its own, by which nothing is opened.
pub(super) fn below<'a>(folder: &Path, path: &'a Path) -> &'a Path {
    path.strip_prefix(folder).unwrap_or(path)
}

/// Makes the snippets of the newest request.
pub(super) fn snip_as_asked(inputs: &Receiver<SnippetInput>, mut sender: EventSender) {
    let mut buffer = Vec::new();
    while let Ok(input) = inputs.recv() {
        let SnippetInput { generation, search, folder, encodings, articles } =
            inputs.try_iter().last().unwrap_or(input);
        let root = Root::at(&folder);
        sender.generation = generation;
        let mut snippets = Vec::with_capacity(articles.len());
        for (ordinal, path) in articles {
            let chosen = encodings.of(&folder, &path);
            let body = read_article(&root, below(&folder, &path), chosen, &mut buffer).article.body;
            let hits = search.matcher.hits(&Texts { body: &body, ..Texts::default() });
            snippets.push((ordinal, snippet(&body, &hits)));
        }
        sender.send(Event::Snippets(search, snippets));
    }
}

/// Reads the article of the newest request.
pub(super) fn read_as_asked(inputs: &Receiver<ReadInput>, mut sender: EventSender) {
    let mut buffer = Vec::new();
    while let Ok(input) = inputs.recv() {
        let ReadInput { generation, ordinal, folder, path, chosen, setting } =
            inputs.try_iter().last().unwrap_or(input);
        sender.generation = generation;
        let root = Root::at(&folder);
        let article = read_article(&root, below(&folder, &path), chosen, &mut buffer).article;
        let set = if setting.restore_paragraphs { article::blocks } else { article::stored_lines };
        let blocks = set(&article.body);
        let breaks =
            if setting.break_long { article::long_breaks(&article.body, &blocks) } else { Vec::new() };
        let stored = article::stored_text(&buffer, chosen);
        let at = Timestamp::now();
        sender.send(Event::Read(Arc::new(ReadArticle {
            ordinal,
            path,
            article,
            blocks,
            breaks,
            stored,
            at,
            chosen,
        })));
        // One giant must not hold its memory for the rest of the session.
        release(&mut buffer);
    }
}
