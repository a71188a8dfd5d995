//! What a terminal sends for a key.

use andibox::command::{Command, Context, Key, KeyCode, KeySeq};

/// The bytes of the first default key that calls a command in a context; none where the table has no key for it there.
pub fn of(command: Command, context: Context) -> Option<String> {
    assert!(
        command.works_in(context),
        "{command} does not work in {context:?}"
    );
    let mut keys = command.default_keys(context);
    if context.inherits(command) {
        keys.extend(command.default_keys(Context::Global));
    }
    keys.first().map(sequence)
}

fn sequence(keys: &KeySeq) -> String {
    keys.keys().iter().map(|key| bytes(*key)).collect()
}

fn bytes(key: Key) -> String {
    let mods =
        1 + u8::from(key.mods.shift) + 2 * u8::from(key.mods.alt) + 4 * u8::from(key.mods.ctrl);
    let named = |plain: &str, number: &str, end: char| {
        if mods == 1 {
            plain.to_owned()
        } else {
            format!("\x1b[{number};{mods}{end}")
        }
    };
    match key.code {
        KeyCode::Char(' ') if key.mods.ctrl => "\0".into(),
        KeyCode::Char(letter) if key.mods.ctrl => char::from(letter as u8 & 0x1f).to_string(),
        KeyCode::Char(letter) if key.mods.alt => format!("\x1b{letter}"),
        KeyCode::Char(letter) => letter.to_string(),
        KeyCode::Enter => "\r".into(),
        KeyCode::Esc => "\x1b".into(),
        KeyCode::BackTab => "\x1b[Z".into(),
        KeyCode::Tab => "\t".into(),
        KeyCode::Backspace => "\x7f".into(),
        KeyCode::Up => named("\x1b[A", "1", 'A'),
        KeyCode::Down => named("\x1b[B", "1", 'B'),
        KeyCode::Right => named("\x1b[C", "1", 'C'),
        KeyCode::Left => named("\x1b[D", "1", 'D'),
        KeyCode::Home => named("\x1b[H", "1", 'H'),
        KeyCode::End => named("\x1b[F", "1", 'F'),
        KeyCode::Delete => named("\x1b[3~", "3", '~'),
        KeyCode::PageUp => named("\x1b[5~", "5", '~'),
        KeyCode::PageDown => named("\x1b[6~", "6", '~'),
        other => panic!("say what a terminal sends for {other:?}"),
    }
}
