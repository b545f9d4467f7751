//! The tags offered while the reader types one.

use crate::library::{Marks, TagColor};
use crate::text::fold;

/// A tag on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagChoice {
    pub name: String,
    /// Its colour.
    pub color: TagColor,
    /// Whether all the articles have it.
    pub on: bool,
    /// Whether the tag doesn't exist yet.
    pub is_new: bool,
}

/// The tags whose name contains the typed text, those starting with it first, then the text itself as a new
/// tag. `on` tells whether all the articles have a tag.
pub fn tag_choices(marks: &Marks, typed: &str, on: &dyn Fn(&str) -> bool) -> Vec<TagChoice> {
    let folded = fold(typed);
    let known = marks.tags().iter().filter(|(name, _)| fold(name).contains(&folded));
    let mut choices: Vec<_> = known
        .map(|(name, &color)| TagChoice { name: name.clone(), color, on: on(name), is_new: false })
        .collect();
    choices.sort_by_key(|choice| !fold(&choice.name).starts_with(&folded));
    if !typed.is_empty() && marks.tag_like(typed).is_none() {
        let color = TagColor::fresh(marks.tags().len());
        choices.push(TagChoice { name: typed.to_owned(), color, on: false, is_new: true });
    }
    choices
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Edit;

    #[test]
    fn tags_are_offered_by_any_part_of_their_name_and_a_new_one_last() {
        let mut marks = Marks::default();
        for name in ["AI 정책", "반도체", "한국 ai"] {
            marks.apply(&Edit::TagColor(name.to_owned(), Some(TagColor::Red)));
        }
        let names = |typed: &str| {
            let choices = tag_choices(&marks, typed, &|name| name == "반도체");
            choices.into_iter().map(|choice| (choice.name, choice.on, choice.is_new)).collect::<Vec<_>>()
        };
        let known = |name: &str| (name.to_owned(), false, false);
        assert_eq!(names("ai"), [known("AI 정책"), known("한국 ai"), ("ai".to_owned(), false, true)]);
        assert_eq!(names("ai 정책"), [known("AI 정책")]);
        assert_eq!(names("")[1], ("반도체".to_owned(), true, false));
    }
}
