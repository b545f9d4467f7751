//! The flags of the query language, which `is:` and `has:` ask for. Each is one entry, read like those of the
//! fields.

use super::counts::Counts;
use super::language::{Candidate, Field, Names, names};
use crate::library::ArticleMarks;

/// A property that an article either has or hasn't.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// The reader starred it.
    Starred,
    /// The reader has not read it.
    Unread,
    /// Its body differs from the one that was crawled.
    Altered,
    /// Its file had to be repaired.
    Problem,
    /// The archive has several versions of it.
    Revised,
    /// Its provider excludes it from analyses.
    Excluded,
    /// No other article is about the same event.
    Single,
    /// It names an author.
    Author,
    /// Its title, body, publisher or authors contain a Hanja.
    Hanja,
    /// It has readers' comments.
    Comments,
    /// There is a picture in its text.
    Image,
    /// The end of its text speaks of rights.
    Rights,
    /// The reader wrote a note on it.
    Note,
    /// The reader highlighted a passage of it.
    Highlight,
}

/// A flag of the query language.
#[derive(Debug)]
pub struct FlagEntry {
    pub flag: Flag,
    pub names: Names,
    /// The field that asks for it: [`Field::Is`] or [`Field::Has`].
    pub field: Field,
    /// What decides whether an article has it.
    pub decided_by: DecidedBy,
    holds: fn(&Candidate<'_>) -> bool,
}

/// What decides whether an article has a property.
#[derive(Debug)]
pub enum DecidedBy {
    /// The archive. An index that Seogo publishes has it under this name, unless it can't be asked for there.
    Archive(Option<&'static str>),
    /// The archive's stories.
    Stories,
    /// The reader's marks.
    Marks {
        /// How many articles have it, once that is counted.
        counted: fn(&Counts) -> Option<usize>,
        of: ByMark,
    },
}

/// The articles that have a mark, or all others.
#[derive(Debug)]
pub enum ByMark {
    /// Those that have it.
    With(fn(&ArticleMarks) -> bool),
    /// Those that don't.
    Without(fn(&ArticleMarks) -> bool),
}

/// Every flag.
pub static FLAGS: [FlagEntry; 14] = [
    FlagEntry {
        flag: Flag::Starred,
        names: names("starred", "별표"),
        field: Field::Is,
        decided_by: DecidedBy::Marks {
            counted: |counts| counts.starred,
            of: ByMark::With(|marks| marks.star.is_some()),
        },
        holds: |of| of.facts.starred,
    },
    FlagEntry {
        flag: Flag::Unread,
        names: Names { english: "unread", korean: "안읽음", aliases: &["읽지않음"] },
        field: Field::Is,
        decided_by: DecidedBy::Marks {
            counted: |counts| counts.unread,
            of: ByMark::Without(|marks| marks.read.is_some()),
        },
        holds: |of| of.facts.unread,
    },
    FlagEntry {
        flag: Flag::Altered,
        names: names("altered", "수집과다름"),
        field: Field::Is,
        decided_by: DecidedBy::Archive(Some("altered")),
        holds: |of| of.facts.altered,
    },
    FlagEntry {
        flag: Flag::Problem,
        names: names("problem", "문제"),
        field: Field::Is,
        decided_by: DecidedBy::Archive(Some("problem")),
        holds: |of| of.facts.problem,
    },
    FlagEntry {
        flag: Flag::Revised,
        names: names("revised", "여러수집본"),
        field: Field::Is,
        decided_by: DecidedBy::Archive(Some("revised")),
        holds: |of| of.facts.revised,
    },
    FlagEntry {
        flag: Flag::Excluded,
        names: names("excluded", "분석제외"),
        field: Field::Is,
        decided_by: DecidedBy::Archive(Some("excluded")),
        holds: |of| of.facts.stated.is_some_and(|stated| !stated.excluded.is_empty()),
    },
    FlagEntry {
        flag: Flag::Single,
        names: names("single", "단독"),
        field: Field::Is,
        decided_by: DecidedBy::Stories,
        holds: |of| of.facts.stories.is_some_and(|stories| stories.is_single(of.facts.file)),
    },
    FlagEntry {
        flag: Flag::Author,
        names: names("author", "기자"),
        field: Field::Has,
        decided_by: DecidedBy::Archive(Some("author")),
        holds: |of| of.facts.author,
    },
    FlagEntry {
        flag: Flag::Hanja,
        names: names("hanja", "한자"),
        field: Field::Has,
        decided_by: DecidedBy::Archive(Some("hanja")),
        holds: |of| of.corpus.has_hanja(of.article),
    },
    FlagEntry {
        flag: Flag::Comments,
        names: names("comments", "댓글"),
        field: Field::Has,
        decided_by: DecidedBy::Archive(Some("comments")),
        holds: |of| of.facts.comments,
    },
    FlagEntry {
        flag: Flag::Image,
        names: names("image", "사진"),
        field: Field::Has,
        decided_by: DecidedBy::Archive(None),
        holds: |of| of.facts.picture,
    },
    FlagEntry {
        flag: Flag::Rights,
        names: names("rights", "권리"),
        field: Field::Has,
        decided_by: DecidedBy::Archive(None),
        holds: |of| of.facts.rights,
    },
    FlagEntry {
        flag: Flag::Note,
        names: names("note", "메모"),
        field: Field::Has,
        decided_by: DecidedBy::Marks {
            counted: |counts| counts.noted,
            of: ByMark::With(|marks| !marks.written().is_empty()),
        },
        holds: |of| !of.facts.note.is_empty(),
    },
    FlagEntry {
        flag: Flag::Highlight,
        names: names("highlight", "형광펜"),
        field: Field::Has,
        decided_by: DecidedBy::Marks {
            counted: |counts| counts.highlighted,
            of: ByMark::With(|marks| !marks.highlights.is_empty()),
        },
        holds: |of| of.facts.highlighted,
    },
];

impl Flag {
    /// The flag of a field with this folded name.
    pub(super) fn named(field: Field, name: &str) -> Option<Self> {
        let entry = FLAGS.iter().find(|entry| entry.field == field && entry.names.include(name));
        entry.map(|entry| entry.flag)
    }

    /// The flag's entry.
    pub fn entry(self) -> &'static FlagEntry {
        // The table is in the order of the enum.
        &FLAGS[self as usize]
    }

    pub(super) fn holds(self, of: &Candidate<'_>) -> bool {
        (self.entry().holds)(of)
    }
}

impl FlagEntry {
    /// The query that asks for the flag, in English: `is:unread`.
    pub fn query(&self) -> String {
        format!("{}:{}", self.field.entry().names.english, self.names.english)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stand_in_order_and_names_are_told_apart() {
        for (at, entry) in FLAGS.iter().enumerate() {
            assert_eq!(entry.flag as usize, at);
            for name in [entry.names.english, entry.names.korean] {
                assert_eq!(Flag::named(entry.field, name), Some(entry.flag), "{name}");
            }
        }
    }

    #[test]
    fn names_typed_in_hangul_mode_are_understood() {
        assert_eq!(Flag::named(Field::Is, "ㄴㅅㅁㄱㄱㄷㅇ"), Some(Flag::Starred));
    }
}
