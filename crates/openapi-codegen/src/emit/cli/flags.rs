//! The commands with their flags, by name and by what is read into them.

use std::collections::BTreeSet;

use heck::ToKebabCase;
use openapi_model::{ContentKind, Location};

use crate::plan::{
    BodyPlan, ContentPlan, Field, Op, Param, PartPlan, Plan, Presence, Shape, Struct, Ty,
};

/// What the runtime and its programs have for themselves.
const TAKEN: [&str; 10] = [
    "body", "dry-run", "endpoint", "help", "output", "profile", "region", "timeout", "version",
    "yes",
];

/// Commands of the runtime.
const COMMANDS: [&str; 3] = ["completions", "help", "man"];

/// How deep members of members become flags; further in they are JSON.
const DEEPEST: usize = 3;

/// An operation with its command.
pub(super) struct Commanded<'a> {
    pub(super) op: &'a Op<'a>,
    pub(super) name: String,
    /// Parameters in the order of the plan, then members.
    pub(super) flags: Vec<FlagPlan<'a>>,
    pub(super) body: Option<BodyOf<'a>>,
}

impl<'a> Commanded<'a> {
    /// The body, where it can be given as a whole.
    pub(super) fn whole_body(&self) -> Option<&BodyOf<'a>> {
        self.body.as_ref().filter(|body| body.kind != BodyIs::Parts)
    }
}

/// A flag.
pub(super) struct FlagPlan<'a> {
    pub(super) name: String,
    pub(super) alias: Option<String>,
    pub(super) description: &'a str,
    pub(super) required: bool,
    pub(super) reading: Reading<'a>,
    pub(super) target: Target<'a>,
}

/// Where a value goes.
pub(super) enum Target<'a> {
    Parameter(&'a Param<'a>),
    Member(Vec<&'a str>),
    /// A part of a body of several, or a header of one.
    Part(&'a Field),
}

/// How the text of a flag is read.
#[derive(Clone)]
pub(super) struct Reading<'a> {
    pub(super) how: How,
    /// Of one value.
    pub(super) ty: &'a Ty,
    pub(super) list: Count,
    pub(super) choices: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    One,
    Many,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    Text,
    Json,
    Either,
    /// It is in the file of this name.
    File,
}

/// The body in the one media type that a command line sends.
pub(super) struct BodyOf<'a> {
    pub(super) plan: &'a BodyPlan<'a>,
    pub(super) content: &'a ContentPlan<'a>,
    pub(super) kind: BodyIs,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyIs {
    Json,
    Text,
    Bytes,
    /// It is made of flags alone.
    Parts,
}

/// All commands.
pub(super) fn commands<'a>(plan: &'a Plan<'a>) -> Vec<Commanded<'a>> {
    let mut names: BTreeSet<String> = COMMANDS.map(str::to_owned).into();
    // The document's own names first, so that no other can take them.
    let said: Vec<Option<String>> = plan
        .operations
        .iter()
        .map(|op| Some(free(&mut names, op.operation.command.as_deref()?)))
        .collect();
    let commands = plan.operations.iter().zip(said).map(|(op, said)| {
        let body = op.body.as_ref().and_then(|body| body_of(plan, body));
        Commanded {
            op,
            name: said.unwrap_or_else(|| free(&mut names, &kebab(&op.operation.id))),
            flags: flags(plan, op, body.as_ref()),
            body,
        }
    });
    commands.collect()
}

/// The name, or the next number of it that is free.
fn free(names: &mut BTreeSet<String>, name: &str) -> String {
    let mut candidate = name.to_owned();
    let mut next = 2;
    while !names.insert(candidate.clone()) {
        candidate = format!("{name}-{next}");
        next += 1;
    }
    candidate
}

/// `instance-id` for `instance_id`; letters and digits of ASCII alone, so that every shell takes
/// it.
fn kebab(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let name = plain.to_kebab_case();
    if name.is_empty() {
        "value".to_owned()
    } else {
        name
    }
}

