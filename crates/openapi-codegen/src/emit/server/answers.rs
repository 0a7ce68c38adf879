//! `answers.rs`: from the documented answers to HTTP.

use openapi_model::{Encoding, Status};

use super::Server;
use super::requests::{Way, way};
use crate::docs;
use crate::emit::code::{Code, literal};
use crate::emit::file::Docs;
use crate::plan::{Answer, Answers, ContentPlan, Headers, Op};

/// Which of the two enums of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Success,
    Error,
}

/// The functions of some operations: one for success, one for errors.
pub(super) fn answers(server: &Server<'_>, operations: &[usize]) -> String {
    let mut code = Code::new();
    for (index, op) in server.chosen(operations) {
        for side in [Side::Success, Side::Error] {
            let answers = of(op, side);
            if let Some(name) = server.answer_function(index, side) {
                code.blank();
                function(server, op, answers, side, name, &mut code);
            }
        }
    }
    let names = ["Call", "Explode", "Outcome"];
    super::import::with_uses(&[("openapi_server", &names)], &code)
}

pub(super) fn of<'p, 'a>(op: &'p Op<'a>, side: Side) -> &'p Answers<'a> {
    match side {
        Side::Success => &op.success,
        Side::Error => &op.error,
    }
}

fn function(
    server: &Server<'_>,
    op: &Op<'_>,
    answers: &Answers<'_>,
    side: Side,
    name: &str,
    code: &mut Code,
) {
    let what = match side {
        Side::Success => "A success",
        Side::Error => "An error",
    };
    let about = format!("{what} of {}.", docs::code(&op.operation.id));
    code.docs(Docs::default().own(about).into_lines());
    let enumeration = format!("{}::{}", server.types, answers.name);
    let ty = if answers.value {
        format!("&{enumeration}")
    } else {
        enumeration.clone()
    };
    code.list(
        &format!("pub(crate) fn {name}("),
        &["call: Call<'_>".to_owned(), format!("answer: {ty}")],
        ") -> Outcome {",
    );
    code.indent_more();
    code.open("match answer {");
    for answer in &answers.variants {
        arm(server, answers, answer, side, code);
    }
    code.close("}");
    code.close("}");
}

fn arm(
    server: &Server<'_>,
    answers: &Answers<'_>,
    answer: &Answer<'_>,
    side: Side,
    code: &mut Code,
) {
    let variant = format!("{}::{}::{}", server.types, answers.name, answer.name);
    let is_exact = matches!(answer.status, Status::Code(_));
    let mut fields = Vec::new();
    if !is_exact {
        fields.push("status");
    }
    if answer.headers.is_some() {
        fields.push("headers");
    }
    if answer.body.is_some() {
        fields.push("body");
    }
    let pattern = match fields.as_slice() {
        [] => variant,
        ["body"] => format!("{variant}(body)"),
        fields => format!("{variant} {{ {} }}", fields.join(", ")),
    };
    let reply = reply(answers, answer, side);
    let is_by_reference = answers.value;
    match answer.contents.as_slice() {
        [] if is_exact && answer.headers.is_none() => {
            let status = status_text(answer.status);
            code.line(format!("{pattern} => call.answer_empty({status}),"));
        }
        [] => chain(&pattern, &reply, ".empty()", code),
        [one] => {
            let is_plain = is_exact && answer.headers.is_none() && way(one) == Way::Json;
            if is_plain && one.content.sent == "application/json" {
                let body = if is_by_reference { "body" } else { "&body" };
                let status = status_text(answer.status);
                let line = format!("{pattern} => call.answer({status}, {body}),");
                if code.indent() + line.chars().count() <= 100 {
                    code.line(line);
                } else {
                    code.open(format!("{pattern} => {{"));
                    code.line(format!("call.answer({status}, {body})"));
                    code.close("}");
                }
            } else {
                chain(&pattern, &reply, &end(one, is_by_reference), code);
            }
        }
        several => {
            code.open(format!("{pattern} => {{"));
            print_chain("let reply = ", &reply, "", ";", code);
            code.open("match body {");
            for content in several {
                let ty = answer
                    .body
                    .as_ref()
                    .map(|ty| server.print(ty))
                    .unwrap_or_default();
                let variant = content.variant.as_deref().unwrap_or_default();
                code.open(format!("{ty}::{variant}(body) => {{"));
                code.line(format!("reply{}", end(content, is_by_reference)));
                code.close("}");
            }
            code.close("}");
            code.close("}");
        }
    }
}

