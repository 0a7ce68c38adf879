//! What differs between a plan and the disk.
//!
//! It only reads, and follows no symbolic link. [`super::write()`] and [`super::check`] both start
//! here, so a clean check means an idle write.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use sha2::{Digest as _, Sha256};

use crate::digest::hex;

use super::plan::{Folder, Plan, inside};
use super::{Kind, Stale, diff};

/// The parts of a plan that the disk does not have.
#[derive(Debug)]
pub(crate) struct Comparison<'a> {
    /// Folders with at least one difference.
    pub(crate) folders: Vec<(&'a Folder, Vec<Difference<'a>>)>,
    /// Scaffold files that are missing.
    pub(crate) scaffold: Vec<Difference<'a>>,
}

/// One entry that differs.
#[derive(Debug)]
pub(crate) struct Difference<'a> {
    /// The path from the base folder.
    pub(crate) path: String,
    pub(crate) kind: Kind,
    /// What should be there.
    pub(crate) content: Option<&'a str>,
}

impl<'a> Comparison<'a> {
    /// Looks at everything the plan names.
    pub(crate) fn new(plan: &'a Plan, base: &Path) -> Result<Self> {
        let mut folders = Vec::new();
        for folder in &plan.folders {
            let differences = differences(folder, base)?;
            if !differences.is_empty() {
                folders.push((folder, differences));
            }
        }
        let mut scaffold = Vec::new();
        for (path, content) in &plan.scaffold {
            // Whatever is there belongs to people, even a dangling link.
            if is_missing(&inside(base, path)?)? {
                scaffold.push(Difference {
                    path: path.clone(),
                    kind: Kind::Added,
                    content: Some(content),
                });
            }
        }
        Ok(Self { folders, scaffold })
    }

    /// All differences, folder by folder, scaffold files last.
    pub(crate) fn differences(&self) -> impl Iterator<Item = &Difference<'a>> {
        self.folders
            .iter()
            .flat_map(|(_, differences)| differences)
            .chain(&self.scaffold)
    }

    /// Whether the disk has all that the plan says.
    pub(crate) fn is_empty(&self) -> bool {
        self.folders.is_empty() && self.scaffold.is_empty()
    }
}

impl Difference<'_> {
    /// The difference with its text.
    pub(crate) fn stale(&self, base: &Path) -> Result<Stale> {
        let diff = match (self.kind, self.content) {
            (Kind::Changed, Some(content)) => {
                let place = inside(base, &self.path)?;
                match fs::symlink_metadata(&place) {
                    Ok(found) if found.is_file() => {
                        let old = fs::read(&place)
                            .with_context(|| format!("cannot read {}", place.display()))?;
                        diff::short(&old, content.as_bytes())
                    }
                    _ => "there is no plain file on the disk\n".to_owned(),
                }
            }
            (Kind::Added, Some(content)) => format!("{} lines\n", content.lines().count()),
            _ => String::new(),
        };
        Ok(Stale {
            path: self.path.clone(),
            kind: self.kind,
            diff,
        })
    }
}

fn differences<'a>(folder: &'a Folder, base: &Path) -> Result<Vec<Difference<'a>>> {
    let place = inside(base, &folder.root)?;
    let mut found = Tree::read(&place)?;
    let mut differences = Vec::new();
    for (file, content) in &folder.files {
        let kind = match found.entries.remove(file) {
            None => Kind::Added,
            Some(Entry::File(path)) if same(&path, content.as_bytes())? => continue,
            Some(_) => Kind::Changed,
        };
        differences.push(Difference {
            path: folder.path(file),
            kind,
            content: Some(content),
        });
    }
    let orphans = found.entries.into_keys().map(|path| Difference {
        path: if path.is_empty() {
            folder.root.clone()
        } else {
            folder.path(&path)
        },
        kind: Kind::Removed,
        content: None,
    });
    differences.extend(orphans);
    differences.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(differences)
}

