//! Documents that nobody wrote: each is read without an error, and what is made of it is Rust.
//!
//! `RANDOM_DOCUMENTS=2000 cargo test -p openapi-codegen random` tries more of them.

use openapi_codegen::{Paths, loopback};
use random_documents::{Size, document};

use crate::goldens::{generated, model};

/// What is wrong with what is made of one document, if anything is.
fn check(seed: u64) -> Result<(), String> {
    let text = document(seed, Size::SMALL).to_string();
    let api = model("random", &text)?;
    let output = generated(&api, "random")?;
    for (path, text) in output.folders.iter().flat_map(|folder| &folder.files) {
        syn::parse_file(text).map_err(|error| format!("{path}: {error}"))?;
    }
    let paths = Paths::crates("random");
    let drawn = loopback(&api, &paths, seed);
    syn::parse_file(&drawn.text).map_err(|error| format!("the loopback test: {error}"))?;
    if !drawn.undrawn.is_empty() {
        return Err(format!("no values were found for {:?}", drawn.undrawn));
    }
    let api = model("random", &text)?;
    if generated(&api, "random") != Ok(output) || loopback(&api, &paths, seed) != drawn {
        return Err("other bytes the second time".to_owned());
    }
    Ok(())
}

#[test]
fn documents_that_nobody_wrote() {
    let asked = std::env::var("RANDOM_DOCUMENTS").ok();
    let count = asked.map_or(100, |text| text.parse().unwrap());
    let wrong: Vec<String> = (0..count)
        .filter_map(|seed| check(seed).err().map(|why| format!("seed {seed}: {why}")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
