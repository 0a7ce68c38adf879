//! `openapi-contract explain`: a page on each code.
//!
//! The pages are `explain/CODE.md`: a title, what the code means, and what to do. They are part of
//! the program, so it explains itself anywhere.

use openapi_source::quoted;

use super::{Outcome, Stop, arguments::Explain, console::say};

/// A code and its page.
type Page = (&'static str, &'static str);

/// The pages by code.
macro_rules! pages {
    ($($code:literal)+) => {
        const PAGES: &[Page] = &[
            $(($code, include_str!(concat!("../../explain/", $code, ".md")))),+
        ];
    };
}

pages! {
    "C101" "C201" "C202" "C203" "C204" "C205" "C206" "C207" "C208" "C209" "C210" "C211" "C212"
    "C301" "C302" "C303" "C304" "C307" "C308" "C401" "C402" "C901"
}

/// Prints a page, or the list of all.
pub(super) fn run(options: &Explain) -> Result<Outcome, Stop> {
    let Some(code) = &options.code else {
        let line = |(code, page): &Page| format!("{code}  {}\n", title(page));
        say(&PAGES.iter().map(line).collect::<String>())?;
        return Ok(Outcome::Held);
    };
    let wanted = code.to_uppercase();
    let page = PAGES.iter().find(|(known, _)| *known == wanted);
    let (_, page) = page.ok_or_else(|| {
        Stop::new(
            format!("there is no code {}", quoted(code)),
            "`openapi-contract explain` lists them all",
        )
    })?;
    say(page)?;
    Ok(Outcome::Held)
}

/// What the first line says behind the code: `# C201: …`.
fn title(page: &str) -> &str {
    let line = page.lines().next().unwrap_or_default();
    line.split_once(": ").map_or(line, |(_, title)| title)
}

#[cfg(test)]
mod tests {
    use super::{PAGES, title};
    use crate::Kind;

    #[test]
    fn each_kind_of_failure_has_a_page() {
        let kinds = [
            Kind::Example,
            Kind::Status,
            Kind::Header,
            Kind::MediaType,
            Kind::Content,
            Kind::Schema,
            Kind::Shape,
            Kind::Value,
            Kind::Undocumented,
            Kind::Secret,
            Kind::Handler,
            Kind::Hang,
            Kind::Connection,
            Kind::Method,
            Kind::Path,
            Kind::Query,
            Kind::Security,
            Kind::Requests,
            Kind::Result,
        ];
        for kind in kinds {
            let page = PAGES.iter().find(|(code, _)| *code == kind.code());
            let (_, page) = page.unwrap_or_else(|| panic!("no page on {kind}"));
            assert_eq!(title(page), kind.to_string());
        }
    }
}
