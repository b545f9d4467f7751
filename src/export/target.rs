//! Where an export goes: a file or folder that is written under another name beside its place, synced, and renamed, so
//! that its place holds the whole of it or what it held before.

use super::Format;
use super::names::Names;
use crate::archive::lies_in;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempDir};
use thiserror::Error;

/// A place for an export that has been found fit.
#[derive(Debug)]
pub struct Target {
    /// As it was given.
    path: PathBuf,
    /// The same with its links followed: a link is never replaced.
    real: PathBuf,
    archive: PathBuf,
    format: Format,
    overwrite: bool,
    place: Place,
}

#[derive(Debug)]
enum Place {
    File(BufWriter<NamedTempFile>),
    Folder(TempDir, Names),
    /// A pipe or a character device, which is written to as it is.
    Stream(BufWriter<File>),
}

/// Why nothing can be written to a place.
#[derive(Debug, Error)]
pub enum TargetError {
    /// Something is there already.
    #[error("something is there already")]
    Exists(PathBuf),
    /// It lies in the archive's folder, which nothing is ever written to.
    #[error("it lies in the archive")]
    InArchive(PathBuf),
    /// What is there can't be written to or replaced: a folder, a disk, a socket, a terminal, or a file for a folder of
    /// files.
    #[error("something of another kind is there")]
    OtherKind(PathBuf),
    /// A link that leads to nothing.
    #[error("a link that leads to nothing")]
    BrokenLink(PathBuf),
    /// The folder that it is to lie in does not exist.
    #[error("no such folder")]
    NoFolder(PathBuf),
    /// The system refuses.
    #[error("it can't be written")]
    Io(PathBuf, #[source] io::Error),
}

impl Target {
    /// Looks whether an export may be written to `path`, and begins it beside it. `overwrite` lets it take the place
    /// of a file of that name; into a folder its files are put beside those that are there.
    ///
    /// A pipe or a character device is opened and written to as it is; for a pipe this waits until somebody reads.
    ///
    /// # Errors
    /// Where it may not, or can't.
    pub fn create(path: &Path, format: Format, archive: &Path, overwrite: bool) -> Result<Self, TargetError> {
        let path = std::path::absolute(path).map_err(|error| TargetError::Io(path.to_owned(), error))?;
        let failed = |error| TargetError::Io(path.clone(), error);
        let parent = path.parent().unwrap_or(&path);
        let real_parent = parent.canonicalize().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => TargetError::NoFolder(parent.to_owned()),
            _ => TargetError::Io(parent.to_owned(), error),
        })?;
        if lies_in(&path, archive) {
            return Err(TargetError::InArchive(path));
        }
        let real = match what_is_at(&path)? {
            None => real_parent.join(path.file_name().unwrap_or_default()),
            Some(there) if is_stream(&there) && !format.is_folder() => {
                let place = Place::Stream(BufWriter::new(open_stream(&path)?));
                return Ok(Self {
                    real: path.clone(),
                    path,
                    archive: archive.to_owned(),
                    format,
                    overwrite,
                    place,
                });
            }
            Some(there) => {
                check_kind(&path, &there, format, overwrite)?;
                path.canonicalize().map_err(failed)?
            }
        };
        let folder = real.parent().unwrap_or(&real);
        let place = if format.is_folder() {
            builder(0o777).tempdir_in(folder).map(|folder| Place::Folder(folder, Names::default()))
        } else {
            builder(0o666).tempfile_in(folder).map(|file| Place::File(BufWriter::new(file)))
        };
        let place = place.map_err(failed)?;
        Ok(Self { path, real, archive: archive.to_owned(), format, overwrite, place })
    }

    /// Whether what is at `path` is written to as it is, so that nothing is left to be taken away when that is stopped.
    pub fn is_stream(path: &Path) -> bool {
        fs::metadata(path).is_ok_and(|there| is_stream(&there))
    }

    /// Begins a second file that goes with this one: `x-comments.csv` beside `x.csv`.
    ///
    /// # Errors
    /// As of the first.
    pub(super) fn beside(&self, suffix: &str) -> Result<Self, TargetError> {
        let stem = self.path.file_stem().unwrap_or_default();
        let mut name = stem.to_owned();
        name.push(suffix);
        name.push(".");
        name.push(self.format.extension());
        Self::create(&self.path.with_file_name(name), self.format, &self.archive, self.overwrite)
    }

    /// Whether it is a pipe or a device, which no second file goes with.
    pub(super) fn is_one_stream(&self) -> bool {
        matches!(self.place, Place::Stream(_))
    }

    /// The one file or stream; `None` where it is a folder of files.
    pub(super) fn file(&mut self) -> Option<&mut (dyn Write + Send)> {
        match &mut self.place {
            Place::File(file) => Some(file),
            Place::Stream(stream) => Some(stream),
            Place::Folder(..) => None,
        }
    }

    /// Writes a file of the folder, named `stem` but for the ending.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn write_file(&mut self, stem: &str, bytes: &[u8]) -> io::Result<()> {
        match &mut self.place {
            Place::File(file) => file.write_all(bytes),
            Place::Stream(stream) => stream.write_all(bytes),
            Place::Folder(folder, names) => {
                fs::write(folder.path().join(names.take(stem, self.format.extension())), bytes)
            }
        }
    }

    /// Puts what has been written in its place. Whoever drops the target instead leaves nothing behind.
    ///
    /// # Errors
    /// Where something has come there in the meantime, or the system refuses.
    pub(super) fn keep(self) -> Result<(), TargetError> {
        let Self { path, real, overwrite, place, .. } = self;
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => {
                TargetError::Exists(path.clone())
            }
            _ => TargetError::Io(path.clone(), error),
        };
        match place {
            Place::File(file) => {
                check_replaced(&real, overwrite)?;
                keep_file(file, &real, overwrite).map_err(failed)
            }
            Place::Folder(folder, _) => keep_folder(folder, &real, overwrite, failed),
            Place::Stream(mut stream) => stream.flush().map_err(failed),
        }
    }

    /// Where it will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder that it will lie in; `None` for what is written through.
    pub(super) fn folder(&self) -> Option<&Path> {
        if self.is_one_stream() { None } else { self.real.parent() }
    }
}

