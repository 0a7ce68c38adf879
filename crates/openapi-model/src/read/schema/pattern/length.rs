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
    let mut bounds = Bounds::default();
    let [sequence] = choice.0.as_mut_slice() else {
        return bounds;
    };
    if let [Node::Start, Node::Repeat { node, times, .. }, Node::End] = sequence.as_mut_slice()
        && is_long(*times)
        && matches!(**node, Node::Set(_))
    {
        bounds.minimum = (times.least > 0).then_some(u64::from(times.least));
        bounds.maximum = times.most.map(u64::from);
        *times = Times {
            least: 0,
            most: None,
        };
        return bounds;
    }
    if let Some(Node::Repeat { times, .. }) = sequence.last_mut()
        && is_long(*times)
    {
        times.most = Some(times.least);
    }
    bounds
}

fn is_long(times: Times) -> bool {
    times.most.is_some_and(|most| most > LONG) || times.least > LONG
}
