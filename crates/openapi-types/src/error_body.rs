//! What an error body tells a program: its code and its message.
//!
//! Generated types implement [`ErrorBody`]; bodies that are no struct of the document (a text, a
//! list, a stream) do so here and have no code. Types of other crates (`uuid`, `chrono`) do not.

use serde_json::Value;
use std::collections::BTreeMap;

/// A body that says why a request was not carried out.
///
/// Generated types implement it. The members are those that the document marks with
/// `x-error-code` and `x-error-message`; a type without such a mark keeps the defaults.
pub trait ErrorBody {
    /// The stable code that programs act on, such as `APIC.7302`.
    fn code(&self) -> Option<&str> {
        None
    }

    /// The text for people. It changes between versions of a server: do not match on it.
    fn message(&self) -> Option<&str> {
        None
    }
}

macro_rules! without_a_code {
    ($($type:ty),* $(,)?) => {$(
        impl ErrorBody for $type {}
    )*};
}

// An error without a body has no code either.
without_a_code! { (), bool, i32, i64, u64, f64, str, String, Value }

impl<T> ErrorBody for Vec<T> {}

impl<T> ErrorBody for BTreeMap<String, T> {}

#[cfg(feature = "base64")]
impl ErrorBody for crate::Base64 {}

#[cfg(feature = "stream")]
impl ErrorBody for crate::ByteStream {}

macro_rules! delegate {
    () => {
        fn code(&self) -> Option<&str> {
            (**self).code()
        }

        fn message(&self) -> Option<&str> {
            (**self).message()
        }
    };
}

impl<T: ErrorBody + ?Sized> ErrorBody for Box<T> {
    delegate! {}
}

impl<T: ErrorBody + ?Sized> ErrorBody for &T {
    delegate! {}
}

impl<T: ErrorBody> ErrorBody for Option<T> {
    fn code(&self) -> Option<&str> {
        self.as_ref().and_then(T::code)
    }

    fn message(&self) -> Option<&str> {
        self.as_ref().and_then(T::message)
    }
}
