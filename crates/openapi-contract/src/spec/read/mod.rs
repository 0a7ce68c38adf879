//! Reading a [`Spec`] from the tree of a document.
//!
//! Every problem is collected, so that one run shows them all; a part with a problem is left out
//! of the result, which is then not returned at all.

use std::collections::BTreeMap;

use openapi_source::{Document, Node, pointer};

use super::{
    Alternative, Example, Location, Media, Operation, Parameter, RequestBody, Response,
    SecurityScheme, Spec, Status,
};
use site::Site;

use crate::{
    place::{Places, Problem},
    schema::{Direction, Schemas},
    tree::{FOLLOWED, Tree, target},
};

mod site;

/// Longer chains of references are taken for a cycle.
const MAX_CHAIN: usize = 32;
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

pub(super) fn spec(document: &Document) -> Result<Spec, Vec<Problem>> {
    let mut reader = Reader {
        root: document.root(),
        tree: Tree::new(document.name(), document.root().to_json()),
        places: Places::of(document),
        roots: Vec::new(),
        problems: Vec::new(),
    };
    let security_schemes = reader.security_schemes();
    let operations = reader.operations();
    reader.check_security(&operations, &security_schemes);
    reader.check_unique(&operations);
    let schemas = reader.compile();
    if reader.problems.is_empty() {
        Ok(Spec {
            operations,
            security_schemes,
            places: reader.places,
            schemas,
            tree: reader.tree,
        })
    } else {
        Err(reader.problems)
    }
}

