//! Path parameters: the styles `simple`, `label` and `matrix`.

use super::{As, Written, encode, in_turn, join, text_of};
use crate::InvalidPathSegment;

/// How a path parameter is written; `a`, `b` are elements or members of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStyle {
    /// `a,b`, `k,v`
    Simple,
    /// `a,b`, `k=v`
    SimpleExploded,
    /// `.a,b`, `.k,v`
    Label,
    /// `.a.b`, `.k=v`
    LabelExploded,
    /// `;name=a,b`, `;name=k,v`
    Matrix,
    /// `;name=a;name=b`, `;k=v`
    MatrixExploded,
    /// JSON text.
    Json,
}

impl PathStyle {
    /// How the value is looked at.
    pub(crate) fn how(self) -> As {
        if self == Self::Json {
            As::Json
        } else {
            As::Parts
        }
    }

    /// What stands before the first element, and between two of them when exploded.
    fn lead(self) -> (&'static str, &'static str) {
        match self {
            Self::Simple | Self::SimpleExploded | Self::Json => ("", ","),
            Self::Label => (".", ","),
            Self::LabelExploded => (".", "."),
            Self::Matrix => (";", ","),
            Self::MatrixExploded => (";", ";"),
        }
    }

    fn is_matrix(self) -> bool {
        matches!(self, Self::Matrix | Self::MatrixExploded)
    }

    fn is_exploded(self) -> bool {
        matches!(
            self,
            Self::SimpleExploded | Self::LabelExploded | Self::MatrixExploded
        )
    }
}

/// Adds the parameter to a path.
///
/// What a URL parser would normalise away is refused: with an empty, `.` or `..` segment the
/// request would go to another path.
pub(crate) fn push_path(
    out: &mut String,
    name: &str,
    value: Written<'_>,
    style: PathStyle,
) -> Result<(), InvalidPathSegment> {
    let start = out.len();
    let (first, between) = style.lead();
    match value {
        Written::Absent => return Err(InvalidPathSegment),
        Written::Text(text) => {
            out.push_str(first);
            if style.is_matrix() {
                pair(out, name, text);
            } else {
                encode(out, text);
            }
        }
        Written::Array(elements) => {
            let elements = elements.into_iter().map(text_of);
            out.push_str(first);
            if style == PathStyle::MatrixExploded {
                join(out, elements, between, |out, text| pair(out, name, text));
            } else {
                matrix_name(out, name, style);
                join(out, elements, between, encode);
            }
        }
        Written::Object(members) if style.is_exploded() => {
            out.push_str(first);
            for (at, (key, value)) in members.into_iter().enumerate() {
                if at > 0 {
                    out.push_str(between);
                }
                encode(out, &key);
                out.push('=');
                encode(out, &text_of(value));
            }
        }
        Written::Object(members) => {
            out.push_str(first);
            matrix_name(out, name, style);
            join(out, in_turn(members), between, encode);
        }
    }
    match out.get(start..) {
        None | Some("" | "." | "..") => Err(InvalidPathSegment),
        Some(_) => Ok(()),
    }
}

fn matrix_name(out: &mut String, name: &str, style: PathStyle) {
    if style == PathStyle::Matrix {
        encode(out, name);
        out.push('=');
    }
}

/// `name=text`, or the name alone where the text is empty.
fn pair(out: &mut String, name: &str, text: &str) {
    encode(out, name);
    if !text.is_empty() {
        out.push('=');
        encode(out, text);
    }
}
