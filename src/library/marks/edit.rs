//! An edit to the marks, and the edit that undoes it.

use super::{
    ArticleKey, ArticleMarks, ArticleSet, Highlight, HighlightMark, HighlightPlace, Marks, Note, SavedSearch,
    Stamp, StoryJudgement, TagColor,
};
use jiff::Timestamp;
use std::sync::Arc;

/// A change of one mark to a new value. Concurrent changes by two windows therefore conflict only if they
/// concern the same mark. Each sets the mark that it names, on the article that is kept under the key.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    Star(ArticleKey, Option<Stamp>),
    Read(ArticleKey, Option<Stamp>),
    Tag(ArticleKey, String, Option<Stamp>),
    Note(ArticleKey, Option<Note>),
    /// `None` removes the highlight.
    Highlight(ArticleKey, HighlightPlace, Option<HighlightMark>),
    /// The colour of a tag; `None` removes the tag.
    TagColor(String, Option<TagColor>),
    /// A saved search by name: its query and its place; `None` removes it.
    Search(String, Option<(String, i64)>),
    /// A decision about the stories of two articles, and its time; `None` withdraws it.
    Story(ArticleKey, ArticleKey, Option<(StoryJudgement, Timestamp)>),
    /// A set of articles by name; `None` removes it.
    Set(String, Option<Arc<ArticleSet>>),
    /// An article's code for a variable by a coder; `None` removes it.
    Code(ArticleKey, String, String, Option<String>),
}

impl Edit {
    /// The key of the article that the edit is about, if any.
    pub fn article(&self) -> Option<&ArticleKey> {
        match self {
            Self::Star(key, _)
            | Self::Read(key, _)
            | Self::Tag(key, ..)
            | Self::Note(key, _)
            | Self::Highlight(key, ..)
            | Self::Story(key, ..)
            | Self::Code(key, ..) => Some(key),
            Self::TagColor(..) | Self::Search(..) | Self::Set(..) => None,
        }
    }
}

impl Marks {
    /// Applies an edit and returns the edit that undoes it; `None` if nothing changes.
    pub fn apply(&mut self, edit: &Edit) -> Option<Edit> {
        match edit {
            Edit::Star(key, stamp) => self.change(key, |marks| {
                let before = std::mem::replace(&mut marks.star, *stamp);
                (before.is_some() != stamp.is_some()).then(|| Edit::Star(key.clone(), before))
            }),
            Edit::Read(key, stamp) => self.change(key, |marks| {
                let before = std::mem::replace(&mut marks.read, *stamp);
                (before.is_some() != stamp.is_some()).then(|| Edit::Read(key.clone(), before))
            }),
            Edit::Tag(key, tag, stamp) => self.change(key, |marks| {
                let before = match (marks.tags.binary_search(tag), *stamp) {
                    (Err(at), Some(stamp)) => {
                        marks.tags.insert(at, tag.clone());
                        marks.tagged.insert(at, stamp);
                        None
                    }
                    (Ok(at), None) => {
                        marks.tags.remove(at);
                        Some(marks.tagged.remove(at))
                    }
                    _ => return None,
                };
                Some(Edit::Tag(key.clone(), tag.clone(), before))
            }),
            Edit::Note(key, note) => self.change(key, |marks| {
                let text = |note: &Option<Note>| note.as_ref().map(|note| note.text.clone());
                let changes = text(&marks.note) != text(note);
                let before = std::mem::replace(&mut marks.note, note.clone());
                changes.then(|| Edit::Note(key.clone(), before))
            }),
            Edit::Highlight(key, place, mark) => self.change(key, |marks| {
                let before = set_highlight(&mut marks.highlights, place, mark.clone());
                let shown =
                    |mark: &Option<HighlightMark>| mark.as_ref().map(|mark| (mark.note.clone(), mark.color));
                (shown(&before) != shown(mark)).then(|| Edit::Highlight(key.clone(), place.clone(), before))
            }),
            Edit::TagColor(tag, color) => {
                let tags = Arc::make_mut(&mut self.tags);
                let before = match color {
                    Some(color) => tags.insert(tag.clone(), *color),
                    None => tags.remove(tag),
                };
                (before != *color).then(|| Edit::TagColor(tag.clone(), before))
            }
            Edit::Search(name, search) => self.set_search(name, search.clone()),
            Edit::Story(article, other, judged) => self.set_judged(article, other, *judged),
            Edit::Set(name, set) => self.put_set(name, set.clone()),
            Edit::Code(key, variable, coder, value) => {
                self.put_code(key, (variable, coder), value.as_deref())
            }
        }
    }

