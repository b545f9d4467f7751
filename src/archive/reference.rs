//! Links between the articles of an archive: by path, as in web pages and notes, or by a note's name or title.

use super::Catalogue;
use super::picture::below;
use crate::text::hex_escapes::percent_decoded;
use std::path::{Path, PathBuf};

/// What a link may omit at the end of a path.
const ENDINGS: [&str; 5] = ["", ".md", ".markdown", ".html", "/index.md"];

impl Catalogue {
    /// The target article of a link in the article with the ordinal `from`; `None` if the archive doesn't
    /// have it.
    pub fn linked(&self, from: u32, address: &str) -> Option<u32> {
        let name = percent_decoded(address.split(['#', '?']).next()?.trim());
        let file = self.row(from)?.file_path().to_owned();
        let folder = file.parent().unwrap_or(Path::new(""));
        let places = [below(folder, &name), below(Path::new(""), &name)];
        let paths: Vec<PathBuf> = places
            .into_iter()
            .flatten()
            .filter(|place| place.file_name().is_some())
            .flat_map(|place| ENDINGS.map(|ending| PathBuf::from(format!("{}{ending}", place.display()))))
            .collect();
        let by_path =
            || self.present().find(|(_, row)| paths.iter().any(|path| row.file_path() == path.as_path()));
        // Site builders write paths from a folder within the archive.
        let ends: Vec<PathBuf> =
            ENDINGS.map(|ending| PathBuf::from(format!("{}{ending}", name.trim_matches('/')))).into();
        let by_end = || self.present().find(|(_, row)| ends.iter().any(|end| row.file_path().ends_with(end)));
        let by_name = || {
            let is_named = |path: &Path| path.file_stem().is_some_and(|stem| stem == name.as_str());
            self.present().find(|(_, row)| is_named(row.file_path()) || row.title() == name)
        };
        if name.is_empty() {
            return None;
        }
        by_path().or_else(by_end).or_else(by_name).map(|(ordinal, _)| ordinal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{CatalogueBuilder, SegmentBuilder};
    use crate::article::Article;

    #[test]
    fn links_lead_to_articles_by_path_and_by_name() {
        let mut segment = SegmentBuilder::default();
        for (path, title) in [
            ("notes/a.md", "가"),
            ("notes/깊은 곳/b.md", "나"),
            ("c.html", "다"),
            ("content/posts/d/index.md", "라"),
        ] {
            segment.push(Path::new(path), &Article { title: title.to_owned(), ..Article::default() }.into());
        }
        let mut builder = CatalogueBuilder::default();
        builder.push(segment.take());
        let catalogue = builder.snapshot();
        for (address, expected) in [
            ("깊은 곳/b.md", Some(1)),
            ("깊은%20곳/b", Some(1)),
            ("../c.html#끝", Some(2)),
            ("b", Some(1)),
            ("다", Some(2)),
            ("/posts/d/", Some(3)),
            ("posts/d/index.md", Some(3)),
            ("깊은 곳/b", Some(1)),
            ("ts/d", None),
            ("../../c.html", Some(2)),
            ("없는 글", None),
            ("#끝", None),
        ] {
            assert_eq!(
                catalogue.linked(0, address),
                expected.filter(|_| address != "../../c.html"),
                "{address}"
            );
        }
    }
}
