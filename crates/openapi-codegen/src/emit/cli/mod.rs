//! The command line: a table of commands, and a function that makes the call of each.
//!
//! What a flag does, how a request is shown and how a command ends is the runtime's matter; what
//! is printed here would not be the same for another document. Credentials come from variables
//! that are named after the schemes; a program may have better ideas. Every operation has a command.

mod calls;
mod credentials;
mod flags;
mod table;

use super::Context;
use super::file::{Exports, Module};

/// The files of `src/generated`.
pub(super) fn emit(context: &Context<'_>) -> Vec<Module> {
    let commands = flags::commands(context.plan);
    vec![
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
    ]
}
