//! What a document must have for a fault to make a difference.

use crate::{
    case::{Case, Family, Side, Subject},
    relation::mine,
    spec::{Location, Operation, SecurityScheme, Spec, Status, is_json},
};

/// A property of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// None.
    Nothing,
    /// An operation that needs a credential and for which one is known.
    Credential,
    /// A token in a header field under a scheme word.
    SchemeWord,
    /// A key in a header field.
    Key,
    /// A key in a header field, in a document without scheme words.
    LoneKey,
    /// A signature.
    Signature,
    /// A signature of an operation with a body.
    SignedBody,
    /// A request body of JSON.
    JsonBody,
    /// A request body that is required.
    RequiredBody,
    /// A JSON body with a schema that allows further members.
    OpenBody,
    /// Two parameters of one path.
    TwoPathParameters,
    /// A parameter of a path.
    PathParameter,
    /// An answer of JSON.
    JsonAnswer,
    /// A success of JSON with at least two members.
    Members,
    /// A header field that every success must have.
    AnswerHeader,
    /// A parameter in a query.
    Query,
    /// A parameter in a header field.
    HeaderParameter,
    /// Two schemes, one of which is a key or token.
    OtherKey,
    /// An operation without a request body.
    BodilessOperation,
    /// An error with content.
    Errors,
    /// An operation with GET.
    Get,
    /// A success without content.
    NoContent,
    /// A case for this status.
    Status(u16),
    /// Something that the examples say about each other.
    Relation,
    /// One of these keywords in what a request may hold.
    Keyword(&'static [&'static str]),
    /// A place in a request that may be null.
    Null,
    /// An operation with a JSON body that needs a credential, one of which is known.
    SecuredBody,
    /// A call of a client whose path must be encoded.
    EncodedPath,
    /// An answer to a client other than 200 and 400.
    OtherStatus,
    /// A state table that says which answers come when.
    States,
    /// A success other than 200.
    OtherSuccess,
    /// Two examples of an error of one status, each with a state.
    TwoErrors,
}

impl Needs {
    /// Whether the document and its cases have it.
    pub fn are_met(self, spec: &Spec, cases: &[Case]) -> bool {
        let any = |is: fn(&Operation) -> bool| spec.operations.iter().any(is);
        match self {
            Self::Nothing => true,
            Self::Credential => has_credential(spec, cases, |_| true),
            Self::SchemeWord => has_credential(spec, cases, |one| {
                matches!(one, SecurityScheme::Http { .. })
            }),
            Self::Key => has_credential(spec, cases, |one| {
                matches!(
                    one,
                    SecurityScheme::ApiKey {
                        signature: None,
                        ..
                    }
                )
            }),
            Self::LoneKey => {
                let mut schemes = spec.security_schemes.values();
                Self::Key.are_met(spec, cases)
                    && !schemes.any(|one| matches!(one, SecurityScheme::Http { .. }))
            }
            Self::Signature => has_credential(spec, cases, is_signature),
            Self::SignedBody => {
                has_credential(spec, cases, is_signature) && any(|one| one.request_body.is_some())
            }
            Self::JsonBody => any(has_json_body),
            Self::RequiredBody => any(|one| {
                has_json_body(one) && one.request_body.as_ref().is_some_and(|body| body.required)
            }),
            Self::OpenBody => cases.iter().any(|case| {
                case.family == Family::Tolerance && case.name.contains("unknown-member")
            }),
            Self::TwoPathParameters => any(|one| in_path(one) > 1),
            Self::PathParameter => any(|one| in_path(one) > 0),
            Self::JsonAnswer => any(|one| {
                successes(one)
                    .any(|answer| answer.media.iter().any(|media| is_json(&media.media_type)))
            }),
            Self::Members => cases.iter().any(|case| members(case) > 1),
            Self::AnswerHeader => {
                any(|one| successes(one).any(|answer| !answer.required_headers.is_empty()))
            }
            Self::Query => any(|one| {
                one.parameters
                    .iter()
                    .any(|one| one.location == Location::Query)
            }),
            Self::HeaderParameter => any(|one| {
                one.parameters
                    .iter()
                    .any(|one| one.location == Location::Header)
            }),
            Self::OtherKey => {
                spec.security_schemes.len() > 1
                    && spec.security_schemes.values().any(|one| !is_signature(one))
            }
            Self::BodilessOperation => any(|one| one.request_body.is_none()),
            Self::Errors => any(|one| {
                one.responses.iter().any(|answer| {
                    matches!(answer.status, Status::Code(400..)) && !answer.media.is_empty()
                })
            }),
            Self::Get => any(|one| one.method == "GET"),
            Self::NoContent => any(|one| successes(one).any(|answer| answer.media.is_empty())),
            Self::Status(wanted) => states(cases).any(|status| status == wanted),
            Self::Relation => !mine(spec).list.is_empty(),
            Self::Keyword(names) => cases.iter().any(|case| {
                matches!(case.family, Family::Properties | Family::Parameters)
                    && case
                        .owns
                        .iter()
                        .any(|own| names.iter().any(|name| own.ends_with(&format!("/{name}"))))
            }),
            Self::Null => cases.iter().any(|case| {
                case.family == Family::Tolerance
                    && case.owns.iter().any(|own| own.ends_with("/type"))
            }),
            Self::SecuredBody => has_credential(spec, cases, |_| true) && any(has_json_body),
            Self::EncodedPath => cases.iter().any(|case| {
                let operation = spec.operation(&case.operation);
                let path = case.call().zip(operation);
                let path = path.and_then(|(call, operation)| call.path(operation).ok());
                let must =
                    |path: &String| ["%2F", "%3F", "%25"].iter().any(|one| path.contains(one));
                case.side == Side::Client && path.as_ref().is_some_and(must)
            }),
            Self::OtherStatus => cases.iter().any(|case| {
                let status = case.exchange().map(|exchange| exchange.answer.status);
                case.side == Side::Client && status.is_some_and(|one| one != 200 && one != 400)
            }),
            Self::States => states(cases).next().is_some(),
            Self::OtherSuccess => states(cases).any(|status| (201..300).contains(&status)),
            Self::TwoErrors => two_errors(cases),
        }
    }
}

