//! What may be shown of where a redirect points to.

use reqwest::Url;

/// Cuts from a `Location` what can hold a secret; nothing is left of one that is odd.
pub(super) fn redact_location(location: &str) -> Option<String> {
    // A network path, `//user:password@host/`, has userinfo as well.
    let prefix = if location.starts_with("//") {
        "https:"
    } else {
        ""
    };
    match Url::parse(&format!("{prefix}{location}")) {
        Ok(mut url) if matches!(url.scheme(), "http" | "https") => {
            url.set_query(None);
            url.set_fragment(None);
            url.set_username("").ok()?;
            url.set_password(None).ok()?;
            url.as_str().strip_prefix(prefix).map(ToOwned::to_owned)
        }
        Err(url::ParseError::RelativeUrlWithoutBase) => {
            let path = location.split(['?', '#']).next()?;
            // A backslash reads as a slash, so this may be a network path in disguise.
            (!path.contains(['@', '\\'])).then(|| path.to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::redact_location;

    #[test]
    fn a_location_loses_what_can_be_secret() {
        let cases = [
            ("https://u:p@h:1/a/b?token=x#y", Some("https://h:1/a/b")),
            ("https://h", Some("https://h/")),
            ("//u:p@h/a?token=x", Some("//h/a")),
            ("/a/b?token=x", Some("/a/b")),
            ("a#token", Some("a")),
            ("?token=x", Some("")),
            ("\\\\u:p@h/", None),
            ("mailto:u@h?token=x", None),
            ("https://u:p@[/?token=x", None),
        ];
        for (location, redacted) in cases {
            assert_eq!(redact_location(location).as_deref(), redacted, "{location}");
        }
    }
}
