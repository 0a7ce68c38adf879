//! Request bodies.

use openapi_source::Diagnostic;

use super::content::Side;
use super::{Cursor, Reader};
use crate::codes;
use crate::model::Body;

impl<'a> Reader<'a> {
    /// The body of an operation, if it has one.
    pub(super) fn body_of(&mut self, operation: &Cursor<'a>, method: &str) -> Option<Body> {
        let place = operation.get("requestBody")?;
        if place.node.is_null() {
            return None;
        }
        let body = self.part(&place, |shared| &mut shared.bodies, Self::body)?;
        if body.contents.is_empty() {
            return None;
        }
        match method {
            "trace" => {
                self.no_effect(&place, "a TRACE request has no body", "remove it");
                return None;
            }
            "get" | "head" | "delete" => self.grouped(
                Diagnostic::note(
                    codes::UNUSUAL_BODY,
                    place.key_span,
                    format!("a request body on `{method}`"),
                )
                .label("sent, but some servers and proxies drop it")
                .help("use `post`, `put` or `patch`"),
            ),
            _ => {}
        }
        Some((*body).clone())
    }

    /// A Request Body Object.
    pub(super) fn body(&mut self, place: &Cursor<'a>) -> Option<Body> {
        self.object(place, "a request body")?;
        self.known(place, &["description", "content", "required"]);
        let content = self.required(place, "content")?;
        let contents = self.contents(&content, Side::Request).contents;
        Some(Body {
            description: self.text(place, "description"),
            required: self.flag(place, "required"),
            place: self.place(place),
            contents,
        })
    }
}
