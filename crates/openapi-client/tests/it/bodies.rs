//! Every kind of body, as a server receives it.

use crate::client::{PLACE_ORDER, check_printed};
use bytes::Bytes;
use openapi_client::{
    Builder, Call, Core, FormProperty, QueryStyle, Reserved, SendError, in_process,
};
use openapi_types::{ByteStream, File, Multipart, Part, PartError};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

/// Content type, declared length and bytes of the body that is sent.
type Sent = (Option<String>, Option<u64>, String);

async fn sent(make: impl FnOnce(&mut Call<'_>) -> Result<(), SendError>) -> Sent {
    let log: Arc<Mutex<Sent>> = Arc::default();
    let seen = Arc::clone(&log);
    let server = in_process(move |request: http::Request<reqwest::Body>| {
        let seen = Arc::clone(&seen);
        async move {
            let (head, body) = request.into_parts();
            let kind = head.headers.get("content-type");
            let kind = kind.map(|kind| kind.to_str().unwrap().to_owned());
            let length = http_body::Body::size_hint(&body).exact();
            let bytes = http_body_util::BodyExt::collect(body)
                .await
                .unwrap()
                .to_bytes();
            *seen.lock().unwrap() = (kind, length, String::from_utf8(bytes.to_vec()).unwrap());
            http::Response::new("")
        }
    });
    let core: Core = Builder::new("http://localhost")
        .hooks(server)
        .build()
        .unwrap();
    let mut call = Call::new(&core, &PLACE_ORDER);
    make(&mut call).unwrap();
    call.send().await.unwrap();
    std::mem::take(&mut log.lock().unwrap())
}

#[tokio::test]
async fn bodies_in_memory_have_their_media_type() {
    type Make = fn(&mut Call<'_>) -> Result<(), SendError>;
    let cases: &[(Make, Option<&str>, &str)] = &[
        (|_call| Ok(()), None, ""),
        (
            |call| call.json("application/json", &json!({ "a": [1] })),
            Some("application/json"),
            r#"{"a":[1]}"#,
        ),
        (
            |call| call.json("application/merge-patch+json", &Value::Null),
            Some("application/merge-patch+json"),
            "null",
        ),
        (
            |call| call.text("text/plain; charset=utf-8", &"a ü"),
            Some("text/plain; charset=utf-8"),
            "a ü",
        ),
        (|call| call.text("text/csv", &12), Some("text/csv"), "12"),
    ];
    for (make, kind, body) in cases {
        let (sent_kind, _length, sent_body) = sent(make).await;
        assert_eq!((sent_kind.as_deref(), sent_body.as_str()), (*kind, *body));
    }
}

#[tokio::test]
async fn forms_write_each_property_in_its_style() {
    let value = json!({
        "a": "b c&d/é",
        "list": ["x", "y"],
        "none": null,
        "object": { "k": 1 },
        "deep": { "k": { "l": "m n" } },
        "joined": ["x y", "z"],
        "json": ["x"],
        "url": "http://h/a",
    });
    let property = |name, style, reserved| FormProperty {
        name,
        style,
        reserved,
    };
    let styles = [
        property("deep", QueryStyle::DeepObject, Reserved::Encoded),
        property("joined", QueryStyle::SpaceDelimited, Reserved::Encoded),
        property("json", QueryStyle::Json, Reserved::Encoded),
        property("url", QueryStyle::FormExploded, Reserved::Kept),
    ];
    let form = "application/x-www-form-urlencoded";
    let (kind, _length, body) = sent(|call| call.form(form, &value, &styles)).await;
    assert_eq!(kind.as_deref(), Some(form));
    let mut pairs: Vec<&str> = body.split('&').collect();
    pairs.sort_unstable();
    let expected = [
        "a=b+c%26d%2F%C3%A9",
        "deep%5Bk%5D%5Bl%5D=m+n",
        "joined=x+y+z",
        "json=%5B%22x%22%5D",
        "list=x",
        "list=y",
        "object=%7B%22k%22%3A1%7D",
        "url=http://h/a",
    ];
    assert_eq!(pairs, expected);
}

/// A multipart body as it would be generated.
#[derive(Debug, PartialEq)]
struct Upload {
    note: String,
    file: File,
}

impl Multipart for Upload {
    fn into_parts(self) -> Result<Vec<Part>, PartError> {
        let part = |name: &str, content| Part {
            name: name.to_owned(),
            file_name: None,
            media_type: None,
            headers: vec![("X-Count".to_owned(), "5".to_owned())],
            content,
        };
        Ok(vec![
            part("no\"te\r\n", self.note.into()),
            Part {
                file_name: self.file.name,
                media_type: self.file.media_type,
                ..part("file", self.file.content)
            },
        ])
    }

    fn from_parts(parts: Vec<Part>) -> Result<Self, PartError> {
        let [note, file] = <[Part; 2]>::try_from(parts).unwrap();
        assert_eq!(note.headers, [("X-Count".to_owned(), "5".to_owned())]);
        Ok(Self {
            note: String::from_utf8(note.content.to_vec()).unwrap(),
            file: File {
                content: file.content,
                name: file.file_name,
                media_type: file.media_type,
            },
        })
    }
}

#[tokio::test]
async fn parts_are_written_and_read_with_a_boundary() {
    let file = || {
        File::new("s3cret\r\n--x")
            .named("a \"b\".txt")
            .of_type("text/x")
    };
    let upload = || Upload {
        note: "hi".to_owned(),
        file: file(),
    };
    let (kind, _length, body) = sent(|call| call.multipart("multipart/form-data", upload())).await;
    let kind = kind.unwrap();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    let expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"no%22te%0D%0A\"\r\nX-Count: 5\r\n\r\nhi\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; \
         filename=\"a %22b%22.txt\"\r\nContent-Type: text/x\r\nX-Count: 5\r\n\r\ns3cret\r\n--x\r\n--{boundary}--\r\n"
    );
    assert_eq!(body, expected);
    let (other, _length, _body) =
        sent(|call| call.multipart("multipart/form-data", upload())).await;
    assert_ne!(other.unwrap(), kind, "a boundary can be foreseen");

    let answered = |body: String, kind: String| async move {
        let server = in_process(move |_request: http::Request<_>| {
            let answer = http::Response::builder().header("content-type", kind.clone());
            std::future::ready(answer.body(body.clone()).unwrap())
        });
        let core: Core = Builder::new("http://localhost")
            .hooks(server)
            .build()
            .unwrap();
        let answer = Call::new(&core, &PLACE_ORDER).send().await.unwrap();
        answer
            .multipart::<Upload>()
            .await
            .map(openapi_client::ResponseValue::into_inner)
    };
    let read = answered(body.clone(), kind.clone()).await.unwrap();
    assert_eq!(read.note, "hi");
    assert_eq!(read.file.content, file().content);
    for (body, kind) in [
        (body.clone(), "multipart/form-data".to_owned()),
        (body.clone(), "text/plain".to_owned()),
        (body.replace("--\r\n", "\r\n"), kind.clone()),
        (String::new(), kind),
    ] {
        let error = answered(body, kind).await.unwrap_err();
        check_printed(&format!("{error} {error:?}"));
    }
}

/// One part with this header.
#[derive(Debug)]
struct Headed(&'static str, &'static str);

impl Multipart for Headed {
    fn into_parts(self) -> Result<Vec<Part>, PartError> {
        Ok(vec![Part {
            headers: vec![(self.0.to_owned(), self.1.to_owned())],
            ..Part::default()
        }])
    }

    fn from_parts(_parts: Vec<Part>) -> Result<Self, PartError> {
        // It is only sent.
        Ok(Self("", ""))
    }
}

#[test]
fn nothing_gets_out_of_the_header_of_a_part() {
    let cases = [
        ("X-Count", "5", true),
        ("X-Count", "\u{fc}", true),
        ("X Count", "5", false),
        ("", "5", false),
        ("X-Count: 5\r\nX-More", "5", false),
        ("X-Count", "s3cret\r\nX-More: 5", false),
        ("X-Count", "s3cret\0", false),
    ];
    let core: Core = Builder::new("http://localhost").build().unwrap();
    for (name, value, is_sent) in cases {
        let mut call = Call::new(&core, &PLACE_ORDER);
        let result = call.multipart("multipart/form-data", Headed(name, value));
        assert_eq!(result.is_ok(), is_sent, "{name:?} {value:?}");
        if let Err(error) = result {
            check_printed(&format!("{error} {error:?}"));
        }
    }
}

/// Pieces, one at a time.
struct Pieces(VecDeque<&'static str>);

impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, std::convert::Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front().map(|piece| Ok(piece.into())))
    }
}

