//! Secrets in the query and in a cookie: `apiKey` in other places than a header.
//!
//! A secret in a URL ends up in the logs of servers and proxies; a document that asks for it is
//! honoured, but nothing here prints a URL.

use super::{Credential, InvalidCredential, checked, header_value};
use crate::parameter::encode;
use crate::{BoxError, BoxFuture};
use openapi_types::Operation;
use reqwest::header::{COOKIE, HeaderMap};
use reqwest::{Request, Url};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// A secret that is sent as a parameter of the query.
#[derive(Clone)]
pub struct QueryToken {
    scheme: &'static str,
    parameter: &'static str,
    value: SecretString,
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
            value: checked(value.into())?,
        })
    }

    /// Puts the pair at the end of the query, and takes away what had its name.
    fn put(&self, url: &mut Url) {
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
        encode(&mut query, self.value.expose_secret());
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
        self.put(request.url_mut());
        Box::pin(std::future::ready(Ok(())))
    }
}

impl fmt::Debug for QueryToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueryToken")
            .field("scheme", &self.scheme)
            .field("parameter", &self.parameter)
            .finish_non_exhaustive()
    }
}

/// A secret that is sent as a cookie.
#[derive(Clone)]
pub struct CookieToken {
    scheme: &'static str,
    cookie: &'static str,
    value: SecretString,
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
        let octet =
            |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b',' | b';' | b'"' | b'\\');
        if !value.expose_secret().bytes().all(octet) {
            return Err(InvalidCredential);
        }
        Ok(Self {
            scheme,
            cookie,
            value,
        })
    }

    /// Puts the pair behind the other cookies, and takes away what had its name.
    fn put(&self, headers: &mut HeaderMap) -> Result<(), InvalidCredential> {
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
        text.push_str(self.value.expose_secret());
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
        let applied = self.put(request.headers_mut());
        Box::pin(std::future::ready(applied.map_err(BoxError::from)))
    }
}

impl fmt::Debug for CookieToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CookieToken")
            .field("scheme", &self.scheme)
            .field("cookie", &self.cookie)
            .finish_non_exhaustive()
    }
}
