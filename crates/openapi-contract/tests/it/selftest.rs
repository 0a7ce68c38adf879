//! The suite finds what is wrong and blames nobody who is right; and it needs its families for it.
//!
//! The document of this workspace and its state table are tried by the command line in `.ci/run`.

use openapi_contract::{
    Family, Level, Side,
    selftest::{Found, Ground, Kind, run, run_only},
};

#[test]
fn every_fault_of_the_built_in_document_is_found() {
    let matrix = run(&Ground::built_in().unwrap()).unwrap();
    assert!(matrix.is_right(), "{}", matrix.wrong());
    let count = |side, kind| matrix.count(side, kind, Level::Values);
    let (servers, found) = count(Side::Server, Kind::Fault);
    assert!(servers >= 45 && found == servers, "{found} of {servers}");
    let (clients, found) = count(Side::Client, Kind::Fault);
    assert!(clients >= 30 && found == clients, "{found} of {clients}");
    let (variations, blamed) = count(Side::Server, Kind::Variation);
    assert!(variations >= 10 && blamed == 0, "{blamed} of {variations}");
    let kinds = matrix.mutations.iter().filter(|one| one.made > 0);
    assert!(kinds.count() >= 30);
}

/// Without a family, what only that family can tell is not found any more.
#[test]
fn a_family_that_is_missing_is_missed() {
    let check = |family: Family, fault: &str| {
        let ground = || Ground::built_in().unwrap();
        let row = |ground: &Ground| {
            let matrix = run_only(ground, |name| name == fault).unwrap();
            assert_eq!(matrix.rows.len(), 1, "{fault}");
            matrix.rows.into_iter().next().unwrap()
        };
        assert!(row(&ground()).is_right(), "{fault}");
        let row = row(&ground().retain(|case| case.family != family));
        assert_eq!(row.found.last(), Some(&Found::Nothing), "{family} {fault}");
        assert!(!row.is_right());
    };
    check(Family::Authentication, "auth-empty-accepted");
    check(Family::Malformed, "takes-truncated-json");
    check(Family::Tolerance, "refuses-charset");
    check(Family::Methods, "fails-on-options");
    check(Family::Paths, "fails-on-unknown-paths");
    check(Family::Properties, "ignores-formats");
    check(Family::Decode, "trusts-truncation");
}
