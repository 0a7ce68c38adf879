//! Holds the manifests of the workspace to the table of who may import whom.
//!
//! The manifests and the lock are read as text, so nothing is fetched and nothing is built.
//! Dev-dependencies are free, with two exceptions: the judge imports nothing that it judges, not
//! even in its tests, and these tests never import the generator.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use toml::{Table, Value};

/// What each crate of this table may import of ours. The crates of a document follow from their
/// names: see [`of_document`]. Any other crate is a failure, until it is decided about here.
const ALLOWED: &[(&str, &[&str])] = &[
    ("benchmarks", &[]),
    ("contract-tests", &[]),
    ("openapi-cli", &["openapi-client", "openapi-types"]),
    ("openapi-client", &["openapi-types"]),
    ("openapi-codegen", &["openapi-model", "openapi-source"]),
    (
        "openapi-codegen-goldens",
        &[
            "openapi-cli",
            "openapi-client",
            "openapi-server",
            "openapi-types",
        ],
    ),
    ("openapi-contract", &["openapi-source", "sdk-hmac-sha256"]),
    ("openapi-model", &["openapi-pattern", "openapi-source"]),
    ("openapi-pattern", &[]),
    ("openapi-server", &["openapi-pattern", "openapi-types"]),
    ("openapi-source", &[]),
    ("openapi-types", &[]),
    ("random-documents", &[]),
    ("sdk-hmac-sha256", &[]),
    (
        "xtask",
        &[
            "openapi-codegen",
            "openapi-contract",
            "openapi-model",
            "openapi-source",
        ],
    ),
];

/// What must not be reached from a crate, over any number of steps.
const NEVER: &[(&str, &[&str])] = &[
    ("openapi-model", HTTP),
    ("openapi-pattern", HTTP),
    ("openapi-types", HTTP),
    ("openapi-source", HTTP),
    ("sdk-hmac-sha256", HTTP),
];

/// Crates that no crate of a document reaches, beside those of the other side.
const TYPES_NEVER: &[&str] = HTTP;
const CLIENT_NEVER: &[&str] = &["openapi-server", "openapi-codegen", "axum"];
const SERVER_NEVER: &[&str] = &["openapi-client", "openapi-codegen", "reqwest"];

const HTTP: &[&str] = &[
    "axum",
    "h2",
    "http",
    "hyper",
    "hyper-util",
    "reqwest",
    "tower",
    "ureq",
];

/// What the judge's own tests must not import either.
const ACCUSED: &[&str] = &[
    "apig-cli",
    "apig-client",
    "apig-server",
    "apig-types",
    "openapi-cli",
    "openapi-client",
    "openapi-codegen",
    "openapi-model",
    "openapi-server",
    "openapi-types",
];

struct Manifest {
    name: String,
    /// Dependencies of the code itself, and of its build script.
    normal: BTreeSet<String>,
    dev: BTreeSet<String>,
}

/// Every manifest keeps the table.
pub(crate) fn table() -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let manifests = manifests(&root)?;
    let locked = locked(&root)?;
    let wrong = violations(&manifests, &locked);
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(wrong.join("\n"))
    }
}

/// What the crates of one document may import and must not reach, by their names:
/// `apig-client` speaks `apig-types` through `openapi-client`.
fn of_document(name: &str) -> Option<(Vec<String>, &'static [&'static str])> {
    let (document, role) = name.rsplit_once('-')?;
    if document == "openapi" {
        return None;
    }
    let types = format!("{document}-types");
    let with = |runtime: &[&str]| {
        let names = runtime.iter().chain(&["openapi-types", "sdk-hmac-sha256"]);
        names
            .map(|name| (*name).to_owned())
            .chain([types])
            .collect()
    };
    match role {
        "types" => Some((vec!["openapi-types".to_owned()], TYPES_NEVER)),
        "client" => Some((with(&["openapi-client"]), CLIENT_NEVER)),
        "server" => Some((with(&["openapi-server"]), SERVER_NEVER)),
        "cli" => {
            let client = format!("{document}-client");
            let mut allowed = with(&["openapi-cli"]);
            allowed.push(client);
            Some((allowed, CLIENT_NEVER))
        }
        _ => None,
    }
}

