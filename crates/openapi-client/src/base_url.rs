//! The base URL: checked once, when the client is built.
//!
//! It refuses what would send a credential where nobody meant it to go: plain HTTP to another
//! machine, userinfo, a query or a fragment that would swallow the path. The errors never
//! repeat the URL, because it may hold a password.

use crate::builder::BuildError;
use reqwest::Url;

/// Whether plain HTTP may leave this machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlainHttp {
    LoopbackOnly,
    Anywhere,
}

/// A base URL that was found in order.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    /// Without a final slash.
    pub(crate) text: String,
    /// Whether it is plain HTTP.
    pub(crate) plain: bool,
    /// Whether it stays on this machine.
    pub(crate) loopback: bool,
}

impl BaseUrl {
    pub(crate) fn check(text: &str, plain_http: PlainHttp) -> Result<Self, BuildError> {
        let refuse = |reason| Err(BuildError::BaseUrl(reason));
        let Ok(url) = Url::parse(text.trim()) else {
            return refuse("it is not an absolute URL");
        };
        if !matches!(url.scheme(), "http" | "https") {
            return refuse("its scheme is neither https nor http");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("it holds a user name or a password, which belong in a credential");
        }
        if url.query().is_some() || url.fragment().is_some() {
            return refuse("it has a query or a fragment");
        }
        let plain = url.scheme() == "http";
        let loopback = is_loopback(&url);
        if plain && !loopback && plain_http == PlainHttp::LoopbackOnly {
            return Err(BuildError::PlainHttp);
        }
        let text = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self {
            text,
            plain,
            loopback,
        })
    }
}

fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse::<std::net::IpAddr>() {
        Ok(address) => address.is_loopback(),
        Err(_) => host == "localhost" || host.ends_with(".localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::{BaseUrl, PlainHttp};

    #[test]
    fn only_a_safe_base_url_is_taken() {
        let cases: &[(&str, Option<&str>)] = &[
            ("https://example.com", Some("https://example.com")),
            ("https://Example.com:443/", Some("https://example.com")),
            (
                " https://example.com/stem// ",
                Some("https://example.com/stem"),
            ),
            ("http://localhost:8080", Some("http://localhost:8080")),
            ("http://a.localhost", Some("http://a.localhost")),
            ("http://127.1.2.3:1", Some("http://127.1.2.3:1")),
            ("http://2130706433", Some("http://127.0.0.1")),
            ("http://[::1]:1/a", Some("http://[::1]:1/a")),
            ("http://example.com", None),
            ("http://localhost.example.com", None),
            ("http://10.0.0.1", None),
            ("ftp://localhost", None),
            ("unix:/run/socket", None),
            ("https://user@example.com", None),
            ("https://:secret@example.com", None),
            ("https://example.com?a=b", None),
            ("https://example.com/?", None),
            ("https://example.com/#a", None),
            ("example.com", None),
            ("//example.com", None),
            ("https://", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let checked = BaseUrl::check(text, PlainHttp::LoopbackOnly);
            assert_eq!(
                checked.as_ref().map(|url| url.text.as_str()).ok(),
                *expected,
                "{text}"
            );
            if let Err(error) = checked {
                assert!(!error.to_string().contains("secret"));
            }
        }
        let plain = BaseUrl::check("http://example.com", PlainHttp::Anywhere).unwrap();
        assert!(plain.plain && !plain.loopback);
    }
}
