//! Prepares articles for the clipboard, rereading their files one by one.

use crate::archive::{Catalogue, OpenSource, Source};
use crate::export::{ArticleFields, CitationForm, CopyFormat};
use std::sync::Arc;

/// Articles that are read to be put on the clipboard.
pub struct CopyJob {
    /// The form to copy it in.
    pub format: CopyFormat,
    pub form: CitationForm,
    /// The catalogue of the articles.
    pub catalogue: Arc<Catalogue>,
    /// The articles' ordinals, in order.
    pub ordinals: Vec<u32>,
}

pub(crate) fn text(job: &CopyJob, source: &Source) -> String {
    let (source, mut buffer) = (source.open(), Vec::new());
    let texts = job.ordinals.iter().filter_map(|&ordinal| article(job, &source, ordinal, &mut buffer));
    texts.collect::<Vec<_>>().join(job.format.between())
}

fn article(job: &CopyJob, source: &OpenSource<'_>, ordinal: u32, buffer: &mut Vec<u8>) -> Option<String> {
    let fields = ArticleFields::of_row(&job.catalogue, ordinal)?;
    if !job.format.has_body() {
        return Some(job.format.of_article(&fields, job.form));
    }
    let article = source.read_row(&job.catalogue.row(ordinal)?, buffer).article;
    Some(job.format.of_article(&fields.with_texts(&article), job.form))
}
