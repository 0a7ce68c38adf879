//! Damaged documents, the same ones each time: the n-th is a function of n and the seeds.
//!
//! Half of the damage is done to bytes, as noise and bad editors do; the other half to trees, so
//! that it comes behind the parser: a value in place of another, moved, doubled, or gone.

use serde_json::{Value, json};

/// Numbers that look like chance.
pub struct Numbers(u64);

impl Numbers {
    /// The series with this number.
    pub fn new(series: u64) -> Self {
        // Neighbours must not look alike, and no state may be 0.
        let mut state = series.wrapping_add(0x9e37_79b9_7f4a_7c15);
        state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Self((state ^ (state >> 31)) | 1)
    }

    /// The next one, less than `limit`; 0 if that is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).max(1);
        usize::try_from((self.0 >> 11) % limit).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }
}

/// A document to begin with.
pub struct Seed {
    pub bytes: Vec<u8>,
    /// The same as a tree, if it is one.
    pub tree: Option<Value>,
}

/// Damage to the bytes of a seed.
pub fn bytes(seeds: &[Seed], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = numbers.pick(seeds).map_or_else(Vec::new, |seed| seed.bytes.clone());
    for _ in 0..=numbers.below(8) {
        let at = numbers.below(bytes.len() + 1);
        let end = (at + numbers.below(24)).min(bytes.len());
        match numbers.below(9) {
            0 => {
                bytes.drain(at..end);
            }
            1 => {
                let piece = bytes[at..end].to_vec();
                let to = numbers.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            2 => bytes.insert(at, u8::try_from(numbers.below(256)).unwrap_or(0)),
            3 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << numbers.below(8);
                }
            }
            4 => bytes.truncate(at),
            5 => {
                let from = numbers.pick(seeds).map_or(&[][..], |seed| &seed.bytes);
                let start = numbers.below(from.len() + 1);
                let stop = (start + numbers.below(200)).min(from.len());
                bytes.splice(at..end, from[start..stop].iter().copied());
            }
            6 => {
                let piece = bytes[at..end].repeat(1 + numbers.below(50));
                bytes.splice(at..end, piece);
            }
            _ => {
                let token = numbers.pick(&TOKENS).copied().unwrap_or_default();
                bytes.splice(at..at, token.bytes());
            }
        }
    }
    bytes
}

/// Damage to the tree of a seed; now and then as JSON with every escape.
pub fn tree(seeds: &[Seed], numbers: &mut Numbers) -> Vec<u8> {
    let trees: Vec<&Value> = seeds.iter().filter_map(|seed| seed.tree.as_ref()).collect();
    let mut tree = numbers.pick(&trees).map_or(Value::Null, |tree| (*tree).clone());
    let other = numbers.pick(&trees).copied().cloned().unwrap_or_default();
    for _ in 0..=numbers.below(4) {
        damage(&mut tree, &other, numbers);
    }
    tree.to_string().into_bytes()
}

