//! The first half of `send`: what goes where.
//!
//! It has no variables named by the document: values are taken from `self` where they are used.

use openapi_model::{Content, ContentKind, Encoding, Fixed, Location, Piece, Style};

use super::scope::Scope;
use super::url;
use crate::emit::code::{Code, literal};
use crate::plan::{BodyPlan, ContentPlan, Op, Param, Shape, Ty};

/// Prints from the call to its answer.
pub(super) fn print(scope: &Scope<'_>, op: &Op<'_>, code: &mut Code) {
    let call = scope.runtime("Call");
    let constant = &op.constant;
    code.line(format!(
        "let mut call = {call}::new(&self.client.core, &operations::{constant});"
    ));
    code.line("call.options(self.options);");
    path(scope, op, code);
    for fixed in at(&op.operation.fixed, Location::Query) {
        let pair = format!("{}={}", url::query(&fixed.name), url::query(&fixed.value));
        code.line(format!("call.fixed_query({});", literal(&pair)));
    }
    parameters(scope, op, Location::Query, code);
    let accepted = accepted(op);
    if !accepted.is_empty() {
        code.line(format!("call.accept({});", literal(&accepted)));
    }
    for fixed in at(&op.operation.fixed, Location::Header) {
        let (name, value) = (literal(&fixed.name), literal(&fixed.value));
        code.line(format!("call.fixed_header({name}, {value})?;"));
    }
    parameters(scope, op, Location::Header, code);
    parameters(scope, op, Location::Cookie, code);
    if let Some(plan) = &op.body {
        body(scope, plan, code);
    }
    code.line("let response = call.send().await?;");
}

fn at(fixed: &[Fixed], location: Location) -> impl Iterator<Item = &Fixed> {
    fixed.iter().filter(move |fixed| fixed.location == location)
}

/// Literals are joined, parameters are encoded as they are met.
fn path(scope: &Scope<'_>, op: &Op<'_>, code: &mut Code) {
    let mut text = String::new();
    for segment in &op.operation.segments {
        text.push('/');
        for piece in &segment.pieces {
            match piece {
                Piece::Literal(literal) => text.push_str(&url::path(literal)),
                Piece::Parameter(name) | Piece::OneOf { name, .. } => {
                    let param = op.parameters.iter().find(|param| {
                        let parameter = param.parameter;
                        parameter.location == Location::Path && parameter.name == *name
                    });
                    if let Some(param) = param {
                        if !text.is_empty() {
                            code.line(format!("call.path({});", literal(&text)));
                            text.clear();
                        }
                        parameter(scope, param, code);
                    }
                }
            }
        }
    }
    if op.operation.segments.is_empty() {
        text.push('/');
    }
    if !text.is_empty() {
        code.line(format!("call.path({});", literal(&text)));
    }
}

fn parameters(scope: &Scope<'_>, op: &Op<'_>, location: Location, code: &mut Code) {
    for param in &op.parameters {
        if param.parameter.location == location {
            parameter(scope, param, code);
        }
    }
}

fn parameter(scope: &Scope<'_>, param: &Param<'_>, code: &mut Code) {
    let function = match (param.parameter.location, &param.parameter.encoding) {
        (Location::Path, _) => "path_parameter",
        (
            Location::Query,
            Encoding::Style {
                allow_reserved: true,
                ..
            },
        ) => "query_reserved",
        (Location::Query, _) => "query",
        (Location::Header, _) => "header",
        (Location::Cookie, _) => "cookie",
    };
    let items = [
        literal(&param.parameter.name),
        format!("self.{}", param.field),
        style(scope, param),
    ];
    code.list(&format!("call.{function}("), &items, ")?;");
}

/// How a parameter is written, as the runtime calls it.
pub(super) fn style(scope: &Scope<'_>, param: &Param<'_>) -> String {
    let (kind, variant) = match (param.parameter.location, &param.parameter.encoding) {
        (Location::Path, Encoding::Style { style, explode, .. }) => {
            let variant = match (style, explode) {
                (Style::Label, false) => "Label",
                (Style::Label, true) => "LabelExploded",
                (Style::Matrix, false) => "Matrix",
                (Style::Matrix, true) => "MatrixExploded",
                (_, false) => "Simple",
                (_, true) => "SimpleExploded",
            };
            ("PathStyle", variant)
        }
        (Location::Path, Encoding::Json) => ("PathStyle", "Json"),
        (Location::Path, Encoding::Text) => ("PathStyle", "Simple"),
        (Location::Query, encoding) => ("QueryStyle", query_variant(encoding)),
        (Location::Header, Encoding::Style { explode: true, .. }) => {
            ("HeaderStyle", "SimpleExploded")
        }
        (Location::Header, Encoding::Json) => ("HeaderStyle", "Json"),
        (Location::Header, _) => ("HeaderStyle", "Simple"),
        (Location::Cookie, Encoding::Style { explode: true, .. }) => {
            ("CookieStyle", "FormExploded")
        }
        (Location::Cookie, Encoding::Json) => ("CookieStyle", "Json"),
        (Location::Cookie, _) => ("CookieStyle", "Form"),
    };
    format!("{}::{variant}", scope.runtime(kind))
}

