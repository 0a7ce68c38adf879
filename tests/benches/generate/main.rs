//! What generating the crates of `openapi/apig.yaml` costs, from bytes to the text of all files.
//!
//! Beside it stands progenitor alone, which makes the client and its types and nothing else, with
//! the same formatter. Nothing is read or written while the clock runs.

#[path = "../harness/mod.rs"]
mod harness;

use std::hint::black_box;
use std::process::ExitCode;

use harness::{Bench, BoxError, Calls, Subject};
use openapi_codegen::{CommandLine, Options, Output, Runtime, Tests};
use openapi_model::{Documents, read};
use openapi_source::{Document, Limits};
use progenitor::{GenerationSettings, Generator, InterfaceStyle};

const BENCH: Bench = Bench {
    title: "generate: the crates of openapi/apig.yaml, without writing them",
    call: "document",
    subjects: &[
        Subject {
            name: "progenitor",
            baseline: "progenitor",
            limit: None,
            run: |calls| repeat(progenitor, calls),
        },
        Subject {
            name: "openapi-codegen",
            baseline: "progenitor",
            limit: None,
            run: |calls| repeat(openapi_codegen, calls),
        },
    ],
    calls: Calls {
        few: 1,
        many: 4,
        timed: 1,
    },
    check,
};

const NAME: &str = "openapi/apig.yaml";
const TEXT: &[u8] = include_bytes!("../../../openapi/apig.yaml");

fn repeat<T>(make: fn(&[u8]) -> Result<T, BoxError>, calls: u32) -> Result<(), BoxError> {
    for _ in 0..calls {
        black_box(make(black_box(TEXT))?);
    }
    Ok(())
}

fn parse(text: &[u8]) -> Result<Document, BoxError> {
    Document::parse(NAME, text, &Limits::default()).map_err(|report| report.to_string().into())
}

/// Types, client, mocks and server.
fn openapi_codegen(text: &[u8]) -> Result<Output, BoxError> {
    let options = Options {
        name: "apig".to_owned(),
        document: NAME.to_owned(),
        runtime: Runtime::Workspace,
        tag_style: None,
        tests: Tests::None,
        command_line: CommandLine::None,
    };
    let reading = read(
        &Documents::alone(parse(text)?),
        &openapi_model::Options::default(),
    );
    let api = reading
        .api
        .ok_or_else(|| format!("the document is refused: {:?}", reading.findings))?;
    openapi_codegen::generate(&api, &options).map_err(|finding| format!("{finding:?}").into())
}

/// The client with its types, in one file.
fn progenitor(text: &[u8]) -> Result<String, BoxError> {
    let document = serde_json::from_value(parse(text)?.root().to_json())?;
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Builder);
    let tokens = Generator::new(&settings).generate_tokens(&document)?;
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}

/// Both make a client with the operation of the document.
fn check() -> Result<(), BoxError> {
    let operation = "create_post_pay_resize_order";
    let output = openapi_codegen(TEXT)?;
    let mut files = output
        .folders
        .iter()
        .flat_map(|folder| folder.files.values());
    if files.any(|text| text.contains(operation)) && progenitor(TEXT)?.contains(operation) {
        Ok(())
    } else {
        Err("an operation is missing".into())
    }
}

fn main() -> ExitCode {
    harness::main(&BENCH)
}
