//! The program from the outside: what it prints, writes and returns.

use std::{path::Path, process::Output};

use super::{
    DOCUMENT, TOKEN,
    server::{Manner, start},
};

const STATES: &str = r#"
[credentials.good]
Token = "a-token-of-the-table"

[operations.getPet]
credentials = ["good.Token"]
arguments = { id = 7 }

[[operations.getPet.states]]
status = 200

[[operations.getPet.states]]
status = 400
arguments = { id = "seven" }
"#;

async fn program(folder: &Path, words: &[&str]) -> Output {
    std::fs::write(folder.join("pets.yaml"), DOCUMENT).unwrap();
    std::fs::write(folder.join("states.toml"), STATES).unwrap();
    let output = tokio::process::Command::new(env!("CARGO_BIN_EXE_openapi-contract"))
        .current_dir(folder)
        .env("PETS_TOKEN", TOKEN)
        .args(words)
        .output();
    output.await.unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn verify_says_what_it_found() {
    let check = async |manner: Manner, code: i32, last: &str| {
        let folder = tempfile::tempdir().unwrap();
        let server = start(manner).await;
        let url = format!("http://{}", server.address);
        let reports = "html=r.html,json=r.json,junit=r.xml,markdown=r.md";
        let words = [
            "verify",
            "--document",
            "pets.yaml",
            "--state",
            "states.toml",
            "--url",
            &url,
        ];
        let further = [
            "--token-env",
            "PETS_TOKEN",
            "--report",
            reports,
            "--timeout",
            "5",
        ];
        let output = program(folder.path(), &[&words[..], &further[..]].concat()).await;
        let printed = text(&output.stdout);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{printed}{}",
            text(&output.stderr)
        );
        assert!(
            printed.trim_end().lines().last().unwrap().starts_with(last),
            "{printed}"
        );
        assert!(printed.contains("operation  status"), "{printed}");
        assert!(!printed.contains('\u{1b}'), "no colours without a terminal");
        for file in ["r.html", "r.json", "r.xml", "r.md"] {
            let page = std::fs::read_to_string(folder.path().join(file)).unwrap();
            assert!(page.contains("getPet"), "{file}");
            assert!(!page.contains(TOKEN), "{file}");
        }
        let seen = server.seen.lock().unwrap();
        assert!(seen.iter().any(|parts| {
            parts
                .headers
                .get("x-token")
                .is_some_and(|value| value == TOKEN)
        }));
    };
    check(Manner::Right, 0, "held: ").await;
    check(Manner::Scripts, 1, "broken: ").await;
}

#[tokio::test]
async fn what_cannot_run_says_what_to_type_next() {
    let folder = tempfile::tempdir().unwrap();
    let check = async |words: &[&str], message: &str, help: &str| {
        let output = program(folder.path(), words).await;
        let printed = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{printed}");
        assert!(printed.contains(message), "{printed}");
        assert!(printed.contains(help), "{printed}");
    };
    let verify = |more: &[&'static str]| {
        let words = [
            "verify",
            "--document",
            "pets.yaml",
            "--state",
            "states.toml",
        ];
        [&words[..], more].concat()
    };
    // A port that nobody listens at: it was just given back.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let gone = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let gone = [
        "verify",
        "--document",
        "pets.yaml",
        "--state",
        "states.toml",
        "--url",
        &gone,
    ];
    check(&gone, "the server cannot be reached", "help: start it").await;
    check(
        &verify(&["--url", "localhost"]),
        "must begin with http://",
        "help: give the URL",
    )
    .await;
    let unset = verify(&["--url", "http://localhost:1", "--token-env", "NO_SUCH_NAME"]);
    check(&unset, "NO_SUCH_NAME is not set", "export NO_SUCH_NAME=").await;
    let nobody = verify(&["--url", "http://localhost:1", "--credential", "Nobody=X"]);
    check(
        &nobody,
        "no security scheme `Nobody`",
        "it has: Signature, Token",
    )
    .await;
    let none = verify(&["--url", "http://localhost:1", "--only", "nothing-like-it"]);
    check(&none, "cases has such a name", "openapi-contract cases").await;
    check(
        &["cases", "--document", "no.yaml"],
        "no.yaml: ",
        "help: give the path",
    )
    .await;
    check(
        &["explain", "C999"],
        "there is no code",
        "help: `openapi-contract explain`",
    )
    .await;
    check(
        &["verify"],
        "--document <FILE>",
        "Usage: openapi-contract verify",
    )
    .await;
}

#[tokio::test]
async fn cases_and_codes_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let words = [
        "cases",
        "--document",
        "pets.yaml",
        "--only",
        "examples::server::getPet::200::example",
    ];
    let output = program(folder.path(), &words).await;
    assert!(
        text(&output.stdout).starts_with("pets.yaml:16:"),
        "{output:?}"
    );
    assert!(text(&output.stdout).ends_with(": examples::server::getPet::200::example\n"));
    let list = text(&program(folder.path(), &["explain"]).await.stdout);
    for line in list.lines() {
        let (code, title) = line.split_once("  ").unwrap();
        assert!(!title.is_empty());
        let page = text(
            &program(folder.path(), &["explain", &code.to_lowercase()])
                .await
                .stdout,
        );
        assert!(page.starts_with(&format!("# {code}: {title}\n")), "{page}");
    }
}
