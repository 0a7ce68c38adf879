//! `soak TARGET COUNT [START]`: damaged documents against a target, without a fuzzer.
//!
//! The documents from START on are always the same, so that what fails can be repeated. A panic
//! is reported with the number of its document, which is kept in `fuzz/artifacts/`; the slowest
//! one is reported too. It needs no nightly toolchain:
//! `cargo run --release --manifest-path fuzz/Cargo.toml --bin soak -- generate 100000`

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use openapi_fuzz::mutate::{self, Numbers, Seed};
use openapi_source::{Document, Limits};

/// The stack that the tool works on.
const STACK: usize = 16 << 20;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|text| text.parse::<u64>().ok());
    let target = match arguments.first().map(String::as_str) {
        Some("load") => Target::Load,
        Some("generate") => Target::Generate,
        _ => return usage(),
    };
    let (Some(count), start) = (number(1), number(2).unwrap_or(0)) else {
        return usage();
    };
    let thread = std::thread::Builder::new().stack_size(STACK);
    let failures = thread
        .spawn(move || soak(target, start, count))
        .map(|thread| thread.join().unwrap_or(u64::MAX));
    match failures {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) | Err(_) => ExitCode::FAILURE,
    }
}

fn usage() -> ExitCode {
    eprintln!("usage: soak load|generate COUNT [START]");
    ExitCode::from(2)
}

#[derive(Clone, Copy, Debug)]
enum Target {
    Load,
    Generate,
}

/// The documents of the repository that seeds are made of.
fn seeds() -> Vec<Seed> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![here.join("../openapi/apig.yaml")];
    let entries = std::fs::read_dir(here.join("seeds")).into_iter().flatten();
    files.extend(entries.flatten().map(|entry| entry.path()));
    files.sort();
    let seed = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).ok()?;
        let document = Document::parse("seed", &bytes, &Limits::default()).ok();
        let tree = document.map(|document| document.root().to_json());
        Some(Seed { bytes, tree })
    };
    files.iter().filter_map(seed).collect()
}

/// Runs documents and says how many failed.
fn soak(target: Target, start: u64, count: u64) -> u64 {
    let seeds = seeds();
    let began = Instant::now();
    let mut slowest = (Duration::ZERO, 0);
    let mut failures = 0;
    let mut reached: BTreeMap<String, u64> = BTreeMap::new();
    for n in start..start.saturating_add(count) {
        let mut numbers = Numbers::new(n);
        let share = match target {
            Target::Load => 3,
            Target::Generate => 10,
        };
        let input = if matches!(target, Target::Load) != (numbers.below(share) == 0) {
            mutate::bytes(&seeds, &mut numbers)
        } else {
            mutate::tree(&seeds, &mut numbers)
        };
        let one = Instant::now();
        let ran = catch_unwind(AssertUnwindSafe(|| match target {
            Target::Load => {
                openapi_fuzz::load(&input);
                String::new()
            }
            Target::Generate => format!("{:?}", openapi_fuzz::generate(&input)),
        }));
        slowest = slowest.max((one.elapsed(), n));
        match ran {
            Ok(stage) => *reached.entry(stage).or_default() += 1,
            Err(_) => {
                failures += 1;
                keep(target, n, &input);
            }
        }
    }
    println!(
        "{target:?}: {count} documents from {start} on in {:.1} s, {failures} failed; reached {reached:?}; slowest: {} ms (number {})",
        began.elapsed().as_secs_f64(),
        slowest.0.as_millis(),
        slowest.1
    );
    failures
}

fn keep(target: Target, n: u64, input: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("artifacts");
    let path = folder.join(format!("{target:?}-{n}").to_lowercase());
    let kept = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, input));
    eprintln!("number {n} failed; {kept:?}: {}", path.display());
}
