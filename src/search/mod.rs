//! Finds and orders articles: query text becomes a [`Query`], a query becomes a [`Matcher`], and a matcher
//! finds articles in a folded corpus and the hits within an article; a listing is the filtered and sorted
//! result.
//!
//! Nothing here starts a thread, does I/O or fails: every text is a valid query.

mod building;
mod candidates;
mod choosing;
mod columns;
mod completion;
mod composing;
mod counts;
mod date;
mod facets;
mod facts;
mod flags;
mod hanja;
mod hits;
mod language;
mod lexer;
mod listing;
mod matcher;
mod narrowed;
mod numbers;
mod offers;
mod order;
mod positions;
mod prepared;
mod query;
mod remote;
mod remote_list;
mod resolved;
mod scan;
mod set;
mod snippet;
mod story_index;
mod sweep;
mod term;
mod whole_words;

pub use crate::archive::{Texts, head_lines};
pub use columns::Columns;
pub use completion::{FieldValues, TypedValue, typed_value};
pub use composing::beginnings_of;
pub use counts::{Counts, Marked, newest_files};
pub use facets::{ChosenNames, FACETS, Facet, FacetEntry};
pub use facts::SearchFacts;
pub use flags::{ByMark, DecidedBy, FLAGS, Flag, FlagEntry};
pub use hits::{Hit, HitPlace, Relevance};
pub use language::{FIELDS, Field, KnownFrom, Names, Takes};
pub use lexer::quoted;
pub use listing::{Finds, Heading, ListRequest, Listing};
pub use matcher::Matcher;
pub use narrowed::{has_term, term_of, with_term, without_term};
pub use numbers::NumberRange;
pub use offers::{Offer, OfferKind, offers};
pub use order::{ORDERS, OrderEntry, ServerOrder, SortKey};
pub use positions::Positions;
pub use prepared::Search;
pub use query::{
    DateRange, Fields, Filter, LONGEST_LOOSE, Node, NoteKind, Pattern, Query, QueryNote, Term, Word,
};
pub use remote::{Asking, CantAnswer, RemoteSearch};
pub use remote_list::{AskedList, FacetNames, ListOutline, RemoteLists, RemotePage, RemoteRows};
pub use resolved::with_days;
pub use set::Found;
pub use snippet::{Snippet, snippet};
pub use story_index::StoryIndex;
pub use whole_words::{are_whole_words, has_terms, toggle_whole_words};

/// How a term matched, from strongest to weakest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchKind {
    /// The folded term occurs in the folded text.
    Exact,
    /// It occurs with one space inserted.
    Spacing,
    /// It is the reading of Hanja in the text, or a word that they abbreviate in a headline.
    Hanja,
    /// It consists of the initial consonants of syllables in the text.
    Initials,
    /// Its keystrokes are the first ones needed to type the text.
    Composing,
    /// It is one of the words that the file lists for the article.
    Words,
}

impl MatchKind {
    /// All kinds, from strongest to weakest.
    pub const ALL: [Self; 6] =
        [Self::Exact, Self::Spacing, Self::Hanja, Self::Initials, Self::Composing, Self::Words];

    /// The kind's name in the command line's output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Spacing => "spacing",
            Self::Hanja => "hanja",
            Self::Initials => "initials",
            Self::Composing => "composing",
            Self::Words => "words",
        }
    }
}
