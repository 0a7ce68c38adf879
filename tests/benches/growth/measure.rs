//! One document through one generator, in a process of its own.
//!
//! The process reads the document from its input, so that it holds nothing else, and prints the
//! seconds from bytes to the text of all files, and the most memory that it has had.

use std::hint::black_box;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::time::Instant;

use openapi_codegen::{CommandLine, Options, Output, Runtime, Tests};
use openapi_model::{Documents, read};
use openapi_source::{Document, Limits};
use progenitor::{GenerationSettings, Generator, InterfaceStyle};

use crate::BoxError;

/// A generator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// progenitor's client with builders, and its types.
    Progenitor,
    /// Types, client, mocks and server.
    Ours,
}

/// What a document cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    pub(crate) seconds: f64,
    /// In bytes; None where the system does not say.
    pub(crate) memory: Option<u64>,
}

/// Whether this machine can count instructions.
pub(crate) fn counts() -> bool {
    let version = Command::new("valgrind").arg("--version").output();
    version.is_ok_and(|output| output.status.success())
}

impl Subject {
    pub(crate) const ALL: [Self; 2] = [Self::Progenitor, Self::Ours];

    /// What it is called in the table, and as an argument.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Progenitor => "progenitor",
            Self::Ours => "openapi-codegen",
        }
    }

    /// The number of lines it makes of a document.
    pub(crate) fn lines(self, text: &[u8]) -> Result<usize, BoxError> {
        Ok(match self {
            Self::Progenitor => progenitor(text)?.lines().count(),
            Self::Ours => {
                let output = openapi_codegen(text)?;
                let folders = output.folders.iter();
                let files = folders.flat_map(|folder| folder.files.values());
                files.map(|text| text.lines().count()).sum()
            }
        })
    }

    /// The cost of a document in a new process.
    pub(crate) fn cost(self, text: &[u8]) -> Result<Cost, BoxError> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["--one", self.name()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(text)?;
        }
        let output = child.wait_with_output()?;
        let text = String::from_utf8(output.stdout)?;
        let mut words = text.split_whitespace();
        let seconds = words.next().ok_or("a generator failed")?.parse()?;
        let memory = words.next().map(str::parse).transpose()?;
        Ok(Cost { seconds, memory })
    }

    /// The instructions of a process of its own, counted by callgrind: unlike the time, they do
    /// not depend on what else the machine does, nor on its caches.
    pub(crate) fn instructions(self, text: &[u8]) -> Result<u64, BoxError> {
        let mut child = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(std::env::current_exe()?)
            .args(["--one", self.name()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        if let Some(mut input) = child.stdin.take() {
            input.write_all(text)?;
        }
        let report = child.wait_with_output()?.stderr;
        let report = String::from_utf8_lossy(&report);
        let mut lines = report.lines();
        let count = lines.find_map(|line| line.split_once("Collected :"));
        let count = count.ok_or_else(|| format!("callgrind failed:\n{report}"))?;
        Ok(count.1.trim().parse()?)
    }

    /// The median of several times, and the largest memory.
    pub(crate) fn median(self, text: &[u8], times: usize) -> Result<Cost, BoxError> {
        let mut costs = Vec::new();
        for _ in 0..times {
            costs.push(self.cost(text)?);
        }
        costs.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
        let memory = costs.iter().filter_map(|cost| cost.memory).max();
        let middle = costs.get(times / 2).ok_or("nothing was measured")?;
        Ok(Cost { memory, ..*middle })
    }
}

/// The work of the process: `--one NAME`.
pub(crate) fn serve(name: &str) -> Result<(), BoxError> {
    let subject = Subject::ALL
        .into_iter()
        .find(|subject| subject.name() == name);
    let subject = subject.ok_or("no such generator")?;
    let mut text = Vec::new();
    std::io::stdin().read_to_end(&mut text)?;
    let began = Instant::now();
    match subject {
        Subject::Progenitor => drop(black_box(progenitor(&text)?)),
        Subject::Ours => drop(black_box(openapi_codegen(&text)?)),
    }
    let seconds = began.elapsed().as_secs_f64();
    let memory = peak().map(|bytes| bytes.to_string());
    let line = format!("{seconds} {}\n", memory.unwrap_or_default());
    Ok(std::io::stdout().write_all(line.as_bytes())?)
}

/// The most memory that this process has taken for itself, in bytes: without the pages of files,
/// which are the code of the program. Both generators are in one program, and how much of its code
/// is in memory says more of the machine than of them.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kibibytes = |name: &str| -> Option<u64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    let own = kibibytes("VmHWM:")?.checked_sub(kibibytes("RssFile:")?)?;
    Some(own * 1024)
}

fn openapi_codegen(text: &[u8]) -> Result<Output, BoxError> {
    let options = Options {
        name: "things".to_owned(),
        document: "things.json".to_owned(),
        runtime: Runtime::Workspace,
        tag_style: None,
        tests: Tests::None,
        command_line: CommandLine::None,
    };
    let document = Document::parse("things.json", text, &Limits::default())
        .map_err(|report| report.to_string())?;
    let reading = read(
        &Documents::alone(document),
        &openapi_model::Options::default(),
    );
    let api = reading
        .api
        .ok_or_else(|| format!("the document is refused: {:?}", reading.findings.first()))?;
    openapi_codegen::generate(&api, &options).map_err(|finding| finding.message.into())
}

fn progenitor(text: &[u8]) -> Result<String, BoxError> {
    let document = serde_json::from_slice(text)?;
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Builder);
    let tokens = Generator::new(&settings).generate_tokens(&document)?;
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}
