//! Which of the documented contents a `Content-Type` means.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::{Content, ContentKind};

/// The content that exactly one `Content-Type` names: the first that is named exactly, else the
/// one with the closest range.
///
/// Parameters are free, in any case; only of JSON, forms and texts a `charset` other than UTF-8
/// (or its subset ASCII) makes another thing.
pub(crate) fn choose(headers: &HeaderMap, contents: &'static [Content]) -> Option<usize> {
    let mut values = headers.get_all(CONTENT_TYPE).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return None;
    };
    let value = value.as_bytes();
    // What nearly all clients send to nearly all operations, before the long look.
    if let [only] = contents
        && let Some(name) = only.media_types.first()
        && let Some(rest) = value.strip_prefix(name.as_bytes())
        && matches!(rest, b"" | b";charset=utf-8" | b";charset=UTF-8")
    {
        return Some(0);
    }
    let mut parts = value.split(|byte| *byte == b';');
    let name = parts.next().unwrap_or_default().trim_ascii();
    let is_utf8 = parts.all(is_harmless);
    let mut best = None;
    for (index, content) in contents.iter().enumerate() {
        let fit = content
            .media_types
            .iter()
            .filter_map(|range| fit(range, name))
            .max();
        if fit > best.map(|(fit, _)| fit) && (is_utf8 || !content.kind.is_text()) {
            best = fit.map(|fit| (fit, index));
        }
    }
    best.map(|(_, index)| index)
}

/// How closely a media type or range names a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Anything,
    Type,
    Suffix,
    Exact,
}

/// Whether a media type is one, or in the range.
#[cfg(any(feature = "multipart", feature = "stream"))]
pub(crate) fn is_of(range: &str, name: &str) -> bool {
    let name = name.split(';').next().unwrap_or_default();
    fit(range, name.trim().as_bytes()).is_some()
}

fn fit(range: &str, name: &[u8]) -> Option<Fit> {
    let bare = range.split(';').next().unwrap_or_default().trim_end();
    if bare == "*/*" {
        return (!name.is_empty()).then_some(Fit::Anything);
    }
    if let Some((kind, suffix)) = bare.split_once("/*") {
        let (found, subtype) = name.split_at_checked(kind.len())?;
        let subtype = subtype.strip_prefix(b"/")?;
        let (_, end) = subtype.split_at_checked(subtype.len().checked_sub(suffix.len())?)?;
        let is_in = found.eq_ignore_ascii_case(kind.as_bytes())
            && end.eq_ignore_ascii_case(suffix.as_bytes());
        let fit = if suffix.is_empty() {
            Fit::Type
        } else {
            Fit::Suffix
        };
        return is_in.then_some(fit);
    }
    name.eq_ignore_ascii_case(bare.as_bytes())
        .then_some(Fit::Exact)
}

impl ContentKind {
    fn is_text(self) -> bool {
        match self {
            Self::Json | Self::Form | Self::Text => true,
            #[cfg(feature = "multipart")]
            Self::Multipart => false,
            #[cfg(feature = "stream")]
            Self::Bytes => false,
        }
    }
}

fn is_harmless(parameter: &[u8]) -> bool {
    let mut pieces = parameter.splitn(2, |byte| *byte == b'=');
    let name = pieces.next().unwrap_or_default().trim_ascii();
    let value = pieces.next().unwrap_or_default().trim_ascii();
    let value = value
        .strip_prefix(b"\"")
        .and_then(|value| value.strip_suffix(b"\""))
        .unwrap_or(value);
    let known: [&[u8]; 3] = [b"utf-8", b"utf8", b"us-ascii"];
    !name.eq_ignore_ascii_case(b"charset")
        || known
            .iter()
            .any(|charset| value.eq_ignore_ascii_case(charset))
}

#[cfg(test)]
mod tests {
    use super::choose;
    use crate::content::{Content, ContentKind};
    use crate::schema::Schema;
    use http::header::CONTENT_TYPE;
    use http::{HeaderMap, HeaderValue};

    fn check(contents: &'static [Content], cases: &[(&[&'static str], Option<usize>)]) {
        for (values, expected) in cases {
            let mut headers = HeaderMap::new();
            for value in *values {
                headers.append(CONTENT_TYPE, HeaderValue::from_static(value));
            }
            assert_eq!(choose(&headers, contents), *expected, "{values:?}");
        }
    }

    const fn content(media_types: &'static [&'static str], kind: ContentKind) -> Content {
        Content::new(media_types, kind, &Schema::Any)
    }

    #[test]
    fn json() {
        static CONTENTS: [Content; 1] = [content(&["application/json"], ContentKind::Json)];
        check(
            &CONTENTS,
            &[
                (&["application/json"], Some(0)),
                (&["Application/JSON"], Some(0)),
                (&["application/json;charset=utf-8"], Some(0)),
                (&["application/json; Charset=\"UTF-8\""], Some(0)),
                (&["application/json ; charset=UTF8 ; version=1"], Some(0)),
                (&["application/json;"], Some(0)),
                (&[], None),
                (&[""], None),
                (&["application/json", "application/json"], None),
                (&["application/json; charset=utf-16"], None),
                (&["application/json; charset="], None),
                (&["application/jsonp"], None),
                (&["application/merge-patch+json"], None),
                (&["text/json"], None),
                (&["text/plain, application/json"], None),
            ],
        );
    }

    #[test]
    fn several() {
        static CONTENTS: [Content; 4] = [
            content(&["*/*"], ContentKind::Json),
            content(&["text/*", "application/x-text"], ContentKind::Text),
            content(
                &["text/csv; header=present", "application/json"],
                ContentKind::Form,
            ),
            content(&["text/*+xml"], ContentKind::Text),
        ];
        check(
            &CONTENTS,
            &[
                (&["application/json"], Some(2)),
                (&["Text/CSV"], Some(2)),
                (&["text/plain"], Some(1)),
                (&["application/x-text"], Some(1)),
                (&["texts/plain"], Some(0)),
                (&["Text/x.any+XML"], Some(3)),
                (&["text/xml"], Some(1)),
                (&["texts/x+xml"], Some(0)),
                (&["text"], Some(0)),
                (&["image/png"], Some(0)),
                (&[""], None),
                (&["text/plain; charset=latin1"], None),
            ],
        );
    }
}
