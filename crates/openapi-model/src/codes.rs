//! The codes of this crate's findings, each with its one meaning.
//!
//! `E` stops generation, `W` does not. Numbers up to 029 belong to
//! `openapi-source` (bytes that are not a readable tree); a number is never
//! reused for something else.

/// Not an OpenAPI document of a supported version.
pub const VERSION: &str = "E030";
/// A member that must be there is missing.
pub const MISSING: &str = "E031";
/// A value is of another kind than OpenAPI asks for.
pub const KIND: &str = "E032";
/// A `$ref` that leads nowhere, in a circle or out of the document.
pub const REFERENCE: &str = "E033";
/// A construct of OpenAPI that the generator does not take yet.
pub const UNSUPPORTED: &str = "E034";
/// Two things would have the same name in Rust.
pub const NAME_CLASH: &str = "E035";
/// A name from which no Rust name can be made.
pub const NAME: &str = "E036";
/// A path template and its parameters disagree, or the template is malformed.
pub const PATH: &str = "E037";
/// A constraint that cannot hold or is malformed.
pub const CONSTRAINT: &str = "E038";
/// An extension (`x-…`) of ours is malformed.
pub const EXTENSION: &str = "E039";
/// The generator met something it should have refused before.
pub const INTERNAL: &str = "E040";

/// A key that OpenAPI does not know here.
pub const UNKNOWN_KEY: &str = "W001";
/// A key that OpenAPI knows, but that says nothing here.
pub const NO_EFFECT: &str = "W005";
/// `x-retry` is derived from the method.
pub const RETRY_DERIVED: &str = "W002";
/// The generated server can answer statuses that an operation does not document.
pub const UNDOCUMENTED: &str = "W003";
/// A framework answer falls back to RFC 9457.
pub const PROBLEM_JSON: &str = "W004";
/// Against the rules of OpenAPI, but taken with the one meaning it can have.
pub const ODD: &str = "W006";
/// A discriminator whose subtypes the document does not list.
pub const SUBTYPES: &str = "W007";
/// A discriminator that cannot be honoured, or a part of one.
pub const DISCRIMINATOR: &str = "W008";
/// A rule that is not checked, as it cannot be in linear time.
pub const RULE_LEFT_OUT: &str = "W009";
/// More than a limit allows.
pub const LIMIT: &str = "E041";
/// A pattern that is no regular expression, or cannot be matched in linear time.
pub const PATTERN: &str = "E042";
/// Another file that cannot be read.
pub const FILE: &str = "E043";
/// Two operations that no request can tell apart.
pub const AMBIGUOUS: &str = "E044";
/// Two operations with one `operationId`.
pub const SAME_ID: &str = "W010";
/// An operation without `operationId`: it is named after method and path.
pub const MADE_ID: &str = "W011";
/// A header that is not the document's to describe.
pub const IGNORED_HEADER: &str = "W012";
/// Something for which nothing is generated, such as links, callbacks and webhooks.
pub const NOT_READ: &str = "W013";
/// A body that is taken as it comes, though the document says more of it.
pub const RAW: &str = "W014";
/// A request body where HTTP gives it no meaning.
pub const UNUSUAL_BODY: &str = "W015";
/// An operation without a documented success.
pub const NO_SUCCESS: &str = "W016";
/// `servers` of a path or an operation.
pub const OWN_SERVERS: &str = "W017";
/// A parameter that is a credential too.
pub const CREDENTIAL: &str = "W018";
/// A security scheme that nothing asks for.
pub const UNUSED_SCHEME: &str = "W019";
/// An example that breaks its schema, or has no value.
pub const EXAMPLE: &str = "W020";
/// Examples that leave out documented members.
pub const EXAMPLE_INCOMPLETE: &str = "W021";
/// Answers without an example.
pub const NO_EXAMPLE: &str = "W022";
/// An example of an answer that shows another value than that of the path.
pub const EXAMPLE_CONTRADICTS: &str = "W023";
/// Two schemes of one requirement that send the same token.
pub const ONE_TOKEN: &str = "W025";
/// Components that no operation uses.
pub const UNUSED_COMPONENT: &str = "W024";
/// A value whose form in a query or a form OpenAPI leaves open.
pub const OPEN_FORM: &str = "W027";
/// A schema that has no type in the code: it is any JSON value there.
pub const NO_TYPE: &str = "W030";
/// An operation with several tags, of which one decides where it is.
pub const SEVERAL_TAGS: &str = "W031";
/// Tags whose names differ in casing or signs only, and that are groups of their own.
pub const TAGS_ALIKE: &str = "W032";
/// An operation for which no request or answer was found that keeps all rules.
pub const UNDRAWN: &str = "W033";