/// `call.reply(200)` and what is said before the body.
fn reply(answers: &Answers<'_>, answer: &Answer<'_>, side: Side) -> Vec<String> {
    let status = if answers.value { "*status" } else { "status" };
    let mut steps = match answer.status {
        Status::Code(code) => vec![format!("call.reply({code})")],
        Status::Range(first) => {
            let (low, high) = (u16::from(first) * 100, u16::from(first) * 100 + 99);
            vec![
                format!("call.reply({status})"),
                format!(".within({low}, {high})"),
            ]
        }
        Status::Default => {
            let (low, high) = match side {
                Side::Success => (200, 399),
                Side::Error => (400, 599),
            };
            vec![
                format!("call.reply({status})"),
                format!(".within({low}, {high})"),
            ]
        }
    };
    if let Some(Headers { fields, .. }) = &answer.headers {
        for field in fields {
            let name = literal(&field.parameter.name);
            let value = format!("&headers.{}", field.field);
            steps.push(match &field.parameter.encoding {
                Encoding::Json => format!(".json_header({name}, {value})"),
                Encoding::Text => format!(".header({name}, Explode::No, {value})"),
                Encoding::Style { explode, .. } => {
                    let explode = super::parameters::explode_name(*explode);
                    format!(".header({name}, {explode}, {value})")
                }
            });
        }
    }
    steps
}

/// The last step: the body.
fn end(content: &ContentPlan<'_>, is_by_reference: bool) -> String {
    let media_type = literal(&content.content.sent);
    let borrowed = if is_by_reference { "body" } else { "&body" };
    let owned = if is_by_reference {
        "body.clone()"
    } else {
        "body"
    };
    let text = if is_by_reference {
        "body.as_str()"
    } else {
        "body"
    };
    match way(content) {
        Way::Json => format!(".json({media_type}, {borrowed})"),
        Way::Form => format!(".form({media_type}, {borrowed})"),
        Way::Text => format!(".text({media_type}, {text})"),
        Way::Parts => format!(".parts({media_type}, {owned})"),
        Way::Stream if content.content.media_type.contains('*') => {
            let range = literal(&content.content.media_type);
            format!(".streamed_in({range}, {media_type}, {owned})")
        }
        Way::Stream => format!(".streamed({media_type}, {owned})"),
    }
}

fn chain(pattern: &str, steps: &[String], end: &str, code: &mut Code) {
    code.open(format!("{pattern} => {{"));
    print_chain("", steps, end, "", code);
    code.close("}");
}

/// Steps on one line where they fit, else one to a line.
fn print_chain(head: &str, steps: &[String], end: &str, tail: &str, code: &mut Code) {
    let flat = format!("{head}{}{end}{tail}", steps.concat());
    if code.indent() + flat.chars().count() <= 100
        || steps.len() + usize::from(!end.is_empty()) == 1
    {
        code.line(flat);
        return;
    }
    let mut rest: Vec<&str> = steps.iter().map(String::as_str).collect();
    if !end.is_empty() {
        rest.push(end);
    }
    let count = rest.len();
    for (at, step) in rest.into_iter().enumerate() {
        let indent = if at == 0 { head } else { "    " };
        let tail = if at + 1 == count { tail } else { "" };
        code.line(format!("{indent}{step}{tail}"));
    }
}

fn status_text(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(first) => (u16::from(first) * 100).to_string(),
        Status::Default => "500".to_owned(),
    }
}
