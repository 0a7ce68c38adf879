//! Bodies in parts: from bytes to parts with names.

use std::convert::Infallible;

use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use openapi_types::Part;

/// The parts of a body that was read whole; the error is a rule for people.
pub(crate) async fn parts(content_type: &str, body: Bytes) -> Result<Vec<Part>, &'static str> {
    const BROKEN: &str = "expected parts with a boundary between them";
    let boundary = multer::parse_boundary(content_type).or_else(|_| other_boundary(content_type));
    let boundary = boundary.map_err(|_| "expected a boundary in Content-Type")?;
    let once = Once(Some(body));
    let mut multipart = multer::Multipart::new(once, boundary);
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await.map_err(|_| BROKEN)? {
        let name = field
            .name()
            .ok_or("expected a name for each part")?
            .to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let media_type = field.content_type().map(ToString::to_string);
        let headers = headers(field.headers());
        let content = field.bytes().await.map_err(|_| BROKEN)?;
        parts.push(Part {
            name,
            file_name,
            media_type,
            headers,
            content,
        });
    }
    Ok(parts)
}

/// Those that are not told otherwise, as far as they are text.
fn headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let others = headers
        .iter()
        .filter(|(name, _)| ![CONTENT_DISPOSITION, CONTENT_TYPE].contains(name));
    let texts = others.filter_map(|(name, value)| {
        let value = str::from_utf8(value.as_bytes()).ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    });
    texts.collect()
}

/// The boundary of other multiparts than forms, which are written the same way.
fn other_boundary(content_type: &str) -> Result<String, multer::Error> {
    let (_, parameters) = content_type.split_once(';').unwrap_or_default();
    multer::parse_boundary(format!("multipart/form-data;{parameters}"))
}

/// A body in one piece, as the stream that multer reads.
struct Once(Option<Bytes>);

impl futures_core::Stream for Once {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.take().map(Ok))
    }
}
