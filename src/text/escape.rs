//! Recognising terminal escape sequences (ECMA-48 and what xterm adds), so that each one can be folded into one mark.
//!
//! Dropping only the ESC would leave debris such as `[31m` in the text; leaving the sequence whole would let a message
//! recolour the screen, set the window's title or write the clipboard.

const ESC: char = '\u{1b}';

/// The length in bytes of the escape sequence `text` begins with; `None` when it begins with none.
///
/// An unfinished sequence counts as far as a terminal would swallow it, but never past the end of its line: a stray
/// introducer must not hide the rest of a message.
pub(super) fn sequence_len(text: &str) -> Option<usize> {
    let introducer = text.chars().next()?;
    let body = &text[introducer.len_utf8()..];
    let length = match introducer {
        ESC => after_escape(body),
        '\u{9b}' => some_length(control_sequence(body))?,
        '\u{8e}' | '\u{8f}' => single_shift(body),
        '\u{9d}' => eight_bit_string(body, true)?,
        '\u{90}' | '\u{98}' | '\u{9e}' | '\u{9f}' => eight_bit_string(body, false)?,
        _ => return None,
    };
    Some(introducer.len_utf8() + length)
}

/// What follows ESC; a lone ESC is a sequence of its own, so zero is an answer.
fn after_escape(body: &str) -> usize {
    let Some(&kind) = body.as_bytes().first() else {
        return 0;
    };
    let inner = || &body[1..];
    match kind {
        b'[' => 1 + control_sequence(inner()),
        b']' => 1 + string_end(inner(), true).length(),
        b'P' | b'X' | b'^' | b'_' => 1 + string_end(inner(), false).length(),
        // `ESC k title ESC \` is screen's; elsewhere ESC k is a sequence of two bytes.
        b'k' => match string_end(inner(), false) {
            End::Terminated(length) => 1 + length,
            End::Open(_) => 1,
        },
        b'N' | b'O' => 1 + single_shift(inner()),
        b' '..=b'/' => {
            let intermediates = run(body, b' '..=b'/');
            intermediates + run_of_one(&body[intermediates..], b'0'..=b'~')
        }
        b'0'..=b'~' => 1,
        _ => 0,
    }
}

/// CSI: parameters, intermediates, one final byte.
fn control_sequence(body: &str) -> usize {
    let parameters = run(body, b'0'..=b'?');
    let intermediates = parameters + run(&body[parameters..], b' '..=b'/');
    intermediates + run_of_one(&body[intermediates..], b'@'..=b'~')
}

/// SS2 and SS3 take the next character from another set.
fn single_shift(body: &str) -> usize {
    run_of_one(body, b' '..=b'~')
}

/// A control string behind an 8-bit introducer. These code points also turn up in wrongly decoded text (a quotation
/// mark read as Latin-1 ends in U+009D), so one counts only if it is finished, or is plainly an `OSC number ;`.
fn eight_bit_string(body: &str, operating_system_command: bool) -> Option<usize> {
    match string_end(body, operating_system_command) {
        End::Terminated(length) => Some(length),
        End::Open(length) => {
            let digits = run(body, b'0'..=b'9');
            let command = digits > 0 && body.as_bytes().get(digits) == Some(&b';');
            (operating_system_command && command).then_some(length)
        }
    }
}

enum End {
    /// Ended by ST, BEL or a cancel, which is counted.
    Terminated(usize),
    /// Ended by the line, the text or another introducer, which is not.
    Open(usize),
}

impl End {
    fn length(self) -> usize {
        match self {
            Self::Terminated(length) | Self::Open(length) => length,
        }
    }
}

/// Where the payload of a control string ends. It stops at any other introducer, so that scanning a text is linear.
fn string_end(body: &str, bell_ends: bool) -> End {
    for (at, c) in body.char_indices() {
        let after = at + c.len_utf8();
        match c {
            '\u{7}' if bell_ends => return End::Terminated(after),
            '\u{9c}' | '\u{18}' | '\u{1a}' => return End::Terminated(after),
            ESC if body[after..].starts_with('\\') => return End::Terminated(after + 1),
            ESC
            | '\n'
            | '\r'
            | '\u{b}'
            | '\u{c}'
            | '\u{80}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}' => {
                return End::Open(at);
            }
            _ => {}
        }
    }
    End::Open(body.len())
}

fn run(text: &str, bytes: std::ops::RangeInclusive<u8>) -> usize {
    text.bytes().take_while(|byte| bytes.contains(byte)).count()
}

fn run_of_one(text: &str, bytes: std::ops::RangeInclusive<u8>) -> usize {
    usize::from(
        text.bytes()
            .next()
            .is_some_and(|byte| bytes.contains(&byte)),
    )
}

fn some_length(length: usize) -> Option<usize> {
    (length > 0).then_some(length)
}
