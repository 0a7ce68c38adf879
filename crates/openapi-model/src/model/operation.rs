//! Operations as plain data: what is sent and what is answered.

use super::{Alternative, Place, Schema};

/// One path and method.
#[derive(Debug, Clone)]
pub struct Operation {
    /// `operationId`, or a name made from method and path; each one once.
    pub id: String,
    /// Lower case, as in the document.
    pub method: String,
    /// As in the document, but without what [`Self::fixed`] holds.
    pub path: String,
    /// The path, split at its slashes; empty for `/`.
    pub segments: Vec<Segment>,
    /// What the path says behind `?` or `#` (`/#Action=Resize`): sent with every request, and what
    /// tells operations of one path and method apart. A parameter of the same name is not in
    /// [`Self::parameters`].
    pub fixed: Vec<Fixed>,
    /// Required query parameters that other operations of this path and method do not have: a
    /// request with all of them is one for this operation.
    pub told_by: Vec<String>,
    pub place: Place,
    /// In document order.
    pub tags: Vec<String>,
    pub summary: String,
    pub description: String,
    pub deprecated: bool,
    /// Path parameters in path order, then the others in document order; path-level ones merged.
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    /// Exact statuses in order, then ranges, then `default`; at least one.
    pub responses: Vec<Response>,
    /// Any of them lets the caller in; empty: the operation is open and looks for no credential.
    pub security: Vec<Alternative>,
    pub retry: Retry,
    /// `x-command`: its name on a command line.
    pub command: Option<String>,
    pub permissions: Vec<Permission>,
}

/// What stands between two slashes of a path: literals and parameters in turn; empty where a
/// slash ends the path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Segment {
    pub pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Not percent-encoded.
    Literal(String),
    /// The name of a path parameter.
    Parameter(String),
    /// A path parameter beside other pieces: its values tell where it begins and ends.
    OneOf {
        name: String,
        /// Longer ones first. Where it touches another parameter, none begins or ends with another.
        values: Vec<String>,
    },
}

impl Piece {
    /// The name of the path parameter that stands here.
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::Literal(_) => None,
            Self::Parameter(name) | Self::OneOf { name, .. } => Some(name),
        }
    }
}

/// A constant part of each request of an operation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fixed {
    /// [`Location::Query`] or [`Location::Header`].
    pub location: Location,
    pub name: String,
    pub value: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

/// A parameter, or a header of an answer.
#[derive(Debug, Clone)]
pub struct Parameter {
    pub name: String,
    pub location: Location,
    /// A path parameter always is.
    pub required: bool,
    pub deprecated: bool,
    pub description: String,
    pub place: Place,
    pub encoding: Encoding,
    /// Its `default` is the parameter's.
    pub schema: Schema,
}

/// How a value becomes text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Encoding {
    Style {
        style: Style,
        explode: bool,
        allow_reserved: bool,
    },
    /// `content` with a JSON media type: the value is JSON text.
    Json,
    /// `content` with any other: the value is the text itself.
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
}

/// A request body.
#[derive(Debug, Clone)]
pub struct Body {
    pub description: String,
    pub required: bool,
    pub place: Place,
    /// In document order, JSON first; at least one.
    pub contents: Vec<Content>,
}

/// What a body is in one media type.
#[derive(Debug, Clone)]
pub struct Content {
    /// Lower case, such as `application/json`; may be a range such as `*/*` or `image/*`.
    pub media_type: String,
    /// What is sent, without a `charset` of ours: [`Self::media_type`], or of a range one that no
    /// other content of the body has.
    pub sent: String,
    /// Other media types of the same body with the same kind and schema.
    pub also: Vec<String>,
    pub kind: ContentKind,
    /// [`super::Kind::Any`] where the document has none.
    pub schema: Schema,
    /// `encoding` of the properties of a form, by name.
    pub encodings: Vec<PropertyEncoding>,
    pub place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentKind {
    /// `application/json`, `text/json`, `…+json`.
    Json,
    /// `application/x-www-form-urlencoded`; the schema is an object, or anything.
    Form,
    /// `multipart/form-data` and other multiparts; the schema is an object, or anything.
    Multipart,
    /// `text/*` but not JSON, XML or an event stream; the value is one text.
    Text,
    /// Everything else, XML included: bytes as they are.
    Bytes,
}

/// How a property of a form, or a part, is written.
#[derive(Debug, Clone)]
pub struct PropertyEncoding {
    pub property: String,
    /// `contentType`: lower case, may be ranges such as `image/*`; empty: as the schema asks for,
    /// or as [`Self::style`] says.
    pub content_types: Vec<String>,
    /// [`Encoding::Style`] of the query. In parts the default changes nothing: lists are repeated
    /// parts, objects are JSON.
    pub style: Style,
    pub explode: bool,
    pub allow_reserved: bool,
    /// Of a part, besides its `Content-Type`: scalars and lists of them.
    pub headers: Vec<Parameter>,
}

/// What is answered with one status.
#[derive(Debug, Clone)]
pub struct Response {
    pub status: Status,
    pub description: String,
    /// `x-source`: where the document has this response from.
    pub source: Option<String>,
    /// Never `Content-Type`.
    pub headers: Vec<Parameter>,
    /// In document order, JSON first; empty: no body.
    pub contents: Vec<Content>,
    pub place: Place,
}

/// For which statuses a response is. An exact one wins over a range, a range over the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    Code(u16),
    /// `4XX` is 4.
    Range(u8),
    Default,
}

impl Status {
    /// Whether it is for statuses below 400. The default is not: it is an error.
    pub fn is_success(self) -> bool {
        match self {
            Self::Code(code) => code < 400,
            Self::Range(first) => first < 4,
            Self::Default => false,
        }
    }
}

/// What may be done with a request whose outcome is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    Safe,
    Idempotent,
    NeverAfterSent,
}

/// A row of `x-permissions`.
#[derive(Debug, Clone)]
pub struct Permission {
    pub action: String,
    pub access_level: String,
    pub resource_type: String,
    pub resource_required: bool,
    pub condition_keys: Vec<String>,
    pub alias: Vec<String>,
    pub dependencies: Vec<String>,
}
