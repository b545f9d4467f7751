//! The `seogo` program: hands its arguments to the library, which does the work.

fn main() {}
