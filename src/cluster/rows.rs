//! A document of an index as a row of the list: everything but its text.

use super::publish::hash;
use super::read_document::ReadDocument;
use crate::archive::{ReadFile, RemoteRow, UnreadText};
use crate::article::{Integrity, hash_from};

impl RemoteRow {
    /// The row of a document that was read without its text.
    pub(super) fn of(read: ReadDocument) -> Self {
        let ReadDocument { mut article, document } = read;
        let is_intact = Integrity::from(document.integrity) == Integrity::Intact;
        // Without the text, its hash is what was found when it was published; an index of others has none.
        let hash_of_text = article.stored_hash.filter(|_| is_intact).or_else(|| hash_from(&document.hash));
        article.computed_hash = hash_of_text.unwrap_or_default();
        let kind = document.kind(&article);
        let letters = u32::try_from(document.length.unwrap_or_default()).unwrap_or(u32::MAX);
        let (comments, has_hash) = (document.comments, hash_of_text.is_some());
        let unread = UnreadText { letters, comments, kind, has_hash };
        let read = ReadFile::without_text(article, document.entry, unread);
        Self { document: hash(&document.doc), print: hash(&document.print), path: document.path.into(), read }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::cluster::{Document, StoredArticle};

    #[test]
    fn a_text_whose_hash_is_unknown_has_none() {
        let hash = "ab".repeat(32);
        for (of_text, expected) in [("", false), (&*hash, true)] {
            let article =
                StoredArticle { id: "1".into(), title: "제목".into(), ..StoredArticle::default() };
            let document = Document { article, hash: of_text.to_owned(), ..Document::default() };
            let row = RemoteRow::of(document.into());
            let (mut builder, mut segment) = (CatalogueBuilder::default(), SegmentBuilder::default());
            segment.push(&row.path, &row.read);
            builder.push(segment.take());
            let catalogue = builder.snapshot();
            assert_eq!(catalogue.row(0).unwrap().body_hash().is_some(), expected);
        }
    }
}
