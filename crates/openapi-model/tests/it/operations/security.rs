//! Security schemes and requirements.

use openapi_model::{Api, SchemeKind};

use super::{check, each, parameter};

fn show(api: &Api) -> Vec<String> {
    let schemes = api.schemes.iter().map(|scheme| {
        let kind = match &scheme.kind {
            SchemeKind::HeaderKey { header } => format!("header {header}"),
            SchemeKind::QueryKey { parameter } => format!("query {parameter}"),
            SchemeKind::CookieKey { cookie } => format!("cookie {cookie}"),
            SchemeKind::Basic => "basic".to_owned(),
            SchemeKind::Bearer { hint } => format!("bearer ({hint})"),
            SchemeKind::Http { scheme } => format!("http {scheme}"),
            SchemeKind::Signature { header, algorithm } => format!("{algorithm} in {header}"),
        };
        format!("{}: {kind}", scheme.name)
    });
    let operations = each(api, |operation| {
        let alternatives = operation.security.iter().map(|alternative| {
            let needs = alternative.requirements.iter().map(|requirement| {
                let scopes = requirement.scopes.join(",");
                if scopes.is_empty() {
                    requirement.scheme.clone()
                } else {
                    format!("{}({scopes})", requirement.scheme)
                }
            });
            needs.collect::<Vec<_>>().join("+")
        });
        let alternatives = alternatives.collect::<Vec<_>>().join(" | ");
        let parameters = operation
            .parameters
            .iter()
            .map(|found| parameter(api, found));
        let mut out = vec![format!("{} [{alternatives}]", operation.id)];
        out.extend(parameters);
        out
    });
    schemes.chain(operations).collect()
}

const OK: &str = "responses: {'204': {description: d}}";

/// A document with one scheme that is asked for.
fn scheme(scheme: &str) -> String {
    format!(
        "security: [{{s: []}}]\npaths: {{/: {{get: {{operationId: o, {OK}}}}}}}\n\
         components: {{securitySchemes: {{s: {scheme}}}}}"
    )
}

#[test]
fn schemes() {
    let cases: &[(&str, &[&str])] = &[
        (
            "{type: apiKey, in: header, name: X-Key}",
            &["s: header x-key", "o [s]"],
        ),
        (
            "{type: apiKey, in: query, name: Key}",
            &["s: query Key", "o [s]"],
        ),
        (
            "{type: apiKey, in: cookie, name: Sid}",
            &["s: cookie Sid", "o [s]"],
        ),
        ("{type: http, scheme: Basic}", &["s: basic", "o [s]"]),
        (
            "{type: http, scheme: BEARER, bearerFormat: JWT}",
            &["s: bearer (JWT)", "o [s]"],
        ),
        ("{type: http, scheme: Digest}", &["s: http Digest", "o [s]"]),
        (
            "{type: oauth2, flows: {clientCredentials: {tokenUrl: 'https://a.example/t', scopes: {}}}}",
            &["s: bearer (tokens come from https://a.example/t)", "o [s]"],
        ),
        (
            "{type: openIdConnect, openIdConnectUrl: 'https://a.example/o'}",
            &[
                "s: bearer (tokens are described at https://a.example/o)",
                "o [s]",
            ],
        ),
        (
            "{type: apiKey, in: header, name: Authorization, x-signature: SDK-HMAC-SHA256}",
            &["s: SDK-HMAC-SHA256 in authorization", "o [s]"],
        ),
        (
            "{type: apiKey, in: header, name: Authorization, x-signature: other}",
            &["error E039 the signature `other` is not known"],
        ),
        (
            "{type: apikey, in: header, name: a}",
            &["error E034 a security scheme of type `apikey` is not supported"],
        ),
        (
            "{type: apiKey, in: body, name: a}",
            &["error E032 keys are not sent there"],
        ),
        (
            "{type: apiKey, in: header, name: a b}",
            &["error E036 `a b` is not the name of a header"],
        ),
        (
            "{type: apiKey, in: header}",
            &["error E031 `name` is missing"],
        ),
        ("{type: http}", &["error E031 `scheme` is missing"]),
        ("{$ref: '#/none'}", &["error E033 `#/none` does not exist"]),
    ];
    for (text, expected) in cases {
        check(show, &[(&scheme(text), expected)]);
    }
}

#[test]
fn requirements() {
    let document = |everywhere: &str, own: &str, parameters: &str| {
        format!(
            "{everywhere}\npaths: {{/: {{get: {{operationId: o, {own} parameters: [{parameters}], {OK}}}}}}}\n\
             components: {{securitySchemes: {{k: {{type: apiKey, in: header, name: X-Key}}, \
             a: {{type: oauth2, flows: {{}}}}, b: {{type: http, scheme: bearer}}, c: {{type: http, scheme: basic}}}}}}"
        )
    };
    let unused =
        |names: &str| format!("warning W019 no operation asks for the security scheme {names}");
    let all = unused("`a`, `b`, `c`, `k`");
    let not_k = unused("`a`, `b`, `c`");
    let cases = [
        (document("", "", ""), vec!["o []".to_owned(), all.clone()]),
        (
            document("", "security: [],", ""),
            vec!["o []".to_owned(), all],
        ),
        (
            document("", "security: [{}, {k: []}],", ""),
            vec!["k: header x-key".into(), "o [ | k]".into(), not_k.clone()],
        ),
        (
            document("security: [{a: [r, w]}]", "security: [{k: []}],", ""),
            vec!["k: header x-key".into(), "o [k]".into(), unused("`b`, `c`")],
        ),
        (
            document("security: [{a: [r, w], k: []}]", "", ""),
            vec![
                "a: bearer ()".into(),
                "k: header x-key".into(),
                "o [a(r,w)+k]".into(),
                unused("`b`, `c`"),
            ],
        ),
        (
            document("security: [{a: [r], b: [r, w]}]", "", ""),
            vec![
                "a: bearer ()".into(),
                "o [a(r,w)]".into(),
                "note W025 `a` and `b` are one bearer token".into(),
                unused("`c`, `k`"),
            ],
        ),
        (
            document("security: [{b: [], c: []}]", "", ""),
            vec![
                "b: bearer ()".into(),
                "c: basic".into(),
                "o [b+c]".into(),
                "warning W006 `b` and `c` both need the header `authorization`".into(),
                unused("`a`, `k`"),
            ],
        ),
        (
            document("", "security: [{k: []}, {k: []}],", ""),
            vec![
                "k: header x-key".into(),
                "o [k]".into(),
                "warning W005 this security requirement is here twice".into(),
                not_k.clone(),
            ],
        ),
        (
            document(
                "",
                "security: [{k: []}],",
                "{name: x-key, in: header, schema: {}}",
            ),
            vec![
                "k: header x-key".into(),
                "o [k]".into(),
                "note W018 `x-key` is the credential of `k` too".into(),
                not_k.clone(),
            ],
        ),
        (
            document("", "security: [{kk: []}],", ""),
            vec![
                "error E033 the security scheme `kk` does not exist".into(),
                unused("`a`, `b`, `c`, `k`"),
            ],
        ),
        (
            document("", "security: 1,", ""),
            vec![
                "error E032 expected a list of requirements, found number".into(),
                unused("`a`, `b`, `c`, `k`"),
            ],
        ),
    ];
    for (text, expected) in cases {
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(show, &[(&text, &expected)]);
    }
}
