//! Where words occur in a text, upper and lower case being the same.

use std::ops::Range;

/// The bytes of every place where `words` occurs in `text`, in order and not overlapping. None for no words.
pub fn matches(text: &str, words: &str) -> Vec<Range<usize>> {
    let wanted: Vec<char> = words.chars().flat_map(char::to_lowercase).collect();
    let mut found = Vec::new();
    if wanted.is_empty() {
        return found;
    }
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if let Some(length) = starts_with(&text[at..], &wanted) {
            found.push(at..at + length);
            at += length;
        } else {
            at += c.len_utf8();
        }
    }
    found
}

/// The bytes of `text` that are the wanted characters in either case.
fn starts_with(text: &str, wanted: &[char]) -> Option<usize> {
    let mut rest = wanted.iter();
    let mut length = 0;
    for c in text.chars() {
        if rest.as_slice().is_empty() {
            break;
        }
        for lower in c.to_lowercase() {
            if rest.next() != Some(&lower) {
                return None;
            }
        }
        length += c.len_utf8();
    }
    rest.as_slice().is_empty().then_some(length)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn words_are_found_in_either_case_and_script() {
        for (text, words, expected) in [
            ("Refund, refund!", "REFUND", vec![(0, 6), (8, 14)]),
            ("aaa", "aa", vec![(0, 2)]),
            ("Größe GRÖSSE", "größe", vec![(0, 7)]),
            ("İstanbul", "i\u{307}st", vec![(0, 4)]),
            ("发票抬头", "票抬", vec![(3, 9)]),
            ("abc", "", vec![]),
            ("ab", "abc", vec![]),
        ] {
            let found = matches(text, words)
                .into_iter()
                .map(|hit| (hit.start, hit.end));
            assert_eq!(found.collect::<Vec<_>>(), expected, "{text} {words}");
        }
    }
}
