//! What each keyword becomes.

mod composition;
mod types;
mod values;

use openapi_model::Options;

use crate::reading::{api, said, with_schemas};
use crate::show::show;

/// `A` of the schemas has to be `expected`, and the findings have to be `findings`.
fn check(version: &str, schemas: &str, expected: &str, findings: &[&str]) -> Option<String> {
    let text = with_schemas(version, schemas);
    let model = api(&text);
    let (_, named) = model
        .schemas
        .iter()
        .find(|(_, named)| named.name == "A")
        .unwrap();
    let shown = show(&model.schemas, &named.schema);
    let said = said(&text, &Options::default());
    let same = shown == expected && said.iter().map(String::as_str).eq(findings.iter().copied());
    (!same)
        .then(|| format!("{schemas}\n  is       {shown}\n  expected {expected}\n  said {said:#?}"))
}

fn check_all(version: &str, cases: &[(&str, &str, &[&str])]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(schemas, expected, findings)| check(version, schemas, expected, findings))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
