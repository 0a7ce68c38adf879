//! `openapi-contract cases`: all cases in their order, one a line, each with the place of its
//! promise.

use super::{Outcome, Stop, arguments::Cases, console::say, contract};

pub(super) fn run(options: &Cases) -> Result<Outcome, Stop> {
    let contract = contract::select(contract::read(&options.promises)?, &options.promises)?;
    let line = |case: &crate::Case| {
        let place = contract.spec.place(case.pointer());
        format!("{place}: {}\n", case.name)
    };
    say(&contract.cases.iter().map(line).collect::<String>())?;
    Ok(Outcome::Held)
}
