//! Values as expressions of Rust.

use openapi_model::sent_in;
use serde_json::Value;

use super::Writer;
use super::drawn::Drawn;
use crate::emit::code::literal;
use crate::plan::{Answer, ContentPlan, Headers, PartPlan, Shape, Ty};

impl Writer<'_> {
    pub(super) fn ty(&self, ty: &Ty) -> String {
        ty.print(self.plan, "types::")
    }

    /// A value through `Deserialize`.
    pub(super) fn json(&self, ty: &Ty, value: &Value) -> String {
        format!("from::<{}>({})", self.ty(ty), literal(&value.to_string()))
    }

    /// A body of one content, without the enum around it.
    pub(super) fn content(&self, content: &ContentPlan<'_>, drawn: &Drawn) -> String {
        match drawn {
            Drawn::Json(value) => self.json(&content.ty, value),
            Drawn::Text(text) => format!("{}.to_owned()", literal(text)),
            Drawn::Bytes(text) => format!(
                "openapi_types::ByteStream::from({}.to_owned())",
                literal(text)
            ),
            Drawn::Parts(parts) => self.multipart(&content.ty, parts),
        }
    }

    /// A body as operation or answer have it.
    pub(super) fn body(&self, ty: &Ty, content: &ContentPlan<'_>, drawn: &Drawn) -> String {
        let inner = self.content(content, drawn);
        match &content.variant {
            Some(variant) => format!("{}::{variant}({inner})", self.ty(ty)),
            None => inner,
        }
    }

    fn multipart(&self, ty: &Ty, parts: &[(usize, Value)]) -> String {
        let Ty::Named(id) = ty else {
            return String::new();
        };
        let Some(Shape::Multipart(body)) = self.plan.type_def(*id).map(|def| &def.shape) else {
            return String::new();
        };
        let fields = body.fields.iter().enumerate().map(|(at, field)| {
            let value = parts
                .iter()
                .find(|(index, _)| *index == at)
                .map(|(_, value)| value);
            let mut text = match (value, &field.ty) {
                (None, _) => "None".to_owned(),
                (Some(value), Ty::File) => file(value, &field.part),
                (Some(Value::Array(items)), Ty::Vec(inner)) if **inner == Ty::File => {
                    let files = items.iter().map(|item| file(item, &field.part));
                    let files: Vec<String> = files.collect();
                    format!("vec![{}]", files.join(", "))
                }
                (Some(value), ty) => self.json(ty, value),
            };
            if value.is_some() {
                for _ in 0..usize::from(field.nullable) + usize::from(!field.required) {
                    text = format!("Some({text})");
                }
            }
            format!("{}: {text}", field.name)
        });
        let fields: Vec<String> = fields.collect();
        format!("{} {{ {} }}", self.ty(ty), fields.join(", "))
    }

    /// The struct of the headers of an answer.
    pub(super) fn headers(&self, headers: &Headers<'_>, drawn: &[(usize, Value)]) -> String {
        let fields = headers.fields.iter().enumerate().map(|(at, field)| {
            let value = drawn
                .iter()
                .find(|(index, _)| *index == at)
                .map(|(_, value)| value);
            let text = match value {
                None => "None".to_owned(),
                Some(value) if field.parameter.required => self.json(&field.ty, value),
                Some(value) => format!("Some({})", self.json(&field.ty, value)),
            };
            format!("{}: {text}", field.field)
        });
        let fields: Vec<String> = fields.collect();
        format!("types::{} {{ {} }}", headers.name, fields.join(", "))
    }

    /// A variant of a response enum, its parts filled with texts.
    pub(super) fn variant(name: &str, answer: &Answer<'_>, parts: &Parts) -> String {
        let exact = matches!(answer.status, openapi_model::Status::Code(_));
        match (exact, &parts.headers, &parts.body) {
            (true, None, None) => format!("types::{name}::{}", answer.name),
            (true, None, Some(body)) => format!("types::{name}::{}({body})", answer.name),
            _ => {
                let status = (!exact).then(|| format!("status: {}", parts.status));
                let headers = parts
                    .headers
                    .as_ref()
                    .map(|text| format!("headers: {text}"));
                let body = parts.body.as_ref().map(|text| format!("body: {text}"));
                let fields: Vec<String> = [status, headers, body].into_iter().flatten().collect();
                format!("types::{name}::{} {{ {} }}", answer.name, fields.join(", "))
            }
        }
    }
}

/// The parts of a variant, as expressions or as patterns.
pub(super) struct Parts {
    pub(super) status: String,
    pub(super) headers: Option<String>,
    pub(super) body: Option<String>,
}

fn file(value: &Value, part: &PartPlan) -> String {
    let text = value.as_str().unwrap_or_default();
    let media_type = match part {
        PartPlan::Typed(types) => types.first().map(|name| sent_in(name)),
        PartPlan::Usual | PartPlan::Styled(..) | PartPlan::HeaderOf(_) => None,
    };
    let media_type = media_type.as_deref().unwrap_or("application/x-drawn");
    // What a sender does not say is filled in on the way.
    format!(
        "openapi_types::File::new({}.to_owned()).named(\"a.bin\").of_type({})",
        literal(text),
        literal(media_type)
    )
}
