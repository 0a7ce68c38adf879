//! What bodies are in each media type.

use openapi_model::{Body, Content, ContentKind, Kind, Schema};

use super::{Titles, home};
use crate::plan::lower::{Home, Lowering};
use crate::plan::names::{Scope, type_name};
use crate::plan::ty::{Direction, Ty};
use crate::plan::{BodyPlan, ContentPlan, ContentVariant, Shape};

pub(super) fn body<'a>(
    body: &'a Body,
    titles: &Titles,
    lowering: &mut Lowering<'a>,
) -> BodyPlan<'a> {
    let owner = Owner {
        name: &titles.type_name,
        suffix: "Body",
        enumeration: titles.body.as_deref(),
        direction: Direction::Request,
    };
    let contents = contents(&body.contents, &owner, lowering);
    let ty = whole(&contents, &owner, &body.description, &body.place, lowering);
    BodyPlan {
        body,
        ty: ty.unwrap_or(Ty::Stream),
        contents,
    }
}

/// What types of a body are named after.
pub(super) struct Owner<'o> {
    pub(super) name: &'o str,
    pub(super) suffix: &'o str,
    /// The name of the enum, where there are several media types.
    pub(super) enumeration: Option<&'o str>,
    pub(super) direction: Direction,
}

pub(super) fn contents<'a>(
    contents: &'a [Content],
    owner: &Owner<'_>,
    lowering: &mut Lowering<'a>,
) -> Vec<ContentPlan<'a>> {
    let mut scope = Scope::without([]);
    let several = contents.len() > 1;
    let plans = contents.iter().map(|content| {
        let variant = several.then(|| scope.take(variant_of(content, contents)));
        let suffix = format!(
            "{} {}",
            owner.suffix,
            variant.as_deref().unwrap_or_default()
        );
        let home = home(owner.name, &suffix, &content.place.pointer);
        ContentPlan {
            content,
            ty: content_type(content, &home, owner.direction, lowering),
            variant,
        }
    });
    plans.collect()
}

/// The type of all media types together; None where there is none.
pub(super) fn whole(
    contents: &[ContentPlan<'_>],
    owner: &Owner<'_>,
    description: &str,
    place: &openapi_model::Place,
    lowering: &mut Lowering<'_>,
) -> Option<Ty> {
    let (first, Some(name)) = (contents.first()?, owner.enumeration) else {
        return contents.first().map(|content| content.ty.clone());
    };
    let variants = contents.iter().map(|content| ContentVariant {
        name: content.variant.clone().unwrap_or_default(),
        media_type: content.content.media_type.clone(),
        ty: content.ty.clone(),
    });
    let words = Schema {
        description: description.to_owned(),
        ..Schema::of(Kind::Any, first.content.schema.span)
    };
    let shape = Shape::Contents(variants.collect());
    Some(Ty::Named(lowering.add(
        name.to_owned(),
        shape,
        &words,
        place.clone(),
    )))
}

fn content_type<'a>(
    content: &'a Content,
    home: &Home,
    direction: Direction,
    lowering: &mut Lowering<'a>,
) -> Ty {
    match content.kind {
        ContentKind::Json => lowering.lower_nullable(&content.schema, home, direction),
        ContentKind::Form => {
            let ty = lowering.lower(&content.schema, home, direction);
            if matches!(ty, Ty::Named(_) | Ty::Map(_)) {
                ty
            } else {
                Ty::Json
            }
        }
        ContentKind::Multipart => lowering.multipart_type(content, home, direction),
        ContentKind::Text => Ty::String,
        ContentKind::Bytes => Ty::Stream,
    }
}

/// `Json` where there is one of the kind, else the media type: `ApplicationXml`, `AnyImage`.
fn variant_of(content: &Content, all: &[Content]) -> String {
    let kinds = all
        .iter()
        .filter(|other| other.kind == content.kind)
        .count();
    match content.kind {
        ContentKind::Json if kinds == 1 => return "Json".to_owned(),
        ContentKind::Form if kinds == 1 => return "Form".to_owned(),
        ContentKind::Multipart if kinds == 1 => return "Multipart".to_owned(),
        ContentKind::Text if kinds == 1 => return "Text".to_owned(),
        ContentKind::Bytes if kinds == 1 => return "Bytes".to_owned(),
        ContentKind::Json
        | ContentKind::Form
        | ContentKind::Multipart
        | ContentKind::Text
        | ContentKind::Bytes => {}
    }
    match content.media_type.split_once('/') {
        Some(("*", "*")) => "Any".to_owned(),
        Some((kind, "*")) => type_name(&format!("any {kind}")),
        _ => type_name(&content.media_type),
    }
}
