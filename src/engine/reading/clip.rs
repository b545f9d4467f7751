//! Copies articles: their files are read anew, one after the other.

use crate::archive::{Catalogue, OpenSource, Source};
use crate::export::{ArticleFields, CitationForm, Clip};
use std::sync::Arc;

/// What is to be copied.
pub struct ClipJob {
    /// How.
    pub clip: Clip,
    /// How they are cited.
    pub form: CitationForm,
    /// What it holds.
    pub catalogue: Arc<Catalogue>,
    /// The articles, by ordinal and in order.
    pub ordinals: Vec<u32>,
}

/// The text that is to be copied.
pub(crate) fn text(job: &ClipJob, source: &Source) -> String {
    let (source, mut buffer) = (source.open(), Vec::new());
    let texts = job.ordinals.iter().filter_map(|&ordinal| article(job, &source, ordinal, &mut buffer));
    texts.collect::<Vec<_>>().join(job.clip.between())
}

fn article(job: &ClipJob, source: &OpenSource<'_>, ordinal: u32, buffer: &mut Vec<u8>) -> Option<String> {
    let fields = ArticleFields::of_row(&job.catalogue, ordinal)?;
    if !job.clip.has_body() {
        return Some(job.clip.of_article(&fields, job.form));
    }
    let article = source.read_row(&job.catalogue.row(ordinal)?, buffer).article;
    Some(job.clip.of_article(&fields.with_texts(&article), job.form))
}
