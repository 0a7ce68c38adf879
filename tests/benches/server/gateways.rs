//! What all subjects share: who may call, and what an order is.
//!
//! A service stands between this and HTTP, so none of it is what the bench is about.

use subtle::ConstantTimeEq as _;

/// The only good token.
pub(crate) const TOKEN: &str = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC";

/// The media type of every answer.
pub(crate) const JSON: &str = "application/json";

/// A specification that is not known.
pub(crate) const UNKNOWN: &str = "UNKNOWN";

/// A specification that makes the handler panic.
pub(crate) const FATAL: &str = "FATAL";

/// Whether a token is good, in a time that does not tell where it differs.
pub(crate) fn knows(token: &str) -> bool {
    token.as_bytes().ct_eq(TOKEN.as_bytes()).into()
}

/// What an order has beside its gateway.
pub(crate) struct Placed {
    pub(crate) message: String,
    pub(crate) job_id: String,
}

/// There is no such specification.
pub(crate) struct UnknownSpecification;

/// Places an order.
#[expect(clippy::panic, reason = "a panicking handler is one of the cases")]
pub(crate) fn place(specification: Option<&str>) -> Result<Placed, UnknownSpecification> {
    match specification {
        Some(UNKNOWN) => Err(UnknownSpecification),
        Some(FATAL) => panic!("a handler failed"),
        _ => Ok(Placed {
            message: "JOB_ASSIGNED_FOR_RESIZE_0086I:The job JOB-5acb75c7565e42c997954774456eac79 \
                      is assigned to resize instance."
                .to_owned(),
            job_id: "JOB-5acb75c7565e42c997954774456eac79".to_owned(),
        }),
    }
}
