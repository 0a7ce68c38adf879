//! What is broken comes first: each cause as a card.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{super::Report, case::command, escape};
use crate::{
    diff::Difference,
    report::{Cause, text::cases},
};

/// How many differences a card shows before they are only counted.
const SHOWN: usize = 12;

impl Report<'_> {
    pub(super) fn failures(&self, page: &mut String) {
        let causes = self.causes();
        if !causes.is_empty() {
            let all: usize = causes.iter().map(|cause| 1 + cause.also.len()).sum();
            let several = match causes.len() {
                1 => "one cause".to_owned(),
                count => format!("{count} causes"),
            };
            _ = write!(
                page,
                "<h2>Broken</h2>\n<p class=\"soft\">{} broken, with {several}</p>\n",
                cases(all)
            );
        }
        for cause in &causes {
            self.card(page, cause);
        }
        self.void_cards(page);
        self.undocumented(page);
        self.gaps_card(page);
    }

    fn gaps_card(&self, page: &mut String) {
        if self.gaps.is_empty() {
            return;
        }
        page.push_str(
            "<h2>Not tested</h2>\n<section class=\"card\"><div class=\"title\"><h3>No case can \
             tell about these</h3><span class=\"chip void\">C402</span></div>\n<ul class=\"gaps\">\n",
        );
        for gap in self.gaps {
            let place = self.spec.place(&gap.pointer).to_string();
            _ = writeln!(
                page,
                "<li>{} <span class=\"soft mono\">{}</span></li>",
                escape(&gap.text),
                escape(&place)
            );
        }
        page.push_str("</ul></section>\n");
    }

    fn card(&self, page: &mut String, cause: &Cause<'_>) {
        let failure = cause.failure;
        _ = write!(
            page,
            "<section class=\"card broken\"><div class=\"title\"><h3>{}</h3>\
             <span class=\"chip broken\">{}</span></div>\n\
             <p class=\"mono\">{}<br>promised at {} <span class=\"soft\">{}</span></p>\n",
            escape(&capital(&failure.kind.to_string())),
            failure.kind.code(),
            self.link(&cause.case.name),
            escape(&failure.place.to_string()),
            escape(&failure.pointer),
        );
        differences(page, &failure.differences);
        if let Some(curl) = &cause.record.curl {
            command(page, "Send", curl);
        }
        command(page, "Repeat", &self.repeat(&cause.case.name));
        self.names(page, "Also in", &cause.also);
        page.push_str("</section>\n");
    }

    fn void_cards(&self, page: &mut String) {
        let mut by_twin: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (case, twin) in self.void() {
            by_twin.entry(twin).or_default().push(&case.name);
        }
        if by_twin.is_empty() {
            return;
        }
        page.push_str(
            "<h2>Void</h2>\n<p class=\"soft\">A refusal proves nothing where the same request \
             without the fault does not succeed</p>\n",
        );
        for (twin, names) in by_twin {
            _ = write!(
                page,
                "<section class=\"card void\"><div class=\"title\"><h3>A request that must succeed \
                 did not</h3><span class=\"chip void\">C401</span></div>\n<p class=\"mono\">{}</p>\n",
                self.link(twin)
            );
            self.names(page, "Nothing is proved by", &names);
            page.push_str("</section>\n");
        }
    }

    fn undocumented(&self, page: &mut String) {
        let mut found: BTreeMap<(&str, u16), Vec<&str>> = BTreeMap::new();
        for (case, record) in self.pairs() {
            for status in &record.undocumented {
                let names = found.entry((&case.operation, *status)).or_default();
                names.push(&case.name);
            }
        }
        if found.is_empty() {
            return;
        }
        page.push_str(
            "<h2>Undocumented statuses</h2>\n<p class=\"soft\">They came back and the document \
             does not list them</p>\n",
        );
        for ((operation, status), names) in found {
            _ = writeln!(
                page,
                "<section class=\"card\"><div class=\"title\"><h3>{} answered {status}</h3>\
                 <span class=\"chip void\">C208</span></div>",
                escape(operation)
            );
            self.names(page, "In", &names);
            page.push_str("</section>\n");
        }
    }

    fn names(&self, page: &mut String, what: &str, names: &[&str]) {
        if names.is_empty() {
            return;
        }
        _ = write!(
            page,
            "<details><summary class=\"soft\">{what} {}</summary><ul class=\"names\">",
            cases(names.len())
        );
        for name in names {
            _ = write!(page, "<li class=\"mono\">{}</li>", self.link(name));
        }
        page.push_str("</ul></details>\n");
    }

    /// The name of a case, as a link to it where it is on the page.
    fn link(&self, name: &str) -> String {
        let at = self.cases.iter().position(|case| case.name == name);
        match at {
            Some(at) => format!("<a href=\"#case-{at}\">{}</a>", escape(name)),
            None => escape(name),
        }
    }
}

/// What was expected and what was there.
pub(super) fn differences(page: &mut String, differences: &[Difference]) {
    if differences.is_empty() {
        return;
    }
    page.push_str("<div class=\"diff\">");
    for one in differences.iter().take(SHOWN) {
        let at = match one.at.as_str() {
            "" => "all of it",
            at => at,
        };
        for (class, word, text) in [
            ("want", "promised", &one.expected),
            ("got", "came", &one.actual),
        ] {
            let text = match text {
                Some(text) => escape(&text.chars().take(600).collect::<String>()),
                None => "<em>nothing</em>".to_owned(),
            };
            _ = write!(
                page,
                "<div class=\"{class}\"><b>{word}</b><em>{}</em><span>{text}</span></div>",
                escape(at)
            );
        }
    }
    if differences.len() > SHOWN {
        let rest = differences.len() - SHOWN;
        _ = write!(page, "<div><b></b><em>and {rest} more</em></div>");
    }
    page.push_str("</div>\n");
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
