//! Proof that the judge can fail: clients that are wrong in one way each.
//!
//! A suite that has never failed has not been tested. Each fault of [`clients`] must be found, and
//! the client without a fault must not be blamed.

pub mod clients;
