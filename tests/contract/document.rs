//! The document under test, read once.

use std::{path::Path, sync::LazyLock};

use openapi_contract::{
    Case, Spec, States, cases,
    run::{Draws, is_for_servers, with_drawn_calls},
};
use openapi_source::{Document, Limits};

/// What everything is held to.
pub(crate) struct Contract {
    /// The document as the judge sees it.
    pub(crate) spec: Spec,
    /// Every case but those of a real server.
    pub(crate) cases: Vec<Case>,
    /// What is wrong with the state table; its cases are then missing.
    pub(crate) states: Result<(), String>,
}

/// The contract, or everything that is wrong with the document and the state table.
pub(crate) static CONTRACT: LazyLock<Result<Contract, String>> = LazyLock::new(contract);

const NAME: &str = "openapi/apig.yaml";

/// The document as a plain tree.
pub(crate) fn parsed() -> Result<Document, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(NAME);
    let bytes = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Document::parse(NAME, &bytes, &Limits::default()).map_err(|report| report.to_string())
}

fn contract() -> Result<Contract, String> {
    let spec = Spec::read(&parsed()?).map_err(|problems| lines(&problems))?;
    let made = table().and_then(|table| {
        let made = cases(&spec, Some(&table));
        made.map_err(|problems| lines(&problems))
    });
    let (made, states) = match made {
        Ok(made) => (made, Ok(())),
        // A wrong table is a failure of its own; the document is held all the same.
        Err(why) => (
            cases(&spec, None).map_err(|problems| lines(&problems))?,
            Err(why),
        ),
    };
    // What a real server is held to is the other target's: see tests/server.
    let is_run = |case: &Case| !is_for_servers(case);
    let made: Vec<Case> = made.into_iter().filter(is_run).collect();
    Ok(Contract {
        cases: with_drawn_calls(&spec, &made, &Draws::default()),
        spec,
        states,
    })
}

fn table() -> Result<States, String> {
    let name = "tests/contract.toml";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("contract.toml");
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{name}: {error}"))?;
    States::parse(name, &text).map_err(|problem| problem.to_string())
}

fn lines<T: ToString>(all: &[T]) -> String {
    let lines: Vec<_> = all.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
