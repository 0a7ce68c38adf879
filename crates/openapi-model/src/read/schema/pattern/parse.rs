//! From the text of a pattern to its tree.
//!
//! It reads ECMA 262 as browsers do, so a brace or bracket that opens nothing is a character. Of
//! other languages it takes what has a plain meaning: `\A`, `\z`, `\h`, `(?i)`, `(?P<n>…)`.

use super::class::{self, Escape};
use super::tree::{Choice, Direction, Look, Node, Sequence, Set, Times};
use super::{Problem, malformed};

/// Groups inside each other.
const MAX_DEPTH: usize = 50;

pub(super) fn parse(source: &str) -> Result<Choice, Problem> {
    let mut parser = Parser {
        source,
        at: 0,
        depth: 0,
    };
    let choice = parser.choice()?;
    match parser.next() {
        None => Ok(choice),
        Some(_) => Err(malformed("nothing is closed by", ")")),
    }
}

/// Where reading is.
#[derive(Debug)]
pub(super) struct Parser<'p> {
    source: &'p str,
    at: usize,
    depth: usize,
}

impl<'p> Parser<'p> {
    pub(super) fn rest(&self) -> &'p str {
        self.source.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Passes over bytes that were looked at.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    pub(super) fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    pub(super) fn eat_all(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    /// The text before `end`, which is passed over too.
    pub(super) fn until(&mut self, end: char) -> Option<String> {
        let (text, _) = self.rest().split_once(end)?;
        self.at += text.len() + end.len_utf8();
        Some(text.to_owned())
    }

    pub(super) fn enter(&mut self) -> Result<(), Problem> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            Err(Problem::TooLarge)
        } else {
            Ok(())
        }
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    fn choice(&mut self) -> Result<Choice, Problem> {
        self.enter()?;
        let mut branches = vec![self.sequence()?];
        while self.eat('|') {
            branches.push(self.sequence()?);
        }
        self.leave();
        Ok(Choice(branches))
    }

