//! What must not be printed, and how it is taken out of what is.
//!
//! A server may repeat what it was sent, as it is or encoded. What proves who is calling is
//! noted when it goes out, and masked wherever a server's words are shown.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use std::fmt::Write as _;

/// What is shown in place of a secret.
pub(crate) const MASKED: &str = "[masked]";

/// The shortest text that is taken for a secret: masking less would take words apart.
const SHORTEST: usize = 6;

/// Secrets in every form that they may come back in. `Debug` is left out on purpose.
#[derive(Clone, Default)]
pub(crate) struct Mask(Vec<String>);

impl Mask {
    /// Notes a secret.
    pub(crate) fn add(&mut self, secret: &str) {
        if secret.len() < SHORTEST {
            return;
        }
        let bytes = secret.as_bytes();
        let hex = bytes.iter().fold(String::new(), |mut hex, byte| {
            // Writing to a String does not fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        let json = serde_json::Value::from(secret).to_string();
        let quoted = json
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        let percent = percent_encoding::percent_encode(bytes, percent_encoding::NON_ALPHANUMERIC);
        self.0.extend([
            secret.to_owned(),
            quoted.unwrap_or(&json).to_owned(),
            percent.to_string(),
            hex.to_uppercase(),
            hex,
            STANDARD.encode(bytes),
            STANDARD_NO_PAD.encode(bytes),
            URL_SAFE.encode(bytes),
            URL_SAFE_NO_PAD.encode(bytes),
        ]);
        // The longest first, so that no end of one is left.
        self.0.sort_by_key(|form| std::cmp::Reverse(form.len()));
        self.0.dedup();
    }

    /// The text without the secrets.
    pub(crate) fn apply(&self, text: &str) -> String {
        self.0
            .iter()
            .fold(text.to_owned(), |text, form| text.replace(form, MASKED))
    }
}

#[cfg(test)]
mod tests {
    use super::Mask;

    #[test]
    fn a_secret_is_masked_in_every_form() {
        let mut mask = Mask::default();
        mask.add("s3cret+/=\"");
        mask.add("abc");
        let cases = [
            ("it is s3cret+/=\".", "it is [masked]."),
            (r#"{"a":"s3cret+/=\""}"#, r#"{"a":"[masked]"}"#),
            ("s3cret%2B%2F%3D%22", "[masked]"),
            ("7333637265742b2f3d22", "[masked]"),
            ("7333637265742B2F3D22", "[masked]"),
            ("czNjcmV0Ky89Ig==", "[masked]"),
            ("czNjcmV0Ky89Ig", "[masked]"),
            ("abc", "abc"),
        ];
        for (text, expected) in cases {
            assert_eq!(mask.apply(text), expected);
        }
    }
}
