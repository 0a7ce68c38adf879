//! Names of the document turned into names of Rust.
//!
//! There is no rename table: a name in the code is the name in the document in
//! the casing of Rust. What cannot be turned, or would clash after turning, is
//! refused by the reader.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Words that cannot be a field, a function or a module as they are.
const KEYWORDS: [&str; 52] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "Self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Types and variants that generated code uses by their short names.
const PRELUDE: [&str; 16] = [
    "Box",
    "Default",
    "Deserialize",
    "Err",
    "From",
    "None",
    "Ok",
    "Option",
    "Result",
    "Send",
    "Serialize",
    "Some",
    "String",
    "Sync",
    "TryFrom",
    "Vec",
];

/// Whether a component may not be called so: generated code needs the name.
pub(crate) fn is_taken(type_name: &str) -> bool {
    PRELUDE.contains(&type_name)
}

/// The candidate that `word` may have been meant to be: the same in another case, or at most two
/// letters off.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = word.to_lowercase();
    // In a short word two letters are most of it.
    let most = match word.len() {
        0..=2 => 0,
        3..=4 => 1,
        _ => 2,
    };
    candidates
        .into_iter()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&word, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// `ResizeOrder` for `resize-order`; None when nothing usable is left.
///
/// A name of single letters (`a_b`) changes again when it is turned again (`AB`, `Ab`). typify
/// turns what it is given, so it is given the name that stays.
pub(crate) fn type_name(name: &str) -> Option<String> {
    let mut turned = unquoted(name).to_upper_camel_case();
    loop {
        let next = turned.to_upper_camel_case();
        if next == turned {
            return checked(turned);
        }
        turned = next;
    }
}

/// The name of an operation as a type, turned once, as progenitor turns it.
pub(crate) fn operation_type_name(id: &str) -> Option<String> {
    checked(unquoted(id).to_upper_camel_case())
}

/// `project_id` for `projectId`, `type_` for `type`; None when nothing usable is left.
pub(crate) fn value_name(name: &str) -> Option<String> {
    let snake = checked(unquoted(name).to_snake_case())?;
    Some(if KEYWORDS.contains(&snake.as_str()) {
        format!("{snake}_")
    } else {
        snake
    })
}

/// `APIC_7102` for `APIC.7102`; None when nothing usable is left.
pub(crate) fn constant_name(name: &str) -> Option<String> {
    checked(unquoted(name).to_shouty_snake_case())
}

/// `Unauthorized` for 401: the reason phrase, or `Status499` where there is none.
pub(crate) fn status_name(status: u16) -> String {
    let phrase = match status {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "PayloadTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        421 => "MisdirectedRequest",
        422 => "UnprocessableEntity",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        505 => "HttpVersionNotSupported",
        507 => "InsufficientStorage",
        511 => "NetworkAuthenticationRequired",
        other => return format!("Status{other}"),
    };
    phrase.to_owned()
}

/// Without the quotes that typify and progenitor drop too: `its` for `it's`.
fn unquoted(name: &str) -> String {
    name.replace('\'', "")
}

/// A Rust identifier of ASCII letters, digits and `_` that does not start with a digit.
fn checked(name: String) -> Option<String> {
    let mut characters = name.chars();
    let first = characters.next()?;
    let usable = (first.is_ascii_alphabetic() || first == '_')
        && characters.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name != "Self";
    usable.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found() {
        let check = |word: &str, expected: Option<&str>| {
            let known = ["type", "title", "x-retry", "x-signature"];
            assert_eq!(nearest(word, known), expected, "{word}");
        };
        check("typ", Some("type"));
        check("Type", Some("type"));
        check("tpye", Some("type"));
        check("x-signatur", Some("x-signature"));
        check("x-retries", None);
        check("x-vendor", None);
        check("tyre-size", None);
        check("T", None);
    }

    #[test]
    fn names_become_rust_names() {
        let check = |name: &str, expected: [Option<&str>; 3]| {
            let actual = [type_name(name), value_name(name), constant_name(name)];
            assert_eq!(actual, expected.map(|e| e.map(str::to_owned)), "{name}");
        };
        check(
            "ResizeOrder",
            [
                Some("ResizeOrder"),
                Some("resize_order"),
                Some("RESIZE_ORDER"),
            ],
        );
        check(
            "APIC.7102",
            [Some("Apic7102"), Some("apic_7102"), Some("APIC_7102")],
        );
        check(
            "X-Auth-Token",
            [
                Some("XAuthToken"),
                Some("x_auth_token"),
                Some("X_AUTH_TOKEN"),
            ],
        );
        check("type", [Some("Type"), Some("type_"), Some("TYPE")]);
        check("a_b", [Some("Ab"), Some("a_b"), Some("A_B")]);
        check("self", [None, Some("self_"), Some("SELF")]);
        check("it's", [Some("Its"), Some("its"), Some("ITS")]);
        check("2fa", [None, None, None]);
        check("日本", [None, None, None]);
        check("", [None, None, None]);
    }
}
