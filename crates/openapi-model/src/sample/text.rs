//! Texts: by format, by pattern, or words.

use regex_syntax::hir::{Class, Hir, HirKind};

use super::{Draw, Place};
use crate::model::{Matcher, Pattern, Text};

/// How often a text for a pattern is tried again.
const TRIES: usize = 40;

/// The longest text that is made for a lower bound.
const LONGEST: u64 = 10_000;

/// Whether a text is as a pattern wants it.
type Matches<'p> = Box<dyn Fn(&str) -> bool + 'p>;

impl Draw<'_> {
    pub(super) fn text(&mut self, rules: &Text) -> Option<String> {
        let most = rules.length.maximum.unwrap_or(u64::MAX);
        let least = rules.length.minimum.unwrap_or(0);
        if least > LONGEST {
            return None;
        }
        if let Some(pattern) = &rules.pattern {
            return self.matching(pattern, least, most);
        }
        if let Some(text) = rules
            .format
            .as_deref()
            .and_then(|format| self.formatted(format))
        {
            return Some(text);
        }
        let floor = u64::from(self.place != Place::Body);
        let least = least.max(floor.min(most));
        let length = least + self.below(6).min(most - least.min(most));
        Some((0..length).map(|at| self.letter(at)).collect())
    }

    fn below(&mut self, end: usize) -> u64 {
        u64::try_from(self.random.below(end)).unwrap_or(0)
    }

    /// Letters, and now and then what has to be escaped somewhere.
    fn letter(&mut self, at: u64) -> char {
        const LETTERS: usize = 36;
        const PLAIN: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789";
        const ODD: [char; 14] = [
            ' ', '/', '?', '&', '=', '%', '+', '"', '\\', '#', ';', 'é', '日', '😀',
        ];
        // Blanks at either end are lost in headers, so the first is plain everywhere.
        if at > 0 && self.place.takes_anything() && self.random.once_in(4) {
            return self.random.pick(&ODD).copied().unwrap_or('a');
        }
        // A text that starts with a digit could be read as a number where both are allowed.
        let plain = if at == 0 {
            PLAIN.get(..LETTERS).unwrap_or(PLAIN)
        } else {
            PLAIN
        };
        self.random
            .pick(plain)
            .map_or('a', |byte| char::from(*byte))
    }

    fn formatted(&mut self, format: &str) -> Option<String> {
        let n = self.random.between(10, 28);
        Some(match format {
            "uuid" => {
                let (a, b) = (self.random.next(), self.random.next());
                format!(
                    "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
                    a >> 32,
                    a & 0xffff,
                    (a >> 16) & 0xfff,
                    b >> 52,
                    b & 0xffff_ffff_ffff
                )
            }
            "date" => format!("20{n}-0{}-{n}", n % 9 + 1),
            "date-time" => format!("20{n}-0{}-{n}T{n:02}:0{}:{n}Z", n % 9 + 1, n % 7)
                .replace(&format!("T{n:02}"), &format!("T{:02}", n % 24)),
            "time" => format!("{:02}:00:00Z", n % 24),
            "email" | "idn-email" => format!("user{n}@example.com"),
            "uri" | "url" | "iri" | "uri-reference" => format!("https://example.com/{n}"),
            "hostname" | "idn-hostname" => format!("host{n}.example.com"),
            "ipv4" | "ip" => format!("192.0.2.{n}"),
            "ipv6" => format!("2001:db8::{n}"),
            "byte" | "base64" => ["", "AA==", "aGVsbG8=", "/+8="]
                .get(usize::from(self.place == Place::Body) * self.random.below(4))
                .filter(|text| !text.is_empty())
                .unwrap_or(&"aGk=")
                .to_string(),
            _ => return None,
        })
    }

    fn matching(&mut self, pattern: &Pattern, least: u64, most: u64) -> Option<String> {
        let (outline, matches): (&str, Matches<'_>) = match &pattern.matcher {
            Matcher::Regex(regex) => {
                let compiled = regex::Regex::new(regex).ok()?;
                (regex, Box::new(move |text| compiled.is_match(text)))
            }
            Matcher::LookAround(looks) => (&looks.outline, Box::new(|text| looks.is_match(text))),
        };
        let tree = regex_syntax::parse(outline).ok()?;
        // What a repetition without an end takes more, so that the text gets long enough.
        let mut longer = 0_u64;
        for attempt in 0..TRIES {
            let mut text = String::new();
            self.longer = longer;
            self.expand(&tree, attempt, &mut text);
            let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
            longer =
                (longer + least.saturating_sub(length)).saturating_sub(length.saturating_sub(most));
            let fits = (least..=most).contains(&length) && self.place.takes(&text);
            if fits && matches(&text) {
                return Some(text);
            }
        }
        None
    }

    fn expand(&mut self, tree: &Hir, attempt: usize, out: &mut String) {
        if out.len() > 4_096 {
            return;
        }
        match tree.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(Class::Unicode(class)) => {
                let ranges: Vec<(char, char)> = class
                    .ranges()
                    .iter()
                    .map(|range| (range.start(), range.end()))
                    .collect();
                out.extend(self.in_ranges(&ranges));
            }
            HirKind::Class(Class::Bytes(class)) => {
                let ranges: Vec<(char, char)> = class
                    .ranges()
                    .iter()
                    .map(|range| (char::from(range.start()), char::from(range.end())))
                    .collect();
                out.extend(self.in_ranges(&ranges));
            }
            HirKind::Repetition(repetition) => {
                let least = repetition.min;
                let spread = u32::try_from(attempt / 2).unwrap_or(0).max(2);
                let most = repetition
                    .max
                    .unwrap_or(u32::MAX)
                    .min(least.saturating_add(spread));
                let longer = match repetition.max {
                    None => std::mem::take(&mut self.longer),
                    Some(_) => 0,
                };
                let times = if longer > 0 {
                    i64::from(least).saturating_add_unsigned(longer)
                } else {
                    self.random.between(i64::from(least), i64::from(most))
                };
                for _ in 0..times {
                    self.expand(&repetition.sub, attempt, out);
                }
            }
            HirKind::Capture(capture) => self.expand(&capture.sub, attempt, out),
            HirKind::Concat(parts) => parts
                .iter()
                .for_each(|part| self.expand(part, attempt, out)),
            HirKind::Alternation(parts) => {
                let at = self.random.below(parts.len());
                if let Some(part) = parts.get(at) {
                    self.expand(part, attempt, out);
                }
            }
        }
    }

    /// One character of a class: a visible one of ASCII where there is one.
    fn in_ranges(&mut self, ranges: &[(char, char)]) -> Option<char> {
        let visible: Vec<(char, char)> = ranges
            .iter()
            .map(|(low, high)| ((*low).max('!'), (*high).min('~')))
            .filter(|(low, high)| low <= high)
            .collect();
        let chosen = if visible.is_empty() { ranges } else { &visible };
        let (low, high) = *self.random.pick(chosen)?;
        let code = self
            .random
            .between(i64::from(u32::from(low)), i64::from(u32::from(high)));
        char::from_u32(u32::try_from(code).ok()?).or(Some(low))
    }
}
