//! Values to text: every style, exploded or not, and content.
//!
//! A list or an object in a list has no text form in any style, so it is written as JSON, as
//! most clients do. What has no text at all, or one that would be read as something else, cannot
//! be sent: an empty list, a member whose value has the separator in it.

use serde_json::Value;

use super::percent::encode as percent;
use crate::{
    call::Unsendable,
    spec::{Form, Location, Parameter, Style, is_json},
};

/// The text of one parameter where it travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoded {
    /// What stands for `{name}` in the path, percent-encoded.
    Path(String),
    /// Pairs of the query, percent-encoded.
    Query(Vec<(String, String)>),
    /// The value of the header field.
    Header(String),
    /// Cookies, values percent-encoded.
    Cookie(Vec<(String, String)>),
}

/// A value as texts that are not encoded yet.
enum Parts {
    One(String),
    Many(Vec<String>),
    Members(Vec<(String, String)>),
}

/// Writes the value of a parameter as its style or content says.
///
/// # Errors
/// [`Unsendable::Argument`] where the value has no text in that place.
pub fn encode(parameter: &Parameter, value: &Value) -> Result<Encoded, Unsendable> {
    let name = &parameter.name;
    let location = parameter.location;
    let found = match &parameter.form {
        Form::Content(media_type) => content(media_type, value).and_then(|text| match location {
            Location::Path => Some(Encoded::Path(percent(&text))),
            Location::Query => Some(Encoded::Query(vec![(percent(name), percent(&text))])),
            Location::Header => header(text),
            Location::Cookie => Some(Encoded::Cookie(vec![(name.clone(), percent(&text))])),
        }),
        Form::Style { style, explode } => match location {
            Location::Path => path(name, (*style, *explode), value).map(Encoded::Path),
            Location::Query => query(name, (*style, *explode), value).map(Encoded::Query),
            Location::Header => simple((*style, *explode), value, &|text| {
                // Nothing is escaped in a header field.
                (!text.contains([',', '=']) && text.trim() == text).then(|| text.to_owned())
            })
            .and_then(header),
            Location::Cookie => cookie(name, (*style, *explode), value).map(Encoded::Cookie),
        },
    };
    found.ok_or_else(|| Unsendable::Argument(name.clone()))
}

fn content(media_type: &str, value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !is_json(media_type) => Some(text.clone()),
        value if is_json(media_type) => Some(value.to_string()),
        value => text_of(value),
    }
}

/// A header field takes no control characters, and loses blanks at either end.
fn header(text: String) -> Option<Encoded> {
    let is_whole = text.trim() == text && !text.is_empty() && !text.chars().any(char::is_control);
    is_whole.then_some(Encoded::Header(text))
}

/// The text of one value: of a scalar as it is, of anything else as JSON.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}

fn parts(value: &Value) -> Option<Parts> {
    match value {
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(text_of).collect();
            items.map(Parts::Many)
        }
        Value::Object(members) if members.is_empty() => None,
        Value::Object(members) => {
            let members = members.iter();
            let members: Option<Vec<(String, String)>> = members
                .map(|(name, value)| Some((name.clone(), text_of(value)?)))
                .collect();
            members.map(Parts::Members)
        }
        scalar => text_of(scalar).map(Parts::One),
    }
}

fn path(name: &str, (style, explode): (Style, bool), value: &Value) -> Option<String> {
    let escape = |text: &str| {
        let text = percent(text);
        // The dot separates, and is never escaped.
        (!(style == Style::Label && explode && text.contains('.'))).then_some(text)
    };
    let text = match (style, parts(value)?) {
        (Style::Matrix, parts) => matrix(name, (style, explode), parts),
        (Style::Label, Parts::One(text)) => format!(".{}", escape_one(&text)),
        (Style::Label, _) if explode => {
            format!(".{}", joined(value, (".", "="), &escape)?)
        }
        (Style::Label, _) => format!(".{}", joined(value, (",", ","), &escape)?),
        _ => simple((style, explode), value, &escape)?,
    };
    // A segment of nothing or of dots names another path.
    (!matches!(text.as_str(), "" | "." | "..")).then_some(text)
}

fn escape_one(text: &str) -> String {
    percent(text)
}

