//! Reading a [`Spec`] from the tree of a document.
//!
//! Every problem is collected, so that one run shows them all; a part with a problem is left out
//! of the result, which is then not returned at all. One file per subject: `files` has the
//! documents, `operations` the paths, `parameters` what is not a body, `bodies` the rest of a
//! message, `security` the credentials.

use std::sync::Arc;

use openapi_source::{Document, Node, pointer};

use super::Spec;
use files::Files;
use site::Site;

use crate::{
    place::Problem,
    schema::{Direction, Schemas},
    tree::{FOLLOWED, MAX_CHAIN, split, target},
};

mod bodies;
mod files;
mod operations;
mod parameters;
mod security;
mod servers;
mod site;

pub(super) fn spec(
    document: &Document,
    load: impl FnMut(&str) -> Result<Document, String>,
) -> Result<Spec, Vec<Problem>> {
    let files = Files::load(document, load);
    let mut reader = Reader {
        root: document.root(),
        files: &files,
        roots: Vec::new(),
        problems: Vec::new(),
        notes: Vec::new(),
    };
    let security_schemes = reader.security_schemes();
    let operations = reader.operations();
    let servers = reader.servers();
    let rejections = reader.rejections();
    reader.check_security(&operations, &security_schemes);
    reader.check_unique(&operations);
    let schemas = reader.compile();
    let Reader {
        problems, notes, ..
    } = reader;
    if problems.is_empty() {
        Ok(Spec {
            operations,
            security_schemes,
            servers,
            rejections,
            notes,
            schemas: Arc::new(schemas),
            places: files.places,
            tree: files.tree,
        })
    } else {
        Err(problems)
    }
}

struct Reader<'a> {
    root: &'a Node,
    files: &'a Files,
    /// The schemas that messages are held to.
    roots: Vec<(String, Direction)>,
    problems: Vec<Problem>,
    notes: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn problem(&mut self, pointer: &str, message: impl Into<String>) {
        let problem = self.files.places.problem(pointer, message);
        // A component that is used twice is read twice.
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn note(&mut self, pointer: &str, message: impl Into<String>) {
        let note = self.files.places.problem(pointer, message);
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn top(&self) -> Site<'a> {
        Site {
            node: self.root,
            pointer: String::new(),
        }
    }

    fn node(&self, pointer: &str) -> Option<&'a Node> {
        let (path, inner) = split(pointer);
        let mut others = self.files.others.iter();
        let root = match others.find(|(known, _)| known == path) {
            Some((_, document)) => document.root(),
            None if path.is_empty() || self.files.tree.is_main(path) => self.root,
            None => return None,
        };
        root.pointer(inner)
    }

    /// Follows `$ref` until something else is found.
    fn resolve(&mut self, mut site: Site<'a>) -> Option<Site<'a>> {
        for _ in 0..MAX_CHAIN {
            let Some(reference) = site.text("$ref") else {
                return Some(site);
            };
            let at = pointer::join(&site.pointer, "$ref");
            let Some(target) = target(&site.pointer, reference) else {
                self.problem(&at, FOLLOWED);
                return None;
            };
            let Some(node) = self.node(&target) else {
                let message = self.files.tree.absence(&target);
                self.problem(&at, message);
                return None;
            };
            site = Site {
                node,
                pointer: target,
            };
        }
        self.problem(
            &site.pointer.clone(),
            "the references form a cycle; break it",
        );
        None
    }

    /// The schema of a parameter, header field or representation.
    fn schema(&mut self, owner: &Site<'a>, direction: Direction) -> Option<String> {
        let site = owner.child("schema")?;
        let site = if self.files.tree.get(&site.pointer).is_some_and(|schema| {
            // In 3.1 what stands beside a reference counts.
            self.files.tree.reference(schema).is_some()
        }) {
            self.resolve(site)?
        } else {
            site
        };
        self.roots.push((site.pointer.clone(), direction));
        Some(site.pointer)
    }

    fn compile(&mut self) -> Schemas {
        match Schemas::compile(&self.files.tree, &self.roots) {
            Ok(schemas) => schemas,
            Err(found) => {
                for one in found {
                    self.problem(&one.pointer, one.message);
                }
                Schemas::default()
            }
        }
    }

    fn flag(site: &Site<'a>, key: &str) -> bool {
        site.node.get(key).and_then(Node::as_bool) == Some(true)
    }
}
