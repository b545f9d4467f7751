//! Pictures in articles: files below the archive's folder, and nothing outside it by any path. They are decoded
//! within limits and scaled to what a page can show.

use super::Root;
use super::below::EntryKind;
use crate::formats::inline_picture;
use crate::text::base64;
use crate::text::hex_escapes::percent_decoded;
use image::{ImageReader, Limits};
use std::collections::VecDeque;
use std::io::{Cursor, Read};
use std::path::{Component, Path, PathBuf};

/// The most bytes to read of a picture's file, and to use for decoding it.
const LARGEST_FILE: u64 = 64 << 20;
const LARGEST_DECODED: u64 = 256 << 20;

/// The most pixels a picture may have.
const MOST_PIXELS: u64 = 64_000_000;

/// The most files looked at to find a picture by its name alone.
const MOST_LOOKED_AT: usize = 20_000;

/// The longest side kept, in pixels: what a page shows on a high-resolution screen.
const LONGEST_SIDE: u32 = 1600;

/// A decoded picture.
#[derive(Debug)]
pub struct Picture {
    /// Its address as written in the article.
    pub address: String,
    /// Width and height in pixels.
    pub size: [usize; 2],
    /// Red, green, blue and alpha of each pixel, row by row.
    pub pixels: Vec<u8>,
}

impl Picture {
    /// Reads a picture named by an article, whose path is relative to the root; `None` if there is none that
    /// can be shown.
    pub(super) fn read(root: &Root, article: &Path, address: &str) -> Option<Self> {
        if address.starts_with("data:") {
            let (size, pixels) = decode(&inline_bytes(root, article, address)?)?;
            return Some(Self { address: address.to_owned(), size, pixels });
        }
        let folder = article.parent().unwrap_or(Path::new(""));
        let path = address.split(['?', '#']).next()?;
        let decoded = percent_decoded(path);
        // Notes name pictures relative to the root of all notes, pages relative to their own folder.
        let places = [below(folder, &decoded), below(Path::new(""), &decoded)];
        // Site builders copy the contents of this folder to the root of the site.
        let of_site =
            decoded.starts_with('/').then(|| below(Path::new("static"), decoded.trim_start_matches('/')));
        let places = places.into_iter().chain(of_site).flatten();
        let mut files = places.filter_map(|place| root.open(&place).ok());
        let file = files.next().or_else(|| root.open(&by_name(root, &decoded)?).ok())?;
        let mut bytes = Vec::new();
        file.take(LARGEST_FILE).read_to_end(&mut bytes).ok()?;
        let (size, pixels) = decode(&bytes)?;
        Some(Self { address: address.to_owned(), size, pixels })
    }
}

/// The file with a name in any folder, the nearest to the root, since notes name pictures without their
/// folder. The search is bounded, and skips hidden folders.
fn by_name(root: &Root, name: &str) -> Option<PathBuf> {
    if name.contains(['/', '\\']) || name.starts_with('.') || !name.contains('.') {
        return None;
    }
    let (mut left, mut found) = (MOST_LOOKED_AT, None);
    let mut folders = VecDeque::from([PathBuf::new()]);
    while let Some(folder) = folders.pop_front() {
        let mut inner = Vec::new();
        let _ = root.list(&folder, |entry, kind| {
            match kind {
                EntryKind::File if entry == *name => found = Some(folder.join(&entry)),
                EntryKind::Folder if !entry.as_encoded_bytes().starts_with(b".") => {
                    inner.push(folder.join(&entry))
                }
                _ => {}
            }
            left -= 1;
            found.is_none() && left > 0
        });
        if found.is_some() || left == 0 {
            break;
        }
        inner.sort_unstable();
        folders.extend(inner);
    }
    found
}

/// The bytes of a picture that is in the article's file itself, by what is kept of its address; `None` if
/// there are several different ones of its type and size.
fn inline_bytes(root: &Root, article: &Path, kept: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    root.open(article).ok()?.take(LARGEST_FILE).read_to_end(&mut bytes).ok()?;
    let (kind, data) = inline_address(&bytes, kept)?.split_once(',')?;
    kind.ends_with(";base64").then(|| base64(data))?
}

/// The only address of an inline picture in a file of which this is kept.
fn inline_address<'a>(bytes: &'a [u8], kept: &str) -> Option<&'a str> {
    let mut found: Option<&str> = None;
    let mut rest = bytes;
    while let Some(start) = memchr::memmem::find(rest, b"data:image/") {
        let begun = rest.get(start..).unwrap_or_default();
        let ends = |byte: &u8| matches!(byte, b'"' | b'\'' | b')' | b'>') || byte.is_ascii_whitespace();
        let (address, behind) = begun.split_at(begun.iter().position(ends).unwrap_or(begun.len()));
        rest = behind;
        let address = std::str::from_utf8(address).ok();
        let Some(address) = address.filter(|address| inline_picture(address).as_deref() == Some(kept)) else {
            continue;
        };
        if found.is_some_and(|found| found != address) {
            return None;
        }
        found = Some(address);
    }
    found
}

