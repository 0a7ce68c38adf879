//! The facts of the page as the document states them.
//!
//! The plain tree is walked with references followed; neither the judge's model nor a generated
//! type takes part. Each fact remembers where it was read and what would be wrong there.

use std::collections::BTreeMap;

use openapi_source::Document;
use serde_json::{Value, json};

use super::site::Site;

/// One fact of the document.
pub(crate) struct Fact {
    /// What it says.
    pub(crate) value: Value,
    /// Where, with references followed.
    pub(crate) pointer: String,
    /// What this place could hold instead, to be another fact; `None` for another value of the
    /// same kind, which is made where it is needed.
    altered: Option<Value>,
}

impl Fact {
    /// What this place could hold instead, to be another fact.
    pub(crate) fn altered(&self) -> Value {
        self.altered.clone().unwrap_or_else(|| another(&self.value))
    }
}

/// Facts by name.
pub(crate) type Seen = BTreeMap<String, Fact>;

/// The facts under one URI, written `METHOD /path`.
///
/// `root` may be a damaged copy of the document's tree. The order of examples is always that of
/// the document, because the copy does not keep it.
pub(crate) fn of(root: &Value, uri: &str, document: &Document) -> Seen {
    let mut view = View {
        document,
        seen: Seen::new(),
    };
    let root = Site::root(root);
    let (method, path) = uri.split_once(' ').unwrap_or(("", uri));
    view.note("updated on", &root.child("info").child("version"));
    let hosts = root.child("servers").child("0").child("variables");
    view.note("host by default", &hosts.child("host").child("default"));
    view.rejections(&root.child("x-rejections"));
    let item = root.child("paths").child(path);
    let operation = item.child(&method.to_lowercase());
    if operation.value.is_some() {
        view.note("title", &operation.child("summary"));
        view.description(&operation.child("description"));
        view.note("retry", &operation.child("x-retry"));
        view.permissions(&operation.child("x-permissions"));
        view.path_parameters(&[item.child("parameters"), operation.child("parameters")]);
        view.credentials(&root, &operation);
        let body = operation.child("requestBody");
        view.note("request body: mandatory", &body.child("required"));
        view.content("request body", &body);
        view.responses(&operation.child("responses"));
    }
    view.seen
}

struct View<'a> {
    document: &'a Document,
    seen: Seen,
}

/// Another value of the same kind.
fn another(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(format!("{text}x")),
        Value::Bool(truth) => json!(!truth),
        Value::Array(items) => Value::Array(items.iter().cloned().chain([json!("x")]).collect()),
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(key, value)| (key.clone(), another(value)));
            Value::Object(members.collect())
        }
        Value::Null | Value::Number(_) => json!("x"),
    }
}

