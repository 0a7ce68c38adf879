//! `requests.rs`: what a handler is given, and how it is read.

use openapi_model::ContentKind;

use super::Server;
use crate::docs;
use crate::emit::code::Code;
use crate::emit::file::Docs;
use crate::plan::{BodyPlan, ContentPlan, Op, Param, Plan, Presence, Ty};

/// The structs of some operations, each with the function that reads it.
pub(super) fn requests(server: &Server<'_>, operations: &[usize]) -> String {
    let mut code = Code::new();
    for (index, op) in server.chosen(operations) {
        code.blank();
        request(server, op, &mut code);
        if has_fields(op) {
            code.blank();
            reader(server, index, op, &mut code);
        }
    }
    let depth = if server.is_split() {
        "super::super"
    } else {
        "super"
    };
    let uses: [(&str, &[&str]); 2] = [
        ("openapi_server", &["Input", "Rejection"]),
        (depth, &["parameters"]),
    ];
    super::import::with_uses(&uses, &code)
}

/// Whether there is anything to be read.
pub(super) fn has_fields(op: &Op<'_>) -> bool {
    !op.parameters.is_empty() || op.body.is_some()
}

/// Whether reading takes something out of the input.
pub(super) fn takes(op: &Op<'_>) -> bool {
    let contents = op.body.iter().flat_map(|body| &body.contents);
    contents
        .into_iter()
        .any(|content| matches!(way(content), Way::Stream | Way::Parts))
}

/// Whether reading can fail: bytes are handed on, whatever they are.
pub(super) fn can_fail(op: &Op<'_>) -> bool {
    let mut contents = op.body.iter().flat_map(|body| &body.contents);
    !op.parameters.is_empty() || contents.any(|content| way(content) != Way::Stream)
}

fn request(server: &Server<'_>, op: &Op<'_>, code: &mut Code) {
    let about = format!("What {} is called with.", docs::code(&op.operation.id));
    let about = Docs::default()
        .own(about)
        .source(&op.operation.place.pointer);
    code.docs(about.into_lines());
    let is_value = op
        .body
        .as_ref()
        .is_none_or(|body| is_value(server.plan, &body.ty));
    code.line(if is_value {
        "#[derive(Debug, Clone, PartialEq)]"
    } else {
        "#[derive(Debug)]"
    });
    code.line("#[non_exhaustive]");
    if !has_fields(op) {
        code.line(format!("pub struct {} {{}}", op.request));
        return;
    }
    code.open(format!("pub struct {} {{", op.request));
    for param in &op.parameters {
        code.docs(about_parameter(param).into_lines());
        let ty = server.print(&param.ty);
        let ty = if param.presence == Presence::Optional {
            format!("Option<{ty}>")
        } else {
            ty
        };
        code.line(format!("pub {}: {ty},", param.field));
    }
    if let Some(body) = &op.body {
        let about = Docs::default()
            .text(&body.body.description)
            .or("The request body.");
        code.docs(about.into_lines());
        let ty = server.print(&body.ty);
        let ty = if body.body.required {
            ty
        } else {
            format!("Option<{ty}>")
        };
        code.line(format!("pub body: {ty},"));
    }
    code.close("}");
}

fn about_parameter(param: &Param<'_>) -> Docs {
    let parameter = param.parameter;
    let about = Docs::default().text(&parameter.description);
    let about = about.or(format!("The parameter {}.", docs::code(&parameter.name)));
    let about = if parameter.deprecated {
        about.own("Deprecated.")
    } else {
        about
    };
    match &param.presence {
        Presence::Default(value) => about.own(format!(
            "Where it is absent: {}.",
            docs::code(&value.to_string())
        )),
        Presence::Required | Presence::Optional => about,
    }
}

/// Whether it is `Clone` and `PartialEq`.
pub(super) fn is_value(plan: &Plan<'_>, ty: &Ty) -> bool {
    match ty {
        Ty::Stream => false,
        Ty::Named(id) => plan.type_def(*id).is_none_or(|def| def.traits.value),
        Ty::Option(inner) | Ty::Box(inner) | Ty::Vec(inner) | Ty::Map(inner) => {
            is_value(plan, inner)
        }
        Ty::Json
        | Ty::Bool
        | Ty::I32
        | Ty::I64
        | Ty::U64
        | Ty::F64
        | Ty::String
        | Ty::Uuid
        | Ty::Date
        | Ty::DateTime
        | Ty::Base64
        | Ty::File => true,
    }
}

/// How a content is read, which its type has a say in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Json,
    Form,
    Text,
    Parts,
    Stream,
}

pub(super) fn way(content: &ContentPlan<'_>) -> Way {
    if content.ty == Ty::Stream {
        return Way::Stream;
    }
    match content.content.kind {
        ContentKind::Json => Way::Json,
        ContentKind::Form => Way::Form,
        ContentKind::Text => Way::Text,
        ContentKind::Multipart => Way::Parts,
        ContentKind::Bytes => Way::Stream,
    }
}

fn reader(server: &Server<'_>, index: usize, op: &Op<'_>, code: &mut Code) {
    let input = if takes(op) {
        "&mut Input<'_>"
    } else {
        "&Input<'_>"
    };
    code.open(format!("impl {} {{", op.request));
    let (result, head, tail) = if can_fail(op) {
        ("Result<Self, Rejection>", "Ok(Self {", "})")
    } else {
        ("Self", "Self {", "}")
    };
    code.open(format!("pub(crate) fn read(input: {input}) -> {result} {{"));
    code.open(head);
    for (param, path) in op.parameters.iter().zip(server.parameters.paths(index)) {
        let read = if param.presence == Presence::Optional {
            "optional"
        } else {
            "required"
        };
        code.line(format!("{}: input.{read}(&{path})?,", param.field));
    }
    if let Some(body) = &op.body {
        body_reader(server, body, code);
    }
    code.close(tail);
    code.close("}");
    code.close("}");
}

fn body_reader(server: &Server<'_>, body: &BodyPlan<'_>, code: &mut Code) {
    let ty = server.print(&body.ty);
    let read = |content: &ContentPlan<'_>| {
        let read = match way(content) {
            Way::Json => "input.json()?",
            Way::Form => "input.form()?",
            Way::Text => "input.text()?",
            Way::Parts => "input.parts()?",
            Way::Stream => "input.stream()",
        };
        match &content.variant {
            Some(variant) => format!("{ty}::{variant}({read})"),
            None => read.to_owned(),
        }
    };
    let mut expression = Code::new();
    let (head, tail) = if body.body.required {
        ("", "")
    } else {
        ("Some(", ")")
    };
    match body.contents.as_slice() {
        [one] => expression.line(format!("{head}{}{tail}", read(one))),
        several => {
            expression.open(format!("{head}match input.content() {{"));
            for (at, content) in several.iter().enumerate() {
                let is_last = at + 1 == several.len();
                let pattern = if is_last {
                    "_".to_owned()
                } else {
                    at.to_string()
                };
                expression.line(format!("{pattern} => {},", read(content)));
            }
            expression.close(format!("}}{tail}"));
        }
    }
    if body.body.required {
        let text = expression.into_text();
        let mut lines = text.lines().peekable();
        let mut head = "body: ";
        while let Some(line) = lines.next() {
            let tail = if lines.peek().is_none() { "," } else { "" };
            code.line(format!("{head}{line}{tail}"));
            head = "";
        }
        return;
    }
    code.open("body: if input.has_body() {");
    code.append(&expression);
    code.turn("} else {");
    code.line("None");
    code.close("},");
}
