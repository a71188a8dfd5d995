//! Tests of what the room keeps to itself: the one table of settings, the text editing, the atomic write.

mod defaults;
mod document;
mod hostile;
mod keymap;
mod words;
mod writing;
