//! `responses.rs`: one enum of successes and one of errors per operation, a variant for each
//! documented status, and the structs of their headers. Both sides speak them.

use super::attributes::{Serde, derives};
use super::errors::{self, Errors};
use crate::docs;
use crate::emit::code::Code;
use crate::emit::file::Docs;
use crate::plan::{Answer, Answers, Headers, Op, Param, Plan, Presence, Traits, Ty};
use openapi_model::Status;

/// `above` is the way to the folder's root, without `::`.
pub(super) fn responses(plan: &Plan<'_>, errors: &Errors, ops: &[&Op<'_>], above: &str) -> Code {
    let mut items = Code::new();
    for op in ops {
        success(&mut items, plan, op);
        error(&mut items, plan, errors, op);
        header_structs(&mut items, plan, op);
    }
    let mut code = Code::new();
    if items.as_text().contains("schemas::") {
        code.line(format!("use {above}::schemas;"));
        code.blank();
    }
    code.append(&items);
    code
}

const TYPES: &str = "schemas::";

fn success(code: &mut Code, plan: &Plan<'_>, op: &Op<'_>) {
    answer_enum(
        code,
        plan,
        op,
        &op.success,
        "Every documented answer below 400",
    );
}

fn error(code: &mut Code, plan: &Plan<'_>, errors: &Errors, op: &Op<'_>) {
    answer_enum(
        code,
        plan,
        op,
        &op.error,
        "Every documented answer of 400 and above",
    );
    if op.error.variants.is_empty() {
        return;
    }
    let (telling, silent): (Vec<_>, Vec<_>) = op.error.variants.iter().partition(|answer| {
        answer
            .body
            .as_ref()
            .is_some_and(|ty| errors.tells(plan, ty))
    });
    let telling: Vec<(String, Ty)> = telling
        .into_iter()
        .filter_map(|answer| {
            let pattern = match form(answer) {
                Form::Struct => format!("Self::{} {{ body, .. }}", answer.name),
                Form::Tuple | Form::Unit => format!("Self::{}(body)", answer.name),
            };
            Some((pattern, answer.body.clone()?))
        })
        .collect();
    let silent: Vec<String> = silent.into_iter().map(any_pattern).collect();
    errors::of_variants(code, &op.error.name, &telling, &silent);
}

/// What a variant looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Unit,
    Tuple,
    Struct,
}

fn form(answer: &Answer<'_>) -> Form {
    let exact = matches!(answer.status, Status::Code(_));
    match (exact, &answer.headers, &answer.body) {
        (true, None, None) => Form::Unit,
        (true, None, Some(_)) => Form::Tuple,
        _ => Form::Struct,
    }
}

/// A pattern that takes the variant and nothing of it.
fn any_pattern(answer: &Answer<'_>) -> String {
    let name = &answer.name;
    match form(answer) {
        Form::Unit => format!("Self::{name}"),
        Form::Tuple => format!("Self::{name}(_)"),
        Form::Struct => format!("Self::{name} {{ .. }}"),
    }
}

fn answer_enum(code: &mut Code, plan: &Plan<'_>, op: &Op<'_>, answers: &Answers<'_>, what: &str) {
    code.blank();
    let words = Docs::default()
        .own(format!("{what} of {}.", docs::code(&op.operation.id)))
        .source(&format!("{}/responses", op.operation.place.pointer));
    code.docs(words.into_lines());
    let traits = Traits {
        value: answers.value,
        ..Traits::default()
    };
    derives(code, traits, Serde::Manual);
    if answers.variants.is_empty() {
        code.line(format!("pub enum {} {{}}", answers.name));
    } else {
        code.open(format!("pub enum {} {{", answers.name));
        for answer in &answers.variants {
            variant(code, plan, answer);
        }
        code.close("}");
    }
    code.blank();
    code.open(format!("impl {} {{", answers.name));
    code.line("/// The HTTP status of this answer.");
    code.open("pub fn status(&self) -> u16 {");
    if answers.variants.is_empty() {
        code.line("match *self {}");
    } else {
        code.block("match self {", "}", |code| status_arms(code, answers));
    }
    code.close("}");
    code.close("}");
}

