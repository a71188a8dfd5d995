//! What customers write, on its way to the screen, the clipboard, a file's name.

use andibox::text::rich::{Rich, is_web_address};
use andibox::text::{SafeText, file_name, fit, truncate, width, wrap, wrap_count};

/// Sanitizing, laying out, wrapping and naming of any text.
pub fn safe_text(input: &[u8]) {
    let raw = String::from_utf8_lossy(input);
    let line = SafeText::line(&raw);
    assert!(!line.contains('\n'), "{line:?}");
    let block = SafeText::block(&raw);
    for safe in [&line, &block] {
        assert_nothing_forbidden(safe);
        assert!(
            safe.len() <= 16 * raw.len(),
            "{} of {}",
            safe.len(),
            raw.len()
        );
    }
    assert_eq!(SafeText::line(&line), line, "sanitized twice");
    assert_eq!(SafeText::block(&block), block, "sanitized twice");

    let cols = usize::from(input.first().copied().unwrap_or_default() % 60) + 2;
    wrapped(&block, cols);
    assert!(width(&truncate(&line, cols)) <= cols);
    assert_eq!(width(&fit(&line, cols)), cols);
    laid_out(&raw);
    if let Some(name) = file_name(&raw) {
        plain_name(&name);
    }
}

/// Controls of the direction of writing, which let a line lie about its order.
pub(super) fn turns_the_line(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

fn assert_nothing_forbidden(text: &str) {
    for c in text.chars() {
        assert!(!c.is_control() || c == '\n', "control {c:?} in {text:?}");
        assert!(!turns_the_line(c), "direction control {c:?} in {text:?}");
        let hidden = matches!(
            c,
            '\u{ad}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
        );
        assert!(!hidden, "hidden {c:?} in {text:?}");
    }
}

fn wrapped(block: &SafeText, cols: usize) {
    let lines = wrap(block, cols);
    assert_eq!(wrap_count(block, cols), lines.len());
    let blank = |text: &str| text.chars().all(|c| matches!(c, ' ' | '\n'));
    let mut end = 0;
    for line in lines {
        assert!(
            line.start >= end && line.end >= line.start,
            "{line:?} of {block:?}"
        );
        assert!(
            blank(&block[end..line.start]),
            "lost before {line:?} of {block:?}"
        );
        end = line.end;
    }
    assert!(blank(&block[end..]), "lost behind {end} of {block:?}");
}

fn laid_out(raw: &str) {
    let rich = Rich::message(raw);
    assert_nothing_forbidden(&rich.text);
    let mut end = 0;
    for run in &rich.runs {
        assert!(run.range.start >= end, "runs overlap in {rich:?}");
        assert!(
            rich.text.get(run.range.clone()).is_some(),
            "{run:?} cuts a character"
        );
        if let Some(link) = run.look.link {
            assert!(
                usize::from(link) < rich.links.len(),
                "{run:?} without its link"
            );
        }
        end = run.range.end;
    }
    for block in &rich.blocks {
        assert!(
            rich.text.get(block.range.clone()).is_some(),
            "{block:?} cuts a character"
        );
    }
    for link in &rich.links {
        assert_nothing_forbidden(link);
        let lower = link.get(..8).unwrap_or(link).to_ascii_lowercase();
        assert!(
            lower.starts_with("http://") || lower.starts_with("https://"),
            "{link:?}"
        );
        if is_web_address(link) {
            assert!(link.bytes().all(|byte| byte.is_ascii_graphic()), "{link:?}");
        }
    }
}

fn plain_name(name: &SafeText) {
    assert_nothing_forbidden(name);
    assert!(!name.is_empty() && name.len() <= 255, "{name:?}");
    assert!(!name.contains(['/', '\\', '\n', '\0']), "{name:?}");
    assert!(!name.starts_with(['.', '-', ' ']), "{name:?}");
    assert!(!name.ends_with(['.', ' ']), "{name:?}");
}
