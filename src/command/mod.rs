//! The one table of commands, the keys that call them, and the keymap that resolves key presses to commands.
//!
//! A command is a name (`close-and-next`), a line of help, the places where it works and its default keys. The keymap,
//! the palette, the help overlay, `andibox keys` and the README all read that one table, so they cannot disagree.
//! This room knows nothing of terminals: the terminal room turns its events into [`Key`]s.

mod context;
// First of those that use it: macros are in scope only after their definition.
#[macro_use]
mod define;
mod group;
mod key;
mod key_names;
mod key_seq;
mod keymap;
mod lifeline;
mod markdown;
mod preset;
mod rebind;
mod sheet;
mod spec;
mod table;

pub use context::Context;
pub use group::Group;
pub use key::{Key, KeyCode, Mods};
pub use key_seq::{KeyError, KeySeq};
pub use keymap::{Conflict, Keymap, Match, Shadow};
pub use lifeline::Lifeline;
pub use markdown::{most_used, whole_table};
pub use preset::Preset;
pub use sheet::{SheetGroup, SheetRow, sheet};
pub use table::Command;

#[cfg(test)]
mod tests;
