//! The place an export is written to. It is written under a temporary name in the same folder, synced and
//! renamed, so that the place has either the complete export or its previous content.

use super::names::UsedNames;
use crate::archive::lies_in;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempDir};
use thiserror::Error;

/// What an export is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetShape {
    File,
    /// A folder of files.
    Folder,
}

/// A destination that has been checked.
#[derive(Debug)]
pub struct ExportTarget {
    /// The path as given.
    path: PathBuf,
    /// The path with links followed, since links are never replaced.
    real: PathBuf,
    archive: Option<PathBuf>,
    shape: TargetShape,
    overwrite: bool,
    place: OutputPlace,
}

#[derive(Debug)]
enum OutputPlace {
    File(BufWriter<NamedTempFile>),
    Folder(TempDir, UsedNames),
    /// A pipe or a character device, which is written to directly.
    Stream(BufWriter<File>),
}

/// Why nothing can be written to a path.
#[derive(Debug, Error)]
pub enum TargetError {
    /// The path already exists.
    #[error("something is there already")]
    Exists(PathBuf),
    /// The path is inside the archive, to which nothing is ever written.
    #[error("it lies in the archive")]
    InArchive(PathBuf),
    /// The existing item can't be written to or replaced: a folder, disk, socket or terminal, or a file where
    /// the format needs a folder.
    #[error("something of another kind is there")]
    OtherKind(PathBuf),
    #[error("a link that leads to nothing")]
    BrokenLink(PathBuf),
    /// The parent folder doesn't exist.
    #[error("no such folder")]
    NoFolder(PathBuf),
    /// An I/O error.
    #[error("it can't be written")]
    Io(PathBuf, #[source] io::Error),
}

impl ExportTarget {
    /// Checks that an export may be written to `path`, and starts it under a temporary name in the same
    /// folder. It must not be in the `archive`, if one is open. With `overwrite`, it may replace a file, or
    /// add its files to those in an existing folder.
    ///
    /// Pipes and character devices are opened and written to directly; opening a pipe waits for a reader.
    ///
    /// # Errors
    /// If the path may not or can't be written.
    pub fn create(
        path: &Path,
        shape: TargetShape,
        archive: Option<&Path>,
        overwrite: bool,
    ) -> Result<Self, TargetError> {
        let path = std::path::absolute(path).map_err(|error| TargetError::Io(path.to_owned(), error))?;
        let failed = |error| TargetError::Io(path.clone(), error);
        let parent = path.parent().unwrap_or(&path);
        let real_parent = parent.canonicalize().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => TargetError::NoFolder(parent.to_owned()),
            _ => TargetError::Io(parent.to_owned(), error),
        })?;
        if archive.is_some_and(|archive| lies_in(&path, archive)) {
            return Err(TargetError::InArchive(path));
        }
        let real = match what_is_at(&path)? {
            None => real_parent.join(path.file_name().unwrap_or_default()),
            Some(there) if is_stream(&there) && shape == TargetShape::File => {
                let place = OutputPlace::Stream(BufWriter::new(open_stream(&path)?));
                let (real, archive) = (path.clone(), archive.map(Path::to_owned));
                return Ok(Self { path, real, archive, shape, overwrite, place });
            }
            Some(there) => {
                check_kind(&path, &there, shape, overwrite)?;
                path.canonicalize().map_err(failed)?
            }
        };
        let folder = real.parent().unwrap_or(&real);
        let place = match shape {
            TargetShape::Folder => builder(0o777)
                .tempdir_in(folder)
                .map(|folder| OutputPlace::Folder(folder, UsedNames::default())),
            TargetShape::File => {
                builder(0o666).tempfile_in(folder).map(|file| OutputPlace::File(BufWriter::new(file)))
            }
        };
        let place = place.map_err(failed)?;
        Ok(Self { path, real, archive: archive.map(Path::to_owned), shape, overwrite, place })
    }

    /// Whether `path` is written to directly, so that there is nothing to clean up if the export is stopped.
    pub fn is_stream(path: &Path) -> bool {
        fs::metadata(path).is_ok_and(|there| is_stream(&there))
    }

    /// Starts a second file next to this one, with an ending in place of the extension: `x-comments.csv` next
    /// to `x.csv`.
    ///
    /// # Errors
    /// The same as for the first file.
    pub(super) fn second_file(&self, ending: &str) -> Result<Self, TargetError> {
        let stem = self.path.file_stem().unwrap_or_default();
        let mut name = stem.to_owned();
        name.push(ending);
        Self::create(&self.path.with_file_name(name), self.shape, self.archive.as_deref(), self.overwrite)
    }

    /// Starts a file about this one, `x.README.txt` next to `x.csv`; `None` for a folder, which has it inside, and
    /// for a pipe.
    ///
    /// # Errors
    /// The same as for the first file.
    pub(super) fn begin_readme(&self) -> Result<Option<Self>, TargetError> {
        let is_file = matches!(self.place, OutputPlace::File(_));
        is_file.then(|| self.second_file(".README.txt")).transpose()
    }

    /// Opens a file that was written, to be handed to another program.
    ///
    /// # Errors
    /// I/O errors.
    pub fn open_written(path: &Path) -> io::Result<File> {
        File::open(path)
    }

    /// Whether this is a pipe or a device, which can't have a second file.
    pub(super) fn is_one_stream(&self) -> bool {
        matches!(self.place, OutputPlace::Stream(_))
    }

    /// Writes the whole file at once and moves it to its destination.
    ///
    /// # Errors
    /// I/O errors, or if something else has appeared at the destination in the meantime.
    pub fn write_whole(mut self, bytes: &[u8]) -> Result<(), TargetError> {
        let written = self.file().map_or(Ok(()), |file| file.write_all(bytes));
        written.map_err(|error| TargetError::Io(self.path.clone(), error))?;
        self.finish()
    }

    /// The single file or stream; `None` for a folder of files.
    pub(super) fn file(&mut self) -> Option<&mut (dyn Write + Send)> {
        match &mut self.place {
            OutputPlace::File(file) => Some(file),
            OutputPlace::Stream(stream) => Some(stream),
            OutputPlace::Folder(..) => None,
        }
    }

    /// Writes a file in the folder or the one `below` it, named `stem` plus an extension, and returns its name.
    ///
    /// # Errors
    /// I/O errors.
    pub(super) fn write_file(
        &mut self,
        below: &str,
        (stem, extension): (&str, &str),
        bytes: &[u8],
    ) -> io::Result<String> {
        match &mut self.place {
            OutputPlace::File(file) => file.write_all(bytes).map(|()| String::new()),
            OutputPlace::Stream(stream) => stream.write_all(bytes).map(|()| String::new()),
            OutputPlace::Folder(folder, names) => {
                let name = names.take(stem, extension);
                fs::write(folder.path().join(below).join(&name), bytes)?;
                Ok(name)
            }
        }
    }

    /// Starts a file in the folder that is written bit by bit.
    ///
    /// # Errors
    /// I/O errors.
    pub(super) fn begin_file(&self, name: &str) -> io::Result<BufWriter<File>> {
        Ok(BufWriter::new(File::create_new(self.new_folder()?.join(name))?))
    }

    /// Makes a folder below the folder.
    ///
    /// # Errors
    /// I/O errors.
    pub(super) fn add_folder(&self, name: &str) -> io::Result<()> {
        fs::create_dir(self.new_folder()?.join(name))
    }

    /// The folder that is being filled.
    fn new_folder(&self) -> io::Result<&Path> {
        match &self.place {
            OutputPlace::Folder(folder, _) => Ok(folder.path()),
            OutputPlace::File(_) | OutputPlace::Stream(_) => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    /// Moves the finished export to its path. Dropping the target instead leaves nothing behind.
    ///
    /// # Errors
    /// I/O errors, or if something else has appeared at the path in the meantime.
    pub(super) fn finish(self) -> Result<(), TargetError> {
        let Self { path, real, overwrite, place, .. } = self;
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty => {
                TargetError::Exists(path.clone())
            }
            _ => TargetError::Io(path.clone(), error),
        };
        match place {
            OutputPlace::File(file) => {
                check_replaced(&real, overwrite)?;
                persist_file(file, &real, overwrite).map_err(failed)
            }
            OutputPlace::Folder(folder, _) => persist_folder(folder, &real, overwrite, failed),
            OutputPlace::Stream(mut stream) => stream.flush().map_err(failed),
        }
    }

    /// The path as given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder it will be in; `None` for a pipe or device.
    pub(super) fn folder(&self) -> Option<&Path> {
        if self.is_one_stream() { None } else { self.real.parent() }
    }
}

