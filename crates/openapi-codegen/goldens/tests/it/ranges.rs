//! Ranges of media types: JSON by any name, and bytes that say what they are.

use http_body_util::{BodyExt as _, Collected};
use openapi_client::in_process;
use openapi_client::reqwest::Body;
use openapi_codegen_goldens::media::{client, server, types};
use openapi_server::{Failure, Routes, Service};
use openapi_types::ByteStream;
use tower_service::Service as _;
use types::{AnyResponse, Note, PicturesBody, PicturesOkBody, PicturesResponse, RangesResponse};

/// Gives bytes back as what they came as, and notes as they are.
#[derive(Clone)]
struct Echo;

macro_rules! unused {
    ($($name:ident $request:ident $response:ident $error:ident;)*) => {
        impl server::Api for Echo {
            async fn any(
                &self,
                request: server::AnyRequest,
            ) -> Result<AnyResponse, Failure<types::AnyError>> {
                Ok(AnyResponse::Ok(request.body))
            }

            async fn pictures(
                &self,
                request: server::PicturesRequest,
            ) -> Result<PicturesResponse, Failure<types::PicturesError>> {
                Ok(PicturesResponse::Ok(match request.body {
                    PicturesBody::AnyImage(body) => PicturesOkBody::AnyImage(body),
                    PicturesBody::ImagePng(body) => PicturesOkBody::ImagePng(body),
                }))
            }

            async fn ranges(
                &self,
                request: server::RangesRequest,
            ) -> Result<RangesResponse, Failure<types::RangesError>> {
                Ok(RangesResponse::Ok(request.body))
            }

            $(async fn $name(
                &self,
                _: server::$request,
            ) -> Result<types::$response, Failure<types::$error>> {
                Err(Failure::internal("not asked for"))
            })*
        }
    };
}

unused! {
    charset CharsetRequest CharsetResponse CharsetError;
    feed FeedRequest FeedResponse FeedError;
    form FormRequest FormResponse FormError;
    labels LabelsRequest LabelsResponse LabelsError;
    merge_patch MergePatchRequest MergePatchResponse MergePatchError;
    optional_json OptionalJsonRequest OptionalJsonResponse OptionalJsonError;
    page PageRequest PageResponse PageError;
    plain PlainRequest PlainResponse PlainError;
    several SeveralRequest SeveralResponse SeveralError;
    several_optional SeveralOptionalRequest SeveralOptionalResponse SeveralOptionalError;
    suffixes SuffixesRequest SuffixesResponse SuffixesError;
    text TextRequest TextResponse TextError;
    upload UploadRequest UploadResponse UploadError;
    upload_file UploadFileRequest UploadFileResponse UploadFileError;
    xml XmlRequest XmlResponse XmlError;
}

/// Changes a request on its way.
type Asked = fn(&mut http::Request<Body>);

/// Changes the head of an answer.
type Answered = fn(&mut http::HeaderMap);

/// A client of the service whose requests and answers may be changed on the way.
fn between<R: Routes>(service: Service<R>, asked: Asked, answered: Answered) -> client::Client {
    let hooks = in_process(move |mut request: http::Request<Body>| {
        let mut service = service.clone();
        asked(&mut request);
        async move {
            let Ok(mut response) = service.call(request).await;
            answered(response.headers_mut());
            let (head, body) = response.into_parts();
            let bytes = body.collect().await;
            http::Response::from_parts(head, bytes.map(Collected::to_bytes).unwrap_or_default())
        }
    });
    let builder = client::Client::builder("http://localhost").hooks(hooks);
    builder.build().unwrap()
}

fn put(headers: &mut http::HeaderMap, media_type: &'static str) {
    let value = http::HeaderValue::from_static(media_type);
    headers.insert(http::header::CONTENT_TYPE, value);
}

#[tokio::test]
async fn json_by_any_name() {
    let note = || Note {
        text: "a".to_owned(),
        stars: Some(1),
    };
    let changes: [(Asked, Answered); 4] = [
        (|_| {}, |_| {}),
        (|request| put(request.headers_mut(), "text/plain"), |_| {}),
        (|_| {}, |headers| put(headers, "application/octet-stream")),
        (|_| {}, |headers| put(headers, "*/*;charset=UTF-8")),
    ];
    for (asked, answered) in changes {
        let client = between(server::service(Echo), asked, answered);
        let answer = client.ranges().body(note()).send().await.unwrap();
        let RangesResponse::Ok(body) = answer.into_inner() else {
            panic!("another answer");
        };
        assert_eq!(body, note());
    }
}

/// Sends bytes of a type both ways; gives what arrived as what.
async fn echoed(body: PicturesBody) -> Result<(&'static str, Option<String>), String> {
    let client = between(server::service(Echo), |_| {}, |_| {});
    let answer = client.pictures().body(body).send().await;
    let answer = answer.map_err(|error| error.to_string())?.into_inner();
    Ok(match answer {
        PicturesOkBody::AnyImage(body) => ("any", body.media_type().map(str::to_owned)),
        PicturesOkBody::ImagePng(body) => ("png", body.media_type().map(str::to_owned)),
        PicturesOkBody::Json(_) => ("json", None),
    })
}

#[tokio::test]
async fn bytes_say_what_they_are() {
    let bytes = || ByteStream::from("bytes");
    let some = |text: &str| Some(text.to_owned());
    let gif = PicturesBody::AnyImage(bytes().of_type("image/gif; version=89a"));
    assert_eq!(
        echoed(gif).await,
        Ok(("any", some("image/gif; version=89a")))
    );
    let unsaid = PicturesBody::AnyImage(bytes());
    assert_eq!(echoed(unsaid).await, Ok(("any", some("image/x-any"))));
    // What the document says alone is what is sent.
    let png = PicturesBody::ImagePng(bytes().of_type("image/gif"));
    assert_eq!(echoed(png).await, Ok(("png", some("image/png"))));
    let text = PicturesBody::AnyImage(bytes().of_type("text/plain"));
    let refused = echoed(text).await.unwrap_err();
    assert!(refused.contains("not in image/*"), "{refused}");

    let client = between(server::service(Echo), |_| {}, |_| {});
    // The answer has to be a picture: that of a text is the fault of the handler.
    let picture = client.any().body(bytes().of_type("image/webp"));
    let answer = picture.send().await.unwrap().into_inner();
    assert_eq!(answer.media_type(), Some("image/webp"));
    let text = client.any().body(bytes().of_type("text/plain"));
    assert_eq!(text.send().await.unwrap_err().status().unwrap(), 500);
}