    /// The edits that recreate all these marks from none.
    pub fn edits(&self) -> Vec<Edit> {
        let tags = self.tags.iter().map(|(name, &color)| Edit::TagColor(name.clone(), Some(color)));
        let searches = self.searches.iter();
        let searches =
            searches.map(|known| Edit::Search(known.name.clone(), Some((known.query.clone(), known.place))));
        let judged = self.judged.iter();
        let judged = judged
            .map(|((article, other), judged)| Edit::Story(article.clone(), other.clone(), Some(*judged)));
        let sets = self.sets.iter().map(|(name, set)| Edit::Set(name.clone(), Some(set.clone())));
        let codes = self.codes.iter().flat_map(|(key, codes)| {
            codes.iter().map(|((variable, coder), value)| {
                Edit::Code(key.clone(), variable.clone(), coder.clone(), Some(value.clone()))
            })
        });
        let mut edits: Vec<_> = tags.chain(searches).chain(judged).chain(sets).chain(codes).collect();
        for (key, marks) in self.articles() {
            edits.extend(marks.star.map(|stamp| Edit::Star(key.clone(), Some(stamp))));
            edits.extend(marks.read.map(|stamp| Edit::Read(key.clone(), Some(stamp))));
            let tagged = marks.tags.iter().zip(&marks.tagged);
            edits.extend(tagged.map(|(tag, &stamp)| Edit::Tag(key.clone(), tag.clone(), Some(stamp))));
            edits.extend(marks.note.clone().map(|note| Edit::Note(key.clone(), Some(note))));
            edits.extend(marks.highlights.iter().map(|Highlight { place, mark }| {
                Edit::Highlight(key.clone(), place.clone(), Some(mark.clone()))
            }));
        }
        edits
    }

    /// Changes the marks of one article, and drops its entry if none are left.
    fn change(
        &mut self,
        key: &ArticleKey,
        change: impl FnOnce(&mut ArticleMarks) -> Option<Edit>,
    ) -> Option<Edit> {
        let mut marks = self.of(key).clone();
        let undo = change(&mut marks)?;
        marks.note_written();
        if marks.is_empty() {
            self.articles.remove_mut(key);
        } else {
            self.articles.insert_mut(key.clone(), Arc::new(marks));
        }
        Some(undo)
    }

    fn set_search(&mut self, name: &str, search: Option<(String, i64)>) -> Option<Edit> {
        let searches = Arc::make_mut(&mut self.searches);
        let known = searches.iter().position(|known| known.name == name);
        let before = known.map(|at| searches.remove(at)).map(|known| (known.query, known.place));
        if let Some((query, place)) = search.clone() {
            let at = searches.partition_point(|known| (known.place, known.name.as_str()) < (place, name));
            searches.insert(at, SavedSearch { name: name.to_owned(), query, place });
        }
        (before != search).then(|| Edit::Search(name.to_owned(), before))
    }
}