/// The first of the media types, in parts where there is no other.
fn body_of<'a>(plan: &'a Plan<'a>, body: &'a BodyPlan<'a>) -> Option<BodyOf<'a>> {
    let mut all = body.contents.iter().map(|content| BodyOf {
        plan: body,
        content,
        kind: match content.content.kind {
            _ if content.ty == Ty::Stream => BodyIs::Bytes,
            _ if parts(plan, &content.ty).is_some() => BodyIs::Parts,
            ContentKind::Json | ContentKind::Form => BodyIs::Json,
            ContentKind::Text | ContentKind::Bytes | ContentKind::Multipart => BodyIs::Text,
        },
    });
    let whole = all.clone().find(|body| body.kind != BodyIs::Parts);
    whole.or_else(|| all.next())
}

/// The parts of a body of several.
pub(super) fn parts<'a>(plan: &'a Plan<'a>, ty: &'a Ty) -> Option<&'a Struct> {
    match shape(plan, ty) {
        Some(Shape::Multipart(parts)) => Some(parts),
        _ => None,
    }
}

/// Something that becomes a flag.
struct Wanted<'a> {
    /// As the document has it, those of the objects around it first.
    names: Vec<&'a str>,
    place: &'static str,
    description: &'a str,
    required: bool,
    reading: Reading<'a>,
    target: Target<'a>,
}

fn flags<'a>(plan: &'a Plan<'a>, op: &'a Op<'a>, body: Option<&BodyOf<'a>>) -> Vec<FlagPlan<'a>> {
    let mut wanted = Vec::new();
    for param in &op.parameters {
        wanted.push(Wanted {
            names: vec![&param.parameter.name],
            place: match param.parameter.location {
                Location::Path => "path",
                Location::Query => "query",
                Location::Header => "header",
                Location::Cookie => "cookie",
            },
            description: &param.parameter.description,
            required: param.presence == Presence::Required,
            reading: reading(plan, &param.ty),
            target: Target::Parameter(param),
        });
    }
    if let Some(body) = body.filter(|body| body.kind == BodyIs::Json)
        && let Some(object) = object(plan, &body.content.ty)
    {
        let must = body.plan.body.required;
        members(plan, object, &[], must, &mut wanted);
    }
    if let Some(body) = body.filter(|body| body.kind == BodyIs::Parts)
        && let Some(parts) = parts(plan, &body.content.ty)
    {
        let must = body.plan.body.required;
        wanted.extend(parts.fields.iter().map(|field| Wanted {
            required: must && field.required,
            ..part(plan, field)
        }));
    }
    named(wanted)
}

fn part<'a>(plan: &'a Plan<'a>, field: &'a Field) -> Wanted<'a> {
    let of_part = match &field.part {
        PartPlan::HeaderOf(part) => Some(part.as_str()),
        PartPlan::Usual | PartPlan::Typed(_) | PartPlan::Styled(..) => None,
    };
    Wanted {
        names: of_part.into_iter().chain([field.wire.as_str()]).collect(),
        place: "body",
        description: &field.description,
        required: field.required,
        reading: reading(plan, &field.ty),
        target: Target::Part(field),
    }
}

/// The members of an object, and of the objects in it.
fn members<'a>(
    plan: &'a Plan<'a>,
    object: &'a Struct,
    around: &[&'a str],
    must: bool,
    wanted: &mut Vec<Wanted<'a>>,
) {
    for field in &object.fields {
        let mut names = around.to_vec();
        names.push(&field.wire);
        if let Some(inner) = self::object(plan, &field.ty)
            && names.len() < DEEPEST
            && !inner.fields.is_empty()
        {
            members(plan, inner, &names, false, wanted);
            continue;
        }
        wanted.push(Wanted {
            names: names.clone(),
            place: "body",
            description: &field.description,
            required: must && field.required,
            reading: reading(plan, &field.ty),
            target: Target::Member(names),
        });
    }
}

