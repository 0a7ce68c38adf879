//! The only calls that change the disk.
//!
//! Each is announced before it happens, so that tests can stop a run at any of them. None follows
//! a symbolic link in the last part of a path. Locking is here too, since it is the other thing
//! that differs between systems.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// What is about to happen to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    /// A folder is created.
    CreateFolder,
    /// A file is created or grows.
    WriteFile,
    /// What is there goes elsewhere.
    Move,
    /// What is there changes places with something.
    Exchange,
    /// What is there goes away.
    Remove,
}

/// Told of each operation before it happens; an error stops it.
type Before<'a> = dyn FnMut(Operation, &Path) -> io::Result<()> + 'a;

/// Access to the disk for a run.
pub(crate) struct Disk<'a> {
    before: Option<&'a mut Before<'a>>,
    /// Files that may not be on the platter yet.
    unsettled: Vec<PathBuf>,
}

/// How many files are brought to the platter at once: it takes many at nearly the price of one.
const AT_ONCE: usize = 16;

#[cfg(test)]
impl<'a> Disk<'a> {
    /// Access that asks first.
    pub(crate) fn watched(before: &'a mut Before<'a>) -> Self {
        Self {
            before: Some(before),
            unsettled: Vec::new(),
        }
    }
}

impl Disk<'_> {
    /// Plain access.
    pub(crate) fn new() -> Self {
        Self {
            before: None,
            unsettled: Vec::new(),
        }
    }

    fn announce(&mut self, operation: Operation, path: &Path) -> io::Result<()> {
        match &mut self.before {
            Some(before) => before(operation, path),
            None => Ok(()),
        }
    }

    /// Creates a folder whose parent exists.
    pub(crate) fn create_folder(&mut self, path: &Path) -> Result<()> {
        self.announce(Operation::CreateFolder, path)
            .and_then(|()| fs::create_dir(path))
            .with_context(|| format!("cannot create the folder {}", path.display()))
    }

    /// Writes a new file to the platter. It must not exist.
    pub(crate) fn write(&mut self, path: &Path, content: &[u8]) -> Result<()> {
        self.put_bytes(
            path,
            content,
            OpenOptions::new().write(true).create_new(true),
        )
    }

    /// Writes a new file, which [`Disk::settle`] brings to the platter. It must not exist.
    pub(crate) fn write_soon(&mut self, path: &Path, content: &[u8]) -> Result<()> {
        self.announce(Operation::WriteFile, path)
            .and_then(|()| {
                let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
                file.write_all(content)
            })
            .with_context(|| format!("cannot write {}", path.display()))?;
        self.unsettled.push(path.to_owned());
        Ok(())
    }

    /// Brings every file of [`Disk::write_soon`] to the platter.
    pub(crate) fn settle(&mut self) -> Result<()> {
        let files = std::mem::take(&mut self.unsettled);
        let share = files.len().div_ceil(AT_ONCE).max(1);
        let settle = |files: &[PathBuf]| {
            files.iter().try_for_each(|path| {
                // Some systems want a file to be open for writing.
                let settled = OpenOptions::new()
                    .write(true)
                    .open(path)
                    .and_then(|file| file.sync_all());
                settled.with_context(|| format!("cannot write {}", path.display()))
            })
        };
        std::thread::scope(|scope| {
            let threads: Vec<_> = files
                .chunks(share)
                .map(|files| scope.spawn(move || settle(files)))
                .collect();
            threads.into_iter().try_for_each(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|payload| std::panic::resume_unwind(payload))
            })
        })
    }

    /// Appends to a file, to the platter.
    pub(crate) fn append(&mut self, path: &Path, content: &[u8]) -> Result<()> {
        self.put_bytes(path, content, OpenOptions::new().append(true))
    }

    fn put_bytes(&mut self, path: &Path, content: &[u8], options: &OpenOptions) -> Result<()> {
        self.announce(Operation::WriteFile, path)
            .and_then(|()| {
                let mut file = options.open(path)?;
                file.write_all(content)?;
                file.sync_all()
            })
            .with_context(|| format!("cannot write {}", path.display()))
    }

    /// Moves something to a place where nothing is.
    pub(crate) fn rename(&mut self, from: &Path, to: &Path) -> Result<()> {
        self.announce(Operation::Move, to)
            .and_then(|()| fs::rename(from, to))
            .with_context(|| format!("cannot move {} to {}", from.display(), to.display()))
    }

    /// Lets two entries change places at once, where the system can do that.
    pub(crate) fn exchange(&mut self, one: &Path, other: &Path) -> Result<Exchange> {
        match self
            .announce(Operation::Exchange, other)
            .and_then(|()| exchange(one, other))
        {
            Ok(()) => Ok(Exchange::Done),
            Err(error) if error.kind() == ErrorKind::Unsupported => Ok(Exchange::Unsupported),
            Err(error) => Err(error).with_context(|| {
                format!("cannot exchange {} and {}", one.display(), other.display())
            }),
        }
    }

    /// Removes a file, a link, or a folder with all that is in it. Nothing there is fine.
    pub(crate) fn remove(&mut self, path: &Path) -> Result<()> {
        let found = match fs::symlink_metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            found => found.with_context(|| format!("cannot look at {}", path.display()))?,
        };
        self.announce(Operation::Remove, path)
            .and_then(|()| {
                if found.is_dir() {
                    fs::remove_dir_all(path)
                } else {
                    fs::remove_file(path)
                }
            })
            .with_context(|| format!("cannot remove {}", path.display()))
    }

    /// Removes a folder if it is there and empty.
    pub(crate) fn remove_empty(&mut self, path: &Path) -> Result<()> {
        let removed = self
            .announce(Operation::Remove, path)
            .and_then(|()| fs::remove_dir(path));
        match removed {
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty
                ) =>
            {
                Ok(())
            }
            removed => {
                removed.with_context(|| format!("cannot remove the folder {}", path.display()))
            }
        }
    }
}

/// Whether two entries changed places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exchange {
    /// They did.
    Done,
    /// The system has no such call, or the file system does not take it.
    Unsupported,
}

/// The error is of the kind `Unsupported` if the system or the file system has no such call.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(|error| match error {
        Errno::INVAL | Errno::NOSYS | Errno::NOTSUP => ErrorKind::Unsupported.into(),
        error => error.into(),
    })
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Brings the names in a folder to the platter.
pub(crate) fn sync_folder(path: &Path) -> Result<()> {
    // Elsewhere a folder cannot be opened as a file, and the system orders renames itself.
    if cfg!(unix) {
        File::open(path)
            .and_then(|folder| folder.sync_all())
            .with_context(|| format!("cannot bring {} to the disk", path.display()))?;
    }
    Ok(())
}

/// What a run does below its base folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// It only looks.
    Read,
    /// It changes things.
    Write,
}

/// Keeps other runs away while the result lives. The system frees it when the process ends.
pub(crate) fn lock(base: &Path, access: Access) -> Result<Option<File>> {
    if !cfg!(unix) {
        return Ok(None);
    }
    let folder =
        File::open(base).with_context(|| format!("cannot open the folder {}", base.display()))?;
    let locked = match access {
        Access::Read => folder.try_lock_shared(),
        Access::Write => folder.try_lock(),
    };
    match locked {
        Ok(()) => Ok(Some(folder)),
        Err(TryLockError::WouldBlock) => {
            bail!(
                "another run is writing to {}; wait for it and try again",
                base.display()
            )
        }
        Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Unsupported => Ok(None),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot lock {}", base.display()))
        }
    }
}
