//! The commands of the program that speak HTTP, run as a user runs them.

use Client::{Example, Words};
use std::{
    env,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    process::{Command, Output, Stdio},
};

#[path = "../../examples/client.rs"]
mod example;

/// The variable with what the example is asked for.
const WORDS: &str = "CONTRACT_EXAMPLE_CLIENT";
const PETS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/pets.yaml");
const SHOP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/shop.yaml");

fn program(command: &str, document: &str) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_openapi-contract"));
    program.args([command, "--document", document]);
    program.env("CI", "1").stdin(Stdio::null());
    program
}

/// The words that start this very program as a client: the example, without a need to build it.
fn client() -> Vec<String> {
    let path = env::current_exe().unwrap();
    let path = path.to_str().unwrap().to_owned();
    let name = "commands::this_process_may_be_a_client".to_owned();
    vec![path, name, "--exact".to_owned(), "--nocapture".to_owned()]
}

#[test]
fn this_process_may_be_a_client() {
    if let Ok(words) = env::var(WORDS) {
        let words: Vec<_> = words.split_whitespace().map(str::to_owned).collect();
        // What the test harness has begun to write is a line of its own.
        writeln!(std::io::stdout()).unwrap();
        example::run(&words).unwrap();
    }
}

fn check(document: &str, options: &[&str], command: &Client<'_>, code: i32, parts: &[&str]) {
    let mut program = program("verify-client", document);
    program.args(options).arg("--");
    match command {
        Words(words) => program.args(*words),
        Example(words) => program.env(WORDS, words).args(client()),
    };
    let output = program.output().unwrap();
    let text = text(&output);
    let what = format!("{options:?} {command:?}\n{text}");
    assert_eq!(output.status.code(), Some(code), "{what}");
    for part in parts {
        assert!(text.contains(part), "no {part:?} in {what}");
    }
    for secret in ["not-a-token", "not-a-secret"] {
        assert!(!text.contains(secret), "{secret} in {what}");
    }
}

#[derive(Debug)]
enum Client<'a> {
    Words(&'a [&'a str]),
    /// The example, asked for this.
    Example(&'a str),
}

fn text(output: &Output) -> String {
    let stdout = String::from_utf8_lossy(&output.stdout);
    format!("{stdout}{}", String::from_utf8_lossy(&output.stderr))
}

/// Answers of `putPet` to a client that knows tokens in a field of another name.
const PUT: [&str; 2] = ["--only", "::client::putPet::200::application/json cat"];

#[test]
fn a_client_is_started_for_each_case_or_once() {
    let right = |more: &[&'static str]| [&PUT, more].concat();
    // The example sends every key as `X-Auth-Token`, which is not the field of this document.
    let token = "  - X-Auth-Token: nothing";
    check(
        PETS,
        &right(&["--each"]),
        &Example("each"),
        1,
        &[token, "(C202)"],
    );
    check(PETS, &right(&["--batch"]), &Example("batch"), 1, &[token]);
    check(
        PETS,
        &right(&["--each", "--deadline", "0.3"]),
        &Example("waiting"),
        1,
        &["no end within 300ms"],
    );
    check(
        PETS,
        &right(&["--batch", "--deadline", "0.3"]),
        &Example("waiting"),
        1,
        &["no end within 300ms"],
    );
    check(SHOP, &["--batch"], &Example("batch"), 1, &["getSecret"]);
    let open = ["--only", "examples::client::listPets", "--skip", "text/csv"];
    check(
        SHOP,
        &[&open[..], &["--batch"]].concat(),
        &Example("batch"),
        0,
        &["held: "],
    );
    check(
        SHOP,
        &[&open[..], &["--each"]].concat(),
        &Example("each"),
        0,
        &["held: "],
    );
    check(
        SHOP,
        &[&open[..], &["--each"]].concat(),
        &Example("trusting"),
        1,
        &["(C308)", "- result: refused (503)"],
    );
}

#[test]
fn a_client_that_makes_its_own_calls_is_judged_too() {
    let only = ["--free", "--only", "listPets", "--only", "elsewhere"];
    let calls = |path: &str, code: i32, parts: &[&str]| {
        let mut program = program("verify-client", SHOP);
        program.env("CLIENT_PATH", path).args(only).arg("--");
        let output = program.env(WORDS, "calls").args(client()).output().unwrap();
        let text = text(&output);
        assert_eq!(output.status.code(), Some(code), "{path}\n{text}");
        for part in parts {
            assert!(text.contains(part), "{path}: no {part:?} in {text}");
        }
    };
    calls("/pets", 0, &["held: 2 of 2 cases held"]);
    calls("/pets?limit=101", 1, &["query limit: must be at most 100"]);
    calls("/pets?api-version=1", 1, &["(C303)"]);
    calls("/pots", 1, &["free::client::elsewhere", "requests: none"]);
    check(
        SHOP,
        &[],
        &Words(&["true"]),
        1,
        &["addPet", "requests: none", "it makes its own calls"],
    );
}

#[test]
fn what_cannot_be_run_is_said() {
    check(
        PETS,
        &[],
        &Words(&["{path.nobody}"]),
        2,
        &["the placeholder `{path.nobody}` means nothing", "id, shop"],
    );
    check(
        PETS,
        &["--batch"],
        &Words(&["x", "{token}"]),
        2,
        &["started once"],
    );
    check(
        PETS,
        &["--only", "nobody"],
        &Words(&["x", "{token}"]),
        2,
        &["none of the"],
    );
    check(
        PETS,
        &PUT,
        &Words(&["/nobody/here", "{token}"]),
        2,
        &["cannot be started", "no case could be carried out"],
    );
}

#[test]
fn a_page_is_written_about_a_client() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("report.xml");
    let option = format!("junit={}", page.display());
    check(
        PETS,
        &[&PUT[..], &["--each", "--report", &option]].concat(),
        &Example("each"),
        1,
        &[],
    );
    let junit = std::fs::read_to_string(page).unwrap();
    assert!(
        junit.contains("putPet::200::application/json cat"),
        "{junit}"
    );
}

#[cfg(unix)]
#[test]
fn nothing_that_a_client_started_is_left() {
    // The child of the client would hold the pipe open until it ends.
    let mut program = program("verify-client", PETS);
    program
        .args(PUT)
        .args(["--each", "--deadline", "0.3", "--"]);
    program.args(["sh", "-c", "sleep 600 & sleep 600"]);
    let output = program.output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
}

#[cfg(unix)]
#[test]
fn a_mock_prints_its_address_and_ends_when_told() {
    let mut program = program("mock", SHOP);
    let mut mock = program
        .args(["--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(mock.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let address = line.trim().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .write_all(b"GET /hunter22 HTTP/1.1\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    let told = Command::new("kill")
        .args(["-INT", &mock.id().to_string()])
        .status();
    assert!(told.unwrap().success());
    let mut log = String::new();
    mock.stderr
        .take()
        .unwrap()
        .read_to_string(&mut log)
        .unwrap();
    assert_eq!(mock.wait().unwrap().code(), Some(0));
    assert_eq!(log, "404 GET /… unknown-path: no path of the document\n");
}
