//! The body of a request: a whole one, or one that is put together of flags.

use crate::arguments::BODY;
use crate::{Body, BodyKind, Command, Exit, Failure, Need, Place};
use clap::ArgMatches;
use openapi_types::File;
use serde_json::{Map, Value};
use std::ffi::OsStr;
use std::io::Read;
use std::path::Path;

/// A body as it was given.
#[derive(Debug)]
pub(crate) enum Given {
    Json(Value),
    Bytes(Vec<u8>),
}

/// What was given of the body; none where nothing was and nothing must be.
pub(crate) fn read(command: &Command, matches: &ArgMatches) -> Result<Option<Given>, Failure> {
    let Some(body) = command.body else {
        return Ok(None);
    };
    let whole = matches.get_one::<String>(BODY);
    match body.kind {
        BodyKind::Json => json(command, body, whole, matches),
        BodyKind::Text => {
            let text = whole.map(|text| load(BODY, text, Plain::Itself));
            let text = text.transpose()?;
            let text = text.map(String::from_utf8).transpose();
            let text = text.map_err(|_error| wrong("it is not text in UTF-8"))?;
            Ok(text.map(|text| Given::Json(Value::String(text))))
        }
        BodyKind::Bytes => {
            let bytes = whole
                .map(|path| load(BODY, path, Plain::File))
                .transpose()?;
            Ok(bytes.map(Given::Bytes))
        }
    }
}

fn json(
    command: &Command,
    body: Body,
    whole: Option<&String>,
    matches: &ArgMatches,
) -> Result<Option<Given>, Failure> {
    let mut value = None;
    if let Some(text) = whole {
        let bytes = load(BODY, text, Plain::Itself)?;
        let parsed = serde_json::from_slice(&bytes).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            wrong(&format!("it is not JSON at line {line} column {column}"))
        })?;
        value = Some(parsed);
    }
    for flag in command.flags {
        let Place::Member(path) = flag.place else {
            continue;
        };
        if let Some(member) = flag.value(matches) {
            let base = value.get_or_insert_with(|| Value::Object(Map::new()));
            put(base, path, member).ok_or_else(|| {
                wrong("a flag has a member of an object, and --body has something else there")
            })?;
        }
    }
    if value.is_none() && body.need == Need::Required {
        // No member is needed, so that the smallest body is one without any.
        value = Some(Value::Object(Map::new()));
    }
    Ok(value.map(Given::Json))
}

/// Puts a member into an object, and into the objects on the way.
fn put(base: &mut Value, path: &[&str], member: Value) -> Option<()> {
    let mut place = base;
    for name in path {
        let object = place.as_object_mut()?;
        place = object
            .entry(*name)
            .or_insert_with(|| Value::Object(Map::new()));
    }
    *place = member;
    Some(())
}

/// A part that is a file: what the flag names, with the name that it has there.
pub(crate) fn file(flag: &str, path: &str) -> Result<File, Failure> {
    let file = File::new(load(flag, path, Plain::File)?);
    let name = Path::new(path.trim_start_matches('@')).file_name();
    let name = name.filter(|_| !is_input(path)).and_then(OsStr::to_str);
    Ok(match name {
        Some(name) => file.named(name),
        None => file,
    })
}

/// Whether it stands for the standard input, which can be read once.
pub(crate) fn is_input(text: &str) -> bool {
    ["-", "@-"].contains(&text)
}

/// What a text without a mark in front of it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plain {
    Itself,
    File,
}

fn load(flag: &str, text: &str, plain: Plain) -> Result<Vec<u8>, Failure> {
    let path = match (text, text.strip_prefix('@'), plain) {
        _ if is_input(text) => {
            let mut bytes = Vec::new();
            let read = std::io::stdin().lock().read_to_end(&mut bytes);
            return match read {
                Ok(_) => Ok(bytes),
                Err(error) => Err(unusable(
                    flag,
                    &format!("the standard input cannot be read: {error}"),
                )),
            };
        }
        (_, Some(path), _) | (path, None, Plain::File) => path,
        (text, None, Plain::Itself) => return Ok(text.as_bytes().to_vec()),
    };
    std::fs::read(path)
        .map_err(|error| unusable(flag, &format!("the file {path} cannot be read: {error}")))
}

fn wrong(reason: &str) -> Failure {
    unusable(BODY, reason)
}

pub(crate) fn unusable(flag: &str, reason: &str) -> Failure {
    Failure::new(Exit::Usage, format!("--{flag} cannot be used: {reason}"))
}
