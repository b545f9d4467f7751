//! The `seogo` program: hands its arguments to the library, which does the work.

fn main() {
    let path = std::env::args_os().nth(1).map(Into::into);
    if let Err(error) = seogo::app::run(path) {
        eprintln!("{error:?}");
    }
}
