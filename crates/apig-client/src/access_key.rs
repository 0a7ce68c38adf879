//! The request signature as a credential.
//!
//! It signs what is there: method, path, query, headers and body of one request. Where a key
//! comes from is the caller's matter; how a signature is made is that of `sdk-hmac-sha256`.

use crate::REQUEST_SIGNATURE;
use openapi_client::reqwest::header::{HOST, HeaderName, HeaderValue};
use openapi_client::reqwest::{Request, Url};
use openapi_client::{
    BoxError, BoxFuture, Credential, ExposeSecret, InvalidCredential, Operation, SecretString,
};
use sdk_hmac_sha256::{InvalidAccessKey, SigningTime, sign};

/// An access key: its id, and the secret that signs each request with `SDK-HMAC-SHA256`.
///
/// The secret is never sent. `Debug` does not print it, and its memory is wiped when it is
/// dropped.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use apig_client::{AccessKey, Client};
///
/// let client = Client::builder("https://apig.example.com")
///     .credential(AccessKey::new("AKIDEXAMPLE", "the secret key")?)
///     .build()?;
/// # Ok(())
/// # }
/// ```
///
/// A temporary key has a security token beside it: see [`security_token`](Self::security_token).
#[derive(Clone, Debug)]
pub struct AccessKey {
    key: sdk_hmac_sha256::AccessKey,
    /// Of a temporary key.
    security_token: Option<SecretString>,
    project_id: Option<HeaderValue>,
}

/// The token that belongs to a temporary key; it is part of what is signed.
const X_SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-security-token");

/// The project that the call is made in, for keys that are good in several.
const X_PROJECT_ID: HeaderName = HeaderName::from_static("x-project-id");

impl AccessKey {
    /// A key of this id (`Access` in the signature) with this secret.
    ///
    /// # Errors
    /// The id is not visible ASCII without a comma, or the secret is empty.
    pub fn new(
        access: impl Into<String>,
        secret: impl Into<String>,
    ) -> Result<Self, InvalidAccessKey> {
        sdk_hmac_sha256::AccessKey::new(access, secret).map(|key| Self {
            key,
            security_token: None,
            project_id: None,
        })
    }

    /// The token that came with a temporary key, sent as `X-Security-Token` and signed.
    ///
    /// # Errors
    /// It is empty, begins or ends with a blank, or holds a character that no header value may
    /// hold.
    pub fn security_token(
        mut self,
        token: impl Into<SecretString>,
    ) -> Result<Self, InvalidCredential> {
        let token = token.into();
        visible(token.expose_secret())?;
        self.security_token = Some(token);
        Ok(self)
    }

    /// The id of the project that calls are made in, sent as `X-Project-Id` and signed: a user
    /// with rights in several projects needs it. Without it that is the project of the path, as
    /// the official clients send it.
    ///
    /// # Errors
    /// It is empty, begins or ends with a blank, or holds a character that no header value may
    /// hold.
    pub fn project_id(mut self, id: &str) -> Result<Self, InvalidCredential> {
        self.project_id = Some(visible(id)?);
        Ok(self)
    }

    /// The public id, the `Access` of the signature.
    pub fn id(&self) -> &str {
        self.key.id()
    }

    fn put_signature(
        &self,
        request: &mut Request,
        template: &str,
        time: SigningTime,
    ) -> Result<(), BoxError> {
        let in_path = project_in(request.url().path(), template);
        // The host is part of what is signed, so it cannot be left to the transport.
        let host = HeaderValue::from_str(&host_of(request.url())?)?;
        let headers = request.headers_mut();
        headers.insert(HOST, host);
        if let Some(token) = &self.security_token {
            let mut value = visible(token.expose_secret())?;
            value.set_sensitive(true);
            headers.insert(X_SECURITY_TOKEN, value);
        }
        if let Some(id) = self.project_id.clone().or(in_path) {
            headers.insert(X_PROJECT_ID, id);
        }
        let signed = {
            let headers: Vec<_> = request
                .headers()
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_bytes()))
                .collect();
            let unsigned = sdk_hmac_sha256::Request {
                method: request.method().as_str(),
                path: request.url().path(),
                query: request.url().query(),
                headers: &headers,
                body: body_of(request)?,
            };
            sign(&unsigned, &self.key, time)
        };
        for (name, value) in signed.headers() {
            let mut value = HeaderValue::from_str(value)?;
            value.set_sensitive(name == "Authorization");
            request
                .headers_mut()
                .insert(HeaderName::from_bytes(name.as_bytes())?, value);
        }
        Ok(())
    }
}

