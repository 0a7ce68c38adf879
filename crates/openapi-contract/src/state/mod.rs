//! How a stateful server is brought into each documented status: the state table.
//!
//! A document says that a server may answer 404, not which gateway is unknown to the one that is
//! tested. The state table is a small TOML file that says so:
//!
//! ```toml
//! [credentials.valid]
//! AuthToken = "seeded-token"
//! RequestSignature = { access = "seeded-access-key", secret = "its-secret" }
//!
//! [operations.getPet]
//! credentials = ["valid.AuthToken"]
//! arguments = { id = "{id}" }
//! before = [{ operation = "addPet", body = { json = { name = "Tom" } }, save = { id = "/id" } }]
//!
//! [[operations.getPet.states]]
//! status = 200
//! example = "tom"
//!
//! [[operations.getPet.states]]
//! status = 404
//! example = "unknown"
//! arguments = { id = "nobody" }
//! before = []
//!
//! [[operations.getPet.states]]
//! status = 503
//! unreachable = "only while the store is being moved"
//! ```
//!
//! A state takes what it does not say from its operation, and the body from the first example of
//! the request. It may set `arguments`, `credentials` (an empty list sends none), `content-type`,
//! `body` (`"none"`, `{ json = … }`, `{ text = … }` or `{ filler = BYTES }`), `level` (`schema`,
//! `shape` or `values`; the last one unless said otherwise) and `name`, which tells apart two ways
//! into the same example.
//!
//! `before` lists calls that are made first, for a server that starts empty. A step sets what a
//! state may set; `save` keeps parts of its answer (a JSON pointer into the body, or the name of
//! a header field) that take the place of `{name}` in later arguments and bodies.
//!
//! `unreachable` says why no test can bring a status about; with an operation, why no test can
//! call it. Such a status is listed and never counted as covered.
//!
//! Everything in the table is checked against the document, and every documented status needs a
//! state. [`check`](mod@crate::check) judges the answers.

use std::collections::BTreeSet;

use crate::{
    call::{Call, Content, Credential},
    case::{self, Answer, Case, Exchange, Family, Side, Subject, Unreached},
    place::{Place, Problem},
    spec::{Operation, Response, Spec, Status},
};
use call::Wanted;
use table::{OperationStates, State, StateLevel, Table, WrittenStep};

mod call;
mod table;

/// A state table that was read but not yet held against a document. `Debug` is left to its parts
/// that hold no secret.
#[derive(Clone)]
pub struct States {
    name: String,
    text: String,
    table: Table,
}

impl std::fmt::Debug for States {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("States")
            .field("name", &self.name)
            .field("operations", &self.table.operations.keys())
            .finish_non_exhaustive()
    }
}

/// What the table says about one operation, held against the document.
#[derive(Debug, Default)]
pub(crate) struct OfOperation {
    /// One case for each state.
    pub(crate) cases: Vec<Case>,
    /// Statuses that no test can bring about.
    pub(crate) unreached: Vec<Unreached>,
    /// Whether any test can call it.
    pub(crate) can_be_called: bool,
}

impl States {
    /// Reads a state table. `name` is shown in problems.
    ///
    /// # Errors
    /// The text is not such a table; the message holds no value of it.
    pub fn parse(name: &str, text: &str) -> Result<Self, Problem> {
        let table = toml::from_str(text).map_err(|error| Problem {
            pointer: String::new(),
            place: place(name, text, error.span().map_or(0, |span| span.start)),
            message: format!("not a state table: {}", error.message()),
        })?;
        Ok(Self {
            name: name.to_owned(),
            text: text.to_owned(),
            table,
        })
    }

    /// One server case for each state, in the order of the document's operations and of the table.
    ///
    /// # Errors
    /// Whatever in the table the document does not know, and each documented status that no state
    /// reaches.
    pub fn cases(&self, spec: &Spec) -> Result<Vec<Case>, Vec<Problem>> {
        let mut problems = self.unknown_operations(spec);
        let mut cases = Vec::new();
        for operation in &spec.operations {
            match self.of_operation(spec, operation) {
                Ok(found) => cases.extend(found.cases),
                Err(found) => problems.extend(found),
            }
        }
        if problems.is_empty() {
            Ok(cases)
        } else {
            Err(problems)
        }
    }