/// What a crate may import, and what it must not reach.
fn rule(name: &str) -> Option<(Vec<String>, &'static [&'static str])> {
    let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| *known == name) else {
        return of_document(name);
    };
    let never = NEVER.iter().find(|(known, _)| *known == name);
    let allowed = allowed.iter().map(|name| (*name).to_owned()).collect();
    Some((allowed, never.map_or(&[], |(_, never)| never)))
}

fn violations(manifests: &[Manifest], locked: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut wrong = Vec::new();
    let ours: BTreeSet<&str> = manifests.iter().map(|one| one.name.as_str()).collect();
    for manifest in manifests {
        let name = &manifest.name;
        let Some((allowed, never)) = rule(name) else {
            wrong.push(format!(
                "{name} is not in the table of imports; decide what it may import"
            ));
            continue;
        };
        let imported = manifest.normal.iter();
        for other in imported.filter(|other| ours.contains(other.as_str())) {
            if !allowed.contains(other) {
                wrong.push(format!("{name} must not import {other}"));
            }
        }
        let dev_never: &[&str] = match name.as_str() {
            "openapi-contract" => ACCUSED,
            "contract-tests" => &["openapi-codegen", "xtask"],
            _ => &[],
        };
        let in_tests = manifest.dev.iter();
        for other in in_tests.filter(|other| dev_never.contains(&other.as_str())) {
            wrong.push(format!(
                "{name} must not import {other}, not even in its tests"
            ));
        }
        let reached = reached(name, manifests, locked);
        for other in never.iter().filter(|other| reached.contains(**other)) {
            wrong.push(format!(
                "{name} must not depend on {other}, directly or through others"
            ));
        }
    }
    wrong
}

/// Everything that a crate pulls in. Of our own crates only what their code needs counts; of
/// others the lock does not tell features apart, so this may be more than is built.
fn reached(
    name: &str,
    manifests: &[Manifest],
    locked: &BTreeMap<String, BTreeSet<String>>,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![name.to_owned()];
    while let Some(name) = open.pop() {
        let own = manifests
            .iter()
            .find(|one| one.name == name)
            .map(|one| &one.normal);
        for next in own.or_else(|| locked.get(&name)).into_iter().flatten() {
            if found.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    found
}

fn parse(path: &Path) -> Result<Table, String> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    text.parse()
        .map_err(|error| format!("{}: {error}", path.display()))
}

/// The manifests of all members of the workspace.
fn manifests(root: &Path) -> Result<Vec<Manifest>, String> {
    let workspace = parse(&root.join("Cargo.toml"))?;
    let members = workspace
        .get("workspace")
        .and_then(|workspace| workspace.get("members")?.as_array());
    let mut paths = Vec::new();
    for member in members.into_iter().flatten().filter_map(Value::as_str) {
        match member.strip_suffix("/*") {
            None => paths.push(root.join(member)),
            Some(folder) => {
                let entries =
                    std::fs::read_dir(root.join(folder)).map_err(|error| error.to_string())?;
                for entry in entries {
                    paths.push(entry.map_err(|error| error.to_string())?.path());
                }
            }
        }
    }
    let files = paths.iter().map(|path| path.join("Cargo.toml"));
    let found: Result<Vec<_>, String> = files
        .filter(|file| file.exists())
        .map(|file| Ok(manifest(&parse(&file)?)))
        .collect();
    match found? {
        found if found.is_empty() => Err("the workspace has no members".to_owned()),
        found => Ok(found),
    }
}

fn manifest(table: &Table) -> Manifest {
    let package = table.get("package").and_then(|package| package.get("name"));
    let platforms = table.get("target").and_then(Value::as_table);
    let tables: Vec<&Table> = std::iter::once(table)
        .chain(
            platforms
                .into_iter()
                .flat_map(|all| all.values().filter_map(Value::as_table)),
        )
        .collect();
    let names = |keys: &[&str]| -> BTreeSet<String> {
        let lists = tables
            .iter()
            .flat_map(|table| keys.iter().filter_map(|key| table.get(*key)));
        let entries = lists.filter_map(Value::as_table).flatten();
        entries
            .map(|(name, value)| real_name(name, value))
            .collect()
    };
    Manifest {
        name: package
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned(),
        normal: names(&["dependencies", "build-dependencies"]),
        dev: names(&["dev-dependencies"]),
    }
}

/// A renamed dependency names its package.
fn real_name(name: &str, value: &Value) -> String {
    let package = value.get("package").and_then(Value::as_str);
    package.unwrap_or(name).to_owned()
}

/// The dependencies of each package of the lock, by name.
fn locked(root: &Path) -> Result<BTreeMap<String, BTreeSet<String>>, String> {
    let lock = parse(&root.join("Cargo.lock"))?;
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for package in lock
        .get("package")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        let Some(name) = package.get("name").and_then(Value::as_str) else {
            continue;
        };
        let dependencies = package.get("dependencies").and_then(Value::as_array);
        let names = dependencies.into_iter().flatten().filter_map(Value::as_str);
        // An entry may carry a version after the name.
        let names = names.filter_map(|entry| Some(entry.split(' ').next()?.to_owned()));
        found.entry(name.to_owned()).or_default().extend(names);
    }
    if found.is_empty() {
        return Err("Cargo.lock names no packages".to_owned());
    }
    Ok(found)
}

