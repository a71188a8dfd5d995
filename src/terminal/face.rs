//! What the person sees: drawing a frame in one write, and handing the terminal over and back.

use std::io::{self, BufWriter, Stdout, stdout};

use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::backend::CrosstermBackend;
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::guard::Guard;
use crate::app::State;
use crate::text::SafeText;
use crate::theme::Theme;
use crate::view;

/// Bytes a frame may take before it is written in more than one go.
const FRAME: usize = 64 * 1024;

/// Columns and rows of the terminal.
///
/// # Errors
/// When it does not say.
pub fn terminal_size() -> io::Result<(u16, u16)> {
    crossterm::terminal::size()
}

/// What the loop needs of a terminal.
pub trait Face {
    /// Draws the state.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn draw(&mut self, state: &State, theme: &Theme) -> io::Result<()>;
    /// Forgets what is on the screen, so that the next frame draws everything.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn redraw(&mut self) -> io::Result<()>;
    /// Gives the terminal back, for another program.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn leave(&mut self) -> io::Result<()>;
    /// Takes the terminal again.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn enter(&mut self) -> io::Result<()>;
    /// Puts a text into the clipboard.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn copy(&mut self, text: &SafeText) -> io::Result<()>;
}

/// The real terminal.
pub struct RealFace {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    guard: Guard,
}

impl RealFace {
    /// A face on the terminal that the guard holds.
    ///
    /// # Errors
    /// When the terminal's size cannot be read.
    pub fn new(guard: Guard) -> io::Result<Self> {
        let terminal = fresh()?;
        Ok(Self { terminal, guard })
    }
}

/// A terminal that remembers nothing of the screen. `Terminal::clear` will not do: it asks the terminal where its
/// cursor is, and waits for an answer that the reader of our keys may have taken.
fn fresh() -> io::Result<Terminal<CrosstermBackend<BufWriter<Stdout>>>> {
    let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME, stdout()));
    let options = TerminalOptions {
        viewport: Viewport::Fullscreen,
    };
    Terminal::with_options(backend, options)
}

impl Face for RealFace {
    fn draw(&mut self, state: &State, theme: &Theme) -> io::Result<()> {
        // One synchronized update a frame, through the writer of the frame: no terminal ever shows half of one.
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        self.terminal.draw(|frame| {
            let drawn = view::draw(state, theme, frame.buffer_mut());
            if let Some(at) = drawn.cursor {
                frame.set_cursor_position(at);
            }
        })?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)?;
        io::Write::flush(self.terminal.backend_mut())
    }

    fn redraw(&mut self) -> io::Result<()> {
        self.terminal = fresh()?;
        queue!(self.terminal.backend_mut(), Clear(ClearType::All))
    }

    fn leave(&mut self) -> io::Result<()> {
        self.guard.leave()
    }

    fn enter(&mut self) -> io::Result<()> {
        self.guard.resume()?;
        self.redraw()
    }

    fn copy(&mut self, text: &SafeText) -> io::Result<()> {
        super::clipboard::copy(self.terminal.backend_mut(), text)
    }
}
