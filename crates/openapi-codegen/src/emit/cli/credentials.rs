//! `credentials.rs`: a variable for each secret, named after program and scheme.

use heck::ToShoutySnakeCase;
use openapi_model::SchemeKind;

use crate::emit::Context;
use crate::emit::code::{Code, literal};
use crate::emit::file::Docs;
use crate::plan::SchemePlan;

/// The text of the file.
pub(super) fn text(context: &Context<'_>) -> String {
    let client = context.client_crate().name.replace('-', "_");
    let schemes: Vec<&SchemePlan<'_>> = context
        .plan
        .schemes
        .iter()
        .filter(|scheme| !matches!(scheme.scheme.kind, SchemeKind::Signature { .. }))
        .collect();
    let mut code = Code::new();
    code.line(format!("use {client}::Client;"));
    let exit = if schemes.is_empty() { "" } else { "Exit, " };
    code.line(format!(
        "use openapi_cli::{{Builder, {exit}Failure, Target}};"
    ));
    code.blank();
    let names = schemes.iter().flat_map(|scheme| variables(context, scheme));
    let names = names.map(|name| format!("\n- `{name}`"));
    let lines = if schemes.is_empty() {
        "The document has no scheme that a secret is enough for.".to_owned()
    } else {
        format!(
            "Adds the credentials that the environment has:{}",
            names.collect::<String>()
        )
    };
    code.docs(
        Docs::default()
            .own(lines)
            .own("# Errors\nOne of them cannot be sent.")
            .into_lines(),
    );
    let (mutable, target) = if schemes.is_empty() {
        ("", "_target")
    } else {
        ("mut ", "target")
    };
    code.open("pub fn credentials(");
    code.line(format!("{mutable}builder: Builder<Client>,"));
    code.line(format!("{target}: &Target,"));
    code.close(") -> Result<Builder<Client>, Failure> {");
    code.indent_more();
    for scheme in &schemes {
        let names = variables(context, scheme);
        let path = format!("{client}::{}", scheme.type_name);
        let (pattern, reads, made) = match names.as_slice() {
            [user, password] => (
                "(Some(user), Some(password))",
                format!(
                    "(target.variable({}), target.variable({}))",
                    literal(user),
                    literal(password)
                ),
                format!("{path}::new(&user, password)"),
            ),
            [secret, ..] => (
                "Some(secret)",
                format!("target.variable({})", literal(secret)),
                format!("{path}::new(secret)"),
            ),
            [] => continue,
        };
        let first = literal(names.first().map_or("", String::as_str));
        code.open(format!("if let {pattern} = {reads} {{"));
        code.line(format!("let credential = {made}.map_err(|error| {{"));
        code.line(format!(
            "    Failure::new(Exit::Credential, format!(\"{{}} cannot be used: {{error}}\", {first}))"
        ));
        code.line("})?;");
        code.line("builder = builder.credential(credential);");
        code.close("}");
    }
    code.line("Ok(builder)");
    code.close("}");
    code.into_text()
}

/// `PETS_API_KEY`, or two for a name and a password.
fn variables(context: &Context<'_>, scheme: &SchemePlan<'_>) -> Vec<String> {
    let name = format!("{} {}", context.name, scheme.function).to_shouty_snake_case();
    match scheme.scheme.kind {
        SchemeKind::Basic => vec![format!("{name}_USER"), format!("{name}_PASSWORD")],
        SchemeKind::HeaderKey { .. }
        | SchemeKind::QueryKey { .. }
        | SchemeKind::CookieKey { .. }
        | SchemeKind::Bearer { .. }
        | SchemeKind::Http { .. }
        | SchemeKind::Signature { .. } => vec![name],
    }
}
