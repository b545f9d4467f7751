//! Every command the reader can give, in one table: its name, its keys and where it applies.

use crate::article::TextEncoding;
use crate::export::CopyFormat;
use crate::formats::ColumnChoice;
use crate::library::{
    CitationStyle, HighlightColor, HighlightField, HighlightPlace, Settings, StoryJudgement, TagColor,
};
use crate::search::ListRequest;
use crate::ui::whole::WordsPart;
use crate::view::{Lang, Narrowing, ShelfKind, TourStep, WholeTab};
use crate::whole::TrendQuestion;
use crate::words::WordsQuestion;
use egui::{Key, Modifiers};
use jiff::civil::Date;
use std::path::PathBuf;

/// Something the reader asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// A command from the table, with a name and possibly a key.
    Do(Action),
    /// Open a folder or file.
    Open(PathBuf),
    /// Connect to the server in the dialog, and open its index.
    ReachServer,
    /// Show the article with this ordinal.
    Select(u32),
    /// Change the selection by the article with this ordinal.
    Choose(u32, SelectionChange),
    /// Open a checked web address in the browser. Asks for confirmation first if it could be mistaken for
    /// another.
    OpenAddress(String),
    /// Open an address that the reader has just confirmed.
    OpenAskedAddress(String),
    /// Show a loaded picture of the article large, by its address in the article.
    EnlargePicture(String),
    /// Put a text on the clipboard.
    Copy(Copied, String),
    /// Show an article's file in the file manager, by ordinal.
    ShowFile(u32),
    /// Show a file inside the archive in the file manager, by its path relative to the archive's root.
    ShowPath(PathBuf),
    /// Show a file written outside the archive in the file manager.
    ShowWritten(PathBuf),
    /// Change what the list shows.
    List(ListRequest),
    /// Go to a day in the list, or to the nearest one after it.
    GoToDay(Date),
    /// Lists only what has a value, or only what hasn't.
    Narrow(Narrowing, bool),
    /// Show a view of the archive as a whole in place of the page, or the page again.
    ShowWhole(Option<WholeTab>),
    /// Count other queries over time.
    AskTrend(TrendQuestion),
    /// Ask something else about words.
    AskWords(WordsQuestion),
    /// Read lines of the concordance around one that comes into view.
    ReadPlaces(usize),
    /// Show an article at a place: its ordinal, a part, and a range of characters.
    OpenPlace(u32, HighlightField, std::ops::Range<usize>),
    /// Stop counting words, or begin again.
    StopWords(bool),
    /// Put the concordance or the table of words on the clipboard.
    CopyWords(WordsPart),
    /// Show the list of stories, with that of an article unfolded, by ordinal.
    ShowStory(u32),
    /// Find out what holds the story of an article together, by ordinal.
    AskWhy(u32),
    /// Compare two articles of a story, by ordinal; `None` leaves the comparison.
    CompareStory(Option<[u32; 2]>),
    /// Compare two files of one article, by ordinal.
    Compare(u32, u32),
    /// Run a search.
    Search {
        /// The query text.
        text: String,
        /// The byte range of `text` that the input method is still composing.
        unfinished: std::ops::Range<usize>,
    },
    /// Read the shown article's file in this encoding; `None` guesses it.
    SetEncoding(Option<TextEncoding>),
    /// Choose the columns of a table or JSON, by its path relative to the archive's root.
    ChooseColumns(PathBuf),
    /// Read a table or JSON with these columns, by its path relative to the archive's root.
    SetColumns(PathBuf, ColumnChoice),
    /// Change the settings.
    Set(Box<Settings>),
    /// Scroll to a place in the article: a part, and a character offset within it.
    Reveal(HighlightField, usize),
    /// Change the reader's marks.
    Mark(MarkCommand),
    /// Close the window even though marks are unsaved.
    LeaveUnsaved,
    /// Find text within the article.
    Find(String),
    /// Run the export as set up in the dialog.
    Export,
    /// Save the shown chart or its numbers to a file, whose ending says in which form.
    SaveChart(PathBuf, Existing),
    /// Choose the export's destination in the system's own dialog.
    PickExport,
    /// Counts what would leave with the export that is being set up.
    CountLeaving,
    /// Show a step of the tour; `None` ends it.
    ShowTour(Option<TourStep>),
    /// Dismiss the message at the foot of the window.
    DismissMessage,
}

