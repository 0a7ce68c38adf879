//! Placeholders in the words of a command.
//!
//! | placeholder | value |
//! |---|---|
//! | `{url}` | scheme, host and port of the server of the case |
//! | `{target}` | path and query of the call, encoded |
//! | `{case}` `{operation}` `{method}` | names |
//! | `{deadline}` | seconds until the client is given up |
//! | `{path.NAME}` `{query.NAME}` `{header.NAME}` `{cookie.NAME}` | a parameter, not encoded; JSON where it is not a scalar |
//! | `{body}` | the whole body |
//! | `{body.MEMBER}` | one member of it; `{body.a.b}` goes deeper |
//! | `{content-type}` | of the body |
//! | `{token}` | the key of the call, whatever its security scheme |
//! | `{user}` `{password}` | name and password of the call, for `basic` |
//! | `{access-key}` `{secret-key}` | the key pair of the call, whatever its security scheme |
//! | `{SCHEME}` `{SCHEME.access}` `{SCHEME.secret}` `{SCHEME.user}` `{SCHEME.password}` | the credential of that security scheme |
//!
//! A call does not have everything. A word with a placeholder that has no value is left out, and
//! with it the option directly before it: a word that begins with `-` and has no `=`. So
//! `--spec {body.spec_id}` and `-H "X-Auth-Token: {token}"` are there when there is something to
//! say. `{?NAME}` leaves out its own word only.
//!
//! Braces around anything else are text, and so are those of `${NAME}`; `{{NAME}}` is the text
//! `{NAME}`.

use serde_json::Value;

use crate::{
    call::{Content, Secret},
    client::Task,
    spec::{Location, Spec},
};

/// A command with its placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Vec<Piece>>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Value { name: String, absent: Absent },
}

/// What goes away with a value that is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Absent {
    Word,
    WordAndOption,
}

/// A placeholder that means nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the placeholder `{{{name}}}` means nothing here")]
pub struct Unknown {
    name: String,
    help: String,
}

impl Unknown {
    /// What there is instead.
    pub fn help(&self) -> &str {
        &self.help
    }
}

const PLAIN: [&str; 13] = [
    "url",
    "target",
    "case",
    "operation",
    "method",
    "deadline",
    "body",
    "content-type",
    "token",
    "user",
    "password",
    "access-key",
    "secret-key",
];

const PLACES: [(&str, Location); 4] = [
    ("path", Location::Path),
    ("query", Location::Query),
    ("header", Location::Header),
    ("cookie", Location::Cookie),
];

impl Template {
    /// Reads the words of a command.
    ///
    /// # Errors
    /// A placeholder that no call of this document has.
    pub fn parse(spec: &Spec, words: &[String]) -> Result<Self, Unknown> {
        let words: Vec<_> = words.iter().map(|word| pieces(word)).collect();
        for piece in words.iter().flatten() {
            if let Piece::Value { name, .. } = piece {
                check(spec, name)?;
            }
        }
        Ok(Self(words))
    }

    /// Whether there is any placeholder that differs from case to case, beside the address.
    pub fn is_about_a_case(&self) -> bool {
        let mut pieces = self.0.iter().flatten();
        pieces.any(|piece| matches!(piece, Piece::Value { name, .. } if name != "url"))
    }

    /// The words for a command that makes calls of its own.
    pub fn fill_url(&self, url: &str) -> Vec<String> {
        let text = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Value { .. } => url.to_owned(),
        };
        let word = |word: &Vec<Piece>| word.iter().map(text).collect();
        self.0.iter().map(word).collect()
    }

    /// The words for one call.
    pub fn fill(&self, task: &Task<'_>) -> Vec<String> {
        let mut filled: Vec<String> = Vec::new();
        for word in &self.0 {
            match fill(word, task) {
                Ok(word) => filled.push(word),
                Err(Absent::Word) => {}
                Err(Absent::WordAndOption) if is_option(word) => {}
                Err(Absent::WordAndOption) => {
                    let is_option = |word: &String| word.starts_with('-') && !word.contains('=');
                    filled.pop_if(|last| is_option(last));
                }
            }
        }
        filled
    }
}

/// Whether a word is an option itself, and so not the value of another one.
fn is_option(word: &[Piece]) -> bool {
    matches!(word.first(), Some(Piece::Text(text)) if text.starts_with('-'))
}

fn fill(word: &[Piece], task: &Task<'_>) -> Result<String, Absent> {
    let mut text = String::new();
    for piece in word {
        match piece {
            Piece::Text(more) => text.push_str(more),
            Piece::Value { name, absent } => text.push_str(&value(task, name).ok_or(*absent)?),
        }
    }
    Ok(text)
}

