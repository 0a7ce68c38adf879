//! Texts cut into items and members, before anything is known about their types.
//!
//! Cut first, decoded afterwards: an escaped separator belongs to a value, a bare one separates
//! two. Since many clients escape separators too, that reading comes second.

use super::percent::{decode, decode_query};
use crate::spec::{Location, Style};

/// What a text can be, decoded.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cut {
    One(String),
    Many(Vec<String>),
    Members(Vec<(String, String)>),
}

/// Decodes a text of one place.
pub(super) fn decoded(location: Location, text: &str) -> Option<String> {
    match location {
        Location::Query => decode_query(text),
        Location::Path | Location::Cookie => decode(text),
        Location::Header => Some(text.trim().to_owned()),
    }
}

/// The lists that texts of one name can be, the strict reading first.
pub(super) fn lists(
    name: &str,
    location: Location,
    (style, explode): (Style, bool),
    texts: &[&str],
) -> Vec<Cut> {
    let mut found: Vec<Vec<String>> = Vec::new();
    let split = |text: &str, separator: char| -> Option<Vec<String>> {
        let items = text.split(separator);
        items.map(|item| decoded(location, item)).collect()
    };
    let each =
        || -> Option<Vec<String>> { texts.iter().map(|text| decoded(location, text)).collect() };
    let first = texts.first().copied().unwrap_or_default();
    match style {
        Style::Label => {
            let separator = if explode { '.' } else { ',' };
            found.extend(
                first
                    .strip_prefix('.')
                    .and_then(|text| split(text, separator)),
            );
        }
        Style::Matrix if explode => {
            let pairs = first.strip_prefix(';').map(|text| text.split(';'));
            let items = pairs.and_then(|pairs| pairs.map(|pair| own(name, pair)).collect());
            found.extend(items);
        }
        Style::Matrix => {
            let value = first.strip_prefix(';').and_then(|pair| raw(name, pair));
            found.extend(value.and_then(|text| split(text, ',')));
        }
        Style::Simple => {
            let all: Option<Vec<Vec<String>>> = texts.iter().map(|text| split(text, ',')).collect();
            found.extend(all.map(|all| all.concat()));
        }
        Style::Form if !explode && texts.len() == 1 => found.extend(split(first, ',')),
        Style::Form | Style::DeepObject => found.extend(each()),
        Style::SpaceDelimited | Style::PipeDelimited if texts.len() > 1 || explode => {
            found.extend(each());
        }
        Style::SpaceDelimited | Style::PipeDelimited => {}
    }
    if texts.len() == 1
        && !explode
        && !matches!(style, Style::Label | Style::Matrix)
        && let Some(text) = decoded(location, first)
    {
        let items = text.split(separator(style)).map(str::to_owned).collect();
        if !found.contains(&items) {
            found.push(items);
        }
    }
    found.into_iter().map(Cut::Many).collect()
}

/// The objects that texts of one name can be.
pub(super) fn objects(
    name: &str,
    location: Location,
    (style, explode): (Style, bool),
    texts: &[&str],
) -> Vec<Cut> {
    let Some(first) = texts.first().copied() else {
        return Vec::new();
    };
    let assigned = |text: &str, separator: char| -> Option<Cut> {
        let members = text.split(separator).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decoded(location, name)?, decoded(location, value)?))
        });
        members.collect::<Option<Vec<_>>>().map(Cut::Members)
    };
    let alternating = |text: &str| -> Option<Cut> {
        let tokens: Vec<&str> = text.split(',').collect();
        let members = tokens.chunks(2).map(|pair| match pair {
            [name, value] => Some((decoded(location, name)?, decoded(location, value)?)),
            _ => None,
        });
        members.collect::<Option<Vec<_>>>().map(Cut::Members)
    };
    let found = match (style, explode) {
        (Style::Label, true) => first.strip_prefix('.').and_then(|text| assigned(text, '.')),
        (Style::Label, false) => first.strip_prefix('.').and_then(alternating),
        (Style::Matrix, true) => first.strip_prefix(';').and_then(|text| assigned(text, ';')),
        (Style::Matrix, false) => {
            let value = first.strip_prefix(';').and_then(|pair| raw(name, pair));
            value.and_then(alternating)
        }
        (Style::Simple, true) => assigned(&texts.join(","), ','),
        _ => None,
    };
    let mut found: Vec<Cut> = found.into_iter().collect();
    let is_joined = matches!(
        (style, explode),
        (
            Style::Simple | Style::Form | Style::SpaceDelimited | Style::PipeDelimited,
            false
        )
    );
    if is_joined {
        if matches!(style, Style::Simple | Style::Form) {
            found.extend(alternating(first));
        }
        if let Some(text) = decoded(location, first) {
            let tokens: Vec<String> = text.split(separator(style)).map(str::to_owned).collect();
            let members = tokens.chunks(2).map(|pair| match pair {
                [name, value] => Some((name.clone(), value.clone())),
                _ => None,
            });
            found.extend(members.collect::<Option<Vec<_>>>().map(Cut::Members));
        }
    }
    found
}

/// The one text that texts of one name can be.
pub(super) fn one(name: &str, location: Location, style: Style, texts: &[&str]) -> Option<Cut> {
    let [text] = texts else {
        return None;
    };
    let text = match style {
        Style::Label => text.strip_prefix('.')?,
        Style::Matrix => raw(name, text.strip_prefix(';')?)?,
        _ => text,
    };
    decoded(location, text).map(Cut::One)
}

fn separator(style: Style) -> char {
    match style {
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        _ => ',',
    }
}

/// The value of `name=value`, as it came.
fn raw<'t>(name: &str, pair: &'t str) -> Option<&'t str> {
    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
    (decode(key)? == name).then_some(value)
}

fn own(name: &str, pair: &str) -> Option<String> {
    decode(raw(name, pair)?)
}

/// What stands in the brackets of `name[a][b]`; `None` for another name.
pub(super) fn brackets(name: &str, key: &str) -> Option<Vec<String>> {
    let rest = key
        .strip_prefix(name)?
        .strip_prefix('[')?
        .strip_suffix(']')?;
    Some(rest.split("][").map(str::to_owned).collect())
}
