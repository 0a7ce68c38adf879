//! Signer and verifier hold for each other, and for nothing that was changed in between.

use proptest::prelude::{ProptestConfig, any, prop};
use proptest::{prop_assert, prop_assert_eq, proptest};
use sdk_hmac_sha256::{AccessKey, Authorization, Request, SigningTime, VerifyError, sign, verify};

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
