//! Everything the reader can do, in one table: its name, its keys, and where it applies.

use crate::article::TextEncoding;
use crate::export::Clip;
use crate::library::{HighlightField, HighlightPlace, Settings, TagColor};
use crate::search::ListRequest;
use crate::view::Lang;
use egui::{Key, Modifiers};
use std::path::PathBuf;

/// Something the reader asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// One of the commands that have a name and perhaps a key.
    Do(Action),
    /// Open a folder or file.
    Open(PathBuf),
    /// Show the article with this ordinal.
    Select(u32),
    /// Choose the article with this ordinal beside those that are chosen.
    Choose(u32, Choice),
    /// Open a checked web address in the browser, once the reader has said so where it could be taken for another.
    OpenAddress(String),
    /// Open one of which the reader has said so.
    OpenAskedAddress(String),
    /// Put a text on the clipboard.
    Copy(Copied, String),
    /// Show the file of an article, by ordinal, in the file manager.
    ShowFile(u32),
    /// Show something below the archive's folder in the file manager, by its path there.
    ShowPath(PathBuf),
    /// Show a file that was written outside the archive in the file manager.
    ShowWritten(PathBuf),
    /// List something else.
    List(ListRequest),
    /// Compare two files of one article, by ordinal.
    Compare(u32, u32),
    /// Look for something.
    Search {
        /// What is looked for.
        text: String,
        /// The stretch of it, in bytes, that the input method is still composing.
        unfinished: std::ops::Range<usize>,
    },
    /// Read the shown article's file in this encoding, or in the one that is guessed.
    SetEncoding(Option<TextEncoding>),
    /// Change the settings.
    Set(Box<Settings>),
    /// Bring a place of the article into view, by its part and its character there.
    Reveal(HighlightField, usize),
    /// Change the reader's marks.
    Mark(MarkCommand),
    /// Close the window although marks are not saved.
    LeaveUnsaved,
    /// Look for something within the article.
    Find(String),
    /// Export what the dialog says.
    Export,
    /// Choose the place of an export in the system's own dialog.
    PickExport,
    /// Take away the message at the foot of the window.
    DismissMessage,
}

/// A change of the reader's marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkCommand {
    /// Write a note on the shown article, or on a highlight in it.
    Note(Option<HighlightPlace>, String),
    /// Highlight a passage of the shown article no longer.
    Unhighlight(HighlightPlace),
    /// Take a tag away from the shown article.
    Untag(String),
    /// Write all marks into a file.
    BackUp(PathBuf, Existing),
    /// Bring back what such a file holds.
    Restore(PathBuf),
    /// Put a tag on the chosen articles, or take it off them.
    Tag(String, Switch),
    /// Give a tag another colour.
    ColorTag(String, TagColor),
    /// Give a tag, by its name, another name.
    RenameTag(String, String),
    /// Take a tag away from every article.
    DeleteTag(String),
    /// Give a saved search, by its name, another name.
    RenameSearch(String, String),
    /// Keep a search no longer.
    DeleteSearch(String),
    /// Move a saved search, by its name, past the one over or under it.
    MoveSearch(String, Shift),
}

/// What was put on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// The text that was selected.
    Selection,
    /// A web address.
    Address,
    /// Something of so many articles.
    Articles(Clip, usize),
}

/// What to do about a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Leave it, and ask the reader.
    Keep,
    /// Write over it.
    Replace,
}

/// Putting something on, or taking it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// Put it on.
    On,
    /// Take it off.
    Off,
}

/// Where a line of a short list goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// Towards the top.
    Up,
    /// Towards the bottom.
    Down,
}

/// Which way to go through what has an order: hits, versions, what was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// On to the next.
    Forward,
    /// Back to the one before.
    Back,
}

/// How an article is chosen beside others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This one, or not this one.
    Toggle,
    /// Everything from where the choice began to this one.
    Range,
}

