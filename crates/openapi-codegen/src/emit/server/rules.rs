//! A schema of the document as an expression that can stand in a static.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Number;

use super::schemas::constant;
use crate::model::{Additional, Api, Bounds, Kind, Property, Scalar, Schema};

/// Where the expression will stand, which decides how it names a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Among the components.
    Schemas,
    /// In a module beside theirs.
    Parameters,
}

/// A schema as an expression that can stand in a static.
pub(super) fn schema(api: &Api, place: Place, schema: &Schema) -> TokenStream {
    let plain = match &schema.kind {
        Kind::Any => return quote!(Schema::Any),
        Kind::Ref(name) => reference(api, place, name),
        Kind::Scalar(scalar) => scalar_rules(scalar),
        Kind::Array {
            items,
            length,
            unique,
        } => array(api, place, items, length, *unique),
        Kind::Object {
            properties,
            additional,
            size,
        } => object(api, place, properties, additional, size),
    };
    if schema.nullable {
        quote!(Schema::Nullable(&#plain))
    } else {
        plain
    }
}

fn reference(api: &Api, place: Place, name: &str) -> TokenStream {
    let ident = api.schema(name).map(constant);
    match place {
        Place::Schemas => quote!(Schema::Ref(&#ident)),
        Place::Parameters => quote!(Schema::Ref(&schemas::#ident)),
    }
}

fn scalar_rules(scalar: &Scalar) -> TokenStream {
    match scalar {
        Scalar::Boolean => quote!(Schema::Boolean),
        Scalar::Integer {
            format,
            range,
            multiple_of,
        } => {
            let range = match format.as_deref() {
                Some("int32") => within(range, i32::MIN, i32::MAX),
                _ => range.clone(),
            };
            let multiple_of = multiple_of.as_ref();
            numbers(&quote!(Integer), &quote!(INTEGER), &range, multiple_of)
        }
        Scalar::Number {
            range, multiple_of, ..
        } => numbers(
            &quote!(Number),
            &quote!(NUMBER),
            range,
            multiple_of.as_ref(),
        ),
        Scalar::String { values, .. } if !values.is_empty() => {
            quote!(Schema::Enum(&[#(#values),*]))
        }
        Scalar::String {
            format,
            length,
            pattern,
            ..
        } => text(length, pattern.as_deref(), format.as_deref()),
    }
}

/// The type in Rust ends here, so that the place of a number beyond it can be told.
fn within(range: &Bounds<Number>, low: i32, high: i32) -> Bounds<Number> {
    Bounds {
        minimum: Some(range.minimum.clone().unwrap_or_else(|| low.into())),
        maximum: Some(range.maximum.clone().unwrap_or_else(|| high.into())),
        ..*range
    }
}

/// The formats that decide a type, and take fewer texts than it does.
pub(super) fn format(name: Option<&str>) -> Option<TokenStream> {
    match name? {
        "uuid" => Some(quote!(Format::Uuid)),
        "date" => Some(quote!(Format::Date)),
        "date-time" => Some(quote!(Format::DateTime)),
        _ => None,
    }
}

fn text(length: &Bounds<u64>, pattern: Option<&str>, name: Option<&str>) -> TokenStream {
    let mut fields = Vec::new();
    if let Some(minimum) = length.minimum {
        let minimum = grouped(&minimum.to_string());
        fields.push(quote!(min_length: #minimum));
    }
    if let Some(maximum) = length.maximum {
        let maximum = grouped(&maximum.to_string());
        fields.push(quote!(max_length: Some(#maximum)));
    }
    if let Some(pattern) = pattern {
        fields.push(quote! {
            pattern: Some({
                static PATTERN: Pattern = Pattern::new(#pattern);
                &PATTERN
            })
        });
    }
    if let Some(format) = format(name) {
        fields.push(quote!(format: Some(#format)));
    }
    if fields.is_empty() {
        quote!(Schema::STRING)
    } else {
        with_defaults(&quote!(String), &quote!(Text), &fields, 4)
    }
}

fn numbers(
    variant: &TokenStream,
    free: &TokenStream,
    range: &Bounds<Number>,
    multiple_of: Option<&Number>,
) -> TokenStream {
    let mut fields = Vec::new();
    if let Some(minimum) = &range.minimum {
        let bound = bound(minimum, range.exclusive_minimum);
        fields.push(quote!(minimum: #bound));
    }
    if let Some(maximum) = &range.maximum {
        let bound = bound(maximum, range.exclusive_maximum);
        fields.push(quote!(maximum: #bound));
    }
    if let Some(multiple) = multiple_of {
        let value = number(multiple);
        fields.push(quote!(multiple_of: Some(#value)));
    }
    if fields.is_empty() {
        quote!(Schema::#free)
    } else {
        with_defaults(variant, &quote!(Numbers), &fields, 3)
    }
}

fn bound(value: &Number, exclusive: bool) -> TokenStream {
    let value = number(value);
    if exclusive {
        quote!(Bound::Exclusive(#value))
    } else {
        quote!(Bound::Inclusive(#value))
    }
}

fn number(value: &Number) -> TokenStream {
    let integer = value
        .as_i64()
        .map(i128::from)
        .or_else(|| value.as_u64().map(i128::from));
    if let Some(integer) = integer {
        let literal = grouped(&integer.to_string());
        return quote!(Value::Integer(#literal));
    }
    let float = Literal::f64_unsuffixed(value.as_f64().unwrap_or_default());
    let literal = grouped(&float.to_string());
    quote!(Value::Float(#literal))
}

/// A number with `_` between groups of digits, as people write long ones.
fn grouped(text: &str) -> Literal {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut out = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && whole.len() > 4 && (whole.len() - index).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    for (index, digit) in fraction.chars().enumerate() {
        match index {
            0 => out.push('.'),
            _ if fraction.len() > 4 && index.is_multiple_of(3) => out.push('_'),
            _ => {}
        }
        out.push(digit);
    }
    // What is made of digits is a literal.
    out.parse().unwrap_or_else(|_| Literal::string(text))
}

fn array(
    api: &Api,
    place: Place,
    items: &Schema,
    length: &Bounds<u64>,
    unique: bool,
) -> TokenStream {
    let items = schema(api, place, items);
    let mut fields = vec![quote!(items: &#items)];
    if let Some(minimum) = length.minimum {
        let minimum = grouped(&minimum.to_string());
        fields.push(quote!(min_items: #minimum));
    }
    if let Some(maximum) = length.maximum {
        let maximum = grouped(&maximum.to_string());
        fields.push(quote!(max_items: Some(#maximum)));
    }
    if unique {
        fields.push(quote!(items_are: Items::Unique));
    }
    with_defaults(&quote!(Array), &quote!(Array), &fields, 4)
}

fn object(
    api: &Api,
    place: Place,
    properties: &[Property],
    additional: &Additional,
    size: &Bounds<u64>,
) -> TokenStream {
    let members = properties.iter().map(|property| {
        let name = &property.name;
        let presence = presence(property.required);
        let schema = schema(api, place, &property.schema);
        quote!(Property { name: #name, presence: #presence, schema: &#schema })
    });
    let mut fields = vec![quote!(properties: &[#(#members),*])];
    match additional {
        Additional::Allowed => {}
        Additional::Forbidden => fields.push(quote!(additional: Additional::Refused)),
        Additional::Typed(inner) => {
            let inner = schema(api, place, inner);
            fields.push(quote!(additional: Additional::Schema(&#inner)));
        }
    }
    if let Some(minimum) = size.minimum {
        let minimum = grouped(&minimum.to_string());
        fields.push(quote!(min_properties: #minimum));
    }
    if let Some(maximum) = size.maximum {
        let maximum = grouped(&maximum.to_string());
        fields.push(quote!(max_properties: Some(#maximum)));
    }
    with_defaults(&quote!(Object), &quote!(Object), &fields, 4)
}

/// A variant with rules; what is not said is free, unless all `count` rules are said.
fn with_defaults(
    variant: &TokenStream,
    rules: &TokenStream,
    fields: &[TokenStream],
    count: usize,
) -> TokenStream {
    let rest = (fields.len() < count).then(|| quote!(..#rules::ANY));
    quote!(Schema::#variant(#rules { #(#fields,)* #rest }))
}

pub(super) fn presence(required: bool) -> TokenStream {
    if required {
        quote!(Presence::Required)
    } else {
        quote!(Presence::Optional)
    }
}
