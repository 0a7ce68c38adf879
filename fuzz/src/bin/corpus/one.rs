//! One document, in a process of its own: what comes of it, as one line of JSON.

use std::path::Path;
use std::process::ExitCode;

use openapi_codegen::{CommandLine, Options, Output, Paths, Runtime, Tests, loopback};
use openapi_model::Documents;
use openapi_source::{Diagnostic, Document, Limits, Style, render};
use serde_json::{Value, json};

/// The hidden command that a child is started with.
pub const COMMAND: &str = "--one";

/// `--one FILE NAME [OUT]`: with OUT the crates `NAME-…` and their test are written below it.
pub fn serve(arguments: &[String]) -> ExitCode {
    let (file, name, out) = match arguments {
        [file, name] => (file, name, None),
        [file, name, out] => (file, name, Some(Path::new(out))),
        _ => return ExitCode::from(2),
    };
    // As large as the stack that the tool works on.
    let answer = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(16 << 20);
        let work = thread.spawn_scoped(scope, || work(Path::new(file), name, out));
        work.ok()?.join().ok()
    });
    match answer {
        Some(Ok(answer)) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Some(Err(error)) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
        None => ExitCode::FAILURE,
    }
}

fn work(file: &Path, name: &str, out: Option<&Path>) -> std::io::Result<Value> {
    let bytes = std::fs::read(file)?;
    let document = match Document::parse("openapi.json", &bytes, &Limits::default()) {
        Ok(document) => document,
        Err(report) => return Ok(refused(&report.diagnostics, &report.to_string())),
    };
    let documents = Documents::alone(document);
    let reading = openapi_model::read(&documents, &openapi_model::Options::default());
    let Some(api) = reading.api else {
        let text = render(&documents.sources(), &reading.findings, Style::Plain);
        return Ok(refused(&reading.findings, &text));
    };
    let options = Options {
        name: name.to_owned(),
        document: "openapi.json".to_owned(),
        runtime: Runtime::Path(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates").to_owned()),
        tag_style: None,
        tests: Tests::None,
        command_line: CommandLine::None,
    };
    let output = match openapi_codegen::generate(&api, &options) {
        Ok(output) => output,
        Err(fault) => return Ok(refused(std::slice::from_ref(&fault), &fault.message)),
    };
    let mut undrawn = Vec::new();
    if let Some(out) = out {
        let drawn = loopback(&api, &Paths::crates(name), 1);
        crates(&output, out)?;
        test(name, &drawn.text, out)?;
        undrawn = drawn.undrawn;
    }
    let files = output.folders.iter().flat_map(|folder| &folder.files);
    Ok(json!({
        "operations": api.operations.len(),
        "lines": files.map(|(_, text)| text.lines().count()).sum::<usize>(),
        "undrawn": undrawn,
        "memory": peak(),
    }))
}

fn refused(findings: &[Diagnostic], text: &str) -> Value {
    let error = findings.iter().find(|found| found.is_error());
    json!({ "code": error.map(|found| found.code), "text": text, "memory": peak() })
}

fn crates(output: &Output, out: &Path) -> std::io::Result<()> {
    for folder in &output.folders {
        for (path, text) in &folder.files {
            write(&out.join(&folder.owner.name).join("src/generated").join(path), text)?;
        }
    }
    for scaffold in &output.scaffold {
        if let Some(owner) = &scaffold.owner {
            write(&out.join(&owner.name).join(scaffold.path), &scaffold.text)?;
        }
    }
    Ok(())
}

/// The package of the test; with it the mocks and the JSON schemas of the types are compiled.
fn test(name: &str, text: &str, out: &Path) -> std::io::Result<()> {
    let crates = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates");
    let manifest = format!(
        r#"[package]
name = "{name}-test"
edition = "2024"

[[test]]
name = "drawn"

[dependencies]
{name}-types = {{ path = "../{name}-types", features = ["schemars"] }}
{name}-client = {{ path = "../{name}-client", default-features = false, features = ["httpmock"] }}
{name}-server = {{ path = "../{name}-server" }}
chrono = {{ version = "0.4", default-features = false, features = ["serde", "std"] }}
http = "1"
openapi-client = {{ path = "{crates}/openapi-client", default-features = false, features = ["multipart", "stream"] }}
openapi-server = {{ path = "{crates}/openapi-server", features = ["multipart", "stream"] }}
openapi-types = {{ path = "{crates}/openapi-types", features = ["multipart", "stream"] }}
serde = "1"
serde_json = "1"
tokio = {{ version = "1", features = ["macros", "rt"] }}
tower-service = "0.3"
uuid = {{ version = "1", features = ["serde"] }}
"#
    );
    write(&out.join(format!("{name}-test/Cargo.toml")), &manifest)?;
    write(&out.join(format!("{name}-test/tests/drawn.rs")), text)
}

fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(path, text)
}

/// The most memory this process has had, in bytes; 0 where the system does not say.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    number.unwrap_or(0) * 1024
}
