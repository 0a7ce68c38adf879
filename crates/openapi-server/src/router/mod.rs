//! From method and path to an operation.
//!
//! A tree of segments, made once of the constant paths of a document: finding an operation takes
//! time that grows with the length of the path, not with the number of operations. A literal
//! goes before a segment of pieces, and that before a parameter; where the more concrete path
//! does not have the method, the others are asked.
//!
//! It refuses to change what was sent: a path with an empty segment, with `.` or `..`, or with a
//! slash at its end is another path, unless the document has it so.

mod captures;
mod escapes;
mod pieces;

use std::collections::{BTreeMap, BTreeSet};

use http::HeaderValue;
use http::request::Parts;

pub(crate) use captures::Captures;
pub(crate) use escapes::{Escapes, normalised};

use crate::endpoint::{Endpoint, Fixed, Piece, Segment};
use crate::parameter::{Pairs, decoded};

/// As many literals are compared one by one.
const FEW_LITERALS: usize = 4;

/// The operations of a document by path and method.
#[derive(Debug)]
pub(crate) struct Router {
    nodes: Vec<Node>,
    /// All methods, as `OPTIONS *` tells them.
    pub(crate) methods: HeaderValue,
}

#[derive(Debug, Default)]
struct Node {
    literals: BTreeMap<&'static str, usize>,
    /// The same where there are few: looked at one after the other.
    few_literals: Vec<(&'static str, usize)>,
    /// Longest literals first.
    pieces: Vec<(&'static [Piece], usize)>,
    parameter: Option<usize>,
    /// By method; of several operations those with more fixed parts first.
    operations: Vec<(&'static str, Vec<Candidate>)>,
    allow: Option<HeaderValue>,
}

#[derive(Debug)]
struct Candidate {
    operation: usize,
    fixed: &'static [Fixed],
}

/// Where a request leads to.
#[derive(Debug)]
pub(crate) enum Found<'p> {
    /// The operation, by its place in the list of endpoints.
    Operation(usize, Captures<'p>),
    /// The path is known, with these methods.
    OtherMethods(HeaderValue),
    Nothing,
}

/// A request on its way through the tree.
struct Walk<'r, 'p> {
    nodes: &'r [Node],
    parts: &'p Parts,
    escapes: Escapes,
    captures: Captures<'p>,
    /// The first path that fits without having the method.
    missed: Option<&'r HeaderValue>,
}

impl Router {
    pub(crate) fn new(endpoints: &[&'static Endpoint]) -> Self {
        let mut nodes = vec![Node::default()];
        for (operation, endpoint) in endpoints.iter().enumerate() {
            let node = endpoint
                .path
                .iter()
                .fold(0, |node, segment| step(&mut nodes, node, *segment));
            if let Some(node) = nodes.get_mut(node) {
                node.add(operation, endpoint);
            }
        }
        for node in &mut nodes {
            node.pieces
                .sort_by_key(|(pieces, _)| std::cmp::Reverse(pieces::literal_length(pieces)));
            node.finish();
        }
        let all = endpoints.iter().map(|endpoint| endpoint.operation.method);
        let methods = allow(all).unwrap_or_else(|| HeaderValue::from_static(""));
        Self { nodes, methods }
    }

    pub(crate) fn find<'p>(&self, parts: &'p Parts, path: &'p str, escapes: Escapes) -> Found<'p> {
        let Some(path) = path.strip_prefix('/') else {
            return Found::Nothing;
        };
        let mut walk = Walk {
            nodes: &self.nodes,
            parts,
            escapes,
            captures: Captures::new(),
            missed: None,
        };
        let segments = (!path.is_empty()).then_some(path);
        match (walk.from(0, segments), walk.missed) {
            (Some(operation), _) => Found::Operation(operation, walk.captures),
            (None, Some(allow)) => Found::OtherMethods(allow.clone()),
            (None, None) => Found::Nothing,
        }
    }
}

/// The node behind a segment, which is made where there is none.
fn step(nodes: &mut Vec<Node>, at: usize, segment: Segment) -> usize {
    let new = nodes.len();
    let Some(node) = nodes.get_mut(at) else {
        return at;
    };
    let next = match segment {
        Segment::Literal(text) => *node.literals.entry(text).or_insert(new),
        Segment::Pieces(pieces) => find_or_add(&mut node.pieces, pieces, new),
        Segment::Parameter => *node.parameter.get_or_insert(new),
    };
    if next == new {
        nodes.push(Node::default());
    }
    next
}

fn find_or_add(
    nodes: &mut Vec<(&'static [Piece], usize)>,
    pieces: &'static [Piece],
    new: usize,
) -> usize {
    if let Some((_, node)) = nodes.iter().find(|(known, _)| *known == pieces) {
        return *node;
    }
    nodes.push((pieces, new));
    new
}

impl Node {
    fn add(&mut self, operation: usize, endpoint: &'static Endpoint) {
        let method = endpoint.operation.method;
        let candidate = Candidate {
            operation,
            fixed: endpoint.fixed,
        };
        let known = self
            .operations
            .iter_mut()
            .find(|(known, _)| *known == method);
        match known {
            Some((_, candidates)) => candidates.push(candidate),
            None => self.operations.push((method, vec![candidate])),
        }
    }

    fn finish(&mut self) {
        for (_, candidates) in &mut self.operations {
            candidates.sort_by_key(|candidate| std::cmp::Reverse(told_by(candidate.fixed)));
        }
        self.allow = allow(self.operations.iter().map(|(method, _)| *method));
        if self.literals.len() <= FEW_LITERALS {
            self.few_literals = self
                .literals
                .iter()
                .map(|(text, node)| (*text, *node))
                .collect();
        }
    }

    fn candidates(&self, method: &str) -> Option<&[Candidate]> {
        let named = |name: &str| {
            let mut operations = self.operations.iter();
            operations
                .find(|(known, _)| *known == name)
                .map(|(_, candidates)| candidates.as_slice())
        };
        named(method).or_else(|| if method == "HEAD" { named("GET") } else { None })
    }
}

/// The value of `Allow`: sorted, with HEAD wherever there is GET; none where there is no method.
fn allow<'m>(methods: impl Iterator<Item = &'m str>) -> Option<HeaderValue> {
    let mut methods: BTreeSet<&str> = methods.collect();
    if methods.contains("GET") {
        methods.insert("HEAD");
    }
    let methods: Vec<&str> = methods.into_iter().collect();
    if methods.is_empty() {
        return None;
    }
    HeaderValue::from_str(&methods.join(", ")).ok()
}

impl<'r, 'p> Walk<'r, 'p> {
    /// Each node is come to by one way only, so this ends after as many steps as there are nodes.
    fn from(&mut self, at: usize, segments: Option<&'p str>) -> Option<usize> {
        let nodes = self.nodes;
        let (mut node, mut segments) = (nodes.get(at)?, segments);
        while let Some(text) = segments {
            // What has no other way needs no way back.
            if let Some((next, rest)) = self.only_way(node, text) {
                node = nodes.get(next)?;
                segments = rest;
                continue;
            }
            let (segment, rest) = first_segment(text);
            let literal = self.literal(node, segment);
            let next = match (literal, node.parameter) {
                (None, Some(next)) if node.pieces.is_empty() && is_value(segment) => next,
                (literal, _) => return self.choose(node, literal, segment, rest),
            };
            self.captures.push(segment);
            node = nodes.get(next)?;
            segments = rest;
        }
        self.arrived(node)
    }

    /// The literal that a path without escapes goes on with, where nothing else can be meant.
    fn only_way(&self, node: &Node, text: &'p str) -> Option<(usize, Option<&'p str>)> {
        if node.parameter.is_some() || !node.pieces.is_empty() || self.escapes == Escapes::Possible
        {
            return None;
        }
        node.few_literals.iter().find_map(|(literal, next)| {
            let rest = text.strip_prefix(literal)?;
            match rest.strip_prefix('/') {
                Some(rest) => Some((*next, Some(rest))),
                None => rest.is_empty().then_some((*next, None)),
            }
        })
    }

    fn literal(&self, node: &Node, segment: &str) -> Option<usize> {
        if self.escapes == Escapes::Absent {
            return node.literals.get(segment).copied();
        }
        node.literals
            .get(escapes::unescaped(segment).as_ref())
            .copied()
    }

    /// Tries one way after the other, the most concrete first.
    fn choose(
        &mut self,
        node: &'r Node,
        literal: Option<usize>,
        segment: &'p str,
        rest: Option<&'p str>,
    ) -> Option<usize> {
        let captured = self.captures.len();
        if let Some(next) = literal {
            if let Some(operation) = self.from(next, rest) {
                return Some(operation);
            }
            self.captures.truncate(captured);
        }
        if !is_value(segment) {
            return None;
        }
        for (pieces, next) in &node.pieces {
            if pieces::capture(pieces, segment, &mut self.captures)
                && let Some(operation) = self.from(*next, rest)
            {
                return Some(operation);
            }
            self.captures.truncate(captured);
        }
        self.captures.push(segment);
        self.from(node.parameter?, rest)
    }

    fn arrived(&mut self, node: &'r Node) -> Option<usize> {
        let Some(candidates) = node.candidates(self.parts.method.as_str()) else {
            self.missed = self.missed.or(node.allow.as_ref());
            return None;
        };
        let mut candidates = candidates.iter();
        let is_meant = |candidate: &&Candidate| {
            let mut fixed = candidate.fixed.iter();
            fixed.all(|fixed| is_there(fixed, self.parts))
        };
        candidates
            .find(is_meant)
            .map(|candidate| candidate.operation)
    }
}

/// What stands before the first slash, and what behind it.
fn first_segment(text: &str) -> (&str, Option<&str>) {
    match text.split_once('/') {
        Some((segment, rest)) => (segment, Some(rest)),
        None => (text, None),
    }
}

/// Whether a parameter can be this: not nothing, and not a step within the path.
fn is_value(segment: &str) -> bool {
    !matches!(segment, "" | "." | "..")
}

/// How much tells an operation from others: values before names.
fn told_by(fixed: &[Fixed]) -> (usize, usize) {
    let is_name = |fixed: &&Fixed| matches!(fixed, Fixed::Named(_));
    let names = fixed.iter().filter(is_name).count();
    (fixed.len() - names, names)
}

fn is_there(fixed: &Fixed, parts: &Parts) -> bool {
    match *fixed {
        Fixed::Query(name, value) => {
            let mut values = Pairs::new(parts.uri.query().unwrap_or_default()).named(name);
            values.any(|raw| decoded(raw).is_some_and(|text| text == value))
        }
        Fixed::Named(name) => {
            let mut values = Pairs::new(parts.uri.query().unwrap_or_default()).named(name);
            values.next().is_some()
        }
        Fixed::Header(name, value) => {
            let mut values = parts.headers.get_all(name).iter();
            values.any(|text| text.as_bytes() == value.as_bytes())
        }
    }
}
