//! The wire types of the Dedicated Gateway API (APIG V2).
//!
//! What client and server say to each other: the bodies ([`ResizeInstanceRequest`],
//! [`ResizeOrder`], [`ErrorResponse`]), the documented answers of each operation as an enum
//! ([`CreatePostPayResizeOrderResponse`], [`CreatePostPayResizeOrderError`]), the facts of each
//! operation ([`operations`]) and the known error codes ([`error_codes`]).
//!
//! This crate refuses to know HTTP. To call the API see `apig-client`, to implement it
//! `apig-server`.
//!
//! ```
//! use apig_types::ResizeInstanceRequest;
//!
//! let request = ResizeInstanceRequest { spec_id: Some("PROFESSIONAL".to_owned()) };
//! assert_eq!(serde_json::to_string(&request)?, r#"{"spec_id":"PROFESSIONAL"}"#);
//! # Ok::<(), serde_json::Error>(())
//! ```
//!
//! With the feature `schemars` each type also describes itself as a JSON schema.

#[rustfmt::skip]
mod generated;

pub use generated::*;
