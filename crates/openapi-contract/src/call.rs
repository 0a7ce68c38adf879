//! A call as plain data, and the bytes a careful client would send for it.
//!
//! A [`Call`] says what the caller wants: arguments, body, credentials. A harness for clients
//! hands these to the client under test; a harness for servers sends [`Call::request`]. What a
//! client really sent is judged by [`check_request`](crate::check_request).

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use sdk_hmac_sha256::{AccessKey, Request, SigningTime, authorization, sign};
use serde_json::Value;

pub use crate::step::{Captures, Save, Step};
pub(crate) use crate::wire::percent::{encode, split_target};
use crate::{
    exchange::RawRequest,
    spec::{Location, Operation, SecurityScheme, Spec},
    wire::Encoded,
};

/// What a caller asks of one operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Call {
    /// Values of the parameters, in the order of the operation's list.
    pub arguments: Vec<Argument>,
    /// The body, where one is sent.
    pub body: Option<Body>,
    /// The credentials; none for an anonymous call.
    pub credentials: Vec<Credential>,
    /// What must be called before, in this order, so that there is something to ask for.
    pub before: Vec<Step>,
}

/// The value of one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Name of the parameter.
    pub name: String,
    /// Where it travels.
    pub location: Location,
    /// Any value that the style of the parameter can write.
    pub value: Value,
}

/// A body to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The content type; `None` to send none.
    pub content_type: Option<String>,
    /// The content.
    pub content: Content,
    /// Pointer to the example it was taken from, where it was.
    pub pointer: Option<String>,
}

/// The content of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A value, sent as JSON.
    Json(Value),
    /// Bytes as they are.
    Text(String),
    /// A JSON string of this many bytes, quotes included (at least two): a body of a certain size.
    Filler(usize),
}

/// One credential. The value is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    /// Name of the security scheme.
    pub scheme: String,
    /// The secret part.
    pub secret: Secret,
}

/// The secret part of a credential.
#[derive(Clone, PartialEq, Eq)]
pub enum Secret {
    /// A key or token, sent as it is.
    Key(String),
    /// A name and a password, for the scheme `basic`.
    Login {
        /// The name; without a colon.
        user: String,
        /// The password.
        password: String,
    },
    /// A key pair that signs the whole request.
    Pair {
        /// The public identifier.
        access: String,
        /// The secret key.
        secret: String,
    },
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("scheme", &self.scheme)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Key(_) => "Key([redacted])",
            Self::Login { .. } => "Login([redacted])",
            Self::Pair { .. } => "Pair([redacted])",
        })
    }
}

impl Secret {
    /// What must not appear in any output.
    pub(crate) fn words(&self) -> Vec<String> {
        match self {
            // Some cases send it in the other case, in which it is as readable.
            Self::Key(key) => vec![key.clone(), other_case(key)],
            // Encoded, the password is as readable as in plain.
            Self::Login { user, password } => {
                let other = Self::Login {
                    user: user.clone(),
                    password: other_case(password),
                };
                let tokens = [self.token(), other.token()].into_iter().flatten();
                let passwords = [password.clone(), other_case(password)];
                passwords.into_iter().chain(tokens).collect()
            }
            Self::Pair { secret, .. } => vec![secret.clone()],
        }
    }

    /// What stands behind the scheme in `Authorization`.
    pub(crate) fn token(&self) -> Option<String> {
        match self {
            Self::Key(key) => Some(key.clone()),
            Self::Login { user, password } => Some(STANDARD.encode(format!("{user}:{password}"))),
            Self::Pair { .. } => None,
        }
    }
}

/// The text with its letters in the other case; a longer one where it has none.
pub(crate) fn other_case(text: &str) -> String {
    let swap = |letter: char| {
        if letter.is_ascii_lowercase() {
            letter.to_ascii_uppercase()
        } else {
            letter.to_ascii_lowercase()
        }
    };
    let other: String = text.chars().map(swap).collect();
    if other == text {
        format!("{text}x")
    } else {
        other
    }
}

impl Content {
    /// The bytes of the body.
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Json(value) => value.to_string().into_bytes(),
            Self::Text(text) => text.clone().into_bytes(),
            Self::Filler(size) => {
                let inner = size.saturating_sub(2);
                [vec![b'"'], vec![b'x'; inner], vec![b'"']].concat()
            }
        }
    }
}

/// Why a call cannot be turned into a request.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsendable {
    /// The value has no text form in its place.
    #[error("the parameter `{0}` has a value that cannot travel there; use another one")]
    Argument(String),
    /// The value has no bytes in its media type.
    #[error("the body has no form as {0}; use another value")]
    Body(String),
    /// The credential does not fit its scheme.
    #[error("the credential for `{0}` does not fit that security scheme; correct the credential")]
    Credential(String),
}

impl Call {
    /// What must not appear in any output about this call.
    pub fn secrets(&self) -> Vec<String> {
        let words = self.credentials.iter().map(|one| one.secret.words());
        words.flatten().collect()
    }

    /// The value of a parameter.
    pub fn argument(&self, location: Location, name: &str) -> Option<&Value> {
        self.arguments
            .iter()
            .find(|argument| argument.location == location && argument.name == name)
            .map(|argument| &argument.value)
    }

    /// The request that carries this call.
    ///
    /// `host` is the authority of the server; `time` is when the request is signed, where a
    /// signature is among the credentials.
    ///
    /// # Errors
    /// The call cannot be expressed; see [`Unsendable`].
    pub fn request(
        &self,
        spec: &Spec,
        operation: &Operation,
        host: &str,
        time: SigningTime,
    ) -> Result<RawRequest, Unsendable> {
        let mut request = self.unsigned(spec, operation, host)?;
        self.sign(&mut request, time)?;
        Ok(request)
    }