/// A forbidden import in a made-up workspace is seen, so that the table is known to see.
pub(crate) fn forbidden_imports_are_seen() -> Result<(), String> {
    let check = |name: &str, dependencies: &str, expected: &str| {
        let text = format!("[package]\nname = \"{name}\"\n{dependencies}");
        let table: Table = text.parse().map_err(|error| format!("{error}"))?;
        let others = ["openapi-codegen", "apig-types"].map(|name| Manifest {
            name: name.to_owned(),
            normal: BTreeSet::new(),
            dev: BTreeSet::new(),
        });
        let manifests: Vec<_> = others.into_iter().chain([manifest(&table)]).collect();
        let hyper = BTreeSet::from(["http".to_owned()]);
        let locked = BTreeMap::from([("hidden".to_owned(), hyper)]);
        let wrong = violations(&manifests, &locked);
        if wrong.iter().any(|line| line == expected) {
            Ok(())
        } else {
            Err(format!("expected `{expected}`, got {wrong:?}"))
        }
    };
    check(
        "openapi-contract",
        "[dependencies]\nopenapi-codegen = \"1\"",
        "openapi-contract must not import openapi-codegen",
    )?;
    check(
        "openapi-contract",
        "[dev-dependencies]\nx = { package = \"apig-types\", version = \"1\" }",
        "openapi-contract must not import apig-types, not even in its tests",
    )?;
    check(
        "sdk-hmac-sha256",
        "[target.'cfg(unix)'.dependencies]\nhidden = \"1\"",
        "sdk-hmac-sha256 must not depend on http, directly or through others",
    )?;
    check(
        "apig-client",
        "[dependencies]\nopenapi-server = \"1\"",
        "apig-client must not depend on openapi-server, directly or through others",
    )?;
    check(
        "pets-cli",
        "[dependencies]\nopenapi-codegen = \"1\"",
        "pets-cli must not import openapi-codegen",
    )?;
    check(
        "pets-server",
        "[dependencies]\napig-types = \"1\"",
        "pets-server must not import apig-types",
    )?;
    check(
        "stranger",
        "",
        "stranger is not in the table of imports; decide what it may import",
    )
}
