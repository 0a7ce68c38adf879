//! Regions by their names: where their API gateway and their identity service are.
//!
//! There is no list of regions here, since new ones appear; the names of their hosts have one
//! form. What has another (a private cloud, a proxy) is a base URL:
//! [`Client::builder`](crate::Client::builder).

use crate::Client;
use openapi_client::Builder;
use std::fmt;
use std::str::FromStr;

/// A region, such as `cn-north-4` or `eu-west-101`.
///
/// ```
/// use apig_client::{Client, Region};
///
/// let region: Region = "cn-north-4".parse()?;
/// assert_eq!(region.endpoint(), "https://apig.cn-north-4.myhuaweicloud.com");
/// let client = Client::in_region(&region).build()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Region(String);

/// A text that is not the name of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a region is named with small letters, digits and hyphens; give one such as `cn-north-4`, or a base URL"
)]
pub struct InvalidRegion;

impl Region {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The base URL of the API in this region.
    pub fn endpoint(&self) -> String {
        self.host_of("apig")
    }

    /// The base URL of the identity service in this region, for
    /// [`PasswordLogin`](crate::PasswordLogin).
    pub fn identity_endpoint(&self) -> String {
        self.host_of("iam")
    }

    fn host_of(&self, service: &str) -> String {
        // The regions of the European site are the only ones elsewhere.
        let top = if self.0.starts_with("eu-west-1") {
            "eu"
        } else {
            "com"
        };
        format!("https://{service}.{}.myhuaweicloud.{top}", self.0)
    }
}

impl FromStr for Region {
    type Err = InvalidRegion;

    fn from_str(name: &str) -> Result<Self, InvalidRegion> {
        // Nothing else can become part of the host that a credential is sent to.
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let edges = |c: char| c == '-';
        let good = (1..=63).contains(&name.len())
            && name.chars().all(plain)
            && !name.starts_with(edges)
            && !name.ends_with(edges);
        good.then(|| Self(name.to_owned())).ok_or(InvalidRegion)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Client {
    /// Settings for a client of this region's API.
    pub fn in_region(region: &Region) -> Builder<Self> {
        Self::builder(region.endpoint())
    }
}

#[cfg(test)]
mod tests {
    use super::Region;

    #[test]
    fn a_region_is_a_host() {
        let cases = [
            (
                "cn-north-4",
                Some("https://apig.cn-north-4.myhuaweicloud.com"),
            ),
            (
                "eu-west-0",
                Some("https://apig.eu-west-0.myhuaweicloud.com"),
            ),
            (
                "eu-west-101",
                Some("https://apig.eu-west-101.myhuaweicloud.eu"),
            ),
            ("", None),
            ("-a", None),
            ("a-", None),
            ("CN-NORTH-4", None),
            ("evil.example/", None),
            ("evil.example#", None),
            ("user@evil", None),
            ("a b", None),
            ("ü", None),
        ];
        for (name, endpoint) in cases {
            let region = name.parse::<Region>();
            let found = region.as_ref().map(Region::endpoint).ok();
            assert_eq!(found.as_deref(), endpoint, "{name:?}");
        }
    }
}