    /// The operations of the table that the document does not have.
    pub(crate) fn unknown_operations(&self, spec: &Spec) -> Vec<Problem> {
        let names = self.table.operations.keys();
        let unknown = names.filter(|name| spec.operation(name).is_none());
        unknown
            .map(|name| {
                let at = self.text.find(&format!("operations.{name}")).unwrap_or(0);
                self.problem(at, format!("the operation `{name}` is not documented"))
            })
            .collect()
    }

    /// The states of one operation.
    pub(crate) fn of_operation(
        &self,
        spec: &Spec,
        operation: &Operation,
    ) -> Result<OfOperation, Vec<Problem>> {
        let id = &operation.id;
        let Some(table) = self.table.operations.get(id) else {
            let message = format!("the operation `{id}` has no states in {}", self.name);
            return Err(vec![spec.places.problem(&operation.pointer, message)]);
        };
        let mut found = OfOperation {
            can_be_called: table.unreachable.is_none(),
            ..OfOperation::default()
        };
        if let Some(why) = &table.unreachable {
            if let Some(state) = table.states.first() {
                let message = "the operation is `unreachable`; remove its states or that";
                return Err(vec![self.at(state, message)]);
            }
            let responses = operation.responses.iter();
            found.unreached = responses
                .map(|response| unreached(operation, response, why.get_ref()))
                .collect();
            return Ok(found);
        }
        let mut problems = Vec::new();
        let mut reached = BTreeSet::new();
        for state in &table.states {
            match self.state(spec, operation, table, state, &mut found) {
                Ok(status) => {
                    reached.insert((status, state.unreachable.is_some()));
                }
                Err(problem) => problems.push(problem),
            }
        }
        for response in &operation.responses {
            let status = response.status;
            let is_reached = reached.contains(&(status, false));
            let is_given_up = reached.contains(&(status, true));
            if !is_reached && !is_given_up {
                let message = format!(
                    "the status {status} has no state in {}; add one, or say why it is `unreachable`",
                    self.name
                );
                problems.push(spec.places.problem(&response.pointer, message));
            }
            if is_reached && is_given_up {
                let message = format!(
                    "the status {status} is `unreachable` in {} and has a state",
                    self.name
                );
                problems.push(spec.places.problem(&response.pointer, message));
            }
        }
        if problems.is_empty() {
            Ok(found)
        } else {
            Err(problems)
        }
    }

    /// Credentials of the schemes beside those of a call: the rest of the sets they are from.
    pub(crate) fn known(&self, call: &Call) -> Vec<Credential> {
        let mut found = call.credentials.clone();
        for set in self.table.credentials.values() {
            let all: Vec<_> = set
                .iter()
                .map(|(scheme, written)| call::credential(scheme, written))
                .collect();
            if all.iter().any(|one| call.credentials.contains(one)) {
                for one in all {
                    if found.iter().all(|other| other.scheme != one.scheme) {
                        found.push(one);
                    }
                }
            }
        }
        found
    }

    /// Adds a state to what was found, and says which response it is about.
    fn state(
        &self,
        spec: &Spec,
        operation: &Operation,
        table: &OperationStates,
        state: &State,
        found: &mut OfOperation,
    ) -> Result<Status, Problem> {
        let code = *state.status.as_ref();
        let Some(response) = operation.response(code) else {
            return Err(self.at(state, format!("the status {code} is not documented")));
        };
        if let Some(why) = &state.unreachable {
            if says_more(state) {
                let message = "an `unreachable` status has nothing but a reason; remove the rest";
                return Err(self.at(state, message));
            }
            found.unreached.push(unreached(operation, response, why));
            return Ok(response.status);
        }
        let case = self.case(spec, operation, table, state)?;
        if found.cases.iter().any(|other| other.name == case.name) {
            let message = "another state has this example; give this one a `name`";
            return Err(self.at(state, message));
        }
        found.cases.push(case);
        Ok(response.status)
    }

