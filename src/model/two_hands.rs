//! One text that two programs have written on: the words of both are kept, and none is doubled.

/// Between texts that were written apart.
const APART: &str = "\n\n";

/// The text to keep where `base` was known to both, one made `ours` of it and the other `theirs`. What is new in ours
/// stands behind theirs; what theirs has taken away (sent or discarded) does not come back.
pub fn two_hands(base: &str, ours: &str, theirs: &str) -> String {
    if theirs == base || theirs == ours {
        return ours.to_owned();
    }
    let new = new_words(base, ours);
    match (theirs.trim().is_empty(), new.is_empty()) {
        (_, true) => theirs.to_owned(),
        (true, false) => new.to_owned(),
        (false, false) => format!("{}{APART}{new}", theirs.trim_end()),
    }
}

/// The part of a text that another one lacks, in whole words.
fn new_words<'a>(base: &str, text: &'a str) -> &'a str {
    let start = shared(base.chars(), text.chars());
    let (base, rest) = (&base[start..], &text[start..]);
    let end = shared(base.chars().rev(), rest.chars().rev());
    let end = text.len() - end;
    // A word that was begun in the one and ended in the other is new as a whole.
    let inside = |at: usize| {
        let before = text[..at].chars().next_back();
        let after = text[at..].chars().next();
        let word = |sign: Option<char>| sign.is_some_and(|sign| !sign.is_whitespace());
        word(before) && word(after)
    };
    let mut from = start;
    if inside(start) || base.starts_with(|sign: char| !sign.is_whitespace()) {
        from = text[..start].rfind(char::is_whitespace).map_or(0, |at| {
            at + text[at..].chars().next().map_or(0, char::len_utf8)
        });
    }
    let mut to = end;
    if inside(end) {
        to = text[end..]
            .find(char::is_whitespace)
            .map_or(text.len(), |at| end + at);
    }
    text[from..to].trim()
}

/// How many bytes two texts share.
fn shared(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b)
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}