fn pieces(word: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut text = String::new();
    let mut rest = word;
    while let Some(char) = rest.chars().next() {
        let tail = rest.get(char.len_utf8()..).unwrap_or_default();
        if let Some(inner) = rest.strip_prefix("{{")
            && let Some((name, tail)) = inner.split_once("}}")
            && is_name(name)
        {
            text.extend(["{", name, "}"]);
            rest = tail;
        } else if char == '{'
            && !text.ends_with('$')
            && let Some((name, tail)) = tail.split_once('}')
            && is_name(name)
        {
            if !text.is_empty() {
                found.push(Piece::Text(std::mem::take(&mut text)));
            }
            found.push(match name.strip_prefix('?') {
                Some(name) => Piece::Value {
                    name: name.to_owned(),
                    absent: Absent::Word,
                },
                None => Piece::Value {
                    name: name.to_owned(),
                    absent: Absent::WordAndOption,
                },
            });
            rest = tail;
        } else {
            text.push(char);
            rest = tail;
        }
    }
    if !text.is_empty() || found.is_empty() {
        found.push(Piece::Text(text));
    }
    found
}

fn is_name(text: &str) -> bool {
    let text = text.strip_prefix('?').unwrap_or(text);
    text.starts_with(|first: char| first.is_alphabetic())
        && text
            .chars()
            .all(|char| char.is_alphanumeric() || "._-[]$@~".contains(char))
}

fn check(spec: &Spec, name: &str) -> Result<(), Unknown> {
    if PLAIN.contains(&name)
        || name.starts_with("body.")
        || spec.security_schemes.contains_key(name)
    {
        return Ok(());
    }
    let unknown = |help: String| Unknown {
        name: name.to_owned(),
        help,
    };
    let schemes: Vec<_> = spec.security_schemes.keys().map(String::as_str).collect();
    let (first, last) = name.split_once('.').unwrap_or((name, ""));
    if let Some((_, location)) = PLACES.iter().find(|(place, _)| *place == first) {
        let parameters = spec.operations.iter().flat_map(|one| &one.parameters);
        let mut names: Vec<_> = parameters
            .filter(|one| one.location == *location)
            .map(|one| one.name.as_str())
            .collect();
        if names.contains(&last) {
            return Ok(());
        }
        names.sort_unstable();
        names.dedup();
        return Err(unknown(format!(
            "the parameters there are: {}",
            names.join(", ")
        )));
    }
    if schemes.contains(&first) && ["access", "secret", "user", "password"].contains(&last) {
        return Ok(());
    }
    let text = format!("{{{{{name}}}}} is the text; there are {}", PLAIN.join(", "));
    let more = "path.NAME, query.NAME, header.NAME, cookie.NAME, body.MEMBER";
    Err(unknown(format!("{text}, {more}, {}", schemes.join(", "))))
}

/// The value of a placeholder; `None` where the call has none.
fn value(task: &Task<'_>, name: &str) -> Option<String> {
    let call = task.call;
    let body = call.body.as_ref();
    match name {
        "url" => return Some(task.base_url.to_owned()),
        "target" => {
            let request = call.unsigned(task.spec, task.operation, "").ok()?;
            return Some(request.target);
        }
        "case" => return Some(task.case.name.clone()),
        "operation" => return Some(task.operation.id.clone()),
        "method" => return Some(task.operation.method.clone()),
        "deadline" => return Some(task.deadline.as_secs_f64().to_string()),
        "body" => {
            body?;
            let request = call.unsigned(task.spec, task.operation, "").ok()?;
            return Some(String::from_utf8_lossy(&request.body).into_owned());
        }
        "content-type" => return body?.content_type.clone(),
        "token" => return secret(task, None, "key"),
        "user" | "password" => return secret(task, None, name),
        "access-key" => return secret(task, None, "access"),
        "secret-key" => return secret(task, None, "secret"),
        _ => {}
    }
    if let Some(path) = name.strip_prefix("body.") {
        let Content::Json(value) = &body?.content else {
            return None;
        };
        return member(value, path).map(text);
    }
    if task.spec.security_schemes.contains_key(name) {
        return secret(task, Some(name), "key");
    }
    let (first, last) = name.split_once('.')?;
    match PLACES.iter().find(|(place, _)| *place == first) {
        Some((_, location)) => call.argument(*location, last).map(text),
        None => secret(task, Some(first), last),
    }
}

/// A member by its name, which may hold dots, else step by step.
fn member<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    if let Some(found) = value.get(path) {
        return Some(found);
    }
    let (first, rest) = path.split_once('.')?;
    let inner = match first.parse::<usize>() {
        Ok(index) if value.is_array() => value.get(index),
        _ => value.get(first),
    };
    member(inner?, rest)
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// A part of the credential of a scheme, or of the first one that has such a part.
fn secret(task: &Task<'_>, scheme: Option<&str>, part: &str) -> Option<String> {
    let credentials = task.call.credentials.iter();
    credentials
        .filter(|one| scheme.is_none_or(|scheme| one.scheme == scheme))
        .find_map(|one| match (&one.secret, part) {
            (Secret::Key(key), "key") => Some(key.clone()),
            (secret @ Secret::Login { .. }, "key") => secret.token(),
            (Secret::Login { user, .. }, "user") => Some(user.clone()),
            (Secret::Login { password, .. }, "password") => Some(password.clone()),
            (Secret::Pair { access, .. }, "access") => Some(access.clone()),
            (Secret::Pair { secret, .. }, "secret") => Some(secret.clone()),
            _ => None,
        })
}
