//! The terminal's modes: entered together, and left together on every way out.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write, stdout};
use std::panic;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange,
    KeyboardEnhancementFlags, PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::style::Print;
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{cursor, execute, queue};

use crate::text::SafeText;

/// Holds the terminal in our modes; dropping it gives the terminal back.
#[derive(Debug)]
pub struct Guard {
    /// Shared with the panic hook: whoever comes first restores, the other does nothing.
    entered: Arc<AtomicBool>,
    enhanced: bool,
    /// Whether the terminal tells of the mouse while it is ours.
    mouse: bool,
}

/// Buttons and the wheel, and moves while a button is down: no other move wakes the program.
const MOUSE_ON: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// Undone on every way out: no harm where it was never on.
const MOUSE_OFF: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

impl Guard {
    /// Takes the terminal. `enhanced` asks it to tell keys apart that it would otherwise not (Ctrl-Enter, Esc).
    ///
    /// # Errors
    /// When the terminal cannot be put into raw mode or written to.
    pub fn enter(entered: Arc<AtomicBool>, enhanced: bool) -> io::Result<Self> {
        let guard = Self {
            entered,
            enhanced,
            mouse: false,
        };
        guard.resume()?;
        Ok(guard)
    }

    /// Takes the terminal again, after [`Guard::leave`].
    ///
    /// # Errors
    /// As [`Guard::enter`].
    pub fn resume(&self) -> io::Result<()> {
        self.entered.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        let mut out = stdout();
        queue!(
            out,
            EnterAlternateScreen,
            EnableBracketedPaste,
            EnableFocusChange,
            cursor::Hide
        )?;
        if self.enhanced {
            queue!(
                out,
                PushKeyboardEnhancementFlags(KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES)
            )?;
        }
        if self.mouse {
            queue!(out, Print(MOUSE_ON))?;
        }
        out.flush()
    }

    /// Has the terminal tell of the mouse, or not.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        execute!(stdout(), Print(if on { MOUSE_ON } else { MOUSE_OFF }))
    }

    /// Gives the terminal back. Doing it twice does nothing.
    ///
    /// # Errors
    /// When the terminal cannot be written to.
    pub fn leave(&self) -> io::Result<()> {
        restore(&self.entered, self.enhanced)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Err(error) = self.leave() {
            tracing::warn!(%error, "the terminal could not be restored");
        }
    }
}

fn restore(entered: &AtomicBool, enhanced: bool) -> io::Result<()> {
    if !entered.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    let mut out = stdout();
    queue!(out, EndSynchronizedUpdate, Print(MOUSE_OFF))?;
    if enhanced {
        queue!(out, PopKeyboardEnhancementFlags)?;
    }
    execute!(
        out,
        DisableFocusChange,
        DisableBracketedPaste,
        crossterm::style::ResetColor,
        LeaveAlternateScreen,
        cursor::Show
    )?;
    disable_raw_mode()
}

/// Reports panics in words that may be printed: what a panic quotes may be a customer's text (a range that cuts a letter
/// quotes the string it was to cut).
pub fn report_panics_safely() {
    panic::set_hook(Box::new(|info| {
        let thread = thread::current();
        let name = thread.name().unwrap_or("without a name");
        let words = SafeText::block(&format!("andibox: the thread {name} {info}"));
        let trace = Backtrace::capture();
        // Nowhere is left to say that standard error is gone.
        drop(match trace.status() {
            BacktraceStatus::Captured => writeln!(io::stderr(), "{words}\n{trace}"),
            _ => writeln!(io::stderr(), "{words}"),
        });
    }));
}

/// Restores the terminal before a panic of this thread is reported. A panic on another thread is only logged: the
/// screen goes on, and a message printed into it would be garbage.
pub fn install_panic_hook(entered: Arc<AtomicBool>, enhanced: bool) {
    let screen = thread::current().id();
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if thread::current().id() == screen {
            if let Err(error) = restore(&entered, enhanced) {
                tracing::error!(%error, "the terminal could not be restored after a panic");
            }
            before(info);
        } else if entered.load(Ordering::SeqCst) {
            let words = SafeText::line(&info.to_string());
            tracing::error!(panic = %words, "a background task panicked");
        } else {
            before(info);
        }
    }));
}
