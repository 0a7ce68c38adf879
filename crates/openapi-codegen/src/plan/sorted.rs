//! Types in the order of their names.

use super::ty::{Ty, TypeId};
use super::{Answers, Op, Returned, Shape, TypeDef, used};

/// Sorts the types that are used, and tells everything that refers to them.
pub(super) fn sort(mut types: Vec<TypeDef>, operations: &mut [Op<'_>]) -> Vec<TypeDef> {
    let used = used::of(&mut types, operations);
    let is_used = |at: &usize| used.get(*at).copied().unwrap_or_default();
    let mut order: Vec<usize> = (0..types.len()).filter(is_used).collect();
    order.sort_by(|a, b| {
        types
            .get(*a)
            .map(|def| &def.name)
            .cmp(&types.get(*b).map(|def| &def.name))
    });
    let mut moved = vec![0; types.len()];
    for (now, before) in order.into_iter().enumerate() {
        if let Some(moved) = moved.get_mut(before) {
            *moved = now;
        }
    }
    let mut change = |ty: &mut Ty| retarget(ty, &moved);
    let mut each = used.into_iter();
    types.retain(|_| each.next().unwrap_or_default());
    for def in &mut types {
        shape(&mut def.shape, &mut change);
    }
    for operation in operations {
        op(operation, &mut change);
    }
    // The same order: names differ.
    types.sort_by(|a, b| a.name.cmp(&b.name));
    types
}

fn retarget(ty: &mut Ty, moved: &[usize]) {
    match ty {
        Ty::Named(TypeId(at)) => *at = moved.get(*at).copied().unwrap_or(*at),
        Ty::Option(inner) | Ty::Box(inner) | Ty::Vec(inner) | Ty::Map(inner) => {
            retarget(inner, moved);
        }
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
        | Ty::File => {}
    }
}

/// Shows the types in a shape, as they are written.
pub(super) fn shape(shape: &mut Shape, change: &mut dyn FnMut(&mut Ty)) {
    match shape {
        Shape::Alias(ty) | Shape::Newtype(ty) => change(ty),
        Shape::Struct(strukt) | Shape::Multipart(strukt) => {
            strukt
                .fields
                .iter_mut()
                .for_each(|field| change(&mut field.ty));
            if let Some((_, ty)) = &mut strukt.additional {
                change(ty);
            }
        }
        Shape::Union(union) => union
            .variants
            .iter_mut()
            .for_each(|variant| change(&mut variant.ty)),
        Shape::Contents(variants) => variants
            .iter_mut()
            .for_each(|variant| change(&mut variant.ty)),
        Shape::Texts(_) | Shape::Integers(_) => {}
    }
}

/// Shows the types of an operation.
pub(super) fn op(op: &mut Op<'_>, change: &mut dyn FnMut(&mut Ty)) {
    op.parameters
        .iter_mut()
        .for_each(|parameter| change(&mut parameter.ty));
    if let Some(body) = &mut op.body {
        change(&mut body.ty);
        body.contents
            .iter_mut()
            .for_each(|content| change(&mut content.ty));
    }
    answers(&mut op.success, change);
    answers(&mut op.error, change);
}

fn answers(answers: &mut Answers<'_>, change: &mut dyn FnMut(&mut Ty)) {
    if let Returned::Body(ty) = &mut answers.returned {
        change(ty);
    }
    for answer in &mut answers.variants {
        if let Some(ty) = &mut answer.body {
            change(ty);
        }
        answer
            .contents
            .iter_mut()
            .for_each(|content| change(&mut content.ty));
        if let Some(headers) = &mut answer.headers {
            headers
                .fields
                .iter_mut()
                .for_each(|field| change(&mut field.ty));
        }
    }
}
