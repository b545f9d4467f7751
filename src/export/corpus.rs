//! A corpus for text analysis: a folder with each article's text as a file, a table of what else is known of them,
//! and a table that has the texts, too.

use super::columns::{COLUMNS, Column};
use super::fields::ArticleFields;
use super::my_marks::mark_cells;
use super::table::{TableCell, column_cell};
use super::{ExportTarget, Format, csv};
use crate::archive::is_key;
use crate::article::format_hash;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufWriter, Write};

/// The folder of the texts.
const TEXTS: &str = "texts";

/// The greatest length of what an id contributes to a name, in bytes.
const LONGEST_ID: usize = 40;

/// One article of a corpus.
#[derive(Debug)]
pub struct CorpusDocument {
    /// Its name, unless that is taken.
    stem: String,
    text: String,
    cells: Vec<TableCell>,
}

impl CorpusDocument {
    pub(super) fn of(article: &ArticleFields<'_>) -> Self {
        let columns = COLUMNS.iter().filter(|column| !matches!(column, Column::Body));
        let cells = columns.map(|column| column_cell(*column, article));
        let cells = cells.chain(article.marks.into_iter().flat_map(mark_cells)).collect();
        Self::with_cells(article, article.text().unwrap_or_default().to_owned(), cells)
    }

    /// An article with another text and other cells.
    pub(super) fn with_cells(article: &ArticleFields<'_>, text: String, cells: Vec<TableCell>) -> Self {
        Self { stem: document_id(article), text, cells }
    }
}

/// The article's id if no other article can have it. Otherwise as much of it as any system has in names, and a few
/// digits of the hash of its place.
fn document_id(article: &ArticleFields<'_>) -> String {
    let id = article.id;
    if is_key(id) && is_safe(id) && article.version == 0 && !article.shares_key {
        return id.to_owned();
    }
    let kept = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let name: String = id.chars().filter(kept).take(LONGEST_ID).collect();
    let name = match name.trim_start_matches('-') {
        "" => "article",
        name => name,
    };
    let place = format!("{}#{}", article.path, article.entry.unwrap_or_default());
    let hash = format_hash(&Sha256::digest(place).into());
    format!("{name}-{}", hash.get(..12).unwrap_or_default())
}

fn is_safe(id: &str) -> bool {
    id.len() <= LONGEST_ID
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'))
}

/// The tables of a corpus that is being written. Unlike tables for spreadsheets, they have no byte order mark, which
/// many programs would read as part of the first column's name.
pub(super) struct CorpusTables {
    metadata: BufWriter<File>,
    whole: BufWriter<File>,
}

impl CorpusTables {
    /// Begins a corpus in a folder, of articles with these cells.
    pub(super) fn begin(target: &ExportTarget, names: &[&str]) -> io::Result<Self> {
        target.add_folder(TEXTS)?;
        let mut tables =
            Self { metadata: target.begin_file("metadata.csv")?, whole: target.begin_file("corpus.csv")? };
        let mut record = Vec::new();
        csv::write_record(&[&["doc_id"], names].concat(), &mut record)?;
        tables.metadata.write_all(&record)?;
        record.clear();
        csv::write_record(&[&["doc_id", "text"], names].concat(), &mut record)?;
        tables.whole.write_all(&record)?;
        Ok(tables)
    }

    /// Adds an article.
    pub(super) fn add(&mut self, document: &CorpusDocument, target: &mut ExportTarget) -> io::Result<()> {
        let CorpusDocument { stem, text, cells } = document;
        let name = target.write_file(TEXTS, (stem, "txt"), text.as_bytes())?;
        let id = TableCell::from(name.strip_suffix(".txt").unwrap_or(&name));
        let mut record = Vec::new();
        csv::write_row(&[std::slice::from_ref(&id), cells.as_slice()].concat(), Format::Csv, &mut record)?;
        self.metadata.write_all(&record)?;
        record.clear();
        let text = TableCell::from(text.as_str());
        csv::write_row(&[&[id, text], cells.as_slice()].concat(), Format::Csv, &mut record)?;
        self.whole.write_all(&record)
    }

    /// Writes what is still buffered.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.metadata.flush()?;
        self.whole.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[test]
    fn names_are_ids_where_these_are_safe_and_unique() {
        let named = |id: &str, path: &str, version: usize, shares_key: bool| {
            let article = Article { id: id.to_owned(), ..Article::default() };
            let fields = ArticleFields::of_article(&article, path);
            document_id(&ArticleFields { version, shares_key, ..fields })
        };
        assert_eq!(named("009_0005614000", "a.md", 0, false), "009_0005614000");
        assert_eq!(named("NWRW1800000021.1", "a.json", 0, false), "NWRW1800000021.1");
        for (id, head) in [
            ("009_0005614000", "009_0005614000-"),
            ("기사-12", "12-"),
            ("../../etc/passwd", "etcpasswd-"),
            ("CON", "CON-"),
            ("기사", "article-"),
            ("", "article-"),
            ("url:example.com/a", "urlexamplecoma-"),
            ("-rf .", "rf-"),
        ] {
            let name = named(id, "a.md", 0, true);
            assert!(name.starts_with(head) && name.len() == head.len() + 12, "{id}: {name}");
            assert_eq!(name, named(id, "a.md", 1, false), "the same in each run");
            assert_ne!(name, named(id, "b.md", 0, true));
        }
        assert!(named(&"9".repeat(500), "a.md", 0, false).len() < 60);
    }
}
