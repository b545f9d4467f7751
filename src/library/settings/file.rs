//! `settings.yaml`: written from a commented template, and merged with what another window or the reader wrote.
//! Unknown keys are kept.

use super::{Settings, TypeSettings};
use crate::article::is_nested_deeply;
use crate::library::files::{self, Folders, LibraryError};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What the file says of itself.
const INTRODUCTION: &str = "\
# Seogo (서고). 이 파일은 고쳐 쓸 수 있습니다. You may edit this file.
# 제목의 한자 약칭은 옆의 abbreviations.txt에 더합니다(줄마다: 塔 가람타워).
# Headline abbreviations are added in abbreviations.txt beside it (a line: 塔 가람타워).

";

impl Settings {
    /// Reads the settings. An invalid file is set aside and reported in the second value.
    pub fn read(folders: &Folders) -> (Self, Option<LibraryError>) {
        let path = Self::path(folders);
        match files::read(&path) {
            Ok(None) => (Self::default(), None),
            Ok(Some(text)) if text.trim().is_empty() => (Self::default(), None),
            Ok(Some(text)) => match parsed(&text) {
                Some(settings) => (settings.in_range(), None),
                None => (Self::default(), Some(files::set_aside(&path))),
            },
            Err(error) => (Self::default(), Some(error)),
        }
    }

    /// Writes the settings, each with a comment.
    pub fn write(&self, folders: &Folders) -> Result<(), LibraryError> {
        files::write(&Self::path(folders), &self.to_yaml())
    }

    /// Writes what has changed since `before`. Everything else stays as in the file, which another window or
    /// the reader may have edited.
    ///
    /// # Errors
    /// If the settings can't be written, or if the existing file can't be read, in which case it is left
    /// unchanged. Also if the existing file was invalid, in which case all settings have been written to a new
    /// one.
    pub fn write_changes(&self, before: &Self, folders: &Folders) -> Result<(), LibraryError> {
        let value = |settings: &Self| serde_yaml::to_value(settings).unwrap_or_default();
        let (theirs, told) = Self::read(folders);
        match told {
            None => {}
            Some(LibraryError::SetAside(..)) => return self.write(folders).and(told.map_or(Ok(()), Err)),
            Some(error) => return Err(error),
        }
        let merged = merged(value(self), &value(before), value(&theirs));
        serde_yaml::from_value(merged).unwrap_or_else(|_| self.clone()).write(folders)
    }

    pub fn path(folders: &Folders) -> PathBuf {
        folders.config.join("settings.yaml")
    }

    fn to_yaml(&self) -> String {
        // Destructured, so that a field left out here doesn't compile.
        let Self {
            language,
            theme,
            zoom,
            motion,
            density,
            headline_lines,
            excerpt,
            read_after,
            type_,
            restore_paragraphs,
            break_long_paragraphs,
            citation,
            citation_proof,
            with_marks,
            keys,
            unknown,
        } = self;
        let mut text = format!(
            "{INTRODUCTION}\
             # 화면 언어 · language of the interface: system, korean, english\n\
             language: {}\n\
             # 테마 · colours: system, light, dark\n\
             theme: {}\n\
             # 화면 배율(%) · size of everything in percent: 50 – 300\n\
             zoom: {zoom}\n\
             # 애니메이션 · motion: system, full, reduced\n\
             motion: {}\n\
             # 목록 간격 · density of the list: comfortable, compact\n\
             density: {}\n\
             # 목록의 제목 줄 수 · lines of a headline in the list: 1, 2, 3\n\
             headline_lines: {headline_lines}\n\
             # 목록의 본문 한 줄 · a line of the text in the list: never, found (검색했을 때), always\n\
             excerpt: {}\n\
             # 읽음으로 표시할 때까지 걸리는 시간(초), 0이면 표시하지 않음 · seconds in view until an article is read, 0: never\n\
             read_after: {read_after}\n\
             # 사라진 문단 나누기 되살리기 · put lost paragraph breaks back: true, false\n\
             restore_paragraphs: {restore_paragraphs}\n\
             # 긴 문단 나누기 · break long paragraphs on the page: true, false\n\
             break_long_paragraphs: {break_long_paragraphs}\n\
             # 인용 형식 · citations: footnote (각주), apa (참고문헌), press (보도용)\n\
             citation: {}\n\
             # 인용에 수집 시각과 해시 앞 12자리도 적기 · the time of the crawl and the hash in citations: true, false\n\
             citation_proof: {citation_proof}\n\
             # 인쇄하거나 내보낼 때 내 기록도 넣기 · own marks in what is printed or exported: true, false\n\
             with_marks: {with_marks}\n\
             \n",
            word(language),
            word(theme),
            word(motion),
            word(density),
            word(excerpt),
            word(citation),
        );
        text.push_str(&type_.to_yaml());
        text.push_str(&rest_to_yaml(keys, unknown));
        text
    }
}