fn query_variant(encoding: &Encoding) -> &'static str {
    match encoding {
        Encoding::Style { style, explode, .. } => query_style(*style, *explode),
        Encoding::Json => "Json",
        Encoding::Text => "Form",
    }
}

fn query_style(style: Style, explode: bool) -> &'static str {
    match (style, explode) {
        (Style::DeepObject, _) => "DeepObject",
        (Style::SpaceDelimited, false) => "SpaceDelimited",
        (Style::PipeDelimited, false) => "PipeDelimited",
        (_, false) => "Form",
        (_, true) => "FormExploded",
    }
}

/// What can be read, successes first.
fn accepted(op: &Op<'_>) -> String {
    let answers = op.success.variants.iter().chain(&op.error.variants);
    let mut media_types: Vec<&str> = Vec::new();
    for content in answers.flat_map(|answer| &answer.contents) {
        let also = content.content.also.iter().map(String::as_str);
        for media_type in std::iter::once(content.content.media_type.as_str()).chain(also) {
            if !media_types.contains(&media_type) && media_types.len() < 16 {
                media_types.push(media_type);
            }
        }
    }
    media_types.join(", ")
}

fn body(scope: &Scope<'_>, plan: &BodyPlan<'_>, code: &mut Code) {
    let error = scope.runtime("Error");
    let value = format!("self.body.map_err({error}::invalid_request)?");
    if plan.body.required {
        code.line(format!("let body = {value};"));
        contents(scope, plan, code);
    } else {
        code.open(format!("if let Some(body) = {value} {{"));
        contents(scope, plan, code);
        code.close("}");
    }
}

fn contents(scope: &Scope<'_>, plan: &BodyPlan<'_>, code: &mut Code) {
    if let [only] = plan.contents.as_slice() {
        code.line(format!("{};", content(scope, only)));
        return;
    }
    code.open("match body {");
    let ty = scope.ty(&plan.ty);
    for plan in &plan.contents {
        let variant = plan.variant.as_deref().unwrap_or_default();
        let call = content(scope, plan);
        code.line(format!("{ty}::{variant}(body) => {call},"));
    }
    code.close("}");
}

/// The call that puts `body` on the request.
fn content(scope: &Scope<'_>, plan: &ContentPlan<'_>) -> String {
    let content = plan.content;
    let media_type = literal(&sent_type(content));
    match content.kind {
        _ if plan.ty == Ty::Stream && content.media_type.contains('*') => {
            let range = literal(&content.media_type);
            format!("call.stream_in({range}, {media_type}, body)?")
        }
        _ if plan.ty == Ty::Stream => format!("call.stream({media_type}, body)"),
        ContentKind::Json => format!("call.json({media_type}, &body)?"),
        ContentKind::Form => {
            let styles = form_styles(scope, content);
            format!("call.form({media_type}, &body, &[{styles}])?")
        }
        ContentKind::Multipart if is_multipart(scope, &plan.ty) => {
            format!("call.multipart({media_type}, body)?")
        }
        ContentKind::Text | ContentKind::Multipart | ContentKind::Bytes => {
            format!("call.text({media_type}, &body)?")
        }
    }
}

/// Whether the type implements `Multipart`.
pub(super) fn is_multipart(scope: &Scope<'_>, ty: &Ty) -> bool {
    let Ty::Named(id) = ty else {
        return false;
    };
    let def = scope.plan.type_def(*id);
    def.is_some_and(|def| matches!(def.shape, Shape::Multipart(_)))
}

/// The media type of a body that is sent; a text says that it is UTF-8.
pub(super) fn sent_type(content: &Content) -> String {
    let is_text = content.kind == ContentKind::Text && !content.sent.contains(';');
    let charset = if is_text { "; charset=utf-8" } else { "" };
    format!("{}{charset}", content.sent)
}

/// The properties of a form that say how they are written.
pub(super) fn form_styles(scope: &Scope<'_>, content: &Content) -> String {
    let styles = content.encodings.iter().map(|encoding| {
        let mut types = encoding.content_types.iter();
        let style = if types.any(|kind| kind.contains("json")) {
            "Json"
        } else {
            query_style(encoding.style, encoding.explode)
        };
        let reserved = if encoding.allow_reserved {
            "Kept"
        } else {
            "Encoded"
        };
        format!(
            "{} {{ name: {}, style: {}::{style}, reserved: {}::{reserved} }}",
            scope.runtime("FormProperty"),
            literal(&encoding.property),
            scope.runtime("QueryStyle"),
            scope.runtime("Reserved"),
        )
    });
    styles.collect::<Vec<_>>().join(", ")
}
