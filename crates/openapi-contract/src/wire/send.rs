//! What a call writes: its path, the constants of its query, its arguments and its body.

use serde_json::Value;

use super::{Encoded, encode, percent::encode as percent, template::Template, write_body};
use crate::{
    call::{Argument, Body, Call, Content, Unsendable},
    spec::{Operation, Parameter, Spec, essence},
};

impl Call {
    /// The path of the call, each segment percent-encoded.
    ///
    /// # Errors
    /// A path parameter has a value without a text form.
    pub fn path(&self, operation: &Operation) -> Result<String, Unsendable> {
        let texts = self.texts_of_path(operation)?;
        let text = |name: &str| texts.iter().find(|(known, _)| known == name);
        let template = Template::of(operation);
        Ok(template.fill(|name| text(name).map(|(_, text)| text.clone())))
    }

    /// The text of each path parameter.
    fn texts_of_path(&self, operation: &Operation) -> Result<Vec<(String, String)>, Unsendable> {
        let mut found = Vec::new();
        for argument in &self.arguments {
            if let Encoded::Path(text) = argument.encoded(operation)? {
                found.push((argument.name.clone(), text));
            }
        }
        Ok(found)
    }

    /// The pairs that the query has in any case, because the path template says so.
    pub(crate) fn fixed_query(&self, operation: &Operation) -> Result<Vec<String>, Unsendable> {
        let template = Template::of(operation);
        let texts = self.texts_of_path(operation)?;
        let fixed = template.fixed.iter();
        let mut pairs: Vec<String> = fixed
            .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
            .collect();
        for (name, parameter) in &template.holes {
            let text = texts.iter().find(|(known, _)| known == parameter);
            pairs.extend(text.map(|(_, text)| format!("{}={text}", percent(name))));
        }
        Ok(pairs)
    }
}

impl Argument {
    /// What travels, as the operation's parameter of this name says. One that the operation does
    /// not know is written as a parameter without any rules.
    ///
    /// # Errors
    /// The value has no text in its place.
    pub fn encoded(&self, operation: &Operation) -> Result<Encoded, Unsendable> {
        let known = operation
            .parameters
            .iter()
            .find(|parameter| parameter.name == self.name && parameter.location == self.location);
        match known {
            Some(parameter) => encode(parameter, &self.value),
            None => encode(&Parameter::plain(&self.name, self.location), &self.value),
        }
    }

    /// The plain texts of the value, nothing being escaped: one of a scalar, one for each item of
    /// a list.
    ///
    /// # Errors
    /// The value is an object or null, or has one in it.
    pub fn texts(&self) -> Result<Vec<String>, Unsendable> {
        let unsendable = || Unsendable::Argument(self.name.clone());
        match &self.value {
            Value::Array(items) => items
                .iter()
                .map(|item| scalar(item).ok_or_else(unsendable))
                .collect(),
            value => Ok(vec![scalar(value).ok_or_else(unsendable)?]),
        }
    }
}

impl Body {
    /// The content type and the bytes that travel: a value as its media type says.
    ///
    /// # Errors
    /// The value has no bytes in its media type.
    pub fn written(
        &self,
        spec: &Spec,
        operation: &Operation,
    ) -> Result<(Option<String>, Vec<u8>), Unsendable> {
        let documented = operation.request_body.iter().flat_map(|body| &body.media);
        let own = self.content_type.as_deref().unwrap_or_default();
        let media = documented
            .clone()
            .find(|media| media.media_type == own)
            .or_else(|| {
                documented
                    .clone()
                    .find(|media| essence(&media.media_type) == essence(own))
            });
        match (&self.content, media) {
            (Content::Json(value), Some(media)) => {
                let (content_type, bytes) = write_body(spec, media, value)?;
                // A boundary is added to the type; what the caller said is kept otherwise.
                let is_changed =
                    essence(&content_type) != essence(own) || content_type.contains("boundary=");
                let content_type = if is_changed {
                    content_type
                } else {
                    own.to_owned()
                };
                Ok((Some(content_type), bytes))
            }
            (content, _) => Ok((self.content_type.clone(), content.bytes())),
        }
    }
}

/// The text of a scalar, as the `simple` and `form` styles write it.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
