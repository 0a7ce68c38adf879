//! What the last run wrote, so that the next one can see that nothing has changed.
//!
//! A record lies in the folder `target`, never in the repository. It holds digests of all that
//! went in (documents and their files, manifests, options, this program) and of all that came out.
//! A run believes it only if every one of them still holds; whatever is missing, unreadable or
//! different means that the work is done again. `--check` never looks at it.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Context as _, Result};

use crate::digest;
use crate::job::Request;
use crate::job::files::Input;
use crate::output::{self, Plan};
use crate::wire::{Wire as _, wire};

/// What went into a run and what came out.
#[derive(Debug, Default)]
pub(crate) struct Record {
    key: String,
    /// Documents and their files.
    pub(crate) inputs: Vec<Input>,
    /// Paths from the base folder, each with the digest of the file.
    manifests: Vec<(String, String)>,
    /// Paths from the base folder, each with the digest of all files in it.
    folders: Vec<(String, String)>,
    /// Paths from the base folder.
    scaffold: Vec<String>,
    /// The findings as they were printed.
    pub(crate) report: String,
    /// The operations that were left out.
    pub(crate) skipped: Vec<String>,
}
wire!(Record {
    key,
    inputs,
    manifests,
    folders,
    scaffold,
    report,
    skipped
});

/// Where the record of a run is kept.
#[derive(Debug)]
pub(crate) struct Records {
    place: PathBuf,
    base: PathBuf,
    key: String,
}

impl Records {
    /// The records of a run with these requests, which writes below `base`.
    pub(crate) fn new(root: &Path, base: &Path, requests: &[Request]) -> Result<Self> {
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let name = if base == root {
            "generate.hash"
        } else {
            "generate-outside.hash"
        };
        Ok(Self {
            place: target.join("xtask").join(name),
            base: base.to_owned(),
            key: key(base, requests)?,
        })
    }

    /// The record of the last run, if that was this one and everything is as it left it.
    pub(crate) fn read(&self) -> Option<Record> {
        let record = Record::take(&mut BufReader::new(File::open(&self.place).ok()?)).ok()?;
        (record.key == self.key && self.holds(&record)).then_some(record)
    }

    fn holds(&self, record: &Record) -> bool {
        let manifest = |(path, digest): &(String, String)| {
            output::inside(&self.base, path)
                .ok()
                .and_then(|path| fs::read(path).ok())
                .is_some_and(|bytes| digest::of(&bytes) == *digest)
        };
        let folder = |(root, digest): &(String, String)| {
            output::inside(&self.base, root)
                .and_then(|root| output::digest(&root))
                .is_ok_and(|found| found.as_ref() == Some(digest))
        };
        let exists = |path: &String| {
            output::inside(&self.base, path)
                .and_then(|path| output::is_missing(&path))
                .is_ok_and(|missing| !missing)
        };
        record.inputs.iter().all(Input::is_unchanged)
            && record.manifests.iter().all(manifest)
            && record.scaffold.iter().all(exists)
            && record.folders.iter().all(folder)
    }

    /// Keeps the record of a run that has written a plan. It has the report, the skipped
    /// operations and the inputs already. Without a record the next run only takes longer, so
    /// nothing that goes wrong here is worth a word.
    pub(crate) fn keep(&self, record: Record, plan: &Plan, manifests: &[String]) {
        let _ = self.try_keep(record, plan, manifests);
    }

    fn try_keep(&self, record: Record, plan: &Plan, manifests: &[String]) -> Result<()> {
        let digest = |path: &String| {
            let bytes = fs::read(output::inside(&self.base, path)?)?;
            Ok((path.clone(), digest::of(&bytes)))
        };
        let record = Record {
            key: self.key.clone(),
            manifests: manifests.iter().map(digest).collect::<Result<_>>()?,
            folders: plan
                .folders
                .iter()
                .map(|folder| (folder.root.clone(), output::planned_digest(folder)))
                .collect(),
            scaffold: plan.scaffold.keys().cloned().collect(),
            ..record
        };
        let folder = self.place.parent().context("a record is in a folder")?;
        fs::create_dir_all(folder)?;
        // Complete, then in place: of two runs at once, one wins.
        let new = self
            .place
            .with_extension(format!("{}.new", std::process::id()));
        let mut file = BufWriter::new(File::create(&new)?);
        record.put(&mut file)?;
        file.flush()?;
        fs::rename(&new, &self.place)?;
        Ok(())
    }
}

impl Input {
    /// Whether the file still has the bytes that were read.
    fn is_unchanged(&self) -> bool {
        let same_length = |length: u64| length == self.length;
        fs::metadata(&self.path).is_ok_and(|found| found.is_file() && same_length(found.len()))
            && fs::read(&self.path).is_ok_and(|bytes| digest::of(&bytes) == self.digest)
    }
}

/// Everything that decides what a run makes, beside the files it reads.
fn key(base: &Path, requests: &[Request]) -> Result<String> {
    let mut bytes = Vec::new();
    env!("CARGO_PKG_VERSION").to_owned().put(&mut bytes)?;
    program()?.put(&mut bytes)?;
    base.to_owned().put(&mut bytes)?;
    requests.to_vec().put(&mut bytes)?;
    for request in requests {
        std::path::absolute(&request.path)?.put(&mut bytes)?;
    }
    Ok(digest::of(&bytes))
}

