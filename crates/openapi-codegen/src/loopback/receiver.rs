//! The server of the test: each handler compares what it was given and answers what was drawn.

use openapi_model::SchemeKind;
use serde_json::Value;

use super::Writer;
use super::drawn::{Drawn, Exchange};
use super::value::Parts;
use crate::emit::code::{Code, literal};
use crate::plan::{ContentPlan, Op, Presence, Ty};

impl Writer<'_> {
    /// The implementation of the trait.
    pub(super) fn receiver(&self, code: &mut Code, drawn: &[(&Op<'_>, Vec<Exchange>)]) {
        if self.plan.groups.is_empty() {
            let all: Vec<&Op<'_>> = self.plan.operations.iter().collect();
            self.implementation(code, "Api", self.plan.schemes.len(), &all, drawn);
        }
        for group in &self.plan.groups {
            let members = group.operations.iter();
            let members: Vec<&Op<'_>> = members
                .filter_map(|index| self.plan.operations.get(*index))
                .collect();
            let alternatives = members.iter().flat_map(|op| &op.operation.security);
            let requirements = alternatives.flat_map(|alternative| &alternative.requirements);
            let credentials = requirements.count();
            self.implementation(code, &group.trait_name, credentials, &members, drawn);
        }
    }

    /// What implements one trait; without credentials there is nobody to know.
    fn implementation(
        &self,
        code: &mut Code,
        name: &str,
        credentials: usize,
        members: &[&Op<'_>],
        drawn: &[(&Op<'_>, Vec<Exchange>)],
    ) {
        code.open(format!("impl server::{name} for Server {{"));
        if credentials > 0 {
            code.line("type Principal = ();");
        }
        for op in members {
            let exchanges = drawn.iter().find(|(other, _)| std::ptr::eq(*other, *op));
            self.handler(
                code,
                op,
                exchanges.map_or(&[], |(_, exchanges)| exchanges.as_slice()),
            );
        }
        code.close("}");
        code.blank();
    }

    fn handler(&self, code: &mut Code, op: &Op<'_>, exchanges: &[Exchange]) {
        let security = &op.operation.security;
        let anonymous = security
            .iter()
            .any(|alternative| alternative.requirements.is_empty());
        let caller = match (security.is_empty(), anonymous) {
            (true, _) => "",
            (false, true) => " _caller: Option<()>,",
            (false, false) => " _caller: (),",
        };
        code.blank();
        code.open(format!(
            "async fn {}(&self,{caller} request: server::{}) -> Result<types::{}, Failure<types::{}>> {{",
            op.function, op.request, op.success.name, op.error.name
        ));
        code.line(format!("self.seen.enter({});", literal(&op.operation.id)));
        code.open("match self.exchange {");
        for (at, exchange) in exchanges.iter().enumerate() {
            code.open(format!("{at} => {{"));
            self.compare(code, op, exchange);
            self.answer(code, op, exchange);
            code.close("}");
        }
        code.line("_ => Err(Failure::internal(\"no such exchange\")),");
        code.close("}");
        code.close("}");
    }

    fn compare(&self, code: &mut Code, op: &Op<'_>, exchange: &Exchange) {
        for (at, param) in op.parameters.iter().enumerate() {
            let sent = exchange.parameters.iter().find(|(index, _)| *index == at);
            let expected = match (sent, &param.presence) {
                (Some((_, value)), _) | (None, Presence::Default(value)) => value.clone(),
                (None, _) => Value::Null,
            };
            let what = format!("{} {}", op.operation.id, param.field);
            code.line(format!(
                "self.seen.json({}, &request.{}, {});",
                literal(&what),
                param.field,
                literal(&expected.to_string())
            ));
        }
        let Some(body) = &op.body else { return };
        let what = literal(&format!("{} body", op.operation.id));
        let Some((at, drawn)) = &exchange.body else {
            code.line(format!(
                "if request.body.is_some() {{ self.seen.wrong({what}); }}"
            ));
            return;
        };
        let Some(content) = body.contents.get(*at) else {
            return;
        };
        let pattern = match &content.variant {
            Some(variant) => format!("{}::{variant}(body)", self.ty(&body.ty)),
            None => "body".to_owned(),
        };
        let pattern = if body.body.required {
            pattern
        } else {
            format!("Some({pattern})")
        };
        code.open("match request.body {");
        code.open(format!("{pattern} => {{"));
        self.same(code, &what, content, drawn, "self.seen");
        code.close("}");
        code.line(format!("_ => self.seen.wrong({what}),"));
        code.close("}");
    }

    /// Compares `body` with what was drawn.
    pub(super) fn same(
        &self,
        code: &mut Code,
        what: &str,
        content: &ContentPlan<'_>,
        drawn: &Drawn,
        seen: &str,
    ) {
        match drawn {
            Drawn::Json(value) => {
                code.line(format!(
                    "{seen}.json({what}, &body, {});",
                    literal(&value.to_string())
                ));
            }
            Drawn::Text(_) | Drawn::Parts(_) if content.ty != Ty::Stream => {
                let expected = self.content(content, drawn);
                code.line(format!("{seen}.equal({what}, &body, &{expected});"));
            }
            Drawn::Text(text) | Drawn::Bytes(text) => {
                code.line(format!(
                    "match body.collect(1 << 20).await {{ Ok(body) => {seen}.equal({what}, &body.as_ref(), &{}.as_bytes()), Err(_) => {seen}.wrong({what}) }}",
                    literal(text)
                ));
            }
            Drawn::Parts(_) => {}
        }
    }

    fn answer(&self, code: &mut Code, op: &Op<'_>, exchange: &Exchange) {
        let drawn = &exchange.answer;
        let answers = if drawn.success {
            &op.success
        } else {
            &op.error
        };
        let Some(variant) = answers.variants.get(drawn.variant) else {
            return;
        };
        let body = drawn.body.as_ref().and_then(|(at, body)| {
            Some(self.body(variant.body.as_ref()?, variant.contents.get(*at)?, body))
        });
        let headers = variant
            .headers
            .as_ref()
            .map(|headers| self.headers(headers, &drawn.headers));
        let parts = Parts {
            status: drawn.status.to_string(),
            headers,
            body,
        };
        let value = Self::variant(&answers.name, variant, &parts);
        if drawn.success {
            code.line(format!("Ok({value})"));
        } else {
            code.line(format!("Err({value}.into())"));
        }
    }

    /// Asks for no more than that there is a credential.
    pub(super) fn authenticator(&self, code: &mut Code) {
        if self.plan.schemes.is_empty() {
            return;
        }
        code.open("impl server::Authenticator for Everyone {");
        code.line("type Principal = ();");
        for scheme in &self.plan.schemes {
            let credential = match &scheme.scheme.kind {
                SchemeKind::Basic => "openapi_server::Basic",
                SchemeKind::Signature { .. } => "openapi_server::SignedRequest<'_>",
                SchemeKind::HeaderKey { .. }
                | SchemeKind::QueryKey { .. }
                | SchemeKind::CookieKey { .. }
                | SchemeKind::Bearer { .. }
                | SchemeKind::Http { .. } => "openapi_server::Token<'_>",
            };
            code.open(format!("async fn {}(", scheme.function));
            code.line("&self,");
            code.line(format!("_credential: {credential},"));
            if self.has_scopes(&scheme.scheme.name) {
                code.line("_scopes: &'static [&'static str],");
            }
            code.line("_operation: &'static openapi_server::Operation,");
            code.close(") -> Result<(), server::Denied> {");
            code.line("    Ok(())");
            code.close("}");
        }
        let combines = self.plan.operations.iter().any(|op| {
            op.operation
                .security
                .iter()
                .any(|alternative| alternative.requirements.len() > 1)
        });
        if combines {
            code.open("async fn combine(&self, _callers: Vec<()>, _operation: &'static openapi_server::Operation) -> Result<(), server::Denied> {");
            code.line("Ok(())");
            code.close("}");
        }
        code.close("}");
    }

    /// Whether some operation asks for scopes of the scheme.
    fn has_scopes(&self, scheme: &str) -> bool {
        let operations = self.plan.operations.iter();
        let alternatives = operations.flat_map(|op| &op.operation.security);
        let mut requirements = alternatives.flat_map(|alternative| &alternative.requirements);
        requirements
            .any(|requirement| requirement.scheme == scheme && !requirement.scopes.is_empty())
    }
}