fn decode(bytes: &[u8]) -> Option<([usize; 2], Vec<u8>)> {
    let reader = || ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok();
    let (width, height) = reader()?.into_dimensions().ok()?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return None;
    }
    let mut reader = reader()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(LARGEST_DECODED);
    reader.limits(limits);
    let decoded = reader.decode().ok()?;
    let is_large = decoded.width().max(decoded.height()) > LONGEST_SIDE;
    let scaled = if is_large { decoded.thumbnail(LONGEST_SIDE, LONGEST_SIDE) } else { decoded };
    let pixels = scaled.into_rgba8();
    let size = [pixels.width() as usize, pixels.height() as usize];
    Some((size, pixels.into_raw()))
}

/// The path that an address refers to, below a folder; `None` if it leads out of the archive or elsewhere.
pub(super) fn below(folder: &Path, address: &str) -> Option<PathBuf> {
    if address.contains("://") || address.starts_with("data:") {
        return None;
    }
    let mut path = if address.starts_with('/') { PathBuf::new() } else { folder.to_owned() };
    for part in Path::new(address.trim_start_matches('/')).components() {
        match part {
            Component::Normal(name) => path.push(name),
            Component::CurDir => {}
            Component::ParentDir => {
                if !path.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::assert_linear;
    use std::fs;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let picture = image::RgbaImage::new(width, height);
        picture.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
        bytes
    }

    #[test]
    fn pictures_below_the_folder_are_read_and_nothing_else() {
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("archive");
        fs::create_dir_all(folder.join("notes/그림")).unwrap();
        fs::create_dir_all(folder.join("static/img")).unwrap();
        fs::create_dir_all(folder.join(".trash")).unwrap();
        fs::write(folder.join("static/img/site.png"), png(3, 3)).unwrap();
        fs::write(folder.join(".trash/gone.png"), png(3, 3)).unwrap();
        fs::write(folder.join("notes/그림/a b.png"), png(4, 2)).unwrap();
        fs::write(folder.join("top.png"), png(2000, 10)).unwrap();
        fs::write(folder.join("notes/text.png"), "no picture").unwrap();
        fs::write(outside.path().join("secret.png"), png(4, 2)).unwrap();
        let root = Root::at(&folder);
        let size = |address: &str| Picture::read(&root, Path::new("notes/a.md"), address).map(|it| it.size);
        for (address, expected) in [
            ("그림/a b.png", Some([4, 2])),
            ("./그림/a%20b.png", Some([4, 2])),
            ("../top.png", Some([1600, 8])),
            ("/top.png?v=1", Some([1600, 8])),
            ("top.png", Some([1600, 8])),
            ("text.png", None),
            ("a b.png", Some([4, 2])),
            ("/img/site.png", Some([3, 3])),
            ("gone.png", None),
            ("img/site.png", None),
            ("../../secret.png", None),
            ("../../archive/../secret.png", None),
            ("https://example.com/top.png", None),
            ("none.png", None),
        ] {
            assert_eq!(size(address), expected, "{address}");
        }
    }

    #[test]
    fn pictures_in_the_page_itself_are_read() {
        let folder = tempfile::tempdir().unwrap();
        // A picture of one pixel.
        let dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
        let page =
            format!("<p><img src=\"data:image/png;base64,{dot}\"></p><img src='data:image/gif;base64,AAAA'>");
        fs::write(folder.path().join("a.html"), page).unwrap();
        let root = Root::at(folder.path());
        let size = |address: &str| Picture::read(&root, Path::new("a.html"), address).map(|it| it.size);
        for (address, expected) in [
            ("data:image/png (1 KB)", Some([1, 1])),
            ("data:image/gif (1 KB)", None),
            ("data:image/png (2 KB)", None),
        ] {
            assert_eq!(size(address), expected, "{address}");
        }
    }

    #[test]
    fn hostile_inline_pictures_take_linear_time() {
        let pieces = ["data:image/", "data:image/png,", "data:image/png;base64,AAAA\""];
        assert_linear(&pieces, |page| _ = inline_address(page.as_bytes(), "data:image/gif (1 KB)"));
    }

    #[test]
    fn a_giant_is_not_decoded() {
        let mut bytes = png(1, 1);
        // Width and height in the header say 60,000 each.
        bytes[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
        assert!(decode(&bytes).is_none());
    }
}