fn has_credential(spec: &Spec, cases: &[Case], is: fn(&SecurityScheme) -> bool) -> bool {
    let secured = cases
        .iter()
        .filter(|case| case.family == Family::Authentication);
    secured
        .filter_map(Case::call)
        .flat_map(|call| &call.credentials)
        .any(|one| spec.security_schemes.get(&one.scheme).is_some_and(is))
}

fn is_signature(scheme: &SecurityScheme) -> bool {
    matches!(
        scheme,
        SecurityScheme::ApiKey {
            signature: Some(_),
            ..
        }
    )
}

fn has_json_body(operation: &Operation) -> bool {
    let body = operation.request_body.as_ref();
    body.is_some_and(|body| body.media.iter().any(|media| is_json(&media.media_type)))
}

fn in_path(operation: &Operation) -> usize {
    let parameters = operation.parameters.iter();
    parameters
        .filter(|one| one.location == Location::Path)
        .count()
}

fn successes(operation: &Operation) -> impl Iterator<Item = &crate::spec::Response> {
    operation.responses.iter().filter(|response| {
        (200..300).any(|code| operation.response(code).is_some_and(|one| one == *response))
    })
}

/// The statuses that the state table reaches.
fn states(cases: &[Case]) -> impl Iterator<Item = u16> {
    let states = cases.iter().filter(|case| case.family == Family::Statuses);
    states.filter_map(|case| match &case.subject {
        Subject::Exchange(exchange) => Some(exchange.answer.status),
        _ => None,
    })
}

fn members(case: &Case) -> usize {
    let is_success = case.family == Family::Statuses
        && case
            .exchange()
            .is_some_and(|one| (200..300).contains(&one.answer.status));
    let value = case.sample().map(|sample| &sample.example.value);
    let members = value
        .and_then(serde_json::Value::as_object)
        .map_or(0, serde_json::Map::len);
    if is_success { members } else { 0 }
}

fn two_errors(cases: &[Case]) -> bool {
    let states = || cases.iter().filter(|case| case.family == Family::Statuses);
    let key = |case: &Case| {
        let exchange = case.exchange()?;
        let example = &exchange.answer.body.as_ref()?.example.pointer;
        (exchange.answer.status >= 400).then(|| {
            (
                case.operation.clone(),
                exchange.answer.status,
                example.clone(),
            )
        })
    };
    states()
        .filter_map(key)
        .any(|(operation, status, example)| {
            states()
                .filter_map(key)
                .any(|other| other.0 == operation && other.1 == status && other.2 != example)
        })
}
