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

/// Root may read and write everything, so tests run as root run the program as nobody.
#[cfg(unix)]
pub(crate) fn as_nobody(command: &mut std::process::Command) -> &mut std::process::Command {
    use std::os::unix::{fs::MetadataExt, process::CommandExt};
    const NOBODY: u32 = 65534;
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    if is_root { command.uid(NOBODY).gid(NOBODY) } else { command }
}
