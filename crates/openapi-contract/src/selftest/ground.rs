//! What a selftest is run on: a document, its cases, and the right server.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use openapi_source::{Document, Limits};
use serde_json::Value;

use super::servers::{self, Right};
use crate::{
    case::{Case, cases},
    client::client_cases,
    run::{Unreadable, is_for_servers},
    spec::Spec,
    state::States,
};

const DOCUMENT: &str = include_str!("document.yaml");
const STATES: &str = include_str!("states.toml");

/// A document, its cases, and the right server.
#[derive(Debug)]
pub struct Ground {
    /// The document.
    pub spec: Arc<Spec>,
    /// The state table.
    pub states: Option<States>,
    /// All cases.
    pub cases: Vec<Case>,
    pub(super) server_cases: Vec<Case>,
    pub(super) client_cases: Vec<Case>,
    pub(super) right: Arc<Right>,
}

impl Ground {
    /// A document of the selftest's own, that has something of everything.
    ///
    /// # Errors
    /// It cannot be read, which a test rules out.
    pub fn built_in() -> Result<Self, Unreadable> {
        let unreadable = |message: String| Unreadable {
            message,
            help: "this is a fault of the program; report it",
        };
        let document = Document::parse("selftest.yaml", DOCUMENT.as_bytes(), &Limits::default())
            .map_err(|report| unreadable(report.to_string()))?;
        let spec = Spec::read(&document).map_err(|problems| unreadable(format!("{problems:?}")))?;
        let states = States::parse("selftest.toml", STATES)
            .map_err(|problem| unreadable(problem.to_string()))?;
        Self::new(spec, Some(states))
    }

    /// Document and state table as files.
    ///
    /// # Errors
    /// As for [`Contract::read`](crate::run::Contract::read).
    pub fn read(document: &Path, states: Option<&Path>) -> Result<Self, Unreadable> {
        let spec = crate::run::read_spec(document)?;
        let states = states.map(crate::run::read_table).transpose()?;
        Self::new(spec, states)
    }

    fn new(spec: Spec, states: Option<States>) -> Result<Self, Unreadable> {
        let found = cases(&spec, states.as_ref()).map_err(|problems| Unreadable {
            message: problems
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\nerror: "),
            help: "correct the places above",
        })?;
        let spec = Arc::new(spec);
        Ok(Self {
            right: Arc::new(Right::new(Arc::clone(&spec), &found.list)),
            server_cases: mixed(
                found
                    .list
                    .iter()
                    .filter(|case| is_for_servers(case))
                    .cloned(),
            ),
            client_cases: mixed(client_cases(found.list.clone())),
            cases: found.list,
            spec,
            states,
        })
    }

    /// The same ground without the cases of which this is not so, to see what they are good for.
    #[must_use]
    pub fn retain(mut self, is_kept: impl Fn(&Case) -> bool) -> Self {
        self.server_cases.retain(&is_kept);
        self.client_cases.retain(&is_kept);
        self
    }

    /// The document with something changed.
    pub(super) fn changed(&self, root: &Value) -> Option<Spec> {
        let parse = |name: &str, value: &Value| {
            Document::parse(name, value.to_string().as_bytes(), &Limits::default()).ok()
        };
        let name = self.spec.place("").name;
        let document = parse(&name, root)?;
        let load = |path: &str| {
            let value = self.spec.tree.get(&format!("{path}#"));
            value
                .and_then(|value| parse(path, value))
                .ok_or_else(|| "not there".to_owned())
        };
        Spec::read_with(&document, load).ok()
    }

    /// The right server of a document that says less, in the same states.
    pub(super) fn lenient(&self, change: fn(&str, &mut Value)) -> Option<Right> {
        let mut root = self.spec.tree.get("")?.clone();
        servers::everywhere("", &mut root, change);
        let spec = self.changed(&root)?;
        Some(Right::new(Arc::new(spec), &self.cases))
    }
}

/// The first case of each family and operation, then the second of each: whatever a fault is about,
/// some case about that comes soon.
fn mixed(cases: impl IntoIterator<Item = Case>) -> Vec<Case> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut placed: Vec<(usize, Case)> = Vec::new();
    for case in cases {
        let key = (case.family.to_string(), case.operation.clone());
        let count = counts.entry(key).or_default();
        placed.push((*count, case));
        *count += 1;
    }
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, case)| case).collect()
}
