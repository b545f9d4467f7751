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
    /// Its name in `settings.yaml`.
    pub id: &'static str,
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

const fn command_shift(key: Key) -> Keys {
    Keys { modifiers: Modifiers::COMMAND.plus(Modifiers::SHIFT), key }
}

/// Defines [`Action`] and [`COMMANDS`] from one line for each command: the action, what it is called in `settings.yaml`
/// (which stays the same whatever the action is called here), its name in the interface's language, and its keys.
macro_rules! commands {
    ($($action:ident: $id:literal, $name:ident, [$($keys:expr),*];)*) => {
        /// A command with a name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each is named by its text in the table")]
        pub enum Action {
            $($action),*
        }

        /// The table, which the palette, menus, tooltips, the help page and the keyboard read. The keys in it are those
        /// that hold until the reader changes them; see `Keymap`.
        pub static COMMANDS: &[Entry] = &[
            $(Entry { action: Action::$action, id: $id, name: Lang::$name, keys: &[$($keys),*] }),*
        ];
    };
}

commands! {
    Next: "next", next, [plain(Key::J), plain(Key::ArrowDown)];
    Previous: "previous", previous, [plain(Key::K), plain(Key::ArrowUp)];
    PageOn: "page_on", page_on, [plain(Key::Space), plain(Key::PageDown)];
    PageBack: "page_back", page_back, [shift(Key::Space), plain(Key::PageUp)];
    Back: "back", back, [alt(Key::ArrowLeft)];
    Forward: "forward", forward, [alt(Key::ArrowRight)];
    // `g g` is the other way to the first article; see `Keyboard`.
    First: "first", first, [plain(Key::Home)];
    Last: "last", last, [plain(Key::End), shift(Key::G)];
    ChooseNext: "choose_next", choose_next, [shift(Key::ArrowDown), shift(Key::J)];
    ChoosePrevious: "choose_previous", choose_previous, [shift(Key::ArrowUp), shift(Key::K)];
    ToggleChosen: "toggle_chosen", toggle_chosen, [plain(Key::X)];
    SelectAll: "select_all", select_all, [command(Key::A)];
    Star: "star", star, [plain(Key::S)];
    MarkRead: "mark_read", mark_read, [plain(Key::M)];
    Tag: "tag", tag, [plain(Key::T)];
    Note: "note", note, [plain(Key::E)];
    Highlight: "highlight", highlight, [plain(Key::H)];
    BackUp: "back_up", back_up, [];
    Restore: "restore", restore, [];
    Undo: "undo", undo, [command(Key::Z)];
    Redo: "redo", redo, [command_shift(Key::Z), command(Key::Y)];
    OpenOriginal: "open_original", open_original, [plain(Key::O), plain(Key::V), plain(Key::Enter)];
    CopyAddress: "copy_address", copy_address, [plain(Key::C)];
    CopyCitation: "copy_citation", copy_citation, [shift(Key::C)];
    CopyFootnote: "copy_footnote", copy_footnote, [];
    CopyReference: "copy_reference", copy_reference, [];
    CopyMention: "copy_mention", copy_mention, [];
    CopyText: "copy_text", copy_text, [];
    CopyQuotation: "copy_quotation", copy_quotation, [plain(Key::Q)];
    CopyMarkdown: "copy_markdown", copy_markdown, [shift(Key::M)];
    Export: "export", export, [command(Key::E)];
    ShowInFolder: "show_in_folder", show_in_folder, [plain(Key::F)];
    ToggleStored: "toggle_stored", stored_text, [plain(Key::R)];
    ToggleBeside: "toggle_beside", stored_beside, [shift(Key::R)];
    ToggleDetails: "toggle_details", details, [plain(Key::I)];
    ToggleSidebar: "toggle_sidebar", sidebar, [plain(Key::B)];
    NextTheme: "next_theme", theme, [plain(Key::D)];
    ShowSettings: "show_settings", settings, [command(Key::Comma)];
    ClearCache: "clear_cache", clear_cache, [];
    ZoomIn: "zoom_in", zoom_in, [command(Key::Plus), command(Key::Equals)];
    ZoomOut: "zoom_out", zoom_out, [command(Key::Minus)];
    ZoomReset: "zoom_reset", zoom_reset, [command(Key::Num0)];
    ShowProblems: "show_problems", problems, [plain(Key::P)];
    Compare: "compare", compare, [plain(Key::W)];
    NewerVersion: "newer_version", newer_version, [plain(Key::CloseBracket)];
    OlderVersion: "older_version", older_version, [plain(Key::OpenBracket)];
    ToggleEveryFile: "toggle_every_file", every_file, [shift(Key::V)];
    OpenFolder: "open_folder", open_folder, [command(Key::O)];
    OpenPath: "open_path", path_field, [command(Key::L)];
    OpenRecent: "open_recent", open_recent, [command(Key::R)];
    Reload: "reload", reload, [plain(Key::F5)];
    CheckAgain: "check_again", check_again, [shift(Key::F5)];
    CheckArticle: "check_article", check_article, [];
    CancelLoad: "cancel_load", cancel, [command(Key::Period)];
    ShowNew: "show_new", show_new, [plain(Key::U)];
    ShowHelp: "show_help", help, [plain(Key::Questionmark), shift(Key::Slash), plain(Key::F1)];
    ShowPalette: "show_palette", palette, [command(Key::K)];
    FocusSearch: "focus_search", search, [plain(Key::Slash)];
    SaveSearch: "save_search", save_search, [command(Key::S)];
    ToggleShelves: "toggle_shelves", shelves, [plain(Key::L)];
    Find: "find", find_in_article, [command(Key::F)];
    LeaveSearch: "leave_search", clear_search, [];
    NextHit: "next_hit", next_hit, [plain(Key::N)];
    PreviousHit: "previous_hit", previous_hit, [shift(Key::N)];
    Close: "close", close, [plain(Key::Escape)];
}

impl Action {
    /// Its row of the table.
    pub fn entry(self) -> &'static Entry {
        // They are defined together.
        &COMMANDS[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Lang;

    #[test]
    fn no_key_does_two_things_and_every_command_has_a_name_of_its_own() {
        let (mut seen, mut ids) = (Vec::new(), Vec::new());
        for entry in COMMANDS {
            assert!(!(entry.name)(Lang::Korean).is_empty());
            assert!(!entry.id.is_empty() && !ids.contains(&entry.id), "{}", entry.id);
            ids.push(entry.id);
            for keys in entry.keys {
                assert!(!seen.contains(keys), "{keys:?}");
                seen.push(*keys);
            }
        }
    }
}
