//! What is tested from outside: whole files through the reader, and the program through its command line.
//!
//! One binary, as each further one is linked anew.

#[cfg(test)]
mod article_files;
#[cfg(test)]
mod files;
#[cfg(test)]
mod mutations;
#[cfg(test)]
mod real_archive;
#[cfg(test)]
mod show;
