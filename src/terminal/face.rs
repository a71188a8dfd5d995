//! What the person sees: drawing a frame in one write, and handing the terminal over and back.

use std::io::{self, Write, stdout};

use super::guard::Guard;
use super::sheet::{Painted, Sheet};
use crate::app::State;
use crate::text::SafeText;
use crate::theme::Theme;
use crate::view::{self, HitMap, Target};

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
    /// Has the terminal tell of the mouse, or not.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn mouse(&mut self, on: bool) -> io::Result<()>;
    /// What stands at a column and row of the last frame; only known while the mouse is on.
    fn at(&self, x: u16, y: u16) -> Option<Target>;
    /// Makes the terminal tell the person something outside of the screen.
    ///
    /// # Errors
    /// When the terminal is gone.
    fn tell(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// The real terminal.
pub struct RealFace {
    sheet: Sheet,
    guard: Guard,
    /// Where things stood in the last frame, while the mouse is on.
    hits: HitMap,
    /// Whether the terminal is told which cells are links.
    hyperlinks: bool,
}

impl RealFace {
    /// A face on the terminal that the guard holds.
    pub fn new(guard: Guard) -> Self {
        let sheet = Sheet::new();
        Self {
            sheet,
            guard,
            hits: HitMap::default(),
            hyperlinks: false,
        }
    }

    /// The same, telling the terminal which cells are links, or not.
    #[must_use]
    pub const fn with_hyperlinks(mut self, told: bool) -> Self {
        self.hyperlinks = told;
        self
    }
}

impl Face for RealFace {
    fn draw(&mut self, state: &State, theme: &Theme) -> io::Result<()> {
        let hyperlinks = self.hyperlinks;
        let hits = &mut self.hits;
        let bytes = self.sheet.linked_frame(state.size, |buffer| {
            let drawn = view::draw(state, theme, buffer);
            if state.mouse.on {
                *hits = drawn.hits;
            }
            Painted {
                cursor: drawn.cursor,
                links: if hyperlinks { drawn.links } else { Vec::new() },
            }
        });
        if bytes.is_empty() {
            return Ok(());
        }
        // One synchronized update in one write: no terminal ever shows half a frame.
        let mut out = stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }

    fn redraw(&mut self) -> io::Result<()> {
        self.sheet.forget();
        Ok(())
    }

    fn leave(&mut self) -> io::Result<()> {
        self.guard.leave()
    }

    fn enter(&mut self) -> io::Result<()> {
        self.guard.resume()?;
        self.redraw()
    }

    fn copy(&mut self, text: &SafeText) -> io::Result<()> {
        super::clipboard::copy(&mut stdout(), text)
    }

    fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.guard.mouse(on)
    }

    fn at(&self, x: u16, y: u16) -> Option<Target> {
        self.hits.at(x, y).cloned()
    }

    fn tell(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut out = stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }
}
