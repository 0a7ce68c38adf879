//! The table of what was tested.

use openapi_contract::{Coverage, coverage::Outcome};

use crate::pets;

#[test]
fn the_table_shows_outcomes_and_holes() {
    let (spec, mut cases) = pets();
    cases.retain(|case| !case.name.contains("client::deletePet"));
    let mut coverage = Coverage::new(&spec, &cases);
    coverage.record(
        "examples::server::putPet::200::application/json cat",
        Outcome::Passed,
    );
    coverage.record(
        "examples::server::putPet::200::application/json dog",
        Outcome::Failed,
    );
    assert_eq!(coverage.holes(), ["deletePet 204 - client"]);
    let expected = "\
operation  status   media type         document      types     client     server   loopback
putPet     request  application/json    not run    not run          -          -          -
putPet     request  text/plain          not run    not run          -          -          -
putPet     200      application/json    not run    not run    not run        1/2    not run
putPet     200      text/plain          not run    not run    not run    not run    not run
putPet     4XX      application/json    not run    not run    not run    not run    not run
deletePet  204      -                         -          -    MISSING    not run    not run
passed/run of each cell; `not run` was filtered out, `MISSING` has no case";
    assert_eq!(coverage.to_string(), expected);
    // What was left out on purpose is not missing.
    let some = coverage.of_some();
    assert!(some.holes().is_empty());
    assert_eq!(
        some.to_string(),
        expected.replace("MISSING    not", "not run    not")
    );
}
