//! The one way in which a text is defined: all its languages side by side, in the surface's file beside this one.
//!
//! A further language is one more variant of `Lang` and one more column here; a text that lacks it does not compile.

/// A text in the language `$lang`: the column of that language.
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
        #[expect(missing_docs, reason = "the text is the meaning")]
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
