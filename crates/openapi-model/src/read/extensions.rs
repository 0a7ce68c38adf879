//! `x-tag-style` of a document, `x-retry`, `x-command` and `x-permissions` of an operation.

use openapi_source::Diagnostic;

use super::operations::Everywhere;
use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Permission, Retry, TagStyle};

impl<'a> Reader<'a> {
    pub(super) fn tag_style(&mut self, root: &Cursor<'a>) -> TagStyle {
        let Some(place) = root.get("x-tag-style") else {
            return TagStyle::default();
        };
        match place.str() {
            Some("merged") => TagStyle::Merged,
            Some("separate") => TagStyle::Separate,
            _ => {
                self.push(
                    Diagnostic::error(
                        codes::EXTENSION,
                        place.node.span,
                        "this is not a style of tags",
                    )
                    .help("one of merged, separate"),
                );
                TagStyle::default()
            }
        }
    }

    pub(super) fn retry(
        &mut self,
        cursor: &Cursor<'a>,
        method: &str,
        everywhere: &Everywhere<'a, '_>,
    ) -> Retry {
        let Some(place) = cursor.get("x-retry") else {
            let (retry, name) = derived(method);
            if everywhere.says_retry {
                self.push(
                    Diagnostic::note(
                        codes::RETRY_DERIVED,
                        cursor.key_span,
                        format!("no `x-retry`; from the method it would be `{name}`"),
                    )
                    .help(format!(
                        "write `x-retry: {name}`, or what the operation really allows"
                    )),
                );
            }
            return retry;
        };
        match place.str() {
            Some("safe") => Retry::Safe,
            Some("idempotent") => Retry::Idempotent,
            Some("never-after-sent") => Retry::NeverAfterSent,
            _ => {
                self.push(
                    Diagnostic::error(
                        codes::EXTENSION,
                        place.node.span,
                        "this is not a retry class",
                    )
                    .help("one of safe, idempotent, never-after-sent"),
                );
                Retry::NeverAfterSent
            }
        }
    }

    /// The name of an operation on a command line, where the document has one.
    pub(super) fn command(&mut self, cursor: &Cursor<'a>) -> Option<String> {
        let place = cursor.get("x-command")?;
        let name = place.str().filter(|name| is_command(name));
        if name.is_none() {
            self.push(
                Diagnostic::error(
                    codes::EXTENSION,
                    place.node.span,
                    "this is not the name of a command",
                )
                .help(
                    "small letters and digits in words with hyphens between, such as `resize-gateway`",
                ),
            );
        }
        name.map(str::to_owned)
    }

    /// One note for a document that never says it.
    pub(super) fn retry_is_derived(&mut self, paths: &Cursor<'a>) {
        self.push(
            Diagnostic::note(
                codes::RETRY_DERIVED,
                paths.key_span,
                "no operation says `x-retry`; it follows from the methods",
            )
            .label("GET, HEAD, OPTIONS and TRACE are safe, PUT and DELETE idempotent, others are never sent twice")
            .help("write `x-retry` where an operation allows more or less"),
        );
    }

    pub(super) fn permissions(&mut self, cursor: &Cursor<'a>) -> Vec<Permission> {
        let Some(place) = cursor.get("x-permissions") else {
            return Vec::new();
        };
        // Others use the same name for lists of texts.
        let mut rows = place.items().peekable();
        if rows.peek().is_some() && rows.all(|row| row.str().is_some()) {
            self.odd_kind(&place, "a list of permissions, each an object");
            return Vec::new();
        }
        if place.node.as_array().is_none() {
            self.wrong_kind(&place, "a list of permissions");
        }
        place
            .items()
            .filter_map(|row| self.permission(&row))
            .collect()
    }

    fn permission(&mut self, row: &Cursor<'a>) -> Option<Permission> {
        self.object(row, "a permission")?;
        self.known(
            row,
            &[
                "action",
                "access-level",
                "resource-type",
                "resource-required",
                "condition-keys",
                "alias",
                "dependencies",
            ],
        );
        Some(Permission {
            action: self.required_text(row, "action")?,
            access_level: self.required_text(row, "access-level")?,
            resource_type: self.required_text(row, "resource-type")?,
            resource_required: self.flag(row, "resource-required"),
            condition_keys: self.texts(row, "condition-keys"),
            alias: self.texts(row, "alias"),
            dependencies: self.texts(row, "dependencies"),
        })
    }

    /// A list of texts that may be absent.
    pub(super) fn texts(&mut self, cursor: &Cursor<'a>, key: &str) -> Vec<String> {
        let Some(list) = cursor.get(key).filter(|list| !list.node.is_null()) else {
            return Vec::new();
        };
        if list.node.as_array().is_none() {
            self.wrong_kind(&list, "a list of strings");
        }
        list.items()
            .filter_map(|item| self.expect_str(&item))
            .map(str::to_owned)
            .collect()
    }
}

fn derived(method: &str) -> (Retry, &'static str) {
    match method {
        "get" | "head" | "options" | "trace" => (Retry::Safe, "safe"),
        "put" | "delete" => (Retry::Idempotent, "idempotent"),
        _ => (Retry::NeverAfterSent, "never-after-sent"),
    }
}

/// Words of small letters and digits, with hyphens between; the first one starts with a letter.
fn is_command(name: &str) -> bool {
    let word = |word: &str| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        !word.is_empty() && word.chars().all(plain)
    };
    name.len() <= 64
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.split('-').all(word)
}
