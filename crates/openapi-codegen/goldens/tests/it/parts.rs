//! What travels where a document has `encoding`, and what a server takes of it.

use std::sync::{Arc, Mutex};

use http_body_util::BodyExt as _;
use openapi_client::reqwest::Body;
use openapi_client::{ClientHooks, in_process};
use openapi_codegen_goldens::parts::{client, server, types};
use openapi_server::Failure;
use openapi_types::File;
use types::{
    CreateFileBody, CreateFileBodyExpand, CreateFileBodyFileLinkData, Details, FormBody, Point,
    UploadBody, UploadBodyPurpose,
};

use crate::loopback::raw;

/// The body of the last request.
#[derive(Clone, Default)]
struct Seen(Arc<Mutex<String>>);

impl Seen {
    fn hooks(&self) -> impl ClientHooks + use<> {
        let seen = self.clone();
        in_process(move |request: http::Request<Body>| {
            let seen = seen.clone();
            async move {
                let (head, body) = request.into_parts();
                let kind = head.headers["content-type"].to_str().unwrap();
                let bytes = body.collect().await.unwrap().to_bytes();
                let text = String::from_utf8(bytes.to_vec()).unwrap();
                let boundary = kind.split_once("boundary=").map_or("-", |(_, name)| name);
                *seen.0.lock().unwrap() = text.replace(boundary, "B");
                http::Response::builder().status(204).body("").unwrap()
            }
        })
    }

    fn client(&self) -> client::Client {
        client::Client::builder("http://localhost")
            .hooks(self.hooks())
            .build()
            .unwrap()
    }

    /// The parts without line breaks: `name="a"; filename="b" Content-Type: c = content`.
    fn parts(&self) -> Vec<String> {
        let text = std::mem::take(&mut *self.0.lock().unwrap());
        let parts = text.split("--B\r\n").skip(1);
        let parts = parts.map(|part| {
            let (head, content) = part.split_once("\r\n\r\n").unwrap();
            let head = head.replace("Content-Disposition: form-data; ", "");
            let content = content.trim_end_matches("--B--\r\n").trim_end();
            format!("{} = {content}", head.replace("\r\n", " "))
        });
        parts.collect()
    }
}

fn details(title: &str) -> Details {
    Details {
        title: title.to_owned(),
        pages: None,
    }
}

