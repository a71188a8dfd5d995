//! Words that occur nowhere else, so that each can be found wherever it has gone.

/// A marker: its number.
pub type Marker = u32;

const DIGITS: usize = 5;

/// The word. It says where it ends: a part of one, which a kill may leave, is none.
pub fn word(marker: Marker) -> String {
    format!("q{marker:05}.")
}

/// The markers in a text, in their order.
pub fn find(text: &str) -> Vec<Marker> {
    text.match_indices('q')
        .filter_map(|(at, _)| {
            let number = text.get(at + 1..at + 1 + DIGITS)?;
            let ended = text.get(at + 1 + DIGITS..)?.starts_with('.');
            let digits = number.bytes().all(|byte| byte.is_ascii_digit());
            (ended && digits).then(|| number.parse().unwrap())
        })
        .collect()
}

#[test]
fn only_whole_markers_are_found() {
    assert_eq!(find("q00012. q00q00013.\nq0001 q00014"), [12, 13]);
    assert_eq!(find(&word(7)), [7]);
}
