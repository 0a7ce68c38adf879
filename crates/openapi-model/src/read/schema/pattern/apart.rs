//! Look-around, taken out of a pattern where what is left means exactly the same.
//!
//! - Behind `^`, and behind a first part of a fixed length, look-ahead is a pattern of its own that
//!   has to match (or not) as well.
//! - Right before `$`, look-behind is one.
//! - Before each character up to the `$`, it is a pattern that may not match anywhere there.
//! - Where a pattern is little more than its look-ahead, see [`super::search`].
//! - Of a single character, it narrows the set of its neighbour.
//!
//! Everything else is refused.

use super::Problem;
use super::search::without_look;
use super::tree::{Choice, Direction, Look, Node, Sequence, Set, Times};

/// Copies of a rest of a sequence that [`narrow`] may make.
const MAX_COPIES: usize = 32;

/// The parts, each with whether it has to match.
pub(super) fn take_apart(choice: Choice) -> Result<Vec<(Choice, bool)>, Problem> {
    if !choice.looks() {
        return Ok(vec![(choice, true)]);
    }
    let mut choice = flat(choice);
    if let Some(other) = without_look(&choice) {
        return Ok(vec![(other, true)]);
    }
    let mut parts = Vec::new();
    if let [sequence] = choice.0.as_mut_slice() {
        leading(sequence, &mut parts);
        trailing(sequence, &mut parts);
    }
    parts.insert(0, (choice, true));
    let mut done = Vec::new();
    for (part, expected) in parts {
        let mut copies = MAX_COPIES;
        done.push((narrowed(part, &mut copies)?, expected));
    }
    Ok(done)
}

/// Without groups that hold one alternative and are not repeated.
fn flat(choice: Choice) -> Choice {
    let branches = choice.0.into_iter().map(|sequence| {
        let mut nodes = Sequence::new();
        for node in sequence {
            if let Node::Group(inner) = node {
                splice(flat(inner), &mut nodes);
            } else if let Node::Repeat { node, times, lazy } = node {
                let node = Box::new(flat_node(*node));
                nodes.push(Node::Repeat { node, times, lazy });
            } else {
                nodes.push(node);
            }
        }
        nodes
    });
    Choice(branches.collect())
}

/// A group, or what is in it; flags hold up to the end of their group.
fn splice(mut inner: Choice, nodes: &mut Sequence) {
    let is_only = inner.0.len() == 1;
    let has_flags =
        |sequence: &Sequence| sequence.iter().any(|node| matches!(node, Node::Flags(_)));
    match inner.0.pop() {
        Some(only) if is_only && !has_flags(&only) => nodes.extend(only),
        Some(last) => {
            inner.0.push(last);
            nodes.push(Node::Group(inner));
        }
        None => {}
    }
}

/// A repeated group that holds one character is that character.
fn flat_node(node: Node) -> Node {
    let Node::Group(choice) = node else {
        return node;
    };
    let mut choice = flat(choice);
    if let [sequence] = choice.0.as_mut_slice()
        && matches!(sequence.as_slice(), [Node::Set(_)])
        && let Some(only) = sequence.pop()
    {
        return only;
    }
    Node::Group(choice)
}

/// Look-ahead at a place that is known from the start of the text.
fn leading(sequence: &mut Sequence, parts: &mut Vec<(Choice, bool)>) {
    let places = sequence.iter().take_while(|node| node.is_empty()).count();
    if !sequence.iter().take(places).any(is_start) {
        return;
    }
    let mut prefix = vec![Node::Start];
    let mut rest = Sequence::new();
    let mut fixed = true;
    for node in std::mem::take(sequence) {
        if fixed && let Some(look) = look_to(&node, Direction::Ahead) {
            let mut part = prefix.clone();
            part.push(Node::Group(look.choice.clone()));
            parts.push((Choice(vec![part]), !look.negated));
            continue;
        }
        fixed = fixed && is_fixed(&node);
        if fixed && !node.is_empty() {
            prefix.push(node.clone());
        }
        rest.push(node);
    }
    if !rest.first().is_some_and(is_start) {
        rest.insert(0, Node::Start);
    }
    *sequence = rest;
    every(&prefix, sequence, parts);
}

/// The look-around of a node, where it is one in this direction.
fn look_to(node: &Node, direction: Direction) -> Option<&Look> {
    if let Node::Look(look) = node
        && look.direction == direction
    {
        return Some(look);
    }
    None
}

