//! Drawing: the state becomes cells, and the places of rows and messages become a map for the mouse.
//!
//! Pure: [`draw()`] reads the state and writes a buffer, and keeps nothing. Where panes stand is decided by
//! [`crate::app::geometry`]; what lines a conversation has by [`crate::app::document`]; how a role looks by the theme.
//! Text enters cells in `paint.rs` alone, which takes nothing but safe text and the program's own words.

mod composer;
mod conversation;
mod draw;
mod empty;
mod footer;
mod frame;
mod header;
mod hits;
mod input;
mod jump;
mod keys;
pub mod linear;
mod menu;
mod message;
mod notice;
mod offers;
mod pager;
mod paint;
mod places;
mod prompt;
mod prose;
mod sidebar;
mod snippets;
mod stop;
mod strip;
mod thread_row;
mod threads;
mod tour;
mod which_key;
mod words;

#[cfg(test)]
mod tests;

pub use draw::{Drawn, draw};
pub use hits::{HitMap, Target};
