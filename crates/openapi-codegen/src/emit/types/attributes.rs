//! What stands above types and fields.

use super::schemas::Printer;
use crate::emit::code::Code;
use crate::plan::{Plan, Shape, Traits, Ty, TypeId};

/// `#[name(items)]`, in one line where it fits.
pub(super) fn attribute(code: &mut Code, name: &str, items: &[String]) {
    let joined = items.join(", ");
    if joined.len() + name.len() <= 88 {
        code.line(format!("#[{name}({joined})]"));
        return;
    }
    code.open(format!("#[{name}("));
    for (at, item) in items.iter().enumerate() {
        let comma = if at + 1 < items.len() { "," } else { "" };
        code.line(format!("{item}{comma}"));
    }
    code.close(")]");
}

/// Whether serde writes and reads a type by its derives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Serde {
    Derived,
    /// Only writing is derived.
    Written,
    Manual,
}

/// The derives of a type, in the usual order, and how it describes itself.
pub(super) fn derives(code: &mut Code, traits: Traits, serde: Serde) {
    let mut derives = vec!["Debug"];
    if traits.value {
        derives.push("Clone");
    }
    if traits.plain {
        derives.push("Copy");
    }
    if traits.value {
        derives.push("PartialEq");
    }
    if traits.plain {
        derives.extend(["Eq", "PartialOrd", "Ord", "Hash"]);
    }
    if traits.default {
        derives.push("Default");
    }
    match serde {
        Serde::Derived if traits.json => derives.extend(["Serialize", "Deserialize"]),
        Serde::Written if traits.json => derives.push("Serialize"),
        Serde::Derived | Serde::Written | Serde::Manual => {}
    }
    code.line(format!("#[derive({})]", derives.join(", ")));
}

/// `#[cfg_attr(feature = "schemars", …)]`
pub(super) fn schemars(code: &mut Code, what: &str) {
    code.line(format!("#[cfg_attr(feature = \"schemars\", {what})]"));
}

/// The type as it describes itself: bytes are texts. None where it does that by itself.
pub(super) fn described(printer: Printer<'_, '_>, ty: &Ty) -> Option<String> {
    let text = as_text(printer.plan, ty);
    (text != *ty).then(|| printer.print(&text))
}

/// With bytes as texts, through aliases.
pub(super) fn as_text(plan: &Plan<'_>, ty: &Ty) -> Ty {
    let inner = |ty: &Ty| Box::new(as_text(plan, ty));
    match ty {
        Ty::Base64 => Ty::String,
        Ty::Option(ty) => Ty::Option(inner(ty)),
        Ty::Box(ty) => Ty::Box(inner(ty)),
        Ty::Vec(ty) => Ty::Vec(inner(ty)),
        Ty::Map(ty) => Ty::Map(inner(ty)),
        Ty::Named(id) => match alias(plan, *id) {
            Some(target) => {
                let text = as_text(plan, target);
                if text == *target { ty.clone() } else { text }
            }
            None => ty.clone(),
        },
        Ty::Json
        | Ty::Bool
        | Ty::I32
        | Ty::I64
        | Ty::U64
        | Ty::F64
        | Ty::String
        | Ty::Uuid
        | Ty::Date
        | Ty::DateTime
        | Ty::Stream
        | Ty::File => ty.clone(),
    }
}

/// What an alias stands for.
fn alias<'p>(plan: &'p Plan<'_>, id: TypeId) -> Option<&'p Ty> {
    if let Shape::Alias(ty) = &plan.type_def(id)?.shape {
        Some(ty)
    } else {
        None
    }
}

/// The type behind aliases, all the way down: two types are the same in Rust when these are.
pub(super) fn resolved(plan: &Plan<'_>, ty: &Ty) -> Ty {
    let inner = |ty: &Ty| Box::new(resolved(plan, ty));
    match ty {
        Ty::Named(id) => alias(plan, *id).map_or_else(|| ty.clone(), |ty| resolved(plan, ty)),
        Ty::Option(ty) => Ty::Option(inner(ty)),
        Ty::Box(ty) => Ty::Box(inner(ty)),
        Ty::Vec(ty) => Ty::Vec(inner(ty)),
        Ty::Map(ty) => Ty::Map(inner(ty)),
        Ty::Json
        | Ty::Bool
        | Ty::I32
        | Ty::I64
        | Ty::U64
        | Ty::F64
        | Ty::String
        | Ty::Uuid
        | Ty::Date
        | Ty::DateTime
        | Ty::Base64
        | Ty::Stream
        | Ty::File => ty.clone(),
    }
}
