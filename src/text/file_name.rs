//! A name a stranger gave a file, made into one that can only be a name.

use super::SafeText;
use super::invisible::{ZWJ, ZWNJ};

/// The longest name, in bytes: file systems take 255, and a number may be put behind it.
const LONGEST: usize = 160;
/// The longest ending kept when a name is cut, its dot included.
const ENDING: usize = 16;

/// Names that are devices on Windows, whatever ending they have.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The last part of a path as a plain file name: no folder, no leading dot or dash, no control, direction or hidden
/// character, no sign that a shell or a file system takes for something else, no device's name, not too long. `None`
/// if nothing is left.
pub fn file_name(name: &str) -> Option<SafeText> {
    let last = name
        .rsplit(['/', '\\'])
        .find(|part| !part.trim().is_empty())?;
    // Hidden characters are left out: shown as marks, as on the screen, they would only make the name hard to type.
    let shown = SafeText::unmarked_line(last);
    let plain: String = shown
        .chars()
        .filter(
            |c| !matches!(c, &ZWJ | &ZWNJ | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}'),
        )
        .map(|c| match c {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' | '\'' | '`' | '$' | ';' | '&' => '_',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    let words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    let plain = words.join(" ");
    let plain = plain
        .trim_start_matches(['.', ' '])
        .trim_end_matches(['.', ' ']);
    if plain.is_empty() {
        return None;
    }
    let plain = if plain.starts_with('-') || is_device(plain) {
        format!("_{plain}")
    } else {
        plain.to_owned()
    };
    Some(SafeText::line(&shortened(&plain)))
}

/// A file name's two parts: what stands before the ending, and the ending with its dot.
pub fn split_ending(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(dot) if dot > 0 && name.len() - dot <= ENDING => name.split_at(dot),
        _ => (name, ""),
    }
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let stem = stem.to_ascii_lowercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']))
    };
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

/// Cut before the ending, which says what the file is.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let (stem, ending) = split_ending(name);
    let mut end = (LONGEST - ending.len()).min(stem.len());
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{ending}", stem[..end].trim_end_matches(['.', ' ']))
}