/// The item at a path, with links followed; `None` if there is none.
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

/// Whether an export may replace the existing item.
fn check_kind(
    path: &Path,
    there: &fs::Metadata,
    shape: TargetShape,
    overwrite: bool,
) -> Result<(), TargetError> {
    let fits = match shape {
        TargetShape::Folder => there.is_dir(),
        TargetShape::File => there.is_file(),
    };
    if !fits {
        return Err(TargetError::OtherKind(path.to_owned()));
    }
    let is_empty_folder = || fs::read_dir(path).is_ok_and(|mut inside| inside.next().is_none());
    if overwrite || is_empty_folder() { Ok(()) } else { Err(TargetError::Exists(path.to_owned())) }
}

/// Whether a file may be put at a path: only regular files are ever replaced, and only with `overwrite`.
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

/// Opens a pipe or a character device. Terminals are refused, since text from files could control them.
fn open_stream(path: &Path) -> Result<File, TargetError> {
    let mut options = File::options();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOCTTY);
    let file = options.open(path).map_err(|error| TargetError::Io(path.to_owned(), error))?;
    let is_still_one = file.metadata().is_ok_and(|there| is_stream(&there));
    if is_still_one && !file.is_terminal() { Ok(file) } else { Err(TargetError::OtherKind(path.to_owned())) }
}

