//! From a row of the table to a call: what it does not say comes from its operation.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    States,
    table::{OperationStates, StateBody, Written, WrittenStep},
};
use crate::{
    call::{Argument, Body, Call, Content, Credential, Save, Secret, Step},
    place::Problem,
    spec::{Operation, Spec},
};

/// What a row says about its request.
pub(super) struct Wanted<'a> {
    pub(super) arguments: &'a BTreeMap<String, Value>,
    pub(super) credentials: Option<&'a [String]>,
    pub(super) content_type: Option<&'a str>,
    pub(super) body: Option<&'a StateBody>,
    /// Where the row is.
    pub(super) offset: usize,
}

impl States {
    /// The call of a row, without steps before it.
    pub(super) fn call(
        &self,
        spec: &Spec,
        operation: &Operation,
        table: Option<&OperationStates>,
        wanted: &Wanted<'_>,
    ) -> Result<Call, Problem> {
        Ok(Call {
            arguments: self.arguments(operation, table, wanted)?,
            body: body(operation, wanted),
            credentials: self.credentials(spec, table, wanted)?,
            before: Vec::new(),
        })
    }

    /// The steps of a state.
    pub(super) fn steps(&self, spec: &Spec, written: &[WrittenStep]) -> Result<Vec<Step>, Problem> {
        let step = |step: &WrittenStep| {
            let (id, offset) = (step.operation.get_ref(), step.operation.span().start);
            let operation = spec.operation(id).ok_or_else(|| {
                self.problem(offset, format!("the operation `{id}` is not documented"))
            })?;
            let wanted = Wanted {
                arguments: &step.arguments,
                credentials: step.credentials.as_deref(),
                content_type: step.content_type.as_deref(),
                body: step.body.as_ref(),
                offset,
            };
            let save = step.save.iter().map(|(name, from)| Save {
                name: name.clone(),
                from: from.clone(),
            });
            Ok(Step {
                operation: id.clone(),
                call: self.call(spec, operation, self.table.operations.get(id), &wanted)?,
                save: save.collect(),
            })
        };
        written.iter().map(step).collect()
    }

    fn arguments(
        &self,
        operation: &Operation,
        table: Option<&OperationStates>,
        wanted: &Wanted<'_>,
    ) -> Result<Vec<Argument>, Problem> {
        let known = |name: &String| operation.parameters.iter().any(|one| one.name == *name);
        let usual = table.map(|table| &table.arguments);
        let mut names = usual
            .into_iter()
            .flatten()
            .chain(wanted.arguments)
            .map(|(name, _)| name);
        if let Some(name) = names.find(|name| !known(name)) {
            let message = format!("the parameter `{name}` is not documented");
            return Err(self.problem(wanted.offset, message));
        }
        let mut found = Vec::new();
        for parameter in &operation.parameters {
            let value = wanted.arguments.get(&parameter.name);
            let value = value.or_else(|| usual?.get(&parameter.name));
            match value {
                Some(value) => found.push(Argument {
                    name: parameter.name.clone(),
                    location: parameter.location,
                    value: value.clone(),
                }),
                None if parameter.required => {
                    let message = format!("the parameter `{}` needs a value", parameter.name);
                    return Err(self.problem(wanted.offset, message));
                }
                None => {}
            }
        }
        Ok(found)
    }

    fn credentials(
        &self,
        spec: &Spec,
        table: Option<&OperationStates>,
        wanted: &Wanted<'_>,
    ) -> Result<Vec<Credential>, Problem> {
        let usual = table.map_or(&[] as &[String], |table| &table.credentials);
        let mut found = Vec::new();
        for path in wanted.credentials.unwrap_or(usual) {
            let (set, scheme) = path.split_once('.').unwrap_or((path, ""));
            let Some(written) = self
                .table
                .credentials
                .get(set)
                .and_then(|set| set.get(scheme))
            else {
                let message =
                    format!("the credential `{path}` is not in the table; write `set.Scheme`");
                return Err(self.problem(wanted.offset, message));
            };
            if !spec.security_schemes.contains_key(scheme) {
                let message = format!("the security scheme `{scheme}` is not documented");
                return Err(self.problem(wanted.offset, message));
            }
            found.push(credential(scheme, written));
        }
        Ok(found)
    }
}

pub(super) fn credential(scheme: &str, written: &Written) -> Credential {
    Credential {
        scheme: scheme.to_owned(),
        secret: match written.clone() {
            Written::Key(key) => Secret::Key(key),
            Written::Pair { access, secret } => Secret::Pair { access, secret },
        },
    }
}

/// The body of the row, else the first example of the request.
fn body(operation: &Operation, wanted: &Wanted<'_>) -> Option<Body> {
    let documented = operation.request_body.as_ref()?;
    let media = documented.media.first()?;
    let content_type = wanted.content_type.unwrap_or(&media.media_type);
    let example = media.examples.first();
    let (content, pointer) = match wanted.body {
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
        content_type: Some(content_type.to_owned()),
        content,
        pointer,
    })
}
