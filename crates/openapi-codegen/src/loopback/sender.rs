//! The client of the test: sends what was drawn and compares the answer.

use openapi_model::SchemeKind;

use super::Writer;
use super::drawn::{DrawnAnswer, Exchange};
use super::value::Parts;
use crate::emit::code::{Code, literal};
use crate::plan::{Answers, Op, Returned};

impl Writer<'_> {
    /// The client with a credential for each scheme, over a service of this exchange.
    pub(super) fn client(&self, code: &mut Code) {
        let open = self.plan.schemes.is_empty();
        code.blank();
        code.line("/// A client of a service that answers one exchange.");
        code.open("fn loopback(exchange: usize) -> (client::Client, Seen) {");
        code.line("let seen = Seen::default();");
        let arguments = if open { "api" } else { "api, Everyone" };
        code.line("let api = Server { exchange, seen: seen.clone() };");
        code.line(format!("let service = server::service({arguments});"));
        code.open("let client = client::Client::builder(\"http://127.0.0.1\")");
        code.line(".hooks(connect(service))");
        // Each answer is looked at, and none is asked for twice.
        code.line(".retry(openapi_client::RetryPolicy::never())");
        for scheme in &self.plan.schemes {
            let arguments = match &scheme.scheme.kind {
                // Nobody verifies it here: it only has to be there.
                SchemeKind::Signature { header, .. } => {
                    let (name, header) = (literal(&scheme.scheme.name), literal(header));
                    code.line(format!(
                        ".credential(openapi_client::HeaderToken::named({name}, {header}, \"signed\").unwrap())"
                    ));
                    continue;
                }
                SchemeKind::Basic => "\"name\", \"password\"",
                SchemeKind::HeaderKey { .. }
                | SchemeKind::QueryKey { .. }
                | SchemeKind::CookieKey { .. }
                | SchemeKind::Bearer { .. }
                | SchemeKind::Http { .. } => "\"secret\"",
            };
            code.line(format!(
                ".credential(client::{}::new({arguments}).unwrap())",
                scheme.type_name
            ));
        }
        code.line(".build()");
        code.line(".unwrap();");
        code.close("");
        code.line("(client, seen)");
        code.close("}");
    }

    pub(super) fn test(&self, code: &mut Code, op: &Op<'_>, exchanges: &[Exchange]) {
        code.blank();
        code.line("#[tokio::test]");
        code.open(format!(
            "async fn {}_() {{",
            op.function.trim_end_matches('_')
        ));
        for (at, exchange) in exchanges.iter().enumerate() {
            code.open("{");
            code.line(format!("let (client, seen) = loopback({at});"));
            code.line(format!("let call = {}.{}();", self.caller(op), op.function));
            for (index, value) in &exchange.parameters {
                if let Some(param) = op.parameters.get(*index) {
                    code.line(format!(
                        "let call = call.{}({});",
                        param.field,
                        self.json(&param.ty, value)
                    ));
                }
            }
            if let (Some(body), Some((index, drawn))) = (&op.body, &exchange.body)
                && let Some(content) = body.contents.get(*index)
            {
                code.line(format!(
                    "let call = call.body({});",
                    self.body(&body.ty, content, drawn)
                ));
            }
            code.line("let result = call.send().await;");
            code.line(format!("seen.held({});", literal(&op.operation.id)));
            self.result(code, op, &exchange.answer);
            code.line(format!("seen.held({});", literal(&op.operation.id)));
            code.close("}");
        }
        code.close("}");
    }

    /// What has the operation: the client, or what it has for the tag.
    fn caller(&self, op: &Op<'_>) -> String {
        let holds = |index: &usize| {
            let found = self.plan.operations.get(*index);
            found.is_some_and(|other| std::ptr::eq(other, op))
        };
        let mut groups = self.plan.groups.iter();
        match groups.find(|group| group.operations.iter().any(holds)) {
            // By reference: an operation may be called like a method that every value has, `into`.
            None => "(&client)".to_owned(),
            Some(group) => format!("(&client).{}()", group.accessor),
        }
    }

    fn result(&self, code: &mut Code, op: &Op<'_>, drawn: &DrawnAnswer) {
        let (answers, read) = if drawn.success {
            (&op.success, "succeeded")
        } else {
            (&op.error, "failed")
        };
        code.line(format!("let value = {read}(result, {});", drawn.status));
        self.answered(code, op, answers, drawn);
    }

    fn answered(&self, code: &mut Code, op: &Op<'_>, answers: &Answers<'_>, drawn: &DrawnAnswer) {
        let Some(variant) = answers.variants.get(drawn.variant) else {
            return;
        };
        let what = literal(&format!("{} answer", op.operation.id));
        let content = drawn
            .body
            .as_ref()
            .and_then(|(at, body)| Some((variant.contents.get(*at)?, body)));
        match &answers.returned {
            Returned::Nothing => code.line("let () = value;"),
            Returned::Body(ty) => {
                let Some((content, body)) = content else {
                    return;
                };
                match &content.variant {
                    Some(name) => code.line(format!(
                        "let {}::{name}(body) = value else {{ panic!(\"another media type\") }};",
                        self.ty(ty)
                    )),
                    None => code.line("let body = value;"),
                }
                self.same(code, &what, content, body, "seen");
            }
            Returned::Enum => {
                let body = content.map(|(content, _)| match (&content.variant, &variant.body) {
                    (Some(name), Some(ty)) => format!("{}::{name}(body)", self.ty(ty)),
                    _ => "body".to_owned(),
                });
                let headers = variant.headers.as_ref().map(|_| "headers".to_owned());
                let parts = Parts {
                    status: "status".to_owned(),
                    headers,
                    body,
                };
                let pattern = Self::variant(&answers.name, variant, &parts);
                code.line(format!(
                    "let {pattern} = value else {{ panic!(\"another variant\") }};"
                ));
                if let Some(headers) = &variant.headers {
                    let expected = self.headers(headers, &drawn.headers);
                    code.line(format!("seen.equal(\"headers\", &headers, &{expected});"));
                }
                if let Some((content, body)) = content {
                    self.same(code, &what, content, body, "seen");
                }
            }
        }
    }
}
