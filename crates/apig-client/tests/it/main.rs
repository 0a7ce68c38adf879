//! The client of this API: what it sends, what it makes of the answers, what it never prints.
#![cfg(test)]

mod answers;
// A login by region needs TLS.
#[cfg(any(feature = "native-tls", feature = "rustls"))]
mod chain;
mod faults;
mod leaks;
mod login;
#[cfg(feature = "httpmock")]
mod mock;
#[cfg(feature = "rustls")]
mod proxies;
mod redirects;
mod secrecy;
#[cfg(feature = "spans")]
mod spans;
mod wire;
mod written;
