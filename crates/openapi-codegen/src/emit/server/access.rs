//! Who may call an operation, and what is asked of the authenticator for it.

use std::collections::{BTreeMap, BTreeSet};

use openapi_model::{Alternative, SchemeKind};

use crate::plan::{Op, Plan, SchemePlan};

/// Whether a handler is given a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// No credential is looked for.
    Open,
    /// Anyone may call; who has a credential is known.
    Optional,
    /// Nobody gets in without one.
    Required,
}

/// What an operation asks for, in the terms of the plan.
#[derive(Debug)]
pub(super) struct Demand<'p> {
    pub(super) access: Access,
    /// Those that need a credential, in order.
    pub(super) alternatives: Vec<Vec<Need<'p>>>,
}

/// One credential.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need<'p> {
    pub(super) scheme: &'p SchemePlan<'p>,
    pub(super) scopes: &'p [String],
}

impl Need<'_> {
    /// Whether it covers the body, which must be read before.
    pub(super) fn is_signature(&self) -> bool {
        matches!(self.scheme.scheme.kind, SchemeKind::Signature { .. })
    }
}

/// The schemes of a plan.
#[derive(Debug)]
pub(super) struct Schemes<'p> {
    by_name: BTreeMap<&'p str, &'p SchemePlan<'p>>,
    /// Those that are asked for scopes somewhere: their methods get them everywhere.
    scoped: BTreeSet<&'p str>,
}

impl<'p> Schemes<'p> {
    pub(super) fn new(plan: &'p Plan<'p>) -> Self {
        let schemes = plan.schemes.iter();
        let alternatives = plan.operations.iter().flat_map(|op| &op.operation.security);
        let requirements = alternatives.flat_map(|alternative| &alternative.requirements);
        let scoped = requirements.filter(|requirement| !requirement.scopes.is_empty());
        Self {
            by_name: schemes
                .map(|scheme| (scheme.scheme.name.as_str(), scheme))
                .collect(),
            scoped: scoped
                .map(|requirement| requirement.scheme.as_str())
                .collect(),
        }
    }

    pub(super) fn has_scopes(&self, scheme: &SchemePlan<'_>) -> bool {
        self.scoped.contains(scheme.scheme.name.as_str())
    }

    pub(super) fn demand(&self, op: &'p Op<'p>) -> Demand<'p> {
        let security = &op.operation.security;
        let alternatives: Vec<Vec<Need<'p>>> = security
            .iter()
            .map(|alternative| self.needs(alternative))
            .collect();
        let lets_anyone = alternatives.iter().any(Vec::is_empty);
        let alternatives: Vec<Vec<Need<'p>>> = alternatives
            .into_iter()
            .filter(|needs| !needs.is_empty())
            .collect();
        let access = match (alternatives.is_empty(), lets_anyone) {
            (true, _) => Access::Open,
            (false, true) => Access::Optional,
            (false, false) => Access::Required,
        };
        Demand {
            access,
            alternatives,
        }
    }

    fn needs(&self, alternative: &'p Alternative) -> Vec<Need<'p>> {
        let requirements = alternative.requirements.iter();
        let needs = requirements.filter_map(|requirement| {
            let scheme = self.by_name.get(requirement.scheme.as_str())?;
            Some(Need {
                scheme,
                scopes: &requirement.scopes,
            })
        });
        needs.collect()
    }
}

/// Whether some operation asks for several credentials at once.
pub(super) fn combines(plan: &Plan<'_>) -> bool {
    let mut alternatives = plan.operations.iter().flat_map(|op| &op.operation.security);
    alternatives.any(|alternative| alternative.requirements.len() > 1)
}

/// The name of the method that makes one caller of several.
pub(super) fn combine_function(plan: &Plan<'_>) -> String {
    let mut name = "combine".to_owned();
    while plan.schemes.iter().any(|scheme| scheme.function == name) {
        name.push('_');
    }
    name
}
