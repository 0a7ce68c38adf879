//! `--skip-unsupported`: operations that cannot be honoured are left out, and listed.
//!
//! An operation is left out for an error in itself, in a component that it uses, or in a schema
//! that it leads to, however indirectly. These errors are notes then, and so are errors in what
//! nothing needs. Errors of the document itself stay.

use std::collections::{HashMap, HashSet};

use openapi_source::{Diagnostic, Severity};

use super::operations::{ReadOperation, ReadOperations};
use super::{Owner, Reader, Unsupported, reach};
use crate::model::{SchemaId, Skipped};

/// The first error of each owner: an index of the findings.
type FirstErrors = HashMap<Owner, usize>;

impl Reader<'_> {
    /// Leaves out what cannot be honoured, if that was asked for.
    pub(super) fn skip(&mut self, operations: &mut ReadOperations<'_>) -> Vec<Skipped> {
        if self.options.unsupported == Unsupported::Refused {
            return Vec::new();
        }
        let errors = self.first_errors();
        if errors.is_empty() {
            return Vec::new();
        }
        let components = self.broken_components(&errors);
        let schemas = self.broken_schemas(&errors);
        let mut out = Vec::new();
        for read in &mut operations.all {
            let first = self.first_error(read, &errors, &components, &schemas);
            let Some(first) = first.and_then(|at| self.findings.get(at)) else {
                continue;
            };
            read.operation = None;
            out.push(Skipped {
                method: read.method.to_ascii_uppercase(),
                path: read.path.to_owned(),
                reason: first.diagnostic.message.clone(),
            });
        }
        for finding in &mut self.findings {
            if finding.owner != Owner::Document && finding.diagnostic.is_error() {
                finding.diagnostic.severity = Severity::Note;
            }
        }
        out.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
        out
    }

    fn first_errors(&self) -> FirstErrors {
        let mut out: FirstErrors = HashMap::new();
        let rank = |at: usize| {
            let key = |diagnostic: &Diagnostic| (diagnostic.span, diagnostic.message.clone());
            self.findings
                .get(at)
                .map(|finding| key(&finding.diagnostic))
        };
        for (at, finding) in self.findings.iter().enumerate() {
            if finding.owner == Owner::Document || !finding.diagnostic.is_error() {
                continue;
            }
            let first = out.entry(finding.owner).or_insert(at);
            if rank(at) < rank(*first) {
                *first = at;
            }
        }
        out
    }

    /// For each component the error that it meets, in itself or in another one that it uses.
    fn broken_components(&self, errors: &FirstErrors) -> Vec<Option<usize>> {
        let count = self.shared.count();
        let mut out: Vec<Option<usize>> = (0..count)
            .map(|at| errors.get(&Owner::Component(at)).copied())
            .collect();
        // What a component uses was met while it was read, so it has a higher index, unless it
        // was known before: a second round is enough for parts of parts, and headers have none.
        for _ in 0..3 {
            for at in (0..count).rev() {
                let uses = self.shared.uses_of(Owner::Component(at));
                let met = uses
                    .iter()
                    .find_map(|used| out.get(*used).copied().flatten());
                if let Some(slot) = out.get_mut(at) {
                    *slot = slot.or(met);
                }
            }
        }
        out
    }

    /// Each schema that leads to an error, with that error.
    fn broken_schemas(&self, errors: &FirstErrors) -> HashMap<SchemaId, usize> {
        let edges = reach::edges(&self.schemas);
        let mut users: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
        for (at, targets) in edges.iter().enumerate() {
            for target in targets {
                users.entry(*target).or_default().push(SchemaId(at));
            }
        }
        let mut out: HashMap<SchemaId, usize> = errors
            .iter()
            .filter_map(|(owner, error)| match owner {
                Owner::Schema(id) => Some((*id, *error)),
                Owner::Document | Owner::Operation(_) | Owner::Component(_) => None,
            })
            .collect();
        let mut todo: Vec<(usize, SchemaId)> =
            out.iter().map(|(id, error)| (*error, *id)).collect();
        // In this order each schema meets the same error in every run.
        todo.sort_unstable();
        let mut next = 0;
        while let Some((error, id)) = todo.get(next).copied() {
            next += 1;
            for user in users.get(&id).into_iter().flatten() {
                if let std::collections::hash_map::Entry::Vacant(slot) = out.entry(*user) {
                    slot.insert(error);
                    todo.push((error, *user));
                }
            }
        }
        out
    }

    /// The error that an operation meets.
    fn first_error(
        &self,
        read: &ReadOperation<'_>,
        errors: &FirstErrors,
        components: &[Option<usize>],
        schemas: &HashMap<SchemaId, usize>,
    ) -> Option<usize> {
        let own = errors.get(&read.owner).copied();
        let used = self.shared.uses_of(read.owner);
        let of_components = || {
            used.iter()
                .find_map(|at| components.get(*at).copied().flatten())
        };
        let of_schemas = || {
            let mut refers = HashSet::new();
            reach::of_operation(read.operation.as_ref()?, &mut refers);
            refers
                .iter()
                .filter_map(|id| schemas.get(id).copied())
                .min()
        };
        own.or_else(of_components).or_else(of_schemas)
    }
}
