//! `cargo xtask explain`: a page on each code of a finding.
//!
//! The pages are `xtask/explain/CODE.md`: a title, what the code means, a document that causes it,
//! and what to do. They are part of the program, so it explains itself anywhere. That there is a
//! page for every code and a code for every page is held by a test.

use anyhow::{Result, bail};
use openapi_source::quoted;

use crate::Outcome;
use crate::arguments::Explain;
use crate::console::say;

/// A code and its page.
type Page = (&'static str, &'static str);

/// The pages by code.
macro_rules! pages {
    ($($code:literal)+) => {
        const PAGES: &[Page] = &[
            $(($code, include_str!(concat!("../explain/", $code, ".md")))),+
        ];
    };
}

pages! {
    "E001" "E002" "E003" "E004" "E005" "E006" "E007" "E008" "E009" "E010" "E011" "E012" "E013"
    "E014" "E015" "E016" "E017"
    "E030" "E031" "E032" "E033" "E034" "E035" "E036" "E037" "E038" "E039" "E040" "E041" "E042"
    "E043" "E044" "E050"
    "W001" "W002" "W003" "W004" "W005" "W006" "W007" "W008" "W009" "W010" "W011" "W012" "W013"
    "W014" "W015" "W016" "W017" "W018" "W019" "W020" "W021" "W022" "W023" "W024" "W025"
    "W027" "W030" "W031" "W032" "W033"
}

/// Prints a page, or the list of all.
pub(crate) fn run(options: &Explain) -> Result<Outcome> {
    let Some(code) = &options.code else {
        let line = |(code, page): &Page| format!("{code}  {}\n", title(page));
        say(&PAGES.iter().map(line).collect::<String>())?;
        return Ok(Outcome::Done);
    };
    let wanted = code.to_uppercase();
    match PAGES.iter().find(|(known, _)| *known == wanted) {
        Some((_, page)) => {
            say(page)?;
            Ok(Outcome::Done)
        }
        None => bail!(
            "there is no code {}\nhelp: `cargo xtask explain` lists them all",
            quoted(code)
        ),
    }
}

/// What the first line says behind the code: `# E001: …`.
fn title(page: &str) -> &str {
    let line = page.lines().next().unwrap_or_default();
    line.split_once(": ").map_or(line, |(_, title)| title)
}
