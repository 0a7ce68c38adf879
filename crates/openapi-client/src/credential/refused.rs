//! A request that the server answered with 401, as credentials hear of it.

use reqwest::header::HeaderMap;
use reqwest::{Request, Url};
use std::fmt;

/// Where a refused request went, and its headers, with what the credential had put there.
#[derive(Clone, Copy)]
pub struct RefusedRequest<'a> {
    url: &'a Url,
    headers: &'a HeaderMap,
}

impl<'a> RefusedRequest<'a> {
    pub(crate) fn new(url: &'a Url, headers: &'a HeaderMap) -> Self {
        Self { url, headers }
    }

    /// The URL. It may have a secret in its query.
    pub fn url(&self) -> &'a Url {
        self.url
    }

    /// The headers. Those of a credential are marked as sensitive.
    pub fn headers(&self) -> &'a HeaderMap {
        self.headers
    }
}

impl<'a> From<&'a Request> for RefusedRequest<'a> {
    fn from(request: &'a Request) -> Self {
        Self::new(request.url(), request.headers())
    }
}

/// Without anything of the request.
impl fmt::Debug for RefusedRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefusedRequest").finish_non_exhaustive()
    }
}