    /// The request without its signatures.
    pub(crate) fn unsigned(
        &self,
        spec: &Spec,
        operation: &Operation,
        host: &str,
    ) -> Result<RawRequest, Unsendable> {
        let mut draft = Draft {
            request: RawRequest::new(&operation.method, self.path(operation)?).header("host", host),
            query: self.fixed_query(operation)?,
            cookies: Vec::new(),
        };
        for argument in &self.arguments {
            draft.add_argument(argument, operation)?;
        }
        if let Some(body) = &self.body {
            draft.add_body(spec, operation, body)?;
        }
        for credential in &self.credentials {
            let scheme = spec.security_schemes.get(&credential.scheme);
            draft.add_credential(scheme, credential)?;
        }
        Ok(draft.finish())
    }

    /// Adds the signatures of the call to its finished request.
    pub(crate) fn sign(
        &self,
        request: &mut RawRequest,
        time: SigningTime,
    ) -> Result<(), Unsendable> {
        for credential in &self.credentials {
            if let Secret::Pair { access, secret } = &credential.secret {
                let key = AccessKey::new(access.clone(), secret.clone())
                    .map_err(|_| Unsendable::Credential(credential.scheme.clone()))?;
                add_signature(request, &key, time);
            }
        }
        Ok(())
    }

    /// Signs a request that is signed already once more, over these of its header fields alone.
    pub(crate) fn sign_over(
        &self,
        request: &mut RawRequest,
        time: SigningTime,
        names: &[String],
    ) -> Result<(), Unsendable> {
        for credential in &self.credentials {
            let Secret::Pair { access, secret } = &credential.secret else {
                continue;
            };
            let key = AccessKey::new(access.clone(), secret.clone())
                .map_err(|_| Unsendable::Credential(credential.scheme.clone()))?;
            let value = authorization(&as_signed(request, &headers(request)), &key, time, names);
            request.headers.remove("authorization");
            request.headers.push("authorization", value);
        }
        Ok(())
    }
}

/// A request whose query and cookies are still lists.
struct Draft {
    request: RawRequest,
    query: Vec<String>,
    cookies: Vec<String>,
}

impl Draft {
    fn add_argument(
        &mut self,
        argument: &Argument,
        operation: &Operation,
    ) -> Result<(), Unsendable> {
        let pair = |(name, value): (String, String)| format!("{name}={value}");
        match argument.encoded(operation)? {
            Encoded::Path(_) => {}
            Encoded::Query(pairs) => self.query.extend(pairs.into_iter().map(pair)),
            Encoded::Header(text) => self.request.headers.push(&argument.name, text),
            Encoded::Cookie(pairs) => self.cookies.extend(pairs.into_iter().map(pair)),
        }
        Ok(())
    }

    fn add_body(
        &mut self,
        spec: &Spec,
        operation: &Operation,
        body: &Body,
    ) -> Result<(), Unsendable> {
        let (content_type, bytes) = body.written(spec, operation)?;
        let headers = &mut self.request.headers;
        if let Some(content_type) = content_type {
            headers.push("content-type", content_type);
        }
        headers.push("content-length", bytes.len().to_string());
        self.request.body = bytes;
        Ok(())
    }

    /// A signature is added last, when the request is complete.
    fn add_credential(
        &mut self,
        scheme: Option<&SecurityScheme>,
        credential: &Credential,
    ) -> Result<(), Unsendable> {
        let unsendable = || Unsendable::Credential(credential.scheme.clone());
        let scheme = scheme.ok_or_else(unsendable)?;
        match (scheme, &credential.secret) {
            (
                SecurityScheme::ApiKey {
                    location,
                    name,
                    signature: None,
                },
                Secret::Key(key),
            ) => match location {
                Location::Header => self.request.headers.push(name, key.as_bytes()),
                Location::Query => {
                    self.query.push(format!("{}={}", encode(name), encode(key)));
                }
                Location::Cookie => self.cookies.push(format!("{name}={key}")),
                Location::Path => return Err(unsendable()),
            },
            (SecurityScheme::Http { scheme }, secret) => {
                let token = secret.token().ok_or_else(unsendable)?;
                let value = format!("{} {token}", capitalised(scheme));
                self.request.headers.push("authorization", value);
            }
            (
                SecurityScheme::ApiKey {
                    signature: Some(_), ..
                },
                Secret::Pair { .. },
            ) => {}
            _ => return Err(unsendable()),
        }
        Ok(())
    }

    fn finish(mut self) -> RawRequest {
        if !self.cookies.is_empty() {
            self.request.headers.push("cookie", self.cookies.join("; "));
        }
        if !self.query.is_empty() {
            self.request.target = format!("{}?{}", self.request.target, self.query.join("&"));
        }
        self.request
    }
}

/// The scheme as it is registered: `Basic`, `Bearer`. Schemes compare without case, but not all
/// servers know that.
fn capitalised(scheme: &str) -> String {
    let mut letters = scheme.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn add_signature(request: &mut RawRequest, key: &AccessKey, time: SigningTime) {
    let signed = sign(&as_signed(request, &headers(request)), key, time);
    for (name, value) in signed.headers() {
        request.headers.push(name, value);
    }
}

fn headers(request: &RawRequest) -> Vec<(&str, &[u8])> {
    request.headers.iter().collect()
}

fn as_signed<'a>(request: &'a RawRequest, headers: &'a [(&'a str, &'a [u8])]) -> Request<'a> {
    let (path, query) = split_target(&request.target);
    Request {
        method: &request.method,
        path,
        query,
        headers,
        body: &request.body,
    }
}
