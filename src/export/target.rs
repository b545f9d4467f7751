//! Where an export goes: a file or folder that is written under another name beside its place, synced, and renamed, so
//! that its place holds the whole of it or what it held before.

use super::Format;
use super::names::Names;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempDir};

/// A place for an export that has been found fit.
#[derive(Debug)]
pub struct Target {
    path: PathBuf,
    archive: PathBuf,
    format: Format,
    overwrite: bool,
    place: Place,
}

#[derive(Debug)]
enum Place {
    File(BufWriter<NamedTempFile>),
    Folder(TempDir, Names),
}

/// Why nothing can be written to a place.
#[derive(Debug)]
pub enum TargetError {
    /// Something is there already.
    Exists(PathBuf),
    /// It lies in the archive's folder, which nothing is ever written to.
    InArchive(PathBuf),
    /// Something is there that no export can take the place of: a folder, a device, or a file for a folder of files.
    OtherKind(PathBuf),
    /// The folder that it is to lie in does not exist.
    NoFolder(PathBuf),
    /// The system refuses.
    Io(PathBuf, io::Error),
}

impl Target {
    /// Looks whether an export may be written to `path`, and begins it beside it. `overwrite` lets it take the place
    /// of a file of that name; into a folder its files are put beside those that are there.
    ///
    /// # Errors
    /// Where it may not, or can't.
    pub fn create(path: &Path, format: Format, archive: &Path, overwrite: bool) -> Result<Self, TargetError> {
        let failed = |error| TargetError::Io(path.to_owned(), error);
        let path = std::path::absolute(path).map_err(failed)?;
        let parent = path.parent().unwrap_or(&path);
        let real_parent = parent.canonicalize().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => TargetError::NoFolder(parent.to_owned()),
            _ => TargetError::Io(parent.to_owned(), error),
        })?;
        let archive = archive.canonicalize().map_err(|error| TargetError::Io(archive.to_owned(), error))?;
        // What is there may be a link to somewhere else.
        let lies_in = |place: &Path| place.starts_with(&archive);
        if lies_in(&real_parent) || path.canonicalize().is_ok_and(|place| lies_in(&place)) {
            return Err(TargetError::InArchive(path));
        }
        match fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(TargetError::Io(path, error)),
            Ok(there) => check_kind(&path, &there, format, overwrite)?,
        }
        let place = if format.is_folder() {
            builder(0o777).tempdir_in(&real_parent).map(|folder| Place::Folder(folder, Names::default()))
        } else {
            builder(0o666).tempfile_in(&real_parent).map(|file| Place::File(BufWriter::new(file)))
        };
        let place = place.map_err(|error| TargetError::Io(path.clone(), error))?;
        Ok(Self { path, archive, format, overwrite, place })
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

    /// The one file; `None` where it is a folder of files.
    pub(super) fn file(&mut self) -> Option<&mut BufWriter<NamedTempFile>> {
        match &mut self.place {
            Place::File(file) => Some(file),
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
        let Self { path, overwrite, place, .. } = self;
        let kept = match place {
            Place::File(file) => keep_file(file, &path, overwrite),
            Place::Folder(folder, _) => keep_folder(folder, &path),
        };
        kept.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => TargetError::Exists(path),
            _ => TargetError::Io(path, error),
        })
    }

    /// Where it will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder that it will lie in.
    pub(super) fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(&self.path)
    }
}

/// Whether an export may take the place of what is there.
fn check_kind(path: &Path, there: &fs::Metadata, format: Format, overwrite: bool) -> Result<(), TargetError> {
    // A link is looked through for a folder; for a file it is replaced itself.
    let is_folder = path.is_dir();
    let fits =
        if format.is_folder() { is_folder } else { !is_folder && (there.is_file() || there.is_symlink()) };
    if !fits {
        return Err(TargetError::OtherKind(path.to_owned()));
    }
    let is_empty = is_folder && fs::read_dir(path).is_ok_and(|mut inside| inside.next().is_none());
    if overwrite || is_empty { Ok(()) } else { Err(TargetError::Exists(path.to_owned())) }
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

fn keep_folder(folder: TempDir, path: &Path) -> io::Result<()> {
    sync_folder(folder.path())?;
    if !path.is_dir() {
        fs::rename(folder.path(), path)?;
        // Nothing is there any more to be taken away.
        let _ = folder.keep();
        return Ok(());
    }
    for file in fs::read_dir(folder.path())? {
        let file = file?;
        fs::rename(file.path(), path.join(file.file_name()))?;
    }
    Ok(())
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
