//! What progenitor made, read from its tokens.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::{BuilderField, Need, Types, Wanted};

/// The structs and setters in `mod builder`.
pub(super) fn read(
    tokens: TokenStream,
    chunk: &[Wanted],
    types: &Types<'_>,
) -> Result<Vec<Vec<BuilderField>>, String> {
    let module = braced(tokens, &["mod", "builder"]).ok_or("it made no module of builders")?;
    let mut structs: BTreeMap<String, TokenStream> = BTreeMap::new();
    let mut impls: BTreeMap<String, TokenStream> = BTreeMap::new();
    let mut before: Vec<String> = Vec::new();
    for token in module {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                // `pub struct Op0<'a>` or `impl<'a> Op0<'a>`.
                let name = before.iter().find(|word| word.starts_with("Op"));
                if let Some(name) = name {
                    let into = if before.iter().any(|word| word == "struct") {
                        &mut structs
                    } else {
                        &mut impls
                    };
                    into.entry(name.clone()).or_insert_with(|| group.stream());
                }
                before.clear();
            }
            TokenTree::Ident(word) => before.push(word.to_string()),
            TokenTree::Group(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    let builders = chunk.iter().enumerate().map(|(at, one)| {
        let name = format!("Op{at}");
        let (fields, functions) = structs
            .remove(&name)
            .zip(impls.remove(&name))
            .ok_or("it made no builder")?;
        let fields = fields_of(fields);
        let setters = setters_of(functions);
        (0..one.fields.len())
            .map(|at| {
                let name = format!("p{at}");
                let field = fields.get(&name).ok_or("it made no field of a parameter")?;
                let target = setters
                    .get(&name)
                    .ok_or("it made no setter of a parameter")?;
                field_of(field, target, types)
            })
            .collect()
    });
    builders.collect()
}

fn field_of(words: &[String], target: &str, types: &Types<'_>) -> Result<BuilderField, String> {
    let known = types
        .behind(target)
        .ok_or("a setter takes what nothing is")?;
    let mut field = String::new();
    for word in words {
        field.push_str(if word == target { known } else { word });
        if word == "," {
            field.push(' ');
        }
    }
    let need = if words.iter().any(|word| word == "Option") {
        Need::Optional
    } else {
        Need::Required
    };
    Ok(BuilderField {
        field,
        target: known.to_owned(),
        need,
    })
}

/// What is in the braces behind these words.
fn braced(tokens: TokenStream, words: &[&str]) -> Option<TokenStream> {
    let mut met = 0;
    for token in tokens {
        match token {
            TokenTree::Ident(word) if words.get(met).is_some_and(|wanted| word == wanted) => {
                met += 1;
            }
            TokenTree::Group(group) if met == words.len() => return Some(group.stream()),
            TokenTree::Group(_)
            | TokenTree::Ident(_)
            | TokenTree::Punct(_)
            | TokenTree::Literal(_) => met = 0,
        }
    }
    None
}

/// `p0: Result<T0, String>,` as words, by name.
fn fields_of(tokens: TokenStream) -> BTreeMap<String, Vec<String>> {
    let mut fields = BTreeMap::new();
    let mut words: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    for token in tokens {
        let text = token.to_string();
        match text.as_str() {
            "<" => depth += 1,
            ">" => depth = depth.saturating_sub(1),
            "," if depth == 0 => {
                insert_field(&mut fields, &mut words);
                continue;
            }
            _ => {}
        }
        words.push(text);
    }
    insert_field(&mut fields, &mut words);
    fields
}

fn insert_field(fields: &mut BTreeMap<String, Vec<String>>, words: &mut Vec<String>) {
    let words = std::mem::take(words);
    let mut parts = words.splitn(2, |word| word == ":");
    if let (Some([.., name]), Some(ty)) = (parts.next(), parts.next()) {
        fields.insert(name.clone(), ty.to_vec());
    }
}

/// What each function takes, by name: the `T0` of `where V: std::convert::TryInto<T0>`.
fn setters_of(tokens: TokenStream) -> BTreeMap<String, String> {
    let mut setters = BTreeMap::new();
    let mut function = None;
    let (mut before, mut last) = (String::new(), String::new());
    for token in tokens {
        if matches!(token, TokenTree::Group(_)) {
            continue;
        }
        let text = token.to_string();
        if last == "fn" {
            function = Some(text.clone());
        } else if before == "TryInto"
            && last == "<"
            && let Some(function) = function.take()
        {
            setters.insert(function, text.clone());
        }
        before = std::mem::replace(&mut last, text);
    }
    setters
}
