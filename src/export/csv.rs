//! Articles as a sheet: CSV that Excel opens with Korean intact and that runs no formula there.

use super::object::integrity_name;
use super::{Entry, format_published};
use crate::article::format_hash;
use std::borrow::Cow;
use std::io;

/// A byte order mark, without which Excel takes UTF-8 for CP949, and the names of the columns.
pub(super) const HEAD: &str = "\u{feff}id,title,publisher,category,authors,published,crawled,url,oid,aid,\
                               content_hash,integrity,path,body\r\n";

/// Writes an article as one record; the author lines are lines of their cell.
pub(super) fn write(entry: &Entry<'_>, body: &str, output: &mut Vec<u8>) -> io::Result<()> {
    let authors = entry.author_lines.join("\n");
    let published = entry.published.map(format_published).unwrap_or_default();
    let crawled = entry.crawled.map(|at| at.to_string()).unwrap_or_default();
    let hash = entry.stored_hash.map(format_hash).unwrap_or_default();
    let cells = [
        entry.id,
        entry.title,
        entry.publisher,
        entry.category,
        &authors,
        &published,
        &crawled,
        entry.url,
        entry.oid,
        entry.aid,
        &hash,
        integrity_name(entry.integrity),
        entry.path,
        body,
    ];
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(output);
    writer.write_record(cells.map(|cell| defused(cell).into_owned()))?;
    writer.flush()
}

/// A cell that a spreadsheet would take for a formula, with an apostrophe before it.
fn defused(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    #[test]
    fn reads_back_with_formulas_defused() {
        let article = Article {
            id: "009_1".to_owned(),
            title: "=cmd|' /C calc'!A0".to_owned(),
            publisher: "가나, \"일보\"\n둘째 줄".to_owned(),
            body: "-첫째\r\n둘째 👍🏽 \u{202e}뒤집힘".to_owned(),
            ..Article::default()
        };
        let mut written = HEAD.as_bytes().to_vec();
        write(&Entry::of_article(&article, "@a.md"), &article.body, &mut written).unwrap();
        let mut reader = csv::Reader::from_reader(written.strip_prefix("\u{feff}".as_bytes()).unwrap());
        assert_eq!(reader.headers().unwrap().len(), 14);
        let record = reader.records().next().unwrap().unwrap();
        assert_eq!(&record[0], "009_1");
        assert_eq!(&record[1], "'=cmd|' /C calc'!A0");
        assert_eq!(&record[2], article.publisher);
        assert_eq!(&record[12], "'@a.md");
        assert_eq!(record[13], format!("'{}", article.body));
    }
}
