//! Pages about a run: what was said by a server is data in each of them.

use std::{io::Write as _, process::Command, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use openapi_contract::{
    Level,
    report::{Report, Selection, Style},
    run::{Gap, GapKind, Run, Socket},
};
use sha2::{Digest as _, Sha256};

use super::{
    carry_out, cases,
    server::{Manner, start},
    spec,
};

async fn run(manner: Manner) -> Run {
    let server = start(manner).await;
    let target = Socket::new(&format!("http://{}", server.address)).unwrap();
    carry_out(&target).await
}

/// Calls `look` with a report on that run.
fn about(run: &Run, look: impl FnOnce(&Report<'_>)) {
    look(&Report {
        target: "http://localhost:1/<b>",
        spec: &spec(),
        cases: &cases(),
        selection: Selection::All,
        run,
        gaps: &[Gap {
            kind: GapKind::Status,
            pointer: "/paths".to_owned(),
            text: "getPet 404: <nothing> leads there".to_owned(),
        }],
        level: Level::Values,
        elapsed: Duration::from_millis(5),
        repeat: "repeat --only",
    });
}

#[tokio::test]
async fn failures_take_at_most_ten_lines_and_name_what_they_share() {
    about(&run(Manner::Scripts).await, |report| {
        let causes = report.causes();
        assert_eq!(causes.len(), 1);
        let text = report.cause(&causes[0], Style::Plain);
        assert!(text.lines().count() <= 10, "{text}");
        let place = "promised at pets.yaml:15:79 /paths/";
        let repeat = "repeat: repeat --only 'tolerance::server::getPet::plain'";
        for wanted in [
            "(C205)",
            place,
            "also in 1 case",
            "curl -sSi -X GET http://127",
            repeat,
        ] {
            assert!(text.contains(wanted), "{wanted} is not in\n{text}");
        }
        let whole = report.text(Style::Plain);
        assert!(whole.contains("void: tolerance::server::getPet::plain was not held (C401)"));
        assert!(
            whole
                .trim_end()
                .ends_with("broken: 0 of 3 cases held, 2 broken, 1 void; not tested: 1 in 0.01 s"),
            "{whole}"
        );
        assert!(report.text(Style::Coloured).contains("\u{1b}[1;31m"));
    });
}

#[tokio::test]
async fn junit_has_one_test_for_each_case() {
    about(&run(Manner::Scripts).await, |report| {
        let text = report.junit();
        let read = quick_junit::Report::deserialize_from_str(&text).unwrap();
        assert_eq!((read.tests, read.failures, read.errors), (3, 2, 1));
        assert!(!text.contains(['\u{7f}', '\u{202e}']), "{text}");
        assert!(!text.contains("<script"), "{text}");
    });
}

#[tokio::test]
async fn json_is_what_happened() {
    about(&run(Manner::Scripts).await, |report| {
        let page: serde_json::Value = serde_json::from_str(&report.json()).unwrap();
        assert_eq!(page["version"], 1);
        assert_eq!(page["held"], false);
        assert_eq!(page["counts"]["void"], 1);
        assert_eq!(page["cases"][1]["failure"]["code"], "C205");
        assert_eq!(page["cases"][1]["exchanges"][0]["response"]["status"], 200);
        assert_eq!(page["cases"][0]["outcome"], "void");
        assert_eq!(page["parts"][0]["cases"], 3);
        assert_eq!(page["coverage"][0]["status"], "200");
    });
}

#[tokio::test]
async fn annotations_and_markdown_keep_text_in_its_place() {
    about(&run(Manner::Scripts).await, |report| {
        let annotations = report.github();
        assert_eq!(annotations.lines().count(), 2, "{annotations}");
        assert!(annotations.starts_with("::error file=pets.yaml,line=15,col=79,title="));
        assert!(annotations.contains("%0A  promised at"));
        let page = report.markdown();
        assert!(
            page.contains("Tested: http://localhost:1/&lt;b&gt;"),
            "{page}"
        );
        assert!(
            page.contains("| getPet | 200 | application/json | 0/2 |"),
            "{page}"
        );
    });
}

#[tokio::test]
async fn the_page_needs_nothing_else_and_runs_its_own_script_alone() {
    about(&run(Manner::Scripts).await, |report| {
        let page = report.html();
        for foreign in [
            "<link",
            "<img",
            "src=\"",
            "url(",
            "@import",
            "<iframe",
            "onerror=\"",
        ] {
            assert!(!page.contains(foreign), "{foreign}");
        }
        let (_, rest) = page.split_once("<script>").unwrap();
        let (script, rest) = rest.split_once("</script>").unwrap();
        assert!(!rest.contains("<script"));
        let digest = STANDARD.encode(Sha256::digest(script));
        assert!(
            page.contains(&format!("script-src 'sha256-{digest}'")),
            "{digest}"
        );
        assert!(page.contains("&lt;script&gt;"));
        assert!(!page.contains(['\u{7f}', '\u{202e}']));
    });
}

/// What a browser makes of the page at an address: its content, and what it complained of.
fn browse(page: &str, hash: &str) -> Option<(String, String)> {
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.html");
    std::fs::write(&file, page).unwrap();
    let profile = format!(
        "--user-data-dir={}",
        folder.path().join("profile").display()
    );
    let address = format!("file://{}{hash}", file.display());
    for browser in browsers {
        let output = Command::new(browser)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
            ])
            .args([
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--enable-logging=stderr",
            ])
            .args([
                &profile,
                "--virtual-time-budget=2000",
                "--dump-dom",
                &address,
            ])
            .output();
        if let Ok(output) = output {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            return Some((text(&output.stdout), text(&output.stderr)));
        }
    }
    writeln!(
        std::io::stderr(),
        "skipped: no Chromium to look at the page with"
    )
    .unwrap();
    None
}

#[tokio::test]
async fn a_browser_shows_the_page() {
    about(&run(Manner::Scripts).await, |report| {
        let page = report.html();
        let Some((content, complaints)) = browse(&page, "") else {
            return;
        };
        assert!(!complaints.contains("CONSOLE"), "{complaints}");
        assert!(
            content.contains("<title>Broken · pets.yaml</title>"),
            "{content}"
        );
        assert!(
            content.contains("data-ready=\"\""),
            "the script did not run"
        );
        assert!(content.contains("<output id=\"shown\">3 cases</output>"));
        let (content, complaints) = browse(&page, "#find=getPet%20plain").unwrap();
        assert!(!complaints.contains("CONSOLE"), "{complaints}");
        assert!(content.contains("<output id=\"shown\">1 of 3</output>"));
        assert_eq!(content.matches("hidden=\"\"").count(), 2);
    });
}
