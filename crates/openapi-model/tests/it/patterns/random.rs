//! Patterns nobody wrote, held to an engine that backtracks.

use std::fmt::Write as _;

use super::{is_match, text_rules};

const PATTERNS: usize = 400;
const TEXTS: usize = 30;

/// A stream of numbers that is the same in each run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end).unwrap()).unwrap()
    }

    fn choice(&mut self, depth: usize, out: &mut String) {
        for at in 0..=self.below(2) {
            if at > 0 {
                out.push('|');
            }
            for _ in 0..=self.below(3) {
                self.node(depth, out);
            }
        }
    }

    fn node(&mut self, depth: usize, out: &mut String) {
        let kind = if depth == 0 { 0 } else { self.below(8) };
        match kind {
            0..=2 => out.push_str(["a", "b", "[ab]", "[^a]", "c?", "."][self.below(6)]),
            3 => out.push_str(["^", "$", "\\b", "\\B"][self.below(4)]),
            4 => {
                out.push_str(["(?=", "(?!"][self.below(2)]);
                self.choice(depth - 1, out);
                out.push(')');
            }
            // The other engine wants to know the length of what it looks back to.
            5 => {
                let letters = ["a", "b", "ab", "[ab]c", "^", "(?=b)", "(?!a)"][self.below(7)];
                write!(out, "{}{letters})", ["(?<=", "(?<!"][self.below(2)]).unwrap();
            }
            6 => {
                out.push('(');
                self.choice(depth - 1, out);
                out.push(')');
                out.push_str(["", "?", "{0,2}", "{2}"][self.below(4)]);
            }
            _ => out.push_str(["a*", "b+", "[abc]*", "(ab)*", "(a|bc){1,2}"][self.below(5)]),
        }
    }

    fn text(&mut self) -> String {
        let length = self.below(7);
        (0..length)
            .map(|_| ['a', 'b', 'c', ' '][self.below(4)])
            .collect()
    }
}

#[test]
fn as_an_engine_that_backtracks() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let (mut compared, mut matched) = (0, 0);
    while compared < PATTERNS {
        let mut pattern = String::new();
        random.choice(3, &mut pattern);
        if !pattern.contains("(?") {
            continue;
        }
        let Ok(other) = fancy_regex::Regex::new(&pattern) else {
            continue;
        };
        compared += 1;
        let rules = text_rules(&pattern);
        for _ in 0..TEXTS {
            let text = random.text();
            let expected = other.is_match(&text).unwrap();
            matched += usize::from(expected);
            assert_eq!(is_match(&rules, &text), expected, "{pattern} {text:?}");
        }
    }
    // Neither all nor nothing.
    let all = PATTERNS * TEXTS;
    assert!((all / 5..all * 4 / 5).contains(&matched), "{matched}");
}
