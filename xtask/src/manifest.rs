//! Whether a manifest has the dependencies that generated code needs.

use std::path::Path;

use anyhow::{Context as _, Result};
use openapi_codegen::Dependency;

/// What a manifest lacks, each as text with the line to add; nothing for a
/// manifest that is yet to be written.
pub(crate) fn missing(
    base: &Path,
    folder: &str,
    dependencies: &[Dependency],
) -> Result<Vec<String>> {
    let mut out = Vec::new();
    for dependency in dependencies {
        let shown = format!("{folder}{}/Cargo.toml", dependency.owner.name);
        let path = base.join(&shown);
        if !path.exists() {
            continue;
        }
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {shown}"))?;
        let manifest: toml::Table = text
            .parse()
            .with_context(|| format!("cannot read {shown}"))?;
        let there = manifest
            .get("dependencies")
            .and_then(|table| table.get(dependency.name))
            .is_some_and(|found| has_feature(found, dependency.feature));
        if !there {
            out.push(finding(&shown, &text, dependency));
        }
    }
    Ok(out)
}

fn finding(shown: &str, text: &str, dependency: &Dependency) -> String {
    let owner = &dependency.owner.name;
    let name = dependency.name;
    let line_of = |wanted: &dyn Fn(&str) -> bool| text.lines().position(|line| wanted(line.trim()));
    let entry = line_of(&|line| {
        let rest = line.strip_prefix(name);
        rest.is_some_and(|rest| rest.trim_start().starts_with(['=', '.']))
    });
    if let (Some(feature), Some(line)) = (dependency.feature, entry) {
        return format!(
            "error: the generated code of {owner} needs the feature `{feature}` of `{name}`\n  --> {shown}:{}:1\n  help: add \"{feature}\" to its `features`\n",
            line + 1
        );
    }
    let line = line_of(&|line| line == "[dependencies]").map_or(1, |at| at + 1);
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
