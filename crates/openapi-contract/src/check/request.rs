//! Holding a request to the call that caused it.

use serde_json::Value;

use super::{
    answer::charset,
    arguments::compare,
    check_read,
    credential::{carries, found, place},
    failure, harness,
};
use crate::{
    call::{Call, Content, Secret, split_target},
    case::{Case, Level, Sample},
    diff::Difference,
    exchange::RawRequest,
    failure::{Failure, Kind, Verdict},
    leak,
    schema::Direction,
    spec::{Example, Location, Operation, SecurityScheme, Spec, is_json, media_for},
    wire::{read, read_body, template::Template},
};

/// Fields that any client may send, because they are about HTTP and not about this API.
const ANY_CLIENT: [&str; 27] = [
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "baggage",
    "cache-control",
    "connection",
    "content-length",
    "content-type",
    // Looked at by itself.
    "cookie",
    "date",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "pragma",
    "priority",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "te",
    "traceparent",
    "tracestate",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// Fields that libraries add so that a call can be followed from service to service.
fn is_of_tracing(lower: &str) -> bool {
    const OTHERS: [&str; 5] = [
        "b3",
        "sentry-trace",
        "uber-trace-id",
        "x-amzn-trace-id",
        "x-cloud-trace-context",
    ];
    OTHERS.contains(&lower) || lower.starts_with("x-b3-") || lower.starts_with("x-datadog-")
}

/// Fields that belong to a signature: its own, the token of a temporary key, and the project that
/// a key is used in, which every official client sends.
fn is_of_signature(lower: &str) -> bool {
    lower.starts_with("x-sdk-") || ["x-project-id", "x-security-token"].contains(&lower)
}

/// Holds a request that a client sent to the call of a case: method, path and its encoding, query,
/// header fields, credentials, content type, schema and, as far as the level demands, the values
/// of the example. At [`Level::Values`] a field that the document does not know is a failure too.
///
/// # Errors
/// The first broken promise, in that order.
pub fn check_request(spec: &Spec, case: &Case, request: &RawRequest, level: Level) -> Verdict {
    let call = case
        .call()
        .ok_or_else(|| harness(spec, case, "the case has no call"))?;
    let operation = spec
        .operation(&case.operation)
        .ok_or_else(|| harness(spec, case, "the operation is not documented"))?;
    let checker = Checker {
        spec,
        case,
        operation,
        call,
        request,
    };
    checker.method()?;
    checker.path()?;
    checker.arguments(Location::Path, &Kind::Path)?;
    checker.arguments(Location::Query, &Kind::Query)?;
    checker.headers(level)?;
    checker.arguments(Location::Cookie, &Kind::Header)?;
    checker.security()?;
    checker.secrets()?;
    checker.body(level)
}

struct Checker<'a> {
    spec: &'a Spec,
    case: &'a Case,
    operation: &'a Operation,
    call: &'a Call,
    request: &'a RawRequest,
}