/// What a path leads to, with links followed; `None` where nothing is there.
fn what_is_at(path: &Path) -> Result<Option<fs::Metadata>, TargetError> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|there| there.is_symlink());
    match fs::metadata(path) {
        Ok(there) => Ok(Some(there)),
        Err(error) if error.kind() == io::ErrorKind::NotFound && is_link => {
            Err(TargetError::BrokenLink(path.to_owned()))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(TargetError::Io(path.to_owned(), error)),
    }
}

/// Whether an export may take the place of what is there.
fn check_kind(path: &Path, there: &fs::Metadata, format: Format, overwrite: bool) -> Result<(), TargetError> {
    let fits = if format.is_folder() { there.is_dir() } else { there.is_file() };
    if !fits {
        return Err(TargetError::OtherKind(path.to_owned()));
    }
    let is_empty_folder = || fs::read_dir(path).is_ok_and(|mut inside| inside.next().is_none());
    if overwrite || is_empty_folder() { Ok(()) } else { Err(TargetError::Exists(path.to_owned())) }
}

/// Whether a file may be put at a path now: only a regular file is ever replaced, and only with `overwrite`.
fn check_replaced(path: &Path, overwrite: bool) -> Result<(), TargetError> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(TargetError::Io(path.to_owned(), error)),
        Ok(there) if !there.is_file() => Err(TargetError::OtherKind(path.to_owned())),
        Ok(_) if !overwrite => Err(TargetError::Exists(path.to_owned())),
        Ok(_) => Ok(()),
    }
}

#[cfg(unix)]
fn is_stream(there: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    there.file_type().is_fifo() || there.file_type().is_char_device()
}

#[cfg(not(unix))]
fn is_stream(_there: &fs::Metadata) -> bool {
    false
}

/// Opens a pipe or a character device. A terminal is refused: it would obey what comes from files.
fn open_stream(path: &Path) -> Result<File, TargetError> {
    let mut options = File::options();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOCTTY);
    let file = options.open(path).map_err(|error| TargetError::Io(path.to_owned(), error))?;
    let is_still_one = file.metadata().is_ok_and(|there| is_stream(&there));
    if is_still_one && !file.is_terminal() { Ok(file) } else { Err(TargetError::OtherKind(path.to_owned())) }
}

/// Begins something under a name of its own; what is temporary is else for its owner alone.
#[cfg_attr(not(unix), expect(unused_variables, reason = "only Unix has such permissions"))]
fn builder(mode: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".seogo-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    builder
}

fn keep_file(file: BufWriter<NamedTempFile>, path: &Path, overwrite: bool) -> io::Result<()> {
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    let kept = if overwrite { file.persist(path) } else { file.persist_noclobber(path) };
    kept.map(drop).map_err(|error| error.error)
}

fn keep_folder(
    folder: TempDir,
    path: &Path,
    overwrite: bool,
    failed: impl Fn(io::Error) -> TargetError,
) -> Result<(), TargetError> {
    sync_folder(folder.path()).map_err(&failed)?;
    if !path.is_dir() {
        fs::rename(folder.path(), path).map_err(&failed)?;
        // There is nothing left to take away.
        let _ = folder.keep();
        return Ok(());
    }
    let files = fs::read_dir(folder.path()).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let files = files.map_err(&failed)?;
    // Nothing is moved before all of it can be.
    files.iter().try_for_each(|file| check_replaced(&path.join(file.file_name()), overwrite))?;
    files.iter().try_for_each(|file| fs::rename(file.path(), path.join(file.file_name()))).map_err(failed)
}

/// Waits until the files of a folder are on the disk: all at once, as one by one takes milliseconds for each.
#[cfg(target_os = "linux")]
fn sync_folder(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_folder(folder: &Path) -> io::Result<()> {
    fs::read_dir(folder)?.try_for_each(|file| File::open(file?.path())?.sync_all())
}
