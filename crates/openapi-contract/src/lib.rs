//! The judge: which exchanges an `OpenAPI` document promises, and whether a real one keeps the
//! promise.
//!
//! The road is short. A [`Spec`] is read from the document, [`cases`] turns it into a list of
//! plain data, a harness carries each case out against a client or a server, and the `check_*`
//! functions judge the raw bytes that went over the wire:
//!
//! ```
//! use openapi_contract::{Level, RawResponse, Spec, cases, check_response};
//!
//! let document = r##"{
//!   "openapi": "3.0.3", "info": {"title": "Pets", "version": "1"},
//!   "paths": {"/pets/{id}": {"get": {
//!     "operationId": "getPet",
//!     "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
//!     "responses": {"200": {"description": "A pet", "content": {"application/json": {
//!       "schema": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
//!       "example": {"name": "Tom"}
//!     }}}}
//!   }}}
//! }"##;
//! let document = openapi_source::Document::parse("pets.json", document.as_bytes(), &Default::default())
//!     .map_err(|_| "unreadable")?;
//! let spec = Spec::read(&document).map_err(|problems| format!("{problems:?}"))?;
//! let cases = cases(&spec, None).map_err(|problems| format!("{problems:?}"))?;
//! let case = cases.find("examples::server::getPet::200::example").ok_or("no case")?;
//!
//! let good = RawResponse::new(200).header("content-type", "application/json").body(r#"{"name":"Tom"}"#);
//! assert!(check_response(&spec, case, &good, Level::Values).is_ok());
//!
//! let bad = RawResponse::new(200).header("content-type", "application/json").body("{}");
//! let failure = check_response(&spec, case, &bad, Level::Schema).err().ok_or("it must fail")?;
//! assert!(failure.to_string().contains("pets.json:7:"));
//! # Ok::<(), String>(())
//! ```
//!
//! It never imports what it judges: no generator, no generated code, no runtime of either side.
//! The document is read as a plain tree, and its schemas are handed to a schema validator. It does
//! no IO and opens no socket; carrying a case out is the harness's work. No failure prints a
//! credential.
//!
//! Where to go next: [`spec`] for what is read, [`case`](mod@case) for what is promised, [`check`] for what is
//! held against it, [`failure`] for what a reader sees when it is broken, [`state`] for how a
//! stateful server is brought into each documented status, [`coverage`] for what was tested.

pub mod call;
pub mod case;
pub mod check;
#[cfg(feature = "mock")]
pub mod client;
pub mod coverage;
pub mod diff;
pub mod draw;
pub mod exchange;
pub mod failure;
mod leak;
pub mod lock;
#[cfg(feature = "mock")]
pub mod mock;
pub mod place;
#[cfg(feature = "program")]
pub mod program;
pub mod relation;
#[cfg(feature = "report")]
pub mod report;
pub mod run;
pub mod schema;
#[cfg(feature = "program")]
pub mod selftest;
pub mod spec;
pub mod state;
pub mod step;
mod tree;
pub mod wire;

pub use call::Call;
pub use case::{Case, Cases, Family, Level, Side, Subject, cases};
pub use check::{
    Entry, Evidence, check_answer, check_client, check_example, check_request, check_response,
    check_result, check_value,
};
pub use coverage::Coverage;
pub use exchange::{Headers, RawRequest, RawResponse};
pub use failure::{Failure, Kind, Verdict};
pub use place::{Place, Problem};
#[cfg(feature = "libtest")]
pub use run::server_suite;
pub use spec::Spec;
pub use state::States;
