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
//! arguments = { id = "tom" }
//!
//! [[operations.getPet.states]]
//! status = 200
//! example = "tom"
//!
//! [[operations.getPet.states]]
//! status = 404
//! example = "unknown"
//! arguments = { id = "nobody" }
//! ```
//!
//! A state takes what it does not say from its operation, and the body from the first example of
//! the request. It may set `arguments`, `credentials` (an empty list sends none), `content-type`,
//! `body` (`"none"`, `{ json = … }`, `{ text = … }` or `{ filler = BYTES }`), `level` (`schema`,
//! `shape` or `values`; the last one unless said otherwise) and `name`, which tells apart two ways
//! into the same example. Everything in the table is checked against the
//! document, and every documented status needs a state. [`check`](mod@crate::check) judges the answers.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;

use crate::{
    call::{Argument, Body, Call, Content, Credential, Secret},
    case::{self, Answer, Case, Exchange, Family, Level, Side, Subject},
    place::{Place, Problem},
    spec::{Operation, Spec, Status},
};

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

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default)]
    credentials: BTreeMap<String, BTreeMap<String, Written>>,
    #[serde(default)]
    operations: BTreeMap<String, OperationStates>,
}

/// A secret as it is written in the table.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Written {
    Key(String),
    Pair { access: String, secret: String },
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct OperationStates {
    #[serde(default)]
    credentials: Vec<String>,
    #[serde(default)]
    arguments: BTreeMap<String, Value>,
    #[serde(default)]
    states: Vec<State>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct State {
    status: Spanned<u16>,
    example: Option<String>,
    name: Option<String>,
    #[serde(default)]
    arguments: BTreeMap<String, Value>,
    credentials: Option<Vec<String>>,
    content_type: Option<String>,
    body: Option<StateBody>,
    #[serde(default)]
    level: StateLevel,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum StateLevel {
    Schema,
    Shape,
    #[default]
    Values,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum StateBody {
    None,
    Json(Value),
    Text(String),
    Filler(usize),
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
        let mut problems = Vec::new();
        let mut cases: Vec<Case> = Vec::new();
        for name in self.table.operations.keys() {
            if spec.operation(name).is_none() {
                problems.push(self.problem(0, format!("the operation `{name}` is not documented")));
            }
        }
        for operation in &spec.operations {
            let Some(table) = self.table.operations.get(&operation.id) else {
                let message = format!(
                    "the operation `{}` has no states in {}",
                    operation.id, self.name
                );
                problems.push(spec.places.problem(&operation.pointer, message));
                continue;
            };
            let mut reached = BTreeSet::new();
            for state in &table.states {
                match self.case(spec, operation, table, state) {
                    Ok(case) => {
                        reached.extend(case.exchange().map(|one| one.answer.documented));
                        if cases.iter().any(|other| other.name == case.name) {
                            problems.push(self.at(
                                state,
                                "another state has this example; give this one a `name`",
                            ));
                        }
                        cases.push(case);
                    }
                    Err(problem) => problems.push(problem),
                }
            }
            let missing = operation
                .responses
                .iter()
                .filter(|one| !reached.contains(&one.status));
            for response in missing {
                let message = format!(
                    "the status {} has no state in {}; add one",
                    response.status, self.name
                );
                problems.push(spec.places.problem(&response.pointer, message));
            }
        }
        if problems.is_empty() {
            Ok(cases)
        } else {
            Err(problems)
        }
    }

    fn case(
        &self,
        spec: &Spec,
        operation: &Operation,
        table: &OperationStates,
        state: &State,
    ) -> Result<Case, Problem> {
        let answer = self.answer(operation, state)?;
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
        let call = Call {
            arguments: self.arguments(operation, table, state)?,
            body: body(operation, state),
            credentials: self.credentials(spec, table, state)?,
            before: Vec::new(),
        };
        Ok(Case {
            name,
            family: Family::Statuses,
            side: Side::Server,
            operation: operation.id.clone(),
            level: match state.level {
                StateLevel::Schema => Level::Schema,
                StateLevel::Shape => Level::Shape,
                StateLevel::Values => Level::Values,
            },
            twin: None,
            owns: Vec::new(),
            subject: Subject::Exchange(Box::new(Exchange { call, answer })),
        })
    }

    fn answer(&self, operation: &Operation, state: &State) -> Result<Answer, Problem> {
        let code = *state.status.as_ref();
        let Some(response) = operation.response(code) else {
            return Err(self.at(state, format!("the status {code} is not documented")));
        };
        let answers = case::answers(operation, response).into_iter();
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

    fn arguments(
        &self,
        operation: &Operation,
        table: &OperationStates,
        state: &State,
    ) -> Result<Vec<Argument>, Problem> {
        let known = |name: &String| operation.parameters.iter().any(|one| one.name == *name);
        let mut names = table.arguments.keys().chain(state.arguments.keys());
        if let Some(name) = names.find(|name| !known(name)) {
            return Err(self.at(state, format!("the parameter `{name}` is not documented")));
        }
        let mut found = Vec::new();
        for parameter in &operation.parameters {
            let value = state.arguments.get(&parameter.name);
            let value = value.or_else(|| table.arguments.get(&parameter.name));
            match value {
                Some(value) => found.push(Argument {
                    name: parameter.name.clone(),
                    location: parameter.location,
                    value: value.clone(),
                }),
                None if parameter.required => {
                    return Err(self.at(
                        state,
                        format!("the parameter `{}` needs a value", parameter.name),
                    ));
                }
                None => {}
            }
        }
        Ok(found)
    }

    fn credentials(
        &self,
        spec: &Spec,
        table: &OperationStates,
        state: &State,
    ) -> Result<Vec<Credential>, Problem> {
        let wanted = state.credentials.as_ref().unwrap_or(&table.credentials);
        let mut found = Vec::new();
        for path in wanted {
            let (set, scheme) = path.split_once('.').unwrap_or((path, ""));
            let written = self
                .table
                .credentials
                .get(set)
                .and_then(|set| set.get(scheme));
            let written = written.ok_or_else(|| {
                self.at(
                    state,
                    format!("the credential `{path}` is not in the table; write `set.Scheme`"),
                )
            })?;
            if !spec.security_schemes.contains_key(scheme) {
                return Err(self.at(
                    state,
                    format!("the security scheme `{scheme}` is not documented"),
                ));
            }
            found.push(Credential {
                scheme: scheme.to_owned(),
                secret: match written.clone() {
                    Written::Key(key) => Secret::Key(key),
                    Written::Pair { access, secret } => Secret::Pair { access, secret },
                },
            });
        }
        Ok(found)
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

/// The body of the state, else the first example of the request.
fn body(operation: &Operation, state: &State) -> Option<Body> {
    let documented = operation.request_body.as_ref()?;
    let media = documented.media.first()?;
    let content_type = state
        .content_type
        .clone()
        .or_else(|| Some(media.media_type.clone()));
    let example = media.examples.first();
    let (content, pointer) = match &state.body {
        Some(StateBody::None) => return None,
        Some(StateBody::Json(value)) => (Content::Json(value.clone()), None),
        Some(StateBody::Text(text)) => (Content::Text(text.clone()), None),
        Some(StateBody::Filler(size)) => (Content::Filler(*size), None),
        None => (
            Content::Json(example?.value.clone()),
            Some(example?.pointer.clone()),
        ),
    };
    Some(Body {
        content_type,
        content,
        pointer,
    })
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
