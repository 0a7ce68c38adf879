//! What the generator makes of small documents, compiled under the lints of the workspace.
//!
//! Each module is one document, `openapi.yaml` beside its output, with the four folders that
//! four crates would hold. `cargo test -p openapi-codegen` compares the output with the
//! generator's and `BLESS=1` rewrites it; the tests of this package use it. The one
//! difference to a real crate: the types are reached as a module of this crate.
//!
//! It is published nowhere and nothing depends on it. A further document is a folder with an
//! `openapi.yaml` and a line below and in `tests/it/drawn/mod.rs`, where each operation is sent
//! from the client to the server with drawn values.

pub mod titles;

macro_rules! golden {
    ($(#[$doc:meta] $name:ident;)*) => {$(
        #[$doc]
        pub mod $name {
            /// The types crate.
            pub mod types {
                mod generated;
                pub use generated::*;
            }
            /// The client crate.
            pub mod client {
                mod generated;
                pub use generated::*;
            }
            /// The server crate.
            pub mod server {
                mod generated;
                pub use generated::*;
            }
            /// The crate with the command line.
            pub mod cli {
                mod generated;
                pub use generated::*;
            }
        }
    )*};
}

golden! {
    /// Credentials of every kind, together, one of several, or none.
    access;
    /// Answers of every kind: without a body, without an error, inline, several statuses.
    answers;
    /// Request bodies, methods that share a path, literal paths beside parameters.
    bodies;
    /// Schemas made of schemas: `allOf`, `oneOf`, `anyOf`, maps, recursion, null, two directions.
    composition;
    /// `deepObject` beyond objects of scalars: lists, and objects in objects.
    deep;
    /// Alternatives of tokens and signatures, in every order.
    either;
    /// No operation at all.
    empty;
    /// References into other files, back, and in circles.
    files;
    /// Formats, bounds, and enumerations with nasty names.
    formats;
    /// Texts that try to be code, markup or markdown.
    hostile;
    /// Bodies of every media type, alone and together.
    media;
    /// Names that are keywords, or taken, or not names.
    names;
    /// A document of `OpenAPI` 3.1.
    openapi31;
    /// Answers by status, range, default and media type, with headers.
    outcomes;
    /// Parameters of every place and style.
    parameters;
    /// Forms and parts whose `encoding` is not the usual one.
    parts;
    /// A document that nobody wrote: seed 1 of `random-documents`.
    random1;
    /// Another one: seed 2.
    random2;
    /// Constraints on parameters and bodies.
    rules;
    /// A parameter of every scalar type in every place.
    scalars;
    /// A signature alone.
    signature;
    /// A trait for each tag: tags that are alike, odd, missing, or without an operation.
    tags;
    /// A token alone, and an operation that is open.
    token;
}
