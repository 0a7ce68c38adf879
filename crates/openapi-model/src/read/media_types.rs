//! Media types as the document writes them.

use crate::model::ContentKind;

/// `type/subtype; name=value`, in the form that the model keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MediaType {
    /// `type/subtype`, in lower case.
    essence: String,
    /// Names in lower case, values as written.
    parameters: Vec<(String, String)>,
}

/// Media types that are called JSON and are a sequence of JSON texts.
const SEQUENCES: [&str; 2] = ["application/stream+json", "application/vnd.api.stream+json"];

impl MediaType {
    /// None: it is not a media type.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(';');
        let essence = parts.next()?.trim().to_ascii_lowercase();
        let (kind, subtype) = essence.split_once('/')?;
        let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        let is_name = |name: &str| !name.is_empty() && name.chars().all(is_token);
        if !is_name(kind) || !is_name(subtype) {
            return None;
        }
        let parameters = parts
            .filter_map(|part| {
                let (name, value) = part.split_once('=')?;
                let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
                let plain =
                    !value.is_empty() && value.chars().all(|c| c == ' ' || c.is_ascii_graphic());
                (is_name(&name) && plain).then(|| (name, value.to_owned()))
            })
            .collect();
        Some(Self {
            essence,
            parameters,
        })
    }

    /// `*/*`, for what says nothing.
    pub(super) fn anything() -> Self {
        Self {
            essence: "*/*".to_owned(),
            parameters: Vec::new(),
        }
    }

    pub(super) fn essence(&self) -> &str {
        &self.essence
    }

    /// As it is sent, or compared.
    pub(super) fn text(&self) -> String {
        let mut out = self.essence.clone();
        for (name, value) in &self.parameters {
            out.push_str("; ");
            out.push_str(name);
            out.push('=');
            out.push_str(value);
        }
        out
    }

    /// Without `charset`: for what is always UTF-8.
    pub(super) fn without_charset(mut self) -> Self {
        self.parameters.retain(|(name, _)| name != "charset");
        self
    }

    pub(super) fn is_json(&self) -> bool {
        let is_named = matches!(self.essence.as_str(), "application/json" | "text/json")
            || self.essence.ends_with("+json");
        // `application/json;stream=watch` is one JSON text after another.
        let is_stream = self.parameters.iter().any(|(name, _)| name == "stream")
            || SEQUENCES.contains(&self.essence.as_str());
        is_named && !is_stream
    }

    pub(super) fn is_xml(&self) -> bool {
        matches!(self.essence.as_str(), "application/xml" | "text/xml")
            || self.essence.ends_with("+xml")
    }

    /// Everything, or everything of `application`.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.essence.as_str(), "*/*" | "application/*")
    }

    /// JSON that is not the value but says how to change it: which of them it is matters.
    pub(super) fn is_patch(&self) -> bool {
        self.essence.contains("patch")
    }

    fn is_text(&self) -> bool {
        let charset = self.parameters.iter().find(|(name, _)| name == "charset");
        let is_utf_8 = charset.is_none_or(|(_, value)| {
            let value = value.trim_matches('"');
            value.eq_ignore_ascii_case("utf-8")
                || value.eq_ignore_ascii_case("utf8")
                || value.eq_ignore_ascii_case("us-ascii")
        });
        self.essence.starts_with("text/")
            && self.essence != "text/event-stream"
            && !self.is_xml()
            && is_utf_8
    }

    pub(super) fn kind(&self) -> ContentKind {
        if self.is_json() {
            ContentKind::Json
        } else if self.essence == "application/x-www-form-urlencoded" {
            ContentKind::Form
        } else if self.essence.starts_with("multipart/") {
            ContentKind::Multipart
        } else if self.is_text() {
            ContentKind::Text
        } else {
            ContentKind::Bytes
        }
    }

    pub(super) fn is_range(&self) -> bool {
        self.essence.contains('*')
    }

    /// What may be sent where the document has a range, the usual one first.
    pub(super) fn in_range(&self, kind: ContentKind) -> [String; 2] {
        if let Some((kind, suffix)) = self.essence.split_once("/*+") {
            return [sent_in(&self.essence), format!("{kind}/x.other+{suffix}")];
        }
        let usual = match kind {
            ContentKind::Json => ("application/json", "application/x.any+json"),
            ContentKind::Form => (
                "application/x-www-form-urlencoded",
                "application/x-any-form",
            ),
            ContentKind::Multipart => ("multipart/form-data", "multipart/mixed"),
            ContentKind::Text => ("text/plain", "text/x-any"),
            ContentKind::Bytes => {
                let kind = self.essence.split('/').next().unwrap_or_default();
                let kind = if kind == "*" { "application" } else { kind };
                return [sent_in(&self.essence), format!("{kind}/x-any")];
            }
        };
        [usual.0.to_owned(), usual.1.to_owned()]
    }
}

/// A media type that everybody knows: of a range such as `image/*`, else the media type itself.
/// Nobody knows one of `application/*+xml`; what is sent says so.
pub fn sent_in(range: &str) -> String {
    if let Some((kind, suffix)) = range.split_once("/*+") {
        return format!("{kind}/x.any+{suffix}");
    }
    let Some(kind) = range.strip_suffix("/*") else {
        return range.to_owned();
    };
    let known = match kind {
        "audio" => "audio/mpeg",
        "image" => "image/png",
        "multipart" => "multipart/form-data",
        "text" => "text/plain",
        "video" => "video/mp4",
        "*" | "application" => "application/octet-stream",
        other => return format!("{other}/octet-stream"),
    };
    known.to_owned()
}
