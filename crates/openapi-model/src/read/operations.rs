//! Paths and their operations.

use openapi_source::{Diagnostic, Span};

use super::merging::{Listed, Merged};
use super::operation_id::{Candidate, made_id};
use super::paths::Template;
use super::responses::Answers;
use super::schemes::Schemes;
use super::shared::weight;
use super::version::Version;
use super::{Cursor, Owner, Reader};
use crate::codes;
use crate::model::{Alternative, Operation};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

const OPERATION: [&str; 12] = [
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
];

/// What was read of the paths.
#[derive(Debug, Default)]
pub(super) struct ReadOperations<'a> {
    /// In document order; the index is that of [`Owner::Operation`].
    pub(super) all: Vec<ReadOperation<'a>>,
}

/// One operation, with what other parts of the reader want to know of it.
#[derive(Debug)]
pub(super) struct ReadOperation<'a> {
    pub(super) owner: Owner,
    pub(super) cursor: Cursor<'a>,
    /// The key of the path in the document.
    pub(super) path: &'a str,
    pub(super) method: &'static str,
    /// None: it was said why.
    pub(super) operation: Option<Operation>,
    /// Its answers, where they stand.
    pub(super) answers: Answers<'a>,
    /// The examples of its path parameters, by name.
    pub(super) path_examples: Vec<(String, Cursor<'a>)>,
    wanted_id: Option<String>,
    made_id: String,
    /// Where its path stands; none: that is malformed.
    pub(super) path_span: Option<Span>,
}

/// What the document says for all operations.
#[derive(Debug)]
pub(super) struct Everywhere<'a, 's> {
    pub(super) schemes: &'s Schemes<'a>,
    pub(super) security: Vec<Alternative>,
    /// Where that stands, and what a copy takes.
    security_at: Option<(Cursor<'a>, usize)>,
    /// Whether any operation says `x-retry`.
    pub(super) says_retry: bool,
}

/// What a path says for all of its operations.
struct PathItem<'a> {
    path: &'a str,
    path_span: Span,
    /// None: it is malformed, which was said.
    template: Option<Template>,
    item: Cursor<'a>,
    parameters: Vec<Listed<'a>>,
    /// The findings of the path itself.
    component: usize,
}

