//! What belongs to the reader and is kept outside archives: marks, settings, the session and additional
//! headline abbreviations.

mod abbreviations;
mod backed_up_sets;
mod backup;
mod choices;
mod coded;
mod files;
mod log;
mod marks;
mod news;
mod own_words;
mod saved_queries;
mod servers;
mod session;
mod settings;
mod store;

pub use abbreviations::{AbbreviationsError, abbreviations_path, read_abbreviations};
pub use backup::{backup, restore};
pub use choices::{Choice, keep_choice, read_choices};
pub use coded::read_sheet;
pub use files::{CacheChoice, Folders, LibraryError};
pub use log::{catch_panic, keep_log_out_of, log_folder, report_faults, start_log};
pub use marks::{
    ArticleKey, ArticleMarks, ArticleSet, Codes, Edit, Highlight, HighlightColor, HighlightField,
    HighlightMark, HighlightPlace, JudgedStories, Marks, Note, SavedSearch, SetStratum, Stamp,
    StoryJudgement, TagColor,
};
pub use news::{BackedUp, LibraryNews};
pub use own_words::{OwnWords, compounds_path, read_own_words, read_tokens, stop_words_path};
pub use servers::{KnownServer, KnownServers, keep_server, read_servers};
pub use session::{ArchivePlace, FurtherWindow, PagePlace, ReadingPlace, Session, TopRow, WindowPlace};
pub use settings::{CitationStyle, Density, Excerpt, Face, Language, Motion, Settings, Theme, TypeSettings};
pub use store::{Store, StoreTrouble, earlier_marks, keep_unsaved, left_unsaved};
