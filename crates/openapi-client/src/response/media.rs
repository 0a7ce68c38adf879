//! What the content type of an answer says.

use reqwest::header::{CONTENT_TYPE, HeaderMap};

/// The media type of an answer, without parameters; `None` where it is left out.
pub(super) fn essence(headers: &HeaderMap) -> Option<&[u8]> {
    let value = headers.get(CONTENT_TYPE)?.as_bytes();
    value
        .split(|byte| *byte == b';')
        .next()
        .map(<[u8]>::trim_ascii)
}

/// Whether the content type is JSON, or left out.
pub(super) fn is_json(headers: &HeaderMap) -> bool {
    essence(headers).is_none_or(is_json_type)
}

/// Whether the content type is text, or left out.
pub(super) fn is_text(headers: &HeaderMap) -> bool {
    essence(headers).is_none_or(|essence| starts_with(essence, b"text/"))
}

/// Whether the content type is that of a form, or left out.
pub(super) fn is_form(headers: &HeaderMap) -> bool {
    let form = b"application/x-www-form-urlencoded";
    essence(headers).is_none_or(|essence| essence.eq_ignore_ascii_case(form))
}

/// Which of these media types an answer has: the same one, else the range that holds it, else
/// any kind of JSON for any other, else for bytes of no known kind any range. An answer without a
/// content type has the first one.
pub(super) fn choose(headers: &HeaderMap, documented: &[&str]) -> Option<usize> {
    let Some(essence) = essence(headers) else {
        return (!documented.is_empty()).then_some(0);
    };
    let find = |wanted: &dyn Fn(&[u8]) -> bool| {
        documented.iter().position(|media_type| {
            let known = media_type.split(';').next().unwrap_or_default();
            wanted(known.trim().as_bytes())
        })
    };
    find(&|known| known.eq_ignore_ascii_case(essence))
        .or_else(|| find(&|known| is_json_type(essence) && is_json_type(known)))
        .or_else(|| find(&|known| is_of(essence, known)))
        .or_else(|| find(&|known| known == b"*/*"))
        // Bytes of a kind that the sender does not know.
        .or_else(|| {
            let octets = essence.eq_ignore_ascii_case(b"application/octet-stream");
            find(&|known| octets && known.ends_with(b"/*"))
        })
}

/// Whether a media type is in a range such as `image/*` or `application/*+xml`, but for the widest
/// one.
fn is_of(essence: &[u8], range: &[u8]) -> bool {
    let Some(star) = range.iter().position(|byte| *byte == b'*') else {
        return false;
    };
    let (start, rest) = range.split_at(star);
    let suffix = rest.get(1..).unwrap_or_default();
    let subtype = essence.get(star..).unwrap_or_default();
    let end = subtype.len().checked_sub(suffix.len());
    start.ends_with(b"/")
        && starts_with(essence, start)
        && end
            .and_then(|end| subtype.get(end..))
            .is_some_and(|end| end.eq_ignore_ascii_case(suffix))
}

/// Whether a media type is in a range.
#[cfg(feature = "stream")]
pub(crate) fn is_in(media_type: &str, range: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim();
    let has_both = name
        .split_once('/')
        .is_some_and(|(a, b)| !a.is_empty() && !b.is_empty());
    has_both && (range == "*/*" || is_of(name.as_bytes(), range.as_bytes()))
}

fn is_json_type(essence: &[u8]) -> bool {
    let suffix = essence.len().checked_sub(5);
    let suffix = suffix.and_then(|start| essence.get(start..));
    essence.eq_ignore_ascii_case(b"application/json")
        || essence.eq_ignore_ascii_case(b"text/json")
        || suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case(b"+json"))
}

fn starts_with(essence: &[u8], start: &[u8]) -> bool {
    let head = essence.get(..start.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(start))
}

#[cfg(test)]
mod tests {
    use super::{choose, is_json};
    use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

    fn headers(text: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(text))])
    }

    #[test]
    fn json_is_told_by_its_content_type() {
        let cases = [
            ("application/json", true),
            ("Application/JSON;charset=utf-8", true),
            (" application/json ; charset=UTF-8", true),
            ("application/problem+json", true),
            ("text/json", true),
            ("text/html", false),
            ("application/jsonp", false),
            ("json", false),
            ("", false),
            ("text/plain; a=application/json", false),
        ];
        for (text, json) in cases {
            assert_eq!(is_json(&headers(text)), json, "{text}");
        }
        assert!(is_json(&HeaderMap::new()));
    }

    #[test]
    fn the_nearest_documented_media_type_is_taken() {
        let documented = ["application/json", "image/*", "image/png", "text/plain"];
        let cases = [
            ("application/json; charset=utf-8", Some(0)),
            ("application/problem+json", Some(0)),
            ("IMAGE/PNG", Some(2)),
            ("image/jpeg", Some(1)),
            ("text/plain", Some(3)),
            ("application/octet-stream", Some(1)),
            ("text/html", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(choose(&headers(text), &documented), expected, "{text}");
        }
        let suffixes = ["image/*+xml", "image/*", "image/x+xml"];
        for (text, expected) in [("Image/Y+XML", 0), ("image/x+xml", 2), ("image/xml", 1)] {
            assert_eq!(choose(&headers(text), &suffixes), Some(expected), "{text}");
        }
        assert_eq!(choose(&HeaderMap::new(), &documented), Some(0));
        assert_eq!(choose(&HeaderMap::new(), &[]), None);
        assert_eq!(choose(&headers("a/b"), &["*/*"]), Some(0));
        assert_eq!(
            choose(&headers("a/b"), &["application/json", "*/*"]),
            Some(1)
        );
    }
}
