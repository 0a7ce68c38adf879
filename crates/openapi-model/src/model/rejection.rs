//! What is answered where no operation decides, and the error codes the examples know.

/// The body of a rejection.
#[derive(Debug, Clone)]
pub struct Answer {
    /// JSON, members in document order.
    pub text: String,
    /// Where the list of violations goes: right before the closing quote of the
    /// member that takes it.
    pub violations_at: Option<usize>,
}

/// What is answered where no operation decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RejectionKind {
    MissingCredential,
    RejectedCredential,
    Forbidden,
    InvalidRequest,
    UnknownPath,
    MethodNotAllowed,
    PayloadTooLarge,
    UnsupportedMediaType,
    InternalError,
}

impl RejectionKind {
    pub const ALL: [Self; 9] = [
        Self::MissingCredential,
        Self::RejectedCredential,
        Self::Forbidden,
        Self::InvalidRequest,
        Self::UnknownPath,
        Self::MethodNotAllowed,
        Self::PayloadTooLarge,
        Self::UnsupportedMediaType,
        Self::InternalError,
    ];

    /// The name in `x-rejections`.
    pub fn key(self) -> &'static str {
        match self {
            Self::MissingCredential => "missing-credential",
            Self::RejectedCredential => "rejected-credential",
            Self::Forbidden => "forbidden",
            Self::InvalidRequest => "invalid-request",
            Self::UnknownPath => "unknown-path",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::PayloadTooLarge => "payload-too-large",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::InternalError => "internal-error",
        }
    }

    pub fn status(self) -> u16 {
        match self {
            Self::MissingCredential | Self::RejectedCredential => 401,
            Self::Forbidden => 403,
            Self::InvalidRequest => 400,
            Self::UnknownPath => 404,
            Self::MethodNotAllowed => 405,
            Self::PayloadTooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::InternalError => 500,
        }
    }
}

/// A value of a property marked `x-error-code`, found in the examples.
#[derive(Debug, Clone)]
pub struct ErrorCode {
    pub code: String,
    /// Sorted.
    pub statuses: Vec<u16>,
    /// The message of the first example with this code.
    pub message: String,
}
