//! Error codes: the values that a property marked `x-error-code` has in the examples of answers.

use std::collections::{BTreeMap, BTreeSet};

use super::Reader;
use super::operations::ReadOperations;
use super::responses::ReadResponse;
use crate::model::{ErrorCode, Kind, Schemas, Status};

impl Reader<'_> {
    /// Sorted by code; empty when no property is marked.
    pub(super) fn error_codes(&self, operations: &ReadOperations<'_>) -> Vec<ErrorCode> {
        let Some((code_name, message_name)) = marked(&self.schemas) else {
            return Vec::new();
        };
        let mut out: BTreeMap<&str, ErrorCode> = BTreeMap::new();
        // A response that many operations share is looked at once for each status.
        let mut seen: BTreeSet<(u16, *const ReadResponse<'_>)> = BTreeSet::new();
        let answers = operations
            .all
            .iter()
            .flat_map(|operation| &operation.answers.read);
        for (status, read) in answers {
            let Status::Code(status) = *status else {
                continue;
            };
            if !seen.insert((status, std::rc::Rc::as_ptr(read))) {
                continue;
            }
            for body in &read.examples {
                let text = |name: &str| body.node.get(name).and_then(openapi_source::Node::as_str);
                let Some(code) = text(code_name) else {
                    continue;
                };
                let entry = out.entry(code).or_insert_with(|| ErrorCode {
                    code: code.to_owned(),
                    statuses: Vec::new(),
                    message: text(message_name).unwrap_or_default().to_owned(),
                });
                if let Err(at) = entry.statuses.binary_search(&status) {
                    entry.statuses.insert(at, status);
                }
            }
        }
        out.into_values().collect()
    }
}

/// The names of the members marked `x-error-code` and `x-error-message`.
fn marked(schemas: &Schemas) -> Option<(&str, &str)> {
    schemas.iter().find_map(|(_, named)| {
        let Kind::Object(object) = &named.schema.kind else {
            return None;
        };
        let code = object
            .properties
            .iter()
            .find(|property| property.error_code)?;
        let message = object
            .properties
            .iter()
            .find(|property| property.error_message);
        Some((
            code.name.as_str(),
            message.map_or("", |property| property.name.as_str()),
        ))
    })
}
