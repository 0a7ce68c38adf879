//! What a request must be.

use openapi_model::{ContentKind, Location, Piece};

use super::{by_reference, referred, unwrap};
use crate::docs;
use crate::emit::client::member::{Member, What, members};
use crate::emit::client::request::{form_styles, is_multipart, style};
use crate::emit::client::scope::Scope;
use crate::emit::client::url;
use crate::emit::code::{Code, literal};
use crate::emit::file::Docs;
use crate::plan::{ContentPlan, Op, Param, Ty};
use heck::ToSnakeCase;

pub(super) fn print(scope: &Scope<'_>, op: &Op<'_>, code: &mut Code) {
    code.open(format!("impl {}When {{", op.type_name));
    code.line("/// What stands between the parameters of the path.");
    code.list(
        "const PATH: &'static [&'static str] = &[",
        &literals(op),
        "];",
    );
    code.blank();
    constructor(op, code);
    code.blank();
    unwrap("When", code);
    for member in &members(op) {
        match member.what {
            What::Parameter(param) => {
                code.blank();
                parameter(scope, op, member, param, code);
            }
            What::Body(body) => {
                for plan in &body.contents {
                    content(scope, plan, code);
                }
            }
        }
    }
    code.close("}");
}

fn constructor(op: &Op<'_>, code: &mut Code) {
    code.line("/// Wraps what `httpmock` has, and asks for method and path.");
    code.line("#[must_use]");
    code.open("pub fn new(inner: When) -> Self {");
    let verb = op.operation.method.to_ascii_uppercase();
    code.line(format!("let inner = inner.method(Method::{verb});"));
    for fixed in &op.operation.fixed {
        let function = if fixed.location == Location::Query {
            "query_param"
        } else {
            "header"
        };
        let (name, value) = (literal(&fixed.name), literal(&fixed.value));
        code.line(format!("let inner = inner.{function}({name}, {value});"));
    }
    code.line("let path = mock::path_pattern(Self::PATH, &[], &mock::PathPart::Any);");
    code.line("Self(inner.path_matches(path))");
    code.close("}");
}

/// What stands between the parameters of the path.
fn literals(op: &Op<'_>) -> Vec<String> {
    let mut literals: Vec<String> = Vec::new();
    let mut text = String::new();
    for segment in &op.operation.segments {
        text.push('/');
        for piece in &segment.pieces {
            match piece {
                Piece::Literal(literal) => text.push_str(&url::path(literal)),
                Piece::Parameter(_) | Piece::OneOf { .. } => {
                    literals.push(literal(&std::mem::take(&mut text)));
                }
            }
        }
    }
    if op.operation.segments.is_empty() {
        text.push('/');
    }
    literals.push(literal(&text));
    literals
}

/// Where in the path a parameter stands.
fn positions(op: &Op<'_>, param: &Param<'_>) -> String {
    let pieces = op.operation.segments.iter().flat_map(|it| &it.pieces);
    let names = pieces.filter_map(Piece::parameter);
    let known = names
        .enumerate()
        .filter(|(_, name)| *name == param.parameter.name)
        .map(|(position, _)| position.to_string());
    known.collect::<Vec<_>>().join(", ")
}

