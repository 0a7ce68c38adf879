//! What is sent and answered, drawn from the schemas of an operation.

use openapi_model::sample::{Place, draw};
use openapi_model::{
    Access, Content, ContentKind, Encoding, Kind, Location, Parameter, Schema, Schemas, Status,
    Style,
};
use serde_json::Value;

use crate::plan::{Answer, ContentPlan, Field, Op, Param, PartPlan, Plan, Shape, Ty};

/// How often a form is drawn that has no members.
const FORMS: usize = 16;

/// One request and its answer.
#[derive(Debug)]
pub(super) struct Exchange {
    /// Index of the parameter, and its value.
    pub(super) parameters: Vec<(usize, Value)>,
    /// Index of the content, and the body.
    pub(super) body: Option<(usize, Drawn)>,
    pub(super) answer: DrawnAnswer,
}

#[derive(Debug)]
pub(super) struct DrawnAnswer {
    pub(super) success: bool,
    /// Index of the variant.
    pub(super) variant: usize,
    pub(super) status: u16,
    pub(super) headers: Vec<(usize, Value)>,
    pub(super) body: Option<(usize, Drawn)>,
}

/// A body.
#[derive(Debug)]
pub(super) enum Drawn {
    /// Through the type's `Deserialize`.
    Json(Value),
    Text(String),
    Bytes(String),
    /// Index of the field of the multipart struct, and its value; files are texts.
    Parts(Vec<(usize, Value)>),
}

