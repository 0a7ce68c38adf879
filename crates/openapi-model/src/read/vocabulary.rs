//! What the files of this folder say of a place: that something is missing, of another kind, not
//! taken or not known. Each is a finding; reading goes on.

use openapi_source::{Diagnostic, quoted};

use super::nearest::nearest;
use super::{Cursor, Finding, Reader};
use crate::codes;
use crate::model::Place;

/// What is read beyond OpenAPI.
const EXTENSIONS: [&str; 9] = [
    "x-command",
    "x-error-code",
    "x-error-message",
    "x-permissions",
    "x-rejections",
    "x-retry",
    "x-signature",
    "x-source",
    "x-tag-style",
];

impl<'a> Reader<'a> {
    /// Every finding goes through here: it is noted whose it is.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.findings.push(Finding {
            owner: self.owner,
            diagnostic,
        });
    }

    /// Says that `cursor` uses something that is not taken.
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

    /// Says that a value is of another kind than OpenAPI asks for.
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

    /// A value of another kind than OpenAPI asks for, where one can do without it.
    pub(super) fn odd_kind(&mut self, cursor: &Cursor<'a>, expected: &str) {
        let found = cursor.node.kind();
        self.push(
            Diagnostic::warning(
                codes::ODD,
                cursor.node.span,
                format!("expected {expected}, found {found}"),
            )
            .label("ignored")
            .help(format!("write {expected} here, or remove it")),
        );
    }

    /// A known key where it has no meaning.
    pub(super) fn no_effect(&mut self, place: &Cursor<'a>, message: &str, help: &str) {
        self.push(
            Diagnostic::warning(codes::NO_EFFECT, place.key_span, message)
                .label("ignored")
                .help(help),
        );
    }

    /// Something that is against the rules of OpenAPI, but has one sane meaning.
    pub(super) fn odd(&mut self, place: &Cursor<'a>, message: &str, label: &str, help: &str) {
        self.push(
            Diagnostic::warning(codes::ODD, place.key_span, message)
                .label(label)
                .help(help),
        );
    }

    pub(super) fn object(&mut self, cursor: &Cursor<'a>, what: &str) -> Option<()> {
        if cursor.node.as_object().is_some() {
            return Some(());
        }
        self.wrong_kind(cursor, &format!("an object for {what}"));
        None
    }

    /// An object whose keys are names. An empty list is one, too: some languages write it so.
    pub(super) fn dictionary(&mut self, cursor: &Cursor<'a>, what: &str) -> Option<()> {
        if cursor.node.is_null() || cursor.node.as_array().is_some_and(<[_]>::is_empty) {
            let help = format!("write `{{}}` for {what}, or remove the key");
            self.odd(
                cursor,
                "expected an object, found nothing",
                "taken as empty",
                &help,
            );
            return Some(());
        }
        self.object(cursor, what)
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
                .label(format!("{} has no `{key}`", display(cursor)))
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

    /// A text that may be absent; one of another kind is left out with a warning.
    pub(super) fn optional_text(&mut self, cursor: &Cursor<'a>, key: &str) -> Option<String> {
        let found = cursor.get(key)?;
        if found.node.is_null() {
            return None;
        }
        if found.str().is_none() {
            self.odd_kind(&found, "a string");
        }
        found.str().map(str::to_owned)
    }

    /// A text that may be absent, which is the same as empty.
    pub(super) fn text(&mut self, cursor: &Cursor<'a>, key: &str) -> String {
        self.optional_text(cursor, key).unwrap_or_default()
    }

    /// `true` or `false`, absent is false; `"true"` is taken with a warning.
    pub(super) fn flag(&mut self, cursor: &Cursor<'a>, key: &str) -> bool {
        self.optional_flag(cursor, key).unwrap_or(false)
    }

    /// As [`Self::flag`], where absence has another meaning.
    pub(super) fn optional_flag(&mut self, cursor: &Cursor<'a>, key: &str) -> Option<bool> {
        let found = cursor.get(key)?;
        if let Some(value) = found.node.as_bool() {
            return Some(value);
        }
        let meant = match found.str() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => None,
        };
        if meant.is_some() {
            self.odd(
                &found,
                "expected true or false, found a string",
                "taken as if it had no quotes",
                "remove the quotes",
            );
        } else if !found.node.is_null() {
            self.odd_kind(&found, "true or false");
        }
        meant
    }

    /// Warns of keys that OpenAPI does not know here. Any `x-…` is allowed, but not one that is
    /// an extension of ours misspelt: it would be ignored where it was meant to count.
    pub(super) fn known(&mut self, cursor: &Cursor<'a>, keys: &[&str]) {
        let members = cursor.node.as_object().into_iter().flatten();
        for member in members {
            let key = member.key.as_str();
            if keys.contains(&key) || EXTENSIONS.contains(&key) {
                continue;
            }
            let is_extension = key.starts_with("x-");
            let candidates = if is_extension { &EXTENSIONS } else { keys };
            let help = match nearest(key, candidates.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if is_extension => continue,
                None => format!("known here: {}", keys.join(", ")),
            };
            let message = format!("unknown key {} in {}", quoted(key), display(cursor));
            self.push(
                Diagnostic::warning(codes::UNKNOWN_KEY, member.key_span, message)
                    .label("ignored")
                    .help(help),
            );
        }
    }

    /// Where something stands, as the model keeps it.
    pub(super) fn place(&self, cursor: &Cursor<'a>) -> Place {
        let name = if cursor.file == 0 {
            ""
        } else {
            self.documents.name(cursor.file)
        };
        Place {
            pointer: format!("{name}#{}", cursor.pointer()),
            span: cursor.key_span,
        }
    }
}

/// A pointer as people read it.
pub(super) fn display(cursor: &Cursor<'_>) -> String {
    let pointer = cursor.pointer();
    if pointer.is_empty() {
        "the document".to_owned()
    } else {
        format!("`#{pointer}`")
    }
}
