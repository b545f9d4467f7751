//! The bundled faces in which both the window and saved pictures set text. Where they come from:
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