/// Sets or removes a highlight and returns the previous one.
fn set_highlight(
    highlights: &mut Vec<Highlight>,
    place: &HighlightPlace,
    mark: Option<HighlightMark>,
) -> Option<HighlightMark> {
    let known = highlights.iter().position(|known| known.place == *place);
    let before = known.map(|at| highlights.remove(at)).map(|known| known.mark);
    if let Some(mark) = mark {
        let at = highlights.partition_point(|known| known.place < *place);
        highlights.insert(at, Highlight { place: place.clone(), mark });
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{HighlightColor, HighlightField};
    use jiff::Timestamp;

    fn stamp(second: i64) -> Stamp {
        Stamp { hash: Some([7; 32]), at: Timestamp::from_second(second).unwrap() }
    }

    fn mark(note: &str, color: HighlightColor) -> HighlightMark {
        HighlightMark { note: note.to_owned(), color, stamp: stamp(4) }
    }

    #[test]
    fn every_change_is_taken_back_by_its_undo() {
        let key: ArticleKey = "901_1".into();
        let place =
            HighlightPlace { field: HighlightField::Body, start: 3, end: 5, quote: "문장".to_owned() };
        let edits = [
            Edit::Star(key.clone(), Some(stamp(1))),
            Edit::Read(key.clone(), Some(stamp(2))),
            Edit::TagColor("경제".to_owned(), Some(TagColor::Blue)),
            Edit::Tag(key.clone(), "경제".to_owned(), Some(stamp(2))),
            Edit::Note(key.clone(), Some(Note { text: "다시 볼 것".to_owned(), stamp: stamp(3) })),
            Edit::Highlight(key.clone(), place.clone(), Some(mark("", HighlightColor::Green))),
            Edit::Highlight(key.clone(), place.clone(), Some(mark("근거", HighlightColor::Green))),
            Edit::Highlight(key.clone(), place, Some(mark("근거", HighlightColor::Blue))),
            Edit::Search("반도체".to_owned(), Some(("반도체 -삼성".to_owned(), 1))),
            Edit::Story(key.clone(), "902_1".into(), Some((StoryJudgement::Apart, stamp(5).at))),
        ];
        let mut marks = Marks::default();
        let mut undo: Vec<_> = edits.iter().map(|edit| marks.apply(edit).unwrap()).collect();
        assert_eq!(marks.of("901_1").written(), "다시 볼 것\n근거");
        assert!(edits[..5].iter().all(|edit| marks.apply(edit).is_none()), "already applied");
        let mut again = Marks::default();
        again.edits().iter().chain(&marks.edits()).for_each(|edit| drop(again.apply(edit)));
        assert_eq!((again.of("901_1"), again.tags()), (marks.of("901_1"), marks.tags()));
        assert_eq!(again.searches(), marks.searches());
        assert_eq!(again.judged(), marks.judged());
        let redo: Vec<_> = undo.drain(..).rev().map(|edit| marks.apply(&edit).unwrap()).collect();
        assert_eq!(marks.articles().count() + marks.tags().len() + marks.searches().len(), 0);
        assert!(marks.judged().is_empty());
        assert_eq!(redo.into_iter().rev().collect::<Vec<_>>(), edits);
    }

    #[test]
    fn a_decision_about_stories_replaces_the_one_before_and_moves_with_its_article() {
        let (one, other, moved): (ArticleKey, ArticleKey, ArticleKey) =
            ("901_1".into(), "902_1".into(), "url:a".into());
        let mut marks = Marks::default();
        let judge = |marks: &mut Marks, one: &ArticleKey, other: &ArticleKey, judgement| {
            for edit in marks.judging(one, other, judgement, stamp(1).at) {
                assert!(marks.apply(&edit).is_some());
            }
        };
        judge(&mut marks, &one, &other, StoryJudgement::Apart);
        judge(&mut marks, &other, &one, StoryJudgement::Together);
        let known: Vec<_> =
            marks.judged().iter().map(|(pair, (judgement, _))| (pair.clone(), *judgement)).collect();
        assert_eq!(known, [((other.clone(), one.clone()), StoryJudgement::Together)]);
        for edit in marks.moving(&one, &moved) {
            assert!(marks.apply(&edit).is_some());
        }
        let known: Vec<_> = marks.judged().keys().cloned().collect();
        assert_eq!(known, [(other, moved)]);
    }

    #[test]
    fn saved_searches_stand_by_their_place() {
        let mut marks = Marks::default();
        for (name, place) in [("가", 3), ("나", 1), ("다", 2)] {
            marks.apply(&Edit::Search(name.to_owned(), Some((name.to_owned(), place))));
        }
        let names: Vec<_> = marks.searches().iter().map(|search| search.name.as_str()).collect();
        assert_eq!(names, ["나", "다", "가"]);
    }
}
