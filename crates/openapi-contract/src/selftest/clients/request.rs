//! The request of a client, with what is wrong about it.

use percent_encoding::percent_decode_str;
use sdk_hmac_sha256::SigningTime;
use serde_json::{Map, Value, json};

use super::{Fault, Faulty};
use crate::{
    call::{Argument, Call, Content, Credential, Secret, Unsendable, encode, split_target},
    client::Task,
    draw,
    exchange::{Headers, RawRequest},
    schema::Direction,
    spec::{Location, SecurityScheme, media_for},
};

/// Nobody's key; long enough to be masked.
const WRONG: &str = "Y29udHJhY3Q6c29tZWJvZHktZWxzZQ==";

impl Faulty {
    /// The request that this client sends; `None` where it sends none.
    pub(super) fn request(
        self,
        task: &Task<'_>,
        host: &str,
        time: SigningTime,
    ) -> Result<Option<RawRequest>, Unsendable> {
        if self.has(Fault::SendsNothing) {
            return Ok(None);
        }
        let mut call = task.call.clone();
        self.bend_call(task, &mut call);
        let mut request = call.unsigned(task.spec, task.operation, host)?;
        self.bend_target(&mut request);
        self.bend_headers(task, &call, &mut request);
        self.bend_body(task, &mut request);
        if let Some(habit) = self.habit {
            habit.write(task, &mut request);
        }
        call.sign(&mut request, time)?;
        if let Some(habit) = self.habit {
            habit.finish(&mut request);
        }
        if self.has(Fault::SignsOtherBody) {
            let body = [request.body.as_slice(), b" "].concat();
            set_body(&mut request, body);
        }
        Ok(Some(request))
    }

    fn bend_call(self, task: &Task<'_>, call: &mut Call) {
        match self.fault {
            Some(Fault::SwapsPathParameters) => swap(&mut call.arguments),
            Some(Fault::LosesQuery) => call.arguments.retain(|one| one.location != Location::Query),
            Some(Fault::LosesHeaders) => {
                call.arguments
                    .retain(|one| one.location != Location::Header);
            }
            Some(Fault::LosesCredential) => call.credentials.clear(),
            Some(Fault::WrongCredential) => {
                for credential in &mut call.credentials {
                    credential.secret = match &credential.secret {
                        Secret::Key(_) => Secret::Key(WRONG.to_owned()),
                        Secret::Login { user, .. } => Secret::Login {
                            user: user.clone(),
                            password: WRONG.to_owned(),
                        },
                        Secret::Pair { access, .. } => Secret::Pair {
                            access: access.clone(),
                            secret: WRONG.to_owned(),
                        },
                    };
                }
            }
            Some(Fault::SendsAllCredentials) => {
                let others = task.spec.security_schemes.iter().filter(|(name, scheme)| {
                    let is_key = !matches!(
                        scheme,
                        SecurityScheme::ApiKey {
                            signature: Some(_),
                            ..
                        }
                    );
                    is_key && !task.call.credentials.iter().any(|one| one.scheme == **name)
                });
                call.credentials.extend(others.map(|(name, _)| Credential {
                    scheme: name.clone(),
                    secret: Secret::Key(WRONG.to_owned()),
                }));
            }
            Some(Fault::EmptyBody) => call.body = None,
            _ => {}
        }
    }

