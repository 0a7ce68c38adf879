//! Anchors and aliases: what is kept, and what an alias puts in its place.
//!
//! [`crate::aliases`] holds the copies and their limit; here is how they enter the tree.

use granit_parser::ScalarStyle;

use super::{Builder, Step};
use crate::aliases::TooLarge;
use crate::{Diagnostic, Node, Span, Value, codes};

impl Builder<'_> {
    pub(super) fn remember(&mut self, anchor: usize, node: &Node) -> Step {
        match self.aliases.remember(anchor, node) {
            Ok(()) => Ok(()),
            Err(TooLarge) => self.aliases_too_large(node.span),
        }
    }

    pub(super) fn alias(&mut self, anchor: usize, span: Span) -> Step {
        if self.expects_key() {
            let found = Diagnostic::error(codes::BAD_KEY, span, "a key must be text, not an alias");
            return self.stop(found.help("write the key out"));
        }
        match self.aliases.copy(anchor) {
            Ok(Some(copy)) => {
                self.count(copy.count, span)?;
                self.check_depth(copy.height, span)?;
                self.place(copy.node, 0, span.end)
            }
            Ok(None) => {
                self.report(
                    Diagnostic::error(
                        codes::BAD_ALIAS,
                        span,
                        "this alias stands inside the value it stands for",
                    )
                    .help("write the value out, or use `$ref` for a recursive schema"),
                )?;
                self.place(
                    Node {
                        value: Value::Null,
                        span,
                    },
                    0,
                    span.end,
                )
            }
            Err(TooLarge) => self.aliases_too_large(span),
        }
    }

    pub(super) fn unresolved_alias(&mut self, span: Span) -> Step {
        self.report(
            Diagnostic::error(
                codes::BAD_ALIAS,
                span,
                "no anchor of this name stands before this alias",
            )
            .help("write the value out, or mark it with `&name` before its first use"),
        )?;
        if self.expects_key() {
            self.key("*".into(), ScalarStyle::SingleQuoted, 0, span)
        } else {
            self.place(
                Node {
                    value: Value::Null,
                    span,
                },
                0,
                span.end,
            )
        }
    }

    pub(super) fn aliases_too_large(&mut self, span: Span) -> Step {
        let limit = self.limits.alias_bytes;
        let message = format!(
            "anchors and aliases copy more than the limit of {limit} bytes (`alias_bytes`)"
        );
        let found = Diagnostic::error(codes::ALIASES_TOO_LARGE, span, message);
        self.stop(found.help("use `$ref` instead of aliases, or raise the limit"))
    }
}
