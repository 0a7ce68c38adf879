//! What a caller sets on a builder: parameters and the body, with the names they have there.

use crate::plan::{BodyPlan, Op, Param, Presence, Ty};

/// A field of a builder and its setter.
pub(super) struct Member<'a> {
    /// The name of both; the plan has left out those that a builder has anyway.
    pub(super) name: &'a str,
    pub(super) ty: &'a Ty,
    pub(super) required: bool,
    pub(super) what: What<'a>,
}

/// Where it goes.
#[derive(Clone, Copy)]
pub(super) enum What<'a> {
    Parameter(&'a Param<'a>),
    Body(&'a BodyPlan<'a>),
}

/// Parameters in the order of the plan, then the body.
pub(super) fn members<'a>(op: &'a Op<'a>) -> Vec<Member<'a>> {
    let mut out: Vec<Member<'a>> = Vec::with_capacity(op.parameters.len() + 1);
    for param in &op.parameters {
        out.push(Member {
            name: &param.field,
            ty: &param.ty,
            required: param.presence == Presence::Required,
            what: What::Parameter(param),
        });
    }
    if let Some(body) = &op.body {
        out.push(Member {
            name: "body",
            ty: &body.ty,
            required: body.body.required,
            what: What::Body(body),
        });
    }
    out
}
