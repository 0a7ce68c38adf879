//! How many cases an operation may have, so that a document with a thousand operations has a list
//! that can be run and read. The header of the lock states them.

/// Optional parameters that are sent one by one with the document's own value.
pub(super) const OPTIONAL: usize = 8;
/// Values that break a rule a second time, of one parameter: each rule is broken once.
pub(super) const BROKEN_AGAIN_OF_A_PARAMETER: usize = 4;
/// Values that break a rule, of all parameters together.
pub(super) const BROKEN_OF_PARAMETERS: usize = 200;
/// Values that break a rule a second time, of a body: each rule is broken once.
pub(super) const BROKEN_AGAIN_OF_A_BODY: usize = 48;
/// Rules of a body that are broken.
pub(super) const RULES_OF_A_BODY: usize = 200;
/// Values that just keep a rule, of all parameters together.
pub(super) const LEGAL_OF_PARAMETERS: usize = 24;
/// Values that just keep a rule, of a body.
pub(super) const LEGAL_OF_A_BODY: usize = 24;
/// Documented answers whose spelling is varied.
pub(super) const RESPELT: usize = 12;
/// Calls that are drawn from the schemas, for each drawn case.
pub(super) const DRAWN: u32 = 32;
/// Relations of one documented status.
pub(crate) const RELATIONS: usize = 24;

/// Each bound with its name.
pub(crate) const ALL: [(&str, usize); 10] = [
    ("optional parameters of an operation", OPTIONAL),
    (
        "broken values of a parameter that break a rule again",
        BROKEN_AGAIN_OF_A_PARAMETER,
    ),
    ("broken values of all parameters", BROKEN_OF_PARAMETERS),
    (
        "broken values of a body that break a rule again",
        BROKEN_AGAIN_OF_A_BODY,
    ),
    ("broken rules of a body", RULES_OF_A_BODY),
    ("legal values of all parameters", LEGAL_OF_PARAMETERS),
    ("legal values of a body", LEGAL_OF_A_BODY),
    ("respelt answers of an operation", RESPELT),
    ("drawn calls of a case", DRAWN as usize),
    ("relations of a status", RELATIONS),
];
