//! Which types say why a request was not carried out, and how.

use std::collections::HashSet;

use crate::emit::code::Code;
use crate::plan::{Plan, Shape, Struct, Ty, TypeDef, TypeId};

use super::attributes::resolved;
use super::schemas::Printer;

/// What fits into 100 columns with the indent of an arm.
const LONGEST_ARM: usize = 83;

/// What is known of error bodies.
#[derive(Debug)]
pub(super) struct Errors {
    /// Types that are error bodies, or variants of them.
    bodies: HashSet<usize>,
    /// Types that tell a code or a message, or have a variant that does.
    telling: HashSet<usize>,
}

impl Errors {
    pub(super) fn of(plan: &Plan<'_>) -> Self {
        let mut errors = Self {
            bodies: HashSet::new(),
            telling: HashSet::new(),
        };
        let answers = plan.operations.iter().flat_map(|op| &op.error.variants);
        let mut open: Vec<usize> = answers
            .filter_map(|answer| named(plan, answer.body.as_ref()?))
            .collect();
        for (at, def) in plan.types.iter().enumerate() {
            if def.error.code.is_some() {
                open.push(at);
            }
        }
        while let Some(at) = open.pop() {
            if errors.bodies.insert(at) {
                let Some(def) = plan.types.get(at) else {
                    continue;
                };
                open.extend(variants(def).filter_map(|ty| named(plan, ty)));
            }
        }
        errors.tell(plan);
        errors
    }

    /// From structs to the unions that hold them.
    fn tell(&mut self, plan: &Plan<'_>) {
        let mut users: std::collections::HashMap<usize, Vec<usize>> =
            std::collections::HashMap::new();
        let mut open = Vec::new();
        for at in &self.bodies {
            let Some(def) = plan.types.get(*at) else {
                continue;
            };
            for inner in variants(def).filter_map(|ty| named(plan, ty)) {
                users.entry(inner).or_default().push(*at);
            }
            if def.error.code.is_some() || def.error.message.is_some() {
                open.push(*at);
            }
        }
        while let Some(at) = open.pop() {
            if self.telling.insert(at) {
                open.extend(users.get(&at).into_iter().flatten());
            }
        }
    }

    /// Whether a type implements `ErrorBody`.
    pub(super) fn is_body(&self, at: usize) -> bool {
        self.bodies.contains(&at)
    }

    /// Whether a body has something to tell.
    pub(super) fn tells(&self, plan: &Plan<'_>, ty: &Ty) -> bool {
        named(plan, ty).is_some_and(|at| self.telling.contains(&at))
    }
}

/// The types of the variants of a type.
fn variants(def: &TypeDef) -> Box<dyn Iterator<Item = &Ty> + '_> {
    match &def.shape {
        Shape::Union(union) => Box::new(union.variants.iter().map(|variant| &variant.ty)),
        Shape::Contents(variants) => Box::new(variants.iter().map(|variant| &variant.ty)),
        Shape::Alias(ty) => Box::new(std::iter::once(ty)),
        Shape::Newtype(_)
        | Shape::Struct(_)
        | Shape::Texts(_)
        | Shape::Integers(_)
        | Shape::Multipart(_) => Box::new(std::iter::empty()),
    }
}

/// The type of ours that a body is, through what passes on what it tells.
fn named(plan: &Plan<'_>, ty: &Ty) -> Option<usize> {
    let mut ty = resolved(plan, ty);
    while let Ty::Option(inner) | Ty::Box(inner) = ty {
        ty = *inner;
    }
    if let Ty::Named(TypeId(at)) = ty {
        Some(at)
    } else {
        None
    }
}

