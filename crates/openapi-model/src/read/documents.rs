//! The documents of a run: the one that was asked for, and the files it refers to.
//!
//! It reads no file itself ([`Files`] does) and never leaves the folder of the document. A file
//! that cannot be read is no finding here, but where a `$ref` leads into it
//! ([`super::references`]).

use std::collections::HashMap;

use openapi_source::{Diagnostic, Document, Node, Source, Span, Value};

use super::Limits;

/// Keys whose values are data: a `$ref` in them refers to nothing.
const DATA: [&str; 4] = ["example", "examples", "default", "enum"];

/// Where other files of a document come from.
pub trait Files {
    /// The bytes of a file; `path` is relative to the document, with `/`, and never leads out of
    /// its folder.
    ///
    /// # Errors
    /// Why there are none, for people.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;
}

/// There are no other files.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _path: &str) -> Result<Vec<u8>, String> {
        Err("other files are not read here".to_owned())
    }
}

/// A document and the files that it refers to.
#[derive(Debug)]
pub struct Documents {
    list: Vec<File>,
    /// By path, relative to the first document.
    by_path: HashMap<String, Found>,
}

#[derive(Debug)]
struct File {
    path: String,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Read(Document),
    /// What could not be read is still shown.
    Broken(Source),
}

/// What is known of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// The file at this index.
    File(usize),
    /// Why it cannot be read, for people.
    Missing(String),
    /// It was read, but is no tree; what is wrong was said.
    Broken,
}

/// Where a reference leads, as far as its text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A path relative to the first document; None: the file itself.
    Local(Option<String>),
    /// It leads out; why, for people.
    Outside(&'static str),
}

impl Documents {
    /// A document alone, its references into other files not followed.
    pub fn alone(document: Document) -> Self {
        let path = file_name(document.name()).to_owned();
        let by_path = HashMap::from([(path.clone(), Found::File(0))]);
        Self {
            list: vec![File {
                path,
                content: Content::Read(document),
            }],
            by_path,
        }
    }

    /// A document and every file that can be reached from it by `$ref`, with what is wrong with
    /// their texts. Files that are missing, or that a limit keeps out, are found by [`super::read`].
    pub fn load(root: Document, files: &dyn Files, limits: &Limits) -> (Self, Vec<Diagnostic>) {
        let folder = root
            .name()
            .strip_suffix(file_name(root.name()))
            .unwrap_or_default()
            .to_owned();
        let mut documents = Self::alone(root);
        let mut loader = Loader {
            files,
            limits,
            folder,
            bytes: limits.source.bytes,
            findings: Vec::new(),
        };
        let mut next = 0;
        while let Some(file) = documents.list.get(next) {
            let mut wanted = Vec::new();
            if let Content::Read(document) = &file.content {
                references(document.root(), &mut wanted);
            }
            let wanted: Vec<String> = wanted
                .into_iter()
                .filter_map(|text| match target(&file.path, text) {
                    Target::Local(path) => path,
                    Target::Outside(_) => None,
                })
                .collect();
            for path in wanted {
                documents.add(path, &mut loader);
            }
            next += 1;
        }
        (documents, loader.findings)
    }

    fn add(&mut self, path: String, loader: &mut Loader<'_>) {
        if self.by_path.contains_key(&path) {
            return;
        }
        let index = self.list.len();
        let found = match loader.load(&path, index) {
            Ok(content) => {
                let found = match content {
                    Content::Read(_) => Found::File(index),
                    Content::Broken(_) => Found::Broken,
                };
                self.list.push(File {
                    path: path.clone(),
                    content,
                });
                found
            }
            Err(why) => Found::Missing(why),
        };
        self.by_path.insert(path, found);
    }

    /// The texts, for [`openapi_source::render`]; a span's file is the index.
    pub fn sources(&self) -> Vec<&Source> {
        let sources = self.list.iter().map(|file| match &file.content {
            Content::Read(document) => document.source(),
            Content::Broken(source) => source,
        });
        sources.collect()
    }

    pub(super) fn root(&self, file: usize) -> Option<&Node> {
        self.document(file).map(Document::root)
    }

    /// What is written at a place.
    pub(super) fn text(&self, file: usize, span: Span) -> Option<&str> {
        self.document(file)?.text().get(span.start..span.end)
    }

    /// The path of a file, relative to the document.
    pub(super) fn name(&self, file: usize) -> &str {
        self.list
            .get(file)
            .map(|file| file.path.as_str())
            .unwrap_or_default()
    }

