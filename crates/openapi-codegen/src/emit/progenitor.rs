//! progenitor, run where it cannot take us down.
//!
//! It is only given documents that the reader has checked, so none of this
//! should ever fail; if it does, the fault is ours and is reported as such
//! instead of ending the program.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TagStyle, TypeImpl};

use super::Fault;
use super::input::{Part, document};
use crate::model::Api;

/// The Rust types of all components, as typify makes them.
pub(super) fn types(api: &Api) -> Result<TokenStream, Fault> {
    let input = document(api, Part::Schemas).map_err(|e| Fault::new("openapiv3", e.to_string()))?;
    guarded("typify", || {
        let mut generator = Generator::new(
            GenerationSettings::new()
                .with_interface(InterfaceStyle::Positional)
                // Its order is the same in every run, so that texts can be compared.
                .with_map_type("std::collections::BTreeMap"),
        );
        generator
            .generate_tokens(&input)
            .map_err(|e| e.to_string())?;
        Ok(generator.get_type_space().to_stream())
    })
}

/// A component that exists already: its name, its path in Rust and what it implements.
#[derive(Debug)]
pub(super) struct Replacement {
    pub(super) type_name: String,
    pub(super) path: String,
    pub(super) impls: Vec<TypeImpl>,
}

/// The client over types that exist already.
pub(super) fn client(api: &Api, types: &[Replacement]) -> Result<TokenStream, Fault> {
    with_replacements(api, Part::Everything, types, |generator, input| {
        generator.generate_tokens(input).map_err(|e| e.to_string())
    })
}

/// The mock extension over the same types; `client` is the path of the client crate's module.
pub(super) fn httpmock(
    api: &Api,
    types: &[Replacement],
    client: &str,
) -> Result<TokenStream, Fault> {
    with_replacements(api, Part::Mocks, types, |generator, input| {
        generator.httpmock(input, client).map_err(|e| e.to_string())
    })
}

fn with_replacements(
    api: &Api,
    part: Part,
    types: &[Replacement],
    run: impl FnOnce(&mut Generator, &openapiv3::OpenAPI) -> Result<TokenStream, String>,
) -> Result<TokenStream, Fault> {
    let input = document(api, part).map_err(|e| Fault::new("openapiv3", e.to_string()))?;
    guarded("progenitor", || {
        let mut settings = GenerationSettings::new();
        settings
            .with_interface(InterfaceStyle::Builder)
            .with_tag(TagStyle::Merged);
        for replacement in types {
            settings.with_replacement(
                &replacement.type_name,
                &replacement.path,
                replacement.impls.iter().copied(),
            );
        }
        // A generator that has run keeps its types: each run needs a fresh one.
        run(&mut Generator::new(&settings), &input)
    })
}

fn guarded(
    tool: &'static str,
    run: impl FnOnce() -> Result<TokenStream, String>,
) -> Result<TokenStream, Fault> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(Ok(tokens)) => Ok(tokens),
        Ok(Err(message)) => Err(Fault::new(tool, message)),
        Err(payload) => {
            let text = payload.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
            Err(Fault::new(
                tool,
                text.unwrap_or("a panic without a message").to_owned(),
            ))
        }
    }
}
