//! Runs the program as a command, with its own folders for everything it writes.

use std::path::Path;
use std::process::Command;

/// A command that keeps all of its files below `home` and uses English.
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

/// A command that has no folder for a cache, so that tests leave none in the user's home folder.
pub(crate) fn without_cache(mut command: Command) -> Command {
    command.env("XDG_CACHE_HOME", "/dev/null");
    command
}