    /// Where the reference `text` in a file leads.
    pub(super) fn target(&self, file: usize, text: &str) -> Target {
        target(self.name(file), text)
    }

    pub(super) fn find(&self, path: &str) -> Found {
        let unknown = || Found::Missing("other files are not read here".to_owned());
        self.by_path.get(path).cloned().unwrap_or_else(unknown)
    }

    fn document(&self, file: usize) -> Option<&Document> {
        match &self.list.get(file)?.content {
            Content::Read(document) => Some(document),
            Content::Broken(_) => None,
        }
    }
}

/// Reads files, as long as the limits allow.
struct Loader<'l> {
    files: &'l dyn Files,
    limits: &'l Limits,
    /// Of the first document, as the user wrote it.
    folder: String,
    /// What may still be read.
    bytes: usize,
    findings: Vec<Diagnostic>,
}

impl Loader<'_> {
    fn load(&mut self, path: &str, index: usize) -> Result<Content, String> {
        let number = u16::try_from(index)
            .ok()
            .filter(|_| index <= self.limits.files);
        let Some(number) = number else {
            return Err(format!(
                "more than {} other files; raise the limit `files`",
                self.limits.files
            ));
        };
        let bytes = self.files.read(path)?;
        let Some(left) = self.bytes.checked_sub(bytes.len()) else {
            let most = self.limits.source.bytes;
            return Err(format!(
                "other files hold more than {most} bytes; raise the limit `bytes`"
            ));
        };
        self.bytes = left;
        let name = format!("{}{path}", self.folder);
        match Document::parse_file(number, &name, &bytes, &self.limits.source) {
            Ok(document) => Ok(Content::Read(document)),
            Err(report) => {
                self.findings.extend(report.diagnostics);
                Ok(Content::Broken(report.source))
            }
        }
    }
}

/// The texts of all `$ref`. It recurses as deep as the tree, which is limited.
fn references<'d>(node: &'d Node, found: &mut Vec<&'d str>) {
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(object) => {
            for member in object {
                if member.key == "$ref" {
                    found.extend(member.value.as_str());
                }
                if !DATA.contains(&member.key.as_str()) {
                    references(&member.value, found);
                } else if member.key == "examples" {
                    // Named examples may be references themselves.
                    let examples = member.value.as_object().into_iter().flatten();
                    found
                        .extend(examples.filter_map(|example| example.value.get("$ref")?.as_str()));
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Where the reference `text` in the file at `from` leads.
fn target(from: &str, text: &str) -> Target {
    let (path, _) = text.split_once('#').unwrap_or((text, ""));
    if path.is_empty() {
        return Target::Local(None);
    }
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let scheme = path.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    });
    if scheme || path.starts_with("//") {
        return Target::Outside("it is a URL");
    }
    if path.starts_with('/') {
        return Target::Outside("it is an absolute path");
    }
    if path.contains(['\\', '\0']) {
        return Target::Outside("it has a character that no path here may have");
    }
    let mut steps: Vec<&str> = from.split('/').collect();
    steps.pop();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                if steps.pop().is_none() {
                    return Target::Outside("it leads out of the folder of the document");
                }
            }
            step => steps.push(step),
        }
    }
    Target::Local(Some(steps.join("/")))
}

fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{Target, target};

    #[test]
    fn paths_stay_in_the_folder() {
        let local = |path: &str| Target::Local(Some(path.to_owned()));
        let cases = [
            ("api.yaml", "#/a", Target::Local(None)),
            ("api.yaml", "pets.yaml", local("pets.yaml")),
            ("api.yaml", "./a/b.yaml#/c", local("a/b.yaml")),
            ("a/b.yaml", "c.yaml", local("a/c.yaml")),
            ("a/b.yaml", "../api.yaml#/x", local("api.yaml")),
            ("a/b.yaml", "c%20d.yaml", local("a/c d.yaml")),
        ];
        for (from, text, expected) in cases {
            assert_eq!(target(from, text), expected, "{text}");
        }
        let outside = [
            "../x.yaml",
            "a/../../x.yaml",
            "%2e%2e/x.yaml",
            "/etc/passwd",
            "https://a.example/x.yaml",
            "//a.example/x.yaml",
            "file:///etc/passwd",
            "C:\\x.yaml",
            "..\\x.yaml",
            "a%00b.yaml",
        ];
        for text in outside {
            assert!(
                matches!(target("api.yaml", text), Target::Outside(_)),
                "{text}"
            );
        }
    }
}
