//! What the engine's handle asks of search servers: to reach one, to list its indices, and to open an index.

use super::Engine;
use crate::archive::{Archive, FilePlace, Source};
use crate::cluster::{
    Access, Client, IndexAddress, IndexFound, Login, OpenIndex, ReachedIndex, Readable, ServerAnswer,
    ServerFound, ServerTrouble, find_index, list_indices, preview_fields,
};
use crate::engine::archive::index::IndexArchive;
use crate::engine::desktop::keyring;
use crate::engine::event::{ArchiveEvent, ProgramEvent};
use crate::engine::query::lister::ListInput;
use crate::formats::ColumnChoice;
use crossbeam_channel::{bounded, unbounded};
use std::path::Path;
use std::sync::Arc;

/// What is wished of reaching a server, besides opening what is there.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReachWish {
    /// Whether the login is kept in the system's keyring if the server accepts it.
    pub keeps_login: bool,
    /// Whether the reader names the fields of the index again.
    pub names_fields: bool,
}

impl Engine {
    /// Keeps logins in the system's keyring from now on, and looks for them there.
    pub fn use_keyring(&mut self) {
        self.has_keyring = true;
    }

    /// Reaches the server of an address. The index is opened by [`Engine::open_index`]; the open archive
    /// stays meanwhile. Without a login, one that the keyring has is used. The answer has the number of the
    /// `attempt`.
    pub fn reach(&self, address: IndexAddress, mut access: Access, attempt: u64, wish: ReachWish) {
        let choices = self.source.choices().clone();
        let has_keyring = self.has_keyring;
        self.spawn_telling("seogo-server", move |sender| {
            if has_keyring
                && matches!(access.login, Login::Anonymous)
                && !address.is_open_to_all()
                && let Ok(Some((user, password))) = keyring::login_of(&address.servers())
            {
                access.login = Login::Basic(user, password);
            }
            let had_login = !matches!(access.login, Login::Anonymous);
            let columns = choices.columns_of(Path::new(""), Path::new(&address.to_string())).cloned();
            let columns = columns.filter(|_| !wish.names_fields);
            let result = reach(&address, &access, columns.as_ref());
            let is_reached = result.is_ok();
            let server = address.servers();
            sender.send(ProgramEvent::Server(ServerAnswer { address, attempt, had_login, result }));
            // The keyring may ask the reader to unlock it, which the archive needn't wait for.
            if let Login::Basic(user, password) = access.login
                && wish.keeps_login
                && is_reached
                && !(has_keyring && keyring::keep(&server, &(user, password)).is_ok())
            {
                sender.send(ProgramEvent::LoginNotKept);
            }
        });
    }

    /// Forgets the logins in the system's keyring. `had_others` says that some were kept elsewhere.
    pub fn forget_logins(&self, had_others: bool) {
        let has_keyring = self.has_keyring;
        self.spawn_telling("seogo-server", move |sender| {
            let had_any = has_keyring && keyring::forget_all().is_ok_and(|count| count > 0);
            sender.send(ProgramEvent::LoginsForgotten { had_any: had_any || had_others });
        });
    }

    /// Opens an index that was reached, in place of the open archive. `places` are those at which the reader
    /// was last in it, the first row in view first.
    pub fn open_index(&mut self, reached: ReachedIndex, places: Vec<FilePlace<'static>>) {
        let ReachedIndex { client, address, index } = reached;
        let archive = Archive::on_server(address.to_string());
        let sender = self.enter(&archive);
        let (lost_in, lost) = bounded(1);
        let on_lost = move || {
            // If the thread knows already, there is nothing more to say.
            let _ = lost_in.try_send(());
        };
        let index = Arc::new(OpenIndex::new(client, address, index, on_lost));
        self.source = Source::on_server(&archive, self.source.choices().clone(), index.clone());
        self.remote = Some(index.clone());
        let _ = self.lists.send(ListInput::Places(self.generation, places));
        sender.send(ArchiveEvent::Opened(archive));
        let (archive_in, inputs) = unbounded();
        self.archive = Some(archive_in);
        let open = IndexArchive {
            index,
            cancel: self.cancel.clone(),
            closed: self.closed_archive.clone(),
            sender,
            lists: self.lists.clone(),
            inputs,
            lost,
        };
        self.spawn("seogo-archive", move || open.run());
    }
}

fn reach(
    address: &IndexAddress,
    access: &Access,
    columns: Option<&ColumnChoice>,
) -> Result<ServerFound, ServerTrouble> {
    let client = Client::connect(address, access)?;
    if address.index.is_empty() {
        return Ok(ServerFound::Indices(list_indices(&client)?));
    }
    let index = match (find_index(&client, address)?, columns) {
        (IndexFound::Own(own), _) => Readable::Own(own),
        (IndexFound::Crawler(index), _) => Readable::Crawler(index),
        (IndexFound::Other(mapping), Some(columns)) => Readable::Other(mapping.with(columns.clone())),
        (IndexFound::Other(_), None) => {
            let preview = preview_fields(&client, address)?;
            return preview.map(ServerFound::Fields).ok_or(ServerTrouble::Other);
        }
        (IndexFound::Newer, _) => return Err(ServerTrouble::Newer),
        (IndexFound::Several, _) => return Err(ServerTrouble::Other),
    };
    let address = address.clone();
    Ok(ServerFound::Index(Box::new(ReachedIndex { client, address, index })))
}
