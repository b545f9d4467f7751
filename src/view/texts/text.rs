//! The macros that define texts, with all languages side by side, for use in the surfaces' files.
//!
//! Another language needs a variant of `Lang` and a column here; texts without it then fail to compile.

/// A text's column for the language `$lang`.
macro_rules! text {
    ($lang:expr, ko $ko:expr, en $en:expr) => {
        match $lang {
            $crate::view::texts::lang::Lang::Korean => $ko,
            $crate::view::texts::lang::Lang::English => $en,
        }
    };
}

/// Texts as methods of `Lang`: `name: ko "…", en "…";`, or with values in them
/// `name(count: usize): ko format!("…"), en format!("…");`.
macro_rules! texts {
    ($($name:ident $(($($value:ident: $type:ty),+))?: ko $ko:expr, en $en:expr;)*) => {
        impl $crate::view::texts::lang::Lang {
            $($crate::view::texts::text::texts! { @method $name $(($($value: $type),+))?: $ko, $en })*
        }
    };
    (@method $name:ident: $ko:expr, $en:expr) => {
        pub const fn $name(self) -> &'static str {
            $crate::view::texts::text::text!(self, ko $ko, en $en)
        }
    };
    (@method $name:ident($($value:ident: $type:ty),+): $ko:expr, $en:expr) => {
        pub fn $name(self, $($value: $type),+) -> String {
            $crate::view::texts::text::text!(self, ko $ko, en $en)
        }
    };
}

pub(super) use {text, texts};
