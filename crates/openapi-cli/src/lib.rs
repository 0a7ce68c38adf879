//! What every generated command line needs: flags, bodies, asking, showing, exit codes.
//!
//! A generated crate holds a table of its commands ([`Api`]) and a function that makes the call
//! of one of them; a [`Program`] says in addition where credentials come from. [`main`] does the
//! rest: it reads flags by the types of the document, asks before a request that must not be
//! repeated, sends through the generated client, and shows what was answered.
//!
//! # What it refuses to do
//! It takes no secret as a flag, since every user of a machine can see those. It prints none: of
//! a request it shows (`--dry-run`) what proves who is calling is masked, and so is a token that
//! a server repeats in an error. It sends a request that must not be repeated (`x-retry:
//! never-after-sent`) only when somebody said so, at the terminal or with `--yes`.
//!
//! # Exit codes
//! [`Exit`] has them; they are part of each help text and man page.

mod answer;
mod arguments;
mod body;
mod exit;
mod mask;
mod pages;
mod program;
mod read;
mod session;
mod show;
mod table;
mod target;
mod values;

pub use answer::{Done, done, streamed};
pub use clap;
pub use exit::{Exit, Failure};
pub use openapi_client::Builder;
pub use openapi_types::ByteStream;
pub use program::{Program, main};
pub use read::{either, file, json, text};
pub use table::{Api, Body, BodyKind, Command, Flag, Need, Place};
pub use target::{Intent, Regions, Target};
pub use values::Values;

/// What the function of one call gives: see [`Program::call`].
pub type Call<'a> = std::pin::Pin<Box<dyn Future<Output = Result<Done, Failure>> + 'a>>;