    fn case(
        &self,
        spec: &Spec,
        operation: &Operation,
        table: &OperationStates,
        state: &State,
    ) -> Result<Case, Problem> {
        let answer = self.answer(spec, operation, state)?;
        let sample = answer.body.as_ref();
        let label = state
            .name
            .clone()
            .or_else(|| sample.map(|sample| case::label(operation, sample)));
        let name = case::name(&[
            Family::Statuses.to_string(),
            Side::Server.to_string(),
            operation.id.clone(),
            answer.documented.to_string(),
            label.unwrap_or_else(|| "no-content".to_owned()),
        ]);
        let wanted = Wanted {
            arguments: &state.arguments,
            credentials: state.credentials.as_deref(),
            content_type: state.content_type.as_deref(),
            body: state.body.as_ref(),
            offset: state.status.span().start,
        };
        let mut call = self.call(spec, operation, Some(table), &wanted)?;
        let before: &[WrittenStep] = state.before.as_deref().unwrap_or(&table.before);
        call.before = self.steps(spec, before)?;
        Ok(Case {
            name,
            family: Family::Statuses,
            side: Side::Server,
            operation: operation.id.clone(),
            level: state.level.into(),
            twin: None,
            owns: Vec::new(),
            subject: Subject::Exchange(Box::new(Exchange { call, answer })),
        })
    }

    fn answer(&self, spec: &Spec, operation: &Operation, state: &State) -> Result<Answer, Problem> {
        let code = *state.status.as_ref();
        let Some(response) = operation.response(code) else {
            return Err(self.at(state, format!("the status {code} is not documented")));
        };
        let answers = case::answers(spec, operation, response).into_iter();
        let mut answers = answers.filter(|answer| {
            let name = answer.body.as_ref().map(|sample| &sample.example.name);
            state.example.is_none() || state.example.as_ref() == name
        });
        let Some(answer) = answers.next() else {
            let name = state.example.as_deref().unwrap_or("any");
            return Err(self.at(state, format!("the status {code} has no example `{name}`")));
        };
        Ok(Answer {
            status: if matches!(response.status, Status::Code(_)) {
                answer.status
            } else {
                code
            },
            ..answer
        })
    }

    fn at(&self, state: &State, message: impl Into<String>) -> Problem {
        self.problem(state.status.span().start, message)
    }

    fn problem(&self, offset: usize, message: impl Into<String>) -> Problem {
        Problem {
            pointer: String::new(),
            place: place(&self.name, &self.text, offset),
            message: message.into(),
        }
    }
}

/// The size of the body that a state for 413 sends.
pub(crate) fn too_large(cases: &[Case]) -> Option<usize> {
    cases.iter().find_map(|case| {
        let exchange = case.exchange().filter(|one| one.answer.status == 413)?;
        match exchange.call.body.as_ref()?.content {
            Content::Filler(size) => Some(size),
            _ => None,
        }
    })
}

fn unreached(operation: &Operation, response: &Response, why: &str) -> Unreached {
    Unreached {
        operation: operation.id.clone(),
        status: response.status,
        pointer: response.pointer.clone(),
        why: Some(why.to_owned()),
    }
}

fn says_more(state: &State) -> bool {
    let request =
        state.credentials.is_some() || state.content_type.is_some() || state.body.is_some();
    let answer =
        state.example.is_some() || state.name.is_some() || state.level != StateLevel::Values;
    request || answer || state.before.is_some() || !state.arguments.is_empty()
}

/// Line and column of a byte offset.
fn place(name: &str, text: &str, offset: usize) -> Place {
    let before = text.get(..offset).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    Place {
        name: name.to_owned(),
        line: before.matches('\n').count() + 1,
        column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
    }
}