fn upload() -> UploadBody {
    UploadBody {
        photo: File::from("png").named("a.png"),
        photo_x_taken: "2024-02-29T12:00:00Z".parse().unwrap(),
        photo_x_size: Some(vec![3, 4]),
        more: Some(vec![
            File::from("gif").of_type("image/gif"),
            File::from("?"),
        ]),
        sheet: Some(File::from("pdf")),
        purpose: UploadBodyPurpose::Logo,
        source: Some(r#"{"a":1}"#.to_owned()),
        page: Some("<p>".to_owned()),
        details: Some(details("t")),
        details_x_version: Some(7),
        lists: Some(vec![1, 2]),
        history: Some(vec![details("a"), details("b")]),
        anything: Some(serde_json::json!("text")),
    }
}

#[tokio::test]
async fn parts_have_their_media_types_and_headers() {
    let seen = Seen::default();
    let call = seen.client().upload().body(upload()).send().await;
    call.unwrap();
    let expected = [
        r#"name="photo"; filename="a.png" Content-Type: image/png X-Taken: 2024-02-29T12:00:00Z X-Size: 3,4 = png"#,
        r#"name="more"; filename="more" Content-Type: image/gif = gif"#,
        r#"name="more"; filename="more" Content-Type: image/png = ?"#,
        r#"name="sheet"; filename="sheet" Content-Type: application/pdf = pdf"#,
        r#"name="purpose" = logo"#,
        r#"name="source" Content-Type: application/json = {"a":1}"#,
        r#"name="page" Content-Type: text/html = <p>"#,
        r#"name="details" Content-Type: application/vnd.details+json X-Version: 7 = {"title":"t"}"#,
        r#"name="lists" Content-Type: application/json = [1,2]"#,
        r#"name="history" Content-Type: application/json = [{"title":"a"},{"title":"b"}]"#,
        r#"name="anything" Content-Type: text/plain = text"#,
    ];
    assert_eq!(seen.parts(), expected);
}

#[tokio::test]
async fn styles_hold_for_parts_and_forms() {
    let seen = Seen::default();
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let point = || Point {
        x: 1,
        label: Some("a".to_owned()),
    };
    let body = CreateFileBody {
        expand: Some(CreateFileBodyExpand {
            fields: words(&["a", "b"]),
        }),
        file: File::from("f"),
        file_link_data: Some(CreateFileBodyFileLinkData {
            create: true,
            expires_at: Some(5),
            metadata: Some([("k".to_owned(), "v".to_owned())].into()),
        }),
        purpose: "p".to_owned(),
        tags: Some(words(&["a", "b"])),
        point: Some(point()),
    };
    let call = seen.client().create_file().body(body).send().await;
    call.unwrap();
    let expected = [
        r#"name="expand[fields][]" = a"#,
        r#"name="expand[fields][]" = b"#,
        r#"name="file"; filename="file" Content-Type: application/octet-stream = f"#,
        r#"name="file_link_data[create]" = true"#,
        r#"name="file_link_data[expires_at]" = 5"#,
        r#"name="file_link_data[metadata][k]" = v"#,
        r#"name="purpose" = p"#,
        r#"name="tags" = a,b"#,
        r#"name="point" = label|a|x|1"#,
    ];
    assert_eq!(seen.parts(), expected);

    let body = FormBody {
        name: "n".to_owned(),
        json: Some(details("t")),
        words: Some(words(&["a", "b"])),
        spaces: Some(words(&["a", "b"])),
        point: Some(point()),
        deep: Some(point()),
        source: Some("1".to_owned()),
    };
    seen.client().form().body(body).send().await.unwrap();
    let text = std::mem::take(&mut *seen.0.lock().unwrap());
    let mut pairs: Vec<&str> = text.split('&').collect();
    pairs.sort_unstable();
    let expected = [
        "deep%5Blabel%5D=a",
        "deep%5Bx%5D=1",
        "json=%7B%22title%22%3A%22t%22%7D",
        "name=n",
        "point=label,a,x,1",
        "source=1",
        "spaces=a+b",
        "words=a,b",
    ];
    assert_eq!(pairs, expected);
}

/// Says what it was given.
struct Told;

impl server::Api for Told {
    async fn amend_upload(
        &self,
        _: server::AmendUploadRequest,
    ) -> Result<types::AmendUploadResponse, Failure<types::AmendUploadError>> {
        Ok(types::AmendUploadResponse::NoContent)
    }

    async fn create_file(
        &self,
        _: server::CreateFileRequest,
    ) -> Result<types::CreateFileResponse, Failure<types::CreateFileError>> {
        Ok(types::CreateFileResponse::NoContent)
    }

    async fn form(
        &self,
        _: server::FormRequest,
    ) -> Result<types::FormResponse, Failure<types::FormError>> {
        Ok(types::FormResponse::NoContent)
    }

    async fn upload(
        &self,
        _: server::UploadRequest,
    ) -> Result<types::UploadResponse, Failure<types::UploadError>> {
        Ok(types::UploadResponse::NoContent)
    }
}

#[tokio::test]
async fn other_media_types_and_headers_are_refused() {
    let service = server::service(Told);
    let taken = "X-Taken: 2024-02-29T12:00:00Z";
    let purpose = "name=\"purpose\"\r\n\r\nlogo";
    let cases = [
        (format!("name=\"photo\"\r\n{taken}\r\n\r\na"), ""),
        (
            format!("name=\"photo\"\r\n{taken}\r\nContent-Type: image/jpeg\r\n\r\na"),
            "",
        ),
        (
            format!("name=\"photo\"\r\n{taken}\r\nContent-Type: image/gif\r\n\r\na"),
            "#/photo expected a part in image/png, image/jpeg",
        ),
        (
            "name=\"photo\"\r\n\r\na".to_owned(),
            "#/photo/header/X-Taken expected to be present",
        ),
        (
            "name=\"photo\"\r\nX-Taken: now\r\nX-Size: 0,1\r\n\r\na".to_owned(),
            "#/photo/header/X-Taken expected a date and time such as 2024-02-29T12:00:00Z; \
             #/photo/header/X-Size/0 expected at least 1",
        ),
    ];
    for (photo, expected) in cases {
        let disposition = "Content-Disposition: form-data; ";
        let body =
            format!("--B\r\n{disposition}{photo}\r\n--B\r\n{disposition}{purpose}\r\n--B--\r\n");
        let request = http::Request::post("/upload");
        let request = request.header("content-type", "multipart/form-data; boundary=B");
        let (status, text) = raw(&service, request.body(body).unwrap()).await;
        if expected.is_empty() {
            assert_eq!(status, 204, "{photo}: {text}");
            continue;
        }
        let problem: serde_json::Value = serde_json::from_str(&text).unwrap();
        let errors = problem["errors"].as_array().unwrap().iter().map(|error| {
            let part = |name: &str| error[name].as_str().unwrap();
            format!("{} {}", part("pointer"), part("detail"))
        });
        assert_eq!(status, 400);
        assert_eq!(errors.collect::<Vec<_>>().join("; "), expected, "{photo}");
    }
}
