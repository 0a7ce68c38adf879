//! What types can do, which depends on what is inside of them.

use super::ty::{Ty, TypeId};
use super::{Shape, Struct, Traits, TypeDef};

/// Fills in [`TypeDef::traits`].
pub(super) fn decide(types: &mut [TypeDef]) {
    let defaults = defaults(types);
    for (def, default) in types.iter_mut().zip(defaults) {
        let own_form = matches!(def.shape, Shape::Multipart(_) | Shape::Contents(_));
        let streams = if let Shape::Contents(variants) = &def.shape {
            variants.iter().any(|variant| variant.ty == Ty::Stream)
        } else {
            false
        };
        def.traits = Traits {
            value: !streams,
            default,
            plain: matches!(def.shape, Shape::Texts(_) | Shape::Integers(_)),
            json: !own_form,
        };
    }
}

/// Which types have an empty value. One that needs another is settled after that one, so a circle
/// of types that need each other never is.
fn defaults(types: &[TypeDef]) -> Vec<bool> {
    let needs: Vec<Option<Vec<usize>>> = types.iter().map(|def| needs(&def.shape)).collect();
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    for (user, needs) in needs.iter().enumerate() {
        for at in needs.iter().flatten() {
            if let Some(users) = users.get_mut(*at) {
                users.push(user);
            }
        }
    }
    let mut missing: Vec<Option<usize>> = needs
        .iter()
        .map(|needs| needs.as_ref().map(Vec::len))
        .collect();
    let mut settled: Vec<usize> = (0..types.len())
        .filter(|at| missing.get(*at) == Some(&Some(0)))
        .collect();
    let mut out = vec![false; types.len()];
    while let Some(at) = settled.pop() {
        if let Some(out) = out.get_mut(at) {
            *out = true;
        }
        for user in users.get(at).into_iter().flatten() {
            if let Some(Some(missing)) = missing.get_mut(*user) {
                *missing -= 1;
                if *missing == 0 {
                    settled.push(*user);
                }
            }
        }
    }
    out
}

/// The types that must have an empty value for this one to have one; None: it never has.
fn needs(shape: &Shape) -> Option<Vec<usize>> {
    match shape {
        Shape::Struct(Struct { fields, .. }) | Shape::Multipart(Struct { fields, .. }) => {
            let mut out = Vec::new();
            for field in fields
                .iter()
                .filter(|field| field.required && !field.nullable)
            {
                needed(&field.ty, &mut out)?;
            }
            Some(out)
        }
        Shape::Alias(ty) => {
            let mut out = Vec::new();
            needed(ty, &mut out)?;
            Some(out)
        }
        Shape::Newtype(_)
        | Shape::Texts(_)
        | Shape::Integers(_)
        | Shape::Union(_)
        | Shape::Contents(_) => None,
    }
}

/// A scalar that must be there has no value to start with, though Rust has one.
fn needed(ty: &Ty, out: &mut Vec<usize>) -> Option<()> {
    match ty {
        Ty::Named(TypeId(at)) => {
            out.push(*at);
            Some(())
        }
        Ty::Box(inner) => needed(inner, out),
        Ty::Option(_) | Ty::Vec(_) | Ty::Map(_) => Some(()),
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
        | Ty::File => None,
    }
}
