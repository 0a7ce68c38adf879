//! Path templates: what stands between the slashes, and what stands behind `?` or `#`.
//!
//! OpenAPI knows only the part before `?` and `#`. Real documents put there what tells two
//! operations of one path apart (`/#Action=Resize`), so it is read as part of each request.

use std::collections::HashSet;

use openapi_source::Diagnostic;

use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Piece, Segment};

/// A path of the document, taken apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Template {
    /// Without what stands behind `?` or `#`.
    pub(super) path: String,
    pub(super) segments: Vec<Segment>,
    /// What stands behind `?` or `#`, in order.
    pub(super) behind: Vec<Behind>,
}

/// A part of what stands behind `?` or `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Behind {
    /// `name=value`
    Pair { name: String, value: String },
    /// `name={parameter}`
    Hole { name: String, parameter: String },
    /// `name`, behind `?`.
    Flag(String),
    /// A text behind `#`.
    Words(String),
}

impl Template {
    /// The names of its parameters, in order, each once.
    pub(super) fn parameters(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        let pieces = self.segments.iter().flat_map(|segment| &segment.pieces);
        pieces
            .filter_map(Piece::parameter)
            .filter(|name| seen.insert(*name))
            .collect()
    }
}

impl<'a> Reader<'a> {
    /// The template of a path; `place` is at its key. None: it was said what is wrong.
    pub(super) fn template(&mut self, place: &Cursor<'a>, path: &str) -> Option<Template> {
        let before = path.find(['?', '#']).unwrap_or(path.len());
        let (path, behind) = path.split_at_checked(before).unwrap_or((path, ""));
        let read = self.absolute(place, path).and_then(|path| {
            let segments = segments(&path)?;
            Ok(Template {
                path,
                segments,
                behind: read_behind(behind)?,
            })
        });
        match read {
            Ok(template) => {
                self.hints(place, &template);
                Some(template)
            }
            Err(problem) => {
                self.push(
                    Diagnostic::error(codes::PATH, place.key_span, "this path is malformed")
                        .label(problem)
                        .help("write it as `/literal/{parameter}/…`"),
                );
                None
            }
        }
    }

    fn absolute(&mut self, place: &Cursor<'a>, path: &str) -> Result<String, &'static str> {
        if path.starts_with('/') {
            return Ok(path.to_owned());
        }
        if path.contains("://") {
            return Err("a path, not an address: hosts stand under `servers`");
        }
        self.odd(
            place,
            "a path starts with `/`",
            "read as if it did",
            "write `/` before it",
        );
        Ok(format!("/{path}"))
    }

    /// What is taken, but will surprise someone.
    fn hints(&mut self, place: &Cursor<'a>, template: &Template) {
        let mut seen = HashSet::new();
        let pieces = template.segments.iter().flat_map(|it| &it.pieces);
        let twice = pieces
            .filter_map(Piece::parameter)
            .find(|name| !seen.insert(*name));
        if let Some(name) = twice {
            self.odd(
                place,
                &format!("`{{{name}}}` is in this path twice"),
                "both places get the same value",
                "give each place a parameter of its own",
            );
        }
    }
}

fn segments(path: &str) -> Result<Vec<Segment>, &'static str> {
    match path.strip_prefix('/') {
        None | Some("") => Ok(Vec::new()),
        Some(rest) => rest.split('/').map(segment).collect(),
    }
}

fn segment(text: &str) -> Result<Segment, &'static str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((literal, behind)) = rest.split_once('{') {
        push_literal(&mut pieces, literal)?;
        let (name, behind) = behind.split_once('}').ok_or("`{` without `}`")?;
        if name.is_empty() {
            return Err("a parameter without a name");
        }
        if name.contains('{') || name.chars().any(char::is_control) {
            return Err("this is no name of a parameter");
        }
        pieces.push(Piece::Parameter(name.to_owned()));
        rest = behind;
    }
    push_literal(&mut pieces, rest)?;
    if let [Piece::Literal(only)] = pieces.as_slice()
        && matches!(only.as_str(), "." | "..")
    {
        return Err("`.` and `..` never reach a server");
    }
    Ok(Segment { pieces })
}

fn push_literal(pieces: &mut Vec<Piece>, text: &str) -> Result<(), &'static str> {
    if text.contains('}') {
        return Err("`}` without `{`");
    }
    let literal = decoded(text)?;
    if !literal.is_empty() {
        pieces.push(Piece::Literal(literal));
    }
    Ok(())
}

fn read_behind(text: &str) -> Result<Vec<Behind>, &'static str> {
    let mut out = Vec::new();
    let mut sign = '?';
    let mut rest = text;
    loop {
        let end = rest.find(['?', '#', '&']).unwrap_or(rest.len());
        let (part, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if !part.is_empty() {
            out.push(one_behind(sign, part)?);
        }
        let mut signs = behind.chars();
        match signs.next() {
            None => return Ok(out),
            Some('&') => {}
            Some(other) => sign = other,
        }
        rest = signs.as_str();
    }
}

fn one_behind(sign: char, part: &str) -> Result<Behind, &'static str> {
    let Some((name, value)) = part.split_once('=') else {
        let flag = sign == '?' && !part.contains(['{', '}']);
        return Ok(if flag {
            Behind::Flag(decoded(part)?)
        } else {
            Behind::Words(part.to_owned())
        });
    };
    if name.is_empty() || name.contains(['{', '}']) {
        return Err("the name of a query parameter cannot be a parameter");
    }
    let name = decoded(name)?;
    let hole = value
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    match hole {
        Some("") => Err("a parameter without a name"),
        Some(hole) if !hole.contains(['{', '}']) => Ok(Behind::Hole {
            name,
            parameter: hole.to_owned(),
        }),
        _ if value.contains(['{', '}']) => {
            Err("behind `?` a value is a text or one parameter, not both")
        }
        _ => Ok(Behind::Pair {
            name,
            value: decoded(value)?,
        }),
    }
}

/// Without percent-encoding; what is no text then stays as it is.
fn decoded(text: &str) -> Result<String, &'static str> {
    let text = match percent_encoding::percent_decode_str(text).decode_utf8() {
        Ok(decoded) => decoded.into_owned(),
        Err(_) => text.to_owned(),
    };
    if text.chars().any(char::is_control) {
        return Err("a control character");
    }
    Ok(text)
}