/// The end of the file: the keys that were changed, and what another version wrote.
fn rest_to_yaml(
    keys: &BTreeMap<String, serde_yaml::Value>,
    unknown: &BTreeMap<String, serde_yaml::Value>,
) -> String {
    let mut text = String::from(
        "\n# 단축키 · keys: 명령 이름과 키 · commands by name and their keys, e.g.\n\
         # keys:\n\
         #   next: [J, Down, Ctrl+Right]\n\
         #   copy_address: []\n",
    );
    if !keys.is_empty()
        && let Ok(keys) = serde_yaml::to_string(&BTreeMap::from([("keys", keys)]))
    {
        text.push_str(&keys);
    }
    if !unknown.is_empty()
        && let Ok(unknown) = serde_yaml::to_string(unknown)
    {
        text.push_str("\n# 이 버전이 모르는 항목 · what this version does not know\n");
        text.push_str(&unknown);
    }
    text
}

impl TypeSettings {
    /// The file's section on type.
    fn to_yaml(&self) -> String {
        let Self { size, width, line_height, face, unknown } = self;
        let mut text = format!(
            "# 본문 글꼴 · type of articles\n\
             type:\n\
             \x20 # 크기(포인트) · size in points: 12 – 32\n\
             \x20 size: {size}\n\
             \x20 # 너비(글자) · measure in characters: 24 – 60\n\
             \x20 width: {width}\n\
             \x20 # 줄 간격(배) · line height in sizes: 1.3 – 2.4\n\
             \x20 line_height: {line_height}\n\
             \x20 # 글꼴 · face: sans (고딕), serif (명조)\n\
             \x20 face: {}\n",
            word(face),
        );
        if !unknown.is_empty()
            && let Ok(unknown) = serde_yaml::to_string(unknown)
        {
            unknown.lines().for_each(|line| text.push_str(&format!("  {line}\n")));
        }
        text
    }
}

/// The most of a file that is read, in bytes: the parser takes quadratic time on deep indentation.
const LARGEST: usize = 64 << 10;

/// Parses a settings file; `None` if it isn't one, or is larger or more deeply nested than a person would
/// write.
fn parsed(text: &str) -> Option<Settings> {
    if text.len() > LARGEST || is_nested_deeply(text) {
        return None;
    }
    serde_yaml::from_str(text).ok()
}

/// Merges what both sides have changed since `before`; if both changed the same key, `mine` wins.
fn merged(
    mine: serde_yaml::Value,
    before: &serde_yaml::Value,
    theirs: serde_yaml::Value,
) -> serde_yaml::Value {
    use serde_yaml::Value::Mapping;
    match (mine, before, theirs) {
        (mine, before, theirs) if mine == *before => theirs,
        (Mapping(mine), Mapping(before), Mapping(mut theirs)) => {
            theirs.retain(|key, _| mine.contains_key(key) || !before.contains_key(key));
            for (key, value) in mine {
                let value = match (before.get(&key), theirs.remove(&key)) {
                    (Some(before), Some(theirs)) => merged(value, before, theirs),
                    (Some(before), None) if value == *before => continue,
                    _ => value,
                };
                theirs.insert(key, value);
            }
            Mapping(theirs)
        }
        (mine, ..) => mine,
    }
}

