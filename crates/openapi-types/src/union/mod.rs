//! Values of one of several types (`oneOf`, `anyOf`), for generated code.
//!
//! Where the document names a property that tells the type, [`Tagged`] reads that first. Elsewhere
//! [`Best`] tries the types and takes the one that keeps the most of the value: serde's own
//! `untagged` takes the first that fits, which silently drops members. Both read as strictly as
//! [`crate::json`]. Trying is refused where it would take effort out of proportion.

mod best;
mod effort;
mod tagged;

pub use best::Best;
pub use tagged::{Tagged, serialize_tagged};
