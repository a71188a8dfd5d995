//! Telling from raw bytes whether a cell of the screen was written, without the cost of a terminal emulator.

/// Where in an escape sequence the bytes are.
#[derive(Clone, Copy, Default)]
enum Place {
    #[default]
    Text,
    Escape,
    /// `ESC [ … final byte`.
    Control,
    /// `ESC ] … BEL` or `ESC \`.
    Title,
    TitleEscape,
}

/// Reads what a program writes.
#[derive(Default)]
pub struct Cells(Place);

impl Cells {
    /// Whether these bytes write a cell. Sequences may be cut anywhere.
    pub fn written(&mut self, bytes: &[u8]) -> bool {
        let mut written = false;
        for &byte in bytes {
            self.0 = match (self.0, byte) {
                (Place::Title, 0x1b) => Place::TitleEscape,
                (Place::Text, 0x1b) => Place::Escape,
                (Place::Text, _) => {
                    written |= byte >= 0x20;
                    Place::Text
                }
                (Place::Escape, b'[') => Place::Control,
                (Place::Escape, b']') => Place::Title,
                (Place::Control, 0x40..=0x7e)
                | (Place::Title, 0x07)
                | (Place::Escape | Place::TitleEscape, _) => Place::Text,
                (inside, _) => inside,
            };
        }
        written
    }
}
