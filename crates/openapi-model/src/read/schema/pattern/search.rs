//! Patterns that may match anywhere and are no more than `(?!a)b*`: some place must not start
//! with `a` and start with `b`. That can often be said without look-ahead.

use super::tree::{Choice, Direction, Look, Node, Sequence, Set, Times};

/// The same without look-ahead, where it is such a pattern.
pub(super) fn without_look(choice: &Choice) -> Option<Choice> {
    let [sequence] = choice.0.as_slice() else {
        return None;
    };
    let [Node::Look(look), Node::Repeat { node, times, .. }] = sequence.as_slice() else {
        return None;
    };
    let Node::Set(set) = &**node else { return None };
    if !look.negated || look.direction == Direction::Behind {
        return None;
    }
    if times.least > 1 {
        return None;
    }
    anywhere(set, times.least > 0, look)
}

/// `set` has to be at the place, if `needed`.
fn anywhere(set: &Set, needed: bool, look: &Look) -> Option<Choice> {
    if !needed && look.choice.0.iter().all(takes_some) {
        // The end of the text will do.
        return Some(Choice(vec![Vec::new()]));
    }
    let [refused] = look.choice.0.as_slice() else {
        return None;
    };
    if let [Node::Repeat { node, times, .. }, Node::End] = refused.as_slice()
        && let Node::Set(all) = &**node
        && *times
            == (Times {
                least: 0,
                most: None,
            })
    {
        return Some(other_than(all, set, needed));
    }
    let mut sets = Vec::new();
    for node in refused {
        let Node::Set(set) = node else { return None };
        sets.push(set);
    }
    needed.then(|| unlike(&sets, set))
}

/// What follows the place is not only `all`.
fn other_than(all: &Set, set: &Set, needed: bool) -> Choice {
    if !needed {
        return Choice(vec![vec![Node::Set(all.not())]]);
    }
    let anything = Node::Set(Set {
        negated: true,
        inner: String::new(),
    });
    let times = Times {
        least: 0,
        most: None,
    };
    let between = Node::Repeat {
        node: Box::new(anything),
        times,
        lazy: false,
    };
    Choice(vec![
        vec![Node::Set(set.and(&all.not()))],
        vec![Node::Set(set.clone()), between, Node::Set(all.not())],
    ])
}

/// The characters at the place, the first of which is of `set`, are not one of each of `sets`.
fn unlike(sets: &[&Set], set: &Set) -> Choice {
    let mut branches = Vec::new();
    let mut same = Sequence::new();
    for (at, refused) in sets.iter().enumerate() {
        if at == 0 {
            branches.push(vec![Node::Set(set.and(&refused.not()))]);
            same.push(Node::Set(set.and(refused)));
            continue;
        }
        for next in [Node::Set(refused.not()), Node::End] {
            branches.push(same.iter().cloned().chain([next]).collect());
        }
        same.push(Node::Set((*refused).clone()));
    }
    Choice(branches)
}

/// Whether it takes a character in any case.
fn takes_some(sequence: &Sequence) -> bool {
    sequence.iter().any(|node| match node {
        Node::Set(_) => true,
        Node::Repeat { node, times, .. } => times.least > 0 && matches!(**node, Node::Set(_)),
        Node::Group(_)
        | Node::Flagged(..)
        | Node::Flags(_)
        | Node::Start
        | Node::End
        | Node::Boundary { .. }
        | Node::Look(_) => false,
    })
}
