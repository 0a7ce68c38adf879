//! The crates of all documents as one workspace, built once, every warning counted.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::generation::Generated;
use crate::share;

/// The crates of a document.
const SIDES: [&str; 4] = ["types", "client", "server", "test"];

/// What came of the crates.
#[derive(Default)]
pub struct Built {
    /// Warnings and errors by package.
    messages: BTreeMap<String, Vec<String>>,
    /// The packages that were built.
    built: BTreeSet<String>,
    /// The packages of documents.
    wanted: BTreeSet<String>,
    /// The test program of a document by its name.
    pub tests: BTreeMap<String, PathBuf>,
}

/// An empty folder, except for what earlier runs compiled.
pub fn prepare(out: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(out)?;
    for entry in std::fs::read_dir(out)? {
        let entry = entry?;
        let is_crate = entry.path().join("Cargo.toml").is_file();
        if is_crate && entry.file_name() != "target" {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    // The same versions as everywhere in this repository.
    let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock");
    std::fs::copy(lock, out.join("Cargo.lock")).map(drop)
}

/// Builds the test of each document, and what it needs.
pub fn run(out: &Path, generated: &Generated, doc: bool) -> std::io::Result<Built> {
    let names = || generated.good().map(|made| made.name.as_str());
    let packages = names().flat_map(|name| SIDES.map(|side| format!("{name}-{side}")));
    let mut built = Built { wanted: packages.collect(), ..Built::default() };
    let members: Vec<String> = built.wanted.iter().map(|name| format!("{name:?}")).collect();
    let manifest = format!(
        "[workspace]\nmembers = [{}]\nresolver = \"3\"\n\n[profile.dev]\ndebug = false\nincremental = false\n",
        members.join(", ")
    );
    std::fs::write(out.join("Cargo.toml"), manifest)?;
    built.cargo(out, &["build", "--workspace", "--test", "drawn"])?;
    if doc {
        built.cargo(out, &["doc", "--workspace", "--no-deps"])?;
    }
    Ok(built)
}

impl Built {
    fn cargo(&mut self, out: &Path, arguments: &[&str]) -> std::io::Result<()> {
        let mut child = Command::new(env!("CARGO"))
            .args(arguments)
            .args(["--keep-going", "--message-format=json"])
            .current_dir(out)
            .env_remove("CARGO_TARGET_DIR")
            .stdout(Stdio::piped())
            .spawn()?;
        let lines = child.stdout.take().map(BufReader::new);
        for line in lines.into_iter().flat_map(BufReader::lines) {
            if let Ok(message) = serde_json::from_str::<Value>(&line?) {
                self.read(&message);
            }
        }
        child.wait().map(drop)
    }

    fn read(&mut self, message: &Value) {
        // Such as `path+file:///folder/c0001-types#0.1.0`.
        let id = message["package_id"].as_str().unwrap_or_default();
        let package = id.split('#').next().and_then(|path| path.rsplit('/').next());
        let Some(package) = package.filter(|name| self.wanted.contains(*name)) else {
            return;
        };
        match message["reason"].as_str() {
            Some("compiler-message") => {
                let text = message["message"]["rendered"].as_str().unwrap_or_default();
                let list = self.messages.entry(package.to_owned()).or_default();
                list.push(text.to_owned());
            }
            Some("compiler-artifact") => {
                self.built.insert(package.to_owned());
                if let (Some(file), Some(name)) =
                    (message["executable"].as_str(), package.strip_suffix("-test"))
                {
                    self.tests.insert(name.to_owned(), PathBuf::from(file));
                }
            }
            _ => {}
        }
    }

    pub fn print(&self) {
        for (package, messages) in &self.messages {
            println!("{package}: {} messages", messages.len());
            // The last ones only count the others.
            for message in messages.iter().take(3) {
                println!("{message}");
            }
        }
        for side in SIDES {
            let of_side = |name: &&String| name.ends_with(&format!("-{side}"));
            let all = self.wanted.iter().filter(of_side);
            let clean = all.clone().filter(|name| {
                self.built.contains(*name) && !self.messages.contains_key(*name)
            });
            println!("compiled without a warning: {side} {}", share(clean.count(), all.count()));
        }
    }
}
