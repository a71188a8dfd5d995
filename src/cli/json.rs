//! JSON Lines for programs: the original words, with nothing in the bytes that a terminal would obey.

use serde_json::Value;

use super::Failure;
use super::outcome::say_own;
use crate::text::SafeText;

/// Prints an object as one line. A reader that has left (`| head`) is no failure.
pub fn say_json(value: &Value) -> Result<(), Failure> {
    say_own(format!("{}\n", line(value)).as_bytes())
}

/// One line of JSON. Whatever is neither plain ASCII nor a letter stands as `\uXXXX`: a program reads the same, and a
/// terminal meets no control, direction or hidden character.
fn line(value: &Value) -> String {
    let json = value.to_string();
    let mut line = String::with_capacity(json.len());
    for letter in json.chars() {
        if is_harmless(letter) {
            line.push(letter);
            continue;
        }
        let mut pair = [0; 2];
        let units = letter.encode_utf16(&mut pair);
        line.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
    }
    line
}

fn is_harmless(letter: char) -> bool {
    if letter.is_ascii() {
        return !letter.is_ascii_control();
    }
    // A letter alone that comes out of the sanitizer as it went in.
    letter.is_alphanumeric() && {
        let mut bytes = [0; 4];
        let text: &str = letter.encode_utf8(&mut bytes);
        SafeText::line(text).as_str() == text
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_escaped_and_reads_back_the_same() {
        let hostile =
            "\u{1b}[5m \u{9b}2J \u{202e}gnp\u{7f}\u{200b} 👩\u{200d}🔧 \"\\ ñ 日本 \u{feff}\n\t";
        let value = json!({ "text": hostile });
        let line = line(&value);
        assert!(line.contains("ñ 日本"), "{line}");
        for letter in line.chars() {
            assert!(letter.is_ascii_graphic() || letter == ' ' || letter.is_alphanumeric());
        }
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
    }
}
