//! The one list: every family, in one order, with names that occur once.

use std::collections::BTreeSet;

use super::{
    Case, Expect, Family, Part, Side, Subject, answers, authentication, base, content_types, drawn,
    encode, ground::Ground, legal, make, malformed, methods, ownership, party::Party, paths, size,
    tolerance, values,
};
use crate::{
    place::Problem,
    spec::{Operation, Spec, Status},
    state::States,
};

/// All cases of a document, and what no case is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cases {
    /// The cases: examples, then states, then the other families, operation by operation.
    pub list: Vec<Case>,
    /// Documented statuses that no case brings a real server into.
    pub unreached: Vec<Unreached>,
    /// Operations that have no case against a real server, because nothing is known to succeed.
    pub groundless: Vec<Groundless>,
    /// Each parameter, property and rule of a request, with the cases that own it.
    pub parts: Vec<Part>,
}

/// A documented status that no case brings a real server into. It is never counted as covered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreached {
    /// Id of the operation.
    pub operation: String,
    /// The status.
    pub status: Status,
    /// Pointer to the response.
    pub pointer: String,
    /// Why, where the state table says so.
    pub why: Option<String>,
}

/// An operation without a call that is known to succeed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groundless {
    /// Id of the operation.
    pub operation: String,
    /// Why.
    pub why: String,
}

impl Cases {
    /// The case of this name.
    pub fn find(&self, name: &str) -> Option<&Case> {
        self.list.iter().find(|case| case.name == name)
    }

    /// The parts of requests that no case owns, though one could. Each is a hole in the contract.
    pub fn unowned(&self) -> impl Iterator<Item = &Part> {
        let parts = self.parts.iter();
        parts.filter(|part| part.owners.is_empty() && part.why.is_none())
    }
}

impl IntoIterator for Cases {
    type Item = Case;
    type IntoIter = std::vec::IntoIter<Case>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

/// All cases that follow from a document and, where there is one, from the state table of the
/// server that is tested. A pure function: the same input gives the same list.
///
/// # Errors
/// Parts of the document that no case can be made for, such as a parameter for which no legal
/// value is known; whatever in the table the document does not know.
pub fn cases(spec: &Spec, states: Option<&States>) -> Result<Cases, Vec<Problem>> {
    let (examples, mut problems) = make::examples(spec);
    let mut cases = Cases::default();
    let mut further = Vec::new();
    problems.extend(
        states
            .into_iter()
            .flat_map(|states| states.unknown_operations(spec)),
    );
    for operation in &spec.operations {
        match of_operation(spec, operation, states, &examples, &mut cases) {
            Ok(found) => further.extend(found),
            Err(found) => problems.extend(found),
        }
    }
    let of_states = std::mem::take(&mut cases.list);
    cases.list = examples
        .into_iter()
        .chain(of_states)
        .chain(further)
        .collect();
    problems.extend(ambiguous(spec, &cases.list));
    if problems.is_empty() {
        Ok(cases)
    } else {
        Err(problems)
    }
}

/// The states of an operation go into the list; its other families are returned.
fn of_operation(
    spec: &Spec,
    operation: &Operation,
    states: Option<&States>,
    examples: &[Case],
    cases: &mut Cases,
) -> Result<Vec<Case>, Vec<Problem>> {
    let (of_states, ground) = match states {
        Some(states) => {
            let found = states.of_operation(spec, operation)?;
            cases.unreached.extend(found.unreached);
            let ground = base::of_states(spec, operation, states, &found.cases);
            let ground = ground.map_err(|why| {
                if found.can_be_called {
                    why
                } else {
                    "the state table says that no test can call it".to_owned()
                }
            });
            (found.cases, ground)
        }
        None => match base::of_document(spec, operation) {
            Ok((ground, case)) => (vec![case], Ok(ground)),
            Err(why) => (Vec::new(), Err(why)),
        },
    };
    let mut found = Vec::new();
    let mut of_values = values::Values::default();
    match &ground {
        Ok(ground) => {
            of_values = values::of(ground);
            found.extend(of_server(ground, std::mem::take(&mut of_values.cases)));
        }
        Err(why) => cases.groundless.push(Groundless {
            operation: operation.id.clone(),
            why: why.clone(),
        }),
    }
    if let Some(party) = Party::of(spec, operation, examples) {
        found.extend(encode::cases(&party));
        found.extend(drawn::of_client(&party));
        found.extend(answers::cases(&party));
    }
    if states.is_none() {
        cases.unreached.extend(unreached(operation, &found));
    }
    cases.parts.extend(ownership::parts(
        spec,
        operation,
        ground.as_ref().ok(),
        &of_values,
        &found,
    ));
    cases.list.extend(of_states);
    Ok(found)
}

fn of_server(ground: &Ground<'_>, of_values: Vec<Case>) -> Vec<Case> {
    let mut found = tolerance::cases(ground);
    found.extend(legal::cases(ground));
    found.extend(authentication::cases(ground));
    found.extend(of_values);
    found.extend(malformed::cases(ground));
    found.extend(content_types::cases(ground));
    found.extend(size::cases(ground));
    found.extend(methods::cases(ground));
    found.extend(paths::cases(ground));
    found.extend(drawn::of_server(ground));
    found
}

/// Without a table: the statuses that are neither the first success nor the best refusal of some
/// probe.
fn unreached(operation: &Operation, cases: &[Case]) -> Vec<Unreached> {
    let mut reached = BTreeSet::new();
    for case in cases.iter().filter(|case| case.side == Side::Server) {
        if let Subject::Probe(probe) = &case.subject
            && let Expect::Refusal { best, .. } = &probe.expect
            && case.family != Family::Paths
        {
            reached.extend(best.iter().copied());
        }
    }
    let success = make::success(operation);
    reached.extend(success);
    let is_reached = |status: Status| {
        reached.iter().any(|code| {
            operation
                .response(*code)
                .is_some_and(|response| response.status == status)
        })
    };
    let responses = operation.responses.iter();
    responses
        .filter(|response| !is_reached(response.status))
        .map(|response| Unreached {
            operation: operation.id.clone(),
            status: response.status,
            pointer: response.pointer.clone(),
            why: None,
        })
        .collect()
}

fn ambiguous(spec: &Spec, list: &[Case]) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let twice = list.iter().filter(|case| !seen.insert(case.name.as_str()));
    let problem = |case: &Case| {
        let name = &case.name;
        let message = format!("two cases would be called `{name}`; rename the example");
        spec.places.problem(case.pointer(), message)
    };
    twice.map(problem).collect()
}
