//! The system's dialogs, the browser and the file manager. Each call may block.

use crate::formats::article_extensions;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The system has no dialog for choosing a folder or file.
#[derive(Debug, Error)]
#[error("no dialog for choosing a folder or file")]
pub(crate) struct NoPicker;

/// Lets the reader choose a folder; `None` if cancelled.
pub(crate) fn pick_folder(title: &str, start: Option<&Path>) -> Result<Option<PathBuf>, NoPicker> {
    Ok(dialog(title, start)?.pick_folder())
}

/// Lets the reader choose a file, of articles or of all by these `kinds`' names; `None` if cancelled.
pub(crate) fn pick_file(
    title: &str,
    [articles, all]: &[String; 2],
    start: Option<&Path>,
) -> Result<Option<PathBuf>, NoPicker> {
    let extensions: Vec<&str> = article_extensions().collect();
    let dialog = dialog(title, start)?.add_filter(articles, &extensions).add_filter(all, &["*"]);
    Ok(dialog.pick_file())
}

/// A dialog that begins in a folder.
fn dialog(title: &str, start: Option<&Path>) -> Result<rfd::FileDialog, NoPicker> {
    if !picker_is_there() {
        return Err(NoPicker);
    }
    let dialog = rfd::FileDialog::new().set_title(title);
    Ok(match start {
        Some(start) => dialog.set_directory(start),
        None => dialog,
    })
}

/// Lets the reader choose where to write something; `None` if cancelled.
pub(crate) fn pick_place(title: &str, start: &Path) -> Result<Option<PathBuf>, NoPicker> {
    if !picker_is_there() {
        return Err(NoPicker);
    }
    let name = start.file_name().unwrap_or_default().to_string_lossy();
    let mut dialog = rfd::FileDialog::new().set_title(title).set_file_name(name);
    if let Some(folder) = start.parent() {
        dialog = dialog.set_directory(folder);
    }
    Ok(dialog.save_file())
}

/// rfd returns `None` both when the reader cancels and when there is no dialog, so this checks first for a
/// portal on the session bus, or for zenity, rfd's fallback.
#[cfg(target_os = "linux")]
fn picker_is_there() -> bool {
    let names = |method: &str| -> zbus::Result<Vec<String>> {
        let bus = zbus::blocking::Connection::session()?;
        let reply = bus.call_method(Some(BUS), "/org/freedesktop/DBus", Some(BUS), method, &())?;
        reply.body().deserialize()
    };
    let portal = ["ListNames", "ListActivatableNames"]
        .into_iter()
        .any(|method| names(method).is_ok_and(|names| names.iter().any(|name| name == PORTAL)));
    portal || is_on_path("zenity")
}

#[cfg(target_os = "linux")]
const BUS: &str = "org.freedesktop.DBus";
/// The name of the desktop portal on the session bus.
#[cfg(target_os = "linux")]
pub(super) const PORTAL: &str = "org.freedesktop.portal.Desktop";

#[cfg(target_os = "linux")]
fn is_on_path(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

#[cfg(not(target_os = "linux"))]
fn picker_is_there() -> bool {
    true
}

/// Whether the system is set to reduced motion; `None` if it doesn't say.
#[cfg(target_os = "linux")]
pub(crate) fn wants_less_motion() -> Option<bool> {
    const SETTINGS: &str = "org.freedesktop.portal.Settings";
    let bus = zbus::blocking::Connection::session().ok()?;
    let read = |namespace: &str, key: &str| {
        let names = (namespace, key);
        let reply = bus.call_method(
            Some(PORTAL),
            "/org/freedesktop/portal/desktop",
            Some(SETTINGS),
            "ReadOne",
            &names,
        );
        reply.ok()?.body().deserialize::<zbus::zvariant::OwnedValue>().ok()
    };
    let reduced =
        read("org.freedesktop.appearance", "reduced-motion").and_then(|value| u32::try_from(value).ok());
    let animated = || {
        read("org.gnome.desktop.interface", "enable-animations").and_then(|value| bool::try_from(value).ok())
    };
    reduced.map(|reduced| reduced == 1).or_else(|| animated().map(|animated| !animated))
}

/// Whether the system is set to reduced motion; `None` if it doesn't say.
#[cfg(target_os = "macos")]
pub(crate) fn wants_less_motion() -> Option<bool> {
    let asked = ["read", "com.apple.universalaccess", "reduceMotion"];
    let output = std::process::Command::new("defaults").args(asked).output().ok()?;
    output.status.success().then(|| output.stdout.trim_ascii() == b"1")
}

/// Whether the system is set to reduced motion; other systems tell only through unsafe calls.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(crate) fn wants_less_motion() -> Option<bool> {
    None
}

/// Opens a web address, which must have been checked, in the browser.
pub(crate) fn open_address(address: &str) -> io::Result<()> {
    open::that(address)
}

/// Opens a file that this program wrote in the program that the system has for its kind.
pub(crate) fn open_file(path: &Path) -> io::Result<()> {
    open::that(path)
}

/// Shows a file in the file manager, selected if possible, or else its folder.
pub(crate) fn show_in_folder(path: &Path) -> io::Result<()> {
    select_in_file_manager(path).or_else(|_| open::that(path.parent().unwrap_or(path)))
}

#[cfg(target_os = "linux")]
fn select_in_file_manager(path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    const MANAGER: &str = "org.freedesktop.FileManager1";
    let address = url::Url::from_file_path(path).map_err(|()| "not an absolute path")?;
    let bus = zbus::blocking::Connection::session()?;
    let items = (vec![address.as_str()], "");
    bus.call_method(Some(MANAGER), "/org/freedesktop/FileManager1", Some(MANAGER), "ShowItems", &items)?;
    Ok(())
}

#[cfg(target_os = "macos")]
fn select_in_file_manager(path: &Path) -> io::Result<()> {
    let status = std::process::Command::new("open").arg("-R").arg(path).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(status.to_string())) }
}

#[cfg(windows)]
fn select_in_file_manager(path: &Path) -> io::Result<()> {
    // Explorer exits with 1 even on success.
    std::process::Command::new("explorer").arg("/select,").arg(path).status().map(drop)
}
