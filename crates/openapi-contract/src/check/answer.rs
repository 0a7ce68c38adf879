//! Holding what came back to a case of the server side, whatever its subject.
//!
//! Some rules bind every answer, whoever asked for what: no credential in it, no body where HTTP
//! has none, JSON in UTF-8, no page for people where programs were promised JSON. They come before
//! what the document says of the body, since they explain what is wrong with it.

use super::{check_response, failure, harness, probe};
use crate::{
    case::{Case, Family, Level, Subject},
    diff::Difference,
    exchange::{RawRequest, RawResponse},
    failure::{Kind, Verdict},
    leak,
    spec::{Location, Operation, SecurityScheme, Spec, essence, is_json},
};

/// How every gzip stream begins.
const GZIP: &[u8] = b"\x1f\x8b";

/// What a harness saw of one case.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// The request as it was sent.
    pub request: &'a RawRequest,
    /// The response as it came.
    pub response: &'a RawResponse,
    /// Whether a handler saw the request.
    pub handler: Entry,
}

/// Whether a handler saw a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Entry {
    /// That cannot be seen, as over a socket.
    #[default]
    Unknown,
    /// It did.
    Entered,
    /// It did not.
    NotEntered,
}

/// Holds what came back to what the case promises, at most as strictly as `level`.
///
/// # Errors
/// The first broken promise.
pub fn check_answer(spec: &Spec, case: &Case, seen: &Evidence<'_>, level: Level) -> Verdict {
    let operation = spec
        .operation(&case.operation)
        .ok_or_else(|| harness(spec, case, "the operation is not documented"))?;
    check_secrets(spec, case, operation, seen)?;
    check_empty(spec, case, operation, seen)?;
    check_framing(spec, case, operation, seen)?;
    let asked = level;
    let level = level.min(case.level);
    let verdict = match &case.subject {
        Subject::Exchange(_) => check_response(spec, case, seen.response, level),
        Subject::Probe(probe) => probe::check(spec, case, operation, (probe, asked), seen, level),
        Subject::Body(_) | Subject::Decode(_) | Subject::Drawn(_) => {
            Err(harness(spec, case, "the case sends nothing to a server"))
        }
    };
    // A wrong status says more than the body that comes with it.
    match verdict {
        Err(failure) if failure.kind == Kind::Status => Err(failure),
        verdict if is_coded(seen.response) => verdict,
        verdict => {
            check_content_type(spec, case, operation, seen.response)?;
            verdict
        }
    }
}

/// The status, where the document does not list it for the operation.
///
/// Another path or method is another matter: no operation can list what it is answered with.
pub fn undocumented(spec: &Spec, case: &Case, response: &RawResponse) -> Option<u16> {
    let operation = spec.operation(&case.operation)?;
    let is_listed = operation.response(response.status).is_some();
    (!is_listed && !elsewhere(case)).then_some(response.status)
}

/// Whether the request is for no documented operation, so that none describes the answer.
pub(super) fn elsewhere(case: &Case) -> bool {
    matches!(case.family, Family::Methods | Family::Paths)
}

fn check_secrets(spec: &Spec, case: &Case, operation: &Operation, seen: &Evidence<'_>) -> Verdict {
    let response = seen.response;
    // An example that shows the credential makes it a part of the promise.
    let promised = case
        .sample()
        .map(|sample| sample.example.value.to_string())
        .unwrap_or_default();
    // Escapes hide nothing from whoever reads JSON.
    let plain = response.body.contains(&b'\\').then(|| {
        let value = serde_json::from_slice::<serde_json::Value>(&response.body);
        value.map(|value| value.to_string()).unwrap_or_default()
    });
    let fields = response.headers.iter().map(|(_, value)| value);
    let bodies = [
        &response.body[..],
        plain.as_deref().unwrap_or_default().as_bytes(),
    ];
    // One search through everything is cheaper than one through each field.
    let everything = fields.chain(bodies).collect::<Vec<_>>().join(&b'\n');
    for secret in secrets(spec, case, seen.request) {
        let is_short = secret.len() < leak::SHORTEST;
        if is_short || promised.contains(&secret) || !leak::shows(&everything, &secret) {
            continue;
        }
        let mut headers = response.headers.iter();
        let header = headers.find(|(_, value)| leak::shows(value, &secret));
        let at = header.map_or("body", |(name, _)| name).to_owned();
        let differences = vec![Difference::of(
            &at,
            "no credential",
            "a credential of the request",
        )];
        return Err(failure(
            spec,
            case,
            Kind::Secret,
            &operation.pointer,
            differences,
        ));
    }
    Ok(())
}

