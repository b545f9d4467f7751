//! The fields of the query language. Each is one entry, read by lexer, builder, scan, completion, help and
//! shelves.

use super::SearchFacts;
use super::query::{DateRange, Fields, Pattern};
use crate::archive::PUBLISHER_LINE;
use crate::article::Facts as Stated;
use crate::text::keyboard::to_latin;
use crate::text::{Corpus, fold};
use jiff::civil::Date;

/// The field named before a word's colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Title,
    Body,
    Author,
    Url,
    Note,
    Word,
    Publisher,
    Category,
    Id,
    Tag,
    Folder,
    Keyword,
    Person,
    Location,
    Organization,
    Words,
    Page,
    Excluded,
    Kind,
    Story,
    Set,
    Code,
    Published,
    Crawled,
    Modified,
    Since,
    Until,
    After,
    Before,
    Length,
    Shared,
    Is,
    Has,
}

/// The names of a field or flag, folded.
#[derive(Debug)]
pub struct Names {
    pub english: &'static str,
    pub korean: &'static str,
    pub(super) aliases: &'static [&'static str],
}

impl Names {
    /// Whether a folded text is one of the names, even if typed with the keyboard in Hangul mode (ㅑㄴ is `is`).
    pub(super) fn include(&self, name: &str) -> bool {
        self.english == name
            || self.korean == name
            || self.aliases.contains(&name)
            || to_latin(name) == self.english
    }

    /// Whether one of the names begins with a folded text.
    pub fn begin_with(&self, typed: &str) -> bool {
        [self.english, self.korean].iter().chain(self.aliases).any(|name| name.starts_with(typed))
    }
}

/// A field of the query language.
#[derive(Debug)]
pub struct FieldEntry {
    pub field: Field,
    pub names: Names,
    /// What kind of value it takes.
    pub takes: Takes,
    /// The field of an index that Seogo publishes with the same values, if there is one.
    pub in_index: Option<&'static str>,
}

