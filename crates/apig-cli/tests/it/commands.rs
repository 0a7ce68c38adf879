//! How a command ends: its exit code and what it says, for every kind of end.

use crate::server::{NOBODY, Reply, Server, Untouched};
use crate::{TOKEN, apig, order, text};

const TOKEN_OF: &[(&str, &str)] = &[("HW_AUTH_TOKEN", TOKEN)];

/// What is sent, what comes back, and what is then seen.
struct Case {
    arguments: &'static [&'static str],
    reply: Reply,
    exit: i32,
    stdout: &'static str,
    stderr: &'static str,
}

fn check(case: &Case) {
    let server = Server::start(case.reply);
    let arguments = order(&server.endpoint, case.arguments);
    let output = apig(&arguments, TOKEN_OF, "");
    let seen = (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    );
    let expected = (
        Some(case.exit),
        case.stdout.to_owned(),
        case.stderr.to_owned(),
    );
    assert_eq!(seen, expected, "{:?}", case.arguments);
    server.received();
}

const ORDER: &str = "202 Accepted\nContent-Type: application/json\n\n{\"job_id\":\"JOB-1\",\"instance_id\":\"my-gateway\",\"new\":[1]}";
const UNKNOWN: &str = "401 Unauthorized\nContent-Type: application/json\n\n{\"error_code\":\"APIC.7102\",\"error_msg\":\"Who are you?\"}";
const REFUSED: &str = "404 Not Found\nContent-Type: application/json\nX-Request-Id: R-1\n\n{\"error_code\":\"APIC.7302\",\"error_msg\":\"There is no \\u001b[31mgateway for s3cret-token+/= czNjcmV0LXRva2VuKy89\"}";

#[test]
fn each_end_has_its_code_and_its_words() {
    let cases = [
        Case {
            arguments: &["--yes", "--spec", "PROFESSIONAL"],
            reply: Reply::Answer(ORDER),
            exit: 0,
            stdout: "instance_id  my-gateway\njob_id       JOB-1\nnew          [1]\n",
            stderr: "",
        },
        // What the server said, as it said it.
        Case {
            arguments: &["-y", "--output", "json"],
            reply: Reply::Answer(ORDER),
            exit: 0,
            stdout: "{\"job_id\":\"JOB-1\",\"instance_id\":\"my-gateway\",\"new\":[1]}\n",
            stderr: "",
        },
        // The server repeats the token, and tries to colour the terminal.
        Case {
            arguments: &["--yes"],
            reply: Reply::Answer(REFUSED),
            exit: 4,
            stdout: "",
            stderr: "error: the server refused the request with 404 Not Found, code APIC.7302 (request id R-1)\n  the server says: There is no  [31mgateway for [masked] [masked]\n",
        },
        Case {
            arguments: &["--yes", "--output=json"],
            reply: Reply::Answer(REFUSED),
            exit: 4,
            stdout: "",
            stderr: "{\"error\":{\"code\":\"APIC.7302\",\"kind\":\"refused\",\"message\":\"the server refused the request with 404 Not Found, code APIC.7302 (request id R-1)\",\"request_id\":\"R-1\",\"server_message\":\"There is no \\u001b[31mgateway for [masked] [masked]\",\"status\":404}}\n",
        },
        Case {
            arguments: &["--yes"],
            reply: Reply::Answer(UNKNOWN),
            exit: 4,
            stdout: "",
            stderr: "error: the server refused the request with 401 Unauthorized, code APIC.7102\n  the server says: Who are you?\nhelp: the credential is that of the environment: HW_AUTH_TOKEN\n",
        },
        Case {
            arguments: &["--yes"],
            reply: Reply::Close,
            exit: 6,
            stdout: "",
            stderr: "error: the connection failed, and the request may have been carried out: client error (SendRequest): connection closed before message completed\nhelp: look whether it was carried out before you send it again\n",
        },
        // Each reason is said once.
        Case {
            arguments: &["--yes"],
            reply: Reply::Answer(
                "202 Accepted\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n9\r\n{",
            ),
            exit: 6,
            stdout: "",
            stderr: "error: the body of 202 Accepted is unreadable: it was not received to its end; the request may have been carried out: the connection failed: request or response body error: error reading a body from connection: end of file before message length reached\nhelp: look whether it was carried out before you send it again\n",
        },
        Case {
            arguments: &["--yes", "--timeout", "1"],
            reply: Reply::Silence,
            exit: 6,
            stdout: "",
            stderr: "error: the call took too long, and the request may have been carried out\nhelp: look whether it was carried out before you send it again\n",
        },
        Case {
            arguments: &["--yes"],
            reply: Reply::Answer("202 Accepted\nContent-Type: application/json\n\n[]"),
            exit: 7,
            stdout: "",
            stderr: "error: the body of 202 Accepted is unreadable: it is not of the documented type at line 1 column 0\nhelp: it was carried out: do not send it again\n",
        },
        Case {
            arguments: &["--yes"],
            reply: Reply::Answer(
                "307 Temporary Redirect\nLocation: http://elsewhere/?s3cret-token+/=\n\n",
            ),
            exit: 4,
            stdout: "",
            stderr: "error: the server answered 307 Temporary Redirect to http://elsewhere/, which is not followed; correct the base URL\n",
        },
    ];
    cases.iter().for_each(check);
}