    fn sequence(&mut self) -> Result<Sequence, Problem> {
        let mut nodes = Sequence::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let node = self.node()?;
            match self.times()? {
                Some(times) => nodes.push(self.repeat(node, times)?),
                None => nodes.push(node),
            }
        }
        Ok(nodes)
    }

    fn node(&mut self) -> Result<Node, Problem> {
        Ok(match self.next().unwrap_or_default() {
            '(' => self.group()?,
            '[' => Node::Set(class::class(self)?),
            '.' => Node::Set(class::dot()),
            '^' => Node::Start,
            '$' => Node::End,
            '\\' => self.escaped()?,
            c @ ('*' | '+' | '?') => {
                return Err(malformed("nothing to repeat before", &c.to_string()));
            }
            c => Node::Set(class::one(c)),
        })
    }

    /// An escape outside of a class.
    fn escaped(&mut self) -> Result<Node, Problem> {
        let node = match self.peek() {
            Some('b') => Node::Boundary { negated: false },
            Some('B') => Node::Boundary { negated: true },
            Some('A') => Node::Start,
            Some('z' | 'Z') => Node::End,
            Some('k' | '1'..='9') => return Err(Problem::NotLinear("a back reference")),
            _ => {
                return Ok(Node::Set(match self.escape()? {
                    Escape::Set(set) => set,
                    Escape::Char(c) => class::one(c),
                    Escape::Half => Set::default(),
                }));
            }
        };
        self.skip(1);
        Ok(node)
    }

    /// Behind a backslash, in a class or not.
    pub(super) fn escape(&mut self) -> Result<Escape, Problem> {
        let Some(c) = self.next() else {
            return Err(malformed("nothing behind", "\\"));
        };
        if let Some(set) = class::named(c) {
            return Ok(Escape::Set(set));
        }
        Ok(match c {
            'h' => Escape::Set(Set {
                negated: false,
                inner: " \\t".to_owned(),
            }),
            'p' | 'P'
                if self
                    .peek()
                    .is_some_and(|c| c == '{' || "CLMNPSZ".contains(c)) =>
            {
                Escape::Set(class::property(self, c == 'P')?)
            }
            't' => Escape::Char('\t'),
            'n' => Escape::Char('\n'),
            'r' => Escape::Char('\r'),
            'v' => Escape::Char('\u{b}'),
            'f' => Escape::Char('\u{c}'),
            'e' => Escape::Char('\u{1b}'),
            '0' => {
                self.at -= 1;
                self.octal()
            }
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            'c' => {
                let letter = self.next().filter(char::is_ascii_alphabetic);
                let letter = letter.ok_or_else(|| malformed("no letter behind", "\\c"))?;
                Escape::Char(char::from(letter as u8 % 32))
            }
            '1'..='9' => return Err(Problem::NotLinear("a back reference")),
            c => Escape::Char(c),
        })
    }

    /// `41`, `0041` or `{1F600}`; a pair of surrogates is one character.
    fn code(&mut self, digits: usize) -> Result<Escape, Problem> {
        let code = if self.eat('{') {
            self.until('}')
        } else {
            self.digits(digits)
        };
        let unknown = || malformed("not a character:", "\\u");
        let code = code
            .and_then(|code| u32::from_str_radix(&code, 16).ok())
            .ok_or_else(unknown)?;
        if let Some(c) = char::from_u32(code) {
            return Ok(Escape::Char(c));
        }
        let low = (0xD800..0xDC00).contains(&code) && self.eat_all("\\u");
        let low = if low { self.digits(4) } else { None };
        let low = low.and_then(|low| u32::from_str_radix(&low, 16).ok());
        let low = low.filter(|low| (0xDC00..0xE000).contains(low));
        let pair = low.map(|low| 0x1_0000 + ((code - 0xD800) << 10) + (low - 0xDC00));
        match pair.and_then(char::from_u32) {
            Some(c) => Ok(Escape::Char(c)),
            None if (0xD800..0xE000).contains(&code) => Ok(Escape::Half),
            None => Err(unknown()),
        }
    }

    /// Up to three digits, as old engines take them.
    pub(super) fn octal(&mut self) -> Escape {
        let mut code = 0;
        for _ in 0..3 {
            let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) else {
                break;
            };
            if code * 8 + digit > 0xFF {
                break;
            }
            code = code * 8 + digit;
            self.skip(1);
        }
        char::from_u32(code).map_or(Escape::Half, Escape::Char)
    }

    fn digits(&mut self, count: usize) -> Option<String> {
        let text = self.rest().get(..count)?;
        let all = text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !all {
            return None;
        }
        self.at += count;
        Some(text.to_owned())
    }

    /// Behind a `(`.
    fn group(&mut self) -> Result<Node, Problem> {
        let look = |direction, negated| (direction, negated);
        let found = if self.eat_all("?=") {
            Some(look(Direction::Ahead, false))
        } else if self.eat_all("?!") {
            Some(look(Direction::Ahead, true))
        } else if self.eat_all("?<=") {
            Some(look(Direction::Behind, false))
        } else if self.eat_all("?<!") {
            Some(look(Direction::Behind, true))
        } else {
            None
        };
        let mut flags = None;
        if found.is_none() && self.eat('?') {
            if self.eat('<') || self.eat_all("P<") {
                self.until('>')
                    .ok_or_else(|| malformed("no `>` behind", "(?<"))?;
            } else if self.eat('>') {
                return Err(Problem::NotLinear("a group that never gives back"));
            } else {
                let text = self.flags()?;
                if self.eat(')') {
                    return Ok(Node::Flags(text));
                }
                if !self.eat(':') {
                    return Err(malformed("an unknown kind of group behind", "(?"));
                }
                flags = Some(text).filter(|flags| !flags.is_empty());
            }
        }
        let choice = self.choice()?;
        if !self.eat(')') {
            return Err(malformed("no `)` behind", "("));
        }
        Ok(match (found, flags) {
            (Some((direction, negated)), _) => Node::Look(Look {
                direction,
                negated,
                choice,
            }),
            (None, Some(flags)) => Node::Flagged(flags, choice),
            (None, None) => Node::Group(choice),
        })
    }

    /// `i`, `im`, `-s`.
    fn flags(&mut self) -> Result<String, Problem> {
        let mut flags = String::new();
        while let Some(c) = self.peek().filter(|c| c.is_ascii_alphabetic() || *c == '-') {
            if !"ims-".contains(c) {
                return Err(malformed("an unknown flag", &c.to_string()));
            }
            flags.push(c);
            self.skip(1);
        }
        Ok(flags)
    }

    /// `*`, `+`, `?` or `{2,3}`. None: nothing of the kind is here.
    fn times(&mut self) -> Result<Option<Times>, Problem> {
        let times = match self.peek() {
            Some('*') => Times {
                least: 0,
                most: None,
            },
            Some('+') => Times {
                least: 1,
                most: None,
            },
            Some('?') => Times {
                least: 0,
                most: Some(1),
            },
            Some('{') => {
                let Some((times, length)) = counted(self.rest()) else {
                    return Ok(None);
                };
                if times.most.is_some_and(|most| most < times.least) {
                    return Err(malformed("numbers out of order behind", "{"));
                }
                self.skip(length);
                return Ok(Some(times));
            }
            _ => return Ok(None),
        };
        self.skip(1);
        Ok(Some(times))
    }

    fn repeat(&mut self, node: Node, times: Times) -> Result<Node, Problem> {
        let lazy = self.eat('?');
        if !lazy && self.peek() == Some('+') {
            return Err(Problem::NotLinear("a repetition that never gives back"));
        }
        if matches!(self.peek(), Some('*' | '?')) {
            return Err(malformed("nothing to repeat before", "*"));
        }
        // What says something of a place says no more when it is repeated.
        if node.is_empty() {
            let nothing = Node::Group(Choice(vec![Vec::new()]));
            return Ok(if times.least > 0 { node } else { nothing });
        }
        if matches!(node, Node::Flags(_)) {
            return Err(malformed("nothing to repeat before", "*"));
        }
        Ok(Node::Repeat {
            node: Box::new(node),
            times,
            lazy,
        })
    }
}

/// `{2}`, `{2,}` or `{2,3}` with its length; anything else is text.
fn counted(text: &str) -> Option<(Times, usize)> {
    let (inner, _) = text.strip_prefix('{')?.split_once('}')?;
    let number = |text: &str| {
        let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse().unwrap_or(u32::MAX))
    };
    let times = match inner.split_once(',') {
        None => Times {
            least: number(inner)?,
            most: Some(number(inner)?),
        },
        Some((least, "")) => Times {
            least: number(least)?,
            most: None,
        },
        Some((least, most)) => Times {
            least: number(least)?,
            most: Some(number(most)?),
        },
    };
    Some((times, inner.len() + 2))
}
