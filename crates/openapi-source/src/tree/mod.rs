//! Text to tree: the events of the YAML parser, put together under limits.
//!
//! JSON takes the same road, since YAML 1.2 contains it. The stack is ours, so nesting costs no
//! recursion. Every finding after which reading can go on is collected. [`anchors`] and [`tags`]
//! have what is special about those.

mod anchors;
mod tags;

use std::borrow::Cow;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle};

use crate::aliases::Aliases;
use crate::stand_in::StandIn;
use crate::{Diagnostic, Limits, Member, Node, Object, Span, Value, codes, quoted, syntax};

/// The longest key in characters. JSON sets no bound and YAML one of 1,024. The parser keeps this
/// much of the text in tokens, since all of it may turn out to be a key.
const LONGEST_KEY: usize = 1 << 16;

/// Reads one document. The findings are in the order of reading.
pub(crate) fn read(file: u16, text: &str, limits: &Limits) -> Result<Node, Vec<Diagnostic>> {
    let depth = limits.effective_depth();
    let mut options = granit_parser::options! {
        emit_unresolved_aliases: true,
        flow_nesting_limit: depth + 1,
        block_nesting_limit: depth + 1,
        simple_key_max_lookahead: LONGEST_KEY,
    };
    options.set_emit_comments(false);
    let stand_in = StandIn::of(text);
    let hidden = stand_in.map(|stand_in| stand_in.hide(text));
    let text = hidden.as_deref().unwrap_or(text);
    let mut builder = Builder::new(file, text, limits);
    builder.stand_in = stand_in;
    for event in Parser::new_from_str_with_options(text, options) {
        let step = match event {
            Ok((event, span)) => builder.take(event, span),
            Err(error) => builder.stop(syntax::finding(file, text, &error, depth)),
        };
        if step.is_err() {
            break;
        }
    }
    builder.finish()
}

/// A collection that is still open.
struct Frame {
    start: usize,
    /// Where its last child ends.
    end: usize,
    style: StructureStyle,
    anchor: usize,
    children: Children,
}

enum Children {
    Items(Vec<Node>),
    /// The finished members, and a key that waits for its value.
    Members(Vec<Member>, Option<(String, Span)>),
}

/// Reading cannot go on; the reason is among the findings.
struct Stop;

type Step<T = ()> = Result<T, Stop>;

struct Builder<'a> {
    file: u16,
    text: &'a str,
    limits: &'a Limits,
    frames: Vec<Frame>,
    root: Option<Node>,
    documents: usize,
    nodes: usize,
    aliases: Aliases,
    findings: Vec<Diagnostic>,
    stand_in: Option<StandIn>,
}

impl<'a> Builder<'a> {
    fn new(file: u16, text: &'a str, limits: &'a Limits) -> Self {
        Self {
            file,
            text,
            limits,
            frames: Vec::new(),
            root: None,
            documents: 0,
            nodes: 0,
            aliases: Aliases::new(limits.alias_bytes),
            findings: Vec::new(),
            stand_in: None,
        }
    }

    fn take(&mut self, event: Event<'_>, at: granit_parser::Span) -> Step {
        let span = at.byte_range().map_or_else(
            || self.span(0, 0),
            |range| self.span(range.start, range.end),
        );
        let tag_span = at
            .tag_span()
            .and_then(|tag| tag.byte_range())
            .map_or(span, |tag| self.span(tag.start, tag.end));
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let span = self.without_line_end(span, style);
                // The parser writes `~` where nothing stands.
                let nothing = style == ScalarStyle::Plain && span.start == span.end;
                let text = if nothing { Cow::Borrowed("") } else { text };
                let text = match self.stand_in {
                    Some(stand_in) => stand_in.restore(text),
                    None => text,
                };
                if self.expects_key() {
                    return self.key(text, style, anchor, span);
                }
                self.count(1, span)?;
                let value = match tag {
                    None if style == ScalarStyle::Plain => self.plain(&text, span)?,
                    None => Value::String(text.into_owned()),
                    Some(tag) => self.tagged(text, &tag, tag_span)?,
                };
                self.place(Node { value, span }, anchor, span.end)
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.collection_tag(tag.as_deref(), "seq", tag_span)?;
                let children = Children::Items(Vec::new());
                self.open(
                    Frame {
                        start: span.start,
                        end: span.start,
                        style,
                        anchor,
                        children,
                    },
                    span,
                )
            }
            Event::MappingStart(style, anchor, tag) => {
                self.collection_tag(tag.as_deref(), "map", tag_span)?;
                let children = Children::Members(Vec::new(), None);
                self.open(
                    Frame {
                        start: span.start,
                        end: span.start,
                        style,
                        anchor,
                        children,
                    },
                    span,
                )
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::UnresolvedAlias(_) => self.unresolved_alias(span),
            Event::DocumentStart(..) => self.document_start(span),
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd | Event::Anchor(..) => {
                Ok(())
            }
            // The list is open: what a later parser may add is refused, not skipped.
            _ => self.stop(Diagnostic::error(
                codes::SYNTAX,
                span,
                "this part of YAML is not supported",
            )),
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(start, end).in_file(self.file)
    }

    /// Notes a finding after which reading goes on.
    fn report(&mut self, found: Diagnostic) -> Step {
        if self.findings.len() >= self.limits.findings {
            let message = format!(
                "reading stopped after {} findings (limit `findings`)",
                self.limits.findings
            );
            let found = Diagnostic::error(codes::TOO_MANY_FINDINGS, found.span, message);
            return self.stop(found.help("mend the findings above first"));
        }
        self.findings.push(found);
        Ok(())
    }

