//! A field's name that is being typed: not yet a field, and hardly meant as a word.

use super::field::{FIELDS, value_words};

/// The beginning of a field's name, at the end of a query that is being typed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BegunField {
    /// Where it begins, in bytes: what stands before is a query of its own.
    pub at: usize,
    /// The field's name with its colon.
    pub name: &'static str,
    /// What may stand behind the colon, in words.
    pub values: String,
}

/// The field whose name is being typed at the end of a text. Searched for as a word, `stat` would empty a list on the
/// way to `status:open`.
pub fn begun_field(text: &str) -> Option<BegunField> {
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, '"' | '(' | ')');
    let start = text.rfind(ends).map_or(0, |at| {
        at + text[at..].chars().next().map_or(1, char::len_utf8)
    });
    let word = text[start..].trim_start_matches('-');
    if word.is_empty() || in_quotes(text) {
        return None;
    }
    let begins = |field: &&&str| match field.strip_suffix("NAME:") {
        Some(open) => open.starts_with(word) || word.starts_with(open) && !word.contains(':'),
        None => field.starts_with(word) && !field.ends_with(word),
    };
    let name = FIELDS.iter().find(begins)?;
    Some(BegunField {
        at: start,
        name,
        values: value_words(name),
    })
}

/// Whether the end of a text stands inside of quotes.
fn in_quotes(text: &str) -> bool {
    let mut inside = false;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => inside = !inside,
            '\\' if inside => drop(letters.next()),
            _ => {}
        }
    }
    inside
}
