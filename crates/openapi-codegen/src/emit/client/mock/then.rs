//! What is answered.

use heck::ToSnakeCase;
use openapi_model::{ContentKind, Status};

use super::{by_reference, referred, unwrap};
use crate::emit::client::request::{form_styles, is_multipart, sent_type, style};
use crate::emit::client::scope::Scope;
use crate::emit::code::{Code, literal};
use crate::emit::file::Docs;
use crate::plan::{Answer, ContentPlan, Headers, Op, Ty};

pub(super) fn print(scope: &Scope<'_>, op: &Op<'_>, code: &mut Code) {
    code.open(format!("impl {}Then {{", op.type_name));
    code.line("/// Wraps what `httpmock` has.");
    code.line("#[must_use]");
    code.open("pub fn new(inner: Then) -> Self {");
    code.line("Self(inner)");
    code.close("}");
    code.blank();
    unwrap("Then", code);
    for answer in &op.success.variants {
        functions(scope, answer, code);
    }
    for answer in &op.error.variants {
        // The default can be of both kinds.
        if !op
            .success
            .variants
            .iter()
            .any(|other| other.status == answer.status)
        {
            functions(scope, answer, code);
        }
    }
    code.close("}");
}

/// One function, or one for each media type.
fn functions(scope: &Scope<'_>, answer: &Answer<'_>, code: &mut Code) {
    let name = answer.name.to_snake_case();
    match answer.contents.as_slice() {
        [] => function(scope, answer, &name, None, code),
        [only] => function(scope, answer, &name, Some(only), code),
        several => {
            for plan in several {
                let variant = plan.variant.as_deref().unwrap_or_default().to_snake_case();
                function(
                    scope,
                    answer,
                    &format!("{name}_{variant}"),
                    Some(plan),
                    code,
                );
            }
        }
    }
}

fn function(
    scope: &Scope<'_>,
    answer: &Answer<'_>,
    name: &str,
    plan: Option<&ContentPlan<'_>>,
    code: &mut Code,
) {
    code.blank();
    let mut arguments = vec!["self".to_owned()];
    let (status, shown) = match answer.status {
        Status::Code(code) => (code.to_string(), code.to_string()),
        Status::Range(first) => ("status".to_owned(), format!("{first}XX")),
        Status::Default => ("status".to_owned(), "default".to_owned()),
    };
    if status == "status" {
        arguments.push("status: u16".to_owned());
    }
    if let Some(headers) = &answer.headers {
        arguments.push(format!("headers: &{}{}", scope.types, headers.name));
    }
    let raw = plan.is_some_and(|plan| plan.ty == Ty::Stream || is_multipart(scope, &plan.ty));
    if let Some(plan) = plan {
        let ty = referred(scope, &plan.ty);
        arguments.push(if raw {
            "value: impl AsRef<[u8]>".to_owned()
        } else if by_reference(&plan.ty) {
            format!("value: &{ty}")
        } else {
            format!("value: {ty}")
        });
    }
    code.docs(
        Docs::default()
            .own(format!("Answers with `{shown}`."))
            .into_lines(),
    );
    code.line("#[must_use]");
    code.list(&format!("pub fn {name}("), &arguments, ") -> Self {");
    code.line(format!("    let then = self.0.status({status});"));
    if let Some(headers) = &answer.headers {
        print_headers(scope, headers, code);
    }
    match plan {
        None => code.line("    Self(then)"),
        Some(plan) => {
            let media_type = literal(&sent_type(plan.content));
            code.line(format!(
                "    let then = then.header(\"content-type\", {media_type});"
            ));
            code.line(format!("    Self({})", body(scope, plan)));
        }
    }
    code.line("}");
}

fn body(scope: &Scope<'_>, plan: &ContentPlan<'_>) -> String {
    let value = if by_reference(&plan.ty) {
        "value"
    } else {
        "&value"
    };
    match plan.content.kind {
        _ if plan.ty == Ty::Stream || is_multipart(scope, &plan.ty) => {
            "then.body(value)".to_owned()
        }
        ContentKind::Json => format!("then.json_body_obj({value})"),
        ContentKind::Form => {
            let styles = form_styles(scope, plan.content);
            format!("then.body(mock::form_text({value}, &[{styles}]))")
        }
        ContentKind::Text | ContentKind::Multipart | ContentKind::Bytes => {
            format!("then.body(mock::text({value}))")
        }
    }
}

fn print_headers(scope: &Scope<'_>, headers: &Headers<'_>, code: &mut Code) {
    for param in &headers.fields {
        let name = literal(&param.parameter.name);
        let text = format!(
            "mock::header_text({name}, &headers.{}, {})",
            param.field,
            style(scope, param)
        );
        code.line(format!("    let then = match {text} {{"));
        code.line(format!("        Some(text) => then.header({name}, text),"));
        code.line("        None => then,");
        code.line("    };");
    }
}
