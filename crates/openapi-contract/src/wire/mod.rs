//! Values on the wire: parameters and bodies to text and back, in every form of `OpenAPI`.
//!
//! [`encode`] and [`write_body`] write what a careful client would send; [`read()`] and
//! [`read_body`] take apart whatever came, and say which rules it breaks. Reading is generous
//! where the form leaves a choice (more escaped than needed, a plus for a blank, escaped
//! separators) and takes the reading that keeps the schema.
//!
//! What is refused: values that have no text in a place, and texts that would be read as another
//! value. XML and other bytes are carried and not judged.

mod body;
mod cut;
mod decode;
mod encode;
mod json;
mod multipart;
pub(crate) mod percent;
mod read;
mod send;
pub(crate) mod template;
mod typed;

pub use body::{read_body, write_body};
pub use encode::{Encoded, encode};
pub use read::{Fault, Part, Received, read, read_header};

#[cfg(test)]
mod tests;
