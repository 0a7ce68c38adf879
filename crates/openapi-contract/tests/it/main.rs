#![cfg(test)]
//! The judge on a small document that has what the documents of this workspace do not need yet:
//! queries, headers, ranges, bodies without content, operations without credentials.

use openapi_contract::{Case, Family, Spec, cases};
use openapi_source::{Document, Limits};

mod answers;
mod clients;
mod commands;
mod coverage;
mod encoding;
mod families;
mod keywords;
mod lock;
mod mocking;
mod probes;
mod reading;
mod relations;
mod requests;
mod responses;
mod running;
mod selftest;
mod serving;
mod states;
mod steps;
mod templates;

const PETS: &str = include_str!("pets.yaml");

fn read(text: &str) -> Result<Spec, Vec<String>> {
    let document = Document::parse("pets.yaml", text.as_bytes(), &Limits::default()).unwrap();
    Spec::read(&document).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

/// The examples and the ways to log in.
fn pets() -> (Spec, Vec<Case>) {
    let (spec, mut cases) = all_pets();
    cases.retain(|case| matches!(case.family, Family::Examples | Family::Security));
    (spec, cases)
}

/// Every case.
fn all_pets() -> (Spec, Vec<Case>) {
    let spec = read(PETS).unwrap();
    let cases = cases(&spec, None).unwrap().list;
    (spec, cases)
}

fn case<'a>(cases: &'a [Case], name: &str) -> &'a Case {
    cases
        .iter()
        .find(|case| case.name == name)
        .unwrap_or_else(|| panic!("no case `{name}`"))
}
