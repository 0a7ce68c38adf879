//! Prints a document: `random-documents SEED [OPERATIONS]`.

use std::io::Write as _;
use std::process::ExitCode;

use random_documents::{Size, document};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let (Some(Ok(seed)), size) = (arguments.next(), arguments.next()) else {
        let _ = writeln!(
            std::io::stderr(),
            "usage: random-documents SEED [OPERATIONS]"
        );
        return ExitCode::from(2);
    };
    let size = match size {
        Some(Ok(operations)) => Size::of(usize::try_from(operations).unwrap_or(usize::MAX)),
        _ => Size::SMALL,
    };
    let text = format!("{:#}\n", document(seed, size));
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
