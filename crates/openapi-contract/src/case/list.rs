//! The one list: every family, in one order, with names that occur once.

use std::collections::BTreeSet;

use super::{Case, make};
use crate::{place::Problem, spec::Spec, state::States};

/// All cases of a document, and what no case is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cases {
    /// The cases, in the order of families and of the document.
    pub list: Vec<Case>,
}

impl Cases {
    /// The case of this name.
    pub fn find(&self, name: &str) -> Option<&Case> {
        self.list.iter().find(|case| case.name == name)
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
    let (mut list, mut problems) = make::examples(spec);
    match states.map(|states| states.cases(spec)) {
        Some(Ok(cases)) => list.extend(cases),
        Some(Err(found)) => problems.extend(found),
        None => {}
    }
    problems.extend(ambiguous(spec, &list));
    if problems.is_empty() {
        Ok(Cases { list })
    } else {
        Err(problems)
    }
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
