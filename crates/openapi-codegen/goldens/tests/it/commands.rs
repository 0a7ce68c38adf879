//! Command lines of all kinds of documents: what is typed, and what is then sent.

use openapi_cli::{Call, Exit, Values};
use openapi_client::{Builder, Core, in_process, reqwest::Body};
use openapi_codegen_goldens::{bodies, composition, media, parameters, parts};
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
        // It is another one each time.
        let boundary = text.split_once("boundary=").map(|(_, rest)| rest);
        if let Some(boundary) = boundary.and_then(|rest| rest.lines().next()) {
            text = text.replace(boundary, "B").replace("\r\n", "\n");
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
        composition ["put-maps", "--any", "text", "--open.known", "true", "--sealed.only", "1", "--numbers", r#"{"a":1}"#] => "PUT /maps\ncontent-type: application/json\n\n{\"numbers\":{\"a\":1},\"any\":\"text\",\"sealed\":{\"only\":\"1\"},\"open\":{\"known\":true}}";
        composition ["put-maps", "--any", "text"] => "the following required arguments were not provided: --numbers <JSON>";
        composition ["put-maps", "--numbers", r#"{"a":"b"}"#] => "invalid value '{\"a\":\"b\"}' for '--numbers <JSON>': expected i64";
        composition ["put-tree", "--value", "a", "--left.value", "b", "--left.left.value", "c", "--left.left.left", r#"{"value":"d"}"#, "--children", r#"{"value":"e"}"#, "--children", r#"{"value":"f"}"#]
            => "PUT /trees\ncontent-type: application/json\n\n{\"value\":\"a\",\"left\":{\"value\":\"b\",\"left\":{\"value\":\"c\",\"left\":{\"value\":\"d\"}}},\"children\":[{\"value\":\"e\"},{\"value\":\"f\"}]}";
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

/// A part as it travels: its name and what else is in that line, its headers, its content.
fn part(name: &str, headers: &str, content: &str) -> String {
    format!("--B\nContent-Disposition: form-data; name=\"{name}\n{headers}\n{content}\n")
}

#[test]
fn parts_are_flags_and_files_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("<{name}>")).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (cat, dog) = (path("cat.png"), path("dog.png"));
    let at_cat = format!("@{cat}");
    let taken = "2026-01-02T03:04:05Z";
    let png = "Content-Type: image/png\n";
    let bytes = "Content-Type: application/octet-stream\n";
    let photo = |headers: &str| {
        let headers = format!("{png}X-Taken: {taken}\n{headers}");
        part("photo\"; filename=\"cat.png\"", &headers, "<cat.png>")
    };
    let upload = |parts: &[String]| {
        let head = "POST /upload\ncontent-type: multipart/form-data; boundary=B\n\n";
        format!("{head}{}--B--\n", parts.concat())
    };
    let logo = || part("purpose\"", "", "logo");
    let all = upload(&[
        photo("X-Size: 1,2\n"),
        part("more\"; filename=\"dog.png\"", png, "<dog.png>"),
        part("more\"; filename=\"cat.png\"", png, "<cat.png>"),
        logo(),
        part(
            "details\"",
            "Content-Type: application/vnd.details+json\nX-Version: 7\n",
            "{\"title\":\"t\"}",
        ),
        part("lists\"", "Content-Type: application/json\n", "[1]"),
        part("anything\"", "Content-Type: text/plain\n", "any"),
    ]);
    let styled = [
        part("expand[fields][]\"", "", "f"),
        part("file\"; filename=\"cat.png\"", bytes, "<cat.png>"),
        part("purpose\"", "", "p"),
        part("tags\"", "", "a,b"),
        part("point\"", "", "label|l|x|1"),
    ];
    let styled = upload(&styled).replace("/upload", "/files");
    let amended = [
        part("count\"", "", "1"),
        part("sheet\"; filename=\"dog.png\"", bytes, "<dog.png>"),
    ];
    let amended = upload(&amended).replace("POST", "PATCH");
    check! {
        parts ["upload", "--photo", &cat, "--photo.x-taken", taken, "--purpose", "logo"] => upload(&[photo(""), logo()]);
        parts ["upload", "--photo", &at_cat, "--photo.x-taken", taken, "--photo.x-size", "1", "--photo.x-size", "2", "--more", &dog, "--more", &cat, "--purpose", "logo", "--details", r#"{"title":"t"}"#, "--details.x-version", "7", "--lists", "1", "--anything", "any"] => all;
        parts ["create-file", "--file", &cat, "--purpose", "p", "--tags", "a", "--tags", "b", "--point", r#"{"x":1,"label":"l"}"#, "--expand", r#"{"fields":["f"]}"#] => styled;
        parts ["amend-upload"] => "PATCH /upload";
        parts ["amend-upload", "--count", "1", "--sheet", &dog] => amended;
        parts ["amend-upload", "--note", "n"] => "--count is missing";
        parts ["upload", "--photo", &cat, "--purpose", "logo"] => "the following required arguments were not provided: --photo.x-taken <TIME>";
        parts ["upload", "--photo", "/nowhere", "--photo.x-taken", taken, "--purpose", "logo"] => "--photo cannot be used: the file /nowhere cannot be read: No such file or directory (os error 2)";
        parts ["upload", "--photo", "-", "--photo.x-taken", taken, "--purpose", "logo", "--more", &cat, "--more", "@-"] => "--more cannot be used: the standard input is read for another file already";
        parts ["upload", "--photo", &cat, "--photo.x-taken", taken, "--purpose", "stamp"] => "invalid value 'stamp' for '--purpose <TEXT>' [possible values: logo, proof]";
    }
}
