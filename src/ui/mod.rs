//! Paints the window from `view`'s plain values, and gives back commands. It opens no file and starts no job.

pub mod command;
pub mod day_bars;
pub mod details;
pub mod dialogs;
pub mod facets;
pub mod filter;
pub mod find_bar;
pub mod fonts;
mod icon_button;
pub mod icons;
mod integrity_menu;
pub mod list;
mod marks;
pub mod message;
pub mod notes;
pub mod reader;
pub mod search_bar;
pub mod shelves;
pub mod sidebar;
pub mod tag_picker;
mod text_field;
pub mod theme;
pub mod toolbar;
pub mod type_menu;
pub mod versions_bar;
pub mod welcome;
