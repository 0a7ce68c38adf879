//! Texts: words of the right length, formats, patterns.

use regex_syntax::hir::{Class, Hir, HirKind};
use serde_json::Value;

use crate::schema::view::View;

/// The longest text that is made for a lower bound.
pub(super) const LONGEST: usize = 100_000;

/// Texts worth trying, the plainest first. `hint` is the name of the member.
pub(super) fn candidates(view: &View<'_>, hint: &str, turn: usize) -> Vec<String> {
    let (least, most) = view.counts("minLength", "maxLength");
    if least > LONGEST {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (_, format) in view.all("format") {
        found.extend(format.as_str().and_then(|format| formatted(format, turn)));
    }
    let patterns = view
        .all("pattern")
        .filter_map(|(_, pattern)| pattern.as_str());
    for pattern in patterns {
        found.extend(matching(pattern, least, most, turn));
    }
    found.extend(word(hint, least, most, turn));
    found.extend(word("a", least, most, turn));
    found.extend(fitted("0123456789", least, most, turn));
    found
}

/// Texts of exactly this length, as near to the rules and to the text as can be.
pub(super) fn of_length(view: &View<'_>, length: usize, base: &str) -> Vec<String> {
    let mut found = Vec::new();
    let patterns = view
        .all("pattern")
        .filter_map(|(_, pattern)| pattern.as_str());
    for pattern in patterns {
        found.extend(matching(pattern, length, length, 0));
    }
    let last = base.chars().last().unwrap_or('x');
    let missing = length.saturating_sub(base.chars().count());
    let grown = base.chars().chain(std::iter::repeat_n(last, missing));
    found.push(grown.take(length).collect());
    found.extend(fitted(base, length, length, 0));
    found.retain(|text| text.chars().count() == length);
    found
}

/// A word made of the name, cut or filled up to the wanted length.
fn word(hint: &str, least: usize, most: usize, turn: usize) -> Option<String> {
    let plain: String = hint
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'))
        .take(40)
        .collect();
    let plain = if plain.is_empty() { "a" } else { &plain };
    let word = match turn {
        0 => plain.to_owned(),
        turn => format!("{plain}{turn}"),
    };
    fitted(&word, least, most, turn)
}

fn fitted(word: &str, least: usize, most: usize, turn: usize) -> Option<String> {
    if least > most {
        return None;
    }
    let length = word.chars().count();
    let mut text: String = if length > most && turn > 0 {
        // The end is what differs from turn to turn.
        word.chars().skip(length - most).collect()
    } else {
        word.chars().take(most).collect()
    };
    let missing = least.saturating_sub(text.chars().count());
    text.extend(std::iter::repeat_n('x', missing));
    Some(text)
}

/// A text of a format that is known, held or not.
pub(super) fn formatted(format: &str, turn: usize) -> Option<String> {
    let n = turn % 28;
    Some(match format {
        "uuid" | "guid" => format!(
            "6a7d7182-7fd5-4572-b1f3-{:012x}",
            0x1aa9_548f_cc81_usize + turn
        ),
        "date" => format!("2025-12-{:02}", 1 + n),
        "date-time" => format!("2025-12-26T00:00:{n:02}Z"),
        "time" => format!("12:00:{n:02}Z"),
        "duration" => format!("PT{}S", 1 + turn),
        "email" | "idn-email" => format!("person{turn}@example.com"),
        "uri" | "url" | "iri" | "uri-reference" => format!("https://example.com/{turn}"),
        "hostname" | "idn-hostname" => format!("host{turn}.example.com"),
        "ipv4" | "ip" => format!("192.0.2.{}", 1 + n),
        "ipv6" => format!("2001:db8::{}", 1 + n),
        "byte" | "base64" => ["aGVsbG8=", "AA==", "/+8=", "YWJj"]
            .get(turn % 4)?
            .to_string(),
        "json-pointer" => format!("/{turn}"),
        "regex" => format!("^a{{{}}}$", 1 + turn),
        _ => return None,
    })
}

/// A text that no reader takes for one of the format.
pub(super) fn misfits(format: &str) -> Vec<String> {
    let own: &[&str] = match format {
        "date" => &["2025-13-45", "not a date"],
        "date-time" => &["2025-12-26", "not a time"],
        "uuid" => &["not-a-uuid"],
        "ipv4" => &["192.0.2.256"],
        "ipv6" => &["2001:db8::zz"],
        "byte" => &["not base64!"],
        "hostname" => &["not a host"],
        "uri" => &["not a uri"],
        "email" => &["not an address"],
        _ => return Vec::new(),
    };
    own.iter().map(|text| (*text).to_owned()).collect()
}

/// Texts that match a pattern, in several lengths.
fn matching(pattern: &str, least: usize, most: usize, turn: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let plain = without_looking(pattern);
    if plain.len() < pattern.len() {
        // What is looked for is often one of each kind.
        for mixed in [
            "Aa1!Aa1!Aa1!",
            "Aa1-Aa1-Aa1-",
            "aA1_aA1_",
            "a1a1a1a1",
            "Aa1!",
            "a1",
        ] {
            found.extend(fitted(mixed, least, most, 0));
        }
    }
    let Ok(tree) = regex_syntax::parse(&plain) else {
        return found;
    };
    // A repetition is taken so often: as little as allowed, then more, then up to the bounds.
    let most_tried = if most < 4_096 { most } else { least };
    let extents = [
        0,
        1,
        2,
        3,
        5,
        8,
        13,
        least,
        least.saturating_sub(1),
        most_tried,
    ];
    for (index, extent) in extents.into_iter().enumerate() {
        let mut text = String::new();
        let mut expansion = Expansion {
            extent: extent.min(LONGEST),
            turn: turn + index,
        };
        expansion.expand(&tree, &mut text);
        let length = text.chars().count();
        if length <= most {
            let missing = least.saturating_sub(length);
            if missing > 0 {
                // A pattern that is not anchored takes more of the same on either side.
                let filler: String = std::iter::repeat_n('x', missing).collect();
                found.push(format!("{text}{filler}"));
                found.push(format!("{filler}{text}"));
            }
            found.push(text);
        }
    }
    let fits = |text: &String| (least..=most).contains(&text.chars().count());
    let (mut best, rest): (Vec<String>, Vec<String>) = found.into_iter().partition(fits);
    // Nothing at all is legal for many patterns, and of use to nobody.
    best.sort_by_key(String::is_empty);
    best.extend(rest);
    best
}

/// A pattern without the groups that look ahead or behind; the validator looks afterwards.
fn without_looking(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    // How many groups are open inside one that looks around.
    let mut depth = 0_usize;
    let mut is_class = false;
    while let Some(letter) = rest.chars().next() {
        let looks = ["(?=", "(?!", "(?<=", "(?<!"]
            .iter()
            .any(|sign| rest.starts_with(sign));
        let mut length = letter.len_utf8();
        match letter {
            '\\' => length += rest.chars().nth(1).map_or(0, char::len_utf8),
            '[' => is_class = true,
            ']' => is_class = false,
            '(' if !is_class && (depth > 0 || looks) => depth += 1,
            _ => {}
        }
        let (taken, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if depth == 0 {
            out.push_str(taken);
        }
        if letter == ')' && !is_class {
            depth = depth.saturating_sub(1);
        }
        rest = after;
    }
    out
}

struct Expansion {
    extent: usize,
    turn: usize,
}

impl Expansion {
    fn expand(&mut self, tree: &Hir, out: &mut String) {
        if out.len() > LONGEST {
            return;
        }
        match tree.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => out.push_str(&String::from_utf8_lossy(&literal.0)),
            HirKind::Class(Class::Unicode(class)) => {
                let ranges = class.ranges().iter();
                let ranges: Vec<_> = ranges.map(|one| (one.start(), one.end())).collect();
                out.extend(self.letter(&ranges));
            }
            HirKind::Class(Class::Bytes(class)) => {
                let ranges = class.ranges().iter();
                let ranges: Vec<_> = ranges
                    .map(|one| (char::from(one.start()), char::from(one.end())))
                    .collect();
                out.extend(self.letter(&ranges));
            }
            HirKind::Repetition(repetition) => {
                let most = repetition.max.unwrap_or(u32::MAX);
                let wanted = u32::try_from(self.extent).unwrap_or(u32::MAX);
                for _ in 0..wanted.clamp(repetition.min, most) {
                    self.expand(&repetition.sub, out);
                    if out.len() > LONGEST {
                        return;
                    }
                }
            }
            HirKind::Capture(capture) => self.expand(&capture.sub, out),
            HirKind::Concat(parts) => parts.iter().for_each(|part| self.expand(part, out)),
            HirKind::Alternation(parts) => {
                if let Some(part) = parts.get(self.turn % parts.len().max(1)) {
                    self.expand(part, out);
                }
            }
        }
    }

    /// A visible letter of ASCII where the class has one, letters before digits before signs.
    fn letter(&self, ranges: &[(char, char)]) -> Option<char> {
        let has = |letter: char| {
            ranges
                .iter()
                .any(|(low, high)| (*low..=*high).contains(&letter))
        };
        let plain: Vec<char> = ('a'..='z')
            .chain('A'..='Z')
            .chain('0'..='9')
            .filter(|letter| has(*letter))
            .collect();
        let chosen = plain.get(self.turn % plain.len().max(1)).copied();
        let sign = || ('!'..='~').find(|letter| has(*letter));
        chosen
            .or_else(sign)
            .or_else(|| ranges.first().map(|(low, _)| *low))
    }
}

/// Texts that a pattern does not match.
pub(super) fn mismatches(base: &str) -> Vec<Value> {
    let texts = [
        format!("{base}!"),
        format!("!{base}"),
        format!("{base} "),
        "!".repeat(base.chars().count().max(1)),
        "\u{1}".repeat(base.chars().count().max(1)),
        " ".to_owned(),
        "é?".to_owned(),
        "0".repeat(base.chars().count().max(1)),
        "a".repeat(base.chars().count().max(1)),
        String::new(),
    ];
    texts.into_iter().map(Value::from).collect()
}
