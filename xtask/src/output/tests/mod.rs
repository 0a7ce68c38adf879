//! The writer on real folders.

mod differences;
mod interruption;
mod trust;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{Folder, Plan};

const CLIENT: &str = "crates/client/src/generated";
const SERVER: &str = "crates/server/src/generated";
const MANIFEST: &str = "crates/server/Cargo.toml";

/// Two folders and a scaffold file, with a word in each file.
fn plan(word: &str) -> Plan {
    let text = |name: &str| format!("// {name}\n// {word}\n");
    let folder = |root: &str, files: &[&str]| Folder {
        root: root.into(),
        files: files
            .iter()
            .map(|file| ((*file).into(), text(file)))
            .collect(),
    };
    Plan {
        folders: vec![
            folder(CLIENT, &["mod.rs", "types/a.rs", "types/b.rs"]),
            folder(SERVER, &["mod.rs"]),
        ],
        scaffold: BTreeMap::from([(MANIFEST.into(), text("manifest"))]),
    }
}

/// Everything below a folder: the content of files, and words for the rest.
fn snapshot(root: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let kind = fs::symlink_metadata(&path).unwrap();
            let text = if kind.is_dir() {
                open.push(path.clone());
                "folder".to_owned()
            } else if kind.is_symlink() {
                "link".to_owned()
            } else {
                fs::read_to_string(&path).unwrap()
            };
            found.insert(
                path.strip_prefix(root)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned(),
                text,
            );
        }
    }
    found
}

/// Writes a file and the folders it needs.
fn put(base: &Path, path: &str, text: &str) {
    let place = base.join(path);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
}
