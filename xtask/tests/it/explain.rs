//! `explain`: there is a page for every code, and its example is true.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use openapi_source::Limits;

use crate::pipeline::make;
use crate::place::Place;

/// Codes that no document is known to cause, each with the reason.
const WITHOUT_EXAMPLE: [(&str, &str); 4] = [
    ("E035", "names are numbered instead"),
    ("E040", "a fault of the generator"),
    ("E050", "a matter of the machine"),
    ("W009", "a matter of `--skip-unsupported`"),
];

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every code that findings can have.
fn codes() -> BTreeSet<String> {
    let files = [
        "../crates/openapi-source/src/codes.rs",
        "../crates/openapi-model/src/codes.rs",
        "src/codes.rs",
    ];
    let mut codes = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(here().join(file)).unwrap();
        codes.extend(
            text.split('"')
                .filter(|text| is_code(text))
                .map(str::to_owned),
        );
    }
    assert!(codes.len() > 30, "{codes:?}");
    codes
}

fn is_code(text: &str) -> bool {
    let digits = text.strip_prefix(['E', 'W']).unwrap_or_default();
    digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The pages as they are on the disk, by code.
fn pages() -> BTreeMap<String, String> {
    let entries = fs::read_dir(here().join("explain")).unwrap();
    let page = |path: std::path::PathBuf| {
        let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (code, fs::read_to_string(path).unwrap())
    };
    entries.map(|entry| page(entry.unwrap().path())).collect()
}

/// The example of a page and what stands behind `yaml` in its first line.
fn example(page: &str) -> Option<(&str, &str)> {
    let (_, rest) = page.split_once("\n```yaml")?;
    let (options, rest) = rest.split_once('\n').unwrap();
    Some((options.trim(), rest.split_once("\n```").unwrap().0))
}

/// The bytes of an example in which bytes are written as `\xE9`.
fn unescaped(example: &str) -> Vec<u8> {
    let mut parts = example.split("\\x");
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        let (byte, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(byte, 16).unwrap());
        bytes.extend(rest.as_bytes());
    }
    bytes
}

/// The codes of everything that is found in a document.
fn found(options: &str, example: &str) -> Vec<&'static str> {
    let mut limits = Limits::default();
    let mut bytes = format!("{example}\n").into_bytes();
    match options.split_once('=') {
        Some(("bytes", n)) => limits.bytes = n.parse().unwrap(),
        Some(("depth", n)) => limits.depth = n.parse().unwrap(),
        Some(("nodes", n)) => limits.nodes = n.parse().unwrap(),
        Some(("alias_bytes", n)) => limits.alias_bytes = n.parse().unwrap(),
        Some(("findings", n)) => limits.findings = n.parse().unwrap(),
        Some(_) => panic!("no such limit: {options}"),
        None if options == "escaped" => bytes = unescaped(example),
        None => assert_eq!(options, ""),
    }
    let made = make("api.yaml", &bytes, &BTreeMap::new(), &limits);
    made.findings.iter().map(|found| found.code).collect()
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let pages = pages();
    assert_eq!(pages.keys().cloned().collect::<BTreeSet<_>>(), codes());
    for (code, page) in &pages {
        let title = page.strip_prefix(&format!("# {code}: "));
        assert!(title.is_some(), "{code}: the title is wrong");
        assert!(page.ends_with('\n') && !page.ends_with("\n\n"), "{code}");
    }
    for (code, meaning) in openapi_source::codes::TABLE {
        assert_eq!(
            pages[*code].lines().next(),
            Some(&*format!("# {code}: {meaning}"))
        );
    }
}

#[test]
fn every_example_is_true() {
    let mut wrong = Vec::new();
    for (code, page) in pages() {
        let reason = WITHOUT_EXAMPLE.iter().find(|(known, _)| *known == code);
        match (example(&page), reason) {
            (Some((options, example)), None) => {
                let found = found(options, example);
                if !found.contains(&code.as_str()) {
                    wrong.push(format!("{code}: found only {found:?}"));
                }
            }
            (None, Some(_)) => {}
            (Some(_), Some((_, reason))) => {
                wrong.push(format!("{code} has an example, but is {reason}"));
            }
            (None, None) => wrong.push(format!("{code} has no example")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn pages_are_printed() {
    let place = Place::outside();
    let pages = pages();
    for (code, page) in &pages {
        let ran = place.run(&["explain", &code.to_lowercase()]);
        assert_eq!((ran.status, &ran.stdout), (0, page), "{code}");
    }
    let list = place.run(&["explain"]);
    assert_eq!(list.stdout.lines().count(), pages.len());
    assert!(
        list.stdout
            .contains("E009  a key stands twice in one mapping\n")
    );
    let unknown = place.run(&["explain", "E999"]);
    assert!(
        unknown.status == 1 && unknown.stderr.contains("help: "),
        "{unknown:?}"
    );
}
