//! The `seogo` program: hands its arguments to the library, which does the work.

use std::process::ExitCode;

fn main() -> ExitCode {
    seogo::cli::run(std::env::args_os())
}
