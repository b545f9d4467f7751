//! Copies articles: their files are read anew, one after the other.

use super::{Engine, Event};
use crate::archive::{Catalogue, Encodings, Root, read_article};
use crate::export::{ArticleFields, CitationForm, Clip};
use std::path::PathBuf;
use std::sync::Arc;

/// What is to be copied.
pub struct ClipJob {
    /// How.
    pub clip: Clip,
    /// How they are cited.
    pub form: CitationForm,
    /// The archive's folder.
    pub folder: PathBuf,
    /// What it holds.
    pub catalogue: Arc<Catalogue>,
    /// The articles, by ordinal and in order.
    pub ordinals: Vec<u32>,
}

impl Engine {
    /// Makes the text that is to be copied.
    pub fn clip(&self, job: ClipJob) {
        let encodings = self.encodings.clone();
        self.spawn_telling("seogo-clip", move |sender| sender.send(Event::Clipped(text(&job, &encodings))));
    }
}

fn text(job: &ClipJob, encodings: &Encodings) -> String {
    let (root, mut buffer) = (Root::at(&job.folder), Vec::new());
    let texts =
        job.ordinals.iter().filter_map(|&ordinal| article(job, &root, ordinal, encodings, &mut buffer));
    texts.collect::<Vec<_>>().join(job.clip.between())
}

fn article(
    job: &ClipJob,
    root: &Root,
    ordinal: u32,
    encodings: &Encodings,
    buffer: &mut Vec<u8>,
) -> Option<String> {
    let fields = ArticleFields::of_row(&job.catalogue, ordinal)?;
    if !job.clip.has_body() {
        return Some(job.clip.of_article(&fields, "", job.form));
    }
    let path = job.catalogue.row(ordinal)?.file_path();
    let article = read_article(root, path, encodings.of(&job.folder, path), buffer).article;
    Some(job.clip.of_article(&fields, &article.body, job.form))
}