/// A builder with this mode, because temporary files are otherwise private to their owner.
#[cfg_attr(not(unix), expect(unused_variables, reason = "only Unix has such permissions"))]
fn builder(mode: u32) -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".seogo-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode));
    builder
}

fn persist_file(file: BufWriter<NamedTempFile>, path: &Path, overwrite: bool) -> io::Result<()> {
    let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.as_file().sync_all()?;
    let kept = if overwrite { file.persist(path) } else { file.persist_noclobber(path) };
    kept.map(drop).map_err(|error| error.error)
}

fn persist_folder(
    folder: TempDir,
    path: &Path,
    overwrite: bool,
    failed: impl Fn(io::Error) -> TargetError,
) -> Result<(), TargetError> {
    sync_folder(folder.path()).map_err(&failed)?;
    if !path.is_dir() {
        fs::rename(folder.path(), path).map_err(&failed)?;
        // There is nothing left to clean up.
        let _ = folder.keep();
        return Ok(());
    }
    let files = files_below(folder.path()).map_err(&failed)?;
    let moves = files.iter().map(|(below, from)| (from, path.join(below)));
    // Checks all files before moving any.
    moves.clone().try_for_each(|(_, to)| check_replaced(&to, overwrite))?;
    for (from, to) in moves {
        let moved = to.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::rename(from, &to));
        moved.map_err(&failed)?;
    }
    Ok(())
}

/// The files in a folder and in the folders directly below it, each with its path from there.
fn files_below(folder: &Path) -> io::Result<Vec<(PathBuf, PathBuf)>> {
    let mut files = Vec::new();
    for item in fs::read_dir(folder)? {
        let item = item?;
        let name = PathBuf::from(item.file_name());
        if !item.file_type()?.is_dir() {
            files.push((name, item.path()));
            continue;
        }
        for file in fs::read_dir(item.path())? {
            let file = file?;
            files.push((name.join(file.file_name()), file.path()));
        }
    }
    Ok(files)
}

/// Syncs the files of a folder to disk, all at once, since each sync takes milliseconds.
#[cfg(target_os = "linux")]
fn sync_folder(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows syncs only files that are open for writing.
    files_below(folder)?.iter().try_for_each(|(_, file)| File::options().write(true).open(file)?.sync_all())
}
