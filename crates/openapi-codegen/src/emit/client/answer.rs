//! The second half of `send`: which answer becomes what.
//!
//! An exact status wins over a range, a range over the default; what is not documented at all is
//! read as the table in the documentation of the runtime has it.

use openapi_model::{Content, ContentKind, Status};

use super::request::is_multipart;
use super::scope::Scope;
use crate::emit::code::{Code, literal};
use crate::plan::{Answer, Answers, ContentPlan, Headers, Op, Returned, Ty};

/// What a call gives: the type inside of `ResponseValue` or `Error`.
pub(super) fn ty(scope: &Scope<'_>, answers: &Answers<'_>) -> String {
    match &answers.returned {
        Returned::Nothing => "()".to_owned(),
        Returned::Body(ty) => scope.ty(ty),
        Returned::Enum => format!("{}{}", scope.types, answers.name),
    }
}

/// Whether an answer is a value or an error.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Success,
    Error,
}

impl Side {
    fn wrap(self, scope: &Scope<'_>, value: &str) -> String {
        match self {
            Self::Success => format!("Ok({value})"),
            Self::Error => format!("Err({}::refused({value}))", scope.runtime("Error")),
        }
    }
}

/// An arm of the match over statuses.
struct Arm {
    patterns: Vec<String>,
    body: Code,
}

/// Prints the match over statuses.
pub(super) fn print(scope: &Scope<'_>, op: &Op<'_>, code: &mut Code) {
    let mut arms: Vec<Arm> = Vec::new();
    for (answers, side) in [(&op.success, Side::Success), (&op.error, Side::Error)] {
        for answer in &answers.variants {
            if let Status::Code(status) = answer.status {
                add(
                    &mut arms,
                    status.to_string(),
                    body(scope, answers, answer, side),
                );
            }
        }
    }
    let mut ranges: Vec<Arm> = Vec::new();
    let mut hundreds: Vec<u8> = Vec::new();
    for (answers, side) in [(&op.success, Side::Success), (&op.error, Side::Error)] {
        for answer in &answers.variants {
            if let Status::Range(first) = answer.status {
                hundreds.push(first);
                let pattern = format!("{first}00..={first}99");
                add(&mut ranges, pattern, body(scope, answers, answer, side));
            }
        }
    }
    undocumented_success(scope, op, &hundreds, &mut arms);
    if ranges.is_empty()
        && let Some(default) = default(scope, &op.error, Side::Error)
    {
        // The last arm says the same.
        arms.retain(|arm| arm.body.as_text() != default.as_text());
    }
    arms.append(&mut ranges);
    if uses_status(op) {
        code.line("let status = response.status().as_u16();");
        code.open("match status {");
    } else {
        code.open("match response.status().as_u16() {");
    }
    for arm in &arms {
        print_arm(&arm.patterns.join(" | "), &arm.body, code);
    }
    rest(scope, op, &hundreds, code);
    code.close("}");
}

/// Statuses that are read in the same way share an arm.
fn add(arms: &mut Vec<Arm>, pattern: String, body: Code) {
    match arms
        .iter_mut()
        .find(|arm| arm.body.as_text() == body.as_text())
    {
        Some(arm) => arm.patterns.push(pattern),
        None => arms.push(Arm {
            patterns: vec![pattern],
            body,
        }),
    }
}

fn print_arm(pattern: &str, body: &Code, code: &mut Code) {
    let text = body.as_text().trim_end();
    if !text.contains('\n') && pattern.len() + text.len() < 84 {
        code.line(format!("{pattern} => {text},"));
    } else {
        code.open(format!("{pattern} => {{"));
        code.append(body);
        code.close("}");
    }
}

/// A 2xx that is not documented is read as the only documented success: its arm takes all 2xx.
fn undocumented_success(scope: &Scope<'_>, op: &Op<'_>, hundreds: &[u8], arms: &mut Vec<Arm>) {
    if hundreds.contains(&2) || !matches!(op.success.returned, Returned::Body(_)) {
        return;
    }
    let answers = op.success.variants.iter();
    let mut answers = answers.filter(|answer| answer.status != Status::Default);
    let Some(first) = answers.next() else {
        return;
    };
    let wanted = body(scope, &op.success, first, Side::Success);
    let at = arms
        .iter()
        .position(|arm| arm.body.as_text() == wanted.as_text());
    let mut arm = match at {
        Some(at) => arms.remove(at),
        None => Arm {
            patterns: Vec::new(),
            body: wanted,
        },
    };
    let is_2xx = |pattern: &String| pattern.len() == 3 && pattern.starts_with('2');
    arm.patterns.retain(|pattern| !is_2xx(pattern));
    arm.patterns.insert(0, "200..=299".to_owned());
    // Behind all exact 2xx of other arms.
    arms.push(arm);
}

/// What is left: the default, and statuses that nothing is known of.
fn rest(scope: &Scope<'_>, op: &Op<'_>, hundreds: &[u8], code: &mut Code) {
    let unexpected = "Err(response.unexpected().await)";
    let success = default(scope, &op.success, Side::Success);
    let error = default(scope, &op.error, Side::Error);
    if (success.is_some() || error.is_some()) && !hundreds.contains(&3) {
        // A redirect is no answer, whatever the default says.
        code.line(format!("300..=399 => {unexpected},"));
    }
    if let Some(success) = success {
        print_arm("..=299", &success, code);
    }
    match error {
        Some(error) => print_arm("_", &error, code),
        None if is_json(&op.error) => code.line("_ => Err(response.undocumented_error().await),"),
        None => code.line(format!("_ => {unexpected},")),
    }
}

