//! One case: a line that opens to all that is known of it.

use std::fmt::Write as _;

use super::{super::Report, escape, escape_lines, failures::differences};
use crate::{
    case::Case,
    exchange::Headers,
    report::body::Shown,
    run::{Outcome, Record, Seen},
};

impl Report<'_> {
    pub(super) fn entry_html(&self, page: &mut String, index: usize, case: &Case, record: &Record) {
        let class = match record.outcome {
            Outcome::Held => "held",
            Outcome::Broken(_) => "broken",
            Outcome::Void(_) => "void",
            Outcome::NotRun => "not-run",
        };
        let name = escape(&case.name);
        let answer = match record.exchanges.last() {
            Some(seen) => seen
                .response
                .as_ref()
                .map_or("no answer".to_owned(), |one| one.status.to_string()),
            None => "–".to_owned(),
        };
        let time = match record.outcome {
            Outcome::Held | Outcome::Broken(_) => {
                format!("{:.1} ms", record.elapsed.as_secs_f64() * 1000.0)
            }
            Outcome::Void(_) | Outcome::NotRun => class.replace('-', " "),
        };
        _ = write!(
            page,
            "<details class=\"case {class}\" id=\"case-{index}\" data-outcome=\"{class}\" \
             data-name=\"{name}\"><summary><span class=\"mono\">{}</span>\
             <span class=\"end\">{answer}</span><span class=\"end time\">{time}</span></summary>\n\
             <div class=\"inside\">",
            dimmed(&name)
        );
        let place = self.spec.place(case.pointer());
        _ = writeln!(
            page,
            "<p class=\"soft mono\">{} {}</p>",
            escape(&place.to_string()),
            escape(case.pointer())
        );
        match &record.outcome {
            Outcome::Broken(failure) => {
                _ = writeln!(
                    page,
                    "<p><b>{}</b> <span class=\"chip broken\">{}</span></p>",
                    escape(&failure.kind.to_string()),
                    failure.kind.code()
                );
                differences(page, &failure.differences);
            }
            Outcome::Void(twin) => {
                let twin = escape(twin);
                _ = writeln!(page, "<p>Proves nothing: {twin} was not held</p>");
            }
            Outcome::Held | Outcome::NotRun => {}
        }
        for seen in &record.exchanges {
            exchange(page, seen);
        }
        if let Some(curl) = &record.curl {
            command(page, "Send", curl);
        }
        command(page, "Repeat", &self.repeat(&case.name));
        page.push_str("</div></details>\n");
    }
}

/// A name with all but its last parts in the background.
fn dimmed(name: &str) -> String {
    let parts: Vec<&str> = name.split("::").collect();
    match parts.as_slice() {
        [family, side, rest @ ..] if !rest.is_empty() => {
            format!("<i>{family}::{side}::</i>{}", rest.join("<i>::</i>"))
        }
        _ => name.to_owned(),
    }
}

/// A command line with a button that copies it.
pub(super) fn command(page: &mut String, what: &str, text: &str) {
    _ = writeln!(
        page,
        "<div class=\"command\"><span>{what}</span><code>{}</code>\
         <button class=\"copy\" aria-label=\"Copy this command\">Copy</button></div>",
        options(text)
    );
}

/// A command line in which no option is torn at the end of a line.
fn options(text: &str) -> String {
    let words = text.split(' ').map(|word| match word {
        option if option.starts_with("--") => {
            format!("<span class=\"option\">{}</span>", escape(option))
        }
        word => escape(word),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn exchange(page: &mut String, seen: &Seen) {
    let request = &seen.request;
    _ = writeln!(
        page,
        "<div class=\"exchange\"><div><h4>Request</h4><pre><b>{} {}</b>",
        escape(&request.method),
        escape(&request.target)
    );
    message(page, &request.headers, &request.body);
    page.push_str("</pre></div>\n<div><h4>Response</h4><pre>");
    match &seen.response {
        Some(response) => {
            _ = writeln!(page, "<b>{}</b>", response.status);
            message(page, &response.headers, &response.body);
        }
        None => page.push_str("<u>None came</u>"),
    }
    page.push_str("</pre></div></div>\n");
}

fn message(page: &mut String, headers: &Headers, body: &[u8]) {
    for (name, value) in headers.iter() {
        let value = String::from_utf8_lossy(value);
        _ = writeln!(page, "<u>{}:</u> {}", escape(name), escape(&value));
    }
    if body.is_empty() {
        return;
    }
    let shown = Shown::of(body);
    _ = write!(page, "\n{}", escape_lines(&shown.text));
    if let Some(note) = shown.note {
        _ = write!(page, "\n<u>{} bytes, {note}</u>", shown.bytes);
    }
}
