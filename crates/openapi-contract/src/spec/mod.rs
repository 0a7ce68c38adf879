//! The document as the judge sees it: operations, parameters, bodies, examples, credentials.
//!
//! Plain data in document order, with every `$ref` followed and each part carrying the JSON
//! pointer where it is written; a pointer into another file has the file's path in front
//! (`schemas/pet.yaml#/Pet`). [`Spec::read`] makes it; [`case`](mod@crate::case) turns it into
//! cases. Callbacks, links and webhooks promise nothing about an exchange of this API and are not
//! read. `OpenAPI` 3.0 and 3.1 become the same data.

use std::{collections::BTreeMap, fmt, sync::Arc};

use openapi_source::Document;
use serde_json::Value;

use crate::{
    place::{Place, Places, Problem},
    schema::{Direction, Schemas, Violation},
    tree::Tree,
};

mod read;

/// One document.
#[derive(Debug)]
pub struct Spec {
    /// The operations in document order.
    pub operations: Vec<Operation>,
    /// The security schemes by name.
    pub security_schemes: BTreeMap<String, SecurityScheme>,
    /// The URLs of the servers, variables replaced by their defaults. A harness that is given a
    /// URL uses that one alone, its path included, and none of these.
    pub servers: Vec<String>,
    /// The bodies of what is answered where no operation decides (`x-rejections`), by kind.
    pub rejections: BTreeMap<String, Value>,
    /// What was left out because nothing can be promised about it.
    pub notes: Vec<Problem>,
    pub(crate) places: Places,
    pub(crate) schemas: Arc<Schemas>,
    pub(crate) tree: Tree,
}

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The `operationId`, or `METHOD path` where it has none.
    pub id: String,
    /// The method in upper case.
    pub method: String,
    /// The path template as written.
    pub path: String,
    /// Parameters, those of the path item included.
    pub parameters: Vec<Parameter>,
    /// The request body, where the operation has one.
    pub request_body: Option<RequestBody>,
    /// The documented responses in document order.
    pub responses: Vec<Response>,
    /// Alternative sets of credentials; empty where none is needed. An alternative without a
    /// scheme means that credentials are optional.
    pub security: Vec<Alternative>,
    /// Whether callers should not use it any more.
    pub deprecated: bool,
    /// What `x-retry` says: `safe`, `idempotent` or `never-after-sent`.
    pub retry: Option<String>,
    /// Where it is written.
    pub pointer: String,
}

/// A parameter that is not the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name as written.
    pub name: String,
    /// Where it travels.
    pub location: Location,
    /// Whether it must be there.
    pub required: bool,
    /// How its value becomes text.
    pub form: Form,
    /// Whether callers should not use it any more.
    pub deprecated: bool,
    /// Pointer to its schema, where it has one.
    pub schema: Option<String>,
    /// A legal value that the document names: its first example, the default, or the first of an
    /// enumeration.
    pub example: Option<Value>,
    /// The texts that it can be, where the document lists them.
    pub texts: Vec<String>,
    /// Where it is written.
    pub pointer: String,
}

/// How a value that is not a body becomes text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// By a style.
    Style {
        /// The style.
        style: Style,
        /// Whether each item or member stands on its own.
        explode: bool,
    },
    /// As the content of this media type.
    Content(String),
}

/// A way to write lists and members as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `;name=a,b`, in paths.
    Matrix,
    /// `.a,b`, in paths.
    Label,
    /// `a,b`, in paths and header fields.
    Simple,
    /// `name=a,b`, in queries and cookies.
    Form,
    /// `name=a%20b`, in queries.
    SpaceDelimited,
    /// `name=a|b`, in queries.
    PipeDelimited,
    /// `name[member]=a`, in queries.
    DeepObject,
}

/// Where a parameter or a key travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// A segment of the path.
    Path,
    /// The query.
    Query,
    /// A header field.
    Header,
    /// A cookie.
    Cookie,
}

/// The body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// Whether it must be there.
    pub required: bool,
    /// Its representations in document order.
    pub media: Vec<Media>,
    /// Where it is written.
    pub pointer: String,
}

/// One representation of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Media {
    /// Media type as written.
    pub media_type: String,
    /// Pointer to its schema, where it has one.
    pub schema: Option<String>,
    /// Its examples in document order.
    pub examples: Vec<Example>,
    /// How single members are written, where it is a form or multipart, by name.
    pub encoding: BTreeMap<String, Encoding>,
    /// Where it is written.
    pub pointer: String,
}

/// How one member of a form is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encoding {
    /// The content type, where the document says one; several are separated by commas.
    pub content_type: Option<String>,
    /// Style and whether it is exploded, where the document says one of them.
    pub style: Option<(Style, bool)>,
}

/// One example of a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its name; `example` for the single unnamed one.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// Where it is written, with references followed.
    pub pointer: String,
}

/// One documented response.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Its status.
    pub status: Status,
    /// Names of the header fields that must be there.
    pub required_headers: Vec<String>,
    /// The documented header fields in document order, `Content-Type` left out.
    pub headers: Vec<Header>,
    /// Its representations; empty where it has no body.
    pub media: Vec<Media>,
    /// Where it is written, with references followed.
    pub pointer: String,
}

