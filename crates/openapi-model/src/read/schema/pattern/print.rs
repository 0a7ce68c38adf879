//! A tree in the syntax of the crate `regex`; what it says of places by look-around is left out.

use std::fmt::Write as _;

use super::tree::{Choice, Node};

pub(super) fn print(choice: &Choice, text: &mut String) {
    for (at, sequence) in choice.0.iter().enumerate() {
        if at > 0 {
            text.push('|');
        }
        for node in sequence {
            print_node(node, text);
        }
    }
}

fn print_node(node: &Node, text: &mut String) {
    match node {
        Node::Set(set) => match single(&set.inner) {
            Some(plain) if !set.negated => text.push_str(&regex_syntax::escape(plain)),
            _ => text.push_str(&set.text()),
        },
        Node::Group(choice) => {
            text.push_str("(?:");
            print(choice, text);
            text.push(')');
        }
        Node::Flagged(flags, choice) => {
            text.push_str("(?");
            text.push_str(flags);
            text.push(':');
            print(choice, text);
            text.push(')');
        }
        Node::Flags(flags) => {
            text.push_str("(?");
            text.push_str(flags);
            text.push(')');
        }
        Node::Start => text.push('^'),
        Node::End => text.push('$'),
        Node::Boundary { negated: false } => text.push_str("(?-u:\\b)"),
        Node::Boundary { negated: true } => text.push_str("(?-u:\\B)"),
        // There is no word for it: see `program`.
        Node::Look(_) => {}
        Node::Repeat { node, times, lazy } => {
            print_node(node, text);
            let written = match (times.least, times.most) {
                (0, None) => write!(text, "*"),
                (1, None) => write!(text, "+"),
                (0, Some(1)) => write!(text, "?"),
                (least, None) => write!(text, "{{{least},}}"),
                (least, Some(most)) if least == most => write!(text, "{{{least}}}"),
                (least, Some(most)) => write!(text, "{{{least},{most}}}"),
            };
            // Writing to a text does not fail.
            let _ = written;
            if *lazy {
                text.push('?');
            }
        }
    }
}

/// The one character of a set that is no more than that.
fn single(inner: &str) -> Option<&str> {
    let plain = inner.strip_prefix('\\').unwrap_or(inner);
    let mut chars = plain.chars();
    let only = chars.next().filter(|_| chars.next().is_none())?;
    let is_escape = inner.len() > plain.len() && only.is_ascii_alphanumeric();
    (!is_escape).then_some(plain)
}