/// A command with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by its text in the table")]
pub enum Action {
    OpenFolder,
    OpenPath,
    OpenRecent,
    Reload,
    CheckAgain,
    CheckArticle,
    CancelLoad,
    ShowNew,
    Next,
    Previous,
    First,
    Last,
    ChooseNext,
    ChoosePrevious,
    ToggleChosen,
    SelectAll,
    Star,
    MarkRead,
    Tag,
    Note,
    Highlight,
    BackUp,
    Restore,
    SaveSearch,
    ToggleShelves,
    Undo,
    Redo,
    Back,
    Forward,
    PageOn,
    PageBack,
    OpenOriginal,
    CopyAddress,
    CopyCitation,
    CopyFootnote,
    CopyReference,
    CopyMention,
    CopyText,
    CopyQuotation,
    CopyMarkdown,
    Export,
    ShowInFolder,
    ToggleStored,
    ToggleBeside,
    ToggleDetails,
    ToggleSidebar,
    NextTheme,
    ShowSettings,
    ClearCache,
    ZoomIn,
    ZoomOut,
    ZoomReset,
    Compare,
    NewerVersion,
    OlderVersion,
    ShowProblems,
    ToggleEveryFile,
    ShowHelp,
    ShowPalette,
    FocusSearch,
    Find,
    LeaveSearch,
    NextHit,
    PreviousHit,
    Close,
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keys {
    /// What is held down.
    pub modifiers: Modifiers,
    /// What is pressed. Matched by the letter, and where the keyboard writes Hangul, by the place of the key.
    pub key: Key,
}

/// A row of the table.
pub struct Entry {
    /// What it does.
    pub action: Action,
    /// Its name in the interface's language.
    pub name: fn(Lang) -> &'static str,
    /// The keys that do it unless the reader has changed them.
    pub keys: &'static [Keys],
}

const fn plain(key: Key) -> Keys {
    Keys { modifiers: Modifiers::NONE, key }
}

const fn shift(key: Key) -> Keys {
    Keys { modifiers: Modifiers::SHIFT, key }
}

const fn alt(key: Key) -> Keys {
    Keys { modifiers: Modifiers::ALT, key }
}

const fn command(key: Key) -> Keys {
    Keys { modifiers: Modifiers::COMMAND, key }
}

/// The table, which the palette, menus, tooltips, the help page and the keyboard read. The keys in it are those that hold
/// until the reader changes them; see `Keymap`.
pub static COMMANDS: &[Entry] = &[
    Entry { action: Action::Next, name: Lang::next, keys: &[plain(Key::J), plain(Key::ArrowDown)] },
    Entry { action: Action::Previous, name: Lang::previous, keys: &[plain(Key::K), plain(Key::ArrowUp)] },
    Entry { action: Action::PageOn, name: Lang::page_on, keys: &[plain(Key::Space), plain(Key::PageDown)] },
    Entry { action: Action::PageBack, name: Lang::page_back, keys: &[shift(Key::Space), plain(Key::PageUp)] },
    Entry { action: Action::Back, name: Lang::back, keys: &[alt(Key::ArrowLeft)] },
    Entry { action: Action::Forward, name: Lang::forward, keys: &[alt(Key::ArrowRight)] },
    // `g g` is the other way to the first article; see `Keyboard`.
    Entry { action: Action::First, name: Lang::first, keys: &[plain(Key::Home)] },
    Entry { action: Action::Last, name: Lang::last, keys: &[plain(Key::End), shift(Key::G)] },
    Entry {
        action: Action::ChooseNext,
        name: Lang::choose_next,
        keys: &[shift(Key::ArrowDown), shift(Key::J)],
    },
    Entry {
        action: Action::ChoosePrevious,
        name: Lang::choose_previous,
        keys: &[shift(Key::ArrowUp), shift(Key::K)],
    },
    Entry { action: Action::ToggleChosen, name: Lang::toggle_chosen, keys: &[plain(Key::X)] },
    Entry { action: Action::SelectAll, name: Lang::select_all, keys: &[command(Key::A)] },
    Entry { action: Action::Star, name: Lang::star, keys: &[plain(Key::S)] },
    Entry { action: Action::MarkRead, name: Lang::mark_read, keys: &[plain(Key::M)] },
    Entry { action: Action::Tag, name: Lang::tag, keys: &[plain(Key::T)] },
    Entry { action: Action::Note, name: Lang::note, keys: &[plain(Key::E)] },
    Entry { action: Action::Highlight, name: Lang::highlight, keys: &[plain(Key::H)] },
    Entry { action: Action::BackUp, name: Lang::back_up, keys: &[] },
    Entry { action: Action::Restore, name: Lang::restore, keys: &[] },
    Entry { action: Action::Undo, name: Lang::undo, keys: &[command(Key::Z)] },
    Entry {
        action: Action::Redo,
        name: Lang::redo,
        keys: &[Keys { modifiers: Modifiers::COMMAND.plus(Modifiers::SHIFT), key: Key::Z }, command(Key::Y)],
    },
    Entry {
        action: Action::OpenOriginal,
        name: Lang::open_original,
        keys: &[plain(Key::O), plain(Key::V), plain(Key::Enter)],
    },
    Entry { action: Action::CopyAddress, name: Lang::copy_address, keys: &[plain(Key::C)] },
    Entry { action: Action::CopyCitation, name: Lang::copy_citation, keys: &[shift(Key::C)] },
    Entry { action: Action::CopyFootnote, name: Lang::copy_footnote, keys: &[] },
    Entry { action: Action::CopyReference, name: Lang::copy_reference, keys: &[] },
    Entry { action: Action::CopyMention, name: Lang::copy_mention, keys: &[] },
    Entry { action: Action::CopyText, name: Lang::copy_text, keys: &[] },
    Entry { action: Action::CopyQuotation, name: Lang::copy_quotation, keys: &[plain(Key::Q)] },
    Entry { action: Action::CopyMarkdown, name: Lang::copy_markdown, keys: &[shift(Key::M)] },
    Entry { action: Action::Export, name: Lang::export, keys: &[command(Key::E)] },
    Entry { action: Action::ShowInFolder, name: Lang::show_in_folder, keys: &[plain(Key::F)] },
    Entry { action: Action::ToggleStored, name: Lang::stored_text, keys: &[plain(Key::R)] },
    Entry { action: Action::ToggleBeside, name: Lang::stored_beside, keys: &[shift(Key::R)] },
    Entry { action: Action::ToggleDetails, name: Lang::details, keys: &[plain(Key::I)] },
    Entry { action: Action::ToggleSidebar, name: Lang::sidebar, keys: &[plain(Key::B)] },
    Entry { action: Action::NextTheme, name: Lang::theme, keys: &[plain(Key::D)] },
    Entry { action: Action::ShowSettings, name: Lang::settings, keys: &[command(Key::Comma)] },
    Entry { action: Action::ClearCache, name: Lang::clear_cache, keys: &[] },
    Entry { action: Action::ZoomIn, name: Lang::zoom_in, keys: &[command(Key::Plus), command(Key::Equals)] },
    Entry { action: Action::ZoomOut, name: Lang::zoom_out, keys: &[command(Key::Minus)] },
    Entry { action: Action::ZoomReset, name: Lang::zoom_reset, keys: &[command(Key::Num0)] },
    Entry { action: Action::ShowProblems, name: Lang::problems, keys: &[plain(Key::P)] },
    Entry { action: Action::Compare, name: Lang::compare, keys: &[plain(Key::W)] },
    Entry { action: Action::NewerVersion, name: Lang::newer_version, keys: &[plain(Key::CloseBracket)] },
    Entry { action: Action::OlderVersion, name: Lang::older_version, keys: &[plain(Key::OpenBracket)] },
    Entry { action: Action::ToggleEveryFile, name: Lang::every_file, keys: &[shift(Key::V)] },
    Entry { action: Action::OpenFolder, name: Lang::open_folder, keys: &[command(Key::O)] },
    Entry { action: Action::OpenPath, name: Lang::path_field, keys: &[command(Key::L)] },
    Entry { action: Action::OpenRecent, name: Lang::open_recent, keys: &[command(Key::R)] },
    Entry { action: Action::Reload, name: Lang::reload, keys: &[plain(Key::F5)] },
    Entry { action: Action::CheckAgain, name: Lang::check_again, keys: &[shift(Key::F5)] },
    Entry { action: Action::CheckArticle, name: Lang::check_article, keys: &[] },
    Entry { action: Action::CancelLoad, name: Lang::cancel, keys: &[command(Key::Period)] },
    Entry { action: Action::ShowNew, name: Lang::show_new, keys: &[plain(Key::U)] },
    Entry {
        action: Action::ShowHelp,
        name: Lang::help,
        keys: &[plain(Key::Questionmark), shift(Key::Slash), plain(Key::F1)],
    },
    Entry { action: Action::ShowPalette, name: Lang::palette, keys: &[command(Key::K)] },
    Entry { action: Action::FocusSearch, name: Lang::search, keys: &[plain(Key::Slash)] },
    Entry { action: Action::SaveSearch, name: Lang::save_search, keys: &[command(Key::S)] },
    Entry { action: Action::ToggleShelves, name: Lang::shelves, keys: &[plain(Key::L)] },
    Entry { action: Action::Find, name: Lang::find_in_article, keys: &[command(Key::F)] },
    Entry { action: Action::LeaveSearch, name: Lang::clear_search, keys: &[] },
    Entry { action: Action::NextHit, name: Lang::next_hit, keys: &[plain(Key::N)] },
    Entry { action: Action::PreviousHit, name: Lang::previous_hit, keys: &[shift(Key::N)] },
    Entry { action: Action::Close, name: Lang::close, keys: &[plain(Key::Escape)] },
];

impl Action {
    /// Its row of the table.
    pub fn entry(self) -> Option<&'static Entry> {
        COMMANDS.iter().find(|entry| entry.action == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Lang;

    #[test]
    fn no_key_does_two_things_and_every_command_has_a_name() {
        let mut seen = Vec::new();
        for entry in COMMANDS {
            assert!(!(entry.name)(Lang::Korean).is_empty());
            for keys in entry.keys {
                assert!(!seen.contains(keys), "{keys:?}");
                seen.push(*keys);
            }
        }
    }
}
