//! Content types that are not documented, or missing.

use super::{Case, Change, Expect, Family, ground::Ground};
use crate::spec::media_for;

/// Media types that are near those of most documents, and the plainest ones.
const OTHERS: [&str; 10] = [
    "text/plain",
    "application/jsonx",
    "text/json",
    "application/json-seq",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/octet-stream",
    "application/problem+json",
    "json",
];

pub(super) fn cases(ground: &Ground<'_>) -> Vec<Case> {
    let Some(body) = &ground.operation.request_body else {
        return Vec::new();
    };
    if ground.body().is_none() {
        return Vec::new();
    }
    let expect = || Expect::refusal(&[415]);
    let others = OTHERS
        .iter()
        .filter(|other| media_for(&body.media, other).is_none());
    let mut found: Vec<Case> = others
        .map(|other| {
            let changes = vec![Change::SetHeader(
                "content-type".to_owned(),
                (*other).into(),
            )];
            let label = other.replace('/', "-");
            ground.probe(Family::ContentTypes, label, changes, expect())
        })
        .collect();
    let takes_anything = media_for(&body.media, "x-contract/x-contract").is_some();
    if !takes_anything {
        let none = vec![Change::RemoveHeader("content-type".to_owned())];
        found.push(ground.probe(Family::ContentTypes, "none", none, expect()));
        let empty = vec![Change::SetHeader("content-type".to_owned(), Vec::new())];
        found.push(ground.probe(Family::ContentTypes, "empty", empty, expect()));
    }
    let owns: Vec<String> = body.media.iter().map(|one| one.pointer.clone()).collect();
    found
        .into_iter()
        .map(|case| case.owning(owns.clone()))
        .collect()
}
