//! The filler of a body that is large for a test of limits: one byte, again and again.
//!
//! Such a body is a megabyte of nothing between a few bytes that matter. Whoever looks at each byte
//! of it, or for words in it, spends more time than the whole rest of a run.

use std::ops::Range;

/// Shorter bodies are looked at as they are.
const LEAST: usize = 1 << 10;

/// The run of one byte around the middle of the bytes, where it is a long one.
pub(super) fn filler(bytes: &[u8]) -> Option<Range<usize>> {
    let middle = bytes.len() / 2;
    if bytes.len() < LEAST {
        return None;
    }
    // Slices are compared by the system's own routine, which is fast in every build.
    let is_run = |start: usize, end: usize| {
        let (run, next) = (bytes.get(start..end), bytes.get(start + 1..end + 1));
        run.is_some() && run == next
    };
    let after = most(bytes.len() - 1 - middle, |length| {
        is_run(middle, middle + length)
    });
    let before = most(middle, |length| is_run(middle - length, middle));
    let run = middle - before..middle + after + 1;
    (run.len() >= LEAST).then_some(run)
}

/// The greatest number up to `limit` of which something is so that is so of all smaller ones.
fn most(limit: usize, is_so: impl Fn(usize) -> bool) -> usize {
    let (mut least, mut limit) = (0, limit);
    while least < limit {
        let tried = least + (limit - least).div_ceil(2);
        if is_so(tried) {
            least = tried;
        } else {
            limit = tried - 1;
        }
    }
    least
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_run_of_the_middle_is_found_to_its_ends() {
        let check = |before: usize, run: usize, after: usize, expected: bool| {
            let bytes = [vec![b'a'; before], vec![b'x'; run], vec![b'b'; after]].concat();
            let range = expected.then_some(before..before + run);
            assert_eq!(filler(&bytes), range, "{before} {run} {after}");
        };
        for before in [0, 1, 7, 600] {
            for after in [0, 1, 7, 600] {
                check(before, 2_000, after, true);
                check(before, LEAST, after, true);
                check(before, LEAST - 1, after, false);
            }
        }
        assert_eq!(filler(&b"ab".repeat(1_500)), None);
        assert_eq!(filler(b""), None);
    }
}
