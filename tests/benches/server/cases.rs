//! What every subject must answer, the bad requests included: a service that leaves a check out
//! is cheaper, and no comparison.

use super::gateways::TOKEN;
use super::harness::BoxError;
use super::{Exchange, by_hand, connection, generated};

/// The page's example request.
pub(crate) const EXAMPLE: &str = "POST /v2/0123456789abcdef0123456789abcdef/apigw/instances/\
     6a7d71827fd54572b1f31aa9548fcc81/postpaid-resize HTTP/1.1\r\n\
     host: apig.example.com\r\n\
     x-auth-token: MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\r\n\
     content-type: application/json;charset=utf-8\r\n\
     content-length: 34\r\n\
     \r\n\
     {\n  \"spec_id\" : \"PROFESSIONAL\"\n}\r\n";

/// The page's example answer.
pub(crate) const ORDER: &str = r#"{"instance_id":"6a7d71827fd54572b1f31aa9548fcc81","message":"JOB_ASSIGNED_FOR_RESIZE_0086I:The job JOB-5acb75c7565e42c997954774456eac79 is assigned to resize instance.","job_id":"JOB-5acb75c7565e42c997954774456eac79"}"#;

/// The largest body that is read.
const LIMIT: usize = 1 << 20;

/// What a subject answers in another way, as its users know it to.
///
/// axum's router compares the words of a path before it decodes them.
const DIFFERENCES: &[(&str, &str)] = &[("axum-by-hand", "escaped word")];

/// A request and the status of its answer.
struct Case {
    name: &'static str,
    request: Vec<u8>,
    status: &'static str,
}

/// Compares all subjects with the generated service, and that with the statuses told here.
pub(crate) fn check() -> Result<(), BoxError> {
    // A panicking handler is one of the cases, and its message none of the bench's.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let checked = compare();
    std::panic::set_hook(hook);
    checked
}

fn compare() -> Result<(), BoxError> {
    let others: [(&str, Exchange); 3] = [
        ("hyper-by-hand", by_hand::on_hyper::exchange),
        ("axum-by-hand", by_hand::on_axum::exchange),
        ("apig-server-in-axum", generated::exchange_in_axum),
    ];
    for case in cases() {
        let expected = answer(generated::exchange, &case)?;
        if !expected.starts_with(&format!("HTTP/1.1 {}", case.status)) {
            return Err(format!("{}: apig-server answers\n{expected}", case.name).into());
        }
        for (subject, exchange) in others {
            if DIFFERENCES.contains(&(subject, case.name)) {
                continue;
            }
            let found = answer(exchange, &case)?;
            if found != expected {
                let name = case.name;
                return Err(
                    format!("{name}: {subject} answers\n{found}\ninstead of\n{expected}").into(),
                );
            }
        }
    }
    let alone = comparable(&connection::exchange(EXAMPLE.as_bytes(), 1)?);
    let served = comparable(&generated::exchange(EXAMPLE.as_bytes(), 1)?);
    if alone != served || !served.ends_with(ORDER) {
        return Err(format!("connection answers\n{alone}\ninstead of\n{served}").into());
    }
    Ok(())
}

fn answer(exchange: Exchange, case: &Case) -> Result<String, BoxError> {
    let answer = exchange(&case.request, 1).map_err(|error| format!("{}: {error}", case.name))?;
    let mut answer = comparable(&answer);
    if case.status == "400" {
        // Which rule is broken is told by the generated service only, after the usual text.
        let usual = answer.find("Parameter value does not match the rules");
        answer.truncate(usual.ok_or_else(|| format!("{}: {answer}", case.name))?);
        answer = without(&answer, "content-length: ");
    }
    Ok(answer)
}

/// An answer without its date.
fn comparable(answer: &[u8]) -> String {
    without(&String::from_utf8_lossy(answer), "date: ")
}

fn without(answer: &str, header: &str) -> String {
    let lines = answer.split("\r\n");
    let lines: Vec<&str> = lines.filter(|line| !line.starts_with(header)).collect();
    lines.join("\r\n")
}

fn cases() -> Vec<Case> {
    let mut cases = heads();
    cases.extend(bodies());
    cases
}

/// The path of the operation, around the escaped parameters.
const PATH: &str = "/v2/project/apigw/instances/gateway/postpaid-resize";