#[tokio::test]
async fn streams_are_sent_as_they_come() {
    let kind = "application/octet-stream";
    let whole = sent(|call| {
        call.stream(kind, ByteStream::from("whole"));
        Ok(())
    });
    assert_eq!(
        whole.await,
        (Some(kind.to_owned()), Some(5), "whole".to_owned())
    );
    let pieces = || ByteStream::new(Pieces(["a", "b"].into()));
    let unknown = sent(|call| {
        call.stream(kind, pieces());
        Ok(())
    });
    assert_eq!(
        unknown.await,
        (Some(kind.to_owned()), None, "ab".to_owned())
    );
    let known = sent(|call| {
        call.stream(kind, pieces().with_length(2));
        Ok(())
    });
    assert_eq!(
        known.await,
        (Some(kind.to_owned()), Some(2), "ab".to_owned())
    );
    let kinds = [
        (None, "image/*", Some("image/png")),
        (Some("image/gif; a=b"), "image/*", Some("image/gif; a=b")),
        (Some("text/plain"), "*/*", Some("text/plain")),
        (Some("text/plain"), "image/*", None),
        (Some("image"), "*/*", None),
        (Some("image/gif\r\nX: y"), "image/*", None),
    ];
    for (kind, range, expected) in kinds {
        let core: Core = Builder::new("http://localhost").build().unwrap();
        let body = match kind {
            Some(kind) => ByteStream::from("a").of_type(kind),
            None => ByteStream::from("a"),
        };
        let Some(expected) = expected else {
            let mut call = Call::new(&core, &PLACE_ORDER);
            let error = call.stream_in(range, "image/png", body).unwrap_err();
            assert!(error.to_string().contains("not in"), "{error}");
            continue;
        };
        let (kind, _, _) = sent(|call| call.stream_in(range, "image/png", body)).await;
        assert_eq!(kind.as_deref(), Some(expected));
    }
}
