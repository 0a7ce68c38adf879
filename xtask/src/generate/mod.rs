//! `cargo xtask generate`: documents in, folders out, everything or nothing.
//!
//! [`inputs`] finds the documents, [`crate::isolation`] has the work done, [`crate::output`]
//! writes what comes of it. When nothing has changed since the last run, [`crate::record`] knows.

mod inputs;

use std::path::Path;

use anyhow::Result;
use openapi_codegen::{CommandLine, TagStyle, Tests};
use openapi_model::Unsupported;

use self::inputs::{Input, Target};
use crate::arguments::{Generate, MessageFormat};
use crate::console::{Console, complain};
use crate::job::{Made, Request};
use crate::limits::Limit;
use crate::output::{self, Plan};
use crate::record::{Record, Records};
use crate::{Outcome, isolation, manifest, place};

/// What is done with the files, and what is an error.
#[derive(Debug, Clone)]
struct Mode {
    action: Action,
    undocumented: Undocumented,
    unsupported: Unsupported,
    limits: Vec<Limit>,
    tag_style: Option<TagStyle>,
    tests: Tests,
    command_line: CommandLine,
    console: Console,
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
    fn of(options: &Generate) -> Self {
        Self {
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
            unsupported: if options.skip_unsupported {
                Unsupported::Skipped
            } else {
                Unsupported::Refused
            },
            limits: options.limit.clone(),
            tag_style: options.tag_style.map(Into::into),
            tests: if options.loopback {
                Tests::Loopback
            } else {
                Tests::None
            },
            command_line: if options.cli {
                CommandLine::Made
            } else {
                CommandLine::None
            },
            console: Console::new(options.message_format, options.max_findings),
        }
    }

    /// The codes of findings that are errors here. The documents of this workspace are ours, so
    /// they say themselves whether an operation may be repeated.
    fn denied(&self, target: &Target) -> Vec<String> {
        let retry = (!target.is_outside()).then_some(openapi_codegen::RETRY_DERIVED);
        let undocumented = self.undocumented == Undocumented::Denied;
        let undocumented = undocumented.then_some(openapi_codegen::UNDOCUMENTED);
        retry
            .into_iter()
            .chain(undocumented)
            .map(str::to_owned)
            .collect()
    }
}

pub(crate) fn run(options: &Generate) -> Result<Outcome> {
    let mode = Mode::of(options);
    let root = place::workspace()?;
    if mode.action == Action::Write {
        recover(options.out.as_deref().unwrap_or(&root), mode.console)?;
    }
    let (inputs, target) = match (&options.document, &options.out) {
        (Some(document), Some(out)) => {
            inputs::outside(&root, document, out, options.runtime.as_deref())?
        }
        _ => inputs::workspace(&root)?,
    };
    generate(&root, inputs, &target, &mode)
}

/// Writes the crates of every document in `openapi/`.
pub(crate) fn write_workspace(root: &Path) -> Result<Outcome> {
    let mode = Mode {
        action: Action::Write,
        undocumented: Undocumented::Warned,
        unsupported: Unsupported::Refused,
        limits: Vec::new(),
        tag_style: None,
        tests: Tests::None,
        command_line: CommandLine::None,
        console: Console::new(MessageFormat::Human, None),
    };
    let (inputs, target) = inputs::workspace(root)?;
    generate(root, inputs, &target, &mode)
}

/// Before a document is read: one with errors must not keep a half-done run alive.
fn recover(base: &Path, console: Console) -> Result<()> {
    let recovery = output::recover(base)?;
    if recovery != output::Recovery::Nothing {
        console.done(&format!("{recovery}\n"))?;
    }
    Ok(())
}

