//! Annotations of GitHub Actions: each cause at its place in the document.

use std::fmt::Write as _;

use super::{Report, Style, text};

impl Report<'_> {
    /// One annotation for each cause, and one for cases that prove nothing.
    pub fn github(&self) -> String {
        let mut lines = String::new();
        for cause in self.causes() {
            let place = &cause.failure.place;
            _ = writeln!(
                lines,
                "::error file={},line={},col={},title={}::{}",
                property(&place.name),
                place.line,
                place.column,
                property(&format!(
                    "{} ({})",
                    cause.failure.kind,
                    cause.failure.kind.code()
                )),
                message(&self.cause(&cause, Style::Plain)),
            );
        }
        let void = self.void().len();
        if void > 0 {
            let cases = text::cases(void);
            _ = writeln!(lines, "::error title=void (C401)::{cases} prove nothing");
        }
        lines
    }
}

fn message(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
