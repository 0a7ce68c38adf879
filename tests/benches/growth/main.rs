//! How time and memory of generation grow with the document, beside progenitor.
//!
//! `cargo bench -p benchmarks --bench growth` prints the table for documents of up to 1,000
//! operations; `-- --write` goes up to 10,000 and writes `docs/generation.md` and
//! `docs/generation.svg`. Wall time is never judged. [`document`] makes the documents, [`measure`]
//! runs a generator on one, [`figure`] shows what came of it.

mod document;
mod figure;
mod measure;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use figure::Row;
use measure::Subject;

/// Any error; it ends the bench.
type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Operations, and how often a document of so many is generated.
const SIZES: [(usize, usize); 5] = [(1, 11), (10, 11), (100, 7), (1_000, 5), (10_000, 3)];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match command(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell when the text cannot be written.
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn command(arguments: &[&str]) -> Result<(), BoxError> {
    match arguments {
        ["--one", name] => measure::serve(name),
        _ if arguments.contains(&"--write") => write(&measured(&SIZES)?),
        _ if arguments.contains(&"--bench") => {
            measured(SIZES.get(..4).unwrap_or_default()).map(drop)
        }
        _ => check(),
    }
}

/// What documents of these sizes cost; each row is printed when it is known.
fn measured(sizes: &[(usize, usize)]) -> Result<Vec<Row>, BoxError> {
    let mut out = std::io::stdout();
    let mut rows = Vec::new();
    write!(out, "{}", figure::HEAD)?;
    let counts = measure::counts();
    for (operations, times) in sizes.iter().copied() {
        let text = document::document(operations);
        let costs = Subject::ALL.map(|subject| subject.median(&text, times));
        let costs = costs.into_iter().collect::<Result<_, _>>()?;
        let row = Row {
            operations,
            bytes: text.len(),
            costs,
            instructions: counts
                .then(|| Subject::Ours.instructions(&text))
                .transpose()?,
        };
        writeln!(out, "{}", row.line())?;
        rows.push(row);
    }
    Ok(rows)
}

fn write(rows: &[Row]) -> Result<(), BoxError> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    std::fs::create_dir_all(&docs)?;
    std::fs::write(docs.join("generation.md"), figure::page(rows))?;
    Ok(std::fs::write(
        docs.join("generation.svg"),
        figure::picture(rows),
    )?)
}

/// Both generators take the documents.
fn check() -> Result<(), BoxError> {
    let text = document::document(4);
    for subject in Subject::ALL {
        if subject.lines(&text)? < 100 {
            return Err(format!("{} makes next to nothing", subject.name()).into());
        }
    }
    Ok(())
}
