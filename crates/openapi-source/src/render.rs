//! Puts findings beside the lines they are about.
//!
//! The layout is that of rustc, made by annotate-snippets. It prints nothing itself and does not
//! decide whether colours fit. Characters of the document that act on a terminal come out as
//! `\u{…}` (see [`crate::visible()`]), and very long lines are cut around the place that matters.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Renderer, Snippet};

use crate::visible::{self, visible};
use crate::{Diagnostic, Severity, Source, Span};

/// Whether the text carries colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// For files and pipes.
    Plain,
    /// With ANSI escape sequences, for a terminal.
    Coloured,
}

/// Lines this near to each other are shown in one piece.
const NEAR: usize = 4;
/// Characters of a long line shown before and after the start of the first mark in it.
const BEFORE: usize = 48;
const AFTER: usize = 80;

/// Renders all findings, sorted by position, with an empty line between them.
///
/// The result ends with a line end, or is empty if there are no findings.
pub fn render(source: &Source, diagnostics: &[Diagnostic], style: Style) -> String {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|found| (found.span, found.severity, found.code));
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut text = String::new();
    for found in sorted {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&render_one(source, found, &renderer));
        text.push('\n');
    }
    text
}

/// Stands for a path until the text is complete. Text of the document never holds it: it is a
/// private-use character, which [`visible()`] writes out.
const PLACE: char = '\u{f8ff}';

fn render_one(source: &Source, found: &Diagnostic, renderer: &Renderer) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let excerpts = excerpts(source, found);
    let places: Vec<String> = excerpts
        .iter()
        .map(|excerpt| {
            format!(
                "{}:{}",
                visible(source.name()),
                source.position(excerpt.start)
            )
        })
        .collect();
    let title = level.primary_title(visible(&found.message)).id(found.code);
    let help = found
        .help
        .as_deref()
        .map(|help| Element::from(Level::HELP.message(visible(help))));
    let group = title.elements(
        excerpts
            .into_iter()
            .map(|excerpt| Element::from(excerpt.snippet()))
            .chain(help),
    );
    with_places(&renderer.render(&[group]), &places)
}

/// Puts the real places where the renderer counted columns in the shown text: a line that was cut
/// or holds a character that was written out has other columns there than in the file.
fn with_places(rendered: &str, places: &[String]) -> String {
    let mut pieces = rendered.split(PLACE);
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for (piece, place) in pieces.zip(places) {
        text.push_str(place);
        text.push_str(piece.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    text
}

/// A place to underline.
struct Mark<'a> {
    span: Span,
    line: usize,
    label: &'a str,
    kind: AnnotationKind,
}

/// Some lines of the source in the form in which they are shown.
struct Excerpt<'a> {
    /// Offset of the first mark in the source.
    start: usize,
    first_line: usize,
    text: String,
    marks: Vec<(Range<usize>, &'a str, AnnotationKind)>,
}

impl<'a> Excerpt<'a> {
    fn snippet(self) -> Snippet<'a, Annotation<'a>> {
        let marks = self.marks.into_iter().map(|(range, label, kind)| {
            let label = (!label.is_empty()).then(|| visible(label).into_owned());
            kind.span(range).label(label.map(Cow::Owned))
        });
        Snippet::source(self.text)
            .path(PLACE.to_string())
            .line_start(self.first_line)
            .annotations(marks)
    }
}

/// The excerpts of a finding; the one with its own place comes first.
fn excerpts<'a>(source: &Source, found: &'a Diagnostic) -> Vec<Excerpt<'a>> {
    let mark = |span: Span, label, kind| Mark {
        span,
        line: source.position(span.start).line,
        label,
        kind,
    };
    let mut marks = vec![mark(
        found.span,
        found.label.as_str(),
        AnnotationKind::Primary,
    )];
    marks.extend(
        found
            .related
            .iter()
            .map(|(span, label)| mark(*span, label.as_str(), AnnotationKind::Context)),
    );
    marks.sort_by_key(|mark| mark.span);
    let mut pieces: Vec<Vec<Mark<'a>>> = Vec::new();
    for mark in marks {
        match pieces.last_mut() {
            Some(piece)
                if piece
                    .last()
                    .is_some_and(|last| mark.line - last.line <= NEAR) =>
            {
                piece.push(mark);
            }
            _ => pieces.push(vec![mark]),
        }
    }
    let is_primary = |mark: &Mark<'_>| matches!(mark.kind, AnnotationKind::Primary);
    pieces.sort_by_key(|piece| !piece.iter().any(is_primary));
    pieces
        .into_iter()
        .map(|piece| excerpt(source, &piece))
        .collect()
}

fn excerpt<'a>(source: &Source, marks: &[Mark<'a>]) -> Excerpt<'a> {
    let first_line = marks.first().map_or(1, |mark| mark.line);
    let last_line = marks.last().map_or(1, |mark| mark.line);
    let start = marks
        .iter()
        .find(|mark| matches!(mark.kind, AnnotationKind::Primary))
        .or_else(|| marks.first());
    let mut excerpt = Excerpt {
        start: start.map_or(0, |mark| mark.span.start),
        first_line,
        text: String::new(),
        marks: Vec::with_capacity(marks.len()),
    };
    for line in first_line..=last_line {
        let here: Vec<&Mark<'a>> = marks.iter().filter(|mark| mark.line == line).collect();
        show_line(source, line, &here, &mut excerpt);
    }
    excerpt
}

/// Appends one line, cut if it is long, and the marks in it.
fn show_line<'a>(source: &Source, line: usize, marks: &[&Mark<'a>], excerpt: &mut Excerpt<'a>) {
    let (line_start, text) = source.line(line);
    let focus = marks
        .first()
        .map_or(0, |mark| mark.span.start.saturating_sub(line_start));
    let focus = text.get(..focus).map_or(0, |before| before.chars().count());
    let cut_before = if focus > AFTER { focus - BEFORE } else { 0 };
    // Where each shown character begins, in the line and in the shown text.
    let mut places: Vec<(usize, usize)> = Vec::new();
    if cut_before > 0 {
        excerpt.text.push('…');
    }
    let mut rest = text.char_indices().skip(cut_before);
    for (at, c) in rest.by_ref().take(BEFORE + AFTER) {
        places.push((at, excerpt.text.len()));
        visible::push(&mut excerpt.text, if c == '\t' { ' ' } else { c });
    }
    let end = excerpt.text.len();
    let shown_to = rest.next().map_or(text.len(), |(at, _)| at);
    if shown_to < text.len() {
        excerpt.text.push('…');
    }
    let shown = |offset: usize| {
        let at = places.partition_point(|(at, _)| *at < offset);
        places.get(at).map_or(end, |(_, shown)| *shown)
    };
    for mark in marks {
        let from = shown(mark.span.start.saturating_sub(line_start));
        let to = shown(mark.span.end.saturating_sub(line_start)).max(from);
        excerpt.marks.push((from..to, mark.label, mark.kind));
    }
    excerpt.text.push('\n');
}
