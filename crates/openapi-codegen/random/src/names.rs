//! Names that are hard to turn into Rust.

use crate::random::Random;

/// First parts of names of components.
const WORDS: [&str; 24] = [
    "Pet",
    "pet",
    "pet-owner",
    "Pet_Owner",
    "2fa",
    "type",
    "Self",
    "String",
    "Option",
    "Vec",
    "Result",
    "HTTPResponse",
    "io.k8s.api.v1.Pod",
    "a",
    "A_B",
    "Ünïcode",
    "Größe",
    "über-type",
    "Box",
    "Error",
    "Response",
    "v1.2",
    "Some",
    "Default",
];

/// Names of properties and parameters, each once.
pub(crate) const MEMBERS: [&str; 36] = [
    "id",
    "name",
    "type",
    "Type",
    "self",
    "Self",
    "crate",
    "async",
    "kebab-case",
    "snake_case",
    "camelCase",
    "PascalCase",
    "2fa",
    "@id",
    "$ref-like",
    "a b",
    "größe",
    "名前",
    "+1",
    "-1",
    "_",
    "__",
    "x.y",
    "x/y",
    "body",
    "client",
    "request",
    "response",
    "headers",
    "value",
    "extra",
    "additional",
    "Ok",
    "None",
    "fn",
    "r#try",
];

/// Values of enumerations, each once.
pub(crate) const VALUES: [&str; 22] = [
    "a", "A", "b", "Self", "self", "type", "", " ", "1", "-1", "+1", "1.5", ">=", "<=", "*", "a-b",
    "a_b", "aB", "ünï", "日本", "\"", "None",
];

/// Names of components, each once.
pub(crate) fn components(seed: u64, count: usize) -> Vec<String> {
    let mut random = Random::new(seed ^ 0x6e61_6d65);
    let mut out: Vec<String> = Vec::with_capacity(count);
    for at in 0..count {
        let word = random.pick(&WORDS).copied().unwrap_or("Pet");
        // A component's key has only letters, digits, `.`, `-` and `_` by the specification.
        let word: String = word
            .chars()
            .map(|c| if c.is_ascii() { c } else { 'u' })
            .collect();
        let name = if at < 10 && !out.contains(&word) {
            word
        } else {
            format!("{word}{at}")
        };
        out.push(name);
    }
    out
}

/// `count` of `names`, each once, in a drawn order.
pub(crate) fn some(random: &mut Random, names: &[&'static str], count: usize) -> Vec<&'static str> {
    let mut left = names.to_vec();
    let mut out = Vec::new();
    while out.len() < count && !left.is_empty() {
        out.push(left.swap_remove(random.below(left.len())));
    }
    out
}