/// `^` itself, or look-ahead that begins with it.
fn is_start(node: &Node) -> bool {
    let starts = |sequence: &Sequence| sequence.first().is_some_and(is_start);
    let look = look_to(node, Direction::Ahead).filter(|look| !look.negated);
    *node == Node::Start || look.is_some_and(|look| look.choice.0.iter().all(starts))
}

/// Whether it always takes the same number of characters.
fn is_fixed(node: &Node) -> bool {
    if let Node::Repeat { node, times, .. } = node {
        return matches!(**node, Node::Set(_)) && times.most == Some(times.least);
    }
    matches!(node, Node::Start | Node::Set(_))
}

/// `^a((?!x)b)*$`: behind the prefix, `x` may be nowhere.
fn every(prefix: &Sequence, sequence: &mut Sequence, parts: &mut Vec<(Choice, bool)>) {
    let ends = sequence.len() == prefix.len() + 2 && sequence.last() == Some(&Node::End);
    let Some(Node::Repeat { node, .. }) = sequence.get_mut(prefix.len()).filter(|_| ends) else {
        return;
    };
    let Node::Group(Choice(branches)) = &mut **node else {
        return;
    };
    let [branch] = branches.as_mut_slice() else {
        return;
    };
    let [Node::Look(look), Node::Set(_)] = branch.as_slice() else {
        return;
    };
    if !look.negated || look.direction == Direction::Behind || look.choice.looks() {
        return;
    }
    let mut part = prefix.clone();
    let anything = Node::Set(Set {
        negated: true,
        inner: String::new(),
    });
    let times = Times {
        least: 0,
        most: None,
    };
    part.push(Node::Repeat {
        node: Box::new(anything),
        times,
        lazy: false,
    });
    part.push(Node::Group(look.choice.clone()));
    // One that takes nothing would match behind the last character, too.
    if look
        .choice
        .0
        .iter()
        .any(|sequence| !sequence.iter().any(|node| matches!(node, Node::Set(_))))
    {
        return;
    }
    parts.push((Choice(vec![part]), false));
    branch.remove(0);
}

/// Look-behind where the text ends.
fn trailing(sequence: &mut Sequence, parts: &mut Vec<(Choice, bool)>) {
    let places = sequence
        .iter()
        .rev()
        .take_while(|node| node.is_empty())
        .count();
    let first = sequence.len() - places;
    let anchored = sequence.iter().skip(first).any(|node| *node == Node::End);
    if !anchored {
        return;
    }
    for at in (first..sequence.len()).rev() {
        let look = sequence
            .get(at)
            .and_then(|node| look_to(node, Direction::Behind));
        if let Some(look) = look {
            let part = vec![Node::Group(look.choice.clone()), Node::End];
            parts.push((Choice(vec![part]), !look.negated));
            sequence.remove(at);
        }
    }
}

/// The same without look-around of single characters, or a refusal.
fn narrowed(choice: Choice, copies: &mut usize) -> Result<Choice, Problem> {
    if !choice.looks() {
        return Ok(choice);
    }
    let mut branches = Vec::new();
    for sequence in choice.0 {
        let mut nodes = Sequence::new();
        for node in sequence {
            nodes.push(if let Node::Repeat { node, times, lazy } = node {
                let node = Box::new(narrowed_node(*node, copies)?);
                if node.looks() {
                    return Err(Problem::NotLinear("look-around"));
                }
                Node::Repeat { node, times, lazy }
            } else {
                narrowed_node(node, copies)?
            });
        }
        branches.extend(narrow(nodes, copies)?);
    }
    Ok(Choice(branches))
}

/// A node without looks inside it.
fn narrowed_node(node: Node, copies: &mut usize) -> Result<Node, Problem> {
    match node {
        Node::Group(inner) => Ok(Node::Group(narrowed(inner, copies)?)),
        Node::Flagged(flags, inner) => Ok(Node::Flagged(flags, narrowed(inner, copies)?)),
        Node::Set(_)
        | Node::Flags(_)
        | Node::Start
        | Node::End
        | Node::Boundary { .. }
        | Node::Look(_)
        | Node::Repeat { .. } => Ok(node),
    }
}

