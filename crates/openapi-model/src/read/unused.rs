//! Components that no operation uses. They are read all the same: mistakes hide there.

use std::collections::HashSet;

use openapi_source::{Diagnostic, Span};

use super::operations::ReadOperations;
use super::rejections::enumerated;
use super::shared::Slot;
use super::{Cursor, Reader, reach};
use crate::codes;

impl<'a> Reader<'a> {
    /// Reads the components that were not met yet; one finding for each section.
    pub(super) fn unused_components(&mut self, root: &Cursor<'a>) {
        let Some(components) = root.get("components") else {
            return;
        };
        self.unused_of(
            &components,
            "headers",
            |shared| &mut shared.headers,
            Self::header,
        );
        self.unused_of(
            &components,
            "parameters",
            |shared| &mut shared.parameters,
            Self::parameter,
        );
        self.unused_of(
            &components,
            "responses",
            |shared| &mut shared.responses,
            Self::response,
        );
        self.unused_of(
            &components,
            "requestBodies",
            |shared| &mut shared.bodies,
            Self::body,
        );
    }

    fn unused_of<T>(
        &mut self,
        components: &Cursor<'a>,
        key: &str,
        memo: Slot<'a, T>,
        read: fn(&mut Self, &Cursor<'a>) -> Option<T>,
    ) {
        let Some(section) = components
            .get(key)
            .filter(|section| !section.node.is_null())
        else {
            return;
        };
        if self.object(&section, &format!("the {key}")).is_none() {
            return;
        }
        let mut unused: Vec<(&str, Span)> = Vec::new();
        for (name, place) in section.members() {
            if name.starts_with("x-") || place.has("$ref") {
                continue;
            }
            if !memo(&mut self.shared).contains_key(&place.identity()) {
                unused.push((name, place.key_span));
                self.component(&place, memo, read);
            }
        }
        self.unused(key, &unused);
    }

    /// The schemas that no operation leads to.
    pub(super) fn unused_schemas(&mut self, root: &Cursor<'a>, operations: &ReadOperations<'a>) {
        // Webhooks are not read: who knows what they need.
        if root.has("webhooks") || root.has("x-webhooks") {
            return;
        }
        let mut used = HashSet::new();
        for operation in operations
            .all
            .iter()
            .filter_map(|read| read.operation.as_ref())
        {
            reach::of_operation(operation, &mut used);
        }
        let used = reach::closure(&reach::edges(&self.schemas), used);
        let is_component = |pointer: &str| {
            pointer
                .strip_prefix("#/components/schemas/")
                .is_some_and(|name| !name.contains('/'))
        };
        let unused: Vec<(String, Span)> = self
            .schemas
            .iter()
            .filter(|(id, named)| !used.contains(id) && is_component(&named.place.pointer))
            .map(|(_, named)| (named.name.clone(), named.place.span))
            .collect();
        let unused: Vec<(&str, Span)> = unused
            .iter()
            .map(|(name, span)| (name.as_str(), *span))
            .collect();
        self.unused("schemas", &unused);
    }

    fn unused(&mut self, key: &str, unused: &[(&str, Span)]) {
        let Some((_, first)) = unused.iter().min_by_key(|(_, span)| *span) else {
            return;
        };
        let names = enumerated(unused.iter().map(|(name, _)| *name), unused.len());
        self.push(
            Diagnostic::warning(
                codes::UNUSED_COMPONENT,
                *first,
                format!("no operation uses these {key}: {names}"),
            )
            .help("remove them, or refer to them"),
        );
    }
}
