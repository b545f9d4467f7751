//! What the screen and the command line say, as plain text: every word for people stands in this room, in Korean
//! and in English.

mod cli_text;
mod lang;
mod problems;

pub use cli_text::{CliText, cli_text};
pub use lang::Lang;
pub use problems::problem_message;
