//! The languages of the interface.

use crate::library::Language;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// 한국어.
    #[default]
    Korean,
    English,
}

impl Lang {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::Korean, Self::English];

    pub fn of_setting(language: Language) -> Self {
        match language {
            Language::System => Self::of_system(),
            Language::Korean => Self::Korean,
            Language::English => Self::English,
        }
    }

    /// The choices in the settings, with each language's name in that language.
    pub fn choices(self) -> [(Language, &'static str); 3] {
        [
            (Language::System, self.language_system()),
            (Language::Korean, "한국어"),
            (Language::English, "English"),
        ]
    }

    /// The language of the system's messages. `C` and `POSIX` aren't languages, so the next variable is tried.
    pub fn of_system() -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|locale| !["", "C", "POSIX"].contains(&locale.split('.').next().unwrap_or_default()))
            .or_else(sys_locale::get_locale);
        Self::from_locale(&locale.unwrap_or_default())
    }

    /// The language for a locale such as `ko_KR.UTF-8` or `en-US`: Korean if it is Korean, otherwise English.
    pub fn from_locale(locale: &str) -> Self {
        let language = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("ko") { Self::Korean } else { Self::English }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speaks_korean_to_koreans() {
        for locale in ["ko", "ko_KR.UTF-8", "ko-KR", "KO"] {
            assert_eq!(Lang::from_locale(locale), Lang::Korean);
        }
        for locale in ["en_US.UTF-8", "C", "POSIX", "", "kok-IN", "ja-JP"] {
            assert_eq!(Lang::from_locale(locale), Lang::English);
        }
    }
}
