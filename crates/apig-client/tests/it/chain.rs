//! Where credentials are found, which one wins, and what is said when there is none.

use apig_client::{Client, Environment, FoundCredential, in_process};
use std::error::Error;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

type Pairs<'a> = &'a [(&'a str, &'a str)];

/// Variables, the profile file, and what is found.
type Case<'a> = (Vec<(&'a str, &'a str)>, Option<&'a str>, &'a str);

/// What was found and where, or the whole error; nothing secret is printed on the way.
fn check(variables: Pairs<'_>, profile: Option<&str>) -> String {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().to_str().unwrap();
    if let Some(text) = profile {
        std::fs::create_dir(folder.path().join(".huaweicloud")).unwrap();
        std::fs::write(folder.path().join(".huaweicloud/credentials"), text).unwrap();
    }
    let all = variables.iter().copied().chain([("HOME", home)]);
    let environment = Environment::of(all);
    let said = match FoundCredential::find(&environment) {
        Ok(found) => {
            assert!(!format!("{found:?} {found:#?} {environment:?}").contains("s3cret"));
            format!("{}", found.origin())
        }
        Err(error) => print(&error),
    };
    assert!(!said.contains("s3cret"), "{said}");
    said.replace(home, "~")
}

fn print(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        write!(text, ": {error}").unwrap();
        cause = error.source();
    }
    text
}

#[test]
fn the_first_complete_credential_is_taken() {
    const KEY: Pairs<'_> = &[("HW_ACCESS_KEY", "ID"), ("HW_SECRET_KEY", "s3cret")];
    const TOKEN: Pairs<'_> = &[("HW_AUTH_TOKEN", "s3cret")];
    const PROFILE: &str = "; ours\n[global]\nak = G\nsk = s3cret\n[basic]\nAK=ID\nsk : s3cret\n";
    let sdk = [
        ("HUAWEICLOUD_SDK_AK", "ID"),
        ("HUAWEICLOUD_SDK_SK", "s3cret"),
    ];
    let password = [
        ("OS_USERNAME", "me"),
        ("OS_PASSWORD", "s3cret"),
        ("OS_USER_DOMAIN_NAME", "us"),
        ("OS_PROJECT_NAME", "cn-north-4"),
        ("OS_AUTH_URL", "https://iam.example.com/v3/"),
    ];
    let cases: &[Case<'_>] = &[
        (
            [KEY, &sdk].concat(),
            None,
            "the environment: HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK",
        ),
        (
            [
                &sdk[..],
                &[
                    ("HUAWEICLOUD_SDK_SECURITY_TOKEN", "s3cret"),
                    ("HUAWEICLOUD_SDK_PROJECT_ID", "p"),
                ],
            ]
            .concat(),
            None,
            "the environment: HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK, HUAWEICLOUD_SDK_SECURITY_TOKEN, HUAWEICLOUD_SDK_PROJECT_ID",
        ),
        (
            [TOKEN, KEY].concat(),
            Some(PROFILE),
            "the environment: HW_ACCESS_KEY, HW_SECRET_KEY",
        ),
        (
            TOKEN.into(),
            Some(PROFILE),
            "the environment: HW_AUTH_TOKEN",
        ),
        (
            vec![("OS_AUTH_TOKEN", "s3cret")],
            None,
            "the environment: OS_AUTH_TOKEN",
        ),
        (
            password.into(),
            Some(PROFILE),
            "the environment: OS_USERNAME, OS_PASSWORD, OS_USER_DOMAIN_NAME, OS_AUTH_URL, OS_PROJECT_NAME",
        ),
        (
            vec![
                ("HW_USER_NAME", "me"),
                ("HW_USER_PASSWORD", "s3cret"),
                ("HW_DOMAIN_NAME", "us"),
                ("HW_REGION_NAME", "cn-north-4"),
            ],
            None,
            "the environment: HW_USER_NAME, HW_USER_PASSWORD, HW_DOMAIN_NAME, HW_REGION_NAME",
        ),
        (
            vec![],
            Some(PROFILE),
            "the profile [basic] of ~/.huaweicloud/credentials",
        ),
        // What is empty is not set.
        (
            vec![("HUAWEICLOUD_SDK_AK", "")],
            Some(PROFILE),
            "the profile [basic] of ~/.huaweicloud/credentials",
        ),
    ];
    for (variables, profile, origin) in cases {
        assert_eq!(check(variables, *profile), *origin);
    }
}

