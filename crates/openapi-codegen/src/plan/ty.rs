//! Types as expressions, printed with the types crate at hand.

use super::Plan;

/// An item of the types crate: an index of [`Plan::types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(pub(crate) usize);

/// Which way a value travels: a schema can look different in requests and in answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Direction {
    Request,
    Answer,
}

/// A type in Rust.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Ty {
    Named(TypeId),
    /// `serde_json::Value`
    Json,
    Bool,
    I32,
    I64,
    U64,
    F64,
    String,
    /// `uuid::Uuid`
    Uuid,
    /// `chrono::NaiveDate`
    Date,
    /// `chrono::DateTime<chrono::Utc>`
    DateTime,
    /// `openapi_types::Base64`: bytes in JSON.
    Base64,
    /// `openapi_types::ByteStream`: a whole body, as it comes; neither `Clone` nor `PartialEq`.
    Stream,
    /// `openapi_types::File`: a part of a multipart body.
    File,
    /// A nullable value.
    Option(Box<Self>),
    Box(Box<Self>),
    Vec(Box<Self>),
    /// `BTreeMap<String, …>`
    Map(Box<Self>),
}

impl Ty {
    /// The type as Rust has it; `types` is the path of the types crate's items with its `::`
    /// (`apig_types::`), or nothing inside of it.
    pub(crate) fn print(&self, plan: &Plan<'_>, types: &str) -> String {
        self.print_with(plan, &|name| format!("{types}{name}"))
    }

    /// The same, with the way to each item of the types crate by its name.
    pub(crate) fn print_with(&self, plan: &Plan<'_>, item: &dyn Fn(&str) -> String) -> String {
        let inner = |ty: &Self| ty.print_with(plan, item);
        match self {
            Self::Named(id) => plan
                .type_def(*id)
                .map_or_else(|| "()".to_owned(), |def| item(&def.name)),
            Self::Json => "serde_json::Value".to_owned(),
            Self::Bool => "bool".to_owned(),
            Self::I32 => "i32".to_owned(),
            Self::I64 => "i64".to_owned(),
            Self::U64 => "u64".to_owned(),
            Self::F64 => "f64".to_owned(),
            Self::String => "String".to_owned(),
            Self::Uuid => "uuid::Uuid".to_owned(),
            Self::Date => "chrono::NaiveDate".to_owned(),
            Self::DateTime => "chrono::DateTime<chrono::Utc>".to_owned(),
            Self::Base64 => "openapi_types::Base64".to_owned(),
            Self::Stream => "openapi_types::ByteStream".to_owned(),
            Self::File => "openapi_types::File".to_owned(),
            Self::Option(ty) => format!("Option<{}>", inner(ty)),
            Self::Box(ty) => format!("Box<{}>", inner(ty)),
            Self::Vec(ty) => format!("Vec<{}>", inner(ty)),
            Self::Map(ty) => format!("std::collections::BTreeMap<String, {}>", inner(ty)),
        }
    }
}
