//! The styles: how a text is cut into items and members.
//!
//! Cut first, decoded afterwards: an escaped comma belongs to a value, a bare one separates two.
//! Many clients escape the separators too, so where the strict reading does not keep the schema
//! the other one is tried.

use std::borrow::Cow;
use std::collections::BTreeMap;

use http::header::COOKIE;

use super::guess::Tree;
use super::query::{Pairs, decoded, unescaped};
use super::{Encoding, Explode, Location, Parameter, Style};
use crate::call::Call;
use crate::schema::Leaves;

const NOT_UTF8: &str = "expected UTF-8";

/// How deep members of members are followed.
const MAX_DEPTH: usize = 32;

/// The texts that belong to a parameter, as they came.
pub(super) struct Source<'a> {
    parameter: &'a Parameter,
    /// Those with the name of the parameter.
    texts: Vec<&'a str>,
    query: Pairs<'a>,
}

impl<'a> Source<'a> {
    /// Looks for it; fails where it is not text at all.
    pub(super) fn find(parameter: &'a Parameter, call: Call<'a>) -> Result<Self, &'static str> {
        let query = Pairs::new(call.query_text());
        let texts = match parameter.location {
            Location::Path(at) => call.segment(at).into_iter().collect(),
            Location::Query => query.named(parameter.name).collect(),
            Location::Header => texts_of(call, parameter.name)?,
            Location::Cookie => cookies(call, parameter.name)?.collect(),
        };
        Ok(Self {
            parameter,
            texts,
            query,
        })
    }

    /// Whether there is nothing of it.
    pub(super) fn is_absent(&self) -> bool {
        if !self.texts.is_empty() {
            return false;
        }
        match self.parameter.encoding {
            Encoding::Style(Style::DeepObject | Style::Form, _) => self.members().is_none(),
            _ => true,
        }
    }

    /// The one text, decoded.
    pub(super) fn only_text(&self) -> Option<Cow<'a, str>> {
        match self.texts.as_slice() {
            [text] => self.decode(text),
            _ => None,
        }
    }

    /// What to say where there is no reading at all.
    pub(super) fn expected(&self) -> &'static str {
        let is_text = self.texts.iter().all(|text| self.decode(text).is_some());
        match self.parameter.encoding {
            _ if !is_text => NOT_UTF8,
            _ if self.texts.len() > 1 => "expected only once",
            Encoding::Json => "expected JSON",
            _ => "expected the documented form",
        }
    }

    fn decode(&self, raw: &'a str) -> Option<Cow<'a, str>> {
        match self.parameter.location {
            Location::Query => decoded(raw),
            Location::Path(_) | Location::Cookie => unescaped(raw),
            Location::Header => Some(Cow::Borrowed(raw.trim())),
        }
    }

    /// The structures that the text can have, the most likely first.
    pub(super) fn trees(&self, leaves: &Leaves) -> Vec<Tree> {
        let (style, explode) = match self.parameter.encoding {
            Encoding::Style(style, explode) => (style, explode),
            Encoding::Json => {
                let value = self
                    .only_text()
                    .and_then(|text| serde_json::from_str(&text).ok());
                return value.map(Tree::Json).into_iter().collect();
            }
            Encoding::Text => return self.text().into_iter().collect(),
        };
        let mut trees = Vec::new();
        // `name[]=a` and `name[0]=a` have names as members have.
        let is_numbered = style == Style::DeepObject && leaves.has_arrays();
        if leaves.has_objects() || is_numbered {
            trees.extend(self.object(style, explode));
        }
        let lists = if leaves.has_arrays() {
            self.lists(style, explode)
        } else {
            Vec::new()
        };
        let bare = if leaves.has_scalars() || (trees.is_empty() && lists.is_empty()) {
            self.bare(style)
        } else {
            None
        };
        // Where both are possible, separators are what tells.
        if matches!(lists.first(), Some(Tree::List(items)) if items.len() > 1) {
            trees.extend(lists);
            trees.extend(bare);
        } else {
            trees.extend(bare);
            trees.extend(lists);
        }
        trees
    }

    fn text(&self) -> Option<Tree> {
        self.only_text().map(|text| Tree::Text(text.into_owned()))
    }

    /// One value without a structure.
    fn bare(&self, style: Style) -> Option<Tree> {
        let [raw] = self.texts.as_slice() else {
            return None;
        };
        let raw = match style {
            Style::Label => raw.strip_prefix('.')?,
            Style::Matrix => self.matrix_value(raw)?,
            _ => raw,
        };
        Some(Tree::Text(self.decode(raw)?.into_owned()))
    }

    /// `;name=value`, or `;name` for an empty one.
    fn matrix_value(&self, raw: &'a str) -> Option<&'a str> {
        self.named(raw.strip_prefix(';')?)
    }

    fn named(&self, pair: &'a str) -> Option<&'a str> {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (unescaped(name)? == self.parameter.name).then_some(value)
    }

    fn lists(&self, style: Style, explode: Explode) -> Vec<Tree> {
        // Something was sent, but not under this name: it is no empty list.
        if self.texts.is_empty() {
            return Vec::new();
        }
        let strict = self.items(style, explode);
        let decode = |items: Vec<&'a str>| {
            let items: Option<Vec<String>> = items
                .into_iter()
                .map(|item| Some(self.decode(item)?.into_owned()))
                .collect();
            items
        };
        let mut lists: Vec<Vec<String>> = strict.and_then(decode).into_iter().collect();
        // Separators that were escaped like everything else, or one text with separators where
        // several were to come.
        if let Some(text) = self.only_text()
            && !matches!(style, Style::Label | Style::Matrix)
        {
            let separator = separator(style);
            lists.push(text.split(separator).map(str::to_owned).collect());
        }
        if lists.iter().any(|list| list.as_slice() == [""]) {
            lists.push(Vec::new());
        }
        lists.into_iter().map(Tree::List).collect()
    }

    /// The raw items of a list.
    fn items(&self, style: Style, explode: Explode) -> Option<Vec<&'a str>> {
        let in_one = |text: &'a str, separator: char| text.split(separator).collect::<Vec<_>>();
        let first = self.texts.first().copied();
        match (style, explode) {
            (Style::Simple, _) => Some(
                self.texts
                    .iter()
                    .flat_map(|text| in_one(text, ','))
                    .collect(),
            ),
            (Style::Label, Explode::Yes) => Some(in_one(first?.strip_prefix('.')?, '.')),
            (Style::Label, Explode::No) => Some(in_one(first?.strip_prefix('.')?, ',')),
            (Style::Matrix, Explode::Yes) => {
                let pairs = first?.strip_prefix(';')?.split(';');
                pairs.map(|pair| self.named(pair)).collect()
            }
            (Style::Matrix, Explode::No) => Some(in_one(self.matrix_value(first?)?, ',')),
            (_, Explode::Yes) | (Style::DeepObject, _) => Some(self.texts.clone()),
            (Style::Form, Explode::No) => Some(
                self.texts
                    .iter()
                    .flat_map(|text| in_one(text, ','))
                    .collect(),
            ),
            // A blank cannot be in a query but escaped, and a bar is not allowed to be.
            (Style::SpaceDelimited | Style::PipeDelimited, Explode::No) => None,
        }
    }

    fn object(&self, style: Style, explode: Explode) -> Option<Tree> {
        let separated = |text: &'a str, separator: char| self.alternating(text, separator);
        let first = self.texts.first().copied();
        match (style, explode) {
            (Style::Simple, Explode::Yes) => self.assigned(&self.texts, ','),
            (Style::Simple, Explode::No) => separated(first?, ','),
            (Style::Label, Explode::Yes) => self.assigned(&[first?.strip_prefix('.')?], '.'),
            (Style::Label, Explode::No) => separated(first?.strip_prefix('.')?, ','),
            (Style::Matrix, Explode::Yes) => self.assigned(&[first?.strip_prefix(';')?], ';'),
            (Style::Matrix, Explode::No) => separated(self.matrix_value(first?)?, ','),
            (Style::Form, Explode::Yes) | (Style::DeepObject, _) => self.members(),
            (Style::Form | Style::SpaceDelimited | Style::PipeDelimited, _) => {
                let text = first?;
                let strict = if style == Style::Form {
                    separated(text, ',')
                } else {
                    None
                };
                let separator = separator(style);
                strict.or_else(|| alternating(decoded(text)?.split(separator).map(str::to_owned)))
            }
        }
    }

    /// `a,1,b,2`
    fn alternating(&self, text: &'a str, separator: char) -> Option<Tree> {
        let pieces: Option<Vec<String>> = text
            .split(separator)
            .map(|piece| Some(self.decode(piece)?.into_owned()))
            .collect();
        alternating(pieces?.into_iter())
    }

    /// `a=1,b=2`; a piece without a name belongs to the one before it.
    fn assigned(&self, texts: &[&'a str], separator: char) -> Option<Tree> {
        let mut pairs: Vec<(&str, String)> = Vec::new();
        for piece in texts.iter().flat_map(|text| text.split(separator)) {
            match (piece.split_once('='), pairs.last_mut()) {
                (Some((name, value)), _) => pairs.push((name.trim(), value.to_owned())),
                (None, Some((_, value))) => {
                    value.push(separator);
                    value.push_str(piece);
                }
                (None, None) => return None,
            }
        }
        let is_header = self.parameter.location == Location::Header;
        let mut members = Tree::Members(BTreeMap::new());
        for (name, value) in pairs {
            let (name, value) = if is_header {
                (name.to_owned(), value.trim().to_owned())
            } else {
                (
                    unescaped(name)?.into_owned(),
                    unescaped(&value)?.into_owned(),
                )
            };
            members.insert(&[name], value);
        }
        Some(members)
    }

    /// Members that are pairs of the query: `a=1&b=2`, or `name[a]=1&name[b]=2`.
    fn members(&self) -> Option<Tree> {
        let parameter = self.parameter;
        if parameter.location != Location::Query {
            return None;
        }
        let is_deep = matches!(parameter.encoding, Encoding::Style(Style::DeepObject, _));
        let leaves = Leaves::of(parameter.schema);
        if !is_deep && !leaves.has_objects() {
            return None;
        }
        let known = leaves.members();
        let mut members = Tree::Members(BTreeMap::new());
        for (name, value) in self.query.iter() {
            let path = if is_deep {
                deep_path(&name, parameter.name)
            } else {
                let is_known = known.knows(&name);
                let is_other = || {
                    leaves.takes_others() && !parameter.others.iter().any(|other| *other == name)
                };
                (is_known || is_other()).then(|| vec![name.into_owned()])
            };
            if let Some(path) = path {
                members.insert(&path, decoded(value)?.into_owned());
            }
        }
        (members != Tree::Members(BTreeMap::new())).then_some(members)
    }
}

fn separator(style: Style) -> char {
    match style {
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        _ => ',',
    }
}

/// Names and values in turn.
pub(crate) fn alternating(mut pieces: impl Iterator<Item = String>) -> Option<Tree> {
    let mut members = Tree::Members(BTreeMap::new());
    while let Some(name) = pieces.next() {
        members.insert(&[name], pieces.next()?);
    }
    Some(members)
}

/// `[a][b]` behind the name; `name` alone is no member.
fn deep_path(text: &str, name: &str) -> Option<Vec<String>> {
    brackets(text.strip_prefix(name)?)
}

/// The names in `[a][b]`; none where it is anything else. A bracket may be part of a name: one ends
/// where another begins, or nothing is left.
pub(crate) fn brackets(text: &str) -> Option<Vec<String>> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    let names: Vec<String> = inner.split("][").map(str::to_owned).collect();
    (names.len() <= MAX_DEPTH).then_some(names)
}

fn texts_of<'a>(call: Call<'a>, name: &str) -> Result<Vec<&'a str>, &'static str> {
    let values = call.headers().get_all(name).iter();
    values
        .map(|value| str::from_utf8(value.as_bytes()).map_err(|_| NOT_UTF8))
        .collect()
}

/// The values of a cookie, as they came.
pub(crate) fn cookies<'a>(
    call: Call<'a>,
    name: &str,
) -> Result<impl Iterator<Item = &'a str>, &'static str> {
    let headers = call.headers().get_all(COOKIE).iter();
    let texts: Result<Vec<&str>, _> = headers
        .map(|value| str::from_utf8(value.as_bytes()).map_err(|_| NOT_UTF8))
        .collect();
    let pairs = texts?.into_iter().flat_map(|text| text.split(';'));
    let values = pairs.filter_map(move |pair| {
        let (found, value) = pair.trim().split_once('=')?;
        (found == name).then(|| {
            let inner = value
                .strip_prefix('"')
                .and_then(|value| value.strip_suffix('"'));
            inner.unwrap_or(value)
        })
    });
    Ok(values.collect::<Vec<_>>().into_iter())
}