fn matrix(name: &str, (_, explode): (Style, bool), parts: Parts) -> String {
    let name = percent(name);
    let pair = |name: &str, value: &str| match value {
        "" => format!(";{name}"),
        value => format!(";{name}={}", percent(value)),
    };
    match parts {
        Parts::One(text) => pair(&name, &text),
        Parts::Many(items) if explode => items.iter().map(|item| pair(&name, item)).collect(),
        Parts::Members(members) if explode => members
            .iter()
            .map(|(name, value)| pair(&percent(name), value))
            .collect(),
        Parts::Many(items) => {
            let items: Vec<String> = items.iter().map(|item| percent(item)).collect();
            format!(";{name}={}", items.join(","))
        }
        Parts::Members(members) => {
            let members: Vec<String> = members
                .iter()
                .flat_map(|(name, value)| [percent(name), percent(value)])
                .collect();
            format!(";{name}={}", members.join(","))
        }
    }
}

fn simple(
    (_, explode): (Style, bool),
    value: &Value,
    escape: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    match value {
        // Alone, a text may hold what would separate it from others.
        Value::String(text) if !text.is_empty() => escape(text).or_else(|| Some(text.clone())),
        Value::String(_) => None,
        value => joined(value, (",", if explode { "=" } else { "," }), escape),
    }
}

/// Items, or names and values, with a separator between them.
fn joined(
    value: &Value,
    (separator, assign): (&str, &str),
    escape: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let joined = match parts(value)? {
        Parts::One(text) => escape(&text),
        Parts::Many(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| escape(item)).collect();
            items.map(|items| items.join(separator))
        }
        Parts::Members(members) => {
            let members: Option<Vec<String>> = members
                .iter()
                .map(|(name, value)| Some(format!("{}{assign}{}", escape(name)?, escape(value)?)))
                .collect();
            members.map(|members| members.join(separator))
        }
    };
    // One empty item cannot be told from none.
    joined.filter(|text| !text.is_empty())
}

/// The pairs of one parameter or member of a form.
pub(super) fn query(
    name: &str,
    (style, explode): (Style, bool),
    value: &Value,
) -> Option<Vec<(String, String)>> {
    let one = |value: String| vec![(percent(name), value)];
    if style == Style::DeepObject {
        let mut found = Vec::new();
        deep(name, value, &mut found)?;
        return (!found.is_empty()).then_some(found);
    }
    let separator = match style {
        Style::SpaceDelimited => " ",
        Style::PipeDelimited => "|",
        _ => ",",
    };
    match parts(value)? {
        Parts::One(text) => Some(one(percent(&text))),
        Parts::Many(items) if explode => Some(
            items
                .iter()
                .map(|item| (percent(name), percent(item)))
                .collect(),
        ),
        Parts::Members(members) if explode => Some(
            members
                .iter()
                .map(|(name, value)| (percent(name), percent(value)))
                .collect(),
        ),
        _ => {
            // A comma is told from an escaped one; a blank and a bar are always escaped.
            let escape = |text: &str| {
                let is_clear = separator == "," || !text.contains(separator);
                is_clear.then(|| percent(text))
            };
            let between = if separator == "," {
                ",".to_owned()
            } else {
                percent(separator)
            };
            joined(value, (&between, &between), &escape).map(one)
        }
    }
}

/// `name[member][member]=value`; items that are no objects repeat the name.
fn deep(name: &str, value: &Value, found: &mut Vec<(String, String)>) -> Option<()> {
    match value {
        Value::Object(members) => {
            for (member, value) in members {
                deep(&format!("{name}[{member}]"), value, found)?;
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let name = if item.is_object() || item.is_array() {
                    format!("{name}[{index}]")
                } else {
                    name.to_owned()
                };
                deep(&name, item, found)?;
            }
        }
        scalar => found.push((percent(name), percent(&text_of(scalar)?))),
    }
    Some(())
}

fn cookie(name: &str, (_, explode): (Style, bool), value: &Value) -> Option<Vec<(String, String)>> {
    match parts(value)? {
        Parts::One(text) => Some(vec![(name.to_owned(), percent(&text))]),
        Parts::Many(items) if explode => Some(
            items
                .iter()
                .map(|item| (name.to_owned(), percent(item)))
                .collect(),
        ),
        Parts::Members(members) if explode => Some(
            members
                .iter()
                .map(|(name, value)| (name.clone(), percent(value)))
                .collect(),
        ),
        _ => {
            let text = joined(value, (",", ","), &|text| Some(percent(text)))?;
            Some(vec![(name.to_owned(), text)])
        }
    }
}
