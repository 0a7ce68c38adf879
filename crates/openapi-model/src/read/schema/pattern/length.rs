//! Long counted repetitions of one character, which would be large when compiled, said shorter.
//!
//! At the end of a pattern that may match anywhere, `a{1,9999}` is `a{1}`: whatever follows is not
//! looked at. Between `^` and `$`, it is a rule for the length of the text.

use super::tree::{Choice, Node, Times};
use crate::model::Bounds;

/// Counts up to this are left alone.
const LONG: u32 = 30;

/// Shortens `choice`, and says what is left of it as a length of the whole text.
pub(super) fn shorten(choice: &mut Choice) -> Bounds<u64> {
    let [sequence] = choice.0.as_mut_slice() else {
        return Bounds::default();
    };
    if let Some(bounds) = whole(sequence) {
        return bounds;
    }
    if let Some(Node::Repeat { times, .. }) = sequence.last_mut()
        && is_long(*times)
    {
        times.most = Some(times.least);
    }
    Bounds::default()
}

/// Between `^` and `$`, where all but one repetition has a length of its own.
fn whole(sequence: &mut [Node]) -> Option<Bounds<u64>> {
    let starts = sequence.iter().take_while(|node| node.is_empty());
    let ends = sequence.iter().rev().take_while(|node| node.is_empty());
    let is_whole = starts.into_iter().any(|node| *node == Node::Start)
        && ends.into_iter().any(|node| *node == Node::End);
    let mut fixed = 0_u64;
    let mut long = None;
    for node in sequence.iter_mut().filter(|node| !node.is_empty()) {
        match node {
            Node::Set(_) => fixed = fixed.checked_add(1)?,
            Node::Repeat { node, times, .. } if matches!(**node, Node::Set(_)) => {
                if is_long(*times) && long.is_none() {
                    long = Some(times);
                } else if times.most == Some(times.least) {
                    fixed = fixed.checked_add(u64::from(times.least))?;
                } else {
                    return None;
                }
            }
            Node::Repeat { .. }
            | Node::Group(_)
            | Node::Flagged(..)
            | Node::Flags(_)
            | Node::Start
            | Node::End
            | Node::Boundary { .. }
            | Node::Look(_) => return None,
        }
    }
    let times = long.filter(|_| is_whole)?;
    let bound = |count: u32| fixed.checked_add(u64::from(count));
    let bounds = Bounds {
        minimum: Some(bound(times.least)?).filter(|least| *least > 0),
        maximum: times
            .most
            .map(bound)
            .map_or(Some(None), |most| most.map(Some))?,
        ..Bounds::default()
    };
    *times = Times {
        least: 0,
        most: None,
    };
    Some(bounds)
}

fn is_long(times: Times) -> bool {
    times.most.is_some_and(|most| most > LONG) || times.least > LONG
}
