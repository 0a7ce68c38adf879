//! Taking credentials out of what was sent and received, before anything keeps it.
//!
//! In place of a credential stands the shell variable that a person puts it into, so that a
//! command line made from the request runs. A part of a credential, at least its first half, is
//! taken out as well: some cases send a credential that is cut off.

use std::{borrow::Cow, collections::BTreeMap, ops::Range};

use memchr::memmem;

use super::filler::filler;
use crate::{
    call::{Call, Secret},
    exchange::{Headers, RawRequest, RawResponse},
    failure::{Failure, Kind},
    leak,
    spec::{SecurityScheme, Spec},
};

/// Shorter words would eat innocent text.
const SHORTEST: usize = 4;

/// Names of shell variables, by security scheme: one for a key, two for a key pair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables(BTreeMap<String, Vec<String>>);

impl Variables {
    /// `TOKEN`, `ACCESS_KEY` and `SECRET_KEY` where a scheme has no names of its own.
    pub fn set(&mut self, scheme: impl Into<String>, names: Vec<String>) {
        self.0.insert(scheme.into(), names);
    }

    fn name(&self, scheme: &str, index: usize, otherwise: &str) -> String {
        let names = self.0.get(scheme);
        let name = names.and_then(|names| names.get(index));
        name.map_or(otherwise, String::as_str).to_owned()
    }
}

/// What must not be kept, and what stands in its place.
#[derive(Clone, Default)]
pub(super) struct Mask {
    words: Vec<(Vec<u8>, String)>,
    /// The variables that stand for the words.
    pub(super) variables: Vec<String>,
    signature: Vec<String>,
}

impl Mask {
    /// The credentials of a call and of the steps before it.
    pub(super) fn new(spec: &Spec, call: &Call, variables: &Variables) -> Self {
        let mut mask = Self::default();
        let steps = call.before.iter().map(|step| &step.call);
        for credential in steps.chain([call]).flat_map(|call| &call.credentials) {
            let scheme = &credential.scheme;
            match &credential.secret {
                Secret::Key(_) | Secret::Login { .. } => {
                    let variable = variables.name(scheme, 0, "TOKEN");
                    for word in credential.secret.words() {
                        mask.add(&word, &variable);
                    }
                }
                Secret::Pair { access, secret } => {
                    mask.add(access, &variables.name(scheme, 0, "ACCESS_KEY"));
                    mask.add(secret, &variables.name(scheme, 1, "SECRET_KEY"));
                }
            }
        }
        for scheme in spec.security_schemes.values() {
            if let SecurityScheme::ApiKey {
                name,
                signature: Some(_),
                ..
            } = scheme
            {
                mask.signature.push(name.clone());
            }
        }
        mask
    }

    fn add(&mut self, word: &str, variable: &str) {
        if word.len() < SHORTEST {
            return;
        }
        let text = format!("${variable}");
        for form in leak::forms(word) {
            if !self.words.iter().any(|(known, _)| known == form.as_bytes()) {
                self.words.push((form.into_bytes(), text.clone()));
            }
        }
        if !self.variables.contains(&text) {
            self.variables.push(text);
        }
    }

    pub(super) fn request(&self, request: &RawRequest) -> RawRequest {
        RawRequest {
            method: request.method.clone(),
            target: self.text(&request.target),
            headers: self.headers(&request.headers),
            body: self.bytes(&request.body),
        }
    }

    pub(super) fn response(&self, response: &RawResponse) -> RawResponse {
        RawResponse {
            status: response.status,
            headers: self.headers(&response.headers),
            body: self.bytes(&response.body),
        }
    }

    pub(super) fn failure(&self, mut failure: Box<Failure>) -> Box<Failure> {
        for difference in &mut failure.differences {
            difference.at = self.text(&difference.at);
            let texts = [&mut difference.expected, &mut difference.actual];
            for text in texts.into_iter().flatten() {
                *text = self.text(text);
            }
        }
        if let Kind::Harness(why) = &mut failure.kind {
            *why = self.text(why);
        }
        failure
    }

    /// A signature is good for some minutes, so it goes too.
    fn headers(&self, headers: &Headers) -> Headers {
        let mut masked = Headers::default();
        for (name, value) in headers.iter() {
            let mut value = self.bytes(value);
            let is_signed = self
                .signature
                .iter()
                .any(|one| one.eq_ignore_ascii_case(name));
            let at = b"Signature=";
            if is_signed
                && let Some(start) = value.windows(at.len()).position(|window| window == at)
            {
                value.truncate(start + at.len());
                value.extend_from_slice(b"[redacted]");
            }
            masked.push(name, value);
        }
        masked
    }

    fn text(&self, text: &str) -> String {
        String::from_utf8_lossy(&self.bytes(text.as_bytes())).into_owned()
    }

    fn bytes(&self, bytes: &[u8]) -> Vec<u8> {
        let words = self.words.iter().map(|(word, _)| word.len());
        let longest = words.max().unwrap_or_default();
        // No word has room in the filler, only at its ends.
        let inner = filler(bytes).filter(|run| run.len() > 2 * longest);
        let Some(inner) = inner.map(|run| run.start + longest..run.end - longest) else {
            return self.every_byte(bytes);
        };
        let part = |range: Range<usize>| bytes.get(range).unwrap_or_default();
        let before = self.every_byte(part(0..inner.start));
        let after = self.every_byte(part(inner.end..bytes.len()));
        [&before, part(inner), &after].concat()
    }

    fn every_byte(&self, bytes: &[u8]) -> Vec<u8> {
        let mut masked = Cow::Borrowed(bytes);
        for (word, variable) in &self.words {
            if let Some(replaced) = replace(&masked, word, variable) {
                masked = Cow::Owned(replaced);
            }
        }
        masked.into_owned()
    }
}

/// Puts the variable in place of the word, and says so where only a part of it is there.
/// `None` where nothing of it is there.
fn replace(bytes: &[u8], word: &[u8], variable: &str) -> Option<Vec<u8>> {
    let half = word.len().div_ceil(2).max(SHORTEST);
    let start = word.get(..half)?;
    if bytes.len() < start.len() || memmem::find(bytes, start).is_none() {
        return None;
    }
    let mut masked = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((before, found)) =
        memmem::find(rest, start).and_then(|at| rest.split_at_checked(at))
    {
        masked.extend_from_slice(before);
        let same = found.iter().zip(word).take_while(|(a, b)| a == b).count();
        if same == word.len() {
            masked.extend_from_slice(variable.as_bytes());
        } else {
            masked.extend_from_slice(format!("[a part of {variable}]").as_bytes());
        }
        rest = found.get(same..).unwrap_or_default();
    }
    masked.extend_from_slice(rest);
    Some(masked)
}

#[cfg(test)]
mod tests {
    use super::replace;

    #[test]
    fn words_and_their_beginnings_are_replaced() {
        let check = |text: &str, expected: &str| {
            let masked = replace(text.as_bytes(), b"secret-token", "$TOKEN");
            let masked = masked.map(|masked| String::from_utf8(masked).unwrap());
            assert_eq!(masked.as_deref().unwrap_or(text), expected);
        };
        check("a secret-token b", "a $TOKEN b");
        check("secret-tokensecret-token", "$TOKEN$TOKEN");
        check("a secret-to b", "a [a part of $TOKEN] b");
        check("a secre b", "a secre b");
        check("", "");
    }
}
