//! A temporary folder, the program run in it, and what is in it before and after.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// How a command ended and what it said.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

pub(crate) struct Place {
    folder: TempDir,
    /// Where the program believes its own manifest to be.
    manifest: PathBuf,
}

impl Place {
    /// An empty folder; the workspace is this one.
    pub(crate) fn outside() -> Self {
        let manifest = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        Self {
            folder: TempDir::new().unwrap(),
            manifest,
        }
    }

    /// A workspace without documents.
    pub(crate) fn workspace() -> Self {
        let folder = TempDir::new().unwrap();
        let manifest = folder.path().join("xtask");
        for name in ["xtask", "openapi", "crates"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        Self { folder, manifest }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env("CARGO_MANIFEST_DIR", &self.manifest)
            // Where the record of a run is kept: not with those of other tests.
            .env("CARGO_TARGET_DIR", self.path("target"))
            .output()
            .unwrap();
        Ran {
            status: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        self.write_bytes(path, text.as_bytes());
    }

    pub(crate) fn write_bytes(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Removes a folder, if it is there.
    pub(crate) fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.exists() {
            fs::remove_dir_all(path).unwrap();
        }
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Every file below `folder` with its bytes.
    pub(crate) fn files(&self, folder: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut out = BTreeMap::new();
        collect(&self.path(folder), &mut out);
        out
    }
}

fn collect(folder: &Path, out: &mut BTreeMap<PathBuf, Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, out);
        } else {
            out.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
}
