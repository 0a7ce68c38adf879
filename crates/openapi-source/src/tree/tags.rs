//! Scalars and tags: what a value is, and whether an explicit tag fits it.
//!
//! [`crate::scalar`] says what a plain scalar means.

use std::borrow::Cow;

use granit_parser::Tag;

use super::{Builder, Step};
use crate::{Diagnostic, Span, Value, codes, quoted, scalar};

impl Builder<'_> {
    pub(super) fn plain(&mut self, text: &str, span: Span) -> Step<Value> {
        match scalar::resolve(text) {
            Ok(value) => Ok(value),
            Err(problem) => {
                let (code, message, help) = problem.texts();
                self.report(Diagnostic::error(code, span, message).help(help))?;
                Ok(Value::Null)
            }
        }
    }

    /// A scalar with an explicit tag: `!!str` and `!` make text of it, the other core tags must
    /// fit what it is.
    pub(super) fn tagged(&mut self, text: Cow<'_, str>, tag: &Tag, span: Span) -> Step<Value> {
        let wanted = tag.core_suffix();
        if wanted == Some("str") || tag.original() == "!" {
            return Ok(Value::String(text.into_owned()));
        }
        let value = match wanted {
            Some(_) => self.plain(&text, span)?,
            None => Value::Null,
        };
        let fits = match (&value, wanted) {
            (Value::Null, Some("null"))
            | (Value::Bool(_), Some("bool"))
            | (Value::Number(_), Some("float")) => true,
            (Value::Number(number), Some("int")) => !number.is_f64(),
            _ => false,
        };
        if !fits {
            self.report(bad_tag(tag, span))?;
        }
        Ok(value)
    }

    pub(super) fn collection_tag(&mut self, tag: Option<&Tag>, wanted: &str, span: Span) -> Step {
        match tag {
            Some(tag) if tag.core_suffix() != Some(wanted) && tag.original() != "!" => {
                self.report(bad_tag(tag, span))
            }
            _ => Ok(()),
        }
    }
}

fn bad_tag(tag: &Tag, span: Span) -> Diagnostic {
    let message = format!(
        "the tag {} does not fit this value, or has no type in JSON",
        quoted(&tag.original())
    );
    Diagnostic::error(codes::BAD_TAG, span, message).help("remove the tag")
}
