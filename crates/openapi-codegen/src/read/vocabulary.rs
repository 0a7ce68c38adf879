//! What the files of this folder say of a place: that something is missing, of
//! another kind, not taken or not known. Each is a finding; reading goes on.

use openapi_source::{Diagnostic, Span, pointer, quoted};

use super::{Cursor, Reader};
use crate::codes;
use crate::names;

/// What the generator reads beyond OpenAPI.
const EXTENSIONS: [&str; 7] = [
    "x-error-code",
    "x-error-message",
    "x-permissions",
    "x-rejections",
    "x-retry",
    "x-signature",
    "x-source",
];

impl<'a> Reader<'a> {
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The key that `pointer` ends in, or the start of the document.
    pub(super) fn span_of(&self, pointer: &str) -> Span {
        let parent = pointer.rsplit_once('/').and_then(|(parent, token)| {
            let key = pointer::unescape(token)?;
            Some(
                self.root
                    .pointer(parent)?
                    .as_object()?
                    .member(&key)?
                    .key_span,
            )
        });
        parent.unwrap_or_default()
    }

    /// Says that `cursor` uses something the generator does not take.
    pub(super) fn unsupported(&mut self, cursor: &Cursor<'a>, what: &str, help: &str) {
        self.push(
            Diagnostic::error(
                codes::UNSUPPORTED,
                cursor.key_span,
                format!("{what} is not supported"),
            )
            .label("used here")
            .help(help),
        );
    }

    pub(super) fn wrong_kind(&mut self, cursor: &Cursor<'a>, expected: &str) {
        let found = cursor.node.kind();
        self.push(
            Diagnostic::error(
                codes::KIND,
                cursor.node.span,
                format!("expected {expected}, found {found}"),
            )
            .label(format!("this is {found}"))
            .help(format!("write {expected} here")),
        );
    }

    pub(super) fn object(&mut self, cursor: &Cursor<'a>, what: &str) -> Option<()> {
        if cursor.node.as_object().is_some() {
            return Some(());
        }
        self.wrong_kind(cursor, &format!("an object for {what}"));
        None
    }

    pub(super) fn required(&mut self, cursor: &Cursor<'a>, key: &str) -> Option<Cursor<'a>> {
        let found = cursor.get(key);
        if found.is_none() && cursor.node.as_object().is_some() {
            self.push(
                Diagnostic::error(
                    codes::MISSING,
                    cursor.key_span,
                    format!("`{key}` is missing"),
                )
                .label(format!("{} has no `{key}`", display(&cursor.pointer)))
                .help(format!("add `{key}:` to it")),
            );
        }
        found
    }

    pub(super) fn expect_str(&mut self, cursor: &Cursor<'a>) -> Option<&'a str> {
        let found = cursor.str();
        if found.is_none() {
            self.wrong_kind(cursor, "a string");
        }
        found
    }

    pub(super) fn required_text(&mut self, cursor: &Cursor<'a>, key: &str) -> Option<String> {
        let found = self.required(cursor, key)?;
        self.expect_str(&found).map(str::to_owned)
    }

    pub(super) fn optional_text(&mut self, cursor: &Cursor<'a>, key: &str) -> Option<String> {
        let found = cursor.get(key)?;
        self.expect_str(&found).map(str::to_owned)
    }

    /// A text that may be absent, which is the same as empty.
    pub(super) fn text(&mut self, cursor: &Cursor<'a>, key: &str) -> String {
        self.optional_text(cursor, key).unwrap_or_default()
    }

    pub(super) fn flag(&mut self, cursor: &Cursor<'a>, key: &str) -> bool {
        let Some(found) = cursor.get(key) else {
            return false;
        };
        found.node.as_bool().unwrap_or_else(|| {
            self.wrong_kind(&found, "true or false");
            false
        })
    }

    /// Warns of keys that OpenAPI does not know here. Any `x-…` is allowed, but not one that is
    /// an extension of ours misspelt: it would be ignored where it was meant to count.
    pub(super) fn known(&mut self, cursor: &Cursor<'a>, keys: &[&str]) {
        for (key, member) in cursor.members() {
            let is_extension = key.starts_with("x-");
            if keys.contains(&key) || EXTENSIONS.contains(&key) {
                continue;
            }
            let near = names::nearest(
                key,
                if is_extension { &EXTENSIONS } else { keys }
                    .iter()
                    .copied(),
            );
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None if is_extension => continue,
                None => format!("known here: {}", keys.join(", ")),
            };
            self.push(
                Diagnostic::warning(
                    codes::UNKNOWN_KEY,
                    member.key_span,
                    format!(
                        "unknown key {} in {}",
                        quoted(key),
                        display(&cursor.pointer)
                    ),
                )
                .label("ignored")
                .help(help),
            );
        }
    }

    /// A Rust type name for `name`, or an error at `cursor`.
    pub(super) fn type_name(&mut self, cursor: &Cursor<'a>, name: &str) -> String {
        names::type_name(name).unwrap_or_else(|| {
            self.bad_name(cursor, name);
            String::new()
        })
    }

    /// A Rust field or function name for `name`, or an error at `cursor`.
    pub(super) fn value_name(&mut self, cursor: &Cursor<'a>, name: &str) -> String {
        names::value_name(name).unwrap_or_else(|| {
            self.bad_name(cursor, name);
            String::new()
        })
    }

    pub(super) fn bad_name(&mut self, cursor: &Cursor<'a>, name: &str) {
        self.push(
            Diagnostic::error(
                codes::NAME,
                cursor.key_span,
                format!("`{name}` cannot be a name in Rust"),
            )
            .help("use ASCII letters, digits and `_`, starting with a letter"),
        );
    }
}

/// A pointer as people read it.
pub(super) fn display(pointer: &str) -> String {
    if pointer.is_empty() {
        "the document".to_owned()
    } else {
        format!("`#{pointer}`")
    }
}
