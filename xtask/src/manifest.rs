//! Whether manifests have what generated code needs: dependencies, and crates as members.

use std::path::Path;

use anyhow::{Context as _, Result};

/// A dependency that the generated code of a crate needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dependency {
    /// The crate that needs it.
    pub(crate) owner: String,
    pub(crate) name: String,
    /// A feature of it that must be on.
    pub(crate) feature: Option<String>,
    /// The line for the manifest.
    pub(crate) line: String,
}

/// What a manifest lacks, each as text with the line to add; nothing for a
/// manifest that is yet to be written.
pub(crate) fn missing(
    base: &Path,
    folder: &str,
    dependencies: &[Dependency],
) -> Result<Vec<String>> {
    let mut out = Vec::new();
    for dependency in dependencies {
        let shown = format!("{folder}{}/Cargo.toml", dependency.owner);
        let path = base.join(&shown);
        if !path.exists() {
            continue;
        }
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
        let manifest: toml::Table = text
            .parse()
            .with_context(|| format!("cannot read {shown}"))?;
        let entry = manifest
            .get("dependencies")
            .and_then(|table| table.get(&dependency.name));
        if !entry.is_some_and(|found| has_feature(found, dependency.feature.as_deref())) {
            out.push(finding(&shown, &text, dependency, entry));
        }
    }
    Ok(out)
}

/// The workspace that the crates of a document from outside are in.
pub(crate) const WORKSPACE: &str = "Cargo.toml";

/// What the workspace beside new crates lacks as members, as [`missing`] says it; nothing where
/// there is no list that names each of them.
pub(crate) fn strangers(base: &Path, crates: &[&str]) -> Result<Vec<String>> {
    let path = base.join(WORKSPACE);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let about = || format!("cannot read {WORKSPACE}");
    let text = std::fs::read_to_string(&path).with_context(about)?;
    let manifest: toml::Table = text.parse().with_context(about)?;
    let members = manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("members"))
        .and_then(toml::Value::as_array);
    let Some(members) = members else {
        return Ok(Vec::new());
    };
    let members: Vec<&str> = members.iter().filter_map(toml::Value::as_str).collect();
    if members
        .iter()
        .any(|member| member.contains(['*', '?', '[']))
    {
        return Ok(Vec::new());
    }
    let line = text
        .lines()
        .position(|line| line.trim_start().starts_with("members"))
        .map_or(1, |at| at + 1);
    let is_stranger = |name: &&&str| !members.contains(name);
    let finding = |name: &&str| {
        format!(
            "error: `{name}` is no member of the workspace\n  --> {WORKSPACE}:{line}:1\n  help: add {name:?} to its `members`\n"
        )
    };
    Ok(crates.iter().filter(is_stranger).map(finding).collect())
}

fn finding(
    shown: &str,
    text: &str,
    dependency: &Dependency,
    found: Option<&toml::Value>,
) -> String {
    let owner = &dependency.owner;
    let name = dependency.name.as_str();
    // Features can have the name of a dependency, so the entry is looked for in its own table.
    let section = text
        .lines()
        .position(|line| line.trim() == "[dependencies]");
    let is_entry = |line: &str| {
        let rest = line.trim().strip_prefix(name);
        rest.is_some_and(|rest| rest.trim_start().starts_with(['=', '.']))
    };
    let entry = section.and_then(|section| {
        let below = text.lines().skip(section).position(is_entry)?;
        Some(section + below)
    });
    if let (Some(feature), Some(found)) = (&dependency.feature, found) {
        return format!(
            "error: the generated code of {owner} needs the feature `{feature}` of `{name}`\n  --> {shown}:{}:1\n  help: put this line in its place\n\n      {name} = {}\n",
            entry.map_or(1, |at| at + 1),
            with_feature(found, feature)
        );
    }
    let line = section.map_or(1, |at| at + 1);
    format!(
        "error: the generated code of {owner} needs `{name}`\n  --> {shown}:{line}:1\n  help: add this line under [dependencies]\n\n      {}\n",
        dependency.line
    )
}

/// Whether the entry of a dependency switches the feature on, where one is asked for.
fn has_feature(entry: &toml::Value, feature: Option<&str>) -> bool {
    let Some(feature) = feature else { return true };
    let features = entry.get("features").and_then(toml::Value::as_array);
    features.is_some_and(|list| list.iter().any(|name| name.as_str() == Some(feature)))
}

/// The entry as its author wrote it, with one feature more.
fn with_feature(entry: &toml::Value, feature: &str) -> toml::Value {
    let mut table = match entry {
        toml::Value::Table(table) => table.clone(),
        version => toml::Table::from_iter([("version".to_owned(), version.clone())]),
    };
    let features = table
        .entry("features")
        .or_insert_with(|| toml::Value::Array(Vec::new()));
    if let toml::Value::Array(features) = features {
        features.push(feature.into());
    }
    toml::Value::Table(table)
}
