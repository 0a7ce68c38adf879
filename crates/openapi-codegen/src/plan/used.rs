//! Which types somebody can come across: what operations send and answer, the components of the
//! document, and what is inside of those.
//!
//! Others were made on the way: schemas that only serve others in `allOf`, or that a component of
//! an operation that was left out leads to. In the code they would be public and of no use.

use super::ty::{Ty, TypeId};
use super::{Op, TypeDef, sorted};

/// Whether each type is used, by its index. It changes nothing.
pub(super) fn of(types: &mut [TypeDef], operations: &mut [Op<'_>]) -> Vec<bool> {
    let mut used = vec![false; types.len()];
    let mut open: Vec<usize> = Vec::new();
    for operation in operations {
        sorted::op(operation, &mut |ty| open.extend(named(ty)));
    }
    let components = types.iter().enumerate();
    open.extend(
        components
            .filter(|(_, def)| is_component(def))
            .map(|(at, _)| at),
    );
    while let Some(at) = open.pop() {
        let (Some(used), Some(def)) = (used.get_mut(at), types.get_mut(at)) else {
            continue;
        };
        if !std::mem::replace(used, true) {
            sorted::shape(&mut def.shape, &mut |ty| open.extend(named(ty)));
        }
    }
    used
}

/// A schema that the document has given a name itself.
fn is_component(def: &TypeDef) -> bool {
    let name = def.place.pointer.strip_prefix("#/components/schemas/");
    name.is_some_and(|name| !name.contains('/'))
}

/// The type of ours in a type.
fn named(ty: &Ty) -> Option<usize> {
    match ty {
        Ty::Named(TypeId(at)) => Some(*at),
        Ty::Option(inner) | Ty::Box(inner) | Ty::Vec(inner) | Ty::Map(inner) => named(inner),
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
