//! Paths and operations.

use openapi_source::Diagnostic;

use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Body, NamedSchema, Operation, Scheme, Segment};
use crate::names;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl<'a> Reader<'a> {
    /// Every operation, sorted by path and method.
    pub(super) fn operations(
        &mut self,
        root: &Cursor<'a>,
        schemes: &[Scheme],
        components: &[NamedSchema],
    ) -> Vec<Operation> {
        let mut out: Vec<Operation> = Vec::new();
        let Some(paths) = self.required(root, "paths") else {
            return out;
        };
        let everywhere = self.security(root, schemes).unwrap_or_default();
        for (path, item) in paths.members() {
            if path.starts_with("x-") {
                continue;
            }
            let segments = self.segments(&item, path);
            let Some(item) = self.resolve(item) else {
                continue;
            };
            if self.object(&item, "a path").is_none() {
                continue;
            }
            self.known(
                &item,
                &[
                    "$ref",
                    "summary",
                    "description",
                    "servers",
                    "parameters",
                    "get",
                    "put",
                    "post",
                    "delete",
                    "options",
                    "head",
                    "patch",
                    "trace",
                ],
            );
            self.no_servers(&item);
            for method in METHODS {
                let Some(cursor) = item.get(method) else {
                    continue;
                };
                let found = self.operation(&item, &cursor, (method, path, &segments), components);
                let security = self.security(&cursor, schemes);
                if let Some(mut operation) = found {
                    operation.security = security.unwrap_or_else(|| everywhere.clone());
                    operation.signed = self.signed(&cursor, &operation.security, schemes);
                    self.unique_id(&out, &operation, &cursor);
                    out.push(operation);
                }
            }
        }
        self.unique_paths(&out);
        out.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
        out
    }

    fn operation(
        &mut self,
        item: &Cursor<'a>,
        cursor: &Cursor<'a>,
        (method, path, segments): (&str, &str, &[Segment]),
        components: &[NamedSchema],
    ) -> Option<Operation> {
        self.object(cursor, "an operation")?;
        self.known(
            cursor,
            &[
                "tags",
                "summary",
                "description",
                "externalDocs",
                "operationId",
                "parameters",
                "requestBody",
                "responses",
                "callbacks",
                "deprecated",
                "security",
                "servers",
            ],
        );
        if matches!(method, "trace" | "head" | "options") {
            self.unsupported(
                cursor,
                &format!("an operation on `{method}`"),
                "the server answers HEAD and OPTIONS by itself",
            );
            return None;
        }
        if let Some(place) = cursor.get("callbacks") {
            self.unsupported(
                &place,
                "a callback",
                "describe the callback as a document of its own",
            );
        }
        self.no_servers(cursor);
        let id = self.operation_id(cursor)?;
        let parameters = self.parameters(item, cursor, &id, segments, components);
        let body = self.body(cursor, &id, method);
        let responses = self.responses(cursor, &id);
        Some(Operation {
            retry: self.retry(cursor, method),
            permissions: self.permissions(cursor),
            id,
            method: method.to_owned(),
            path: path.to_owned(),
            segments: segments.to_vec(),
            pointer: cursor.pointer.clone(),
            summary: self.text(cursor, "summary"),
            description: self.text(cursor, "description"),
            deprecated: self.flag(cursor, "deprecated"),
            parameters,
            body,
            responses,
            security: Vec::new(),
            signed: false,
        })
    }

    fn operation_id(&mut self, cursor: &Cursor<'a>) -> Option<String> {
        let place = self.required(cursor, "operationId")?;
        let id = self.expect_str(&place)?;
        if names::value_name(id).is_none() || names::operation_type_name(id).is_none() {
            self.bad_name(&place, id);
            return None;
        }
        Some(id.to_owned())
    }

    /// The template, split at slashes.
    fn segments(&mut self, cursor: &Cursor<'a>, path: &str) -> Vec<Segment> {
        let mut out = Vec::new();
        let problem = match path.strip_prefix('/') {
            None => Some("a path starts with `/`"),
            Some("") => None,
            Some(rest) => rest.split('/').find_map(|text| match segment(text) {
                Ok(segment) => {
                    out.push(segment);
                    None
                }
                Err(problem) => Some(problem),
            }),
        };
        if let Some(problem) = problem {
            self.push(
                Diagnostic::error(
                    codes::PATH,
                    cursor.key_span,
                    format!("the path `{path}` is malformed"),
                )
                .label(problem)
                .help("write it as `/literal/{parameter}/…`, each parameter a segment of its own"),
            );
            // Nothing else is said of it: it is like no other path and has no parameters.
            return vec![Segment::Literal(format!("/{path}"))];
        }
        out
    }

    fn body(&mut self, cursor: &Cursor<'a>, id: &str, method: &str) -> Option<Body> {
        let place = cursor.get("requestBody")?;
        let place = self.resolve(place)?;
        self.object(&place, "a request body")?;
        self.known(&place, &["description", "content", "required"]);
        if method == "get" || method == "delete" {
            self.unsupported(
                &place,
                &format!("a request body on `{method}`"),
                "use `post`, `put` or `patch`",
            );
            return None;
        }
        if !self.flag(&place, "required") {
            self.unsupported(
                &place,
                "an optional request body",
                "add `required: true`; `{}` stays legal where no member is required",
            );
        }
        let media = self.json_media(&place)?;
        let schema = self.required(&media, "schema")?;
        let schema = self.operation_schema(&schema, &format!("{id}Body"))?;
        Some(Body {
            description: self.text(&place, "description"),
            schema,
        })
    }

    /// The one media type of a `content`, which must be JSON.
    pub(super) fn json_media(&mut self, place: &Cursor<'a>) -> Option<Cursor<'a>> {
        let content = self.required(place, "content")?;
        let members = content.members();
        let [(name, media)] = members.as_slice() else {
            self.unsupported(
                &content,
                &format!("a body with {} media types", members.len()),
                "leave one, `application/json`",
            );
            return None;
        };
        if *name != "application/json" {
            self.unsupported(
                media,
                &format!("the media type `{name}`"),
                "use `application/json`",
            );
            return None;
        }
        self.known(media, &["schema", "example", "examples", "encoding"]);
        if let Some(place) = media.get("encoding") {
            self.no_effect(
                &place,
                "`encoding` says nothing of a body of JSON",
                "remove it: it is for forms",
            );
        }
        Some(media.clone())
    }
}

/// One piece of a path template, or what is wrong with it.
fn segment(text: &str) -> Result<Segment, &'static str> {
    if text.is_empty() {
        return Err("an empty segment (`//` or a `/` at the end)");
    }
    if text == "." || text == ".." {
        return Err("`.` and `..` never reach a server");
    }
    let inner = text
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    match inner {
        Some("") => Err("a parameter without a name"),
        Some(name) if !name.contains(['{', '}']) => Ok(Segment::Parameter(name.to_owned())),
        _ if text.contains(['{', '}']) => Err("a parameter shares its segment"),
        _ if text.contains(['?', '#', '%', '"', '\\', ' ', '<', '>', '^', '`', '|'])
            || text.contains(['[', ']'])
            || !text.is_ascii()
            || text.contains(|c: char| c.is_ascii_control()) =>
        {
            Err("a character that is not allowed in a path")
        }
        _ => Ok(Segment::Literal(text.to_owned())),
    }
}
