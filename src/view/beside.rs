//! The other articles of a story beside an open one: how much of whose text is in which other one.

use super::texts::lang::Lang;
use super::whole::{StoryLine, story_line};
use crate::archive::Catalogue;
use crate::article::ArticleKind;
use crate::stories::{Relation, Story};

/// Another article of the open one's story.
#[derive(Clone, Debug, PartialEq)]
pub struct BesideLine {
    pub line: StoryLine,
    /// What it is, and what it shares with which article; empty if there is nothing to say.
    pub about: String,
}

/// An article of a story, by its index there, beside the open one, by its ordinal.
pub fn beside_line(
    story: &Story,
    at: usize,
    open: u32,
    catalogue: &Catalogue,
    lang: Lang,
) -> Option<BesideLine> {
    let line = story_line(story, at, catalogue, lang)?;
    let about = match line.kind {
        ArticleKind::Correction => lang.correction_label().to_owned(),
        _ if line.ordinal == story.first => about_first(story, open, catalogue, lang),
        _ => about_other(&line, story, open, catalogue, lang),
    };
    Some(BesideLine { line, about })
}

/// Articles are compared with the first one only, so what the first one shares is a share of the open one.
fn about_first(story: &Story, open: u32, catalogue: &Catalogue, lang: Lang) -> String {
    let own = story.articles.iter().position(|article| article.ordinal == open);
    let own = own.and_then(|at| story_line(story, at, catalogue, lang));
    let shared = own.filter(|own| !own.shared.is_empty());
    let is_first = story.first_seen().is_some() && story.tied() < 2;
    let parts = [
        is_first.then(|| lang.first_seen_mark().to_owned()),
        shared.map(|own| lang.open_shared_with_this(&own.shared)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn about_other(line: &StoryLine, story: &Story, open: u32, catalogue: &Catalogue, lang: Lang) -> String {
    let first = catalogue.row(story.first).map(|row| catalogue.publisher(&row).into_owned());
    let first = first.filter(|_| story.first != open);
    let shared = match (line.shared.as_str(), &first) {
        ("", _) => None,
        (shared, Some(first)) => Some(lang.this_shared_with_first(shared, first)),
        (shared, None) => Some(lang.this_shared_with_open(shared)),
    };
    let relation = match (line.relation, &first) {
        (Relation::Wire | Relation::Photo | Relation::Mention | Relation::Uncompared, _) => {
            Some(lang.relation(line.relation))
        }
        (Relation::Own, Some(first)) if shared.is_none() => Some(lang.own_beside_first(first)),
        (Relation::Own, None) if shared.is_none() => Some(lang.relation(line.relation)),
        _ => None,
    };
    relation.into_iter().chain(shared).collect::<Vec<_>>().join(" · ")
}
