//! The API in terms of Rust: names and types are decided, nothing is printed yet.
//!
//! [`plan`] turns the model of a document ([`openapi_model::Api`]) into this, and every emitter
//! prints from it, so that client and server cannot disagree about a name or a type. A name here
//! is a valid identifier, escaped where it is a keyword, and unique where it stands. What has no
//! better type is `serde_json::Value`, with a note: the server's tables still hold it to the
//! document.

mod access;
mod groups;
mod lower;
pub(crate) mod names;
mod operations;
mod recursion;
mod schemes;
mod sorted;
#[cfg(test)]
mod tests;
mod traits;
mod ty;
mod used;

pub(crate) use ty::{Ty, TypeId};

use openapi_model::{
    Api, Body, Content, Operation, Parameter, Place, Response, Scheme, Status, Style, TagStyle,
};
use openapi_source::Diagnostic;
use serde_json::Value;

use self::lower::Lowering;
pub(crate) use self::lower::integer;
use self::operations::Titles;

/// Everything that is printed.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    pub(crate) api: &'a Api,
    /// Of the types crate, sorted by name; [`TypeId`] is the index.
    pub(crate) types: Vec<TypeDef>,
    /// In the order of [`Api::operations`].
    pub(crate) operations: Vec<Op<'a>>,
    /// The operations by tag; empty where they are all together.
    pub(crate) groups: Vec<Group<'a>>,
    /// In the order of [`Api::schemes`].
    pub(crate) schemes: Vec<SchemePlan<'a>>,
    /// Notes on types that say less than the document.
    pub(crate) findings: Vec<Diagnostic>,
}

/// A type of the types crate.
#[derive(Debug)]
pub(crate) struct TypeDef {
    pub(crate) name: String,
    /// The document's words; may be empty.
    pub(crate) description: String,
    pub(crate) deprecated: bool,
    pub(crate) place: Place,
    pub(crate) shape: Shape,
    pub(crate) traits: Traits,
    /// Error bodies: which field tells the code and which the message.
    pub(crate) error: ErrorFields,
}

/// What a type can be asked to do beyond `Debug`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a trait of its own")]
pub(crate) struct Traits {
    /// `Clone` and `PartialEq`: no stream is inside.
    pub(crate) value: bool,
    pub(crate) default: bool,
    /// `Copy`, `Eq`, `Hash`, `Ord`: enumerations.
    pub(crate) plain: bool,
    /// `Serialize`, `Deserialize` and `JsonSchema`.
    pub(crate) json: bool,
}

/// Names of fields of [`Shape::Struct`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ErrorFields {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
}

#[derive(Debug)]
pub(crate) enum Shape {
    /// `pub type Name = …;`
    Alias(Ty),
    /// `pub struct Name(pub …);`, where an alias would refer to itself.
    Newtype(Ty),
    Struct(Struct),
    /// Texts with names.
    Texts(Vec<Named<String>>),
    /// Integers with names.
    Integers(Vec<Named<i64>>),
    Union(Union),
    /// A `multipart` body: its fields are parts.
    Multipart(Struct),
    /// The body of a request or of one status in several media types.
    Contents(Vec<ContentVariant>),
}

/// A variant and its value in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named<T> {
    pub(crate) name: String,
    pub(crate) value: T,
}

#[derive(Debug)]
pub(crate) struct Struct {
    /// In document order.
    pub(crate) fields: Vec<Field>,
    /// Other members that belong to the value: the field that takes them, as a map to this type.
    pub(crate) additional: Option<(String, Ty)>,
}

#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    /// The member in JSON, or the part of a multipart body.
    pub(crate) wire: String,
    /// Without the `Option` of [`Self::required`] and [`Self::nullable`], with a `Box` where the
    /// type would contain itself.
    pub(crate) ty: Ty,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    pub(crate) deprecated: bool,
    pub(crate) description: String,
    /// What absence means, by the document.
    pub(crate) default: Option<Value>,
    /// Of a field of a multipart body.
    pub(crate) part: PartPlan,
}

/// What a field is in a body of several parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum PartPlan {
    /// A part as its type asks for.
    #[default]
    Usual,
    /// A part in one of these media types or ranges.
    Typed(Vec<String>),
    /// A part, or several, in a style of the query that is not the default.
    Styled(Style, Explode),
    /// A header of the part of this name.
    HeaderOf(String),
}

/// Whether items and members stand for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Explode {
    Yes,
    No,
}

/// A value of one of several types.
#[derive(Debug)]
pub(crate) struct Union {
    pub(crate) variants: Vec<UnionVariant>,
    pub(crate) tag: Option<Tag>,
}

#[derive(Debug)]
pub(crate) struct UnionVariant {
    pub(crate) name: String,
    pub(crate) ty: Ty,
}

/// How a value tells its variant.
#[derive(Debug)]
pub(crate) struct Tag {
    /// The member in JSON.
    pub(crate) property: String,
    /// Values with the index of their variant; the first of a variant is the one that is written.
    pub(crate) values: Vec<(String, usize)>,
}

/// A body in one media type.
#[derive(Debug)]
pub(crate) struct ContentVariant {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) ty: Ty,
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Op<'a> {
    pub(crate) operation: &'a Operation,
    /// `create_post_pay_resize_order`: the method of client and trait; unique.
    pub(crate) function: String,
    /// `CreatePostPayResizeOrder`: the builder, and the first part of other names.
    pub(crate) type_name: String,
    /// `CreatePostPayResizeOrderRequest`: the struct that a handler is given.
    pub(crate) request: String,
    /// `CREATE_POST_PAY_RESIZE_ORDER`: unique.
    pub(crate) constant: String,
    /// The module for its tag (`pets`), for output that is split; never empty.
    pub(crate) module: String,
    /// In the order of [`Operation::parameters`].
    pub(crate) parameters: Vec<Param<'a>>,
    pub(crate) body: Option<BodyPlan<'a>>,
    /// `CreatePostPayResizeOrderResponse`
    pub(crate) success: Answers<'a>,
    /// `CreatePostPayResizeOrderError`
    pub(crate) error: Answers<'a>,
}

