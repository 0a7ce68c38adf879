//! The whole document: everything but its schemas, and what is left out in the end.

use std::collections::HashSet;

use openapi_source::quoted;

use super::operations::ReadOperations;
use super::schemes::Schemes;
use super::version::Version;
use super::{Cursor, Reader};
use crate::model::{Api, Operation, Schemas, Scheme, Tag};

impl<'a> Reader<'a> {
    /// The model of a document whose version and component schemas were read already.
    pub(super) fn api(&mut self, root: &Cursor<'a>) -> Option<Api> {
        self.root_keys(root);
        let info = self.info(root);
        let tags = self.tags(root);
        let tag_style = self.tag_style(root);
        let schemes = self.schemes(root);
        let mut operations = self.operations(root, &schemes);
        let error_codes = self.error_codes(&operations);
        let rejections = self.rejections(root, &operations);
        self.hurts(root, &operations, &schemes);
        self.say_groups();
        let skipped = self.skip(&mut operations);
        let mut operations: Vec<Operation> = operations
            .all
            .into_iter()
            .filter_map(|read| read.operation)
            .collect();
        operations.sort_by(|a, b| {
            let by_path = (&a.path, &a.method, &a.fixed).cmp(&(&b.path, &b.method, &b.fixed));
            by_path.then_with(|| (&a.told_by, &a.id).cmp(&(&b.told_by, &b.id)))
        });
        let (title, description, version) = info?;
        Some(Api {
            title,
            description,
            version,
            tags,
            tag_style,
            schemes: used_schemes(&schemes, &operations),
            schemas: std::mem::replace(&mut self.schemas, Schemas::new(Vec::new())),
            operations,
            rejections,
            error_codes,
            skipped,
        })
    }

    fn root_keys(&mut self, root: &Cursor<'a>) {
        let mut keys = vec![
            "openapi",
            "info",
            "servers",
            "tags",
            "security",
            "paths",
            "components",
            "externalDocs",
        ];
        if self.version == Version::V31 {
            keys.extend(["webhooks", "jsonSchemaDialect"]);
        }
        self.known(root, &keys);
        for key in ["webhooks", "x-webhooks"] {
            if let Some(webhooks) = root.get(key) {
                self.not_read(&webhooks, "webhooks are not read");
            }
        }
        let Some(components) = root.get("components").filter(|c| !c.node.is_null()) else {
            return;
        };
        if self.object(&components, "the components").is_none() {
            return;
        }
        let mut keys = vec![
            "schemas",
            "responses",
            "parameters",
            "examples",
            "requestBodies",
            "headers",
            "securitySchemes",
            "links",
            "callbacks",
        ];
        if self.version == Version::V31 {
            keys.push("pathItems");
        }
        self.known(&components, &keys);
    }

    /// Title, description, version.
    fn info(&mut self, root: &Cursor<'a>) -> Option<(String, String, String)> {
        let info = self.required(root, "info")?;
        self.object(&info, "the information on the API")?;
        let mut keys = vec![
            "title",
            "description",
            "version",
            "contact",
            "license",
            "termsOfService",
        ];
        if self.version == Version::V31 {
            keys.push("summary");
        }
        self.known(&info, &keys);
        let title = self.required_text(&info, "title").unwrap_or_default();
        let version = self.required_text(&info, "version").unwrap_or_default();
        let description = self.text(&info, "description");
        Some((title, description, version))
    }

    fn tags(&mut self, root: &Cursor<'a>) -> Vec<Tag> {
        let Some(list) = root.get("tags").filter(|list| !list.node.is_null()) else {
            return Vec::new();
        };
        if list.node.as_array().is_none() {
            self.odd_kind(&list, "a list of tags");
        }
        let mut out: Vec<Tag> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        for place in list.items() {
            if place.node.as_object().is_none() {
                self.odd_kind(&place, "an object for a tag");
                continue;
            }
            self.known(&place, &["name", "description", "externalDocs"]);
            let Some(name) = place.get("name").and_then(|name| name.str()) else {
                self.odd(
                    &place,
                    "a tag without a name",
                    "ignored",
                    "give it the name that operations use",
                );
                continue;
            };
            if !seen.insert(name) {
                let message = format!("the tag {} is here twice", quoted(name));
                self.odd(&place, &message, "ignored", "remove one of them");
                continue;
            }
            let description = self.text(&place, "description");
            out.push(Tag {
                name: name.to_owned(),
                description,
            });
        }
        out
    }

    /// What will hurt users of the document.
    fn hurts(&mut self, root: &Cursor<'a>, operations: &ReadOperations<'a>, schemes: &Schemes<'a>) {
        self.undocumented(operations);
        self.without_example(operations);
        self.contradictions(operations);
        self.unused_components(root);
        self.unused_schemas(root, operations);
        self.unused_schemes(schemes);
    }
}

/// Those that some operation asks for, sorted by name.
fn used_schemes(schemes: &Schemes<'_>, operations: &[Operation]) -> Vec<Scheme> {
    let used: HashSet<&str> = operations
        .iter()
        .flat_map(|operation| &operation.security)
        .flat_map(|alternative| &alternative.requirements)
        .map(|requirement| requirement.scheme.as_str())
        .collect();
    let names = schemes
        .places()
        .map(|(name, _)| name)
        .filter(|name| used.contains(name));
    names
        .filter_map(|name| schemes.get(name).cloned())
        .collect()
}
