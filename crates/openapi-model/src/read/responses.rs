//! Responses of an operation, by status.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use openapi_source::{Diagnostic, quoted};

use super::content::Side;
use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Parameter, Response, Status};

/// A Response Object; its status is that of the place that uses it.
#[derive(Debug)]
pub(super) struct ReadResponse<'a> {
    pub(super) response: Response,
    /// The values of all examples in JSON.
    pub(super) examples: Vec<Cursor<'a>>,
    /// JSON without any example.
    pub(super) silent: bool,
}

/// The responses of an operation.
#[derive(Debug, Default)]
pub(super) struct Answers<'a> {
    /// In order.
    pub(super) list: Vec<Response>,
    /// In document order.
    pub(super) read: Vec<(Status, Rc<ReadResponse<'a>>)>,
}

impl<'a> Reader<'a> {
    pub(super) fn answers(&mut self, operation: &Cursor<'a>, method: &str) -> Answers<'a> {
        let mut out = Answers::default();
        let Some(section) = operation.get("responses") else {
            self.nothing_documented(operation);
            out.list.push(self.anything(operation));
            return out;
        };
        if self.object(&section, "the responses").is_none() {
            return out;
        }
        let mut seen: HashMap<Status, Cursor<'a>> = HashMap::new();
        let mut failed = false;
        for (text, place) in section.members() {
            if text.starts_with("x-") {
                continue;
            }
            let Some(status) = status(text) else {
                self.no_status(&place, text);
                failed = true;
                continue;
            };
            if matches!(status, Status::Code(100..=199) | Status::Range(1)) {
                self.not_final(&place, text);
                continue;
            }
            if let Some(first) = seen.get(&status) {
                let message = format!("the status {} is here twice", quoted(text));
                self.push(
                    Diagnostic::warning(codes::ODD, place.key_span, message)
                        .label("ignored")
                        .related(first.key_span, "the first one is here")
                        .help("remove one of them"),
                );
                continue;
            }
            let read = self.part(&place, |shared| &mut shared.responses, Self::response);
            seen.insert(status, place.clone());
            let Some(read) = read else {
                failed = true;
                continue;
            };
            out.list
                .push(self.answer(&read.response, status, &place, method));
            out.read.push((status, read));
        }
        if out.list.is_empty() && !failed {
            self.nothing_documented(&section);
            out.list.push(self.anything(&section));
        } else if !failed
            && !out
                .list
                .iter()
                .any(|r| r.status.is_success() || r.status == Status::Default)
        {
            self.push(
                Diagnostic::note(codes::NO_SUCCESS, section.key_span, "no response below 400")
                    .help("document what a successful call answers"),
            );
        }
        out.list.sort_by_key(|response| response.status);
        out
    }

    fn nothing_documented(&mut self, place: &Cursor<'a>) {
        self.push(
            Diagnostic::note(
                codes::NO_SUCCESS,
                place.key_span,
                "no response is documented",
            )
            .label("any status is taken, without a body")
            .help("document what a successful call answers"),
        );
    }

    /// Any status, no body.
    fn anything(&self, place: &Cursor<'a>) -> Response {
        Response {
            status: Status::Default,
            description: String::new(),
            source: None,
            headers: Vec::new(),
            contents: Vec::new(),
            place: self.place(place),
        }
    }

    fn no_status(&mut self, place: &Cursor<'a>, text: &str) {
        self.push(
            Diagnostic::error(
                codes::KIND,
                place.key_span,
                format!("{} is not a status", quoted(text)),
            )
            .help("a number from 200 to 599, a range such as `4XX`, or `default`"),
        );
    }

    fn not_final(&mut self, place: &Cursor<'a>, text: &str) {
        self.grouped(
            Diagnostic::note(
                codes::NOT_READ,
                place.key_span,
                format!("{} is no final answer", quoted(text)),
            )
            .label("not read")
            .help("remove it: the connection deals with it"),
        );
    }

    /// What a response is with one status of one method.
    fn answer(
        &mut self,
        response: &Response,
        status: Status,
        place: &Cursor<'a>,
        method: &str,
    ) -> Response {
        let mut answer = Response {
            status,
            ..response.clone()
        };
        let no_body = match status {
            _ if method == "head" => Some("an answer to HEAD has no body"),
            Status::Code(204 | 205 | 304) => Some("HTTP allows no body with this status"),
            Status::Code(_) | Status::Range(_) | Status::Default => None,
        };
        if let Some(problem) = no_body.filter(|_| !answer.contents.is_empty()) {
            self.grouped(
                Diagnostic::warning(codes::NO_EFFECT, place.key_span, problem)
                    .label("`content` is ignored")
                    .help("remove `content`, or use another status"),
            );
            answer.contents.clear();
        }
        answer
    }

    /// A Response Object.
    pub(super) fn response(&mut self, place: &Cursor<'a>) -> Option<ReadResponse<'a>> {
        self.object(place, "a response")?;
        self.known(place, &["description", "headers", "content", "links"]);
        if !place.has("description") {
            self.grouped(
                Diagnostic::warning(
                    codes::ODD,
                    place.key_span,
                    "a response without a description",
                )
                .label("taken as if it were empty")
                .help("add `description:`: OpenAPI demands it"),
            );
        }
        if let Some(links) = place.get("links") {
            self.not_read(&links, "links are not read");
        }
        let headers = self.headers(place);
        let content = place
            .get("content")
            .filter(|content| !content.node.is_null());
        let read = content
            .map(|content| self.contents(&content, Side::Answer))
            .unwrap_or_default();
        let response = Response {
            status: Status::Default,
            description: self.text(place, "description"),
            source: self.optional_text(place, "x-source"),
            headers,
            contents: read.contents,
            place: self.place(place),
        };
        Some(ReadResponse {
            response,
            examples: read.examples,
            silent: read.silent,
        })
    }

    /// Every header under `headers`, but `Content-Type`.
    pub(super) fn headers(&mut self, place: &Cursor<'a>) -> Vec<Parameter> {
        let section = place
            .get("headers")
            .filter(|headers| !headers.node.is_null());
        let Some(section) = section else {
            return Vec::new();
        };
        if section.node.as_object().is_none() {
            self.wrong_kind(&section, "an object of headers");
        }
        let mut out = Vec::new();
        let mut seen = HashSet::new();
        for (name, place) in section.members() {
            if !self.is_own_answer_header(&place, name)
                || !self.is_http_name(&place, name, "header")
            {
                continue;
            }
            if !seen.insert(name.to_ascii_lowercase()) {
                let message = format!("the header {} is here twice", quoted(name));
                self.odd(
                    &place,
                    &message,
                    "ignored",
                    "remove one of them: case does not count",
                );
                continue;
            }
            let read = self.part(&place, |shared| &mut shared.headers, Self::header);
            // A component has its name from the place that uses it.
            out.extend(read.map(|header| Parameter {
                name: name.to_owned(),
                ..(*header).clone()
            }));
        }
        out
    }

    /// Links, callbacks and webhooks.
    pub(super) fn not_read(&mut self, place: &Cursor<'a>, message: &str) {
        self.grouped(
            Diagnostic::note(codes::NOT_READ, place.key_span, message)
                .label("nothing is generated for it")
                .help("describe what belongs to it in words, or in a document of its own"),
        );
    }
}

fn status(text: &str) -> Option<Status> {
    match text.as_bytes() {
        b"default" => Some(Status::Default),
        [first @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => Some(Status::Range(first - b'0')),
        [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => text.parse().ok().map(Status::Code),
        _ => None,
    }
}
