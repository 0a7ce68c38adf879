//! Paths and their operations.

use std::collections::HashSet;

use super::{Reader, Site, security::alternatives};
use crate::spec::Operation;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl<'a> Reader<'a> {
    pub(super) fn operations(&mut self) -> Vec<Operation> {
        let default_security = self.top().child("security").map(|site| alternatives(&site));
        let mut operations = Vec::new();
        let paths = self.top().child("paths");
        for (path, site) in paths.iter().flat_map(Site::members) {
            if path.starts_with("x-") {
                continue;
            }
            let Some(item) = self.path_item(site) else {
                continue;
            };
            for (method, site) in item.members() {
                if METHODS.contains(&method) {
                    let mut operation = self.operation(method, path, &item, &site);
                    operation.security = site
                        .child("security")
                        .map(|site| alternatives(&site))
                        .or_else(|| default_security.clone())
                        .unwrap_or_default();
                    operations.push(operation);
                }
            }
        }
        operations
    }

    /// A path item may have members beside its `$ref`; those of a document that uses both are its
    /// own affair, so what is referred to is read.
    fn path_item(&mut self, site: Site<'a>) -> Option<Site<'a>> {
        self.resolve(site)
    }

    fn operation(
        &mut self,
        method: &str,
        path: &str,
        item: &Site<'a>,
        site: &Site<'a>,
    ) -> Operation {
        let method = method.to_ascii_uppercase();
        let id = site.text("operationId").filter(|id| !id.is_empty());
        Operation {
            id: id.map_or_else(|| format!("{method} {path}"), str::to_owned),
            method,
            path: path.to_owned(),
            parameters: self.parameters(item, site),
            request_body: site
                .child("requestBody")
                .and_then(|body| self.resolve(body))
                .map(|body| self.request_body(&body)),
            responses: self.responses(site),
            security: Vec::new(),
            deprecated: Self::flag(site, "deprecated"),
            retry: site.text("x-retry").map(str::to_owned),
            pointer: site.pointer.clone(),
        }
    }

    pub(super) fn check_unique(&mut self, operations: &[Operation]) {
        let mut known = HashSet::new();
        for operation in operations {
            if !known.insert(&operation.id) {
                let message = format!(
                    "the operationId `{}` is taken; choose another",
                    operation.id
                );
                self.problem(&operation.pointer, message);
            }
        }
    }
}
