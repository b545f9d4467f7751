//! Saves what is kept between two starts: the reader's marks, settings and session.

pub(super) mod marks;
mod requests;
pub(super) mod session;
