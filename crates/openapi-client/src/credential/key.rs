//! Secrets in the query and in a cookie: `apiKey` in other places than a header.
//!
//! A secret in a URL ends up in the logs of servers and proxies; a document that asks for it is
//! honoured, but nothing here prints a URL.

use super::{
    Credential, InvalidCredential, RefusedRequest, Renewal, Secret, TokenSource, checked,
    header_value,
};
use crate::parameter::encode;
use crate::{BoxError, BoxFuture};
use openapi_types::Operation;
use percent_encoding::percent_decode_str;
use reqwest::header::{COOKIE, HeaderMap};
use reqwest::{Request, Url};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// A secret that is sent as a parameter of the query.
#[derive(Clone)]
pub struct QueryToken {
    scheme: &'static str,
    parameter: &'static str,
    secret: Secret,
}

impl QueryToken {
    /// The secret for the scheme of this name, which is sent as this parameter.
    ///
    /// # Errors
    /// The secret is empty, or begins or ends with a blank.
    pub fn new(
        scheme: &'static str,
        parameter: &'static str,
        value: impl Into<SecretString>,
    ) -> Result<Self, InvalidCredential> {
        Ok(Self {
            scheme,
            parameter,
            secret: Secret::Fixed(checked(value.into())?),
        })
    }

    /// A secret that the source is asked for before each request.
    pub fn from_source(
        scheme: &'static str,
        parameter: &'static str,
        source: impl TokenSource + 'static,
    ) -> Self {
        Self {
            scheme,
            parameter,
            secret: Secret::of(source),
        }
    }

    /// Puts the pair at the end of the query, and takes away what had its name.
    fn put(&self, secret: &SecretString, url: &mut Url) {
        let mut name = String::new();
        encode(&mut name, self.parameter);
        let mut query = String::new();
        for pair in url.query().unwrap_or_default().split('&') {
            if pair.split('=').next() != Some(name.as_str()) && !pair.is_empty() {
                query.push_str(pair);
                query.push('&');
            }
        }
        query.push_str(&name);
        query.push('=');
        encode(&mut query, secret.expose_secret());
        url.set_query(Some(&query));
    }
}

impl Credential for QueryToken {
    fn scheme(&self) -> &'static str {
        self.scheme
    }

    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        self.secret.put(|secret| {
            self.put(secret, request.url_mut());
            Ok(())
        })
    }

    fn renew<'a>(
        &'a self,
        refused: RefusedRequest<'a>,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<Renewal, BoxError>> {
        self.secret.renew(|| {
            let mut name = String::new();
            encode(&mut name, self.parameter);
            let mut pairs = refused.url().query()?.split('&');
            let (_name, sent) =
                pairs.find_map(|pair| pair.split_once('=').filter(|(known, _)| *known == name))?;
            let sent = percent_decode_str(sent).decode_utf8().ok()?;
            Some(SecretString::from(sent.into_owned()))
        })
    }
}

impl fmt::Debug for QueryToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueryToken")
            .field("scheme", &self.scheme)
            .field("parameter", &self.parameter)
            .field("secret", &self.secret)
            .finish()
    }
}

/// A secret that is sent as a cookie.
#[derive(Clone)]
pub struct CookieToken {
    scheme: &'static str,
    cookie: &'static str,
    secret: Secret,
}

impl CookieToken {
    /// The secret for the scheme of this name, which is sent as this cookie, as it is.
    ///
    /// # Errors
    /// The secret is empty, or holds a character that no cookie may hold: a blank, a comma, a
    /// semicolon, a quote, a backslash, or none of ASCII.
    pub fn new(
        scheme: &'static str,
        cookie: &'static str,
        value: impl Into<SecretString>,
    ) -> Result<Self, InvalidCredential> {
        let value = checked(value.into())?;
        octets(&value)?;
        Ok(Self {
            scheme,
            cookie,
            secret: Secret::Fixed(value),
        })
    }

    /// A secret that the source is asked for before each request.
    pub fn from_source(
        scheme: &'static str,
        cookie: &'static str,
        source: impl TokenSource + 'static,
    ) -> Self {
        Self {
            scheme,
            cookie,
            secret: Secret::of(source),
        }
    }

    /// Puts the pair behind the other cookies, and takes away what had its name.
    fn put(&self, secret: &SecretString, headers: &mut HeaderMap) -> Result<(), InvalidCredential> {
        octets(secret)?;
        let mut text = String::new();
        for header in headers.get_all(COOKIE) {
            let pairs = header.to_str().unwrap_or_default().split(';');
            for pair in pairs.map(str::trim).filter(|pair| !pair.is_empty()) {
                if pair.split('=').next() != Some(self.cookie) {
                    text.push_str(pair);
                    text.push_str("; ");
                }
            }
        }
        text.push_str(self.cookie);
        text.push('=');
        text.push_str(secret.expose_secret());
        headers.insert(COOKIE, header_value(&text)?);
        Ok(())
    }
}

impl Credential for CookieToken {
    fn scheme(&self) -> &'static str {
        self.scheme
    }

    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        self.secret
            .put(|secret| self.put(secret, request.headers_mut()))
    }

    fn renew<'a>(
        &'a self,
        refused: RefusedRequest<'a>,
        _operation: &'static Operation,
    ) -> BoxFuture<'a, Result<Renewal, BoxError>> {
        self.secret.renew(|| {
            let headers = refused.headers();
            let texts = headers
                .get_all(COOKIE)
                .iter()
                .filter_map(|header| header.to_str().ok());
            let mut pairs = texts.flat_map(|text| text.split(';').map(str::trim));
            let value = |pair: &str| {
                pair.split_once('=')
                    .and_then(|(name, value)| (name == self.cookie).then(|| value.into()))
            };
            pairs.find_map(value)
        })
    }
}

impl fmt::Debug for CookieToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CookieToken")
            .field("scheme", &self.scheme)
            .field("cookie", &self.cookie)
            .field("secret", &self.secret)
            .finish()
    }
}

/// Nothing that no cookie may hold.
fn octets(value: &SecretString) -> Result<(), InvalidCredential> {
    let octet = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b',' | b';' | b'"' | b'\\');
    if value.expose_secret().bytes().all(octet) {
        Ok(())
    } else {
        Err(InvalidCredential)
    }
}
