//! Backups: all marks in a JSON file, to move them to another machine or to survive the loss of this one.

use super::backed_up_sets::{BackedUpCode, BackedUpSet, codes_of, sets_of};
use super::files::{self, LibraryError};
use super::saved_queries::with_open_bounds;
use super::{
    ArticleKey, ArticleMarks, Edit, Highlight, HighlightColor, HighlightField, HighlightMark, HighlightPlace,
    Marks, Note, Stamp, Store, StoryJudgement, TagColor,
};
use crate::article::{format_hash, hash_from};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// The version of the format. In version 1, tags were only names; up to version 2, 이전: and 이후: excluded the day
/// they name.
const VERSION: u32 = 3;

/// The largest backup that is read, in bytes: enough for a million articles with a note each.
const LARGEST: u64 = 512 << 20;

/// The signature of an SQLite file.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// Writes all marks to a file, and returns its path and the number of articles. An existing file is left
/// unchanged or, with `replace`, replaced as a whole.
pub fn backup(marks: &Marks, path: &Path, replace: bool) -> Result<(PathBuf, usize), LibraryError> {
    if !replace && path.exists() {
        return Err(LibraryError::Io(path.to_owned(), io::ErrorKind::AlreadyExists.into()));
    }
    let mut articles: Vec<_> = marks.articles().map(|(key, marks)| BackedUpArticle::of(key, marks)).collect();
    articles.sort_by(|a, b| a.article.cmp(&b.article));
    let count = articles.len();
    let tags = marks.tags().iter();
    let file = File {
        seogo_library: VERSION,
        articles,
        tags: tags.map(|(name, color)| Tag { name: name.clone(), color: color.name().to_owned() }).collect(),
        searches: marks
            .searches()
            .iter()
            .map(|search| BackedUpSearch {
                name: search.name.clone(),
                query: search.query.clone(),
                place: search.place,
            })
            .collect(),
        stories: marks
            .judged()
            .iter()
            .map(|((article, other), &(judgement, at))| BackedUpStory {
                article: article.to_string(),
                other: other.to_string(),
                together: judgement == StoryJudgement::Together,
                at,
            })
            .collect(),
        sets: sets_of(marks),
        codes: codes_of(marks),
    };
    let text = serde_json::to_string_pretty(&file)
        .map_err(|error| LibraryError::Io(path.to_owned(), io::Error::other(error)))?;
    files::write(path, &text)?;
    Ok((path.to_owned(), count))
}

/// Reads a backup, or a copy of the marks database, as the edits that restore its contents. Backups may have
/// been edited by hand, so tags and searches without a name are skipped.
pub fn restore(path: &Path) -> Result<Vec<Edit>, LibraryError> {
    let failed = |error| LibraryError::Io(path.to_owned(), error);
    let bytes = files::read_bytes(path, LARGEST).map_err(failed)?;
    let edits = if bytes.starts_with(SQLITE) {
        drop(bytes);
        let marks =
            Store::read_copy(path).map_err(|trouble| failed(io::Error::other(format!("{trouble:?}"))))?;
        marks.edits()
    } else {
        edits_of(&bytes).map_err(failed)?
    };
    let has_name = |edit: &Edit| match edit {
        Edit::TagColor(name, _) | Edit::Tag(_, name, _) | Edit::Search(name, _) | Edit::Set(name, _) => {
            !name.trim().is_empty()
        }
        _ => true,
    };
    let is_of_something = |edit: &Edit| edit.article().is_none_or(|key| !key.is_empty());
    Ok(edits.into_iter().filter(|edit| has_name(edit) && is_of_something(edit)).collect())
}

fn edits_of(bytes: &[u8]) -> io::Result<Vec<Edit>> {
    let bad = |why: String| io::Error::new(io::ErrorKind::InvalidData, why);
    let file: File = serde_json::from_slice(bytes).map_err(|error| bad(error.to_string()))?;
    if file.seogo_library > VERSION {
        return Err(bad("a newer version of the form".to_owned()));
    }
    let mut edits = Vec::new();
    for tag in file.tags {
        edits.push(Edit::TagColor(tag.name, Some(TagColor::named(&tag.color))));
    }
    for mut search in file.searches {
        if file.seogo_library < 3 {
            search.query = with_open_bounds(&search.query);
        }
        edits.push(Edit::Search(search.name, Some((search.query, search.place))));
    }
    for story in file.stories.into_iter().filter(|story| !story.other.is_empty()) {
        let judgement = if story.together { StoryJudgement::Together } else { StoryJudgement::Apart };
        edits.push(Edit::Story(story.article.into(), story.other.into(), Some((judgement, story.at))));
    }
    edits.extend(file.sets.into_iter().map(BackedUpSet::edit));
    edits.extend(file.codes.into_iter().filter_map(BackedUpCode::edit));
    for article in file.articles {
        article.into_edits(&mut edits);
    }
    Ok(edits)
}

impl Marks {
    /// The edits of a backup that add something. Existing marks are kept, the more recently changed of two
    /// notes wins, and existing tags and searches keep their colour or query.
    pub fn merging(&self, backup: Vec<Edit>) -> Vec<Edit> {
        let adds = |edit: &Edit| match edit {
            Edit::Star(key, _) => self.of(key).star.is_none(),
            Edit::Read(key, _) => self.of(key).read.is_none(),
            Edit::Tag(key, tag, _) => !self.of(key).tags.contains(tag),
            Edit::Note(key, Some(note)) => {
                self.of(key).note.as_ref().is_none_or(|known| known.stamp.at < note.stamp.at)
            }
            Edit::Highlight(key, place, _) => {
                !self.of(key).highlights.iter().any(|known| known.place == *place)
            }
            Edit::TagColor(tag, _) => !self.tags().contains_key(tag),
            Edit::Search(name, _) => !self.searches().iter().any(|known| known.name == *name),
            Edit::Set(name, _) => !self.sets().contains_key(name),
            Edit::Code(key, variable, coder, _) => {
                let of = (variable.clone(), coder.clone());
                self.codes(key).is_none_or(|codes| !codes.contains_key(&of))
            }
            Edit::Note(_, None) => false,
            Edit::Story(article, other, _) => {
                let known = |one: &ArticleKey, other: &ArticleKey| {
                    self.judged().contains_key(&(one.clone(), other.clone()))
                };
                !known(article, other) && !known(other, article)
            }
        };
        backup.into_iter().filter(adds).collect()
    }
}

