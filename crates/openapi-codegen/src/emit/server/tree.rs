//! Constant data as text: on one line where it fits, else broken at its own structure.

use crate::emit::code::Code;

/// How much fits on a line.
const WIDTH: usize = 100;

/// An expression made of literals only.
#[derive(Debug, Clone)]
pub(super) enum Tree {
    /// One piece of text.
    Leaf(String),
    /// What stands in front of an expression, such as `name: ` or `&`.
    Prefixed(String, Box<Self>),
    Group(Group),
    /// `Some({ … })` with statements: head, expression and tail of each; never on one line.
    Block(Vec<(String, Self, &'static str)>),
}

/// What stands between two brackets.
#[derive(Debug, Clone)]
pub(super) struct Group {
    open: String,
    items: Vec<Tree>,
    close: &'static str,
    /// The last item: what all fields that are not named are taken from.
    rest: Option<Box<Tree>>,
    /// All of it on one line.
    width: usize,
}

impl Tree {
    pub(super) fn leaf(text: impl Into<String>) -> Self {
        Self::Leaf(text.into())
    }

    pub(super) fn prefixed(prefix: impl Into<String>, tree: Self) -> Self {
        Self::Prefixed(prefix.into(), Box::new(tree))
    }

    /// `open`, the items, `close`: `[` and `]`, `Name(` and `)`.
    pub(super) fn group(open: impl Into<String>, items: Vec<Self>, close: &'static str) -> Self {
        Self::Group(Group::new(open.into(), items, close, None))
    }

    /// `open` ends in `{`; `rest` is what follows `..`.
    pub(super) fn structure(
        open: impl Into<String>,
        fields: Vec<(&'static str, Self)>,
        rest: Option<&str>,
        close: &'static str,
    ) -> Self {
        let fields = fields.into_iter();
        let fields = fields.map(|(name, value)| Self::prefixed(format!("{name}: "), value));
        let rest = rest.map(|rest| Self::leaf(format!("..{rest}")));
        Self::Group(Group::new(open.into(), fields.collect(), close, rest))
    }

    /// The same with a longer expression, `..` included, for all other fields.
    pub(super) fn updated(
        open: impl Into<String>,
        fields: Vec<(&'static str, Self)>,
        rest: Self,
        close: &'static str,
    ) -> Self {
        let fields = fields.into_iter();
        let fields = fields.map(|(name, value)| Self::prefixed(format!("{name}: "), value));
        Self::Group(Group::new(open.into(), fields.collect(), close, Some(rest)))
    }

    fn width(&self) -> usize {
        match self {
            Self::Leaf(text) => text.chars().count(),
            Self::Prefixed(prefix, tree) => prefix.chars().count() + tree.width(),
            Self::Group(group) => group.width,
            Self::Block(_) => WIDTH,
        }
    }

    fn flat(&self, out: &mut String) {
        match self {
            Self::Leaf(text) => out.push_str(text),
            Self::Prefixed(prefix, tree) => {
                out.push_str(prefix);
                tree.flat(out);
            }
            Self::Group(group) => group.flat(out),
            Self::Block(statements) => {
                out.push_str("Some({ ");
                for (head, tree, tail) in statements {
                    out.push_str(head);
                    tree.flat(out);
                    out.push_str(tail);
                    out.push(' ');
                }
                out.push_str("})");
            }
        }
    }

    /// `head`, the expression, `tail`.
    pub(super) fn print(&self, code: &mut Code, head: &str, tail: &str) {
        let used = code.indent() + head.chars().count() + tail.chars().count();
        match self {
            Self::Prefixed(prefix, tree) => tree.print(code, &format!("{head}{prefix}"), tail),
            Self::Group(group) if used + group.width > WIDTH && !group.is_empty() => {
                code.open(format!("{head}{}", group.open));
                for item in &group.items {
                    item.print(code, "", ",");
                }
                if let Some(rest) = &group.rest {
                    rest.print(code, "", "");
                }
                code.close(format!("{}{tail}", group.close));
            }
            Self::Block(statements) => {
                code.open(format!("{head}Some({{"));
                for (head, tree, tail) in statements {
                    tree.print(code, head, tail);
                }
                code.close(format!("}}){tail}"));
            }
            Self::Leaf(_) | Self::Group(_) => {
                let mut text = head.to_owned();
                self.flat(&mut text);
                text.push_str(tail);
                code.line(text);
            }
        }
    }
}

impl Group {
    fn new(open: String, items: Vec<Tree>, close: &'static str, rest: Option<Tree>) -> Self {
        let mut group = Self {
            open,
            items,
            close,
            rest: rest.map(Box::new),
            width: 0,
        };
        let count = group.items.len() + usize::from(group.rest.is_some());
        let pads = if group.is_padded() { 2 } else { 0 };
        let inner: usize = group.items.iter().map(Tree::width).sum();
        let rest = group.rest.as_ref().map_or(0, |rest| rest.width());
        group.width = group.open.chars().count()
            + inner
            + rest
            + count.saturating_sub(1) * 2
            + pads
            + group.close.len();
        group
    }

    fn is_empty(&self) -> bool {
        self.items.is_empty() && self.rest.is_none()
    }

    fn is_padded(&self) -> bool {
        self.open.ends_with('{') && !self.is_empty()
    }

    fn flat(&self, out: &mut String) {
        out.push_str(&self.open);
        let pad = if self.is_padded() { " " } else { "" };
        out.push_str(pad);
        for (at, item) in self.items.iter().enumerate() {
            out.push_str(if at == 0 { "" } else { ", " });
            item.flat(out);
        }
        if let Some(rest) = &self.rest {
            out.push_str(if self.items.is_empty() { "" } else { ", " });
            rest.flat(out);
        }
        out.push_str(pad);
        out.push_str(self.close);
    }
}

#[cfg(test)]
mod tests {
    use super::{Tree, WIDTH};
    use crate::emit::code::Code;

    #[test]
    fn what_fits_stays_on_a_line() {
        let check = |tree: &Tree, expected: &str| {
            let mut code = Code::new();
            tree.print(&mut code, "static X: T = ", ";");
            assert_eq!(code.as_text(), expected);
            assert!(code.as_text().lines().all(|line| line.len() <= WIDTH));
        };
        let long = || Tree::leaf("x".repeat(60));
        let list = |items| Tree::prefixed("&", Tree::group("[", items, "]"));
        check(&list(Vec::new()), "static X: T = &[];\n");
        check(
            &list(vec![Tree::leaf("1"), Tree::leaf("2")]),
            "static X: T = &[1, 2];\n",
        );
        let fields = vec![("a", Tree::leaf("1"))];
        let small = Tree::structure("T {", fields, Some("T::ANY"), "}");
        check(&small, "static X: T = T { a: 1, ..T::ANY };\n");
        let x = "x".repeat(60);
        let fields = vec![("a", long()), ("b", list(vec![long()]))];
        check(
            &Tree::structure("T {", fields, Some("T::ANY"), "}"),
            &format!("static X: T = T {{\n    a: {x},\n    b: &[{x}],\n    ..T::ANY\n}};\n"),
        );
        let block = vec![("static P: u8 = ".to_owned(), Tree::leaf("1"), ";")];
        check(
            &Tree::structure("T {", vec![("a", Tree::Block(block))], None, "}"),
            "static X: T = T {\n    a: Some({\n        static P: u8 = 1;\n    }),\n};\n",
        );
    }
}
