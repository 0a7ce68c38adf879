//! The loopback crate: tests that send every operation from the client to the server and back.

use std::collections::BTreeMap;

use openapi_model::codes;
use openapi_source::{Diagnostic, quoted};

use super::{Context, file};
use crate::loopback::{Paths, write};
use crate::{Folder, plan::Op};

/// The same values each time, so that the file only changes with the document.
const SEED: u64 = 0;

/// The folder `src/generated` of the crate, and what its tests leave out.
pub(super) fn emit(context: &Context<'_>) -> (Folder, Vec<Diagnostic>) {
    let header = file::header(context.document);
    let paths = Paths::crates(context.name);
    let (text, undrawn) = write(context.plan, &paths, header.trim_end(), SEED);
    let folder = Folder {
        owner: context.loopback_crate(),
        files: BTreeMap::from([("mod.rs".to_owned(), text)]),
    };
    (folder, undrawn.into_iter().map(finding).collect())
}

fn finding(op: &Op<'_>) -> Diagnostic {
    let message = format!("no value was found for {}", quoted(&op.operation.id));
    Diagnostic::note(codes::UNDRAWN, op.operation.place.span, message)
        .label("no test sends it")
        .help(
            "no value that was drawn keeps all rules of its schemas, such as two patterns; test it by hand",
        )
}