impl Checker<'_> {
    fn fail(&self, kind: Kind, difference: Difference) -> Box<Failure> {
        failure(
            self.spec,
            self.case,
            kind,
            &self.operation.pointer,
            vec![difference],
        )
    }

    fn method(&self) -> Verdict {
        let (expected, actual) = (&self.operation.method, &self.request.method);
        if expected == actual {
            return Ok(());
        }
        Err(self.fail(Kind::Method, Difference::of("method", expected, actual)))
    }

    /// Literal segments are compared decoded, so that a client may encode more than it must.
    fn path(&self) -> Verdict {
        let (actual, _) = split_target(&self.request.target);
        let expected = self
            .call
            .path(self.operation)
            .map_err(|error| harness(self.spec, self.case, error.to_string()))?;
        let is_template = Template::new(&self.operation.path).take(actual).is_some();
        if is_encoded_path(actual) && is_template {
            return Ok(());
        }
        Err(self.fail(Kind::Path, Difference::of("path", expected, actual)))
    }

    /// Parameters are compared as values.
    fn arguments(&self, location: Location, kind: &Kind) -> Verdict {
        let received = read(self.spec, self.operation, self.request);
        match compare(self.operation, self.call, &received, location) {
            None => Ok(()),
            Some(difference) => Err(self.fail(kind.clone(), difference)),
        }
    }

    fn headers(&self, level: Level) -> Verdict {
        let headers = &self.request.headers;
        self.arguments(Location::Header, &Kind::Header)?;
        if level < Level::Values {
            return Ok(());
        }
        for (name, _) in headers.iter() {
            let is_signed = !is_of_signature(&name.to_ascii_lowercase()) || self.signs();
            let is_known = is_known_field(self.spec, self.operation, name);
            if !is_known || !is_signed {
                // The value may be a secret under a wrong name, so it is not shown.
                let difference = Difference {
                    at: name.to_owned(),
                    expected: None,
                    actual: Some("a field that the document does not know".to_owned()),
                };
                return Err(self.fail(Kind::Header, difference));
            }
        }
        Ok(())
    }

    /// Exactly the credentials of the call, each where its scheme says.
    fn security(&self) -> Verdict {
        for (name, scheme) in &self.spec.security_schemes {
            let wanted = self.call.credentials.iter().find(|one| one.scheme == *name);
            let is_held = match wanted {
                Some(credential) => carries(self.request, scheme, credential),
                // Two schemes may share a place; then the wanted one was checked there.
                None => found(self.request, scheme).is_empty() || self.shares_place(scheme),
            };
            if !is_held {
                let expected = if wanted.is_some() {
                    "the credential of the call"
                } else {
                    "no credential"
                };
                let difference = Difference::of(name, expected, "something else (not shown)");
                return Err(self.fail(Kind::Security, difference));
            }
        }
        Ok(())
    }

    /// No secret anywhere but in its place: a key pair signs and is not sent, and a token belongs in
    /// no address and no other field.
    fn secrets(&self) -> Verdict {
        let call = self.call;
        for credential in &call.credentials {
            let Some(scheme) = self.spec.security_schemes.get(&credential.scheme) else {
                continue;
            };
            let (location, name) = place(scheme);
            let fields = self.request.headers.iter();
            let others = fields.filter(|(field, _)| {
                location != Location::Header || !field.eq_ignore_ascii_case(name)
            });
            let others = others.map(|(_, value)| value);
            let rest = [self.request.target.as_bytes(), &self.request.body];
            // One search through everything is cheaper than one through each field.
            let everything = others.chain(rest).collect::<Vec<_>>().join(&b'\n');
            let words = credential.secret.words();
            // What the call itself says is no leak.
            let said = format!("{:?} {:?}", call.arguments, call.body);
            let words = words
                .iter()
                .filter(|word| word.len() >= leak::SHORTEST && !said.contains(*word));
            for word in words {
                if !leak::shows(&everything, word) {
                    continue;
                }
                let is_in = |bytes: &[u8]| leak::shows(bytes, word);
                let mut fields = self.request.headers.iter();
                let field = fields.find(|(field, value)| {
                    let is_place = match location {
                        Location::Header => field.eq_ignore_ascii_case(name),
                        Location::Cookie => field.eq_ignore_ascii_case("cookie"),
                        Location::Query | Location::Path => false,
                    };
                    !is_place && is_in(value)
                });
                let at = match field {
                    Some((field, _)) => field,
                    None if location != Location::Query
                        && is_in(self.request.target.as_bytes()) =>
                    {
                        "target"
                    }
                    None if is_in(&self.request.body) => "body",
                    None => continue,
                };
                let difference = Difference::of(at, "no credential", "a credential of the call");
                return Err(self.fail(Kind::Secret, difference));
            }
        }
        Ok(())
    }

    /// One length, and JSON in UTF-8.
    fn framing(&self, content_type: &str) -> Verdict {
        let headers = &self.request.headers;
        if headers.text("transfer-encoding").is_some() && headers.text("content-length").is_some() {
            let difference = Difference::of("content-length", "no length beside chunks", "both");
            return Err(self.fail(Kind::Header, difference));
        }
        let charset = charset(content_type).filter(|_| is_json(content_type));
        if charset.is_some_and(|name| !name.eq_ignore_ascii_case("utf-8")) {
            let difference = Difference::of("content-type", "JSON in UTF-8", content_type);
            return Err(self.fail(Kind::MediaType, difference));
        }
        Ok(())
    }

    fn body(&self, level: Level) -> Verdict {
        let documented = self.operation.request_body.as_ref();
        let (Some(body), Some(documented)) = (&self.call.body, documented) else {
            if self.request.body.is_empty() {
                return Ok(());
            }
            let actual = format!("{} bytes", self.request.body.len());
            return Err(self.fail(Kind::Content, Difference::of("body", "nothing", actual)));
        };
        if self.request.body.is_empty() && !body.content.bytes().is_empty() {
            let difference = Difference::of("body", "a body", "nothing");
            return Err(self.fail(Kind::Content, difference));
        }
        let content_type = self
            .request
            .headers
            .text("content-type")
            .unwrap_or_default();
        let wanted = body.content_type.as_deref().unwrap_or_default();
        let media = media_for(&documented.media, content_type)
            .filter(|media| media_for(&documented.media, wanted) == Some(media));
        let Some(media) = media else {
            let difference = Difference::of("content-type", wanted, content_type);
            return Err(self.fail(Kind::MediaType, difference));
        };
        self.framing(content_type)?;
        let pointer = body.pointer.as_ref().unwrap_or(&media.pointer);
        let sample = match &body.content {
            Content::Json(value) => Some(self.sample(value, pointer)),
            Content::Text(text) => Some(self.sample(&Value::String(text.clone()), pointer)),
            Content::Filler(_) => None,
        };
        let example = sample.as_ref().map(|sample| (sample, level));
        let bytes = &self.request.body;
        let read = read_body(self.spec, Direction::Request, media, content_type, bytes);
        check_read(
            self.spec,
            self.case,
            media,
            Direction::Request,
            (read, bytes),
            example,
        )
    }

    fn sample(&self, value: &Value, pointer: &str) -> Sample {
        Sample {
            direction: Direction::Request,
            status: None,
            media_type: String::new(),
            schema: None,
            example: Example {
                name: self.case.name.clone(),
                value: value.clone(),
                pointer: pointer.to_owned(),
            },
        }
    }

    fn signs(&self) -> bool {
        let credentials = &self.call.credentials;
        credentials
            .iter()
            .any(|one| matches!(one.secret, Secret::Pair { .. }))
    }

    fn shares_place(&self, scheme: &SecurityScheme) -> bool {
        let mine = place(scheme);
        self.call.credentials.iter().any(|credential| {
            let other = self.spec.security_schemes.get(&credential.scheme);
            other.is_some_and(|other| {
                let other = place(other);
                other.0 == mine.0 && other.1.eq_ignore_ascii_case(mine.1)
            })
        })
    }
}

/// Whether a header field is a parameter, a credential, a part of a signature, or about HTTP.
pub(crate) fn is_known_field(spec: &Spec, operation: &Operation, name: &str) -> bool {
    let is_parameter = operation.parameters.iter().any(|parameter| {
        parameter.location == Location::Header && parameter.name.eq_ignore_ascii_case(name)
    });
    let lower = name.to_ascii_lowercase();
    let is_credential = spec.security_schemes.values().any(|scheme| {
        let (location, key) = place(scheme);
        let is_signature = matches!(
            scheme,
            SecurityScheme::ApiKey {
                signature: Some(_),
                ..
            }
        );
        (location == Location::Header && key.eq_ignore_ascii_case(name))
            || (is_signature && is_of_signature(&lower))
    });
    ANY_CLIENT.contains(&lower.as_str()) || is_of_tracing(&lower) || is_parameter || is_credential
}

/// Whether a path holds only what RFC 3986 allows there, each `%` followed by two digits.
fn is_encoded_path(path: &str) -> bool {
    let bytes = path.as_bytes();
    let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'%' => is_hex(at + 1) && is_hex(at + 2),
        byte => byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@".contains(byte),
    })
}
