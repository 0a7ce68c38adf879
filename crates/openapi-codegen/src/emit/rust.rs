//! How things of the document are called and typed in Rust, in one place for
//! all emitters.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::model::{Api, Kind, Operation, Parameter, Scalar, Schema, Scheme};
use crate::names;

/// `create_post_pay_resize_order`
pub(super) fn function_name(operation: &Operation) -> Ident {
    ident(names::value_name(&operation.id))
}

/// `CREATE_POST_PAY_RESIZE_ORDER`
pub(super) fn operation_constant(operation: &Operation) -> Ident {
    ident(names::constant_name(&operation.id))
}

/// `CreatePostPayResizeOrder` plus a suffix.
pub(super) fn operation_type(operation: &Operation, suffix: &str) -> Ident {
    let name = names::operation_type_name(&operation.id).unwrap_or_default();
    ident(Some(format!("{name}{suffix}")))
}

pub(super) fn response_enum(operation: &Operation) -> Ident {
    operation_type(operation, "Response")
}

pub(super) fn error_enum(operation: &Operation) -> Ident {
    operation_type(operation, "Error")
}

/// The field of a parameter.
pub(super) fn parameter_field(parameter: &Parameter) -> Ident {
    ident(names::value_name(&parameter.name))
}

/// The method and constructor of a security scheme.
pub(super) fn scheme_function(scheme: &Scheme) -> Ident {
    ident(names::value_name(&scheme.name))
}

/// The Rust type of a schema of an operation; components stand in `module`.
pub(super) fn schema_type(api: &Api, schema: &Schema, module: &TokenStream) -> TokenStream {
    match &schema.kind {
        Kind::Ref(name) => {
            let type_name = api.schema(name).map(|named| named.type_name.clone());
            let ident = ident(type_name);
            quote!(#module::#ident)
        }
        Kind::Scalar(scalar) => scalar_type(scalar),
        Kind::Any | Kind::Array { .. } | Kind::Object { .. } => quote!(serde_json::Value),
    }
}

/// The expression that writes `value` of a parameter as text; None: it is a `String`.
pub(super) fn text(api: &Api, schema: &Schema, value: &Ident) -> Option<TokenStream> {
    let Kind::Scalar(scalar) = &api.resolve(schema).kind else {
        return Some(quote!(#value.to_string()));
    };
    match scalar_type(scalar).to_string().as_str() {
        "String" if !matches!(schema.kind, Kind::Ref(_)) => None,
        // `Display` of a time is for people. A component derefs to the time it holds.
        time if time.starts_with("chrono :: DateTime") => {
            Some(quote!(#value.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)))
        }
        _ => Some(quote!(#value.to_string())),
    }
}

fn scalar_type(scalar: &Scalar) -> TokenStream {
    match scalar {
        Scalar::Boolean => quote!(bool),
        Scalar::Integer { format, .. } if format.as_deref() == Some("int32") => quote!(i32),
        Scalar::Integer { .. } => quote!(i64),
        Scalar::Number { format, .. } if format.as_deref() == Some("float") => quote!(f32),
        Scalar::Number { .. } => quote!(f64),
        Scalar::String { format, .. } => match format.as_deref() {
            Some("uuid") => quote!(uuid::Uuid),
            Some("date") => quote!(chrono::naive::NaiveDate),
            Some("date-time") => quote!(chrono::DateTime<chrono::offset::Utc>),
            _ => quote!(String),
        },
    }
}

/// The reader has refused every name that is not one.
fn ident(name: Option<String>) -> Ident {
    format_ident!(
        "{}",
        name.filter(|name| !name.is_empty())
            .unwrap_or_else(|| "_unnamed".to_owned())
    )
}