/// The value of the default.
fn default(scope: &Scope<'_>, answers: &Answers<'_>, side: Side) -> Option<Code> {
    let mut variants = answers.variants.iter();
    let found = variants.find(|answer| answer.status == Status::Default);
    found.map(|answer| body(scope, answers, answer, side))
}

/// Whether every answer is the one body, in JSON.
fn is_json(answers: &Answers<'_>) -> bool {
    matches!(answers.returned, Returned::Body(_))
        && answers.variants.iter().all(|answer| {
            matches!(answer.contents.as_slice(), [only] if only.content.kind == ContentKind::Json)
        })
}

/// Whether a variant has a field for its status.
fn uses_status(op: &Op<'_>) -> bool {
    [&op.success, &op.error].into_iter().any(|answers| {
        answers.returned == Returned::Enum
            && answers
                .variants
                .iter()
                .any(|answer| !matches!(answer.status, Status::Code(_)))
    })
}

/// The value of an arm.
fn body(scope: &Scope<'_>, answers: &Answers<'_>, answer: &Answer<'_>, side: Side) -> Code {
    let mut code = Code::new();
    let map = match answers.returned {
        Returned::Nothing | Returned::Body(_) => String::new(),
        Returned::Enum => {
            if let Some(headers) = &answer.headers {
                print_headers(scope, headers, &mut code);
            }
            format!(".map({})", constructor(scope, answers, answer))
        }
    };
    let is_read = answers.returned != Returned::Nothing;
    // Behind a call of `map`, nothing says what is read.
    let known = if map.is_empty() {
        Type::Inferred
    } else {
        Type::Named
    };
    let value = match answer.contents.as_slice() {
        [only] if is_read => decoded(scope, only, known),
        [] => "response.empty()".to_owned(),
        _ if !is_read => "response.empty()".to_owned(),
        several => {
            choice(scope, answer, several, &mut code);
            "body".to_owned()
        }
    };
    code.line(side.wrap(scope, &format!("{value}{map}")));
    code
}

/// What makes the variant out of the body.
fn constructor(scope: &Scope<'_>, answers: &Answers<'_>, answer: &Answer<'_>) -> String {
    let path = format!("{}{}::{}", scope.types, answers.name, answer.name);
    let mut fields = Vec::new();
    if !matches!(answer.status, Status::Code(_)) {
        fields.push("status");
    }
    if answer.headers.is_some() {
        fields.push("headers");
    }
    let argument = if answer.body.is_some() { "body" } else { "()" };
    match (fields.as_slice(), answer.body.is_some()) {
        ([], true) => path,
        ([], false) => format!("|()| {path}"),
        (_, has_body) => {
            if has_body {
                fields.push("body");
            }
            format!("|{argument}| {path} {{ {} }}", fields.join(", "))
        }
    }
}

fn print_headers(scope: &Scope<'_>, headers: &Headers<'_>, code: &mut Code) {
    code.open(format!("let headers = {}{} {{", scope.types, headers.name));
    for param in &headers.fields {
        let style = super::request::style(scope, param);
        let name = literal(&param.parameter.name);
        code.line(format!(
            "{}: response.header({name}, {style})?,",
            param.field
        ));
    }
    code.close("};");
}

/// `let body = …;` by the media type of the answer.
fn choice(scope: &Scope<'_>, answer: &Answer<'_>, contents: &[ContentPlan<'_>], code: &mut Code) {
    let mut documented: Vec<String> = Vec::new();
    let mut arms: Vec<(String, String)> = Vec::new();
    let ty = answer
        .body
        .as_ref()
        .map_or_else(|| "()".to_owned(), |ty| scope.ty(ty));
    for plan in contents {
        let mut indices = Vec::new();
        let content = plan.content;
        let others = content.also.iter().chain([&content.sent]);
        let others = others.filter(|name| **name != content.media_type);
        for media_type in std::iter::once(&content.media_type).chain(others) {
            indices.push(documented.len().to_string());
            documented.push(literal(media_type));
        }
        let variant = plan.variant.as_deref().unwrap_or_default();
        let value = format!("{}.map({ty}::{variant})", decoded(scope, plan, Type::Named));
        arms.push((format!("Some({})", indices.join(" | ")), value));
    }
    code.list("let known = [", &documented, "];");
    code.open("let body = match response.content(&known) {");
    for (pattern, value) in arms {
        code.line(format!("{pattern} => {value},"));
    }
    code.line("_ => return Err(response.wrong_content().await.into()),");
    code.close("};");
}

/// Whether the type that is read can be inferred.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Inferred,
    Named,
}

/// The answer with its body.
fn decoded(scope: &Scope<'_>, plan: &ContentPlan<'_>, ty: Type) -> String {
    let function = match plan.content.kind {
        _ if plan.ty == Ty::Stream => return "response.stream()".to_owned(),
        ContentKind::Json if is_open(plan.content) => "any_json",
        ContentKind::Json => "json",
        ContentKind::Form => "form",
        ContentKind::Multipart if is_multipart(scope, &plan.ty) => "multipart",
        ContentKind::Text | ContentKind::Multipart | ContentKind::Bytes => "text",
    };
    match ty {
        Type::Inferred => format!("response.{function}().await?"),
        Type::Named => format!("response.{function}::<{}>().await?", scope.ty(&plan.ty)),
    }
}

/// Whether the document does not say what the media type is.
fn is_open(content: &Content) -> bool {
    let is_open = |name: &String| name == "*/*" || name == "application/*";
    is_open(&content.media_type) || content.also.iter().any(is_open)
}