#[test]
fn what_is_wrong_is_said_without_values() {
    const NOTHING: &str = "no credential was found; looked at \
        HUAWEICLOUD_SDK_AK with HUAWEICLOUD_SDK_SK, HW_ACCESS_KEY with HW_SECRET_KEY, \
        OS_ACCESS_KEY with OS_SECRET_KEY, HW_AUTH_TOKEN, OS_AUTH_TOKEN, OS_TOKEN, \
        HW_USER_NAME with HW_USER_PASSWORD, OS_USERNAME with OS_PASSWORD, \
        the profile [basic] of ~/.huaweicloud/credentials; \
        set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, or HW_AUTH_TOKEN";
    const HALF: &str = "set both, or neither to use another credential";
    const PROVIDER: &str = "ask for a login by identity provider, which there is none of; \
        take them out, and set an access key or a token";
    let cases: &[(Pairs<'_>, Option<&str>, String)] = &[
        (&[], None, NOTHING.to_owned()),
        (&[], Some("[other]\nak = s3cret\n"), NOTHING.to_owned()),
        (&[], Some("[basic]\nidp_id = s3cret\n"), NOTHING.to_owned()),
        (
            &[("HW_ACCESS_KEY", "s3cret"), ("HW_AUTH_TOKEN", "s3cret")],
            None,
            format!("HW_ACCESS_KEY is set and HW_SECRET_KEY is not; {HALF}"),
        ),
        (
            &[("HUAWEICLOUD_SDK_SK", "s3cret")],
            None,
            format!("HUAWEICLOUD_SDK_SK is set and HUAWEICLOUD_SDK_AK is not; {HALF}"),
        ),
        (
            &[("OS_USERNAME", "s3cret"), ("OS_PASSWORD", "s3cret")],
            None,
            format!("OS_USERNAME is set and OS_USER_DOMAIN_NAME or OS_DOMAIN_NAME is not; {HALF}"),
        ),
        (
            &[("HW_USER_NAME", "s3cret"), ("HW_USER_PASSWORD", "s3cret"), ("HW_DOMAIN_NAME", "s3cret")],
            None,
            format!("HW_USER_NAME is set and HW_AUTH_URL or HW_REGION_NAME is not; {HALF}"),
        ),
        (
            &[
                ("HW_USER_NAME", "s3cret"),
                ("HW_USER_PASSWORD", "s3cret"),
                ("HW_DOMAIN_NAME", "s3cret"),
                ("HW_AUTH_URL", "http://s3cret.example.com"),
                ("HW_PROJECT_ID", "s3cret"),
            ],
            None,
            "the credential of the environment: HW_USER_NAME, HW_USER_PASSWORD, HW_DOMAIN_NAME, HW_AUTH_URL, HW_PROJECT_ID cannot be used: \
             the base URL is plain http to another machine; use https or `allow_plain_http`"
                .to_owned(),
        ),
        (
            &[("HW_AUTH_TOKEN", "s3cret\n")],
            None,
            "the credential of the environment: HW_AUTH_TOKEN cannot be used: \
             a credential is empty or holds a line break, a blank at an end or a control character; \
             trim it where it is read"
                .to_owned(),
        ),
        (
            &[],
            Some("[basic]\nak = s3cret\n"),
            format!("ak in [basic] of ~/.huaweicloud/credentials is set and sk is not; {HALF}"),
        ),
        (
            &[],
            Some("[basic]\nak = s3cret\nsk = s3cret\nidp_id = s3cret\nid_token_file = s3cret\n"),
            format!("idp_id and id_token_file in [basic] of ~/.huaweicloud/credentials {PROVIDER}"),
        ),
        (
            &[
                ("HUAWEICLOUD_SDK_AK", "s3cret"),
                ("HUAWEICLOUD_SDK_SK", "s3cret"),
                ("HUAWEICLOUD_SDK_IDP_ID", "s3cret"),
                ("HUAWEICLOUD_SDK_ID_TOKEN_FILE", "s3cret"),
            ],
            None,
            format!("HUAWEICLOUD_SDK_IDP_ID and HUAWEICLOUD_SDK_ID_TOKEN_FILE {PROVIDER}"),
        ),
        (
            &[("HUAWEICLOUD_SDK_CREDENTIALS_FILE", "/nowhere/s")],
            None,
            "the profile file /nowhere/s cannot be read: No such file or directory (os error 2)".to_owned(),
        ),
    ];
    for (variables, profile, said) in cases {
        assert_eq!(check(variables, *profile), *said);
    }
}

#[test]
fn a_profile_can_be_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine");
    std::fs::write(
        &path,
        "[work]\nak = ID\nsk = s3cret\n[bare]\nidp = s3cret\n",
    )
    .unwrap();
    let path = path.to_str().unwrap();
    let environment = Environment::of([
        ("HUAWEICLOUD_SDK_CREDENTIALS_FILE", path),
        ("HW_AUTH_TOKEN", "s3cret"),
    ]);
    let work = FoundCredential::of_profile(&environment, "work").unwrap();
    assert_eq!(
        work.origin().to_string(),
        format!("the profile [work] of {path}")
    );
    let cases = [
        (
            "other",
            format!("the profile file {path} has no section [other]"),
        ),
        (
            "bare",
            format!(
                "nothing of it in [bare] of {path} is set and ak is not; \
                 set both, or neither to use another credential"
            ),
        ),
    ];
    for (section, said) in cases {
        let error = FoundCredential::of_profile(&environment, section).unwrap_err();
        assert_eq!(print(&error), said);
    }
}