    /// Notes a finding after which nothing can be read.
    fn stop<T>(&mut self, found: Diagnostic) -> Step<T> {
        self.findings.push(found);
        Err(Stop)
    }

    fn count(&mut self, nodes: usize, span: Span) -> Step {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > self.limits.nodes {
            let message = format!(
                "the document has more values than the limit of {} (`nodes`)",
                self.limits.nodes
            );
            let found = Diagnostic::error(codes::TOO_MANY_NODES, span, message);
            return self.stop(found.help("split the document, or raise the limit"));
        }
        Ok(())
    }

    fn document_start(&mut self, span: Span) -> Step {
        self.documents += 1;
        if self.documents > 1 {
            let found = Diagnostic::error(
                codes::SECOND_DOCUMENT,
                span,
                "a second document begins here",
            );
            return self
                .stop(found.help("keep one document per file and remove the `---` between them"));
        }
        Ok(())
    }

    /// Block scalars end behind their last line; the line end is not worth underlining.
    fn without_line_end(&self, span: Span, style: ScalarStyle) -> Span {
        match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                let shown = self.text.get(span.start..span.end).unwrap_or("").trim_end();
                self.span(span.start, span.start + shown.len())
            }
            ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => span,
        }
    }

    fn expects_key(&self) -> bool {
        self.frames
            .last()
            .is_some_and(|frame| matches!(frame.children, Children::Members(_, None)))
    }

    fn key(&mut self, text: Cow<'_, str>, style: ScalarStyle, anchor: usize, span: Span) -> Step {
        match text.as_ref() {
            "" if style == ScalarStyle::Plain => self.report(
                Diagnostic::error(codes::BAD_KEY, span, "a key is missing here")
                    .help("write the key before the colon; an empty key is written `\"\"`"),
            )?,
            "<<" if style == ScalarStyle::Plain => self.report(
                Diagnostic::error(codes::MERGE_KEY, span, "merge keys are not part of YAML 1.2")
                    .help("write the members out, or use `$ref`; a key that is really named so is written `\"<<\"`"),
            )?,
            _ => {}
        }
        if anchor != 0 {
            let value = Value::String(text.clone().into_owned());
            self.remember(anchor, &Node { value, span })?;
        }
        if let Some(Frame {
            children: Children::Members(_, key),
            end,
            ..
        }) = self.frames.last_mut()
        {
            *key = Some((text.into_owned(), span));
            *end = span.end;
        }
        Ok(())
    }

    fn open(&mut self, frame: Frame, span: Span) -> Step {
        if self.expects_key() {
            let found = Diagnostic::error(
                codes::BAD_KEY,
                span,
                "a key must be text, not a mapping or a sequence",
            );
            return self.stop(found.help("put text that begins with a bracket in quotes"));
        }
        self.count(1, span)?;
        self.check_depth(1, span)?;
        self.frames.push(frame);
        Ok(())
    }

    fn check_depth(&mut self, more: usize, span: Span) -> Step {
        let depth = self.limits.effective_depth();
        if self.frames.len() + more > depth {
            self.stop(syntax::too_deep(span, depth))
        } else {
            Ok(())
        }
    }

    fn close(&mut self, at: Span) -> Step {
        let Some(frame) = self.frames.pop() else {
            return Ok(());
        };
        // A flow collection ends at its bracket. A block collection ends where its last child
        // does: the parser's end event stands behind the comments that follow.
        let end = match frame.style {
            StructureStyle::Flow => at.end,
            StructureStyle::Block => frame.end,
        };
        let value = match frame.children {
            Children::Items(items) => Value::Array(items),
            Children::Members(members, _) => {
                let (object, repeated) = Object::new(members);
                for (first, member) in repeated {
                    self.report(duplicate(first, &member))?;
                }
                Value::Object(object)
            }
        };
        self.place(
            Node {
                value,
                span: self.span(frame.start, end.max(frame.start)),
            },
            frame.anchor,
            end,
        )
    }

    /// Puts a finished node where it belongs. `end` is where it ends in the text.
    fn place(&mut self, node: Node, anchor: usize, end: usize) -> Step {
        if anchor != 0 {
            self.remember(anchor, &node)?;
        }
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        frame.end = frame.end.max(end);
        match &mut frame.children {
            Children::Items(items) => items.push(node),
            Children::Members(members, key) => {
                if let Some((key, key_span)) = key.take() {
                    members.push(Member {
                        key,
                        key_span,
                        value: node,
                    });
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Node, Vec<Diagnostic>> {
        if !self.findings.is_empty() {
            return Err(self.findings);
        }
        // `---` alone reads as null; nobody means that as a document.
        match self
            .root
            .take()
            .filter(|root| !root.is_null() || root.span.start < root.span.end)
        {
            Some(root) => Ok(root),
            None => Err(vec![
                Diagnostic::error(
                    codes::EMPTY,
                    Span::default().in_file(self.file),
                    "the document is empty",
                )
                .help("look for a wrong path or a file that was cut off"),
            ]),
        }
    }
}

fn duplicate(first: Span, member: &Member) -> Diagnostic {
    let message = format!(
        "the key {} stands twice in one mapping",
        quoted(&member.key)
    );
    Diagnostic::error(codes::DUPLICATE_KEY, member.key_span, message)
        .label("again here")
        .related(first, "first here")
        .help("remove or rename one of them")
}