    fn bend_target(self, request: &mut RawRequest) {
        let (path, query) = split_target(&request.target);
        let (mut path, mut query) = (path.to_owned(), query.map(str::to_owned));
        match self.fault {
            Some(Fault::LeavesPathUnencoded) => path = decode(&path),
            Some(Fault::EncodesPathTwice) => path = path.replace('%', "%25"),
            Some(Fault::CollapsesPathBlanks) => {
                while path.contains("%20%20") {
                    path = path.replace("%20%20", "%20");
                }
            }
            Some(Fault::TrimsPathDots) => {
                let segments = path.split('/').map(|one| one.trim_end_matches('.'));
                path = segments.collect::<Vec<_>>().join("/");
            }
            Some(Fault::AddsTrailingSlash) => path.push('/'),
            Some(Fault::DoublesSlash) => path.insert(0, '/'),
            Some(Fault::LeavesQueryUnencoded) => query = query.map(|query| decode(&query)),
            Some(Fault::AddsQuery) => {
                let more = "api-version=1";
                query = Some(query.map_or(more.to_owned(), |query| format!("{query}&{more}")));
            }
            Some(Fault::WrongMethod) => {
                let other = if request.method == "POST" {
                    "PUT"
                } else {
                    "POST"
                };
                other.clone_into(&mut request.method);
            }
            Some(Fault::LowerCaseMethod) => request.method.make_ascii_lowercase(),
            _ => {}
        }
        request.target = match query {
            Some(query) => format!("{path}?{query}"),
            None => path,
        };
    }

    fn bend_headers(self, task: &Task<'_>, call: &Call, request: &mut RawRequest) {
        match self.fault {
            Some(Fault::AddsHeader) => request.headers.push("api-version", "1"),
            Some(Fault::TellsSecrets) => {
                for word in call.secrets() {
                    request.headers.push("user-agent", format!("client {word}"));
                }
            }
            Some(Fault::LengthBesideChunks) if !request.body.is_empty() => {
                request.headers.push("transfer-encoding", "chunked");
            }
            Some(Fault::ClaimsLatin1) => {
                let value = request.headers.text("content-type").unwrap_or_default();
                let value = format!("{value}; charset=iso-8859-1");
                request.headers.remove("content-type");
                request.headers.push("content-type", value);
            }
            Some(Fault::RepeatsHeaders) => {
                let mut headers = Headers::default();
                for (name, value) in request.headers.iter() {
                    headers.push(name, value);
                    if is_of_api(task, name) {
                        headers.push(name, value);
                    }
                }
                request.headers = headers;
            }
            Some(Fault::CredentialInQuery) => {
                for credential in &call.credentials {
                    if let Some(name) = header_of(task, &credential.scheme)
                        && let Some(value) = request.headers.text(name).map(encode)
                    {
                        request.headers.remove(name);
                        let sign = if request.target.contains('?') {
                            '&'
                        } else {
                            '?'
                        };
                        request.target = format!("{}{sign}{name}={value}", request.target);
                    }
                }
            }
            Some(Fault::WrongContentType) if task.call.body.is_some() => {
                request.headers.remove("content-type");
                request.headers.push("content-type", "text/html");
            }
            Some(Fault::LosesContentType) => request.headers.remove("content-type"),
            _ => {}
        }
    }

    fn bend_body(self, task: &Task<'_>, request: &mut RawRequest) {
        let is_json = task
            .call
            .body
            .as_ref()
            .is_some_and(|body| matches!(body.content, Content::Json(_)));
        let value = serde_json::from_slice::<Value>(&request.body).ok();
        let value = value.filter(|_| is_json);
        let other = match self.fault {
            Some(Fault::BodyWithoutNeed) if task.operation.request_body.is_none() => {
                request.headers.push("content-type", "application/json");
                Some(b"{}".to_vec())
            }
            Some(Fault::FormForJson) => value.as_ref().map(|value| {
                request.headers.remove("content-type");
                request
                    .headers
                    .push("content-type", "application/x-www-form-urlencoded");
                form(value)
            }),
            Some(Fault::CutsBody) => request.body.split_last().map(|(_, rest)| rest.to_vec()),
            Some(Fault::Latin1Body) => String::from_utf8(request.body.clone()).ok().map(|text| {
                let byte = |char: char| u8::try_from(u32::from(char)).unwrap_or(b'?');
                text.chars().map(byte).collect()
            }),
            _ => value
                .and_then(|value| self.bend_value(task, value))
                .map(|value| value.to_string().into_bytes()),
        };
        if let Some(other) = other {
            set_body(request, other);
        }
    }

