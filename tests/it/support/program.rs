//! The program started as a command, with places of its own for whatever it keeps.

use std::path::Path;
use std::process::Command;

/// A command that keeps all of its own files below `home`, and speaks English.
pub(crate) fn with_home(mut command: Command, home: &Path) -> Command {
    for (name, below) in [
        ("HOME", "."),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_STATE_HOME", "state"),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_RUNTIME_DIR", "runtime"),
    ] {
        command.env(name, home.join(below));
    }
    command.env("LC_ALL", "en_US.UTF-8");
    command
}

/// A command that finds no place for a cache, so that a test leaves none in the home of whoever runs it.
pub(crate) fn without_cache(mut command: Command) -> Command {
    command.env("XDG_CACHE_HOME", "/dev/null");
    command
}