impl<'a> Reader<'a> {
    /// Every operation, in document order, each with its own name.
    pub(super) fn operations(
        &mut self,
        root: &Cursor<'a>,
        schemes: &Schemes<'a>,
    ) -> ReadOperations<'a> {
        let mut out = ReadOperations::default();
        let found = root.get("paths");
        if found.is_none() && self.version == Version::V30 {
            self.required(root, "paths");
        }
        let Some(paths) = found else {
            return out;
        };
        if self.object(&paths, "the paths").is_none() {
            return out;
        }
        let everywhere = Everywhere {
            schemes,
            security: self.security(root, schemes).unwrap_or_default(),
            security_at: root.get("security").map(|place| {
                let weight = weight(place.node);
                (place, weight)
            }),
            says_retry: says_retry(&paths),
        };
        for (path, place) in paths.members() {
            if path.starts_with("x-") {
                continue;
            }
            let Some(item) = self.path_item(path, &place) else {
                continue;
            };
            for method in METHODS {
                let Some(cursor) = item.item.get(method) else {
                    continue;
                };
                if out.all.len() >= self.options.limits.operations {
                    self.too_many(&cursor);
                    return out;
                }
                let owner = Owner::Operation(out.all.len());
                let read = self.owned_by(owner, |reader| {
                    reader.needs(item.component);
                    reader.operation(owner, &item, (method, cursor), &everywhere)
                });
                out.all.push(read);
            }
        }
        if !everywhere.says_retry && !out.all.is_empty() {
            self.retry_is_derived(&paths);
        }
        self.tell_apart(&mut out);
        self.name_all(&mut out);
        out
    }

    fn too_many(&mut self, place: &Cursor<'a>) {
        let most = self.options.limits.operations;
        self.push(
            Diagnostic::error(
                codes::LIMIT,
                place.key_span,
                format!("there are more than {most} operations"),
            )
            .label("the first one too many")
            .help("split the document, or raise the limit `operations`"),
        );
    }

    /// None: it was said why, and there is nothing to look for.
    fn path_item(&mut self, path: &'a str, place: &Cursor<'a>) -> Option<PathItem<'a>> {
        let component = self.shared.next();
        self.owned_by(Owner::Component(component), |reader| {
            let item = reader.resolve(place)?;
            if place.has("$ref") {
                reader.copied(&item, weight(item.node))?;
            }
            if item.node.is_null() {
                return None;
            }
            reader.object(&item, "a path")?;
            reader.known(
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
            reader.no_servers(&item);
            let template = reader.template(place, path);
            let list = item.get("parameters").filter(|list| !list.node.is_null());
            let parameters = list
                .map(|list| {
                    reader.parameter_list(&list, |reader, place| {
                        let target = reader.resolve(place)?;
                        reader.component(&target, |shared| &mut shared.parameters, Self::parameter)
                    })
                })
                .unwrap_or_default();
            Some(PathItem {
                path,
                path_span: place.key_span,
                template,
                item,
                parameters,
                component,
            })
        })
    }

    fn operation(
        &mut self,
        owner: Owner,
        item: &PathItem<'a>,
        (method, cursor): (&'static str, Cursor<'a>),
        everywhere: &Everywhere<'a, '_>,
    ) -> ReadOperation<'a> {
        let malformed = Template::default();
        let template = item.template.as_ref().unwrap_or(&malformed);
        let mut read = ReadOperation {
            owner,
            path: item.path,
            method,
            operation: None,
            answers: Answers::default(),
            wanted_id: None,
            made_id: made_id(method, template, &[]),
            path_span: item.template.as_ref().map(|_| item.path_span),
            path_examples: Vec::new(),
            cursor,
        };
        if self.object(&read.cursor, "an operation").is_none() {
            return read;
        }
        let cursor = read.cursor.clone();
        self.known(&cursor, &OPERATION);
        self.no_servers(&cursor);
        if let Some(callbacks) = cursor.get("callbacks") {
            self.not_read(&callbacks, "callbacks are not read");
        }
        read.wanted_id = self.operation_id(&cursor);
        let own = self.security(&cursor, everywhere.schemes);
        let security = own.unwrap_or_else(|| self.security_of_all(everywhere));
        self.one_signature(&cursor, &security, everywhere.schemes);
        let own = cursor.get("parameters").filter(|list| !list.node.is_null());
        let own = own
            .map(|list| {
                self.parameter_list(&list, |reader, place| {
                    reader.part(place, |shared| &mut shared.parameters, Self::parameter)
                })
            })
            .unwrap_or_default();
        let credentials = everywhere.schemes.credentials(&security);
        let lists = (item.parameters.as_slice(), own);
        let Merged {
            parameters,
            fixed,
            path_examples,
        } = self.merged(template, lists, &cursor, &credentials);
        read.path_examples = path_examples;
        read.made_id = made_id(method, template, &fixed);
        read.answers = self.answers(&cursor, method);
        read.operation = Some(Operation {
            id: String::new(),
            method: method.to_owned(),
            path: template.path.clone(),
            segments: template.segments.clone(),
            fixed,
            told_by: Vec::new(),
            place: self.place(&cursor),
            tags: self.texts(&cursor, "tags"),
            summary: self.text(&cursor, "summary"),
            description: self.text(&cursor, "description"),
            deprecated: self.flag(&cursor, "deprecated"),
            parameters,
            body: self.body_of(&cursor, method),
            responses: std::mem::take(&mut read.answers.list),
            security,
            retry: self.retry(&cursor, method, everywhere),
            command: self.command(&cursor),
            permissions: self.permissions(&cursor),
        });
        read
    }

    /// Copies are counted, as those of components are.
    fn security_of_all(&mut self, everywhere: &Everywhere<'a, '_>) -> Vec<Alternative> {
        let at = everywhere.security_at.as_ref();
        let fits = at.is_none_or(|(place, weight)| self.copied(place, *weight).is_some());
        if fits {
            everywhere.security.clone()
        } else {
            Vec::new()
        }
    }

    /// Other hosts than the document's: callers have one base URL.
    fn no_servers(&mut self, cursor: &Cursor<'a>) {
        let servers = cursor
            .get("servers")
            .filter(|s| s.node.as_array().is_none_or(|s| !s.is_empty()));
        if let Some(place) = servers {
            self.grouped(
                Diagnostic::warning(
                    codes::OWN_SERVERS,
                    place.key_span,
                    "`servers` below the root are not read",
                )
                .label("callers have one base URL")
                .help("callers of these operations need a client with this base URL of its own"),
            );
        }
    }

    /// Names are given in the order of paths, so that they do not depend on that of the document.
    fn name_all(&mut self, operations: &mut ReadOperations<'a>) {
        let mut order: Vec<usize> = (0..operations.all.len()).collect();
        order.retain(|at| {
            operations
                .all
                .get(*at)
                .is_some_and(|read| read.operation.is_some())
        });
        let sort_key = |read: &ReadOperation<'a>| (read.path, read.method);
        order.sort_by_key(|at| operations.all.get(*at).map(sort_key));
        let candidates: Vec<Candidate<'a>> = order
            .iter()
            .filter_map(|at| operations.all.get(*at))
            .map(|read| Candidate {
                owner: read.owner,
                cursor: read.cursor.clone(),
                wanted: read.wanted_id.clone(),
                made: read.made_id.clone(),
            })
            .collect();
        let ids = self.unique_ids(&candidates);
        for (at, id) in order.into_iter().zip(ids) {
            if let Some(operation) = operations
                .all
                .get_mut(at)
                .and_then(|o| o.operation.as_mut())
            {
                operation.id = id;
            }
        }
    }
}

/// Whether any operation below `paths` has `x-retry`.
fn says_retry(paths: &Cursor<'_>) -> bool {
    let items = paths.node.as_object().into_iter().flatten();
    let operations = items.flat_map(|item| item.value.as_object().into_iter().flatten());
    operations
        .into_iter()
        .any(|operation| operation.value.get("x-retry").is_some())
}