/// The operations of a tag.
#[derive(Debug)]
pub(crate) struct Group<'a> {
    /// None: those without a tag.
    pub(crate) tag: Option<&'a str>,
    /// The document's words; may be empty.
    pub(crate) description: &'a str,
    /// [`Op::module`] of all of them; no other group has it.
    pub(crate) module: String,
    /// `pets`: unique.
    pub(crate) field: String,
    /// `Pets`: who implements the trait; unique, also among the traits.
    pub(crate) type_name: String,
    /// `PetsApi`: the trait of the server, and what the client has for it.
    pub(crate) trait_name: String,
    /// `pets_api`: unique among the functions of the operations.
    pub(crate) accessor: String,
    /// Indices of [`Plan::operations`], in their order; at least one.
    pub(crate) operations: Vec<usize>,
}

/// A parameter, or a header of an answer.
#[derive(Debug, Clone)]
pub(crate) struct Param<'a> {
    pub(crate) parameter: &'a Parameter,
    /// Unique in its operation, and never `body`.
    pub(crate) field: String,
    /// Without the `Option` of [`Self::presence`], but with that of a nullable value.
    pub(crate) ty: Ty,
    pub(crate) presence: Presence,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Presence {
    Required,
    /// An `Option` on both sides.
    Optional,
    /// An `Option` for callers; handlers are given this where it is absent.
    Default(Value),
}

/// A request body.
#[derive(Debug)]
pub(crate) struct BodyPlan<'a> {
    pub(crate) body: &'a Body,
    /// The type of the one content, or of the [`Shape::Contents`] of several.
    pub(crate) ty: Ty,
    pub(crate) contents: Vec<ContentPlan<'a>>,
}

/// What a body is in one media type.
#[derive(Debug)]
pub(crate) struct ContentPlan<'a> {
    pub(crate) content: &'a Content,
    pub(crate) ty: Ty,
    /// The variant of [`Shape::Contents`], where there are several.
    pub(crate) variant: Option<String>,
}

/// The documented answers of one kind, one enum.
#[derive(Debug)]
pub(crate) struct Answers<'a> {
    /// The enum, in the types crate.
    pub(crate) name: String,
    /// In the order of [`Operation::responses`]. Where no response is a success, the default is
    /// one, in both enums. May be empty.
    pub(crate) variants: Vec<Answer<'a>>,
    /// What a client's call gives: see [`Returned`].
    pub(crate) returned: Returned,
    /// No stream is inside: the enum is `Clone` and `PartialEq`.
    pub(crate) value: bool,
}

/// What a client's call gives, inside of `ResponseValue` or `Error`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Returned {
    /// There is no documented answer of this kind, or none has a body or headers.
    Nothing,
    /// All have this body and no headers.
    Body(Ty),
    /// They differ: the enum.
    Enum,
}

/// A variant: a tuple of the body when it has just that, a unit when it has nothing, else a struct
/// with those of `status`, `headers` and `body` that it has.
#[derive(Debug)]
pub(crate) struct Answer<'a> {
    pub(crate) response: &'a Response,
    /// `Accepted`, `Status4XX` or `Default`.
    pub(crate) name: String,
    /// [`Status::Code`] is in the name; others have a field `status: u16`.
    pub(crate) status: Status,
    /// The struct of its headers in the types crate (`…AcceptedHeaders`), with its fields.
    pub(crate) headers: Option<Headers<'a>>,
    /// The type of the one content, or of the [`Shape::Contents`] of several.
    pub(crate) body: Option<Ty>,
    /// Empty: no body.
    pub(crate) contents: Vec<ContentPlan<'a>>,
}

#[derive(Debug)]
pub(crate) struct Headers<'a> {
    pub(crate) name: String,
    pub(crate) fields: Vec<Param<'a>>,
}

/// A security scheme.
#[derive(Debug)]
pub(crate) struct SchemePlan<'a> {
    pub(crate) scheme: &'a Scheme,
    /// `auth_token`
    pub(crate) function: String,
    /// `AuthToken`
    pub(crate) type_name: String,
}

impl Plan<'_> {
    /// The type behind an id.
    pub(crate) fn type_def(&self, id: TypeId) -> Option<&TypeDef> {
        self.types.get(id.0)
    }
}

/// Decides all names and types. Components keep their names, operations come next, and what stands
/// inside of others is named after that. Without a style of tags the document's counts.
pub(crate) fn plan(api: &Api, style: Option<TagStyle>) -> Plan<'_> {
    let mut lowering = Lowering::new(api);
    let titles = Titles::take(api, &mut lowering.scope);
    lowering.define_components();
    let mut operations = operations::operations(api, titles, &mut lowering);
    let (mut types, mut findings) = lowering.finish();
    recursion::break_circles(&mut types);
    traits::decide(&mut types);
    let types = sorted::sort(types, &mut operations);
    let style = style.unwrap_or(api.tag_style);
    let groups = groups::groups(api, style, &operations, &mut findings);
    Plan {
        api,
        types,
        operations,
        groups,
        schemes: schemes::schemes(api),
        findings,
    }
}
