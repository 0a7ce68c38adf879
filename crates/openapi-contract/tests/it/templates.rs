//! Placeholders: what stands in their place, and what goes away with one that has no value.

use std::time::Duration;

use openapi_contract::{
    call::Content,
    client::{Task, command::Template},
};
use serde_json::json;

use crate::{case, pets};

fn words(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn placeholders_are_filled() {
    let (spec, cases) = pets();
    let case = case(
        &cases,
        "examples::client::putPet::200::application/json cat",
    );
    let mut call = case.call().unwrap().clone();
    call.body.as_mut().unwrap().content = Content::Json(json!({
        "name": "Tom", "age": 3, "a.b": true, "home": {"rooms": [{"name": "a b"}]}
    }));
    let check = |template: &[&str], expected: &[&str]| {
        let template = Template::parse(&spec, &words(template)).unwrap();
        let task = Task {
            spec: &spec,
            case,
            operation: spec.operation("putPet").unwrap(),
            call: &call,
            base_url: "http://localhost:1",
            deadline: Duration::from_secs(3),
        };
        assert_eq!(template.fill(&task), expected);
    };
    check(
        &["{url}", "{operation}", "{method}", "{deadline}", "{case}"],
        &["http://localhost:1", "putPet", "PUT", "3", &case.name],
    );
    check(
        &["{path.id}", "{query.tag}", "{header.X-Trace}"],
        &["id a/b?c#d%2F+é&=", "[\"a\",\"b c\"]", "10"],
    );
    check(
        &["{target}"],
        &[
            "/shops/shop%20a%2Fb%3Fc%23d%252F%2B%C3%A9%26%3D/pets/id%20a%2Fb%3Fc%23d%252F%2B%C3%A9%26%3D?tag=a&tag=b%20c",
        ],
    );
    check(
        &[
            "{body.name}",
            "{body.age}",
            "{body.a.b}",
            "{body.home.rooms.0.name}",
        ],
        &["Tom", "3", "true", "a b"],
    );
    check(&["{content-type}"], &["application/json"]);
    check(
        &["{token}", "{Token}", "X: {token}!"],
        &[
            "contract-Token-not-a-token",
            "contract-Token-not-a-token",
            "X: contract-Token-not-a-token!",
        ],
    );

    // What is not there takes its word along, and the option before it.
    check(&["a", "--weight", "{body.weight}", "b"], &["a", "b"]);
    check(&["-H", "Authorization: Bearer {Bearer}", "b"], &["b"]);
    check(&["--weight={body.weight}", "b"], &["b"]);
    check(&["-v", "--weight={body.weight}"], &["-v"]);
    check(&["--a=b", "{body.weight}"], &["--a=b"]);
    check(&["-v", "{?body.weight}", "b"], &["-v", "b"]);
    check(&["word", "{secret-key}"], &["word"]);

    // What is not a placeholder.
    check(
        &[
            "{}",
            "{\"a\": {\"b\": 1}}",
            "${HOME}",
            "{{url}}",
            "{print $1}",
            "",
        ],
        &[
            "{}",
            "{\"a\": {\"b\": 1}}",
            "${HOME}",
            "{url}",
            "{print $1}",
            "",
        ],
    );
}

#[test]
fn unknown_placeholders_are_refused() {
    let (spec, _) = pets();
    let check = |word: &str, text: &str, help: &str| {
        let unknown = Template::parse(&spec, &words(&[word])).unwrap_err();
        assert_eq!(unknown.to_string(), text, "{word}");
        assert!(unknown.help().contains(help), "{word}: {}", unknown.help());
    };
    check(
        "{urls}",
        "the placeholder `{urls}` means nothing here",
        "{{urls}} is the text; there are url,",
    );
    check(
        "{path.ids}",
        "the placeholder `{path.ids}` means nothing here",
        "the parameters there are: id, shop",
    );
    check(
        "{Signature.key}",
        "the placeholder `{Signature.key}` means nothing here",
        "Bearer, Signature, Token",
    );
}
