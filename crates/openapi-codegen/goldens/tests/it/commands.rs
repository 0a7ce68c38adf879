//! Command lines of all kinds of documents: what is typed, and what is then sent.

use openapi_cli::{Call, Exit, Values};
use openapi_client::{Builder, Core, in_process, reqwest::Body};
use openapi_codegen_goldens::{bodies, composition, media, parameters};
use std::sync::{Arc, Mutex};

/// What a command line sends (method, path, parameters of the header, body), or what is said
/// instead.
fn sent<C: From<Core>>(
    api: &'static openapi_cli::Api,
    call: for<'a> fn(&'a C, &'a Values) -> Call<'a>,
    arguments: &[&str],
) -> String {
    let values = match Values::of(api, arguments) {
        Ok(values) => values,
        Err(failure) => return failure.message().to_owned(),
    };
    let seen = Arc::new(Mutex::new(String::new()));
    let log = Arc::clone(&seen);
    let server = in_process(move |request: http::Request<Body>| {
        let (head, body) = request.into_parts();
        let path = head.uri.path_and_query().unwrap();
        let mut text = format!("{} {path}", head.method);
        for (name, value) in &head.headers {
            let (name, value) = (name.as_str(), value.to_str().unwrap());
            if name.starts_with("x-") || ["cookie", "content-type", "id"].contains(&name) {
                text.extend(["\n", name, ": ", value]);
            }
        }
        if let Some(body) = body.as_bytes().filter(|body| !body.is_empty()) {
            text.extend(["\n\n", std::str::from_utf8(body).unwrap()]);
        }
        *log.lock().unwrap() = text;
        std::future::ready(http::Response::builder().status(599).body("").unwrap())
    });
    let core: Core = Builder::new("http://localhost")
        .hooks(server)
        .build()
        .unwrap();
    let client = C::from(core);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let failure = runtime
        .unwrap()
        .block_on(call(&client, &values))
        .unwrap_err();
    let text = std::mem::take(&mut *seen.lock().unwrap());
    if text.is_empty() {
        assert_eq!(failure.exit(), Exit::Usage);
        return failure.message().to_owned();
    }
    text
}

macro_rules! check {
    ($($document:ident $arguments:expr => $expected:expr;)*) => {
        let mut wrong = Vec::new();
        $(
            let arguments: &[&str] = &$arguments;
            let found = sent(&$document::cli::API, $document::cli::call, arguments);
            if found != $expected {
                wrong.push(format!("{arguments:?} gives {found:?}"));
            }
        )*
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    };
}

#[test]
fn parameters_go_where_they_belong() {
    check! {
        parameters ["merged", "--id", "7", "--page", "2", "--x-trace", "67e55044-10b1-426f-9247-bb680e5fe0c8", "--query.id", "q", "--header.id", "h"]
            => "GET /merged/7?page=2&id=q\nx-trace: 67e55044-10b1-426f-9247-bb680e5fe0c8\nid: h";
        parameters ["cookies", "--session", "s", "--theme", "dark", "--seen", "1", "--seen", "2"] => "GET /cookies\ncookie: session=s; theme=dark; seen=1,2";
        parameters ["headers", "--x-list", "1", "--x-list", "2", "--x-pair", r#"{"x":1}"#] => "GET /headers\nx-list: 1,2\nx-pair: x,1";
        parameters ["defaults", "--count", "-3", "--flag", "true", "--day", "2026-01-02"] => "GET /defaults?count=-3&flag=true&day=2026-01-02";
        parameters ["defaults", "--count", "three"] => "invalid value 'three' for '--count <INTEGER>': expected an integer";
        parameters ["defaults", "--day", "tomorrow"] => "invalid value 'tomorrow' for '--day <DATE>': input contains invalid characters";
        parameters ["merged"] => "the following required arguments were not provided: --id <INTEGER>";
        parameters ["nothing"] => "there is no command `nothing`";
    }
}

#[test]
fn bodies_are_made_of_members() {
    check! {
        bodies ["create-pet", "--name", "Rex", "--age", "3"] => "POST /pets\ncontent-type: application/json\n\n{\"name\":\"Rex\",\"age\":3}";
        bodies ["create-pet"] => "the following required arguments were not provided: --name <TEXT>";
        bodies ["create-pet", "--body", r#"{"age": 3}"#] => "the body cannot be used: missing field `name`";
        bodies ["patch-pet", "--name", "Rex", "--owner.name", "Ann"] => "PATCH /pets/Rex\ncontent-type: application/json\n\n{\"owner\":{\"name\":\"Ann\"}}";
        bodies ["replace-pets", "--x-trace", "t", "--body", "[]"] => "PUT /pets\nx-trace: t\ncontent-type: application/json\n\n[]";
        bodies ["replace-pets", "--x-trace", "t"] => "the following required arguments were not provided: --body <JSON>";
        composition ["put-maps", "--any", "text", "--open.known", "true", "--sealed.only", "1"] => "the body cannot be used: missing field `numbers`";
        composition ["put-contact", "--mail", "a@b.example"] => "PUT /contacts\ncontent-type: application/json\n\n{\"mail\":\"a@b.example\"}";
    }
}

#[test]
fn bodies_have_their_media_type() {
    check! {
        media ["form", "--name", "n", "--tags", "a", "--tags", "b", "--body.yes", "true"] => "POST /form\ncontent-type: application/x-www-form-urlencoded\n\nname=n&tags=a&tags=b&yes=true";
        media ["text", "--body", "plain"] => "POST /text\ncontent-type: text/plain; charset=utf-8\n\nplain";
        media ["several", "--text", "t"] => "POST /several\ncontent-type: application/json\n\n{\"text\":\"t\"}";
        media ["several-optional"] => "PUT /several";
        media ["any", "--body", "/nowhere"] => "--body cannot be used: the file /nowhere cannot be read: No such file or directory (os error 2)";
        media ["upload-file"] => "PUT /upload";
    }
}
