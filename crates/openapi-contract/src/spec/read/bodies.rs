//! Bodies, responses and their examples.

use std::collections::BTreeMap;

use openapi_source::Node;

use super::{Reader, Site};
use crate::{
    schema::Direction,
    spec::{Encoding, Example, Location, Media, RequestBody, Response, Status, Style},
};

impl<'a> Reader<'a> {
    pub(super) fn request_body(&mut self, site: &Site<'a>) -> RequestBody {
        RequestBody {
            required: Self::flag(site, "required"),
            media: self.media(site, Direction::Request),
            pointer: site.pointer.clone(),
        }
    }

    pub(super) fn responses(&mut self, operation: &Site<'a>) -> Vec<Response> {
        let mut found = Vec::new();
        let responses = operation.child("responses");
        for (key, site) in responses.iter().flat_map(Site::members) {
            if key.starts_with("x-") {
                continue;
            }
            let Some(status) = status(key) else {
                self.problem(
                    &site.pointer,
                    "not a status: use a code, `4XX` or `default`",
                );
                continue;
            };
            let Some(site) = self.resolve(site) else {
                continue;
            };
            let mut headers = Vec::new();
            for (name, header) in site.child("headers").iter().flat_map(Site::members) {
                let header = self.resolve(header);
                headers.extend(header.and_then(|header| self.header(name, &header)));
            }
            let required = headers.iter().filter(|header| header.required);
            found.push(Response {
                status,
                required_headers: required.map(|header| header.name.clone()).collect(),
                headers,
                media: self.media(&site, Direction::Response),
                pointer: site.pointer.clone(),
            });
        }
        found
    }

    fn media(&mut self, body: &Site<'a>, direction: Direction) -> Vec<Media> {
        let mut found = Vec::new();
        for (media_type, site) in body.child("content").iter().flat_map(Site::members) {
            found.push(Media {
                media_type: media_type.to_owned(),
                schema: self.schema(&site, direction),
                examples: self.examples(&site),
                encoding: self.encodings(&site),
                pointer: site.pointer,
            });
        }
        found
    }

    fn encodings(&mut self, media: &Site<'a>) -> BTreeMap<String, Encoding> {
        let mut found = BTreeMap::new();
        for (name, site) in media.child("encoding").iter().flat_map(Site::members) {
            let style = self.style(&site, Location::Query);
            let explode = site.node.get("explode").and_then(Node::as_bool);
            let style = match (style, explode) {
                (None, None) => None,
                (style, explode) => {
                    let style = style.unwrap_or(Style::Form);
                    Some((style, explode.unwrap_or(style == Style::Form)))
                }
            };
            let content_type = site.text("contentType").map(str::to_owned);
            found.insert(
                name.to_owned(),
                Encoding {
                    content_type,
                    style,
                },
            );
        }
        found
    }

    fn examples(&mut self, media: &Site<'a>) -> Vec<Example> {
        let mut found = Vec::new();
        if let Some(site) = media.child("example") {
            found.push(Example {
                name: "example".to_owned(),
                value: site.node.to_json(),
                pointer: site.pointer,
            });
        }
        for (name, site) in media.child("examples").iter().flat_map(Site::members) {
            let Some(site) = self.resolve(site) else {
                continue;
            };
            match site.child("value") {
                Some(value) => found.push(Example {
                    name: name.to_owned(),
                    value: value.node.to_json(),
                    pointer: value.pointer,
                }),
                None => self.note(
                    &site.pointer,
                    "the example has no `value`, and nothing is fetched; write the value here",
                ),
            }
        }
        found
    }
}

fn status(key: &str) -> Option<Status> {
    match key.as_bytes() {
        b"default" => Some(Status::Default),
        [hundred @ b'1'..=b'5', b'X', b'X'] => Some(Status::Range(u16::from(hundred - b'0'))),
        [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => key.parse().ok().map(Status::Code),
        _ => None,
    }
}