/// Every credential that was sent: those of the call, and what stands in their places in the
/// request, since a case may have changed them.
fn secrets(spec: &Spec, case: &Case, request: &RawRequest) -> Vec<String> {
    let credentials = case.call().into_iter().flat_map(|call| &call.credentials);
    let mut found: Vec<_> = credentials
        .flat_map(|credential| credential.secret.words())
        .collect();
    for scheme in spec.security_schemes.values() {
        let text = match scheme {
            SecurityScheme::ApiKey {
                location: Location::Header,
                name,
                signature: None,
            } => request.headers.text(name),
            SecurityScheme::Http { .. } => request
                .headers
                .text("authorization")
                .and_then(|value| value.split_once(' '))
                .map(|(_, token)| token.trim()),
            SecurityScheme::ApiKey { .. } => None,
        };
        found.extend(text.map(str::to_owned));
    }
    found.sort();
    found.dedup();
    found
}

/// HTTP has no content in an answer to `HEAD` and in some statuses.
fn check_empty(spec: &Spec, case: &Case, operation: &Operation, seen: &Evidence<'_>) -> Verdict {
    let status = seen.response.status;
    let is_without = seen.request.method == "HEAD" || matches!(status, 100..=199 | 204 | 205 | 304);
    if !is_without || seen.response.body.is_empty() {
        return Ok(());
    }
    let pointer = operation
        .response(status)
        .map_or(&operation.pointer, |response| &response.pointer);
    let actual = String::from_utf8_lossy(&seen.response.body);
    let differences = vec![Difference::of("body", "nothing", actual)];
    Err(failure(spec, case, Kind::Content, pointer, differences))
}

/// A body is sent as it is where nobody asked for another form, and has one length.
fn check_framing(spec: &Spec, case: &Case, operation: &Operation, seen: &Evidence<'_>) -> Verdict {
    let headers = &seen.response.headers;
    let wrong = |name: &str, expected: &str, actual: &str| {
        let differences = vec![Difference::of(name, expected, actual)];
        let pointer = &operation.pointer;
        Err(failure(spec, case, Kind::Header, pointer, differences))
    };
    if is_coded(seen.response) {
        let coding = headers.text("content-encoding").unwrap_or_default();
        let accepted = seen.request.headers.text("accept-encoding");
        if !accepted.is_some_and(|accepted| accepts(accepted, coding)) {
            return wrong("content-encoding", "none that nobody asked for", coding);
        }
        let is_gzip = seen.response.body.starts_with(GZIP) || seen.response.body.is_empty();
        if coding.eq_ignore_ascii_case("gzip") && !is_gzip {
            return wrong("content-encoding", "what the body is coded in", coding);
        }
    }
    match (
        headers.text("transfer-encoding"),
        headers.text("content-length"),
    ) {
        (Some(coding), Some(_)) => wrong("content-length", "no length beside chunks", coding),
        _ => Ok(()),
    }
}

/// Whether a body is in a form that must be decoded.
pub(super) fn is_coded(response: &RawResponse) -> bool {
    let coding = response.headers.text("content-encoding");
    coding.is_some_and(|coding| !coding.trim().eq_ignore_ascii_case("identity"))
}

/// Whether this coding, or any, is listed and not with a weight of zero.
fn accepts(accepted: &str, coding: &str) -> bool {
    let weight = |name: &str| {
        accepted.split(',').find_map(|item| {
            let (listed, parameters) = item.split_once(';').unwrap_or((item, ""));
            let weight = parameters.trim().trim_start_matches("q=").parse::<f32>();
            let is_it = listed.trim().eq_ignore_ascii_case(name);
            is_it.then(|| weight.unwrap_or(1.0))
        })
    };
    weight(coding.trim()).or_else(|| weight("*")).unwrap_or(0.0) > 0.0
}

/// One content type; JSON in UTF-8; no HTML where JSON is documented.
fn check_content_type(
    spec: &Spec,
    case: &Case,
    operation: &Operation,
    response: &RawResponse,
) -> Verdict {
    let documented = operation.response(response.status);
    let pointer = documented.map_or(&operation.pointer, |response| &response.pointer);
    let wrong = |expected: &str, actual: String| {
        let differences = vec![Difference::of("content-type", expected, actual)];
        Err(failure(spec, case, Kind::MediaType, pointer, differences))
    };
    let all: Vec<_> = response.headers.all("content-type").collect();
    let value = match all.as_slice() {
        [] => return Ok(()),
        [one] => String::from_utf8_lossy(one).into_owned(),
        many => return wrong("one field", format!("{} fields", many.len())),
    };
    if is_json(&value) {
        let charset = charset(&value);
        if charset.is_some_and(|name| !name.eq_ignore_ascii_case("utf-8")) {
            return wrong("JSON in UTF-8", value);
        }
    }
    let is_html = essence(&value) == "text/html" || essence(&value) == "application/xhtml+xml";
    let media = operation.responses.iter().flat_map(|one| &one.media);
    let mut types = media.map(|one| one.media_type.as_str());
    if is_html && types.clone().any(is_json) && !types.any(|one| essence(one) == essence(&value)) {
        return wrong("no page for people: JSON is documented", value);
    }
    Ok(())
}

/// The `charset` of a content type, without quotes.
pub(super) fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let is_charset = name.trim().eq_ignore_ascii_case("charset");
        is_charset.then(|| value.trim().trim_matches('"'))
    })
}