/// A sequence without its looks; several where a neighbour may be absent.
fn narrow(mut sequence: Sequence, copies: &mut usize) -> Result<Vec<Sequence>, Problem> {
    // From behind, so that looks in a row narrow the same neighbour.
    let Some(at) = sequence
        .iter()
        .rposition(|node| matches!(node, Node::Look(_)))
    else {
        return Ok(vec![sequence]);
    };
    *copies = copies
        .checked_sub(1)
        .ok_or(Problem::NotLinear("look-around"))?;
    let Node::Look(look) = sequence.remove(at) else {
        return Ok(vec![sequence]);
    };
    let wanted = single(&look).ok_or(Problem::NotLinear("look-around"))?;
    match look.direction {
        Direction::Ahead => {
            let rest = sequence.split_off(at);
            let rests = ahead(&wanted, &look, rest, copies)?;
            let mut done = Vec::new();
            for rest in rests {
                let whole: Sequence = sequence.iter().cloned().chain(rest).collect();
                done.extend(narrow(whole, copies)?);
            }
            Ok(done)
        }
        Direction::Behind => {
            let rest = sequence.split_off(at);
            sequence.reverse();
            let mut done = Vec::new();
            for mut before in ahead(&wanted, &look, sequence, copies)? {
                before.reverse();
                before.extend(rest.iter().cloned());
                done.extend(narrow(before, copies)?);
            }
            Ok(done)
        }
    }
}

/// The set that the neighbour has to be of, where a look is of one character.
fn single(look: &Look) -> Option<Set> {
    let mut set: Option<Set> = None;
    for sequence in &look.choice.0 {
        let [Node::Set(found)] = sequence.as_slice() else {
            return None;
        };
        set = Some(match set {
            None => found.clone(),
            Some(set) => Set {
                negated: false,
                inner: format!("{}{}", set.text(), found.text()),
            },
        });
    }
    set.map(|set| if look.negated { set.not() } else { set })
}

/// `sequence` with its first character in `wanted`; it is back to front for look-behind. A look
/// that is negated holds where the text ends, too.
fn ahead(
    wanted: &Set,
    look: &Look,
    sequence: Sequence,
    copies: &mut usize,
) -> Result<Vec<Sequence>, Problem> {
    let refused = Problem::NotLinear("look-around");
    let mut rest = sequence.into_iter();
    let Some(first) = rest.next() else {
        return Err(refused);
    };
    let rest: Sequence = rest.collect();
    match first {
        Node::Set(set) => Ok(vec![with_first([Node::Set(set.and(wanted))], rest)]),
        Node::End if look.negated && look.direction == Direction::Ahead => {
            Ok(vec![with_first([Node::End], rest)])
        }
        Node::Start if look.negated && look.direction == Direction::Behind => {
            Ok(vec![with_first([Node::Start], rest)])
        }
        Node::Repeat { node, times, lazy } => {
            let Node::Set(set) = *node else {
                return Err(refused);
            };
            let once = Node::Set(set.and(wanted));
            let less = Times {
                least: times.least.saturating_sub(1),
                most: times.most.map(|most| most.saturating_sub(1)),
            };
            let more = Node::Repeat {
                node: Box::new(Node::Set(set)),
                times: less,
                lazy,
            };
            let mut all = Vec::new();
            if times.most != Some(0) {
                all.push(with_first([once, more], rest.clone()));
            }
            if times.least == 0 {
                *copies = copies.checked_sub(1).ok_or(refused)?;
                all.extend(ahead(wanted, look, rest, copies)?);
            }
            Ok(all)
        }
        Node::Group(choice) => {
            let mut all = Vec::new();
            for mut branch in choice.0 {
                if look.direction == Direction::Behind {
                    branch.reverse();
                }
                *copies = copies
                    .checked_sub(1)
                    .ok_or(Problem::NotLinear("look-around"))?;
                let whole: Sequence = branch.into_iter().chain(rest.iter().cloned()).collect();
                all.extend(ahead(wanted, look, whole, copies)?);
            }
            Ok(all)
        }
        Node::Flagged(..)
        | Node::Flags(_)
        | Node::Boundary { .. }
        | Node::Look(_)
        | Node::Start
        | Node::End => Err(refused),
    }
}

fn with_first<const N: usize>(first: [Node; N], rest: Sequence) -> Sequence {
    first.into_iter().chain(rest).collect()
}
