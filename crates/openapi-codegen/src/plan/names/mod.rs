//! Names of the document turned into names of Rust.
//!
//! There is no rename table: a name in the code is the name in the document in the casing of
//! Rust. What is no identifier is spelled until it is one, whatever the document has; that two
//! names differ is the matter of [`Scope`].

mod letters;
mod scope;
mod status;
mod transcription;
mod warned;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use self::letters::{Spelled, sign, spelled};
pub(crate) use self::scope::Scope;
pub(super) use self::status::answer_name;

/// Words that cannot be a field, a function or a module as they are.
const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "Self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Types and variants that generated code uses by their short names.
pub(super) const PRELUDE: [&str; 17] = [
    "Box",
    "Default",
    "Deserialize",
    "Err",
    "From",
    "None",
    "Ok",
    "Option",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Some",
    "String",
    "Sync",
    "TryFrom",
    "Vec",
];

/// Longer names are cut: names of inner types are made of those around them.
const LONGEST: usize = 120;

/// `ResizeOrder` for `resize-order`.
///
/// A name of single letters (`a_b`) changes again when it is turned again (`AB`, `Ab`). The name
/// that stays is taken, so that tools that turn names themselves come to the same.
pub(crate) fn type_name(name: &str) -> String {
    let mut turned = words(name, Signs::Dropped).to_upper_camel_case();
    for _ in 0..LONGEST {
        let next = turned.to_upper_camel_case();
        if next == turned {
            break;
        }
        turned = next;
    }
    started(cut(turned), "Type")
}

/// The name of an operation as a type, turned once, as progenitor turns it.
pub(super) fn operation_type_name(id: &str) -> String {
    started(
        cut(words(id, Signs::Dropped).to_upper_camel_case()),
        "Operation",
    )
}

/// `GtEq` for `>=`, `Plus1` for `+1`: a variant for a value of the document.
pub(super) fn variant_name(value: &str) -> String {
    let name = words(value, Signs::Leading).to_upper_camel_case();
    if name.is_empty() && value.is_empty() {
        return "Empty".to_owned();
    }
    let name = started(cut(name), "Value");
    if name == "Self" {
        "Self_".to_owned()
    } else {
        name
    }
}

/// `project_id` for `projectId`, `type_` for `type`: a field.
pub(super) fn field_name(name: &str) -> String {
    value_name(name, "value")
}

/// `pets` for `Pets`: a module, which is a file. Rust finds only those in ASCII.
pub(super) fn module_name(name: &str) -> String {
    let name = field_name(name);
    if name.is_ascii() {
        return name;
    }
    let mut ascii = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            ascii.extend([" u", &format!("{:x}", u32::from(c)), " "]);
        }
    }
    field_name(&ascii)
}

/// `list_pets` for `listPets`: a function.
pub(super) fn function_name(name: &str) -> String {
    value_name(name, "operation")
}

/// `APIC_7102` for `APIC.7102`.
pub(crate) fn constant_name(name: &str) -> String {
    started(
        cut(words(name, Signs::Leading).to_shouty_snake_case()),
        "VALUE_",
    )
}

fn value_name(name: &str, prefix: &str) -> String {
    let name = words(name, Signs::Leading).to_snake_case();
    let mut name = started(cut(name), &format!("{prefix}_"));
    if KEYWORDS.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

/// What signs are at the start of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Signs {
    /// They separate words.
    Dropped,
    /// They are words: `-name` is not `name`.
    Leading,
}

/// Letters, digits and what separates words.
fn words(name: &str, signs: Signs) -> String {
    let mut out = String::with_capacity(name.len());
    let mut leading = signs == Signs::Leading;
    // Far more than stays: the rest of a name that is a text does not matter.
    for c in name.chars().take(4 * LONGEST) {
        if leading && "+-<>=!~*≤≥≠".contains(c) {
            out.extend([sign(c).unwrap_or_default(), " "]);
            continue;
        }
        leading = false;
        // As typify and progenitor do: `its` for `it's`.
        if c == '\'' {
            continue;
        }
        match spelled(c) {
            Spelled::Same => out.push(c),
            Spelled::Text(text) => out.push_str(text),
            Spelled::Number => out.extend([" u", &format!("{:x}", u32::from(c)), " "]),
            Spelled::Break => out.push(' '),
        }
    }
    if out.chars().any(char::is_alphanumeric) {
        return out;
    }
    let signs = name.chars().take(LONGEST).filter_map(sign);
    signs.collect::<Vec<_>>().join(" ")
}

/// At most [`LONGEST`] characters.
fn cut(name: String) -> String {
    match name.char_indices().nth(LONGEST) {
        Some((at, _)) => name
            .get(..at)
            .unwrap_or_default()
            .trim_end_matches('_')
            .to_owned(),
        None => name,
    }
}

/// With something in front where a name is empty or starts with a digit.
fn started(name: String, prefix: &str) -> String {
    match name.chars().next() {
        Some(first) if !first.is_numeric() => name,
        Some(_) => format!("{prefix}{name}"),
        None => prefix.trim_end_matches('_').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_rust_names() {
        let check = |name: &str, expected: [&str; 4]| {
            let actual = [
                type_name(name),
                field_name(name),
                constant_name(name),
                variant_name(name),
            ];
            assert_eq!(actual, expected, "{name}");
        };
        check(
            "ResizeOrder",
            ["ResizeOrder", "resize_order", "RESIZE_ORDER", "ResizeOrder"],
        );
        check(
            "APIC.7102",
            ["Apic7102", "apic_7102", "APIC_7102", "Apic7102"],
        );
        check(
            "X-Auth-Token",
            ["XAuthToken", "x_auth_token", "X_AUTH_TOKEN", "XAuthToken"],
        );
        check("type", ["Type", "type_", "TYPE", "Type"]);
        check("a_b", ["Ab", "a_b", "A_B", "AB"]);
        check("self", ["Self", "self_", "SELF", "Self_"]);
        check("it's", ["Its", "its", "ITS", "Its"]);
        check("2fa", ["Type2fa", "value_2fa", "VALUE_2FA", "Value2fa"]);
        check("日本", ["日本", "日本", "日本", "日本"]);
        check("größe", ["Grosse", "grosse", "GROSSE", "Grosse"]);
        check("Имя", ["Imya", "imya", "IMYA", "Imya"]);
        check("", ["Type", "value", "VALUE", "Empty"]);
        check("+1", ["Type1", "plus_1", "PLUS_1", "Plus1"]);
        check("-name", ["Name", "minus_name", "MINUS_NAME", "MinusName"]);
        check(">=", ["GtEq", "gt_eq", "GT_EQ", "GtEq"]);
        check("*", ["Star", "star", "STAR", "Star"]);
        check("\u{0}\u{202e}", ["Type", "value", "VALUE", "Value"]);
        check("נ", ["U5e0", "u5e0", "U5E0", "U5e0"]);
        check("@id", ["Id", "id", "ID", "Id"]);
    }

    #[test]
    fn modules_are_files() {
        let check = |name: &str, expected: &str| assert_eq!(module_name(name), expected, "{name}");
        check("Pets", "pets");
        check("type", "type_");
        check("größe", "grosse");
        check("日本 2", "u65e5_u672c_2");
        check("", "value");
        let long = module_name(&"日".repeat(1000));
        assert!(long.is_ascii() && long.len() <= LONGEST, "{long}");
    }

    #[test]
    fn names_are_not_endless() {
        assert_eq!(type_name(&"a".repeat(100_000)).chars().count(), LONGEST);
    }
}
