//! Enumerations of texts and of integers.

use super::attributes::{Serde, derives, schemars};
use super::schemas::type_docs;
use crate::docs;
use crate::emit::code::{Code, literal};
use crate::plan::{Named, TypeDef};

const ERROR: &str = "openapi_types::UnknownValue";

pub(super) fn texts(code: &mut Code, def: &TypeDef, list: &[Named<String>]) {
    let name = &def.name;
    code.docs(type_docs(def));
    derives(code, def.traits, Serde::Derived);
    schemars(code, "derive(schemars::JsonSchema)");
    code.open(format!("pub enum {name} {{"));
    for value in list {
        code.line(format!("/// {}", docs::code(&value.value)));
        if value.value != value.name {
            code.line(format!("#[serde(rename = {})]", literal(&value.value)));
        }
        code.line(format!("{},", value.name));
    }
    code.close("}");
    code.blank();
    code.open(format!("impl {name} {{"));
    code.line("/// The value as the document writes it.");
    code.open("pub fn as_str(&self) -> &'static str {");
    code.block("match self {", "}", |code| {
        for value in list {
            code.line(format!(
                "Self::{} => {},",
                value.name,
                literal(&value.value)
            ));
        }
    });
    code.close("}");
    code.close("}");
    display(code, name, "f.write_str(self.as_str())");
    code.blank();
    code.open(format!("impl std::str::FromStr for {name} {{"));
    code.line(format!("type Err = {ERROR};"));
    code.line("");
    code.open(format!(
        "fn from_str(value: &str) -> Result<Self, {ERROR}> {{"
    ));
    code.block("match value {", "}", |code| {
        for value in list {
            code.line(format!(
                "{} => Ok(Self::{}),",
                literal(&value.value),
                value.name
            ));
        }
        code.line(format!("_ => Err({ERROR}::new()),"));
    });
    code.close("}");
    code.close("}");
    for source in ["&str", "&String", "String"] {
        try_from(code, name, source, "value.parse()");
    }
}

pub(super) fn integers(code: &mut Code, def: &TypeDef, list: &[Named<i64>]) {
    let name = &def.name;
    code.docs(type_docs(def));
    derives(code, def.traits, Serde::Manual);
    code.open(format!("pub enum {name} {{"));
    for value in list {
        code.line(format!("/// `{}`", value.value));
        code.line(format!("{},", value.name));
    }
    code.close("}");
    code.blank();
    code.open(format!("impl {name} {{"));
    code.line("/// The value as the document writes it.");
    code.open("pub fn value(&self) -> i64 {");
    code.block("match self {", "}", |code| {
        for value in list {
            code.line(format!("Self::{} => {},", value.name, number(value.value)));
        }
    });
    code.close("}");
    code.close("}");
    display(code, name, "std::fmt::Display::fmt(&self.value(), f)");
    code.blank();
    code.open(format!("impl TryFrom<i64> for {name} {{"));
    code.line(format!("type Error = {ERROR};"));
    code.line("");
    code.open(format!(
        "fn try_from(value: i64) -> Result<Self, {ERROR}> {{"
    ));
    code.block("match value {", "}", |code| {
        for value in list {
            code.line(format!(
                "{} => Ok(Self::{}),",
                number(value.value),
                value.name
            ));
        }
        code.line(format!("_ => Err({ERROR}::new()),"));
    });
    code.close("}");
    code.close("}");
    code.blank();
    code.open(format!("impl std::str::FromStr for {name} {{"));
    code.line(format!("type Err = {ERROR};"));
    code.line("");
    code.open(format!(
        "fn from_str(value: &str) -> Result<Self, {ERROR}> {{"
    ));
    code.line(format!(
        "value.parse::<i64>().map_err(|_| {ERROR}::new()).and_then(Self::try_from)"
    ));
    code.close("}");
    code.close("}");
    for source in ["&str", "&String", "String"] {
        try_from(code, name, source, "value.parse()");
    }
    integer_serde(code, name, list);
}

fn integer_serde(code: &mut Code, name: &str, list: &[Named<i64>]) {
    code.blank();
    code.open(format!("impl Serialize for {name} {{"));
    code.block(
        "fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {",
        "}",
        |code| {
            code.line("serializer.serialize_i64(self.value())");
        },
    );
    code.close("}");
    code.blank();
    code.open(format!("impl<'de> Deserialize<'de> for {name} {{"));
    code.open(
        "fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {",
    );
    code.line("let value = <i64 as Deserialize>::deserialize(deserializer)?;");
    code.line("Self::try_from(value).map_err(serde::de::Error::custom)");
    code.close("}");
    code.close("}");
    code.blank();
    code.line("#[cfg(feature = \"schemars\")]");
    code.open(format!("impl schemars::JsonSchema for {name} {{"));
    code.block(
        "fn schema_name() -> std::borrow::Cow<'static, str> {",
        "}",
        |code| {
            code.line(format!("{}.into()", literal(name)));
        },
    );
    code.line("");
    code.open("fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {");
    let values: Vec<String> = list.iter().map(|value| number(value.value)).collect();
    code.line(format!(
        "schemars::json_schema!({{ \"type\": \"integer\", \"enum\": [{}] }})",
        values.join(", ")
    ));
    code.close("}");
    code.close("}");
}

fn display(code: &mut Code, name: &str, body: &str) {
    code.blank();
    code.open(format!("impl std::fmt::Display for {name} {{"));
    code.block(
        "fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {",
        "}",
        |code| code.line(body),
    );
    code.close("}");
}

/// `Error` and `Err` are written out: a variant may be called so.
fn try_from(code: &mut Code, name: &str, source: &str, body: &str) {
    code.blank();
    code.open(format!("impl TryFrom<{source}> for {name} {{"));
    code.line(format!("type Error = {ERROR};"));
    code.line("");
    code.block(
        &format!("fn try_from(value: {source}) -> Result<Self, {ERROR}> {{"),
        "}",
        |code| code.line(body),
    );
    code.close("}");
}

/// With its digits in groups, as Rust has it.
pub(super) fn number(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let sign = if value < 0 { "-" } else { "" };
    if digits.len() < 5 {
        return format!("{sign}{digits}");
    }
    let mut out = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_grouped() {
        let check = |value, expected: &str| assert_eq!(number(value), expected);
        check(0, "0");
        check(-1000, "-1000");
        check(10_000, "10_000");
        check(i64::MIN, "-9_223_372_036_854_775_808");
    }
}
