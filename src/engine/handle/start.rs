//! Starts threads that wait for work for as long as the program runs.

use crate::engine::channel::ProgramSender;
use crate::engine::reading::article::{ReadInput, SnippetInput, run_reader, run_snippets};
use crate::engine::reading::latest::AskSender;
use crate::engine::reading::pictures::{PictureInput, run_pictures};
use crossbeam_channel::unbounded;
use std::io;
use std::thread::Builder;

/// Starts a thread that runs until the program ends.
pub(super) fn thread(name: &str, run: impl FnOnce() + Send + 'static) -> io::Result<()> {
    Builder::new().name(name.to_owned()).spawn(run).map(drop)
}

/// Where single articles, snippets and pictures are asked for.
pub(super) type ReaderSenders = (AskSender<ReadInput>, AskSender<SnippetInput>, AskSender<PictureInput>);

/// Starts the threads that read single articles.
pub(super) fn start_readers(sender: &ProgramSender) -> io::Result<ReaderSenders> {
    let [read_sender, snippet_sender, picture_sender] = std::array::from_fn(|_| sender.of_archive(0));
    let (reads, read_inputs) = unbounded();
    let (snippets, snippet_inputs) = unbounded();
    let (pictures, picture_inputs) = unbounded();
    thread("seogo-article", move || run_reader(&read_inputs, read_sender))?;
    thread("seogo-snippet", move || run_snippets(&snippet_inputs, snippet_sender))?;
    thread("seogo-picture", move || run_pictures(&picture_inputs, picture_sender))?;
    Ok((reads, snippets, pictures))
}
