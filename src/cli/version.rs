//! `seogo --version`: the version and, with `--verbose`, the folders it uses.

use std::io::Write;

use super::output::{Failure, Output};
use super::terminal::write_cells;
use crate::library::{Folders, Settings, Store, log_folder};
use crate::view::Lang;

/// Prints the version and, if `verbose`, the paths of settings, session, marks, caches and log.
pub(super) fn print(verbose: bool, lang: Lang) -> Result<(), Failure> {
    let mut output = Output::stdout();
    writeln!(output, "seogo {}", env!("CARGO_PKG_VERSION"))?;
    if verbose && let Ok(folders) = Folders::for_this_user() {
        let places = [
            (lang.cli_place_settings(), Some(Settings::path(&folders))),
            (lang.cli_place_session(), Some(folders.state.clone())),
            (lang.cli_place_marks(), Some(Store::path(&folders))),
            (lang.cli_place_caches(), folders.cache.clone()),
            (lang.cli_place_log(), Some(log_folder(&folders))),
        ];
        for (name, place) in places {
            write_cells(&[name, &place.unwrap_or_default().to_string_lossy()], &mut output)?;
        }
    }
    output.finish()
}
