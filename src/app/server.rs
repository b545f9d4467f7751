//! Opening an index on a search server: the dialog, what is known about servers, and what came of reaching one.

use super::servers::{ReachedServer, Reaching};
use crate::app::program::Program;
use crate::app::window::Window;
use crate::archive::FilePlace;
use crate::cluster::{
    Access, AddressFault, IndexAddress, Login, ServerAnswer, ServerFound, ServerTrouble, Trouble,
};
use crate::engine::ReachWish;
use crate::library::{KnownServer, keep_server};
use crate::ui::message::Message;
use crate::ui::server_dialog::{ServerDialog, ServerState};
use std::path::{Path, PathBuf};

impl Window {
    /// Opens the dialog for an address, and reaches the server unless that has to wait.
    pub(super) fn open_server(&mut self, address: &Path, reaching: Reaching, program: &mut Program) {
        // An answer that is still on its way was for another dialog.
        program.servers.reaching = None;
        let mut dialog = ServerDialog::of(address.to_string_lossy().into_owned());
        match reaching {
            Reaching::AtOnce => {}
            Reaching::ForFields => dialog.names_fields = true,
            Reaching::WhenAsked => {
                dialog.state = ServerState::Told(program.lang().not_connected().to_owned())
            }
            Reaching::WhenRefused => {
                dialog.state = ServerState::Told(program.lang().login_refused().to_owned())
            }
        }
        if let Ok(address) = IndexAddress::of_server(&dialog.address, true) {
            let known = program.servers.known(&address.servers());
            dialog.authorities =
                known.authorities.map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
            dialog.unencrypted = known.unencrypted.then_some(true);
        }
        self.overlays.open_server(dialog);
        let is_at_once = matches!(reaching, Reaching::AtOnce | Reaching::ForFields);
        if is_at_once && !address.as_os_str().is_empty() {
            self.reach_server(program);
        }
    }

    /// Reaches the server in the dialog.
    pub(super) fn reach_server(&mut self, program: &mut Program) {
        let lang = program.kept.lang();
        let Some(dialog) = self.overlays.server() else { return };
        let trusted = match std::mem::take(&mut dialog.state) {
            ServerState::UnknownCertificate(_, fingerprint) => Some(fingerprint),
            ServerState::Asking | ServerState::Reaching | ServerState::Told(_) => None,
        };
        let may_be_unencrypted = dialog.unencrypted == Some(true);
        let address = match IndexAddress::of_server(&dialog.address, may_be_unencrypted) {
            Ok(address) => address,
            Err(fault) => {
                if fault == AddressFault::Unencrypted {
                    dialog.unencrypted = Some(false);
                }
                dialog.state = ServerState::Told(lang.server_fault(fault).to_owned());
                return;
            }
        };
        let address = if address.index.is_empty() && !dialog.index.trim().is_empty() {
            let whole = format!("{}/{}", address.servers(), dialog.index.trim());
            match IndexAddress::parse(&whole, may_be_unencrypted) {
                Ok(address) => address,
                Err(fault) => {
                    dialog.state = ServerState::Told(lang.server_fault(fault).to_owned());
                    return;
                }
            }
        } else {
            address
        };
        let typed = (!dialog.user.is_empty()).then(|| (dialog.user.clone(), dialog.password.clone()));
        let login = typed.clone().or_else(|| program.servers.login(&address.servers()));
        if login.is_some() && address.is_open_to_all() {
            dialog.state = ServerState::Told(lang.cluster_open_password().to_owned());
            return;
        }
        let path = dialog.authorities.trim();
        let authorities = (!path.is_empty()).then(|| PathBuf::from(path));
        let before = program.servers.known(&address.servers());
        let is_trusted = trusted.is_some();
        let fingerprint = trusted.or(before.fingerprint);
        let known = KnownServer { fingerprint, authorities, unencrypted: may_be_unencrypted };
        let access = Access {
            login: login.map_or(Login::Anonymous, |(user, password)| Login::Basic(user, password)),
            authorities: known.authorities.clone(),
            fingerprint: known.fingerprint.clone(),
        };
        let keeps_login = dialog.keeps_login && typed.is_some();
        let names_fields = std::mem::take(&mut dialog.names_fields);
        dialog.state = ServerState::Reaching;
        if is_trusted {
            // The server may ask for a login next.
            self.keep_server(&address.servers(), known.clone(), program);
        }
        let attempt = program.servers.begin(ReachedServer { server: address.servers(), known, typed });
        program.engine.reach(address, access, attempt, ReachWish { keeps_login, names_fields });
    }

