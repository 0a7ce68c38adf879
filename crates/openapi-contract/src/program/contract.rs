//! The contract that the options name, and the cases of it that they ask for.

use super::{Stop, arguments::Promises};
use crate::run::{Contract, Unreadable, choose};

impl From<Unreadable> for Stop {
    fn from(error: Unreadable) -> Self {
        Self::new(error.message, error.help)
    }
}

/// Reads document and state table.
pub(super) fn read(promises: &Promises) -> Result<Contract, Stop> {
    Ok(Contract::read(
        &promises.document,
        promises.state.as_deref(),
    )?)
}

/// The cases that `--only` asks for, and their twins. What such a part does not tell about is no
/// gap.
pub(super) fn select(contract: Contract, promises: &Promises) -> Result<Contract, Stop> {
    let known = contract.cases.len();
    let cases = choose(contract.cases, &promises.only);
    if cases.is_empty() {
        let message = match known {
            0 => "there are no cases, so nothing can be held".to_owned(),
            known => format!("none of the {known} cases has such a name"),
        };
        let help = "`openapi-contract cases` lists them; a state table with --state brings more";
        return Err(Stop::new(message, help));
    }
    let gaps = if promises.only.is_empty() {
        contract.gaps
    } else {
        Vec::new()
    };
    Ok(Contract {
        cases,
        gaps,
        spec: contract.spec,
    })
}
