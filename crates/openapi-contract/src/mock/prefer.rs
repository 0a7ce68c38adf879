//! What the caller of a mock would like to get: the `Prefer` field of RFC 7240.
//!
//! `code=404`, `example=NAME` and `dynamic=true` mean what they mean to Prism; they may come in one
//! field or several, after commas or semicolons.

use crate::exchange::Headers;

/// The preferences that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Prefer {
    /// A status.
    pub(super) code: Option<u16>,
    /// The name of an example.
    pub(super) example: Option<String>,
    /// A value drawn from the schema, even where there is an example.
    pub(super) dynamic: Option<bool>,
}

impl Prefer {
    pub(super) fn read(headers: &Headers) -> Self {
        let mut prefer = Self::default();
        for field in headers.all("prefer") {
            let field = String::from_utf8_lossy(field);
            for preference in split(&field) {
                let (name, value) = preference.split_once('=').unwrap_or((preference, "true"));
                let value = unquoted(value.trim());
                // The first one counts, as RFC 7240 says.
                match name.trim().to_ascii_lowercase().as_str() {
                    "code" => prefer.code = prefer.code.or_else(|| value.parse().ok()),
                    "example" => prefer.example = prefer.example.or(Some(value)),
                    "dynamic" => prefer.dynamic = prefer.dynamic.or(Some(value == "true")),
                    _ => {}
                }
            }
        }
        prefer
    }

    /// What was done, for `Preference-Applied`.
    pub(super) fn applied(&self) -> Option<String> {
        let parts = [
            self.code.map(|code| format!("code={code}")),
            self.example
                .as_ref()
                .map(|name| format!("example={}", quoted(name))),
            self.dynamic.map(|dynamic| format!("dynamic={dynamic}")),
        ];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// The pieces between commas and semicolons that are not quoted.
fn split(field: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut is_quoted = false;
    let mut is_escaped = false;
    for (at, char) in field.char_indices() {
        match char {
            _ if is_escaped => is_escaped = false,
            '\\' if is_quoted => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            ',' | ';' if !is_quoted => {
                pieces.extend(field.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    pieces.extend(field.get(start..));
    pieces
}

fn unquoted(value: &str) -> String {
    let inner = value
        .strip_prefix('"')
        .and_then(|value| value.strip_suffix('"'));
    match inner {
        Some(inner) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
        None => value.to_owned(),
    }
}

fn quoted(value: &str) -> String {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if !value.is_empty() && value.bytes().all(is_token) {
        value.to_owned()
    } else {
        format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

#[cfg(test)]
mod tests {
    use super::Prefer;
    use crate::exchange::Headers;

    #[test]
    fn preferences_are_read() {
        let check = |fields: &[&str], applied: Option<&str>| {
            let mut headers = Headers::default();
            for field in fields {
                headers.push("Prefer", *field);
            }
            let found = Prefer::read(&headers).applied();
            assert_eq!(found.as_deref(), applied, "{fields:?}");
        };
        check(&[], None);
        check(&["respond-async"], None);
        check(&["code=404"], Some("code=404"));
        check(&["code=404, example=x"], Some("code=404, example=x"));
        check(&["code=404; example=x"], Some("code=404, example=x"));
        check(
            &["Code=404", "example=\"a, \\\"b\\\"\""],
            Some("code=404, example=\"a, \\\"b\\\"\""),
        );
        check(&["code=404, code=500"], Some("code=404"));
        check(&["dynamic=true"], Some("dynamic=true"));
        check(&["code=x, =, ;"], None);
    }
}
