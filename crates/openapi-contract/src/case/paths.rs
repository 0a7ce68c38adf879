//! Paths that are not documented.
//!
//! What a path with one more slash, another case or dots in it means is not for the document to
//! say: servers and the proxies before them differ, so these only must not break anything. A path
//! with a segment more or less, or an empty value, is another path.

use super::{Case, Change, Expect, Family, ground::Ground};
use crate::{
    call::{Argument, Call},
    spec::{Form, Location, Style},
};

const UNKNOWN: &str = "x-contract-unknown";
/// More than a segment has, and less than a target may be.
const LONG: usize = 2_000;
/// Stands for a value until it is taken out.
const MARK: &str = "x-contract-mark";

pub(super) fn cases(ground: &Ground<'_>) -> Vec<Case> {
    let Some(path) = plain(ground) else {
        return Vec::new();
    };
    let probe = |label: &str, path: String, expect| {
        ground.probe(Family::Paths, label, vec![Change::Path(path)], expect)
    };
    let unknown = |path: &str| {
        if is_documented(ground, &ground.operation.method, path) {
            Expect::NoFault
        } else {
            Expect::refusal(&[404])
        }
    };
    let bare = path.trim_end_matches('/');
    let further = format!("{bare}/{UNKNOWN}");
    let elsewhere = format!("/{UNKNOWN}{path}");
    let mut found = vec![
        probe("unknown", elsewhere.clone(), unknown(&elsewhere)),
        probe("extra-segment", further.clone(), unknown(&further)),
    ];
    if path.len() > 1 {
        let slash = format!("{path}/");
        found.push(probe("trailing-slash", slash, Expect::NoFault));
        found.push(probe("doubled-slash", format!("/{path}"), Expect::NoFault));
        found.push(probe("dot-segments", format!("/.{path}"), Expect::NoFault));
        found.push(probe(
            "dot-dot-segments",
            format!("/x/..{path}"),
            Expect::NoFault,
        ));
        let shorter = bare.rsplit_once('/').map_or("", |(shorter, _)| shorter);
        if !shorter.is_empty() {
            let expect = unknown(shorter);
            found.push(probe("segment-missing", shorter.to_owned(), expect));
        }
        let shouted = shouted(ground);
        if let Some(shouted) = shouted.filter(|one| *one != path) {
            found.push(probe("upper-case", shouted, Expect::NoFault));
        }
    }
    found.extend(values(ground));
    found
}

/// Values of path parameters that are no whole segment.
fn values(ground: &Ground<'_>) -> Vec<Case> {
    let mut found = Vec::new();
    let path = |argument: &Argument| argument.location == Location::Path;
    for argument in ground.call.arguments.iter().filter(|one| path(one)) {
        let with = |value: &str| {
            let mut call = ground.call.clone();
            for one in call
                .arguments
                .iter_mut()
                .filter(|one| path(one) && one.name == argument.name)
            {
                one.value = value.into();
            }
            call
        };
        let make = |label: String, call: Call, expect| {
            ground.probe_call(Family::Paths, label, call, Vec::new(), expect)
        };
        let name = &argument.name;
        let is_own_segment = ground
            .operation
            .path
            .split('/')
            .any(|one| one == format!("{{{name}}}"));
        // An empty value and dots have no text in a path, so they take the place of one.
        let marked = with(MARK).path(ground.operation).unwrap_or_default();
        let empty = marked.replace(MARK, "");
        // A server that merges slashes sees a shorter path.
        let merged = empty.replace("//", "/");
        let is_other = [merged.as_str(), merged.trim_end_matches('/')]
            .iter()
            .any(|path| is_documented(ground, &ground.operation.method, path));
        // Without the value, a segment with other text in it may still be one.
        let expect = if is_other || !is_own_segment {
            Expect::NoFault
        } else {
            Expect::refusal(&[404, 400])
        };
        let own = ground
            .operation
            .parameters
            .iter()
            .filter(|one| one.location == Location::Path && one.name == *name);
        let is_refused = matches!(expect, Expect::Refusal { .. });
        let owns = own.flat_map(|one| {
            let required = is_refused.then(|| format!("{}/required", one.pointer));
            std::iter::once(one.pointer.clone()).chain(required)
        });
        let case = ground.probe_call(
            Family::Paths,
            format!("empty-{name}"),
            ground.call.clone(),
            vec![Change::Path(empty)],
            expect,
        );
        found.push(case.owning(owns));
        found.push(make(
            format!("slash-in-{name}"),
            with("a/b"),
            Expect::NoFault,
        ));
        found.push(ground.probe_call(
            Family::Paths,
            format!("dots-as-{name}"),
            ground.call.clone(),
            vec![Change::Path(marked.replace(MARK, ".."))],
            Expect::NoFault,
        ));
        found.push(ground.probe_call(
            Family::Paths,
            format!("broken-escape-in-{name}"),
            ground.call.clone(),
            vec![Change::Path(marked.replace(MARK, "%zz"))],
            Expect::NoFault,
        ));
        found.push(make(
            format!("long-{name}"),
            with(&"x".repeat(LONG)),
            Expect::NoFault,
        ));
        found.push(make(
            format!("zero-byte-in-{name}"),
            with("a\0b"),
            Expect::NoFault,
        ));
    }
    found
}

/// The path of the base call with the segments that have values written in another way; `None` where
/// there are none.
pub(super) fn with(ground: &Ground<'_>, write: impl Fn(&str) -> String) -> Option<String> {
    let path = plain(ground)?;
    let template = ground.operation.path.split('?').next().unwrap_or_default();
    if !template.contains('{') || template.split('/').count() != path.split('/').count() {
        return None;
    }
    // What other styles put before a value is for them to write.
    let is_plain = |segment: &str| {
        let mut parameters = ground.operation.parameters.iter();
        parameters.any(|one| {
            let is_simple = matches!(
                &one.form,
                Form::Style {
                    style: Style::Simple,
                    ..
                }
            );
            is_simple && one.location == Location::Path && segment == format!("{{{}}}", one.name)
        })
    };
    let pairs = template.split('/').zip(path.split('/'));
    let segments = pairs.map(|(template, segment)| {
        if is_plain(template) {
            write(segment)
        } else {
            segment.to_owned()
        }
    });
    Some(segments.collect::<Vec<_>>().join("/"))
}

fn plain(ground: &Ground<'_>) -> Option<String> {
    ground.call.path(ground.operation).ok()
}

/// The path with everything that is not a value in upper case.
fn shouted(ground: &Ground<'_>) -> Option<String> {
    let segments = ground.operation.path.split('/');
    let segments: Vec<String> = segments
        .map(|one| {
            if one.contains('{') {
                one.to_owned()
            } else {
                one.to_ascii_uppercase()
            }
        })
        .collect();
    let mut operation = ground.operation.clone();
    operation.path = segments.join("/");
    ground.call.path(&operation).ok()
}

/// Whether a path is one of the document, for this method.
pub(super) fn is_documented(ground: &Ground<'_>, method: &str, path: &str) -> bool {
    let operations = ground.spec.operations.iter();
    let mut same = operations.filter(|one| one.method == method);
    same.any(|one| {
        let template: Vec<&str> = one.path.split('/').collect();
        let segments: Vec<&str> = path.split('/').collect();
        template.len() == segments.len()
            && template
                .iter()
                .zip(segments)
                .all(|(expected, actual)| expected.contains('{') || *expected == actual)
    })
}
