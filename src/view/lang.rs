//! The languages of the interface.

/// A language that the program speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// 한국어.
    Korean,
    /// English.
    English,
}

impl Lang {
    /// The language for a locale such as `ko_KR.UTF-8`: Korean for Korean, else English.
    pub fn from_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("ko") { Self::Korean } else { Self::English }
    }
}
