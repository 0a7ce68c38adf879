//! Error codes: the values that a property marked `x-error-code` has in the
//! examples of the document.

use std::collections::BTreeMap;

use openapi_source::Diagnostic;

use super::{Cursor, Reader};
use crate::codes;
use crate::model::{ErrorCode, Kind, NamedSchema};
use crate::names;

impl<'a> Reader<'a> {
    /// Sorted by code; empty when no property is marked.
    pub(super) fn error_codes(
        &mut self,
        root: &Cursor<'a>,
        schemas: &[NamedSchema],
    ) -> Vec<ErrorCode> {
        let Some((code_name, message_name)) = marked(schemas) else {
            return Vec::new();
        };
        let mut found: BTreeMap<String, ErrorCode> = BTreeMap::new();
        let paths = root.get("paths");
        let items = paths.iter().flat_map(Cursor::members);
        let operations: Vec<Cursor<'a>> = items
            .flat_map(|(_, item)| item.members())
            .map(|(_, o)| o)
            .collect();
        for responses in operations
            .iter()
            .filter_map(|operation| operation.get("responses"))
        {
            for (status, response) in responses.members() {
                let Ok(status) = status.parse::<u16>() else {
                    continue;
                };
                for body in self.examples(response) {
                    let Some(code) = body
                        .get(&code_name)
                        .and_then(|c| c.str().map(|text| (c, text)))
                    else {
                        continue;
                    };
                    self.error_code(
                        &mut found,
                        code,
                        status,
                        body.get(&message_name).and_then(|m| m.str()),
                    );
                }
            }
        }
        found.into_values().collect()
    }

    fn error_code(
        &mut self,
        found: &mut BTreeMap<String, ErrorCode>,
        (place, code): (Cursor<'a>, &str),
        status: u16,
        message: Option<&str>,
    ) {
        let constant = names::constant_name(code);
        if constant.is_none() {
            self.bad_name(&place, code);
        }
        let clash = found
            .keys()
            .find(|other| *other != code && names::constant_name(other) == constant);
        if let Some(other) = clash {
            let message = format!(
                "codes `{other}` and `{code}` would both be the constant `{}`",
                constant.unwrap_or_default()
            );
            self.push(
                Diagnostic::error(codes::NAME_CLASH, place.node.span, message)
                    .help("remove the mark `x-error-code`"),
            );
        }
        let entry = found.entry(code.to_owned()).or_insert_with(|| ErrorCode {
            code: code.to_owned(),
            statuses: Vec::new(),
            message: message.unwrap_or_default().to_owned(),
        });
        if let Err(at) = entry.statuses.binary_search(&status) {
            entry.statuses.insert(at, status);
        }
    }

    /// The values of all examples of a response.
    fn examples(&mut self, response: Cursor<'a>) -> Vec<Cursor<'a>> {
        let Some(response) = self.resolve(response) else {
            return Vec::new();
        };
        let Some(media) = response
            .get("content")
            .and_then(|c| c.get("application/json"))
        else {
            return Vec::new();
        };
        let named = media.get("examples");
        let named: Vec<Cursor<'a>> = named
            .iter()
            .flat_map(Cursor::members)
            .map(|(_, place)| place)
            .collect();
        let values = named
            .into_iter()
            .filter_map(|place| self.resolve(place)?.get("value"));
        media
            .get("example")
            .into_iter()
            .chain(values.collect::<Vec<_>>())
            .collect()
    }
}

/// The names of the members marked `x-error-code` and `x-error-message`.
fn marked(schemas: &[NamedSchema]) -> Option<(String, String)> {
    schemas.iter().find_map(|schema| {
        let Kind::Object { properties, .. } = &schema.schema.kind else {
            return None;
        };
        let code = properties.iter().find(|property| property.error_code)?;
        let message = properties.iter().find(|property| property.error_message);
        Some((
            code.name.clone(),
            message.map(|m| m.name.clone()).unwrap_or_default(),
        ))
    })
}
