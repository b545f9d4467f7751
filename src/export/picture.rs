//! Reads an SVG and draws it as a PNG, with the bundled faces only, so that it looks the same on every machine.

use super::faces;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::io;

/// How many pixels a unit of the drawing has.
const SCALE: f32 = 2.0;
/// The most pixels of a side.
const MOST: f32 = 16_000.0;

/// An SVG text as shapes.
///
/// # Errors
/// If the text is no SVG.
pub(super) fn tree(svg: &str) -> io::Result<Tree> {
    let mut options = Options { font_family: "Pretendard".to_owned(), ..Options::default() };
    for face in [faces::REGULAR, faces::SEMIBOLD, faces::BOLD, faces::HANJA, faces::HANJA_BOLD] {
        options.fontdb_mut().load_font_data(face.to_vec());
    }
    Tree::from_str(svg, &options).map_err(io::Error::other)
}

/// The PNG of an SVG text, at twice its size.
///
/// # Errors
/// If the text is no SVG, or too large.
pub(super) fn png(svg: &str) -> io::Result<Vec<u8>> {
    let tree = tree(svg)?;
    let size = tree.size();
    let scale = SCALE.min(MOST / size.width().max(size.height()));
    let (width, height) = ((size.width() * scale).ceil() as u32, (size.height() * scale).ceil() as u32);
    let mut pixels = Pixmap::new(width, height).ok_or_else(|| io::Error::other("the picture has no area"))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hangul_and_hanja_are_drawn() {
        let drawn = |text: &str| {
            let svg = format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"40\" height=\"20\" \
                 fill=\"#ffffff\"/><text x=\"2\" y=\"15\" font-size=\"14\" font-family=\"Pretendard\" fill=\"#000000\">{text}</text></svg>"
            );
            let picture = image::load_from_memory(&png(&svg).unwrap()).unwrap().to_luma8();
            assert_eq!(picture.dimensions(), (80, 40));
            picture.pixels().filter(|pixel| pixel.0[0] < 128).count()
        };
        assert_eq!(drawn(""), 0);
        for text in ["가", "與", "A"] {
            assert!(drawn(text) > 40, "{text}");
        }
        assert!(png("<svg").is_err());
    }
}
