//! Path templates: filled for a request, and held against one.
//!
//! `OpenAPI` knows only the part before `?` and `#`. Real documents put there what tells two
//! operations of one path apart (`/#Action=Resize`); such pairs are part of each request's query.

use super::percent::{decode, encode};
use crate::spec::{Location, Operation};

/// A path of the document, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Template {
    segments: Vec<Vec<Piece>>,
    /// Pairs that each request has in its query, percent-decoded.
    pub(crate) fixed: Vec<(String, String)>,
    /// Names of query pairs whose value is a path parameter, each with the parameter.
    pub(crate) holes: Vec<(String, String)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Parameter(String),
    /// One beside other pieces, and the texts that it can be.
    OneOf(String, Vec<String>),
}

impl Template {
    /// The path of an operation, whose parameters may list what they can be.
    pub(crate) fn of(operation: &Operation) -> Self {
        let mut template = Self::new(&operation.path);
        let listed = |name: &str| {
            let mut parameters = operation.parameters.iter();
            let parameter = parameters
                .find(|parameter| parameter.location == Location::Path && parameter.name == name);
            let mut texts = parameter.map(|parameter| parameter.texts.clone())?;
            texts.sort_by_key(|text| std::cmp::Reverse(text.len()));
            Some(texts)
        };
        for pieces in template
            .segments
            .iter_mut()
            .filter(|pieces| pieces.len() > 1)
        {
            for piece in pieces {
                if let Piece::Parameter(name) = &*piece
                    && let Some(texts) = listed(name).filter(|texts| !texts.is_empty())
                {
                    *piece = Piece::OneOf(name.clone(), texts);
                }
            }
        }
        template
    }

    pub(crate) fn new(path: &str) -> Self {
        let end = path.find(['?', '#']).unwrap_or(path.len());
        let (path, behind) = path.split_at_checked(end).unwrap_or((path, ""));
        let mut template = Self {
            segments: path.split('/').map(pieces).collect(),
            fixed: Vec::new(),
            holes: Vec::new(),
        };
        for pair in behind
            .split(['?', '#', '&'])
            .filter(|pair| !pair.is_empty())
        {
            let Some((name, value)) = pair.split_once('=') else {
                continue;
            };
            let text = |text: &str| decode(text).unwrap_or_else(|| text.to_owned());
            let hole = value
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'));
            match hole {
                Some(hole) => template.holes.push((text(name), hole.to_owned())),
                None => template.fixed.push((text(name), text(value))),
            }
        }
        template
    }

    /// How much each segment leaves open: text comes before mixtures before parameters.
    #[cfg(feature = "mock")]
    pub(crate) fn openness(&self) -> Vec<usize> {
        let of = |pieces: &Vec<Piece>| match pieces.as_slice() {
            [] | [Piece::Literal(_)] => 0,
            [Piece::Parameter(_)] => 2,
            _ => 1,
        };
        self.segments.iter().map(of).collect()
    }

    /// Whether a segment of the path is this text.
    #[cfg(feature = "mock")]
    pub(crate) fn has_literal(&self, text: &str) -> bool {
        self.segments
            .iter()
            .any(|pieces| *pieces == [Piece::Literal(text.to_owned())])
    }

    /// The path with each parameter replaced by its text, which is percent-encoded already.
    pub(crate) fn fill(&self, text: impl Fn(&str) -> Option<String>) -> String {
        let segment = |pieces: &Vec<Piece>| -> String {
            let pieces = pieces.iter().map(|piece| match piece {
                Piece::Literal(literal) => literal_text(literal),
                Piece::Parameter(name) | Piece::OneOf(name, _) => {
                    text(name).unwrap_or_else(|| format!("{{{name}}}"))
                }
            });
            pieces.collect()
        };
        let segments: Vec<String> = self.segments.iter().map(segment).collect();
        segments.join("/")
    }

    /// The raw text of each parameter of a path; `None` for another path.
    pub(crate) fn take<'p>(&self, path: &'p str) -> Option<Vec<(&str, &'p str)>> {
        let segments: Vec<&str> = path.split('/').collect();
        if segments.len() != self.segments.len() {
            return None;
        }
        let mut found = Vec::new();
        for (pieces, segment) in self.segments.iter().zip(segments) {
            found.extend(taken(pieces, segment)?);
        }
        Some(found)
    }
}

