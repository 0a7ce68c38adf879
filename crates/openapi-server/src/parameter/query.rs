//! Pairs of a query or a form, and percent-encoded text.

use std::borrow::Cow;

use percent_encoding::percent_decode;

/// The pairs of a query or a form; values stay as they came, because a style can give a comma
/// another meaning than its escape.
#[derive(Clone, Copy)]
pub(crate) struct Pairs<'a>(&'a str);

impl<'a> Pairs<'a> {
    pub(crate) fn new(raw: &'a str) -> Self {
        Self(raw)
    }

    /// Decoded names with raw values.
    pub(crate) fn iter(self) -> impl Iterator<Item = (Cow<'a, str>, &'a str)> {
        let pairs = self.0.split('&').filter(|pair| !pair.is_empty());
        pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded_lossy(name), value)
        })
    }

    /// The raw values of a name.
    pub(crate) fn named(self, name: &str) -> impl Iterator<Item = &'a str> {
        self.iter()
            .filter(move |(other, _)| other == name)
            .map(|(_, value)| value)
    }
}

/// A name that is not UTF-8 is no name of the document.
fn decoded_lossy(raw: &str) -> Cow<'_, str> {
    decoded(raw).unwrap_or(Cow::Borrowed("\u{fffd}"))
}

/// The text behind `+` and percent-escapes; none where that is not UTF-8.
pub(crate) fn decoded(raw: &str) -> Option<Cow<'_, str>> {
    if raw.contains('+') {
        let spaced = raw.replace('+', " ");
        return unescaped(&spaced).map(|text| Cow::Owned(text.into_owned()));
    }
    unescaped(raw)
}

/// The text behind percent-escapes; none where that is not UTF-8.
pub(crate) fn unescaped(raw: &str) -> Option<Cow<'_, str>> {
    if !raw.contains('%') {
        return Some(Cow::Borrowed(raw));
    }
    percent_decode(raw.as_bytes()).decode_utf8().ok()
}
