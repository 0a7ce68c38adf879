//! A `pattern` as constant data: an expression of the crate `regex`, or the program of one with
//! look-around.

use openapi_model::{Direction, LookAround, Matcher, Pattern, Step};

use super::tree::Tree;
use crate::emit::code::literal;

/// Compiled patterns are kept, so they need statics of their own.
pub(super) fn block(pattern: &Pattern) -> Tree {
    let source = Tree::leaf(literal(&pattern.source));
    let value = match &pattern.matcher {
        Matcher::Regex(regex) => Tree::group(
            "Pattern::new(",
            vec![source, Tree::leaf(literal(regex))],
            ")",
        ),
        Matcher::LookAround(looks) => {
            Tree::group("Pattern::looking(", vec![source, program(looks)], ")")
        }
    };
    Tree::Block(vec![
        ("static PATTERN: Pattern = ".to_owned(), value, ";"),
        (String::new(), Tree::leaf("&PATTERN"), ""),
    ])
}

fn program(looks: &LookAround) -> Tree {
    let sets = looks.sets.iter().map(|set| {
        let ranges = set.iter().map(|(low, high)| {
            let (low, high) = (character(*low), character(*high));
            Tree::leaf(format!("({low}, {high})"))
        });
        Tree::group("&[", ranges.collect(), "]")
    });
    let found = looks.looks.iter().map(|(direction, found)| {
        let direction = match direction {
            Direction::Ahead => "look_around::Direction::Ahead",
            Direction::Behind => "look_around::Direction::Behind",
        };
        let fields = vec![
            ("direction", Tree::leaf(direction)),
            ("steps", steps(found)),
        ];
        Tree::structure("look_around::Look {", fields, None, "}")
    });
    let fields = vec![
        ("sets", Tree::group("&[", sets.collect(), "]")),
        ("looks", Tree::group("&[", found.collect(), "]")),
        ("steps", steps(&looks.steps)),
    ];
    Tree::structure("look_around::Program {", fields, None, "}")
}

fn steps(steps: &[Step]) -> Tree {
    let steps = steps
        .iter()
        .map(|step| Tree::leaf(format!("look_around::Step::{step:?}")));
    Tree::group("&[", steps.collect(), "]")
}

/// What is no letter, digit or sign of ASCII is written as its number.
fn character(c: char) -> String {
    if c == ' ' || c.is_ascii_graphic() {
        format!("{c:?}")
    } else {
        format!("'{}'", c.escape_unicode())
    }
}
