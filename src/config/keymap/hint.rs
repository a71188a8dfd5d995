//! What was perhaps meant by a word that names nothing.

use super::super::near::near;

/// A sentence that names the nearest words, or all there are where these are few.
pub(super) fn hint<'a>(word: &str, all: impl Iterator<Item = &'a str>, rest: &str) -> String {
    let all: Vec<&str> = all.collect();
    let mut found = near(word, all.iter().copied());
    if found.is_empty() {
        // A part of a name is how one remembers it: `close` for close-and-next, `next` for view-next.
        let word = word.to_lowercase();
        found = all
            .iter()
            .copied()
            .filter(|name| word.len() > 2 && name.split('-').any(|part| part == word))
            .take(3)
            .collect();
    }
    if found.is_empty() {
        rest.to_owned()
    } else {
        format!("Did you mean {}?", found.join(" or "))
    }
}
