//! Signer and verifier hold for each other, and for nothing that was changed in between.

use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop};
use proptest::{prop_assert, prop_assert_eq, proptest};
use sdk_hmac_sha256::{AccessKey, Authorization, Request, SigningTime, VerifyError, sign, verify};

/// Bytes as a path or query may have them on the wire: characters of any kind, as they are or
/// percent-encoded, or escapes that are none.
fn raw() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "Z",
        "9",
        "-",
        ".",
        "_",
        "~",
        "/",
        "//",
        "+",
        "*",
        "=",
        ":",
        "@",
        "!",
        "$",
        "'",
        "(",
        ",",
        ";",
        "%2F",
        "%2f",
        "%20",
        "%25",
        "%zz",
        "%",
        "%4",
        "%E4%BD%A0",
        "%e4%bd%a0",
        "%FF",
        "%00",
        "\u{4f60}",
        "\u{fc}",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// The same text with some plain characters written as escapes: none that an escape is made of.
fn respelled(text: &str) -> String {
    let letter = |c: char| match c {
        'Z' => "%5a".to_owned(),
        '~' => "%7E".to_owned(),
        other => other.to_string(),
    };
    text.chars().map(letter).collect()
}

/// A value with blanks around it, as it may be on the wire.
fn blank() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", " ", "\t", "  \t "])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn signed_requests_verify_and_changed_ones_do_not(
        path in "(/[ -~]{0,8}){1,4}",
        query in prop::option::of("[ -~]{0,20}"),
        value in "[!-~]([ -~]{0,10}[!-~])?",
        body in prop::collection::vec(any::<u8>(), 1..64),
        secret in "\\PC{1,80}",
        at in any::<prop::sample::Index>(),
        bit in 0_u32..8,
    ) {
        let key = AccessKey::new("AK", secret).expect("a key");
        let now = SigningTime::from_unix_seconds(1_766_736_000).expect("a time");
        let header = ("X-Anything", value.as_bytes());
        let request = Request { method: "POST", path: &path, query: query.as_deref(), headers: &[header], body: &body };
        let signed = sign(&request, &key, now);
        let date = ("x-sdk-date", signed.date().as_bytes());
        let received = Request { headers: &[date, header], ..request };
        let claim = Authorization::parse(signed.authorization()).expect("a claim");
        prop_assert_eq!(verify(&received, &claim, key.secret(), now), Ok(()));

        let mut changed = body.clone();
        changed[at.index(body.len())] ^= 1 << bit;
        prop_assert_eq!(verify(&Request { body: &changed, ..received }, &claim, key.secret(), now), Err(VerifyError::Mismatch));
        let longer = format!("{path}x");
        prop_assert_eq!(verify(&Request { path: &longer, ..received }, &claim, key.secret(), now), Err(VerifyError::Mismatch));
        let longer = format!("{}&x", query.as_deref().unwrap_or_default());
        prop_assert_eq!(verify(&Request { query: Some(&longer), ..received }, &claim, key.secret(), now), Err(VerifyError::Mismatch));
        let mut changed = value.clone().into_bytes();
        changed[at.index(value.len())] ^= 1 << bit;
        if changed.trim_ascii() != value.as_bytes() {
            prop_assert_eq!(verify(&Request { headers: &[date, (header.0, &changed)], ..received }, &claim, key.secret(), now), Err(VerifyError::Mismatch));
        }
        prop_assert_eq!(verify(&Request { method: "PUT", ..received }, &claim, key.secret(), now), Err(VerifyError::Mismatch));
        let other = AccessKey::new("AK", "another").expect("a key");
        prop_assert!(verify(&received, &claim, other.secret(), now).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a request is made of, the verifier agrees with the signer, and still does when the
    /// way changed what means the same: the order and the casing of headers, blanks around their
    /// values, the order of the query, the spelling of escapes.
    #[test]
    fn what_means_the_same_has_the_same_signature(
        method in "[A-Z]{1,9}",
        path in raw(),
        query in prop::collection::vec(raw(), 0..5),
        media_type in prop::option::of(prop::sample::select(vec!["application/json", "APPLICATION/JSON;charset=utf-8", "application/bson", "text/plain", "multipart/form-data; boundary=a", ""])),
        values in prop::collection::vec(("[!-~]{0,6}", blank(), blank()), 0..4),
        body in prop::collection::vec(any::<u8>(), 0..32),
        shuffled in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let path = format!("/{path}");
        let key = AccessKey::new("AK", "secret").expect("a key");
        let now = SigningTime::from_unix_seconds(1_766_736_000).expect("a time");
        let mut headers: Vec<(&str, Vec<u8>)> = vec![("Host", b"apig.invalid".to_vec())];
        headers.extend(media_type.map(|value| ("Content-Type", value.as_bytes().to_vec())));
        // One name more than once.
        headers.extend(values.iter().map(|(value, _, _)| ("X-Several", value.clone().into_bytes())));
        let borrowed: Vec<(&str, &[u8])> = headers.iter().map(|(name, value)| (*name, &**value)).collect();
        let joined = query.join("&");
        let request = Request { method: &method, path: &path, query: Some(&joined), headers: &borrowed, body: &body };
        let signed = sign(&request, &key, now);
        let claim = Authorization::parse(signed.authorization()).expect("a claim");

        let mut received: Vec<(String, Vec<u8>)> = headers.iter().map(|(name, value)| (name.to_lowercase(), value.clone())).collect();
        for ((_, before, after), (_, value)) in values.iter().zip(received.iter_mut().filter(|(name, _)| name == "x-several")) {
            *value = [before.as_bytes(), value, after.as_bytes()].concat();
        }
        received.extend(signed.headers().map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec())));
        let mut order: Vec<usize> = (0..received.len()).collect();
        order.sort_by_key(|index| shuffled.get(index % shuffled.len()).copied());
        let moved: Vec<(&str, &[u8])> = order.iter().map(|index| (&*received[*index].0, &*received[*index].1)).collect();
        let mut pairs: Vec<String> = query.iter().map(|pair| respelled(pair)).collect();
        pairs.reverse();
        let other = pairs.join("&");
        let path = respelled(&path);
        let changed = Request { method: &method, path: &path, query: Some(&other), headers: &moved, body: &body };
        prop_assert_eq!(verify(&changed, &claim, key.secret(), now), Ok(()));

        // What is listed as signed has to be there.
        let without: Vec<_> = moved.iter().copied().filter(|(name, _)| !name.eq_ignore_ascii_case("host")).collect();
        let changed = Request { headers: &without, ..changed };
        prop_assert_eq!(verify(&changed, &claim, key.secret(), now), Err(VerifyError::MissingHeader));
    }
}
