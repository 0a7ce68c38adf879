//! What became of a request, as far as an answer tells.
//!
//! It never says that nothing happened unless that is certain: who places a paid order again
//! because of a wrong guess pays twice.

use crate::retry::retry_after;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use std::time::SystemTime;

/// Whether a request was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was not: sending it again places no second order.
    NotCarriedOut,
    /// Nobody can tell from here: look before sending it again.
    Unknown,
    /// It was, or the server has promised to: do not send it again.
    CarriedOut,
}

impl Outcome {
    /// What the head of an answer says.
    ///
    /// A `2xx` means done, a `4xx` refused. Of the others only those that come before any work
    /// mean that nothing was done: 307 and 308 (ask elsewhere), 501 and 505 (cannot), and 503 with
    /// `Retry-After` (come back). 408 and 499 are what proxies answer that gave up waiting.
    pub(crate) fn of(status: StatusCode, headers: &HeaderMap) -> Self {
        match status.as_u16() {
            200..=299 => Self::CarriedOut,
            408 | 499 => Self::Unknown,
            307 | 308 | 400..=498 | 501 | 505 => Self::NotCarriedOut,
            503 if says_when(headers) => Self::NotCarriedOut,
            _ => Self::Unknown,
        }
    }
}

/// Whether the server says when to come back. Any date will do here, even one in the past.
fn says_when(headers: &HeaderMap) -> bool {
    retry_after(headers, SystemTime::UNIX_EPOCH).is_some()
}

#[cfg(test)]
mod tests {
    use super::Outcome;
    use reqwest::StatusCode;
    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

    #[test]
    fn only_what_is_certain_is_said() {
        let none = HeaderMap::new();
        let soon = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static("soon"))]);
        let later = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static("1"))]);
        let cases = [
            (Outcome::CarriedOut, &none, &[200, 202, 204, 299][..]),
            (
                Outcome::NotCarriedOut,
                &none,
                &[307, 308, 400, 401, 404, 409, 429, 451, 501, 505],
            ),
            (Outcome::NotCarriedOut, &later, &[429, 503]),
            (
                Outcome::Unknown,
                &none,
                &[
                    300, 301, 302, 303, 304, 408, 499, 500, 502, 503, 504, 511, 599,
                ],
            ),
            (Outcome::Unknown, &soon, &[503]),
            (Outcome::Unknown, &later, &[301, 500, 502, 504]),
        ];
        for (outcome, headers, statuses) in cases {
            for status in statuses {
                let status = StatusCode::from_u16(*status).unwrap();
                assert_eq!(Outcome::of(status, headers), outcome, "{status}");
            }
        }
    }
}
