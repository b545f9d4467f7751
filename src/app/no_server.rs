//! Stands in for `server` in a build without the feature `cluster`, which reaches no server.

use super::program::Program;
use super::servers::Reaching;
use super::window::Window;
use crate::ui::message::Message;
use std::path::Path;

impl Window {
    /// Says that this build can't open servers.
    pub(super) fn open_server(&mut self, _address: &Path, _reaching: Reaching, program: &mut Program) {
        self.tell(Message::note(program.lang().without_servers().to_owned()));
    }

    /// Does nothing, as there is no dialog.
    pub(super) fn reach_server(&mut self, _program: &mut Program) {}

    /// Does nothing, as there are no logins.
    pub(super) fn forget_logins(&mut self, _program: &mut Program) {}
}
