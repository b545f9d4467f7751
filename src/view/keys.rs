//! Mistakes in the reader's own key bindings.

/// A key binding in the settings that wasn't understood. It stays in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyProblem {
    /// There is no command of this name.
    NoCommand(String),
    /// The text doesn't name a key; the second value is the command it is for.
    NoKey(String, String),
    /// The key is already bound to another command; the second value is the command it is for.
    Given(String, String),
}