/// A change of the reader's marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkCommand {
    /// Write a note on the shown article, or on a highlight in it.
    Note(Option<HighlightPlace>, String),
    /// Highlight the selected passage in this colour.
    Highlight(HighlightColor),
    /// Change the colour of a highlight in the shown article.
    ColorHighlight(HighlightPlace, HighlightColor),
    /// Remove a highlight from the shown article.
    Unhighlight(HighlightPlace),
    /// Remove a tag from the shown article.
    Untag(String),
    /// Write a backup of all marks to a file.
    BackUp(PathBuf, Existing),
    /// Restore the marks from a backup file.
    Restore(PathBuf),
    /// Add a tag to the selected articles, or remove it from them.
    Tag(String, Switch),
    /// Put an article that was dragged, or all selected ones if it is among them, on a shelf.
    Shelve(u32, ShelfKind, String),
    /// Change a tag's colour.
    ColorTag(String, TagColor),
    /// Rename a tag: old name, new name.
    RenameTag(String, String),
    /// Remove a tag from every article.
    DeleteTag(String),
    /// Delete a set of drawn articles.
    DeleteSet(String),
    /// Rename a saved search: old name, new name.
    RenameSearch(String, String),
    /// Delete a saved search.
    DeleteSearch(String),
    /// Move a saved search one place up or down, by its name.
    MoveSearch(String, Shift),
    /// Decide whether an article belongs to the story of another, by ordinal.
    Story(u32, u32, StoryJudgement),
    /// Withdraw such a decision.
    WithdrawStory(u32, u32),
}

/// What was put on the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// The text that was selected.
    Selection,
    /// A web address.
    Address,
    /// Text made from this many articles, in this form, citing them in this style.
    Articles(CopyFormat, CitationStyle, usize),
    /// This many notes and highlights with their sources.
    Passages(usize),
}

/// What to do when the destination file already exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// Leave it, and ask the reader.
    Keep,
    /// Write over it.
    Replace,
}

/// Whether something is put on or taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// Put it on.
    On,
    /// Take it off.
    Off,
}

/// Which way an entry of a short list moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// Towards the top.
    Up,
    /// Towards the bottom.
    Down,
}

/// Direction of travel through anything ordered: hits, versions, history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the next one.
    Forward,
    /// To the previous one.
    Back,
}

/// How a click changes the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelectionChange {
    /// Add or remove this article.
    Toggle,
    /// Select everything from the anchor to this article.
    Range,
}

/// A key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyPress {
    /// The modifiers held down.
    pub modifiers: Modifiers,
    /// The key pressed. Matched by its letter, or by its physical position when the keyboard writes Hangul.
    pub key: Key,
}

/// One row of the table of commands.
pub struct CommandEntry {
    /// The command's action.
    pub action: Action,
    /// Its name in `settings.yaml`.
    pub id: &'static str,
    /// Its name in the interface's language.
    pub name: fn(Lang) -> &'static str,
    /// The default keys, which the reader can change.
    pub keys: &'static [KeyPress],
}

const fn plain(key: Key) -> KeyPress {
    KeyPress { modifiers: Modifiers::NONE, key }
}

const fn shift(key: Key) -> KeyPress {
    KeyPress { modifiers: Modifiers::SHIFT, key }
}

const fn alt(key: Key) -> KeyPress {
    KeyPress { modifiers: Modifiers::ALT, key }
}

const fn command(key: Key) -> KeyPress {
    KeyPress { modifiers: Modifiers::COMMAND, key }
}

const fn command_shift(key: Key) -> KeyPress {
    KeyPress { modifiers: Modifiers::COMMAND.plus(Modifiers::SHIFT), key }
}