/// The kind of value that a field takes, and how it is compared.
#[derive(Debug)]
pub enum Takes {
    /// Text to search for in these fields.
    Text(Fields),
    /// Text to search for as a whole word.
    WholeWord,
    /// A pattern that must match a whole value.
    Value {
        /// Whether it matches.
        holds: fn(&Candidate<'_>, &Pattern) -> bool,
        /// Where suggestions for the value come from.
        known: KnownFrom,
    },
    /// A range of days that must include the article's.
    Days(fn(&SearchFacts<'_>) -> Option<Date>),
    /// A day that limits another field's days.
    Bound(Field, fn(Date, Date) -> DateRange),
    /// A number or a range of numbers.
    Number(fn(&SearchFacts<'_>) -> Option<u64>),
    /// A percentage or a range of them; the article's share is in millionths.
    Share(fn(&SearchFacts<'_>) -> Option<u64>),
    /// The name of a flag.
    Flag,
}

/// Where suggested values come from.
#[derive(Debug)]
pub enum KnownFrom {
    /// Every article has one value.
    Archive(for<'a> fn(&SearchFacts<'a>) -> &'a str),
    /// The reader's tags.
    Tags,
    /// Nothing is suggested, because there are too many values.
    Nowhere,
}

/// An article to test against a filter.
pub struct Candidate<'a> {
    pub(super) facts: SearchFacts<'a>,
    pub(super) corpus: &'a Corpus,
    /// Its index in the corpus.
    pub(super) article: usize,
}

impl Candidate<'_> {
    /// Whether an item of one of the file's lists matches.
    fn states(&self, list: fn(&Stated) -> &Vec<String>, pattern: &Pattern) -> bool {
        self.facts.stated.is_some_and(|stated| list(stated).iter().any(|item| pattern.matches(&fold(item))))
    }
}

pub(super) const fn names(english: &'static str, korean: &'static str) -> Names {
    Names { english, korean, aliases: &[] }
}

const fn entry(field: Field, names: Names, takes: Takes) -> FieldEntry {
    FieldEntry { field, names, takes, in_index: None }
}

impl FieldEntry {
    const fn in_index(self, field: &'static str) -> Self {
        Self { in_index: Some(field), ..self }
    }
}

/// Every field.
pub static FIELDS: [FieldEntry; 33] = [
    entry(Field::Title, names("title", "제목"), Takes::Text(Fields::Title)),
    entry(Field::Body, names("body", "본문"), Takes::Text(Fields::Body)),
    entry(Field::Author, names("author", "기자"), Takes::Text(Fields::Author)),
    entry(Field::Url, names("url", "주소"), Takes::Text(Fields::Url)),
    entry(Field::Note, names("note", "메모"), Takes::Text(Fields::Note)),
    entry(Field::Word, names("word", "단어"), Takes::WholeWord),
    entry(
        Field::Publisher,
        names("publisher", "언론사"),
        Takes::Value {
            holds: |of, pattern| match of.corpus.head_lines(of.article).nth(PUBLISHER_LINE) {
                // The file names no publisher, but one may be inferred.
                None | Some("") => pattern.matches(&fold(&of.facts.inferred)),
                Some(publisher) => pattern.matches(publisher),
            },
            known: KnownFrom::Archive(|facts| facts.publisher),
        },
    )
    .in_index("match.publisher"),
    entry(
        Field::Category,
        names("category", "분류"),
        Takes::Value {
            holds: |of, pattern| {
                pattern.matches(&fold(of.facts.category)) || of.states(|stated| &stated.categories, pattern)
            },
            known: KnownFrom::Archive(|facts| facts.category),
        },
    )
    .in_index("match.category"),
    entry(
        Field::Id,
        names("id", "번호"),
        Takes::Value { holds: |of, pattern| pattern.matches(&fold(of.facts.id)), known: KnownFrom::Nowhere },
    )
    .in_index("match.id"),
    entry(
        Field::Tag,
        Names { english: "tag", korean: "태그", aliases: &["꼬리표"] },
        Takes::Value {
            holds: |of, pattern| of.facts.tags.iter().any(|tag| pattern.matches(&fold(tag))),
            known: KnownFrom::Tags,
        },
    ),
    entry(
        Field::Folder,
        names("folder", "폴더"),
        Takes::Value {
            holds: |of, pattern| pattern.matches(&fold(of.facts.folder())),
            known: KnownFrom::Archive(|facts| facts.folder()),
        },
    )
    .in_index("match.folder"),
    entry(
        Field::Keyword,
        names("keyword", "키워드"),
        Takes::Value {
            holds: |of, pattern| of.states(|stated| &stated.keywords, pattern),
            known: KnownFrom::Nowhere,
        },
    )
    .in_index("match.keyword"),
    entry(
        Field::Person,
        names("person", "인물"),
        Takes::Value {
            holds: |of, pattern| of.states(|stated| &stated.people, pattern),
            known: KnownFrom::Nowhere,
        },
    )
    .in_index("match.person"),
    entry(
        Field::Location,
        names("place", "장소"),
        Takes::Value {
            holds: |of, pattern| of.states(|stated| &stated.places, pattern),
            known: KnownFrom::Nowhere,
        },
    )
    .in_index("match.place"),
    entry(
        Field::Organization,
        names("organization", "기관"),
        Takes::Value {
            holds: |of, pattern| of.states(|stated| &stated.organizations, pattern),
            known: KnownFrom::Nowhere,
        },
    )
    .in_index("match.organization"),
    entry(
        Field::Words,
        names("words", "낱말"),
        Takes::Value {
            holds: |of, pattern| of.states(|stated| &stated.words, pattern),
            known: KnownFrom::Nowhere,
        },
    )
    .in_index("match.words"),
    entry(
        Field::Page,
        names("page", "면"),
        Takes::Value {
            holds: |of, pattern| of.facts.stated.is_some_and(|stated| pattern.matches(&fold(&stated.page))),
            known: KnownFrom::Nowhere,
        },
    )
    .in_index("match.page"),
    entry(
        Field::Excluded,
        names("excluded", "분석제외"),
        Takes::Value {
            holds: |of, pattern| {
                of.facts.stated.is_some_and(|stated| pattern.matches(&fold(&stated.excluded)))
            },
            known: KnownFrom::Nowhere,
        },
    )
    .in_index("match.excluded"),
    entry(
        Field::Kind,
        names("kind", "종류"),
        Takes::Value {
            holds: |of, pattern| pattern.matches(&fold(of.facts.kind.name())),
            known: KnownFrom::Nowhere,
        },
    )
    .in_index("match.kind"),
    entry(
        Field::Story,
        names("story", "이야기"),
        Takes::Value {
            holds: |of, pattern| {
                of.facts.stories.is_some_and(|stories| stories.is_of(of.facts.file, pattern))
            },
            known: KnownFrom::Nowhere,
        },
    ),
    entry(
        Field::Set,
        names("set", "세트"),
        Takes::Value {
            holds: |of, pattern| {
                let sets = of.facts.kept.into_iter().flat_map(|kept| kept.sets());
                sets.filter(|(_, set)| set.articles.contains(&*of.facts.key))
                    .any(|(name, _)| pattern.matches(&fold(name)))
            },
            known: KnownFrom::Nowhere,
        },
    ),
    entry(
        Field::Code,
        names("code", "코드"),
        Takes::Value {
            holds: |of, pattern| {
                let codes = of.facts.kept.and_then(|kept| kept.codes(&of.facts.key));
                let values = codes.into_iter().flatten();
                values
                    .into_iter()
                    .any(|((variable, _), value)| pattern.matches(&fold(&format!("{variable}={value}"))))
            },
            known: KnownFrom::Nowhere,
        },
    ),
    entry(Field::Published, names("published", "날짜"), Takes::Days(|facts| facts.published))
        .in_index("day.published"),
    entry(Field::Crawled, names("crawled", "수집"), Takes::Days(|facts| facts.crawled))
        .in_index("day.crawled"),
    entry(Field::Modified, names("modified", "수정"), Takes::Days(|facts| facts.modified))
        .in_index("day.modified"),
    entry(Field::Since, names("since", "이후"), Takes::Bound(Field::Published, DateRange::since)),
    entry(Field::Until, names("until", "이전"), Takes::Bound(Field::Published, DateRange::until)),
    entry(Field::After, names("after", "후"), Takes::Bound(Field::Published, DateRange::after)),
    entry(Field::Before, names("before", "전"), Takes::Bound(Field::Published, DateRange::before)),
    entry(Field::Length, names("length", "길이"), Takes::Number(|facts| facts.length)).in_index("length"),
    entry(
        Field::Shared,
        names("shared", "겹침"),
        Takes::Share(|facts| facts.stories.and_then(|stories| stories.shared(facts.file))),
    ),
    entry(Field::Is, names("is", "상태"), Takes::Flag),
    entry(Field::Has, names("has", "있음"), Takes::Flag),
];

impl Field {
    /// The field with this folded name; of codes, also with the name of a variable behind a point.
    pub(super) fn named(name: &str) -> Option<Self> {
        let name = match name.split_once('.') {
            Some((field, variable)) if !variable.is_empty() && Self::Code.entry().names.include(field) => {
                field
            }
            _ => name,
        };
        FIELDS.iter().find(|entry| entry.names.include(name)).map(|entry| entry.field)
    }

    /// The field's entry.
    pub fn entry(self) -> &'static FieldEntry {
        // The table is in the order of the enum.
        &FIELDS[self as usize]
    }

    /// Whether whole values are compared, so that `""` asks for an empty one.
    pub(super) fn is_compared(self) -> bool {
        matches!(self.entry().takes, Takes::Value { .. })
    }

    /// Whether its values are days.
    pub(super) fn takes_days(self) -> bool {
        matches!(self.entry().takes, Takes::Days(_) | Takes::Bound(..))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stand_in_order_and_names_are_told_apart() {
        for (at, entry) in FIELDS.iter().enumerate() {
            assert_eq!(entry.field as usize, at);
            for name in [entry.names.english, entry.names.korean] {
                assert_eq!(Field::named(name), Some(entry.field), "{name}");
                assert_eq!(fold(name), name);
            }
        }
    }

    #[test]
    fn names_typed_in_hangul_mode_are_understood() {
        assert_eq!(Field::named("ㅑㄴ"), Some(Field::Is));
        assert_eq!(Field::named("ㅗㅁㄴ"), Some(Field::Has));
        assert_eq!(Field::named("ㅑㅇㅇ"), None);
    }
}
