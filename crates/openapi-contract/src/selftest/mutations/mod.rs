//! Changes of a document, each of which the lock must show, or the document is refused.
//!
//! A lock that does not notice that a promise has changed is no lock. The changes are made to the
//! tree of any document, at every place where they mean something, up to a bound for each kind.

use std::{
    collections::BTreeSet,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use serde_json::{Map, Value};

use super::ground::Ground;
use crate::{case::cases, lock::Lock, relation::mine};

mod edit;
mod kinds;

/// How many places of a kind are tried; they are spread over the document.
const PLACES: usize = 6;

/// One kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mutation {
    /// Its name.
    pub name: &'static str,
    /// At how many places it was made.
    pub made: usize,
}

/// A kind of change that the lock did not show somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unnoticed {
    /// The name of the change.
    pub mutation: &'static str,
    /// Where.
    pub pointers: Vec<String>,
}

/// What an object of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Root,
    Paths,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    /// The map of media types of a body.
    Content,
    Media,
    Examples,
    Example,
    Responses,
    Response,
    Headers,
    Header,
    Schema,
    SecurityScheme,
    Other,
}

/// A change of an object with a role; `false` where it has nothing of the sort.
pub(super) type Change = fn(Role, &mut Map<String, Value>) -> bool;

/// Makes every mutation and compares the locks.
pub(super) fn run(ground: &Ground) -> (Vec<Mutation>, Vec<Unnoticed>) {
    let Some(root) = ground.spec.tree.get("") else {
        return Default::default();
    };
    let sites = sites(root);
    let Ok(known) = cases(&ground.spec, ground.states.as_ref()) else {
        return Default::default();
    };
    let before = Lock::of(&ground.spec, &known, &mine(&ground.spec));
    let jobs: Vec<_> = kinds::ALL
        .iter()
        .flat_map(|(name, change)| {
            let fits = |site: &&(String, Role)| {
                let object = root.pointer(&site.0).and_then(Value::as_object);
                let is_changed = |object: &Map<_, _>| {
                    let mut object = object.clone();
                    change(site.1, &mut object)
                };
                object.is_some_and(is_changed)
            };
            let places: Vec<_> = sites.iter().filter(fits).collect();
            let step = places.len().div_ceil(PLACES).max(1);
            let chosen: Vec<_> = places.into_iter().step_by(step).collect();
            chosen.into_iter().map(move |site| (*name, *change, site))
        })
        .collect();
    let next = AtomicUsize::new(0);
    let missed = Mutex::new(Vec::new());
    let work = || {
        while let Some((name, change, (pointer, role))) =
            jobs.get(next.fetch_add(1, Ordering::Relaxed))
        {
            let mut changed = root.clone();
            if let Some(Value::Object(object)) = changed.pointer_mut(pointer) {
                change(*role, object);
            }
            // A document that is refused is noticed too.
            let is_noticed = ground.changed(&changed).is_none_or(|spec| {
                before.is_of_another(&spec, || cases(&spec, ground.states.as_ref()).ok())
            });
            if !is_noticed {
                let mut missed = missed.lock().unwrap_or_else(PoisonError::into_inner);
                missed.push((*name, pointer.clone()));
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let missed = missed.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mutations = kinds::ALL.iter().map(|(name, _)| Mutation {
        name,
        made: jobs.iter().filter(|job| job.0 == *name).count(),
    });
    let unnoticed = kinds::ALL.iter().filter_map(|(name, _)| {
        let at: BTreeSet<_> = missed
            .iter()
            .filter(|one| one.0 == *name)
            .map(|one| one.1.clone())
            .collect();
        (!at.is_empty()).then(|| Unnoticed {
            mutation: name,
            pointers: at.into_iter().collect(),
        })
    });
    (mutations.collect(), unnoticed.collect())
}

/// Every object of the document that says something about an exchange, with its role.
fn sites(root: &Value) -> Vec<(String, Role)> {
    let mut found = vec![(String::new(), Role::Root)];
    let mut waiting = vec![("/paths".to_owned(), Role::Paths)];
    let schemes = root
        .pointer("/components/securitySchemes")
        .and_then(Value::as_object);
    let used = used_schemes(root);
    for name in schemes
        .into_iter()
        .flat_map(|all| all.keys())
        .filter(|name| used.contains(*name))
    {
        waiting.push((
            format!("/components/securitySchemes/{}", token(name)),
            Role::SecurityScheme,
        ));
    }
    let mut seen = BTreeSet::new();
    while let Some((pointer, role)) = waiting.pop() {
        if !seen.insert(pointer.clone()) {
            continue;
        }
        let Some(Value::Object(members)) = root.pointer(&pointer) else {
            continue;
        };
        if let Some(target) = members.get("$ref").and_then(Value::as_str) {
            if let Some(target) = target.strip_prefix('#') {
                waiting.push((target.to_owned(), role));
            }
            continue;
        }
        for (name, member) in members {
            let at = format!("{pointer}/{}", token(name));
            match member {
                Value::Array(items) => {
                    let role = role_of(role, name);
                    let items = (0..items.len()).map(|index| (format!("{at}/{index}"), role));
                    waiting.extend(items.filter(|(_, role)| *role != Role::Other));
                }
                Value::Object(inner) if role == Role::Schema && name == "properties" => {
                    waiting.extend(
                        inner
                            .keys()
                            .map(|key| (format!("{at}/{}", token(key)), Role::Schema)),
                    );
                }
                Value::Object(_) => match role_of(role, name) {
                    Role::Other => {}
                    role => waiting.push((at, role)),
                },
                _ => {}
            }
        }
        found.push((pointer, role));
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

fn token(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The role of a member by that of its object.
fn role_of(role: Role, name: &str) -> Role {
    match (role, name) {
        (Role::Paths, _) => Role::PathItem,
        (Role::PathItem, name) if METHODS.contains(&name) => Role::Operation,
        (Role::PathItem | Role::Operation, "parameters") => Role::Parameter,
        (Role::Operation, "requestBody") => Role::RequestBody,
        (Role::RequestBody | Role::Response, "content") => Role::Content,
        (Role::Content, _) => Role::Media,
        (Role::Media, "examples") => Role::Examples,
        (Role::Examples, _) => Role::Example,
        (Role::Operation, "responses") => Role::Responses,
        (Role::Responses, name) if !name.starts_with("x-") => Role::Response,
        (Role::Response, "headers") => Role::Headers,
        (Role::Headers, _) => Role::Header,
        (Role::Media | Role::Parameter | Role::Header, "schema")
        | (Role::Schema, "items" | "additionalProperties" | "allOf" | "anyOf" | "oneOf") => {
            Role::Schema
        }
        _ => Role::Other,
    }
}

/// The security schemes that an operation needs.
fn used_schemes(root: &Value) -> BTreeSet<String> {
    let items = root.get("paths").and_then(Value::as_object);
    let operations = items
        .into_iter()
        .flatten()
        .filter_map(|(_, item)| item.as_object());
    let operations: Vec<_> = operations
        .flatten()
        .filter(|(name, _)| METHODS.contains(&name.as_str()))
        .map(|(_, operation)| operation)
        .collect();
    let whole = operations.iter().any(|one| one.get("security").is_none());
    let own = operations.iter().filter_map(|one| one.get("security"));
    let all = own.chain(root.get("security").filter(|_| whole));
    let alternatives = all.filter_map(Value::as_array).flatten();
    let names = alternatives
        .filter_map(Value::as_object)
        .flat_map(|one| one.keys().cloned());
    names.collect()
}

/// An object with one member.
fn object(name: &str, value: Value) -> Value {
    Value::Object([(name.to_owned(), value)].into_iter().collect())
}
