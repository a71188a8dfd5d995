//! Marks that concern whole lines: quotes, code, headings.

use super::build::Builder;
use super::{BlockKind, Look, inline};

/// Reads safe text of several lines.
pub(super) fn read(text: &str) -> Builder {
    let mut builder = Builder::default();
    let mut lines = text.split('\n');
    // Whether a fence is closed decides whether it is one: what follows the last is looked through once.
    let mut closed = true;
    while let Some(line) = lines.next() {
        if let Some(fence) = fence(line).filter(|_| closed) {
            let mut ahead = lines.clone();
            closed = ahead.any(|line| line.trim() == fence);
            if closed {
                let code: Vec<&str> = lines
                    .by_ref()
                    .take_while(|line| line.trim() != fence)
                    .collect();
                block(&mut builder, &code);
                continue;
            }
        }
        one(&mut builder, line);
    }
    builder
}

/// A line that is no code.
fn one(builder: &mut Builder, line: &str) {
    builder.line();
    let start = builder.at();
    if line.starts_with('>') {
        let words = line.trim_start_matches(['>', ' ']);
        builder.push(&line[..line.len() - words.len()], Look::default());
        inline::read(builder, words);
        builder.block(start, BlockKind::Quote);
    } else if let Some(words) = heading(line) {
        let look = Look {
            strong: true,
            ..Look::default()
        };
        builder.push(words, look);
    } else {
        inline::read(builder, line);
    }
}

/// Lines of code. A block without any is nothing.
fn block(builder: &mut Builder, code: &[&str]) {
    for line in code {
        builder.line();
        let start = builder.at();
        let look = Look {
            code: true,
            ..Look::default()
        };
        builder.push(line, look);
        builder.block(start, BlockKind::Code);
    }
}

/// The marks that open a block of code, alone on their line but for the language's name.
fn fence(line: &str) -> Option<&str> {
    let line = line.trim();
    let marks = line.len() - line.trim_start_matches('`').len();
    let language = &line[marks..];
    let name = language
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_' | '#' | '.'));
    (marks >= 3 && name).then(|| &line[..marks])
}

/// `# Words`: a number sign before a digit is a number, not a mark.
fn heading(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    let marks = line.len() - words.len();
    let words = words.strip_prefix(' ')?;
    ((1..=6).contains(&marks) && words.starts_with(char::is_alphabetic)).then_some(words)
}