fn heads() -> Vec<Case> {
    let json = "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    let token = format!("X-Auth-Token: {TOKEN}\r\n");
    let case = |name, status, line: &str, rest: &str| Case {
        name,
        request: format!("{line} HTTP/1.1\r\nHost: h\r\n{rest}").into_bytes(),
        status,
    };
    let post = |name, status, path: &str| {
        case(
            name,
            status,
            &format!("POST {path}"),
            &format!("{token}{json}"),
        )
    };
    let call = |name, status, rest: &str| case(name, status, &format!("POST {PATH}"), rest);
    let typed = |name, status, media_type: &str| {
        let rest = format!("{token}{media_type}Content-Length: 2\r\n\r\n{{}}");
        call(name, status, &rest)
    };
    vec![
        post("plain", "202", PATH),
        post("query", "202", &format!("{PATH}?a=b")),
        post(
            "escaped",
            "202",
            "/v2/p/apigw/instances/a%2Fb%20%C3%BC/postpaid-resize",
        ),
        post(
            "escaped word",
            "202",
            "/v2/p/%61pigw/instances/g/postpaid-resize",
        ),
        post(
            "not UTF-8",
            "400",
            "/v2/p/apigw/instances/%ff/postpaid-resize",
        ),
        post(
            "empty segment",
            "404",
            "/v2//apigw/instances/g/postpaid-resize",
        ),
        post(
            "dot segment",
            "404",
            "/v2/p/apigw/instances/../postpaid-resize",
        ),
        post(
            "escaped dots",
            "404",
            "/v2/p/apigw/instances/%2e%2E/postpaid-resize",
        ),
        post("slash at the end", "404", &format!("{PATH}/")),
        post("two slashes", "404", &format!("/{PATH}")),
        post("one more", "404", &format!("{PATH}/more")),
        post("one less", "404", "/v2/p/apigw/instances/g"),
        post("root", "404", "/"),
        case("wrong method", "405", &format!("GET {PATH}"), "\r\n"),
        case("head", "405", &format!("HEAD {PATH}"), "\r\n"),
        case("options", "204", &format!("OPTIONS {PATH}"), "\r\n"),
        call("no token", "401", json),
        call("empty token", "401", &format!("X-Auth-Token:\r\n{json}")),
        call(
            "wrong token",
            "401",
            &format!("X-Auth-Token: wrong\r\n{json}"),
        ),
        call("two tokens", "401", &format!("{token}{token}{json}")),
        call("token first", "401", "Content-Length: 1\r\n\r\n{"),
        typed(
            "media type in capitals",
            "202",
            "Content-Type: Application/JSON; Charset=UTF-8\r\n",
        ),
        typed("no media type", "415", ""),
        typed("other media type", "415", "Content-Type: text/plain\r\n"),
        typed(
            "other charset",
            "415",
            "Content-Type: application/json;charset=latin1\r\n",
        ),
    ]
}

fn bodies() -> Vec<Case> {
    let head = format!(
        "POST {PATH} HTTP/1.1\r\nHost: h\r\nX-Auth-Token: {TOKEN}\r\nContent-Type: application/json\r\n"
    );
    let case = |name, status, body: &[u8]| {
        let head = format!("{head}Content-Length: {}\r\n\r\n", body.len());
        Case {
            name,
            request: [head.as_bytes(), body].concat(),
            status,
        }
    };
    let in_chunks = |name, status, chunks: &[&str]| {
        let chunks = chunks.iter().chain(&[""]);
        let chunks = chunks.map(|chunk| format!("{:x}\r\n{chunk}\r\n", chunk.len()));
        let head = format!("{head}Transfer-Encoding: chunked\r\n\r\n");
        Case {
            name,
            request: [head, chunks.collect()].concat().into_bytes(),
            status,
        }
    };
    let blanks = " ".repeat(LIMIT - 2);
    vec![
        case("unknown member", "202", br#"{"more":[{"a":null}]}"#),
        case("escaped text", "202", br#"{"spec_id":"\u0042ASIC"}"#),
        case("unknown specification", "404", br#"{"spec_id":"UNKNOWN"}"#),
        case("panic", "500", br#"{"spec_id":"FATAL"}"#),
        case("no body", "400", b""),
        case("null member", "400", br#"{"spec_id":null}"#),
        case("wrong type", "400", br#"{"spec_id":1}"#),
        case("member twice", "400", br#"{"spec_id":"A","spec_id":"B"}"#),
        case("null", "400", b"null"),
        case("array", "400", br#"["PROFESSIONAL"]"#),
        case("trailing bytes", "400", b"{}{"),
        case("truncated", "400", br#"{"spec_id":"#),
        case("not UTF-8", "400", b"{\"more\":\"\xff\"}"),
        case(
            "as large as may be",
            "202",
            format!("{{{blanks}}}").as_bytes(),
        ),
        case("too large", "413", format!("{{{blanks} }}").as_bytes()),
        // What is announced is refused before it comes.
        Case {
            name: "announced too large",
            request: format!("{head}Content-Length: {}\r\n\r\n{{", LIMIT + 1).into_bytes(),
            status: "413",
        },
        in_chunks("chunked", "202", &["{\"spec_id\":", "\"BA", "SIC\"}"]),
        in_chunks("chunked, as large as may be", "202", &["{", &blanks, "}"]),
        in_chunks("chunked and too large", "413", &["{", &blanks, " }"]),
        in_chunks("chunked and empty", "400", &[]),
    ]
}