/// A header field of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Its name as written.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// How its value becomes text.
    pub form: Form,
    /// Pointer to its schema, where it has one.
    pub schema: Option<String>,
    /// Where it is written, with references followed.
    pub pointer: String,
}

/// The key of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Exactly this code.
    Code(u16),
    /// All codes of a hundred: 4 for `4XX`.
    Range(u16),
    /// Every other code.
    Default,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(hundred) => write!(f, "{hundred}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// How a caller proves who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityScheme {
    /// A key under a name. `signature` holds the algorithm of `x-signature`, where the value is
    /// made from the whole request.
    ApiKey {
        /// Where the key travels.
        location: Location,
        /// Its name there.
        name: String,
        /// The algorithm of the signature.
        signature: Option<String>,
    },
    /// The `Authorization` field with a scheme such as `bearer`; tokens of OAuth 2 and `OpenID`
    /// Connect travel the same way.
    Http {
        /// The scheme in lower case.
        scheme: String,
    },
}

/// Schemes that are needed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// Names of the schemes; empty where no credential is an alternative.
    pub schemes: Vec<String>,
}

impl Spec {
    /// Reads a document that refers to no other file.
    ///
    /// # Errors
    /// Everything in the document that the judge cannot work with: dangling or external
    /// references, unusable schemas, parameters without a place.
    pub fn read(document: &Document) -> Result<Self, Vec<Problem>> {
        Self::read_with(document, |_| {
            Err("no other file was given with this document".to_owned())
        })
    }

    /// Reads a document and the files that it refers to. `load` is given the path of a file,
    /// relative to the document, with `/`, and never one that leads out of its folder; it answers
    /// with the file, or says in words why there is none.
    ///
    /// # Errors
    /// As for [`Spec::read`]; a file that is not there is a problem of the reference to it.
    pub fn read_with(
        document: &Document,
        load: impl FnMut(&str) -> Result<Document, String>,
    ) -> Result<Self, Vec<Problem>> {
        read::spec(document, load)
    }

    /// The operation with this id.
    pub fn operation(&self, id: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// The position of a pointer in the document.
    pub fn place(&self, pointer: &str) -> Place {
        self.places.find(pointer)
    }

    /// Every rule that a value breaks; `None` where no operation uses the schema in that
    /// direction, as the whole of a message or anywhere inside one.
    pub fn violations(
        &self,
        schema: &str,
        direction: Direction,
        value: &Value,
    ) -> Option<Vec<Violation>> {
        let found = self.schemas.violations(schema, direction, value);
        found.or_else(|| {
            let (schema, _) = self.tree.resolve(schema)?;
            self.schemas.violations(&schema, direction, value)
        })
    }

    /// Whether a value keeps a schema; `None` as for [`Spec::violations`].
    pub fn accepts(&self, schema: &str, direction: Direction, value: &Value) -> Option<bool> {
        let found = self.schemas.accepts(schema, direction, value);
        found.or_else(|| {
            let (schema, _) = self.tree.resolve(schema)?;
            self.schemas.accepts(&schema, direction, value)
        })
    }
}

impl Parameter {
    /// A parameter of which nothing is known but where it travels.
    pub(crate) fn plain(name: &str, location: Location) -> Self {
        let style = match location {
            Location::Path | Location::Header => Style::Simple,
            Location::Query | Location::Cookie => Style::Form,
        };
        Self {
            name: name.to_owned(),
            location,
            required: false,
            form: Form::Style {
                style,
                explode: style == Style::Form,
            },
            deprecated: false,
            schema: None,
            example: None,
            texts: Vec::new(),
            pointer: String::new(),
        }
    }
}

impl Operation {
    /// The response that documents a status: an exact code before a range before the default.
    pub fn response(&self, status: u16) -> Option<&Response> {
        [
            Status::Code(status),
            Status::Range(status / 100),
            Status::Default,
        ]
        .into_iter()
        .find_map(|key| {
            self.responses
                .iter()
                .find(|response| response.status == key)
        })
    }
}

/// Finds the representation that a content type belongs to: an exact one before a range.
/// Parameters such as `charset` do not count, nor does case.
pub fn media_for<'a>(media: &'a [Media], content_type: &str) -> Option<&'a Media> {
    let wanted = essence(content_type);
    let kind = wanted.split('/').next().unwrap_or_default();
    let find = |pattern: &str| {
        media
            .iter()
            .find(|media| essence(&media.media_type) == pattern)
    };
    let suffix = wanted.rsplit_once('+').map(|(_, suffix)| suffix);
    find(&wanted)
        .or_else(|| find(&format!("{kind}/*+{}", suffix?)))
        .or_else(|| find(&format!("{kind}/*")))
        .or_else(|| find("*/*"))
}

/// `type/subtype` in lower case, without parameters.
pub(crate) fn essence(content_type: &str) -> String {
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Whether a content type is JSON.
pub fn is_json(content_type: &str) -> bool {
    let essence = essence(content_type);
    essence == "application/json" || essence.ends_with("+json")
}
