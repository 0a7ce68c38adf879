//! The run as one HTML page that needs nothing else: no network, no font, no other file.
//!
//! The page is whole without its script, which only filters, copies and moves. Every text of a
//! document or server goes through [`escape`]; the page's policy allows no other script, no
//! request and no image, so that a text that got through would do nothing.

use std::fmt::Write as _;

use super::{Report, Style, json::level, text::cases};
use crate::run::{Completeness, Run};

mod case;
mod coverage;
mod failures;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
/// The digest of the script, by which the policy knows it; a test holds it to the script.
const DIGEST: &str = include_str!("script.sha256");

impl Report<'_> {
    /// The run as an HTML page.
    pub fn html(&self) -> String {
        let document = escape(&self.document());
        let digest = DIGEST.trim();
        let mut page = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
             style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; \
             form-action 'none'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{} · {document}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
            verdict(self.run).1
        );
        self.header(&mut page, &document);
        page.push_str("<main>\n");
        self.failures(&mut page);
        self.grids(&mut page);
        self.parts_table(&mut page);
        self.list(&mut page);
        page.push_str("</main>\n");
        let last = escape(&self.last_line(Style::Plain));
        _ = write!(
            page,
            "<footer>openapi-contract: {last}</footer>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
        );
        page
    }

    fn header(&self, page: &mut String, document: &str) {
        let (class, verdict) = verdict(self.run);
        let counts = self.run.counts();
        let total = self.run.records.len();
        _ = write!(
            page,
            "<header><div>\n<div class=\"head\"><div><h1>{document}</h1>\n<p class=\"facts\">\
             <span>Tested <b>{}</b></span><span>Level <b>{}</b></span>\
             <span>Took <b>{:.2} s</b></span></p></div>\n\
             <div class=\"verdict {class}\">{verdict}</div></div>\n<div class=\"bar\" role=\"img\" aria-label=\"{}\">",
            escape(self.target),
            level(self.level),
            self.elapsed.as_secs_f64(),
            escape(&self.last_line(Style::Plain)),
        );
        let counts = [
            ("broken", "broken", counts.broken),
            ("void", "void", counts.void),
            ("held", "held", counts.held),
            ("not-run", "not run", counts.not_run),
        ];
        for (class, _, count) in counts.iter().filter(|(.., count)| *count > 0) {
            _ = write!(page, "<i class=\"{class}\" style=\"flex:{count}\"></i>");
        }
        page.push_str("</div>\n<ul class=\"counts\">");
        for (class, word, count) in counts {
            if count > 0 || class == "broken" {
                let class = if count > 0 { class } else { "" };
                _ = write!(page, "<li class=\"{class}\"><b>{count}</b>{word}</li>");
            }
        }
        _ = write!(
            page,
            "<li><b>{total}</b>cases in all</li></ul>\n</div></header>\n"
        );
    }

    fn list(&self, page: &mut String) {
        _ = write!(
            page,
            "<h2 id=\"cases\">Cases</h2>\n<div class=\"tools\">\
             <input id=\"filter\" type=\"search\" placeholder=\"Filter: words of the name\" \
             aria-label=\"Filter the cases by words of their names\" autocomplete=\"off\" spellcheck=\"false\">\
             <button data-outcome=\"\" aria-pressed=\"true\">All</button>"
        );
        let counts = self.run.counts();
        for (outcome, word, count) in [
            ("broken", "Broken", counts.broken),
            ("void", "Void", counts.void),
            ("held", "Held", counts.held),
            ("not-run", "Not run", counts.not_run),
        ] {
            if count > 0 {
                _ = write!(
                    page,
                    "<button data-outcome=\"{outcome}\" aria-pressed=\"false\">{word} {count}</button>"
                );
            }
        }
        _ = write!(
            page,
            "<output id=\"shown\">{}</output>\
             <span class=\"soft hint\"><kbd>/</kbd> filter <kbd>j</kbd> <kbd>k</kbd> move</span></div>\n\
             <div class=\"cases\">\n",
            cases(self.cases.len())
        );
        for (index, (case, record)) in self.pairs().enumerate() {
            self.entry_html(page, index, case, record);
        }
        page.push_str("</div>\n");
    }
}

/// The class of a run, and its verdict in words.
fn verdict(run: &Run) -> (&'static str, &'static str) {
    match (run.is_held(), run.completeness) {
        (_, Completeness::Partial) => ("void", "Interrupted"),
        (true, Completeness::Whole) => ("held", "Held"),
        (false, Completeness::Whole) => ("broken", "Broken"),
    }
}

/// Text as HTML, for content and for attributes in double quotes; nothing invisible stays.
fn escape(text: &str) -> String {
    escape_visible(&openapi_source::visible(text))
}

/// As [`escape`], with the line breaks kept.
fn escape_lines(text: &str) -> String {
    escape_visible(&super::body::lines(text))
}

fn escape_visible(text: &str) -> String {
    let mut page = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            letter => page.push(letter),
        }
    }
    page
}
