//! Names for exported files, valid on every system and unique.

use super::ArticleFields;
use crate::text::direction::turns_direction;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// The greatest length of headline and id in a name, in bytes. With date and number, names stay below 255
/// bytes, the limit of most systems, and below 200, that of encrypted and synchronized folders.
const LONGEST_TITLE: usize = 120;
const LONGEST_ID: usize = 40;

/// The names already used, as hashes that ignore case as some systems do, each with the last number appended to
/// it.
#[derive(Debug, Default)]
pub(super) struct UsedNames(FxHashMap<u64, u32>);

impl UsedNames {
    /// The name itself, or with the first number appended that makes it unique.
    pub(super) fn take(&mut self, stem: &str, extension: &str) -> String {
        let key = |name: &str| FxBuildHasher.hash_one(name.to_lowercase());
        let name = format!("{stem}.{extension}");
        let Some(mut number) = self.0.insert(key(&name), 1) else { return name };
        loop {
            number += 1;
            let numbered = format!("{stem} {number}.{extension}");
            if self.0.insert(key(&numbered), 1).is_none() {
                self.0.insert(key(&name), number);
                return numbered;
            }
        }
    }
}

/// A name for an article's file, without extension: date, headline, and the id in brackets.
pub fn file_stem(article: &ArticleFields<'_>) -> String {
    let day = article.published.map(|published| published.date().to_string());
    let id = safe(article.id, LONGEST_ID);
    let id = (!id.is_empty()).then(|| format!("({id})"));
    let title = Some(safe(article.title, LONGEST_TITLE)).filter(|title| !title.is_empty());
    let parts: Vec<String> = [day, title, id].into_iter().flatten().collect();
    if parts.is_empty() {
        return "article".to_owned();
    }
    let stem = parts.join(" ");
    let stem = if is_reserved(&stem) { format!("_{stem}") } else { stem };
    // An exported article keeps its number, whatever the order of the articles that share its name.
    match own_number(article.path, &stem) {
        Some(number) => format!("{stem} {number}"),
        None => stem,
    }
}

/// The number that was appended to this stem to make the file's name unique.
fn own_number(path: &str, stem: &str) -> Option<u32> {
    let own = Path::new(path).file_stem()?.to_str()?;
    let number = own.strip_prefix(stem)?.strip_prefix(' ')?;
    number.parse().ok().filter(|it: &u32| *it > 1 && it.to_string() == number)
}

/// Removes what some system doesn't allow in names, and truncates to `longest` bytes.
fn safe(text: &str, longest: usize) -> String {
    let mut safe = String::new();
    for c in text.nfc().filter(|&c| !turns_direction(c)) {
        let c = match c {
            '"' => '\'',
            '/' | '\\' | '|' => '-',
            ':' | '*' | '?' | '<' | '>' => ' ',
            c if c.is_control() || c.is_whitespace() => ' ',
            c => c,
        };
        if c != ' ' || !(safe.is_empty() || safe.ends_with(' ')) {
            safe.push(c);
        }
    }
    let end = safe.floor_char_boundary(longest);
    safe.truncate(end);
    // A final dot isn't allowed, a leading dot hides the file, and a leading hyphen looks like an option.
    safe.trim_end_matches([' ', '.']).trim_start_matches([' ', '.', '-']).to_owned()
}

/// Whether Windows reserves this name for a device.
fn is_reserved(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or_default().trim().to_ascii_uppercase();
    let numbered = |port: &str| {
        name.strip_prefix(port).is_some_and(|rest| {
            let mut rest = rest.chars();
            matches!((rest.next(), rest.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
        })
    };
    matches!(name.as_str(), "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || numbered("COM")
        || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, Published};

    fn named(id: &str, title: &str, dated: bool) -> String {
        let published = dated.then(|| Published::Date(jiff::civil::date(2025, 12, 30)));
        let article = Article { id: id.to_owned(), title: title.to_owned(), published, ..Article::default() };
        file_stem(&ArticleFields::of_article(&article, "a.md"))
    }

    #[test]
    fn names_are_safe_on_every_system() {
        for (id, title, dated, expected) in [
            ("009_1", "더 크고 센 \"AI\": 첫 공개?", true, "2025-12-30 더 크고 센 'AI' 첫 공개 (009_1)"),
            ("", "../../etc/passwd", false, "etc-passwd"),
            ("", "CON", false, "_CON"),
            ("", "com1.txt", false, "_com1.txt"),
            ("", "끝에 점...", false, "끝에 점"),
            ("", "-rf \u{202e}\u{7}", false, "rf"),
            ("", "가\n나\t다", false, "가 나 다"),
            ("", "", false, "article"),
            ("", "???", true, "2025-12-30"),
        ] {
            assert_eq!(named(id, title, dated), expected);
        }
        let long = named(&"9".repeat(500), &"가👍".repeat(500), true);
        assert!(long.len() < 190, "{}", long.len());
    }

    #[test]
    fn an_exported_article_keeps_its_number() {
        let stem = "2026-01-02 제목";
        for (path, number) in [
            ("2026-01-02 제목 12.md", Some(12)),
            ("나온 것/2026-01-02 제목 2.md", Some(2)),
            ("2026-01-02 제목.md", None),
            ("2026-01-02 제목 1.md", None),
            ("2026-01-02 제목 02.md", None),
            ("2026-01-02 제목 2부.md", None),
            ("news.csv", None),
        ] {
            assert_eq!(own_number(path, stem), number, "{path}");
        }
    }

    #[test]
    fn no_name_is_given_twice_whatever_its_case() {
        let mut names = UsedNames::default();
        let taken: Vec<_> = ["a", "A", "a", "b"].iter().map(|stem| names.take(stem, "md")).collect();
        assert_eq!(taken, ["a.md", "A 2.md", "a 3.md", "b.md"]);
    }
}
