//! Who may call: schemes, and what each operation asks for.

use super::Place;

/// A security scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    pub name: String,
    pub description: String,
    pub place: Place,
    pub kind: SchemeKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// The whole value of a header is the credential; the name is in lower case.
    HeaderKey { header: String },
    /// The value of a query parameter is.
    QueryKey { parameter: String },
    /// The value of a cookie is.
    CookieKey { cookie: String },
    /// `Authorization: Basic`, name and password.
    Basic,
    /// `Authorization: Bearer`: `http` with scheme `bearer`, `oauth2` and `openIdConnect`.
    Bearer {
        /// `bearerFormat`, or where tokens come from, as a sentence for people; may be empty.
        hint: String,
    },
    /// `Authorization` with another scheme of the HTTP registry; the credential is what follows it.
    Http {
        /// As written, such as `Digest`.
        scheme: String,
    },
    /// `x-signature`: the header signs head and body of the request.
    Signature { header: String, algorithm: String },
}

/// One way to be let in: all of its requirements together. None at all: anyone may call.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Alternative {
    /// In document order.
    pub requirements: Vec<Requirement>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The name of a scheme of [`super::Api::schemes`].
    pub scheme: String,
    /// What the token must be good for.
    pub scopes: Vec<String>,
}
