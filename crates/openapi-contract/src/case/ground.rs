//! What the cases of one operation start from: a call that succeeds, and the case that shows it.
//!
//! The call is that of the first state below 400 of the state table; without a table it is made
//! from the document: its examples, else the smallest legal values. Everything a family changes is
//! changed about this call, so that whatever comes back was caused by the change.

use std::fmt::Display;

use super::{Case, Change, Expect, Family, Handler, Level, Others, Probe, Side, Subject, name};
use crate::{
    call::{Body, Call, Content, Credential},
    spec::{Operation, Spec, essence, is_json},
};

/// The base of one operation.
#[derive(Clone, Debug)]
pub(super) struct Ground<'a> {
    pub(super) spec: &'a Spec,
    pub(super) operation: &'a Operation,
    /// A call that succeeds.
    pub(super) call: Call,
    /// Name of the case that makes this call and nothing else.
    pub(super) twin: String,
    /// Credentials that the server knows, for each scheme; empty for those it was not told.
    pub(super) known: Vec<Credential>,
    /// What a caller with a credential is refused, one call for each status.
    pub(super) refused: Vec<Refused>,
    /// The size that a body must not have, where the state table names one.
    pub(super) too_large: Option<usize>,
}

/// A state in which a known caller is refused.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    pub(super) status: u16,
    pub(super) call: Call,
    /// Name of the case that shows it.
    pub(super) case: String,
}

impl Ground<'_> {
    /// A probe that changes the request of the base call.
    pub(super) fn probe(
        &self,
        family: Family,
        label: impl Display,
        changes: Vec<Change>,
        expect: Expect,
    ) -> Case {
        self.probe_call(family, label, self.call.clone(), changes, expect)
    }

    /// A probe that starts from another call.
    pub(super) fn probe_call(
        &self,
        family: Family,
        label: impl Display,
        call: Call,
        changes: Vec<Change>,
        expect: Expect,
    ) -> Case {
        Case {
            name: self.name(family, Side::Server, label),
            family,
            side: Side::Server,
            operation: self.operation.id.clone(),
            level: Level::Schema,
            twin: Some(self.twin.clone()),
            owns: Vec::new(),
            subject: Subject::Probe(Box::new(Probe {
                call,
                changes,
                expect,
            })),
        }
    }

    /// The name of a case of this operation.
    pub(super) fn name(&self, family: Family, side: Side, label: impl Display) -> String {
        name(&[
            family.to_string(),
            side.to_string(),
            self.operation.id.clone(),
            label.to_string(),
        ])
    }

    /// The body of the base call.
    pub(super) fn body(&self) -> Option<&Body> {
        self.call.body.as_ref()
    }

    /// The body of the base call, where it is JSON.
    pub(super) fn json(&self) -> Option<&serde_json::Value> {
        let body = self.body()?;
        let content_type = body.content_type.as_deref().unwrap_or_default();
        match &body.content {
            Content::Json(value) if is_json(content_type) => Some(value),
            _ => None,
        }
    }

    /// Pointer to the schema of the body of the base call.
    pub(super) fn body_schema(&self) -> Option<&str> {
        let content_type = essence(self.body()?.content_type.as_deref()?);
        let media = &self.operation.request_body.as_ref()?.media;
        let media = media
            .iter()
            .find(|one| essence(&one.media_type) == content_type);
        media?.schema.as_deref()
    }

    /// The base call with another JSON value as its body.
    pub(super) fn with_json(&self, value: serde_json::Value) -> Call {
        let mut call = self.call.clone();
        if let Some(body) = &mut call.body {
            body.content = Content::Json(value);
            body.pointer = None;
        }
        call
    }
}

impl Expect {
    /// A value breaks a rule of the document.
    pub(super) fn invalid() -> Self {
        Self::refusal(&[400, 422])
    }

    /// A refusal that says it best with one of these, before a handler is entered.
    pub(super) fn refusal(best: &[u16]) -> Self {
        Self::Refusal {
            best: best.to_vec(),
            others: Others::Taken,
            handler: Handler::MustNotEnter,
        }
    }

    /// A refusal with exactly these statuses, where the document has one of them.
    pub(super) fn exactly(best: &[u16]) -> Self {
        Self::Refusal {
            best: best.to_vec(),
            others: Others::Refused,
            handler: Handler::MustNotEnter,
        }
    }
}

impl Case {
    /// The same case, about these parts of a request.
    pub(super) fn owning(mut self, owns: impl IntoIterator<Item = String>) -> Self {
        self.owns = owns.into_iter().collect();
        self
    }
}
