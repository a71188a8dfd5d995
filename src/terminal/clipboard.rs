//! The clipboard, by OSC 52: it works over ssh and needs no window system.

use std::io::{self, Write};

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;

use crate::text::SafeText;

/// Asks the terminal to put the text into the clipboard. Whether it does cannot be known: there is no answer.
///
/// # Errors
/// When the terminal is gone.
pub fn copy(out: &mut impl Write, text: &SafeText) -> io::Result<()> {
    execute!(out, CopyToClipboard::to_clipboard_from(text.as_str()))
}