fn parameter(
    scope: &Scope<'_>,
    op: &Op<'_>,
    member: &Member<'_>,
    param: &Param<'_>,
    code: &mut Code,
) {
    let wire = docs::code(&param.parameter.name);
    code.docs(
        Docs::default()
            .own(format!("Asks for this value of {wire}."))
            .into_lines(),
    );
    code.line("#[must_use]");
    let name = setter(member.name);
    let value = if member.required {
        required(scope, &name, member.ty, code)
    } else {
        optional(scope, &name, member.ty, code)
    };
    let name = literal(&param.parameter.name);
    let style = style(scope, param);
    match param.parameter.location {
        Location::Path => {
            let positions = positions(op, param);
            code.line(format!(
                "let part = mock::PathPart::of({name}, {value}, {style});"
            ));
            code.line(format!(
                "let path = mock::path_pattern(Self::PATH, &[{positions}], &part);"
            ));
            code.line("Self(self.0.path_matches(path))");
        }
        Location::Query => {
            code.line(format!(
                "let pairs = mock::query_pairs({name}, {value}, {style});"
            ));
            code.open("if pairs.is_empty() {");
            code.line(format!("return Self(self.0.query_param_missing({name}));"));
            code.close("}");
            code.line("let pairs = pairs.into_iter();");
            code.line(
                "Self(pairs.fold(self.0, |when, (name, value)| when.query_param(name, value)))",
            );
        }
        Location::Header => {
            code.open(format!(
                "match mock::header_text({name}, {value}, {style}) {{"
            ));
            code.line(format!("Some(text) => Self(self.0.header({name}, text)),"));
            code.line(format!("None => Self(self.0.header_missing({name})),"));
            code.close("}");
        }
        Location::Cookie => {
            code.line(format!(
                "let patterns = mock::cookie_patterns({name}, {value}, {style});"
            ));
            code.line("let patterns = patterns.into_iter();");
            code.open("Self(patterns.fold(self.0, |when, pattern| {");
            code.line("when.header_matches(\"(?i)^cookie$\", pattern)");
            code.close("}))");
        }
    }
    code.close("}");
}

/// The name of a function beside `into_inner`.
fn setter(name: &str) -> String {
    if name == "into_inner" {
        "into_inner_".to_owned()
    } else {
        name.to_owned()
    }
}

/// Opens the function; what it gives is a reference to the value.
fn required(scope: &Scope<'_>, name: &str, ty: &Ty, code: &mut Code) -> &'static str {
    let inner = referred(scope, ty);
    if by_reference(ty) {
        code.open(format!("pub fn {name}(self, value: &{inner}) -> Self {{"));
        "value"
    } else {
        code.open(format!("pub fn {name}(self, value: {inner}) -> Self {{"));
        "&value"
    }
}

/// The same for what may be left out.
fn optional(scope: &Scope<'_>, name: &str, ty: &Ty, code: &mut Code) -> &'static str {
    let inner = referred(scope, ty);
    let (generics, wanted) = if by_reference(ty) {
        ("'a, T", format!("Option<&'a {inner}>"))
    } else {
        ("T", format!("Option<{inner}>"))
    };
    code.line(format!("pub fn {name}<{generics}>(self, value: T) -> Self"));
    code.line("where");
    code.line(format!("    T: Into<{wanted}>,"));
    code.open("{");
    code.line(format!(
        "let value: {} = value.into();",
        wanted.replace("&'a ", "&")
    ));
    "&value"
}

/// Asks for a body in one media type.
fn content(scope: &Scope<'_>, plan: &ContentPlan<'_>, code: &mut Code) {
    let name = match &plan.variant {
        Some(variant) => format!("body_{}", variant.to_snake_case()),
        None => "body".to_owned(),
    };
    if is_multipart(scope, &plan.ty) {
        // A boundary cannot be foreseen.
        return;
    }
    code.blank();
    code.line("/// Asks for this body.");
    code.line("#[must_use]");
    if plan.ty == Ty::Stream {
        code.open(format!(
            "pub fn {name}(self, value: impl Into<Vec<u8>>) -> Self {{"
        ));
        code.line("let value = value.into();");
        code.line("Self(self.0.is_true(move |request| request.body_ref() == value))");
        code.close("}");
        return;
    }
    let value = required(scope, &name, &plan.ty, code);
    match plan.content.kind {
        ContentKind::Json => code.line(format!("Self(self.0.json_body_obj({value}))")),
        ContentKind::Form => {
            let styles = form_styles(scope, plan.content);
            code.line(format!(
                "let pairs = mock::form_pairs({value}, &[{styles}]).into_iter();"
            ));
            code.open("Self(pairs.fold(self.0, |when, (name, value)| {");
            code.line("when.form_urlencoded_tuple(name, value)");
            code.close("}))");
        }
        ContentKind::Text | ContentKind::Multipart | ContentKind::Bytes => {
            code.line(format!("Self(self.0.body(mock::text({value})))"));
        }
    }
    code.close("}");
}