/// Whether a file holds exactly this.
fn same(path: &Path, content: &[u8]) -> Result<bool> {
    let about = || format!("cannot read {}", path.display());
    let length = fs::symlink_metadata(path).with_context(about)?.len();
    // The length first: what is there may be of any size.
    Ok(
        u64::try_from(content.len()).is_ok_and(|wanted| wanted == length)
            && fs::read(path).with_context(about)? == content,
    )
}

/// Whether nothing is at a path, not even a link.
pub(crate) fn is_missing(path: &Path) -> Result<bool> {
    match fs::symlink_metadata(path) {
        Ok(_) => Ok(false),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error).with_context(|| format!("cannot look at {}", path.display())),
    }
}

/// What is in a folder on the disk.
struct Tree {
    /// By path from the folder, with `/`. Folders count only when they are empty. Something that
    /// is not a folder itself is one entry without a name.
    entries: BTreeMap<String, Entry>,
}

enum Entry {
    File(PathBuf),
    /// An empty folder, a link, a pipe, or a name that is not Unicode.
    Other,
}

impl Tree {
    fn read(root: &Path) -> Result<Self> {
        let mut tree = Self {
            entries: BTreeMap::new(),
        };
        match fs::symlink_metadata(root) {
            Ok(found) if found.is_dir() => tree
                .add(root)
                .with_context(|| format!("cannot look into {}", root.display()))?,
            Ok(_) => {
                tree.entries.insert(String::new(), Entry::Other);
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => {
                return Err(error).with_context(|| format!("cannot look at {}", root.display()));
            }
        }
        Ok(tree)
    }

    /// Walks with a list of its own: a nest of folders must not overflow the stack.
    fn add(&mut self, root: &Path) -> io::Result<()> {
        let mut open = vec![(root.to_owned(), String::new())];
        while let Some((folder, prefix)) = open.pop() {
            let mut empty = true;
            for entry in fs::read_dir(&folder)? {
                let entry = entry?;
                empty = false;
                let name = entry.file_name();
                let path = format!("{prefix}{}", name.to_string_lossy());
                let kind = entry.file_type()?;
                if name.to_str().is_none() {
                    self.entries.insert(path, Entry::Other);
                } else if kind.is_dir() {
                    open.push((entry.path(), format!("{path}/")));
                } else if kind.is_file() {
                    self.entries.insert(path, Entry::File(entry.path()));
                } else {
                    self.entries.insert(path, Entry::Other);
                }
            }
            if empty && !prefix.is_empty() {
                self.entries
                    .insert(prefix.trim_end_matches('/').to_owned(), Entry::Other);
            }
        }
        Ok(())
    }
}

/// A digest of the files a folder should have.
pub(crate) fn planned_digest(folder: &Folder) -> String {
    let mut hash = Sha256::new();
    for (path, content) in &folder.files {
        begin(&mut hash, path, content.len() as u64);
        hash.update(content);
    }
    hex(hash)
}

/// The same digest of what is on the disk; `None` if that is not a folder of plain files.
pub(crate) fn digest(root: &Path) -> Result<Option<String>> {
    let is_folder = fs::symlink_metadata(root).is_ok_and(|found| found.is_dir());
    if !is_folder {
        return Ok(None);
    }
    let mut hash = Sha256::new();
    for (path, entry) in &Tree::read(root)?.entries {
        let Entry::File(place) = entry else {
            return Ok(None);
        };
        let about = || format!("cannot read {}", place.display());
        let file = File::open(place).with_context(about)?;
        begin(&mut hash, path, file.metadata().with_context(about)?.len());
        let mut reader = BufReader::new(file);
        loop {
            let chunk = reader.fill_buf().with_context(about)?;
            if chunk.is_empty() {
                break;
            }
            hash.update(chunk);
            let length = chunk.len();
            reader.consume(length);
        }
    }
    Ok(Some(hex(hash)))
}

fn begin(hash: &mut Sha256, path: &str, length: u64) {
    hash.update((path.len() as u64).to_be_bytes());
    hash.update(path);
    hash.update(length.to_be_bytes());
}
