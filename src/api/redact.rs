//! Keeps the key out of what a server says back to us.

use crate::model::{ApiKey, Issue, Problem, Untrusted};

/// What stands where the key stood.
const MARK: &str = "[key]";

/// The longest word of a server that is kept, in characters: an error is stored and shown, not a place for a book.
const LONGEST: usize = 2_000;

/// Too short to be a secret, and likely to be part of other words.
const SHORTEST: usize = 8;

/// Replaces the key by a mark. A server may repeat the key in its error, or (as an id) make us put it in a path.
pub(super) fn text(text: &str, key: Option<&ApiKey>) -> Option<String> {
    let secret = key?.expose();
    (secret.len() >= SHORTEST && text.contains(secret)).then(|| text.replace(secret, MARK))
}

/// The same for every string of a problem, which is cut to a length only then: half a key would not be found.
pub(super) fn problem(problem: &mut Problem, key: Option<&ApiKey>) {
    let Problem {
        message,
        issues,
        permission,
        request,
        kind: _,
        status: _,
        retry_after: _,
    } = problem;
    let issues = issues
        .iter_mut()
        .flat_map(|Issue { path, message }| [path, message]);
    for word in [message, request]
        .into_iter()
        .chain(permission)
        .chain(issues)
    {
        untrusted(word, key);
        if let Some((end, _)) = word.expose().char_indices().nth(LONGEST) {
            *word = format!("{}…", &word.expose()[..end]).into();
        }
    }
}

/// The same for one string, in place.
pub(super) fn untrusted(word: &mut Untrusted, key: Option<&ApiKey>) {
    if let Some(clean) = text(word.expose(), key) {
        *word = clean.into();
    }
}
