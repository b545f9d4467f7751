//! Saves what is kept between two starts: the reader's marks, settings and session.

pub(super) mod marks;
pub(super) mod session;
