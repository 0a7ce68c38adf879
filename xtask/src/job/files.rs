//! The files of a document on the disk: itself, and those it refers to.
//!
//! Others are only found in the folder of the document. A path or a symbolic link that leads out
//! of it is refused, and so is what is not a plain file. Together they may not be larger than one
//! document may be.

use std::cell::RefCell;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use openapi_source::Limits;

use crate::digest;

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// Absolute.
    pub(crate) path: PathBuf,
    /// In bytes.
    pub(crate) length: u64,
    /// Of its bytes.
    pub(crate) digest: String,
}

/// Told how many bytes were read in all, after each file.
pub(crate) type OnRead<'a> = dyn FnMut(u64) + 'a;

/// Reads files and remembers which.
pub(crate) struct Folder<'a> {
    /// Without symbolic links.
    root: PathBuf,
    limits: &'a Limits,
    state: RefCell<State<'a>>,
}

struct State<'a> {
    inputs: Vec<Input>,
    bytes: u64,
    on_read: &'a mut OnRead<'a>,
}

impl<'a> Folder<'a> {
    /// The folder of a document.
    pub(crate) fn of(
        document: &Path,
        limits: &'a Limits,
        on_read: &'a mut OnRead<'a>,
    ) -> io::Result<Self> {
        let folder = document
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let state = State {
            inputs: Vec::new(),
            bytes: 0,
            on_read,
        };
        Ok(Self {
            root: folder.unwrap_or(Path::new(".")).canonicalize()?,
            limits,
            state: RefCell::new(state),
        })
    }

    /// The document itself: whatever can be opened and ends. It may be one byte larger than
    /// allowed, so that reading it says so.
    pub(crate) fn document(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.load(path)
    }

    /// What was read so far.
    pub(crate) fn into_inputs(self) -> Vec<Input> {
        self.state.into_inner().inputs
    }

    fn load(&self, path: &Path) -> io::Result<Vec<u8>> {
        let bytes = self.limits.read(File::open(path)?)?;
        let mut state = self.state.borrow_mut();
        state.bytes = state.bytes.saturating_add(bytes.len() as u64);
        state.inputs.push(Input {
            path: std::path::absolute(path)?,
            length: bytes.len() as u64,
            digest: digest::of(&bytes),
        });
        let read = state.bytes;
        (state.on_read)(read);
        Ok(bytes)
    }

    /// The place of another file, if it may be read.
    fn find(&self, path: &str) -> Result<PathBuf, String> {
        let plain = |part: &str| {
            !matches!(part, "" | "." | "..") && !part.contains(['\\', ':']) && !part.contains('\0')
        };
        if !path.split('/').all(plain) {
            return Err("it is not a plain path down from the folder of the document".to_owned());
        }
        let place = self
            .root
            .join(path)
            .canonicalize()
            .map_err(|error| error.to_string())?;
        if !place.starts_with(&self.root) {
            return Err("a symbolic link leads out of the folder of the document".to_owned());
        }
        match place.metadata() {
            Ok(found) if found.is_file() => Ok(place),
            Ok(_) => Err("it is not a file".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl openapi_model::Files for Folder<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let place = self.find(path)?;
        let bytes = self.load(&place).map_err(|error| error.to_string())?;
        if self.state.borrow().bytes > self.limits.bytes as u64 {
            return Err(format!(
                "the document and its files are larger than the limit of {} bytes (`bytes`)",
                self.limits.bytes
            ));
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use openapi_model::Files as _;

    use super::*;

    #[test]
    fn only_files_below_the_document_are_read() {
        let base = tempfile::tempdir().unwrap();
        let root = base.path().join("api");
        fs::create_dir_all(root.join("more/deep")).unwrap();
        fs::write(base.path().join("secret.yaml"), "secret").unwrap();
        fs::write(root.join("api.yaml"), "root").unwrap();
        fs::write(root.join("more/part.yaml"), "part").unwrap();
        fs::write(root.join("large.yaml"), "x".repeat(90)).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink("../secret.yaml", root.join("link.yaml")).unwrap();
            symlink("..", root.join("up")).unwrap();
            symlink("more/part.yaml", root.join("inner.yaml")).unwrap();
            symlink("/dev/zero", root.join("endless")).unwrap();
        }
        let limits = Limits {
            bytes: 99,
            ..Limits::default()
        };
        let mut total = 0;
        let mut on_read = |bytes| total = bytes;
        let folder = Folder::of(&root.join("api.yaml"), &limits, &mut on_read).unwrap();
        assert_eq!(folder.document(&root.join("api.yaml")).unwrap(), b"root");
        assert_eq!(folder.read("more/part.yaml").as_deref(), Ok(&b"part"[..]));
        let refused = [
            ("../secret.yaml", "plain path"),
            ("more/../api.yaml", "plain path"),
            ("/etc/passwd", "plain path"),
            ("C:/x", "plain path"),
            ("..\\secret.yaml", "plain path"),
            ("more//part.yaml", "plain path"),
            ("a\0b", "plain path"),
            ("", "plain path"),
            ("absent.yaml", ""),
            ("more", "not a file"),
        ];
        for (path, reason) in refused {
            let error = folder.read(path).unwrap_err();
            assert!(error.contains(reason), "{path}: {error}");
        }
        if cfg!(unix) {
            for path in ["link.yaml", "up/secret.yaml", "endless"] {
                let error = folder.read(path).unwrap_err();
                assert!(error.contains("leads out"), "{path}: {error}");
            }
            assert_eq!(folder.read("inner.yaml").as_deref(), Ok(&b"part"[..]));
        }
        let error = folder.read("large.yaml").unwrap_err();
        assert!(error.contains("(`bytes`)"), "{error}");
        let inputs = folder.into_inputs();
        assert_eq!(inputs.first().map(|input| input.digest.len()), Some(64));
        assert!(total > 90, "{total}");
    }
}
