//! What the program does: the state, the messages that change it, and the effects it asks for.
//!
//! Pure: no I/O, no async, no clock, no failure. [`update()`] takes a message and the state and returns effects as data,
//! so that every behaviour of the product is a table of (state, message) → (state, effects).
//! Selection, scroll and actions go by id, never by index; answers carry the number of their question.

pub mod answer;
pub mod body;
pub mod composer;
mod create;
pub mod deed;
pub mod document;
pub mod drafts;
pub mod effect;
pub mod find;
mod focus;
pub mod geometry;
mod help;
pub mod item;
mod keys;
mod lifecycle;
pub mod list;
pub mod menu;
pub mod mouse;
pub mod msg;
pub mod notice;
pub mod overlay;
mod pager;
pub mod places;
pub mod prompt;
pub mod reading;
mod requests;
mod run;
pub mod scroll;
mod state;
mod status;
pub mod stop;
pub mod tour;
mod typing;
mod undo;
mod update;

#[cfg(test)]
mod tests;

pub use state::{Asked, AskedAll, Facts, Pane, Scope, State};
pub use undo::Windows;
pub use update::update;
