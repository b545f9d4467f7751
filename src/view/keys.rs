//! What the reader's own keys can have wrong.

/// Something of the keys in the settings that was not understood; it stays in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyProblem {
    /// There is no command of this name.
    NoCommand(String),
    /// The text names no key; and the command that it stands by.
    NoKey(String, String),
    /// The key has been given to another command before; and the command that it stands by.
    Given(String, String),
}