    /// Opens the index that was reached, or says in the dialog why not.
    pub(super) fn on_server(&mut self, answer: ServerAnswer, program: &mut Program) {
        let ServerAnswer { address, result, had_login, attempt } = answer;
        // The dialog was closed, or the reader has asked for something else since.
        let Some(ReachedServer { server, known, typed }) = program.servers.end(attempt) else { return };
        let Some(dialog) = self.overlays.server() else { return };
        let lang = program.kept.lang();
        let told = match result {
            Ok(found) => {
                if let Some(login) = typed {
                    program.servers.logins.insert(server.clone(), login);
                }
                self.keep_server(&server, known, program);
                return self.on_server_found(&address, found, program);
            }
            Err(ServerTrouble::Trouble(Trouble::Certificate { fingerprint, .. })) => {
                let told = match known.fingerprint {
                    Some(_) => lang.certificate_changed(),
                    None => lang.certificate_unknown(),
                };
                dialog.state = ServerState::UnknownCertificate(told.to_owned(), fingerprint);
                return;
            }
            Err(ServerTrouble::Trouble(trouble)) => lang.server_trouble(&trouble, had_login),
            Err(ServerTrouble::Newer) => lang.cluster_newer(&address.to_string()),
            Err(ServerTrouble::Other) => lang.cluster_not_one(&address.to_string()),
        };
        dialog.state = ServerState::Told(told);
    }

    fn on_server_found(&mut self, address: &IndexAddress, found: ServerFound, program: &mut Program) {
        let lang = program.kept.lang();
        match found {
            ServerFound::Indices(indices) => {
                let Some(dialog) = self.overlays.server() else { return };
                let told = if indices.is_empty() { lang.no_indices() } else { lang.choose_index() };
                dialog.address = address.servers();
                (dialog.indices, dialog.state) = (indices, ServerState::Told(told.to_owned()));
            }
            ServerFound::Fields(preview) => {
                let path = PathBuf::from(address.to_string());
                if let Some(dialog) = self.overlays.server() {
                    dialog.state = ServerState::Asking;
                }
                self.overlays.open_columns(path.clone());
                self.overlays.on_columns(&path, Some(preview));
            }
            ServerFound::Index(reached) => {
                let finds_words_only = reached.finds_words_only();
                let known = program
                    .kept
                    .session()
                    .places
                    .get(Path::new(&address.to_string()))
                    .cloned()
                    .unwrap_or_default();
                let places = [known.top.map(|top| top.path), known.article.map(|article| article.path)];
                let place = |place: String| FilePlace::parse(&place).into_owned();
                program.engine.open_index(*reached, places.into_iter().flatten().map(place).collect());
                if finds_words_only {
                    self.tell(Message::lasting_warning(lang.cluster_server_words().to_owned()));
                }
            }
        }
    }

    fn keep_server(&mut self, server: &str, known: KnownServer, program: &mut Program) {
        if program.servers.known(server) == known {
            return;
        }
        program.servers.set(server, known.clone());
        let kept = program.kept.folders().map(|folders| keep_server(server, known, folders));
        if let Some(Err(error)) = kept {
            self.on_not_kept(&error, program);
        }
    }

    /// Asks for another login if the server of the open index no longer accepts it, or says why it refuses.
    pub(super) fn on_server_refused(&mut self, trouble: &Trouble, program: &mut Program) {
        let path = program.open.as_ref().map(|open| open.archive.path());
        match path.filter(|_| *trouble == Trouble::NeedsLogin) {
            Some(path) => self.open_server(&path, Reaching::WhenRefused, program),
            None => self.tell(Message::warning(program.lang().server_trouble(trouble, true))),
        }
    }

    /// Forgets every login.
    pub(super) fn forget_logins(&mut self, program: &mut Program) {
        let had_any = !program.servers.logins.is_empty();
        program.servers.logins.clear();
        program.engine.forget_logins(had_any);
    }
}
