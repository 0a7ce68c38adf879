//! Which documents a run is about, and where their crates go.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use openapi_codegen::Runtime;

use crate::place;

/// Where the crates of a document are.
#[derive(Debug)]
pub(super) struct Target {
    /// What paths are relative to.
    pub(super) base: PathBuf,
    /// What stands before the name of a crate: `crates/`, or nothing.
    pub(super) prefix: &'static str,
    pub(super) runtime: Runtime,
}

impl Target {
    /// Whether the crates belong to a workspace of their own.
    pub(super) fn is_outside(&self) -> bool {
        self.runtime != Runtime::Workspace
    }
}

/// One document to read.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) path: PathBuf,
    pub(super) name: String,
    /// How messages name it.
    pub(super) shown: String,
    /// How the header of each file names it: the same on every machine.
    pub(super) header: String,
}

/// Every document in `openapi/`.
pub(super) fn workspace(root: &Path) -> Result<(Vec<Input>, Target)> {
    let folder = root.join("openapi");
    let mut documents = Vec::new();
    for entry in fs::read_dir(&folder).context("cannot list the folder openapi")? {
        let name = entry.context("cannot list the folder openapi")?.file_name();
        let name = name
            .into_string()
            .map_err(|name| anyhow!("openapi/{} is not UTF-8", name.to_string_lossy()))?;
        let known = [".yaml", ".yml", ".json"]
            .iter()
            .find_map(|suffix| name.strip_suffix(suffix));
        if let Some(stem) = known {
            documents.push((
                place::crate_name(stem).with_context(|| format!("openapi/{name}"))?,
                format!("openapi/{name}"),
            ));
        }
    }
    documents.sort();
    if let Some(pair) = documents
        .windows(2)
        .find(|pair| matches!(pair, [a, b] if a.0 == b.0))
    {
        let names: Vec<&str> = pair.iter().map(|(_, shown)| shown.as_str()).collect();
        bail!(
            "{} are one document twice\nhelp: remove one of them",
            names.join(" and ")
        );
    }
    let target = Target {
        base: root.to_owned(),
        prefix: "crates/",
        runtime: Runtime::Workspace,
    };
    let inputs = documents
        .into_iter()
        .map(|(name, shown)| Input {
            path: root.join(&shown),
            name,
            header: shown.clone(),
            shown,
        })
        .collect();
    Ok((inputs, target))
}

/// A document outside of this workspace, into crates of their own.
pub(super) fn outside(
    root: &Path,
    document: &Path,
    out: &Path,
    runtime: Option<&str>,
) -> Result<(Vec<Input>, Target)> {
    let stem = document
        .file_stem()
        .and_then(|stem| stem.to_str())
        .context("the document has no name")?;
    let name = place::crate_name(&stem.to_lowercase().replace(['_', '.', ' '], "-"))?;
    let base =
        std::path::absolute(out).with_context(|| format!("cannot find {}", out.display()))?;
    let here = existing(&base)?;
    let target = Target {
        runtime: find_runtime(root, runtime, &here.join(format!("{name}-client")))?,
        base,
        prefix: "",
    };
    let header = document
        .file_name()
        .map(|file| file.to_string_lossy().into_owned())
        .unwrap_or_default();
    let input = Input {
        path: document.to_owned(),
        name,
        shown: document.display().to_string(),
        header,
    };
    Ok((vec![input], target))
}

/// The path without symbolic links, though its last parts may not exist yet.
fn existing(path: &Path) -> Result<PathBuf> {
    let mut missing = Vec::new();
    let mut current = path;
    loop {
        if let Ok(found) = current.canonicalize() {
            return Ok(missing
                .iter()
                .rev()
                .fold(found, |path, part| path.join(part)));
        }
        let (Some(parent), Some(name)) = (current.parent(), current.file_name()) else {
            bail!("cannot find {}", path.display());
        };
        missing.push(name);
        current = parent;
    }
}

fn find_runtime(root: &Path, runtime: Option<&str>, from: &Path) -> Result<Runtime> {
    let path = match runtime {
        Some(version)
            if version.starts_with(|c: char| c.is_ascii_digit())
                && !Path::new(version).exists() =>
        {
            return Ok(Runtime::Version(version.to_owned()));
        }
        Some(path) => PathBuf::from(path),
        None => root.join("crates"),
    };
    let path = path
        .canonicalize()
        .with_context(|| format!("cannot find the runtime crates in {}", path.display()))?;
    if !path.join("openapi-types/Cargo.toml").is_file() {
        bail!(
            "{} holds no openapi-types\nhelp: name the folder `crates` of a checkout, or a version",
            path.display()
        );
    }
    Ok(Runtime::Path(place::relative(from, &path)?))
}