/// What is found is what is sent: names of the headers that carry it.
#[tokio::test]
async fn what_was_found_goes_out() {
    let sdk = [
        ("HUAWEICLOUD_SDK_AK", "ID"),
        ("HUAWEICLOUD_SDK_SK", "s3cret"),
        ("HUAWEICLOUD_SDK_SECURITY_TOKEN", "s3cret"),
        ("HUAWEICLOUD_SDK_PROJECT_ID", "p"),
    ];
    let signed = "host;x-project-id;x-sdk-date;x-security-token";
    let cases: [(Pairs<'_>, String); 2] = [
        (&[("OS_AUTH_TOKEN", "s3cret")], "token s3cret".to_owned()),
        (
            &sdk,
            format!("SDK-HMAC-SHA256 Access=ID, SignedHeaders=accept;content-type;{signed}"),
        ),
    ];
    for (variables, expected) in cases {
        let seen = Arc::new(Mutex::new(String::new()));
        let log = Arc::clone(&seen);
        let server = in_process(move |request: http::Request<_>| {
            let header = |name: &str| request.headers().get(name).map(|v| v.to_str().unwrap());
            *log.lock().unwrap() = match header("x-auth-token") {
                Some(token) => format!("token {token}"),
                None => header("authorization").unwrap().to_owned(),
            };
            std::future::ready(http::Response::new("{}"))
        });
        let found = FoundCredential::find(&Environment::of(variables.iter().copied())).unwrap();
        let client = Client::builder("http://localhost").hooks(server);
        let client = client.credential(found).build().unwrap();
        let call = client.create_post_pay_resize_order();
        let call = call.project_id("p").instance_id("i");
        let body = apig_client::types::ResizeInstanceRequest::default();
        call.body(body).send().await.unwrap();
        let seen = seen.lock().unwrap().clone();
        assert!(seen.starts_with(&expected), "{seen}");
    }
}
