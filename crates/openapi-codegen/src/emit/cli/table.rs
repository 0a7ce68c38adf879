//! `table.rs`: what people are told of the commands.

use super::flags::{BodyIs, Commanded, Count, FlagPlan, How, Target};
use crate::docs;
use crate::emit::Context;
use crate::emit::code::{Code, literal};
use crate::plan::Ty;

/// The text of the file.
pub(super) fn text(context: &Context<'_>, commands: &[Commanded<'_>]) -> String {
    let mut code = Code::new();
    let mut names = vec!["Api", "Command"];
    if commands
        .iter()
        .any(|command| command.whole_body().is_some())
    {
        names.extend(["Body", "BodyKind", "Need"]);
    }
    if commands.iter().any(|command| !command.flags.is_empty()) {
        names.extend(["Flag", "Need", "Place"]);
    }
    names.sort_unstable();
    names.dedup();
    code.list("use openapi_cli::{", &names, "};");
    if !commands.is_empty() {
        code.line(format!("use {}::operations;", context.types_path()));
    }
    code.blank();
    let api = context.plan.api;
    code.line("/// Every command, with its flags.");
    code.open("pub static API: Api = Api {");
    code.line(format!("title: {},", literal(&docs::plain(&api.title))));
    code.line(format!(
        "about: {},",
        literal(&paragraphs(&api.description))
    ));
    code.line("commands: COMMANDS,");
    code.close("};");
    code.blank();
    if commands.is_empty() {
        code.line("const COMMANDS: &[Command] = &[];");
        return code.into_text();
    }
    code.open("const COMMANDS: &[Command] = &[");
    for command in commands {
        one(context, command, &mut code);
    }
    code.close("];");
    code.into_text()
}

fn one(context: &Context<'_>, command: &Commanded<'_>, code: &mut Code) {
    let operation = command.op.operation;
    let summary = docs::plain(&operation.summary);
    let about = if summary.is_empty() {
        format!(
            "{} {}",
            operation.method.to_ascii_uppercase(),
            operation.path
        )
    } else {
        summary
    };
    code.open("Command {");
    code.line(format!("name: {},", literal(&command.name)));
    code.line(format!("about: {},", literal(&about)));
    let details = paragraphs(&operation.description);
    code.line(format!("details: {},", literal(&details)));
    code.line(format!("operation: &operations::{},", command.op.constant));
    if command.flags.is_empty() {
        code.line("flags: &[],");
    } else {
        code.open("flags: &[");
        for plan in &command.flags {
            flag(context, plan, code);
        }
        code.close("],");
    }
    match command.whole_body() {
        None => code.line("body: None,"),
        Some(body) => {
            let need = if body.plan.body.required {
                "Required"
            } else {
                "Optional"
            };
            let kind = match body.kind {
                BodyIs::Json => "Json",
                BodyIs::Text => "Text",
                BodyIs::Bytes | BodyIs::Parts => "Bytes",
            };
            code.line(format!(
                "body: Some(Body {{ need: Need::{need}, kind: BodyKind::{kind} }}),"
            ));
        }
    }
    code.close("},");
}

fn flag(context: &Context<'_>, plan: &FlagPlan<'_>, code: &mut Code) {
    let reading = &plan.reading;
    code.open("Flag {");
    code.line(format!("name: {},", literal(&plan.name)));
    let alias = plan.alias.as_deref().map(literal);
    let alias = alias.map_or_else(|| "None".to_owned(), |alias| format!("Some({alias})"));
    code.line(format!("alias: {alias},"));
    code.line(format!(
        "value: {},",
        literal(value_name(reading.how, reading.ty))
    ));
    code.line(format!(
        "help: {},",
        literal(&docs::plain(plan.description))
    ));
    let need = match (plan.required, reading.list) {
        (true, Count::One) => "Required",
        (false, Count::One) => "Optional",
        (true, Count::Many) => "Some",
        (false, Count::Many) => "Any",
    };
    code.line(format!("need: Need::{need},"));
    let how = match reading.how {
        How::Text => "text",
        How::Json => "json",
        How::Either => "either",
        How::File => "file",
    };
    let types = format!("{}::", context.types_path());
    let ty = reading.ty.print(context.plan, &types);
    let ty = if reading.how == How::File {
        String::new()
    } else {
        format!("::<{ty}>")
    };
    code.line(format!("read: openapi_cli::{how}{ty},"));
    let choices: Vec<String> = reading.choices.iter().map(|one| literal(one)).collect();
    code.list("choices: &[", &choices, "],");
    match &plan.target {
        Target::Parameter(_) => code.line("place: Place::Parameter,"),
        Target::Part(_) if reading.how == How::File => code.line("place: Place::File,"),
        Target::Part(_) => code.line("place: Place::Part,"),
        Target::Member(names) => {
            let names: Vec<String> = names.iter().map(|name| literal(name)).collect();
            code.list("place: Place::Member(&[", &names, "]),");
        }
    }
    code.close("},");
}

/// What stands for a value in help texts.
fn value_name(how: How, ty: &Ty) -> &'static str {
    match (how, ty) {
        (_, Ty::Bool) => "BOOL",
        (_, Ty::I32 | Ty::I64 | Ty::U64) => "INTEGER",
        (_, Ty::F64) => "NUMBER",
        (_, Ty::Uuid) => "UUID",
        (_, Ty::Date) => "DATE",
        (_, Ty::DateTime) => "TIME",
        (_, Ty::Base64) => "BASE64",
        (How::File, _) => "FILE",
        (How::Json, _) => "JSON",
        (How::Text | How::Either, _) => "TEXT",
    }
}

/// A description for a terminal: its paragraphs, with nothing in them that cannot be seen.
fn paragraphs(text: &str) -> String {
    let lines = text.lines().map(docs::plain);
    let text = lines.collect::<Vec<_>>().join("\n");
    text.trim().to_owned()
}
