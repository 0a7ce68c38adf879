//! How members of a JSON object are read: absent, `null` and a value are three things.
//!
//! serde's derive reads both an absent member and `null` as `None`, which hides a broken peer.
//! Generated types name these functions in `deserialize_with`.

use serde::{Deserialize, Deserializer};

/// Reads an optional member: absent is `None`, and `null` is an error unless `T` takes it.
///
/// Where the document allows `null` too, `T` is an `Option` itself: `Some(None)` is `null`.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Order {
///     #[serde(default, deserialize_with = "openapi_types::present")]
///     job_id: Option<String>,
///     #[serde(default, deserialize_with = "openapi_types::present")]
///     note: Option<Option<String>>,
/// }
///
/// let read = |text: &str| openapi_types::json::from_slice::<Order>(text.as_bytes());
/// assert_eq!(read("{}")?.job_id, None);
/// assert_eq!(read(r#"{"job_id":"a"}"#)?.job_id.as_deref(), Some("a"));
/// assert!(read(r#"{"job_id":null}"#).is_err());
/// assert_eq!(read(r#"{"note":null}"#)?.note, Some(None));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// Whatever reading a `T` gives, which for `null` is a wrong type unless `T` takes it.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Reads a member that must be there and may be `null`.
///
/// serde's derive takes an absent member for `None`; a function of its own makes it an error.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Order {
///     #[serde(deserialize_with = "openapi_types::nullable")]
///     note: Option<String>,
/// }
///
/// let read = |text: &str| openapi_types::json::from_slice::<Order>(text.as_bytes());
/// assert_eq!(read(r#"{"note":null}"#)?.note, None);
/// assert!(read("{}").is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// # Errors
/// Whatever reading a `T` gives.
pub fn nullable<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}