/// Names them: `spec` for `spec_id` where that is free, `spec-id` is then the same.
fn named(wanted: Vec<Wanted<'_>>) -> Vec<FlagPlan<'_>> {
    let full = |wanted: &Wanted<'_>| {
        let names = wanted.names.iter().map(|name| kebab(name));
        names.collect::<Vec<_>>().join(".")
    };
    let mut taken: BTreeSet<String> = TAKEN.map(str::to_owned).into();
    let own: Vec<String> = wanted
        .iter()
        .map(|one| {
            let name = full(one);
            if taken.insert(name.clone()) {
                name
            } else {
                free(&mut taken, &format!("{}.{name}", one.place))
            }
        })
        .collect();
    let flags = wanted.into_iter().zip(own).map(|(one, own)| {
        let short = own.strip_suffix("-id").map(str::to_owned);
        let short = short.filter(|short| taken.insert(short.clone()));
        let (name, alias) = match short {
            Some(short) => (short, Some(own)),
            None => (own, None),
        };
        FlagPlan {
            name,
            alias,
            description: one.description,
            required: one.required,
            reading: one.reading,
            target: one.target,
        }
    });
    flags.collect()
}

/// Scalars are as they are typed, lists are flags that are repeated, all else is JSON.
fn reading<'a>(plan: &'a Plan<'a>, ty: &'a Ty) -> Reading<'a> {
    let item = item(plan, ty);
    let one = item.unwrap_or(ty);
    let (how, choices) = scalar(plan, one).unwrap_or((How::Json, Vec::new()));
    Reading {
        how,
        ty: one,
        list: if item.is_some() {
            Count::Many
        } else {
            Count::One
        },
        choices,
    }
}

/// The type behind names and optionality, up to a circle.
fn behind<'a>(plan: &'a Plan<'a>, ty: &'a Ty) -> &'a Ty {
    let mut ty = ty;
    for _ in 0..16 {
        if let Ty::Option(inner) | Ty::Box(inner) = ty {
            ty = inner;
        } else if let Some(Shape::Alias(inner) | Shape::Newtype(inner)) = shape(plan, ty) {
            ty = inner;
        } else {
            break;
        }
    }
    ty
}

fn shape<'a>(plan: &'a Plan<'a>, ty: &'a Ty) -> Option<&'a Shape> {
    if let Ty::Named(id) = ty {
        plan.type_def(*id).map(|def| &def.shape)
    } else {
        None
    }
}

fn item<'a>(plan: &'a Plan<'a>, ty: &'a Ty) -> Option<&'a Ty> {
    if let Ty::Vec(item) = behind(plan, ty) {
        Some(item)
    } else {
        None
    }
}

fn object<'a>(plan: &'a Plan<'a>, ty: &'a Ty) -> Option<&'a Struct> {
    if let Some(Shape::Struct(object)) = shape(plan, behind(plan, ty)) {
        Some(object)
    } else {
        None
    }
}

/// How a scalar is read, with its values where they are few.
fn scalar(plan: &Plan<'_>, ty: &Ty) -> Option<(How, Vec<String>)> {
    let ty = behind(plan, ty);
    match ty {
        Ty::Bool => Some((How::Json, vec!["true".to_owned(), "false".to_owned()])),
        Ty::I32 | Ty::I64 | Ty::U64 | Ty::F64 => Some((How::Json, Vec::new())),
        Ty::String | Ty::Uuid | Ty::Date | Ty::DateTime | Ty::Base64 => {
            Some((How::Text, Vec::new()))
        }
        Ty::Json => Some((How::Either, Vec::new())),
        Ty::Named(_) => match shape(plan, ty)? {
            Shape::Texts(values) => {
                let values = values.iter().map(|named| named.value.clone());
                Some((How::Text, values.collect()))
            }
            Shape::Integers(values) => {
                let values = values.iter().map(|named| named.value.to_string());
                Some((How::Json, values.collect()))
            }
            Shape::Union(_) => Some((How::Either, Vec::new())),
            Shape::Alias(_)
            | Shape::Newtype(_)
            | Shape::Struct(_)
            | Shape::Multipart(_)
            | Shape::Contents(_) => None,
        },
        Ty::File => Some((How::File, Vec::new())),
        Ty::Stream | Ty::Option(_) | Ty::Box(_) | Ty::Vec(_) | Ty::Map(_) => None,
    }
}
