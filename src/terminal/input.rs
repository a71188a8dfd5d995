//! From the terminal's events to messages, translated once at the edge.

use std::io::{self, Write, stderr};

use crossterm::event::{
    Event, KeyCode as TerminalCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind,
};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

use crate::app::mouse::{Act, Mouse, Target};
use crate::app::msg::Msg;
use crate::command::{Key, KeyCode, Mods};

/// The message of an event; none for what the program does not care for.
/// `at` says what stands at a column and row of the frame on the screen.
pub fn message(event: Event, at: impl Fn(u16, u16) -> Option<Target>) -> Option<Msg> {
    match event {
        Event::Key(key) => translate_key(key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(w, h) => Some(Msg::Resize(w, h)),
        Event::Mouse(event) => translate_mouse(event, at).map(Msg::Mouse),
        Event::FocusGained => Some(Msg::Focus(true)),
        Event::FocusLost => Some(Msg::Focus(false)),
    }
}

fn translate_mouse(event: MouseEvent, at: impl Fn(u16, u16) -> Option<Target>) -> Option<Mouse> {
    let act = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Act::Press,
        MouseEventKind::Drag(MouseButton::Left) => Act::Drag,
        MouseEventKind::Up(MouseButton::Left) => Act::Release,
        MouseEventKind::ScrollDown => Act::Wheel { down: true },
        MouseEventKind::ScrollUp => Act::Wheel { down: false },
        _ => return None,
    };
    Some(Mouse {
        act,
        target: at(event.column, event.row),
        x: event.column,
        y: event.row,
    })
}

/// A key of ours. Releases are dropped: some terminals send them, and Windows always does.
pub fn translate_key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        TerminalCode::Char(letter) => KeyCode::Char(letter),
        TerminalCode::Enter => KeyCode::Enter,
        TerminalCode::Esc => KeyCode::Esc,
        TerminalCode::Tab => KeyCode::Tab,
        TerminalCode::BackTab => KeyCode::BackTab,
        TerminalCode::Backspace => KeyCode::Backspace,
        TerminalCode::Delete => KeyCode::Delete,
        TerminalCode::Insert => KeyCode::Insert,
        TerminalCode::Home => KeyCode::Home,
        TerminalCode::End => KeyCode::End,
        TerminalCode::PageUp => KeyCode::PageUp,
        TerminalCode::PageDown => KeyCode::PageDown,
        TerminalCode::Up => KeyCode::Up,
        TerminalCode::Down => KeyCode::Down,
        TerminalCode::Left => KeyCode::Left,
        TerminalCode::Right => KeyCode::Right,
        TerminalCode::F(number) => KeyCode::F(number),
        _ => return None,
    };
    let mods = Mods {
        ctrl: event.modifiers.contains(KeyModifiers::CONTROL),
        alt: event.modifiers.contains(KeyModifiers::ALT),
        shift: event.modifiers.contains(KeyModifiers::SHIFT),
    };
    Some(Key::new(code, mods))
}

/// Asks for a secret without showing it; the question goes to standard error.
///
/// # Errors
/// When there is no terminal, or the person cancels (`Interrupted`).
pub fn read_secret(question: &str) -> io::Result<String> {
    let mut err = stderr();
    write!(err, "{question}")?;
    err.flush()?;
    enable_raw_mode()?;
    let secret = collect_secret();
    disable_raw_mode()?;
    writeln!(err)?;
    secret
}

fn collect_secret() -> io::Result<String> {
    let mut secret = String::new();
    loop {
        match crossterm::event::read()? {
            Event::Paste(text) => secret.push_str(text.trim()),
            Event::Key(event) if event.kind != KeyEventKind::Release => {
                let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
                match event.code {
                    TerminalCode::Enter => return Ok(secret),
                    TerminalCode::Char('c' | 'd') if ctrl => {
                        return Err(io::Error::new(io::ErrorKind::Interrupted, "cancelled"));
                    }
                    TerminalCode::Char('u') if ctrl => secret.clear(),
                    TerminalCode::Char(letter) if !ctrl => secret.push(letter),
                    TerminalCode::Backspace => {
                        secret.pop();
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
}