    fn bend_value(self, task: &Task<'_>, mut value: Value) -> Option<Value> {
        let members = value.as_object_mut();
        match (self.fault?, members) {
            (Fault::WrapsBody, _) => return Some(json!({"data": value})),
            (Fault::TextForNumber, _) => {
                retype(&mut value);
            }
            (Fault::TrimsTexts, Some(members)) => {
                for member in members.values_mut() {
                    if let Value::String(text) = member {
                        *text = text.trim().to_owned();
                    }
                }
            }
            (Fault::CollapsesBlanks, Some(members)) => {
                for member in members.values_mut() {
                    if let Value::String(text) = member {
                        let words = text.split(' ').filter(|word| !word.is_empty());
                        *text = words.collect::<Vec<_>>().join(" ");
                    }
                }
            }
            (Fault::DropsMember, Some(members)) => {
                let first = members.keys().next().cloned()?;
                members.remove(&first);
            }
            (Fault::NullForMember, Some(members)) => *members.values_mut().next()? = Value::Null,
            (Fault::NullForAbsent, Some(members)) => {
                for name in known_members(task) {
                    members.entry(name).or_insert(Value::Null);
                }
            }
            (Fault::AddsMember, Some(members)) => {
                members.insert("contract_extra".to_owned(), json!("x"));
            }
            _ => return None,
        }
        Some(value)
    }
}

/// The members that a body may have.
fn known_members(task: &Task<'_>) -> Vec<String> {
    let body = task.call.body.as_ref();
    let content_type = body.and_then(|body| body.content_type.as_deref());
    let documented = task.operation.request_body.as_ref();
    let media = documented
        .and_then(|documented| media_for(&documented.media, content_type.unwrap_or_default()));
    let schema = media.and_then(|media| media.schema.as_deref());
    let full = schema.and_then(|schema| draw::full(task.spec, schema, Direction::Request));
    match full {
        Some(Value::Object(members)) => members.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

fn swap(arguments: &mut [Argument]) {
    let mut found = arguments
        .iter_mut()
        .filter(|one| one.location == Location::Path);
    if let (Some(first), Some(second)) = (found.next(), found.next()) {
        std::mem::swap(&mut first.value, &mut second.value);
    }
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

pub(super) fn set_body(request: &mut RawRequest, body: Vec<u8>) {
    request.headers.remove("content-length");
    request
        .headers
        .push("content-length", body.len().to_string());
    request.body = body;
}

/// Whether a field is a parameter or a credential of the document.
fn is_of_api(task: &Task<'_>, name: &str) -> bool {
    let parameters = &task.operation.parameters;
    parameters
        .iter()
        .any(|one| one.name.eq_ignore_ascii_case(name))
        || task.spec.security_schemes.keys().any(|scheme| {
            header_of(task, scheme).is_some_and(|field| field.eq_ignore_ascii_case(name))
        })
}

/// The header field of a scheme.
fn header_of<'a>(task: &Task<'a>, scheme: &str) -> Option<&'a str> {
    match task.spec.security_schemes.get(scheme)? {
        SecurityScheme::ApiKey {
            location: Location::Header,
            name,
            ..
        } => Some(name),
        SecurityScheme::ApiKey { .. } => None,
        SecurityScheme::Http { .. } => Some("authorization"),
    }
}

fn form(value: &Value) -> Vec<u8> {
    let empty = Map::new();
    let members = value.as_object().unwrap_or(&empty);
    let pair = |(name, value): (&String, &Value)| {
        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        format!("{}={}", encode(name), encode(&text))
    };
    let pairs: Vec<_> = members.iter().map(pair).collect();
    pairs.join("&").into_bytes()
}

/// The first scalar changes its type.
fn retype(value: &mut Value) -> bool {
    match value {
        Value::String(_) => *value = json!(7),
        Value::Number(number) => *value = json!(number.to_string()),
        Value::Bool(is) => *value = json!(is.to_string()),
        Value::Null => return false,
        Value::Array(items) => return items.iter_mut().any(retype),
        Value::Object(members) => return members.values_mut().any(retype),
    }
    true
}