/// Defines [`Action`] and [`COMMANDS`] from one line per command: the action, its name in `settings.yaml`
/// (which stays the same even if the action is renamed in the code), its name in the interface's language, and
/// its keys.
macro_rules! commands {
    ($($action:ident: $id:literal, $name:ident, [$($keys:expr),*];)*) => {
        /// A command with a name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Action {
            $($action),*
        }

        /// The table behind the palette, menus, tooltips, the help page and the keyboard. Its keys are the
        /// defaults; see `Keymap` for the reader's changes.
        pub static COMMANDS: &[CommandEntry] = &[
            $(CommandEntry { action: Action::$action, id: $id, name: Lang::$name, keys: &[$($keys),*] }),*
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
    // `g g` also goes to the first article; see `Keyboard`.
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
    ShowPassages: "show_passages", passages, [command_shift(Key::H)];
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
    Print: "print", print, [command(Key::P)];
    ShowInFolder: "show_in_folder", show_in_folder, [plain(Key::F)];
    ToggleStored: "toggle_stored", stored_text, [plain(Key::R)];
    ToggleSplit: "toggle_beside", stored_beside, [shift(Key::R)];
    ToggleDetails: "toggle_details", details, [plain(Key::I)];
    ToggleSidebar: "toggle_sidebar", sidebar, [plain(Key::B)];
    ToggleColumn: "toggle_column", browse_column, [shift(Key::B)];
    NextTheme: "next_theme", theme, [plain(Key::D)];
    ShowSettings: "show_settings", settings, [command(Key::Comma)];
    ClearCache: "clear_cache", clear_cache, [];
    ZoomIn: "zoom_in", zoom_in, [command(Key::Plus), command(Key::Equals)];
    ZoomOut: "zoom_out", zoom_out, [command(Key::Minus)];
    ZoomReset: "zoom_reset", zoom_reset, [command(Key::Num0)];
    ShowStories: "show_stories", show_stories, [plain(Key::A)];
    ShowWhole: "show_whole", show_whole, [plain(Key::Y)];
    ShowWords: "show_words", show_words, [shift(Key::Y)];
    SaveChart: "save_chart", save_chart, [command_shift(Key::E)];
    ShowProblems: "show_problems", problems, [plain(Key::P)];
    Compare: "compare", compare, [plain(Key::W)];
    NewerVersion: "newer_version", newer_version, [plain(Key::CloseBracket)];
    OlderVersion: "older_version", older_version, [plain(Key::OpenBracket)];
    ToggleEveryFile: "toggle_every_file", every_file, [shift(Key::V)];
    OpenFolder: "open_folder", open_folder, [command(Key::O)];
    OpenFile: "open_file", open_file, [];
    OpenSamples: "open_samples", open_samples, [];
    OpenServer: "open_server", open_server, [command_shift(Key::O)];
    ForgetLogins: "forget_logins", forget_logins, [];
    OpenPath: "open_path", path_field, [command(Key::L)];
    ReadAsText: "read_as_text", read_as_text, [];
    PassOverTexts: "pass_over_texts", pass_over_texts, [];
    ChooseColumns: "choose_columns", choose_columns, [];
    OpenRecent: "open_recent", open_recent, [command(Key::R)];
    Reload: "reload", reload, [plain(Key::F5)];
    CheckAgain: "check_again", check_again, [shift(Key::F5)];
    CheckArticle: "check_article", check_article, [];
    CancelLoad: "cancel_load", cancel, [command(Key::Period)];
    ShowNew: "show_new", show_new, [plain(Key::U)];
    ShowGuide: "show_guide", guide, [plain(Key::F1)];
    ShowHelp: "show_help", keys, [plain(Key::Questionmark), shift(Key::Slash)];
    ShowPalette: "show_palette", palette, [command(Key::K)];
    FocusSearch: "focus_search", search, [plain(Key::Slash)];
    SaveSearch: "save_search", save_search, [command(Key::S)];
    ToggleShelves: "toggle_shelves", shelves, [plain(Key::L)];
    GoToDay: "go_to_day", go_to_day, [command(Key::G)];
    Find: "find", find_in_article, [command(Key::F)];
    LeaveSearch: "leave_search", clear_search, [];
    NextHit: "next_hit", next_hit, [plain(Key::N)];
    PreviousHit: "previous_hit", previous_hit, [shift(Key::N)];
    Close: "close", close, [plain(Key::Escape)];
    NewWindow: "new_window", new_window, [command(Key::N)];
    OpenInWindow: "open_in_window", open_in_window, [shift(Key::Enter)];
    CloseWindow: "close_window", close_window, [command(Key::W)];
    Quit: "quit", quit, [command(Key::Q)];
}

/// The sections that the commands are listed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Reading,
    Searching,
    Marking,
    TakingOut,
    Whole,
    Opening,
    Window,
}

impl Section {
    /// All sections, in the order they are listed.
    pub const ALL: [Self; 7] = [
        Self::Reading,
        Self::Searching,
        Self::Marking,
        Self::TakingOut,
        Self::Whole,
        Self::Opening,
        Self::Window,
    ];

    /// Its heading.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Reading => lang.section_reading(),
            Self::Searching => lang.section_searching(),
            Self::Marking => lang.section_marking(),
            Self::TakingOut => lang.section_taking_out(),
            Self::Whole => lang.section_whole(),
            Self::Opening => lang.section_opening(),
            Self::Window => lang.section_window(),
        }
    }
}

impl Action {
    /// The section that it is listed in.
    pub fn section(self) -> Section {
        use Action::*;
        match self {
            Next | Previous | PageOn | PageBack | Back | Forward | First | Last | OpenOriginal
            | ToggleStored | ToggleSplit | ToggleDetails | Compare | NewerVersion | OlderVersion
            | CheckArticle | ShowNew | Find | NextHit | PreviousHit => Section::Reading,
            FocusSearch | SaveSearch | LeaveSearch | GoToDay | ToggleEveryFile => Section::Searching,
            ChooseNext | ChoosePrevious | ToggleChosen | SelectAll | Star | MarkRead | Tag | Note
            | Highlight | ShowPassages | ToggleShelves | Undo | Redo | BackUp | Restore => Section::Marking,
            CopyAddress | CopyCitation | CopyFootnote | CopyReference | CopyMention | CopyText
            | CopyQuotation | CopyMarkdown | Export | Print | ShowInFolder => Section::TakingOut,
            ShowStories | ShowWhole | ShowWords | SaveChart => Section::Whole,
            OpenFolder | OpenFile | OpenSamples | OpenServer | ForgetLogins | OpenPath | OpenRecent
            | ReadAsText | PassOverTexts | ChooseColumns | Reload | CheckAgain | CancelLoad
            | ShowProblems | ClearCache => Section::Opening,
            ToggleSidebar | ToggleColumn | NextTheme | ShowSettings | ZoomIn | ZoomOut | ZoomReset
            | ShowGuide | ShowHelp | ShowPalette | Close | NewWindow | OpenInWindow | CloseWindow | Quit => {
                Section::Window
            }
        }
    }

    /// This action's row of the table.
    pub fn entry(self) -> &'static CommandEntry {
        // The macro defines both in the same order.
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