fn pieces(segment: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = segment;
    while let Some((literal, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        if !literal.is_empty() {
            found.push(Piece::Literal(literal.to_owned()));
        }
        found.push(Piece::Parameter(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Piece::Literal(rest.to_owned()));
    }
    found
}

/// A literal as it is sent: what may not stand in a path is encoded, what is encoded stays.
fn literal_text(literal: &str) -> String {
    let is_allowed =
        |letter: char| letter.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@%".contains(letter);
    let mut buffer = [0; 4];
    literal
        .chars()
        .map(|letter| {
            let text = letter.encode_utf8(&mut buffer);
            if is_allowed(letter) {
                text.to_owned()
            } else {
                encode(text)
            }
        })
        .collect()
}

/// The parameters of one segment. The first literal that follows ends a parameter.
fn taken<'n, 'p>(pieces: &'n [Piece], segment: &'p str) -> Option<Vec<(&'n str, &'p str)>> {
    if let [Piece::Literal(literal)] = pieces {
        return (decode(segment)? == decode(literal)?).then(Vec::new);
    }
    let is_open = |piece: &Piece| matches!(piece, Piece::Parameter(_));
    let behind_last = pieces.iter().rposition(is_open).map_or(0, |at| at + 1);
    let (pieces, ending) = pieces.split_at_checked(behind_last)?;
    let (segment, tail) = segment.split_at_checked(ends(ending, segment)?)?;
    let mut found = leading(pieces, segment)?;
    found.extend(leading(ending, tail)?);
    Some(found)
}

/// Where pieces begin that know their texts, and that a text ends with.
fn ends(pieces: &[Piece], text: &str) -> Option<usize> {
    let mut end = text.len();
    for piece in pieces.iter().rev() {
        let before = text.get(..end)?;
        let mut starts = before.char_indices().map(|(at, _)| at);
        let behind = |at: usize| before.get(at..).unwrap_or_default();
        end = starts.find(|at| begins(piece, behind(*at)) == Some(end - at))?;
    }
    Some(end)
}

/// The parameters of pieces that take a whole text.
fn leading<'n, 'p>(pieces: &'n [Piece], text: &'p str) -> Option<Vec<(&'n str, &'p str)>> {
    let mut found = Vec::new();
    let (mut pieces, mut rest) = (pieces, text);
    while let Some((piece, following)) = pieces.split_first() {
        let length = match piece {
            Piece::Literal(_) | Piece::OneOf(..) => begins(piece, rest)?,
            Piece::Parameter(_) => end(rest, following.first())?,
        };
        let (text, after) = rest.split_at_checked(length)?;
        if let Piece::Parameter(name) | Piece::OneOf(name, _) = piece {
            if text.is_empty() {
                return None;
            }
            found.push((name.as_str(), text));
        }
        (pieces, rest) = (following, after);
    }
    rest.is_empty().then_some(found)
}

/// How much of a text a piece takes that knows its texts.
fn begins(piece: &Piece, text: &str) -> Option<usize> {
    match piece {
        Piece::Literal(literal) => {
            let literal = literal_text(literal);
            text.starts_with(&literal).then_some(literal.len())
        }
        Piece::OneOf(_, texts) => texts.iter().find_map(|one| {
            let (as_is, encoded) = (literal_text(one), encode(one));
            let mut forms = [as_is, encoded].into_iter();
            forms
                .find(|form| text.starts_with(form))
                .map(|form| form.len())
        }),
        Piece::Parameter(_) => None,
    }
}

/// Where a parameter ends: at the first place where what follows begins.
fn end(text: &str, next: Option<&Piece>) -> Option<usize> {
    let Some(next) = next else {
        return Some(text.len());
    };
    let mut ends = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    ends.find(|at| {
        text.get(*at..)
            .is_some_and(|rest| begins(next, rest).is_some())
    })
}

#[cfg(test)]
mod tests {
    use super::Template;

    #[test]
    fn paths_are_filled_and_taken_apart() {
        let check = |template: &str, path: &str, expected: Option<&[(&str, &str)]>| {
            let template = Template::new(template);
            let found = template.take(path);
            assert_eq!(found.as_deref(), expected, "{path}");
            if let Some(found) = expected {
                let text = |name: &str| {
                    found
                        .iter()
                        .find(|(known, _)| *known == name)
                        .map(|(_, text)| (*text).to_owned())
                };
                assert_eq!(template.fill(text), path);
            }
        };
        check("/pets/{id}", "/pets/a%2Fb", Some(&[("id", "a%2Fb")]));
        check("/pets/{id}", "/pets/", None);
        check("/pets/{id}", "/pets/a/", None);
        check("/pets/{id}/", "/pets/a/", Some(&[("id", "a")]));
        check(
            "/{a}-{b}.json",
            "/x-y-z.json",
            Some(&[("a", "x"), ("b", "y-z")]),
        );
        check("/{a}.{b}", "/x.y.z", Some(&[("a", "x"), ("b", "y.z")]));
        check("/{a}.json", "/a.json.json", Some(&[("a", "a.json")]));
        check("/{a}.json", "/a.yaml", None);
        check("/a:{verb}", "/a:go", Some(&[("verb", "go")]));
        check("/caf\u{e9}", "/caf%C3%A9", Some(&[]));
        check("/", "/", Some(&[]));
        check("/#Action=Resize&Version={v}", "/", Some(&[]));
        let template = Template::new("/x?a=b%20c#Action=Resize&v={v}&flag");
        assert_eq!(
            template.fixed,
            [
                ("a".to_owned(), "b c".to_owned()),
                ("Action".to_owned(), "Resize".to_owned())
            ]
        );
        assert_eq!(template.holes, [("v".to_owned(), "v".to_owned())]);
    }
}
