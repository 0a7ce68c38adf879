//! Bytes that travel as text in JSON (`format: byte`).

use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, Engine as _, GeneralPurpose, GeneralPurposeConfig};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;
use std::str::FromStr;

/// Written with padding, read with or without it.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes; base64 with the standard alphabet in JSON and as text.
///
/// ```
/// use openapi_types::Base64;
///
/// let key = Base64::from(b"key".as_slice());
/// assert_eq!(key.to_string(), "a2V5");
/// assert_eq!("a2V5".parse(), Ok(key));
/// assert!("a2V5!".parse::<Base64>().is_err());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Base64(pub Vec<u8>);

/// A text that is not base64. It does not say which: it can be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidBase64;

impl fmt::Display for InvalidBase64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not base64")
    }
}

impl std::error::Error for InvalidBase64 {}

/// Without the content.
impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.0.len())
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        base64::display::Base64Display::new(&self.0, &ENGINE).fmt(f)
    }
}

impl FromStr for Base64 {
    type Err = InvalidBase64;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        ENGINE.decode(text).map(Self).map_err(|_| InvalidBase64)
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Base64> for Vec<u8> {
    fn from(bytes: Base64) -> Self {
        bytes.0
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl de::Visitor<'_> for Text {
            type Value = Base64;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text in base64")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Base64, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
    }
}

#[cfg(test)]
mod tests {
    use super::Base64;

    #[test]
    fn reads_what_it_writes_and_takes_missing_padding() {
        let check = |text: &str, expected: Option<&[u8]>| {
            let json = serde_json::to_vec(text).unwrap();
            let read = crate::json::from_slice::<Base64>(&json).ok();
            assert_eq!(read.as_ref().map(AsRef::as_ref), expected, "{text}");
        };
        check("", Some(b""));
        check("AA==", Some(b"\0"));
        check("AA", Some(b"\0"));
        check("+/8=", Some(b"\xfb\xff"));
        check("-_8=", None);
        check("A", None);
        check("AA==\n", None);
        let written = serde_json::to_string(&Base64(vec![0])).unwrap();
        assert_eq!(written, "\"AA==\"");
        assert_eq!(format!("{:?}", Base64(vec![1, 2])), "Base64(2 bytes)");
    }
}