/// `ErrorBody` of a struct: the members that the document marks.
pub(super) fn of_struct(code: &mut Code, printer: Printer<'_, '_>, def: &TypeDef, strukt: &Struct) {
    let plan = printer.plan;
    let accessor = |field: Option<&String>| {
        let field = strukt
            .fields
            .iter()
            .find(|candidate| Some(&candidate.name) == field)?;
        let layers = usize::from(!field.required) + usize::from(field.nullable);
        let name = &field.name;
        Some(match (resolved(plan, &field.ty), layers) {
            (Ty::String, 0) => format!("Some(&self.{name})"),
            (Ty::String, 1) => format!("self.{name}.as_deref()"),
            (Ty::String, _) => format!("self.{name}.as_ref().and_then(Option::as_deref)"),
            (Ty::Json, 0) => format!("self.{name}.as_str()"),
            (Ty::Json, 1) => format!("self.{name}.as_ref().and_then(serde_json::Value::as_str)"),
            (ty @ Ty::Named(id), layers) => {
                let Some(Shape::Texts(_)) = plan.type_def(id).map(|def| &def.shape) else {
                    return None;
                };
                let path = printer.print(&ty);
                match layers {
                    0 => format!("Some(self.{name}.as_str())"),
                    1 => format!("self.{name}.as_ref().map({path}::as_str)"),
                    _ => {
                        format!("self.{name}.as_ref().and_then(Option::as_ref).map({path}::as_str)")
                    }
                }
            }
            _ => return None,
        })
    };
    body(
        code,
        &def.name,
        accessor(def.error.code.as_ref()),
        accessor(def.error.message.as_ref()),
    );
}

/// `ErrorBody` of a type with variants: what its bodies tell. `arms` has the pattern of each variant
/// that may tell something, with the body as `body`; patterns of one type are one arm.
pub(super) fn of_variants(code: &mut Code, name: &str, arms: &[(String, Ty)], silent: &[String]) {
    let mut groups: Vec<(&Ty, Vec<&str>)> = Vec::new();
    for (pattern, ty) in arms {
        match groups.iter_mut().find(|(other, _)| *other == ty) {
            Some((_, patterns)) => patterns.push(pattern),
            None => groups.push((ty, vec![pattern])),
        }
    }
    let delegate = |code: &mut Code, method: &str| {
        code.open(format!("fn {method}(&self) -> Option<&str> {{"));
        code.open("match self {");
        for (_, patterns) in &groups {
            arm(
                code,
                patterns,
                &format!("openapi_types::ErrorBody::{method}(body)"),
            );
        }
        arm(code, silent, "None");
        code.close("}");
        code.close("}");
    };
    code.blank();
    if groups.is_empty() {
        code.line(format!("impl openapi_types::ErrorBody for {name} {{}}"));
        return;
    }
    code.open(format!("impl openapi_types::ErrorBody for {name} {{"));
    delegate(code, "code");
    code.line("");
    delegate(code, "message");
    code.close("}");
}

/// An arm of a `match`, its patterns one to a line where they are long; none without patterns.
pub(super) fn arm<S: AsRef<str>>(code: &mut Code, patterns: &[S], body: &str) {
    let patterns: Vec<&str> = patterns.iter().map(AsRef::as_ref).collect();
    let joined = patterns.join(" | ");
    let Some((first, rest)) = patterns.split_first() else {
        return;
    };
    if joined.len() + body.len() <= LONGEST_ARM || rest.is_empty() {
        return code.line(format!("{joined} => {body},"));
    }
    let last = rest.len() - 1;
    code.line(first);
    for (at, pattern) in rest.iter().enumerate() {
        let end = if at == last {
            format!(" => {body},")
        } else {
            String::new()
        };
        code.line(format!("| {pattern}{end}"));
    }
}

/// `ErrorBody` with these bodies of its functions.
pub(super) fn body(code: &mut Code, name: &str, tell: Option<String>, message: Option<String>) {
    let functions: Vec<_> = [("code", tell), ("message", message)]
        .into_iter()
        .filter_map(|(name, body)| Some((name, body?)))
        .collect();
    code.blank();
    if functions.is_empty() {
        code.line(format!("impl openapi_types::ErrorBody for {name} {{}}"));
        return;
    }
    code.open(format!("impl openapi_types::ErrorBody for {name} {{"));
    for (at, (function, body)) in functions.iter().enumerate() {
        if at > 0 {
            code.line("");
        }
        code.block(
            &format!("fn {function}(&self) -> Option<&str> {{"),
            "}",
            |code| code.line(body),
        );
    }
    code.close("}");
}