/// The exchanges of one operation: each documented body and each documented answer at least once,
/// but for those that no value was found for: some schemas have none. None: nothing is left.
pub(super) fn exchanges(plan: &Plan<'_>, op: &Op<'_>, seed: u64) -> Option<Vec<Exchange>> {
    let contents = op.body.as_ref().map_or(0, |body| body.contents.len());
    // One more for an optional body that is absent.
    let bodies = contents + usize::from(op.body.as_ref().is_some_and(|body| !body.body.required));
    let answers: Vec<(bool, usize, usize)> = [(true, &op.success), (false, &op.error)]
        .into_iter()
        .flat_map(|(success, answers)| {
            answers
                .variants
                .iter()
                .enumerate()
                .flat_map(move |(at, answer)| {
                    (0..answer.contents.len().max(1)).map(move |content| (success, at, content))
                })
        })
        .collect();
    let count = bodies.max(answers.len());
    let seed = op.operation.id.bytes().fold(seed, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    let mut out = Vec::new();
    for at in 0..count {
        let mut seeds = Seeds {
            next: seed.wrapping_add(u64::try_from(at).unwrap_or(0) << 20),
        };
        let Some(parameters) = parameters(plan, op, &mut seeds) else {
            continue;
        };
        let content = op.body.as_ref().filter(|_| at % bodies < contents);
        let content = content.and_then(|body| body.contents.get(at % bodies));
        let body = content.map(|content| body(plan, content, Access::ReadOnly, &mut seeds));
        let Some(answer) = answers
            .get(at % answers.len().max(1))
            .and_then(|chosen| answer(plan, op, *chosen, &mut seeds))
        else {
            continue;
        };
        let body = match body {
            Some(None) => continue,
            Some(Some(body)) => Some((at % bodies, body)),
            None => None,
        };
        out.push(Exchange {
            parameters,
            body,
            answer,
        });
    }
    (!out.is_empty()).then_some(out)
}

struct Seeds {
    next: u64,
}

impl Seeds {
    fn take(&mut self) -> u64 {
        self.next = self.next.wrapping_add(1);
        self.next
    }
}

fn parameters(plan: &Plan<'_>, op: &Op<'_>, seeds: &mut Seeds) -> Option<Vec<(usize, Value)>> {
    let mut out = Vec::new();
    for (at, param) in op.parameters.iter().enumerate() {
        let seed = seeds.take();
        let wanted = param.parameter.required || !seed.is_multiple_of(4);
        match parameter(plan, param, seed).filter(|_| wanted) {
            Some(value) => out.push((at, value)),
            None if param.parameter.required => return None,
            None => {}
        }
    }
    Some(out)
}

/// A value that has a form in this place.
fn parameter(plan: &Plan<'_>, param: &Param<'_>, seed: u64) -> Option<Value> {
    let schemas = &plan.api.schemas;
    let parameter = param.parameter;
    let is_json = parameter.encoding == Encoding::Json;
    let is_whole = is_json || is_scalar(schemas, &parameter.schema);
    let place = match parameter.location {
        Location::Path | Location::Query if is_whole => Place::Parameter,
        Location::Header if is_whole => Place::Header,
        Location::Path | Location::Query | Location::Header | Location::Cookie => Place::Plain,
    };
    let without = if parameter.place.pointer.contains("/responses/") {
        Access::WriteOnly
    } else {
        Access::ReadOnly
    };
    let value = draw(schemas, &parameter.schema, without, place, seed)?;
    let is_deep = matches!(
        parameter.encoding,
        Encoding::Style {
            style: Style::DeepObject,
            ..
        }
    );
    let has_form = match &value {
        Value::Array(_) | Value::Object(_) if is_deep => is_full(&value),
        Value::Null => false,
        // Where a scalar is allowed as well, one item is the scalar.
        Value::Array(items) => {
            let least = if is_list(schemas, &parameter.schema) {
                1
            } else {
                2
            };
            is_json || (items.len() >= least && items.iter().all(is_flat))
        }
        Value::Object(members) => is_json || (!members.is_empty() && members.values().all(is_flat)),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    };
    has_form.then_some(value)
}

fn is_flat(value: &Value) -> bool {
    matches!(value, Value::Bool(_) | Value::Number(_) | Value::String(_))
}

fn is_list(schemas: &Schemas, schema: &Schema) -> bool {
    matches!(schemas.resolve(schema).kind, Kind::Array(_))
}

fn is_scalar(schemas: &Schemas, schema: &Schema) -> bool {
    match &schemas.resolve(schema).kind {
        Kind::Boolean | Kind::Integer(_) | Kind::Number(_) | Kind::String(_) => true,
        Kind::Any
        | Kind::Never
        | Kind::Ref(_)
        | Kind::Array(_)
        | Kind::Object(_)
        | Kind::AllOf(_)
        | Kind::OneOf(_)
        | Kind::AnyOf(_)
        | Kind::Not(_) => false,
    }
}

fn body(
    plan: &Plan<'_>,
    content: &ContentPlan<'_>,
    without: Access,
    seeds: &mut Seeds,
) -> Option<Drawn> {
    let schemas = &plan.api.schemas;
    let schema = &content.content.schema;
    match content.content.kind {
        ContentKind::Json => {
            draw(schemas, schema, without, Place::Body, seeds.take()).map(Drawn::Json)
        }
        ContentKind::Form => {
            // A form without members is no body.
            let mut drawn = (0..FORMS)
                .filter_map(|_| draw(schemas, schema, without, Place::Parameter, seeds.take()));
            let full = |value: &Value| value.as_object().is_some_and(|form| !form.is_empty());
            drawn.find(full).map(Drawn::Json)
        }
        ContentKind::Text => Some(Drawn::Text(text(schemas, content.content, without, seeds))),
        ContentKind::Multipart => {
            let Ty::Named(id) = &content.ty else {
                return Some(Drawn::Bytes("--x--\r\n".to_owned()));
            };
            parts(plan, &plan.type_def(*id)?.shape, content, seeds)
        }
        ContentKind::Bytes => Some(Drawn::Bytes(format!(
            "bytes {}\u{0}\r\n--",
            seeds.take() % 1000
        ))),
    }
}

fn text(schemas: &Schemas, content: &Content, without: Access, seeds: &mut Seeds) -> String {
    let drawn = draw(
        schemas,
        &content.schema,
        without,
        Place::Parameter,
        seeds.take(),
    );
    match drawn {
        Some(Value::String(text)) => text,
        _ => "one line\nand \"another\" ü".to_owned(),
    }
}

/// The fields of a multipart body. Members of the schema that the plan made fields of are found by
/// their names.
fn parts(
    plan: &Plan<'_>,
    shape: &Shape,
    content: &ContentPlan<'_>,
    seeds: &mut Seeds,
) -> Option<Drawn> {
    let Shape::Multipart(body) = shape else {
        return None;
    };
    let schemas = &plan.api.schemas;
    let whole = draw(
        schemas,
        &content.content.schema,
        Access::ReadOnly,
        Place::Parameter,
        seeds.take(),
    );
    let whole = whole.unwrap_or_default();
    let mut out: Vec<(usize, Value)> = Vec::new();
    for (at, field) in body.fields.iter().enumerate() {
        let value = if let PartPlan::HeaderOf(part) = &field.part {
            let is_there = out.iter().any(|(at, _)| {
                let field = body.fields.get(*at);
                field.is_some_and(|field| field.wire == *part && is_part(field))
            });
            let header = header_of(content.content, part, &field.wire).filter(|_| is_there);
            header.and_then(|header| {
                let schema = &header.schema;
                draw(
                    schemas,
                    schema,
                    Access::ReadOnly,
                    Place::Plain,
                    seeds.take(),
                )
            })
        } else if field.ty == Ty::File {
            Some(Value::from(format!("file {}\r\n", seeds.take() % 1000)))
        } else if field.ty == Ty::Vec(Box::new(Ty::File)) {
            Some(serde_json::json!(["one", "two"]))
        } else {
            let value = whole.get(&field.wire).cloned();
            let is_styled = matches!(field.part, PartPlan::Styled(..));
            value.filter(|value| !value.is_null() && (!is_styled || is_full(value)))
        };
        let is_empty = value
            .as_ref()
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty);
        match value.filter(|_| !is_empty) {
            Some(value) => out.push((at, value)),
            None if field.required => return None,
            None => {}
        }
    }
    Some(Drawn::Parts(out))
}

