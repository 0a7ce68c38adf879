//! The document's bodies for rejections (`x-rejections`), and turning a rejection into bytes.
//!
//! Bodies are prepared at generation: nothing is serialised here but the list of violations.
//! Where the document is silent the answer is a problem of RFC 9457.

use bytes::Bytes;
use http::header::{ALLOW, CONNECTION, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderValue, Response};

use crate::rejection::AfterAnswer;
use crate::{Body, Rejection, RejectionKind, Violations};

/// The body of one kind of rejection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Canned {
    /// This JSON text, byte for byte.
    Json(&'static str),
    /// JSON text, cut where a string member ends: violations go between the two pieces.
    JsonText {
        /// Up to the end of the member's value, without its closing quote.
        before: &'static str,
        /// From the closing quote on.
        after: &'static str,
    },
    /// `application/problem+json` (RFC 9457), as the document has nothing to say.
    Problem,
}

/// The bodies of all kinds of rejections that a document can define.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rejections {
    /// 401: no credential.
    pub missing_credential: Canned,
    /// 401: a bad credential.
    pub rejected_credential: Canned,
    /// 403.
    pub forbidden: Canned,
    /// 400.
    pub invalid_request: Canned,
    /// 404.
    pub unknown_path: Canned,
    /// 405.
    pub method_not_allowed: Canned,
    /// 413.
    pub payload_too_large: Canned,
    /// 415.
    pub unsupported_media_type: Canned,
    /// 500.
    pub internal_error: Canned,
}

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");

impl Rejections {
    /// Every answer as a problem of RFC 9457.
    pub const PROBLEMS: Self = Self {
        missing_credential: Canned::Problem,
        rejected_credential: Canned::Problem,
        forbidden: Canned::Problem,
        invalid_request: Canned::Problem,
        unknown_path: Canned::Problem,
        method_not_allowed: Canned::Problem,
        payload_too_large: Canned::Problem,
        unsupported_media_type: Canned::Problem,
        internal_error: Canned::Problem,
    };

    fn canned(&self, kind: RejectionKind) -> Canned {
        match kind {
            RejectionKind::MissingCredential => self.missing_credential,
            RejectionKind::RejectedCredential => self.rejected_credential,
            RejectionKind::Forbidden => self.forbidden,
            RejectionKind::InvalidRequest => self.invalid_request,
            RejectionKind::UnknownPath => self.unknown_path,
            RejectionKind::MethodNotAllowed => self.method_not_allowed,
            RejectionKind::RequestTimeout => Canned::Problem,
            RejectionKind::PayloadTooLarge => self.payload_too_large,
            RejectionKind::UnsupportedMediaType => self.unsupported_media_type,
            RejectionKind::InternalError => self.internal_error,
        }
    }

    /// The answer to a rejection.
    pub(crate) fn answer(&self, rejection: &Rejection) -> Response<Body> {
        let violations = rejection.violations();
        let (media_type, body) = match (rejection.body(), self.canned(rejection.kind())) {
            (Some(body), _) => (JSON, body.clone()),
            (None, Canned::Json(body)) => (JSON, Bytes::from_static(body.as_bytes())),
            (None, Canned::JsonText { before, after }) => {
                (JSON, with_text(before, violations, after))
            }
            (None, Canned::Problem) => (PROBLEM, problem(rejection)),
        };
        let mut response = Response::new(Body::from(body));
        *response.status_mut() = rejection.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, media_type);
        if let Some(allow) = rejection.allow() {
            headers.insert(ALLOW, allow.clone());
        }
        if rejection.connection() == AfterAnswer::Close {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if matches!(
            rejection.kind(),
            RejectionKind::MissingCredential | RejectionKind::RejectedCredential
        ) {
            for challenge in rejection
                .endpoint()
                .map_or(&[][..], |endpoint| endpoint.challenges)
            {
                headers.append(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
            }
        }
        response
    }
}

fn with_text(before: &str, violations: &Violations, after: &str) -> Bytes {
    if violations.is_empty() {
        return [before, after].concat().into();
    }
    let quoted = serde_json::Value::String(violations.to_string()).to_string();
    let escaped = quoted
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .unwrap_or_default();
    [before, ": ", escaped, after].concat().into()
}

fn problem(rejection: &Rejection) -> Bytes {
    let status = rejection.status();
    let mut problem = serde_json::json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or_default(),
        "status": status.as_u16(),
    });
    if !rejection.violations().is_empty()
        && let Some(members) = problem.as_object_mut()
    {
        let errors = rejection.violations().iter();
        let errors = errors.map(|violation| {
            serde_json::json!({ "pointer": format!("#{}", violation.pointer), "detail": violation.rule })
        });
        members.insert("errors".to_owned(), errors.collect());
    }
    problem.to_string().into()
}
