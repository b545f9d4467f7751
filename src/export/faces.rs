//! The bundled faces in which the window, saved pictures and PDF files set text. Where they come from:
//! `fonts/README.md`.

macro_rules! face {
    ($file:literal) => {
        include_bytes!(concat!("../../fonts/", $file))
    };
}

/// Pretendard, weight 400.
pub static REGULAR: &[u8] = face!("Pretendard-Regular.otf");
/// Weight 500.
pub static MEDIUM: &[u8] = face!("Pretendard-Medium.otf");
/// Weight 600.
pub static SEMIBOLD: &[u8] = face!("Pretendard-SemiBold.otf");
/// Weight 700.
pub static BOLD: &[u8] = face!("Pretendard-Bold.otf");
/// Hanja, kana, conjoining jamo and symbols, which Pretendard lacks.
pub static HANJA: &[u8] = face!("NotoSansCJKkr-Regular-Subset.otf");
/// The same in bold.
pub static HANJA_BOLD: &[u8] = face!("NotoSansCJKkr-Bold-Subset.otf");

/// Rarer letters and symbols, in one weight only, with their names in the order in which they are tried.
pub static SYMBOLS: [(&str, &[u8]); 6] = [
    ("Noto Sans", face!("NotoSans-Regular-Subset.ttf")),
    ("Noto Sans Math", face!("NotoSansMath-Regular-Subset.ttf")),
    ("Noto Sans Symbols", face!("NotoSansSymbols-Regular-Subset.ttf")),
    ("Noto Sans Symbols 2", face!("NotoSansSymbols2-Regular-Subset.ttf")),
    ("Noto Sans Yi", face!("NotoSansYi-Regular-Subset.ttf")),
    ("Noto Emoji", face!("NotoEmoji-Regular-Subset.ttf")),
];