impl View<'_> {
    /// A fact that is a value of the document as it is.
    fn note(&mut self, name: &str, site: &Site<'_>) {
        if let Some(value) = site.value {
            self.insert(name, value.clone(), site, None);
        }
    }

    fn add(&mut self, name: &str, value: Value, site: &Site<'_>, altered: Value) {
        self.insert(name, value, site, Some(altered));
    }

    fn insert(&mut self, name: &str, value: Value, site: &Site<'_>, altered: Option<Value>) {
        let fact = Fact {
            value,
            pointer: site.pointer.clone(),
            altered,
        };
        self.seen.insert(name.to_owned(), fact);
    }

    /// What is answered where no operation decides.
    fn rejections(&mut self, site: &Site<'_>) {
        for (kind, answer) in site.members() {
            if kind == "violations" {
                self.note("rejection violations", &answer);
            } else {
                self.note(&format!("rejection {kind}"), &answer.child("value"));
            }
        }
    }

    /// The first paragraph is the function, the rest says what a caller must be allowed.
    fn description(&mut self, site: &Site<'_>) {
        let Some(text) = site.text() else {
            return;
        };
        let (function, rest) = text.split_once("\n\n").unwrap_or((text, ""));
        let damaged = |from: &str| json!(text.replace(from, &format!("{from} not")));
        self.add("function", json!(function), site, damaged(function));
        let paragraphs = rest.split('\n').filter(|line| !line.is_empty());
        for (index, paragraph) in paragraphs.enumerate() {
            let name = format!("authorization {}", index + 1);
            let value = json!(paragraph.trim_start_matches("- "));
            self.add(&name, value, site, damaged(paragraph));
        }
    }

    fn permissions(&mut self, list: &Site<'_>) {
        let mut actions = Vec::new();
        for row in list.items() {
            let Some(action) = row.child("action").text() else {
                continue;
            };
            actions.push(json!(action));
            for (name, key) in [
                ("access level", "access-level"),
                ("resource type", "resource-type"),
                ("resource required", "resource-required"),
                ("condition keys", "condition-keys"),
                ("alias", "alias"),
                ("dependencies", "dependencies"),
            ] {
                self.note(&format!("permission {action}: {name}"), &row.child(key));
            }
        }
        self.add("permissions", Value::Array(actions), list, json!([]));
    }

    fn path_parameters(&mut self, lists: &[Site<'_>]) {
        let mut names = Vec::new();
        for row in lists.iter().flat_map(Site::items) {
            let (Some("path"), Some(name)) = (row.child("in").text(), row.child("name").text())
            else {
                continue;
            };
            names.push(json!(name));
            let prefix = format!("path parameter {name}");
            self.note(&format!("{prefix}: mandatory"), &row.child("required"));
            self.note(&format!("{prefix}: description"), &row.child("description"));
            self.kind(&prefix, &row.child("schema"));
        }
        if let Some(list) = lists.iter().find(|list| list.value.is_some()) {
            self.add("path parameters", Value::Array(names), list, json!([]));
        }
    }

    /// The page writes `String` where the document has `string`.
    fn kind(&mut self, prefix: &str, schema: &Site<'_>) {
        let site = schema.child("type");
        let Some(kind) = site.text() else {
            return;
        };
        let mut letters = kind.chars();
        let first = letters.next().map(|first| first.to_ascii_uppercase());
        let kind: String = first.into_iter().chain(letters).collect();
        self.add(
            &format!("{prefix}: type"),
            json!(kind),
            &site,
            json!("integer"),
        );
    }

    /// Schemes that are enough on their own, in order of preference.
    fn credentials(&mut self, root: &Site<'_>, operation: &Site<'_>) {
        let own = operation.child("security");
        let list = match own.value {
            Some(_) => own,
            None => root.child("security"),
        };
        let schemes = root.child("components").child("securitySchemes");
        let mut names = Vec::new();
        for alternative in list.items() {
            let needed = alternative.members();
            let [(scheme, _)] = needed.as_slice() else {
                names.push(json!(needed.len()));
                continue;
            };
            let scheme = schemes.child(scheme);
            let Some(name) = scheme.child("name").text() else {
                continue;
            };
            names.push(json!(name));
            let prefix = format!("credential {name}");
            self.note(&format!("{prefix}: sent as"), &scheme.child("in"));
            let signature = scheme.child("x-signature");
            if signature.value.is_some() {
                // The page does not describe the signature, so the wording is free.
                self.note(&format!("{prefix}: signature"), &signature);
            } else {
                let description = scheme.child("description");
                self.note(&format!("{prefix}: description"), &description);
            }
        }
        self.add("credentials", Value::Array(names), &list, json!([{}]));
    }

    fn responses(&mut self, responses: &Site<'_>) {
        let mut sources: BTreeMap<&str, (Vec<Value>, Site<'_>)> = BTreeMap::new();
        for (status, response) in responses.members() {
            let source = response.child("x-source");
            let name = source.text().unwrap_or("nowhere");
            let (statuses, _) = sources.entry(name).or_insert((Vec::new(), source));
            statuses.push(json!(status));
            let prefix = format!("status {status}");
            if name == "page" {
                let description = response.child("description");
                self.note(&format!("{prefix}: description"), &description);
            }
            self.content(&prefix, &response);
            if name != "page" {
                // Which example comes first is a fact only where the page shows one.
                self.seen.remove(&format!("{prefix}: first example"));
            }
            self.codes(status, &response);
        }
        for (source, (statuses, site)) in sources {
            let name = format!("statuses from {source}");
            self.add(&name, Value::Array(statuses), &site, json!("x"));
        }
    }

    fn content(&mut self, prefix: &str, owner: &Site<'_>) {
        let content = owner.child("content");
        let media_types = content.members();
        let names = media_types.iter().map(|(name, _)| json!(name)).collect();
        let name = format!("{prefix}: media types");
        self.add(&name, Value::Array(names), &content, json!({}));
        for (_, media) in media_types {
            self.object(prefix, &media.child("schema"));
            let first = self.first_example(&media);
            self.note(&format!("{prefix}: first example"), &first);
        }
    }

    fn first_example<'s>(&self, media: &Site<'s>) -> Site<'s> {
        let examples = media.child("examples");
        let ordered = self.document.root().pointer(&examples.pointer);
        let ordered = ordered.and_then(|examples| examples.as_object());
        match ordered.and_then(|examples| examples.iter().next()) {
            Some(first) => examples.child(&first.key).child("value"),
            None => media.child("example"),
        }
    }

    fn object(&mut self, prefix: &str, schema: &Site<'_>) {
        let properties = schema.child("properties");
        let required = schema.child("required");
        let members = properties.members();
        let names = members.iter().map(|(name, _)| json!(name)).collect();
        let name = format!("{prefix}: members");
        self.add(&name, Value::Array(names), &properties, json!({}));
        for (name, property) in members {
            let prefix = format!("{prefix}: member {name}");
            let list = required.value.and_then(Value::as_array);
            let is_required = list.is_some_and(|list| list.contains(&json!(name)));
            let altered = if is_required {
                json!([])
            } else {
                json!([name])
            };
            let mandatory = format!("{prefix}: mandatory");
            self.add(&mandatory, json!(is_required), &required, altered);
            self.kind(&prefix, &property);
            for key in ["description", "x-error-code", "x-error-message"] {
                self.note(&format!("{prefix}: {key}"), &property.child(key));
            }
        }
    }

    /// Each code that an example of the status carries.
    fn codes(&mut self, status: &str, response: &Site<'_>) {
        for (_, media) in response.child("content").members() {
            let examples = media.child("examples");
            for (name, example) in examples.members() {
                let value = example.child("value");
                let Some(code) = value.child("error_code").text() else {
                    continue;
                };
                // A second example of a code is a fact of its own.
                let code = if self.seen.contains_key(&format!("code {code}: status")) {
                    format!("{code} as {name}")
                } else {
                    code.to_owned()
                };
                let held = examples.place(name);
                let status = json!(status);
                self.add(
                    &format!("code {code}: status"),
                    status,
                    &held,
                    json!({"value": {}}),
                );
                let message = value.child("error_msg");
                self.note(&format!("code {code}: message"), &message);
            }
        }
    }
}