fn status_arms(code: &mut Code, answers: &Answers<'_>) {
    let mut open = Vec::new();
    for answer in &answers.variants {
        match answer.status {
            Status::Code(status) => code.line(format!("{} => {status},", any_pattern(answer))),
            Status::Range(_) | Status::Default => {
                let only = answer.headers.is_none() && answer.body.is_none();
                let rest = if only { "" } else { ", .." };
                open.push(format!("Self::{} {{ status{rest} }}", answer.name));
            }
        }
    }
    if !open.is_empty() {
        code.line(format!("{} => *status,", open.join(" | ")));
    }
}

fn variant(code: &mut Code, plan: &Plan<'_>, answer: &Answer<'_>) {
    code.docs([variant_docs(answer)]);
    let body = answer.body.as_ref().map(|ty| ty.print(plan, TYPES));
    match form(answer) {
        Form::Unit => code.line(format!("{},", answer.name)),
        Form::Tuple => code.line(format!("{}({}),", answer.name, body.unwrap_or_default())),
        Form::Struct => {
            code.open(format!("{} {{", answer.name));
            if !matches!(answer.status, Status::Code(_)) {
                code.line("/// The status of the answer.");
                code.line("status: u16,");
            }
            if let Some(headers) = &answer.headers {
                code.line("/// The documented headers.");
                code.line(format!("headers: {},", headers.name));
            }
            if let Some(body) = body {
                code.line("/// The body.");
                code.line(format!("body: {body},"));
            }
            code.close("},");
        }
    }
}

fn variant_docs(answer: &Answer<'_>) -> String {
    let status = match answer.status {
        Status::Code(code) => format!("`{code}`"),
        Status::Range(first) => format!("`{first}XX`"),
        Status::Default => "`default`".to_owned(),
    };
    let description = docs::line(&answer.response.description);
    let source = answer.response.source.as_deref();
    let source = source
        .map(|source| format!(" Source: {}.", docs::code(source)))
        .unwrap_or_default();
    if description.is_empty() {
        format!("{status}.{source}")
    } else {
        format!("{status}: {description}.{source}")
    }
}

fn header_structs(code: &mut Code, plan: &Plan<'_>, op: &Op<'_>) {
    let mut printed: Vec<&str> = Vec::new();
    for answer in op.success.variants.iter().chain(&op.error.variants) {
        // The default can be in both enums.
        if let Some(headers) = &answer.headers
            && !printed.contains(&headers.name.as_str())
        {
            printed.push(&headers.name);
            header_struct(code, plan, op, answer, headers);
        }
    }
}

fn header_struct(
    code: &mut Code,
    plan: &Plan<'_>,
    op: &Op<'_>,
    answer: &Answer<'_>,
    headers: &Headers<'_>,
) {
    code.blank();
    let what = format!(
        "The headers of the answer `{}` of {}.",
        answer.name,
        docs::code(&op.operation.id)
    );
    let pointer = format!("{}/headers", answer.response.place.pointer);
    code.docs(Docs::default().own(what).source(&pointer).into_lines());
    let default = headers
        .fields
        .iter()
        .all(|field| field.presence != Presence::Required);
    derives(
        code,
        Traits {
            value: true,
            default,
            ..Traits::default()
        },
        Serde::Manual,
    );
    code.open(format!("pub struct {} {{", headers.name));
    for field in &headers.fields {
        code.docs(header_docs(field));
        let ty = field.ty.print(plan, TYPES);
        let ty = if field.presence == Presence::Required {
            ty
        } else {
            format!("Option<{ty}>")
        };
        code.line(format!("pub {}: {ty},", field.field));
    }
    code.close("}");
}

fn header_docs(field: &Param<'_>) -> Vec<String> {
    let words = [
        &field.parameter.description,
        &field.parameter.schema.description,
    ];
    let words = words.into_iter().find(|text| !text.trim().is_empty());
    let words = Docs::default().text(words.map_or("", String::as_str));
    let words = words.or(format!("The header {}.", docs::code(&field.parameter.name)));
    if field.parameter.deprecated {
        words.own("Deprecated.").into_lines()
    } else {
        words.into_lines()
    }
}
