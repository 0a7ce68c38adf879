//! Which media types are one body.
//!
//! Those that differ in nothing but their name are one content of the model; where the name itself
//! tells the reader something (pictures, texts, patches) each stays alone. A range is sent as a
//! media type that none of the others has, so that the reader can tell them apart.

use std::collections::{BTreeSet, HashMap, HashSet};

use openapi_source::{Diagnostic, quoted};

use super::Reader;
use super::allows::allows;
use super::content::Candidate;
use super::media_types::MediaType;
use crate::codes;
use crate::model::{Content, ContentKind};

/// What contents of the same kind must share to be one.
type Class = (ContentKind, String, String);

impl<'a> Reader<'a> {
    /// The contents of a body, each with all of its media types.
    pub(super) fn merged_contents(&mut self, mut candidates: Vec<Candidate<'a>>) -> Vec<Content> {
        self.complete(&mut candidates);
        let mut out: Vec<Content> = Vec::new();
        // Of those that are called after a range.
        let mut ranges: Vec<Option<MediaType>> = Vec::new();
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
            if let Some((content, range)) =
                same.and_then(|at| out.get_mut(at).zip(ranges.get_mut(at)))
            {
                if written == content.media_type {
                    *range = None;
                }
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
            ranges.push(
                candidate
                    .media_type
                    .is_range()
                    .then_some(candidate.media_type),
            );
        }
        tell_apart(&mut out, &ranges);
        let is_exact = |content: &Content| content.media_type == "application/json";
        out.sort_by_key(|content| (content.kind != ContentKind::Json, !is_exact(content)));
        out
    }

    /// JSON without a schema beside a range that has one is the same body: converters of older
    /// documents put examples here and the schema there.
    fn complete(&mut self, candidates: &mut [Candidate<'a>]) {
        let is_json = |candidate: &&Candidate<'a>| candidate.kind == ContentKind::Json;
        let mut ranges = candidates.iter().filter(is_json);
        let range =
            ranges.find(|candidate| candidate.media_type.is_open() && candidate.schema.is_some());
        let Some((schema, place)) =
            range.map(|range| (range.content.schema.clone(), range.schema.clone()))
        else {
            return;
        };
        for candidate in candidates
            .iter_mut()
            .filter(|candidate| candidate.kind == ContentKind::Json && candidate.schema.is_none())
        {
            self.push(
                Diagnostic::warning(
                    codes::ODD,
                    candidate.content.place.span,
                    "JSON without a schema beside a range that has one",
                )
                .label("taken as the same body")
                .help("give it the schema"),
            );
            candidate.content.schema = schema.clone();
            candidate.schema.clone_from(&place);
        }
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

/// Gives each content that is a range a media type to send that no other one has.
fn tell_apart(contents: &mut [Content], ranges: &[Option<MediaType>]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for (content, range) in contents.iter().zip(ranges) {
        let own = range.is_none().then_some(&content.media_type);
        let names = own.into_iter().chain(&content.also);
        taken.extend(names.map(|name| essence(name).to_owned()));
    }
    for (content, range) in contents.iter_mut().zip(ranges) {
        let Some(range) = range else {
            content.sent.clone_from(&content.media_type);
            continue;
        };
        let [usual, other] = range.in_range(content.kind);
        let is_taken = taken.contains(&usual);
        content.sent = if is_taken { other } else { usual };
        taken.insert(content.sent.clone());
        if is_taken || content.kind == ContentKind::Bytes {
            content.media_type = range.text();
            content.also.retain(|name| *name != content.media_type);
        } else {
            content.media_type.clone_from(&content.sent);
        }
    }
}

fn essence(name: &str) -> &str {
    name.split(';').next().unwrap_or(name)
}
