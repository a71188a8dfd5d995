//! What was perhaps meant by a misspelt word.

/// The candidates near `word`, nearest first, at most three. Case is no difference; a candidate whose last part is the
/// word (`sync.open_thread_s` for `open_thread_s`) counts as near.
pub(super) fn near<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let word = word.to_lowercase();
    let mut found: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let far = distance(&word, candidate);
            let tail = candidate.rsplit('.').next().unwrap_or(candidate);
            let word_tail = word.rsplit('.').next().unwrap_or(&word);
            if far <= (candidate.chars().count() / 4).max(1) {
                Some((far, candidate))
            } else if tail == word_tail {
                Some((usize::MAX, candidate))
            } else {
                None
            }
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(3);
    found.into_iter().map(|(_, candidate)| candidate).collect()
}

/// How many letters were left out, put in, changed or swapped with their neighbour. Words beyond 80 letters are no
/// misspellings and count as far from everything.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().take(81).collect();
    let b: Vec<char> = b.chars().take(81).collect();
    if a.len() > 80 || b.len() > 80 {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, to) in b.iter().enumerate() {
            let changed = above[j] + usize::from(from != to);
            let mut least = changed.min(above[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && a[i - 1] == *to && *from == b[j - 1];
            if swapped {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}