/// The value of a header, which is more than blanks.
fn visible(text: &str) -> Result<HeaderValue, InvalidCredential> {
    if text.is_empty() || text.trim() != text {
        return Err(InvalidCredential);
    }
    HeaderValue::from_str(text).map_err(|_error| InvalidCredential)
}

/// The project that the path names, where its template has one. Both are looked at from their
/// ends, since the base URL may have a path of its own.
fn project_in(path: &str, template: &str) -> Option<HeaderValue> {
    let at = template
        .rsplit('/')
        .position(|part| part == "{project_id}")?;
    let id = path.rsplit('/').nth(at)?;
    // One that is written in escapes is none of the vendor's.
    visible(id).ok().filter(|_| !id.contains('%'))
}

/// The host as it is sent: the port only where the URL has one that is not the scheme's own.
fn host_of(url: &Url) -> Result<String, BoxError> {
    let host = url.host_str().ok_or("the request has no host to sign")?;
    Ok(match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    })
}

fn body_of(request: &Request) -> Result<&[u8], BoxError> {
    match request.body() {
        None => Ok(&[]),
        Some(body) => body
            .as_bytes()
            .ok_or_else(|| "a streamed body cannot be signed".into()),
    }
}

impl Credential for AccessKey {
    fn scheme(&self) -> &'static str {
        REQUEST_SIGNATURE
    }

    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        let signed = self.put_signature(request, operation.path, SigningTime::now());
        Box::pin(std::future::ready(signed))
    }
}

#[cfg(test)]
mod tests {
    use super::AccessKey;
    use openapi_client::reqwest::{Body, Method, Request};

    const SECRET: &str = "SKEXAMPLEsecretsecretsecretsecretsecret01";
    const URL: &str = "https://apig.cn-north-4.myhuaweicloud.com/v2/0123456789abcdef0123456789abcdef/apigw/instances/6a7d71827fd54572b1f31aa9548fcc81/postpaid-resize";

    fn request(body: &'static str) -> Request {
        let mut request = Request::new(Method::POST, URL.parse().unwrap());
        for (name, value) in [
            ("content-type", "application/json;charset=utf-8"),
            ("user-agent", "huaweicloud-usdk-python/3.0"),
        ] {
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        *request.body_mut() = Some(Body::from(body));
        request
    }

    #[test]
    fn signs_as_the_official_clients_do() {
        let key = AccessKey::new("AKIDEXAMPLE0000000001", SECRET).unwrap();
        let cases = [
            (
                r#"{"spec_id": "PROFESSIONAL"}"#,
                "b06fe30bb9ca98ed277a361f9777fed58dfa8bd417b01251daba7112c4a82326",
            ),
            (
                "{}",
                "0d733f7c77aaaf984e6e84813e0f9a277fc261dbffcade2d3ce841326ad4b601",
            ),
        ];
        for (body, signature) in cases {
            let mut request = request(body);
            let time = "20251226T080000Z".parse().unwrap();
            // Signing again replaces what was there, as a second attempt needs it.
            let template = "/v2/{project_id}/apigw/instances/{instance_id}/postpaid-resize";
            let earlier = "20200101T000000Z".parse().unwrap();
            key.put_signature(&mut request, template, earlier).unwrap();
            key.put_signature(&mut request, template, time).unwrap();
            let expected = format!(
                "SDK-HMAC-SHA256 Access=AKIDEXAMPLE0000000001, SignedHeaders=content-type;host;\
                 user-agent;x-project-id;x-sdk-date, Signature={signature}"
            );
            assert_eq!(request.headers()["authorization"], expected.as_str());
            assert_eq!(request.headers()["x-sdk-date"], "20251226T080000Z");
            let printed = format!("{key:?} {request:?}");
            assert!(!printed.contains(SECRET) && !printed.contains(signature));
        }
    }

    #[test]
    fn the_project_is_that_of_the_path() {
        let cases = [
            ("/v2/p/x/i", "/v2/{project_id}/x/{id}", Some("p")),
            ("/stem/v2/p/x/i", "/v2/{project_id}/x/{id}", Some("p")),
            ("/v2/a%20b/x", "/v2/{project_id}/x", None),
            ("/v2/p/x", "/v2/{id}/x", None),
            ("/x", "/v2/{project_id}/x", None),
        ];
        for (path, template, expected) in cases {
            let found = super::project_in(path, template);
            let found = found.as_ref().map(|value| value.to_str().unwrap());
            assert_eq!(found, expected, "{path} {template}");
        }
    }
}
