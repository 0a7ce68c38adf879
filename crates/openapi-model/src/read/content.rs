//! `content`: what a body is in each media type.
//!
//! Media types that differ in nothing but their name are one content of the model; where the name
//! itself tells the reader something (pictures, texts, patches) each stays alone.

use std::collections::{HashMap, HashSet};

use openapi_source::{Diagnostic, quoted};

use super::allows::{Allows, allows};
use super::media_types::MediaType;
use super::{Cursor, Reader};
use crate::codes;
use crate::model::{Content, ContentKind, Kind, Schema};

/// Which way a body goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Request,
    Answer,
}

/// What a `content` says.
#[derive(Debug, Default)]
pub(super) struct ReadContents<'a> {
    pub(super) contents: Vec<Content>,
    /// The values of all examples in JSON.
    pub(super) examples: Vec<Cursor<'a>>,
    /// JSON without any example.
    pub(super) silent: bool,
}

/// One member of a `content`.
struct Candidate<'a> {
    media_type: MediaType,
    /// As it is sent.
    main: String,
    kind: ContentKind,
    content: Content,
    schema: Option<Cursor<'a>>,
}

/// What contents of the same kind must share to be one.
type Class = (ContentKind, String, String);

impl<'a> Reader<'a> {
    /// The members of a `content`, JSON first.
    pub(super) fn contents(&mut self, section: &Cursor<'a>, side: Side) -> ReadContents<'a> {
        let mut out = ReadContents::default();
        if section.node.as_object().is_none() {
            self.wrong_kind(section, "an object of media types");
            return out;
        }
        let mut candidates = Vec::new();
        let mut wrong = None;
        for (name, media) in section.members() {
            if name.starts_with("x-") {
                continue;
            }
            match MediaType::read(name) {
                Some(media_type) => {
                    candidates.extend(self.candidate(media_type, &media, side, &mut out));
                }
                None => {
                    wrong.get_or_insert((name, media));
                }
            }
        }
        if let Some((name, media)) = wrong {
            let instead = if candidates.is_empty() {
                "read as bytes"
            } else {
                "ignored"
            };
            self.odd(
                &media,
                &format!("{} is not a media type", quoted(name)),
                instead,
                "write `type/subtype`, such as `application/json`",
            );
            if candidates.is_empty() {
                let anything = MediaType::anything();
                candidates.extend(self.candidate(anything, &media, side, &mut out));
            }
        }
        out.contents = self.merged_contents(candidates);
        out
    }

    fn candidate(
        &mut self,
        media_type: MediaType,
        media: &Cursor<'a>,
        side: Side,
        out: &mut ReadContents<'a>,
    ) -> Option<Candidate<'a>> {
        if media.node.as_object().is_none() && !media.node.is_null() {
            self.wrong_kind(media, "an object for a media type");
            return None;
        }
        self.known(media, &["schema", "example", "examples", "encoding"]);
        let place = media.get("schema").filter(|schema| !schema.node.is_null());
        let schema = match &place {
            Some(schema) => self.schema(schema),
            None => Schema::of(Kind::Any, media.key_span),
        };
        let allowed = allows(&self.schemas, &schema);
        let kind = self.content_kind(&media_type, media, allowed, side, place.is_some());
        let is_form = matches!(kind, ContentKind::Form | ContentKind::Multipart);
        let encodings = if is_form {
            self.encodings(media, kind, &schema)
        } else {
            Vec::new()
        };
        if let Some(found) = media.get("encoding").filter(|_| !is_form) {
            self.no_effect(
                &found,
                "`encoding` says nothing of this media type",
                "remove it: it is for forms",
            );
        }
        if kind == ContentKind::Json {
            let examples = self.examples(media, &schema, side);
            out.silent |= examples.is_empty() && !self.has_own_example(place.as_ref());
            out.examples.extend(examples);
        }
        let media_type = match kind {
            ContentKind::Json => media_type.without_charset(),
            ContentKind::Form | ContentKind::Multipart | ContentKind::Text | ContentKind::Bytes => {
                media_type
            }
        };
        let main = media_type.to_send(kind).text();
        let content = Content {
            media_type: main.clone(),
            also: Vec::new(),
            kind,
            schema,
            encodings,
            place: self.place(media),
        };
        Some(Candidate {
            media_type,
            main,
            kind,
            content,
            schema: place,
        })
    }

    fn content_kind(
        &mut self,
        media_type: &MediaType,
        media: &Cursor<'a>,
        allowed: Allows,
        side: Side,
        has_schema: bool,
    ) -> ContentKind {
        let kind = media_type.kind();
        match kind {
            ContentKind::Form | ContentKind::Multipart if !allowed.object => {
                self.grouped(
                    Diagnostic::note(
                        codes::RAW,
                        media.key_span,
                        "the schema of this form is no object",
                    )
                    .label("taken as bytes")
                    .help("describe the fields as properties of an object"),
                );
                ContentKind::Bytes
            }
            ContentKind::Multipart if side == Side::Answer => ContentKind::Bytes,
            // What says nothing of its form, but has a value that no text is, is JSON.
            ContentKind::Bytes if media_type.is_open() && has_schema && allowed.is_structured() => {
                ContentKind::Json
            }
            ContentKind::Text if is_binary(media) => ContentKind::Bytes,
            ContentKind::Json
            | ContentKind::Form
            | ContentKind::Multipart
            | ContentKind::Text
            | ContentKind::Bytes => kind,
        }
    }