/// Nothing leaves this machine, and the exit code says why.
#[test]
fn what_is_wrong_is_not_sent() {
    const ASK: &str = "error: `postpaid-resize` must not be repeated, and nobody is there to confirm it\nhelp: add --yes to send it, or --dry-run to see what would be sent\n";
    type Variables = &'static [(&'static str, &'static str)];
    let cases: &[(&[&str], Variables, i32, &str)] = &[
        (&[], TOKEN_OF, 8, ASK),
        (
            &["--yes", "--body", "{"],
            TOKEN_OF,
            2,
            "error: --body cannot be used: it is not JSON at line 1 column 1\n",
        ),
        (
            &["--yes", "--body", "[]"],
            TOKEN_OF,
            2,
            "error: the body cannot be used: expected an object\nhelp: it is made of --spec, --body\n",
        ),
        (
            &["--yes", "--body", "[]", "--spec", "BASIC"],
            TOKEN_OF,
            2,
            "error: --body cannot be used: a flag has a member of an object, and --body has something else there\n",
        ),
        (
            &["--yes", "--body", "@/nowhere/body.json"],
            TOKEN_OF,
            2,
            "error: --body cannot be used: the file /nowhere/body.json cannot be read: No such file or directory (os error 2)\n",
        ),
        (
            &["--yes"],
            &[("HW_ACCESS_KEY", "s3cret-token+/=")],
            3,
            "error: HW_ACCESS_KEY is set and HW_SECRET_KEY is not; set both, or neither to use another credential\n",
        ),
        (
            &["--yes", "--profile", "work"],
            &[("HOME", "/nowhere"), ("HW_AUTH_TOKEN", "s3cret-token+/=")],
            3,
            "error: the profile file /nowhere/.huaweicloud/credentials cannot be read: No such file or directory (os error 2)\n",
        ),
        (
            &["--yes"],
            &[("HW_AUTH_TOKEN", "s3cret-token+/=\n")],
            3,
            "error: the credential of the environment: HW_AUTH_TOKEN cannot be used: a credential is empty or holds a line break, a blank at an end or a control character; trim it where it is read\n",
        ),
        (
            &["--yes", "--spec"],
            TOKEN_OF,
            2,
            "error: a value is required for '--spec <TEXT>' but none was supplied\n\nFor more information, try '--help'.\n",
        ),
        (
            &["--yes", "--region", "cn-north-4"],
            TOKEN_OF,
            2,
            "error: the argument '--endpoint <URL>' cannot be used with '--region <REGION>'\n\nUsage: apig postpaid-resize --project <TEXT> --instance <TEXT> --endpoint <URL> --yes\n\nFor more information, try '--help'.\n",
        ),
    ];
    for (arguments, variables, exit, stderr) in cases {
        let (untouched, endpoint) = Untouched::new();
        let output = apig(&order(&endpoint, arguments), variables, "");
        assert_eq!(
            (output.status.code(), text(&output.stderr).as_str()),
            (Some(*exit), *stderr),
            "{arguments:?}"
        );
        assert_eq!(text(&output.stdout), "");
        untouched.check(&format!("{arguments:?}"));
    }
}

#[test]
fn an_endpoint_is_checked_and_may_come_from_elsewhere() {
    const ONE: &[&str] = &[
        "postpaid-resize",
        "--project",
        "p",
        "--instance",
        "i",
        "--dry-run",
    ];
    type Case<'a> = (
        &'a [&'a str],
        &'a [(&'a str, &'a str)],
        Result<&'a str, &'a str>,
    );
    let cases: &[Case<'_>] = &[
        (
            &["--region", "cn-north-4"],
            &[],
            Ok("apig.cn-north-4.myhuaweicloud.com"),
        ),
        (
            &[],
            &[("HW_REGION_NAME", "eu-west-101")],
            Ok("apig.eu-west-101.myhuaweicloud.eu"),
        ),
        (
            &[],
            &[
                ("APIG_ENDPOINT", "https://a.example"),
                ("HW_REGION_NAME", "b"),
            ],
            Ok("a.example"),
        ),
        (
            &["--endpoint", "https://b.example:8443"],
            &[("APIG_ENDPOINT", "https://a.example")],
            Ok("b.example:8443"),
        ),
        (
            &[],
            &[],
            Err(
                "error: no endpoint was given\nhelp: use --endpoint URL, or what `--help` lists under Connection\n",
            ),
        ),
        (
            &["--region", "evil.example/"],
            &[],
            Err(
                "error: the region cannot be used: a region is named with small letters, digits and hyphens; give one such as `cn-north-4`, or a base URL\n",
            ),
        ),
        (
            &["--endpoint", "http://example.com"],
            &[],
            Err(
                "error: the base URL is plain http to another machine; use https or `allow_plain_http`\n",
            ),
        ),
        (
            &["--endpoint", "https://user:s3cret-token+@example.com"],
            &[],
            Err(
                "error: the base URL cannot be used: it holds a user name or a password, which belong in a credential; give one such as https://host\n",
            ),
        ),
    ];
    for (arguments, variables, expected) in cases {
        let variables = [TOKEN_OF, variables].concat();
        let output = apig(&[ONE, arguments].concat(), &variables, "");
        let stdout = text(&output.stdout);
        let host = stdout.lines().find_map(|line| line.strip_prefix("host: "));
        let stderr = text(&output.stderr);
        let seen = host.ok_or(stderr.as_str());
        assert_eq!(seen, *expected, "{arguments:?}");
    }
}

#[test]
fn where_nobody_listens_nothing_was_sent() {
    let output = apig(&order(NOBODY, &["--yes"]), TOKEN_OF, "");
    assert_eq!(output.status.code(), Some(5));
    let stderr = text(&output.stderr);
    assert!(
        stderr.starts_with("error: no connection could be made"),
        "{stderr}"
    );
}
