//! Operations: their names, and the types of what they take and give.

mod answers;
mod bodies;
mod title;

use openapi_model::{Api, Operation, Parameter};
use serde_json::Value;

pub(super) use self::title::{CLIENT, Titles};
use super::lower::{Home, Lowering};
use super::names::{Scope, field_name};
use super::ty::Direction;
use super::{Op, Param, Presence};

/// Fields that a builder or a request has besides its parameters.
const FIELDS: [&str; 5] = ["body", "client", "new", "options", "send"];

/// The operations, in the order of the document; their names were taken before.
pub(super) fn operations<'a>(
    api: &'a Api,
    titles: Vec<Titles>,
    lowering: &mut Lowering<'a>,
) -> Vec<Op<'a>> {
    let operations = api.operations.iter().zip(titles);
    operations
        .map(|(operation, titles)| lower(operation, titles, lowering))
        .collect()
}

fn lower<'a>(operation: &'a Operation, titles: Titles, lowering: &mut Lowering<'a>) -> Op<'a> {
    let mut scope = Scope::without(FIELDS);
    let parameters = operation.parameters.iter();
    let parameters = parameters
        .map(|parameter| {
            let home = home(&titles.type_name, &parameter.name, &parameter.place.pointer);
            parameter_of(parameter, &home, Direction::Request, &mut scope, lowering)
        })
        .collect();
    let body = operation
        .body
        .as_ref()
        .map(|body| bodies::body(body, &titles, lowering));
    let (success, error) = answers::answers(operation, &titles, lowering);
    let Titles {
        function,
        type_name,
        request,
        constant,
        module,
        ..
    } = titles;
    Op {
        operation,
        function,
        type_name,
        request,
        constant,
        module,
        parameters,
        body,
        success,
        error,
    }
}

fn parameter_of<'a>(
    parameter: &'a Parameter,
    home: &Home,
    direction: Direction,
    scope: &mut Scope,
    lowering: &mut Lowering<'a>,
) -> Param<'a> {
    let ty = lowering.lower_nullable(&parameter.schema, home, direction);
    let default = lowering.default_of(&parameter.schema);
    let presence = match (parameter.required, default) {
        (true, _) => Presence::Required,
        (false, Some(value)) if direction == Direction::Request => Presence::Default(value),
        (false, _) => Presence::Optional,
    };
    Param {
        parameter,
        field: scope.take(field_name(&parameter.name)),
        ty,
        presence,
    }
}

/// Where a schema of an operation stands: types of a shared component are named after that.
fn home(owner: &str, name: &str, pointer: &str) -> Home {
    let shared = ["parameters", "requestBodies", "responses", "headers"]
        .into_iter()
        .find_map(|kind| {
            let rest = pointer
                .strip_prefix("#/components/")?
                .strip_prefix(kind)?
                .strip_prefix('/')?;
            let token = rest.split('/').next()?;
            Some(openapi_source::pointer::unescape(token)?.into_owned())
        });
    let base = match shared {
        Some(shared) => super::names::type_name(&shared),
        None => super::names::type_name(&format!("{owner} {name}")),
    };
    Home::root(base, format!("{pointer}/schema"))
}

impl Lowering<'_> {
    /// What absence means; `null` means nothing.
    fn default_of(&self, schema: &openapi_model::Schema) -> Option<Value> {
        self.default(schema)
            .filter(|value| !value.is_null())
            .cloned()
    }
}
