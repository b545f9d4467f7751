//! Paints the window from `view`'s plain values, and gives back commands. It opens no file and starts no job.

pub mod command;
pub mod details;
pub mod dialogs;
pub mod filter;
pub mod fonts;
pub mod icons;
pub mod list;
pub mod message;
pub mod reader;
pub mod sidebar;
pub mod theme;
pub mod toolbar;
pub mod type_menu;
pub mod welcome;
mod icon_button;
mod text_field;