#[derive(Serialize, Deserialize)]
struct File {
    #[serde(rename = "seogo-library")]
    seogo_library: u32,
    #[serde(default)]
    articles: Vec<BackedUpArticle>,
    #[serde(default)]
    tags: Vec<Tag>,
    #[serde(default)]
    searches: Vec<BackedUpSearch>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    stories: Vec<BackedUpStory>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sets: Vec<BackedUpSet>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    codes: Vec<BackedUpCode>,
}

/// A decision about the stories of two articles.
#[derive(Serialize, Deserialize)]
struct BackedUpStory {
    article: String,
    other: String,
    together: bool,
    at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct BackedUpArticle {
    /// The article's key; in earlier versions its id, or `sha256:` and the hash of its text.
    article: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    star: Option<Made>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    read: Option<Made>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Tagged>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<BackedUpMark>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    highlights: Vec<BackedUpPassage>,
}

/// When a mark was made, and the hash of the article's version at the time.
#[derive(Serialize, Deserialize)]
struct Made {
    at: Timestamp,
    #[serde(default)]
    content_hash: Option<String>,
}

/// A tag of an article: its name, and in newer backups when it was added.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Tagged {
    Name(String),
    Made {
        name: String,
        #[serde(flatten)]
        made: Made,
    },
}

#[derive(Serialize, Deserialize)]
struct BackedUpMark {
    text: String,
    #[serde(flatten)]
    made: Made,
}

#[derive(Serialize, Deserialize)]
struct BackedUpPassage {
    field: String,
    start: u32,
    end: u32,
    quote: String,
    #[serde(default)]
    note: String,
    /// Its colour's name; absent in backups of earlier versions.
    #[serde(default)]
    color: String,
    #[serde(flatten)]
    made: Made,
}

#[derive(Serialize, Deserialize)]
struct Tag {
    name: String,
    color: String,
}

#[derive(Serialize, Deserialize)]
struct BackedUpSearch {
    name: String,
    query: String,
    #[serde(default)]
    place: i64,
}

impl BackedUpArticle {
    fn of(key: &ArticleKey, marks: &ArticleMarks) -> Self {
        let passage = |highlight: &Highlight| BackedUpPassage {
            field: highlight.place.field.name().to_owned(),
            start: highlight.place.start,
            end: highlight.place.end,
            quote: highlight.place.quote.clone(),
            note: highlight.mark.note.clone(),
            color: highlight.mark.color.name().to_owned(),
            made: highlight.mark.stamp.into(),
        };
        Self {
            article: key.to_string(),
            star: marks.star.map(Made::from),
            read: marks.read.map(Made::from),
            tags: marks.tags.iter().zip(&marks.tagged).map(Tagged::of).collect(),
            note: marks
                .note
                .as_ref()
                .map(|note| BackedUpMark { text: note.text.clone(), made: note.stamp.into() }),
            highlights: marks.highlights.iter().map(passage).collect(),
        }
    }

    fn into_edits(self, edits: &mut Vec<Edit>) {
        let key: ArticleKey = self.article.into();
        edits.extend(self.star.map(|made| Edit::Star(key.clone(), Some(made.into()))));
        edits.extend(self.read.map(|made| Edit::Read(key.clone(), Some(made.into()))));
        edits.extend(self.tags.into_iter().map(|tagged| {
            let (tag, stamp) = tagged.into_tag();
            Edit::Tag(key.clone(), tag, Some(stamp))
        }));
        let note = self.note.filter(|note| !note.text.is_empty());
        let note = note.map(|note| Note { text: note.text, stamp: note.made.into() });
        edits.extend(note.map(|note| Edit::Note(key.clone(), Some(note))));
        for BackedUpPassage { field, start, end, quote, note, color, made } in self.highlights {
            if let Some(field) = HighlightField::named(&field).filter(|_| start < end) {
                let place = HighlightPlace { field, start, end, quote };
                let mark = HighlightMark { note, color: HighlightColor::named(&color), stamp: made.into() };
                edits.push(Edit::Highlight(key.clone(), place, Some(mark)));
            }
        }
    }
}

impl Tagged {
    fn of((name, stamp): (&String, &Stamp)) -> Self {
        Self::Made { name: name.clone(), made: (*stamp).into() }
    }

    fn into_tag(self) -> (String, Stamp) {
        match self {
            Self::Name(name) => (name, Stamp { hash: None, at: Timestamp::UNIX_EPOCH }),
            Self::Made { name, made } => (name, made.into()),
        }
    }
}

impl From<Stamp> for Made {
    fn from(stamp: Stamp) -> Self {
        Self { at: stamp.at, content_hash: stamp.hash.as_ref().map(format_hash) }
    }
}

impl From<Made> for Stamp {
    fn from(made: Made) -> Self {
        Self { at: made.at, hash: made.content_hash.as_deref().and_then(hash_from) }
    }
}

#[cfg(test)]
mod tests;
