//! How findings look.

use openapi_source::{Diagnostic, Document, Limits, Source, Span, Style, render};

use crate::errors::assert_golden;

fn read(text: &str) -> Document {
    Document::parse("api.yaml", text.as_bytes(), &Limits::default()).unwrap()
}

#[test]
fn findings_are_sorted_and_underlined() {
    let document = read("info:\n  title: 7\n  description: |-\n    two\n    lines\n\npaths: {}\n");
    let root = document.root();
    let title = root.pointer("/info/title").unwrap();
    let info = root.as_object().unwrap().member("info").unwrap();
    let description = root.pointer("/info/description").unwrap();
    let paths = root.get("paths").unwrap();
    let findings = [
        Diagnostic::warning("W100", paths.span, "there is no path").label("empty"),
        Diagnostic::note("N100", description.span, "this text has two lines"),
        Diagnostic::error("E100", title.span, "a title must be a string")
            .label("this is a number")
            .related(info.key_span, "in this object")
            .related(paths.span, "and this is far")
            .help("put it in quotes"),
    ];
    assert_golden(
        "rendering-findings",
        &render(&[document.source()], &findings, Style::Plain),
    );
    assert_eq!(render(&[document.source()], &[], Style::Plain), "");
}

#[test]
fn hostile_text_cannot_act_on_a_terminal() {
    let document = read("\u{202e}evil\u{2066}: 'a\tb \u{f8ff}:1 \u{200b}日本 é'\n");
    let value = document.root().as_object().unwrap().iter().next().unwrap();
    let finding = Diagnostic::error(
        "E100",
        value.value.span,
        format!("bad {}\n  --> else:1:1", value.key),
    )
    .label(format!("not \u{1b}[0m{}", value.key))
    .related(value.key_span, "\u{7}bell")
    .help("do not \r use \u{202e}");
    let source = Source::new("ap\u{1b}i.yaml\n", document.text());
    let plain = render(&[&source], std::slice::from_ref(&finding), Style::Plain);
    let acting = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    assert_eq!(plain.chars().find(|c| acting(*c)), None, "{plain}");
    assert_golden("rendering-hostile", &plain);
    let coloured = render(&[&source], &[finding], Style::Coloured);
    let escapes = coloured.split('\u{1b}').skip(1);
    for escape in escapes {
        let style = escape
            .strip_prefix('[')
            .and_then(|rest| rest.split_once('m'))
            .map(|(style, _)| style);
        assert!(
            style.is_some_and(|style| style.chars().all(|c| c.is_ascii_digit() || c == ';')),
            "{escape:?}"
        );
    }
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let items: Vec<String> = (0..20_000).map(|n| format!("\"item-{n}\"")).collect();
    let document = read(&format!("[{}]", items.join(",")));
    let findings: Vec<_> = ["/0", "/9000", "/19999"]
        .map(|pointer| {
            Diagnostic::error("E100", document.span_of(pointer).unwrap(), pointer).label("here")
        })
        .into();
    assert_golden(
        "rendering-long-lines",
        &render(&[document.source()], &findings, Style::Plain),
    );
}

#[test]
fn places_outside_of_the_text_do_no_harm() {
    let source = Source::new("api.yaml", "a: é\n");
    for span in [
        Span::new(4, 4),
        Span::new(5, 99),
        Span::new(99, 5),
        Span::new(0, 0),
        Span::new(6, 6),
    ] {
        let text = render(
            &[&source],
            &[Diagnostic::error("E100", span, "somewhere").label("here")],
            Style::Plain,
        );
        assert!(text.contains("--> api.yaml:"), "{span:?}: {text}");
    }
}

#[test]
fn findings_may_be_about_several_files() {
    let read = |file, name, text: &str| {
        Document::parse_file(file, name, text.as_bytes(), &Limits::default()).unwrap()
    };
    let root = read(0, "api.yaml", "a:\n  $ref: parts.yaml#/b\n");
    let parts = read(1, "parts.yaml", "a: 1\nb: {$ref: 'api.yaml#/a'}\n");
    let (from, back) = (
        root.span_of("/a/$ref").unwrap(),
        parts.span_of("/b/$ref").unwrap(),
    );
    assert_eq!((from.file, back.file), (0, 1));
    let findings = [
        Diagnostic::error("E101", back, "in the second file"),
        Diagnostic::error("E100", from, "this goes in a circle")
            .label("from here")
            .related(back, "and back here"),
        Diagnostic::error("E102", back.in_file(7), "in no file at all").help("no line is shown"),
    ];
    let sources = [root.source(), parts.source()];
    assert_golden(
        "rendering-several-files",
        &render(&sources, &findings, Style::Plain),
    );
    let report = Document::parse_file(1, "parts.yaml", b"a: 1\na: 2\n", &Limits::default());
    let report = report.unwrap_err();
    assert_eq!(report.diagnostics[0].span.file, 1);
    assert!(
        report.to_string().contains("--> parts.yaml:2:1"),
        "{report}"
    );
}