    /// What has a schema that nobody will look at.
    fn raw(&mut self, content: &Content, media_type: &MediaType, has_schema: bool) {
        let structured = has_schema && allows(&self.schemas, &content.schema).is_structured();
        let label = match content.kind {
            ContentKind::Bytes if structured || media_type.is_xml() => "taken as bytes",
            ContentKind::Text if structured => "taken as a text",
            ContentKind::Json
            | ContentKind::Form
            | ContentKind::Multipart
            | ContentKind::Text
            | ContentKind::Bytes => return,
        };
        let name = quoted(media_type.essence());
        self.grouped(
            Diagnostic::note(
                codes::RAW,
                content.place.span,
                format!("a body in {name} is not held to its schema"),
            )
            .label(label)
            .help("`application/json` is read and written by the generated code"),
        );
    }

    fn merged_contents(&mut self, mut candidates: Vec<Candidate<'a>>) -> Vec<Content> {
        let mut out: Vec<Content> = Vec::new();
        let mut classes: HashMap<Class, usize> = HashMap::new();
        let mut taken: HashSet<String> = HashSet::new();
        let several = candidates.len() > 1;
        candidates.sort_by_key(|candidate| candidate.kind != ContentKind::Json);
        for candidate in candidates {
            let written = candidate.media_type.text();
            if !taken.insert(written.clone()) {
                let span = candidate.content.place.span;
                self.push(
                    Diagnostic::warning(
                        codes::ODD,
                        span,
                        format!("{} is here twice", quoted(&written)),
                    )
                    .label("ignored")
                    .help("remove one of them"),
                );
                continue;
            }
            let class = several.then(|| self.class(&candidate));
            let same = class.as_ref().and_then(|class| classes.get(class).copied());
            if let Some(content) = same.and_then(|at| out.get_mut(at)) {
                join(content, candidate.main, written);
                continue;
            }
            if let Some(class) = class.filter(|(kind, _, _)| *kind == candidate.kind) {
                classes.insert(class, out.len());
            }
            self.raw(
                &candidate.content,
                &candidate.media_type,
                candidate.schema.is_some(),
            );
            let mut content = candidate.content;
            if written != content.media_type {
                content.also.push(written);
            }
            out.push(content);
        }
        let is_exact = |content: &Content| content.media_type == "application/json";
        out.sort_by_key(|content| (content.kind != ContentKind::Json, !is_exact(content)));
        out
    }

    fn class(&self, candidate: &Candidate<'_>) -> Class {
        let essence = candidate.media_type.essence();
        let structured = || allows(&self.schemas, &candidate.content.schema).is_structured();
        let mut kind = candidate.kind;
        let family = match kind {
            ContentKind::Json if candidate.media_type.is_patch() => essence,
            ContentKind::Json => "json",
            // An object in `text/plain` beside the same object in JSON can only be JSON.
            ContentKind::Text if candidate.schema.is_some() && structured() => {
                kind = ContentKind::Json;
                "json"
            }
            ContentKind::Bytes if matches!(essence, "application/xml" | "text/xml") => "xml",
            ContentKind::Form | ContentKind::Multipart | ContentKind::Text | ContentKind::Bytes => {
                essence
            }
        };
        // References are the same when they read the same; other schemas when they are equal.
        let schema = candidate
            .schema
            .as_ref()
            .map(|schema| schema.node.to_json().to_string());
        let encodings = if candidate.content.encodings.is_empty() {
            String::new()
        } else {
            format!("{:?}", candidate.content.encodings)
        };
        (
            kind,
            family.to_owned(),
            schema.unwrap_or_default() + &encodings,
        )
    }

    /// Whether a schema brings an example of its own, so that none is missing beside it.
    fn has_own_example(&mut self, schema: Option<&Cursor<'a>>) -> bool {
        let Some(schema) = schema else {
            return true;
        };
        let has = |place: &Cursor<'a>| place.has("example") || place.has("examples");
        has(schema) || self.resolve(schema).is_some_and(|target| has(&target))
    }
}

/// `type: string`, `format: binary`.
fn is_binary(media: &Cursor<'_>) -> bool {
    let format = media.get("schema").and_then(|schema| schema.get("format"));
    format.is_some_and(|format| format.str() == Some("binary"))
}

/// Adds a media type to a content that is the same.
fn join(content: &mut Content, main: String, written: String) {
    let preferred = main == "application/json" && content.media_type != main;
    if preferred {
        let before = std::mem::replace(&mut content.media_type, main);
        content.also.insert(0, before);
    }
    if written != content.media_type {
        content.also.push(written);
    }
}
