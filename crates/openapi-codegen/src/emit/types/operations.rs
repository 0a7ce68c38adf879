//! `operations.rs` and `error_codes.rs`: the facts of the document as constants.

use openapi_model::{Alternative, Operation, Permission, Retry};

use crate::docs;
use crate::emit::code::{Code, literal};
use crate::emit::file::Docs;
use crate::plan::names::{Scope, constant_name};
use crate::plan::{Op, Plan};

/// One constant per operation.
pub(super) fn operations(ops: &[&Op<'_>]) -> Code {
    let mut code = Code::new();
    if ops.is_empty() {
        return code;
    }
    let mut imports = vec!["Operation"];
    if ops.iter().any(|op| !op.operation.permissions.is_empty()) {
        imports.push("Permission");
    }
    imports.push("Retry");
    if ops.iter().any(|op| has_scopes(&op.operation.security)) {
        imports.push("Scopes");
    }
    code.line(format!("use openapi_types::{{{}}};", imports.join(", ")));
    for op in ops {
        constant(&mut code, op);
    }
    code
}

fn constant(code: &mut Code, op: &Op<'_>) {
    let operation = op.operation;
    let method = operation.method.to_ascii_uppercase();
    code.blank();
    code.docs(constant_docs(operation, &method));
    code.open(format!(
        "pub const {}: Operation = Operation {{",
        op.constant
    ));
    code.line(format!("id: {},", literal(&operation.id)));
    code.line(format!("method: {},", literal(&method)));
    code.line(format!("path: {},", literal(&operation.path)));
    let retry = match operation.retry {
        Retry::Safe => "Safe",
        Retry::Idempotent => "Idempotent",
        Retry::NeverAfterSent => "NeverAfterSent",
    };
    code.line(format!("retry: Retry::{retry},"));
    if operation.permissions.is_empty() {
        code.line("permissions: &[],");
    } else {
        code.open("permissions: &[");
        operation
            .permissions
            .iter()
            .for_each(|row| permission(code, row));
        code.close("],");
    }
    let alternatives = operation.security.iter().map(|alternative| {
        let schemes = alternative
            .requirements
            .iter()
            .map(|requirement| literal(&requirement.scheme));
        format!("&[{}]", schemes.collect::<Vec<_>>().join(", "))
    });
    code.list("security: &[", &alternatives.collect::<Vec<_>>(), "],");
    scopes(code, &operation.security);
    code.close("};");
}

fn has_scopes(security: &[Alternative]) -> bool {
    let mut requirements = security
        .iter()
        .flat_map(|alternative| &alternative.requirements);
    requirements.any(|requirement| !requirement.scopes.is_empty())
}

fn scopes(code: &mut Code, security: &[Alternative]) {
    if !has_scopes(security) {
        return code.line("scopes: &[],");
    }
    code.open("scopes: &[");
    for (at, alternative) in security.iter().enumerate() {
        for requirement in alternative
            .requirements
            .iter()
            .filter(|requirement| !requirement.scopes.is_empty())
        {
            code.open("Scopes {");
            code.line(format!("alternative: {at},"));
            code.line(format!("scheme: {},", literal(&requirement.scheme)));
            texts(code, "scopes", &requirement.scopes);
            code.close("},");
        }
    }
    code.close("],");
}

fn constant_docs(operation: &Operation, method: &str) -> Vec<String> {
    let mut words = Docs::default()
        .own(docs::code(&format!("{method} {}", operation.path)))
        .text(&operation.summary);
    if operation.deprecated {
        words = words.own("Deprecated.");
    }
    words = words.source(&operation.place.pointer);
    if !operation.permissions.is_empty() {
        let rows: Vec<String> = operation.permissions.iter().map(permission_docs).collect();
        words = words.own(format!("Permissions:\n{}", rows.join("\n")));
    }
    words.into_lines()
}

fn permission(code: &mut Code, row: &Permission) {
    code.open("Permission {");
    code.line(format!("action: {},", literal(&row.action)));
    code.line(format!("access_level: {},", literal(&row.access_level)));
    code.line(format!(
        "resource_type: Some({}),",
        literal(&row.resource_type)
    ));
    code.line(format!("resource_required: {},", row.resource_required));
    texts(code, "condition_keys", &row.condition_keys);
    texts(code, "alias", &row.alias);
    texts(code, "dependencies", &row.dependencies);
    code.close("},");
}

fn texts(code: &mut Code, name: &str, values: &[String]) {
    let values: Vec<String> = values.iter().map(|value| literal(value)).collect();
    code.list(&format!("{name}: &["), &values, "],");
}

fn permission_docs(row: &Permission) -> String {
    let mut out = format!(
        "- {} ({} on {}",
        docs::code(&row.action),
        docs::code(&row.access_level),
        docs::code(&row.resource_type)
    );
    if row.resource_required {
        out.push_str(", required");
    }
    out.push(')');
    for (name, values) in [
        ("condition keys", &row.condition_keys),
        ("alias", &row.alias),
        ("depends on", &row.dependencies),
    ] {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|value| docs::code(value)).collect();
            out.extend(["; ", name, ": ", &values.join(", ")]);
        }
    }
    out
}

/// One constant per error code, and a question for each.
pub(super) fn error_codes(plan: &Plan<'_>) -> Code {
    let mut code = Code::new();
    code.line("use openapi_types::ErrorBody;");
    let mut scope = Scope::default();
    let mut names = Vec::new();
    for error in &plan.api.error_codes {
        let statuses: Vec<String> = error
            .statuses
            .iter()
            .map(|status| format!("`{status}`"))
            .collect();
        let statuses = statuses.join(", ");
        let message = docs::line(&error.message);
        code.blank();
        code.docs([if message.is_empty() {
            format!("{statuses}.")
        } else {
            format!("{statuses}: {message}")
        }]);
        let name = scope.take(constant_name(&error.code));
        code.line(format!(
            "pub const {name}: &str = {};",
            literal(&error.code)
        ));
        names.push(name);
    }
    code.blank();
    code.docs([
        "Asks an error which of these codes it has: the body of a refusal, and the error of a call."
            .to_owned(),
    ]);
    code.open("pub trait ErrorCodes: ErrorBody {");
    for (at, name) in names.iter().enumerate() {
        if at > 0 {
            code.blank();
        }
        code.docs([format!("Whether it is [`{name}`].")]);
        code.open(format!("fn is_{}(&self) -> bool {{", name.to_lowercase()));
        code.line(format!("self.code() == Some({name})"));
        code.close("}");
    }
    code.close("}");
    code.blank();
    code.line("impl<E: ErrorBody + ?Sized> ErrorCodes for E {}");
    code
}
