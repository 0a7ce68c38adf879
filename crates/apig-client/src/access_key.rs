//! The request signature as a credential.
//!
//! It signs what is there: method, path, query, headers and body of one request. Where a key
//! comes from is the caller's matter; how a signature is made is that of `sdk-hmac-sha256`.

use crate::REQUEST_SIGNATURE;
use openapi_client::reqwest::header::{HOST, HeaderName, HeaderValue};
use openapi_client::reqwest::{Request, Url};
use openapi_client::{BoxError, BoxFuture, Credential, Operation};
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
#[derive(Clone, Debug)]
pub struct AccessKey(sdk_hmac_sha256::AccessKey);

impl AccessKey {
    /// A key of this id (`Access` in the signature) with this secret.
    ///
    /// # Errors
    /// The id is not visible ASCII without a comma, or the secret is empty.
    pub fn new(
        access: impl Into<String>,
        secret: impl Into<String>,
    ) -> Result<Self, InvalidAccessKey> {
        sdk_hmac_sha256::AccessKey::new(access, secret).map(Self)
    }

    fn put_signature(&self, request: &mut Request, time: SigningTime) -> Result<(), BoxError> {
        // The host is part of what is signed, so it cannot be left to the transport.
        let host = HeaderValue::from_str(&host_of(request.url())?)?;
        request.headers_mut().insert(HOST, host);
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
            sign(&unsigned, &self.0, time)
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
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        let signed = self.put_signature(request, SigningTime::now());
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
            ("x-project-id", "0123456789abcdef0123456789abcdef"),
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
            key.put_signature(&mut request, "20200101T000000Z".parse().unwrap())
                .unwrap();
            key.put_signature(&mut request, time).unwrap();
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
}
