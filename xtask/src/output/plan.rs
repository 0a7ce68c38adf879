//! What files there should be.
//!
//! Plain data: nothing here looks at the disk, except [`inside`], which finds out whether a path
//! can be trusted. Paths are relative to a base folder, with `/` between the parts on every
//! system.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

/// Everything one run makes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// Folders that belong to the generator alone.
    pub(crate) folders: Vec<Folder>,
    /// Files that are written once, when nothing is there, and belong to people from then on.
    pub(crate) scaffold: BTreeMap<String, String>,
}

/// A folder whose every file is listed here; whatever else is in it is deleted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folder {
    /// Its path from the base folder; the last part is `generated`.
    pub(crate) root: String,
    /// Content by path from the folder.
    pub(crate) files: BTreeMap<String, String>,
}

impl Folder {
    /// The path of one of its files from the base folder.
    pub(crate) fn path(&self, file: &str) -> String {
        format!("{}/{file}", self.root)
    }
}

impl Plan {
    /// Refuses paths that leave the base folder, collide, or claim a folder with another author.
    pub(crate) fn validate(&self) -> Result<()> {
        let mut files = BTreeSet::new();
        for folder in &self.folders {
            safe(&folder.root)?;
            owned(&folder.root)?;
            for file in folder.files.keys() {
                safe(file)?;
                claim(&mut files, &folder.path(file))?;
            }
        }
        for file in self.scaffold.keys() {
            safe(file)?;
            claim(&mut files, file)?;
            let within = |folder: &&Folder| file.starts_with(&format!("{}/", folder.root));
            if let Some(folder) = self.folders.iter().find(within) {
                bail!(
                    "the scaffold file {file} is inside of {}, which is generated",
                    folder.root
                );
            }
        }
        for folder in &self.folders {
            ensure!(
                self.folders
                    .iter()
                    .filter(|other| format!("{}/", other.root)
                        .starts_with(&format!("{}/", folder.root)))
                    .count()
                    == 1,
                "the folder {} is planned twice or holds another planned folder",
                folder.root
            );
        }
        // A file cannot be a folder of another file.
        for file in &files {
            let parents = file.match_indices('/').filter_map(|(at, _)| file.get(..at));
            for parent in parents {
                ensure!(
                    !files.contains(parent),
                    "{parent} is planned as a file and as a folder"
                );
            }
        }
        Ok(())
    }
}

/// Notes a file. Names that differ only in case are one file on some systems.
fn claim(files: &mut BTreeSet<String>, file: &str) -> Result<()> {
    ensure!(
        files.insert(file.to_lowercase()),
        "{file} is planned twice (upper and lower case count as equal)"
    );
    Ok(())
}

/// Refuses a folder that may hold files of people.
pub(crate) fn owned(root: &str) -> Result<()> {
    let name = root.rsplit('/').next().unwrap_or(root);
    ensure!(
        name == "generated",
        "{root} is not named `generated`; only such folders belong to the generator"
    );
    Ok(())
}

/// Refuses a path that is not a plain way down.
pub(crate) fn safe(path: &str) -> Result<()> {
    let plain = |part: &str| {
        !matches!(part, "" | "." | "..")
            && !part.ends_with(['.', ' '])
            && !part.contains(|c: char| {
                c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
            })
    };
    ensure!(
        path.split('/').all(plain),
        "{path:?} is not a relative path of plain names"
    );
    Ok(())
}

/// The place of a path below `base`. Every folder on the way must be a real one or missing.
pub(crate) fn inside(base: &Path, path: &str) -> Result<PathBuf> {
    safe(path)?;
    let mut place = base.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        place.push(part);
        if parts.peek().is_none() {
            break;
        }
        match fs::symlink_metadata(&place) {
            Ok(found) if found.is_dir() => {}
            Ok(found) if found.is_symlink() => {
                bail!(
                    "{} is a symbolic link, which is not followed; replace it by a folder",
                    place.display()
                )
            }
            Ok(_) => bail!("{} is not a folder; remove it", place.display()),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => {
                return Err(error).with_context(|| format!("cannot look at {}", place.display()));
            }
        }
    }
    Ok(place)
}
