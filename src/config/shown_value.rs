//! How a value of the user's files is shown in an error: one line, short, and never a key.

/// The longest value shown, in characters.
const MOST: usize = 60;
/// From this length on, a run of letters and digits, both of them in it, may be a key, and is masked.
const KEY_LIKE: usize = 20;

/// A piece of a TOML file as it stands there: its first line, control characters escaped, keys masked.
pub(super) fn shown_value(raw: &str) -> String {
    let mut lines = raw.lines();
    let first = lines.next().unwrap_or_default().trim();
    let cut = first.chars().count() > MOST || lines.next().is_some();
    let masked = masked(first);
    let short: String = masked.chars().take(MOST).collect();
    let mut shown = String::new();
    for letter in short.chars() {
        match letter {
            '"' | '\'' | '\\' => shown.push(letter),
            _ => shown.extend(letter.escape_debug()),
        }
    }
    if cut {
        shown.push('…');
    }
    shown
}

/// A value of the environment or the command line, in quotes.
pub fn shown_text(value: &str) -> String {
    format!("\"{}\"", shown_value(value))
}

/// Masks what may be a key, so that one pasted into the wrong place does not travel on in an error.
fn masked(text: &str) -> String {
    let mut out = String::new();
    let mut run = String::new();
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || letter == '_' {
            run.push(letter);
        } else {
            out.push_str(&masked_run(&run));
            run.clear();
            out.push(letter);
        }
    }
    out.push_str(&masked_run(&run));
    out
}

fn masked_run(run: &str) -> String {
    let is_named = run.starts_with("andi_");
    let has = |kind: fn(&char) -> bool| run.chars().any(|letter| kind(&letter));
    let is_mixed = has(char::is_ascii_digit) && has(char::is_ascii_alphabetic);
    let is_long = run.len() >= KEY_LIKE && is_mixed;
    if !is_named && !is_long {
        return run.to_owned();
    }
    // At most two words: a secret may hold underscores itself.
    let words = run.split_inclusive('_').take(2);
    let prefix: usize = words.filter(|word| word.ends_with('_')).map(str::len).sum();
    let prefix = if prefix <= 16 { &run[..prefix] } else { "" };
    format!("{prefix}…")
}
