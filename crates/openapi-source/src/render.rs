//! Puts findings beside the lines they are about.
//!
//! The layout is that of rustc, made by annotate-snippets. It prints nothing itself and does not
//! decide whether colours fit. Characters of the document that act on a terminal come out as
//! `\u{…}` (see [`crate::visible()`]), and very long lines are cut around the place that matters.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Level, Renderer, Snippet};

use crate::list::in_order;
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

/// Renders all findings, sorted by file and position, with an empty line between them.
///
/// [`Span::file`] is an index into `sources`; of a file that is not there, no line is shown. The
/// result ends with a line end, or is empty if there are no findings.
pub fn render(sources: &[&Source], diagnostics: &[Diagnostic], style: Style) -> String {
    list(sources, diagnostics, style)
}

/// The same of some findings.
pub(crate) fn list<'a>(
    sources: &[&Source],
    diagnostics: impl IntoIterator<Item = &'a Diagnostic>,
    style: Style,
) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut text = String::new();
    for found in in_order(diagnostics.into_iter().collect()) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&render_one(sources, found, &renderer));
        text.push('\n');
    }
    text
}

/// Stands for a path until the text is complete. Text of the document never holds it: it is a
/// private-use character, which [`visible()`] writes out.
const PLACE: char = '\u{f8ff}';

fn render_one(sources: &[&Source], found: &Diagnostic, renderer: &Renderer) -> String {
    let level = match found.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let excerpts = excerpts(sources, found);
    let places: Vec<String> = excerpts
        .iter()
        .map(|excerpt| {
            format!(
                "{}:{}",
                visible(excerpt.source.name()),
                excerpt.source.position(excerpt.start)
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
    source: &'a Source,
    line: usize,
    label: &'a str,
    kind: AnnotationKind,
}

/// Some lines of a source in the form in which they are shown.
struct Excerpt<'a> {
    source: &'a Source,
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
fn excerpts<'a>(sources: &[&'a Source], found: &'a Diagnostic) -> Vec<Excerpt<'a>> {
    let mark = |(span, label, kind): (Span, &'a str, AnnotationKind)| {
        let source = *sources.get(usize::from(span.file))?;
        Some(Mark {
            span,
            source,
            line: source.position(span.start).line,
            label,
            kind,
        })
    };
    let own = (found.span, found.label.as_str(), AnnotationKind::Primary);
    let related = found
        .related
        .iter()
        .map(|(span, label)| (*span, label.as_str(), AnnotationKind::Context));
    let mut marks: Vec<Mark<'a>> = std::iter::once(own)
        .chain(related)
        .filter_map(mark)
        .collect();
    marks.sort_by_key(|mark| mark.span);
    let mut pieces: Vec<Vec<Mark<'a>>> = Vec::new();
    for mark in marks {
        match pieces.last_mut() {
            Some(piece)
                if piece.last().is_some_and(|last| {
                    mark.span.file == last.span.file && mark.line - last.line <= NEAR
                }) =>
            {
                piece.push(mark);
            }
            _ => pieces.push(vec![mark]),
        }
    }
    let is_primary = |mark: &Mark<'_>| matches!(mark.kind, AnnotationKind::Primary);
    pieces.sort_by_key(|piece| !piece.iter().any(is_primary));
    pieces.iter().filter_map(|piece| excerpt(piece)).collect()
}

fn excerpt<'a>(marks: &[Mark<'a>]) -> Option<Excerpt<'a>> {
    let source = marks.first()?.source;
    let first_line = marks.first().map_or(1, |mark| mark.line);
    let last_line = marks.last().map_or(1, |mark| mark.line);
    let start = marks
        .iter()
        .find(|mark| matches!(mark.kind, AnnotationKind::Primary))
        .or_else(|| marks.first());
    let mut excerpt = Excerpt {
        source,
        start: start.map_or(0, |mark| mark.span.start),
        first_line,
        text: String::new(),
        marks: Vec::with_capacity(marks.len()),
    };
    for line in first_line..=last_line {
        let here: Vec<&Mark<'a>> = marks.iter().filter(|mark| mark.line == line).collect();
        show_line(line, &here, &mut excerpt);
    }
    Some(excerpt)
}

/// Appends one line, cut if it is long, and the marks in it.
fn show_line<'a>(line: usize, marks: &[&Mark<'a>], excerpt: &mut Excerpt<'a>) {
    let (line_start, text) = excerpt.source.line(line);
    let cut_before = marks.first().map_or(0, |mark| {
        beginning(text, mark.span.start.saturating_sub(line_start))
    });
    // Where each shown character begins, in the line and in the shown text.
    let mut places: Vec<(usize, usize)> = Vec::new();
    if cut_before > 0 {
        excerpt.text.push('…');
    }
    let shown = text.get(cut_before..).unwrap_or_default();
    let mut rest = shown.char_indices().map(|(at, c)| (cut_before + at, c));
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

/// The byte from which a line is shown if `focus` is the byte that matters. It looks only at what
/// is near: a line may be all of the input.
fn beginning(line: &str, focus: usize) -> usize {
    let before = line.get(..focus).unwrap_or_default();
    let mut back = before.char_indices().rev().map(|(at, _)| at);
    match back.nth(BEFORE - 1) {
        Some(at) if back.nth(AFTER - BEFORE).is_some() => at,
        _ => 0,
    }
}
