//! The findings of this crate: E001 to E029.
//!
//! One table, so that a number is never given twice. Codes are stable: a number that is no longer
//! used is not reused. Codes from E030 on belong to the crates that judge what a document says.

macro_rules! table {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal: $meaning:literal;)+) => {
        $($(#[doc = $doc])+ pub const $name: &str = $code;)+

        /// Every code of this crate with what it means, in order.
        pub const TABLE: &[(&str, &str)] = &[$(($name, $meaning)),+];
    };
}

table! {
    /// The input is larger than [`crate::Limits::bytes`].
    TOO_LARGE = "E001": "the input is larger than the limit `bytes`";
    /// A byte sequence is not UTF-8.
    NOT_UTF8 = "E002": "the input is not UTF-8";
    /// A NUL or other control character stands in the text.
    CONTROL_CHARACTER = "E003": "a control character that YAML and JSON forbid";
    /// There is no value in the input.
    EMPTY = "E004": "the input holds no value";
    /// The text is neither YAML nor JSON.
    SYNTAX = "E005": "the text is not YAML or JSON";
    /// Nesting is deeper than [`crate::Limits::depth`].
    TOO_DEEP = "E006": "nesting is deeper than the limit `depth`";
    /// There are more values than [`crate::Limits::nodes`].
    TOO_MANY_NODES = "E007": "more values than the limit `nodes`";
    /// Aliases copy more than [`crate::Limits::alias_bytes`].
    ALIASES_TOO_LARGE = "E008": "aliases copy more than the limit `alias_bytes`";
    /// A mapping has the same key twice.
    DUPLICATE_KEY = "E009": "a key stands twice in one mapping";
    /// A second document begins.
    SECOND_DOCUMENT = "E010": "the input holds more than one document";
    /// `<<` stands as a key.
    MERGE_KEY = "E011": "a merge key, which YAML 1.2 does not have";
    /// A key is missing, or is not a scalar.
    BAD_KEY = "E012": "a key that is missing or is not text";
    /// A number cannot be held without loss.
    NUMBER_TOO_LARGE = "E013": "a number that 64 bits cannot hold";
    /// Infinity or not-a-number.
    NOT_A_JSON_NUMBER = "E014": "infinity or not-a-number, which JSON does not have";
    /// A tag outside the core schema, or one the value does not fit.
    BAD_TAG = "E015": "a tag that JSON has no type for, or that the value does not fit";
    /// An alias without an anchor, or inside its own anchor.
    BAD_ALIAS = "E016": "an alias whose anchor is missing or contains it";
    /// Reading stopped after [`crate::Limits::findings`] findings.
    TOO_MANY_FINDINGS = "E017": "more findings than the limit `findings`";
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn codes_are_numbered_without_gaps_in_the_range_of_this_crate() {
        let expected: Vec<_> = (1..=TABLE.len())
            .map(|number| format!("E{number:03}"))
            .collect();
        assert_eq!(
            TABLE.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
            expected
        );
        assert!(TABLE.len() < 30);
    }
}