/// Every place in a tree, as a pointer; the deepest first.
fn places(value: &Value, at: &str, out: &mut Vec<String>) {
    let mut child = |token: &str, value: &Value| {
        let place = format!("{at}/{}", token.replace('~', "~0").replace('/', "~1"));
        places(value, &place, out);
        out.push(place);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| child(key, value)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, value)| child(&index.to_string(), value)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn damage(tree: &mut Value, other: &Value, numbers: &mut Numbers) {
    let mut here = Vec::new();
    places(tree, "", &mut here);
    let Some(place) = numbers.pick(&here).cloned() else { return };
    let (parent, token) = place.rsplit_once('/').unwrap_or_default();
    let token = token.replace("~1", "/").replace("~0", "~");
    let new = match numbers.below(8) {
        0 | 1 => oddity(numbers),
        2 => {
            let from = numbers.pick(&here).and_then(|from| tree.pointer(from));
            from.cloned().unwrap_or_default()
        }
        3 => {
            let mut there = Vec::new();
            places(other, "", &mut there);
            let from = numbers.pick(&there).and_then(|from| other.pointer(from));
            from.cloned().unwrap_or_default()
        }
        4 => json!({ "$ref": format!("#{}", numbers.pick(&here).cloned().unwrap_or_default()) }),
        5 => {
            let keyword = *numbers.pick(&["allOf", "oneOf", "anyOf"]).unwrap_or(&"allOf");
            let one = tree.pointer(&place).cloned().unwrap_or_default();
            json!({ keyword: [one, oddity(numbers)] })
        }
        6 => {
            if let Some(Value::Object(members)) = tree.pointer_mut(parent) {
                let value = members.remove(&token).unwrap_or_default();
                if numbers.below(2) == 0 {
                    let name = numbers.pick(&TOKENS).copied().unwrap_or_default();
                    members.insert(name.to_owned(), value);
                }
            }
            return;
        }
        _ => {
            let key = numbers.pick(&KEYS).copied().unwrap_or_default();
            if let Some(Value::Object(members)) = tree.pointer_mut(&place) {
                members.insert(key.to_owned(), oddity(numbers));
            }
            return;
        }
    };
    if let Some(old) = tree.pointer_mut(&place) {
        *old = new;
    }
}

fn oddity(numbers: &mut Numbers) -> Value {
    match numbers.below(16) {
        0 => Value::Null,
        1 => json!(numbers.below(2) == 0),
        2 => json!(-1),
        3 => json!(u64::MAX),
        4 => json!(1e300),
        5 => json!([]),
        6 => json!({}),
        7 => json!({"type": "array", "items": {}}),
        8 => json!({"type": "object", "additionalProperties": {"type": "string", "nullable": true}}),
        9 => json!({"type": "string", "enum": ["a", "A", "", "1", null]}),
        10 => json!({"nullable": true}),
        11 => json!({"$ref": "#/components/schemas/Pet"}),
        12 => json!({"oneOf": [{"type": "string"}, {"type": "integer"}]}),
        _ => json!(numbers.pick(&TOKENS).copied().unwrap_or_default()),
    }
}

/// Keys that mean something in many places.
const KEYS: [&str; 44] = [
    "$ref", "additionalProperties", "allOf", "allowEmptyValue", "allowReserved", "anyOf",
    "callbacks", "content", "default", "deprecated", "description", "discriminator", "encoding",
    "enum", "example", "examples", "exclusiveMaximum", "exclusiveMinimum", "explode", "format",
    "headers", "in", "items", "links", "mapping", "maxItems", "maximum", "minLength", "minimum",
    "multipleOf", "name", "not", "nullable", "oneOf", "operationId", "pattern", "properties",
    "propertyName", "readOnly", "required", "schema", "style", "type", "writeOnly",
];

/// Pieces of documents, and texts that are not what they seem.
const TOKENS: [&str; 72] = [
    "", " ", "\n", "\r\n", "\t", "- ", ": ", "? ", "{", "}", "[", "]", ",", "\"", "'", "&a ",
    "*a", "!!str ", "!!int ", "<<: *a", "|\n", ">-\n", "# ", "---\n", "...\n", "%YAML 1.2\n", "~",
    "null", "true", ".nan", "-.inf", "0x7f", "1e999", "99999999999999999999", "\\u0000", "\\ud800",
    "\u{feff}", "\u{85}", "\u{2028}", "\u{202e}", "日本", "🦀", "a/b", "a~1b", "../x", "#/",
    "#/components/schemas/Pet", "x.yaml#/a", "https://x.invalid", "string", "integer", "object",
    "array", "date-time", "uuid", "binary", "form", "deepObject", "query", "path", "header",
    "cookie", "application/json", "multipart/form-data", "*/*", "{id}", "/{a}/{b}", "default",
    "4XX", "self", "^(a+)+$", "\"; } fn x() {} //",
];
