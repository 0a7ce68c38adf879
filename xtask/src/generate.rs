//! `cargo xtask generate`: documents in, folders out, everything or nothing.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use openapi_codegen::{Options, Output, Runtime};
use openapi_source::{Diagnostic, Document, Limits, Severity, Source, Style};

use crate::arguments::Generate;
use crate::output::{self, Folder, Plan};
use crate::{Outcome, manifest, place, say};

/// What is done with the files, and what is an error.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mode {
    action: Action,
    undocumented: Undocumented,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Write,
    Check,
}

/// What a status is that the server can answer and the document does not list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Undocumented {
    Warned,
    Denied,
}

impl Mode {
    pub(crate) const WRITE: Self = Self {
        action: Action::Write,
        undocumented: Undocumented::Warned,
    };
}

/// Where the crates of a document are.
struct Target {
    /// What paths are relative to.
    base: PathBuf,
    /// What stands before the name of a crate: `crates/`, or nothing.
    prefix: &'static str,
    runtime: Runtime,
}

impl Target {
    /// The codes of findings that are errors here. The documents of this workspace are ours, so
    /// they say themselves whether an operation may be repeated.
    fn denied(&self, mode: Mode) -> Vec<&'static str> {
        let ours = self.runtime == Runtime::Workspace;
        let retry = ours.then_some(openapi_codegen::RETRY_DERIVED);
        let undocumented = mode.undocumented == Undocumented::Denied;
        let undocumented = undocumented.then_some(openapi_codegen::UNDOCUMENTED);
        retry.into_iter().chain(undocumented).collect()
    }
}

pub(crate) fn run(options: &Generate) -> Result<Outcome> {
    let mode = Mode {
        action: if options.check {
            Action::Check
        } else {
            Action::Write
        },
        undocumented: if options.deny_undocumented {
            Undocumented::Denied
        } else {
            Undocumented::Warned
        },
    };
    let root = place::workspace()?;
    if mode.action == Action::Write {
        // Before a document is read: one with errors must not keep a half-done run alive.
        let recovery = output::recover(options.out.as_deref().unwrap_or(&root))?;
        if recovery != output::Recovery::Nothing {
            say(&format!("{recovery}\n"))?;
        }
    }
    match (&options.document, &options.out) {
        (Some(document), Some(out)) => {
            outside(&root, document, out, options.runtime.as_deref(), mode)
        }
        _ => workspace(&root, mode),
    }
}

