//! What a file uses, so that its imports are what it needs.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::emit::Context;
use crate::emit::code::Code;
use crate::plan::{Plan, Ty};

/// One file.
pub(super) struct Scope<'a> {
    pub(super) plan: &'a Plan<'a>,
    /// `apig_types::`
    pub(super) types: String,
    /// The path of the generated code's root.
    root: &'static str,
    used: RefCell<BTreeSet<&'static str>>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(context: &Context<'a>, root: &'static str) -> Self {
        Self {
            plan: context.plan,
            types: format!("{}::", context.types_path()),
            root,
            used: RefCell::new(BTreeSet::new()),
        }
    }

    /// A type of the runtime, which the file imports from now on. The plan gives its name to
    /// nothing else.
    pub(super) fn runtime(&self, name: &'static str) -> &'static str {
        self.used.borrow_mut().insert(name);
        name
    }

    /// Visible to all of the generated code.
    pub(super) fn visible(&self) -> String {
        let root = self.root.trim_end_matches("::");
        if root == "super" {
            "pub(super)".to_owned()
        } else {
            format!("pub(in {root})")
        }
    }

    /// The type as code of this file has it.
    pub(super) fn ty(&self, ty: &Ty) -> String {
        ty.print(self.plan, &self.types)
    }

    /// Whether a value of the type can be copied: no stream is in it.
    pub(super) fn is_value(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Stream => false,
            Ty::Named(id) => self.plan.type_def(*id).is_none_or(|def| def.traits.value),
            Ty::Option(inner) | Ty::Box(inner) | Ty::Vec(inner) | Ty::Map(inner) => {
                self.is_value(inner)
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
            | Ty::File => true,
        }
    }

    /// What was used of the runtime so far.
    pub(super) fn runtime_imports(&self, code: &mut Code) {
        let used: Vec<&str> = self.used.borrow().iter().copied().collect();
        match used.as_slice() {
            [] => {}
            [only] => code.line(format!("use openapi_client::{only};")),
            several => code.list("use openapi_client::{", several, "};"),
        }
    }

    /// The imports of a file of builders.
    pub(super) fn imports(&self, code: &mut Code) {
        code.line(format!("use {}operations;", self.types));
        self.runtime_imports(code);
        code.line(format!("use {}client::Client;", self.root));
        code.blank();
    }
}