/// Which build this program is. Its bytes would take longer to read than all the rest.
fn program() -> Result<Vec<u64>> {
    let about = "cannot look at this program";
    let found = std::env::current_exe()
        .and_then(fs::metadata)
        .context(about)?;
    let changed = found
        .modified()
        .context(about)?
        .duration_since(UNIX_EPOCH)?;
    #[cfg(unix)]
    let number = std::os::unix::fs::MetadataExt::ino(&found);
    #[cfg(not(unix))]
    let number = 0;
    Ok(vec![
        found.len(),
        changed.as_secs(),
        changed.subsec_nanos().into(),
        number,
    ])
}

#[cfg(test)]
mod tests {
    use openapi_codegen::{CommandLine, Runtime, Tests};
    use openapi_model::Unsupported;
    use openapi_source::Format;
    use tempfile::TempDir;

    use super::*;
    use crate::output::Folder;

    const GENERATED: &str = "crates/a/src/generated";

    type Damage = Box<dyn Fn(&mut Place)>;

    /// A workspace after a run, and what the run had to do with.
    struct Place {
        base: TempDir,
        records: Records,
    }

    fn request(document: &Path) -> Request {
        Request {
            path: document.to_owned(),
            name: "a".into(),
            shown: "a.yaml".into(),
            header: "a.yaml".into(),
            prefix: "crates/".into(),
            runtime: Runtime::Workspace,
            denied: Vec::new(),
            unsupported: Unsupported::Refused,
            limits: Vec::new(),
            tag_style: None,
            tests: Tests::None,
            command_line: CommandLine::None,
            format: Format::Json,
            most: 1,
        }
    }

    impl Place {
        fn new() -> Self {
            let base = TempDir::new().unwrap();
            let document = base.path().join("a.yaml");
            fs::write(&document, "a: 1\n").unwrap();
            let records = Records {
                place: base.path().join("target/xtask/generate.hash"),
                base: base.path().to_owned(),
                key: key(base.path(), &[request(&document)]).unwrap(),
            };
            let place = Self { base, records };
            let file = |text: &str| [("x/mod.rs".to_owned(), text.to_owned())].into();
            let plan = Plan {
                folders: vec![Folder {
                    root: GENERATED.into(),
                    files: file("// made\n"),
                }],
                scaffold: [("crates/a/Cargo.toml".into(), "[package]\n".into())].into(),
            };
            output::write(&plan, place.base.path()).unwrap();
            let record = Record {
                inputs: vec![Input {
                    path: document,
                    length: 5,
                    digest: digest::of(b"a: 1\n"),
                }],
                report: "a warning\n".into(),
                ..Record::default()
            };
            let manifests = ["crates/a/Cargo.toml".to_owned()];
            place.records.keep(record, &plan, &manifests);
            place
        }

        fn path(&self, path: &str) -> PathBuf {
            self.base.path().join(path)
        }
    }

    #[test]
    fn a_record_is_believed_while_everything_holds() {
        let place = Place::new();
        let record = place.records.read().unwrap();
        assert_eq!(record.report, "a warning\n");
        let left = fs::read_dir(place.path("target/xtask")).unwrap().count();
        assert_eq!(left, 1);
    }

    #[test]
    fn any_doubt_means_the_work_is_done_again() {
        let write = |path: &'static str, text: &'static str| {
            move |place: &mut Place| fs::write(place.path(path), text).unwrap()
        };
        let damages: Vec<(&str, Damage)> = vec![
            ("the document", Box::new(write("a.yaml", "a: 2\n"))),
            ("its length", Box::new(write("a.yaml", "a: 1\n\n"))),
            (
                "a generated file",
                Box::new(write("crates/a/src/generated/x/mod.rs", "// mine\n")),
            ),
            (
                "an orphan",
                Box::new(write("crates/a/src/generated/orphan.rs", "")),
            ),
            ("a manifest", Box::new(write("crates/a/Cargo.toml", ""))),
            (
                "a torn record",
                Box::new(|place| {
                    let bytes = fs::read(&place.records.place).unwrap();
                    fs::write(&place.records.place, &bytes[..bytes.len() - 1]).unwrap();
                }),
            ),
            (
                "no record",
                Box::new(|place| fs::remove_file(&place.records.place).unwrap()),
            ),
            (
                "no manifest",
                Box::new(|place| fs::remove_file(place.path("crates/a/Cargo.toml")).unwrap()),
            ),
            (
                "no folder",
                Box::new(|place| fs::remove_dir_all(place.path(GENERATED)).unwrap()),
            ),
            (
                "other options",
                Box::new(|place| {
                    let other = Request {
                        most: 2,
                        ..request(&place.path("a.yaml"))
                    };
                    place.records.key = key(place.base.path(), &[other]).unwrap();
                }),
            ),
        ];
        for (name, damage) in damages {
            let mut place = Place::new();
            assert!(place.records.read().is_some(), "{name}");
            damage(&mut place);
            assert!(place.records.read().is_none(), "{name}");
        }
    }
}
