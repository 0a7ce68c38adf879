//! The Dedicated Gateway API (APIG V2) on the command line.
//!
//! The table of the commands and the call of each, made from the document; `main.rs` makes the
//! program `apig` of them and says where credentials and regions come from. What every command
//! line does, such as asking and showing, is in [`openapi_cli`].
//!
//! It refuses to be the place for code that calls the API: that is `apig-client`.

#[rustfmt::skip]
mod generated;

pub use generated::*;
pub use openapi_cli;
