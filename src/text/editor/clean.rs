//! What may be put into an editor: text as a person would have typed it.

use crate::text::{escape, invisible, sanitize};

const TAB: &str = "    ";

/// `text` with its line ends as `\n` (or as single blanks for one line), its tabs as four blanks, and without escape
/// sequences, control characters, direction controls and characters nobody sees.
///
/// `before` is the text it comes behind: a keyboard may send a region flag tag by tag.
/// Joiners and variation selectors stay wherever they are: a keyboard sends them before the letter that needs them.
pub(super) fn clean(before: &str, text: &str, one_line: bool) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            ' '..='~' => {
                let run = rest
                    .bytes()
                    .position(|byte| !matches!(byte, b' '..=b'~'))
                    .unwrap_or(rest.len());
                cleaned.push_str(&rest[..run]);
                run
            }
            '\t' => {
                cleaned.push_str(TAB);
                1
            }
            _ if sanitize::is_line_end(c) => {
                cleaned.push(if one_line { ' ' } else { '\n' });
                sanitize::line_end_len(rest)
            }
            _ if c.is_control() => escape::sequence_len(rest).unwrap_or(c.len_utf8()),
            _ => {
                let previous = cleaned
                    .chars()
                    .next_back()
                    .or_else(|| before.chars().next_back());
                if !is_left_out(c, previous) {
                    cleaned.push(c);
                }
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    cleaned
}

fn is_left_out(c: char, previous: Option<char>) -> bool {
    let in_region_flag =
        || previous.is_some_and(|c| c == invisible::BLACK_FLAG || invisible::is_tag(c));
    invisible::name(c).is_some() || (invisible::is_tag(c) && !in_region_flag())
}
