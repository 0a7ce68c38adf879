//! Specifications of gateways: which exist, and which is the larger.

/// What is known of the name of a specification; none: there is no such specification.
///
/// The set is open in the document: new ones appear. This server knows the editions, their
/// `_IPV6` forms, the multiples of the platinum edition and the `NLB_` forms of all of them.
pub(crate) fn rank(spec: &str) -> Option<u8> {
    let plain = spec.strip_prefix("NLB_").unwrap_or(spec);
    let plain = plain.strip_suffix("_IPV6").unwrap_or(plain);
    match plain {
        "BASIC" => Some(0),
        "PROFESSIONAL" => Some(1),
        "ENTERPRISE" => Some(2),
        "PLATINUM" => Some(3),
        "PLATINUM_X2" => Some(4),
        "PLATINUM_X3" => Some(5),
        "PLATINUM_X4" => Some(6),
        "PLATINUM_X5" => Some(7),
        "PLATINUM_X6" => Some(8),
        "PLATINUM_X7" => Some(9),
        "PLATINUM_X8" => Some(10),
        _ => None,
    }
}
