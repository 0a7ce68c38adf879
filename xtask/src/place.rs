//! Where things are: this workspace, and one path as seen from another.

use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result, bail};

/// The root of this workspace.
pub(crate) fn workspace() -> Result<PathBuf> {
    // Cargo says where the manifest is now, which need not be where it was built.
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    let root = manifest
        .parent()
        .context("the package xtask has no folder above it")?;
    Ok(root.to_owned())
}

/// The way from the folder `from` to `to`, both absolute, with `/` between the parts.
pub(crate) fn relative(from: &Path, to: &Path) -> Result<String> {
    let from: Vec<Component<'_>> = from.components().collect();
    let to: Vec<Component<'_>> = to.components().collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        bail!("the folders are on different drives; name the runtime with `--runtime`");
    }
    let up = std::iter::repeat_n("..".to_owned(), from.len() - shared);
    let down = to
        .iter()
        .skip(shared)
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    Ok(up.chain(down).collect::<Vec<_>>().join("/"))
}

/// The first part of the crates' names, from the name of a document.
pub(crate) fn crate_name(stem: &str) -> Result<String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let starts = stem.starts_with(|c: char| c.is_ascii_lowercase());
    if !starts || !stem.chars().all(plain) || stem.ends_with('-') || stem.contains("--") {
        bail!(
            "`{}` cannot be the name of crates\nhelp: use lower-case letters, digits and `-`, starting with a letter",
            openapi_source::visible(stem)
        );
    }
    if stem == "openapi" {
        bail!(
            "the names `openapi-*` belong to the runtime crates\nhelp: call the document after its API"
        );
    }
    Ok(stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_between_folders() {
        let check = |from: &str, to: &str, expected: &str| {
            assert_eq!(
                relative(Path::new(from), Path::new(to)).unwrap(),
                expected,
                "{from} to {to}"
            );
        };
        check("/a/b/c", "/a/x", "../../x");
        check("/a", "/a/b", "b");
        check("/a/b", "/a", "..");
        check("/a/b", "/c/d", "../../c/d");
    }

    #[test]
    fn names_of_documents() {
        let check = |stem: &str, good: bool| assert_eq!(crate_name(stem).is_ok(), good, "{stem}");
        check("apig", true);
        check("billing-v2", true);
        check("Billing", false);
        check("2fa", false);
        check("a--b", false);
        check("a-", false);
        check("../etc", false);
        check("openapi", false);
        check("", false);
    }
}
