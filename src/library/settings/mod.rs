//! The reader's settings: what can be chosen, with defaults and ranges.

mod file;

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the reader has chosen once for every archive, as `settings.yaml` has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The language of the interface.
    pub language: Language,
    /// The colour theme.
    pub theme: Theme,
    /// The zoom, in percent.
    pub zoom: f32,
    /// Whether changes are animated.
    pub motion: Motion,
    /// The spacing of the list's rows.
    pub density: Density,
    /// The most lines a headline takes in the list.
    pub headline_lines: u8,
    /// When rows show a line of the article's text.
    pub excerpt: Excerpt,
    /// Seconds until a visible article counts as read; 0 for never.
    pub read_after: f32,
    /// How articles are typeset.
    #[serde(rename = "type")]
    pub type_: TypeSettings,
    /// Whether to restore paragraph breaks that the crawl lost.
    pub restore_paragraphs: bool,
    /// Whether to split long paragraphs on the page.
    pub break_long_paragraphs: bool,
    pub citation: CitationStyle,
    /// Whether a citation ends with the time of the crawl and the start of the hash.
    pub citation_proof: bool,
    /// Whether what is printed or exported has the reader's own marks too.
    pub with_marks: bool,
    /// Changed key bindings by command, as they are in the file.
    pub keys: BTreeMap<String, serde_yaml::Value>,
    /// Unknown keys of the file, written back unchanged.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, serde_yaml::Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::default(),
            theme: Theme::default(),
            zoom: Self::ZOOM,
            motion: Motion::default(),
            density: Density::default(),
            headline_lines: Self::HEADLINE_LINES,
            excerpt: Excerpt::default(),
            read_after: Self::READ_AFTER,
            type_: TypeSettings::default(),
            restore_paragraphs: true,
            break_long_paragraphs: true,
            citation: CitationStyle::default(),
            citation_proof: false,
            with_marks: false,
            keys: BTreeMap::new(),
            unknown: BTreeMap::new(),
        }
    }
}

/// The language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Korean if the system's locale is Korean, otherwise English.
    #[default]
    System,
    /// 한국어.
    Korean,
    English,
}

/// The colour theme of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// The same as the system.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Whether changes are animated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Motion {
    /// Unless the system asks for reduced motion.
    #[default]
    System,
    /// Animated.
    Full,
    /// Not animated.
    Reduced,
}

/// The spacing of the list's rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    /// With space around each row.
    #[default]
    Comfortable,
    /// As many rows as remain readable.
    Compact,
}

/// When the list's rows show a line of the article's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Excerpt {
    Never,
    /// In search results: the text around the first hit.
    #[default]
    Found,
    /// Always; without a search, the beginning.
    Always,
}

impl Excerpt {
    /// Whether rows of a list show the text. `is_search` is whether the list has search results.
    pub fn is_shown(self, is_search: bool) -> bool {
        match self {
            Self::Never => false,
            Self::Found => is_search,
            Self::Always => true,
        }
    }
}

/// For whom a source is cited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CitationStyle {
    /// 각주(인문): a footnote in the humanities.
    #[default]
    Footnote,
    /// 참고문헌(APA): an entry in a list of references.
    Apa,
    /// 보도용: a mention in another report.
    Press,
}

impl CitationStyle {
    pub const ALL: [Self; 3] = [Self::Footnote, Self::Apa, Self::Press];
}

/// How an article's text is typeset.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypeSettings {
    /// The body's font size, in points.
    pub size: f32,
    /// The line length, in multiples of the font size.
    pub width: f32,
    /// The line height, in multiples of the font size.
    pub line_height: f32,
    /// The typeface.
    pub face: Face,
    /// Unknown keys of the file, written back unchanged.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, serde_yaml::Value>,
}

/// The typeface of articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Face {
    /// 고딕: without serifs.
    #[default]
    Sans,
    /// 명조: with serifs.
    Serif,
}

impl TypeSettings {
    /// The allowed font sizes, in points.
    pub const SIZES: std::ops::RangeInclusive<f32> = 12.0..=32.0;
    /// The allowed line lengths, in multiples of the font size.
    pub const WIDTHS: std::ops::RangeInclusive<f32> = 24.0..=60.0;
    /// The allowed line heights, in multiples of the font size.
    pub const LINE_HEIGHTS: std::ops::RangeInclusive<f32> = 1.3..=2.4;

