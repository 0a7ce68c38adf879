//! What was probably meant.

/// Longer words are names of generated things; nobody mistypes them by two letters.
const MAX_WORD: usize = 64;

/// More candidates than this are not compared: the answer would cost more than it helps.
const MAX_CANDIDATES: usize = 2_000;

/// The candidate that `word` may have been meant to be: the same in another case, or at most two
/// letters off.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    if word.len() > MAX_WORD {
        return None;
    }
    let word = word.to_lowercase();
    // In a short word two letters are most of it.
    let most = match word.len() {
        0..=2 => 0,
        3..=4 => 1,
        _ => 2,
    };
    candidates
        .into_iter()
        .take(MAX_CANDIDATES)
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= 2 * most)
        .map(|candidate| {
            let distance = strsim::damerau_levenshtein(&word, &candidate.to_lowercase());
            (distance, candidate)
        })
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
