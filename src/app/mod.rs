//! What the program does: the state, the messages that change it, and the effects it asks for.
//!
//! Pure: no I/O, no async, no clock, no failure. [`update()`] takes a message and the state and returns effects as data,
//! so that every behaviour of the product is a table of (state, message) → (state, effects).
//! Selection, scroll and actions go by id, never by index; answers carry the number of their question.

pub mod about;
pub mod answer;
pub mod attach;
pub mod availability;
pub mod body;
pub mod composer;
mod create;
pub mod deed;
pub mod document;
pub mod drafts;
pub mod effect;
mod filter_menu;
pub mod find;
mod focus;
pub mod geometry;
pub mod help;
pub mod item;
pub mod json;
pub mod jump;
mod keys;
pub mod kinds;
mod life_bar;
mod lifecycle;
pub mod limit;
pub mod links;
pub mod list;
pub mod marks;
pub mod menu;
pub mod mouse;
pub mod msg;
pub mod notice;
pub mod notify;
pub mod overlay;
mod pager;
mod palette;
pub mod places;
pub mod prompt;
pub mod reading;
pub mod remind;
mod requests;
mod run;
pub mod saving;
pub mod scroll;
pub mod settings;
pub mod snippets;
mod state;
pub mod stats;
mod status;
pub mod stop;
pub mod tour;
mod typing;
mod undo;
mod update;
pub mod views;

#[cfg(test)]
mod tests;

pub use limit::Limits;
pub use state::{Asked, AskedAll, Facts, Pane, Scope, State};
pub use undo::Windows;
pub use update::update;
