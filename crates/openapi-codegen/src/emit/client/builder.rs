//! `builder.rs`: a request of each operation.
//!
//! A builder prints nothing of what it holds.

use super::member::{Member, What, members};
use super::scope::Scope;
use super::{Built, answer, request};
use crate::docs;
use crate::emit::code::{Code, literal};
use crate::emit::file::Docs;
use crate::emit::progenitor::{BuilderField, Need};
use openapi_model::Retry;

/// The text of a file.
pub(super) fn text<'a>(scope: &Scope<'a>, built: &[Built<'a>]) -> String {
    let mut items = Code::new();
    for built in built {
        items.blank();
        builder(scope, built, &mut items);
    }
    let mut code = Code::new();
    scope.imports(&mut code);
    code.append(&items);
    code.into_text()
}

fn builder(scope: &Scope<'_>, built: &Built<'_>, code: &mut Code) {
    let name = &built.op.type_name;
    let members = members(built.op);
    declaration(scope, built, &members, code);
    code.blank();
    code.open(format!("impl std::fmt::Debug for {name}<'_> {{"));
    code.open("fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {");
    code.line(format!(
        "f.debug_struct({}).finish_non_exhaustive()",
        literal(name)
    ));
    code.close("}");
    code.close("}");
    code.blank();
    code.open(format!("impl<'a> {name}<'a> {{"));
    constructor(scope, built, &members, code);
    for (member, field) in members.iter().zip(&built.fields) {
        code.blank();
        setter(scope, member, field, code);
    }
    code.blank();
    options(scope, code);
    code.blank();
    send(scope, built, code);
    code.close("}");
}

fn declaration(scope: &Scope<'_>, built: &Built<'_>, members: &[Member<'_>], code: &mut Code) {
    let function = &built.op.function;
    code.docs(
        Docs::default()
            .own(format!(
                "A request of [`Client::{function}`] that is yet to be sent."
            ))
            .into_lines(),
    );
    if members.iter().all(|member| scope.is_value(member.ty)) {
        code.line("#[derive(Clone)]");
    }
    code.line("#[must_use = \"a request does nothing until `send` is called\"]");
    code.open(format!("pub struct {}<'a> {{", built.op.type_name));
    code.line("client: &'a Client,");
    code.line(format!("options: {},", scope.runtime("CallOptions")));
    for (member, field) in members.iter().zip(&built.fields) {
        code.line(format!("{}: {},", member.name, field.field));
    }
    code.close("}");
}

fn constructor(scope: &Scope<'_>, built: &Built<'_>, members: &[Member<'_>], code: &mut Code) {
    let visible = scope.visible();
    code.open(format!("{visible} fn new(client: &'a Client) -> Self {{"));
    code.open("Self {");
    code.line("client,");
    code.line(format!("options: {}::new(),", scope.runtime("CallOptions")));
    for (member, field) in members.iter().zip(&built.fields) {
        let name = &member.name;
        match field.need {
            Need::Required => {
                let reason = literal(&format!("`{name}` is not set"));
                code.line(format!("{name}: Err({reason}.to_owned()),"));
            }
            Need::Optional => code.line(format!("{name}: Ok(None),")),
        }
    }
    code.close("}");
    code.close("}");
}

fn setter(scope: &Scope<'_>, member: &Member<'_>, field: &BuilderField, code: &mut Code) {
    let name = &member.name;
    let text = match member.what {
        What::Parameter(param) => Docs::default()
            .text(&param.parameter.description)
            .or(format!("Sets {}.", docs::code(&param.parameter.name))),
        What::Body(body) => Docs::default()
            .text(&body.body.description)
            .or("Sets the body."),
    };
    let target = &field.target;
    code.docs(text.into_lines());
    code.line(format!("pub fn {name}<V>(mut self, value: V) -> Self"));
    code.line("where");
    code.line(format!("    V: TryInto<{target}>,"));
    code.open("{");
    code.line(format!("self.{name} = value"));
    code.line("    .try_into()");
    if field.need == Need::Optional {
        code.line("    .map(Some)");
    }
    let wanted = target.replace(&scope.types, "");
    let message = literal(&format!(
        "`{name}` cannot be made a {wanted} from this value"
    ));
    code.line(format!("    .map_err(|_| {message}.to_owned());"));
    code.line("self");
    code.close("}");
}

fn options(scope: &Scope<'_>, code: &mut Code) {
    let text = Docs::default().own("What this call does in another way than its client.");
    code.docs(text.into_lines());
    let ty = scope.runtime("CallOptions");
    code.open(format!(
        "pub fn options(mut self, options: {ty}) -> Self {{"
    ));
    code.line("self.options = options;");
    code.line("self");
    code.close("}");
}

fn send(scope: &Scope<'_>, built: &Built<'_>, code: &mut Code) {
    let op = built.op;
    let method = op.operation.method.to_ascii_uppercase();
    let what = docs::code(&format!("{method} {}", op.operation.path));
    let again = match op.operation.retry {
        Retry::Safe | Retry::Idempotent => "; again where no answer came (`x-retry`)",
        Retry::NeverAfterSent => "; again only where it certainly was not carried out",
    };
    let errors = "# Errors\nA documented refusal is [`Error::Refused`]; the other variants say whether the request was\nsent, and what came of it.";
    let error = scope.runtime("Error");
    code.docs(
        Docs::default()
            .own(format!("Sends {what}{again}."))
            .own(errors)
            .into_lines(),
    );
    let value = format!(
        "{}<{}>",
        scope.runtime("ResponseValue"),
        answer::ty(scope, &op.success)
    );
    let error = format!("{error}<{}>", answer::ty(scope, &op.error));
    if value.len() + error.len() < 48 {
        code.open(format!(
            "pub async fn send(self) -> Result<{value}, {error}> {{"
        ));
    } else {
        code.open("pub async fn send(");
        code.line("self,");
        code.close(") -> Result<");
        code.line(format!("    {value},"));
        code.line(format!("    {error},"));
        code.open("> {");
    }
    request::print(scope, op, code);
    answer::print(scope, op, code);
    code.close("}");
}