fn is_part(field: &Field) -> bool {
    !matches!(field.part, PartPlan::HeaderOf(_))
}

/// A header of a part.
fn header_of<'c>(content: &'c Content, part: &str, name: &str) -> Option<&'c Parameter> {
    let mut encodings = content.encodings.iter();
    let encoding = encodings.find(|encoding| encoding.property == part)?;
    encoding.headers.iter().find(|header| header.name == name)
}

/// Whether nothing in it is empty, which no style has a form for.
fn is_full(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.is_empty() && items.iter().all(is_full),
        Value::Object(members) => !members.is_empty() && members.values().all(is_full),
        Value::Null => false,
        Value::Bool(_) | Value::Number(_) | Value::String(_) => true,
    }
}

fn answer(
    plan: &Plan<'_>,
    op: &Op<'_>,
    (success, variant, content): (bool, usize, usize),
    seeds: &mut Seeds,
) -> Option<DrawnAnswer> {
    let answers = if success { &op.success } else { &op.error };
    let chosen = answers.variants.get(variant)?;
    let mut headers = Vec::new();
    for (at, field) in chosen
        .headers
        .iter()
        .flat_map(|headers| headers.fields.iter().enumerate())
    {
        match parameter(plan, field, seeds.take()) {
            Some(value) => headers.push((at, value)),
            None if field.parameter.required => return None,
            None => {}
        }
    }
    let body = match chosen.contents.get(content) {
        Some(plan_content) => Some((content, body(plan, plan_content, Access::WriteOnly, seeds)?)),
        None => None,
    };
    Some(DrawnAnswer {
        success,
        variant,
        status: status(op, chosen, success),
        headers,
        body,
    })
}

/// A status that is this variant's and no other's.
fn status(op: &Op<'_>, answer: &Answer<'_>, success: bool) -> u16 {
    let exact = |code: u16| {
        op.operation
            .responses
            .iter()
            .any(|response| response.status == Status::Code(code))
    };
    let range = |code: u16| {
        let first = u8::try_from(code / 100).unwrap_or(0);
        op.operation
            .responses
            .iter()
            .any(|response| response.status == Status::Range(first))
    };
    let free = |codes: std::ops::Range<u16>| {
        let mut codes = codes;
        codes.find(|code| !exact(*code) && !range(*code))
    };
    match answer.status {
        Status::Code(code) => code,
        Status::Range(first) => {
            let start = u16::from(first) * 100;
            // Some of these forbid a body.
            let usable =
                |code: &u16| !exact(*code) && !matches!(*code, 100..=199 | 204 | 205 | 304);
            (start..start + 100).find(usable).unwrap_or(start)
        }
        Status::Default if success => free(200..204).or_else(|| free(206..300)).unwrap_or(299),
        Status::Default => free(402..500).or_else(|| free(500..600)).unwrap_or(599),
    }
}
