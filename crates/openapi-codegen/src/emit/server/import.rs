//! Imports: only of what a file mentions.

use std::collections::BTreeSet;

use crate::emit::code::Code;

/// `use path::{A, B};` for those names that the code mentions, in front of the code.
pub(super) fn with_uses(imports: &[(&str, &[&str])], code: &Code) -> String {
    let mentioned = words(code.as_text());
    let mut head = Code::new();
    for (path, names) in imports {
        let names: BTreeSet<&str> = names
            .iter()
            .copied()
            .filter(|name| mentioned.contains(name))
            .collect();
        let names: Vec<&str> = names.into_iter().collect();
        match names.as_slice() {
            [] => {}
            [one] => head.line(format!("use {path}::{one};")),
            many => head.list(&format!("use {path}::{{"), many, "};"),
        }
    }
    if !head.is_empty() {
        head.line("");
    }
    let mut text = head.into_text();
    text.push_str(code.as_text());
    text
}

/// The identifiers that code mentions by themselves: not behind `::`, in a text or in a comment.
fn words(text: &str) -> BTreeSet<&str> {
    let mut out = BTreeSet::new();
    for line in text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
    {
        let mut rest = line;
        let mut before = "";
        while let Some(start) = rest.find(|c: char| c.is_alphabetic() || matches!(c, '_' | '"')) {
            let (gap, tail) = rest.split_at(start);
            before = if gap.is_empty() { before } else { gap };
            if let Some(text) = tail.strip_prefix('"') {
                rest = after_literal(text);
                before = "\"";
                continue;
            }
            let end = tail.find(|c: char| !(c.is_alphanumeric() || c == '_'));
            let (word, after) = tail.split_at(end.unwrap_or(tail.len()));
            if !before.ends_with("::") {
                out.insert(word);
            }
            before = "";
            rest = after;
        }
    }
    out
}

/// What is behind the closing quote.
fn after_literal(text: &str) -> &str {
    let mut characters = text.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '\\' => {
                let _ = characters.next();
            }
            '"' => return text.get(at + 1..).unwrap_or_default(),
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::with_uses;
    use crate::emit::code::Code;

    #[test]
    fn only_what_is_mentioned_is_imported() {
        let mut code = Code::new();
        code.line("/// Four is not a word of the code.");
        code.line(
            "static A: One = super::Two { text: \"Three \\\" Three\", more: Five::Six, x: 日本 };",
        );
        let names = ["Six", "Five", "Four", "Three", "Two", "One", "日本"];
        let text = with_uses(&[("a", &names), ("b", &["Seven"]), ("c", &["A"])], &code);
        assert_eq!(
            text,
            format!(
                "use a::{{Five, One, 日本}};\nuse c::A;\n\n{}",
                code.as_text()
            )
        );
    }
}