/// Every document in `openapi/`.
pub(crate) fn workspace(root: &Path, mode: Mode) -> Result<Outcome> {
    let folder = root.join("openapi");
    let mut documents = Vec::new();
    for entry in fs::read_dir(&folder).context("cannot list the folder openapi")? {
        let name = entry.context("cannot list the folder openapi")?.file_name();
        let name = name
            .into_string()
            .map_err(|name| anyhow::anyhow!("openapi/{} is not UTF-8", name.to_string_lossy()))?;
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
    generate(inputs, &target, mode)
}

/// A document outside of this workspace, into three crates of its own.
fn outside(
    root: &Path,
    document: &Path,
    out: &Path,
    runtime: Option<&str>,
    mode: Mode,
) -> Result<Outcome> {
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
    generate(
        vec![Input {
            path: document.to_owned(),
            name,
            shown: document.display().to_string(),
            header,
        }],
        &target,
        mode,
    )
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

/// One document to read.
struct Input {
    path: PathBuf,
    name: String,
    /// How messages name it.
    shown: String,
    /// How the header of each file names it: the same on every machine.
    header: String,
}

fn generate(inputs: Vec<Input>, target: &Target, how: Mode) -> Result<Outcome> {
    if inputs.is_empty() {
        say("no document in openapi/; `cargo xtask new NAME` starts one\n")?;
    }
    let mut plan = Plan::default();
    let mut outcome = Outcome::Done;
    for input in inputs {
        let (source, mut findings, output) = make(&input, target)?;
        deny(&mut findings, &target.denied(how));
        report(&source, &findings)?;
        let refused = findings.iter().any(Diagnostic::is_error);
        let Some(output) = output.filter(|_| !refused) else {
            outcome = Outcome::Refused;
            continue;
        };
        let missing = manifest::missing(&target.base, target.prefix, &output.dependencies)?;
        if !missing.is_empty() {
            complain(&missing.join("\n"))?;
            outcome = Outcome::Refused;
        }
        add(&mut plan, output, target.prefix);
    }
    if outcome == Outcome::Refused {
        complain("nothing was written\n")?;
        return Ok(outcome);
    }
    finish(&plan, &target.base, how)
}

/// Reads and generates; no output means that the findings hold an error.
fn make(input: &Input, target: &Target) -> Result<(Source, Vec<Diagnostic>, Option<Output>)> {
    let limits = Limits::default();
    let file =
        File::open(&input.path).with_context(|| format!("cannot open {}", input.path.display()))?;
    let bytes = limits
        .read(file)
        .with_context(|| format!("cannot read {}", input.path.display()))?;
    let document = match Document::parse(&input.shown, &bytes, &limits) {
        Ok(document) => document,
        Err(report) => return Ok((report.source, report.diagnostics, None)),
    };
    let options = Options {
        name: input.name.clone(),
        document: input.header.clone(),
        runtime: target.runtime.clone(),
    };
    // What a tool behind the generator says while it fails is said better by the finding.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let made = openapi_codegen::generate(&document, &options);
    std::panic::set_hook(hook);
    let source = document.source().clone();
    Ok(match made {
        Ok(mut output) => (source, std::mem::take(&mut output.findings), Some(output)),
        Err(findings) => (source, findings, None),
    })
}

/// Makes errors of the findings with these codes.
fn deny(findings: &mut [Diagnostic], codes: &[&str]) {
    for finding in findings {
        if codes.contains(&finding.code) {
            finding.severity = Severity::Error;
        }
    }
}

fn report(source: &Source, findings: &[Diagnostic]) -> Result<()> {
    if findings.is_empty() {
        return Ok(());
    }
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let style = if colour {
        Style::Coloured
    } else {
        Style::Plain
    };
    complain(&openapi_source::render(source, findings, style))?;
    let count = |severity: Severity, word: &str| {
        let of_it = |finding: &&Diagnostic| finding.severity == severity;
        let count = findings.iter().filter(of_it).count();
        let plural = if count == 1 { "" } else { "s" };
        format!("{count} {word}{plural}")
    };
    complain(&format!(
        "{}: {}, {}, {}\n",
        openapi_source::visible(source.name()),
        count(Severity::Error, "error"),
        count(Severity::Warning, "warning"),
        count(Severity::Note, "note")
    ))
}

fn complain(text: &str) -> Result<()> {
    Ok(std::io::stderr().lock().write_all(text.as_bytes())?)
}

fn add(plan: &mut Plan, made: Output, prefix: &str) {
    for folder in made.folders {
        plan.folders.push(Folder {
            root: format!("{prefix}{}/src/generated", folder.owner.name),
            files: folder.files,
        });
    }
    let scaffold: BTreeMap<String, String> = made
        .scaffold
        .into_iter()
        .map(|file| match &file.owner {
            Some(owner) => (format!("{prefix}{}/{}", owner.name, file.path), file.text),
            None => (file.path.to_owned(), file.text),
        })
        .collect();
    plan.scaffold.extend(scaffold);
}

fn finish(plan: &Plan, base: &Path, mode: Mode) -> Result<Outcome> {
    if mode.action == Action::Write {
        say(&output::write(plan, base)?.to_string())?;
        return Ok(Outcome::Done);
    }
    let check = output::check(plan, base)?;
    if check.is_clean() {
        say("everything is up to date\n")?;
        return Ok(Outcome::Done);
    }
    say(&check.to_string())?;
    complain(
        "error: generated code is not what the documents say\nhelp: run `cargo xtask generate` and commit what it changes\n",
    )?;
    Ok(Outcome::Refused)
}