fn word(choice: &impl Serialize) -> String {
    serde_yaml::to_string(choice).unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::{Density, Face, Language, Motion, Theme};
    use super::*;

    #[test]
    fn what_is_written_reads_back_with_unknown_keys() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        files::write(&Settings::path(&folders), "theme: dark\nfuture:\n  a: [1, 2]\ntype: {size: 20, future: {b: \"셋\\n\\n넷\"}, later: [3]}\nkeys: {next: [N, Ctrl+1], first: 1, odd: {a: 1}}\n")
            .unwrap();
        let (mut settings, told) = Settings::read(&folders);
        assert!(told.is_none());
        assert_eq!((settings.theme, settings.type_.size, settings.type_.width), (Theme::Dark, 20.0, 38.0));
        let keys = [("first", &["1"][..]), ("next", &["N", "Ctrl+1"]), ("odd", &["a: 1"])];
        let keys =
            keys.map(|(name, keys)| (name.to_owned(), keys.iter().map(|&key| key.to_owned()).collect()));
        assert_eq!(settings.changed_keys(), keys);
        assert_eq!(settings.type_.unknown.len(), 2);
        settings.language = Language::English;
        settings.type_.face = Face::Serif;
        (settings.zoom, settings.motion, settings.density) = (150.0, Motion::Reduced, Density::Compact);
        settings.restore_paragraphs = false;
        settings.break_long_paragraphs = false;
        settings.write(&folders).unwrap();
        let (again, told) = Settings::read(&folders);
        assert!(told.is_none());
        assert_eq!(again, settings);
        assert!(std::fs::read_to_string(Settings::path(&folders)).unwrap().contains("future:"));
    }

    #[test]
    fn what_was_changed_elsewhere_stays() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let write = |text: &str| files::write(&Settings::path(&folders), text).unwrap();
        write("theme: dark\ntype: {size: 20, width: 30}\nkeys: {next: N, first: F}\nfuture: 1\n");
        let before = Settings::read(&folders).0;
        write("theme: light\ntype: {size: 21, width: 30}\nkeys: {next: N, first: F, last: L}\nfuture: 2\n");
        let mut settings = before.clone();
        settings.language = Language::English;
        settings.type_.width = 40.0;
        settings.keys.remove("first");
        settings.write_changes(&before, &folders).unwrap();
        let kept = Settings::read(&folders).0;
        assert_eq!((kept.theme, kept.language), (Theme::Light, Language::English));
        assert_eq!((kept.type_.size, kept.type_.width), (21.0, 40.0));
        assert_eq!(kept.keys.keys().collect::<Vec<_>>(), ["last", "next"]);
        assert_eq!(kept.unknown["future"], 2);
    }

    #[test]
    fn numbers_out_of_range_are_brought_back() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        files::write(
            &Settings::path(&folders),
            "zoom: 1e3\ntype: {size: 1e9, width: .nan, line_height: -1}\n",
        )
        .unwrap();
        let (settings, _) = Settings::read(&folders);
        assert_eq!(settings.zoom, 300.0);
        assert_eq!(settings.type_, TypeSettings { size: 32.0, line_height: 1.3, ..TypeSettings::default() });
    }

    #[test]
    fn a_broken_file_is_set_aside() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        for text in
            ["theme: [", &format!("a: {}", "[".repeat(40_000)), &format!("a:\n {}", "- ".repeat(20_000))]
        {
            files::write(&Settings::path(&folders), text).unwrap();
            let (settings, told) = Settings::read(&folders);
            assert_eq!(settings, Settings::default());
            assert!(matches!(told, Some(LibraryError::SetAside(..))));
        }
    }

    #[test]
    fn a_file_made_to_take_long_does_not() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        let steps: String = (0..350).map(|depth| format!("{}k:\n", " ".repeat(depth))).collect();
        let mut aliases = "a: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (before, name) in ('a'..'u').zip('b'..='u') {
            aliases += &format!("{name}: &{name} [{}]\n", vec![format!("*{before}"); 9].join(","));
        }
        let keys: String = (0..6_000).map(|n| format!("k{n}: v\n")).collect();
        for text in [format!("a: {}", "[".repeat(1_000_000)), steps, aliases, keys, "? ".repeat(30_000)] {
            files::write(&Settings::path(&folders), &text).unwrap();
            let begun = std::time::Instant::now();
            let _ = Settings::read(&folders);
            // Quadratic time would take a hundred times as long.
            assert!(begun.elapsed().as_secs() < 20, "{:?}: {}…", begun.elapsed(), &text[..10]);
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_not_written_over() {
        let home = tempfile::tempdir().unwrap();
        let folders = Folders::below(home.path());
        std::fs::create_dir_all(Settings::path(&folders).join("inside")).unwrap();
        let changed = Settings { zoom: 150.0, ..Settings::default() };
        let written = changed.write_changes(&Settings::default(), &folders);
        assert!(matches!(written, Err(LibraryError::Io(..))), "{written:?}");
        assert!(Settings::path(&folders).join("inside").exists());
    }
}
