//! A legal body in each media type of a request: what its broken neighbours start from.
//!
//! The body of the base call is one of them. Whoever takes the others is asked once, and the
//! broken neighbours name that case as their twin.

use serde_json::Value;

use super::{Case, Change, Expect, Family, Side, ground::Ground, make};
use crate::{
    call::{Body, Call, Content},
    draw,
    schema::Direction,
    spec::{Media, essence, is_json},
};

/// A legal body of one media type.
pub(super) struct Legal<'a> {
    pub(super) media: &'a Media,
    pub(super) schema: &'a str,
    pub(super) value: Value,
    /// What the labels of its neighbours begin with.
    pub(super) prefix: String,
    /// Name of the case that shows that it is taken.
    pub(super) twin: String,
    /// That case, where it is not the base.
    pub(super) case: Option<Case>,
}

/// The legal bodies, that of the base call first.
pub(super) fn legal<'a>(ground: &Ground<'a>) -> Vec<Legal<'a>> {
    let Some(own) = ground.body() else {
        return Vec::new();
    };
    let documented = &ground.operation.request_body;
    let media = documented.iter().flat_map(|body| &body.media);
    let own_type = essence(own.content_type.as_deref().unwrap_or_default());
    let mut found: Vec<Legal<'a>> = Vec::new();
    for media in media {
        let Some(schema) = media.schema.as_deref() else {
            continue;
        };
        let is_own = essence(&media.media_type) == own_type;
        if is_own {
            let value = match &own.content {
                Content::Json(value) => value.clone(),
                Content::Text(text) if !is_json(&media.media_type) => Value::from(text.as_str()),
                Content::Text(_) | Content::Filler(_) => continue,
            };
            let legal = Legal {
                media,
                schema,
                value,
                prefix: String::new(),
                twin: ground.twin.clone(),
                case: None,
            };
            found.insert(0, legal);
            continue;
        }
        let example = media.examples.first().map(|example| example.value.clone());
        let drawn = || draw::legal(ground.spec, schema, Direction::Request);
        let Some(value) = example.or_else(drawn) else {
            continue;
        };
        if make::is_writable(ground.spec, media, Direction::Request, &value) {
            found.push(other(ground, media, schema, value));
        }
    }
    found
}

/// A body of another media type than that of the base call.
fn other<'a>(ground: &Ground<'a>, media: &'a Media, schema: &'a str, value: Value) -> Legal<'a> {
    let kind = essence(&media.media_type).replace('/', "-");
    let label = format!("body-as-{kind}");
    let call = call(ground, media, value.clone());
    let expect = Expect::NotInvalid;
    let case = ground.probe_call(
        Family::Tolerance,
        &label,
        call,
        Vec::<Change>::new(),
        expect,
    );
    Legal {
        media,
        schema,
        value,
        prefix: format!("{kind}-"),
        twin: ground.name(Family::Tolerance, Side::Server, &label),
        case: Some(case.owning([media.pointer.clone()])),
    }
}

/// The base call with a value as its body, in a media type.
pub(super) fn call(ground: &Ground<'_>, media: &Media, value: Value) -> Call {
    let mut call = ground.call.clone();
    let content_type = call
        .body
        .as_ref()
        .and_then(|body| body.content_type.clone());
    // The base call may say more about its type than the document does.
    let content_type = content_type.filter(|one| essence(one) == essence(&media.media_type));
    call.body = Some(Body {
        content_type: content_type.or_else(|| Some(media.media_type.clone())),
        content: match value {
            Value::String(text) if !is_json(&media.media_type) => Content::Text(text),
            value => Content::Json(value),
        },
        pointer: None,
    });
    call
}
