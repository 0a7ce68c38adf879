//! `content`: what a body is in each media type.

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
pub(super) struct Candidate<'a> {
    pub(super) media_type: MediaType,
    /// As it is sent.
    pub(super) main: String,
    pub(super) kind: ContentKind,
    pub(super) content: Content,
    pub(super) schema: Option<Cursor<'a>>,
}

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
        let main = if media_type.is_range() && kind != ContentKind::Bytes {
            let [usual, _] = media_type.in_range(kind);
            usual
        } else {
            media_type.text()
        };
        let content = Content {
            media_type: main.clone(),
            sent: main.clone(),
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
    pub(super) fn raw(&mut self, content: &Content, media_type: &MediaType, has_schema: bool) {
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
