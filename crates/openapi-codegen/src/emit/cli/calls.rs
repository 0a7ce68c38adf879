//! `calls.rs`: from values to a call of the client.

use super::flags::{BodyIs, BodyOf, Commanded, Count, FlagPlan, How, Target};
use crate::emit::Context;
use crate::emit::code::{Code, literal};
use crate::plan::{Field, Op, Returned, Ty};

/// The text of the file.
pub(super) fn text(context: &Context<'_>, commands: &[Commanded<'_>]) -> String {
    let client = context.client_crate().name.replace('-', "_");
    let mut code = Code::new();
    let mut names = vec!["Call", "Exit", "Failure", "Values"];
    names.extend(commands.iter().map(|command| finisher(command.op)));
    names.sort_unstable();
    names.dedup();
    code.line(format!("use {client}::Client;"));
    code.list("use openapi_cli::{", &names, "};");
    code.blank();
    code.line("/// Makes the call of a command.");
    code.open("pub fn call<'a>(client: &'a Client, values: &'a Values) -> Call<'a> {");
    if commands.is_empty() {
        code.line("let _ = client;");
        code.line("let other = values.command();");
        no_command(&mut code);
    } else {
        code.open("match values.command() {");
        for command in commands {
            let name = literal(&command.name);
            let function = &command.op.function;
            code.line(format!("{name} => {function}(client, values),"));
        }
        code.open("other => {");
        no_command(&mut code);
        code.close("}");
        code.close("}");
    }
    code.close("}");
    for command in commands {
        code.blank();
        one(context, command, &mut code);
    }
    code.into_text()
}

fn no_command(code: &mut Code) {
    code.line(
        "let failure = Failure::new(Exit::Usage, format!(\"there is no command `{other}`\"));",
    );
    code.line("Box::pin(std::future::ready(Err(failure)))");
}

/// What makes the outcome of what a call returns.
fn finisher(op: &Op<'_>) -> &'static str {
    if op.success.returned == Returned::Body(Ty::Stream) {
        "streamed"
    } else {
        "done"
    }
}

fn one(context: &Context<'_>, command: &Commanded<'_>, code: &mut Code) {
    let op = command.op;
    let function = &op.function;
    if op.operation.deprecated {
        code.line("#[expect(deprecated, reason = \"the document still has it\")]");
    }
    let optional_body = |body: &BodyOf<'_>| !body.plan.body.required;
    let uses_values = !command.flags.is_empty()
        || command.whole_body().is_some()
        || command.body.as_ref().is_some_and(optional_body);
    let values = if uses_values { "values" } else { "_values" };
    code.open(format!(
        "fn {function}<'a>(client: &'a Client, {values}: &'a Values) -> Call<'a> {{"
    ));
    code.open("Box::pin(async move {");
    let optional = command.flags.iter().any(|flag| {
        let is_parameter = matches!(flag.target, Target::Parameter(_));
        is_parameter && !flag.required
    });
    let optional = optional || command.body.as_ref().is_some_and(optional_body);
    let mutable = if optional { "mut " } else { "" };
    let mut chain = vec![format!("let {mutable}call = client.{function}()")];
    let types = format!("{}::", context.types_path());
    for flag in &command.flags {
        let Target::Parameter(param) = flag.target else {
            continue;
        };
        if flag.required {
            let ty = param.ty.print(context.plan, &types);
            let name = literal(&flag.name);
            let setter = &param.field;
            chain.push(format!("    .{setter}(values.required::<{ty}>({name})?)"));
        }
    }
    if let Some(body) = command.body.as_ref().filter(|body| body.plan.body.required) {
        let value = taken(context, command, body, Taking::Required);
        chain.push(format!("    .body({})", wrapped(context, body, &value)));
    }
    code.line(format!(
        "{};",
        chain.join(&format!("\n{}", " ".repeat(code.indent())))
    ));
    for flag in &command.flags {
        let Target::Parameter(param) = flag.target else {
            continue;
        };
        if !flag.required {
            let ty = param.ty.print(context.plan, &types);
            let name = literal(&flag.name);
            code.open(format!(
                "if let Some(value) = values.optional::<{ty}>({name})? {{"
            ));
            code.line(format!("call = call.{}(value);", param.field));
            code.close("}");
        }
    }
    if let Some(body) = command
        .body
        .as_ref()
        .filter(|body| !body.plan.body.required)
    {
        let value = taken(context, command, body, Taking::Optional);
        let (condition, value) = if body.kind == BodyIs::Parts {
            ("values.has_parts()".to_owned(), value)
        } else {
            (format!("let Some(body) = {value}"), "body".to_owned())
        };
        code.open(format!("if {condition} {{"));
        code.line(format!(
            "call = call.body({});",
            wrapped(context, body, &value)
        ));
        code.close("}");
    }
    match finisher(op) {
        "done" => code.line("done(call.send().await)"),
        streamed => code.line(format!("{streamed}(call.send().await).await")),
    }
    code.close("})");
    code.close("}");
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Taking {
    Required,
    Optional,
}

/// The body as it was given.
fn taken(
    context: &Context<'_>,
    command: &Commanded<'_>,
    body: &BodyOf<'_>,
    taking: Taking,
) -> String {
    let types = format!("{}::", context.types_path());
    let ty = body.content.ty.print(context.plan, &types);
    match (body.kind, taking) {
        (BodyIs::Bytes, Taking::Required) => "values.bytes()?".to_owned(),
        (BodyIs::Bytes, Taking::Optional) => "values.optional_bytes()".to_owned(),
        (BodyIs::Json | BodyIs::Text, Taking::Required) => format!("values.body::<{ty}>()?"),
        (BodyIs::Json | BodyIs::Text, Taking::Optional) => {
            format!("values.optional_body::<{ty}>()?")
        }
        (BodyIs::Parts, _) => {
            let parts = command.flags.iter().filter_map(|flag| match flag.target {
                Target::Part(field) => Some(part(context, flag, field)),
                Target::Parameter(_) | Target::Member(_) => None,
            });
            format!("{ty} {{\n{}            }}", parts.collect::<String>())
        }
    }
}

/// A field of a body of parts.
fn part(context: &Context<'_>, flag: &FlagPlan<'_>, field: &Field) -> String {
    let name = literal(&flag.name);
    let optional = if field.required { "" } else { "optional_" };
    let value = if flag.reading.how == How::File {
        let files = match flag.reading.list {
            Count::One => "file",
            Count::Many => "files",
        };
        let read = format!("values.{optional}{files}({name})?");
        match (field.required, field.nullable) {
            (_, false) => read,
            (true, true) => format!("Some({read})"),
            (false, true) => format!("{read}.map(Some)"),
        }
    } else {
        let types = format!("{}::", context.types_path());
        let ty = field.ty.print(context.plan, &types);
        let ty = if field.nullable {
            format!("Option<{ty}>")
        } else {
            ty
        };
        let read = if field.required {
            "required"
        } else {
            "optional"
        };
        format!("values.{read}::<{ty}>({name})?")
    };
    format!("                {}: {value},\n", field.name)
}

/// The value in the variant of its media type, where there are several.
fn wrapped(context: &Context<'_>, body: &BodyOf<'_>, value: &str) -> String {
    match &body.content.variant {
        None => value.to_owned(),
        Some(variant) => {
            let types = format!("{}::", context.types_path());
            let ty = body.plan.ty.print(context.plan, &types);
            format!("{ty}::{variant}({value})")
        }
    }
}
