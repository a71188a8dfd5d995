//! How single keys are written: parsing and printing of key names.

use super::key::{Key, KeyCode, Mods};
use std::fmt;

/// The names of the keys that are no characters; the first name of a key is the printed one.
const NAMES: &[(&str, KeyCode)] = &[
    ("Space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Return", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Escape", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("BackTab", KeyCode::BackTab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Del", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Ins", KeyCode::Insert),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PageUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("PageDown", KeyCode::PageDown),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
];

/// The key of that name, if it is one. Names and modifiers may be written in any case, characters may not.
pub(super) fn parse(name: &str) -> Option<Key> {
    let mut mods = Mods::NONE;
    let mut rest = name;
    loop {
        if let Some(after) = strip_modifier(rest, "Ctrl-") {
            mods.ctrl = true;
            rest = after;
        } else if let Some(after) = strip_modifier(rest, "Alt-") {
            mods.alt = true;
            rest = after;
        } else if let Some(after) = strip_modifier(rest, "Shift-") {
            mods.shift = true;
            rest = after;
        } else {
            return Some(Key::new(parse_code(rest)?, mods));
        }
    }
}

/// Whether the character can stand for itself in a name.
pub(super) fn prints_as_itself(c: char) -> bool {
    !c.is_control() && !c.is_whitespace()
}

/// What follows the modifier, unless nothing does.
fn strip_modifier<'a>(name: &'a str, modifier: &str) -> Option<&'a str> {
    let (head, rest) = name.split_at_checked(modifier.len())?;
    (head.eq_ignore_ascii_case(modifier) && !rest.is_empty()).then_some(rest)
}

fn parse_code(name: &str) -> Option<KeyCode> {
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return prints_as_itself(c).then_some(KeyCode::Char(c));
    }
    if let Some((_, code)) = NAMES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
    {
        return Some(*code);
    }
    // `parse` of integers takes a sign, and `F+5` is no key.
    if let Some(number) = name
        .strip_prefix(['F', 'f'])
        .filter(|n| n.bytes().all(|b| b.is_ascii_digit()))
    {
        return number.parse().ok().map(KeyCode::F);
    }
    let hex = name
        .strip_prefix("U+")
        .filter(|n| n.bytes().all(|b| b.is_ascii_hexdigit()))?;
    char::from_u32(u32::from_str_radix(hex, 16).ok()?).map(KeyCode::Char)
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, mods } = self.canonical();
        if mods.ctrl {
            f.write_str("Ctrl-")?;
        }
        if mods.alt {
            f.write_str("Alt-")?;
        }
        if mods.shift || code == KeyCode::BackTab {
            f.write_str("Shift-")?;
        }
        // Shift is written before, so this is the plain key's name.
        let code = if code == KeyCode::BackTab {
            KeyCode::Tab
        } else {
            code
        };
        match code {
            KeyCode::F(number) => write!(f, "F{number}"),
            KeyCode::Char(c) if prints_as_itself(c) => write!(f, "{c}"),
            code => match (NAMES.iter().find(|(_, known)| *known == code), code) {
                (Some((name, _)), _) => f.write_str(name),
                (None, KeyCode::Char(c)) => write!(f, "U+{:04X}", u32::from(c)),
                // Not reached: every other code has a name, and a test holds that.
                (None, code) => write!(f, "{code:?}"),
            },
        }
    }
}
