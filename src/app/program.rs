//! The program's state that all of its windows share: the open archive, what is kept between starts, the reader's
//! marks, and the engine.

use super::kept::KeptState;
use super::library::Library;
use super::open::Open;
#[cfg(feature = "cluster")]
use super::servers::Servers;
use crate::engine::Engine;
use crate::view::Lang;
use std::path::PathBuf;

/// The state that all windows share.
pub(super) struct Program {
    pub(super) engine: Engine,
    pub(super) kept: KeptState,
    pub(super) library: Library,
    /// The open archive.
    pub(super) open: Option<Open>,
    /// The folder of the sample archive.
    pub(super) samples: Option<PathBuf>,
    #[cfg(feature = "cluster")]
    pub(super) servers: Servers,
}

impl Program {
    pub(super) fn lang(&self) -> Lang {
        self.kept.lang()
    }
}
