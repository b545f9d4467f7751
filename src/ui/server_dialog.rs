//! The dialog for opening an index on a search server: where it is, how the reader is known there, and why it
//! can't be opened.

use super::command::Command;
use super::modal::{Go, foot_ui, group_ui, modal_ui, told_ui};
use super::setting::checkbox_ui;
use super::text_field::{focus_and_select, password_field, text_field};
use super::theme::{self, Palette};
use crate::view::{Lang, one_line};
use egui::{Context, Key, Label, RichText, ScrollArea, Ui};

/// The dialog's width, and the most height of the list of indices, in points.
const WIDTH: f32 = 480.0;
const INDICES: f32 = 150.0;

/// What is being done in the dialog.
#[derive(Debug, Default)]
pub enum ServerState {
    /// The reader fills it in.
    #[default]
    Asking,
    /// The server is being reached.
    Reaching,
    /// It can't be opened, for this reason.
    Told(String),
    /// Its certificate is unknown: what that means, and its fingerprint.
    UnknownCertificate(String, String),
}

/// The state of the dialog while it is open. Nothing prints it, because it has a password.
#[derive(Default)]
pub struct ServerDialog {
    /// The server's address, or that of an index.
    pub address: String,
    /// The name of the index, if the address has none.
    pub index: String,
    /// The names of the server's indices, once they are known.
    pub indices: Vec<String>,
    /// The user's name; empty if none is needed.
    pub user: String,
    /// The user's password.
    pub password: String,
    /// The path of a file with certificate authorities; empty for the system's.
    pub authorities: String,
    /// Whether the connection may be unencrypted; `None` if that isn't asked.
    pub unencrypted: Option<bool>,
    /// Whether the login is to be kept in the system's keyring.
    pub keeps_login: bool,
    /// Whether the fields of the index are to be named again.
    pub names_fields: bool,
    /// What is being done.
    pub state: ServerState,
    /// Whether a field was focused since the dialog was opened.
    is_focused: bool,
}

impl ServerDialog {
    /// The dialog for an address, which may be empty.
    pub fn of(address: String) -> Self {
        Self { address, keeps_login: true, ..Self::default() }
    }
}

/// Paints the dialog. The second value is true if it should close.
pub fn server_ui(context: &Context, dialog: &mut ServerDialog, lang: Lang) -> (Option<Command>, bool) {
    let title = lang.open_server().trim_end_matches('…');
    let shown = modal_ui(context, "server", title, WIDTH, |ui, _| {
        let is_reaching = matches!(dialog.state, ServerState::Reaching);
        let entered = ui.add_enabled_ui(!is_reaching, |ui| fields_ui(ui, dialog, lang)).inner;
        state_ui(ui, dialog, lang);
        let is_unknown = matches!(dialog.state, ServerState::UnknownCertificate(..));
        let name = if is_unknown { lang.trust_and_connect() } else { lang.connect() };
        let enabled = !is_reaching && !dialog.address.trim().is_empty();
        let foot = foot_ui(ui, lang.dismiss(), Some(Go { name, enabled }));
        let goes = foot.went || entered && enabled && !is_unknown;
        (goes.then_some(Command::ReachServer), foot.closed)
    });
    let (command, closed) = shown.inner;
    (command, closed || shown.backdrop_response.clicked() && !matches!(dialog.state, ServerState::Reaching))
}

/// Paints the fields; true if Enter was pressed in one of them.
fn fields_ui(ui: &mut Ui, dialog: &mut ServerDialog, lang: Lang) -> bool {
    let width = ui.available_width();
    let mut responses = Vec::new();
    group_ui(ui, lang.server_address());
    let address = text_field(ui, &mut dialog.address, lang.server_address(), lang.server_hint(), width);
    if !std::mem::replace(&mut dialog.is_focused, true) {
        focus_and_select(&address, &dialog.address);
    }
    if address.changed() {
        dialog.indices.clear();
        dialog.state = ServerState::Asking;
    }
    responses.push(address);
    group_ui(ui, lang.server_index());
    responses.push(text_field(ui, &mut dialog.index, lang.server_index(), lang.server_index_hint(), width));
    let chosen = indices_ui(ui, dialog);
    ui.columns(2, |columns| {
        let [left, right] = columns else { return };
        let width = left.available_width();
        group_ui(left, lang.server_user());
        responses.push(text_field(
            left,
            &mut dialog.user,
            lang.server_user(),
            lang.server_user_hint(),
            width,
        ));
        group_ui(right, lang.server_password());
        responses.push(password_field(right, &mut dialog.password, lang.server_password(), width));
    });
    if !dialog.user.is_empty() {
        checkbox_ui(ui, &mut dialog.keeps_login, lang.keep_login());
    }
    group_ui(ui, lang.server_authorities());
    let hint = lang.server_authorities_hint();
    responses.push(text_field(ui, &mut dialog.authorities, lang.server_authorities(), hint, width));
    if let Some(unencrypted) = &mut dialog.unencrypted {
        checkbox_ui(ui, unencrypted, lang.allow_unencrypted());
    }
    let is_entered = ui.input(|input| input.key_pressed(Key::Enter));
    chosen || is_entered && responses.iter().any(|field| field.lost_focus())
}

/// Paints the server's indices; true if one was chosen.
fn indices_ui(ui: &mut Ui, dialog: &mut ServerDialog) -> bool {
    if dialog.indices.is_empty() {
        return false;
    }
    let ServerDialog { indices, index, .. } = dialog;
    let mut chosen = false;
    ScrollArea::vertical().id_salt("indices").max_height(INDICES).auto_shrink([false, true]).show(ui, |ui| {
        for name in indices.iter() {
            if ui.selectable_label(name == index, one_line(name)).clicked() {
                index.clone_from(name);
                chosen = true;
            }
        }
    });
    chosen
}

/// Paints what is being done, or why nothing was opened.
fn state_ui(ui: &mut Ui, dialog: &ServerDialog, lang: Lang) {
    match &dialog.state {
        ServerState::Asking => {}
        ServerState::Reaching => {
            ui.add_space(2.0);
            let text = RichText::new(lang.connecting()).font(theme::small());
            ui.label(text.color(Palette::of(ui).secondary));
        }
        ServerState::Told(told) => told_ui(ui, told),
        ServerState::UnknownCertificate(told, fingerprint) => {
            told_ui(ui, told);
            let text = RichText::new(format!("SHA-256 {fingerprint}")).monospace().size(12.0);
            ui.add(Label::new(text).wrap().selectable(true));
        }
    }
}