struct Reader<'a> {
    root: &'a Node,
    tree: Tree,
    places: Places,
    /// The schemas that messages are held to.
    roots: Vec<(String, Direction)>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn problem(&mut self, pointer: &str, message: impl Into<String>) {
        let problem = self.places.problem(pointer, message);
        // A component that is used twice is read twice.
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn top(&self) -> Site<'a> {
        Site {
            node: self.root,
            pointer: String::new(),
        }
    }

    /// Follows `$ref` until something else is found.
    fn resolve(&mut self, mut site: Site<'a>) -> Option<Site<'a>> {
        for _ in 0..MAX_CHAIN {
            let Some(reference) = site.text("$ref") else {
                return Some(site);
            };
            let at = pointer::join(&site.pointer, "$ref");
            let Some(target) = target(&site.pointer, reference) else {
                self.problem(&at, FOLLOWED);
                return None;
            };
            let Some(node) = self.root.pointer(&target) else {
                self.problem(&at, self.tree.absence(&target));
                return None;
            };
            site = Site {
                node,
                pointer: target,
            };
        }
        self.problem(
            &site.pointer.clone(),
            "the references form a cycle; break it",
        );
        None
    }

    fn security_schemes(&mut self) -> BTreeMap<String, SecurityScheme> {
        let schemes = self
            .top()
            .child("components")
            .and_then(|components| components.child("securitySchemes"));
        let mut found = BTreeMap::new();
        for (name, site) in schemes.iter().flat_map(Site::members) {
            let Some(site) = self.resolve(site) else {
                continue;
            };
            let scheme = match site.text("type") {
                Some("apiKey") => {
                    let location = site.text("in").and_then(location);
                    let key = site.text("name").map(str::to_owned);
                    location
                        .zip(key)
                        .map(|(location, name)| SecurityScheme::ApiKey {
                            location,
                            name,
                            signature: site.text("x-signature").map(str::to_owned),
                        })
                }
                Some("http") => site.text("scheme").map(|scheme| SecurityScheme::Http {
                    scheme: scheme.to_ascii_lowercase(),
                }),
                Some("oauth2" | "openIdConnect") => Some(SecurityScheme::Http {
                    scheme: "bearer".to_owned(),
                }),
                _ => None,
            };
            match scheme {
                Some(scheme) => {
                    found.insert(name.to_owned(), scheme);
                }
                None => self.problem(&site.pointer, "not a security scheme of OpenAPI 3.0"),
            }
        }
        found
    }

    fn operations(&mut self) -> Vec<Operation> {
        let default_security = self.top().child("security").map(|site| alternatives(&site));
        let mut operations = Vec::new();
        let paths = self.top().child("paths");
        for (path, site) in paths.iter().flat_map(Site::members) {
            if path.starts_with("x-") {
                continue;
            }
            let Some(item) = self.resolve(site) else {
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

    fn operation(
        &mut self,
        method: &str,
        path: &str,
        item: &Site<'a>,
        site: &Site<'a>,
    ) -> Operation {
        let method = method.to_ascii_uppercase();
        let id = site.text("operationId").map(str::to_owned);
        Operation {
            id: id.unwrap_or_else(|| format!("{method} {path}")),
            method,
            path: path.to_owned(),
            parameters: self.parameters(item, site),
            request_body: site
                .child("requestBody")
                .and_then(|body| self.resolve(body))
                .map(|body| self.request_body(&body)),
            responses: self.responses(site),
            security: Vec::new(),
            pointer: site.pointer.clone(),
        }
    }

    /// Parameters of the operation win over those of the path item with the same name and place.
    fn parameters(&mut self, item: &Site<'a>, operation: &Site<'a>) -> Vec<Parameter> {
        let mut found: Vec<Parameter> = Vec::new();
        for owner in [item, operation] {
            for site in owner.child("parameters").iter().flat_map(Site::items) {
                let Some(site) = self.resolve(site) else {
                    continue;
                };
                let Some(parameter) = self.parameter(&site) else {
                    continue;
                };
                let same = |other: &Parameter| {
                    other.name == parameter.name && other.location == parameter.location
                };
                match found.iter_mut().find(|other| same(other)) {
                    Some(other) => *other = parameter,
                    None => found.push(parameter),
                }
            }
        }
        found
    }

    fn parameter(&mut self, site: &Site<'a>) -> Option<Parameter> {
        let (Some(name), Some(location)) = (site.text("name"), site.text("in").and_then(location))
        else {
            self.problem(&site.pointer, "a parameter needs `name` and `in`");
            return None;
        };
        self.check_style(site, location);
        let schema = self.schema(site, Direction::Request);
        let examples = site.child("examples");
        let named = examples.iter().flat_map(Site::members).next();
        let named = named.and_then(|(_, example)| self.resolve(example)?.child("value"));
        let inline = schema.as_ref().and_then(|at| {
            let schema = self.root.pointer(at)?;
            let listed = || schema.get("enum")?.as_array()?.first();
            schema
                .get("example")
                .or_else(|| schema.get("default"))
                .or_else(listed)
        });
        let example = site
            .node
            .get("example")
            .or(named.map(|site| site.node))
            .or(inline)
            .map(Node::to_json);
        Some(Parameter {
            name: name.to_owned(),
            location,
            required: site
                .node
                .get("required")
                .and_then(Node::as_bool)
                .unwrap_or(false),
            schema,
            example,
            pointer: site.pointer.clone(),
        })
    }

    /// Only the default styles are judged; another one would be compared wrongly.
    fn check_style(&mut self, site: &Site<'a>, location: Location) {
        let default = match location {
            Location::Path | Location::Header => "simple",
            Location::Query | Location::Cookie => "form",
        };
        if let Some(style) = site.child("style")
            && style.node.as_str() != Some(default)
        {
            let message = format!("this style of parameter is not judged yet; use `{default}`");
            self.problem(&style.pointer, message);
        }
        if let Some(content) = site.child("content") {
            self.problem(
                &content.pointer,
                "a parameter with `content` is not judged yet; use `schema`",
            );
        }
    }

    fn request_body(&mut self, site: &Site<'a>) -> RequestBody {
        RequestBody {
            required: site
                .node
                .get("required")
                .and_then(Node::as_bool)
                .unwrap_or(false),
            media: self.media(site, Direction::Request),
            pointer: site.pointer.clone(),
        }
    }

    fn responses(&mut self, operation: &Site<'a>) -> Vec<Response> {
        let mut found = Vec::new();
        let responses = operation.child("responses");
        for (key, site) in responses.iter().flat_map(Site::members) {
            if key.starts_with("x-") {
                continue;
            }
            let Some(status) = status(key) else {
                self.problem(
                    &site.pointer,
                    "not a status: use a code, `4XX` or `default`",
                );
                continue;
            };
            let Some(site) = self.resolve(site) else {
                continue;
            };
            let mut required_headers = Vec::new();
            for (name, header) in site.child("headers").iter().flat_map(Site::members) {
                let Some(header) = self.resolve(header) else {
                    continue;
                };
                if header.node.get("required").and_then(Node::as_bool) == Some(true) {
                    required_headers.push(name.to_owned());
                }
            }
            found.push(Response {
                status,
                required_headers,
                media: self.media(&site, Direction::Response),
                pointer: site.pointer.clone(),
            });
        }
        found
    }

    fn media(&mut self, body: &Site<'a>, direction: Direction) -> Vec<Media> {
        let mut found = Vec::new();
        for (media_type, site) in body.child("content").iter().flat_map(Site::members) {
            found.push(Media {
                media_type: media_type.to_owned(),
                schema: self.schema(&site, direction),
                examples: self.examples(&site),
                pointer: site.pointer,
            });
        }
        found
    }

    fn examples(&mut self, media: &Site<'a>) -> Vec<Example> {
        let mut found = Vec::new();
        if let Some(site) = media.child("example") {
            found.push(Example {
                name: "example".to_owned(),
                value: site.node.to_json(),
                pointer: site.pointer,
            });
        }
        for (name, site) in media.child("examples").iter().flat_map(Site::members) {
            let Some(site) = self.resolve(site) else {
                continue;
            };
            match site.child("value") {
                Some(value) => found.push(Example {
                    name: name.to_owned(),
                    value: value.node.to_json(),
                    pointer: value.pointer,
                }),
                None => self.problem(
                    &site.pointer,
                    "the example has no `value`, and files beside the document are not read; write the value here",
                ),
            }
        }
        found
    }

    /// The schema of a parameter or representation, compiled.
    fn schema(&mut self, owner: &Site<'a>, direction: Direction) -> Option<String> {
        let site = self.resolve(owner.child("schema")?)?;
        self.roots.push((site.pointer.clone(), direction));
        Some(site.pointer)
    }

    fn compile(&mut self) -> Schemas {
        match Schemas::compile(&self.tree, &self.roots) {
            Ok(schemas) => schemas,
            Err(found) => {
                for one in found {
                    self.problem(&one.pointer, one.message);
                }
                Schemas::default()
            }
        }
    }

    fn check_security(
        &mut self,
        operations: &[Operation],
        schemes: &BTreeMap<String, SecurityScheme>,
    ) {
        for operation in operations {
            let names = operation.security.iter().flat_map(|one| &one.schemes);
            for name in names.filter(|name| !schemes.contains_key(*name)) {
                let message =
                    format!("the security scheme `{name}` is not defined under components");
                self.problem(&operation.pointer, message);
            }
        }
    }

    fn check_unique(&mut self, operations: &[Operation]) {
        for (index, operation) in operations.iter().enumerate() {
            let earlier = operations.iter().take(index);
            if earlier.clone().any(|other| other.id == operation.id) {
                let message = format!(
                    "the operationId `{}` is taken; choose another",
                    operation.id
                );
                self.problem(&operation.pointer, message);
            }
        }
    }
}

fn alternatives(site: &Site<'_>) -> Vec<Alternative> {
    site.items()
        .iter()
        .map(|item| Alternative {
            schemes: item
                .members()
                .iter()
                .map(|(name, _)| (*name).to_owned())
                .collect(),
        })
        .collect()
}

fn location(text: &str) -> Option<Location> {
    match text {
        "path" => Some(Location::Path),
        "query" => Some(Location::Query),
        "header" => Some(Location::Header),
        "cookie" => Some(Location::Cookie),
        _ => None,
    }
}

fn status(key: &str) -> Option<Status> {
    match key.as_bytes() {
        b"default" => Some(Status::Default),
        [hundred @ b'1'..=b'5', b'X', b'X'] => Some(Status::Range(u16::from(hundred - b'0'))),
        [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => key.parse().ok().map(Status::Code),
        _ => None,
    }
}