fn generate(root: &Path, inputs: Vec<Input>, target: &Target, mode: &Mode) -> Result<Outcome> {
    if inputs.is_empty() {
        mode.console
            .done("no document in openapi/; `cargo xtask new NAME` starts one\n")?;
    }
    let requests: Vec<Request> = inputs
        .into_iter()
        .map(|input| request(input, target, mode))
        .collect();
    let records = Records::new(root, &target.base, &requests)?;
    if mode.action == Action::Write
        && let Some(record) = records.read()
    {
        mode.console.findings(&record.report)?;
        mode.console.done("nothing changed\n")?;
        mode.console.done(&left_out(&record.skipped))?;
        return Ok(Outcome::Done);
    }
    let mut outcome = Outcome::Done;
    let mut record = Record::default();
    let mut all = Made::default();
    for request in &requests {
        let answer = isolation::run(request)?;
        mode.console.findings(&answer.report)?;
        record.report.push_str(&answer.report);
        record.inputs.extend(answer.inputs);
        match answer.made {
            Some(files) => add(&mut all, files),
            None => outcome = Outcome::Refused,
        }
    }
    let mut missing = manifest::missing(&target.base, target.prefix, &all.dependencies)?;
    if target.is_outside() {
        let folders = all.plan.folders.iter();
        let crates = folders.filter_map(|folder| folder.root.split('/').next());
        let crates: Vec<&str> = crates.collect();
        missing.extend(manifest::strangers(&target.base, &crates)?);
    }
    if !missing.is_empty() {
        complain(&missing.join("\n"))?;
        outcome = Outcome::Refused;
    }
    if outcome == Outcome::Refused {
        complain("nothing was written\n")?;
        return Ok(outcome);
    }
    let outcome = finish(&all.plan, target, mode)?;
    mode.console.done(&left_out(&all.skipped))?;
    if mode.action == Action::Write {
        record.skipped = all.skipped;
        records.keep(record, &all.plan, &manifests(&all.dependencies, target));
    }
    Ok(outcome)
}

fn request(input: Input, target: &Target, mode: &Mode) -> Request {
    // What was asked for once is kept up to date.
    let made_before = |role: &str| {
        let folder = format!("{}{}-{role}/src/generated", target.prefix, input.name);
        target.base.join(folder).is_dir()
    };
    let tests = if made_before("loopback") {
        Tests::Loopback
    } else {
        mode.tests
    };
    let command_line = if made_before("cli") {
        CommandLine::Made
    } else {
        mode.command_line
    };
    Request {
        path: input.path,
        name: input.name,
        shown: input.shown,
        header: input.header,
        prefix: target.prefix.to_owned(),
        runtime: target.runtime.clone(),
        denied: mode.denied(target),
        unsupported: mode.unsupported,
        limits: mode.limits.clone(),
        tag_style: mode.tag_style,
        tests,
        command_line,
        format: mode.console.format,
        most: mode.console.most,
    }
}

fn add(all: &mut Made, made: Made) {
    all.plan.folders.extend(made.plan.folders);
    all.plan.scaffold.extend(made.plan.scaffold);
    all.dependencies.extend(made.dependencies);
    all.skipped.extend(made.skipped);
}

/// The manifests that have a say in whether a run succeeds.
fn manifests(dependencies: &[manifest::Dependency], target: &Target) -> Vec<String> {
    let prefix = target.prefix;
    let mut paths: Vec<String> = dependencies
        .iter()
        .map(|dependency| format!("{prefix}{}/Cargo.toml", dependency.owner))
        .collect();
    if target.is_outside() {
        paths.push(manifest::WORKSPACE.to_owned());
    }
    paths.sort();
    paths.dedup();
    paths
}

/// The operations that are not in the crates, for people.
fn left_out(skipped: &[String]) -> String {
    let count = match skipped.len() {
        0 => return String::new(),
        1 => "1 operation was".to_owned(),
        count => format!("{count} operations were"),
    };
    format!(
        "{count} left out (--skip-unsupported):\n  {}\n",
        skipped.join("\n  ")
    )
}

fn finish(plan: &Plan, target: &Target, mode: &Mode) -> Result<Outcome> {
    if mode.action == Action::Write {
        mode.console
            .done(&output::write(plan, &target.base)?.to_string())?;
        return Ok(Outcome::Done);
    }
    let check = output::check(plan, &target.base)?;
    if check.is_clean() {
        mode.console.done("everything is up to date\n")?;
        return Ok(Outcome::Done);
    }
    mode.console.done(&check.to_string())?;
    complain(
        "error: generated code is not what the documents say\nhelp: run `cargo xtask generate` and commit what it changes\n",
    )?;
    Ok(Outcome::Refused)
}
