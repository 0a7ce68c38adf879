//! Methods that the path does not have.
//!
//! The best answer is a 405 that lists the methods of the path; a 404 is as true. HEAD may be
//! answered wherever GET is. OPTIONS is often answered by what stands before the server.

use super::{Case, Change, Expect, Family, ground::Ground, paths};

const METHODS: [&str; 6] = ["GET", "PUT", "POST", "DELETE", "PATCH", "TRACE"];

pub(super) fn cases(ground: &Ground<'_>) -> Vec<Case> {
    let path = &ground.operation.path;
    let operations = ground
        .spec
        .operations
        .iter()
        .filter(|one| one.path == *path);
    let documented: Vec<&str> = operations.map(|one| one.method.as_str()).collect();
    // `/pets/{id}` takes what `/pets/newest` does not.
    let own = ground.call.path(ground.operation).unwrap_or_default();
    let has =
        |method: &str| documented.contains(&method) || paths::is_documented(ground, method, &own);
    let probe = |label: &str, method: &str, expect| {
        let changes = vec![Change::Method(method.to_owned())];
        ground.probe(Family::Methods, label, changes, expect)
    };
    let method = &ground.operation.method;
    let mut found = Vec::new();
    if !has("HEAD") && (method == "GET" || !has("GET")) {
        let head = if has("GET") {
            Expect::Bodiless
        } else {
            Expect::exactly(&[405, 404])
        };
        // Without GET, one operation of the path is enough.
        if method == "GET" || documented.first() == Some(&method.as_str()) {
            found.push(probe("HEAD", "HEAD", head));
        }
    }
    if documented.first() != Some(&method.as_str()) {
        return found;
    }
    for other in METHODS.iter().filter(|other| !has(other)) {
        found.push(probe(other, other, Expect::exactly(&[405, 404])));
    }
    if !has("OPTIONS") {
        found.push(probe("OPTIONS", "OPTIONS", Expect::NoFault));
    }
    // Methods are case-sensitive; 501 is how HTTP says that nobody knows one.
    let unknown = || Expect::exactly(&[405, 404, 400, 501]);
    let lower = method.to_ascii_lowercase();
    found.push(probe("lower-case", &lower, unknown()));
    found.push(probe("unknown", "CONTRACT", unknown()));
    found
}