    /// Clamps all numbers to their ranges, since a file may contain anything.
    fn in_range(self) -> Self {
        let default = Self::default();
        let clamp = |value: f32, range: std::ops::RangeInclusive<f32>, instead: f32| {
            if value.is_finite() { value.clamp(*range.start(), *range.end()) } else { instead }
        };
        Self {
            size: clamp(self.size, Self::SIZES, default.size),
            width: clamp(self.width, Self::WIDTHS, default.width),
            line_height: clamp(self.line_height, Self::LINE_HEIGHTS, default.line_height),
            ..self
        }
    }

    /// Resets everything to the defaults except for unknown keys.
    pub fn reset(&self) -> Self {
        Self { unknown: self.unknown.clone(), ..Self::default() }
    }
}

impl Default for TypeSettings {
    fn default() -> Self {
        Self { size: 17.0, width: 38.0, line_height: 1.8, face: Face::Sans, unknown: BTreeMap::new() }
    }
}

impl Settings {
    /// The default for [`Self::read_after`], in seconds.
    pub const READ_AFTER: f32 = 3.0;
    /// The default and the greatest number of lines for headlines in the list.
    pub const HEADLINE_LINES: u8 = 2;
    /// See [`Self::HEADLINE_LINES`].
    pub const MOST_HEADLINE_LINES: u8 = 3;
    /// The default zoom, in percent.
    pub const ZOOM: f32 = 100.0;
    /// The zoom levels that the commands step through, in percent.
    pub const ZOOMS: [f32; 13] =
        [50.0, 67.0, 75.0, 80.0, 90.0, 100.0, 110.0, 125.0, 150.0, 175.0, 200.0, 250.0, 300.0];

    /// The next higher zoom, in percent, or the current one if it is the highest.
    pub fn larger_zoom(&self) -> f32 {
        Self::ZOOMS.into_iter().find(|&zoom| zoom > self.zoom).unwrap_or(self.zoom)
    }

    /// The next lower zoom, in percent, or the current one if it is the lowest.
    pub fn smaller_zoom(&self) -> f32 {
        Self::ZOOMS.into_iter().rfind(|&zoom| zoom < self.zoom).unwrap_or(self.zoom)
    }

    /// Clamps all numbers to their ranges, since a file may contain anything.
    fn in_range(self) -> Self {
        let read_after =
            if self.read_after.is_finite() { self.read_after.clamp(0.0, 3600.0) } else { Self::READ_AFTER };
        let [smallest, .., largest] = Self::ZOOMS;
        let zoom = if self.zoom.is_finite() { self.zoom.clamp(smallest, largest) } else { Self::ZOOM };
        let headline_lines = self.headline_lines.clamp(1, Self::MOST_HEADLINE_LINES);
        Self { type_: self.type_.in_range(), read_after, zoom, headline_lines, ..self }
    }

    /// These settings with a key for a command in place of all of its keys, and for no other command.
    pub fn with_key(&self, command: &str, key: &str) -> Self {
        let mut changed = self.clone();
        for (other, keys) in self.changed_keys() {
            if keys.iter().any(|of_other| of_other.eq_ignore_ascii_case(key)) {
                let left = keys.into_iter().filter(|of_other| !of_other.eq_ignore_ascii_case(key));
                changed.keys.insert(other, left.collect::<Vec<_>>().into());
            }
        }
        changed.keys.insert(command.to_owned(), serde_yaml::Value::from(key));
        changed
    }

    /// These settings with the default keys for a command.
    pub fn without_key(&self, command: &str) -> Self {
        let mut changed = self.clone();
        changed.keys.remove(command);
        changed
    }

    /// Commands with changed keys: the command's name, and all of its keys as written in the file.
    pub fn changed_keys(&self) -> Vec<(String, Vec<String>)> {
        use serde_yaml::Value;
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            // Only text and digits can be keys; anything else is reported as written.
            other => serde_yaml::to_string(other).unwrap_or_default().trim().to_owned(),
        };
        let keys = |value: &Value| match value {
            Value::Null => Vec::new(),
            Value::Sequence(keys) => keys.iter().map(text).collect(),
            key => vec![text(key)],
        };
        self.keys.iter().map(|(name, value)| (name.clone(), keys(value))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_grows_and_shrinks_step_by_step_to_an_end() {
        let at = |zoom| Settings { zoom, ..Settings::default() };
        let around = |zoom: f32| (at(zoom).larger_zoom(), at(zoom).smaller_zoom());
        assert_eq!(around(100.0), (110.0, 90.0));
        assert_eq!(around(137.0), (150.0, 125.0));
        assert_eq!((around(300.0).0, around(50.0).1), (300.0, 50.0));
    }
}
