//! The command line: a table of commands, and a function that makes the call of each.
//!
//! What a flag does, how a request is shown and how a command ends is the runtime's matter; what
//! is printed here would not be the same for another document. Credentials come from variables
//! that are named after the schemes; a program may have better ideas.

mod calls;
mod credentials;
mod flags;
mod table;

use openapi_model::codes;
use openapi_source::{Diagnostic, quoted};

use super::Context;
use super::file::{Exports, Module};
use crate::plan::Op;

/// The files of `src/generated`, and the operations that have no command.
pub(super) fn emit(context: &Context<'_>) -> (Vec<Module>, Vec<Diagnostic>) {
    let (commands, without) = flags::commands(context.plan);
    let modules = vec![
        Module::new(
            "calls",
            "The call of each command.",
            Exports::Items,
            calls::text(context, &commands),
        ),
        Module::new(
            "credentials",
            "Credentials from the environment, one variable for each secret.",
            Exports::Items,
            credentials::text(context),
        ),
        Module::new(
            "table",
            "The commands, with the words of the document.",
            Exports::Items,
            table::text(context, &commands),
        ),
    ];
    (modules, without.into_iter().map(finding).collect())
}

fn finding(op: &Op<'_>) -> Diagnostic {
    let message = format!("{} has no command", quoted(&op.operation.id));
    Diagnostic::note(codes::NO_COMMAND, op.operation.place.span, message)
        .label("its body has parts")
        .help("call it from Rust; the client has it")
}
